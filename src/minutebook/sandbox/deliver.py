"""From what happens to the updates it makes, one function a kind of update.

Each asks ``gates`` which bots are told and puts the JSON into their queues, which drop what a bot
has not asked for.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from minutebook.sandbox import gates, shapes, shapes_members
from minutebook.sandbox.chats import Chat, Group, Member, PrivateChat
from minutebook.sandbox.messages import Message, Press, Reaction
from minutebook.sandbox.people import Account, Bot, Person
from minutebook.sandbox.state import State
from minutebook.sandbox.wire import Obj, dump


def message(state: State, one: Message) -> None:
    """``message`` or, if it has been edited, ``edited_message``."""
    kind = "message" if one.edited is None else "edited_message"
    for bot in gates.bots_in(one.chat):
        if bot.queue.wants(kind) and gates.receives(state, bot, one):
            shape = shapes.message(one, bot)
            if state.faults.unknown_fields:
                shape["field_of_tomorrow"] = {"kind": "unheard-of"}
            bot.queue.add(kind, dump(shape), one.edited or one.date)
    state.touch()


def reaction(
    state: State, one: Message, who: Person, old: tuple[Reaction, ...], new: tuple[Reaction, ...]
) -> None:
    """``message_reaction``, to administrator bots; it carries no content and no thread."""
    group = one.chat
    update: Obj = {"chat": shapes.chat(group), "message_id": one.id}
    member = group.member(who.id) if isinstance(group, Group) else None
    if member is not None and member.admin and member.anonymous:
        update["actor_chat"] = shapes.chat(group)
    else:
        update["user"] = shapes.user(who)
    update["date"] = shapes.stamp(state.now())
    update["old_reaction"] = [shapes.reaction(r) for r in old]
    update["new_reaction"] = [shapes.reaction(r) for r in new]
    for bot in gates.admin_bots_in(group):
        bot.queue.add("message_reaction", dump(update))
    state.touch()


def reaction_count(state: State, one: Message) -> None:
    """``message_reaction_count``: totals only, for what a channel posted."""
    counts = Counter(reaction for given in one.reactions.values() for reaction in given)
    totals: list[Obj] = [{"type": shapes.reaction(r), "total_count": n} for r, n in counts.most_common()]
    update: Obj = {
        "chat": shapes.chat(one.chat),
        "message_id": one.id,
        "date": shapes.stamp(state.now()),
        "reactions": totals,
    }
    for bot in gates.admin_bots_in(one.chat):
        bot.queue.add("message_reaction_count", dump(update))
    state.touch()


def standing(state: State, chat: Group, by: Account, old: Obj, new: Member, was_in: bool) -> None:
    """``my_chat_member`` to the bot it is about, ``chat_member`` to administrator bots.

    Args:
        old: the ChatMember JSON from before the change.
        was_in: the one it is about was in the group before.
    """
    update: Obj = {
        "chat": shapes.chat(chat),
        "from": shapes.user(by),
        "date": shapes.stamp(state.now()),
        "old_chat_member": old,
        "new_chat_member": shapes_members.member(new),
    }
    if isinstance(new.who, Bot) and (was_in or new.present):
        new.who.queue.add("my_chat_member", dump(update))
    for bot in gates.admin_bots_in(chat):
        if bot is not new.who:
            bot.queue.add("chat_member", dump(update))
    state.touch()


def blocked(state: State, chat: PrivateChat, *, now_blocked: bool) -> None:
    """``my_chat_member`` in a private chat: the person blocked or unblocked the bot."""
    left: Obj = {"status": "kicked", "user": shapes.user(chat.bot), "until_date": 0}
    there: Obj = {"status": "member", "user": shapes.user(chat.bot)}
    update: Obj = {
        "chat": shapes.chat(chat),
        "from": shapes.user(chat.person),
        "date": shapes.stamp(state.now()),
        "old_chat_member": there if now_blocked else left,
        "new_chat_member": left if now_blocked else there,
    }
    chat.bot.queue.add("my_chat_member", dump(update))
    state.touch()


def poll_state(state: State, one: Message) -> None:
    """``poll``: to the bot that sent it, and to others only once a person stopped it."""
    assert one.poll is not None
    for bot in gates.bots_in(one.chat):
        if one.author is bot or (one.poll.closed and gates.receives(state, bot, one)):
            bot.queue.add("poll", dump(shapes.poll(one.poll, counted=True)))
    state.touch()


def poll_answer(state: State, one: Message, who: Person) -> None:
    """``poll_answer``: only for the bot's own polls that are not anonymous."""
    assert one.poll is not None
    if not isinstance(one.author, Bot) or one.poll.anonymous:
        return
    chosen = [index for index, option in enumerate(one.poll.options) if who.id in option.voters]
    update: Obj = {
        "poll_id": one.poll.id,
        "user": shapes.user(who),
        "option_ids": chosen,
        "option_persistent_ids": [one.poll.options[index].persistent_id for index in chosen],
    }
    one.author.queue.add("poll_answer", dump(update))


def press(state: State, pressed: Press) -> None:
    """``callback_query`` to the bot whose button it is."""
    shown = shapes.message(pressed.message, pressed.bot)
    if pressed.message.deleted or state.faults.inaccessible_callbacks:
        shown = {"chat": shapes.chat(pressed.message.chat), "message_id": pressed.message.id, "date": 0}
    update: Obj = {
        "id": pressed.id,
        "from": shapes.user(pressed.person),
        "message": shown,
        "chat_instance": str(chat_instance(pressed.message.chat)),
        "data": pressed.data,
    }
    pressed.bot.queue.add("callback_query", dump(update), pressed.at)
    state.touch()


def chat_instance(chat: Chat) -> int:
    """A number that stands for the chat, the same each time."""
    return (abs(chat.id) * 2654435761) % (1 << 62)


def raw(bot: Bot, kind: str, payload: Obj, at: datetime | None = None) -> None:
    """Any update at all: for the shapes of tomorrow, and for broken ones."""
    bot.queue.add(kind, dump(payload), at)
