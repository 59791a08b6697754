"""Re-reading a council's ledger and what it speaks of, to find the first thing that is wrong."""

import json

import sqlalchemy as sa

from minutebook.council.errors import LedgerBroken
from minutebook.council.ledger import EMPTY, Act, Entry, Head, content_digest, verify
from minutebook.council.records import content_of
from minutebook.storage import ledgers
from minutebook.storage.codec import message_from_json
from minutebook.storage.schema_records import record_files, record_versions, records
from minutebook.storage.store import Row, Tx


async def verify_council(tx: Tx, council_id: int, name: str, head: Head | None = None) -> Head:
    """Re-read one council's chain and every version's content.

    Args:
        head: where a digest says the chain had ended, or None.

    Raises:
        LedgerBroken: the first break, with the council's name.
    """
    try:
        entries = [entry async for entry in ledgers.entries(tx, council_id)]
        reached = verify(entries, head) if entries or head else EMPTY
        await _contents(tx, council_id, entries)
    except LedgerBroken as broken:
        raise LedgerBroken(broken.seq, broken.reason, name) from broken
    return reached


async def _contents(tx: Tx, council_id: int, entries: list[Entry]) -> None:
    """Compare each version's content and each file's digest with the entry that states it, and the other way round."""
    versions = await _versions(tx, council_id)
    files = await _files(tx, council_id)
    disposed = {entry.record_id for entry in entries if entry.act is Act.DISPOSED}
    stated: set[tuple[int, int]] = set()
    for entry in entries:
        if entry.record_id is None or entry.record_id in disposed:
            continue
        if entry.act in (Act.CAPTURED, Act.EDITED):
            stated.add((entry.record_id, entry.version))
            _check(entry, versions.get((entry.record_id, entry.version)))
        elif entry.act is Act.FILED and entry.digest not in files.get(entry.record_id, ()):
            raise LedgerBroken(entry.seq, "the file it speaks of is not the one in the store")
    unstated = sorted(set(versions) - stated)
    if unstated:
        raise LedgerBroken(
            len(entries) + 1,
            f"record key {unstated[0][0]} has a version {unstated[0][1]} the ledger does not know",
        )


def _check(entry: Entry, row: Row | None) -> None:
    if row is None:
        raise LedgerBroken(entry.seq, "the version it speaks of is missing")
    message = message_from_json(row["body"])
    if row["text"] != message.text or json.loads(row["body"]).get("text", "") != row["text"]:
        raise LedgerBroken(entry.seq, "the text it speaks of was changed")
    if content_digest(row["salt"] or b"", content_of(message)) != entry.digest:
        raise LedgerBroken(entry.seq, "the content it speaks of was changed")


async def _versions(tx: Tx, council_id: int) -> dict[tuple[int, int], Row]:
    query = (
        sa.select(record_versions)
        .join(records, records.c.id == record_versions.c.record_id)
        .where(records.c.council_id == council_id)
    )
    return {(row["record_id"], row["number"]): row for row in await tx.rows(query)}


async def _files(tx: Tx, council_id: int) -> dict[int, set[str]]:
    query = (
        sa.select(record_files.c.record_id, record_files.c.sha256)
        .join(records, records.c.id == record_files.c.record_id)
        .where(records.c.council_id == council_id, record_files.c.sha256.is_not(None))
    )
    files: dict[int, set[str]] = {}
    for row in await tx.rows(query):
        files.setdefault(row["record_id"], set()).add(row["sha256"])
    return files
