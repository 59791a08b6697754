"""A bundle's first page on paper, A4: nothing stands alone that belongs to what is before or after it."""

import io
import re
from pathlib import Path

import pytest
from playwright.async_api import Browser
from pypdf import PdfReader

from minutebook.council.records import Version
from reports.bundles import REDACTED, item, made, mark, members
from reports.material import EVENING, record

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

SAID = "The wall by the hall leans, and the path is under water. "
NAMES = "Cllr Ann Harrow, Cllr Tom Briggs, Cllr Margaret Penhale, Cllr Owen Pugh"


async def printed(browser: Browser, folder: Path, records: int) -> list[str]:
    """The text of each sheet of the first page of a bundle of so many records, some of them long."""
    items = []
    for number in range(1, records + 1):
        texts = [f"{n}. {SAID * (number % 4 + 1)}" for n in range(1, number % 3 + 2)]
        versions = tuple(Version(n, EVENING, text) for n, text in enumerate(texts, start=1))
        one = record("", number=number, name=NAMES, versions=versions)
        items.append(item(one, *([mark(one, "the path")] if number == 2 else [])))
    place = folder / "index.html"
    place.write_bytes(members(made(folder / f"b{records}", items, cover=REDACTED))["index.html"])
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(place.as_uri())
    content = await page.pdf(format="A4", prefer_css_page_size=True)
    await context.close()
    return [" ".join(sheet.extract_text().split()) for sheet in PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize("records", range(1, 13))
async def test_nothing_stands_alone_on_a_sheet(browser: Browser, tmp_path: Path, records: int) -> None:
    """The seal and the foot have how to check them above; a record's reference has its names, time and words below."""
    sheets = await printed(browser, tmp_path, records)
    assert "How to tell that nothing was changed" in sheets[-1]
    heads = [place for sheet in sheets for place in re.findall(r"2026/[0-9]{4} .{0,220}", sheet)]
    assert len(heads) == records
    for head in heads:
        assert re.match(
            rf"2026/[0-9]{{4}} {NAMES} Tue 10 Mar 2026, 19:00 (?:Version 1 of .{{5,70}} )?1\. The wall", head
        )
    for sheet in sheets:
        assert not re.search(r"(?:Records|Version [0-9] of [0-9], [^.]{0,60})$", sheet)
