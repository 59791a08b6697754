"""The ledger on disk: appended to in the transaction of the act it states, never changed."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from minutebook.council.ledger import EMPTY, Act, Entry, Head, append
from minutebook.storage.schema_records import ledger, records
from minutebook.storage.store import Row, Tx

BATCH = 500
"""Keys asked for at once, well below SQLite's limit of bound values."""


def _entry(row: Row) -> Entry:
    return Entry(
        row["council_id"],
        row["seq"],
        row["at"],
        Act(row["act"]),
        row["record_id"],
        row["version"],
        row["actor_id"],
        row["digest"],
        row["previous"],
        row["seal"],
    )


async def head(tx: Tx, council_id: int) -> Head:
    """Return where a council's chain ends."""
    query = sa.select(ledger.c.seq, ledger.c.seal).where(ledger.c.council_id == council_id)
    row = await tx.row(query.order_by(ledger.c.seq.desc()).limit(1))
    return Head(row["seq"], row["seal"]) if row else EMPTY


async def write(
    tx: Tx,
    council_id: int,
    act: Act,
    record_id: int | None,
    *,
    at: datetime,
    actor_id: int,
    version: int = 0,
    digest: str = "",
    after: Head | None = None,
) -> Head:
    """Append an entry to a council's chain and return its new end.

    `tx` writes, so head and append are one immediate transaction.

    Args:
        after: where the chain ends, if that was read in this transaction already; else None.
    """
    entry = append(
        after or await head(tx, council_id),
        council_id=council_id,
        at=at,
        act=act,
        record_id=record_id,
        version=version,
        actor_id=actor_id,
        digest=digest,
    )
    await tx.run(ledger.insert(), _values(entry))
    return Head(entry.seq, entry.seal)


async def write_each(
    tx: Tx,
    council_id: int,
    act: Act,
    record_ids: Sequence[int],
    *,
    at: datetime,
    actor_id: int,
    digests: Mapping[int, str],
) -> None:
    """Append an entry for each of some records, in their order: one act that was done to all of them.

    Args:
        digests: by record.
    """
    reached = await head(tx, council_id)
    rows = []
    for record_id in record_ids:
        entry = append(
            reached,
            council_id=council_id,
            at=at,
            act=act,
            record_id=record_id,
            actor_id=actor_id,
            digest=digests.get(record_id, ""),
        )
        rows.append(_values(entry))
        reached = Head(entry.seq, entry.seal)
    if rows:
        await tx.run(ledger.insert(), rows)


def _values(entry: Entry) -> dict[str, object]:
    return {
        "council_id": entry.council_id,
        "seq": entry.seq,
        "at": entry.at,
        "act": str(entry.act),
        "record_id": entry.record_id,
        "version": entry.version,
        "actor_id": entry.actor_id,
        "digest": entry.digest,
        "previous": entry.previous,
        "seal": entry.seal,
    }


async def versions_at_capture(tx: Tx, record_ids: Collection[int]) -> dict[int, int]:
    """Return how many versions each record had when it was captured; those captured with it have its instant."""
    query = (
        sa.select(ledger.c.record_id, sa.func.max(ledger.c.version).label("number"))
        .join(
            records,
            # The council too, for the index.
            sa.and_(
                records.c.id == ledger.c.record_id,
                records.c.council_id == ledger.c.council_id,
                records.c.captured_at == ledger.c.at,
            ),
        )
        .where(
            ledger.c.record_id.in_(list(record_ids)), ledger.c.act.in_([str(Act.CAPTURED), str(Act.EDITED)])
        )
        .group_by(ledger.c.record_id)
    )
    return {row["record_id"]: row["number"] for row in await tx.rows(query)}


async def entries(tx: Tx, council_id: int, page: int = 2_000) -> AsyncIterator[Entry]:
    """Yield a council's entries in order, a page at a time."""
    after = 0
    while True:
        query = sa.select(ledger).where(ledger.c.council_id == council_id, ledger.c.seq > after)
        rows = await tx.rows(query.order_by(ledger.c.seq).limit(page))
        for row in rows:
            yield _entry(row)
        if len(rows) < page:
            return
        after = rows[-1]["seq"]


async def of_records(
    tx: Tx, council_id: int, record_ids: Collection[int], also: Collection[int] = ()
) -> list[Entry]:
    """Return the entries about some of a council's records, in order, and those with the numbers `also`."""
    found: dict[int, Entry] = {}
    ids = list(record_ids)
    for first in range(0, len(ids), BATCH):
        about = ledger.c.record_id.in_(ids[first : first + BATCH])
        for row in await tx.rows(sa.select(ledger).where(ledger.c.council_id == council_id, about)):
            found[row["seq"]] = _entry(row)
    numbered = sa.select(ledger).where(ledger.c.council_id == council_id, ledger.c.seq.in_(list(also)))
    for row in await tx.rows(numbered):
        found[row["seq"]] = _entry(row)
    return [found[seq] for seq in sorted(found)]
