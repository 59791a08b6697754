"""How long records are kept: a council's schedule, the class of each record, and what has fallen due.

What a changed schedule does to what is on the record already is in `rescheduling`.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from minutebook.council.concerns import Label, label
from minutebook.council.ledger import Act
from minutebook.council.reclassing import Time
from minutebook.council.records import Record, Route
from minutebook.council.schedules import (
    GENERAL,
    Due,
    Ending,
    Schedule,
    Starts,
    Term,
    default_schedule,
    due_on,
    suggest,
)
from minutebook.storage import holds, ledgers, search, stated
from minutebook.storage.schema import councils
from minutebook.storage.schema_keeping import schedule
from minutebook.storage.schema_records import record_members, records
from minutebook.storage.store import Tx

PAGE = 2_000
"""Records that are classed at a time."""


async def schedule_of(tx: Tx, council_id: int) -> Schedule:
    """Return a council's schedule: the default one, with what the council has changed."""
    terms = dict(default_schedule())
    rows = await tx.rows(
        sa.select(schedule).where(schedule.c.council_id == council_id).order_by(schedule.c.klass)
    )
    for row in rows:
        known = terms.get(row["klass"], Term(row["klass"], row["label"], None, Starts.SENT, Ending.REVIEW))
        own = replace(known, months=row["months"], starts=Starts(row["starts"]), ending=Ending(row["ending"]))
        # Put back to the default, a class is as it came.
        as_it_came = own == default_schedule().get(row["klass"])
        terms[row["klass"]] = replace(own, changed=not as_it_came)
    return terms


def at_capture(
    term_of: Schedule, labels: Collection[Label], zone: ZoneInfo, *, sent_at: datetime, now: datetime
) -> dict[str, object]:
    """Return what a new record says of its class: the one the detector suggests, and its dates.

    Args:
        term_of: the council's schedule; `zone`: its zone.
        labels: what the detector called it.
        sent_at: when it was said; `now`: when it is captured; both aware.
    """
    return _values(term_of[suggest(term_of, labels)], sent_at, now, zone)


def _values(term: Term, sent_at: datetime, captured_at: datetime, zone: ZoneInfo) -> dict[str, object]:
    return {
        "klass": term.klass,
        "dispose_on": due_on(term, sent_at=sent_at, captured_at=captured_at, zone=zone),
        "ending": str(term.ending),
    }


async def zone_of(tx: Tx, council_id: int) -> ZoneInfo:
    """Return the zone whose days a council's periods are counted in."""
    row = await tx.row(sa.select(councils.c.timezone).where(councils.c.id == council_id))
    return ZoneInfo(row["timezone"] if row else "Europe/London")


async def time_by(tx: Tx, record: Record, term: Term) -> Time:
    """Return how long the schedule keeps a record in a class."""
    zone = await zone_of(tx, record.council_id)
    up = due_on(term, sent_at=record.sent_at, captured_at=record.captured_at, zone=zone)
    return Time(up, term.ending)


async def set_class(
    tx: Tx, record: Record, term: Term, *, by: int, now: datetime, time: Time | None = None
) -> None:
    """Put a record into a class, with its ledger entry.

    Args:
        time: how long it is then kept; None for what the schedule gives.
    """
    given = time or await time_by(tx, record, term)
    values = {"klass": term.klass, "dispose_on": given.up, "ending": str(given.ending)}
    await tx.run(sa.update(records).where(records.c.id == record.id).values(classed_by=by, **values))
    digest = await stated.of_record(tx, Act.CLASSIFIED, record.id)
    await ledgers.write(tx, record.council_id, Act.CLASSIFIED, record.id, at=now, actor_id=by, digest=digest)
    await search.index(tx, record.id)


async def keep(tx: Tx, record: Record, until: datetime, *, by: int, now: datetime) -> None:
    """Keep a record until then whatever the schedule says, with its ledger entry."""
    await tx.run(sa.update(records).where(records.c.id == record.id).values(keep_until=until))
    digest = await stated.of_record(tx, Act.KEPT, record.id)
    await ledgers.write(tx, record.council_id, Act.KEPT, record.id, at=now, actor_id=by, digest=digest)


async def classify_unclassed(tx: Tx, limit: int = PAGE) -> int:
    """Give what came on the record before there were classes the one its labels suggest; return how many.

    Nobody chose it, so it is no act and no entry in the ledger, as at a capture.
    """
    rows = await tx.rows(sa.select(records).where(records.c.klass == "").order_by(records.c.id).limit(limit))
    terms: dict[int, tuple[Schedule, ZoneInfo]] = {}
    for row in rows:
        council_id = row["council_id"]
        if council_id not in terms:
            terms[council_id] = await schedule_of(tx, council_id), await zone_of(tx, council_id)
        term_of, zone = terms[council_id]
        labels = {label(name) for name in row["concerns"] | row["subjects"]}
        values = _values(term_of[suggest(term_of, labels)], row["sent_at"], row["captured_at"], zone)
        await tx.run(sa.update(records).where(records.c.id == row["id"]).values(**values))
        await search.index(tx, row["id"])
    return len(rows)


def on_hold() -> sa.ColumnElement[bool]:
    """Return the condition that a row of `records` is on hold: its message, or one of its conversation's."""
    part = sa.exists().where(
        record_members.c.record_id == records.c.id,
        holds.on_hold(record_members.c.chat_id, record_members.c.message_id),
    )
    return sa.or_(holds.on_hold(records.c.chat_id, records.c.message_id), part)


def _is_due(council_id: int, routes: Sequence[Route], now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(
        records.c.council_id == council_id,
        records.c.route.in_([str(route) for route in routes]),
        records.c.dispose_on <= now,
        sa.or_(records.c.keep_until.is_(None), records.c.keep_until <= now),
    )


async def due(tx: Tx, council_id: int, routes: Sequence[Route], now: datetime) -> Due:
    """Return what of a council's records has fallen due, counted."""
    query = (
        sa.select(records.c.klass, records.c.ending, on_hold().label("held"), sa.func.count().label("count"))
        .where(_is_due(council_id, routes, now))
        .group_by(records.c.klass, records.c.ending, sa.text("held"))
        .order_by(records.c.klass, records.c.ending)
    )
    rows = await tx.rows(query)
    free = tuple(
        (row["klass"] or GENERAL, Ending(row["ending"]), row["count"]) for row in rows if not row["held"]
    )
    return Due(free, sum(row["count"] for row in rows if row["held"]))


Past = tuple[datetime, int]
"""A record by when its time was up, and its key: the order in which what is due is gone through."""


def _beyond(past: Past) -> sa.ColumnElement[bool]:
    date, key = past
    return sa.or_(records.c.dispose_on > date, sa.and_(records.c.dispose_on == date, records.c.id > key))


async def next_due(
    tx: Tx, council_id: int, routes: Sequence[Route], now: datetime, past: Past | None = None
) -> int | None:
    """Return the key of the record that has been due longest and is not on hold, or None; only after `past`."""
    query = sa.select(records.c.id).where(_is_due(council_id, routes, now), sa.not_(on_hold()))
    if past is not None:
        query = query.where(_beyond(past))
    row = await tx.row(query.order_by(records.c.dispose_on, records.c.id).limit(1))
    return row["id"] if row else None


async def due_after(tx: Tx, council_id: int, routes: Sequence[Route], now: datetime, past: Past) -> int:
    """Return how many records that are due, and not on hold, come after `past`."""
    free = _is_due(council_id, routes, now), sa.not_(on_hold()), _beyond(past)
    return await tx.number(sa.select(sa.func.count()).select_from(records).where(*free))


async def next_date(tx: Tx, council_id: int, routes: Sequence[Route], now: datetime) -> datetime | None:
    """Return when the next record falls due after `now` by the schedule, or None."""
    query = sa.select(records.c.dispose_on).where(
        records.c.council_id == council_id,
        records.c.route.in_([str(route) for route in routes]),
        records.c.dispose_on > now,
    )
    row = await tx.row(query.order_by(records.c.dispose_on).limit(1))
    return row["dispose_on"] if row else None


async def is_due(tx: Tx, record_id: int, now: datetime) -> bool:
    """Whether a record's time is up, by the schedule and by what was said to keep longer."""
    row = await tx.row(sa.select(records.c.dispose_on, records.c.keep_until).where(records.c.id == record_id))
    if row is None or row["dispose_on"] is None or row["dispose_on"] > now:
        return False
    return row["keep_until"] is None or row["keep_until"] <= now


async def is_held(tx: Tx, record_id: int) -> bool:
    """Whether a record is on hold for a request."""
    return await tx.row(sa.select(records.c.id).where(records.c.id == record_id, on_hold())) is not None
