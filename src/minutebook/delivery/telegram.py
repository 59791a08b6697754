"""Sending one thing to Telegram, now."""

from dataclasses import dataclass, replace
from pathlib import Path

import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReactionTypeEmoji
from telegram.error import BadRequest
from telegram.ext import ExtBot

from minutebook.council.outgoing import Keyboard, Send, Way

UPLOAD_TIME = 120.0
"""Seconds a file may take on its way."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that is about to be sent.

    Attributes:
        path: where it lies.
        name: what it is called.
        caption: HTML under it; "" for what the send says.
    """

    path: Path
    name: str
    caption: str = ""


async def deliver(
    bot: ExtBot[None], send: Send, note: str = "", document: Document | None = None
) -> int | None:
    """Do what `send` says, and return the id of the message it made, if it made one.

    Args:
        note: HTML put before the text, "" for none.
        document: the file, where one is sent.

    Raises:
        telegram.error.TelegramError: Telegram refused, was slow, or said wait.
    """
    match send.way:
        case Way.MESSAGE:
            return await _message(bot, send, note)
        case Way.EPHEMERAL:
            await _ephemeral(bot, send, note)
        case Way.REACTION:
            # A plain string that is not in PTB's list would go out as a custom emoji.
            await bot.set_message_reaction(
                send.chat_id, _about(send), reaction=[ReactionTypeEmoji(send.emoji)] if send.emoji else []
            )
        case Way.EDIT:
            await _edit(bot, send)
        case Way.KEYBOARD:
            await _keyboard(bot, send)
        case Way.DELETE:
            await bot.delete_message(send.chat_id, _about(send))
        case Way.LEAVE:
            await bot.leave_chat(send.chat_id)
        case Way.DOCUMENT:
            if document is None:
                raise RuntimeError("a document without its file")
            return await _document(bot, send, note, document)
    return None


def _about(send: Send) -> int:
    if send.message_id is None:
        raise RuntimeError(f"a {send.way} without a message")
    return send.message_id


def _noted(send: Send, note: str) -> str:
    return f"{note}\n\n{send.text}" if note else send.text


async def _message(bot: ExtBot[None], send: Send, note: str) -> int:
    reply = None
    if send.reply_to is not None:
        reply = telegram.ReplyParameters(send.reply_to, allow_sending_without_reply=True)
    message = await bot.send_message(
        send.chat_id,
        _noted(send, note),
        parse_mode="HTML",
        protect_content=send.protect or None,
        # A reply keeps the topic by itself.
        message_thread_id=send.topic_id if reply is None else None,
        reply_parameters=reply,
        reply_markup=markup(send.keyboard),
        link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
    )
    return message.message_id


async def _document(bot: ExtBot[None], send: Send, note: str, document: Document) -> int:
    said = replace(send, text=document.caption or send.text)
    with document.path.open("rb") as stream:
        message = await bot.send_document(
            send.chat_id,
            # As it is read, so that it is never in memory whole.
            telegram.InputFile(stream, filename=document.name, read_file_handle=False),
            caption=_noted(said, note),
            parse_mode="HTML",
            protect_content=send.protect or None,
            write_timeout=UPLOAD_TIME,
            read_timeout=UPLOAD_TIME,
        )
    return message.message_id


async def _ephemeral(bot: ExtBot[None], send: Send, note: str) -> None:
    """Send a group message that one person alone sees (Bot API 10.2).

    A server that does not know these would post it for all to read; that answer has a message id of
    its own, and the message is deleted at once.

    Raises:
        BadRequest: the server does not know ephemeral messages.
    """
    answer = await bot.send_message(
        send.chat_id,
        _noted(send, note),
        parse_mode="HTML",
        reply_markup=markup(send.keyboard),
        link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
        # PTB 22.8 does not know the parameter yet, and hands it on as it is.
        api_kwargs={"ephemeral_message_parameters": {"receiver_user_id": send.receiver_id}},
    )
    if answer.message_id:
        await bot.delete_message(send.chat_id, answer.message_id)
        raise BadRequest("ephemeral messages are not known here")


async def _edit(bot: ExtBot[None], send: Send) -> None:
    try:
        await bot.edit_message_text(
            send.text,
            send.chat_id,
            _about(send),
            parse_mode="HTML",
            reply_markup=markup(send.keyboard),
            link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
        )
    except BadRequest as error:
        # It already says so: an earlier try arrived after all.
        if "not modified" not in str(error).lower():
            raise


async def _keyboard(bot: ExtBot[None], send: Send) -> None:
    try:
        await bot.edit_message_reply_markup(send.chat_id, _about(send), reply_markup=markup(send.keyboard))
    except BadRequest as error:
        # Its buttons are these already, or its reader has deleted it: either way none is left to press in error.
        if not any(words in str(error).lower() for words in ("not modified", "not found")):
            raise


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """Return a keyboard as Telegram takes it, or None for none."""
    if not keyboard:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(button.text, url=button.url)
                if button.url
                else InlineKeyboardButton(button.text, callback_data=button.data)
                for button in row
            ]
            for row in keyboard
        ]
    )
