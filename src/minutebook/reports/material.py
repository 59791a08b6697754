"""What a digest is made of, and what of it is told in full. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from minutebook.council.concerns import Label
from minutebook.council.ledger import Head
from minutebook.council.records import Record
from minutebook.council.register import Decision
from minutebook.council.requests import Request
from minutebook.council.retention import DIGESTS_NEEDED, lapses_on
from minutebook.council.schedules import Due
from minutebook.council.working_days import Calendar
from minutebook.reports.digest_upkeep import Upkeep

IN_FULL = 24
"""Flagged messages, and agenda lines, that one digest lists; the rest it counts."""


@dataclass(frozen=True, slots=True)
class About:
    """A message that something else is about.

    Attributes:
        text: what it said, "" where that is not to be shown.
        ref: its reference, "" if it is not on the record.
    """

    author: str
    at: datetime
    text: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Flagged:
    """A flagged message as the digest lists it; `text` "" where it is not to be shown.

    Attributes:
        unconfirmed: whether its author was cautioned in a way of which Telegram confirms no delivery.
        matter_id: the matter it belongs to, or None.
        listings: delivered digests that have listed it before.
        on_agenda: whether its matter is on the list for the next agenda.
        on_hold: whether a request for information holds it, so that it does not lapse.
        reported: whether it tells of a decision as a meeting's, for which nobody was cautioned.
    """

    id: int
    author: str
    sent_at: datetime
    flagged_at: datetime
    labels: tuple[Label, ...]
    text: str
    late: bool
    said_transitory: str | None
    unconfirmed: bool = False
    matter_id: int | None = None
    listings: int = 0
    on_agenda: bool = False
    on_hold: bool = False
    reported: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What of the flagged messages a digest lists in full.

    Attributes:
        listed: those, what belongs to one matter together, else in the order said.
        more: as new as these, but too many for one digest.
        older: listed by enough delivered digests before, and so only counted.
        older_lapse: the first instant at which one of the older may lapse.
        on_agenda: listed before and since put on the agenda, and so only counted.
    """

    listed: tuple[Flagged, ...] = ()
    more: int = 0
    older: int = 0
    older_lapse: datetime | None = None
    on_agenda: int = 0

    @property
    def waiting(self) -> int:
        """How many wait for a decision, listed or counted."""
        return len(self.listed) + self.more + self.older + self.on_agenda


def choose(waiting: Sequence[Flagged]) -> Choice:
    """Return what to list in full: what two delivered digests have not listed yet, the least told of first.

    Of what is on the agenda one is enough: its reader knows of it, and it is on its way.
    """
    dealt = [item for item in waiting if item.on_agenda and item.listings]
    rest = [item for item in waiting if item not in dealt]
    fresh = [item for item in rest if item.listings < DIGESTS_NEEDED]
    older = [item for item in rest if item.listings >= DIGESTS_NEEDED]
    turn = sorted(fresh, key=lambda item: (item.listings, item.sent_at, item.id))[:IN_FULL]
    return Choice(
        listed=_together(sorted(turn, key=lambda item: (item.sent_at, item.id))),
        more=len(fresh) - len(turn),
        older=len(older),
        older_lapse=min((lapses_on(item.flagged_at) for item in older), default=None),
        on_agenda=len(dealt),
    )


def _together(items: Sequence[Flagged]) -> tuple[Flagged, ...]:
    """Bring together what belongs to one matter, at the place of its first."""
    groups: dict[tuple[int | None, int], list[Flagged]] = {}
    for item in items:
        own = (None, item.id) if item.matter_id is None else (item.matter_id, 0)
        groups.setdefault(own, []).append(item)
    return tuple(item for group in groups.values() for item in group)


@dataclass(frozen=True, slots=True)
class Agreed:
    """A matter in which a quorum agreed in the chat; `certain` where the bot sees reactions.

    Attributes:
        about: the message that opened the matter, where it is known.
        polled: whether it is the votes in a poll that make the count.
    """

    at: datetime
    count: int
    certain: bool
    about: About | None = None
    polled: bool = False


@dataclass(frozen=True, slots=True)
class OnAgenda:
    """A line of the list for the next agenda.

    Attributes:
        title: as typed; may be "".
        ref: the reference of the message it was asked under, "" if that is not on the record.
        text: what that message said, "" where it is not to be shown or no longer known.
        author: who said that, which may be another than who put it on the list.
    """

    title: str
    raised_by: str
    at: datetime
    ref: str = ""
    text: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Missed:
    """A time in which the bot did not see everything.

    Attributes:
        group: the title of the group it is about; "" for the whole council, or where it has one group alone.
    """

    kind: str
    began_at: datetime
    ended_at: datetime | None
    detail: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A matter of the register with what a reader may be told of it.

    Attributes:
        about: the message it is told by, where that is known and for their eyes.
        raised_by: name of who raised it.
        overdue: whether it was acted on, and a minute reference is overdue.
    """

    decision: Decision
    about: About | None
    raised_by: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Requests:
    """What of requests for information a digest tells.

    Attributes:
        pressing: open ones that are overdue, due within a week, or wait for the requester.
        to_come: open ones that have longer than that, the first due first.
        calendar: by what days they are told; None where there are none.
        withheld: for the staffing recipient: how much of theirs is on hold for which.
    """

    pressing: Sequence[Request] = ()
    calendar: Calendar | None = None
    withheld: Sequence[tuple[Request, int]] = ()
    to_come: Sequence[Request] = ()

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to tell of them."""
        return not self.pressing and not self.withheld and not self.to_come


@dataclass(frozen=True, slots=True)
class Material:
    """What a digest tells of.

    Attributes:
        openings: by matter, the message that opened it, where that is known and not listed itself.
        staffing: whether it is the staffing recipient's.
        overdue: the first of what was acted on without a resolution for too long; `overdue_count` how many there are.
        due: records that have reached the end of their time, counted.
        upkeep: how safe the records are; None where that is not told.
    """

    council: str
    zone: ZoneInfo
    since: datetime
    until: datetime
    records: Sequence[Record]
    flagged: Choice
    agreed: Sequence[Agreed]
    agenda: Sequence[OnAgenda]
    missed: Sequence[Missed]
    head: Head
    staffing: bool = False
    openings: Mapping[int, About] = field(default_factory=dict)
    overdue: Sequence[Entry] = ()
    overdue_count: int = 0
    due: Due = field(default_factory=Due)
    requests: Requests = Requests()
    upkeep: Upkeep | None = None

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to tell but the ledger."""
        told = (self.records, self.flagged.waiting, self.agreed, self.overdue, self.agenda, self.missed)
        return not any((*told, self.due.total)) and self.requests.quiet
