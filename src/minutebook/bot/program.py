"""The running program: started and stopped in order, and idle when nothing is left to do."""

import asyncio
import json
import logging
from dataclasses import dataclass
from typing import Any

import telegram
from telegram.ext import Application

from minutebook.bot import troubles
from minutebook.bot.inbox import chat_of
from minutebook.bot.lanes import Lanes
from minutebook.bot.ticker import Ticker
from minutebook.delivery.dispatching import Dispatcher
from minutebook.delivery.files import Fetcher
from minutebook.delivery.outbox import Outbox
from minutebook.handlers import menus
from minutebook.handlers.house import House
from minutebook.storage import inbox
from minutebook.storage.store import Store

log = logging.getLogger(__name__)

TICK = 5.0
"""Seconds between looks at what is due."""

App = Application[Any, Any, Any, Any, Any, Any]


@dataclass(slots=True)
class Minutebook:
    """The running program.

    Attributes:
        claim: the one-time code for /claim, or None where the configuration names the admins.
        refused: set once Telegram refuses the token, after which nothing more can be fetched.
    """

    house: House
    store: Store
    application: App
    lanes: Lanes
    outbox: Outbox
    fetcher: Fetcher
    dispatchers: tuple[Dispatcher, ...]
    ticker: Ticker
    background: set[asyncio.Task[None]]
    claim: str | None
    refused: asyncio.Event

    async def start(self) -> None:
        """Take up what was left, then begin to listen."""
        await menus.set_defaults(self.house)
        await self._replay()
        await self.outbox.start()
        await self.fetcher.start()
        for dispatcher in self.dispatchers:
            await dispatcher.start()
        assert self.application.updater is not None
        assert self.application.job_queue is not None
        self.application.job_queue.run_repeating(
            self._tick, TICK, first=0.1, name="tick", job_kwargs={"misfire_grace_time": None}
        )
        await self.application.start()
        await self.application.updater.start_polling(
            allowed_updates=telegram.Update.ALL_TYPES, timeout=30, error_callback=_polling_error
        )

    async def _tick(self, context: object) -> None:
        await self.ticker.tick()

    async def _replay(self) -> None:
        """Give what was kept and not done back to its lanes."""
        async with self.store.read() as tx:
            undone = await inbox.undone(tx, self.house.me.id)
        if undone:
            log.info("inbox: %d updates are taken up again", len(undone))
        for kept in undone:
            raw: dict[str, Any] = {}
            try:
                raw = dict(json.loads(kept.payload or "{}"))
                update = telegram.Update.de_json(raw, self.house.bot)
                if update.update_id != kept.update_id:
                    raise ValueError("another update's number")
            except Exception as error:
                # Another version of the library may not read what the last one did.
                log.error(
                    "update %d cannot be read and is set aside: %s", kept.update_id, type(error).__name__
                )
                async with self.store.change() as tx:
                    fault = type(error).__name__
                    await inbox.note_failure(tx, self.house.me.id, kept.update_id, fault, aside=True)
                    await troubles.report_unread(self.house, tx, {chat_of(raw): [kept.update_id]})
                continue
            await self.lanes.offer(update)

    async def idle(self) -> None:
        """Wait until everything that arrived is handled and everything it caused is sent."""
        while True:
            await self.lanes.until_idle()
            if self.background:
                await asyncio.wait(list(self.background))
            await self.outbox.until_idle()
            await self.fetcher.until_idle()
            for dispatcher in self.dispatchers:
                await dispatcher.until_idle()
            if not self.background and all(worker.idle for worker in self._workers):
                return

    @property
    def _workers(self) -> tuple[Lanes | Outbox | Fetcher | Dispatcher, ...]:
        return (self.lanes, self.outbox, self.fetcher, *self.dispatchers)

    def wake(self) -> None:
        """Look again at what waits for its time: the clock was moved."""
        self.outbox.wake()
        self.fetcher.wake()
        for dispatcher in self.dispatchers:
            dispatcher.wake()

    async def stop(self) -> None:
        """Stop listening, finish what is in hand, close the store. What is left is taken up at the next start."""
        try:
            await self._stop_listening()
            await self.lanes.stop()
            await self.outbox.stop()
            await self.fetcher.stop()
            for dispatcher in self.dispatchers:
                await dispatcher.stop()
            for task in list(self.background):
                task.cancel()
            await asyncio.gather(*self.background, return_exceptions=True)
            if self.application.running:
                await self.application.stop()
            await self.application.shutdown()
        finally:
            await self.store.close()
            self.house.thread.shutdown(wait=False)

    async def _stop_listening(self) -> None:
        updater = self.application.updater
        if updater is None or not updater.running:
            return
        try:
            await updater.stop()
        except Exception as error:
            # What ended polling earlier comes to light here; the rest is to be stopped all the same.
            log.error("listening had ended: %s", type(error).__name__)


def _polling_error(error: telegram.error.TelegramError) -> None:
    """Say why nothing could be fetched; PTB tries again by itself. Never the error's text."""
    log.warning("%s", troubles.fetching(error))
