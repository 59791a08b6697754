"""The digests of what acts left behind, from what stands in the store: for who writes an entry and for who verifies it.

Both ask here, so that both mean the same.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from minutebook.council.acts import (
    HOLDING,
    MARKING,
    act_digest,
    classed,
    held,
    kept,
    marked,
    minuted,
    scheduled,
)
from minutebook.council.ledger import Act
from minutebook.council.matters import OPEN_STATES, MatterState
from minutebook.storage.schema import matters
from minutebook.storage.schema_keeping import exemptions, schedule
from minutebook.storage.schema_records import record_versions, records
from minutebook.storage.schema_requests import held as holds
from minutebook.storage.schema_requests import requests
from minutebook.storage.store import Row, Tx

BATCH = 500
"""Keys asked for at once, well below SQLite's limit of bound values."""

Digests = dict[int, frozenset[str]]
"""What may be stated as things stand, by record or matter; nothing of what is not there."""


async def of_record(tx: Tx, act: Act, record_id: int) -> str:
    """Return the digest for an act that was just done to a record; not for a hold."""
    found = (await of_records(tx, act, [record_id])).get(record_id, frozenset())
    return next(iter(found), "")


async def of_records(tx: Tx, act: Act, ids: Collection[int]) -> Digests:
    """Return what an act of this kind would state now of each of some records."""
    found: Digests = {}
    for some in _batches(ids):
        if act is Act.CLASSIFIED:
            for row in await _rows(tx, some, records.c.klass, records.c.classed_by):
                facts = classed(row["klass"], row["classed_by"])
                found[row["id"]] = frozenset({act_digest(facts, row["salt"] or b"")})
        elif act is Act.KEPT:
            for row in await _rows(tx, some, records.c.keep_until):
                facts = kept(row["keep_until"])
                found[row["id"]] = frozenset({act_digest(facts, row["salt"] or b"")})
        elif act in MARKING:
            found |= await _marks(tx, some)
        elif act in HOLDING:
            found |= await _holds(tx, some)
    return found


async def of_holds(tx: Tx, request_number: int, ids: Collection[int]) -> dict[int, str]:
    """Return the digest of a hold of each of some records for a request, or of its release."""
    return {
        row["id"]: act_digest(held(request_number), row["salt"] or b"")
        for some in _batches(ids)
        for row in await _rows(tx, some)
    }


async def of_matter(tx: Tx, matter_id: int) -> str:
    """Return the digest of how a matter stands, just after that was entered."""
    row = await tx.row(sa.select(matters).where(matters.c.id == matter_id))
    return "" if row is None else _matter(row, MatterState(row["state"]))


async def of_matters(tx: Tx, council_id: int, ids: Collection[int]) -> Digests:
    """Return what may have been stated last of each of some matters of a council.

    What had ended may be open again with no entry, on the agenda; it then tells how it had ended no more.
    """
    found: Digests = {}
    for some in _batches(ids):
        for row in await tx.rows(
            sa.select(matters).where(matters.c.council_id == council_id, matters.c.id.in_(some))
        ):
            now = MatterState(row["state"])
            states = MatterState if now in OPEN_STATES else [now]
            found[row["id"]] = frozenset(_matter(row, state) for state in states)
    return found


def _matter(row: Row, state: MatterState) -> str:
    return act_digest(minuted(row["id"], state, row["minute"], row["settled_at"], row["settled_by"]))


async def ended(tx: Tx, council_id: int) -> list[int]:
    """Return the matters of a council of which it was ever entered how they ended."""
    entered = sa.or_(matters.c.minute != "", matters.c.settled_at.is_not(None))
    query = sa.select(matters.c.id).where(matters.c.council_id == council_id, entered)
    return [row["id"] for row in await tx.rows(query.order_by(matters.c.id))]


async def of_schedule(tx: Tx, council_id: int) -> str:
    """Return the digest of what a council has changed in its schedule."""
    own = schedule.c
    query = sa.select(own.klass, own.label, own.months, own.starts, own.ending)
    rows = await tx.rows(query.where(own.council_id == council_id).order_by(own.klass))
    return act_digest(scheduled(dict(row) for row in rows))


async def _rows(tx: Tx, ids: Sequence[int], *columns: sa.ColumnElement[Any]) -> Sequence[Row]:
    """Return some columns of records, each with its key and its salt."""
    query = (
        sa.select(records.c.id, record_versions.c.salt, *columns)
        .join(record_versions, record_versions.c.record_id == records.c.id)
        .where(records.c.id.in_(ids), record_versions.c.number == 1)
    )
    return await tx.rows(query)


async def _marks(tx: Tx, ids: Sequence[int]) -> Digests:
    # A column that comes later is stated too; it must be empty for the marks there are, or be named here.
    unsaid = {"council_id", "record_id", "lifted_at", "lifted_by"}
    own = [column for column in exemptions.c if column.name not in unsaid]
    query = sa.select(exemptions.c.record_id, *own).where(
        exemptions.c.record_id.in_(ids), exemptions.c.lifted_at.is_(None)
    )
    standing: dict[int, list[dict[str, object]]] = {}
    for row in await tx.rows(query.order_by(exemptions.c.id)):
        mark = dict(row)
        standing.setdefault(row["record_id"], []).append(mark)
        del mark["record_id"]
    return {
        row["id"]: frozenset({act_digest(marked(standing.get(row["id"], ())), row["salt"] or b"")})
        for row in await _rows(tx, ids)
    }


async def _holds(tx: Tx, ids: Sequence[int]) -> Digests:
    """Return the digests of every hold records are under by their own message."""
    same = (holds.c.chat_id == records.c.chat_id) & (holds.c.message_id == records.c.message_id)
    query = (
        sa.select(records.c.id, requests.c.number)
        .join(holds, same)
        .join(requests, requests.c.id == holds.c.request_id)
        .where(records.c.id.in_(ids), holds.c.released_at.is_(None))
    )
    numbers: dict[int, list[int]] = {}
    for row in await tx.rows(query):
        numbers.setdefault(row["id"], []).append(row["number"])
    return {
        row["id"]: frozenset(
            act_digest(held(number), row["salt"] or b"") for number in numbers.get(row["id"], ())
        )
        for row in await _rows(tx, ids)
    }


def _batches(ids: Collection[int]) -> Iterator[list[int]]:
    every = sorted(ids)
    for first in range(0, len(every), BATCH):
        yield every[first : first + BATCH]
