"""The days a message names, as people write them of a meeting: "the 10th", "Tuesday's meeting", "at the March meeting"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from minutebook.council.meeting_dates import DAYS, MONTHS, MONTHS_WRITTEN, WEEKDAYS_WRITTEN

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day that a message names.

    Attributes:
        start, end: where in the text.
        days: what it may stand for, seen from the day it is said.
        sure: whether it can hardly be a day to come: a date, "last Tuesday", "yesterday"; not "Tuesday", "the 10th".
    """

    start: int
    end: int
    days: tuple[date, ...]
    sure: bool


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of a day: a date, a month's meeting, a day of the month or of the week, last night."""
    weekday = rf"(?:{WEEKDAYS_WRITTEN})\b"
    ordinal = r"(?:st|nd|rd|th)"
    return re.compile(
        r"(?<![\w£/.-])(?:the )?(?:"
        r"(?P<iso>\d{4}-\d{1,2}-\d{1,2})(?!\d)"
        rf"|(?:(?:last )?{weekday},? (?:the )?)?(?:"
        rf"(?P<day>\d{{1,2}}){ordinal}?(?: of|-)?[ -]?(?P<month>{MONTHS_WRITTEN})\b(?:,?[ -](?P<year>\d{{4}})\b)?"
        rf"|(?P<before>{MONTHS_WRITTEN}) (?P<second>\d{{1,2}}){ordinal}?\b(?:,? (?P<then>\d{{4}})\b)?"
        r"|(?P<first>\d{1,2})[/.-](?P<number>\d{1,2})(?:[/.-](?P<short>\d{4}|\d{2}))?(?![\d/])"
        rf"|(?P<nth>\d{{1,2}}){ordinal}\b)"
        rf"|(?P<whole>{MONTHS_WRITTEN})(?:'s)?(?= (?:[a-z]+ ){{0,2}}meeting\b)"
        rf"|(?P<last>last )?(?P<weekday>{weekday})"
        r"|(?P<week>last week)(?='s meeting)|(?P<yesterday>last night|yesterday)|(?P<today>tonight|this evening|today))"
    )


def named_days(lower: str, today: date) -> Iterator[NamedDay]:
    """Yield the days that `lower` (lower case, plain quotes) names.

    Args:
        today: the day it is said, in the council's zone.
    """
    for found in _pattern().finditer(lower):
        days = tuple(_days(found, today))
        sure = not (found["nth"] or (found["weekday"] and not found["last"]))
        yield NamedDay(found.start(), found.end(), days, sure)


def _days(found: re.Match[str], today: date) -> Iterator[date]:
    """Yield the days that a match may stand for."""
    if found["weekday"]:
        latest = today - timedelta(days=(today.weekday() - DAYS.index(found["weekday"][:3])) % 7)
        yield latest
        if found["last"] or latest == today:
            yield latest - _WEEK
    elif found["week"]:
        monday = today - timedelta(days=today.weekday()) - _WEEK
        yield from (monday + timedelta(days=each) for each in range(7))
    elif found["yesterday"] or found["today"]:
        yield today - timedelta(days=1 if found["yesterday"] else 0)
    elif found["nth"]:
        # The 10th, said on the 9th, is last month's.
        before = today.replace(day=1) - timedelta(days=1)
        for month in (today, before):
            yield from _dates(int(found["nth"]), month.month, (month.year,))
    elif found["whole"]:
        named = MONTHS.index(found["whole"][:3]) + 1
        for day in range(1, 32):
            yield from _dates(day, named, (today.year if named <= today.month else today.year - 1,))
    else:
        yield from _dated(found, today)


def _dated(found: re.Match[str], today: date) -> Iterator[date]:
    """Yield the dates that a match with a day and a month may stand for: this year's and last year's, or its own."""
    if found["iso"]:
        year, number, day = (int(part) for part in found["iso"].split("-"))
        yield from _dates(day, number, (year,))
        return
    name = found["month"] or found["before"]
    number = MONTHS.index(name[:3]) + 1 if name else int(found["number"])
    said = found["year"] or found["then"] or found["short"]
    years = (int(said) + (2000 if len(said) == 2 else 0),) if said else (today.year, today.year - 1)
    yield from _dates(int(found["day"] or found["second"] or found["first"]), number, years)


def _dates(day: int, month: int, years: tuple[int, ...]) -> Iterator[date]:
    """Yield that day of that month in each of `years` that has it."""
    for year in years:
        try:
            yield date(year, month, day)
        except ValueError:
            continue
