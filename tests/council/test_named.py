"""What a clerk names in one line: single ones, ranges, or all."""

import pytest

from minutebook.council.named import Messages, Named, Records, is_all, meant, names, too_wide
from minutebook.council.records import Reference


def records(first: int, last: int, year: int = 2026) -> Records:
    """Records between two numbers of a year."""
    return Records(Reference(year, first), Reference(year, last))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("2026/0042, 43 and “44”", ["2026/0042", "43", "44"]),
        ("m3 - m9; m12", ["m3-m9", "m12"]),
        ("M3–9", ["m3-9"]),
        ("2026/0003 to 0012", ["2026/0003-0012"]),
        ("3—12 ref 14", ["3-12", "14"]),
        ("records 3, 4 and 3", ["3", "4"]),
        ("the refs: 42, please", ["42"]),
        ("42 to the end", ["42", "to", "end"]),
        ("well-meant -5", ["well-meant", "-5"]),
        ("", []),
    ],
)
def test_names_are_told_apart_and_ranges_kept_together(words: str, found: list[str]) -> None:
    """Commas, spaces and `and` part names, each told once; a dash of any length, or `to`, between numbers joins them."""
    assert names(words) == found


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("m12", Messages(12, 12)),
        ("m3-m9", Messages(3, 9)),
        ("m9-3", Messages(3, 9)),
        ("42", records(42, 42)),
        ("2025-42", records(42, 42, 2025)),
        ("3-12", records(3, 12)),
        ("12-3", records(3, 12)),
        ("2025/0003-0012", records(3, 12, 2025)),
        ("2025/0003-2025/0012", records(3, 12, 2025)),
        ("2025/0003-2026/0012", None),
        ("2025/0003-0012-0014", None),
        ("m", None),
        ("fence", None),
        ("0-3", None),
    ],
)
def test_a_name_is_one_or_a_range(name: str, what: Named | None) -> None:
    """Whichever end comes first; a range of records stays within a year, and `2025-42` is one record."""
    assert meant(name, 2026) == what


def test_a_range_of_records_spans_a_thousand_at_most() -> None:
    """More is a slip; a range of messages takes only what is held, however wide."""
    assert not too_wide(records(1, 1_000))
    assert too_wide(records(1, 1_001))
    assert not too_wide(Messages(1, 10**12))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("all", True),
        (" All. ", True),
        ("everything", True),
        ("all of it", True),
        ("all but 2", False),
        ("allotments", False),
        ("", False),
    ],
)
def test_all_is_a_word_by_itself(words: str, said: bool) -> None:
    """`all` names all there is, and no other word that begins like it."""
    assert is_all(words) is said
