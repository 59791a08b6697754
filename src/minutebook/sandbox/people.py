"""Who acts in the sandbox: people, bots, channels' and anonymous administrators' stand-ins.

Ids are fixed for the life of a world. The stand-in ids are Telegram's own: a message by an
anonymous administrator, by a channel, or forwarded from the linked channel names one of them
as its sender, never the person.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from minutebook.sandbox.queue import UpdateQueue


@dataclass(slots=True, eq=False)
class Person:
    """A human account.

    Attributes:
        id: Telegram user id, the same in every chat.
        name: display name; the first word is the first name, the rest the last name.
        username: without the @, or None.
        premium: may set three reactions and custom emoji.
        hides_forwards: forwards of this person's messages name them without an id.
        deleted: the account is gone; writing to it is refused.
    """

    id: int
    name: str
    username: str | None = None
    premium: bool = False
    hides_forwards: bool = False
    deleted: bool = False

    @property
    def first_name(self) -> str:
        """The first word of the name."""
        return self.name.split(" ", 1)[0]

    @property
    def last_name(self) -> str | None:
        """The rest of the name, or None."""
        parts = self.name.split(" ", 1)
        return parts[1] if len(parts) > 1 else None


@dataclass(frozen=True, slots=True)
class Command:
    """One line of a command menu: the name without its slash, and what it does."""

    command: str
    description: str


@dataclass(slots=True, eq=False)
class Bot:
    """A bot account, with its BotFather switches and what it told Telegram about itself.

    Attributes:
        reads_all: BotFather's privacy mode is off. It takes effect in a group when the bot is
            (re-)added there, as on Telegram.
        hears_bots: BotFather's bot-to-bot switch.
        revoked: the token was revoked; every call is answered 401.
        menus: commands by (scope key, language); see ``menus.py`` for the scope keys.
    """

    token: str
    id: int
    name: str
    username: str
    queue: UpdateQueue
    reads_all: bool = False
    hears_bots: bool = False
    revoked: bool = False
    webhook: str = ""
    description: str = ""
    short_description: str = ""
    menus: dict[tuple[str, str], tuple[Command, ...]] = field(default_factory=dict)

    @property
    def first_name(self) -> str:
        """The whole name: bots have no last name."""
        return self.name

    @property
    def last_name(self) -> None:
        """Bots have none."""
        return None


@dataclass(frozen=True, slots=True)
class StandIn:
    """The account a message names when its sender does not appear as a person."""

    id: int
    name: str
    username: str | None
    is_bot: bool

    @property
    def first_name(self) -> str:
        """The whole name."""
        return self.name

    @property
    def last_name(self) -> None:
        """Stand-ins have none."""
        return None


ANONYMOUS_ADMIN = StandIn(1087968824, "Group", "GroupAnonymousBot", is_bot=True)
CHANNEL_IDENTITY = StandIn(136817688, "Channel", "Channel_Bot", is_bot=True)
SERVICE_ACCOUNT = StandIn(777000, "Telegram", None, is_bot=False)

Account = Person | Bot | StandIn
