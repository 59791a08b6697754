"""On the page: a poll is stopped by its author, and "Next step" stands only where there is one."""

from typing import Protocol

import pytest
from playwright.async_api import Locator, Page, expect

from minutebook.sandbox.cast import Cast
from minutebook.sandbox.evening import Evening
from minutebook.sandbox.messages import Message
from minutebook.sandbox.world import World

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

WIDE, PHONE = 1280, 360


class Stage(Protocol):
    """What a test needs of the stage (see ``conftest.py``)."""

    world: World
    cast: Cast
    evening: Evening

    async def open(
        self, who: str = "ruth", *, width: int = 1280, height: int = 800, dark: bool = False
    ) -> Page: ...


def asked(stage: Stage) -> Message:
    """Sam's poll, with Ann's vote."""
    sam, ann = stage.cast.people["sam"], stage.cast.people["ann"]
    poll = stage.world.poll(sam, stage.cast.group, "Which evening?", ["Tuesday", "Thursday"])
    stage.world.vote(ann, poll, 1)
    return poll


async def in_view(control: Locator, width: int) -> None:
    """A control stands within the page from edge to edge."""
    box = await control.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


@pytest.mark.parametrize("width", [WIDE, PHONE])
async def test_a_poll_is_stopped_by_its_author(stage: Stage, width: int) -> None:
    """Asked once more, the author closes it: it shows its totals to all and takes no more votes."""
    poll = asked(stage)
    page, other = await stage.open("sam", width=width), await stage.open("tom")
    question = page.locator("#group .msg", has_text="Which evening?")
    await question.locator(".question").click()
    stop = page.get_by_role("button", name="Stop the poll")
    await in_view(stop, width)
    await stop.click()
    await in_view(page.get_by_role("button", name="Stop", exact=True), width)
    await page.get_by_role("button", name="Stop", exact=True).click()
    await expect(other.locator("#group .poll-kind")).to_contain_text("closed")
    await expect(other.get_by_role("button", name="Thursday: 1 of 1 vote")).to_be_disabled()
    await expect(page.get_by_role("button", name="Stop the poll")).to_have_count(0)
    assert poll.poll is not None
    assert poll.poll.closed
    assert await page.evaluate("document.documentElement.scrollWidth") == width


async def test_a_poll_is_stopped_from_the_keyboard(stage: Stage) -> None:
    """Up to the message, into its bar, along to the button, and Enter."""
    poll = asked(stage)
    page = await stage.open("sam")
    await expect(page.locator("#group .question")).to_have_text("Which evening?")
    await page.locator("#group textarea").press("ArrowUp")
    await page.keyboard.press("Enter")
    stop = page.get_by_role("button", name="Stop the poll")
    for _ in range(8):
        if await stop.evaluate("node => node === document.activeElement"):
            break
        await page.keyboard.press("ArrowRight")
    await expect(stop).to_be_focused()
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Stop", exact=True).press("Enter")
    await expect(page.locator("#group .poll-kind")).to_contain_text("closed")
    assert poll.poll is not None
    assert poll.poll.closed


async def test_somebody_elses_poll_cannot_be_stopped(stage: Stage) -> None:
    """Who did not ask it is offered no such thing."""
    asked(stage)
    page = await stage.open("ann")
    await page.locator("#group .question").click()
    await expect(page.get_by_role("button", name="Reply (R)")).to_be_visible()
    await expect(page.get_by_role("button", name="Stop the poll")).to_have_count(0)


async def test_a_morning_without_an_evening_offers_no_next_step(stage: Stage) -> None:
    """Before anything was played there is no step to go on with; the evening is begun by its own button."""
    stage.world.start(stage.cast.people["ruth"], stage.cast.bot)
    page = await stage.open("ann")
    await page.get_by_role("button", name="Next morning").click()
    await expect(page.locator("#caption-text")).to_contain_text("morning")
    await expect(page.locator("#caption-next")).to_be_hidden()
    await page.get_by_role("button", name="Play the evening").click()
    await page.get_by_role("button", name="Pause").click()
    await expect(page.locator("#caption-next")).to_be_visible()


async def test_after_the_last_step_there_is_none(stage: Stage) -> None:
    """Played to its end the evening offers no step, before the morning and after it."""
    for _ in range(stage.evening.total):
        await stage.evening.play_next()
    page = await stage.open("ann")
    await expect(page.locator("#caption-text")).to_contain_text("That was the evening")
    await expect(page.locator("#caption-next")).to_be_hidden()
    await page.get_by_role("button", name="Next morning").click()
    await expect(page.locator("#caption-text")).to_contain_text("The digest has come")
    await expect(page.locator("#caption-next")).to_be_hidden()


async def test_the_last_caption_makes_room_when_it_is_closed(stage: Stage) -> None:
    """Once the evening is over its caption can be closed; the next morning's is shown again."""
    for _ in range(stage.evening.total):
        await stage.evening.play_next()
    page = await stage.open("ann", width=360, height=640)
    caption, close = page.locator("#caption"), page.get_by_role("button", name="Close")
    await close.tap()
    await expect(caption).to_be_hidden()
    await page.get_by_role("button", name="morning").tap()
    await expect(caption).to_contain_text("The digest has come")
    await close.tap()
    await expect(caption).to_be_hidden()


async def test_the_header_stays_one_line_on_a_phone_when_the_evening_is_over(stage: Stage) -> None:
    """With the evening played, the name and both buttons still stand beside each other at 360 pixels."""
    for _ in range(stage.evening.total):
        await stage.evening.play_next()
    page = await stage.open("ann", width=360, height=640)
    await expect(page.get_by_role("button", name="Played")).to_be_visible()
    tops = await page.evaluate(
        "['h1', '.drive'].map((one) => document.querySelector(one).getBoundingClientRect().bottom)"
    )
    assert tops[1] - tops[0] < 30


async def test_on_a_phone_the_walk_leads_from_chat_to_chat(stage: Stage) -> None:
    """While it plays, the chat where a step is to be seen comes up by itself; step by step it is offered."""
    page = await stage.open("ruth", width=390, height=780)
    await page.get_by_role("button", name="Play", exact=True).tap()
    await expect(page.locator("#private")).to_be_visible()
    await page.locator(".drive").get_by_role("button", name="Pause").tap()
    await page.get_by_role("button", name="Next step").tap()
    await expect(page.locator("#caption-count")).to_have_text(f"2 of {stage.evening.total}")
    await expect(page.locator("#group")).to_be_hidden()
    await page.get_by_role("button", name="See the group").tap()
    await expect(page.locator("#group")).to_be_visible()
    await expect(page.locator("#caption-be")).to_be_hidden()
    await page.get_by_role("tab", name="Private chat").tap()
    await page.locator(".drive").get_by_role("button", name="Go on").tap()
    await expect(page.locator("#group")).to_be_visible()
