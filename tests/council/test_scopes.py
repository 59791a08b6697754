"""Which records a bundle holds, as a clerk asks for it."""

import contextlib
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.bundles import Cover, stem_of
from minutebook.council.ledger import EMPTY
from minutebook.council.scopes import Scope, ScopeError, parse_day, parse_scope

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 7, 1)
FORMS = {
    "": Scope(),
    "all": Scope(),
    "2026": Scope(since=date(2026, 1, 1), until=date(2026, 12, 31)),
    "2026-02": Scope(since=date(2026, 2, 1), until=date(2026, 2, 28)),
    "2024-2": Scope(since=date(2024, 2, 1), until=date(2024, 2, 29)),
    "2026-01..2026-06": Scope(since=date(2026, 1, 1), until=date(2026, 6, 30)),
    "2026-01…2026-06": Scope(since=date(2026, 1, 1), until=date(2026, 6, 30)),
    "2026-01-05..": Scope(since=date(2026, 1, 5)),
    "..2026-06": Scope(until=date(2026, 6, 30)),
    "class finance": Scope(klass="finance"),
    "Class “finance”": Scope(klass="finance"),
    "case 3": Scope(case=3),
    "case #3 whole": Scope(case=3, copy=False),
    "redacted": Scope(copy=True),
    "find bench “green gate” 2026": Scope(words="bench “green gate” 2026"),
    "find bench Redacted": Scope(words="bench", copy=True),
    "redacted find bench whole": Scope(words="bench", copy=False),
    "find redacted": Scope(words="redacted"),
    'find bench "redacted"': Scope(words='bench "redacted"'),
    "2026-03 class finance redacted find wall": Scope(
        since=date(2026, 3, 1), until=date(2026, 3, 31), klass="finance", copy=True, words="wall"
    ),
}


@pytest.mark.parametrize(("said", "scope"), FORMS.items(), ids=FORMS)
def test_every_form_is_understood(said: str, scope: Scope) -> None:
    """A period, a class, a case, a copy and words are read, alone or together."""
    assert parse_scope(said, TODAY) == scope


@pytest.mark.parametrize("scope", FORMS.values(), ids=FORMS)
def test_a_scope_is_spelled_as_it_is_read(scope: Scope) -> None:
    """What is kept in the outbox, and read when the bundle is made, is the same scope."""
    assert parse_scope(scope.spelled, TODAY) == scope


@pytest.mark.parametrize(
    "said", ["zebra", "case", "case x", "class", "find", "2026-13", "2026-02-30", "..", "0000"]
)
def test_what_is_none_of_these_is_named(said: str) -> None:
    """A word that means nothing here is told back."""
    with pytest.raises(ScopeError) as caught:
        parse_scope(said, TODAY)
    assert caught.value.problem == "how"
    assert caught.value.said in said


def test_a_time_that_ends_before_it_begins_is_refused() -> None:
    """The end of a period is not before its beginning."""
    with pytest.raises(ScopeError) as caught:
        parse_scope("2026-06..2026-01", TODAY)
    assert caught.value.problem == "backwards"


@given(st.text())
def test_no_text_breaks_it(said: str) -> None:
    """Whatever is typed is a scope or a `ScopeError`."""
    with contextlib.suppress(ScopeError):
        assert parse_scope(said, TODAY).spelled is not None


def test_days_are_the_councils() -> None:
    """A day begins at midnight in the council's zone, and the last one is in the period."""
    begins, ends = parse_scope("2026-06-01..2026-06-30", TODAY).instants(LONDON)
    assert begins == datetime(2026, 5, 31, 23, tzinfo=UTC)
    assert ends == datetime(2026, 6, 30, 23, tzinfo=UTC)


def test_a_requests_bundle_is_a_copy_unless_the_whole_is_asked_for() -> None:
    """What goes to somebody who asked is blacked out without being told; what the council keeps is not."""
    assert parse_scope("case 3", TODAY).redacted
    assert not parse_scope("case 3 whole", TODAY).redacted
    assert not parse_scope("class finance", TODAY).redacted
    assert parse_scope("class finance redacted", TODAY).redacted


def test_a_day_may_be_a_month_or_a_year() -> None:
    """On the command line a period's ends are days, months or years."""
    assert parse_day("2026-02", TODAY, last=True) == date(2026, 2, 28)
    assert parse_day("2026", TODAY, last=False) == date(2026, 1, 1)


def test_a_bundle_is_named_for_what_it_is() -> None:
    """The file says whose, what and when, in signs that every computer takes."""
    made_at = datetime(2026, 6, 1, 8, 30, tzinfo=UTC)
    cover = Cover("St. Mary’s & Wexcombe", 1, Scope(case=3), LONDON, made_at, "Ruth", 1, EMPTY)
    assert stem_of(cover) == "st-mary-s-wexcombe-request-3-redacted-2026-06-01-093000"
