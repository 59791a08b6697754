"""Requests for information: the case and its clock. What is held for it is in `holds`, what was searched in `searches`."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa

from minutebook.council.requests import Opening, Request
from minutebook.council.working_days import Kind, Pause, Why
from minutebook.storage.schema_requests import request_pauses, requests
from minutebook.storage.store import Row, Tx


async def open_case(
    tx: Tx, council_id: int, what: Opening, due: date, *, by: int, by_name: str, now: datetime
) -> Request:
    """Open a case under the council's next number.

    Args:
        due: the last day for the answer, as `council.working_days` counts it.
    """
    last = sa.select(sa.func.max(requests.c.number)).where(requests.c.council_id == council_id)
    number = 1 + await tx.number(last)
    await tx.insert(
        requests,
        council_id=council_id,
        number=number,
        kind=str(what.kind),
        title=what.title,
        received_on=what.received.isoformat(),
        due_on=due.isoformat(),
        state="open",
        opened_at=now,
        opened_by=by,
        opened_by_name=by_name[:255],
    )
    found = await by_number(tx, council_id, number)
    assert found is not None
    return found


async def by_number(tx: Tx, council_id: int, number: int) -> Request | None:
    """Return a council's request of that number, or None."""
    query = sa.select(requests).where(requests.c.council_id == council_id, requests.c.number == number)
    found = await _whole(tx, await tx.rows(query))
    return found[0] if found else None


async def by_id(tx: Tx, request_id: int) -> Request | None:
    """Return the request with that key, or None."""
    found = await _whole(tx, await tx.rows(sa.select(requests).where(requests.c.id == request_id)))
    return found[0] if found else None


async def still_open(tx: Tx, council_id: int) -> list[Request]:
    """Return a council's open requests, in order of number."""
    query = sa.select(requests).where(requests.c.council_id == council_id, requests.c.state == "open")
    return await _whole(tx, await tx.rows(query.order_by(requests.c.number)))


async def lately_closed(tx: Tx, council_id: int, limit: int) -> list[Request]:
    """Return a council's closed requests, the last closed first."""
    query = sa.select(requests).where(requests.c.council_id == council_id, requests.c.state == "closed")
    return await _whole(tx, await tx.rows(query.order_by(requests.c.closed_at.desc()).limit(limit)))


async def extend(tx: Tx, request: Request, due: date | None, *, by: int, now: datetime) -> None:
    """Note that the longer time was taken, and when the answer is due now; None while the clock is stopped."""
    await _set(tx, request, due_on=_spelt(due), extended_at=now, extended_by=by)


async def pause(tx: Tx, request: Request, why: Why, began: date, *, by: int) -> None:
    """Stop a request's clock."""
    await tx.insert(request_pauses, request_id=request.id, why=str(why), began_on=began.isoformat(), by_id=by)
    await _set(tx, request, due_on=None)


async def resume(tx: Tx, request: Request, ended: date, due: date, *, by: int) -> None:
    """Let a request's clock go on, and note when the answer is due now."""
    stopped = (request_pauses.c.request_id == request.id) & request_pauses.c.ended_on.is_(None)
    values = {"ended_on": ended.isoformat(), "ended_by": by}
    await tx.run(sa.update(request_pauses).where(stopped).values(**values))
    await _set(tx, request, due_on=_spelt(due))


async def close(tx: Tx, request: Request, outcome: str, *, by: int, now: datetime) -> None:
    """Close a case; what it holds is released apart (`holds.release`)."""
    await _set(tx, request, state="closed", closed_at=now, closed_by=by, outcome=outcome)


async def reopen(tx: Tx, request: Request) -> None:
    """Open a closed case again, its clock as it stood; what it held is placed anew apart (`holds.until_closed`)."""
    await _set(tx, request, state="open", closed_at=None, closed_by=None, outcome="")


async def note_reminded(tx: Tx, request: Request, now: datetime) -> None:
    """Note that the groups were reminded not to delete."""
    await _set(tx, request, reminded_at=now)


async def last_reminded(tx: Tx, council_id: int) -> datetime | None:
    """Return when the council's groups were last reminded not to delete, for a request that is still open."""
    row = await tx.row(
        sa.select(sa.func.max(requests.c.reminded_at).label("at")).where(
            requests.c.council_id == council_id, requests.c.closed_at.is_(None)
        )
    )
    return None if row is None else row["at"]


async def reminded_for_another(tx: Tx, request: Request, since: datetime) -> datetime | None:
    """Return when, from `since` on, the council's groups were last reminded not to delete for another request."""
    others = (requests.c.council_id == request.council_id) & (requests.c.id != request.id)
    last = sa.select(sa.func.max(requests.c.reminded_at).label("at"))
    row = await tx.row(last.where(others, requests.c.reminded_at >= since))
    return None if row is None else row["at"]


async def _set(tx: Tx, request: Request, **values: object) -> None:
    await tx.run(sa.update(requests).where(requests.c.id == request.id).values(**values))


def _spelt(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


async def _whole(tx: Tx, rows: Sequence[Row]) -> list[Request]:
    if not rows:
        return []
    pauses: dict[int, list[Pause]] = {row["id"]: [] for row in rows}
    query = sa.select(request_pauses).where(request_pauses.c.request_id.in_(list(pauses)))
    for row in await tx.rows(query.order_by(request_pauses.c.id)):
        ended = date.fromisoformat(row["ended_on"]) if row["ended_on"] else None
        pause = Pause(Why(row["why"]), date.fromisoformat(row["began_on"]), ended)
        pauses[row["request_id"]].append(pause)
    return [_request(row, tuple(pauses[row["id"]])) for row in rows]


def _request(row: Row, pauses: tuple[Pause, ...]) -> Request:
    return Request(
        id=row["id"],
        council_id=row["council_id"],
        number=row["number"],
        kind=Kind(row["kind"]),
        title=row["title"],
        received=date.fromisoformat(row["received_on"]),
        due=date.fromisoformat(row["due_on"]) if row["due_on"] else None,
        opened_at=row["opened_at"],
        opened_by=row["opened_by"],
        opened_by_name=row["opened_by_name"],
        extended_at=row["extended_at"],
        closed_at=row["closed_at"],
        closed_by=row["closed_by"],
        outcome=row["outcome"],
        reminded_at=row["reminded_at"],
        pauses=pauses,
    )
