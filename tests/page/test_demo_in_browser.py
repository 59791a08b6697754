"""`minutebook demo` as a visitor meets it: the real bot, the real page, a real browser.

`make picture` runs this with MINUTEBOOK_PICTURE set, and the picture in the README is what it saw.
"""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from minutebook.bot.demo import Demo, running_demo
from minutebook.sandbox.evening_script import STEPS

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

AGREED = "Right, that's agreed then. Tell Hendersons to start on Monday."


@pytest_asyncio.fixture(loop_scope="session")
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    """The demo, running."""
    async with running_demo(tmp_path, 0) as at_work:
        yield at_work


async def _open(browser: Browser, demo: Demo, who: str, *, width: int = 1280, height: int = 860) -> Page:
    context = await browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", device_scale_factor=1.5
    )
    page = await context.new_page()
    page.set_default_timeout(15_000)
    await page.goto(f"{demo.address.page}#as={demo.cast.people[who].id}")
    await page.wait_for_selector("body.ready")
    return page


async def _say(page: Page, text: str) -> None:
    box = page.locator("#group textarea")
    await box.fill(text)
    await box.press("Enter")
    await expect(box).to_have_value("")


async def _be(page: Page, demo: Demo, who: str) -> None:
    await page.goto(f"{demo.address.page}#as={demo.cast.people[who].id}")
    await page.wait_for_selector("body.ready")


async def _picture(page: Page, name: str) -> None:
    folder = os.environ.get("MINUTEBOOK_PICTURE")
    if folder:
        await page.screenshot(path=Path(folder) / name)


async def test_a_visitor_plays_every_part_from_a_decision_to_the_digest(browser: Browser, demo: Demo) -> None:
    """A decision is cautioned, ✍ records it, the button puts it on the agenda, the digest has the reference."""
    page = await _open(browser, demo, "ruth")
    await page.locator("#private").get_by_role("button", name="Start", exact=True).click()
    await expect(page.locator("#private")).to_contain_text("This is your private chat with Minutebook")
    await _say(page, "/setup Wexcombe Parish Council")
    await expect(page.locator("#group")).to_contain_text("now set up for Wexcombe Parish Council")
    await _say(page, "/clerk me")
    await expect(page.locator("#group")).to_contain_text("Ruth Calder is now the clerk")
    await _be(page, demo, "owen")
    await _say(page, "Running ten minutes late, sorry. Save me a biscuit!")
    await _be(page, demo, "margaret")
    await _say(page, AGREED)
    caution = page.locator("#group .msg", has_text="clause 10.5 (Group chats)").last
    await expect(caution.locator(".quote")).to_contain_text("Hendersons")
    await _be(page, demo, "ann")
    said = page.locator("#group .msg", has_text=AGREED).first
    await said.hover()
    await said.get_by_role("button", name="React writing hand").click()
    await expect(said.locator(".pill")).to_have_attribute("title", "Cllr Ann Harrow, Minutebook")
    await page.get_by_role("button", name="Put on the agenda").last.click()
    await expect(page.locator(".toast")).to_have_text("On the list for the next agenda.")
    await page.get_by_role("button", name="Next morning").click()
    await _be(page, demo, "ruth")
    digest = page.locator("#private .msg", has_text="digest,").last
    await expect(digest).to_contain_text("2026/0001")
    await expect(digest).to_contain_text("Cllr Ann Harrow")
    await expect(page.locator(".toast")).to_be_hidden(timeout=15_000)
    await _picture(page, "demo.png")


async def test_the_evening_plays_to_its_end_without_a_word_missing(browser: Browser, demo: Demo) -> None:
    """Every step of the scripted evening is answered as its caption says, and the morning brings the digest."""
    page = await _open(browser, demo, "ann")
    caption = page.locator("#caption-text")
    await page.get_by_role("button", name="Play the evening").click()
    await expect(page.locator("#caption-count")).to_have_text(f"1 of {len(STEPS)}")
    await page.get_by_role("button", name="Pause").click()
    for number in range(2, len(STEPS) + 1):
        await page.get_by_role("button", name="Next step").click()
        await expect(page.locator("#caption-count")).to_have_text(f"{number} of {len(STEPS)}")
        await expect(page.locator("#caption-next")).to_be_enabled(timeout=15_000)
        await expect(caption).not_to_contain_text("has not answered")
    await expect(caption).to_contain_text("That was the evening")
