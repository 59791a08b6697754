"""What had been disposed of and came back with an older database, and stays because it is on hold. Keys alone."""

import json
from collections.abc import Collection

import sqlalchemy as sa

from minutebook.council.records import Route
from minutebook.storage import facts
from minutebook.storage.schema_records import records
from minutebook.storage.store import Tx

FACT = "came_back_on_hold"
"""The fact which records these are."""

BATCH = 400
"""Records in one statement, well within SQLite's limit of variables."""


async def note(tx: Tx, keys: Collection[int]) -> None:
    """Note which records these are now, instead of those known before."""
    value = json.dumps(sorted(keys))
    if (await facts.get(tx, FACT) or "[]") != value:
        await facts.put(tx, FACT, value)


async def count(tx: Tx, council_id: int, route: Route) -> int:
    """Return how many of a council's records these are, of those for some eyes."""
    keys: list[int] = json.loads(await facts.get(tx, FACT) or "[]")
    found = 0
    for first in range(0, len(keys), BATCH):
        query = sa.select(sa.func.count()).where(
            records.c.id.in_(keys[first : first + BATCH]),
            records.c.council_id == council_id,
            records.c.route == str(route),
        )
        found += await tx.number(query)
    return found
