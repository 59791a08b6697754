"""Reading several meetings in one message, and which entered one a removal means."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.errors import TeachingError
from minutebook.council.meeting_dates import Written, instant, read_written
from minutebook.council.meeting_lists import AT_ONCE, parse_asked

TODAY = date(2026, 3, 10)
ZONE = ZoneInfo("UTC")
JANUARY, FEBRUARY = datetime(2027, 1, 12, 19, 30, tzinfo=UTC), datetime(2027, 2, 9, 19, 30, tzinfo=UTC)


def read(words: str) -> list[datetime | str]:
    """Return the meetings that words name, or what is wrong with each."""
    found: list[datetime | str] = []
    for each in parse_asked(words, TODAY).meetings:
        try:
            found.append(instant(each, TODAY, ZONE) if isinstance(each, Written) else each.problem)
        except TeachingError as error:
            found.append(error.problem)
    return found


@pytest.mark.parametrize(
    "words",
    [
        "12 Jan 2027 19:30\n9 Feb 2027 19:30",
        "12 Jan 2027 19:30\n/meeting 9 Feb 2027 19:30\n",
        "- 12 Jan 2027, 7.30pm\n- Tue 9 Feb 2027, 7.30pm",
        "12 Jan 2027 7.30pm; 9 Feb 2027 7.30pm",
        "12 Jan 2027, 7.30pm, 9 Feb 2027, 7.30pm",
        "12 Jan 2027 7.30pm and 9 Feb 2027 7.30pm",
        "12 January 2027 & 9 February 2027 at 7.30pm",
        "12/1/2027, 9/2/2027 7.30pm",
    ],
)
def test_several_are_read(words: str) -> None:
    """One a line, or with commas or "and" between them; one without an hour has that of the next in its line."""
    assert read(words) == [JANUARY, FEBRUARY]


def test_a_comma_in_a_date_makes_no_second() -> None:
    """What is one meeting with its commas stays one."""
    assert read("Tue, 12 Jan, 2027, 7.30pm") == [JANUARY]


def test_each_bad_line_is_told_by_itself() -> None:
    """What is wrong with one says nothing of the others; a line that is half a meeting is none."""
    assert read("12 Jan 2027 19:30\n31 June 7pm\nsoon\n9 Feb 2027") == [JANUARY, "no_such_day", "how", "hour"]
    assert read("12 Jan 2027 19:30 and lunch") == ["how"]


def test_an_hour_is_lent_within_a_year_only() -> None:
    """Where the next is more than a year off, the year of the first may not be the nearest: it is asked for its hour."""
    assert read("12 May and 8 June 2027 at 7pm")[0] == "hour"


def test_there_may_be_too_many() -> None:
    """More than fit in one answer are refused together."""
    with pytest.raises(TeachingError) as raised:
        parse_asked("8 Dec 7pm\n" * (AT_ONCE + 1), TODAY)
    assert raised.value.problem == "many"


@pytest.mark.parametrize("verb", ["remove", "Remove:", "delete", "cancel"])
def test_a_removal_is_known_by_its_word(verb: str) -> None:
    """What follows the word is read like any meeting; with nothing after it nothing is named."""
    asked = parse_asked(f"{verb} 8 Dec", TODAY)
    assert asked.removes
    assert [each.words for each in asked.meetings if isinstance(each, Written)] == ["8 Dec"]
    assert parse_asked(verb, TODAY).meetings == ()


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("8 Dec", True),
        ("8/12/2024", True),
        ("8 Dec 2026", False),
        ("Sunday 8 December", True),
        ("Monday 8 December", False),
        ("8 Dec 07:30", True),
        ("8 Dec 7.30", True),
        ("8 Dec 7.30pm", False),
    ],
)
def test_what_is_entered_is_named_by_as_much_as_is_said(said: str, named: bool) -> None:
    """Year, weekday and hour count where they are said; an hour without am or pm names either half of the day."""
    assert read_written(said, TODAY).names(datetime(2024, 12, 8, 7, 30, tzinfo=UTC)) is named


@given(st.text(alphabet="0123456789 /-.:,\nadecfbprmjnohst", max_size=AT_ONCE * 2))
def test_nothing_typed_breaks_it(words: str) -> None:
    """Whatever is typed is read, or is told what is wrong with it."""
    assert len(read(words)) <= AT_ONCE
