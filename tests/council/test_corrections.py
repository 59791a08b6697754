"""What is typed to put a request right, and what a right day of receipt makes too late."""

from datetime import UTC, date, datetime

import pytest

from minutebook.council.corrections import Slip, too_late
from minutebook.council.requests import Request, RequestError, parse_day, parse_kind, parse_title
from minutebook.council.working_days import Kind, Pause, Why
from minutebook.handlers.bank_holidays import bank_holidays

NOW = datetime(2026, 3, 10, 19, 0, tzinfo=UTC)


def request(received: date, *pauses: Pause, kind: Kind = Kind.EIR) -> Request:
    """A request received then, whose clock was stopped so."""
    return Request(1, 1, 1, kind, "Trees", received, None, NOW, 7, "Ruth", pauses=pauses)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("eir", Kind.EIR), ("FOIA.", Kind.FOI), ("“sar”", Kind.SAR), ("Subject access request", Kind.SAR)],
)
def test_a_kind_is_read_however_it_is_called(typed: str, kind: Kind) -> None:
    """Short and long names of the three laws are taken, in any case and with quotation marks."""
    assert parse_kind(typed) is kind


@pytest.mark.parametrize("typed", ["", "gdpr", "foi eir", "subject"])
def test_what_is_no_kind_is_refused(typed: str) -> None:
    """Anything but the name of one law is refused."""
    with pytest.raises(RequestError, match="kind"):
        parse_kind(typed)


def test_a_title_is_read_as_at_the_opening() -> None:
    """Quotation marks round it go, those inside stay; one without letters is refused."""
    assert parse_title("“The  hedge contract”") == "The hedge contract"
    assert parse_title('gdpr "tender"') == 'gdpr "tender"'
    with pytest.raises(RequestError, match="title"):
        parse_title("“…”")


def test_how_long_ago_is_counted_from_the_opening() -> None:
    """A case that has been open for long can still be put right: a year back counts from the day it was opened."""
    today, opened = date(2027, 11, 20), date(2026, 3, 10)
    assert parse_day("9 Mar 2026", today, opened) == date(2026, 3, 9)
    with pytest.raises(RequestError, match="ago"):
        parse_day("9 Mar 2026", today)
    with pytest.raises(RequestError, match="ago"):
        parse_day("8 Mar 2025", today, opened)


def test_an_extension_is_too_late_after_the_first_time_only() -> None:
    """On the last day of the first time it is in time, on the next it is not; while the clock stood it always is."""
    received, last = date(2026, 3, 10), date(2026, 4, 10)
    assert too_late(request(received), last, bank_holidays) == []
    assert too_late(request(received), date(2026, 4, 11), bank_holidays) == [Slip.EXTEND]
    stood = Pause(Why.CLARIFICATION, last, date(2026, 5, 1))
    assert too_late(request(received, stood), date(2026, 4, 20), bank_holidays) == []
    assert too_late(request(received), None, bank_holidays) == []


def test_asking_is_too_late_after_the_time_that_then_ran() -> None:
    """A clock cannot be stopped once it has run out: by the first time, or by the longer one that was taken before."""
    received, asked = date(2026, 3, 10), Pause(Why.CLARIFICATION, date(2026, 4, 11), date(2026, 4, 20))
    assert too_late(request(received, asked), None, bank_holidays) == [Slip.PAUSE]
    assert too_late(request(received, asked), date(2026, 4, 1), bank_holidays) == []
    before = Pause(Why.CLARIFICATION, date(2026, 3, 12), date(2026, 3, 20))
    assert too_late(request(received, before, asked), None, bank_holidays) == []
