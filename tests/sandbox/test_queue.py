"""Updates: numbered, kept until confirmed or expired, filtered when made, one poller."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from minutebook.sandbox.errors import ApiRefusal
from minutebook.sandbox.queue import UpdateQueue

START = datetime(2026, 3, 9, tzinfo=UTC)


class Box:
    """A queue with a clock of its own."""

    def __init__(self) -> None:
        self.at = START
        self.queue = UpdateQueue(lambda: self.at, 10)

    def fill(self, count: int, kind: str = "message") -> None:
        """Make so many updates."""
        for number in range(count):
            self.queue.add(kind, b"%d" % number)

    def ids(self, limit: int = 100) -> list[int]:
        """The ids that would be given now."""
        return [int(body.split(b":")[1].split(b",")[0]) for body in self.queue.batch(limit)]


def test_ids_rise_by_one() -> None:
    """Updates are numbered in the order they are made."""
    box = Box()
    box.fill(3)
    assert box.ids() == [10, 11, 12]


def test_updates_are_given_again_until_confirmed() -> None:
    """Fetching confirms nothing; an offset above an update does."""
    box = Box()
    box.fill(3)
    assert box.ids() == box.ids() == [10, 11, 12]
    box.queue.confirm(12)
    assert box.ids() == [12]


def test_a_negative_offset_keeps_the_last_few() -> None:
    """An offset of -2 forgets all but the last two."""
    box = Box()
    box.fill(5)
    box.queue.confirm(-2)
    assert box.ids() == [13, 14]


def test_a_batch_has_at_most_a_hundred() -> None:
    """A backlog is given in hundreds."""
    box = Box()
    box.fill(250)
    assert len(box.ids()) == 100


def test_a_batch_stops_at_about_four_megabytes() -> None:
    """Large updates make smaller batches."""
    box = Box()
    for _ in range(10):
        box.queue.add("message", b'"' + b"x" * 1024 * 1024 + b'"')
    assert len(box.ids()) in (4, 5)


def test_updates_expire_after_a_day_and_presses_after_150_seconds() -> None:
    """A callback query nobody fetches is gone after 150 s, a message after 24 h."""
    box = Box()
    box.fill(1)
    box.fill(1, "callback_query")
    box.at += timedelta(seconds=149)
    assert box.ids() == [10, 11]
    box.at += timedelta(seconds=1)
    assert box.ids() == [10]
    box.at += timedelta(hours=24)
    assert box.ids() == []
    assert box.queue.empty()


def test_three_types_are_off_until_asked_for() -> None:
    """Reactions and others' standing are not made by default, and asking later brings nothing back."""
    box = Box()
    box.fill(1, "message_reaction")
    box.queue.allow(["message", "message_reaction"])
    assert box.ids() == []
    box.fill(1, "message_reaction")
    box.fill(1, "poll")
    assert box.ids() == [10]


def test_an_empty_choice_is_the_default_again() -> None:
    """``allowed_updates=[]`` restores the default set."""
    box = Box()
    box.queue.allow(["poll"])
    box.queue.allow([])
    assert box.queue.wants("message")
    assert not box.queue.wants("chat_member")


def test_what_was_confirmed_can_come_again() -> None:
    """A lost confirmation is played by giving confirmed updates once more, in order."""
    box = Box()
    box.fill(3)
    box.queue.confirm(12)
    assert box.queue.redeliver() == 2
    assert box.ids() == [10, 11, 12]


async def test_an_update_ends_the_wait() -> None:
    """A waiting poll is woken by the next update."""
    box = Box()
    waiting = asyncio.ensure_future(box.queue.wait(5))
    await asyncio.sleep(0)
    box.fill(1)
    await asyncio.wait_for(waiting, 1)


async def test_of_two_pollers_the_waiting_one_is_ended() -> None:
    """A second poll ends the one that waits with 409, in Telegram's words."""
    box = Box()
    first = asyncio.ensure_future(box.queue.wait(5))
    await asyncio.sleep(0)
    second = asyncio.ensure_future(box.queue.wait(5))
    with pytest.raises(ApiRefusal, match="Conflict: terminated by other getUpdates request"):
        await first
    box.fill(1)
    await second


async def test_a_closing_queue_lets_nobody_wait() -> None:
    """When the server stops, polls end at once with what there is."""
    box = Box()
    waiting = asyncio.ensure_future(box.queue.wait(5))
    await asyncio.sleep(0)
    box.queue.close()
    await asyncio.wait_for(waiting, 1)
    await asyncio.wait_for(box.queue.wait(5), 1)
