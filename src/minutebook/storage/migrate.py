"""Brings a database to this program's schema with Alembic; one transaction a step."""

from importlib import resources
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from minutebook.council.errors import ForeignStoreError
from minutebook.storage.engine import APPLICATION_ID

HEAD = "0002"
"""The schema this program works with; a test holds it equal to the newest migration."""


async def upgrade(engine: AsyncEngine, path: Path) -> None:
    """Bring the database behind `engine` to `HEAD`.

    Raises:
        ForeignStoreError: it is at a schema this program does not know.
    """
    async with engine.begin() as connection:
        version = await connection.run_sync(_version)
        if version != HEAD:
            await connection.run_sync(_upgrade, path, version)


def _version(connection: Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def _upgrade(connection: Connection, path: Path, version: str | None) -> None:
    # Imported here because a database that is up to date, the usual case, has no need of it.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    folder = resources.files("minutebook.storage") / "migrations"
    config = Config()
    config.set_main_option("script_location", str(folder))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise ForeignStoreError(str(path), "was made by a newer Minutebook; update the program")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
