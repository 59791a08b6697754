"""Coming, going and standing: accounts, groups, private chats and who is what in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from minutebook.sandbox import deliver, shapes_members
from minutebook.sandbox.chats import Channel, Group, GroupKind, Member, PrivateChat, Status
from minutebook.sandbox.errors import SandboxRefusal
from minutebook.sandbox.messages import Message, Service, ServiceKind
from minutebook.sandbox.people import Bot, Person
from minutebook.sandbox.posting import Place, post
from minutebook.sandbox.queue import UpdateQueue
from minutebook.sandbox.state import State
from minutebook.sandbox.talking import say_in_private
from minutebook.sandbox.wire import Obj

TOKEN = re.compile(r"(\d{1,16}):[A-Za-z0-9_-]{3,}")
FIRST_UPDATE = 100_000_001


def add_person(state: State, name: str, username: str | None, *, premium: bool) -> Person:
    """Make a human account with the next id."""
    person = Person(state.new_id("person"), name, username, premium)
    state.people[person.id] = person
    state.touch()
    return person


def add_bot(state: State, token: str, name: str, username: str, *, reads_all: bool) -> Bot:
    """Make a bot whose id is the first part of its token.

    Raises:
        SandboxRefusal: the token is not of the form ``digits:letters``.
    """
    match = TOKEN.fullmatch(token)
    if match is None:
        raise SandboxRefusal("A bot's token is its id, a colon and some letters: 123456:ABC-def.")
    queue = UpdateQueue(state.now, FIRST_UPDATE, state.touch)
    bot = Bot(token, int(match.group(1)), name, username, queue, reads_all)
    state.bots[bot.id] = bot
    state.touch()
    return bot


def add_group(state: State, title: str, people: Sequence[Person], kind: GroupKind, *, forum: bool) -> Group:
    """Make a group; the first person is its creator."""
    if forum and kind == "group":
        raise SandboxRefusal("Only a supergroup can have topics.")
    number = state.new_id("group")
    group = Group(-(10**12) - 10**9 - number if kind == "supergroup" else -number, title, kind, forum)
    for index, person in enumerate(people):
        group.members[person.id] = Member(person, "member" if index else "creator")
    state.groups[group.id] = group
    state.touch()
    return group


def add_channel(state: State, title: str, username: str | None) -> Channel:
    """Make a channel."""
    channel = Channel(-(10**12) - 2 * 10**9 - state.new_id("channel"), title, username)
    state.channels[channel.id] = channel
    return channel


def join(state: State, person: Person, group: Group) -> Message:
    """Come into a group by its link."""
    standing = group.members.get(person.id)
    if standing is not None and standing.present:
        raise SandboxRefusal(f"{person.name} is in the group already.")
    if standing is not None and standing.status == "kicked":
        raise SandboxRefusal(f"{person.name} was removed from the group and cannot rejoin by link.")
    _place(state, group, person, "member", person)
    return _tell(state, group, person, person, "new_chat_members")


def leave(state: State, person: Person, group: Group) -> Message:
    """Go out of a group."""
    if group.member(person.id) is None:
        raise SandboxRefusal(f"{person.name} is not in the group.")
    told = _tell(state, group, person, person, "left_chat_member")
    _place(state, group, person, "left", person)
    return told


def add_bot_to(state: State, group: Group, bot: Bot, by: Person) -> Message:
    """A member adds a bot; its privacy mode is read now."""
    _must_be_in(group, by)
    if group.member(bot.id) is not None:
        raise SandboxRefusal(f"{bot.name} is in the group already.")
    _place(state, group, bot, "member", by)
    return _tell(state, group, by, bot, "new_chat_members")


def remove(state: State, group: Group, who: Person | Bot, by: Person) -> Message:
    """An administrator removes a bot or a person."""
    _must_be_in(group, by)
    if group.member(who.id) is None:
        raise SandboxRefusal(f"{who.name} is not in the group.")
    if not group.members[by.id].admin:
        raise SandboxRefusal("Only an administrator can remove a member.")
    told = _tell(state, group, by, who, "left_chat_member")
    _place(state, group, who, "kicked", by)
    return told


def bot_leaves(state: State, group: Group, bot: Bot) -> None:
    """A bot goes of its own accord."""
    _tell(state, group, bot, bot, "left_chat_member")
    _place(state, group, bot, "left", bot)


def promote(state: State, group: Group, who: Person | Bot, *, anonymous: bool, title: str | None) -> None:
    """Make an administrator, or change how one appears."""
    standing = _standing(group, who)
    old = shapes_members.member(standing)
    if standing.status != "creator":
        standing.status = "administrator"
    standing.anonymous, standing.title, standing.muted = anonymous, title, False
    deliver.standing(state, group, _creator(group, who), old, standing, was_in=True)


def demote(state: State, group: Group, who: Person | Bot) -> None:
    """Make an administrator a member."""
    standing = _standing(group, who)
    if standing.status == "creator":
        raise SandboxRefusal("The group's creator cannot be demoted.")
    old = shapes_members.member(standing)
    standing.status, standing.anonymous, standing.title = "member", False, None
    deliver.standing(state, group, _creator(group, who), old, standing, was_in=True)


def mute(state: State, group: Group, who: Person | Bot, *, muted: bool) -> None:
    """Restrict a member, or lift it."""
    standing = _standing(group, who)
    old = shapes_members.member(standing)
    standing.status, standing.muted = ("restricted" if muted else "member"), muted
    deliver.standing(state, group, _creator(group, who), old, standing, was_in=True)


def start(state: State, person: Person, bot: Bot, payload: str | None) -> Message:
    """Press Start, or follow a link with a payload."""
    chat = state.private_chat(person, bot)
    if chat.blocked:
        unblock(state, person, bot)
    chat.started = True
    return say_in_private(state, chat, "/start" if payload is None else f"/start {payload}")


def block(state: State, person: Person, bot: Bot) -> None:
    """Block a bot; it is told so if the chat was open."""
    chat = state.private_chat(person, bot)
    if not chat.blocked:
        chat.blocked = True
        _tell_of_block(state, chat, now_blocked=True)


def unblock(state: State, person: Person, bot: Bot) -> None:
    """Unblock a bot."""
    chat = state.private_chat(person, bot)
    if chat.blocked:
        chat.blocked = False
        _tell_of_block(state, chat, now_blocked=False)


def _tell_of_block(state: State, chat: PrivateChat, *, now_blocked: bool) -> None:
    if chat.started:
        deliver.blocked(state, chat, now_blocked=now_blocked)


def _must_be_in(group: Group, person: Person) -> None:
    if group.member(person.id) is None:
        raise SandboxRefusal(f"{person.name} is not in the group.")


def _standing(group: Group, who: Person | Bot) -> Member:
    standing = group.member(who.id)
    if standing is None:
        raise SandboxRefusal(f"{who.name} is not in the group.")
    return standing


def _creator(group: Group, otherwise: Person | Bot) -> Person | Bot:
    """Who changes somebody's standing: the group's creator, if it has one."""
    return next((m.who for m in group.present if m.status == "creator"), otherwise)


def _place(state: State, group: Group, who: Person | Bot, status: Status, by: Person | Bot) -> None:
    """Give somebody a new standing and tell the bots that are told."""
    before = group.members.get(who.id)
    old: Obj = shapes_members.outsider(who) if before is None else shapes_members.member(before)
    was_in = before is not None and before.present
    sees_all = isinstance(who, Bot) and who.reads_all
    group.members[who.id] = Member(who, status, group.last_id, sees_all=sees_all)
    deliver.standing(state, group, by, old, group.members[who.id], was_in)


def _tell(state: State, group: Group, by: Person | Bot, who: Person | Bot, kind: ServiceKind) -> Message:
    return post(state, by, Place(group), service=Service(kind, (who,)))
