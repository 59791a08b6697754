"""Records as files: CSV that a spreadsheet opens, JSON lines that a tool reads."""

import csv
import io
import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.concerns import Concern, Subject
from minutebook.council.records import Record, RecordFile, Version
from minutebook.reports.exports import FIELDS, csv_file, json_file
from reports.material import EVENING, record

NAMED_IN_THE_DESIGN = [
    *("ref", "council", "chat_id", "message_id", "sender_id", "sender_name", "text", "sent_at"),
    *("captured_by", "captured_at", "method", "concerns", "subjects", "versions", "attachments"),
]
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1")


def rows(records: list[Record]) -> list[dict[str, str]]:
    """Return a CSV file read back."""
    content = csv_file(records, "Wexcombe Parish Council")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def lines(records: list[Record]) -> list[dict[str, object]]:
    """Return a JSON lines file read back."""
    content = json_file(records, "Wexcombe Parish Council").decode()
    return [json.loads(line) for line in content.split("\n") if line]


def test_both_files_have_the_fields_of_the_design_in_order() -> None:
    """CSV and JSON lines carry the fields tools rely on, in their order."""
    assert list(FIELDS) == NAMED_IN_THE_DESIGN
    assert list(lines([record()])[0]) == NAMED_IN_THE_DESIGN
    assert list(rows([record()])[0]) == NAMED_IN_THE_DESIGN


def test_ids_are_numbers_and_times_are_utc() -> None:
    """In JSON ids are numbers, versions a count, and times ISO 8601 in UTC."""
    [line] = lines([record(versions=(Version(1, EVENING, "a"), Version(2, EVENING.replace(hour=23), "b")))])
    assert line["chat_id"] == -1001
    assert line["sender_id"] == 7
    assert line["versions"] == 2
    assert line["sent_at"] == "2026-03-10T19:00:00Z"
    assert datetime.fromisoformat(str(line["captured_at"])).utcoffset() is not None
    assert line["text"] == "a"


def test_labels_and_attachments_are_lists() -> None:
    """Concerns and subjects are sorted lists; attachments tell kind, name, size, state and digest."""
    file = RecordFile(1, "document", "quote.pdf", "application/pdf", 12, "stored", "ab" * 32, "ab/cd")
    [line] = lines(
        [record(concerns=frozenset({Concern.DECISION}), subjects=frozenset(Subject), files=(file,))]
    )
    assert line["concerns"] == ["decision"]
    assert line["subjects"] == sorted(Subject)
    assert line["attachments"] == [
        {
            "kind": "document",
            "name": "quote.pdf",
            "mime": "application/pdf",
            "size": 12,
            "state": "stored",
            "sha256": "ab" * 32,
        }
    ]


@pytest.mark.parametrize("text", FORMULAS, ids=ascii)
def test_no_cell_starts_a_formula(text: str) -> None:
    """Texts, names and file names that begin like a formula are shown as text by a spreadsheet."""
    file = RecordFile(1, "document", text, None, 1, "stored")
    [row] = rows([record(text, name=text, files=(file,))])
    for field in ("text", "sender_name", "attachments"):
        assert row[field] == f"'{text}"


@given(
    text=st.text(alphabet=st.characters(codec="utf-8")),
    name=st.text(st.characters(codec="utf-8")),
)
def test_any_text_comes_back(text: str, name: str) -> None:
    """Quotes, commas, newlines and emoji survive both files."""
    [line] = lines([record(text, name=name)])
    assert (line["text"], line["sender_name"]) == (text, name)
    [row] = rows([record(text, name=name)])
    assert row["text"].removeprefix("'") == text.removeprefix("'")


def test_no_records_make_a_file_with_a_heading_only() -> None:
    """With no records the CSV holds its heading and the JSON nothing."""
    assert rows([]) == []
    assert csv_file([], "W").decode("utf-8-sig").strip() == ",".join(FIELDS)
    assert json_file([], "W") == b""
