"""What is said when something goes wrong: no answer from Telegram, an update set aside, an undelivered message."""

from collections.abc import Mapping, Sequence
from functools import partial

import telegram
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from minutebook.bot.inbox import NOT_KEPT
from minutebook.council import outgoing
from minutebook.council.outgoing import Outgoing
from minutebook.handlers.house import House
from minutebook.storage import councils, digests, inbox, outbox, people
from minutebook.storage.outbox import Due
from minutebook.storage.store import Tx

REFUSED = (
    "Telegram refuses telegram.token, which was mistyped or revoked; copy it again from @BotFather"
    " (/mybots, API Token) into the configuration and start again"
)

_TWICE = (
    "another copy of the bot is running with the same token, perhaps on another computer, and each takes"
    " messages away from the other; stop one of the two, or, if you know of no other, let @BotFather /revoke"
    " the token and put the new one into the configuration; this copy goes on trying"
)
_WEBHOOK = (
    "another program has Telegram send this bot's messages to a webhook; stop that program, then start this"
    " one again, which takes the webhook away"
)
_UNREACHED = (
    "Telegram cannot be reached (%s); check this computer's connection to the internet; the bot goes on trying,"
    " and Telegram keeps messages for a day"
)
_NOT_KEPT = (
    "what Telegram sent could not be written down, and is fetched again; see that the disk is not full and that"
    " the database may be written"
)


def fetching(error: TelegramError) -> str:
    """Return why nothing can be fetched from Telegram, and what to do, in a sentence; never the error's text."""
    match error:
        case Conflict():
            return _WEBHOOK if "webhook" in str(error).lower() else _TWICE
        case InvalidToken():
            return REFUSED
        case NetworkError() if str(error).startswith(NOT_KEPT):
            return _NOT_KEPT
        case NetworkError():
            return _UNREACHED % type(error).__name__
    return f"Telegram gave no messages ({type(error).__name__}); the bot goes on trying"


async def set_aside(house: House, update: telegram.Update, fault: str) -> None:
    """Give up on an update and tell the council's admin its number; what it said stays in the inbox for a while."""
    now = house.clock()
    chat = update.effective_chat
    council_id = await house.directory.council_of(chat.id) if chat else None
    async with house.store.change() as tx:
        await inbox.note_failure(tx, house.me.id, update.update_id, fault, aside=True)
        if council_id is None:
            return
        await digests.whole_gap(
            tx, council_id, "aside", now, now, f"update {update.update_id}", chat_id=chat.id if chat else None
        )
        view = await councils.view(tx, council_id)
        text = house.wording.say(
            "fault.aside", council=view.council.name, number=update.update_id, fault=fault
        )
        for user in house.admins_of(view):
            key = f"aside:{update.update_id}:{user}"
            await outbox.put(
                tx,
                Outgoing(key, "notice", (outgoing.message(user, text),), council_id=council_id),
                now,
            )


async def report_unread(house: House, tx: Tx, numbers: Mapping[int | None, Sequence[int]]) -> None:
    """Tell of updates that could not be read: in their council's digest, else to who runs the installation.

    A new kind of message may come a hundred times a day: the digest counts them, and an admin is written
    to once a day.

    Args:
        numbers: the updates' numbers by chat; None where the chat could not be told.
    """
    now = house.clock()
    homeless: list[int] = []
    for chat_id, found in numbers.items():
        council_id = await _council_of(house, chat_id)
        if council_id is None:
            homeless += found
        else:
            await digests.whole_gap(tx, council_id, "aside", now, now, _named(found))
    if not homeless:
        return
    text = house.wording.say("fault.unread", updates=_named(homeless))
    for user in sorted(house.admins | house.claimed):
        key = f"unread:{now.date()}:{user}"
        await outbox.put(tx, Outgoing(key, "notice", (outgoing.message(user, text),)), now)


async def _council_of(house: House, chat_id: int | None) -> int | None:
    """Return the council that a chat is of: a group's, or the only one that somebody serves."""
    if chat_id is None:
        return None
    if chat_id < 0:
        return await house.directory.council_of(chat_id)
    known = await house.directory.councils_of(chat_id)
    return known[0].council.id if len(known) == 1 else None


def _named(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"update {numbers[0]}"
    return f"{len(numbers)} updates, {min(numbers)} to {max(numbers)}"


async def report_refused(house: House, tx: Tx, item: Due, fault: str) -> None:
    """Tell the admin, once a day and reader, that a digest or notice is kept because it cannot be delivered."""
    if item.chat_id < 0:
        return
    now = house.clock()
    if _closed(fault):
        await people.set_private(tx, item.chat_id, is_open=False)
        tx.afterwards.append(partial(_forget, house, item.chat_id))
    if item.council_id is None or item.kind in ("caution", "buttons", "shown"):
        return
    view = await councils.view(tx, item.council_id)
    name = await people.name_of(tx, item.chat_id)
    text = house.wording.say(
        "digest.undelivered",
        council=view.council.name,
        name=name,
        kind=house.wording.plain(f"kind.{item.kind}"),
    )
    for user in house.admins_of(view):
        if user != item.chat_id:
            key = f"undelivered:{item.chat_id}:{now.date()}:{user}"
            await outbox.put(
                tx,
                Outgoing(key, "notice", (outgoing.message(user, text),), council_id=item.council_id),
                now,
            )


def _closed(fault: str) -> bool:
    """Whether Telegram's words say that the bot may not write to that person at all."""
    words = fault.lower()
    return words.startswith("forbidden") or "chat not found" in words


def _forget(house: House, user_id: int) -> None:
    house.seen.pop(user_id, None)
