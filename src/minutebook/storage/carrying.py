"""Records found by what their message carries: a poll, or a place in an album.

Both ids stand in the stored message, which outlives the short memory. Telegram tells of a stopped poll
by its id alone (Bot API Update.poll), and of an edited album one item at a time.
"""

import json

import sqlalchemy as sa

from minutebook.council.messages import Message
from minutebook.storage.codec import message_from_json
from minutebook.storage.schema_records import record_versions, records
from minutebook.storage.store import Tx


async def by_poll(tx: Tx, poll_id: str) -> Message | None:
    """Return the latest version of the recorded message that carries a poll, or None."""
    start = '"poll":{"id":' + json.dumps(poll_id) + ","
    found = await _latest(tx, record_versions.c.body.contains(start, autoescape=True))
    return found if found is not None and found.poll and found.poll.id == poll_id else None


async def by_album(tx: Tx, chat_id: int, album_id: str) -> Message | None:
    """Return the latest version of the recorded message that stands for an album, or None."""
    mark = '"album_id":' + json.dumps(album_id)
    has = record_versions.c.body.contains(mark, autoescape=True) & (records.c.chat_id == chat_id)
    found = await _latest(tx, has)
    return found if found is not None and found.album_id == album_id else None


async def _latest(tx: Tx, has: sa.ColumnElement[bool]) -> Message | None:
    # A mark cannot stand in somebody's words: there its quotation marks are escaped.
    query = (
        sa.select(record_versions.c.body)
        .join(records, records.c.id == record_versions.c.record_id)
        .where(has)
        .order_by(record_versions.c.record_id, record_versions.c.number.desc())
    )
    row = await tx.row(query.limit(1))
    return message_from_json(row["body"]) if row else None
