"""The retention schedule: its data, its dates, and what a clerk may type."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.concerns import Concern, Subject
from minutebook.council.errors import ConfigurationError, SettingError
from minutebook.council.schedules import (
    GENERAL,
    Ending,
    Starts,
    Term,
    Wanted,
    a_year_longer,
    applied,
    default_schedule,
    due_on,
    later_by,
    parse_schedule,
    parse_wanted,
    suggest,
    year_end,
)
from minutebook.council.wording import load_wording
from minutebook.reports.keeping import period

LONDON = ZoneInfo("Europe/London")
SAID = datetime(2026, 3, 10, 19, 0, tzinfo=UTC)
CAPTURED = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SCHEDULE = default_schedule()
WORDING = load_wording()


def term(months: int | None, starts: Starts = Starts.SENT) -> Term:
    """A term of so many months."""
    return Term("tents", "Tents", months, starts, Ending.REVIEW)


def due(months: int | None, starts: Starts = Starts.SENT, said: datetime = SAID) -> str:
    """The local day on which such a record's time is up."""
    date = due_on(term(months, starts), sent_at=said, captured_at=CAPTURED, zone=LONDON)
    return "never" if date is None else f"{date.astimezone(LONDON):%Y-%m-%d %H:%M}"


def test_every_class_names_its_source() -> None:
    """The schedule that comes with the program says of each class what it rests on, by Act and section or note."""
    for each in SCHEDULE.values():
        assert any(word in each.source for word in ("Act", "LTN 40", "GDPR", "FOIA")), each.klass
        assert len(each.label) <= 60
        assert each.klass == each.klass.lower()


def test_every_label_has_a_class() -> None:
    """Whatever the detector calls a message, one class and no other takes it, and nothing is left without any."""
    for name in (*Concern, *Subject):
        takers = [each.klass for each in SCHEDULE.values() if name in each.labels]
        assert len(takers) == 1, name
    assert suggest(SCHEDULE, ()) == GENERAL


@pytest.mark.parametrize(
    ("labels", "klass"),
    [
        ((Subject.FINANCE, Concern.DECISION), "finance"),
        ((Subject.CONTRACT, Subject.FINANCE), "contracts"),
        ((Concern.STAFFING, Subject.FINANCE), "staffing"),
        ((Concern.DECISION,), "decisions"),
        ((Subject.BUSINESS,), "general"),
        ((Subject.FOI, Subject.BUSINESS), "requests"),
    ],
)
def test_the_first_class_that_fits_is_suggested(labels: tuple[Concern | Subject, ...], klass: str) -> None:
    """Of several labels the one whose class stands first decides."""
    assert suggest(SCHEDULE, labels) == klass


@pytest.mark.parametrize(
    ("months", "starts", "day"),
    [
        (12, Starts.SENT, "2027-03-11 00:00"),
        (12, Starts.CAPTURED, "2027-11-21 00:00"),
        (72, Starts.YEAR_END, "2032-04-01 00:00"),
        (1, Starts.SENT, "2026-04-11 00:00"),
        (None, Starts.SENT, "never"),
    ],
)
def test_a_time_is_up_after_its_last_whole_day(months: int | None, starts: Starts, day: str) -> None:
    """A period is counted in the council's days and ends with one, whatever the hour something was said."""
    assert due(months, starts) == day


def test_a_day_is_one_of_the_councils_zone() -> None:
    """Half past eleven on a summer evening in UTC is the next day already in London."""
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert due(12, said=late) == "2027-07-02 00:00"


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 3, 31), 2026),
        (date(2026, 4, 1), 2027),
        (date(2026, 12, 31), 2027),
        (date(2026, 1, 1), 2026),
    ],
)
def test_the_councils_year_ends_on_31_march(day: date, end: int) -> None:
    """What is said on 31 March is of the year that ends then; on 1 April of the next."""
    assert year_end(day) == date(end, 3, 31)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.integers(0, 1200))
def test_a_month_later_is_the_same_day_or_the_last(day: date, months: int) -> None:
    """So many months later falls in the month it should, on the same day or on the last there is."""
    later = later_by(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or later.day < day.day


def test_a_leap_day_stays_in_february() -> None:
    """A year after 29 February is 28 February; a month after 31 January its last day."""
    assert later_by(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert later_by(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert a_year_longer(datetime(2024, 2, 29, 12, tzinfo=UTC), LONDON).date() == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("finance 7 years then review", Wanted("finance", 84, None, Ending.REVIEW)),
        ("Finance, 7 years, then review", Wanted("finance", 84, None, Ending.REVIEW)),
        ("finance is kept for seven years and then disposed of", Wanted("finance", 84, None, Ending.DISPOSE)),
        ("planning 18 months", Wanted("planning", 18)),
        ("planning 18m from sent then dispose", Wanted("planning", 18, Starts.SENT, Ending.DISPOSE)),
        (
            "planning a year then dispose from the year end.",
            Wanted("planning", 12, Starts.YEAR_END, Ending.DISPOSE),
        ),
        ("planning 1 year from captured", Wanted("planning", 12, Starts.CAPTURED)),
        ("property for good", Wanted("property", None)),
        ("property permanently", Wanted("property", None)),
        ("property forever", Wanted("property", None)),
    ],
)
def test_a_term_is_read_as_people_write_it(words: str, wanted: Wanted) -> None:
    """A class, a time, from when and what then; what is left out stays as it is."""
    assert parse_wanted(words) == wanted


@pytest.mark.parametrize("months", [1, 12, 18, 72, None])
@pytest.mark.parametrize("starts", list(Starts))
@pytest.mark.parametrize("ending", list(Ending))
def test_a_term_as_it_is_shown_is_read_back(months: int | None, starts: Starts, ending: Ending) -> None:
    """What /schedule shows of a class can be sent back to it."""
    shown = period(Term("tents", "Tents", months, starts, ending), WORDING)
    read = parse_wanted(f"tents {shown}")
    assert read == (Wanted("tents", months, starts, ending) if months else Wanted("tents", None))


@pytest.mark.parametrize(
    "words",
    [
        "finance",
        "7 years",
        "finance 7",
        "finance 0 years",
        "finance 101 years",
        "finance -1 years",
        "f 1 year",
    ],
)
def test_what_is_no_term_is_refused(words: str) -> None:
    """No time, none of a kind, and more than a hundred years are refused with what is taken."""
    with pytest.raises(SettingError):
        parse_wanted(words)


@given(st.text(max_size=80))
def test_any_words_are_read_or_refused(words: str) -> None:
    """Whatever is typed is a term or a refusal, and nothing else."""
    try:
        wanted = parse_wanted(words)
    except SettingError:
        return
    assert wanted.months is None or 1 <= wanted.months <= 1200


def test_what_is_not_said_stays() -> None:
    """A new time alone changes neither from when nor what then; a class there is not must be added."""
    changed = applied(SCHEDULE, Wanted("finance", 84))
    assert (changed.starts, changed.ending, changed.changed) == (Starts.YEAR_END, Ending.DISPOSE, True)
    with pytest.raises(SettingError):
        applied(SCHEDULE, Wanted("tents", 84))
    with pytest.raises(SettingError):
        applied(SCHEDULE, Wanted("finance", 84), new=True)
    assert applied(SCHEDULE, Wanted("tents", 84), new=True).label == "tents"


@pytest.mark.parametrize(
    "text",
    [
        "classes = 5",
        "[classes.general",
        "[classes.general]\nlabel = 'x'",
        "[classes.general]\nlabel='x'\nstarts='noon'\nending='review'\nsource='x'\nlabels=[]",
        "[classes.other]\nlabel='x'\nstarts='sent'\nending='review'\nsource='x'\nlabels=[]",
        "",
    ],
)
def test_a_schedule_that_cannot_be_read_says_what_is_wrong(text: str) -> None:
    """A file that is not TOML, or lacks or mistakes something, is refused by name."""
    with pytest.raises(ConfigurationError):
        parse_schedule(text)
