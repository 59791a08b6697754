"""A bundle as it is written: its pages, its paper, its tables, its parts; and what is nowhere in it."""

import csv
import io
import itertools
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pypdf import PdfReader

from minutebook.council.bundles import DecisionLine, Endings, Gap, SearchDone
from minutebook.council.records import RecordFile, Version
from minutebook.reports.bundle import volumes
from minutebook.reports.bundle.pages import PAGE
from reports.bundles import COVER, REDACTED, WORDING, item, made, mark, members, stored
from reports.material import EVENING, record

TEMPLATES = Path(volumes.__file__).parent / "templates"
SECRET = "Jane Morris of 14 Church Lane"


def paper(content: bytes) -> str:
    """The text of a PDF, its lines joined."""
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)


class Page(HTMLParser):
    """What matters of a page: tags, headings, ids, links, pictures."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))

    def all(self, name: str) -> list[dict[str, str | None]]:
        """The attributes of every such tag."""
        return [attrs for tag, attrs in self.tags if tag == name]


def test_every_phrase_of_a_template_is_in_the_catalogue() -> None:
    """What the templates say stands in the wording, each with the facts it takes."""
    seen = set()
    for path in TEMPLATES.glob("*.html"):
        for name, given in re.findall(r'\bt\("([a-z_]+)"(.*?)\)\s*(?:\}\}|\))', path.read_text("utf-8")):
            facts = set(re.findall(r"(\w+)=", given))
            assert facts == WORDING.facts_of(f"bundle.{name}"), (path.name, name)
            seen.add(name)
    assert len(seen) > 10


def test_pages_are_whole_and_lead_only_to_what_is_there(tmp_path: Path) -> None:
    """Every page has its language, title and one main heading; ids are its own; links lead into the bundle; no script."""
    photo = stored(tmp_path / "store", b"\xff\xd8photo", None, kind="photo")
    items = [item(record(f"Said {n}", number=n, files=(photo,))) for n in range(1, 2 * PAGE + 50)]
    found = members(made(tmp_path / "b", items, files=tmp_path / "store"))
    pages = {name: Page(content.decode()) for name, content in found.items() if name.endswith(".html")}
    assert {"index.html", "records-0001.html", "records-0003.html"} <= pages.keys()
    for name, page in pages.items():
        assert page.all("html") == [{"lang": "en-GB"}], name
        assert len(page.all("h1")) == len(page.all("title")) == len(page.all("main")) == 1
        ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
        assert len(ids) == len(set(ids)), name
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), name
        assert not page.all("script")
        assert not [attrs for _, attrs in page.tags if any(key.startswith("on") for key in attrs)]
        for link in [attrs.get("href") or attrs.get("src") or "" for _, attrs in page.tags]:
            place, _, anchor = link.partition("#")
            assert not place or place in found, (name, link)
            assert not anchor or anchor in ids, (name, link)
        assert all(attrs.get("alt") for attrs in page.all("img"))


def test_records_are_paged_in_order(tmp_path: Path) -> None:
    """A hundred records stand on a page; each page leads to the next, and the index to all of them."""
    items = [item(record(f"Said {n}", number=n)) for n in range(1, 2 * PAGE + 2)]
    found = members(made(tmp_path / "b", items))
    texts = [found[f"records-{n:04d}.html"].decode() for n in (1, 2, 3)]
    assert [text.count("<article") for text in texts] == [PAGE, PAGE, 1]
    assert 'rel="next" href="records-0002.html"' in texts[0]
    assert 'rel="prev" href="records-0002.html"' in texts[2]
    assert 'rel="next"' not in texts[2]
    assert "Records 2026/0201 to 2026/0201" in found["index.html"].decode()


def test_what_people_wrote_is_text_and_nothing_else(tmp_path: Path) -> None:
    """Markup in messages, names and file names is shown to the letter."""
    hostile = '<script>alert(1)</script> <img src=x onerror=alert(2)> {{ 7*7 }} " onclick="'
    file = RecordFile(1, "document", hostile, None, 5, "too_big")
    one = record(hostile, name=hostile, note=hostile, files=(file,), reply_text=hostile, quote=hostile)
    page = members(made(tmp_path / "b", [item(one)]))["index.html"].decode()
    assert not Page(page).all("script")
    assert not Page(page).all("img")
    assert "49" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def redacted_bundle(folder: Path) -> dict[str, bytes]:
    """A request's bundle in which a name is withheld, and a whole record with its file."""
    said = f"{SECRET} says the wall leans."
    versions = (Version(1, EVENING, said), Version(2, EVENING, f"{said} Edited."))
    first = record(said, number=1, note=f"ask {SECRET}", versions=versions)
    paid = stored(folder / "store", b"secret advice", f"advice on {SECRET}.pdf", key=2)
    second = record("Our solicitor says no.", number=2, files=(paid,), name="Cllr Owen Pugh")
    third = record("The wall leans.", number=3)
    items = [item(first, mark(first, SECRET)), item(second, mark(second, reason="legal")), item(third)]
    done = SearchDone(EVENING, "Ruth Calder", f"wall {SECRET}", 3, 0)
    line = DecisionLine("D1", f"{SECRET}’s wall", "flagged", EVENING, "2026/0001")
    endings = Endings(searches=[done], decisions=[line])
    return members(made(folder / "b", items, cover=REDACTED, endings=endings, files=folder / "store"))


@pytest.mark.parametrize(
    "words", ["Jane", "Morris", "14 Church Lane", "solicitor", "secret advice", "Owen Pugh", "advice on"]
)
def test_what_is_withheld_is_in_no_member(tmp_path: Path, words: str) -> None:
    """Neither page, PDF, table, file, search page nor register holds a word of what is blacked out."""
    for name, content in redacted_bundle(tmp_path).items():
        text = paper(content) if name.endswith(".pdf") else content.decode()
        assert words not in text, name


def test_a_copy_shows_where_and_why(tmp_path: Path) -> None:
    """In the place of what is withheld stands the reason, and the log lists each place."""
    found = redacted_bundle(tmp_path)
    page, log = found["index.html"].decode(), found["redactions.html"].decode()
    assert "[withheld: personal information" in page
    assert "Withheld in full: " in page
    assert "says the wall leans." in page
    assert "29 characters of every version" in log
    assert "the whole record" in log
    assert "[withheld: personal information" in paper(found["records.pdf"])
    rows = [json.loads(line) for line in found["records.jsonl"].decode().splitlines()]
    assert [bool(row["withheld"]) for row in rows] == [True, True, False]
    assert [(row["sender_id"], row["captured_by"], row["proved"]) for row in rows] == [
        (None, None, False)
    ] * 3


def test_the_tables_agree(tmp_path: Path) -> None:
    """CSV and JSON lines tell the same records, with the fields of `minutebook records` first."""
    items = [item(record("=1+1", number=1)), item(record("Said, “twice”\nover", number=2))]
    found = members(made(tmp_path / "b", items))
    rows = list(csv.DictReader(io.StringIO(found["records.csv"].decode("utf-8-sig"), newline="")))
    lines = [json.loads(line) for line in found["records.jsonl"].decode().splitlines()]
    assert [row["ref"] for row in rows] == [line["ref"] for line in lines] == ["2026/0001", "2026/0002"]
    assert rows[0]["text"] == "'=1+1"
    assert rows[1]["text"] == lines[1]["text"] == "Said, “twice”\nover"
    assert list(rows[0]) == list(lines[0])


def test_what_could_not_be_seen_is_told(tmp_path: Path) -> None:
    """Gaps, files that were never fetched, and one that is gone from the store, stand on a page of their own."""
    big = RecordFile(1, "video", "wall.mp4", None, 48_000_000, "too_big")
    gone = RecordFile(2, "document", "gone.pdf", None, 9, "stored", "ef" * 32, "ef" * 32)
    endings = Endings(gaps=[Gap("outage", EVENING, None), Gap("rights", EVENING, EVENING, "Wexcombe")])
    found = members(made(tmp_path / "b", [item(record(files=(big, gone)))], endings=endings))
    page = found["gaps.html"].decode()
    for words in ("The bot was off.", "still", "in “Wexcombe”", "wall.mp4", "too big", "gone.pdf", "missing"):
        assert words in page
    assert not [name for name in found if name.startswith("files/")]


def test_a_changed_file_does_not_go_out(tmp_path: Path) -> None:
    """A file in the store that is not what was captured is left out, and said to be."""
    file = stored(tmp_path / "store", b"quote", "quote.pdf")
    (tmp_path / "store" / str(file.path)).write_bytes(b"other")
    found = members(made(tmp_path / "b", [item(record(files=(file,)))], files=tmp_path / "store"))
    assert not [name for name in found if name.startswith("files/")]
    assert "changed there" in found["gaps.html"].decode()


def test_equal_files_are_there_once(tmp_path: Path) -> None:
    """What two records carry lies in the bundle once."""
    files = [stored(tmp_path / "store", b"quote", name, key) for key, name in ((1, "a.pdf"), (2, "b.pdf"))]
    items = [item(record(number=n, files=(file,))) for n, file in enumerate(files, start=1)]
    found = members(made(tmp_path / "b", items, files=tmp_path / "store"))
    assert sum(name.startswith("files/") for name in found) == 1


def test_parts_are_within_the_limit_and_together_whole(tmp_path: Path) -> None:
    """No part is larger than it may be, and nothing is in two of them."""
    files = [
        stored(tmp_path / "store", bytes([n]) * 50_000, f"{n}.jpg", n, kind="photo") for n in range(1, 9)
    ]
    items = [item(record(number=n, files=(file,))) for n, file in enumerate(files, start=1)]
    bundle = made(tmp_path / "b", items, files=tmp_path / "store", limit=220_000)
    assert len(bundle.parts) > 2
    assert all(part.stat().st_size <= 220_000 for part in bundle.parts)
    found = members(bundle)
    listed = [line.split("  ")[1] for line in found["manifest.sha256"].decode().splitlines()]
    assert sorted(listed) == sorted(found.keys() - {"manifest.sha256"})
    assert bundle.files == 8


def test_the_same_records_make_the_same_bundle(tmp_path: Path) -> None:
    """Nothing but what it holds, and the time it states, is in a bundle: made again it is the same."""
    items = [item(record(f"Said {n}", number=n)) for n in range(1, 5)]
    assert made(tmp_path / "a", items).digest == made(tmp_path / "b", items).digest


def test_signs_that_nothing_can_show_do_no_harm(tmp_path: Path) -> None:
    """Half a character, a null, a very long word and emoji go through every writer."""
    said = "\ud83d half \x00 " + "x" * 3_000 + " 👍🏽 مرحبا\n\n"
    found = members(made(tmp_path / "b", [item(record(said, name="Ann\x07 🎂"))], cover=replace(COVER)))
    assert "[thumbs up]" in paper(found["records.pdf"])
    assert "[5 Arabic letters]" in paper(found["records.pdf"])
