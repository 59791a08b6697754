"""What can arrive, in our own terms. Beyond the parser nobody looks at an `Update`."""

from dataclasses import dataclass, field
from datetime import datetime

from minutebook.council.bodies import Person
from minutebook.council.messages import Message
from minutebook.council.outgoing import Keyboard

QUOTES = frozenset("\"'“”„‘’‚«»`")
"""What people, and their telephones, put round words."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name in lower case without slash and bot name, and what follows it."""

    name: str
    words: str

    @property
    def value(self) -> str:
        """The words without the quotes, straight or curly, that somebody put round them."""
        words = self.words.strip()
        enclosed = len(words) > 1 and words[0] in QUOTES and words[-1] in QUOTES
        return words[1:-1].strip() if enclosed else words


@dataclass(frozen=True, slots=True)
class GroupMessage:
    """A message in a group, new or edited.

    Attributes:
        answered: the message it replies to as Telegram shows it now, or None.
        command: set when it begins with a command for this bot.
        foreign_command: whether it begins with a command for another bot.
    """

    update_id: int
    message: Message
    answered: Message | None = None
    command: Command | None = None
    foreign_command: bool = False
    edited: bool = False

    @property
    def chat_id(self) -> int:
        """The group."""
        return self.message.chat_id


@dataclass(frozen=True, slots=True)
class PrivateMessage:
    """A message somebody sent the bot in private.

    Attributes:
        forwarded: what they forwarded, as its author said it; then it is no command, whatever it begins with.
    """

    update_id: int
    person: Person
    message_id: int
    text: str
    command: Command | None = None
    forwarded: Message | None = None

    @property
    def chat_id(self) -> int:
        """The private chat, which has the person's id."""
        return self.person.id


@dataclass(frozen=True, slots=True)
class Reaction:
    """Somebody changed their reactions to a message; emoji without variation selectors.

    Attributes:
        person: who, or None for an anonymous administrator or a channel.
        standing: all that stand after the change.
    """

    update_id: int
    chat_id: int
    message_id: int
    person: Person | None
    added: frozenset[str]
    removed: frozenset[str]
    standing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Press:
    """Somebody pressed a button.

    Attributes:
        callback_id: what Telegram wants answered.
        data: a key into the store.
        chat_id, message_id: the message the button stands under, where Telegram says.
        keyboard: the buttons that stood there when it was pressed; () where Telegram does not say.
    """

    update_id: int
    callback_id: str
    data: str
    person: Person
    chat_id: int
    message_id: int
    keyboard: Keyboard = ()


@dataclass(frozen=True, slots=True)
class MembersChanged:
    """People came to or left a group; bots are left out.

    Attributes:
        present: whether they are in it now.
        news: whether that was otherwise before.
    """

    update_id: int
    chat_id: int
    people: tuple[Person, ...]
    present: bool
    news: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnStatusChanged:
    """The bot's own standing in a chat changed; statuses in Telegram's words, `left` and `kicked` included."""

    update_id: int
    chat_id: int
    private: bool
    title: str
    by: Person
    old: str
    new: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Migrated:
    """A group became a supergroup."""

    update_id: int
    old_chat_id: int
    new_chat_id: int
    title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PollClosed:
    """A poll was stopped; totals by option."""

    update_id: int
    poll_id: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TitleChanged:
    """A group was renamed."""

    update_id: int
    chat_id: int
    title: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """An update that asks for nothing."""

    update_id: int
    chat_id: int | None = field(default=None)


Event = (
    GroupMessage
    | PrivateMessage
    | Reaction
    | Press
    | MembersChanged
    | OwnStatusChanged
    | Migrated
    | PollClosed
    | TitleChanged
    | Nothing
)
