"""The register of disposals: a file outside the database, so that nothing comes back with an older one.

It lies beside the folder of files, is only ever added to, and holds ids and digests, never what was said. At
start, what it names and the database still has, because a backup was put back, is disposed of again; what is on
hold then, once the last hold lets it go. After a disposal it is brought up to date, files no record uses any more are deleted, and the search index and the
WAL are emptied of what was removed.
"""

import asyncio
import logging
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from minutebook.bot.logs import where
from minutebook.council.disposal import HeldError, Line, line_from_text, line_of, line_to_text
from minutebook.council.errors import StoreError
from minutebook.handlers import bundle_shelf
from minutebook.storage import certificates, come_back, disposing, facts, keeping
from minutebook.storage.store import Store

log = logging.getLogger(__name__)

NAME = "disposals.jsonl"
BUNDLES = "bundles"
"""The folder beside that of files in which bundles wait (`handlers.bundle_shelf`)."""

CLASSED = "records_classed"
"""The fact that every record has a class: those from before there were classes have been given one."""

FOLDS, FOLD_PAUSE = 20, 0.1
"""How often emptying the WAL is tried while a reader is in the way, and the seconds between."""


def register_path(files: Path) -> Path:
    """Return where the register lies: beside the folder of files."""
    return files.with_name(NAME)


def read_register(path: Path) -> list[Line]:
    """Return the lines of a register, in order; none where there is no such file.

    A line that cannot be read is left out: the last one may have been torn off by a crash.

    Raises:
        OSError: it is there and cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return []
    lines = [line_from_text(line) for line in text.splitlines() if line.strip()]
    unread = lines.count(None)
    if unread:
        log.warning("register of disposals: %d lines cannot be read", unread)
    return [line for line in lines if line is not None]


def add_to_register(path: Path, lines: list[Line]) -> None:
    """Add lines to a register, on disk for good when this returns; readable by its owner alone.

    Raises:
        OSError: it cannot be written.
    """
    if not lines:
        return
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as stream:
        # A line that a crash tore off must not take the next one with it.
        end = stream.seek(0, os.SEEK_END)
        torn = b""
        if end:
            stream.seek(end - 1)
            torn = b"" if stream.read(1) == b"\n" else b"\n"
        text = "".join(line_to_text(line) + "\n" for line in lines)
        stream.write(torn + text.encode("utf-8"))
        stream.flush()
        os.fsync(stream.fileno())


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came back with an older database.

    Attributes:
        gone: records that were disposed of again.
        held: records that are on hold, and stay until that ends.
    """

    gone: int
    held: int


class Register:
    """Keeps the register, and the folder of files, in step with what was disposed of.

    Args:
        files: the folder of files.
        clock: gives the present as aware UTC.
    """

    def __init__(self, store: Store, files: Path, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._files = files
        self._path = register_path(files)
        self._clock = clock
        self._lines: dict[tuple[int, datetime, int], Line] | None = None
        self._settling = asyncio.Lock()
        self._swept = False
        self._on_hold: list[Line] = []
        self._again: list[Line] = []

    async def replay(self) -> Replayed:
        """Dispose again of what an older database has brought back; to be done before anything else happens.

        Raises:
            StoreError: the register cannot be read: without it nothing may be shown.
        """
        await self._class_old()
        try:
            lines = await asyncio.to_thread(read_register, self._path)
        except OSError as error:
            raise StoreError(
                f"cannot read the register of disposals, {self._path}: {error.strerror}; give it back its owner"
                " and permissions, for it says what must not come back"
            ) from error
        self._lines = {line.key: line for line in lines}
        gone = await self._dispose_again(lines)
        await self.settle()
        return Replayed(gone, len(self._on_hold))

    async def freed(self) -> None:
        """Dispose again of what came back and was on hold, as far as it is no longer; to be done after a release."""
        if self._on_hold:
            await self._dispose_again(self._on_hold)
            await self.settle()

    async def _dispose_again(self, lines: Sequence[Line]) -> int:
        held: list[Line] = []
        done = 0
        for line in lines:
            async with self._store.change() as tx:
                try:
                    again = await disposing.again(tx, line, now=self._clock())
                except HeldError:
                    held.append(line)
                    continue
            if again:
                self._again.append(line)
                done += 1
        self._on_hold = held
        async with self._store.change() as tx:
            await come_back.note(tx, [line.record_id for line in held])
        if done:
            log.info("register of disposals: %d records disposed of again", done)
        if held:
            log.warning("register of disposals: %d records are on hold and stay until that ends", len(held))
        return done

    async def _class_old(self) -> None:
        """Give what was on the record before there were classes its class, once."""
        async with self._store.read() as tx:
            if await facts.get(tx, CLASSED):
                return
        while True:
            async with self._store.change() as tx:
                if not await keeping.classify_unclassed(tx):
                    await facts.put(tx, CLASSED, "1")
                    return

    async def settle(self) -> None:
        """Bring the register up to date, delete files no record uses, and empty the index and the WAL.

        What fails is logged and done at the next start or disposal; nothing is lost by that.
        """
        async with self._settling:
            try:
                await self._write()
                async with self._store.change() as tx:
                    await disposing.shred(tx)
                await self._fold()
            except Exception as error:
                log.error("after a disposal: %s", where(error))

    async def _write(self) -> None:
        if self._lines is None:
            lines = await asyncio.to_thread(read_register, self._path)
            self._lines = {line.key: line for line in lines}
        known = self._lines
        async with self._store.read() as tx:
            new = [line_of(item, since) async for item, since in certificates.not_in(tx, known.keys())]
        await asyncio.to_thread(add_to_register, self._path, new)
        known.update((line.key, line) for line in new)
        # What was disposed of again stands in the register already; its files and bundles came back with it.
        again = list(self._again)
        gone = await self._sweep([*new, *again] if self._swept else list(known.values()))
        self._swept = True
        await asyncio.to_thread(self._unbundle, {line.council_id for line in (*new, *again)})
        del self._again[: len(again)]
        if new or gone:
            log.info("disposals: %d entered in the register, %d files deleted", len(new), gone)

    async def _sweep(self, lines: Sequence[Line]) -> int:
        """Delete the files of what was disposed of, as far as no other record has them; return how many.

        While nothing else is written: a file that was just fetched must not be taken for one of these
        (`delivery.files` looks again whether it is there).
        """
        names = {name for line in lines for name in line.files}
        if not names:
            return 0
        async with self._store.change() as tx:
            used = await certificates.files_in_use(tx, names)
            return await asyncio.to_thread(self._unlink, names - used)

    def _unbundle(self, council_ids: set[int]) -> None:
        """Remove the bundles of some councils that wait to be sent: each is then made anew of what is left.

        What was left on disk for somebody bears another mark, and stays: its place is in the certificate.
        """
        for council_id in council_ids:
            for mark in self._files.with_name(BUNDLES).glob(f"{council_id}-*/{bundle_shelf.WAITS}"):
                # Without its mark it is never taken for whole, however far this comes.
                mark.unlink(missing_ok=True)
                shutil.rmtree(mark.parent, ignore_errors=True)

    def _unlink(self, names: set[str]) -> int:
        """Delete files by their names, which are the SHA-256 of their content; return how many were there."""
        gone = 0
        for name in names:
            path = self._files / name
            if path.is_file():
                path.unlink()
                gone += 1
        return gone

    async def _fold(self) -> None:
        for _ in range(FOLDS):
            if await self._store.fold():
                return
            await asyncio.sleep(FOLD_PAUSE)
