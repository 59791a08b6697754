"""Stretches of a chat in the short memory: what came before a message, and what was said at an instant."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from minutebook.council.messages import Message
from minutebook.storage.codec import message_from_json
from minutebook.storage.schema import candidates, matter_messages, memory
from minutebook.storage.store import Tx


async def before(
    tx: Tx, chat_id: int, topic_id: int | None, message_id: int | None, limit: int
) -> list[Message]:
    """Return the latest remembered messages of a topic (None: outside topics) before a message, in order.

    Args:
        message_id: the message; None for all that there are.
    """
    query = sa.select(memory.c.body).where(memory.c.chat_id == chat_id, memory.c.topic_id.is_(topic_id))
    if message_id is not None:
        query = query.where(memory.c.message_id < message_id)
    rows = await tx.rows(query.order_by(memory.c.message_id.desc()).limit(limit))
    return [message_from_json(row["body"]) for row in reversed(rows)]


async def matters_of(tx: Tx, chat_id: int, message_ids: Collection[int]) -> dict[int, int]:
    """Return the key of the matter of each message that belongs to one."""
    query = sa.select(matter_messages.c.message_id, matter_messages.c.matter_id).where(
        matter_messages.c.chat_id == chat_id, matter_messages.c.message_id.in_(list(message_ids))
    )
    return {row["message_id"]: row["matter_id"] for row in await tx.rows(query)}


async def said_at(tx: Tx, council_id: int, at: datetime) -> list[Message]:
    """Return what was said in a council's groups in that second, as it stands now: remembered, or on the clerk's list."""
    remembered = sa.select(memory.c.body).where(memory.c.council_id == council_id, memory.c.sent_at == at)
    flagged = sa.select(candidates.c.body).where(
        candidates.c.council_id == council_id,
        candidates.c.state == "open",
        candidates.c.sent_at == at,
        candidates.c.body.is_not(None),
    )
    known: dict[tuple[int, int], Message] = {}
    for row in [*await tx.rows(flagged), *await tx.rows(remembered)]:
        message = message_from_json(row["body"])
        known[message.key] = message
    return list(known.values())
