"""Lanes: one a council, in order within it, side by side; a fault in one holds up nobody else."""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass

import telegram
from telegram.error import NetworkError

from minutebook.bot.logs import where
from minutebook.bot.trying import ASKING_PAUSES, PAUSES, Trouble, passes
from minutebook.council.errors import StoreError

log = logging.getLogger(__name__)

AT_ONCE = 100
"""Updates of ordinary talk taken in together."""

IN_FLIGHT = 2_000
"""Updates held in memory before fetching pauses."""

POLLS_AT_HAND = 200
"""Latest polls whose chat is known before their message is in the short memory."""


@dataclass(frozen=True, slots=True)
class Work:
    """What lanes do with updates.

    Attributes:
        lane_of: which lane an update goes in.
        is_chatter: whether it is ordinary talk, which may be taken in with what is said next to it.
        handle, handle_chatter: do what one update, or a run of ordinary talk, asks for.
        set_aside: give up on one update: by number, and the error's type.
    """

    lane_of: Callable[[telegram.Update], Awaitable[Hashable]]
    is_chatter: Callable[[telegram.Update], Awaitable[bool]]
    handle: Callable[[telegram.Update], Awaitable[None]]
    handle_chatter: Callable[[Sequence[telegram.Update]], Awaitable[None]]
    set_aside: Callable[[telegram.Update, str], Awaitable[None]]


class Lanes:
    """Takes updates in the order they came and works them off, lane by lane.

    Args:
        pauses: seconds before a failed update is tried again, the last for every later try.
        asking: the same where it failed because Telegram did not answer.
    """

    def __init__(
        self, work: Work, pauses: Sequence[float] = PAUSES, asking: Sequence[float] = ASKING_PAUSES
    ) -> None:
        self._work = work
        self._pauses = pauses
        self._asking = asking
        self._lanes: dict[Hashable, deque[telegram.Update]] = {}
        self._tasks: dict[Hashable, asyncio.Task[None]] = {}
        self._held: dict[int, int | None] = {}
        self._by_chat: dict[int, tuple[Hashable, int]] = {}
        self._setups: dict[int, int] = {}
        self._polls: dict[str, int] = {}
        self._moved = asyncio.Event()
        self._stop = asyncio.Event()

    def has(self, update_id: int) -> bool:
        """Whether an update is waiting or being handled here."""
        return update_id in self._held

    @property
    def idle(self) -> bool:
        """Whether nothing waits or is being handled."""
        return not self._held

    @property
    def _stopping(self) -> bool:
        return self._stop.is_set()

    def expect_setup(self, chat_id: int, update_id: int) -> None:
        """Note that a /setup is on its way: what follows it closely may have to be understood."""
        self._setups[chat_id] = update_id

    def expects_setup(self, chat_id: int) -> bool:
        """Whether a /setup of that group has not been handled yet."""
        return chat_id in self._setups

    async def room(self) -> None:
        """Wait until few enough updates are held for another batch."""
        while len(self._held) >= IN_FLIGHT and not self._stopping:
            self._moved.clear()
            await self._moved.wait()

    async def until_idle(self) -> None:
        """Wait until nothing waits or is being handled."""
        while self._held:
            self._moved.clear()
            await self._moved.wait()

    async def offer(self, update: telegram.Update) -> None:
        """Put an update at the end of its lane; one that is held already is not taken twice.

        Raises:
            StoreError: its lane cannot be told now; offer it again.
        """
        if update.update_id in self._held:
            return
        chat = self._chat(update)
        key = await self._lane(update, chat)
        self._held[update.update_id] = chat
        if chat is not None:
            self._by_chat[chat] = (key, self._by_chat.get(chat, (key, 0))[1] + 1)
        self._lanes.setdefault(key, deque()).append(update)
        if key not in self._tasks:
            self._tasks[key] = asyncio.create_task(self._run(key), name=f"lane:{key}")

    def _chat(self, update: telegram.Update) -> int | None:
        """Return the chat an update is of; a stopped poll's, of which Telegram does not say, while it is at hand."""
        message = update.message
        if message is not None and message.poll is not None:
            self._polls[message.poll.id] = message.chat.id
            while len(self._polls) > POLLS_AT_HAND:
                del self._polls[next(iter(self._polls))]
        if update.poll is not None:
            return self._polls.get(update.poll.id)
        return update.effective_chat.id if update.effective_chat else None

    async def _lane(self, update: telegram.Update, chat: int | None) -> Hashable:
        """Keep to the lane in which the chat still has something waiting, so that order holds across a /setup."""
        if chat is not None and chat in self._by_chat:
            return self._by_chat[chat][0]
        try:
            return await self._work.lane_of(update)
        except StoreError:
            raise
        except Exception as error:
            # It will fail in its lane as well, and be set aside there.
            log.error("update %d has no lane: %s", update.update_id, where(error))
            return ("chat", chat)

    async def stop(self, grace: float = 10.0) -> None:
        """Give what is being handled `grace` seconds; what is left stays in the inbox for the next start."""
        self._stop.set()
        self._moved.set()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks.values(), timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _run(self, key: Hashable) -> None:
        lane = self._lanes[key]
        try:
            while lane and not self._stopping:
                run = await self._next(lane)
                if len(run) > 1:
                    await self._chatter(run)
                else:
                    await self._single(run[0])
                self._done(run)
        finally:
            self._tasks.pop(key, None)
            if not lane:
                self._lanes.pop(key, None)

    async def _next(self, lane: deque[telegram.Update]) -> list[telegram.Update]:
        """Take the next update from a lane, or the next run of ordinary talk."""
        run = [lane.popleft()]
        try:
            if await self._work.is_chatter(run[0]):
                while lane and len(run) < AT_ONCE and await self._work.is_chatter(lane[0]):
                    run.append(lane.popleft())
        except Exception as error:
            # What it is could not be told, for want of the store perhaps; handling it will show.
            log.warning("update %d is taken alone: %s", run[0].update_id, type(error).__name__)
        return run

    def _done(self, run: Sequence[telegram.Update]) -> None:
        for update in run:
            chat = self._held.pop(update.update_id)
            if chat is not None:
                key, waiting = self._by_chat.pop(chat)
                if waiting > 1:
                    self._by_chat[chat] = (key, waiting - 1)
                if self._setups.get(chat) == update.update_id:
                    del self._setups[chat]
        self._moved.set()

    async def _chatter(self, run: Sequence[telegram.Update]) -> None:
        """Take a run in together; if that fails, one by one, so that a poisonous update spoils no other."""
        try:
            await self._work.handle_chatter(run)
        except Exception as error:
            log.warning("a run of %d updates is taken one by one: %s", len(run), type(error).__name__)
            for update in run:
                await self._single(update)

    async def _single(self, update: telegram.Update) -> None:
        trouble = Trouble()
        while not self._stopping:
            pauses = self._pauses
            try:
                await self._work.handle(update)
            except StoreError as error:
                # Nothing can be kept now, not even that this failed: wait for the store.
                log.error("update %d waits for the store: %s", update.update_id, type(error).__name__)
            except Exception as error:
                log.error("update %d failed: %s", update.update_id, where(error))
                if trouble.is_enough(error) and await self._aside(update, error):
                    return
                pauses = self._asking if passes(error) else self._pauses
            else:
                return
            await self._rest(trouble.pause(pauses))

    async def _rest(self, seconds: float) -> None:
        """Wait before the next try, but not for long once the program stops."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stop.wait()

    async def _aside(self, update: telegram.Update, error: Exception) -> bool:
        try:
            await self._work.set_aside(update, type(error).__name__)
        except Exception as fault:
            log.error("update %d could not be set aside: %s", update.update_id, where(fault))
            return False
        return True


class LaneQueue(asyncio.Queue[object]):
    """The queue PTB puts updates in: they go straight to their lanes; its own stop signal passes through."""

    def __init__(self, lanes: Lanes) -> None:
        super().__init__()
        self._lanes = lanes

    async def put(self, item: object) -> None:
        """Hand an update to its lane; an empty one, which stands for what was not kept, is dropped.

        Raises:
            NetworkError: the store cannot tell its lane now. PTB backs off and fetches the batch again;
                any other error would end its polling for good.
        """
        if not isinstance(item, telegram.Update):
            await super().put(item)
        elif any(getattr(item, name, None) is not None for name in telegram.Update.ALL_TYPES):
            try:
                await self._lanes.offer(item)
            except StoreError as error:
                raise NetworkError(f"no lane for an update: {type(error).__name__}") from None
