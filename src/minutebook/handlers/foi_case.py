"""What every act on a request works with: the case, its clock by the bank holidays, and the answer to the clerk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView, Person
from minutebook.council.outgoing import Keyboard, Outgoing
from minutebook.council.requests import Request
from minutebook.council.wording import Html, Wording, join
from minutebook.council.working_days import Calendar, Kind, Pause, due
from minutebook.handlers import reading
from minutebook.handlers.bank_holidays import bank_holidays, parts_on_holiday
from minutebook.handlers.house import Turn
from minutebook.reports.requests import passed_by
from minutebook.storage import outbox
from minutebook.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Case:
    """A request that somebody does something about, in one transaction.

    Attributes:
        person: who does it: the clerk or the deputy.
        key: of the answer.
    """

    tx: Tx
    turn: Turn
    view: CouncilView
    person: Person
    request: Request
    key: str

    @property
    def wording(self) -> Wording:
        """The catalogue."""
        return self.turn.house.wording


def calendar(turn: Turn, view: CouncilView) -> Calendar:
    """Return by what days are told in a council now."""
    return Calendar(view.council.settings.zone, turn.now, bank_holidays, parts_on_holiday)


def due_of(kind: Kind, received: date, pauses: Sequence[Pause], *, extended: bool) -> date | None:
    """Return when a request is due by the bank holidays there are; arguments as for `working_days.due`."""
    return due(kind, received, pauses, extended=extended, holidays=bank_holidays)


def safest_of(request: Request) -> date | None:
    """Return the day before its last on which a request is due where that is a working day; None if there is none."""
    over = passed_by(request, parts_on_holiday)
    return over[0].day if over else None


async def post(case: Case, text: Html, keyboard: Keyboard = ()) -> None:
    """Answer in private under the council's name, protected as a digest is, through the outbox."""
    headed = join([reading.heading(case.turn.house, case.view), text], "\n\n")
    send = outgoing.message(case.person.id, headed, keyboard=keyboard, protect=True)
    item = Outgoing(case.key, "answer", (send,), council_id=case.view.council.id)
    await outbox.put(case.tx, item, case.turn.now)
