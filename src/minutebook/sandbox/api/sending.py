"""sendMessage, sendDocument, sendPhoto, sendChatAction, pinChatMessage: a bot writes."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import timedelta

from minutebook.sandbox import posting, shapes
from minutebook.sandbox.api import ephemeral, files, wording
from minutebook.sandbox.api.call import Call, number_in, text_in
from minutebook.sandbox.api.places import chat_to_read, chat_to_write, is_admin, message_in
from minutebook.sandbox.chats import Chat, Group, PrivateChat, Topic
from minutebook.sandbox.errors import ApiRefusal, bad_request
from minutebook.sandbox.messages import Message, Service
from minutebook.sandbox.posting import Content, Place
from minutebook.sandbox.state import State
from minutebook.sandbox.wire import Json

PER_GROUP_A_MINUTE = 20
OVERALL_A_SECOND = 30


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a message goes, and what every kind of message carries."""

    place: Place
    content: Content


def destination(call: Call) -> Destination:
    """Read chat, topic, reply, keyboard and protection.

    Raises:
        ApiRefusal: as ``chat_to_write``; reply or topic not there; a bad keyboard; 429 in a flood.
    """
    chat = chat_to_write(call)
    content: Content = {
        "keyboard": wording.keyboard(call),
        "protected": call.flag("protect_content"),
    }
    reply, quote = _reply(call, chat)
    place = Place(chat, _topic(call, chat, reply), reply, quote)
    flood(call.state, call, chat)
    return Destination(place, content)


def _reply(call: Call, chat: Chat) -> tuple[Message | None, str | None]:
    given = call.obj("reply_parameters")
    number = number_in(given, "message_id") or call.integer("reply_to_message_id")
    if not number:
        return None, None
    elsewhere = number_in(given, "chat_id")
    source = chat
    if elsewhere is not None and elsewhere != chat.id:
        source = call.state.groups.get(elsewhere, chat)
    found = source.messages.get(number)
    if found is None or found.deleted:
        lenient = given.get("allow_sending_without_reply") in (True, "true")
        if lenient or call.flag("allow_sending_without_reply"):
            return None, None
        raise bad_request("message to be replied not found")
    quote = text_in(given, "quote") or None
    if quote is not None and quote not in found.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return found, quote


def _topic(call: Call, chat: Chat, reply: Message | None) -> Topic | None:
    """The topic asked for; a reply in the same chat stays in the topic of what it answers."""
    if not isinstance(chat, Group) or not chat.forum:
        return None
    number = call.integer("message_thread_id")
    topic = chat.topics.get(number) if number else None
    if number and topic is None:
        raise bad_request("message thread not found")
    if reply is not None and reply.chat is chat:
        topic = chat.topics.get(reply.topic) if reply.topic else None
    member = chat.member(call.bot.id)
    manages = member is not None and member.admin and member.can_manage_topics
    if topic is not None and topic.closed and not manages:
        raise bad_request("TOPIC_CLOSED")
    return topic


def flood(state: State, call: Call, chat: Chat) -> None:
    """Count one message against the limits, if they are enforced.

    Raises:
        ApiRefusal: 429, with the seconds to wait.
    """
    if not state.faults.flood:
        return
    _spend(state, (call.bot.id, 0), OVERALL_A_SECOND, timedelta(seconds=1))
    if isinstance(chat, Group):
        _spend(state, (call.bot.id, chat.id), PER_GROUP_A_MINUTE, timedelta(minutes=1))


def _spend(state: State, key: tuple[int, int], limit: int, period: timedelta) -> None:
    now = state.now()
    sent = state.sent.setdefault(key, deque())
    while sent and sent[0] <= now - period:
        sent.popleft()
    if len(sent) >= limit:
        wait = max(1, -int((now - period - sent[0]).total_seconds() // 1))
        raise ApiRefusal(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})
    sent.append(now)


def post(call: Call, where: Destination, content: Content) -> Json:
    """Put the message there and answer with it, as the bot sees it."""
    whole = where.content.copy()
    whole.update(content)
    made = posting.post(call.state, call.bot, where.place, **whole)
    return shapes.message(made, call.bot)


def send_message(call: Call) -> Json:
    """sendMessage, to all or (``ephemeral_message_parameters``) to one member."""
    where = destination(call)
    words, found = wording.text(call)
    content = where.content.copy()
    content["text"], content["entities"] = words, found
    if call.obj("ephemeral_message_parameters"):
        return ephemeral.send(call, where.place, content)
    return post(call, where, content)


def send_document(call: Call) -> Json:
    """sendDocument: a new file, or one already on the server by its id."""
    return _send_file(call, "document")


def send_photo(call: Call) -> Json:
    """sendPhoto: a new file, or one already on the server by its id."""
    return _send_file(call, "photo")


def _send_file(call: Call, field: files.Sendable) -> Json:
    where = destination(call)
    file = files.sent(call, field)
    words, found = wording.caption(call)
    return post(call, where, {"text": words, "entities": found, "attachment": file})


def send_chat_action(call: Call) -> Json:
    """sendChatAction: nothing is shown here, but the chat is checked."""
    chat_to_write(call)
    if not call.text("action"):
        raise bad_request("wrong parameter action in request")
    return True


def pin(call: Call) -> Json:
    """pinChatMessage: in a group for administrators only."""
    chat = chat_to_write(call)
    one = message_in(call, chat, "message to pin not found")
    if isinstance(chat, Group) and not is_admin(call, chat):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    chat.pinned = one
    posting.post(call.state, call.bot, Place(chat), service=Service("pinned_message", message=one))
    return True


def unpin(call: Call) -> Json:
    """unpinChatMessage: in a group for administrators only."""
    chat = chat_to_read(call)
    if not isinstance(chat, PrivateChat) and not is_admin(call, chat):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    chat.pinned = None
    call.state.touch()
    return True
