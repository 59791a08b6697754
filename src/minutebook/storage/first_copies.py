"""Whether anything of a record ever went on by a channel: a later version, or a file, does not go before the record."""

import sqlalchemy as sa

from minutebook.council.letters import Channel
from minutebook.storage import ledgers
from minutebook.storage.schema_keeping import copies, dispatches
from minutebook.storage.schema_records import record_versions
from minutebook.storage.store import Tx


async def owed(tx: Tx, channel: Channel, record_id: int) -> range:
    """Return the versions, from capture on, that are to go before anything else of a record does; none if some went.

    A record from before there was a mailbox goes as a whole once there is something new of it.
    """
    there = sa.select(copies.c.record_id).where(copies.c.record_id == record_id, copies.c.way == str(channel))
    under_way = sa.select(dispatches.c.id).where(
        dispatches.c.kind == "record", dispatches.c.subject_id == record_id, dispatches.c.way == str(channel)
    )
    for known in (there, under_way):
        if await tx.row(known.limit(1)) is not None:
            return range(0)
    first = (await ledgers.versions_at_capture(tx, [record_id])).get(record_id, 1)
    latest = await tx.number(
        sa.select(sa.func.max(record_versions.c.number)).where(record_versions.c.record_id == record_id)
    )
    return range(first, latest + 1)
