"""Fetching the files of records from Telegram into the folder of files, named by their content."""

import asyncio
import contextlib
import hashlib
import logging
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from minutebook.storage import certificates, files
from minutebook.storage.files import WantedFile
from minutebook.storage.store import Store, Tx

log = logging.getLogger(__name__)

BACK_OFF = (10, 60, 300, 1_800, 7_200, 21_600)
"""Seconds before a file is fetched again, by how often it has failed."""

TRIES = 12
LONGEST_WAIT = 60.0


class Fetcher:
    """Fetches what records still want, one file at a time, until stopped.

    Args:
        folder: where files are kept; its files are named by the SHA-256 of their bytes.
        clock: gives the present as aware UTC.
    """

    def __init__(self, store: Store, bot: ExtBot[None], folder: Path, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._bot = bot
        self._folder = folder
        self._clock = clock
        self._wake = asyncio.Event()
        self._working = False
        self._calm = asyncio.Event()
        self._worker: asyncio.Task[None] | None = None
        store.after_commit(self._after_commit)

    def _after_commit(self, tx: Tx) -> None:
        if tx.wakes_files:
            self._wake.set()

    @property
    def idle(self) -> bool:
        """Whether nothing is being fetched."""
        return not self._working and not self._wake.is_set()

    async def until_idle(self) -> None:
        """Wait until it is idle; what waits for its time does not count."""
        while not self.idle:
            self._calm.clear()
            await self._calm.wait()

    async def start(self) -> None:
        """Begin."""
        self._wake.set()
        self._worker = asyncio.create_task(self._work(), name="files")

    async def stop(self) -> None:
        """End; a file that was being fetched is fetched again at the next start."""
        if self._worker is not None:
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)

    async def _work(self) -> None:
        while True:
            self._working = True
            self._wake.clear()
            try:
                while await self._fetch_some():
                    pass
            except Exception as error:
                # Whatever it is, fetching must not end for good.
                log.warning("files: %s", type(error).__name__)
            self._working = False
            self._calm.set()
            # Not `wait_for`: before Python 3.12 it may swallow the cancellation that stops us.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LONGEST_WAIT):
                    await self._wake.wait()

    async def _fetch_some(self) -> bool:
        """Fetch the next few files that are due; say whether there were any."""
        async with self._store.read() as tx:
            wanted = await files.wanted(tx, self._clock())
        for file in wanted:
            await self._fetch(file)
        return bool(wanted)

    async def _fetch(self, file: WantedFile) -> None:
        part = self._folder / f"{file.id}.part"
        try:
            remote = await self._bot.get_file(file.file_id)
            await remote.download_to_drive(part, read_timeout=120)
            sha256, size, name = await asyncio.to_thread(self._keep, part)
        except (TelegramError, OSError) as error:
            log.info("files: %d put off: %s", file.id, type(error).__name__)
            too_big = isinstance(error, BadRequest) and "too big" in str(error).lower()
            # Telegram says "wrong file_id or the file is temporarily unavailable" for both.
            again = "wanted" if file.tries < TRIES else "failed"
            await self._put_off(file, state="too_big" if too_big else again)
        else:
            await self._enter(file, sha256, size, name)
        finally:
            part.unlink(missing_ok=True)

    async def _enter(self, file: WantedFile, sha256: str, size: int, name: str) -> None:
        """Note a fetched file, unless its record, or the last other one with the same content, was disposed of meanwhile."""
        place = self._folder / name
        async with self._store.change() as tx:
            if not await asyncio.to_thread(place.is_file):
                await files.put_off(tx, file, next_at=self._clock())
            elif not await files.store(tx, file, sha256=sha256, size=size, path=name, now=self._clock()) and (
                not await certificates.files_in_use(tx, [sha256])
            ):
                await asyncio.to_thread(place.unlink, missing_ok=True)

    def _keep(self, part: Path) -> tuple[str, int, str]:
        """Give the fetched file its name by content, on disk for good; equal content is kept once."""
        digest = hashlib.sha256()
        with part.open("rb") as stream:
            while piece := stream.read(1 << 20):
                digest.update(piece)
            os.fsync(stream.fileno())
        name = digest.hexdigest()
        size = part.stat().st_size
        part.chmod(0o600)
        part.replace(self._folder / name)
        return name, size, name

    async def _put_off(self, file: WantedFile, *, state: str) -> None:
        pause = timedelta(seconds=BACK_OFF[min(file.tries, len(BACK_OFF) - 1)])
        next_at = self._clock() + pause if state == "wanted" else None
        async with self._store.change() as tx:
            await files.put_off(tx, file, next_at=next_at, state=state)
