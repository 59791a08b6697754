"""What of a record is owed to where its council's records go on to: what never went there, and does not wait to go.

Each version from capture on, once, and each file that was fetched. What went is known by the copies noted: which
version or file, and to which address, for what went to another did not go to this one. The folder's copies are noted by their
names, so it is one place whatever it is called.

A copy noted before the fifth schema says only when it went. It stands for every version there was by then, and for a
file whose dispatch had gone by then.
"""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from minutebook.council.ledger import Act
from minutebook.council.letters import Channel
from minutebook.council.records import Route
from minutebook.storage import ledgers
from minutebook.storage.schema_keeping import copies, dispatches
from minutebook.storage.schema_records import ledger, record_files, record_versions, records
from minutebook.storage.store import Tx

STRETCH = 20_000
"""Records looked through at a time."""

Span = tuple[int, int]
"""The key before the first, and the last."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a council's records go on to.

    Attributes:
        to: the address, in whatever case; "" for the folder.
    """

    council_id: int
    channel: Channel
    to: str


def _there(goal: Goal) -> sa.ColumnElement[bool]:
    """Return the condition that a copy went to a goal."""
    # Spelt out for the index of what went on, which holds no bundle.
    there = sa.and_(
        copies.c.way != sa.literal_column("'bundle'"),
        copies.c.council_id == goal.council_id,
        copies.c.way == str(goal.channel),
    )
    if goal.channel is Channel.EMAIL:
        there &= sa.func.lower(copies.c.place) == goal.to.lower()
    return there


def _letter(goal: Goal, record_id: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    """Return the condition that a letter about a record, in some version, went to a goal."""
    return sa.exists().where(_there(goal), copies.c.record_id == record_id, copies.c.file_id.is_(None))


def _version_went(goal: Goal) -> sa.ColumnElement[bool]:
    """Return the condition on `record_versions` that one went to a goal."""
    older = copies.c.version.is_(None) & (
        (record_versions.c.number == 1) | (copies.c.at >= record_versions.c.at)
    )
    return sa.exists().where(
        _there(goal),
        copies.c.record_id == record_versions.c.record_id,
        copies.c.file_id.is_(None),
        (copies.c.version == record_versions.c.number) | older,
    )


def _file_went(goal: Goal) -> sa.ColumnElement[bool]:
    """Return the condition on `record_files` that one went to a goal."""
    key = sa.literal(f"{goal.channel}:file:").concat(sa.cast(record_files.c.id, sa.String))
    older = sa.exists().where(
        _there(goal),
        copies.c.record_id == record_files.c.record_id,
        copies.c.file_id.is_(None),
        copies.c.version.is_(None),
        copies.c.at >= dispatches.c.sent_at,
        dispatches.c.natural_key == key,
        dispatches.c.state == "sent",
    )
    itself = sa.exists().where(
        _there(goal), copies.c.record_id == record_files.c.record_id, copies.c.file_id == record_files.c.id
    )
    return itself | older


def waiting(goal: Goal, kind: str) -> sa.Select[tuple[int]]:
    """Return the query for the keys of a council's records, or files, that wait to go by a channel."""
    return sa.select(dispatches.c.subject_id).where(
        dispatches.c.state == "waiting",
        dispatches.c.kind == kind,
        dispatches.c.way == str(goal.channel),
        dispatches.c.council_id == goal.council_id,
    )


async def versions(tx: Tx, goal: Goal, record_ids: Collection[int]) -> dict[int, list[int]]:
    """Return the versions that are owed of each of some records of which any are, in order."""
    ids = list(record_ids)
    waits = sa.exists().where(
        dispatches.c.state == "waiting",
        dispatches.c.kind == "record",
        dispatches.c.way == str(goal.channel),
        dispatches.c.subject_id == record_versions.c.record_id,
        dispatches.c.version == record_versions.c.number,
    )
    query = sa.select(record_versions.c.record_id, record_versions.c.number).where(
        record_versions.c.record_id.in_(ids), sa.not_(_version_went(goal)), sa.not_(waits)
    )
    first = await ledgers.versions_at_capture(tx, ids)
    found: dict[int, list[int]] = {}
    for row in await tx.rows(query.order_by(record_versions.c.record_id, record_versions.c.number)):
        if row["number"] >= first.get(row["record_id"], 1):
            found.setdefault(row["record_id"], []).append(row["number"])
    return found


async def files(tx: Tx, goal: Goal, record_ids: Collection[int]) -> list[tuple[int, int]]:
    """Return record and key of each file that was fetched for some records and is owed, in order.

    One that waits to go with its record is owed until that went.
    """
    query = sa.select(record_files.c.record_id, record_files.c.id).where(
        record_files.c.record_id.in_(list(record_ids)), *_files_owed(goal)
    )
    return [(row["record_id"], row["id"]) for row in await tx.rows(query.order_by(record_files.c.id))]


def _files_owed(goal: Goal) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        record_files.c.state == "stored",
        sa.not_(_file_went(goal)),
        record_files.c.id.not_in(waiting(goal, "file")),
    )


def _in_part(goal: Goal, span: Span | None = None) -> sa.CompoundSelect[tuple[int]]:
    """Return the query for the records, with keys in a span, of which something went to a goal, but not all."""
    several = sa.select(record_versions.c.record_id).where(
        record_versions.c.number > 1, *_within(record_versions.c.record_id, span)
    )
    # What it was captured with is told in the letter about the capture.
    capture = sa.exists().where(
        records.c.id == ledger.c.record_id,
        records.c.captured_at == ledger.c.at,
        ledger.c.council_id == goal.council_id,
        ledger.c.record_id == record_versions.c.record_id,
        ledger.c.act.in_([str(Act.CAPTURED), str(Act.EDITED)]),
        ledger.c.version > record_versions.c.number,
    )
    late = sa.select(record_versions.c.record_id).where(
        record_versions.c.record_id.in_(several),
        sa.not_(_version_went(goal)),
        _letter(goal, record_versions.c.record_id),
        sa.not_(capture),
    )
    files = sa.select(record_files.c.record_id).where(
        *_within(record_files.c.record_id, span),
        *_files_owed(goal),
        _letter(goal, record_files.c.record_id),
    )
    return sa.union(late, files)


def _within(key: sa.ColumnElement[int], span: Span | None) -> tuple[sa.ColumnElement[bool], ...]:
    return () if span is None else (key > span[0], key <= span[1])


def _withheld(goal: Goal) -> sa.Select[tuple[int]]:
    """Return the query for the records that are for the staffing recipient alone."""
    # Spelt out for the index of these few.
    return sa.select(records.c.id).where(
        records.c.council_id == goal.council_id,
        records.c.route == sa.literal_column(f"'{Route.STAFFING}'"),
    )


async def owing(tx: Tx, goal: Goal, after: int, up_to: int, limit: int) -> list[int]:
    """Return keys of the first records above `after` and up to `up_to` that are owed something, in order.

    Not those of which something waits to go. Looked for a stretch at a time: the next ones are mostly near.
    """
    found: list[int] = []
    while after < up_to and len(found) < limit:
        span = after, min(after + STRETCH, up_to)
        query = sa.select(records.c.id).where(
            # Reckoned with, so that it goes by the keys and not through all of the council's.
            records.c.council_id + 0 == goal.council_id,
            *_within(records.c.id, span),
            records.c.id.not_in(_withheld(goal)),
            records.c.id.not_in(waiting(goal, "record")),
            sa.not_(_letter(goal, records.c.id)) | records.c.id.in_(_in_part(goal, span)),
        )
        rows = await tx.rows(query.order_by(records.c.id).limit(limit - len(found)))
        found += [row["id"] for row in rows]
        after = span[1]
    return found


async def count(tx: Tx, goal: Goal) -> int:
    """Return how many records there are that `owing` finds.

    Reckoned, not looked through one by one: a clerk waits for it, and there may be a million of them.
    """
    all_ = sa.select(sa.func.count()).where(records.c.council_id == goal.council_id)
    begun = sa.select(copies.c.record_id).where(_there(goal), copies.c.file_id.is_(None)).distinct()
    # Of the rest, those that are not to go, or wait to, are few.
    kept_back = sa.union(_withheld(goal), waiting(goal, "record")).subquery()
    untouched = sa.select(sa.func.count()).select_from(kept_back)
    untouched = untouched.where(sa.not_(_letter(goal, kept_back.c[0])))
    part = _in_part(goal).subquery()
    in_part = sa.select(sa.func.count()).where(
        part.c[0].not_in(_withheld(goal)), part.c[0].not_in(waiting(goal, "record"))
    )
    gone = await tx.number(sa.select(sa.func.count()).select_from(begun.subquery()))
    rest = await tx.number(all_) - gone - await tx.number(untouched)
    return rest + (await tx.number(in_part) if gone else 0)
