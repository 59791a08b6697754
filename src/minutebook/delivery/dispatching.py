"""The worker that lets letters go on by one channel: in order, tried again for as long as it takes, lost never."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from minutebook.council.letters import Channel, Letter, NotCarried, Reach
from minutebook.delivery.worker import Worker
from minutebook.storage import dispatches, handed_on
from minutebook.storage.dispatches import Dispatch
from minutebook.storage.store import Store, Tx

log = logging.getLogger(__name__)

BACK_OFF = (60, 300, 900, 3_600, 10_800, 21_600)
"""Seconds before the next try, by how many have failed; from then on the last, without an end."""

LONGEST_WAIT = 60.0


class Carrier(Protocol):
    """Delivers a letter by one channel."""

    async def carry(self, letter: Letter, to: str) -> str:
        """Deliver a letter, and return where it went.

        Raises:
            NotCarried: it could not be.
        """
        ...


class Letters(Protocol):
    """Makes letters of what is to go, and is told what became of them."""

    async def letter(self, item: Dispatch, *, bare: bool) -> tuple[Letter, str] | None:
        """Return a letter and the address it goes to; None where it is not to go any more.

        Args:
            bare: whether it goes without its files.
        """
        ...

    async def went(self, tx: Tx, item: Dispatch) -> None:
        """Hear that something went, in the transaction that notes it."""
        ...

    async def failed(self, tx: Tx, item: Dispatch, error: NotCarried) -> None:
        """Tell of a failure, in the transaction that puts it off."""
        ...


class Dispatcher:
    """Lets go what waits for one channel, until stopped.

    Args:
        clock: gives the present as aware UTC.
    """

    def __init__(
        self,
        store: Store,
        channel: Channel,
        carrier: Carrier,
        letters: Letters,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._channel = channel
        self._carrier = carrier
        self._letters = letters
        self._clock = clock
        self._worker = Worker(str(channel), self._look)
        store.after_commit(self._after_commit)

    def _after_commit(self, tx: Tx) -> None:
        if tx.wakes_dispatches:
            self._worker.wake()

    def wake(self) -> None:
        """Look again now: the clock was moved."""
        self._worker.wake()

    @property
    def idle(self) -> bool:
        """Whether nothing is on its way."""
        return self._worker.idle

    async def until_idle(self) -> None:
        """Wait until it is idle; what waits for its time does not count."""
        while not self.idle:
            await self._worker.until_looked()

    async def start(self) -> None:
        """Begin."""
        self._worker.start()

    async def stop(self) -> None:
        """End; what was on its way goes again at the next start, known for the same by its key."""
        await self._worker.stop()

    async def _look(self) -> float:
        """Let go all that is due; return the seconds until something else will be."""
        while await self._some():
            pass
        return await self._until_next()

    async def _until_next(self) -> float:
        async with self._store.read() as tx:
            upcoming = await dispatches.next_due_at(tx, self._channel)
        if upcoming is None:
            return LONGEST_WAIT
        return min(LONGEST_WAIT, max(0.05, (upcoming - self._clock()).total_seconds()))

    async def _some(self) -> bool:
        """Let the first few go that are due; say whether there were any."""
        async with self._store.read() as tx:
            ready = await dispatches.due(tx, self._channel, self._clock())
        for item in ready:
            if not await self._one(item):
                # Others may be held now too.
                break
        return bool(ready)

    async def _one(self, item: Dispatch) -> bool:
        """Let one go; say whether it did."""
        try:
            done = await self._try(item, bare=False)
        except NotCarried as error:
            await self._put_off(item, error)
            return False
        except Exception as error:
            # A mistake of ours about one letter keeps no other from going.
            log.error("%s: item %d: %s", self._channel, item.id, type(error).__name__)
            await self._put_off(item, NotCarried("ours", Reach.LETTER, lasting=True))
            return False
        return done

    async def _try(self, item: Dispatch, *, bare: bool) -> bool:
        made = await self._letters.letter(item, bare=bare)
        if made is None:
            async with self._store.change() as tx:
                await dispatches.drop(tx, item)
            return True
        letter, to = made
        try:
            place = await self._carrier.carry(letter, to)
        except NotCarried as error:
            if error.reach is Reach.LETTER and error.lasting and letter.enclosures:
                # Too large perhaps, or a file nobody will take: what was said is to arrive all the same.
                return await self._try(item, bare=True)
            raise
        carried = [enclosure.id for enclosure in letter.enclosures]
        async with self._store.change() as tx:
            await handed_on.sent(tx, item, to, place, carried, self._clock())
            await self._letters.went(tx, item)
        return True

    async def _put_off(self, item: Dispatch, error: NotCarried) -> None:
        log.info("%s: item %d put off: %s", self._channel, item.id, error)
        now = self._clock()
        until = now + timedelta(seconds=BACK_OFF[min(item.tries, len(BACK_OFF) - 1)])
        async with self._store.change() as tx:
            await dispatches.put_off(tx, item, until, str(error))
            if error.reach is not Reach.LETTER:
                council_id = item.council_id if error.reach is Reach.COUNCIL else None
                await dispatches.hold(tx, self._channel, until, council_id)
            await self._letters.failed(tx, item, error)
