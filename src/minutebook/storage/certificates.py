"""Certificates of disposal: what stays of records that are gone, and the keys and numbers these keep taken."""

import json
from collections.abc import AsyncIterator, Collection
from datetime import datetime

import sqlalchemy as sa

from minutebook.council.disposal import Certificate, Grounds, copies_from_list, copies_to_list
from minutebook.council.ledger import Act
from minutebook.council.records import Reference, Route
from minutebook.storage import ledgers
from minutebook.storage.schema import councils
from minutebook.storage.schema_keeping import disposals
from minutebook.storage.schema_records import record_files, records
from minutebook.storage.store import Row, Tx

Highest = tuple[sa.Select[tuple[int]], ...]
"""Queries that each give a number, or none: the highest of them is what the next one comes after."""


def highest_keys() -> Highest:
    """Return the queries for the highest keys of records there are, and were: the next one's is above them."""
    return sa.select(sa.func.max(records.c.id)), sa.select(sa.func.max(disposals.c.record_id))


def highest_numbers(council_id: int, year: int) -> Highest:
    """Return the queries for the highest numbers of a council's records in a year, there are and were.

    A reference that was minuted is never given again.
    """
    return tuple(
        sa.select(sa.func.max(table.c.number)).where(table.c.council_id == council_id, table.c.year == year)
        for table in (records, disposals)
    )


async def write(tx: Tx, what: Certificate, now: datetime) -> None:
    """Keep a certificate, and state in the ledger that it was issued."""
    await tx.insert(
        disposals,
        record_id=what.record_id,
        council_id=what.council_id,
        year=what.reference.year,
        number=what.reference.number,
        route=str(what.route),
        klass=what.klass,
        grounds=str(what.grounds),
        at=what.at,
        by_id=what.by_id,
        by_name=what.by_name,
        messages=json.dumps(what.messages, separators=(",", ":")),
        content=what.content,
        files=json.dumps(what.files, separators=(",", ":")),
        copies=json.dumps(copies_to_list(what.copies), separators=(",", ":"), ensure_ascii=False),
        digest=what.digest,
    )
    await ledgers.write(
        tx,
        what.council_id,
        Act.DISPOSED,
        what.record_id,
        at=now,
        actor_id=what.by_id,
        digest=what.digest,
    )


def _read(row: Row) -> Certificate:
    return Certificate(
        row["council_id"],
        row["record_id"],
        Reference(row["year"], row["number"]),
        Route(row["route"]),
        row["klass"],
        Grounds(row["grounds"]),
        row["at"],
        row["by_id"],
        row["by_name"],
        tuple((chat, message) for chat, message in json.loads(row["messages"])),
        row["content"],
        tuple(json.loads(row["files"])),
        copies_from_list(json.loads(row["copies"])),
    )


async def by_reference(tx: Tx, council_id: int, reference: Reference) -> Certificate | None:
    """Return the certificate of a council's record that was disposed of, or None."""
    query = sa.select(disposals).where(
        disposals.c.council_id == council_id,
        disposals.c.year == reference.year,
        disposals.c.number == reference.number,
    )
    row = await tx.row(query)
    return _read(row) if row else None


async def between(
    tx: Tx, council_id: int, first: Reference, last: Reference, routes: Collection[Route] = tuple(Route)
) -> list[Certificate]:
    """Return the certificates of a council's records from one reference to another of the same year, in order."""
    query = sa.select(disposals).where(
        disposals.c.council_id == council_id,
        disposals.c.year == first.year,
        disposals.c.number.between(first.number, last.number),
        disposals.c.route.in_([str(route) for route in routes]),
    )
    return [_read(row) for row in await tx.rows(query.order_by(disposals.c.number))]


async def by_key(tx: Tx, council_id: int, record_id: int) -> Certificate | None:
    """Return the certificate of a council's record that was disposed of, by its key, or None."""
    query = sa.select(disposals).where(
        disposals.c.record_id == record_id, disposals.c.council_id == council_id
    )
    row = await tx.row(query)
    return _read(row) if row else None


async def of_council(tx: Tx, council_id: int, routes: Collection[Route] = tuple(Route)) -> list[Certificate]:
    """Return a council's certificates in the order of their references."""
    query = sa.select(disposals).where(
        disposals.c.council_id == council_id, disposals.c.route.in_([str(route) for route in routes])
    )
    return [_read(row) for row in await tx.rows(query.order_by(disposals.c.year, disposals.c.number))]


async def not_in(
    tx: Tx, known: Collection[tuple[int, datetime, int]]
) -> AsyncIterator[tuple[Certificate, datetime]]:
    """Yield every council's certificates, each with when its council was set up, but for those that are known.

    Args:
        known: council, when that was set up, and record, as `Line.key` has them.
    """
    query = sa.select(disposals, councils.c.created_at).join(
        councils, councils.c.id == disposals.c.council_id
    )
    for row in await tx.rows(query.order_by(disposals.c.at, disposals.c.record_id)):
        if (row["council_id"], row["created_at"], row["record_id"]) not in known:
            yield _read(row), row["created_at"]


async def keys(tx: Tx) -> set[int]:
    """Return the keys of all records that were disposed of, of every council."""
    return {row["record_id"] for row in await tx.rows(sa.select(disposals.c.record_id))}


async def files_in_use(tx: Tx, sha256s: Collection[str]) -> set[str]:
    """Return which of these contents some record still has, or is still being fetched for."""
    query = sa.select(record_files.c.sha256).where(record_files.c.sha256.in_(list(sha256s))).distinct()
    return {row["sha256"] for row in await tx.rows(query)}
