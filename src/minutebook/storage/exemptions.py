"""Exemptions on disk: marked and lifted with their ledger entries; lent to the records that repeat what is withheld."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from minutebook.council.exemptions import Key, Mark, looked_at
from minutebook.council.ledger import Act
from minutebook.council.records import Reference, Route
from minutebook.council.unlooked import Unlooked, handed_on, unlooked
from minutebook.storage import forwarded_lenders, ledgers, record_rows, stated, withheld_files
from minutebook.storage.schema_keeping import exemptions
from minutebook.storage.schema_records import record_members, record_versions, records
from minutebook.storage.store import Row, Tx
from minutebook.storage.withheld_files import Same

BATCH = 500
"""Keys asked for at once, well below SQLite's limit of bound values."""


def _mark(row: Row) -> Mark:
    return Mark(
        id=row["id"],
        record_id=row["record_id"],
        reason=row["reason"],
        at=row["marked_at"],
        by=row["marked_by"],
        by_name=row["marked_by_name"],
        words=row["words"],
        version=row["version"],
        begins=row["begins"],
        ends=row["ends"],
        seen=row["seen"],
        file_id=row["file_id"],
        request_id=row["request_id"],
        note=row["note"],
        about=None if row["about_message"] is None else (row["about_chat"], row["about_message"]),
    )


async def add(tx: Tx, council_id: int, mark: Mark) -> int:
    """Keep a mark, with its ledger entry, and return its key; the one it is given is not looked at."""
    key = await tx.insert(
        exemptions,
        council_id=council_id,
        record_id=mark.record_id,
        request_id=mark.request_id,
        version=mark.version,
        begins=mark.begins,
        ends=mark.ends,
        words=mark.words,
        seen=mark.seen,
        file_id=mark.file_id,
        about_chat=mark.about[0] if mark.about else None,
        about_message=mark.about[1] if mark.about else None,
        reason=mark.reason,
        note=mark.note,
        marked_at=mark.at,
        marked_by=mark.by,
        marked_by_name=mark.by_name,
    )
    await ledgers.write(
        tx,
        council_id,
        Act.EXEMPTED,
        mark.record_id,
        at=mark.at,
        actor_id=mark.by,
        version=mark.version,
        digest=await stated.of_record(tx, Act.EXEMPTED, mark.record_id),
    )
    return key


async def get(tx: Tx, council_id: int, mark_id: int) -> Mark | None:
    """Return a mark of a council that stands, or None."""
    query = sa.select(exemptions).where(
        exemptions.c.id == mark_id, exemptions.c.council_id == council_id, exemptions.c.lifted_at.is_(None)
    )
    row = await tx.row(query)
    return _mark(row) if row else None


async def lift(tx: Tx, council_id: int, mark: Mark, *, by: int, now: datetime) -> bool:
    """Take a mark away, with its ledger entry; say whether it still stood."""
    result = await tx.run(
        sa.update(exemptions)
        .where(
            exemptions.c.id == mark.id,
            exemptions.c.council_id == council_id,
            exemptions.c.lifted_at.is_(None),
        )
        .values(lifted_at=now, lifted_by=by)
    )
    if result.rowcount == 0:
        return False
    await _state(tx, council_id, Act.UNEXEMPTED, mark, by=by, now=now)
    return True


async def put_back(tx: Tx, council_id: int, mark_id: int, *, by: int, now: datetime) -> Mark | None:
    """Let a lifted mark stand again, with its ledger entry; None if none such was lifted."""
    result = await tx.run(
        sa.update(exemptions)
        .where(
            exemptions.c.id == mark_id,
            exemptions.c.council_id == council_id,
            exemptions.c.lifted_at.is_not(None),
        )
        .values(lifted_at=None, lifted_by=None)
    )
    mark = await get(tx, council_id, mark_id) if result.rowcount else None
    if mark is not None:
        await _state(tx, council_id, Act.EXEMPTED, mark, by=by, now=now)
    return mark


async def _state(tx: Tx, council_id: int, act: Act, mark: Mark, *, by: int, now: datetime) -> None:
    """State in the ledger what was done with a mark, and so which marks now stand on its record."""
    digest = await stated.of_record(tx, act, mark.record_id)
    await ledgers.write(
        tx, council_id, act, mark.record_id, at=now, actor_id=by, version=mark.version, digest=digest
    )


async def look(tx: Tx, council_id: int, record_id: int, version: int, *, by: int, now: datetime) -> None:
    """Note, with a ledger entry, that the clerk has read a record up to a version, and its marks are enough."""
    await tx.run(
        sa.update(exemptions)
        .where(exemptions.c.record_id == record_id, exemptions.c.seen < version)
        .values(seen=version)
    )
    digest = await stated.of_record(tx, Act.NOTED, record_id)
    await ledgers.write(
        tx, council_id, Act.NOTED, record_id, at=now, actor_id=by, version=version, digest=digest
    )


async def hand_on(tx: Tx, council_id: int, record_id: int, *, by: int, now: datetime) -> None:
    """Let the records that repeat what is withheld of one withhold it by themselves: before that one is disposed of.

    Without the clerk's note: that was about the other record.
    """
    if not await own(tx, record_id):
        return
    row = await tx.row(sa.select(records.c.chat_id, records.c.message_id).where(records.c.id == record_id))
    assert row is not None
    parts = sa.select(record_members.c.message_id).where(record_members.c.record_id == record_id)
    about = sa.union(parts, sa.select(sa.literal(row["message_id"])))
    holds = sa.exists().where(
        record_members.c.record_id == records.c.id,
        record_members.c.chat_id == row["chat_id"],
        record_members.c.message_id.in_(about),
    )
    repeats = sa.or_(records.c.reply_to.in_(about), records.c.message_id.in_(parts), holds)
    query = sa.select(records).where(
        records.c.council_id == council_id,
        records.c.id != record_id,
        sa.or_(
            (records.c.chat_id == row["chat_id"]) & repeats,
            records.c.id.in_(withheld_files.sharing(record_id)),
            records.c.id.in_(await forwarded_lenders.borrowers(tx, record_id)),
        ),
    )
    found = await tx.rows(query)
    for record in await record_rows.whole(tx, found):
        marks = (await of_records(tx, [record.id])).get(record.id, [])
        lent = [mark for mark in marks if mark.record_id == record_id]
        known = [mark for mark in marks if mark.record_id == record.id]
        for mark in dict.fromkeys(handed_on(record, lent, known)):
            await add(tx, council_id, replace(mark, note="", by=by, at=now))


async def own(tx: Tx, record_id: int) -> list[Mark]:
    """Return the marks that stand on one record itself, in the order made."""
    return (await _standing(tx, [record_id])).get(record_id, [])


async def of_records(tx: Tx, ids: Collection[int], request_id: int | None = None) -> dict[int, list[Mark]]:
    """Return the marks a copy of each record is made under: its own, and those lent to it by what it repeats.

    Args:
        request_id: the information request the copy is for: marks made for another are then left out. None for any
            other copy, made under every mark.

    Returns:
        One list a record that has any; in the order made.
    """
    wanted = list(ids)
    found: dict[int, list[Mark]] = {}
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        lenders = [*await _lenders(tx, batch), *await forwarded_lenders.lenders(tx, batch)]
        pairs = {(borrower, lender) for borrower, lender, _ in lenders}
        same = [*await withheld_files.same(tx, batch), *await withheld_files.twins(tx, pairs)]
        lending = {*(lender for _, lender, _ in lenders), *(one.lender_id for one in same)}
        known = await _standing(tx, {*batch, *lending}, request_id)
        new = await _unlooked(tx, {key: known[key] for key in lending if key in known})
        for record_id in batch:
            lent = [
                replace(_lent(mark), about=about, later=new[lender].lines.get(mark.id, ()))
                for borrower, lender, about in lenders
                if borrower == record_id
                for mark in known.get(lender, [])
                # What is withheld of another record's words is no withholding of this one's.
                if mark.file_id is None and not (mark.whole and mark.about)
            ]
            marks = [*known.get(record_id, []), *lent, *_of_files(record_id, same, known, new)]
            if marks:
                found[record_id] = list(dict.fromkeys(sorted(marks, key=lambda mark: mark.id)))
    return found


def _of_files(
    record_id: int, same: Iterable[Same], known: Mapping[int, list[Mark]], new: Mapping[int, Unlooked]
) -> Iterator[Mark]:
    """Yield the marks on a record's files that have the content of a withheld one."""
    for one in same:
        for mark in known.get(one.lender_id, []) if one.record_id == record_id else ():
            if mark.id == one.mark_id:
                waits = one.other_id in new[one.lender_id].files.get(mark.id, ())
                whole = mark.whole and mark.about is None
                if waits or whole or mark.file_id == one.other_id:
                    yield replace(_lent(mark), file_id=one.file_id, words="", awaits=waits)


def _lent(mark: Mark) -> Mark:
    """Return a mark as another record is lent it: no version, nor place in one, is that record's."""
    return replace(mark, version=0, begins=None, ends=None, seen=0)


async def _unlooked(tx: Tx, known: Mapping[int, list[Mark]]) -> dict[int, Unlooked]:
    """Return what came to each of some marked records that nobody has looked at."""
    last = sa.func.max(record_versions.c.number).label("last")
    query = sa.select(record_versions.c.record_id, last).where(record_versions.c.record_id.in_(list(known)))
    lasts = {row["record_id"]: row["last"] for row in await tx.rows(query.group_by("record_id"))}
    later = [key for key, number in lasts.items() if number > looked_at(known[key])]
    found = {key: Unlooked() for key in known}
    for start in range(0, len(later), BATCH):
        rows = await tx.rows(sa.select(records).where(records.c.id.in_(later[start : start + BATCH])))
        for record in await record_rows.whole(tx, rows):
            found[record.id] = unlooked(record, known[record.id])
    return found


async def _standing(tx: Tx, ids: Iterable[int], request_id: int | None = None) -> dict[int, list[Mark]]:
    """Return the marks that stand on records; `request_id` as for `of_records`."""
    query = sa.select(exemptions).where(
        exemptions.c.record_id.in_(list(ids)), exemptions.c.lifted_at.is_(None)
    )
    found: dict[int, list[Mark]] = {}
    for row in await tx.rows(query.order_by(exemptions.c.id)):
        if request_id is None or row["request_id"] in (None, request_id):
            found.setdefault(row["record_id"], []).append(_mark(row))
    return found


async def _lenders(tx: Tx, ids: list[int]) -> list[tuple[int, int, Key | None]]:
    """Return which records repeat which others, and which message of theirs: borrower, lender, message.

    An answer repeats what it answers, wherever that is on record; a conversation its messages; a message on record
    by itself what a conversation holds of it, and is withheld with all of that. What is for the staffing recipient
    alone lends nothing to what is the clerk's: that would tell of it.
    """
    mine, other = records.alias("mine"), records.alias("other")
    held, holds = record_members.alias("held"), record_members.alias("holds")

    def same(
        first: sa.FromClause, second: sa.FromClause, number: str = "message_id"
    ) -> sa.ColumnElement[bool]:
        return (first.c.chat_id == second.c.chat_id) & (first.c.message_id == second.c[number])

    def chosen(message: sa.ColumnElement[int]) -> sa.Select[tuple[int, int, int, int]]:
        marked = sa.exists().where(exemptions.c.record_id == other.c.id, exemptions.c.lifted_at.is_(None))
        shown = sa.or_(other.c.route == mine.c.route, other.c.route == str(Route.CLERK))
        query = sa.select(mine.c.id.label("borrower"), other.c.id.label("lender"), mine.c.chat_id, message)
        return query.where(mine.c.id.in_(ids), mine.c.id != other.c.id, marked, shown).distinct()

    of_holds, of_held = holds.c.record_id == other.c.id, held.c.record_id == mine.c.id
    answered, message = mine.c.reply_to.label("message_id"), held.c.message_id
    parts = (
        (chosen(answered).where(same(other, mine, "reply_to")), False),
        (chosen(answered).where(of_holds, same(holds, mine, "reply_to")), False),
        (chosen(message).where(of_held, same(other, held)), False),
        (chosen(message).where(of_held, of_holds, same(holds, held)), False),
        (chosen(mine.c.message_id).where(of_holds, same(holds, mine)), True),
    )
    found: list[tuple[int, int, Key | None]] = []
    for query, whole in parts:
        for row in await tx.rows(query):
            about = None if whole else (row["chat_id"], row["message_id"])
            found.append((row["borrower"], row["lender"], about))
    return found


async def by_reference(tx: Tx, council_id: int, request_id: int | None = None) -> dict[Reference, list[Mark]]:
    """Return all marks that stand in a council, by the record that was marked; `request_id` as for `of_records`."""
    query = sa.select(exemptions, records.c.year, records.c.number).join(
        records, records.c.id == exemptions.c.record_id
    )
    where = (exemptions.c.council_id == council_id) & exemptions.c.lifted_at.is_(None)
    found: dict[Reference, list[Mark]] = {}
    for row in await tx.rows(query.where(where).order_by(exemptions.c.id)):
        if request_id is None or row["request_id"] in (None, request_id):
            found.setdefault(Reference(row["year"], row["number"]), []).append(_mark(row))
    return found
