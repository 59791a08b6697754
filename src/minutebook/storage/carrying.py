"""Records found by what their message carries: a poll, or a place in an album.

Both ids stand in the stored message, which outlives the short memory. Telegram tells of a stopped poll
by its id alone (Bot API Update.poll), and of an edited album one item at a time.
"""

import sqlalchemy as sa

from minutebook.council.messages import Message
from minutebook.storage.codec import message_from_json
from minutebook.storage.schema_records import record_members, record_versions, records
from minutebook.storage.store import Tx


async def by_poll(tx: Tx, poll_id: str) -> list[Message]:
    """Return the latest version of every message on the record that carries a poll, in conversations too."""
    found = await _latest(tx, record_versions.c.poll_id == poll_id)
    query = sa.select(record_members.c.body).where(record_members.c.poll_id == poll_id)
    rows = await tx.rows(query.order_by(record_members.c.record_id, record_members.c.number))
    told = {message.key: message for message in (message_from_json(row["body"]) for row in rows)}
    told |= {message.key: message for message in found}
    return [message for message in told.values() if message.poll and message.poll.id == poll_id]


async def by_album(tx: Tx, item: Message) -> Message | None:
    """Return the latest version of the recorded message that stands for an item's album, or None.

    It is the album's first: at most ten items come right after one another (Bot API sendMediaGroup).
    """
    near = records.c.message_id.between(item.message_id - 20, item.message_id)
    found = await _latest(tx, (records.c.chat_id == item.chat_id) & near)
    return next((message for message in found if message.album_id == item.album_id), None)


async def _latest(tx: Tx, has: sa.ColumnElement[bool]) -> list[Message]:
    query = (
        sa.select(record_versions.c.record_id, record_versions.c.body)
        .join(records, records.c.id == record_versions.c.record_id)
        .where(has)
        .order_by(record_versions.c.record_id, record_versions.c.number.desc())
    )
    latest: dict[int, str] = {}
    for row in await tx.rows(query):
        latest.setdefault(row["record_id"], row["body"])
    return [message_from_json(body) for body in latest.values()]
