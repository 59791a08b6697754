"""Holds: what an open request for information keeps from being disposed of, forgotten or lapsing.

The one place that knows. A hold is on a message, by its place in a chat: on the record, flagged or in the short
memory, and as it goes from one to the other. Several requests may hold it; it is free when the last lets go. To
release deletes nothing: from then on its own time counts again.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

import sqlalchemy as sa

from minutebook.council.ledger import Act
from minutebook.council.requests import Request
from minutebook.storage import ledgers, stated
from minutebook.storage.schema_records import record_members, records
from minutebook.storage.schema_requests import held, requests
from minutebook.storage.store import Tx

Key = tuple[int, int]
"""A message: chat id and message id."""

BATCH = 400
"""Messages in one statement, well within SQLite's limit of variables."""


def on_hold(chat: sa.ColumnElement[int], message: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    """Return the condition that a message, named by these columns of another table, is on hold."""
    same = (held.c.chat_id == chat) & (held.c.message_id == message)
    return sa.exists().where(same, held.c.released_at.is_(None))


async def is_held(tx: Tx, chat_id: int, message_id: int) -> bool:
    """Whether a message is on hold, or stands for a conversation on record of which a member is."""
    return bool(await held_among(tx, [(chat_id, message_id)]))


async def held_among(tx: Tx, keys: Collection[Key]) -> set[Key]:
    """Return those of some messages that are on hold, as `is_held` tells."""
    found: set[Key] = set()
    member = record_members
    for some in _batches(keys):
        own = sa.select(held.c.chat_id, held.c.message_id).where(
            held.c.released_at.is_(None), among(held.c.chat_id, held.c.message_id, some)
        )
        by_member = (
            sa.select(records.c.chat_id, records.c.message_id)
            .join(member, member.c.record_id == records.c.id)
            .where(
                among(records.c.chat_id, records.c.message_id, some),
                on_hold(member.c.chat_id, member.c.message_id),
            )
        )
        found |= {(row["chat_id"], row["message_id"]) for row in await tx.rows(sa.union(own, by_member))}
    return found


async def of_request(tx: Tx, request_id: int) -> list[Key]:
    """Return what a request holds now, in the order it was taken."""
    query = sa.select(held.c.chat_id, held.c.message_id).where(
        held.c.request_id == request_id, held.c.released_at.is_(None)
    )
    rows = await tx.rows(query.order_by(held.c.held_at, held.c.chat_id, held.c.message_id))
    return [(row["chat_id"], row["message_id"]) for row in rows]


async def holds_any(tx: Tx, request: Request, keys: Collection[Key]) -> bool:
    """Whether a request holds one of a few messages."""
    query = sa.select(sa.func.count()).where(
        held.c.request_id == request.id,
        held.c.released_at.is_(None),
        among(held.c.chat_id, held.c.message_id, keys),
    )
    return await tx.number(query) > 0


async def place(
    tx: Tx, request: Request, keys: Iterable[Key], *, by: int, now: datetime, again: bool = False
) -> list[Key]:
    """Put messages on hold for a request, with a ledger entry for each that is on record; return what is new.

    Args:
        by: who did it; 0 where what was searched for earlier took it.
        again: whether what was released by hand is taken, too. A search leaves it as the clerk wished it.
    """
    new: list[Key] = []
    for some in _batches(dict.fromkeys(keys)):
        query = sa.select(held.c.chat_id, held.c.message_id, held.c.released_at).where(
            held.c.request_id == request.id, among(held.c.chat_id, held.c.message_id, some)
        )
        known = {(row["chat_id"], row["message_id"]): row["released_at"] for row in await tx.rows(query)}
        back = [key for key in some if again and known.get(key) is not None]
        fresh = [key for key in some if key not in known]
        await _hold(tx, request, fresh, by, now)
        await _take_back(tx, request, back, by, now)
        new += [*fresh, *back]
    await _state(tx, request, Act.HELD, new, by=by, now=now)
    return new


async def _hold(tx: Tx, request: Request, keys: Collection[Key], by: int, now: datetime) -> None:
    rows = [
        {
            "request_id": request.id,
            "chat_id": chat_id,
            "message_id": message_id,
            "council_id": request.council_id,
            "held_at": now,
            "held_by": by,
            "released_at": None,
            "released_by": None,
        }
        for chat_id, message_id in keys
    ]
    if rows:
        await tx.run(held.insert(), rows)


async def _take_back(tx: Tx, request: Request, keys: list[Key], by: int, now: datetime) -> None:
    if keys:
        where = (held.c.request_id == request.id) & among(held.c.chat_id, held.c.message_id, keys)
        values = {"held_at": now, "held_by": by, "released_at": None, "released_by": None}
        await tx.run(sa.update(held).where(where).values(**values))


async def release(
    tx: Tx, request: Request, keys: Collection[Key] | None = None, *, by: int, now: datetime
) -> list[Key]:
    """Let go of messages, or of all a request holds, with a ledger entry for each on record; return which.

    What another request holds stays on hold.
    """
    mine = await of_request(tx, request.id)
    going = mine if keys is None else [key for key in mine if key in set(keys)]
    for some in _batches(going):
        where = (held.c.request_id == request.id) & among(held.c.chat_id, held.c.message_id, some)
        await tx.run(sa.update(held).where(where).values(released_at=now, released_by=by))
    await _state(tx, request, Act.RELEASED, going, by=by, now=now)
    tx.frees = tx.frees or bool(going)
    return going


async def until_closed(tx: Tx, request: Request) -> list[Key]:
    """Return what a closed request let go of when it was closed."""
    query = sa.select(held.c.chat_id, held.c.message_id).where(
        held.c.request_id == request.id, held.c.released_at == request.closed_at
    )
    return [(row["chat_id"], row["message_id"]) for row in await tx.rows(query)]


async def of_council(tx: Tx, council_id: int) -> dict[int, list[Key]]:
    """Return what a council's requests hold now, by the request's key."""
    query = sa.select(held.c.request_id, held.c.chat_id, held.c.message_id).where(
        held.c.council_id == council_id, held.c.released_at.is_(None)
    )
    found: dict[int, list[Key]] = {}
    for row in await tx.rows(query):
        found.setdefault(row["request_id"], []).append((row["chat_id"], row["message_id"]))
    return found


async def came_on_record(tx: Tx, council_id: int, record_id: int, key: Key, now: datetime) -> None:
    """State in the ledger the holds that a message was under before it came on the record."""
    query = (
        sa.select(requests.c.number)
        .join(held, held.c.request_id == requests.c.id)
        .where(held.c.chat_id == key[0], held.c.message_id == key[1], held.c.released_at.is_(None))
    )
    for row in await tx.rows(query.order_by(requests.c.number)):
        digest = (await stated.of_holds(tx, row["number"], [record_id]))[record_id]
        await ledgers.write(tx, council_id, Act.HELD, record_id, at=now, actor_id=0, digest=digest)


async def _state(
    tx: Tx, request: Request, act: Act, keys: Collection[Key], *, by: int, now: datetime
) -> None:
    """Write an act into the ledger for each of some messages that is on record."""
    for some in _batches(keys):
        query = sa.select(records.c.id).where(
            records.c.council_id == request.council_id, among(records.c.chat_id, records.c.message_id, some)
        )
        ids = [row["id"] for row in await tx.rows(query.order_by(records.c.id))]
        digests = await stated.of_holds(tx, request.number, ids)
        await ledgers.write_each(tx, request.council_id, act, ids, at=now, actor_id=by, digests=digests)


def among(
    chat: sa.ColumnElement[int], message: sa.ColumnElement[int], keys: Collection[Key]
) -> sa.ColumnElement[bool]:
    """Return the condition that two columns name one of some messages: by chat, so that indexes serve."""
    chats: dict[int, list[int]] = {}
    for chat_id, message_id in keys:
        chats.setdefault(chat_id, []).append(message_id)
    return sa.or_(sa.false(), *((chat == one) & message.in_(ids) for one, ids in chats.items()))


def _batches(keys: Iterable[Key]) -> Iterator[list[Key]]:
    every = list(keys)
    for first in range(0, len(every), BATCH):
        yield every[first : first + BATCH]
