"""Reading several meetings in one message, and which entered one a removal means."""

import time
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


def read(words: str, today: date = TODAY) -> list[datetime | str]:
    """Return the meetings that words name, or what is wrong with each."""
    found: list[datetime | str] = []
    for each in (each for asked in parse_asked(words, today) for each in asked.meetings):
        try:
            found.append(instant(each, today, ZONE) if isinstance(each, Written) else each.problem)
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
        "12.01.2027, 9.02.2027 7.30pm",
        "12 Jan 2027, 9.02 at 7.30pm",
        "1. 12 Jan 2027 7.30pm\n2. 9 Feb 2027 7.30pm",
        "\u2014 12 Jan 2027 7.30pm\n\u00b7 9 Feb 2027 7.30pm",
        "- /meeting 12 Jan 2027 7.30pm\n3) 9 Feb 2027 7.30pm",
        "12 Jan 2027 7.30pm and then /meeting 9 Feb 2027 7.30pm",
    ],
)
def test_several_are_read(words: str) -> None:
    """One a line, or with commas or "and" between them; one without an hour has that of the next in its line."""
    assert read(words) == [JANUARY, FEBRUARY]


@pytest.mark.parametrize(
    "words",
    [
        "\u200e12 Jan 2027, 19:30\n\u200e9 Feb 2027, 19:30",
        "\ufeff- 12 Jan 2027 7.30pm\u200b\n\u200b- 9 Feb 2027 7.30pm\ufe0f",
        "\u2068Tue 12 Jan 2027\u2069 7.30pm;\u2068Tue 9 Feb 2027\u2069 7.30pm",
        "12\u20111\u20112027 7.30pm\n9\u20102\u20102027 7.30pm",
        "12\u2011Jan\u20112027 7.30pm\n\u2011 9 Feb 2027 \u2012 7.30pm",
    ],
)
def test_what_is_pasted_is_read_as_it_looks(words: str) -> None:
    """Marks that nobody sees, of a calendar or another app, are nothing; a hyphen that breaks no line is a hyphen."""
    assert read(words) == [JANUARY, FEBRUARY]


def test_what_cannot_be_read_is_told_as_it_looks() -> None:
    """The answer has no mark in it that nobody sees."""
    assert asked("\u200esoon\u200b") == [(False, ["soon"])]


def test_an_hour_is_not_lent_to_what_is_removed() -> None:
    """A day that is to be removed is named without an hour, whatever hour stands with the next."""
    [removed] = parse_asked("remove 8 Dec, 9 Dec 6pm", TODAY)
    assert [isinstance(each, Written) and each.clock and each.clock.at.hour for each in removed.meetings] == [
        None,
        18,
    ]


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
    [asked] = parse_asked(f"{verb} 8 Dec", TODAY)
    assert asked.removes
    assert [each.words for each in asked.meetings if isinstance(each, Written)] == ["8 Dec"]
    [bare] = parse_asked(verb, TODAY)
    assert (bare.removes, bare.meetings) == (True, ())


def asked(words: str) -> list[tuple[bool, list[str]]]:
    """Return the commands of a message: whether each removes, and what it names."""
    return [
        (each.removes, [one.words if isinstance(one, Written) else one.said for one in each.meetings])
        for each in parse_asked(words, TODAY)
    ]


@pytest.mark.parametrize(
    ("words", "commands"),
    [
        ("remove 14 July\n/meeting 21 July 7pm", [(True, ["14 July"]), (False, ["21 July 7pm"])]),
        ("remove 14 July and then /meeting 21 July 7pm", [(True, ["14 July"]), (False, ["21 July 7pm"])]),
        ("8 Dec 7pm\nremove 14 July\n15 July", [(False, ["8 Dec 7pm"]), (True, ["14 July", "15 July"])]),
        ("8 Dec 7pm\n/meeting remove 14 July", [(False, ["8 Dec 7pm"]), (True, ["14 July"])]),
        ("remove 8.12, 12.01 and 9.02", [(True, ["8.12", "12.01", "9.02"])]),
        ("remove\n8 Dec\n9 Dec", [(True, ["8 Dec", "9 Dec"])]),
        (": 8 Dec 7pm\n/meeting: remove: 14 July", [(False, ["8 Dec 7pm"]), (True, ["14 July"])]),
        (":\n- 8 Dec 7pm\n/meeting@parish_bot: 9 Dec 7pm", [(False, ["8 Dec 7pm", "9 Dec 7pm"])]),
        (": ", []),
        (" ;\n- ", []),
    ],
)
def test_a_line_with_a_command_of_its_own_is_its_own(
    words: str, commands: list[tuple[bool, list[str]]]
) -> None:
    """What is to be entered is not removed because the line above it removes, and the other way round."""
    assert asked(words) == commands


def at(*days: tuple[int, int, int], hour: int = 19) -> list[datetime]:
    """Return days at half past an hour."""
    return [datetime(*day, hour, 30, tzinfo=UTC) for day in days]


@pytest.mark.parametrize(
    "words",
    [
        "12.05, 09.06, 14.07 at 7.30pm",
        "12.05, 09.06 and 14.07 at 7.30pm",
        "12.05 and 09.06 and 14.07 7.30pm",
        "12 May, 09.06, 14.07 at 7.30pm",
    ],
)
def test_a_dotted_date_is_not_the_hour_of_the_one_before(words: str) -> None:
    """In a list an hour is never read with a dot where it could as well be another date of it."""
    assert read(words) == at((2026, 5, 12), (2026, 6, 9), (2026, 7, 14))
    assert read("8 Dec, 26.01 at 7.30pm") == at((2026, 12, 8), (2027, 1, 26))


@pytest.mark.parametrize(
    ("words", "problem"),
    [("8.12, 12.01", "doubtful"), ("7.10, 8.12", "doubtful"), ("8.12, 19.10, 9.02, 7.30pm", "dots")],
)
def test_what_may_be_days_or_hours_is_refused(words: str, problem: str) -> None:
    """Where the days would be no list in order, or none has an hour, nothing of the line is entered."""
    assert read(words) == [problem]


COUNCIL_YEAR = "14 July, 8 Sep, 8 Dec, 12 Jan, 9 Feb, 9 Mar, 13 Apr"
ADOPTED = at(
    (2026, 7, 14), (2026, 9, 8), (2026, 12, 8), (2027, 1, 12), (2027, 2, 9), (2027, 3, 9), (2027, 4, 13)
)


@pytest.mark.parametrize("apart", [" 7.30pm\n", " 7.30pm, ", ", "])
def test_a_list_goes_on_into_the_year_after(apart: str) -> None:
    """What comes after December in a council's year is no day of last winter."""
    assert read(COUNCIL_YEAR.replace(", ", apart) + " 7.30pm") == ADOPTED


def test_a_list_of_next_year_stays_in_it() -> None:
    """Where the first day can only be next year's, those after it are not back in this one."""
    read_on = read("13 Jul 7.30pm\n14 Sep 7.30pm\n14 Dec 7.30pm", date(2026, 11, 22))
    assert read_on == at((2027, 7, 13), (2027, 9, 14), (2027, 12, 14))
    assert read("8 Dec 2027 7.30pm\n12 Jan 7.30pm") == at((2027, 12, 8), (2028, 1, 12))


def test_a_list_in_no_order_moves_nothing() -> None:
    """A list the wrong way round, or a day whose weekday says its year, stays near today."""
    assert read("8 Dec 7.30pm\n10 Nov 7.30pm\n12 Oct 7.30pm") == at(
        (2026, 12, 8), (2026, 11, 10), (2026, 10, 12)
    )
    assert read("8 Dec 7.30pm\nMon 12 Jan 7.30pm") == at((2026, 12, 8), (2026, 1, 12))


def test_much_white_space_is_read_at_once() -> None:
    """The time it takes does not grow with the square of what is typed."""
    begun = time.process_time()
    assert read("8 Dec" + " " * 20_000 + "7.30pm") == at((2026, 12, 8))
    assert read("8 dec" + " \t" * 10_000 + "7 and " * 30) == ["how"]
    assert time.process_time() - begun < 1


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
