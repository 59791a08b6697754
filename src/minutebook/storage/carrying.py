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


async def by_poll(tx: Tx, poll_id: str) -> list[Message]:
    """Return the latest version of every recorded message that carries a poll, of any council."""
    start = '"poll":{"id":' + json.dumps(poll_id) + ","
    found = await _latest(tx, record_versions.c.body.contains(start, autoescape=True))
    return [message for message in found if message.poll and message.poll.id == poll_id]


async def by_album(tx: Tx, chat_id: int, album_id: str) -> Message | None:
    """Return the latest version of the recorded message that stands for an album, or None."""
    mark = '"album_id":' + json.dumps(album_id)
    has = record_versions.c.body.contains(mark, autoescape=True) & (records.c.chat_id == chat_id)
    found = await _latest(tx, has)
    return found[0] if found and found[0].album_id == album_id else None


async def _latest(tx: Tx, has: sa.ColumnElement[bool]) -> list[Message]:
    # A mark cannot stand in somebody's words: there its quotation marks are escaped.
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
