"""Searches carried out for a request, and what of the short memory and the clerk's list there is to search."""

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from minutebook.council.concerns import Label, label
from minutebook.council.messages import Message
from minutebook.council.records import Route
from minutebook.council.requests import Request, Search
from minutebook.storage.codec import message_from_json
from minutebook.storage.schema import candidates, memory
from minutebook.storage.schema_records import records
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
    """A message that is on no record, as the short memory or the clerk's list has it.

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


async def unrecorded(tx: Tx, council_id: int) -> AsyncIterator[Unrecorded]:
    """Yield everything of a council's that is on no record and whose text is still known."""
    async for row in _pages(tx, _remembered(council_id)):
        earlier = tuple(message_from_json(json.dumps(item)) for item in json.loads(row["earlier"] or "[]"))
        yield _unrecorded(row, (*earlier, message_from_json(row["body"])))
    async for row in _pages(tx, _flagged_only(council_id)):
        yield _unrecorded(row, (message_from_json(row["body"]),))


def _unrecorded(row: Row, versions: tuple[Message, ...]) -> Unrecorded:
    labels = frozenset(label(name) for name in row["labels"] or ())
    return Unrecorded(versions, labels, Route(row["route"]) if row["route"] else None)


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
    return sa.select(columns.chat_id, columns.message_id, columns.body, columns.labels, columns.route).where(
        columns.council_id == council_id,
        columns.body.is_not(None),
        ~remembered,
        ~_recorded(columns.chat_id, columns.message_id),
    )


def _recorded(chat: sa.ColumnElement[int], message: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    return sa.exists().where(records.c.chat_id == chat, records.c.message_id == message)
