"""The outbox at work: each chat's things in order, chats side by side, each exactly as often as promised.

Telegram has no idempotency key. So: what was not timed out is sent once; after a time-out, or a kill
in the middle, it is sent once more, marked "you may have this already"; a 429 holds one chat and not
the others; what is refused for good is kept if it is a digest or a notice, and reported.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import ExtBot

from minutebook.council.errors import StoreError
from minutebook.council.outgoing import Send, Way
from minutebook.delivery.telegram import Document, deliver
from minutebook.delivery.worker import TROUBLED_WAIT, Worker
from minutebook.storage import outbox
from minutebook.storage.outbox import Due
from minutebook.storage.store import Store, Tx

log = logging.getLogger(__name__)

LONGEST_WAIT = 30.0
"""Seconds after which the outbox looks again in any case."""

TRIES = 6
"""Tries of something that fails for a reason of ours, not of Telegram's."""

KEPT_KINDS = frozenset({"digest", "notice", "answer"})
"""What is kept when Telegram refuses it, so that it can be sent once the chat is open."""

SHOW_FOR = timedelta(minutes=10)
"""How long what shows something the store holds may wait: whether it may be read was asked when it was asked for,
and what it shows may have been withheld, or the reader's office ended, since. It can be asked for again."""

GIVE_UP = timedelta(days=3)
"""How long a chat may go unreached before what waits for it is reported."""

BACK_OFF = (2, 5, 15, 60, 300, 900)
"""Seconds before the next try, by how many have failed."""

Refused = Callable[[Tx, Due, str], Awaitable[None]]
Moved = Callable[[int, int], Awaitable[None]]


class Documents(Protocol):
    """Makes the files that are to be sent, when they are."""

    async def ready(self, item: Due, send: Send) -> Document | None:
        """Return a file; None where it is not to be sent any more.

        Raises:
            telegram.error.BadRequest: it cannot be made; what is said instead is sent.
        """
        ...

    async def sent(self, item: Due, send: Send) -> None:
        """Note that Telegram has taken it."""
        ...


class Outbox:
    """Sends what the store's outbox holds, until stopped.

    Args:
        clock: gives the present as aware UTC.
        maybe: HTML that marks what may have arrived already.
        on_refused: told, in the same transaction, of something kept because it was refused.
        on_moved: told that a group became a supergroup (old id, new id).
        documents: makes the files to be sent.
    """

    def __init__(
        self,
        store: Store,
        bot: ExtBot[None],
        clock: Callable[[], datetime],
        *,
        maybe: str,
        on_refused: Refused,
        on_moved: Moved,
        documents: Documents,
    ) -> None:
        self._store = store
        self._bot = bot
        self._clock = clock
        self._maybe = maybe
        self._on_refused = on_refused
        self._on_moved = on_moved
        self._documents = documents
        self._worker = Worker("outbox", self._look)
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._stranded: set[int] = set()
        store.after_commit(self._after_commit)

    def _after_commit(self, tx: Tx) -> None:
        if tx.wakes_outbox:
            self._worker.wake()

    def wake(self) -> None:
        """Look again now: the clock was moved, or a chat was opened."""
        self._worker.wake()

    @property
    def idle(self) -> bool:
        """Whether nothing is being sent and nothing was put in since it last looked."""
        return not self._busy and self._worker.idle

    async def until_idle(self) -> None:
        """Wait until it is idle; what waits for its time does not count."""
        while not self.idle:
            # What was sent wakes it.
            await self._worker.until_looked()

    async def start(self) -> None:
        """Take up what was being sent when the program last stopped, and begin."""
        async with self._store.change() as tx:
            resumed = await outbox.resume(tx)
        if resumed:
            log.info("outbox: %d may have been sent before the last stop", resumed)
        self._worker.start()

    async def stop(self, grace: float = 5.0) -> None:
        """End: give what is being sent `grace` seconds, then leave it for the next start."""
        await self._worker.stop()
        if self._busy:
            _, late = await asyncio.wait(self._busy.values(), timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _look(self) -> float:
        """Begin sending what is due; return the seconds until something else will be."""
        if self._stranded:
            # The store would not have what became of something: do not press it.
            await asyncio.sleep(TROUBLED_WAIT)
            stranded = frozenset(self._stranded)
            async with self._store.change() as tx:
                await outbox.resume(tx, stranded)
            self._stranded -= stranded
        now = self._clock()
        async with self._store.read() as tx:
            ready = await outbox.due(tx, now, list(self._busy))
        for item in ready:
            self._busy[item.chat_id] = task = asyncio.create_task(self._send(item), name=f"outbox:{item.id}")
            task.add_done_callback(partial(self._sent, item))
        async with self._store.read() as tx:
            upcoming = await outbox.next_due_at(tx, list(self._busy))
        if upcoming is None:
            return LONGEST_WAIT
        return min(LONGEST_WAIT, max(0.05, (upcoming - now).total_seconds()))

    def _sent(self, item: Due, task: asyncio.Task[None]) -> None:
        self._busy.pop(item.chat_id, None)
        self._worker.wake()
        if not task.cancelled() and task.exception() is not None:
            # What became of it could not be written down; it may have been sent.
            self._stranded.add(item.id)
            log.error("outbox: item %d: %s", item.id, type(task.exception()).__name__)

    async def _send(self, item: Due) -> None:
        if item.uncertain >= 2 and item.ways[0].way in (Way.MESSAGE, Way.DOCUMENT):
            # Sent, sent again, and still no answer: a third copy would not help anyone.
            await self._refused(item, "no answer from Telegram")
            return
        if _is_shown(item) and self._clock() - item.made_at > SHOW_FOR:
            await self._noted(lambda tx: outbox.refuse(tx, item.id, "too late", keep=False))
            return
        async with self._store.change() as tx:
            begun = await outbox.begin(tx, item.id)
        if not begun:
            return
        fault = ""
        for way in item.ways:
            try:
                document = await self._documents.ready(item, way) if way.way is Way.DOCUMENT else None
                if document is None and way.way is Way.DOCUMENT:
                    await self._noted(lambda tx: outbox.refuse(tx, item.id, "not to be sent", keep=False))
                    return
                message_id = await deliver(self._bot, way, self._maybe if item.uncertain else "", document)
            except StoreError as error:
                await self._put_off(item, timedelta(seconds=TROUBLED_WAIT), type(error).__name__)
                return
            except ChatMigrated as error:
                await self._on_moved(item.chat_id, error.new_chat_id)
                await self._put_off(item, timedelta(0), "moved")
                return
            except (BadRequest, Forbidden) as error:
                fault = str(error)
                continue
            except RetryAfter as error:
                await self._hold(item, error)
                return
            except TelegramError as error:
                await self._unanswered(item, error)
                return
            except Exception as error:
                await self._ours(item, error)
                return
            await self._taken(item, way, message_id)
            if way.way is Way.DOCUMENT:
                await self._documents.sent(item, way)
            return
        await self._refused(item, fault)

    async def _noted(self, write: Callable[[Tx], Awaitable[None]]) -> None:
        """Write down what became of something; as soon as the store will have it, so that it is not sent anew."""
        while True:
            try:
                async with self._store.change() as tx:
                    await write(tx)
            except StoreError as error:
                log.warning("outbox: waits for the store: %s", type(error).__name__)
                await asyncio.sleep(TROUBLED_WAIT)
            else:
                return

    async def _taken(self, item: Due, way: Send, message_id: int | None) -> None:
        now = self._clock()
        await self._noted(lambda tx: outbox.sent(tx, item, message_id=message_id, way=str(way.way), now=now))

    async def _hold(self, item: Due, error: RetryAfter) -> None:
        """Telegram says wait: this chat waits, the others do not."""
        seconds = error.retry_after
        pause = seconds if isinstance(seconds, timedelta) else timedelta(seconds=seconds)
        until = self._clock() + pause

        async def write(tx: Tx) -> None:
            await outbox.hold_chat(tx, item.chat_id, until)
            await outbox.put_off(tx, item.id, until, uncertain=False, fault="429")

        await self._noted(write)

    async def _unanswered(self, item: Due, error: Exception) -> None:
        """No answer: a time-out may have arrived; a refused connection or a 5xx has not."""
        log.info("outbox: item %d put off: %s", item.id, type(error).__name__)
        if self._clock() - item.made_at > GIVE_UP:
            await self._refused(item, "not reached for three days")
            return
        uncertain = not (isinstance(error, TelegramError) and _never_left(error))
        pause = timedelta(seconds=BACK_OFF[min(item.tries, len(BACK_OFF) - 1)])
        await self._put_off(item, pause, type(error).__name__, uncertain=uncertain)

    async def _ours(self, item: Due, error: Exception) -> None:
        """A mistake of ours, or an answer that could not be read: it is not tried for ever."""
        log.error("outbox: item %d (%s): %s", item.id, item.kind, type(error).__name__)
        if item.tries + 1 >= TRIES:
            await self._refused(item, type(error).__name__)
        else:
            await self._unanswered(item, error)

    async def _put_off(self, item: Due, pause: timedelta, fault: str, *, uncertain: bool = False) -> None:
        at = self._clock() + pause
        await self._noted(lambda tx: outbox.put_off(tx, item.id, at, uncertain=uncertain, fault=fault))

    async def _refused(self, item: Due, fault: str) -> None:
        keep = item.kind in KEPT_KINDS and item.chat_id > 0 and not _is_shown(item)
        log.info("outbox: item %d (%s) refused", item.id, item.kind)

        async def write(tx: Tx) -> None:
            await outbox.refuse(tx, item.id, fault, keep=keep)
            await self._on_refused(tx, item, fault)

        await self._noted(write)


def _is_shown(item: Due) -> bool:
    """Whether something shows what the store holds to somebody who asked for it."""
    # Until there was the kind, such answers were told by being taken down again alone.
    return item.kind == "shown" or item.take_down is not None


def _never_left(error: TelegramError) -> bool:
    """Whether Telegram answered with an error or could not be reached, so that nothing was sent.

    PTB says which only in the error's cause: none where Telegram answered, httpx's where the connection
    failed. A connection that broke, or fell silent, after the request may have carried it.
    """
    cause = error.__cause__
    if cause is None:
        return not isinstance(error, TimedOut)
    return type(cause).__name__ in ("ConnectError", "ConnectTimeout", "PoolTimeout")
