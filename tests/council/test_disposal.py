"""Certificates and the register: formats of their own, which nothing may move silently."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.disposal import (
    Certificate,
    CopyOut,
    Grounds,
    copies_from_list,
    copies_to_list,
    line_from_text,
    line_of,
    line_to_text,
)
from minutebook.council.records import Reference, Route

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
CERTIFICATE = Certificate(
    council_id=1,
    record_id=42,
    reference=Reference(2026, 42),
    route=Route.CLERK,
    klass="finance",
    grounds=Grounds.DUE,
    at=AT,
    by_id=9,
    by_name="Ruth Calder",
    messages=((-1001, 7), (-1001, 8)),
    content="c" * 64,
    files=("f" * 64,),
    copies=(CopyOut("email", "clerk@wexcombe.example", AT),),
)


def test_a_certificate_has_one_digest() -> None:
    """The digest of a certificate is this one for good, and covers all but the name."""
    assert CERTIFICATE.digest == "ef46215c90d3d7dea28412a711e0e5a1e584ef47226a51d61d5a45cfd34dba52"
    assert replace(CERTIFICATE, by_name="Somebody else").digest == CERTIFICATE.digest


@pytest.mark.parametrize(
    "change",
    [
        {"record_id": 43},
        {"reference": Reference(2026, 43)},
        {"route": Route.STAFFING},
        {"klass": "general"},
        {"grounds": Grounds.ERROR},
        {"by_id": 10},
        {"messages": ((-1001, 7),)},
        {"content": "d" * 64},
        {"files": ()},
        {"copies": ()},
        {"at": datetime(2026, 11, 21, 9, 31, tzinfo=UTC)},
    ],
)
def test_every_field_changes_the_digest(change: dict[str, object]) -> None:
    """Nothing in a certificate can be changed without its digest being another."""
    assert replace(CERTIFICATE, **change).digest != CERTIFICATE.digest  # type: ignore[arg-type]


def test_a_line_reads_back() -> None:
    """A line of the register is one line of JSON that reads back as it was, and names nobody and no place."""
    line = line_of(CERTIFICATE, AT)
    text = line_to_text(line)
    assert line_from_text(text) == line
    assert "\n" not in text
    assert "Ruth" not in text
    assert "wexcombe" not in text


def test_copies_read_back() -> None:
    """Where copies went is kept as JSON and read back."""
    assert copies_from_list(copies_to_list(CERTIFICATE.copies)) == CERTIFICATE.copies


@given(st.text(max_size=60))
def test_what_is_no_line_is_none(text: str) -> None:
    """A torn or foreign line is none, whatever it holds."""
    assert line_from_text(text) is None


@given(st.integers(0, 400))
def test_a_line_torn_off_anywhere_is_none(length: int) -> None:
    """However much of a line a crash left, it is not taken for a whole one."""
    text = line_to_text(line_of(CERTIFICATE, AT))
    assert line_from_text(text[: min(length, len(text) - 1)]) is None


def test_a_line_of_a_later_program_is_none() -> None:
    """A line of another format is left alone."""
    assert line_from_text(line_to_text(line_of(CERTIFICATE, AT)).replace('"format":1', '"format":2')) is None
