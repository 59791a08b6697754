"""A store that an earlier program made is brought to the present schema with all it holds."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from minutebook.council.finding import Query, Term
from minutebook.council.records import Reference, Route
from minutebook.storage import digests, outbox, records, search
from minutebook.storage.migrate import HEAD
from minutebook.storage.schema import metadata
from minutebook.storage.store import Store
from minutebook.storage.verifying import verify_council
from storage.conftest import GROUP, NOW, Place
from storage.test_migration import shape

OLD = sorted(Path(__file__).parent.glob("schema_*.sql"))
Rows = dict[str, list[dict[str, object]]]


def made_by(old: Path, place: Place) -> None:
    """Put the file an earlier program made where the store is looked for."""
    place.path.parent.mkdir(parents=True)
    probe = sqlite3.connect(place.path)
    probe.executescript(old.read_text(encoding="utf-8"))
    probe.close()


def rows(path: Path) -> Rows:
    """Every row of every table, the search text too, without how Alembic and FTS5 keep their own."""
    probe = sqlite3.connect(path)
    probe.row_factory = sqlite3.Row
    names = [row[0] for row in probe.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {
        name: [dict(row) for row in probe.execute(f"SELECT rowid AS _row, * FROM {name} ORDER BY 1")]
        for name in names
        if not name.startswith("record_search_") and name != "alembic_version"
    }
    probe.close()
    return found


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
async def test_an_old_store_keeps_every_row(place: Place, old: Path) -> None:
    """Each row is there afterwards with what it held; the file is whole, and has the shape of the metadata."""
    made_by(old, place)
    before = rows(place.path)
    assert all(before.values()), "every table of an old store has a row to lose"
    await (await place.open()).close()
    after = rows(place.path)
    for name, kept in before.items():
        # Whose index it is and what is in it besides is of a later schema.
        held = [
            {key: row[key] for key in kept[0] if (name, key) != ("record_search", "sender")}
            for row in after[name]
        ]
        assert held == [{key: row[key] for key in held[0]} for row in kept], name
    probe = sqlite3.connect(place.path)
    assert probe.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert probe.execute("PRAGMA foreign_key_check").fetchall() == []
    assert probe.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
    probe.close()
    migrated = sa.create_engine(f"sqlite:///{place.path}")
    stated = sa.create_engine(f"sqlite:///{place.path.with_name('stated.db')}")
    metadata.create_all(stated)
    assert shape(migrated) == shape(stated)
    migrated.dispose()
    stated.dispose()


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
async def test_an_old_store_verifies_and_works(place: Place, old: Path) -> None:
    """Its ledger verifies, its records are found and shown, and what waited goes on waiting."""
    made_by(old, place)
    store = await place.open()
    async with store.read() as tx:
        entries = 12 if old.stem >= "schema_0004" else 6
        assert (await verify_council(tx, 1, "Wexcombe")).count == entries
        assert (await verify_council(tx, 2, "Lenham")).count == 0
        record = await records.by_reference(tx, 1, Reference(2026, 1))
        assert record is not None
        assert [version.text for version in record.versions] == [
            "We agreed to mend the fence.",
            "We agreed to mend the green fence.",
        ]
        assert record.at_capture == 1
        assert (
            await search.find(tx, 1, Query((Term("cafe"), Term("roof"))), list(Route), limit=5)
        ).total == 1
        assert [item.chat_id for item in await outbox.due(tx, NOW + timedelta(days=1), ())] == [10]
    await store.close()


async def opened_0001(place: Place) -> Store:
    """A store of the first schema, migrated."""
    made_by(next(path for path in OLD if path.stem == "schema_0001"), place)
    return await place.open()


async def test_a_gap_of_a_single_group_is_that_group_s(place: Place) -> None:
    """A gap of the first schema is given its group where the council has one; where it has two, it stays open."""
    store = await opened_0001(place)
    async with store.read() as tx:
        told = {
            (gap.kind, gap.chat_id)
            for council in (1, 2)
            for gap in await digests.gaps_between(tx, council, NOW - timedelta(days=1), NOW + timedelta(1))
        }
    assert told == {("rights", GROUP), ("rights", None), ("outage", None)}
    async with store.change() as tx:
        assert await digests.end_gap(tx, 2, "rights", NOW, chat_id=-2002)
        assert not await digests.end_gap(tx, 2, "rights", NOW, chat_id=-2001)
        assert not await digests.end_gap(tx, 1, "rights", NOW, chat_id=-1009)
        assert await digests.end_gap(tx, 1, "rights", NOW, chat_id=GROUP)
    await store.close()
