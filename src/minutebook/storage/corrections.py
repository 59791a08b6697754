"""What was put right of a request, and by whom and when: kept in the log of changes, where nothing is overwritten."""

from datetime import date, datetime

import sqlalchemy as sa

from minutebook.council.corrections import Correction, Slip
from minutebook.council.requests import Request
from minutebook.council.working_days import Kind
from minutebook.storage.councils import OF_A_REQUEST
from minutebook.storage.schema import people, settings_log
from minutebook.storage.schema_requests import request_pauses, requests
from minutebook.storage.store import Tx


async def change(
    tx: Tx, request: Request, *, received: date, title: str, kind: Kind, due: date | None
) -> None:
    """Let a request have these facts.

    Args:
        due: the last day for the answer as they make it; None while the clock is stopped.
    """
    await _set(tx, request, received_on=received.isoformat(), title=title, kind=str(kind), due_on=_spelt(due))


async def take_back_extension(tx: Tx, request: Request, due: date | None) -> None:
    """Let a request be as if the longer time was never taken."""
    await _set(tx, request, due_on=_spelt(due), extended_at=None, extended_by=None)


async def take_back_pause(tx: Tx, request: Request, due: date) -> None:
    """Let a request whose clock stands still be as if it had not been stopped this time."""
    standing = (request_pauses.c.request_id == request.id) & request_pauses.c.ended_on.is_(None)
    await tx.run(sa.delete(request_pauses).where(standing))
    await _set(tx, request, due_on=due.isoformat())


async def take_back_resumption(tx: Tx, request: Request) -> None:
    """Let the clock of a request stand still as before it went on last."""
    last = sa.select(sa.func.max(request_pauses.c.id)).where(request_pauses.c.request_id == request.id)
    values = {"ended_on": None, "ended_by": None}
    await tx.run(
        sa.update(request_pauses).where(request_pauses.c.id == last.scalar_subquery()).values(**values)
    )
    await _set(tx, request, due_on=None)


async def note(
    tx: Tx, request: Request, what: Slip, before: str, after: str, *, by: int, now: datetime
) -> None:
    """Keep what was put right, by whom and when; `before` and `after` as in `Correction`."""
    name = f"{OF_A_REQUEST}{request.number} {what}"
    await tx.insert(
        settings_log, council_id=request.council_id, at=now, by_id=by, name=name, old=before, new=after
    )


async def of_request(tx: Tx, request: Request) -> list[Correction]:
    """Return what was put right of a request, in order."""
    log = settings_log.c
    names = {f"{OF_A_REQUEST}{request.number} {what}": what for what in Slip}
    rows = await tx.rows(
        sa.select(log.name, log.old, log.new, log.at, sa.func.coalesce(people.c.name, "").label("who"))
        .join(people, people.c.user_id == log.by_id, isouter=True)
        .where(log.council_id == request.council_id, log.name.in_(list(names)))
        .order_by(log.id)
    )
    return [Correction(names[row["name"]], row["old"], row["new"], row["at"], row["who"]) for row in rows]


async def _set(tx: Tx, request: Request, **values: object) -> None:
    await tx.run(sa.update(requests).where(requests.c.id == request.id).values(**values))


def _spelt(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
