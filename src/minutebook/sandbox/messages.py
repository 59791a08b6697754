"""What is said: messages and their parts, as the world keeps them.

These are the sandbox's own objects; ``shapes.py`` turns them into Bot API JSON. Text offsets in
entities count UTF-16 units, as everywhere on Telegram.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from minutebook.sandbox.chats import AnyChat, Channel, Chat, Group
    from minutebook.sandbox.people import Account, Bot, Person

FileKind = Literal["document", "photo", "voice"]
ServiceKind = Literal[
    "new_chat_members",
    "left_chat_member",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "forum_topic_created",
    "forum_topic_closed",
    "forum_topic_reopened",
    "pinned_message",
]


@dataclass(frozen=True, slots=True)
class Entity:
    """A run of text with a meaning or a style; offset and length in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user: Account | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None


@dataclass(frozen=True, slots=True)
class Reaction:
    """One reaction: a plain emoji, or the id of a custom one."""

    kind: Literal["emoji", "custom_emoji"]
    value: str

    @classmethod
    def custom(cls, emoji_id: str) -> Reaction:
        """A custom emoji by its id (Premium users only)."""
        return cls("custom_emoji", emoji_id)


@dataclass(frozen=True, slots=True, eq=False)
class Attachment:
    """A file on the server. ``unique_id`` is the same for every bot; file ids are per bot."""

    kind: FileKind
    unique_id: str
    file_name: str
    mime: str
    content: bytes
    claimed_size: int | None = None
    seconds: int = 0

    @property
    def size(self) -> int:
        """Bytes, or the size a test claims for a file too big to make."""
        return len(self.content) if self.claimed_size is None else self.claimed_size


@dataclass(frozen=True, slots=True)
class Location:
    """A point on the map, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Contact:
    """A telephone number somebody shares."""

    phone_number: str
    first_name: str
    last_name: str | None = None


@dataclass(slots=True, eq=False)
class PollOption:
    """One answer of a poll, with the ids of those who chose it."""

    text: str
    persistent_id: str
    voters: list[int] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Poll:
    """A poll; votes of an anonymous one are known to the world but never told."""

    id: str
    question: str
    options: list[PollOption]
    anonymous: bool = True
    multiple: bool = False
    closed: bool = False

    @property
    def total(self) -> int:
        """How many people have voted."""
        return len({voter for option in self.options for voter in option.voters})


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button: it sends ``data`` to the bot, or opens ``url``."""

    text: str
    data: str | None = None
    url: str | None = None


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Service:
    """What a service message tells: somebody came or went, a topic was made, the group moved."""

    kind: ServiceKind
    people: tuple[Account, ...] = ()
    chat: Group | None = None
    name: str | None = None
    message: Message | None = None

    def sentence(self) -> str:
        """The line a chat shows for it."""
        names = ", ".join(person.name for person in self.people)
        return {
            "new_chat_members": f"{names} joined the group",
            "left_chat_member": f"{names} left the group",
            "migrate_to_chat_id": "This group was upgraded to a supergroup",
            "migrate_from_chat_id": "This group was upgraded from a basic group",
            "forum_topic_created": f"Topic created: {self.name}",
            "forum_topic_closed": "Topic closed",
            "forum_topic_reopened": "Topic reopened",
            "pinned_message": "A message was pinned",
        }[self.kind]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a forwarded message first came from."""

    sender: Account | None
    chat: AnyChat | None
    date: datetime
    hidden_name: str | None = None
    message_id: int | None = None
    signature: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a message that a reply picks out; position in UTF-16 units."""

    text: str
    position: int
    manual: bool = True


@dataclass(slots=True, eq=False)
class Message:
    """One message as it stands now.

    Attributes:
        id: its id in the chat; 0 for an ephemeral message (see ``ephemeral_id``).
        author: who really wrote it; a bot never sees this of an anonymous administrator.
        sender: whom the message names as its sender: the author, or a stand-in.
        sender_chat: the group or channel it appears to come from, or None.
        text: the text, the caption of a file, or "" for what has neither.
        topic: the thread id of its forum topic; None outside topics and in General.
        reactions: by actor id (person, bot, or the group's id for an anonymous administrator).
        receiver: the one person who sees an ephemeral message.
        thread_root: outside forums, the id of the message a chain of replies began with.
        rich: a rich message: bots get ``rich_message`` and no ``text``.
        order: rises with every message of the world.
        deleted: taken down; it stays only so that the world can say "not found" truly.
        protected: may not be forwarded or copied.
    """

    chat: Chat
    id: int
    author: Person | Bot
    sender: Account
    date: datetime
    text: str = ""
    entities: tuple[Entity, ...] = ()
    attachment: Attachment | None = None
    sender_chat: Group | Channel | None = None
    signature: str | None = None
    topic: int | None = None
    reply_to: Message | None = None
    external_reply: Message | None = None
    quote: Quote | None = None
    origin: Origin | None = None
    automatic: bool = False
    media_group: str | None = None
    poll: Poll | None = None
    location: Location | None = None
    contact: Contact | None = None
    service: Service | None = None
    keyboard: Keyboard = ()
    edited: datetime | None = None
    reactions: dict[int, tuple[Reaction, ...]] = field(default_factory=dict)
    protected: bool = False
    deleted: bool = False
    receiver: Person | None = None
    ephemeral_id: int | None = None
    thread_root: int | None = None
    rich: bool = False
    order: int = 0

    def button(self, label: str) -> Button | None:
        """The button with this label or this callback data, or None."""
        for row in self.keyboard:
            for button in row:
                if label in (button.text, button.data):
                    return button
        return None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot showed to the person who pressed: a toast, or an alert; text may be ""."""

    text: str
    alert: bool


@dataclass(slots=True, eq=False)
class Press:
    """One press of an inline button, and the bot's answer once it came.

    ``await press.wait()`` gives the answer; bound the wait with ``asyncio.timeout``.
    """

    id: str
    person: Person
    message: Message
    data: str
    at: datetime
    bot: Bot
    answer: Answer | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)

    async def wait(self) -> Answer:
        """Wait until the bot has answered the press."""
        await self.answered.wait()
        assert self.answer is not None
        return self.answer
