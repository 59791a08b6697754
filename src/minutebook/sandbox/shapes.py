"""From the world's objects to the Bot API's JSON: accounts, chats, messages.

Optional fields are left out, never null. A message says what *this* bot may know of it: a file's
id is the bot's own, and the votes on somebody else's open poll are not shown.
"""

from __future__ import annotations

from datetime import datetime

from minutebook.sandbox.chats import AnyChat, Channel, Group
from minutebook.sandbox.messages import (
    Attachment,
    Entity,
    Keyboard,
    Message,
    Origin,
    Poll,
    Reaction,
    Service,
)
from minutebook.sandbox.origins import origin_of
from minutebook.sandbox.people import Account, Bot, Person, StandIn
from minutebook.sandbox.wire import Obj

TOPIC_COLOUR = 7322096


def stamp(at: datetime) -> int:
    """Unix time in whole seconds."""
    return int(at.timestamp())


def user(account: Account) -> Obj:
    """A User."""
    is_bot = account.is_bot if isinstance(account, StandIn) else isinstance(account, Bot)
    out: Obj = {"id": account.id, "is_bot": is_bot, "first_name": account.first_name}
    if account.last_name is not None:
        out["last_name"] = account.last_name
    if account.username is not None:
        out["username"] = account.username
    if isinstance(account, Person):
        out["language_code"] = "en"
        if account.premium:
            out["is_premium"] = True
    return out


def chat(place: AnyChat) -> Obj:
    """A Chat."""
    if isinstance(place, Group | Channel):
        out: Obj = {"id": place.id, "title": place.title, "type": place.kind}
        if isinstance(place, Group) and place.forum:
            out["is_forum"] = True
        if isinstance(place, Channel) and place.username is not None:
            out["username"] = place.username
        return out
    person = place.person
    out = {"id": person.id, "first_name": person.first_name, "type": "private"}
    if person.last_name is not None:
        out["last_name"] = person.last_name
    if person.username is not None:
        out["username"] = person.username
    return out


def entity(found: Entity) -> Obj:
    """A MessageEntity."""
    out: Obj = {"type": found.type, "offset": found.offset, "length": found.length}
    for name in ("url", "language", "custom_emoji_id", "unix_time", "date_time_format"):
        value: str | int | None = getattr(found, name)
        if value is not None:
            out[name] = value
    if found.user is not None:
        out["user"] = user(found.user)
    return out


def reaction(one: Reaction) -> Obj:
    """A ReactionType."""
    if one.kind == "emoji":
        return {"type": "emoji", "emoji": one.value}
    return {"type": "custom_emoji", "custom_emoji_id": one.value}


def keyboard(rows: Keyboard) -> Obj:
    """An InlineKeyboardMarkup."""
    shown = []
    for row in rows:
        line: list[Obj] = []
        for button in row:
            action: Obj = {"url": button.url} if button.url is not None else {"callback_data": button.data}
            line.append({"text": button.text, **action})
        shown.append(line)
    return {"inline_keyboard": shown}


def poll(one: Poll, *, counted: bool) -> Obj:
    """A Poll; ``counted`` says whether this bot may see the votes."""
    options: list[Obj] = [
        {
            "persistent_id": option.persistent_id,
            "text": option.text,
            "voter_count": len(option.voters) if counted else 0,
        }
        for option in one.options
    ]
    return {
        "id": one.id,
        "question": one.question,
        "options": options,
        "total_voter_count": one.total if counted else 0,
        "is_closed": one.closed,
        "is_anonymous": one.anonymous,
        "type": "regular",
        "allows_multiple_answers": one.multiple,
        "allows_revoting": True,
        "members_only": False,
    }


def file_id(bot: Bot, file: Attachment, suffix: str = "") -> str:
    """This bot's own name for a file; ``s`` is the small size of a photo."""
    return f"BQACAg{bot.id:x}-{file.unique_id}{suffix}"


def media(file: Attachment, bot: Bot) -> Obj:
    """The fields of a message that carry its file."""
    names: Obj = {"file_id": file_id(bot, file), "file_unique_id": file.unique_id}
    if file.kind == "photo":
        small: Obj = {
            "file_id": file_id(bot, file, "s"),
            "file_unique_id": file.unique_id + "s",
            "file_size": min(file.size, 1500),
            "width": 90,
            "height": 67,
        }
        return {"photo": [small, {**names, "file_size": file.size, "width": 1280, "height": 960}]}
    if file.kind == "voice":
        return {"voice": {"duration": file.seconds, "mime_type": file.mime, **names, "file_size": file.size}}
    return {
        "document": {
            "file_name": file.file_name,
            "mime_type": file.mime,
            **names,
            "file_size": file.size,
        }
    }


def origin(first: Origin) -> Obj:
    """A MessageOrigin: a user, a hidden user, a chat or a channel."""
    date = stamp(first.date)
    if first.hidden_name is not None:
        return {"type": "hidden_user", "sender_user_name": first.hidden_name, "date": date}
    if isinstance(first.chat, Channel):
        return {
            "type": "channel",
            "chat": chat(first.chat),
            "message_id": first.message_id or 1,
            "date": date,
        }
    if first.chat is not None:
        out: Obj = {"type": "chat", "sender_chat": chat(first.chat), "date": date}
        if first.signature:
            out["author_signature"] = first.signature
        return out
    assert first.sender is not None
    return {"type": "user", "sender_user": user(first.sender), "date": date}


def rich(text: str) -> Obj:
    """A RichMessage: a paragraph a line, each with its first word in bold."""
    blocks: list[Obj] = []
    for line in text.splitlines():
        first, space, rest = line.partition(" ")
        blocks.append({"type": "paragraph", "text": [{"type": "bold", "text": first}, space + rest]})
    return {"blocks": blocks}


def _service(told: Service, bot: Bot) -> Obj:
    people = [user(person) for person in told.people]
    if told.kind == "new_chat_members":
        return {"new_chat_members": people}
    if told.kind == "left_chat_member":
        return {"left_chat_member": people[0]}
    if told.kind == "pinned_message" and told.message is not None:
        return {"pinned_message": message(told.message, bot, nested=True)}
    if told.kind == "forum_topic_created":
        return {"forum_topic_created": {"name": told.name, "icon_color": TOPIC_COLOUR}}
    if told.chat is not None:
        return {told.kind: told.chat.id}
    return {told.kind: {}}


def message(one: Message, bot: Bot, *, nested: bool = False) -> Obj:
    """A Message as this bot sees it.

    Args:
        nested: it is shown inside another, so what it answers is not shown.
    """
    out: Obj = {
        "message_id": one.id,
        "from": user(one.sender),
        "chat": chat(one.chat),
        "date": stamp(one.date),
    }
    if one.ephemeral_id is not None:
        out["ephemeral_message_id"] = one.ephemeral_id
    if one.sender_chat is not None:
        out["sender_chat"] = chat(one.sender_chat)
    if one.signature:
        out["author_signature"] = one.signature
    if one.topic is not None:
        out["message_thread_id"] = one.topic
        out["is_topic_message"] = True
    elif one.thread_root is not None:
        out["message_thread_id"] = one.thread_root
    if one.origin is not None:
        out["forward_origin"] = origin(one.origin)
    if one.automatic:
        out["is_automatic_forward"] = True
    if not nested:
        out.update(_answered(one, bot))
    if one.edited is not None:
        out["edit_date"] = stamp(one.edited)
    if one.protected:
        out["has_protected_content"] = True
    if one.media_group is not None:
        out["media_group_id"] = one.media_group
    out.update(_content(one, bot))
    if one.keyboard and one.author is bot:
        out["reply_markup"] = keyboard(one.keyboard)
    return out


def _answered(one: Message, bot: Bot) -> Obj:
    """What the message answers: one level deep, and not what has been deleted."""
    out: Obj = {}
    reply = one.reply_to or implicit_reply(one)
    if reply is not None and not reply.deleted:
        out["reply_to_message"] = message(reply, bot, nested=True)
    if one.external_reply is not None:
        out["external_reply"] = _external(one.external_reply, bot)
    if one.quote is not None:
        out["quote"] = {"text": one.quote.text, "position": one.quote.position, "is_manual": one.quote.manual}
    return out


def implicit_reply(one: Message) -> Message | None:
    """In a topic, what answers nothing is shown as answering the topic's first message."""
    if one.topic is None or one.topic == one.id or one.external_reply is not None:
        return None
    return one.chat.messages.get(one.topic)


def _external(other: Message, bot: Bot) -> Obj:
    out: Obj = {"origin": origin(origin_of(other))}
    if isinstance(other.chat, Group) and other.chat.kind == "supergroup":
        out["chat"] = chat(other.chat)
        out["message_id"] = other.id
    if other.attachment is not None:
        out.update(media(other.attachment, bot))
    return out


def _content(one: Message, bot: Bot) -> Obj:
    found = [entity(e) for e in one.entities]
    if one.service is not None:
        return _service(one.service, bot)
    if one.attachment is not None:
        out = media(one.attachment, bot)
        if one.text:
            out["caption"] = one.text
        if found:
            out["caption_entities"] = found
        return out
    if one.poll is not None:
        return {"poll": poll(one.poll, counted=one.author is bot or one.poll.closed)}
    if one.location is not None:
        return {"location": {"latitude": one.location.latitude, "longitude": one.location.longitude}}
    if one.contact is not None:
        shared: Obj = {"phone_number": one.contact.phone_number, "first_name": one.contact.first_name}
        if one.contact.last_name:
            shared["last_name"] = one.contact.last_name
        return {"contact": shared}
    if one.rich:
        return {"rich_message": rich(one.text)}
    out = {"text": one.text}
    if found:
        out["entities"] = found
    return out
