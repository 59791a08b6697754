"""Whole stretches of time are due when each record that began in them is, and leave none out."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.due_spans import spans
from minutebook.council.schedules import Ending, Starts, Term, due_on

ZONES = ("Europe/London", "UTC", "Asia/Beirut", "America/Havana")
"""The council's; and two where a summer's first midnight does not come, or comes twice."""

INSTANTS = st.integers(0, 10 * 366 * 24 * 3_600).map(
    lambda seconds: datetime(2019, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


def term(months: int | None, starts: Starts = Starts.SENT) -> Term:
    """A term of so many months."""
    return Term("tents", "Tents", months, starts, Ending.REVIEW)


@given(
    months=st.none() | st.integers(1, 300),
    starts=st.sampled_from(Starts),
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    first=INSTANTS,
    days=st.floats(0, 900),
    at=st.floats(0, 1),
)
def test_a_span_says_what_the_record_would(
    months: int | None, starts: Starts, zone: ZoneInfo, first: datetime, days: float, at: float
) -> None:
    """Whenever a record began, exactly one span holds it, and is due when the record itself is."""
    last = first + timedelta(days=days)
    found = list(spans(term(months, starts), first, last, zone))
    for begun in (
        first,
        last,
        first + (last - first) * at,
        *(span.begins for span in found if span.begins >= first),
    ):
        [of] = [span for span in found if span.begins <= begun < span.ends]
        assert of.due == due_on(term(months, starts), sent_at=begun, captured_at=begun, zone=zone)


@given(first=INSTANTS, days=st.integers(0, 900))
def test_there_is_no_gap(first: datetime, days: int) -> None:
    """Each span begins where the one before ends."""
    found = list(spans(term(7), first, first + timedelta(days=days), ZoneInfo("Europe/London")))
    assert [span.begins for span in found[1:]] == [span.ends for span in found[:-1]]


@pytest.mark.parametrize(
    ("months", "starts", "count"),
    [(None, Starts.SENT, 1), (72, Starts.YEAR_END, 11), (72, Starts.SENT, 3_654)],
)
def test_what_is_due_at_once_is_one_span(months: int | None, starts: Starts, count: int) -> None:
    """Ten years are one span where all is kept for good, one a council's year from the year's end, else about one a day."""
    first = datetime(2016, 1, 1, 12, tzinfo=UTC)
    last = datetime(2026, 1, 1, 12, tzinfo=UTC)
    found = list(spans(term(months, starts), first, last, ZoneInfo("Europe/London")))
    assert len(found) <= count
    assert len(found) > count * 0.98
