"""Disposal: everything of a record goes but its certificate, which lists where copies of it had gone.

The record's row goes too; its key and its number are not given again (`standing.before`).
"""

import json
import sqlite3
from datetime import datetime

import sqlalchemy as sa

from minutebook.council.disposal import (
    Certificate,
    CopyOut,
    Grounds,
    HeldError,
    Line,
    backups_out,
)
from minutebook.council.records import Reference, Route
from minutebook.storage import (
    candidates,
    certificates,
    copies,
    facts,
    forwards,
    keeping,
    people,
    search,
    snapshots,
    traces,
)
from minutebook.storage import exemptions as marks
from minutebook.storage.codec import message_from_json
from minutebook.storage.members import places_of
from minutebook.storage.schema import councils
from minutebook.storage.schema_keeping import copies as copies_table
from minutebook.storage.schema_keeping import disposals, exemptions
from minutebook.storage.schema_records import record_files, record_members, record_versions, records
from minutebook.storage.store import Row, Tx

SHREDS_ITSELF = (3, 42)
"""The first SQLite whose search index overwrites what is deleted from it (sqlite.org/fts5.html, secure-delete)."""

TO_SHRED = "search_to_shred"
"""The fact that something was taken from the search index and may still stand in its pages."""


async def dispose(
    tx: Tx, record_id: int, grounds: Grounds, *, by: int, by_name: str, now: datetime
) -> Certificate:
    """Dispose of a record: its versions, members, files' rows, notes, search text and traces elsewhere.

    The certificate and its ledger entry are written in the same transaction. The bytes of its files, and what is
    left in the search index's pages and the WAL, are gone once `bot.disposals.Register.settle` has run after it.

    Raises:
        HeldError: it is on hold for a request.
        RuntimeError: there is no such record; keys are ours.
    """
    row = await tx.row(sa.select(records).where(records.c.id == record_id))
    if row is None:
        raise RuntimeError(f"no record {record_id}")
    if await keeping.is_held(tx, record_id):
        raise HeldError
    certificate = await _certificate(tx, row, grounds, by, by_name, now)
    await _remove(tx, certificate, await _texts(tx, row), by, now)
    await certificates.write(tx, certificate, now)
    return certificate


async def _certificate(
    tx: Tx, row: Row, grounds: Grounds, by: int, by_name: str, now: datetime
) -> Certificate:
    first = await tx.row(
        sa.select(record_versions.c.digest)
        .where(record_versions.c.record_id == row["id"])
        .order_by(record_versions.c.number)
        .limit(1)
    )
    files = sa.select(record_files.c.sha256).where(
        record_files.c.record_id == row["id"], record_files.c.sha256.is_not(None)
    )
    return Certificate(
        council_id=row["council_id"],
        record_id=row["id"],
        reference=Reference(row["year"], row["number"]),
        route=Route(row["route"]),
        klass=row["klass"],
        grounds=grounds,
        at=now,
        by_id=by,
        by_name=by_name[:255],
        messages=await _messages(tx, row),
        content=first["digest"] if first else "",
        files=tuple(sorted({one["sha256"] for one in await tx.rows(files)})),
        copies=tuple(await _copies(tx, row)),
    )


async def _messages(tx: Tx, row: Row) -> tuple[traces.Key, ...]:
    """Return every message that a record is of, in order: its place, its members, its albums, and where it was said.

    What was forwarded to the bot is addressed in the private chat, and of an album one item is; what was flagged, and
    learned from, stands in the group. Where nothing else is left to tell them by, all that was flagged in that second
    is taken for it: better that a lesson too many goes than that one stays of what was disposed of. Beside what a
    note was told apart from, the note alone is disposed of.
    """
    m, own = record_members.c, sa.select(record_versions.c.body)
    versions = await tx.rows(own.where(record_versions.c.record_id == row["id"]))
    members = await tx.rows(sa.select(m.chat_id, m.message_id, m.body).where(m.record_id == row["id"]))
    members = [one for one in members if not await _outlives(tx, row, (one["chat_id"], one["message_id"]))]
    found = {(one["chat_id"], one["message_id"]) for one in (row, *members)}
    for message in (message_from_json(one["body"]) for one in (*versions, *members)):
        if message.chat_id > 0 or message.album_id:
            found |= {
                (flag.chat_id, flag.message_id)
                for flag in await forwards.flagged(tx, row["council_id"], message)
            }
    return await traces.with_albums(tx, found)


async def _outlives(tx: Tx, row: Row, key: traces.Key) -> bool:
    """Whether a member of a record is the clerk's all the same: its note was told apart, and it is not withheld itself."""
    if not any(place.apart for place in await places_of(tx, *key) if place.record_id == row["id"]):
        return False
    flag = await candidates.of_message(tx, *key)
    return flag is None or flag.route is Route.CLERK


async def _copies(tx: Tx, row: Row) -> list[CopyOut]:
    """Return where copies went, and which other records repeat what this one said."""
    return [
        *(CopyOut(copy.way, copy.place, copy.at) for copy in await copies.of_record(tx, row["id"])),
        *(CopyOut("record", str(ref), at) for ref, at in await repeated_in(tx, row["id"])),
        *await in_backups(tx, row["id"]),
    ]


async def in_backups(tx: Tx, record_id: int) -> tuple[CopyOut, ...]:
    """Return the backups that may hold what a record says, as one copy; empty where none is known to."""
    made = [datetime.fromisoformat(at) for at in json.loads(await facts.get(tx, snapshots.BACKUPS) or "[]")]
    if not made:
        return ()
    since = await _known_since(tx, record_id)
    holding = [at for at in made if at >= since]
    return (backups_out(holding),) if holding else ()


async def _known_since(tx: Tx, record_id: int) -> datetime:
    """Return from when on a database may hold what a record says: in the short memory, before it was captured."""
    row = await tx.row(sa.select(records).where(records.c.id == record_id))
    if row is None:
        raise RuntimeError(f"no record {record_id}")
    bodies = sa.select(record_members.c.body).where(record_members.c.record_id == record_id)
    said = [message_from_json(one["body"]).sent_at for one in await tx.rows(bodies)]
    # Telegram's clock says when it was sent, and the computer's, which may be slow, when it was captured.
    known: list[datetime] = [row["sent_at"], row["captured_at"], *said]
    return min(known)


async def repeated_in(tx: Tx, record_id: int) -> list[tuple[Reference, datetime]]:
    """Return the other records of the same readers that repeat what a record says, and when each was captured.

    They answer it and hold what they answered, or hold one of its messages in a conversation of their own.
    """
    row = await tx.row(sa.select(records).where(records.c.id == record_id))
    if row is None:
        return []
    messages = sa.select(record_members.c.message_id).where(record_members.c.record_id == record_id)
    about = sa.union(messages, sa.select(sa.literal(row["message_id"])))
    answers = sa.and_(
        records.c.chat_id == row["chat_id"], records.c.reply_to.in_(about), records.c.reply_text.is_not(None)
    )
    member = sa.exists().where(
        record_members.c.record_id == records.c.id,
        record_members.c.chat_id == row["chat_id"],
        record_members.c.message_id.in_(about),
    )
    alone = sa.and_(records.c.chat_id == row["chat_id"], records.c.message_id.in_(messages))
    query = sa.select(records.c.year, records.c.number, records.c.captured_at).where(
        records.c.council_id == row["council_id"],
        records.c.route == row["route"],
        records.c.id != record_id,
        sa.or_(answers, member, alone),
    )
    rows = await tx.rows(query.order_by(records.c.id))
    return [(Reference(one["year"], one["number"]), one["captured_at"]) for one in rows]


async def _texts(tx: Tx, row: Row) -> list[str]:
    """Return everything in words that what waits to be sent may repeat of a record."""
    versions = sa.select(record_versions.c.text).where(record_versions.c.record_id == row["id"])
    members = sa.select(record_members.c.body).where(record_members.c.record_id == row["id"])
    return [
        *(one["text"] for one in await tx.rows(versions)),
        *(message_from_json(one["body"]).text for one in await tx.rows(members)),
        row["note"] or "",
    ]


async def _remove(tx: Tx, what: Certificate, texts: list[str], by: int, now: datetime) -> None:
    key = what.record_id
    ref = str(what.reference)
    await traces.forget(tx, what.council_id, what.messages, texts, ref, by=by, now=now, route=what.route)
    await traces.forget_dispatches(tx, key)
    await search.forget(tx, key)
    await facts.put(tx, TO_SHRED, "1")
    tx.disposes = True
    await marks.hand_on(tx, what.council_id, key, by=by, now=now)
    for table in (exemptions, copies_table, record_members, record_versions, record_files):
        await tx.run(sa.delete(table).where(table.c.record_id == key))
    await tx.run(sa.delete(records).where(records.c.id == key))


async def again(tx: Tx, line: Line, *, now: datetime) -> bool:
    """Dispose of a record anew, from its line in the register, after an older database was put back.

    Of a record that this database never had, the certificate is written all the same, so that its key and its
    reference are not given again.

    Returns:
        Whether there was anything to do: False where it is done already, or the line is another database's.

    Raises:
        HeldError: it is on hold.
    """
    council = await tx.row(sa.select(councils.c.created_at).where(councils.c.id == line.council_id))
    if council is None or council["created_at"] != line.since:
        return False
    if await tx.row(sa.select(disposals.c.record_id).where(disposals.c.record_id == line.record_id)):
        return False
    row = await tx.row(sa.select(records).where(records.c.id == line.record_id))
    if row is not None:
        name = await people.name_of(tx, line.by_id)
        certificate = await _certificate(tx, row, line.grounds, line.by_id, name, line.at)
        if certificate.content != line.content or certificate.council_id != line.council_id:
            return False
        if await keeping.is_held(tx, line.record_id):
            raise HeldError
        await _remove(tx, certificate, await _texts(tx, row), line.by_id, now)
    else:
        certificate = _of_line(line, await people.name_of(tx, line.by_id))
        ref, by = str(line.reference), line.by_id
        await traces.forget(tx, line.council_id, line.messages, (), ref, by=by, now=now, route=line.route)
    await certificates.write(tx, certificate, now)
    return True


def _of_line(line: Line, name: str) -> Certificate:
    return Certificate(
        line.council_id,
        line.record_id,
        line.reference,
        line.route,
        line.klass,
        line.grounds,
        line.at,
        line.by_id,
        name,
        line.messages,
        line.content,
        line.files,
    )


async def shred(tx: Tx) -> bool:
    """Make sure that nothing of what was disposed of stays in the pages of the search index; say whether it might have.

    For an SQLite that does not see to it by itself: the whole index is written anew, which takes seconds for a
    million records. So once after several disposals, and not in their transactions.
    """
    if not await facts.get(tx, TO_SHRED):
        return False
    await facts.put(tx, TO_SHRED, "")
    if sqlite3.sqlite_version_info < SHREDS_ITSELF:
        await search.shred(tx)
    return True
