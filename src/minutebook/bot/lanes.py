"""Lanes: one a council, in order within it, side by side; a fault in one holds up nobody else."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass

import telegram
from telegram.error import BadRequest, NetworkError

from minutebook.council.errors import StoreError

log = logging.getLogger(__name__)

AT_ONCE = 100
"""Updates of ordinary talk taken in together."""

IN_FLIGHT = 2_000
"""Updates held in memory before fetching pauses."""

TRIES = 3
PATIENT_TRIES = 8
"""Tries of an update, and of one that failed because Telegram could not be reached."""

PAUSES = (0.2, 1.0, 5.0, 15.0, 30.0)
"""Seconds before a failed update is tried again; storage faults go on at the last."""


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
    """Takes updates in the order they came and works them off, lane by lane."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._lanes: dict[Hashable, deque[telegram.Update]] = {}
        self._tasks: dict[Hashable, asyncio.Task[None]] = {}
        self._held: dict[int, int | None] = {}
        self._by_chat: dict[int, tuple[Hashable, int]] = {}
        self._setups: dict[int, int] = {}
        self._moved = asyncio.Event()
        self._stopping = False

    def has(self, update_id: int) -> bool:
        """Whether an update is waiting or being handled here."""
        return update_id in self._held

    @property
    def idle(self) -> bool:
        """Whether nothing waits or is being handled."""
        return not self._held

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
        """Put an update at the end of its lane; one that is held already is not taken twice."""
        if update.update_id in self._held:
            return
        chat = update.effective_chat.id if update.effective_chat else None
        key = await self._lane(update, chat)
        self._held[update.update_id] = chat
        if chat is not None:
            self._by_chat[chat] = (key, self._by_chat.get(chat, (key, 0))[1] + 1)
        self._lanes.setdefault(key, deque()).append(update)
        if key not in self._tasks:
            self._tasks[key] = asyncio.create_task(self._run(key), name=f"lane:{key}")

    async def _lane(self, update: telegram.Update, chat: int | None) -> Hashable:
        """Keep to the lane in which the chat still has something waiting, so that order holds across a /setup."""
        if chat is not None and chat in self._by_chat:
            return self._by_chat[chat][0]
        return await self._work.lane_of(update)

    async def stop(self, grace: float = 10.0) -> None:
        """Give what is being handled `grace` seconds; what is left stays in the inbox for the next start."""
        self._stopping = True
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
                run = [lane.popleft()]
                if await self._work.is_chatter(run[0]):
                    while lane and len(run) < AT_ONCE and await self._work.is_chatter(lane[0]):
                        run.append(lane.popleft())
                    await self._chatter(run)
                else:
                    await self._single(run[0])
                self._done(run)
        finally:
            self._tasks.pop(key, None)
            if not lane:
                self._lanes.pop(key, None)

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
        tries = 0
        while not self._stopping:
            try:
                await self._work.handle(update)
            except StoreError as error:
                # Nothing can be kept now, not even that this failed: wait for the store.
                log.error("update %d waits for the store: %s", update.update_id, type(error).__name__)
            except Exception as error:
                log.error("update %d failed: %s", update.update_id, _where(error))
                patience = PATIENT_TRIES if _passing(error) else TRIES
                if tries + 1 >= patience and await self._aside(update, error):
                    return
            else:
                return
            await asyncio.sleep(PAUSES[min(tries, len(PAUSES) - 1)])
            tries += 1

    async def _aside(self, update: telegram.Update, error: Exception) -> bool:
        try:
            await self._work.set_aside(update, type(error).__name__)
        except StoreError:
            return False
        return True


def _passing(error: Exception) -> bool:
    return isinstance(error, NetworkError) and not isinstance(error, BadRequest)


def _where(error: Exception) -> str:
    """Return an error's type and the place in our code, never its text, which may hold what was said."""
    trace = error.__traceback__
    place = ""
    while trace is not None:
        frame = trace.tb_frame
        if "minutebook" in frame.f_code.co_filename:
            place = f"{frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"


class LaneQueue(asyncio.Queue[object]):
    """The queue PTB puts updates in: they go straight to their lanes; its own stop signal passes through."""

    def __init__(self, lanes: Lanes) -> None:
        super().__init__()
        self._lanes = lanes

    async def put(self, item: object) -> None:
        """Hand an update to its lane; an empty one, which stands for what was not kept, is dropped."""
        if not isinstance(item, telegram.Update):
            await super().put(item)
        elif any(getattr(item, name, None) is not None for name in telegram.Update.ALL_TYPES):
            await self._lanes.offer(item)
