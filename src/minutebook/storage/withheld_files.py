"""Files of the same content as one that is withheld: a copy that gave any of them out would give out that one."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from minutebook.council.records import Route
from minutebook.storage.schema_keeping import exemptions
from minutebook.storage.schema_records import record_files, records
from minutebook.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Same:
    """A file of one record with the content of one that a mark on another, or the same, withholds, or may.

    Attributes:
        other_id: that file: another than the one marked where it came later, and nobody may have looked at it yet.
    """

    record_id: int
    file_id: int
    lender_id: int
    mark_id: int
    other_id: int


async def same(tx: Tx, ids: Collection[int]) -> list[Same]:
    """Return which files of some records have the content of a withheld one of their council's.

    What is for the staffing recipient alone lends nothing to what is the clerk's: that would tell of it.
    """
    mine, other = record_files.alias("mine"), record_files.alias("other")
    borrower, lender = records.alias("borrower"), records.alias("lender")
    query = (
        _pairs(mine, other)
        .join(borrower, borrower.c.id == mine.c.record_id)
        .join(other, _same(mine, other))
        .join(lender, lender.c.id == other.c.record_id)
        .join(exemptions, _withholds(other))
        .where(
            mine.c.record_id.in_(list(ids)),
            lender.c.council_id == borrower.c.council_id,
            sa.or_(lender.c.route == borrower.c.route, lender.c.route == str(Route.CLERK)),
        )
    )
    return await _read(tx, query)


async def twins(tx: Tx, pairs: Collection[tuple[int, int]]) -> list[Same]:
    """Return which files of some records are, by Telegram's id, a withheld one of a record that they repeat.

    So they are known too where one of the two was never fetched: its name alone would tell of it.

    Args:
        pairs: the record that repeats, and the one that it repeats.
    """
    if not pairs:
        return []
    mine, other = record_files.alias("mine"), record_files.alias("other")
    query = (
        _pairs(mine, other)
        .join(other, mine.c.unique_id == other.c.unique_id)
        .join(exemptions, _withholds(other))
        .where(
            mine.c.record_id.in_(sorted({borrower for borrower, _ in pairs})),
            other.c.record_id.in_(sorted({lender for _, lender in pairs})),
        )
    )
    return [one for one in await _read(tx, query) if (one.record_id, one.lender_id) in pairs]


def _pairs(mine: sa.FromClause, other: sa.FromClause) -> sa.Select[tuple[int, int, int, int, int]]:
    """Return the select of what `Same` holds, to be narrowed to the files that are alike."""
    return sa.select(
        mine.c.record_id,
        mine.c.id.label("file_id"),
        other.c.record_id.label("lender_id"),
        exemptions.c.id.label("mark_id"),
        other.c.id.label("other_id"),
    )


async def _read(tx: Tx, query: sa.Select[tuple[int, int, int, int, int]]) -> list[Same]:
    rows = await tx.rows(query.distinct().order_by("file_id"))
    names = ("record_id", "file_id", "lender_id", "mark_id", "other_id")
    return [Same(*(row[name] for name in names)) for row in rows]


def sharing(record_id: int) -> sa.Select[tuple[int]]:
    """Return the keys of the records that have a file of a record's."""
    mine, other = record_files.alias("mine"), record_files.alias("other")
    return sa.select(mine.c.record_id).join(other, _same(mine, other)).where(other.c.record_id == record_id)


def _same(mine: sa.FromClause, other: sa.FromClause) -> sa.ColumnElement[bool]:
    return (mine.c.sha256 == other.c.sha256) & (mine.c.id != other.c.id)


def _withholds(file: sa.FromClause) -> sa.ColumnElement[bool]:
    """Return the condition that a mark that stands withholds a file, or may.

    By itself, with the whole of its record, or because it came to the record later.
    """
    mark = exemptions.c
    whole = (mark.words == "") & mark.file_id.is_(None) & mark.about_message.is_(None)
    later = (mark.seen > 0) & (file.c.version > mark.seen)
    which = (mark.record_id == file.c.record_id) & sa.or_(mark.file_id == file.c.id, whole, later)
    return which & mark.lifted_at.is_(None)
