"""Copies of the whole database, made while it is in use, and asked about before they are used. Plain SQLite.

Nothing here migrates: a copy is made of a store as it is, before a new program is let near it too.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from minutebook.council.errors import ConfigurationError, StoreError
from minutebook.storage import engine, migrate

BACKED_UP = "backup_at"
"""The fact when the last good backup was made."""

BACKUPS = "backups_known"
"""The fact when each backup was made that may still be there: what is disposed of stands in those."""

BACKUPS_KEPT = 4_000
"""Backups that are known at most, the newest: ten years of one a day."""

STAMP = "%Y-%m-%d-%H%M"
"""How the moment of a backup, in UTC, stands in its name."""

RESTORED = "restored_at"
"""The fact when the store was put back from a backup."""


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database plainly; SQLite's faults become ours.

    Raises:
        StoreBusyError, StoreFullError, StoreError: see there.
    """
    with engine.translated():
        connection = sqlite3.connect(path, timeout=engine.BUSY_MILLISECONDS / 1000, isolation_level=None)
        try:
            yield connection
        finally:
            connection.close()


def refuse_unknown(path: Path) -> None:
    """Refuse a database that this program cannot tell whole from broken; nothing is written to it.

    Raises:
        ConfigurationError: nothing has been kept in it yet.
        ForeignStoreError: it is no database of ours, or a newer program's.
        StoreBusyError, StoreError: it cannot be read, or is damaged.
    """
    engine.refuse_foreign(path)
    version = schema_of(path)
    if not version:
        raise ConfigurationError(f"{path} is empty, so there is nothing to back up")
    migrate.refuse_newer(path, version)


def copy_database(source: Path, target: Path) -> None:
    """Copy a database as it stands at one moment, while others read and write it (sqlite.org/backup.html).

    Args:
        target: a new file, which is whole and by itself when this returns: nothing of it is in a WAL.

    Raises:
        ForeignStoreError: the source is no database of ours.
        StoreBusyError, StoreFullError, StoreError: it cannot be read, or there is no room.
    """
    engine.refuse_foreign(source)
    engine.make_private_file(target)
    with _opened(source) as read, _opened(target) as written:
        read.execute("PRAGMA query_only=ON")
        # All pages in one step: one state of the file, and no starting again for what is written meanwhile.
        read.backup(written, pages=-1)
        written.execute("PRAGMA journal_mode=DELETE")


def schema_of(path: Path) -> str:
    """Return the revision of a database's schema, "" where it has none."""
    with _opened(path) as connection:
        known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    return str(row[0]) if row else ""


def check_whole(path: Path) -> None:
    """Read a database through and make sure that it is whole.

    Raises:
        StoreError: it is damaged.
    """
    with _opened(path) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchone()
    if found != ("ok",):
        raise StoreError(engine.DAMAGED)


def files_named(path: Path) -> dict[str, str]:
    """Return the files that a database's records have: name in the folder of files, and hex SHA-256."""
    with _opened(path) as connection:
        rows = connection.execute(
            "SELECT DISTINCT path, sha256 FROM record_files WHERE state = 'stored' AND path IS NOT NULL"
        ).fetchall()
    return {str(name): str(digest) for name, digest in rows}


def heads(path: Path) -> dict[str, tuple[int, str]]:
    """Return where each council's ledger ends: by its name, the count and the last seal."""
    with _opened(path) as connection:
        rows = connection.execute(
            "SELECT c.name, coalesce(max(l.seq), 0),"
            " coalesce((SELECT seal FROM ledger WHERE council_id = c.id ORDER BY seq DESC LIMIT 1), '')"
            " FROM councils c LEFT JOIN ledger l ON l.council_id = c.id GROUP BY c.id ORDER BY c.id"
        ).fetchall()
    return {str(name): (int(count), str(seal)) for name, count, seal in rows}


def note_begun(path: Path, at: datetime) -> None:
    """Note in a database that a backup of it is being made: what is disposed of meanwhile stands in it.

    Raises:
        StoreBusyError, StoreFullError: it cannot be written now.
    """
    _put_facts(path, {}, made=[at])


def note_gone(path: Path, gone: Collection[datetime]) -> None:
    """Note in a database that the backups of these moments are no more: deleted, written over, or never finished.

    Raises:
        StoreBusyError, StoreFullError: it cannot be written now.
    """
    _put_facts(path, {}, gone=gone)


def note_backup(path: Path, at: datetime, gone: Collection[datetime] = ()) -> None:
    """Note in a database that a good backup of it was made.

    Args:
        gone: the moments of older ones that were deleted for it.

    Raises:
        StoreBusyError, StoreFullError: it cannot be written now.
    """
    _put_facts(path, {BACKED_UP: at.isoformat()}, made=[at], gone=gone)


def note_restored(path: Path, made_at: datetime, now: datetime, others: Collection[datetime] = ()) -> None:
    """Note in a restored database which backup it is, and mark what waits in its outbox as sent perhaps.

    Between the backup and the loss it may have been.

    Args:
        others: the moments of the backups beside it, later ones too, of which the database does not know.
    """
    _put_facts(path, {BACKED_UP: made_at.isoformat(), RESTORED: now.isoformat()}, made=[made_at, *others])
    with _opened(path) as connection:
        connection.execute("UPDATE outbox SET uncertain = 1 WHERE state = 'waiting' AND uncertain = 0")


def _put_facts(
    path: Path, values: dict[str, str], *, made: Collection[datetime] = (), gone: Collection[datetime] = ()
) -> None:
    with _opened(path) as connection:
        connection.execute("BEGIN IMMEDIATE")
        row = connection.execute("SELECT value FROM facts WHERE name = ?", (BACKUPS,)).fetchone()
        known = {datetime.fromisoformat(item) for item in json.loads(row[0] if row else "[]")}
        left = sorted((known - set(gone)) | set(made))
        moments = json.dumps([at.isoformat() for at in left[-BACKUPS_KEPT:]])
        for name, value in {**values, BACKUPS: moments}.items():
            connection.execute(
                "INSERT INTO facts (name, value) VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value),
            )
        connection.execute("COMMIT")
