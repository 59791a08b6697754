"""What is to be in a bundle: which records, what their digests were made from, and their entries in the ledger."""

from array import array
from collections.abc import AsyncIterator, Collection, Sequence
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from minutebook.council.begun import Since
from minutebook.council.bundles import Evidence
from minutebook.council.contents import stated_content
from minutebook.council.finding import Query
from minutebook.council.ledger import Act, Entry
from minutebook.council.records import Route
from minutebook.council.requests import Request
from minutebook.council.scopes import Scope
from minutebook.storage import ledgers, search
from minutebook.storage.codec import message_from_json
from minutebook.storage.schema_records import ledger, record_files, record_members, record_versions, records
from minutebook.storage.schema_requests import held
from minutebook.storage.store import Row, Tx

PAGE = 10_000
"""Keys read at a time."""

FEW = 20_000
"""Records up to which the ledger is asked for their entries; for more it is read through."""


async def keys(
    tx: Tx,
    council_id: int,
    scope: Scope,
    routes: Collection[Route],
    zone: ZoneInfo,
    *,
    query: Query | None = None,
    request: Request | None = None,
) -> "array[int]":
    """Return the keys of the records that are in a scope, in order: eight bytes each.

    Args:
        routes: whose records.
        query: what the scope's words ask for, where it has any.
        request: the case it names, where it names one: what is held for it now, or was when it was closed.
    """
    found = await _found(tx, council_id, query, routes)
    statement = sa.select(records.c.id).where(
        records.c.council_id == council_id,
        records.c.route.in_([str(route) for route in routes]),
        *_conditions(scope, zone, request),
    )
    wanted: array[int] = array("q")
    while True:
        after = wanted[-1] if wanted else 0
        rows = await tx.rows(statement.where(records.c.id > after).order_by(records.c.id).limit(PAGE))
        wanted.extend(row["id"] for row in rows)
        if len(rows) < PAGE:
            return wanted if found is None else array("q", [key for key in wanted if key in found])


async def _found(tx: Tx, council_id: int, query: Query | None, routes: Collection[Route]) -> set[int] | None:
    if query is None:
        return None
    found: set[int] = set()
    after = 0
    while page := await search.every(tx, council_id, query, list(routes), after=after):
        found.update(page)
        after = page[-1]
    return found


def _conditions(scope: Scope, zone: ZoneInfo, request: Request | None) -> list[sa.ColumnElement[bool]]:
    begins, ends = scope.instants(zone)
    conditions: list[sa.ColumnElement[bool]] = []
    if begins is not None:
        conditions.append(records.c.sent_at >= begins)
    if ends is not None:
        conditions.append(records.c.sent_at < ends)
    if scope.klass:
        conditions.append(records.c.klass == scope.klass)
    if request is not None:
        conditions.append(_held_for(request))
    return conditions


def _held_for(request: Request) -> sa.ColumnElement[bool]:
    """Return the condition that a record, or a message in it, is a request's: taken from it by hand it is not."""
    mine = held.c.request_id == request.id
    still = held.c.released_at.is_(None)
    # Closing lets go of everything at once.
    kept = still if request.closed_at is None else sa.or_(still, held.c.released_at >= request.closed_at)
    own = (held.c.chat_id == records.c.chat_id) & (held.c.message_id == records.c.message_id)
    member = sa.exists().where(
        record_members.c.record_id == records.c.id,
        record_members.c.chat_id == held.c.chat_id,
        record_members.c.message_id == held.c.message_id,
    )
    return sa.or_(sa.exists().where(mine, kept, own), sa.exists().where(mine, kept, member))


async def evidence(tx: Tx, ids: Sequence[int]) -> dict[int, list[Evidence]]:
    """Return what the digests of records were made from, by record; none that states something else."""
    found: dict[int, list[Evidence]] = {}
    versions = sa.select(record_versions).where(record_versions.c.record_id.in_(list(ids)))
    order = (record_versions.c.record_id, record_versions.c.number)
    for row in await tx.rows(versions.order_by(*order)):
        found.setdefault(row["record_id"], []).extend(_evidence(row, 0))
    members = sa.select(record_members).where(record_members.c.record_id.in_(list(ids)))
    places = (record_members.c.record_id, record_members.c.position, record_members.c.number)
    for row in await tx.rows(members.order_by(*places)):
        found.setdefault(row["record_id"], []).extend(_evidence(row, row["position"]))
    return found


def _evidence(row: Row, member: int) -> list[Evidence]:
    salt = row["salt"] or b""
    content = stated_content(message_from_json(row["body"]), salt, row["digest"])
    return [Evidence(row["number"], member, salt.hex(), row["digest"], content)] if content else []


async def entries(tx: Tx, council_id: int, ids: Collection[int], upto: int) -> AsyncIterator[Entry]:
    """Yield the ledger's entries about some records, in order, the last being number `upto`, whatever it is about.

    Others are in nobody's bundle: that something was done says who did it.
    """
    if len(ids) <= FEW:
        for entry in await ledgers.of_records(tx, council_id, ids, {upto}):
            if entry.seq <= upto:
                yield entry
        return
    wanted = frozenset(ids)
    async for entry in ledgers.entries(tx, council_id):
        if entry.seq <= upto and (entry.record_id in wanted or entry.seq == upto):
            yield entry
        if entry.seq >= upto:
            return


async def since(tx: Tx, council_id: int, ids: Collection[int], upto: int) -> dict[int, Since]:
    """Return what came to some records after entry `upto` of the ledger, by record; those alone to which anything did."""
    stated = sa.select(ledger.c.record_id, ledger.c.version, ledger.c.act, ledger.c.digest).where(
        ledger.c.council_id == council_id,
        ledger.c.record_id.in_(list(ids)),
        ledger.c.act.in_([str(Act.EDITED), str(Act.FILED)]),
    )
    later = await tx.rows(stated.where(ledger.c.seq > upto).order_by(ledger.c.seq))
    if not later:
        return {}
    keys = sorted({row["record_id"] for row in later})
    before = await tx.rows(stated.where(ledger.c.seq <= upto, ledger.c.record_id.in_(keys)))
    files = await tx.rows(sa.select(record_files).where(record_files.c.record_id.in_(keys)))
    found = {}
    for key in keys:
        edits = [row["version"] for row in later if row["record_id"] == key and row["version"]]
        first = edits[0] if edits else None
        came = [row["id"] for row in files if row["record_id"] == key and first and row["version"] >= first]
        filed = {row["digest"] for row in before if row["record_id"] == key and row["act"] == str(Act.FILED)}
        found[key] = Since(first, frozenset(came), frozenset(filed))
    return found
