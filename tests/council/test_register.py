"""The register of decisions: what `/minute` is asked for, and when a resolution is overdue."""

from datetime import UTC, datetime, timedelta

import pytest

from minutebook.council.matters import MatterState
from minutebook.council.records import Reference
from minutebook.council.register import Asked, Decision, due_by, is_overdue, parse_minute

SAID = datetime(2026, 3, 10, 19, tzinfo=UTC)
REF = Reference(2026, 42)
RESOLVED, NOT_TAKEN = MatterState.RESOLVED, MatterState.NOT_TAKEN
DELEGATED, WITHDRAWN = MatterState.DELEGATED, MatterState.WITHDRAWN


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("", Asked(problem="how")),
        ("yesterday", Asked(problem="how")),
        ("D0", Asked(problem="how")),
        ("42", Asked(None, REF)),
        ("D12", Asked(12)),
        ("d 12 undo", Asked(12, undo=True)),
        ('42 "45/26"', Asked(None, REF, RESOLVED, "45/26")),
        ("2026/0042 “45/26”", Asked(None, REF, RESOLVED, "45/26")),
        ("42 45/26", Asked(None, REF, RESOLVED, "45/26")),
        ("D12 resolved at 45/26", Asked(12, None, RESOLVED, "45/26")),
        ("D12 minute ref 12(b)", Asked(12, None, RESOLVED, "12(b)")),
        ("D12 “as last month”", Asked(12, None, RESOLVED, "as last month")),
        ("D12 approved", Asked(12, None, RESOLVED, "approved", problem="minute")),
        ("D12 “”", Asked(12, None, RESOLVED, "", problem="minute")),
        ("D12 not taken", Asked(12, None, NOT_TAKEN)),
        ("D12 Not-taken: no money", Asked(12, None, NOT_TAKEN, "no money")),
        ("D12 withdrawn", Asked(12, None, WITHDRAWN)),
        ("D12 delegated “FR 4.1”", Asked(12, None, DELEGATED, "FR 4.1")),
        ("D12 within delegated powers FR 4.1", Asked(12, None, DELEGATED, "FR 4.1")),
        ("D12 delegated", Asked(12, None, DELEGATED, "", problem="power")),
        ("D12 " + "4" * 81, Asked(12, None, RESOLVED, "4" * 81, problem="long")),
    ],
)
def test_what_is_typed_is_understood(said: str, asked: Asked) -> None:
    """A record's reference or a number of the register, and how the matter ended, in any quotation marks."""
    assert parse_minute(said, 2026) == asked


def matter(state: MatterState = MatterState.FLAGGED, *, acted_on: bool = True) -> Decision:
    """A matter in which something was said on the evening of the story."""
    return Decision(
        id=12,
        council_id=1,
        chat_id=-100,
        state=state,
        minute="",
        opened_at=SAID,
        said_at=SAID,
        acted_on=acted_on,
        message_id=7,
        title="",
        raised_by=5,
    )


def test_a_resolution_is_due_a_fortnight_after_the_next_meeting() -> None:
    """The first meeting after it was said counts; where none is entered, six weeks are given."""
    before, after, later = SAID - timedelta(days=1), SAID + timedelta(days=9), SAID + timedelta(days=40)
    assert due_by(SAID, [later, before, after]) == after + timedelta(days=14)
    assert due_by(SAID, [before]) == SAID + timedelta(days=42)


def test_what_was_acted_on_is_overdue_once_that_has_passed() -> None:
    """It is overdue while it is open, on the agenda or not; settled, or merely asked about, it never is."""
    day = timedelta(days=1)
    meeting = [SAID + 9 * day]
    assert not is_overdue(matter(), meeting, SAID + 23 * day)
    assert is_overdue(matter(), meeting, SAID + 23 * day + timedelta(seconds=1))
    assert is_overdue(matter(MatterState.ON_AGENDA), [], SAID + 43 * day)
    for state in (RESOLVED, NOT_TAKEN, DELEGATED, WITHDRAWN):
        assert not is_overdue(matter(state), [], SAID + 400 * day)
    assert not is_overdue(matter(acted_on=False), [], SAID + 400 * day)
