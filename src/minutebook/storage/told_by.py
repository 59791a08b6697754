"""The records by which messages are told: their own, and those of conversations they are part of."""

from collections.abc import Sequence

import sqlalchemy as sa

from minutebook.council.records import Record
from minutebook.storage import records
from minutebook.storage.schema_records import record_members
from minutebook.storage.schema_records import records as recorded
from minutebook.storage.store import Tx

Key = tuple[int, int]
"""A message: chat id and message id."""


async def records_of(tx: Tx, keys: Sequence[Key]) -> dict[Key, list[Record]]:
    """Return the records of messages, by message: its own first, then conversations that hold it.

    Args:
        keys: a few hundred at most.
    """
    if not keys:
        return {}
    own, part = recorded.c, record_members.c
    queries = (
        sa.select(own.chat_id, own.message_id, own.id).where(
            sa.tuple_(own.chat_id, own.message_id).in_(list(keys))
        ),
        sa.select(part.chat_id, part.message_id, part.record_id.label("id"))
        .where(sa.tuple_(part.chat_id, part.message_id).in_(list(keys)))
        .order_by(part.record_id),
    )
    places = [
        ((row["chat_id"], row["message_id"]), row["id"]) for query in queries for row in await tx.rows(query)
    ]
    known = {record.id: record for record in await records.by_ids(tx, list({key for _, key in places}))}
    found: dict[Key, list[Record]] = {}
    for place, key in dict.fromkeys(places):
        found.setdefault(place, []).append(known[key])
    return found
