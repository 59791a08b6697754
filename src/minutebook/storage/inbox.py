"""Updates as they came, kept before they are confirmed to Telegram, until what they cause is kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from minutebook.storage.schema import inbox
from minutebook.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Kept:
    """One update to keep.

    Attributes:
        update_id: Telegram's number.
        payload: the JSON exactly as it came; None where nothing of it may be written down.
        state: `kept`, `done` where it asks for nothing, or `aside` where it could not be read.
        fault: why it was set aside, as an error's type.
    """

    update_id: int
    payload: str | None
    state: str = "kept"
    fault: str | None = None


_KEEP = insert(inbox).on_conflict_do_nothing()


async def states(tx: Tx, bot_id: int, ids: Collection[int]) -> dict[int, str]:
    """Return the state of those updates that are known."""
    rows = await tx.rows(
        sa.select(inbox.c.update_id, inbox.c.state).where(
            inbox.c.bot_id == bot_id, inbox.c.update_id.in_(list(ids))
        )
    )
    return {row["update_id"]: row["state"] for row in rows}


async def keep(tx: Tx, bot_id: int, batch: Sequence[Kept], now: datetime) -> None:
    """Keep a batch; an update that is known already is left as it is."""
    rows = [
        {
            "bot_id": bot_id,
            "update_id": item.update_id,
            "kept_at": now,
            "state": item.state,
            "payload": item.payload,
            "fault": item.fault,
        }
        for item in batch
    ]
    if rows:
        await tx.run(_KEEP, rows)


_DONE = (
    sa.update(inbox)
    .where(inbox.c.bot_id == sa.bindparam("bot"), inbox.c.update_id == sa.bindparam("number"))
    .values(state="done", payload=None)
)


async def finish(tx: Tx, bot_id: int, ids: Collection[int]) -> None:
    """Mark updates done and forget what they said; part of the transaction that holds what they caused."""
    if ids:
        await tx.run(_DONE, [{"bot": bot_id, "number": number} for number in ids])


async def note_failure(tx: Tx, bot_id: int, update_id: int, fault: str, *, aside: bool) -> None:
    """Count a failed handling by the error's type; `aside` when it is not to be tried again."""
    await tx.run(
        sa.update(inbox)
        .where(inbox.c.bot_id == bot_id, inbox.c.update_id == update_id)
        .values(tries=inbox.c.tries + 1, fault=fault[:80], state="aside" if aside else "kept")
    )


async def undone(tx: Tx, bot_id: int) -> list[Kept]:
    """Return what was kept and not done, in order."""
    # As bytes: one damaged row must not keep the rest from being read, nor be told whole by an error.
    payload = sa.cast(inbox.c.payload, sa.LargeBinary).label("payload")
    rows = await tx.rows(
        sa.select(inbox.c.update_id, payload)
        .where(inbox.c.bot_id == bot_id, inbox.c.state == "kept")
        .order_by(inbox.c.update_id)
    )
    return [
        Kept(row["update_id"], row["payload"].decode("utf-8", "replace") if row["payload"] else None)
        for row in rows
    ]


async def prune(tx: Tx, before: datetime) -> int:
    """Forget updates that came before and are done or were set aside; return how many."""
    old = inbox.c.state.in_(["done", "aside"]) & (inbox.c.kept_at < before)
    return (await tx.run(sa.delete(inbox).where(old))).rowcount
