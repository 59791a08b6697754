"""The short memory of the chat: what is needed to understand a reply and to turn a reaction into a record."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from minutebook.council.messages import Message
from minutebook.storage import holds
from minutebook.storage.codec import message_from_json, message_to_json
from minutebook.storage.schema import matter_messages, memory
from minutebook.storage.store import Row, Tx

_REMEMBER = insert(memory).on_conflict_do_nothing()

EARLIER_KEPT = 10
"""Earlier versions kept of a message that is not on the record: the first, which others read and answered, and
the latest. An edit writes them all anew, and Telegram takes edits for two days, as many as one likes. On the
record, every version since the capture is kept, and on hold every one."""


async def remember(tx: Tx, council_id: int, messages: Sequence[Message]) -> None:
    """Keep messages as they came; one that is known already is left as it is."""
    rows = [
        {
            "chat_id": message.chat_id,
            "message_id": message.message_id,
            "council_id": council_id,
            "topic_id": message.topic_id,
            "sender_id": message.sender.id,
            "sent_at": message.sent_at,
            "poll_id": message.poll.id if message.poll else None,
            "body": message_to_json(message),
            "earlier": None,
        }
        for message in messages
    ]
    if rows:
        await tx.run(_REMEMBER, rows)


async def get(tx: Tx, chat_id: int, message_id: int) -> Message | None:
    """Return a remembered message as it stands now, or None."""
    row = await _row(tx, chat_id, message_id)
    return message_from_json(row["body"]) if row else None


async def some(tx: Tx, chat_id: int, message_ids: Sequence[int]) -> dict[int, Message]:
    """Return those of some messages that are remembered, by id, as they stand now."""
    query = sa.select(memory.c.message_id, memory.c.body).where(memory.c.chat_id == chat_id)
    rows = await tx.rows(query.where(memory.c.message_id.in_(message_ids)))
    return {row["message_id"]: message_from_json(row["body"]) for row in rows}


async def polls_of_matter(tx: Tx, matter_id: int, chat_id: int) -> list[Message]:
    """Return the remembered messages of a matter in one chat that carry a poll."""
    its_own = sa.select(matter_messages.c.message_id).where(
        matter_messages.c.matter_id == matter_id, matter_messages.c.chat_id == chat_id
    )
    query = sa.select(memory.c.body).where(memory.c.chat_id == chat_id, memory.c.poll_id.is_not(None))
    rows = await tx.rows(query.where(memory.c.message_id.in_(its_own)))
    return [message_from_json(row["body"]) for row in rows]


async def versions(tx: Tx, chat_id: int, message_id: int) -> list[Message]:
    """Return the remembered versions of a message, oldest first; empty if it is not remembered."""
    row = await _row(tx, chat_id, message_id)
    if row is None:
        return []
    earlier = [message_from_json(json.dumps(item)) for item in json.loads(row["earlier"] or "[]")]
    return [*earlier, message_from_json(row["body"])]


async def edit(tx: Tx, council_id: int, message: Message) -> Message | None:
    """Note an edit and return the version before it; None if the message was not remembered (it is now).

    An edit without a visible change, which Telegram also reports, changes nothing and returns the same text.
    """
    row = await _row(tx, message.chat_id, message.message_id)
    if row is None:
        await remember(tx, council_id, [message])
        return None
    before = message_from_json(row["body"])
    if replace(before, edited_at=None) == replace(message, edited_at=None):
        return before
    earlier = [*json.loads(row["earlier"] or "[]"), json.loads(row["body"])]
    if len(earlier) > EARLIER_KEPT and not await holds.is_held(tx, *message.key):
        del earlier[1]
    await tx.run(
        sa.update(memory)
        .where(memory.c.chat_id == message.chat_id, memory.c.message_id == message.message_id)
        .values(body=message_to_json(message), earlier=json.dumps(earlier, ensure_ascii=False))
    )
    return before


async def _row(tx: Tx, chat_id: int, message_id: int) -> Row | None:
    return await tx.row(
        sa.select(memory).where(memory.c.chat_id == chat_id, memory.c.message_id == message_id)
    )


async def latest(tx: Tx, chat_id: int, limit: int) -> list[Message]:
    """Return the chat's latest remembered messages, oldest first."""
    query = sa.select(memory.c.body).where(memory.c.chat_id == chat_id)
    rows = await tx.rows(query.order_by(memory.c.message_id.desc()).limit(limit))
    return [message_from_json(row["body"]) for row in reversed(rows)]


async def album(tx: Tx, message: Message) -> list[Message]:
    """Return the remembered messages of a message's album, in order: an album comes as one message a file."""
    # At most ten, sent one right after the other (Bot API sendMediaGroup).
    near = memory.c.message_id.between(message.message_id - 20, message.message_id + 20)
    query = sa.select(memory.c.body).where(memory.c.chat_id == message.chat_id, near)
    rows = await tx.rows(query.order_by(memory.c.message_id))
    known = [message_from_json(row["body"]) for row in rows]
    return [item for item in known if item.album_id == message.album_id]


async def by_poll(tx: Tx, poll_id: str) -> list[Message]:
    """Return the remembered messages that carry a poll: forwarded, it keeps its id, to other councils' groups too."""
    query = sa.select(memory.c.body).where(memory.c.poll_id == poll_id)
    rows = await tx.rows(query.order_by(memory.c.sent_at, memory.c.chat_id, memory.c.message_id))
    return [message_from_json(row["body"]) for row in rows]


async def forget(tx: Tx, chat_id: int, message_id: int) -> None:
    """Forget one message, unless it is on hold."""
    one = (memory.c.chat_id == chat_id) & (memory.c.message_id == message_id)
    await tx.run(sa.delete(memory).where(one, ~holds.on_hold(memory.c.chat_id, memory.c.message_id)))


async def purge(tx: Tx, council_id: int, before: datetime) -> int:
    """Forget a council's messages sent before, but for those on hold; return how many."""
    old = (memory.c.council_id == council_id) & (memory.c.sent_at < before)
    free = ~holds.on_hold(memory.c.chat_id, memory.c.message_id)
    return (await tx.run(sa.delete(memory).where(old, free))).rowcount
