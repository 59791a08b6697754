"""Re-reading a council's ledger and what it speaks of, to find the first thing that is wrong.

A page of entries is read with the content each speaks of, and checked in a thread while the next is read; memory
stays flat however long the ledger is. What is in the store without an entry is looked for last.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa

from minutebook.council.errors import LedgerBroken
from minutebook.council.ledger import Chain, Head, Witness
from minutebook.storage import certificates, ledgers
from minutebook.storage.schema_records import digests
from minutebook.storage.store import Tx
from minutebook.storage.verifying_acts import changed
from minutebook.storage.verifying_page import Checker
from minutebook.storage.verifying_rows import FileRow, Files, MemberRow, Page, PageRow
from minutebook.storage.verifying_unstated import check_unstated

PAGE = 2_000
"""Entries read and checked at a time."""

Progress = Callable[[int, int], None]
"""Told how many entries have been checked, and of how many."""


async def verify_council(
    tx: Tx,
    council_id: int,
    name: str,
    head: Head | Witness | None = None,
    *,
    folder: Path | None = None,
    progress: Progress = lambda done, total: None,
) -> Head:
    """Re-read one council's chain, every version's and member's content, its files and certificates of
    disposal, what stands beside these and says the same, and what was done to records as it was stated.

    Args:
        head: where a digest says the chain had ended, or None. What the store itself remembers of the digests
            is compared too.
        folder: of the files, whose bytes are read; None leaves them unread.

    Raises:
        LedgerBroken: the first break, with the council's name.
    """
    try:
        return await _verify(tx, council_id, head, folder, progress)
    except LedgerBroken as broken:
        raise LedgerBroken(broken.seq, broken.reason, name, broken.file) from broken


async def _verify(
    tx: Tx, council_id: int, head: Head | Witness | None, folder: Path | None, progress: Progress
) -> Head:
    witness = Witness(head.seal, head.count) if isinstance(head, Head) else head
    chain = Chain([*([witness] if witness else []), *await _stated(tx, council_id)])
    checker = Checker(council_id, chain, folder)
    total = (await ledgers.head(tx, council_id)).count
    page = await _read(tx, council_id, 0)
    while page.rows:
        checking = asyncio.create_task(asyncio.to_thread(checker.take, page))
        try:
            following = await _read(tx, council_id, page.rows[-1].seq)
        finally:
            await checking
        progress(min(page.rows[-1].seq, total), total)
        page = following
    reached = checker.finish()
    await checker.standing.check(tx, council_id, reached)
    await check_unstated(tx, council_id, reached)
    return reached


async def _stated(tx: Tx, council_id: int) -> list[Witness]:
    """Return what the digests stated, as the store remembers them."""
    query = sa.select(digests.c.count, digests.c.head).where(
        digests.c.council_id == council_id, digests.c.count > 0
    )
    return [Witness(row["head"], row["count"]) for row in await tx.rows(query.distinct())]


_PAGE = sa.text(
    """
SELECT l.seq, l.at, l.act, l.record_id, l.version, l.actor_id, l.digest, l.previous, l.seal,
  v.text, v.body, v.salt, v.digest, v.at, v.poll_id,
  r.council_id, r.chat_id, r.message_id, r.topic_id, r.sender_id, r.sender_name, r.sender_username, r.sender_kind,
  r.sent_at, r.captured_at, r.captured_by, r.captured_by_name, r.note,
  r.reply_to, r.reply_sender, r.reply_text, r.quote, r.forward_from, r.other,
  r.classed_by, r.keep_until, coalesce(r.year, d.year), coalesce(r.number, d.number), d.record_id IS NOT NULL
FROM ledger l
LEFT JOIN record_versions v ON l.act IN ('captured', 'edited') AND v.record_id = l.record_id AND v.number = l.version
LEFT JOIN records r ON l.act IN ('captured', 'edited') AND r.id = l.record_id
LEFT JOIN disposals d ON d.record_id = l.record_id AND d.council_id = l.council_id
WHERE l.council_id = :council AND l.seq > :after ORDER BY l.seq LIMIT :limit
"""
)


async def _read(tx: Tx, council_id: int, after: int) -> Page:
    """Return the entries that follow one, with what they speak of; no rows at the end."""
    found = await tx.run(_PAGE, {"council": council_id, "after": after, "limit": PAGE})
    rows = [PageRow._make(row) for row in found.all()]
    return Page(
        rows,
        await _members(tx, rows),
        await _certificates(tx, council_id, rows),
        await _files(tx, rows),
        await changed(tx, council_id, rows),
    )


async def _members(tx: Tx, rows: Sequence[PageRow]) -> dict[int, list[MemberRow]]:
    """Return the members of the conversations that a page speaks of, in order, by record."""
    wanted = {row.record_id or 0 for row in rows if row.body is not None and '"members":' in row.body}
    if not wanted:
        return {}
    query = sa.text(
        "SELECT m.record_id, m.position, m.number, m.chat_id, m.message_id, m.body, m.salt, m.digest, m.poll_id"
        " FROM record_members m WHERE m.record_id IN :ids ORDER BY m.record_id, m.position, m.number"
    ).bindparams(sa.bindparam("ids", expanding=True))
    found: dict[int, list[MemberRow]] = {}
    for row in (await tx.run(query, {"ids": sorted(wanted)})).all():
        found.setdefault(row[0], []).append(MemberRow._make(row[1:]))
    return found


async def _files(tx: Tx, rows: Sequence[PageRow]) -> Files:
    """Return the files of the records whose versions on a page carry any, or that it says were filed."""
    wanted = {
        row.record_id or 0
        for row in rows
        if row.act == "filed" or (row.body is not None and '"attachments":' in row.body)
    }
    if not wanted:
        return {}
    query = sa.text(
        "SELECT f.record_id, f.version, f.kind, f.unique_id, f.name, f.mime, f.size, f.sha256, f.path"
        " FROM record_files f WHERE f.record_id IN :ids ORDER BY f.id"
    ).bindparams(sa.bindparam("ids", expanding=True))
    found: dict[int, list[FileRow]] = {}
    for row in (await tx.run(query, {"ids": sorted(wanted)})).all():
        found.setdefault(row[0], []).append(FileRow._make(row[1:]))
    return found


async def _certificates(tx: Tx, council_id: int, rows: Iterable[PageRow]) -> dict[int, str]:
    """Return the digests of the certificates of disposal of which a page speaks, by record; of those that are whole."""
    found: dict[int, str] = {}
    for row in rows:
        if row.act == "disposed" and row.record_id is not None:
            # What cannot be read is as good as missing.
            with suppress(ValueError, KeyError, TypeError):
                certificate = await certificates.by_key(tx, council_id, row.record_id)
                found |= {row.record_id: certificate.digest} if certificate else {}
    return found
