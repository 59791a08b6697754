"""Reading a message the bot never kept: said before it came, or out of its short memory."""

import contextlib
from dataclasses import dataclass, replace

import telegram
from telegram.error import BadRequest, Forbidden, TelegramError

from minutebook.council.messages import Message
from minutebook.handlers.house import House
from minutebook.handlers.parse_message import parse_forwarded, parse_message


@dataclass(frozen=True, slots=True)
class ReadBack:
    """A message that was read back.

    Attributes:
        line_id: the bot's line under it, which becomes its receipt; None where it was read otherwise.
    """

    message: Message
    line_id: int | None = None


async def read_back(house: House, chat_id: int, message_id: int) -> ReadBack | None:
    """Read a message by replying to it: Telegram's answer carries it. Forwarding is the fallback.

    Returns:
        None if the message is gone, is the bot's own, or holds nothing that could be recorded.

    Raises:
        telegram.error.TelegramError: Telegram is slow or says wait; nothing was read.
    """
    found = await _by_reply(house, chat_id, message_id) or await _by_forward(house, chat_id, message_id)
    if found is None:
        return None
    if found.message.sender.id == house.me.id or is_empty(found.message):
        if found.line_id is not None:
            await take_away(house, chat_id, found.line_id)
        return None
    return found


def is_empty(message: Message) -> bool:
    """Whether a message holds nothing to record: somebody came, went, or pinned something."""
    return not (message.text or message.attachments or message.poll or message.other)


async def _by_reply(house: House, chat_id: int, message_id: int) -> ReadBack | None:
    try:
        line = await house.bot.send_message(
            chat_id,
            house.wording.say("record.reading_back"),
            parse_mode="HTML",
            disable_notification=True,
            reply_parameters=telegram.ReplyParameters(message_id),
        )
    except (BadRequest, Forbidden):
        return None
    original = line.reply_to_message
    if original is None or not original.is_accessible:
        await take_away(house, chat_id, line.message_id)
        return None
    return ReadBack(parse_message(original), line.message_id)


async def _by_forward(house: House, chat_id: int, message_id: int) -> ReadBack | None:
    """Forward it within the group, read the copy, and delete the copy."""
    try:
        copy = await house.bot.forward_message(chat_id, chat_id, message_id, disable_notification=True)
    except (BadRequest, Forbidden):
        return None
    await take_away(house, chat_id, copy.message_id)
    said = parse_forwarded(copy)
    if said is None:
        return None
    message = replace(
        said,
        message_id=message_id,
        topic_id=None,
        forward_from=None,
        forward_id=None,
        forward_message_id=None,
        forward_at=None,
    )
    return ReadBack(message)


async def take_away(house: House, chat_id: int, message_id: int) -> None:
    """Delete a line or a copy that reading back has left."""
    # A line too many is a blemish; it must not keep a message off the record.
    with contextlib.suppress(TelegramError):
        await house.bot.delete_message(chat_id, message_id)
