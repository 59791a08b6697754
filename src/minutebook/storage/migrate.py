"""Brings a database to this program's schema with Alembic; one transaction a step."""

import sqlite3
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from minutebook.council.errors import ForeignStoreError
from minutebook.storage.engine import APPLICATION_ID

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0006"
"""The schema this program works with; a test holds it equal to the newest migration."""

OLD_SEARCH = 4
"""The format of a search index that every SQLite reads (sqlite.org/fts5.html, the secure-delete option)."""


async def upgrade(engine: AsyncEngine, path: Path) -> None:
    """Bring the database behind `engine` to `HEAD`.

    Raises:
        ForeignStoreError: it is at a schema this program does not know.
    """
    async with engine.begin() as connection:
        version = await connection.run_sync(_version)
        if version != HEAD:
            await connection.run_sync(_upgrade, path, version)
        await connection.run_sync(_shred_search)


def _shred_search(connection: Connection) -> None:
    """Let the search index overwrite what is deleted from it, where SQLite can (3.42 and newer).

    An older one leaves deleted words in the index's own pages until it merges them. Asked at every opening,
    not in a migration, because the file may be opened by a newer SQLite one day, or by an older one: that
    refuses an index the newer has deleted from (format 5), so it is made anew from the text beside it.
    """
    rows = connection.exec_driver_sql("SELECT k, v FROM record_search_config").all()
    known = {row[0]: row[1] for row in rows}
    if sqlite3.sqlite_version_info >= (3, 42):
        if known.get("secure-delete") != 1:
            connection.exec_driver_sql(
                "INSERT INTO record_search (record_search, rank) VALUES ('secure-delete', 1)"
            )
    elif known["version"] != OLD_SEARCH:
        connection.exec_driver_sql("UPDATE record_search_config SET v = ? WHERE k = 'version'", (OLD_SEARCH,))
        connection.exec_driver_sql("INSERT INTO record_search (record_search) VALUES ('rebuild')")


def _version(connection: Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def refuse_newer(path: Path, version: str) -> None:
    """Refuse a database whose schema this program does not know.

    Args:
        version: of its schema.

    Raises:
        ForeignStoreError: it was made by a newer program.
    """
    if version == HEAD:
        return
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if version not in known:
        raise ForeignStoreError(str(path), "was made by a newer Minutebook; update the program")


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(resources.files("minutebook.storage") / "migrations"))
    return config


def _upgrade(connection: Connection, path: Path, version: str | None) -> None:
    # Imported here because a database that is up to date, the usual case, has no need of it.
    from alembic import command

    if version is not None:
        refuse_newer(path, version)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
