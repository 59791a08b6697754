"""Searches carried out for a request, and what of the short memory and the clerk's list there is to search."""

import json
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from minutebook.council.concerns import Label, label
from minutebook.council.messages import Message
from minutebook.council.records import Reference, Route
from minutebook.council.requests import Request, Search
from minutebook.storage import holds
from minutebook.storage.codec import message_from_json
from minutebook.storage.holds import Key
from minutebook.storage.schema import candidates, memory
from minutebook.storage.schema_records import record_members, records
from minutebook.storage.schema_requests import requests, searches
from minutebook.storage.store import Row, Tx

PAGE = 500


async def log(
    tx: Tx, request: Request, words: str, hits: tuple[int, int], *, by: int, by_name: str, now: datetime
) -> None:
    """Keep that a search was carried out.

    Args:
        hits: on the record, and elsewhere, of what is for the clerk's eyes.
    """
    await tx.insert(
        searches,
        council_id=request.council_id,
        request_id=request.id,
        at=now,
        by_id=by,
        by_name=by_name[:255],
        words=words,
        records=hits[0],
        others=hits[1],
    )


async def of_request(tx: Tx, request_id: int) -> list[Search]:
    """Return the searches carried out for a request, in order."""
    query = sa.select(searches).where(searches.c.request_id == request_id).order_by(searches.c.id)
    return [
        Search(row["at"], row["by_id"], row["by_name"], row["words"], row["records"], row["others"])
        for row in await tx.rows(query)
    ]


async def of_open(tx: Tx, council_id: int) -> dict[int, list[str]]:
    """Return what was searched for a council's open requests, by the request's key."""
    query = (
        sa.select(searches.c.request_id, searches.c.words)
        .join(requests, requests.c.id == searches.c.request_id)
        .where(requests.c.council_id == council_id, requests.c.state == "open")
    )
    found: dict[int, list[str]] = {}
    for row in await tx.rows(query.order_by(searches.c.id)):
        found.setdefault(row["request_id"], []).append(row["words"])
    return found


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """A message that has no record of its own, as the short memory or the clerk's list has it.

    Attributes:
        versions: oldest first; never empty.
        labels: what the detector called it; empty where it was not flagged.
        route: for whose eyes it was flagged; None where it was not.
    """

    versions: tuple[Message, ...]
    labels: frozenset[Label] = frozenset()
    route: Route | None = None

    @property
    def message(self) -> Message:
        """It as it stands now."""
        return self.versions[-1]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A record, as far as a request needs to know it."""

    id: int
    key: Key
    reference: Reference
    route: Route


async def recorded_by_ids(tx: Tx, ids: Sequence[int]) -> list[Recorded]:
    """Return records by key, in order of key."""
    found: list[Recorded] = []
    for first in range(0, len(ids), PAGE):
        found += await _recorded_where(tx, records.c.id.in_(list(ids[first : first + PAGE])))
    return found


async def recorded_among(tx: Tx, council_id: int, keys: Collection[Key]) -> list[Recorded]:
    """Return those of some messages that are on a council's record."""
    found: list[Recorded] = []
    every = list(keys)
    for first in range(0, len(every), PAGE):
        some = holds.among(records.c.chat_id, records.c.message_id, every[first : first + PAGE])
        found += await _recorded_where(tx, (records.c.council_id == council_id) & some)
    return found


async def _recorded_where(tx: Tx, where: sa.ColumnElement[bool]) -> list[Recorded]:
    columns = (records.c.id, records.c.chat_id, records.c.message_id, records.c.year, records.c.number)
    query = sa.select(*columns, records.c.route).where(where).order_by(records.c.id)
    return [
        Recorded(
            row["id"],
            (row["chat_id"], row["message_id"]),
            Reference(row["year"], row["number"]),
            Route(row["route"]),
        )
        for row in await tx.rows(query)
    ]


async def recorded_between(
    tx: Tx, council_id: int, first: Reference, last: Reference
) -> dict[Reference, Recorded]:
    """Return a council's records from one reference to another of the same year, both included, in order."""
    numbers = records.c.number.between(first.number, last.number)
    found = await _recorded_where(
        tx, (records.c.council_id == council_id) & (records.c.year == first.year) & numbers
    )
    return {one.reference: one for one in sorted(found, key=lambda one: one.reference.number)}


async def conversations_with(tx: Tx, council_id: int, keys: Collection[Key]) -> dict[Key, list[Recorded]]:
    """Return the conversations on a council's record that hold some messages, by message, in order of capture."""
    member, found = record_members, dict[Key, list[Recorded]]()
    every = list(keys)
    for first in range(0, len(every), PAGE):
        query = (
            sa.select(member.c.chat_id, member.c.message_id, member.c.record_id)
            .join(records, records.c.id == member.c.record_id)
            .where(
                records.c.council_id == council_id,
                member.c.number == 1,
                holds.among(member.c.chat_id, member.c.message_id, every[first : first + PAGE]),
            )
        )
        rows = await tx.rows(query)
        known = {one.id: one for one in await recorded_by_ids(tx, sorted({row["record_id"] for row in rows}))}
        for row in sorted(rows, key=lambda row: row["record_id"]):
            found.setdefault((row["chat_id"], row["message_id"]), []).append(known[row["record_id"]])
    return found


async def unrecorded_among(tx: Tx, council_id: int, keys: Collection[Key]) -> list[Unrecorded]:
    """Return those of some messages that have no record of their own, as far as anything is known of them."""
    found: list[Unrecorded] = []
    every = list(keys)
    for first in range(0, len(every), PAGE):
        some = every[first : first + PAGE]
        for query, chat, message in (
            (_remembered(council_id), memory.c.chat_id, memory.c.message_id),
            (_flagged_only(council_id), candidates.c.chat_id, candidates.c.message_id),
        ):
            async for row in _pages(tx, query.where(holds.among(chat, message, some))):
                found.append(_read(row))
    return found


async def unrecorded(tx: Tx, council_id: int) -> AsyncIterator[Unrecorded]:
    """Yield everything of a council's that has no record of its own and whose text is still known."""
    for query in (_remembered(council_id), _flagged_only(council_id)):
        async for row in _pages(tx, query):
            yield _read(row)


def _read(row: Row) -> Unrecorded:
    earlier = tuple(message_from_json(json.dumps(item)) for item in json.loads(row["earlier"] or "[]"))
    labels = frozenset(label(name) for name in row["labels"] or ())
    route = Route(row["route"]) if row["route"] else None
    return Unrecorded((*earlier, message_from_json(row["body"])), labels, route)


async def _pages(tx: Tx, query: sa.Select[tuple[int, int]]) -> AsyncIterator[Row]:
    """Yield the rows of a query of `chat_id`, `message_id` …, a page at a time."""
    columns = query.selected_columns
    chat, message = columns["chat_id"], columns["message_id"]
    after: tuple[int, int] | None = None
    while True:
        paged = query
        if after is not None:
            paged = query.where(sa.or_(chat > after[0], (chat == after[0]) & (message > after[1])))
        rows: Sequence[Row] = await tx.rows(paged.order_by(chat, message).limit(PAGE))
        for row in rows:
            yield row
        if len(rows) < PAGE:
            return
        after = (rows[-1]["chat_id"], rows[-1]["message_id"])


def _remembered(council_id: int) -> sa.Select[tuple[int, int]]:
    same = (candidates.c.chat_id == memory.c.chat_id) & (candidates.c.message_id == memory.c.message_id)
    columns = (memory.c.chat_id, memory.c.message_id, memory.c.body, memory.c.earlier)
    return (
        sa.select(*columns, candidates.c.labels, candidates.c.route)
        .select_from(sa.outerjoin(memory, candidates, same))
        .where(memory.c.council_id == council_id, ~_recorded(memory.c.chat_id, memory.c.message_id))
    )


def _flagged_only(council_id: int) -> sa.Select[tuple[int, int]]:
    columns = candidates.c
    remembered = sa.exists().where(
        memory.c.chat_id == columns.chat_id, memory.c.message_id == columns.message_id
    )
    return sa.select(
        columns.chat_id,
        columns.message_id,
        columns.body,
        sa.null().label("earlier"),
        columns.labels,
        columns.route,
    ).where(
        columns.council_id == council_id,
        columns.body.is_not(None),
        ~remembered,
        ~_recorded(columns.chat_id, columns.message_id),
    )


def _recorded(chat: sa.ColumnElement[int], message: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    return sa.exists().where(records.c.chat_id == chat, records.c.message_id == message)
