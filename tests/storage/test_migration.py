"""The migrations make exactly the database the code is written against."""

import sqlite3
from importlib import resources

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from minutebook.council.errors import ForeignStoreError
from minutebook.storage import schema_keeping, schema_requests, schema_teaching
from minutebook.storage.engine import APPLICATION_ID
from minutebook.storage.migrate import HEAD
from minutebook.storage.schema import metadata
from minutebook.storage.schema_records import records
from storage.conftest import Place

SEARCH = "record_search"


def where_of(index: sa.engine.interfaces.ReflectedIndex) -> str:
    """The condition of a partial index, or ""."""
    return str(index.get("dialect_options", {}).get("sqlite_where", ""))


def shape(engine: sa.Engine) -> dict[str, object]:
    """Everything a database says of its tables: columns, keys, indexes, uniques, foreign keys."""
    found = sa.inspect(engine)
    tables: dict[str, object] = {}
    for table in found.get_table_names():
        if table.startswith(SEARCH) or table == "alembic_version":
            continue
        tables[table] = {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], column["default"])
                for column in found.get_columns(table)
            },
            "key": found.get_pk_constraint(table),
            "indexes": sorted(
                (str(index["name"]), tuple(index["column_names"]), where_of(index))
                for index in found.get_indexes(table)
            ),
            "uniques": sorted(
                (str(unique["name"]), tuple(unique["column_names"]))
                for unique in found.get_unique_constraints(table)
            ),
            "foreign": sorted(
                (tuple(key["constrained_columns"]), key["referred_table"])
                for key in found.get_foreign_keys(table)
            ),
        }
    return tables


async def test_the_migrations_make_what_the_schema_says(place: Place) -> None:
    """Tables, columns, nullability, defaults, keys, indexes and uniques are those of the metadata."""
    for part in (records, schema_keeping.copies, schema_requests.held, schema_teaching.examples):
        assert part.metadata is metadata
    await (await place.open()).close()
    migrated = sa.create_engine(f"sqlite:///{place.path}")
    stated = sa.create_engine(f"sqlite:///{place.path.with_name('stated.db')}")
    metadata.create_all(stated)
    try:
        assert shape(migrated) == shape(stated)
    finally:
        migrated.dispose()
        stated.dispose()


def test_head_is_the_newest_migration() -> None:
    """The revision the program works with is the only head there is, and the chain has one beginning."""
    config = Config()
    config.set_main_option("script_location", str(resources.files("minutebook.storage") / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [HEAD]
    assert len(scripts.get_bases()) == 1


async def test_a_store_is_marked_as_ours(place: Place) -> None:
    """The file carries our application id and the schema's revision, and is in WAL mode."""
    await (await place.open()).close()
    probe = sqlite3.connect(place.path)
    try:
        assert probe.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert probe.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)
        assert probe.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    finally:
        probe.close()


async def test_opening_again_changes_nothing(place: Place) -> None:
    """A store that is up to date is opened as it is."""
    await (await place.open()).close()
    before = place.path.read_bytes()
    await (await place.open()).close()
    assert place.path.read_bytes() == before


async def test_a_store_of_a_newer_program_is_refused(place: Place) -> None:
    """A revision this program does not know is refused by name, and the file is left alone."""
    await (await place.open()).close()
    probe = sqlite3.connect(place.path)
    probe.execute("UPDATE alembic_version SET version_num = '9999'")
    probe.commit()
    probe.close()
    before = place.path.read_bytes()
    with pytest.raises(ForeignStoreError, match="newer Minutebook"):
        await place.open()
    assert place.path.read_bytes() == before


async def test_a_migration_that_fails_leaves_nothing(place: Place) -> None:
    """All of a migration is one transaction: a table in its way leaves the file without any other."""
    place.path.parent.mkdir(parents=True)
    probe = sqlite3.connect(place.path)
    probe.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    probe.execute("CREATE TABLE ledger (mine)")
    probe.commit()
    with pytest.raises(sa.exc.OperationalError):
        await place.open()
    tables = [row[0] for row in probe.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    probe.close()
    assert tables == ["ledger"]


async def test_no_file_is_given_a_key_that_another_had(place: Place) -> None:
    """What a disposed file was known by never means another: its key is not given again."""
    await (await place.open()).close()
    probe = sqlite3.connect(place.path)
    add = (
        "INSERT INTO record_files (record_id, version, kind, file_id, unique_id, state)"
        " VALUES (1, 1, 'photo', 'f', 'u', 'wanted')"
    )
    first = probe.execute(add).lastrowid
    probe.execute("DELETE FROM record_files")
    assert probe.execute(add).lastrowid == (first or 0) + 1
    probe.close()
