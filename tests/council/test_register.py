"""The register of decisions: what `/minute` is asked for, and when a resolution is overdue."""

from datetime import UTC, datetime, timedelta

import pytest

from minutebook.council.matters import MatterState
from minutebook.council.records import Reference
from minutebook.council.register import Asked, Decision, is_overdue, overdue_before, parse_minute

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


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("meetings", "last_good_day"),
    [
        ([], 42),
        ([-1], 42),
        ([9], 23),
        ([40, -1, 9], 23),
        ([40], 54),
        ([9, 400], 23),
        ([400], 414),
    ],
)
def test_a_resolution_is_due_a_fortnight_after_the_next_meeting(
    meetings: list[int], last_good_day: int
) -> None:
    """The first meeting after it was said counts; where none that follows is entered, six weeks are given."""
    held = [SAID + days * DAY for days in meetings]
    for now, late in (
        (SAID + last_good_day * DAY, False),
        (SAID + last_good_day * DAY + timedelta(seconds=1), True),
    ):
        assert is_overdue(matter(), overdue_before(held, now)) is late, now


def test_only_what_was_acted_on_and_is_open_is_overdue() -> None:
    """On the agenda or not, it is overdue while it is open; settled, or merely asked about, it never is."""
    before = SAID + DAY
    assert is_overdue(matter(MatterState.ON_AGENDA), before)
    for state in (RESOLVED, NOT_TAKEN, DELEGATED, WITHDRAWN):
        assert not is_overdue(matter(state), before)
    assert not is_overdue(matter(acted_on=False), before)
    assert not is_overdue(matter(), None)
