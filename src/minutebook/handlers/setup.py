"""/setup: a group joins its council, is told what the bot can see there, and what it keeps."""

from dataclasses import dataclass

import telegram
from telegram.error import TelegramError

from minutebook.council import outgoing
from minutebook.council.bodies import Council, CouncilView, Group, Person
from minutebook.council.messages import SenderKind
from minutebook.council.outgoing import Button, Keyboard, Outgoing
from minutebook.council.roles import Role
from minutebook.council.settings import plain_emoji
from minutebook.council.wording import Html, Wording, join
from minutebook.handlers import answers, renaming
from minutebook.handlers.appointing import start_link
from minutebook.handlers.events import GroupMessage
from minutebook.handlers.house import Turn
from minutebook.handlers.parse import is_present, person_of
from minutebook.storage import appointments, councils, outbox, people
from minutebook.storage.store import Tx

NAME_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Sight:
    """What the bot can see and do in a group.

    Attributes:
        known: whether Telegram answered at all.
        reacts: whether the capture emoji is allowed in the group.
        administrators: people Telegram names as administrators.
    """

    known: bool
    title: str
    kind: str
    forum: bool
    status: str
    reads_all: bool
    reacts: bool
    administrators: tuple[Person, ...]


async def look(turn: Turn, chat_id: int, title: str, emoji: str) -> Sight:
    """Ask Telegram what the bot can see in a group."""
    house = turn.house
    try:
        me = await house.bot.get_me()
        # Raw, for PTB reads "all reactions" (absent) and "none" (empty) alike; methods have no case, its warning has.
        raw = await house.bot.do_api_request("getchat", api_kwargs={"chat_id": chat_id})
        own = await house.bot.get_chat_member(chat_id, me.id)
        admins = await house.bot.get_chat_administrators(chat_id)
    except TelegramError:
        return Sight(False, title, "supergroup", False, "member", False, True, ())
    chat = telegram.ChatFullInfo.de_json(dict(raw), house.bot)
    reacts = "available_reactions" not in raw or any(
        isinstance(item, telegram.ReactionTypeEmoji) and plain_emoji(item.emoji) == emoji
        for item in chat.available_reactions or ()
    )
    return Sight(
        known=True,
        title=chat.title or title,
        kind=str(chat.type),
        forum=bool(chat.is_forum),
        status=str(own.status),
        reads_all=bool(me.can_read_all_group_messages) or own.status == "administrator",
        reacts=reacts,
        administrators=tuple(
            person_of(member.user) for member in admins if is_present(member) and not member.user.is_bot
        ),
    )


async def setup(turn: Turn, view: CouncilView | None, item: GroupMessage, words: str) -> None:
    """Answer `/setup [council name]`."""
    house = turn.house
    message = item.message
    person = answers.person_of(message)
    if message.sender.kind is not SenderKind.PERSON:
        async with turn.change() as tx:
            await answers.reply(tx, turn, view, message, "anonymous")
        return
    if not house.is_installation_admin(person.id):
        async with turn.change() as tx:
            phrase = "setup.no_admin_yet" if not (house.admins or house.claimed) else "setup.not_admin"
            await answers.reply(tx, turn, view, message, phrase)
        return
    emoji = view.council.settings.capture_emoji if view else house.defaults.capture_emoji
    sight = await look(turn, message.chat_id, words or "This council", emoji)
    async with turn.change() as tx:
        known = await councils.group(tx, message.chat_id)
        if known is not None:
            await _again(tx, turn, await councils.view(tx, known.council_id), item, person, words, sight)
        else:
            await _first(tx, turn, item, person, words, sight)


async def _again(
    tx: Tx, turn: Turn, view: CouncilView, item: GroupMessage, person: Person, words: str, sight: Sight
) -> None:
    """A group that is set up stays as it is; a council left without an admin gets this one."""
    house = turn.house
    group = view.group(item.chat_id)
    if group is not None and sight.known and group.bot_status != sight.status:
        await councils.set_bot_status(tx, group, sight.status)
    lines: list[Html] = []
    if not house.admins_of(view):
        await appointments.appoint(tx, view.council.id, person.id, Role.ADMIN, by=person.id, now=turn.now)
        lines.append(house.wording.say("setup.took_over", council=view.council.name))
    elif not house.is_admin(view, person.id):
        await answers.reply(tx, turn, view, item.message, "setup.other_admin", council=view.council.name)
        return
    lines.append(house.wording.say("setup.already", council=view.council.name))
    name = _name(words)
    keyboard: Keyboard = ()
    if name and name != view.council.name:
        question, keyboard = await renaming.ask(tx, turn, view, name)
        lines.append(question)
    else:
        lines.append(house.wording.say("setup.how_rename"))
    lines += _report(turn, view, sight)
    await answers.reply_html(tx, turn, view, item.message, join(lines, "\n\n"), keyboard)


def _name(words: str) -> str:
    """Return a council's name as it is kept: on one line, cut to what fits."""
    return " ".join(words.split())[:NAME_LIMIT].rstrip()


async def _first(tx: Tx, turn: Turn, item: GroupMessage, person: Person, words: str, sight: Sight) -> None:
    house = turn.house
    name = _name(words) or sight.title
    council = await councils.by_name(tx, name)
    if council is not None and not house.is_admin(await councils.view(tx, council.id), person.id):
        await answers.reply(tx, turn, None, item.message, "setup.name_taken", council=name)
        return
    joined = council is not None
    if council is None:
        council = await councils.create(tx, name, house.defaults, by=person.id, now=turn.now)
    view = await _settle(tx, turn, council, item, person, sight)
    await _announce(tx, turn, view, item, person, sight, joined=joined)


async def _settle(
    tx: Tx, turn: Turn, council: Council, item: GroupMessage, person: Person, sight: Sight
) -> CouncilView:
    """Write down the group, its admin and who is known to be in it."""
    group = Group(
        item.chat_id, council.id, sight.title, sight.kind, sight.forum, sight.status, set_up_at=turn.now
    )
    await councils.add_group(tx, group, by=person.id)
    for member in {known.id: known for known in (*sight.administrators, person)}.values():
        await people.see(tx, member, turn.now)
        await people.set_member(tx, item.chat_id, member.id, council.id, present=True, now=turn.now)
    await appointments.appoint(tx, council.id, person.id, Role.ADMIN, by=person.id, now=turn.now)
    turn.house.refresh_menus(tx, council.id, person.id)
    return await councils.view(tx, council.id)


async def _announce(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    item: GroupMessage,
    person: Person,
    sight: Sight,
    *,
    joined: bool,
) -> None:
    """Report to the admin, and tell everyone what is read, what is kept and who sees it."""
    wording = turn.house.wording
    head = wording.say("setup.joined" if joined else "setup.done", council=view.council.name)
    lines = [head, *_report(turn, view, sight)]
    lines.append(_policy(turn, view))
    if not view.staff_ids:
        lines.append(wording.say("setup.next_clerk"))
    await answers.reply_html(tx, turn, view, item.message, join(lines, "\n\n"))
    send = outgoing.message(
        item.chat_id,
        notice(turn, view),
        topic_id=item.message.topic_id,
        keyboard=((Button(wording.plain("button.open_chat"), url=start_link(turn.house, "hello")),),),
    )
    note = Outgoing(f"notice:{item.chat_id}", "notice", (send,), council_id=view.council.id)
    await outbox.put(tx, note, turn.now)


def _report(turn: Turn, view: CouncilView, sight: Sight) -> list[Html]:
    """Say what the bot can and cannot see, and how to mend each."""
    wording = turn.house.wording
    if not sight.known:
        return [wording.say("sight.unknown")]
    admin = sight.status == "administrator"
    emoji = view.council.settings.capture_emoji
    lines = [
        wording.say("sight.reads_yes" if sight.reads_all else "sight.reads_no", bot=turn.house.me.username),
        wording.say("sight.admin_yes" if admin else "sight.admin_no", emoji=emoji),
    ]
    if not sight.reacts:
        lines.append(wording.say("sight.reacts_no", emoji=emoji))
    if sight.kind == "group":
        lines.append(wording.say("sight.basic_group"))
    lines.append(wording.say("sight.never"))
    return [join(lines)]


def _policy(turn: Turn, view: CouncilView) -> Html:
    """Say which policy cautions cite, and how to choose another."""
    policy = turn.house.policy(view)
    others = [f"/policy {name}" for name in sorted(turn.house.policies) if name != policy.name]
    phrase = "setup.policy" if others else "setup.only_policy"
    return turn.house.wording.say(phrase, title=policy.title, others=" or ".join(others))


def _groups(wording: Wording, view: CouncilView) -> str:
    """Return the council's groups by their titles: what "here" is to somebody who asks in private."""
    titles = [
        wording.plain("notice.title", title=group.title) for group in view.groups if not group.migrated_to
    ]
    if len(titles) < 2:
        return wording.plain("notice.group", title="".join(titles))
    return wording.plain("notice.groups", titles=", ".join(titles[:-1]), last=titles[-1])


def notice(turn: Turn, view: CouncilView, *, in_group: bool = True) -> Html:
    """Return the notice of what is read, what is kept and how long, who sees it, and whom to ask.

    Args:
        in_group: whether it is read in the group itself, which then is "here".
    """
    settings = view.council.settings
    wording = turn.house.wording
    policy = turn.house.policy(view)
    groups = "" if in_group else _groups(wording, view)
    where = wording.plain("notice.here") if in_group else wording.plain("notice.there", groups=groups)
    text = wording.say(
        "notice.text",
        council=view.council.name,
        group=groups or wording.plain("notice.this_group"),
        where=where,
        emoji=settings.capture_emoji,
        hours=int(settings.memory.total_seconds() // 3600),
        records=policy.cite(policy.records_clause)
        if policy.records_clause in policy.clauses
        else policy.title,
        contact=settings.contact or wording.plain("notice.no_contact"),
    )
    mode = wording.say(f"notice.mode_{settings.cautions}", where=where)
    return join([text, mode], "\n\n")
