"""Telegram's Message → `council.Message`, once, at the boundary."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import telegram
from telegram import MessageOriginChannel, MessageOriginChat, MessageOriginHiddenUser, MessageOriginUser
from telegram.constants import ChatID

from minutebook.council.messages import Attachment, Entity, Message, Poll, Sender, SenderKind

CHARACTERS_KEPT = 32_768
"""No message holds more (Bot API rich messages)."""


def parse_message(message: telegram.Message) -> Message:
    """Return `message` as the council sees it; nothing in it is lost that a record needs."""
    entities = message.entities or message.caption_entities
    reply = real_reply(message)
    origin = message.forward_origin
    poll = _poll(message.poll) if message.poll else None
    return Message(
        chat_id=message.chat.id,
        message_id=message.message_id,
        sender=parse_sender(message),
        sent_at=_utc(message.date),
        text=_text(message)[:CHARACTERS_KEPT],
        topic_id=message.message_thread_id if message.is_topic_message else None,
        reply_to=reply.message_id if reply else None,
        reply_sender_id=reply.from_user.id if reply and reply.from_user else None,
        quote=message.quote.text if message.quote else None,
        edited_at=_utc(message.edit_date) if message.edit_date else None,
        reply_elsewhere=_origin_name(message.external_reply.origin) if message.external_reply else None,
        forward_from=_origin_name(origin) if origin else None,
        forward_id=_origin_id(origin),
        forward_message_id=origin.message_id if isinstance(origin, MessageOriginChannel) else None,
        forward_at=_utc(origin.date) if origin else None,
        album_id=message.media_group_id,
        entities=tuple(_entity(item) for item in entities),
        attachments=tuple(_attachments(message)),
        poll=poll,
        other=poll.line if poll else _other(message),
        mentions=tuple(item.user.id for item in entities if item.user),
    )


def real_reply(message: telegram.Message) -> telegram.Message | None:
    """Return what a message answers; a forum topic's implicit reply to its own root is no reply."""
    reply = message.reply_to_message
    if reply is None or reply.forum_topic_created is not None:
        return None
    if message.is_topic_message and reply.message_id == message.message_thread_id:
        return None
    return reply


def parse_sender(message: telegram.Message) -> Sender:
    """Return who sent a message, told apart from Telegram's stand-ins for anonymous admins and channels."""
    chat, user = message.sender_chat, message.from_user
    if chat is not None and chat.id == message.chat.id:
        return Sender(
            chat.id, message.author_signature or "Anonymous admin", None, SenderKind.ANONYMOUS_ADMIN
        )
    if chat is not None:
        return Sender(chat.id, chat.title or "Channel", chat.username, SenderKind.CHANNEL)
    if user is None:
        return Sender(0, "Unknown", None, SenderKind.CHANNEL)
    stand_in = user.id in (ChatID.ANONYMOUS_ADMIN, ChatID.SERVICE_CHAT, ChatID.FAKE_CHANNEL)
    kind = SenderKind.BOT if user.is_bot and not stand_in else SenderKind.PERSON
    return Sender(user.id, user.full_name, user.username, kind)


def parse_forwarded(message: telegram.Message) -> Message | None:
    """Return a forwarded message as its author said it, then; where it stands now. None if it is no forward."""
    origin = message.forward_origin
    if origin is None:
        return None
    return replace(parse_message(message), sender=original_sender(origin), sent_at=_utc(origin.date))


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _text(message: telegram.Message) -> str:
    if message.text or message.caption:
        return message.text or message.caption or ""
    if message.poll:
        return "\n".join(filter(None, [message.poll.question, message.poll.description]))
    if message.checklist:
        tasks = [f"{'☑' if task.completion_date else '☐'} {task.text}" for task in message.checklist.tasks]
        return "\n".join([message.checklist.title, *tasks])
    rich = message.api_kwargs.get("rich_message")
    return "\n".join(_rich_text(rich)) if rich is not None else ""


def _rich_text(node: object) -> Iterator[str]:
    """Yield every text in a rich message (Bot API 10.1): strings, lists, and objects with `text` or `blocks`."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, (list, tuple)):
        if all(
            isinstance(item, str) or (isinstance(item, dict) and "text" in item and "type" not in item)
            for item in node
        ):
            yield "".join(part for item in node for part in _rich_text(item))
        else:
            for item in node:
                yield from _rich_text(item)
    elif isinstance(node, dict):
        for name in ("text", "blocks", "items", "caption", "cells", "rows"):
            if name in node:
                yield from _rich_text(node[name])


def _entity(item: telegram.MessageEntity) -> Entity:
    return Entity(item.type, item.offset, item.length, item.url, item.user.id if item.user else None)


def _origin_name(origin: telegram.MessageOrigin) -> str:
    """Return who or what a message comes from, as a name."""
    match origin:
        case MessageOriginUser(sender_user=user):
            return user.full_name
        case MessageOriginHiddenUser(sender_user_name=name):
            return name
        case MessageOriginChat(sender_chat=chat) | MessageOriginChannel(chat=chat):
            return chat.title or "a chat"
    return "somebody"


def original_sender(origin: telegram.MessageOrigin) -> Sender:
    """Return who said what was forwarded."""
    match origin:
        case MessageOriginUser(sender_user=user):
            kind = SenderKind.BOT if user.is_bot else SenderKind.PERSON
            return Sender(user.id, user.full_name, user.username, kind)
        case MessageOriginHiddenUser(sender_user_name=name):
            # Whoever hides their account when forwarded gives a name and no id.
            return Sender(0, name)
        case MessageOriginChat(sender_chat=chat):
            return Sender(chat.id, chat.title or "Anonymous admin", None, SenderKind.ANONYMOUS_ADMIN)
        case MessageOriginChannel(chat=chat):
            return Sender(chat.id, chat.title or "Channel", chat.username, SenderKind.CHANNEL)
    return Sender(0, "Unknown")


def _origin_id(origin: telegram.MessageOrigin | None) -> int | None:
    """Return the user or chat a message comes from; whoever hides their account when forwarded has no id."""
    match origin:
        case MessageOriginUser(sender_user=user):
            return user.id
        case MessageOriginChat(sender_chat=chat) | MessageOriginChannel(chat=chat):
            return chat.id
    return None


def _attachments(message: telegram.Message) -> Iterator[Attachment]:
    if message.photo:
        best = message.photo[-1]
        yield Attachment("photo", best.file_id, best.file_unique_id, None, "image/jpeg", best.file_size)
    named = {
        "animation": message.animation,
        "audio": message.audio,
        "video": message.video,
    }
    for kind, item in named.items():
        if item is not None:
            yield Attachment(
                kind, item.file_id, item.file_unique_id, item.file_name, item.mime_type, item.file_size
            )
    # An animation also fills `document`.
    if message.document and not message.animation:
        file = message.document
        yield Attachment(
            "document", file.file_id, file.file_unique_id, file.file_name, file.mime_type, file.file_size
        )
    if message.voice:
        voice = message.voice
        yield Attachment("voice", voice.file_id, voice.file_unique_id, None, voice.mime_type, voice.file_size)
    if message.video_note:
        note = message.video_note
        yield Attachment("video_note", note.file_id, note.file_unique_id, None, "video/mp4", note.file_size)
    if message.live_photo:
        live = message.live_photo
        yield Attachment(
            "live_photo", live.file_id, live.file_unique_id, None, live.mime_type, live.file_size
        )
    if message.sticker:
        sticker = message.sticker
        yield Attachment("sticker", sticker.file_id, sticker.file_unique_id, None, None, sticker.file_size)


def _poll(poll: telegram.Poll) -> Poll:
    return Poll(
        id=poll.id,
        question=poll.question,
        options=tuple(option.text for option in poll.options),
        anonymous=poll.is_anonymous,
        closed=poll.is_closed,
        counts=tuple(option.voter_count for option in poll.options) if poll.is_closed else (),
    )


def _other(message: telegram.Message) -> str | None:
    """Return what a message carries that is neither words nor a file, in words."""
    if message.venue:
        return f"place: {message.venue.title}, {message.venue.address} ({_where(message.venue.location)})"
    if message.location:
        live = "live location, begun at" if message.location.live_period else "location"
        return f"{live} {_where(message.location)}"
    if message.contact:
        return _contact(message.contact)
    if message.dice:
        return f"dice: {message.dice.emoji} {message.dice.value}"
    if message.sticker and message.sticker.emoji:
        return f"sticker: {message.sticker.emoji}"
    if message.story:
        return f"a story of {message.story.chat.title or message.story.chat.full_name or 'somebody'}"
    if message.paid_media:
        return "paid media, which Telegram hands to no bot"
    if message.game:
        return f"game: {message.game.title}"
    if message.giveaway:
        return "a giveaway"
    return None


def _where(location: telegram.Location) -> str:
    return f"{location.latitude:.5f}, {location.longitude:.5f}"


def _contact(contact: telegram.Contact) -> str:
    name = " ".join(part for part in (contact.first_name, contact.last_name) if part)
    # A card's other lines: an address, a second number (vCard, RFC 6350).
    card = [line.strip() for line in (contact.vcard or "").splitlines()]
    more = [line for line in card if line.startswith(("ADR", "EMAIL", "ORG", "TITLE", "URL", "NOTE"))]
    return "; ".join([f"contact: {name} {contact.phone_number}", *more])
