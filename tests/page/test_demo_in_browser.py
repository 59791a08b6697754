"""`minutebook demo` as a visitor meets it: the real bot, the real page, a real browser.

`make picture` runs this with MINUTEBOOK_PICTURE set, and the picture in the README is what it saw.
"""

import io
import json
import os
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from minutebook.bot.demo import Demo, running_demo
from minutebook.sandbox.evening_script import BEGINNING, STEPS
from minutebook.sandbox.request_script import QUOTE, REQUEST

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

AGREED = "Right, that's agreed: Hendersons mend the bench for £450. Tell them to start on Monday."


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
    page.set_default_timeout(30_000)
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
    await expect(page.locator(".toast")).to_be_hidden(timeout=30_000)
    await _picture(page, "demo.png")


async def test_the_evening_plays_to_its_end_without_a_word_missing(browser: Browser, demo: Demo) -> None:
    """Every step of the scripted evening is answered as its caption says, and the morning brings the digest."""
    page = await _open(browser, demo, "ann")
    caption = page.locator("#caption-text")
    await page.get_by_role("button", name="Play the evening").click()
    await expect(page.locator("#caption-count")).to_have_text(f"1 of {len(STEPS)}")
    await page.locator(".drive").get_by_role("button", name="Pause").click()
    for number in range(2, len(STEPS) + 1):
        await page.get_by_role("button", name="Next step").click()
        await expect(page.locator("#caption-count")).to_have_text(f"{number} of {len(STEPS)}")
        await expect(page.locator("#caption-next")).to_be_enabled(timeout=30_000)
        await expect(caption).not_to_contain_text("has not answered")
    await expect(caption).to_contain_text("That was the evening")


async def _walk(page: Page, steps: int) -> None:
    """Play a walk that was paused after its first step, step by step, to its end."""
    for number in range(2, steps + 1):
        await page.get_by_role("button", name="Next step").click()
        await expect(page.locator("#caption-count")).to_have_text(f"{number} of {steps}", timeout=90_000)
        await expect(page.locator("#caption-next")).to_be_enabled()
        await expect(page.locator("#caption-text")).not_to_contain_text("has not answered")
        await expect(page.locator("#caption-text")).not_to_contain_text("could not be played")


async def _downloaded(page: Page) -> dict[str, bytes]:
    """Press the file the bot sent last, and open what comes."""
    async with page.expect_download() as coming:
        await page.locator("#private .msg .file").last.click()
    path = await (await coming.value).path()
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


async def test_a_request_leads_from_a_file_in_the_chat_to_a_bundle(browser: Browser, demo: Demo) -> None:
    """The second walk needs no other: captured, asked for, held, searched, marked, and bundled to download."""
    page = await _open(browser, demo, "ruth")
    await page.get_by_role("button", name="A request comes in").click()
    await expect(page.locator("#caption-count")).to_have_text(f"1 of {len(REQUEST)}")
    await page.locator(".drive").get_by_role("button", name="Pause").click()
    await _walk(page, len(REQUEST))
    await expect(page.locator("#caption-text")).to_contain_text("open index.html")
    await expect(page.locator("#group")).to_contain_text("A request for information concerns messages")
    assert "church path" not in (await page.locator("#group .msg").last.inner_text()).lower()
    case = page.locator("#private .msg", has_text="searches carried out").last
    await expect(case).to_contain_text("You need wellies")
    await expect(case.get_by_role("button", name="Close", exact=True)).to_be_visible()
    members = await _downloaded(page)
    told = members["index.html"].decode()
    assert "Freedom of information request 1" in told
    assert "You need wellies" in told
    assert "[withheld: personal information" in told
    assert not [name for name, content in members.items() if b"Dunning" in content]
    assert QUOTE.content in members.values()
    rows = [json.loads(line) for line in members["records.jsonl"].splitlines()]
    assert [row["ref"].partition("/")[2] for row in rows] == ["0001", "0002"]
    await page.mouse.move(0, 0)
    await _picture(page, "request.png")


async def test_what_one_walk_has_played_the_other_leaves_out(browser: Browser, demo: Demo) -> None:
    """Begun within the evening, on a phone, the request goes on from there; so does the evening after it."""
    page = await _open(browser, demo, "ann", width=390, height=780)
    await page.get_by_role("button", name="Play", exact=True).click()
    await expect(page.locator("#caption-count")).to_have_text(f"1 of {len(STEPS)}")
    await page.locator(".drive").get_by_role("button", name="Pause").click()
    await page.get_by_role("button", name="A request", exact=True).click()
    await expect(page.locator("#caption-count")).to_have_text(f"1 of {len(REQUEST) - 1}")
    await page.locator(".drive").get_by_role("button", name="Pause").click()
    await _walk(page, len(REQUEST) - 1)
    await page.get_by_role("button", name="Be Ruth Calder").click()
    await expect(page.locator("#private .msg .file")).to_be_visible()
    await page.locator(".drive").get_by_role("button", name="Go on").click()
    left = len(STEPS) - len(BEGINNING) + 1
    await expect(page.locator("#caption-count")).to_have_text(f"2 of {left}")
    await page.locator(".drive").get_by_role("button", name="Pause").click()
    await page.locator("#tab-private").click()
    await page.locator("#tab-group").click()
    await expect(page.locator("#group")).to_contain_text("The hall's locked till seven")
