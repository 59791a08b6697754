"""Full-text search over the records (SQLite FTS5). Whatever a clerk types is words, never syntax.

A row of the index has, beside the words, a `scope` of tokens no reader sees: whose record it is and for whose
eyes, of which month, class and kind. A search for a common word within one council, or one month, then stays
as fast as any other. Ranking weighs the newest `RANKED` records that match; no search reads more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from minutebook.council.finding import Field, Query, Term
from minutebook.council.records import Route
from minutebook.storage.schema_records import record_members, records
from minutebook.storage.schema_requests import held
from minutebook.storage.search_row import FILL
from minutebook.storage.store import Tx

RANKED = 1_000
"""Matches that are counted and ranked; a search with more says "more than"."""

_FTS = sa.table("record_search", sa.column("rowid"), sa.column("body"), sa.column("more"), sa.column("files"))
_WORDS = "{body more sender note files}"
_WEIGHTS = "0.0, 10.0, 4.0, 5.0, 3.0, 4.0"
"""What a word counts by where it stands: scope, body, more, sender, note, files."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes:
        ids: keys of the records of the page that was asked for, best first.
        total: how many there are, `RANKED` at most.
        more: whether there are more than that.
        query: the search that found them: the one asked for, or a more forgiving one.
    """

    query: Query
    ids: tuple[int, ...] = ()
    total: int = 0
    more: bool = False


async def index(tx: Tx, record_id: int) -> None:
    """Make a record findable as it now stands: its versions, members, files, sender, note, class and route.

    To be called whenever one of these has changed. A record without content is no longer found.
    """
    await forget(tx, record_id)
    await add(tx, record_id)


async def add(tx: Tx, record_id: int) -> None:
    """Make a new record findable; what is gone from it need not be looked for."""
    await tx.run(FILL, {"id": record_id})


async def forget(tx: Tx, record_id: int) -> None:
    """Make a record findable no more. Its words may stay in the index's pages until `shred`."""
    await tx.run(sa.delete(_FTS).where(_FTS.c.rowid == record_id))


async def shred(tx: Tx) -> None:
    """Rewrite the index so that nothing of what was forgotten stays in its pages.

    Needed because SQLite before 3.42 has no secure-delete for it. Reads and writes all of it: seconds for a million
    records, so once after several disposals.
    """
    await tx.run(sa.text("INSERT INTO record_search (record_search) VALUES ('optimize')"))


async def find(
    tx: Tx, council_id: int, query: Query, routes: Sequence[Route], *, limit: int, skip: int = 0
) -> Found:
    """Return a page of a council's records that a search finds, best first.

    Where nothing has the last word, what has a word that begins so is found.

    Args:
        routes: whose records may be found.
    """
    found = await _find(tx, council_id, query, routes, limit, skip)
    again = None if found.total else query.forgiving()
    if again is None:
        return found
    second = await _find(tx, council_id, again, routes, limit, skip)
    return second if second.total else found


async def _find(
    tx: Tx, council_id: int, query: Query, routes: Sequence[Route], limit: int, skip: int
) -> Found:
    if query.empty or not routes:
        return Found(query)
    scores: dict[int, float] = {}
    for way in query.ways:
        score = f"bm25(record_search, {_WEIGHTS})" if way.words else "0.0"
        statement = _matching(council_id, way, routes, score).order_by(_FTS.c.rowid.desc()).limit(RANKED + 1)
        for row in await tx.rows(statement):
            scores[row["id"]] = min(row["score"], scores.get(row["id"], 0.0))
    newest = sorted(scores, reverse=True)
    ranked = sorted((scores[key], -key) for key in newest[:RANKED])
    page = tuple(-key for _, key in ranked[skip : skip + limit])
    return Found(query, page, len(ranked), len(newest) > RANKED)


async def every(
    tx: Tx,
    council_id: int,
    query: Query,
    routes: Sequence[Route],
    *,
    after: int = 0,
    limit: int = 1_000,
) -> list[int]:
    """Return the keys of all records that a search finds, a page at a time in order of key; for a request.

    Args:
        after: the last key of the page before.
    """
    if query.empty or not routes:
        return []
    found: set[int] = set()
    for way in query.ways:
        statement = _matching(council_id, way, routes, "0.0")
        statement = statement.where(_FTS.c.rowid > after).order_by(_FTS.c.rowid).limit(limit)
        found.update(row["id"] for row in await tx.rows(statement))
    # The first of each are the first of all.
    return sorted(found)[:limit]


async def texts_of(tx: Tx, ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """Return what there is to look for words in, by record: what it says now, what else it says, names of files."""
    rows = await tx.rows(sa.select(_FTS).where(_FTS.c.rowid.in_(list(ids))))
    return {row["rowid"]: (row["body"], row["more"], row["files"]) for row in rows}


def _matching(
    council_id: int, query: Query, routes: Sequence[Route], score: str
) -> sa.Select[tuple[int, float]]:
    conditions: list[sa.ColumnElement[bool] | sa.TextClause] = [
        sa.text("record_search MATCH :query").bindparams(query=expression(council_id, query, routes)),
        records.c.council_id == council_id,
        records.c.route.in_([str(route) for route in routes]),
    ]
    if query.since is not None:
        conditions.append(records.c.sent_at >= query.since)
    if query.until is not None:
        conditions.append(records.c.sent_at < query.until)
    if query.held is not None:
        conditions.append(records.c.id.in_(_held(council_id)) == query.held)
    if query.year is not None:
        conditions.append(records.c.year == query.year)
    if query.reference is not None:
        same = (records.c.year == query.reference.year) & (records.c.number == query.reference.number)
        one = sa.select(records.c.id).where(records.c.council_id == council_id, same).scalar_subquery()
        conditions.append(_FTS.c.rowid == one)
    joined = sa.join(_FTS, records, _FTS.c.rowid == records.c.id)
    weighed = sa.literal_column(score, sa.Float).label("score")
    return sa.select(_FTS.c.rowid.label("id"), weighed).select_from(joined).where(*conditions)


def _held(council_id: int) -> sa.CompoundSelect[tuple[int]]:
    """Return the records on hold: those of a held message, and of a conversation that holds one."""
    live = (held.c.council_id == council_id) & held.c.released_at.is_(None)
    own = sa.select(records.c.id).join(
        held, (held.c.chat_id == records.c.chat_id) & (held.c.message_id == records.c.message_id)
    )
    parts = sa.select(record_members.c.record_id).join(
        held,
        (held.c.chat_id == record_members.c.chat_id) & (held.c.message_id == record_members.c.message_id),
    )
    return sa.union(own.where(live), parts.where(live))


def expression(council_id: int, query: Query, routes: Sequence[Route]) -> str:
    """Return an FTS5 expression; everything that was typed stands in quotes, and in no other place."""
    scopes = [_any("scope", [f"c{council_id}{route}" for route in routes])]
    if query.year is not None:
        scopes.append(_any("scope", [f"r{query.year}"]))
    if query.since is not None or query.until is not None:
        scopes.append(_any("scope", _months(query.since, query.until)))
    wanted = " AND ".join(filter(None, [*scopes, *map(_spelt, query.wanted)]))
    without = " OR ".join(map(_spelt, query.without))
    return f"({wanted}) NOT ({without})" if without else wanted


_TOKENS = {Field.CLASS: "l", Field.KIND: "k", Field.HAS: "has"}


def _spelt(term: Term) -> str:
    star = " *" if term.beginning else ""
    match term.field:
        case Field.WORDS:
            return f"{_WORDS} : {_quoted(term.text)}{star}"
        case Field.FROM:
            return f"sender : {_quoted(term.text)}{star}"
        case _:
            return f"scope : {_quoted(_TOKENS[term.field] + term.text)}{star}"


def _quoted(text: str) -> str:
    """Return `text` as a string of FTS5's, which its tokeniser alone reads: no sign in it is syntax."""
    return '"' + text.replace("\0", " ").replace('"', " ") + '"'


def _any(column: str, tokens: Sequence[str]) -> str:
    joined = " OR ".join(map(_quoted, tokens))
    return f"{column} : ({joined})" if tokens else ""


def _months(since: datetime | None, until: datetime | None) -> list[str]:
    """Return the months and whole years that hold a time; none where it is open to both sides or too long.

    They narrow the search; the instants themselves decide.
    """
    first = since.astimezone(UTC) if since else datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC)
    last = until.astimezone(UTC) if until else datetime(_LAST_YEAR, 12, 31, tzinfo=UTC)
    first = max(first, datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC))
    last = min(last, datetime(_LAST_YEAR, 12, 31, tzinfo=UTC))
    tokens: list[str] = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        if month == 1 and year < last.year:
            tokens.append(f"y{year}")
            year += 1
            continue
        tokens.append(f"m{year}{month:02d}")
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return tokens or ["none"]


_FIRST_YEAR, _LAST_YEAR = 2013, 2113
"""Telegram began in 2013. Nothing was said before; what is said after 2113 is somebody else's to search."""
