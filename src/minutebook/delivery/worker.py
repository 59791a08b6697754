"""A task that does what is due, again and again: when it is woken, when the time has come, until it is stopped."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

TROUBLED_WAIT = 2.0
"""Seconds before it looks again when the store would not have it."""


class Worker:
    """Calls `look` in a task of its own.

    Args:
        name: of the task, and before what it logs.
        look: does what is due, and returns the seconds until more will be.
        troubled: seconds before it looks again after an error.
    """

    def __init__(
        self, name: str, look: Callable[[], Awaitable[float]], *, troubled: float = TROUBLED_WAIT
    ) -> None:
        self._name = name
        self._look = look
        self._troubled = troubled
        self._wake = asyncio.Event()
        self._looked = asyncio.Event()
        self._looking = False
        self._task: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Look again now, or once more if it is looking."""
        self._wake.set()

    @property
    def idle(self) -> bool:
        """Whether it is not looking, and was not woken since it last looked."""
        return not self._looking and not self._wake.is_set()

    async def until_looked(self) -> None:
        """Wait until it has looked once more."""
        self._looked.clear()
        await self._looked.wait()

    def start(self) -> None:
        """Begin, and look at once."""
        self._wake.set()
        self._task = asyncio.create_task(self._work(), name=self._name)

    async def stop(self) -> None:
        """End, in the midst of looking too."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _work(self) -> None:
        while True:
            self._looking = True
            self._wake.clear()
            try:
                wait = await self._look()
            except Exception as error:
                # Whatever it is, it must not fall silent for good.
                log.warning("%s: %s", self._name, type(error).__name__)
                wait = self._troubled
            self._looking = False
            self._looked.set()
            # Not `wait_for`: before Python 3.12 it may swallow the cancellation that stops us.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._wake.wait()
