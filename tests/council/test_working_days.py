"""The clock of a request for information, against the law as it is written."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.working_days import (
    EXTENDED_TIME,
    TIME,
    Kind,
    Pause,
    Why,
    corresponding,
    due,
    is_working_day,
    may_extend,
    may_pause,
    working_days_left,
)
from minutebook.handlers.bank_holidays import bank_holidays

DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))
STATUTORY = st.sampled_from([Kind.FOI, Kind.EIR])


def counted(first: date, last: date) -> int:
    """The working days after `first` up to `last`, counted one by one."""
    span = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    return sum(day.weekday() < 5 and day not in bank_holidays(day.year) for day in span)


def due_on(kind: Kind, received: date, *pauses: Pause, extended: bool = False) -> date | None:
    """The last day for the answer, by the real bank holidays."""
    return due(kind, received, pauses, extended=extended, holidays=bank_holidays)


@given(kind=STATUTORY, received=DAYS, extended=st.booleans())
def test_the_twentieth_working_day_following_receipt(kind: Kind, received: date, extended: bool) -> None:
    """FOI and EIR are due on the 20th working day after receipt, itself a working day; an extended EIR on the 40th."""
    last = due_on(kind, received, extended=extended)
    assert last is not None
    assert is_working_day(last, bank_holidays)
    longer = extended and kind is Kind.EIR
    assert counted(received, last) == (EXTENDED_TIME if longer else TIME)


@given(kind=STATUTORY, received=DAYS)
def test_a_request_that_comes_later_is_never_due_earlier(kind: Kind, received: date) -> None:
    """The date rises with receipt, and a day on which nobody works changes nothing."""
    today, tomorrow = due_on(kind, received), due_on(kind, received + timedelta(days=1))
    assert today is not None
    assert tomorrow is not None
    assert today <= tomorrow
    if not is_working_day(received + timedelta(days=1), bank_holidays):
        assert today == tomorrow


@given(kind=STATUTORY, received=DAYS, asked=st.integers(0, 60), waited=st.integers(0, 400))
def test_clarification_begins_foi_and_eir_anew(kind: Kind, received: date, asked: int, waited: int) -> None:
    """While the council waits to be told what is meant nothing is due; the answer counts as receipt."""
    began = received + timedelta(days=asked)
    ended = began + timedelta(days=waited)
    assert due_on(kind, received, Pause(Why.CLARIFICATION, began)) is None
    assert due_on(kind, received, Pause(Why.CLARIFICATION, began, ended)) == due_on(kind, ended)


@given(received=DAYS, extended=st.booleans())
def test_subject_access_is_due_on_the_corresponding_date(received: date, extended: bool) -> None:
    """It is the same date next month or the month's last day, extended two months on, moved to a working day."""
    months = 3 if extended else 1
    year, month = divmod(received.year * 12 + received.month - 1 + months, 12)
    target = date(year, month + 1, min(received.day, monthrange(year, month + 1)[1]))
    last = due_on(Kind.SAR, received, extended=extended)
    assert last is not None
    assert is_working_day(last, bank_holidays)
    assert target <= last
    between = [target + timedelta(days=n) for n in range((last - target).days)]
    assert not any(is_working_day(day, bank_holidays) for day in between)
    assert corresponding(received, months) == target


@given(received=DAYS, asked=st.integers(0, 60), waited=st.integers(0, 400), extended=st.booleans())
def test_the_month_begins_when_identity_is_proved(
    received: date, asked: int, waited: int, extended: bool
) -> None:
    """A subject access request's time is counted from the day on which the proof came."""
    began = received + timedelta(days=asked)
    ended = began + timedelta(days=waited)
    assert due_on(Kind.SAR, received, Pause(Why.IDENTITY, began)) is None
    paused = due_on(Kind.SAR, received, Pause(Why.IDENTITY, began, ended), extended=extended)
    assert paused == due_on(Kind.SAR, ended, extended=extended)


@given(received=DAYS, asked=st.integers(0, 25), waited=st.integers(0, 100), extended=st.booleans())
def test_days_of_clarification_do_not_count(received: date, asked: int, waited: int, extended: bool) -> None:
    """The date of a subject access request moves by the days of waiting, the first and the last included."""
    began = received + timedelta(days=asked)
    pause = Pause(Why.CLARIFICATION, began, began + timedelta(days=waited))
    last = due_on(Kind.SAR, received, pause, extended=extended)
    moved = corresponding(received, 3 if extended else 1) + timedelta(days=waited + 1)
    assert last is not None
    assert moved <= last
    assert not any(
        is_working_day(moved + timedelta(days=n), bank_holidays) for n in range((last - moved).days)
    )


@given(received=DAYS, gaps=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=4))
def test_several_waits_are_counted_once_each(received: date, gaps: list[tuple[int, int]]) -> None:
    """However the waits lie, a day on which the council waited moves the date by one."""
    pauses, at = [], received
    for before, length in gaps:
        began = at + timedelta(days=before)
        at = began + timedelta(days=length)
        pauses.append(Pause(Why.CLARIFICATION, began, at))
    waited = {
        p.began + timedelta(days=n) for p in pauses if p.ended for n in range((p.ended - p.began).days + 1)
    }
    target = corresponding(received, 1) + timedelta(days=len(waited))
    last = due_on(Kind.SAR, received, *pauses)
    assert last is not None
    assert target <= last <= target + timedelta(days=6)
    assert due_on(Kind.SAR, received, *reversed(pauses)) == last


@pytest.mark.parametrize(
    ("kind", "received", "expected"),
    [
        # Christmas, Boxing Day, New Year and, for Scotland, 2 January.
        pytest.param(Kind.FOI, "2025-12-05", "2026-01-08", id="over Christmas"),
        # St Patrick's Day is one in Northern Ireland alone.
        pytest.param(Kind.FOI, "2026-03-02", "2026-03-31", id="St Patrick"),
        # Good Friday and Easter Monday.
        pytest.param(Kind.EIR, "2026-03-18", "2026-04-17", id="Easter"),
        # Scotland's August holiday and England's.
        pytest.param(Kind.FOI, "2026-07-30", "2026-08-28", id="Scotland's August"),
        pytest.param(Kind.FOI, "2026-08-05", "2026-09-03", id="England's August"),
        # 30 November is St Andrew's Day.
        pytest.param(Kind.FOI, "2026-11-18", "2026-12-17", id="St Andrew"),
        # Received on a Saturday: Monday is the first day; 13 July stands for the 12th in Northern Ireland.
        pytest.param(Kind.FOI, "2026-06-20", "2026-07-20", id="a Saturday"),
        pytest.param(Kind.SAR, "2026-09-03", "2026-10-05", id="3 October is a Saturday"),
        pytest.param(Kind.SAR, "2026-01-31", "2026-03-02", id="no 31 February, and the 28th a Saturday"),
        pytest.param(Kind.SAR, "2027-01-31", "2027-03-01", id="no 31 February, and the 28th a Sunday"),
        pytest.param(Kind.SAR, "2028-01-31", "2028-02-29", id="29 February"),
        pytest.param(Kind.SAR, "2026-11-25", "2026-12-29", id="25 December and what follows"),
        pytest.param(Kind.SAR, "2025-12-02", "2026-01-05", id="2 January, a holiday in Scotland"),
        pytest.param(Kind.SAR, "2026-06-12", "2026-07-14", id="12 July is a Sunday, the 13th its substitute"),
    ],
)
def test_days_counted_by_hand(kind: Kind, received: str, expected: str) -> None:
    """Dates that were counted on a calendar with the bank holidays of all four parts come out so."""
    assert due_on(kind, date.fromisoformat(received)) == date.fromisoformat(expected)


def test_the_bank_holidays_of_every_part_count() -> None:
    """A day that is a bank holiday in one part of the UK alone is no working day anywhere."""
    ones = ["2026-03-17", "2026-07-13", "2026-01-02", "2026-08-03", "2026-11-30", "2026-04-06", "2026-08-31"]
    assert not any(is_working_day(date.fromisoformat(day), bank_holidays) for day in ones)


def test_what_each_law_knows() -> None:
    """FOI has no fixed extension; only subject access waits for proof of identity."""
    assert [kind for kind in Kind if may_extend(kind)] == [Kind.EIR, Kind.SAR]
    assert [kind for kind in Kind if may_pause(kind, Why.IDENTITY)] == [Kind.SAR]
    assert all(may_pause(kind, Why.CLARIFICATION) for kind in Kind)


@given(kind=STATUTORY, received=DAYS)
def test_the_days_left_run_down_to_none(kind: Kind, received: date) -> None:
    """On the day of receipt twenty working days are left; on the last day, and after it, none."""
    last = due_on(kind, received)
    assert last is not None
    assert working_days_left(received, last, bank_holidays) == TIME
    assert working_days_left(last, last, bank_holidays) == 0
    assert working_days_left(last + timedelta(days=9), last, bank_holidays) == 0
