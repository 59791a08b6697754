"""Days, months and years as people in Britain write them: what `after:` and `before:` of a search take. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EARLIEST, LATEST = 1970, 2999
"""Years taken for years; Telegram began in 2013, but a council's memory is long."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, `first` and `last` included: one day, a month or a year."""

    first: date
    last: date


@cache
def _form() -> re.Pattern[str]:
    """Return the pattern of a day, a month or a year."""
    months = (
        "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t|tember)?"
        "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    )
    return re.compile(
        r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?"
        r"|(?P<of>\d{1,2})[-/.](?P<in>\d{4})"
        r"|(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})(?:[-/.](?P<y>\d{4}|\d{2}))?"
        rf"|(?:(?P<first>\d{{1,2}})(?:st|nd|rd|th)?[- ]?(?:of )?)?(?P<name>{months})\.?"
        r"(?:[-, ]{0,2}'?(?P<then>\d{4}|\d{2}))?"
    )


def span_of(text: str, today: date) -> Span | None:
    """Return the days that `text` names, or None if it names none that exist.

    Takes `2026`, `2026-06`, `2026-06-30`, `1/6/26` (the day comes first), `06/2026`, `June 2026`, `June`,
    `1 June 2026`, `1st June`, `today` and `yesterday`. What has no year is the latest such that is not ahead
    of `today`.
    """
    plain = " ".join(text.lower().split())
    if plain in ("today", "yesterday"):
        day = today - timedelta(days=plain == "yesterday")
        return Span(day, day)
    found = _form().fullmatch(plain) if plain.isascii() else None
    if found is None:
        return None
    try:
        return _span(found, today)
    except ValueError:
        return None


def _span(found: re.Match[str], today: date) -> Span:
    """Return the days a match names.

    Raises:
        ValueError: there are none such.
    """
    if found["year"]:
        return _whole(int(found["year"]), _number(found["month"]), _number(found["day"]))
    if found["of"]:
        return _whole(int(found["in"]), int(found["of"]), None)
    if found["d"]:
        return _dated(found["y"], int(found["m"]), int(found["d"]), today)
    return _dated(found["then"], MONTHS.index(found["name"][:3]) + 1, _number(found["first"]), today)


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


def _dated(year: str | None, month: int, day: int | None, today: date) -> Span:
    """Return a day or month of the stated year, or the latest that has begun by `today`.

    Raises:
        ValueError: there is none such.
    """
    if year is not None:
        return _whole(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for number in range(today.year, today.year - 9, -1):
        try:
            span = _whole(number, month, day)
        except ValueError:
            continue
        if span.first <= today:
            return span
    raise ValueError("no such day")


def _whole(year: int, month: int | None, day: int | None) -> Span:
    """Return a year, a month of it, or a day.

    Raises:
        ValueError: there is none such.
    """
    if not EARLIEST <= year <= LATEST:
        raise ValueError("too far")
    if month is None:
        return Span(date(year, 1, 1), date(year, 12, 31))
    if day is not None:
        return Span(date(year, month, day), date(year, month, day))
    first = date(year, month, 1)
    return Span(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
