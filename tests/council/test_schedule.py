"""When the digest is due: at the council's hour in its zone, once a day, over both clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.schedule import is_late, local_day, local_time, next_occurrence, short_day

LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")


def utc(text: str) -> datetime:
    """Return `2026-03-28 07:30` as an aware UTC instant."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "at", "zone", "due"),
    [
        pytest.param("2026-01-10 06:00", time(7, 30), LONDON, "2026-01-10 07:30", id="later today"),
        pytest.param("2026-01-10 07:30", time(7, 30), LONDON, "2026-01-11 07:30", id="strictly after"),
        pytest.param("2026-01-10 07:29:59", time(7, 30), LONDON, "2026-01-10 07:30", id="a second before"),
        pytest.param("2026-07-10 06:00", time(7, 30), LONDON, "2026-07-10 06:30", id="summer time"),
        pytest.param("2026-03-28 07:30", time(7, 30), LONDON, "2026-03-29 06:30", id="forward: 23 h later"),
        pytest.param("2026-03-29 06:30", time(7, 30), LONDON, "2026-03-30 06:30", id="and from then on"),
        pytest.param("2026-10-24 06:30", time(7, 30), LONDON, "2026-10-25 07:30", id="back: 25 h later"),
        pytest.param("2026-10-25 07:30", time(7, 30), LONDON, "2026-10-26 07:30", id="and daily again"),
        pytest.param("2026-03-28 12:00", time(1, 30), LONDON, "2026-03-29 01:30", id="an hour left out"),
        pytest.param("2026-03-29 01:30", time(1, 30), LONDON, "2026-03-30 00:30", id="once on that day"),
        pytest.param("2026-10-24 12:00", time(1, 30), LONDON, "2026-10-25 00:30", id="the first of two"),
        pytest.param("2026-10-25 00:30", time(1, 30), LONDON, "2026-10-26 01:30", id="not the second"),
        pytest.param("2026-10-25 00:45", time(1, 30), LONDON, "2026-10-26 01:30", id="nor from between"),
        pytest.param("2026-12-31 23:59", time(0, 0), LONDON, "2027-01-01 00:00", id="midnight, new year"),
        pytest.param("2026-06-30 23:30", time(0, 0), LONDON, "2026-07-01 23:00", id="midnight in summer"),
        pytest.param("2026-03-08 00:30", time(20, 0), NEW_YORK, "2026-03-08 01:00", id="another zone's day"),
    ],
)
def test_the_next_digest_is_at_the_councils_hour(after: str, at: time, zone: ZoneInfo, due: str) -> None:
    """The next digest is the first local occurrence of the hour strictly after the given instant."""
    assert next_occurrence(utc(after), at, zone) == utc(due)


@pytest.mark.parametrize("at", [time(7, 30), time(1, 30), time(0, 0), time(23, 59), time(2, 0)], ids=str)
def test_a_year_has_one_digest_for_every_day(at: time) -> None:
    """Followed through a year, every local day has exactly one digest, clock changes included."""
    due = next_occurrence(utc("2026-01-01 00:00") - timedelta(seconds=1), at, LONDON)
    days: list[date] = []
    while due < utc("2027-01-01 00:00"):
        days.append(due.astimezone(LONDON).date())
        due = next_occurrence(due, at, LONDON)
    assert days == [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]


@given(
    after=st.integers(946_684_800, 2_840_140_800).map(lambda n: datetime.fromtimestamp(n, UTC)),
    minute=st.integers(0, 1439),
    zone=st.sampled_from(
        ["Europe/London", "America/New_York", "Pacific/Chatham", "Australia/Lord_Howe", "UTC"]
    ),
)
def test_the_next_digest_is_ahead_and_within_a_day_and_an_hour(
    after: datetime, minute: int, zone: str
) -> None:
    """Whatever the instant, hour and zone, the next digest lies ahead, by no more than a long day."""
    at = time(minute // 60, minute % 60)
    due = next_occurrence(after, at, ZoneInfo(zone))
    assert timedelta(0) < due - after <= timedelta(hours=26)
    assert due.tzinfo is UTC


@pytest.mark.parametrize(
    ("minutes", "late"), [(0, False), (29, False), (30, False), (30.1, True), (600, True), (-5, False)]
)
def test_a_message_older_than_half_an_hour_is_late(minutes: float, late: bool) -> None:
    """A message read more than 30 minutes after it was sent is late; one from a clock ahead is not."""
    sent = utc("2026-03-10 19:00")
    assert is_late(sent, sent + timedelta(minutes=minutes)) is late


def test_days_and_times_are_written_as_people_write_them() -> None:
    """Dates carry no leading zero, and times are the council's."""
    assert local_day(utc("2026-07-08 23:30"), LONDON) == "Thu 9 Jul 2026"
    now = utc("2026-12-01 12:00")
    assert local_time(utc("2026-07-08 18:05"), LONDON, now) == "Wed 8 Jul, 19:05"
    assert short_day(utc("2026-07-08 18:05"), LONDON, now) == "Wed 8 Jul"


@pytest.mark.parametrize(
    ("now", "zone", "text"),
    [
        pytest.param("2027-01-01 00:00", LONDON, "Thu 31 Dec 2026, 23:30", id="last year"),
        pytest.param("2026-12-31 23:59", LONDON, "Thu 31 Dec, 23:30", id="this year"),
        pytest.param("2025-12-31 23:59", LONDON, "Thu 31 Dec 2026, 23:30", id="a year to come"),
        pytest.param("2027-01-01 03:00", NEW_YORK, "Thu 31 Dec, 18:30", id="this year still, there"),
        pytest.param(None, LONDON, "Thu 31 Dec 2026, 23:30", id="not known when it is read"),
    ],
)
def test_a_date_says_its_year_where_that_is_not_this_one(now: str | None, zone: ZoneInfo, text: str) -> None:
    """Which year it is is told by the council's clocks; what may be read at any time says it always."""
    assert local_time(utc("2026-12-31 23:30"), zone, utc(now) if now else None) == text
