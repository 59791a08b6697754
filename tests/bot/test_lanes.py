"""Lanes: in order within one, side by side, and no fault in one holds up another or loses an update."""

import asyncio
import logging

import pytest
import telegram
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.conftest import Raw, raw, until, update
from bot.desk import Desk
from minutebook.bot import lanes as lanes_module
from minutebook.bot.lanes import IN_FLIGHT, LaneQueue, Lanes, Work
from minutebook.bot.trying import ASKING_PAUSES, PATIENT_TRIES, TRIES
from minutebook.council.errors import StoreBusyError

POLL: Raw = {
    "id": "77",
    "question": "Shall we?",
    "options": [{"text": "Yes", "voter_count": 1, "persistent_id": "1"}],
    "total_voter_count": 1,
    "is_closed": True,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}


def poll_message(number: int) -> Raw:
    """A message that carries a poll."""
    item = raw(number)
    del item["message"]["text"]
    item["message"]["poll"] = POLL
    return item


async def settle(lanes: Lanes) -> None:
    """Wait until all is done, five seconds at most."""
    async with asyncio.timeout(5):
        await lanes.until_idle()
    assert lanes.idle


async def test_a_lane_keeps_its_order() -> None:
    """What came first is done first, however long it takes; nothing overtakes it."""
    desk = Desk(gates={1: asyncio.Event()})
    lanes = desk.lanes
    for number in range(1, 6):
        await lanes.offer(update(number))
    await until(lambda: desk.begun)
    assert desk.begun == [1]
    desk.gates[1].set()
    await settle(lanes)
    assert desk.done == [1, 2, 3, 4, 5]


async def test_lanes_are_side_by_side() -> None:
    """A council that waits holds up no other."""
    desk = Desk(gates={1: asyncio.Event()})
    lanes = desk.lanes
    await lanes.offer(update(1, chat=-1))
    await lanes.offer(update(2, chat=-1))
    await lanes.offer(update(3, chat=-2))
    await until(lambda: desk.done == [3])
    assert lanes.has(1)
    assert lanes.has(2)
    assert not lanes.has(3)
    desk.gates[1].set()
    await settle(lanes)
    assert desk.done == [3, 1, 2]


async def test_the_same_update_is_taken_once() -> None:
    """An update that is waiting or being handled is not taken a second time."""
    desk = Desk(gates={1: asyncio.Event()})
    lanes = desk.lanes
    for number in (1, 1, 2, 2):
        await lanes.offer(update(number))
    desk.gates[1].set()
    await settle(lanes)
    assert desk.done == [1, 2]


async def test_a_chat_stays_in_its_lane_while_something_of_it_waits() -> None:
    """What changes the lane of a chat takes effect once the old one is empty: order holds across a /setup."""
    desk = Desk(gates={1: asyncio.Event()})
    lanes = desk.lanes
    await lanes.offer(update(1))
    desk.moved[update(1).effective_chat.id] = "council"  # type: ignore[union-attr]
    await lanes.offer(update(2))
    for _ in range(20):
        await asyncio.sleep(0)
    assert desk.begun == [1]
    desk.gates[1].set()
    await settle(lanes)
    assert desk.done == [1, 2]


async def test_a_stopped_poll_waits_for_its_message() -> None:
    """Telegram does not say where a poll stands: while its message waits, what tells of its end waits behind it."""
    desk = Desk(gates={1: asyncio.Event()})
    lanes = desk.lanes
    await lanes.offer(telegram.Update.de_json(poll_message(1), None))
    await lanes.offer(telegram.Update.de_json({"update_id": 2, "poll": POLL}, None))
    for _ in range(20):
        await asyncio.sleep(0)
    assert desk.begun == [1]
    desk.gates[1].set()
    await settle(lanes)
    assert desk.done == [1, 2]


async def test_a_poisonous_update_is_tried_then_set_aside() -> None:
    """After so many tries it is given up by its number and the error's type, and the rest goes on."""
    desk = Desk(failing={1: [ValueError("what was said")] * 99})
    lanes = desk.lanes
    await lanes.offer(update(1))
    await lanes.offer(update(2))
    await settle(lanes)
    assert desk.tries[1] == TRIES
    assert desk.aside == [(1, "ValueError")]
    assert desk.done == [2]


async def test_a_fault_that_passes_is_tried_on() -> None:
    """What goes well at the second try is done, and nothing is set aside."""
    desk = Desk(failing={1: [ValueError("once")]})
    lanes = desk.lanes
    await lanes.offer(update(1))
    await settle(lanes)
    assert (desk.done, desk.aside) == ([1], [])


@pytest.mark.parametrize(
    ("error", "tries"),
    [
        (NetworkError("no route"), PATIENT_TRIES),
        (RetryAfter(0), PATIENT_TRIES),
        (BadRequest("no such chat"), TRIES),
    ],
)
async def test_telegrams_absence_is_borne_longer(error: Exception, tries: int) -> None:
    """An unreachable Telegram, or one that says wait, is tried more often than what it refuses."""
    desk = Desk(failing={1: [error] * 99})
    lanes = desk.lanes
    await lanes.offer(update(1))
    await settle(lanes)
    assert desk.tries[1] == tries


async def test_a_question_without_an_answer_holds_a_lane_for_seconds() -> None:
    """While Telegram does not answer the tries come soon after each other: half a minute for all, at most."""
    assert len(ASKING_PAUSES) == PATIENT_TRIES - 1
    assert sum(ASKING_PAUSES) <= 30
    desk = Desk(failing={1: [NetworkError("no route")] * 3})
    work = Work(desk.lane_of, desk.is_chatter, desk.handle, desk.handle_chatter, desk.set_aside)
    lanes = Lanes(work, pauses=(3600.0,), asking=(0.0,))
    await lanes.offer(update(1))
    await settle(lanes)
    assert desk.done == [1]


async def test_a_long_wait_is_not_waited_in_a_lane() -> None:
    """Where Telegram says wait for minutes the update is set aside, and what is behind it goes on."""
    desk = Desk(failing={1: [RetryAfter(600)] * 99})
    lanes = desk.lanes
    await lanes.offer(update(1))
    await lanes.offer(update(2))
    await settle(lanes)
    assert (desk.aside, desk.done) == ([(1, "RetryAfter")], [2])


async def test_a_store_that_cannot_be_used_is_waited_for() -> None:
    """However often the store fails the update is neither lost nor set aside."""
    desk = Desk(failing={1: [StoreBusyError("busy")] * 40})
    lanes = desk.lanes
    await lanes.offer(update(1))
    await lanes.offer(update(2))
    await settle(lanes)
    assert (desk.tries[1], desk.done, desk.aside) == (41, [1, 2], [])


async def test_setting_aside_waits_for_the_store_too() -> None:
    """Where giving up cannot be written down it is tried again until it can."""
    desk = Desk(failing={1: [ValueError()] * 99})
    lanes = desk.lanes
    await lanes.offer(update(1))
    desk.shut += [StoreBusyError("busy"), StoreBusyError("busy")]
    await settle(lanes)
    assert desk.aside == [(1, "ValueError")]


async def test_talk_is_taken_in_together() -> None:
    """Ordinary talk that waits is handled in runs; a poisonous message spoils none of the others."""
    desk = Desk(chatter=True, failing={3: [ValueError()] * 99})
    lanes = desk.lanes
    for number in range(1, 6):
        await lanes.offer(update(number))
    await settle(lanes)
    assert desk.runs == [[1, 2, 3, 4, 5]]
    assert desk.done == [1, 2, 4, 5]
    assert desk.aside == [(3, "ValueError")]


async def test_a_lane_outlives_a_store_that_cannot_tell_what_is_talk() -> None:
    """A fault between updates loses none of them and stops no lane."""
    desk = Desk()
    lanes = desk.lanes
    await lanes.offer(update(1))
    await lanes.offer(update(2))
    desk.shut.append(StoreBusyError("busy"))
    await settle(lanes)
    assert desk.done == [1, 2]


async def test_the_queue_turns_a_store_fault_into_a_network_error() -> None:
    """PTB's polling outlives a NetworkError and fetches again; any other error would end it for good."""
    desk = Desk()
    queue = LaneQueue(desk.lanes)
    desk.shut.append(StoreBusyError("busy"))
    with pytest.raises(NetworkError):
        await queue.put(update(1))
    await queue.put(update(1))
    await until(lambda: desk.done == [1])


async def test_the_queue_lets_ptbs_own_signals_through() -> None:
    """What is no update is handed on; an empty update, which stands for what was not kept, is dropped."""
    desk = Desk()
    queue = LaneQueue(desk.lanes)
    signal = object()
    await queue.put(telegram.Update(1))
    await queue.put(signal)
    assert await queue.get() is signal
    assert queue.empty()
    assert desk.begun == []


async def test_fetching_waits_for_room() -> None:
    """With too much in hand the next batch is not asked for until some of it is done."""
    desk = Desk(gates={1: asyncio.Event()})
    lanes = desk.lanes
    for number in range(1, IN_FLIGHT + 1):
        await lanes.offer(update(number))
    waiting = asyncio.ensure_future(lanes.room())
    for _ in range(5):
        await asyncio.sleep(0)
    assert not waiting.done()
    desk.gates[1].set()
    async with asyncio.timeout(20):
        await waiting
    await settle(lanes)
    assert len(desk.done) == IN_FLIGHT


async def test_stopping_leaves_the_rest_for_the_next_start() -> None:
    """What is in hand is finished; what waits is not begun; what cannot end in time is broken off."""
    desk = Desk(gates={1: asyncio.Event(), 3: asyncio.Event()})
    lanes = desk.lanes
    for number, chat in ((1, -1), (2, -1), (3, -3)):
        await lanes.offer(update(number, chat=chat))
    await until(lambda: len(desk.begun) == 2)
    desk.gates[1].set()
    async with asyncio.timeout(5):
        await lanes.stop(grace=0.05)
    assert desk.done == [1]
    assert 2 not in desk.begun


async def test_stopping_does_not_wait_for_a_pause() -> None:
    """An update that waits for its next try does not hold up the end."""
    desk = Desk(failing={1: [StoreBusyError("busy")] * 99})
    lanes = Lanes(
        Work(desk.lane_of, desk.is_chatter, desk.handle, desk.handle_chatter, desk.set_aside), pauses=(60.0,)
    )
    await lanes.offer(update(1))
    await until(lambda: desk.tries)
    async with asyncio.timeout(5):
        await lanes.stop(grace=30)
    assert desk.done == []


async def test_no_word_of_an_update_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """A failure is logged by number, type and place in our code; never with its text, which may quote the chat."""
    caplog.set_level(logging.DEBUG, lanes_module.log.name)
    desk = Desk(failing={1: [ValueError("Betty owes us rent")] * 99})
    lanes = desk.lanes
    await lanes.offer(update(1, "Betty owes us rent"))
    await settle(lanes)
    assert "update 1 failed: ValueError" in caplog.text
    assert "Betty" not in caplog.text
