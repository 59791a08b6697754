"""What comes later and matches what was searched for an open request: it goes on hold as it comes."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from minutebook.council.finding import Query
from minutebook.council.messages import Message
from minutebook.council.records import Route
from minutebook.council.requests import Request
from minutebook.council.terms import matches, queries
from minutebook.storage import candidates, holds, memory, requests, search, searches, traces
from minutebook.storage.schema import councils
from minutebook.storage.schema_records import record_members, records
from minutebook.storage.schema_requests import held
from minutebook.storage.store import Tx


async def take_said(tx: Tx, council_id: int, messages: Sequence[Message], now: datetime) -> None:
    """Put on hold what was just said or edited, if an open request's searches would find it.

    Args:
        messages: remembered already, and flagged where they are to be.
    """
    waiting = await requests.still_open(tx, council_id)
    wanted = await _wanted(tx, council_id, waiting, now) if waiting else []
    for message in messages if wanted else ():
        versions = await memory.versions(tx, *message.key) or [message]
        flagged = await candidates.of_message(tx, *message.key)
        labels = flagged.labels if flagged else frozenset()
        whole = await with_album(tx, message)
        for request, asked in wanted:
            # The words stand under one item of an album, and the others may come after it.
            begun = len(whole) > 1 and await holds.holds_any(tx, request, whole)
            if begun or any(matches(query, versions, labels) for query in asked):
                talks = await searches.conversations_with(tx, council_id, whole)
                known = [talk.key for places in talks.values() for talk in places]
                await holds.place(tx, request, [*whole, *known], by=0, now=now)


async def take_record(tx: Tx, council_id: int, record_id: int, now: datetime, *, new: bool = False) -> None:
    """Put a record on hold that was just made, or edited, if an open request's searches find it.

    Args:
        record_id: searchable already.
        new: whether it was just made: the holds its message is under already are stated in the ledger with it.
    """
    waiting = await requests.still_open(tx, council_id)
    if not waiting and not new:
        return
    query = sa.select(records.c.chat_id, records.c.message_id).where(records.c.id == record_id)
    row = await tx.row(query)
    assert row is not None
    key = (row["chat_id"], row["message_id"])
    if new:
        # Closing a case lets go of all it holds; but what is on hold all the same is stated.
        await holds.came_on_record(tx, council_id, record_id, key, now)
        by_member = await _holding_part(tx, record_id)
        for request in waiting:
            if request.id in by_member:
                await holds.place(tx, request, [key], by=0, now=now)
    for request, asked in await _wanted(tx, council_id, waiting, now):
        for one in asked:
            # The first record from this one on that is found; none, or a later one, if it is not.
            found = await search.every(tx, council_id, one, tuple(Route), after=record_id - 1, limit=1)
            if found == [record_id]:
                await holds.place(tx, request, [key], by=0, now=now)


async def _holding_part(tx: Tx, record_id: int) -> set[int]:
    """Return the keys of the requests that hold a message of a conversation on record."""
    member = record_members
    same = (held.c.chat_id == member.c.chat_id) & (held.c.message_id == member.c.message_id)
    query = sa.select(held.c.request_id).join(member, same).distinct()
    rows = await tx.rows(query.where(member.c.record_id == record_id, held.c.released_at.is_(None)))
    return {row["request_id"] for row in rows}


async def with_album(tx: Tx, message: Message) -> list[holds.Key]:
    """Return a message and the others of its album, which came as one."""
    album = await memory.album(tx, message) if message.album_id else []
    return list(dict.fromkeys([message.key, *(item.key for item in album)]))


async def as_one(tx: Tx, key: holds.Key) -> list[holds.Key]:
    """Return what is let go with a message: it, its album, and, of a conversation on record, its messages.

    A message of the conversation that has a record of its own is held, and let go, as that.
    """
    member = record_members
    own = sa.exists().where(
        records.c.chat_id == member.c.chat_id, records.c.message_id == member.c.message_id
    )
    mine = sa.select(records.c.id).where(records.c.chat_id == key[0], records.c.message_id == key[1])
    query = sa.select(member.c.chat_id, member.c.message_id).distinct()
    rows = await tx.rows(query.where(member.c.record_id.in_(mine), ~own))
    return list(await traces.with_albums(tx, [key, *((row["chat_id"], row["message_id"]) for row in rows)]))


async def resting_on(tx: Tx, request: Request, keys: Sequence[holds.Key]) -> list[holds.Key]:
    """Return the conversations on record that a request holds by one of some messages and that are none of them.

    What is let go of with one conversation must not free another in which it stands, too.
    """
    member = record_members
    by_member = sa.exists().where(
        held.c.request_id == request.id,
        held.c.released_at.is_(None),
        held.c.chat_id == member.c.chat_id,
        held.c.message_id == member.c.message_id,
    )
    query = (
        sa.select(records.c.chat_id, records.c.message_id)
        .join(member, member.c.record_id == records.c.id)
        .where(holds.among(member.c.chat_id, member.c.message_id, keys), by_member)
        .distinct()
    )
    found = [(row["chat_id"], row["message_id"]) for row in await tx.rows(query)]
    return [key for key in found if key not in set(keys)]


async def _wanted(
    tx: Tx, council_id: int, waiting: Sequence[Request], now: datetime
) -> list[tuple[Request, list[Query]]]:
    """Return each open request of a council with what was searched for it."""
    searched = await searches.of_open(tx, council_id)
    row = await tx.row(sa.select(councils.c.timezone).where(councils.c.id == council_id))
    assert row is not None
    zone = ZoneInfo(row["timezone"])
    return [
        (request, [query for words in dict.fromkeys(asked) for query in queries(words, now, zone)])
        for request in waiting
        if (asked := searched.get(request.id))
    ]
