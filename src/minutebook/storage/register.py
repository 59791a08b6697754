"""The register of decisions on disk: which matters stand in it, where they stand, and what the clerk entered."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from minutebook.council.concerns import DECIDING, Concern
from minutebook.council.ledger import Act
from minutebook.council.matters import OPEN_STATES, MatterState
from minutebook.council.messages import Message
from minutebook.council.records import Route
from minutebook.council.register import COUNTED, Decision
from minutebook.storage import ledgers, stated
from minutebook.storage.matters import add_message, open_matter, withheld
from minutebook.storage.register_lines import ALIVE, whole
from minutebook.storage.schema import agenda, candidates, matter_messages, matters
from minutebook.storage.schema_records import records
from minutebook.storage.store import Row, Tx
from minutebook.storage.talk import matters_of

_OPEN = [str(state) for state in OPEN_STATES]


def _holds(labels: sa.ColumnElement[frozenset[str]], names: Sequence[Concern]) -> sa.ColumnElement[bool]:
    """Whether a set of labels holds any of these; the name of none is part of another's."""
    text = sa.type_coerce(labels, sa.Text)
    return sa.or_(*(text.contains(str(name)) for name in names))


def _said(names: Sequence[Concern], before: datetime | None = None) -> sa.ColumnElement[bool]:
    """Whether anything said in a matter is called by these names: on record, or flagged and not dismissed.

    Args:
        before: only what was said before then, or None.
    """
    early = [] if before is None else [candidates.c.sent_at < before]
    earlier = [] if before is None else [records.c.sent_at < before]
    flagged = sa.exists().where(
        matter_messages.c.matter_id == matters.c.id,
        candidates.c.chat_id == matter_messages.c.chat_id,
        candidates.c.message_id == matter_messages.c.message_id,
        candidates.c.state.in_(ALIVE),
        _holds(candidates.c.labels, names),
        *early,
    )
    recorded = sa.exists().where(
        matter_messages.c.matter_id == matters.c.id,
        records.c.chat_id == matter_messages.c.chat_id,
        records.c.message_id == matter_messages.c.message_id,
        _holds(records.c.concerns, names),
        *earlier,
    )
    return sa.or_(flagged, recorded)


def _listed(council_id: int, route: Route | None) -> list[sa.ColumnElement[bool]]:
    """Return which matters are in a council's register, for whose eyes (None for all)."""
    stands = sa.or_(matters.c.state != str(MatterState.FLAGGED), matters.c.settled_at.is_not(None))
    where = [matters.c.council_id == council_id, sa.or_(stands, _said(sorted(DECIDING)))]
    if route is not None:
        where.append(withheld() if route is Route.STAFFING else sa.not_(withheld()))
    return where


def _open(council_id: int, route: Route | None) -> sa.Select[tuple[int]]:
    """Return the keys of what is open in the register, the oldest first."""
    query = sa.select(matters.c.id).where(*_listed(council_id, route), matters.c.state.in_(_OPEN))
    return query.order_by(matters.c.opened_at, matters.c.id)


def _settled(council_id: int, route: Route | None) -> sa.Select[tuple[int]]:
    """Return the keys of what is settled, the latest first."""
    settled = (matters.c.state.not_in(_OPEN), matters.c.settled_at.is_not(None))
    query = sa.select(matters.c.id).where(*_listed(council_id, route), *settled)
    return query.order_by(matters.c.settled_at.desc(), matters.c.id)


async def decisions(
    tx: Tx, council_id: int, route: Route | None = None, *, limit: int | None = None, skip: int = 0
) -> list[Decision]:
    """Return the register: what is open first, the oldest first; then what is settled, the latest first.

    A matter is in it once it is on the agenda or its end was entered, or while something in it that decides, or
    seeks agreement, is on the record or flagged; what the clerk dismissed, or let lapse, is not.

    Args:
        route: only what is for these eyes; None for all of it.
        limit, skip: how many, after how many; None for all.
    """
    still_open, settled = _open(council_id, route), _settled(council_id, route)
    keys = [row["id"] for row in await tx.rows(still_open.limit(limit).offset(skip))]
    if limit is None or len(keys) < limit:
        before = skip + len(keys) if keys else await _count(tx, still_open, skip)
        rest = None if limit is None else limit - len(keys)
        query = settled.limit(rest).offset(max(0, skip - before))
        keys += [row["id"] for row in await tx.rows(query)]
    return await _by_keys(tx, keys)


async def still_open(tx: Tx, council_id: int, route: Route, *, limit: int, skip: int = 0) -> list[Decision]:
    """Return what of the register is open, the oldest first; `limit` of it, after `skip`."""
    query = _open(council_id, route).limit(limit).offset(skip)
    return await _by_keys(tx, [row["id"] for row in await tx.rows(query)])


async def _by_keys(tx: Tx, keys: Sequence[int]) -> list[Decision]:
    """Return matters by their keys, in that order."""
    rows: dict[int, Row] = {}
    for start in range(0, len(keys), 500):
        query = sa.select(matters).where(matters.c.id.in_(keys[start : start + 500]))
        rows |= {row["id"]: row for row in await tx.rows(query)}
    return await whole(tx, [rows[key] for key in keys])


async def _count(tx: Tx, keys: sa.Select[tuple[int]], most: int) -> int:
    """Return how many keys a query gives, counted no further than `most`."""
    return await tx.number(sa.select(sa.func.count()).select_from(keys.limit(most).subquery()))


async def count(tx: Tx, council_id: int, route: Route) -> tuple[int, int]:
    """Return how many matters of the register are open, and how many settled; each counted up to `COUNTED`."""
    still_open, settled = _open(council_id, route), _settled(council_id, route)
    return await _count(tx, still_open, COUNTED), await _count(tx, settled, COUNTED)


async def acted_on(
    tx: Tx, council_id: int, route: Route, before: datetime, limit: int, skip: int = 0
) -> tuple[list[Decision], int]:
    """Return the open matters in which something that decides was said before then, the oldest first.

    Returns:
        Up to `limit` of them after `skip`, and how many there are, counted up to `COUNTED`.
    """
    keys = (
        sa.select(matters.c.id)
        .where(
            matters.c.council_id == council_id,
            matters.c.opened_at < before,
            matters.c.state.in_(_OPEN),
            _said([Concern.DECISION], before),
            withheld() if route is Route.STAFFING else sa.not_(withheld()),
        )
        .order_by(matters.c.opened_at, matters.c.id)
    )
    found = [row["id"] for row in await tx.rows(keys.limit(COUNTED))]
    return await _by_keys(tx, found[skip : skip + limit]), len(found)


async def get(tx: Tx, council_id: int, matter_id: int) -> Decision | None:
    """Return a council's matter as the register has it, in it or not; None where it has no such matter."""
    query = sa.select(matters).where(matters.c.id == matter_id, matters.c.council_id == council_id)
    row = await tx.row(query)
    return (await whole(tx, [row]))[0] if row else None


async def enrol(tx: Tx, council_id: int, message: Message) -> None:
    """Make a message a matter of its own, unless it belongs to one."""
    if not await matters_of(tx, message.chat_id, [message.message_id]):
        at = message.sent_at
        matter = await open_matter(
            tx, council_id, message.chat_id, message.topic_id, raised_by=message.sender.id, at=at
        )
        await add_message(tx, matter, message.message_id, at)


async def settle(
    tx: Tx,
    decision: Decision,
    state: MatterState,
    minute: str,
    *,
    record_id: int | None,
    by: int,
    now: datetime,
    settled: tuple[datetime, int] | None = None,
) -> None:
    """Enter how a matter ended, or that it is open again, with its ledger entry; its agenda line goes or returns.

    Args:
        record_id: the record that the entry is about; None where nothing of the matter is on the record.
        settled: when and by whom it was entered, where an earlier entry is put back; None for now, by `by`.
    """
    ended = state not in OPEN_STATES
    at, whom = settled or (now, by)
    await tx.run(
        sa.update(matters)
        .where(matters.c.id == decision.id)
        .values(
            state=str(state),
            minute=minute,
            settled_at=at if ended or settled else None,
            settled_by=whom if ended or settled else None,
        )
    )
    line = sa.update(agenda).where(agenda.c.matter_id == decision.id)
    if ended:
        await tx.run(line.where(agenda.c.done_at.is_(None)).values(done_at=now))
    elif state is MatterState.ON_AGENDA:
        await tx.run(line.values(done_at=None))
    await ledgers.write(
        tx,
        decision.council_id,
        Act.MINUTED,
        record_id,
        at=now,
        actor_id=by,
        version=decision.id,
        digest=await stated.of_matter(tx, decision.id),
    )
