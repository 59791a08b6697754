"""A message as the council sees it: who said what, where, when, in answer to what, with which files.

Text offsets are UTF-16 code units where they come from Telegram (`Entity`) and Python string
indices everywhere else.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class SenderKind(StrEnum):
    """What stands behind a message."""

    PERSON = "person"
    ANONYMOUS_ADMIN = "anonymous_admin"  # Telegram's GroupAnonymousBot stand-in
    CHANNEL = "channel"  # somebody posting as a channel, or a linked channel's copy
    BOT = "bot"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a message.

    Attributes:
        id: Telegram's user id, or the chat's id for a channel or an anonymous administrator.
        name: display name as it was when the message was sent.
        username: without the @, or None.
        kind: what stands behind it; only a person counts in a tally.
    """

    id: int
    name: str
    username: str | None = None
    kind: SenderKind = SenderKind.PERSON


@dataclass(frozen=True, slots=True)
class Entity:
    """A marked stretch of text, as Telegram sends it; `offset` and `length` in UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message.

    Attributes:
        kind: photo, document, voice, video, audio, animation, sticker, video_note.
        file_id: what this bot fetches it by; not stable.
        unique_id: stable across time and bots; cannot fetch.
        name: as the sender's device gave it, unsafe as a path; None where Telegram gives none.
        mime: media type as claimed, or None.
        size: bytes as claimed, or None.
    """

    kind: str
    file_id: str
    unique_id: str
    name: str | None = None
    mime: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll carried by a message; `counts` are the totals where Telegram has told them, else empty."""

    id: str
    question: str
    options: tuple[str, ...]
    anonymous: bool = True
    closed: bool = False
    counts: tuple[int, ...] = ()

    @property
    def line(self) -> str:
        """The poll's answers on one line, with their totals where they are known."""
        if len(self.counts) == len(self.options):
            return "poll: " + ", ".join(
                f"{name} {count}" for name, count in zip(self.options, self.counts, strict=True)
            )
        return "poll: " + ", ".join(self.options)


@dataclass(frozen=True, slots=True)
class Message:
    """One message in a council's chat, as it stands after its latest edit.

    Attributes:
        chat_id, message_id: Telegram's identity of the message.
        topic_id: forum topic, or None outside forums and in General.
        sender: who sent it.
        sent_at: aware UTC.
        text: text, caption, rich text or poll question; "" when there is none.
        reply_to: message id it answers in the same chat, or None. A forum's implicit reply is no reply.
        reply_sender_id: who sent what it answers, where Telegram says.
        quote: the words it quotes, or None.
        edited_at: aware UTC of the latest edit, or None.
        reply_elsewhere: whose message in another chat or topic it answers, as a name, or None.
        answered_name, answered_text: who said what it answers, and what; set when it goes on the record.
        recorded_by, note: what who put it on the record is called, and what they noted beside it; set then, too.
        forward_from: where it was forwarded from, as a name, or None.
        forward_id: the user or chat it was forwarded from, where Telegram says; `forward_message_id` under which id
            it stands there, `forward_at` when it was first sent, aware UTC.
        members: of a conversation on the record, the digests of its messages; else empty.
        other: what else it carries, in words ("location 51.5, -0.1", "contact"), or None.
    """

    chat_id: int
    message_id: int
    sender: Sender
    sent_at: datetime
    text: str
    topic_id: int | None = None
    reply_to: int | None = None
    reply_sender_id: int | None = None
    quote: str | None = None
    edited_at: datetime | None = None
    reply_elsewhere: str | None = None
    answered_name: str | None = None
    answered_text: str | None = None
    recorded_by: str | None = None
    note: str | None = None
    forward_from: str | None = None
    forward_id: int | None = None
    forward_message_id: int | None = None
    forward_at: datetime | None = None
    album_id: str | None = None
    entities: tuple[Entity, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    poll: Poll | None = None
    other: str | None = None
    mentions: tuple[int, ...] = field(default=())
    members: tuple[str, ...] = field(default=())

    @property
    def key(self) -> tuple[int, int]:
        """The message's identity: chat id and message id."""
        return (self.chat_id, self.message_id)


def links_of(message: Message) -> tuple[tuple[str, str], ...]:
    """Return the words of a message behind which an address lies that they do not show, and the address."""
    # Offsets count UTF-16 code units.
    units = message.text.encode("utf-16-le", "surrogatepass")
    return tuple(
        (units[2 * item.offset : 2 * (item.offset + item.length)].decode("utf-16-le", "replace"), item.url)
        for item in message.entities
        if item.url
    )
