"""The places where people and bots talk: groups, private chats with a bot, channels.

Ids follow Telegram's: a supergroup or channel is -(10**12 + n), a basic group -n, a private chat
has the person's id. Message ids count up per supergroup; in basic groups and private chats
they come from one counter of the world's, as they do from one per account on Telegram.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from minutebook.sandbox.messages import Message
from minutebook.sandbox.people import Bot, Person

GroupKind = Literal["supergroup", "group"]
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]
PRESENT: tuple[Status, ...] = ("creator", "administrator", "member", "restricted")


@dataclass(slots=True)
class Member:
    """Somebody's standing in a group; kept, with status "left" or "kicked", after they go.

    Attributes:
        joined_at: the highest message id when they came; a bot sees nothing older.
        anonymous: an administrator who appears as the group.
        title: an administrator's custom title.
        sees_all: bots: privacy mode was off when the bot was added.
        muted: may not send messages.
    """

    who: Person | Bot
    status: Status
    joined_at: int = 0
    anonymous: bool = False
    title: str | None = None
    sees_all: bool = False
    muted: bool = False
    can_delete_messages: bool = True
    can_manage_topics: bool = True

    @property
    def present(self) -> bool:
        """True while they are in the group."""
        return self.status in PRESENT

    @property
    def admin(self) -> bool:
        """True for the creator and administrators."""
        return self.status in ("creator", "administrator")


@dataclass(slots=True, eq=False)
class Topic:
    """A forum topic; its id is the id of its topic-created service message."""

    id: int
    name: str
    closed: bool = False


@dataclass(slots=True, eq=False)
class Group:
    """A basic group or a supergroup.

    Attributes:
        members: by account id, including those who have gone.
        topics: by thread id; the General topic is not listed.
        messages: by message id, oldest first; deleted ones stay, marked.
        migrated_to: the supergroup this basic group became.
        available_reactions: the plain emoji allowed here, or None for all.
        protected: content may not be forwarded from here.
        last_bot: the bot that posted last; bare commands are for it.
    """

    id: int
    title: str
    kind: GroupKind
    forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    ephemeral: dict[int, Message] = field(default_factory=dict)
    migrated_to: Group | None = None
    migrated_from: Group | None = None
    available_reactions: tuple[str, ...] | None = None
    protected: bool = False
    deleted: bool = False
    last_bot: Bot | None = None
    pinned: Message | None = None
    last_id: int = 0

    @property
    def present(self) -> list[Member]:
        """Everybody who is in the group now, bots included."""
        return [member for member in self.members.values() if member.present]

    def member(self, account_id: int) -> Member | None:
        """The standing of somebody who is in the group now, or None."""
        found = self.members.get(account_id)
        return found if found is not None and found.present else None


@dataclass(slots=True, eq=False)
class PrivateChat:
    """The chat of one person with one bot. A bot may write only once the person pressed Start."""

    person: Person
    bot: Bot
    started: bool = False
    blocked: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: Message | None = None

    @property
    def id(self) -> int:
        """The person's id: a private chat is known by whom it is with."""
        return self.person.id

    @property
    def kind(self) -> Literal["private"]:
        """The Bot API's word for it."""
        return "private"

    @property
    def title(self) -> str:
        """What the person sees at its head: the bot's name."""
        return self.bot.name


@dataclass(slots=True, eq=False)
class Channel:
    """A channel: people can speak as it, and its posts can be forwarded into a linked group."""

    id: int
    title: str
    username: str | None = None
    kind: Literal["channel"] = "channel"


Chat = Group | PrivateChat
AnyChat = Group | PrivateChat | Channel
