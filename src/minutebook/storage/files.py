"""The files of records: which are still to be fetched, and what became of them."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from minutebook.council.ledger import Act
from minutebook.storage import dispatches, ledgers
from minutebook.storage.schema_records import record_files, records
from minutebook.storage.store import Tx


@dataclass(frozen=True, slots=True)
class WantedFile:
    """A file still to be fetched: by which id, for which record of which council, after how many tries."""

    id: int
    record_id: int
    council_id: int
    file_id: str
    tries: int


async def wanted(tx: Tx, now: datetime, limit: int = 20) -> list[WantedFile]:
    """Return files due to be fetched."""
    due = record_files.c.next_at.is_(None) | (record_files.c.next_at <= now)
    query = (
        sa.select(record_files, records.c.council_id)
        .join(records, records.c.id == record_files.c.record_id)
        .where(record_files.c.state == "wanted", due)
        .order_by(record_files.c.id)
        .limit(limit)
    )
    return [
        WantedFile(row["id"], row["record_id"], row["council_id"], row["file_id"], row["tries"])
        for row in await tx.rows(query)
    ]


async def store(tx: Tx, file: WantedFile, *, sha256: str, size: int, path: str, now: datetime) -> bool:
    """Note that a file is on disk, with a ledger entry that states its digest, unless one did before.

    What was lost and comes back otherwise than it was filed is not taken for it.

    Returns:
        False if nobody wants it: its record was disposed of while it was fetched, or it is not what was filed.
    """
    row = await tx.row(sa.select(record_files.c.sha256).where(record_files.c.id == file.id))
    filed = row["sha256"] if row else None
    if filed is not None and filed != sha256:
        await put_off(tx, file, next_at=None, state="failed")
        return False
    result = await tx.run(
        sa.update(record_files)
        .where(record_files.c.id == file.id)
        .values(state="stored", sha256=sha256, size=size, path=path)
    )
    if result.rowcount == 0:
        return False
    if filed is None:
        await ledgers.write(tx, file.council_id, Act.FILED, file.record_id, at=now, actor_id=0, digest=sha256)
        await dispatches.put_files(tx, file.record_id, now)
    return True


async def put_off(
    tx: Tx, file: WantedFile, *, next_at: datetime | None, state: str = "wanted", tried: bool = True
) -> None:
    """Note that fetching failed: try again at `next_at`, or end as `failed` or `too_big`.

    Args:
        tried: whether it counts among the tries.
    """
    await tx.run(
        sa.update(record_files)
        .where(record_files.c.id == file.id)
        .values(state=state, tries=record_files.c.tries + int(tried), next_at=next_at)
    )


async def record_of(tx: Tx, file_id: int) -> int | None:
    """Return the key of the record a file is of, or None if there is no such file any more."""
    row = await tx.row(sa.select(record_files.c.record_id).where(record_files.c.id == file_id))
    return row["record_id"] if row else None


async def fetch_again(tx: Tx, council_id: int, sha256: str) -> int:
    """Let a stored file that is lost or damaged be fetched once more, for each of a council's records that has it.

    It stays filed under its digest, so that the ledger does not verify until it is whole. Return for how many.
    """
    own = sa.select(records.c.id).where(records.c.council_id == council_id)
    # Not one that is being fetched already: its waiting would begin anew at every look.
    lost = (record_files.c.sha256 == sha256) & record_files.c.state.in_(["stored", "failed"])
    result = await tx.run(
        sa.update(record_files)
        .where(lost, record_files.c.record_id.in_(own))
        .values(state="wanted", tries=0, next_at=None)
    )
    tx.wakes_files = True
    return result.rowcount
