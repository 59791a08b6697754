"""What is to be sent: a message in one or several ways, the next tried when Telegram refuses the one before."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from enum import StrEnum


class Way(StrEnum):
    """What a send does."""

    MESSAGE = "message"
    EPHEMERAL = "ephemeral"  # in the group, seen by one person only (Bot API 10.2)
    REACTION = "reaction"
    EDIT = "edit"  # replaces the text of a message of the bot's own
    KEYBOARD = "keyboard"  # replaces the buttons under a message of the bot's own
    DELETE = "delete"
    LEAVE = "leave"
    DOCUMENT = "document"  # a file, made when it is sent


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: `data` is a key into the store, or `url` a link to open."""

    text: str
    data: str = ""
    url: str = ""


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Send:
    """One way of saying something.

    Attributes:
        way: what it does.
        chat_id: where.
        text: Telegram's HTML, at most 4,096 characters after parsing.
        reply_to: message id it answers.
        topic_id: forum topic to post in when it answers nothing.
        keyboard: rows of buttons.
        protect: whether forwarding and saving are refused.
        message_id: the message a reaction, edit or deletion is about.
        emoji: the reaction.
        receiver_id: who alone sees an ephemeral message.
        document: the name of the file a document is; `text` is its caption.
        order: what a document is made from when it is sent, as JSON.
    """

    way: Way
    chat_id: int
    text: str = ""
    reply_to: int | None = None
    topic_id: int | None = None
    keyboard: Keyboard = ()
    protect: bool = False
    message_id: int | None = None
    emoji: str = ""
    receiver_id: int | None = None
    document: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One thing to be sent, whatever the way.

    Attributes:
        key: what makes it itself: the same key is put in the outbox once, however often it is tried.
        kind: caution, receipt, digest, notice, answer …
        ways: tried in order; the next when Telegram refuses the one before.
        council_id: whose it is, or None.
        subject_id: id of what it is about, by kind.
        take_down: how long it may stand, or None.
    """

    key: str
    kind: str
    ways: tuple[Send, ...]
    council_id: int | None = None
    subject_id: int | None = None
    take_down: timedelta | None = None

    @property
    def chat_id(self) -> int:
        """The chat whose queue it stands in."""
        return self.ways[0].chat_id


def message(chat_id: int, text: str, **more: object) -> Send:
    """Return a plain message to `chat_id`; `more` are attributes of `Send`."""
    return replace(Send(Way.MESSAGE, chat_id, text), **more)  # type: ignore[arg-type]


def to_json(ways: tuple[Send, ...]) -> str:
    """Return the ways as JSON for the outbox."""
    return json.dumps([asdict(send) for send in ways], ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> tuple[Send, ...]:
    """Return the ways that `text` holds.

    Raises:
        ValueError, KeyError, TypeError: it is no such JSON.
    """
    ways = []
    for item in json.loads(text):
        rows = tuple(tuple(Button(**button) for button in row) for row in item.pop("keyboard"))
        ways.append(Send(way=Way(item.pop("way")), keyboard=rows, **item))
    return tuple(ways)
