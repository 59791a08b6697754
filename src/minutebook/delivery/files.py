"""Fetching the files of records from Telegram into the folder of files, named by their content."""

import asyncio
import contextlib
import logging
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import httpx
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from minutebook.delivery.downloads import Downloads, Incomplete, Oversized
from minutebook.delivery.worker import Worker
from minutebook.storage import certificates, files
from minutebook.storage.files import WantedFile
from minutebook.storage.records import TELEGRAM_FILE_LIMIT
from minutebook.storage.store import Store, Tx

log = logging.getLogger(__name__)

BACK_OFF = (10, 60, 300, 1_800, 7_200, 21_600)
"""Seconds before a file is fetched again, by how often it has failed."""

TRIES = 12
DISK_PAUSE = timedelta(minutes=2)
"""Before a file that could not be written is fetched again."""

LONGEST_WAIT = 60.0
PART = ".part"
"""The ending of a file that is still being fetched."""


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
        self._downloads = Downloads(bot.base_file_url, TELEGRAM_FILE_LIMIT)
        self._worker = Worker("files", self._look, troubled=LONGEST_WAIT)
        store.after_commit(self._after_commit)

    def _after_commit(self, tx: Tx) -> None:
        if tx.wakes_files:
            self._worker.wake()

    def wake(self) -> None:
        """Look at once for what is due: the clock has moved."""
        self._worker.wake()

    @property
    def idle(self) -> bool:
        """Whether nothing is being fetched."""
        return self._worker.idle

    async def until_idle(self) -> None:
        """Wait until it is idle; what waits for its time does not count."""
        while not self.idle:
            await self._worker.until_looked()

    async def start(self) -> None:
        """Begin; what a crash left half fetched is deleted."""
        await asyncio.to_thread(self._clear)
        self._worker.start()

    async def stop(self) -> None:
        """End; a file that was being fetched is fetched again at the next start."""
        await self._worker.stop()
        await self._downloads.close()

    def _clear(self) -> None:
        for part in self._folder.glob(f"*{PART}"):
            part.unlink(missing_ok=True)

    async def _look(self) -> float:
        """Fetch all that is due; return the seconds until it is looked for again."""
        while await self._fetch_some():
            pass
        return LONGEST_WAIT

    async def _fetch_some(self) -> bool:
        """Fetch the next few files that are due; say whether there were any."""
        async with self._store.read() as tx:
            wanted = await files.wanted(tx, self._clock())
        for file in wanted:
            await self._fetch(file)
        return bool(wanted)

    async def _fetch(self, file: WantedFile) -> None:
        part = self._folder / f"{file.id}{PART}"
        try:
            remote = await self._bot.get_file(file.file_id)
            sha256, size = await self._downloads.fetch(remote.file_path or "", part, remote.file_size)
            await asyncio.to_thread(self._keep, part, sha256)
        except OSError as error:
            # The file is not at fault: a full disk, or a folder that is gone, uses up none of its tries.
            log.error("files: %d cannot be written: %s", file.id, error.strerror or type(error).__name__)
            await self._wait(file, DISK_PAUSE)
        except (TelegramError, httpx.HTTPError, httpx.InvalidURL, Oversized, Incomplete) as error:
            log.info("files: %d put off: %s", file.id, type(error).__name__)
            big = isinstance(error, BadRequest) and "too big" in str(error).lower()
            await self._put_off(file, too_big=big or isinstance(error, Oversized))
        else:
            await self._enter(file, sha256, size, sha256)
        finally:
            # Where the folder is gone, or no folder, there is nothing to take away.
            with contextlib.suppress(OSError):
                await asyncio.to_thread(part.unlink, missing_ok=True)

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

    def _keep(self, part: Path, name: str) -> None:
        """Give the fetched file its name by content, for good; equal content is kept once, and a damaged copy mended."""
        part.replace(self._folder / name)
        if hasattr(os, "O_DIRECTORY"):
            folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    async def _put_off(self, file: WantedFile, *, too_big: bool) -> None:
        """Try again later; Telegram says "wrong file_id or the file is temporarily unavailable" for both."""
        if too_big or file.tries >= TRIES:
            async with self._store.change() as tx:
                await files.put_off(tx, file, next_at=None, state="too_big" if too_big else "failed")
        else:
            await self._wait(
                file, timedelta(seconds=BACK_OFF[min(file.tries, len(BACK_OFF) - 1)]), tried=True
            )

    async def _wait(self, file: WantedFile, pause: timedelta, *, tried: bool = False) -> None:
        async with self._store.change() as tx:
            await files.put_off(tx, file, next_at=self._clock() + pause, tried=tried)
