"""A council, its groups and its people, as the rest of the house sees them."""

from dataclasses import dataclass, field
from datetime import datetime

from minutebook.council.roles import Right, Role, counts, rights
from minutebook.council.settings import CouncilSettings
from minutebook.council.teaching import NOTHING_TAUGHT, Teaching


@dataclass(frozen=True, slots=True)
class Council:
    """One council on this installation. References, ledger and settings are its own.

    Attributes:
        next_digest_at: aware UTC instant at which the next digest is due.
        created_by: user id of the admin who set it up.
    """

    id: int
    name: str
    settings: CouncilSettings
    next_digest_at: datetime
    created_at: datetime
    created_by: int


@dataclass(frozen=True, slots=True)
class Group:
    """A Telegram group of a council.

    Attributes:
        kind: `group` or `supergroup`.
        forum: whether it has topics.
        bot_status: the bot's own standing in it, in Telegram's word (`administrator`, `member`, `left` …).
        migrated_to: the supergroup it became, or None.
    """

    chat_id: int
    council_id: int
    title: str
    kind: str
    forum: bool
    bot_status: str
    set_up_at: datetime
    migrated_to: int | None = None

    @property
    def bot_is_admin(self) -> bool:
        """Whether the bot sees reactions and members here."""
        return self.bot_status == "administrator"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the bot has seen.

    Attributes:
        username: without the @, lower case, or None.
        private_open: whether they have pressed Start and not blocked the bot since.
    """

    id: int
    name: str
    username: str | None = None
    private_open: bool = False


@dataclass(frozen=True, slots=True)
class CouncilView:
    """What is needed of a council to handle a message in its group, read once and kept until it changes.

    Attributes:
        roles: live appointments by user id.
        present: user ids known to be in one of its groups now.
        names: display names of those with a role, by user id.
        former_names: names and @names that clerk and deputy go or went by beside these, by user id.
        once_staff: those who were clerk or deputy when something about the staff was said, and are no more;
            and those of whom such a thing had been said before they came to it.
        taught: what it has taught the detector.
    """

    council: Council
    groups: tuple[Group, ...]
    roles: dict[int, frozenset[Role]] = field(default_factory=dict)
    present: frozenset[int] = frozenset()
    names: dict[int, str] = field(default_factory=dict)
    former_names: dict[int, tuple[str, ...]] = field(default_factory=dict)
    once_staff: frozenset[int] = frozenset()
    taught: Teaching = NOTHING_TAUGHT

    def holders(self, *wanted: Role) -> tuple[int, ...]:
        """Return user ids of those who hold any of the roles, in a steady order."""
        return tuple(sorted(user for user, held in self.roles.items() if held.intersection(wanted)))

    def roles_of(self, user_id: int) -> frozenset[Role]:
        """Return the live roles of one person."""
        return self.roles.get(user_id, frozenset())

    def rights_of(self, user_id: int) -> frozenset[Right]:
        """Return what one person may do here now."""
        held = rights(self.roles_of(user_id), member=user_id in self.present)
        # Stepping down does not open what was said about oneself.
        return held - {Right.STAFF_STORE} if user_id in self.once_staff else held

    def counts(self, user_id: int) -> bool:
        """Whether one person counts towards a consensus."""
        return counts(self.roles_of(user_id), member=user_id in self.present, person=user_id > 0)

    def group(self, chat_id: int) -> Group | None:
        """Return the council's group with that chat id."""
        return next((group for group in self.groups if group.chat_id == chat_id), None)

    def told_apart(self, chat_id: int | None) -> str:
        """Return the title by which a group is told from the council's others; "" where it has no others."""
        alive = [group for group in self.groups if group.migrated_to is None]
        group = self.group(chat_id) if chat_id is not None else None
        return group.title if group and len(alive) > 1 else ""

    @property
    def staff_ids(self) -> frozenset[int]:
        """The clerk and the deputy."""
        return frozenset(self.holders(Role.CLERK, Role.DEPUTY))

    @property
    def staffing_ids(self) -> tuple[int, ...]:
        """Who receives staffing matters about the clerk or deputy: nobody, if that is or was one of these."""
        barred = self.staff_ids | self.once_staff
        return tuple(user for user in self.holders(Role.STAFFING) if user not in barred)

    @property
    def staff_names(self) -> tuple[str, ...]:
        """Their names, present and former, and @names, lower case."""
        staff = sorted(self.staff_ids)
        now = tuple(self.names[user].lower() for user in staff if user in self.names)
        return now + tuple(name.lower() for user in staff for name in self.former_names.get(user, ()))
