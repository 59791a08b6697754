"""Stretches of time as a clerk writes them after /export: days spelled as /find takes them, alone or with an end."""

from datetime import date

import pytest

from minutebook.council.periods import Period, period_of
from minutebook.council.scopes import Scope, ScopeError, parse_scope

TODAY = date(2026, 7, 15)
HALF = Period(date(2026, 1, 1), date(2026, 6, 30))
FORMS = {
    "March 2026": Period(date(2026, 3, 1), date(2026, 3, 31)),
    "in march": Period(date(2026, 3, 1), date(2026, 3, 31)),
    "3/2026": Period(date(2026, 3, 1), date(2026, 3, 31)),
    "1st June 2026": Period(date(2026, 6, 1), date(2026, 6, 1)),
    "today": Period(TODAY, TODAY),
    "2026-01..2026-06": HALF,
    "2026-01 .. 2026-06": HALF,
    "2026-01 to 2026-06": HALF,
    "1/1/26..30/6/26": HALF,
    "1/1/26 to 30/6/26": HALF,
    "1.1.26...30.6.26": HALF,
    "from 1 January 2026 until 30 June 2026": HALF,
    "January - June 2026": HALF,
    "January–June": HALF,
    "Nov to Feb": Period(date(2025, 11, 1), date(2026, 2, 28)),
    "yesterday to today": Period(date(2026, 7, 14), TODAY),
    "since March": Period(since=date(2026, 3, 1)),
    "after:1/3/26": Period(since=date(2026, 3, 1)),
    "March 2026..": Period(since=date(2026, 3, 1)),
    "before: March": Period(until=date(2026, 3, 31)),
    "until 31 March 2026,": Period(until=date(2026, 3, 31)),
    "..March 2026": Period(until=date(2026, 3, 31)),
}


@pytest.mark.parametrize(("said", "period"), FORMS.items(), ids=FORMS)
def test_a_stretch_is_read_however_a_day_is_spelled(said: str, period: Period) -> None:
    """A day, month or year is all of it; two are from the first day of one to the last of the other; an end may be open."""
    assert period_of(said, TODAY) == period


@pytest.mark.parametrize(
    "said",
    ["", "..", "to", "zebra", "since", "2026-13", "2026 to zebra", "until 2026-01..2026-06", "31 June"],
)
def test_what_names_no_days_is_no_stretch(said: str) -> None:
    """Nothing is made up where a day does not exist or a word is none."""
    assert period_of(said, TODAY) is None


WITH_MORE = {
    "March 2026 class finance": Scope(date(2026, 3, 1), date(2026, 3, 31), klass="finance"),
    "request 1 2026-01 to 2026-06 whole": Scope(HALF.since, HALF.until, case=1, copy=False),
    "Request #1": Scope(case=1),
    "1/1/26..30/6/26 find wall March 2026": Scope(HALF.since, HALF.until, words="wall March 2026"),
    "after:2026-01 before:2026-06": Scope(HALF.since, HALF.until),
}


@pytest.mark.parametrize(("said", "scope"), WITH_MORE.items(), ids=WITH_MORE)
def test_a_stretch_of_several_words_stands_among_the_rest(said: str, scope: Scope) -> None:
    """It ends where a class, a request, a copy or a search begins; `request` is a case's other name."""
    assert parse_scope(said, TODAY) == scope
    assert parse_scope(scope.spelled, TODAY) == scope


def test_all_that_was_not_understood_is_told_back() -> None:
    """Not a piece of it, which by itself might mean something."""
    with pytest.raises(ScopeError) as caught:
        parse_scope("31 June 2026 class finance", TODAY)
    assert caught.value.said == "31 June 2026"
