"""What was taken where records go on to: the copies noted, by which it is known what went, and what follows."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from minutebook.storage import channels, copies, dispatches
from minutebook.storage.dispatches import Dispatch
from minutebook.storage.schema_keeping import dispatches as table
from minutebook.storage.schema_records import record_files
from minutebook.storage.store import Tx


async def sent(tx: Tx, item: Dispatch, to: str, place: str, carried: Collection[int], now: datetime) -> None:
    """Note that something was taken, and where its copy is; what was fetched meanwhile follows.

    Args:
        to: the address it was for; "" for the folder. If that was changed on its way, it still waits to go there.
        place: where it went, as the copies have it.
        carried: keys of the files that went with it.
    """
    record_id = await _note(tx, item, place, carried, now)
    if record_id is not None and await _elsewhere(tx, item, to):
        return
    await tx.run(
        sa.update(table)
        .where(table.c.id == item.id, table.c.state == "waiting")
        .values(state="sent", payload=None, sent_at=now, fault=None)
    )
    if item.kind == "record":
        await dispatches.put_files(tx, item.subject_id, now)


async def _note(tx: Tx, item: Dispatch, place: str, carried: Collection[int], now: datetime) -> int | None:
    """Note the copies that went with something, and return the record they are of; None for a digest's."""
    own = item.council_id, item.subject_id, str(item.channel), place, now
    if item.kind == "record":
        await copies.note(tx, *own, version=item.version)
        for file_id in carried:
            await copies.note(tx, *own, version=item.version, file_id=file_id)
        return item.subject_id
    query = sa.select(record_files.c.record_id).where(record_files.c.id == item.subject_id)
    row = await tx.row(query) if item.kind == "file" else None
    if row is not None:
        await copies.note(
            tx, item.council_id, row["record_id"], str(item.channel), place, now, file_id=item.subject_id
        )
    return row["record_id"] if row else None


async def _elsewhere(tx: Tx, item: Dispatch, to: str) -> bool:
    """Whether a council's records go to another address by now than the one something was for."""
    goals = await channels.of_council(tx, item.council_id)
    return any(goal.channel is item.channel and goal.to.lower() != to.lower() for goal in goals)
