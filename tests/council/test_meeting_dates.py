"""Reading /meeting as people in Britain write a day and an hour."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.errors import TeachingError
from minutebook.council.meeting_dates import parse_meeting, read_written

NOW = datetime(2026, 3, 10, 19, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
EIGHTH = datetime(2026, 12, 8, 19, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "said",
    [
        "2026-12-08 19:30",
        "2026-12-08T19:30",
        "8 Dec 19:30",
        "8 Dec 2026, 7.30pm",
        "8th of December at 7:30 p.m.",
        "Tuesday 8 December 2026 19.30",
        "tue, 8 dec 1930",
        "Dec 8, 2026 7.30 pm",
        "8/12/2026 7.30pm",
        "8/12 19:30",
        "08.12.26 19.30",
        "8-12-2026 19:30",
        "the 8th of December at 7.30pm",
        "Tuesday the 8th of December, 7.30 in the evening",
        "8-Dec-2026 19:30",
        "8 Dec 26 7.30pm",
        "8 Dec 1930hrs",
        "8 Dec 2026 19.30 hrs",
        "8 Dec 730pm",
        "8 December \u2013 7.30pm",
        "8 Dec @ 7.30pm",
        "7.30pm on Tuesday 8th December",
        "8 Dec at half past 7 pm",
        "8 December \u2014 7.30pm",
        "8 December -- 7.30pm",
        "8 Rhagfyr 2026 7.30pm",
        "dydd Mawrth 8 Rhagfyr 7.30pm",
    ],
)
def test_a_day_and_an_hour_are_read(said: str) -> None:
    """Day before month, with or without year, on a twelve- or twenty-four-hour clock."""
    assert parse_meeting(said, NOW, LONDON) == EIGHTH


def test_the_hour_is_the_councils() -> None:
    """In summer 19:30 in London is 18:30 UTC."""
    assert parse_meeting("7 July 19:30", NOW, LONDON) == datetime(2026, 7, 7, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "year"),
    [("3 March 19:30", 2026), ("20 Dec 19:30", 2025), ("1 Dec 19:30", 2026), ("29 Feb 2028 7pm", 2028)],
)
def test_a_day_without_a_year_is_near(said: str, year: int) -> None:
    """It is the first such day from ninety days back on, so that last week's meeting can be entered."""
    assert parse_meeting(said, NOW, LONDON).year == year


@pytest.mark.parametrize("said", ["8 Dec noon", "8 Dec at 12 noon", "8 December midday"])
def test_noon_is_an_hour(said: str) -> None:
    """Noon and midday are twelve o'clock, with the figure or without."""
    assert parse_meeting(said, NOW, LONDON) == datetime(2026, 12, 8, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "hour", "guessed"),
    [
        ("8th December 7.30", 19, True),
        ("8 Dec 7:30", 19, True),
        ("8 Dec at 8", 20, True),
        ("8 Dec 7 o'clock", 19, True),
        ("8 Dec 730", 19, True),
        ("8 Dec 9.30", 9, True),
        ("8 Dec 07:30", 7, False),
        ("8 Dec 0730", 7, False),
        ("8 Dec 1030", 10, False),
        ("8 Dec 10:30", 10, False),
        ("8 Dec 07.30", 7, True),
        ("8 Dec 10.30", 10, True),
        ("8 Dec at 10", 10, True),
        ("8 Dec 12.30", 12, False),
        ("8 Dec 7.30am", 7, False),
    ],
)
def test_half_past_seven_is_in_the_evening_and_guessed(said: str, hour: int, guessed: bool) -> None:
    """Where nobody says am or pm, 1 to 8 are the evening's, others the morning's, and it is known for a guess.

    07:30 and 1030, as a twenty-four-hour clock has them, are what they say.
    """
    clock = read_written(said, NOW.date()).clock
    assert clock is not None
    assert (clock.at.hour, clock.guessed) == (hour, guessed)


def test_the_day_that_february_may_have_is_found_in_the_year_around() -> None:
    """29 February is taken where the year from ninety days back has one, and never moved to a year that has."""
    winter = datetime(2028, 1, 10, 19, 0, tzinfo=UTC)
    assert parse_meeting("29 Feb 7pm", winter, LONDON).date() == date(2028, 2, 29)
    for year in (2026, 2027):
        with pytest.raises(TeachingError):
            parse_meeting("29 Feb 7pm", winter.replace(year=year), LONDON)


@given(
    st.integers(-3600, 1000),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(["%Y-%m-%d %H:%M", "%d %b %Y %H.%M", "%a %d %B %Y %I.%M%p", "%d/%m/%Y %I:%M %p"]),
)
def test_what_is_written_is_what_is_read(days: int, at: time, form: str) -> None:
    """Any day and hour near enough is read back, however it is written."""
    zone = ZoneInfo("UTC")
    day = (NOW + timedelta(days=days)).date()
    meant = datetime.combine(day, at, tzinfo=UTC)
    assert parse_meeting(meant.strftime(form), NOW, zone) == meant


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("", "how"),
        ("8 Dec", "hour"),
        ("12-May-2026", "hour"),
        ("8 Dec 2026", "hour"),
        ("8 Dec 7", "how"),
        ("29 Feb 7pm", "leap"),
        ("29 Feb 2027 7pm", "no_such_day"),
        ("0000-01-01 19:30", "no_such_day"),
        ("next Tuesday", "how"),
        ("8 marvellous 19:30", "how"),
        ("19:30", "how"),
        ("31 June 19:30", "no_such_day"),
        ("8/13/2026 19:30", "no_such_day"),
        ("8 Dec 25:00", "no_such_day"),
        ("8 Dec 13pm", "no_such_day"),
        ("Wed 8 Dec 2026 19:30", "weekday"),
        ("8 Dec 2126 19:30", "far"),
        ("8 Dec, 19.10", "doubtful"),
        ("7.10 8.12", "doubtful"),
        ("1.12 12.1", "doubtful"),
        ("8.12, 12.01", "doubtful"),
        ("8 Dec, 26.01", "how"),
        ("8 Dec 1926 19:30", "far"),
    ],
)
def test_what_is_wrong_is_named(said: str, problem: str) -> None:
    """No day, a day there is not, another day of the week, and a wrong century are told apart."""
    with pytest.raises(TeachingError) as raised:
        parse_meeting(said, NOW, LONDON)
    assert raised.value.problem == problem


@pytest.mark.parametrize(
    "said",
    [
        "8 Dec 19.10",
        "8.12.2026 19.10",
        "8.12 at 7.10",
        "8 Dec, 7.10pm",
        "8 Dec 19:10",
        "8 Dec 1910",
        "8 Dec 19.10 hrs",
    ],
)
def test_what_can_only_be_an_hour_is_no_doubt(said: str) -> None:
    """A dotted hour that may be a date is one all the same with "at", am or pm, "hrs", and where nothing parts a list."""
    assert parse_meeting(said, NOW, LONDON) == datetime(2026, 12, 8, 19, 10, tzinfo=UTC)


def test_every_welsh_month_is_read() -> None:
    """The months in Welsh, in their order."""
    months = "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr"
    read = [read_written(f"8 {month} 2026 7.30pm", NOW.date()).month for month in months.split()]
    assert read == list(range(1, 13))


@given(st.text(max_size=60))
def test_nothing_typed_breaks_it(said: str) -> None:
    """Whatever is typed is read as an instant near enough, or is refused."""
    with suppress(TeachingError):
        assert abs(parse_meeting(said, NOW, LONDON) - NOW) < timedelta(days=3_700)
