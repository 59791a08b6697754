"""A bundle's tables in a real browser: on a phone each row is a block of names and values, else a table."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from minutebook.council.bundles import Endings, SearchDone
from reports.bundles import REDACTED, item, made, mark, members
from reports.material import EVENING, record

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

WORDS = 'hedge* or "4 Mill Lane" or whatsoeverwasaskedforinonewordwithoutspaces'


async def opened(browser: Browser, folder: Path, name: str, width: int) -> Page:
    """A page of a bundle, on a screen of some width, without script."""
    said = record("Jane Morris of 14 Church Lane says the wall leans.")
    searches = [SearchDone(EVENING, "Ruth Calder", WORDS, 12, 30)] * 3
    bundle = made(
        folder / "b", [item(said, mark(said, "Jane"))], cover=REDACTED, endings=Endings(searches=searches)
    )
    place = folder / name
    place.write_bytes(members(bundle)[name])
    context = await browser.new_context(viewport={"width": width, "height": 740})
    page = await context.new_page()
    await page.goto(place.as_uri())
    return page


async def hidden(page: Page) -> int:
    """How many cells lie beyond the edge of the screen, or of what scrolls."""
    script = """cells => cells.filter(cell => {
      const edge = cell.closest('.wide').getBoundingClientRect().right;
      return cell.getBoundingClientRect().right > edge + 1 || cell.scrollWidth > cell.clientWidth + 1;
    }).length"""
    found: int = await page.locator("tbody th, tbody td").evaluate_all(script)
    return found


@pytest.mark.parametrize("name", ["searches.html", "redactions.html"])
@pytest.mark.parametrize("width", [320, 360, 600])
async def test_no_cell_is_off_the_screen_of_a_phone(
    browser: Browser, tmp_path: Path, name: str, width: int
) -> None:
    """Each cell stands whole in the width of a phone, under the cell before it, with its column's name beside it."""
    page = await opened(browser, tmp_path, name, width)
    assert await hidden(page) == 0
    tops = (
        await page.locator("tbody tr")
        .first.locator("th, td")
        .evaluate_all("cells => cells.map(cell => cell.getBoundingClientRect().top)")
    )
    assert tops == sorted(set(tops))
    names = (
        await page.locator("tbody tr")
        .first.locator("th, td")
        .evaluate_all("cells => cells.map(cell => getComputedStyle(cell, '::before').content)")
    )
    assert [one.strip('"') for one in names] == await page.locator("thead th").all_text_contents()
    await page.context.close()


async def test_a_table_stays_one_to_a_screen_reader_on_paper_and_on_a_desk(
    browser: Browser, tmp_path: Path
) -> None:
    """Laid out as blocks it is still announced with its columns; on a wide screen and in print it is a table."""
    page = await opened(browser, tmp_path, "searches.html", 360)
    assert await page.get_by_role("columnheader").count() == 5
    assert await page.get_by_role("row").count() == 4
    cell = page.locator("tbody td").first
    shape = "cell => getComputedStyle(cell).display"
    assert await cell.evaluate(shape) == "grid"
    await page.emulate_media(media="print")
    assert await cell.evaluate(shape) == "table-cell"
    await page.emulate_media(media="screen")
    await page.set_viewport_size({"width": 1000, "height": 700})
    assert await cell.evaluate(shape) == "table-cell"
    await page.context.close()
