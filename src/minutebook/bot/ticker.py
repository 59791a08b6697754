"""What happens because time passes: digests, lapses, purges, take-downs, groups nobody set up.

One tick compares stored instants with the present. It forgets nothing when the program was off: what
fell due in between is done at the next tick.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from telegram.error import BadRequest, Forbidden, TelegramError

from minutebook.bot.computer_turn import ACTED
from minutebook.bot.logs import where
from minutebook.council import outgoing
from minutebook.council.bodies import Council
from minutebook.council.outgoing import Outgoing
from minutebook.council.retention import (
    EXAMPLES_KEPT,
    INBOX_KEPT,
    LAPSE_LISTED,
    LEAVE_AFTER,
    lapse,
)
from minutebook.handlers import bundle_shelf, digesting, sending_on
from minutebook.handlers.house import House, Turn
from minutebook.storage import (
    buttons,
    candidates,
    councils,
    digests,
    dispatches,
    facts,
    inbox,
    memory,
    outbox,
    records,
    teaching,
)
from minutebook.storage.candidates import Candidate
from minutebook.storage.digests import MadeDigest
from minutebook.storage.store import Tx

log = logging.getLogger(__name__)

ALIVE = "alive_at"
OUTAGE = timedelta(minutes=15)
"""Unheard-of for so long, the bot was off, and the digest says so."""

PURGE_EVERY = timedelta(minutes=10)
FURTHEST = timedelta(days=2)
"""No digest is due later than this; one that is was set by a clock that ran ahead."""

OUTBOX_KEPT = timedelta(days=60)
BUTTONS_KEPT = timedelta(days=120)


class Ticker:
    """Does what is due. `tick` is called every few seconds, and at once when the demo's clock is moved."""

    def __init__(self, house: House, clock: Callable[[], datetime]) -> None:
        self._house = house
        self._clock = clock
        self._purged_at: datetime | None = None
        self._heeded: str | None = None
        self._ticking = asyncio.Lock()

    async def tick(self) -> None:
        """Do everything that is due now; where a tick is under way, wait for it first.

        So whoever has awaited a tick knows that nothing due before it is still being done.
        """
        async with self._ticking:
            await self._tick(self._clock())

    async def _tick(self, now: datetime) -> None:
        # What was delivered is counted before the next digest asks what has been told often enough.
        steps = [self._note_alive, self._heed, self._settle, self._digests, self._take_down, self._send_on]
        if self._purged_at is None or not timedelta(0) <= now - self._purged_at < PURGE_EVERY:
            self._purged_at = now
            steps += [self._purge, self._lapse, self._leave, self._sweep, self._fold]
        for step in steps:
            await _tried(step, now)

    async def jumped(self) -> None:
        """Note that the clock was moved on purpose: a jump is no outage."""
        async with self._house.store.change() as tx:
            await facts.put(tx, ALIVE, self._clock().isoformat())

    async def _note_alive(self, now: datetime) -> None:
        async with self._house.store.change() as tx:
            last = await facts.get(tx, ALIVE)
            await facts.put(tx, ALIVE, now.isoformat())
            if last is None or now - datetime.fromisoformat(last) < OUTAGE:
                return
            began = datetime.fromisoformat(last)
            for council in await councils.everyone(tx):
                await digests.whole_gap(tx, council.id, "outage", max(began, council.created_at), now)
        log.info("was off for %d minutes", (now - began).total_seconds() // 60)

    async def _heed(self, now: datetime) -> None:
        """Take in what was done at the council's computer meanwhile, by another process on the same database."""
        async with self._house.store.read() as tx:
            mark = await facts.get(tx, ACTED)
            known = [] if mark == self._heeded else await councils.everyone(tx)
        if mark == self._heeded:
            return
        async with self._house.store.change() as tx:
            # As if it had been done here: what is at hand is read anew, and what waits is looked for.
            tx.stale |= {council.id for council in known}
            tx.wakes_outbox = tx.wakes_files = tx.wakes_dispatches = tx.frees = True
        self._house.recalled.clear()
        self._heeded = mark

    async def _digests(self, now: datetime) -> None:
        async with self._house.store.read() as tx:
            due = [c.id for c in await councils.everyone(tx) if _is_due(c, now)]
        for council_id in due:
            await _tried(partial(self._digest, council_id), now)

    async def _digest(self, council_id: int, now: datetime) -> None:
        view = await self._house.directory.view(council_id)
        if _is_due(view.council, now):
            await digesting.digest_due(Turn(self._house, ()), view)

    async def _settle(self, now: datetime) -> None:
        """Count a digest as having listed what it lists once all its parts have reached one of its readers."""
        async with self._house.store.read() as tx:
            found = [(made, await _reached(tx, made)) for made in await digests.unsettled(tx)]
        for made, reached in found:
            listings = zip((made.candidates, made.staffing), reached, strict=True)
            news = any(listed and state is not None for listed, state in listings)
            done = None not in reached or now - made.until >= LAPSE_LISTED
            if not (news or done):
                continue
            async with self._house.store.change() as tx:
                await _count(tx, made, reached)
                if done:
                    await digests.settle(tx, made.id, now)

    async def _take_down(self, now: datetime) -> None:
        async with self._house.store.read() as tx:
            old = await outbox.to_take_down(tx, now)
        for key, chat_id, message_id in old:
            try:
                await self._house.bot.delete_message(chat_id, message_id)
            except (BadRequest, Forbidden) as error:
                # Already gone, or older than the 48 hours in which a bot may delete.
                log.info("a shown message could not be taken down: %s", type(error).__name__)
            except TelegramError as error:
                log.info("taking down a shown message is put off: %s", type(error).__name__)
                return
            async with self._house.store.change() as tx:
                await outbox.taken_down(tx, key)

    async def _purge(self, now: datetime) -> None:
        async with self._house.store.change() as tx:
            gone = 0
            for council in await councils.everyone(tx):
                gone += await memory.purge(tx, council.id, now - council.settings.memory)
            await candidates.forget_freed(tx)
            await inbox.prune(tx, now - INBOX_KEPT)
            await outbox.prune(tx, now - OUTBOX_KEPT)
            await dispatches.prune(tx, now - OUTBOX_KEPT)
            await buttons.prune(tx, now - BUTTONS_KEPT, now)
            await teaching.prune(tx, now - EXAMPLES_KEPT)
            freed = await candidates.forget_freed(tx)
        if gone:
            self._house.recalled.clear()
            log.info("short memory: %d messages forgotten", gone)
        if freed:
            log.info("flagged messages: %d decided ones forgotten, on hold no more", freed)

    async def _send_on(self, now: datetime) -> None:
        """Let the next go of what a clerk asked to be sent on."""
        await sending_on.keep_on(self._house, now)

    async def _sweep(self, now: datetime) -> None:
        """Remove the bundles that were never finished, for the program ended meanwhile, and those never taken."""
        gone = bundle_shelf.sweep(self._house.bundles, self._house.binding, now)
        if gone:
            log.info("bundles: %d unfinished or never taken ones removed", gone)

    async def _fold(self, now: datetime) -> None:
        """Empty the WAL, in which what was just forgotten would otherwise stand for a while."""
        if not await self._house.store.fold():
            self._purged_at = None

    async def _lapse(self, now: datetime) -> None:
        async with self._house.store.change() as tx:
            old = await candidates.flagged_before(tx, now - LAPSE_LISTED)
            unread: dict[int, int] = {}
            lapsed = 0
            for candidate in old:
                verdict = lapse(candidate.flagged_at, candidate.listings, now)
                if not verdict.lapsed:
                    continue
                lapsed += 1
                await _forget(tx, candidate, now)
                if verdict.tell_admin:
                    unread[candidate.council_id] = unread.get(candidate.council_id, 0) + 1
            for council_id, count in unread.items():
                await self._tell_lapsed(tx, council_id, count, now)
        if lapsed:
            log.info("flagged messages: %d lapsed undecided", lapsed)

    async def _tell_lapsed(self, tx: Tx, council_id: int, count: int, now: datetime) -> None:
        view = await councils.view(tx, council_id)
        text = self._house.wording.say("digest.lapsed", council=view.council.name, count=count)
        for user in self._house.admins_of(view):
            item = Outgoing(
                f"lapsed:{council_id}:{now.date()}:{user}",
                "notice",
                (outgoing.message(user, text),),
                council_id=council_id,
            )
            await outbox.put(tx, item, now)

    async def _leave(self, now: datetime) -> None:
        async with self._house.store.read() as tx:
            old: Sequence[int] = await councils.waiting_since(tx, now - LEAVE_AFTER)
        for chat_id in old:
            try:
                await self._house.bot.leave_chat(chat_id)
            except (BadRequest, Forbidden) as error:
                log.info("a group nobody set up could not be left: %s", type(error).__name__)
            except TelegramError as error:
                log.info("leaving waits: %s", type(error).__name__)
                return
            async with self._house.store.change() as tx:
                await councils.forget_waiting(tx, chat_id)


def _is_due(council: Council, now: datetime) -> bool:
    """Whether a council's digest is due: by its hour, or because the clock was wrong when that was set."""
    return council.next_digest_at <= now or council.next_digest_at - now > FURTHEST


async def _tried(step: Callable[[datetime], Awaitable[None]], now: datetime) -> None:
    """Do one thing that is due; what cannot be done now keeps nothing else from being done."""
    try:
        await step(now)
    except Exception as error:
        log.error("a tick: %s", where(error))


async def _forget(tx: Tx, candidate: Candidate, now: datetime) -> None:
    """Let a flag lapse, and forget the message's text everywhere else it might still be."""
    await candidates.close(tx, candidate.id, "lapsed", by=0, now=now)
    if await records.reference_of(tx, candidate.chat_id, candidate.message_id) is None:
        await memory.forget(tx, candidate.chat_id, candidate.message_id)


Reached = tuple[bool | None, bool | None]
"""Whether a digest reached the clerk or deputy, and the staffing recipient: None while that is open."""


async def _reached(tx: Tx, made: MadeDigest) -> Reached:
    """Whether a digest reached a reader of each kind whole; False once nobody can be reached."""
    clerks: dict[int, list[str]] = {}
    recipients: dict[int, list[str]] = {}
    for row in await outbox.states_of(tx, "digest", made.id):
        readers = recipients if ":staffing:" in row["natural_key"] else clerks
        readers.setdefault(row["chat_id"], []).append(row["state"])
    return _whole(clerks), _whole(recipients)


def _whole(readers: dict[int, list[str]]) -> bool | None:
    if any(all(state == "sent" for state in states) for states in readers.values()):
        return True
    still = {"waiting", "sending", "refused"}
    return None if any(still.intersection(states) for states in readers.values()) else False


async def _count(tx: Tx, made: MadeDigest, reached: Reached) -> None:
    """Count the listings that reached somebody, once; what is still under way is left for later."""
    clerk, staffing = reached
    await candidates.count_listing(
        tx, [*(made.candidates if clerk else ()), *(made.staffing if staffing else ())]
    )
    left = (made.candidates if clerk is None else (), made.staffing if staffing is None else ())
    await digests.leave(tx, made.id, *left)
