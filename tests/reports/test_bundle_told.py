"""What a bundle tells of a record beside its words: where they lead, where it came from, until when it is kept."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from minutebook.council.bundles import Item
from minutebook.council.exemptions import Mark, copy_of
from minutebook.council.link_copies import link_copies
from minutebook.council.reasons import load_reasons
from minutebook.council.records import Record, Version
from minutebook.council.schedules import FOR_GOOD
from minutebook.council.wording import load_wording
from minutebook.reports.exempted import copy_lines
from reports.bundles import COVER, REDACTED, made, mark, members
from reports.material import EVENING, record

SENT = datetime(2026, 2, 1, 9, 30, tzinfo=UTC)
ADDRESS = "https://plans.example.org/26/0417?x=1&y=2"


def leading(text: str, *links: tuple[str, str]) -> Record:
    """A record whose words lead somewhere."""
    return record(text, versions=(Version(1, EVENING, text, links=links),))


def shown(folder: Path, one: Record, *marks: Mark, redacted: bool = False) -> dict[str, str]:
    """A bundle of one record: every member's text, the PDF's too."""
    copy = copy_of(one, marks)
    items = [Item(copy, marks=marks, links=link_copies(copy, marks))]
    return texts(folder, items, redacted=redacted)


def texts(folder: Path, items: list[Item], *, redacted: bool = False) -> dict[str, str]:
    """A bundle as text, by name of its members."""
    found = members(made(folder / "b", items, cover=REDACTED if redacted else COVER))
    pages = PdfReader(io.BytesIO(found.pop("records.pdf"))).pages
    paper = " ".join(" ".join(page.extract_text().split()) for page in pages)
    return {"records.pdf": paper} | {name: content.decode("utf-8-sig") for name, content in found.items()}


def row(found: dict[str, str]) -> dict[str, object]:
    """The one record as `records.jsonl` has it."""
    values: dict[str, object] = json.loads(found["records.jsonl"])
    return values


def cells(found: dict[str, str]) -> dict[str, str]:
    """The one record as `records.csv` has it."""
    [line] = csv.DictReader(io.StringIO(found["records.csv"], newline=""))
    return line


@pytest.mark.parametrize("redacted", [False, True])
def test_an_address_under_words_is_told(tmp_path: Path, redacted: bool) -> None:
    """Page, PDF and tables say where words lead, in a copy that goes out too; as text, for a bundle leads nowhere."""
    found = shown(tmp_path, leading("The plan is here.", ("here", ADDRESS)), redacted=redacted)
    assert "“here” leads to https://plans.example.org/26/0417?x=1&amp;y=2" in found["index.html"]
    assert f"“here” leads to {ADDRESS}" in found["records.pdf"]
    assert 'href="https' not in found["index.html"]
    assert row(found)["links"] == [{"version": 1, "words": "here", "address": ADDRESS}]
    assert cells(found)["links"] == f"here → {ADDRESS}"


def test_how_a_copy_reads_tells_where_its_words_lead() -> None:
    """The clerk who withholds something is shown the address that goes out under other words, and not one that does not."""
    one = leading("The plan is here, says Jane.", ("here", ADDRESS), ("Jane", "https://people.example.org"))
    marks = [mark(one, "Jane")]
    copy = copy_of(one, marks)
    said = "\n".join(copy_lines(copy, load_reasons(), load_wording(), link_copies(copy, marks)))
    assert "“here” leads to https://plans.example.org" in said
    assert "people.example" not in said


HIDDEN = {
    "the words that lead there": ("The plan by Jane Morris is there.", "Jane Morris", "Jane Morris"),
    "a part of them": ("The plan by Jane Morris is there.", "by Jane Morris is", "Jane Morris"),
    "words that stand there twice": ("Jane, ask Jane Morris.", "Jane", "Jane Morris"),
    "a word that the address has": (
        "The plan is here, says Jane Morris of 14 Church Lane.",
        "here",
        "Jane Morris of",
    ),
}


@pytest.mark.parametrize("case", HIDDEN)
def test_an_address_is_withheld_with_its_words(tmp_path: Path, case: str) -> None:
    """Where words are withheld, or the address tells them, nothing of it is in any member; the reason is."""
    text, words, withheld = HIDDEN[case]
    one = leading(text, (words, "https://people.example.org/jane%6Dorris85"))
    found = shown(tmp_path, one, mark(one, withheld), redacted=True)
    for name, content in found.items():
        assert "people.example" not in content, name
        assert "orris" not in content, name
    assert "personal" in row(found)["withheld"]  # type: ignore[operator]
    assert "lead" in found["index.html"]
    assert "[withheld: personal" in str(row(found)["links"])


def test_a_record_withheld_whole_tells_no_address(tmp_path: Path) -> None:
    """Of a record that is withheld whole no member has the address, nor the words it lay under."""
    one = leading("The plan is here.", ("here", ADDRESS))
    found = shown(tmp_path, one, mark(one), redacted=True)
    assert not [name for name, content in found.items() if "plans.example" in content]


@pytest.mark.parametrize(
    "address", ["tg://user?id=100000001", "https://t.me/c/1009876543/5", "TG://openmessage?user_id=1"]
)
def test_a_copy_for_strangers_has_no_number_under_words(tmp_path: Path, address: str) -> None:
    """An address that names an account or a chat by number is told to be one; the council's own bundle has it."""
    one = leading("Ask Tom.", ("Tom", address))
    (tmp_path / "out").mkdir()
    found = shown(tmp_path / "out", one, redacted=True)
    assert not [name for name, content in found.items() if address in content]
    assert "“Tom” leads to" in found["records.pdf"]
    assert "holds the number of an account" in found["index.html"]
    assert address in shown(tmp_path, one)["records.jsonl"]


def test_the_tables_tell_what_a_record_carries_and_where_it_came_from(tmp_path: Path) -> None:
    """Poll and counts, quote, answer and a forward's origin with its date stand in both tables; the page has the date."""
    versions = (Version(1, EVENING, "Which day?"), Version(2, EVENING, "Which day?", totals="Yes 3, No 1"))
    one = replace(
        record("Which day?", versions=versions, quote="the wall", reply_text="When?"),
        other="poll: Yes 3, No 1",
        forward_from="Jane Morris",
        forward_at=SENT,
    )
    found = shown(tmp_path, one)
    for table in (row(found), cells(found)):
        assert table["carries"] == "poll: Yes 3, No 1"
        assert table["poll_totals"] == "Yes 3, No 1"
        assert table["quote"] == "the wall"
        assert table["in_answer_to_sender"] == "Cllr Priya Shah"
        assert table["forwarded_from"] == "Jane Morris"
        assert table["forwarded_sent_at"] == "2026-02-01T09:30:00Z"
    assert "Jane Morris, who sent it Sun 1 Feb 2026, 09:30" in found["index.html"]
    assert "Jane Morris, who sent it Sun 1 Feb 2026, 09:30" in found["records.pdf"]


def test_what_is_withheld_is_so_in_the_new_columns(tmp_path: Path) -> None:
    """A name that is withheld is in no column; with the origin of a forward goes its date."""
    said = "Jane Morris says the wall leans."
    one = replace(
        record(said, quote="Jane Morris", reply_text="Jane Morris?"),
        other="contact: Jane Morris 07700 900123",
        forward_from="Jane Morris",
        forward_at=SENT,
    )
    found = shown(tmp_path, one, mark(one, "Jane Morris"), redacted=True)
    for name, content in found.items():
        assert "Morris" not in content, name
        assert "2026-02-01" not in content, name
        assert "1 Feb 2026" not in content, name
    assert str(row(found)["forwarded_from"]).startswith("[withheld: personal information")


def kept(folder: Path, **dates: datetime | None) -> dict[str, str]:
    """A bundle of one record of a class, with these dates."""
    return texts(folder, [replace(Item(copy_of(record(), ()), klass="Finance"), **dates)])  # type: ignore[arg-type]


def test_expiry_and_keeping_are_two_dates(tmp_path: Path) -> None:
    """When a record's time is up by the schedule, and until when it is kept all the same, are told apart."""
    expires, longer = datetime(2032, 3, 31, 23, tzinfo=UTC), datetime(2033, 6, 9, 23, tzinfo=UTC)
    found = kept(tmp_path, dispose_on=expires, keep_until=longer)
    assert "Expires by the schedule: 1 April 2032" in found["records.pdf"]
    assert "To be kept until: 10 June 2033" in found["records.pdf"]
    assert "<dt>To be kept until</dt><dd>10 June 2033</dd>" in found["index.html"]
    # Days of the council's in the tables too.
    assert (row(found)["dispose_on"], row(found)["keep_until"]) == ("2032-04-01", "2033-06-10")


def test_keeping_is_told_only_where_it_is_longer(tmp_path: Path) -> None:
    """A record that only expires is not said to be kept until then; one kept for good says by what."""
    expires = datetime(2032, 3, 31, 23, tzinfo=UTC)
    for number, (dates, words, none) in enumerate(
        (
            ({"dispose_on": expires}, "Expires by the schedule: 1 April 2032", "kept until"),
            ({}, "Expires by the schedule: never, kept for good", "kept until"),
            (
                {"dispose_on": expires, "keep_until": FOR_GOOD},
                "To be kept until: for good, whatever",
                "never, kept",
            ),
        )
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        paper = kept(folder, **dates)["records.pdf"]
        assert words in paper
        assert none not in paper
