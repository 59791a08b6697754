"""How a message comes to stand in a chat, whoever sends it: ``post`` is the one way in.

It gives the message its id, its appearance (the author, or a stand-in), its place in the talk (reply,
topic, quote), and tells the bots that are told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict, Unpack

from minutebook.sandbox import deliver, entities
from minutebook.sandbox.chats import Channel, Chat, Group, Topic
from minutebook.sandbox.errors import SandboxRefusal
from minutebook.sandbox.messages import (
    Attachment,
    Contact,
    Entity,
    Keyboard,
    Location,
    Message,
    Origin,
    Poll,
    Quote,
    Service,
)
from minutebook.sandbox.people import (
    ANONYMOUS_ADMIN,
    CHANNEL_IDENTITY,
    SERVICE_ACCOUNT,
    Account,
    Bot,
    Person,
)
from minutebook.sandbox.state import State


@dataclass(frozen=True, slots=True)
class Voice:
    """As whom a person speaks: themselves, the group, or a channel."""

    anonymous: bool = False
    as_channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: the chat, the topic, what it answers, the words it picks out of that."""

    chat: Chat
    topic: Topic | None = None
    reply_to: Message | None = None
    quote: str | None = None


class Content(TypedDict, total=False):
    """What a message may hold; the fields of ``Message`` of the same names."""

    text: str
    entities: tuple[Entity, ...]
    attachment: Attachment | None
    origin: Origin | None
    automatic: bool
    media_group: str | None
    poll: Poll | None
    location: Location | None
    contact: Contact | None
    service: Service | None
    keyboard: Keyboard
    protected: bool
    rich: bool


PLAIN = Voice()


def post(
    state: State, author: Person | Bot, where: Place, voice: Voice = PLAIN, **content: Unpack[Content]
) -> Message:
    """Put a message into a chat and tell the bots that are told."""
    made = compose(state, author, where, voice, **content)
    made.id = state.new_message_id(made.chat)
    if made.service is not None and made.service.kind == "forum_topic_created":
        made.topic = made.id
    made.chat.messages[made.id] = made
    if isinstance(made.chat, Group):
        if made.topic == made.id and made.service is not None:
            made.chat.topics[made.id] = Topic(made.id, made.service.name or "")
        if isinstance(author, Bot):
            made.chat.last_bot = author
    if made.poll is not None and made.origin is None:
        state.polls[made.poll.id] = made
    deliver.message(state, made)
    return made


def compose(
    state: State, author: Person | Bot, where: Place, voice: Voice = PLAIN, **content: Unpack[Content]
) -> Message:
    """A message not yet in its chat: its sender, its place in the talk, and what it holds."""
    chat = where.chat
    sender, sender_chat, signature = _appearance(chat, author, voice)
    if content.get("automatic"):
        sender = SERVICE_ACCOUNT
    made = Message(chat, 0, author, sender, state.now(), **content)
    made.sender_chat, made.signature = sender_chat, signature
    made.order = state.new_id("order")
    made.protected = made.protected or (isinstance(chat, Group) and chat.protected)
    _connect(made, where)
    return made


def _appearance(
    chat: Chat, author: Person | Bot, voice: Voice
) -> tuple[Account, Group | Channel | None, str | None]:
    """Whom the message names: sender, chat it appears to come from, signature."""
    if voice.as_channel is not None:
        return CHANNEL_IDENTITY, voice.as_channel, None
    member = chat.member(author.id) if isinstance(chat, Group) else None
    if not isinstance(chat, Group) or member is None or not isinstance(author, Person):
        return author, None, None
    if member.admin and (member.anonymous or voice.anonymous):
        return ANONYMOUS_ADMIN, chat, member.title
    return author, None, None


def _connect(made: Message, where: Place) -> None:
    """Set what a message answers, its topic and its quote."""
    reply = where.reply_to
    made.topic = None if where.topic is None else where.topic.id
    if reply is None:
        return
    if reply.chat is not where.chat or (where.topic is not None and reply.topic != where.topic.id):
        made.external_reply = reply
    else:
        made.reply_to, made.topic = reply, reply.topic
        if isinstance(made.chat, Group) and made.chat.kind == "supergroup" and not made.chat.forum:
            made.thread_root = reply.thread_root or reply.id
    if where.quote is not None:
        at = reply.text.find(where.quote)
        if at < 0:
            raise SandboxRefusal("The words quoted are not in that message.")
        made.quote = Quote(where.quote, entities.utf16_length(reply.text[:at]))
