"""The story driver: it waits for conditions, and says what was there when they do not come."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from minutebook.sandbox.driver import Actor, Room, Town
from minutebook.sandbox.posting import Place, post

if TYPE_CHECKING:
    from tests.sandbox.conftest import Caller, Council


@pytest.fixture
def town(council: Council) -> Town:
    """The council as a town that waits half a second at most."""
    return Town(council.world, within=0.5)


@pytest.fixture
def ann(council: Council, town: Town) -> Actor:
    """Ann as an actor."""
    return Actor(town, council.ann)


@pytest.fixture
def hall(council: Council, town: Town) -> Room:
    """The group as a room."""
    return Room(town, council.group)


async def test_a_wait_ends_when_the_bot_writes(council: Council, ann: Actor, hall: Room) -> None:
    """``shows`` waits for the bot's words and gives the message."""
    said = ann.says("Buy the mower.", in_=hall)
    waiting = asyncio.ensure_future(hall.shows("order", since=said))
    await asyncio.sleep(0)
    written = post(council.world.state, council.bot, Place(council.group), text="Standing order 3")
    assert await waiting is written


async def test_a_wait_in_vain_says_what_was_there(council: Council, ann: Actor, hall: Room) -> None:
    """A failed wait names the place, the words wanted and the words there."""
    post(council.world.state, council.bot, Place(council.group), text="Good evening")
    with pytest.raises(AssertionError, match=r"Barrowby: no bot wrote 'order', only .*Good evening"):
        await hall.shows("order", within=0.01)


async def test_people_do_not_count_as_the_bot(ann: Actor, hall: Room) -> None:
    """What people write satisfies no wait for the bot."""
    mark = ann.town.mark()
    ann.says("Standing order 3", in_=hall)
    assert hall.silent_since(mark)
    with pytest.raises(AssertionError):
        await hall.shows("order", within=0.01)


async def test_private_words_are_heard_by_one(council: Council, ann: Actor) -> None:
    """``hears`` looks in the private chat with the bot."""
    ann.starts(council.bot)
    post(council.world.state, council.bot, Place(ann._chat(council.bot)), text="Your digest")
    assert (await ann.hears("digest", council.bot)).text == "Your digest"
    assert [message.text for message in ann.heard(council.bot)] == ["Your digest"]


async def test_settled_waits_for_confirmation(council: Council, town: Town, api: Caller) -> None:
    """Updates that are fetched but not confirmed are not settled."""
    await api.fetch()
    with pytest.raises(AssertionError, match="updates unconfirmed"):
        await town.settled(within=0.01)
    await api.fetch()
    await town.settled()


async def test_settled_asks_the_bot_itself(council: Council, api: Caller) -> None:
    """While the bot's own work makes calls, ``idle`` is awaited again."""
    await api.fetch()
    await api.fetch()
    work = ["first", "second"]

    async def idle() -> None:
        if work:
            await api.ok("sendMessage", chat_id=council.group.id, text=work.pop(0))

    town = Town(council.world, idle=idle)
    await town.settled()
    assert work == []
    assert len(Room(town, council.group).by_bots()) == 2


async def test_a_press_can_be_awaited(council: Council, ann: Actor, hall: Room, api: Caller) -> None:
    """Awaiting a press gives the bot's answer; without one it fails in time."""
    rows = {"inline_keyboard": [[{"text": "Record it", "callback_data": "r"}]]}
    await api.ok("sendMessage", chat_id=council.group.id, text="Caution", reply_markup=rows)
    press = ann.presses(await hall.shows("Caution"), "Record it")
    await api.ok("answerCallbackQuery", callback_query_id=press.press.id, text="Recorded")
    assert (await press).text == "Recorded"
    ann.town.within = 0.01
    with pytest.raises(AssertionError, match="not answered"):
        await ann.presses(await hall.shows("Caution"), "Record it")


def test_acts_are_the_worlds(council: Council, ann: Actor, hall: Room) -> None:
    """Every act of an actor does what the world's method of that name does."""
    world = council.world
    said = ann.says("Buy the mower.", in_=hall)
    ann.edits(said, "Buy two.")
    ann.reacts(ann.replies(said, "Or three."), "👍")
    ann.attaches("plan.pdf", b"x", in_=hall, caption="Plan")
    ann.sends_album([("a.jpg", b"1"), ("b.jpg", b"2")], in_=hall)
    ann.forwards(said, to=hall)
    poll = ann.polls("Shall we?", ["Yes", "No"], in_=hall)
    ann.votes(poll, 0)
    ann.stops(poll)
    ann.deletes(said)
    other = Town(world).group("Elsewhere", ann)
    ann.adds(council.bot, other, admin=True)
    bob = Actor(ann.town, council.bob)
    bob.joins(other)
    bob.leaves(other)
    assert poll.poll is not None
    assert (poll.poll.total, poll.poll.closed) == (1, True)
    texts = [m.text for m in world.history(council.group) if m.service is None]
    assert texts == ["Or three.", "Plan", "", "", "Buy two.", ""]
    assert [m.service.kind for m in world.history(other.chat) if m.service] == [
        "new_chat_members",
        "new_chat_members",
        "left_chat_member",
    ]
