"""Days that a subject access request's date moved past, though in some parts of the UK they are working days."""

import html
import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.requests import Request, to_come
from minutebook.council.wording import load_wording
from minutebook.council.working_days import (
    Calendar,
    Kind,
    Pause,
    Why,
    corresponding_day,
    due,
    next_working_day,
    passed_over,
)
from minutebook.handlers.bank_holidays import PARTS, bank_holidays, parts_on_holiday
from minutebook.reports.bundle.shown import Speaker
from minutebook.reports.bundle.texts import facts
from minutebook.reports.digest import compose
from minutebook.reports.digest_requests import LATER
from minutebook.reports.material import Requests
from minutebook.reports.requests import clock_lines, due_line, listed
from reports.bundles import CASE, COVER
from reports.material import EVENING, ZONE, material

WORDING = load_wording()
DAYS = st.dates(date(2018, 1, 1), date(2035, 12, 31))


def request(received: str, number: int = 1, kind: Kind = Kind.SAR, extended: bool = False) -> Request:
    """A request received then, due as the law has it."""
    day = date.fromisoformat(received)
    last = due(kind, day, (), extended=extended, holidays=bank_holidays)
    when = EVENING if extended else None
    return Request(number, 1, number, kind, "Papers", day, last, EVENING, 7, "Ruth", extended_at=when)


def calendar(today: str) -> Calendar:
    """A day in London, with the real bank holidays."""
    now = datetime.fromisoformat(f"{today}T12:00:00+00:00")
    return Calendar(ZONE, now, bank_holidays, parts_on_holiday)


def plain(text: str) -> str:
    """A text as Telegram shows it."""
    return html.unescape(re.sub("<[^<>]*>", "", text))


@pytest.mark.parametrize(
    ("received", "told"),
    [
        pytest.param("2026-10-31", "Mon 30 Nov 2026 (a bank holiday in Scotland only)", id="St Andrew"),
        pytest.param("2026-12-01", "Mon 4 Jan 2027 (a bank holiday in Scotland only)", id="after New Year"),
        pytest.param("2026-12-02", "Mon 4 Jan 2027 (a bank holiday in Scotland only)", id="on a Saturday"),
        pytest.param("2026-07-02", "Mon 3 Aug 2026 (a bank holiday in Scotland only)", id="on a Sunday"),
        pytest.param("2026-06-12", "Mon 13 Jul 2026 (a bank holiday in Northern Ireland only)", id="July"),
        pytest.param(
            "2026-03-03",
            "Mon 6 Apr 2026 (a bank holiday in England, Wales and Northern Ireland only)",
            id="Easter",
        ),
    ],
)
def test_a_day_passed_over_is_told_with_the_safest(received: str, told: str) -> None:
    """What is a holiday in some parts only is named, wherever the month ends; it is the safest day, said in one line."""
    lines = plain(due_line(request(received), calendar(received), WORDING)).splitlines()
    assert lines[1:] == [f"Passed over: {told}. The safest day to answer by is {told.partition(' (')[0]}."]


@pytest.mark.parametrize("received", ["2026-11-25", "2026-09-03", "2028-01-31", "2026-04-15"])
def test_weekends_and_holidays_of_all_parts_are_not_told(received: str) -> None:
    """Christmas, and a weekend, are no working day anywhere: nothing is said of them."""
    assert len(due_line(request(received), calendar(received), WORDING).splitlines()) == 1


@pytest.mark.parametrize("kind", [Kind.FOI, Kind.EIR])
@pytest.mark.parametrize("received", ["2026-11-02", "2026-12-05", "2026-07-06"])
def test_foi_and_eir_are_told_of_none(kind: Kind, received: str) -> None:
    """For them a bank holiday of any part counts everywhere (FOIA s.10(6)), so there is no other day to tell."""
    assert "Passed over" not in due_line(request(received, kind=kind), calendar(received), WORDING)


def test_once_the_safest_day_is_over_it_is_told_as_such() -> None:
    """On the last day itself, nobody is told to answer by the day before; once overdue, the day is not told at all."""
    one = request("2026-10-31")
    assert "Anywhere else it was due by Mon 30 Nov 2026." in due_line(one, calendar("2026-12-01"), WORDING)
    assert "Passed over" not in due_line(one, calendar("2026-12-02"), WORDING)
    assert "The safest day" in due_line(one, calendar("2026-11-30"), WORDING)


def test_it_stands_wherever_the_date_does() -> None:
    """The list, the case, and the digest tell of it: while it presses, while it does not, and where they are counted."""
    one, said = request("2026-10-31"), "The safest day to answer by is Mon 30 Nov 2026."
    early, late = calendar("2026-11-02"), calendar("2026-11-27")
    [part] = listed([one], [], early, WORDING)
    assert said in plain(part.text)
    assert plain(clock_lines(one, early, WORDING)).count("Passed over") == 1
    many = [request("2026-10-31", number) for number in range(1, LATER + 2)]
    for what in (
        Requests((one,), late),
        Requests((), early, to_come=[one]),
        Requests((), early, to_come=to_come(many, early.today)),
    ):
        assert plain(compose(material(requests=what), WORDING)[0].text).count(said) == 1


def test_an_overdue_request_is_marked_once() -> None:
    """In a digest the sign for overdue stands beside the day that is past, and nowhere else."""
    late = request("2026-02-02")
    text = compose(material(requests=Requests((late,), calendar("2026-03-11"))), WORDING)[0].text
    assert text.count("❗️") == 1
    assert "• <b>Request 1</b>" in text


def test_an_extended_request_is_told_of_the_day_its_longer_time_passes() -> None:
    """The day named is the one past which the date stands now: that of the third month once it was extended."""
    one = request("2026-08-30", extended=True)
    assert "Mon 30 Nov 2026 (a bank holiday in Scotland only)" in due_line(
        one, calendar("2026-09-01"), WORDING
    )


def test_the_cover_of_a_bundle_tells_of_the_safest_day() -> None:
    """Where the date moved past such a day the cover has both; where it did not, it has the date alone."""
    both = replace(CASE, kind="sar", due_on=date(2026, 12, 1), safest_on=date(2026, 11, 30))
    for case, due_on in (
        (both, "1 December 2026; by 30 November 2026 where that is no bank holiday"),
        (CASE, "13 April 2026"),
    ):
        told = dict(facts(Speaker(WORDING, replace(COVER, case=case), {}), 1))
        assert told["To be answered by"] == due_on


@given(received=DAYS, extended=st.booleans(), waited=st.integers(0, 60), pick=st.sampled_from(list(Why)))
def test_the_safest_day_is_the_earliest_in_any_part(
    received: date, extended: bool, waited: int, pick: Why
) -> None:
    """No part of the UK, counted by its own bank holidays, has an earlier last day than the one that is told."""
    pauses = (Pause(pick, received, received + timedelta(days=waited)),) if waited else ()
    last = due(Kind.SAR, received, pauses, extended=extended, holidays=bank_holidays)
    assert last is not None
    over = passed_over(Kind.SAR, received, pauses, extended=extended, due=last, parts=parts_on_holiday)
    first = corresponding_day(received, pauses, extended=extended)
    ends = []
    for part in PARTS:
        own = {
            day
            for day in (first + timedelta(days=n) for n in range(30))
            if day in bank_holidays(day.year) and (not parts_on_holiday(day) or part in parts_on_holiday(day))
        }
        ends.append(next_working_day(first, lambda year, own=own: own))  # type: ignore[misc]
    assert (over[0].day if over else last) == min(ends)
