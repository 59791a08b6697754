"""Full-text search over the records (SQLite FTS5). Whatever a clerk types is words, never syntax."""

import re
from collections.abc import Sequence

import sqlalchemy as sa

from minutebook.council.records import Route
from minutebook.storage.schema_records import records
from minutebook.storage.store import Tx

_FTS = sa.table(
    "record_search", sa.column("rowid"), sa.column("body"), sa.column("sender"), sa.column("note")
)


async def index(tx: Tx, record_id: int, text: str, sender: str, note: str) -> None:
    """Make a record findable by its present text, its sender and the note beside it."""
    await tx.run(sa.delete(_FTS).where(_FTS.c.rowid == record_id))
    await tx.run(
        sa.text("INSERT INTO record_search (rowid, body, sender, note) VALUES (:id, :body, :sender, :note)"),
        {"id": record_id, "body": text, "sender": sender, "note": note},
    )


def query_of(words: str) -> str:
    """Return an FTS5 query that matches every word of `words`, the last as a beginning; "" if there is none."""
    found = re.findall(r"[^\W_]+", words)[:20]
    if not found:
        return ""
    quoted = [f'"{word}"' for word in found]
    return " ".join([*quoted[:-1], quoted[-1] + "*"])


async def find(
    tx: Tx, council_id: int, words: str, routes: Sequence[Route], *, limit: int, skip: int = 0
) -> tuple[list[int], int]:
    """Return the keys of a council's records that hold all the words, best first, and how many there are."""
    query = query_of(words)
    if not query:
        return [], 0
    matched = (
        sa.select(records.c.id)
        .join(_FTS, _FTS.c.rowid == records.c.id)
        .where(
            sa.text("record_search MATCH :query").bindparams(query=query),
            records.c.council_id == council_id,
            records.c.route.in_([str(route) for route in routes]),
        )
    )
    total = await tx.number(sa.select(sa.func.count()).select_from(matched.subquery()))
    rows = await tx.rows(
        matched.order_by(sa.text("record_search.rank"), records.c.id.desc()).limit(limit).offset(skip)
    )
    return [row["id"] for row in rows], total
