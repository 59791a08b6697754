"""The PDF of a bundle begins with what it holds, in the words of the pages, and ends with how to check it."""

import io
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader

from minutebook.council.bundles import Endings, SearchDone
from reports.bundles import COVER, REDACTED, item, made, members, stored
from reports.material import EVENING, record

HOW = "How to tell that nothing was changed"


def sheets(content: bytes) -> list[str]:
    """The text of each page of a PDF, its lines joined."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize(("files", "holds"), [(0, "one record"), (1, "one record, one file")])
def test_both_covers_say_alike_what_is_held(tmp_path: Path, files: int, holds: str) -> None:
    """The first page and the PDF's cover count records and files alike, and no files are not counted."""
    paid = [stored(tmp_path / "store", b"paid", "paid.pdf")] * files
    found = members(made(tmp_path / "b", [item(record(files=tuple(paid)))], files=tmp_path / "store"))
    assert f"<dt>Holds</dt><dd>{holds}</dd>" in found["index.html"].decode()
    assert f"Holds {holds} Council’s ledger" in sheets(found["records.pdf"])[0]


def test_how_to_check_it_comes_last(tmp_path: Path) -> None:
    """A reader of the PDF meets the records before commands for a computer; those end it, with the seal."""
    paper = sheets(members(made(tmp_path / "b", [item(record("The wall leans."))]))["records.pdf"])
    assert "sha256sum" not in paper[0]
    assert "The wall leans." in paper[1]
    assert HOW in paper[-1]
    assert COVER.head.seal in paper[-1].replace(" ", "")


def test_alternatives_are_told_in_words(tmp_path: Path) -> None:
    """What was searched for is told with `or` between alternatives, as in the chat."""
    done = SearchDone(EVENING, "Ruth Calder", "church* | path*", 1, 0)
    found = members(made(tmp_path / "b", [item(record())], cover=REDACTED, endings=Endings(searches=[done])))
    assert "church* or path*" in unescape(found["searches.html"].decode())
    assert "church* or path*" in " ".join(sheets(found["records.pdf"]))
