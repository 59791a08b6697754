"""Opening the database file: pragmas, permissions, refusal of foreign files, and the translation of faults.

Contains no business logic.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from minutebook.council.errors import (
    ConfigurationError,
    ForeignStoreError,
    StoreBusyError,
    StoreError,
    StoreFullError,
)

APPLICATION_ID = 0x4D4E5442  # "MNTB" in the file's header, so that a foreign file is refused
BUSY_MILLISECONDS = 5_000
_FULL = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")

DAMAGED = (
    "the database file is damaged; put the last backup back with minutebook restore, as docs/backup.md says"
)
"""What is said of a store whose file can no longer be read."""


def database_path(url: str) -> Path:
    """Return the file that `url` names.

    Raises:
        ConfigurationError: it is no `sqlite+aiosqlite:///FILE` URL.
    """
    try:
        parsed = make_url(url)
    except Exception as error:
        raise ConfigurationError("storage.url is not a database URL") from error
    if parsed.drivername != "sqlite+aiosqlite" or not parsed.database or parsed.database == ":memory:":
        raise ConfigurationError("storage.url must be sqlite+aiosqlite:///path/to/minutebook.db")
    return Path(parsed.database)


def make_private_folder(folder: Path) -> None:
    """Make `folder` for its owner alone (0700). A folder that was there before is left as it is.

    Raises:
        StoreFullError: it cannot be made.
    """
    try:
        missing = [place for place in (folder, *folder.parents) if not place.exists()]
        for place in reversed(missing):
            place.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StoreFullError(f"cannot make the folder {folder}: {error.strerror}") from error


def make_private_file(path: Path) -> None:
    """Make sure the database file exists and only its owner can read it (0600); SQLite gives its WAL the same.

    Raises:
        StoreFullError: it cannot be made or written.
    """
    make_private_folder(path.parent)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise StoreFullError(f"cannot open {path}: {error.strerror}") from error


@contextmanager
def sole_user(path: Path) -> Iterator[None]:
    """Hold the database for one running bot: two would send twice, and act on what each remembers of before.

    A lock of SQLite's own on a file beside the database, or beside what a link to it leads to: the same file by
    whatever name. It ends with the process, however that ends.

    Raises:
        StoreBusyError: another bot is running on it.
        StoreFullError: the lock's file cannot be made.
    """
    real = path.resolve()
    beside = real.with_name(f"{real.name}.lock")
    make_private_file(beside)
    lock = sqlite3.connect(beside, timeout=1, isolation_level=None)
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise StoreBusyError(
                f"another Minutebook is running on {path}; stop it first (Ctrl-C where it was started), or give"
                " this one a database of its own in storage.url"
            ) from error
        yield
    finally:
        lock.close()


_NOT_OURS = (
    "is not a Minutebook database; if it was, it is damaged: put the last backup back with minutebook restore"
)


def refuse_foreign(path: Path) -> None:
    """Refuse a file that is not ours.

    Raises:
        ForeignStoreError: it is not SQLite, or belongs to another program.
        StoreBusyError: it is locked.
        StoreError: it is ours and damaged.
    """
    with translated():
        probe = sqlite3.connect(path, timeout=BUSY_MILLISECONDS / 1000)
        try:
            application = probe.execute("PRAGMA application_id").fetchone()[0]
            tables = probe.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            # One that is damaged and ours is told by what `translated` makes of it.
            if _is_damage(error) and not _says_ours(path):
                raise ForeignStoreError(str(path), _NOT_OURS) from error
            raise
        finally:
            probe.close()
    if application != APPLICATION_ID and (tables or application):
        raise ForeignStoreError(str(path), "is another program's database")


def _says_ours(path: Path) -> bool:
    """Whether a file that SQLite cannot read has our mark in its header (sqlite.org/fileformat.html, 1.3)."""
    with path.open("rb") as stream:
        return stream.read(72)[68:] == APPLICATION_ID.to_bytes(4, "big")


def make_engine(url: str, *, writes: bool) -> AsyncEngine:
    """Return an engine whose connections are set up for us: WAL, full syncs, foreign keys, secure delete.

    Args:
        writes: whether its transactions take the write lock at once; else its connections refuse writes.
    """
    # Without parameters: an error's text would hold what was said.
    engine = create_async_engine(
        url, pool_size=1 if writes else 2, max_overflow=0, pool_timeout=30, hide_parameters=True
    )
    _prepare(engine.sync_engine, writes=writes)
    return engine


def _prepare(engine: Engine, *, writes: bool) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
        # None hands transactions to us: Python's own begin is late and never IMMEDIATE.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in _PRAGMAS + (() if writes else ("query_only=ON",)):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


_PRAGMAS = (
    f"busy_timeout={BUSY_MILLISECONDS}",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "cache_size=-2000",
)


@contextmanager
def translated() -> Iterator[None]:
    """Turn SQLite's faults into ours, told by error name; a broken constraint is a bug and stays loud.

    Raises:
        StoreBusyError, StoreFullError, StoreError: see there.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error, UnicodeDecodeError) as error:
        raise_translated(error)


def raise_translated(error: DBAPIError | sqlite3.Error | UnicodeDecodeError) -> None:
    """Raise our error for `error`, or `error` itself where it is our own mistake.

    Raises:
        StoreBusyError, StoreFullError, StoreError: by SQLite's error name.
    """
    name = _error_name(error)
    if name.startswith(_BUSY):
        raise StoreBusyError("the database is in use by another process; try again in a moment") from error
    if name.startswith(_FULL):
        raise StoreFullError("the database cannot be written: is the disk full?") from error
    if _is_damage(error):
        raise StoreError(DAMAGED) from error
    raise error


def _is_damage(error: Exception) -> bool:
    """Whether an error comes of bytes that nobody wrote: pages that are none, or text that is no UTF-8."""
    # Python's own, so without a name: of a text, or of SQLite's words that quote a damaged one.
    return (
        _error_name(error).startswith(_DAMAGED)
        or isinstance(error, UnicodeDecodeError)
        or "Could not decode to UTF-8" in str(getattr(error, "orig", error))
    )


def _error_name(error: BaseException | None) -> str:
    while error is not None:
        name = getattr(error, "sqlite_errorname", None)
        if isinstance(name, str):
            return name
        error = getattr(error, "orig", None) or error.__cause__
    return ""
