"""The store: one file, one writer, and transactions you can see.

What to add where: a table in `schema` or `schema_records` with a migration; its reading and writing
in the file of its subject, as functions that take a `Tx`; a test in `tests/storage`.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import CursorResult, RowMapping
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from minutebook.council.errors import StoreBusyError
from minutebook.council.outgoing import Outgoing
from minutebook.storage import engine as engines
from minutebook.storage import migrate

Row = RowMapping
Parameters = Mapping[str, object] | Sequence[Mapping[str, object]]


T = TypeVar("T")

TakesHere = Callable[[Outgoing], bool]


def _nothing(item: Outgoing) -> bool:
    return False


async def _to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Await `work` to its end, and only then let through a cancellation that came meanwhile.

    A statement cut off in the middle would leave its connection, and with it the file, locked.
    """
    task = asyncio.get_running_loop().create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait({task})
        if not task.cancelled():
            task.exception()
        raise


class Tx:
    """One transaction. Everything written through it is kept together or not at all.

    Attributes:
        wakes_outbox: set when something was put in the outbox; acted on after the commit.
        wakes_files: set when a record came with files that are to be fetched.
        wakes_dispatches: set when something is to go on by e-mail or into the folder.
        disposes: set when a record was disposed of, whose files and last traces are then to go.
        frees: set when a hold was released: what had been disposed of, and came back, may then go again.
        stale: councils whose cached view must be read anew after the commit.
        afterwards: what is to be called once the transaction is on disk.
        takes_here: whether something put in the outbox is shown here instead, and so not sent by the bot.
        here: what it took, in order; to be shown once the transaction is on disk.
    """

    def __init__(self, connection: AsyncConnection, takes_here: TakesHere | None = None) -> None:
        self._connection = connection
        self.takes_here: TakesHere = takes_here or _nothing
        self.here: list[Outgoing] = []
        self.wakes_outbox = False
        self.wakes_files = False
        self.wakes_dispatches = False
        self.disposes = False
        self.frees = False
        self.stale: set[int] = set()
        self.afterwards: list[Callable[[], None]] = []

    async def _execute(self, statement: sa.Executable, values: Parameters | None = None) -> CursorResult[Any]:
        return await _to_the_end(self._connection.execute(statement, values))

    async def run(self, statement: sa.Executable, values: Parameters | None = None) -> CursorResult[Any]:
        """Execute a statement that changes something; `values` may be many rows."""
        return await self._execute(statement, values)

    async def rows(self, statement: sa.Executable) -> Sequence[Row]:
        """Return all rows of a query."""
        return (await self._execute(statement)).mappings().all()

    async def row(self, statement: sa.Executable) -> Row | None:
        """Return the first row of a query, or None."""
        return (await self._execute(statement)).mappings().first()

    async def number(self, statement: sa.Executable) -> int:
        """Return the single whole number a query gives, 0 for none."""
        return int((await self._execute(statement)).scalar() or 0)

    async def insert(self, table: sa.Table, **values: object) -> int:
        """Add a row and return its key."""
        result = await self._execute(table.insert().values(**values))
        key = result.inserted_primary_key
        return int(key[0]) if key and isinstance(key[0], int) else 0

    async def insert_once(self, table: sa.Table, **values: object) -> bool:
        """Add a row unless one with its key is there already; say whether it was added."""
        statement = sqlite_insert(table).values(**values).on_conflict_do_nothing()
        return (await self.run(statement)).rowcount == 1


class Store:
    """The record store's file. Open it with `open_store`."""

    def __init__(self, path: Path, writer: AsyncEngine, readers: AsyncEngine) -> None:
        self.path = path
        self._writer_engine = writer
        self._readers = readers
        self._writing = asyncio.Lock()
        self._connection: AsyncConnection | None = None
        self._listeners: list[Callable[[Tx], None]] = []
        self._takes_here: TakesHere | None = None

    def take_here(self, takes: TakesHere) -> None:
        """Show here, and let nobody send, what is put in the outbox from now on and `takes` says yes to."""
        self._takes_here = takes

    def after_commit(self, listener: Callable[[Tx], None]) -> None:
        """Call `listener` with each transaction once it is on disk."""
        self._listeners.append(listener)

    @asynccontextmanager
    async def change(self) -> AsyncIterator[Tx]:
        """Open a transaction that writes; commits on a clean exit, rolls back on any other, cancellation too.

        Raises:
            StoreBusyError: another process held the file for five seconds.
            StoreFullError: the disk is full or cannot be written.
        """
        async with self._writing:
            try:
                connection = await _to_the_end(self._begun())
                tx = Tx(connection, self._takes_here)
                yield tx
                await _to_the_end(connection.commit())
            except BaseException as error:
                await _to_the_end(self._undo())
                if isinstance(error, DBAPIError):
                    engines.raise_translated(error)
                raise
        for listener in self._listeners:
            listener(tx)
        for call in tx.afterwards:
            call()

    async def _begun(self) -> AsyncConnection:
        if self._connection is None:
            self._connection = await self._writer_engine.connect()
        await self._connection.begin()
        return self._connection

    async def _undo(self) -> None:
        """Take back what the writer's transaction did, unless it is over."""
        connection = self._connection
        if connection is None:
            return
        try:
            await connection.rollback()
        except DBAPIError:
            # Not even that: a new connection finds the file as it was.
            self._connection = None
            await connection.invalidate()
            await connection.close()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """Open a transaction that only reads, beside the writer and seeing one state throughout.

        Raises:
            StoreBusyError: the file could not be read in time.
        """
        try:
            async with self._readers.connect() as connection, connection.begin():
                yield Tx(connection)
        except DBAPIError as error:
            engines.raise_translated(error)
        except PoolTimeoutError as error:
            raise StoreBusyError("too much is being read at once") from error

    async def fold(self) -> bool:
        """Fold the WAL into the file and empty it, so that what was deleted is gone from it too.

        Returns False where a reader was in the way; the next call tries again.
        """
        async with self._writing:
            if self._connection is None:
                self._connection = await self._writer_engine.connect()
            raw = (await self._connection.get_raw_connection()).driver_connection
            assert raw is not None
            with engines.translated():
                cursor = await raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                row = await cursor.fetchone()
                await cursor.close()
        return row is not None and row[0] == 0

    async def close(self) -> None:
        """Close every connection; the WAL is folded into the file."""
        async with self._writing:
            if self._connection is not None:
                await self._connection.close()
                self._connection = None
        await self._readers.dispose()
        await self._writer_engine.dispose()


async def open_store(url: str, now: datetime) -> Store:
    """Open the database `url` names, making and migrating it as needed.

    Args:
        url: `sqlite+aiosqlite:///FILE`.
        now: aware UTC, noted as the time of a migration.

    Raises:
        ConfigurationError: not such a URL.
        ForeignStoreError: the file is not ours, or newer than this program.
        StoreBusyError, StoreFullError: it cannot be opened now.
    """
    path = engines.database_path(url)
    engines.make_private_file(path)
    engines.refuse_foreign(path)
    writer = engines.make_engine(url, writes=True)
    try:
        with engines.translated():
            await migrate.upgrade(writer, path)
    except BaseException:
        await writer.dispose()
        raise
    return Store(path, writer, engines.make_engine(url, writes=False))
