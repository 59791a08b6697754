"""What lanes hand updates to, for their tests."""

import asyncio
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

import telegram

from minutebook.bot.lanes import Lanes, Work
from minutebook.council.errors import StoreError


@dataclass
class Desk:
    """What lanes hand updates to: notes them, and fails as told.

    Attributes:
        failing: errors still to be raised for an update, in order.
        gates: events an update waits for while it is handled.
        shut: whether the store is closed to all but handling.
    """

    done: list[int] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    runs: list[list[int]] = field(default_factory=list)
    tries: dict[int, int] = field(default_factory=dict)
    aside: list[tuple[int, str]] = field(default_factory=list)
    failing: dict[int, list[Exception]] = field(default_factory=dict)
    gates: dict[int, asyncio.Event] = field(default_factory=dict)
    moved: dict[int, Hashable] = field(default_factory=dict)
    shut: list[StoreError] = field(default_factory=list)
    chatter: bool = False

    async def lane_of(self, item: telegram.Update) -> Hashable:
        """By chat, unless it was moved."""
        if self.shut:
            raise self.shut.pop()
        assert item.effective_chat is not None
        return self.moved.get(item.effective_chat.id, item.effective_chat.id)

    async def is_chatter(self, item: telegram.Update) -> bool:
        """All of it or nothing."""
        if self.shut:
            raise self.shut.pop()
        return self.chatter

    async def handle(self, item: telegram.Update) -> None:
        """Do one."""
        number = item.update_id
        self.begun.append(number)
        self.tries[number] = self.tries.get(number, 0) + 1
        if number in self.gates:
            await self.gates[number].wait()
        if self.failing.get(number):
            raise self.failing[number].pop(0)
        self.done.append(number)

    async def handle_chatter(self, items: Sequence[telegram.Update]) -> None:
        """Do a run; all of it fails where one does."""
        self.runs.append([item.update_id for item in items])
        if any(self.failing.get(item.update_id) for item in items):
            raise ValueError("one of them")
        self.done += [item.update_id for item in items]

    async def set_aside(self, item: telegram.Update, fault: str) -> None:
        """Give one up."""
        if self.shut:
            raise self.shut.pop()
        self.aside.append((item.update_id, fault))

    @property
    def lanes(self) -> Lanes:
        """Lanes that work for this desk, without pauses."""
        work = Work(self.lane_of, self.is_chatter, self.handle, self.handle_chatter, self.set_aside)
        return Lanes(work, pauses=(0.0,), asking=(0.0,))
