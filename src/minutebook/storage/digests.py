"""Digests made and delivered, and gaps in what the bot could see."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from minutebook.council.ledger import Head
from minutebook.storage.schema_records import digests, gaps
from minutebook.storage.store import Row, Tx


@dataclass(frozen=True, slots=True)
class MadeDigest:
    """One digest that was made.

    Attributes:
        candidates: flagged messages it lists for the clerk and deputy.
        staffing: flagged messages it lists for the staffing recipient.
    """

    id: int
    council_id: int
    due_at: datetime
    until: datetime
    candidates: tuple[int, ...]
    staffing: tuple[int, ...]


async def note(
    tx: Tx,
    council_id: int,
    *,
    due_at: datetime,
    since: datetime,
    until: datetime,
    head: Head,
    candidates: Sequence[int],
    staffing: Sequence[int] = (),
) -> int | None:
    """Note that a digest is made; None if the one due then was made before."""
    added = await tx.insert_once(
        digests,
        council_id=council_id,
        due_at=due_at,
        since=since,
        until=until,
        made_at=until,
        count=head.count,
        head=head.seal,
        candidates=json.dumps({"clerk": list(candidates), "staffing": list(staffing)}),
    )
    if not added:
        return None
    where = (digests.c.council_id == council_id) & (digests.c.due_at == due_at)
    return await tx.number(sa.select(digests.c.id).where(where))


async def last_until(tx: Tx, council_id: int, now: datetime) -> datetime | None:
    """Return up to when the latest digest tells, or None before the first.

    One made while the clock was ahead of `now` does not count, or nothing would be told until then.
    """
    query = sa.select(digests.c.until).where(digests.c.council_id == council_id, digests.c.until <= now)
    row = await tx.row(query.order_by(digests.c.until.desc()).limit(1))
    return row["until"] if row else None


async def unsettled(tx: Tx) -> list[MadeDigest]:
    """Return digests whose delivery has not been counted."""
    query = sa.select(digests).where(digests.c.settled_at.is_(None)).order_by(digests.c.id)
    return [_made(row) for row in await tx.rows(query)]


def _made(row: Row) -> MadeDigest:
    listed = json.loads(row["candidates"])
    return MadeDigest(
        row["id"],
        row["council_id"],
        row["due_at"],
        row["until"],
        tuple(listed["clerk"]),
        tuple(listed["staffing"]),
    )


async def leave(tx: Tx, digest_id: int, clerk: Sequence[int], staffing: Sequence[int]) -> None:
    """Note which of a digest's listings are still to be counted."""
    left = json.dumps({"clerk": list(clerk), "staffing": list(staffing)})
    await tx.run(sa.update(digests).where(digests.c.id == digest_id).values(candidates=left))


async def settle(tx: Tx, digest_id: int, now: datetime) -> None:
    """Note that a digest's delivery was counted."""
    await tx.run(sa.update(digests).where(digests.c.id == digest_id).values(settled_at=now))


@dataclass(frozen=True, slots=True)
class Gap:
    """A time in which the bot could not see everything: outage, lost rights, time away, or updates set aside.

    Attributes:
        chat_id: the group it is about, or None where it is about the whole council.
    """

    id: int
    kind: str
    began_at: datetime
    ended_at: datetime | None
    detail: str
    chat_id: int | None


async def begin_gap(
    tx: Tx, council_id: int, kind: str, at: datetime, *, chat_id: int, detail: str = ""
) -> None:
    """Note that a gap began in a group, unless one of its kind is open there already."""
    if await open_gap(tx, council_id, kind, chat_id=chat_id) is None:
        await tx.insert_once(
            gaps, council_id=council_id, kind=kind, began_at=at, chat_id=chat_id, detail=detail
        )


async def open_gap(tx: Tx, council_id: int, kind: str, *, chat_id: int) -> Gap | None:
    """Return the gap of a kind that is open in a group, or None."""
    query = sa.select(gaps).where(
        gaps.c.council_id == council_id,
        gaps.c.kind == kind,
        gaps.c.chat_id == chat_id,
        gaps.c.ended_at.is_(None),
    )
    row = await tx.row(query)
    return _gap(row) if row else None


async def end_gap(tx: Tx, council_id: int, kind: str, at: datetime, *, chat_id: int) -> bool:
    """Note that a gap ended in a group; say whether one was open.

    One of the first schema that does not say which group it is about ends with any of the council's groups.
    """
    result = await tx.run(
        sa.update(gaps)
        .where(
            gaps.c.council_id == council_id,
            gaps.c.kind == kind,
            gaps.c.ended_at.is_(None),
            sa.or_(gaps.c.chat_id == chat_id, gaps.c.chat_id.is_(None)),
        )
        .values(ended_at=at)
    )
    return result.rowcount > 0


async def whole_gap(
    tx: Tx,
    council_id: int,
    kind: str,
    began: datetime,
    ended: datetime,
    detail: str = "",
    *,
    chat_id: int | None = None,
) -> None:
    """Note a gap that is over, of one group or of the whole council."""
    await tx.insert_once(
        gaps,
        council_id=council_id,
        kind=kind,
        began_at=began,
        ended_at=ended,
        detail=detail[:200],
        chat_id=chat_id,
    )


async def move_gaps(tx: Tx, old_chat: int, new_chat: int) -> None:
    """Let what is open for a group go on in the supergroup it became."""
    await tx.run(
        sa.update(gaps)
        .where(gaps.c.chat_id == old_chat, gaps.c.ended_at.is_(None))
        .values(chat_id=new_chat)
        .prefix_with("OR IGNORE", dialect="sqlite")
    )


async def gaps_between(tx: Tx, council_id: int, since: datetime, until: datetime) -> list[Gap]:
    """Return gaps that began or ended in that time, or are still open."""
    query = sa.select(gaps).where(
        gaps.c.council_id == council_id,
        gaps.c.began_at <= until,
        sa.or_(gaps.c.ended_at.is_(None), gaps.c.ended_at > since),
    )
    return [_gap(row) for row in await tx.rows(query.order_by(gaps.c.began_at, gaps.c.id))]


def _gap(row: Row) -> Gap:
    return Gap(row["id"], row["kind"], row["began_at"], row["ended_at"], row["detail"], row["chat_id"])
