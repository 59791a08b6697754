"""The scripted evening: its steps hold together, wait for the bot only so long, and survive a refusal."""

import asyncio
from datetime import UTC, datetime

import pytest

from minutebook.sandbox.cast import PARTS, Cast, settle_cast
from minutebook.sandbox.evening import NO_ANSWER, NO_DIGEST, OVER, Evening
from minutebook.sandbox.evening_script import STEPS, Step
from minutebook.sandbox.world import World


@pytest.fixture
def world() -> World:
    """An empty world at half past seven on a Tuesday in October."""
    return World(lambda: datetime(2026, 10, 6, 18, 30, tzinfo=UTC))


@pytest.fixture
def cast(world: World) -> Cast:
    """The cast, settled in that world."""
    return settle_cast(world)


def test_every_step_names_people_and_messages_that_are_there() -> None:
    """A step answers only what an earlier step said, and every actor is one of the cast."""
    keys = {part.key for part in PARTS}
    said: set[str] = set()
    for step in STEPS:
        assert step.actor in keys
        assert not step.look_as or step.look_as in keys
        assert not step.to or step.to in said, step
        assert step.caption.endswith("."), step
        said.add(step.name)


def test_the_evening_is_short() -> None:
    """Nobody watches more than eighteen steps, nor reads a caption longer than two lines."""
    assert 12 <= len(STEPS) <= 18
    assert max(len(step.caption) for step in STEPS) <= 150


async def test_a_step_goes_on_with_a_sentence_when_the_bot_is_silent(world: World, cast: Cast) -> None:
    """A step that waits for the bot waits a bounded time, then says that nothing came."""
    evening = Evening(world, cast, [Step("ruth", "say", "/setup", "Ruth sets up.", wait="message")], 0.01)
    await evening.play_next()
    assert evening.done == 1
    assert NO_ANSWER in evening.caption


async def test_a_step_that_is_refused_says_so_and_the_evening_goes_on(world: World, cast: Cast) -> None:
    """A visitor may have interfered: what cannot be played is told in a sentence, and the next step follows."""
    steps = [
        Step("priya", "press", "Put on the agenda", "Priya presses."),
        Step("denise", "say", "Hello", "Denise speaks."),
        Step("ann", "say", "Evening.", "Ann speaks."),
    ]
    evening = Evening(world, cast, steps)
    await evening.play_next()
    assert evening.caption == "This step could not be played: no message has a button “Put on the agenda”."
    await evening.play_next()
    assert evening.caption.startswith("This step could not be played:")
    await evening.play_next()
    assert evening.caption == f"Ann speaks. {OVER}"
    assert [message.text for message in world.history(cast.group)][-1] == "Evening."


async def test_two_clicks_play_two_steps_one_after_the_other(world: World, cast: Cast) -> None:
    """Steps never overlap, and what is over stays over."""
    steps = [Step("ann", "say", text, f"{text}.") for text in ("one", "two")]
    evening = Evening(world, cast, steps)
    await asyncio.gather(*(evening.play_next() for _ in range(4)))
    assert evening.done == 2
    texts = [message.text for message in world.history(cast.group) if message.service is None]
    assert texts == ["one", "two"]


async def test_a_morning_without_a_digest_says_what_is_missing(world: World, cast: Cast) -> None:
    """When no digest comes the page says what a digest needs."""
    evening = Evening(world, cast, morning_patience=0.01)

    async def next_morning() -> None:
        """Nothing is due."""

    await evening.morning(next_morning)
    assert evening.caption == NO_DIGEST


def test_the_cast_is_a_council_with_an_outsider(world: World, cast: Cast) -> None:
    """Everybody but the outsider is in the group, and the bot is its administrator."""
    inside = {member.who.name for member in cast.group.present}
    assert "Denise Fowler" not in inside
    assert inside == {part.name for part in PARTS if part.in_group} | {"Minutebook"}
    standing = cast.group.member(cast.bot.id)
    assert standing is not None
    assert standing.admin
