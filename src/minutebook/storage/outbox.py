"""What is to be sent, from the moment something causes it until Telegram has taken it."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from minutebook.council import outgoing
from minutebook.council.outgoing import Outgoing, Send
from minutebook.storage.schema_records import outbox, outbox_chats
from minutebook.storage.store import Row, Tx


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to send now.

    Attributes:
        tries: how often sending was begun before.
        uncertain: how many earlier tries ended in a time-out or a kill, so that it may have arrived already.
    """

    id: int
    council_id: int | None
    chat_id: int
    kind: str
    subject_id: int | None
    ways: tuple[Send, ...]
    tries: int
    uncertain: int
    made_at: datetime
    take_down: timedelta | None


async def put(tx: Tx, item: Outgoing, now: datetime) -> bool:
    """Put something in the outbox; say whether it was not there already under its key."""
    payload = outgoing.to_json(item.ways)
    # Shown at the computer instead: done with, and nobody sends it.
    here = (
        {"payload": None, "state": "sent", "sent_at": now, "way": "computer"} if tx.takes_here(item) else {}
    )
    statement = insert(outbox).values(
        natural_key=item.key,
        council_id=item.council_id,
        chat_id=item.chat_id,
        kind=item.kind,
        subject_id=item.subject_id,
        **{"payload": payload, "state": "waiting", **here},
        next_at=now,
        made_at=now,
        digest=hashlib.sha256(payload.encode()).hexdigest(),
        # Until it is sent this column holds how long it may stand, counted from the epoch of made_at.
        take_down_at=None if here or item.take_down is None else now + item.take_down,
    )
    result = await tx.run(statement.on_conflict_do_nothing(index_elements=["natural_key"]))
    tx.wakes_outbox = True
    if here and result.rowcount == 1:
        tx.here.append(item)
    return result.rowcount == 1


async def due(tx: Tx, now: datetime, busy: Collection[int], limit: int = 50) -> list[Due]:
    """Return what may be sent now: for each chat not in `busy` and not told to wait, its first item."""
    first = _first(busy)
    query = (
        sa.select(outbox)
        .join(first, first.c.first_id == outbox.c.id)
        .outerjoin(outbox_chats, outbox_chats.c.chat_id == outbox.c.chat_id)
        .where(
            outbox.c.next_at <= now,
            sa.or_(outbox_chats.c.next_at.is_(None), outbox_chats.c.next_at <= now),
        )
        .order_by(outbox.c.id)
        .limit(limit)
    )
    return [_due(row) for row in await tx.rows(query)]


def _due(row: Row) -> Due:
    down = row["take_down_at"]
    return Due(
        id=row["id"],
        council_id=row["council_id"],
        chat_id=row["chat_id"],
        kind=row["kind"],
        subject_id=row["subject_id"],
        ways=outgoing.from_json(row["payload"]),
        tries=row["tries"],
        uncertain=row["uncertain"],
        made_at=row["made_at"],
        take_down=None if down is None else down - row["made_at"],
    )


async def next_due_at(tx: Tx, busy: Collection[int]) -> datetime | None:
    """Return when the next waiting item falls due, or None if nothing waits."""
    first = _first(busy)
    query = (
        sa.select(outbox.c.next_at, outbox_chats.c.next_at.label("held_until"))
        .join(first, first.c.first_id == outbox.c.id)
        .outerjoin(outbox_chats, outbox_chats.c.chat_id == outbox.c.chat_id)
    )
    waits = [max(row["next_at"], row["held_until"] or row["next_at"]) for row in await tx.rows(query)]
    return min(waits, default=None)


def _first(busy: Collection[int]) -> sa.Subquery:
    """Return the first waiting item of each chat that is not busy: order holds within a chat."""
    return (
        sa.select(sa.func.min(outbox.c.id).label("first_id"))
        .where(outbox.c.state == "waiting", outbox.c.chat_id.not_in(list(busy)))
        .group_by(outbox.c.chat_id)
        .subquery()
    )


async def begin(tx: Tx, item_id: int) -> bool:
    """Note that sending has begun, before it does: after a kill it is known to be uncertain.

    Returns:
        False if it is not waiting any more: it was withdrawn, or somebody else has begun.
    """
    result = await tx.run(
        sa.update(outbox)
        .where(outbox.c.id == item_id, outbox.c.state == "waiting")
        .values(state="sending", tries=outbox.c.tries + 1)
    )
    return result.rowcount == 1


async def resume(tx: Tx, ids: Collection[int] | None = None) -> int:
    """Make what was being sent when the program stopped wait again, as uncertain; return how many.

    Args:
        ids: only these, or None for all.
    """
    where = outbox.c.state == "sending"
    if ids is not None:
        where &= outbox.c.id.in_(list(ids))
    result = await tx.run(
        sa.update(outbox).where(where).values(state="waiting", uncertain=outbox.c.uncertain + 1)
    )
    return result.rowcount


async def sent(tx: Tx, item: Due, *, message_id: int | None, way: str, now: datetime) -> None:
    """Note that Telegram took it, and forget what it said."""
    await tx.run(
        sa.update(outbox)
        .where(outbox.c.id == item.id)
        .values(
            state="sent",
            payload=None,
            sent_at=now,
            message_id=message_id,
            way=way,
            take_down_at=None if item.take_down is None or message_id is None else now + item.take_down,
        )
    )


async def put_off(tx: Tx, item_id: int, next_at: datetime, *, uncertain: bool, fault: str) -> None:
    """Try again at `next_at`."""
    values: dict[str, object] = {"state": "waiting", "next_at": next_at, "fault": fault[:120]}
    if uncertain:
        values["uncertain"] = outbox.c.uncertain + 1
    await tx.run(sa.update(outbox).where(outbox.c.id == item_id).values(**values))


async def hold_chat(tx: Tx, chat_id: int, until: datetime) -> None:
    """Send nothing to a chat before `until` (a 429 holds one chat, not all)."""
    statement = insert(outbox_chats).values(chat_id=chat_id, next_at=until)
    await tx.run(statement.on_conflict_do_update(index_elements=["chat_id"], set_={"next_at": until}))


async def refuse(tx: Tx, item_id: int, fault: str, *, keep: bool) -> None:
    """Note that Telegram will not take it; `keep` what it says so that it can be sent once it will."""
    values: dict[str, object] = {"state": "refused" if keep else "dropped", "fault": fault[:120]}
    if not keep:
        # What was never sent is not taken down, and need not be remembered for that.
        values |= {"payload": None, "take_down_at": None}
    await tx.run(sa.update(outbox).where(outbox.c.id == item_id).values(**values))


async def reopen(tx: Tx, chat_id: int, now: datetime) -> int:
    """Send again what a chat refused, now that it takes messages; return how many."""
    result = await tx.run(
        sa.update(outbox)
        .where(outbox.c.chat_id == chat_id, outbox.c.state == "refused")
        .values(state="waiting", next_at=now)
    )
    tx.wakes_outbox = True
    return result.rowcount


async def withdraw_digests(tx: Tx, council_id: int, chat_id: int, *, staffing: bool, told: bool) -> int:
    """Drop digests that have not reached somebody who is not to read them any more; return how many.

    Args:
        staffing: the staffing recipient's digests, else the clerk's and deputy's.
        told: whether notices that members agree, which show what about, are dropped too.
    """
    of_staffing = outbox.c.natural_key.contains(":staffing:")
    digest = (outbox.c.kind == "digest") & (of_staffing if staffing else sa.not_(of_staffing))
    agreed = (outbox.c.kind == "notice") & outbox.c.natural_key.startswith("consensus:")
    result = await tx.run(
        sa.update(outbox)
        .where(
            outbox.c.council_id == council_id,
            outbox.c.chat_id == chat_id,
            outbox.c.state.in_(["waiting", "refused"]),
            sa.or_(digest, agreed) if told else digest,
        )
        .values(state="dropped", payload=None)
    )
    return result.rowcount


async def refused_count(tx: Tx, chat_id: int) -> int:
    """Return how much is kept for a chat that refused it."""
    return await tx.number(
        sa.select(sa.func.count()).where(outbox.c.chat_id == chat_id, outbox.c.state == "refused")
    )


async def move_chat(tx: Tx, old: int, new: int) -> None:
    """Address what waits for a group to the supergroup it became, where message numbers begin anew.

    So nothing goes along that names a message of the old group: it would mean another one there.
    """
    query = sa.select(outbox.c.id, outbox.c.payload).where(
        outbox.c.chat_id == old, outbox.c.state.in_(["waiting", "sending"])
    )
    for row in await tx.rows(query):
        ways = tuple(
            replace(way, chat_id=new, reply_to=None) if way.chat_id == old else way
            for way in outgoing.from_json(row["payload"])
            if way.chat_id != old or way.message_id is None
        )
        values: dict[str, object] = {"chat_id": new, "payload": outgoing.to_json(ways)}
        if not ways:
            values = {"state": "dropped", "payload": None}
        await tx.run(sa.update(outbox).where(outbox.c.id == row["id"]).values(**values))


async def note_shown(
    tx: Tx,
    key: str,
    council_id: int | None,
    chat_id: int,
    message_ids: Sequence[int],
    *,
    now: datetime,
    take_down: timedelta,
) -> None:
    """Note messages sent directly that must be taken down again."""
    for message_id in message_ids:
        await tx.insert_once(
            outbox,
            natural_key=f"{key}:{message_id}",
            council_id=council_id,
            chat_id=chat_id,
            kind="shown",
            state="sent",
            next_at=now,
            made_at=now,
            sent_at=now,
            message_id=message_id,
            take_down_at=now + take_down,
        )


async def to_take_down(tx: Tx, now: datetime, limit: int = 50) -> list[tuple[int, int, int]]:
    """Return what has stood long enough: key, chat, message."""
    query = sa.select(outbox.c.id, outbox.c.chat_id, outbox.c.message_id).where(
        outbox.c.take_down_at <= now, outbox.c.state == "sent", outbox.c.message_id.is_not(None)
    )
    return [(r["id"], r["chat_id"], r["message_id"]) for r in await tx.rows(query.limit(limit))]


async def taken_down(tx: Tx, item_id: int) -> None:
    """Note that a message was taken down, or is gone."""
    await tx.run(sa.update(outbox).where(outbox.c.id == item_id).values(take_down_at=None))


async def states_of(tx: Tx, kind: str, subject_id: int) -> list[Row]:
    """Return natural_key, chat_id, state, sent_at and message_id of everything sent about one thing."""
    query = sa.select(
        outbox.c.natural_key,
        outbox.c.chat_id,
        outbox.c.state,
        outbox.c.sent_at,
        outbox.c.message_id,
        outbox.c.way,
    ).where(outbox.c.kind == kind, outbox.c.subject_id == subject_id)
    return list(await tx.rows(query.order_by(outbox.c.id)))


async def message_of(tx: Tx, key: str) -> int | None:
    """Return Telegram's id of what was sent under a key, or None."""
    row = await tx.row(sa.select(outbox.c.message_id).where(outbox.c.natural_key == key))
    return row["message_id"] if row else None


async def waiting_count(tx: Tx) -> int:
    """Return how much waits to be sent."""
    return await tx.number(sa.select(sa.func.count()).where(outbox.c.state.in_(["waiting", "sending"])))


async def prune(tx: Tx, before: datetime) -> int:
    """Forget what was sent or dropped before, or refused, which was reported then; return how many."""
    over = outbox.c.state.in_(["sent", "dropped"]) & outbox.c.take_down_at.is_(None)
    # What nobody opened their chat for in all that time is not news any more, and holds what was said.
    result = await tx.run(
        sa.delete(outbox).where(outbox.c.made_at < before, sa.or_(over, outbox.c.state == "refused"))
    )
    return result.rowcount
