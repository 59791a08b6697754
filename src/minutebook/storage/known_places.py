"""Where a council knows a message to stand that was forwarded to the bot: in its short memory, its list, its records."""

from dataclasses import replace

import sqlalchemy as sa

from minutebook.council.messages import Message
from minutebook.storage import forwards
from minutebook.storage.codec import message_from_json
from minutebook.storage.forwarded_lenders import LONGEST
from minutebook.storage.schema_records import record_members, record_versions, records
from minutebook.storage.store import Tx


async def place_of(tx: Tx, council_id: int, message: Message) -> tuple[int, int] | None:
    """Return the chat id and message id under which a council knows a forwarded message, or None.

    Args:
        message: as its author said it, then (`parse_forwarded`).
    """
    known = await forwards.original(tx, council_id, message)
    return known.key if known else await _on_record(tx, council_id, message)


async def _on_record(tx: Tx, council_id: int, message: Message) -> tuple[int, int] | None:
    alone = (
        sa.select(records.c.chat_id, records.c.message_id, record_versions.c.body)
        .join(record_versions, record_versions.c.record_id == records.c.id)
        .where(records.c.council_id == council_id, records.c.sent_at == message.sent_at)
        .order_by(records.c.id)
    )
    talked = (
        sa.select(record_members.c.chat_id, record_members.c.message_id, record_members.c.body)
        .join(records, records.c.id == record_members.c.record_id)
        .where(
            records.c.council_id == council_id,
            records.c.sent_at.between(message.sent_at - LONGEST, message.sent_at),
        )
        .order_by(records.c.id)
    )
    for query in (alone, talked):
        for row in await tx.rows(query):
            if _holds(message_from_json(row["body"]), message):
                return row["chat_id"], row["message_id"]
    return None


def _holds(version: Message, message: Message) -> bool:
    """Whether a version on the record is of a message, or of the album that it is an item of."""
    if message.album_id is not None:
        # An album is one record, with the words and files of all its items; forwarded, each item comes by itself.
        own = {file.unique_id for file in message.attachments}
        files = tuple(file for file in version.attachments if file.unique_id in own)
        version = replace(version, text=message.text, attachments=files)
    return forwards.same(version, message)
