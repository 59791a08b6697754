"""What `/exempt` is asked for."""

import pytest

from minutebook.council.exempt_command import Asked, parse_exempt
from minutebook.council.reasons import load_reasons
from minutebook.council.records import Reference

REASONS = load_reasons()
REF = Reference(2026, 42)
PERSONAL, THEIRS = REASONS.by_key["personal"], REASONS.by_key["s40(2)"]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("", Asked()),
        ("  42 ", Asked(REF)),
        ("2026/0042 personal", Asked(REF, PERSONAL)),
        ('42 personal "Ann Smith"', Asked(REF, PERSONAL, "Ann Smith")),
        ("#42 Personal Information “Ann Smith”", Asked(REF, PERSONAL, "Ann Smith")),
        ("42 s.40 (2) «Ann Smith» for 3", Asked(REF, THEIRS, "Ann Smith", None, 3)),
        ("42 personal ‘Ann Smith’ for request 3", Asked(REF, PERSONAL, "Ann Smith", None, 3)),
        ("42 personal Ann Smith", Asked(REF, PERSONAL, "Ann Smith")),
        ('42 personal "she said “no” twice"', Asked(REF, PERSONAL, "she said “no” twice")),
        ('42 personal "waiting for 3"', Asked(REF, PERSONAL, "waiting for 3")),
        ("42 personal file 2", Asked(REF, PERSONAL, "", 2)),
        ("42 personal photo because of a face", Asked(REF, PERSONAL, "", 1, None, "of a face")),
        ('42 personal "x" for 3 because she asked', Asked(REF, PERSONAL, "x", None, 3, "she asked")),
        ("42 personal “x” because “a private address”", Asked(REF, PERSONAL, "x", note="a private address")),
        ('42 personal "x" for 3 because he said "no"', Asked(REF, PERSONAL, "x", None, 3, 'he said "no"')),
        ("42 personal because “she asked”", Asked(REF, PERSONAL, note="she asked")),
        ("42 personal Ann Smith because “she asked”", Asked(REF, PERSONAL, "Ann Smith", note="she asked")),
        ("42 personal “all because of Ann”", Asked(REF, PERSONAL, "all because of Ann")),
        ('42 personal "he said “no” because of Ann"', Asked(REF, PERSONAL, "he said “no” because of Ann")),
        ("42 personal “”", Asked(REF, PERSONAL, "", problem="words")),
        ("42 nonsense “x”", Asked(REF, problem="reason", said="nonsense")),
        ("personal 42", Asked(problem="ref", said="personal 42")),
        ("0 personal", Asked(problem="ref", said="0 personal")),
    ],
)
def test_what_is_typed_is_understood(said: str, asked: Asked) -> None:
    """A reference, a reason, and perhaps words in any quotation marks, a file, a request, and why."""
    assert parse_exempt(said, 2026, REASONS) == asked
