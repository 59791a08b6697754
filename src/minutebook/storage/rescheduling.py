"""A changed schedule, and what it does to the records there are: in a few statements, however many they are.

A term does not date records one by one: it gives stretches of time (`council.due_spans`), and SQLite dates all that
began in each. The whole is one act, in one transaction with its entry in the ledger: a class is never half dated.
"""

import json
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from minutebook.council.due_spans import spans
from minutebook.council.ledger import Act, spell_instant
from minutebook.council.records import Route
from minutebook.council.schedules import Ending, Starts, Term
from minutebook.storage import keeping, ledgers, stated
from minutebook.storage.schema_keeping import schedule
from minutebook.storage.schema_records import records
from minutebook.storage.store import Tx

Text = sa.ColumnElement[str]


async def change_term(tx: Tx, council_id: int, term: Term, *, by: int, now: datetime) -> dict[Route, int]:
    """Change a class of a council's schedule, with a ledger entry.

    What is on the record is kept longer where the new term is longer. Where it is shorter, or more ready to
    dispose, it stays as it is until `apply_term`.

    Returns:
        How many records of the class were left as they are, by whose they are.
    """
    values = {
        "label": term.label,
        "months": term.months,
        "starts": str(term.starts),
        "ending": str(term.ending),
        "changed_at": now,
        "changed_by": by,
    }
    statement = insert(schedule).values(council_id=council_id, klass=term.klass, **values)
    await tx.run(statement.on_conflict_do_update(index_elements=["council_id", "klass"], set_=values))
    digest = await stated.of_schedule(tx, council_id)
    await ledgers.write(tx, council_id, Act.SCHEDULED, None, at=now, actor_id=by, digest=digest)
    dates = await _dates(tx, council_id, term)
    later = sa.func.max(records.c.dispose_on, _DUE)
    # Nothing that is to be looked at becomes ready to go by this.
    ending = str(Ending.REVIEW) if term.ending is Ending.REVIEW else records.c.ending
    await _date(tx, council_id, term, tuple(Route), dates, later, ending)
    return await _left(tx, council_id, term, dates)


async def remove_class(tx: Tx, council_id: int, klass: str, *, by: int, now: datetime) -> bool:
    """Take a class of its own out of a council's schedule, with a ledger entry; return whether it was, for it is empty.

    A class that records are in stays: their time would rest on nothing.
    """
    used = sa.select(records.c.id).where(records.c.council_id == council_id, records.c.klass == klass)
    if await tx.row(used.limit(1)) is not None:
        return False
    await tx.run(sa.delete(schedule).where(schedule.c.council_id == council_id, schedule.c.klass == klass))
    digest = await stated.of_schedule(tx, council_id)
    await ledgers.write(tx, council_id, Act.SCHEDULED, None, at=now, actor_id=by, digest=digest)
    return True


async def apply_term(
    tx: Tx, council_id: int, term: Term, routes: Sequence[Route], *, by: int, now: datetime
) -> int:
    """Give every record of a class the dates the schedule now gives, shorter ones too; return how many changed.

    What the clerk has said to keep longer is kept so long all the same. A ledger entry says that it was done.
    """
    dates = await _dates(tx, council_id, term)
    changed = await _date(tx, council_id, term, routes, dates, _DUE, str(term.ending))
    if changed:
        digest = await stated.of_schedule(tx, council_id)
        await ledgers.write(tx, council_id, Act.SCHEDULED, None, at=now, actor_id=by, digest=digest)
    return changed


Dates = list[dict[str, str | None]]
"""The stretches of time there are records of, as the statements are told of them."""

_DUE = sa.bindparam("due", type_=sa.String)


def _since(term: Term) -> sa.Column[datetime]:
    return records.c.captured_at if term.starts is Starts.CAPTURED else records.c.sent_at


async def _dates(tx: Tx, council_id: int, term: Term) -> Dates:
    """Return when what is on a council's record would be due, by when its period begins; nothing if nothing is."""
    # One by one, for SQLite finds either by the index, but not both at once.
    ends = [
        sa.select(end(_since(term))).where(records.c.council_id == council_id).scalar_subquery()
        for end in (sa.func.min, sa.func.max)
    ]
    row = await tx.row(sa.select(ends[0].label("first"), ends[1].label("last")))
    if row is None or row["first"] is None:
        return []
    zone = await keeping.zone_of(tx, council_id)
    return [
        {
            "begins": spell_instant(span.begins),
            "ends": spell_instant(span.ends),
            "due": None if span.due is None else spell_instant(span.due),
        }
        for span in spans(term, row["first"], row["last"], zone)
    ]


def _of_class(council_id: int, term: Term, begins: Text, ends: Text) -> sa.ColumnElement[bool]:
    """Return the condition that a record is of a class and its period began within a stretch."""
    # As text: that is how an instant stands in its column, and in what JSON gives.
    since = sa.type_coerce(_since(term), sa.String)
    own = (records.c.council_id == council_id) & (records.c.klass == term.klass)
    return own & (since >= begins) & (since < ends)


async def _date(
    tx: Tx,
    council_id: int,
    term: Term,
    routes: Sequence[Route],
    dates: Dates,
    date: sa.ColumnElement[str],
    ending: sa.ColumnElement[str] | str,
) -> int:
    """Give a class's records this date and this ending where they have others; return how many had."""
    if not dates:
        return 0
    where = _of_class(
        council_id, term, sa.bindparam("begins", type_=sa.String), sa.bindparam("ends", type_=sa.String)
    )
    # Not `IN`, whose list cannot be repeated for many rows of values.
    theirs = sa.or_(sa.false(), *(records.c.route == str(route) for route in routes))
    other = records.c.dispose_on.is_distinct_from(date) | (records.c.ending != ending)
    statement = sa.update(records).where(where, theirs, other).values(dispose_on=date, ending=ending)
    return (await tx.run(statement, dates)).rowcount


async def _left(tx: Tx, council_id: int, term: Term, dates: Dates) -> dict[Route, int]:
    """Return how many of a class's records have another date or ending than the term's, by whose they are."""
    span = sa.func.json_each(json.dumps(dates)).table_valued("value")
    begins, ends, due = (
        sa.func.json_extract(span.c.value, f"$.{name}") for name in ("begins", "ends", "due")
    )
    other = records.c.dispose_on.is_distinct_from(due) | (records.c.ending != str(term.ending))
    query = (
        sa.select(records.c.route, sa.func.count().label("count"))
        .select_from(span.join(records, _of_class(council_id, term, begins, ends)))
        .where(other)
        .group_by(records.c.route)
    )
    return {Route(row["route"]): row["count"] for row in await tx.rows(query)}
