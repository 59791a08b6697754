"""Reading `/meeting`: the day and hour of a council meeting, as people in Britain write them."""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from minutebook.council.errors import TeachingError

BACK = timedelta(days=90)
"""A date without a year is the first such day from so long ago on: last week's meeting is not next year's."""

EARLIEST, LATEST = timedelta(days=3660), timedelta(days=1100)
"""How far back and ahead a meeting may be; further is a slip of the finger."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Months and days of the week by the three letters they begin with."""

MONTHS_WRITTEN = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t|tember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
WEEKDAYS_WRITTEN = (
    "mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
)
"""The same as people write them, lower case, for a pattern."""


@cache
def _form() -> re.Pattern[str]:
    """Return the pattern of a day, perhaps with its weekday before it, and an hour after it."""
    months, days = MONTHS_WRITTEN, WEEKDAYS_WRITTEN
    return re.compile(
        rf"(?:(?P<weekday>{days})\.?,? )?"
        r"(?:(?P<iso>\d{4}-\d{1,2}-\d{1,2})t?"
        r"|(?P<day>\d{1,2})[/.-](?P<number>\d{1,2})(?:[/.-](?P<short>\d{4}|\d{2}))?"
        rf"|(?P<first>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{months})\.?(?:,? (?P<year>\d{{4}}))?"
        rf"|(?P<before>{months})\.? (?P<second>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<then>\d{{4}}))?)"
        r",? ?(?:at )?"
        r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))? ?(?P<half>[ap])\.?m\.?"
        r"|(?P<hours>\d{1,2})[:.](?P<minutes>\d{2})(?:[:.]00)?|(?P<plain>\d{4}))"
    )


def parse_meeting(words: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Return when a meeting is or was, aware UTC.

    Takes `2026-12-08 19:30`, `8 Dec 19:30`, `Tue 8th December 2026 at 7.30pm`, `8/12/2026 7.30pm` and the like.

    Args:
        now: the present, aware; a date without a year is meant to be near it.
        zone: the council's.

    Raises:
        TeachingError: `how` (not such a date and hour), `no_such_day` (31 June, 25:00), `weekday` (it falls on
            another), `far` (years away).
    """
    found = _form().fullmatch(" ".join(words.lower().replace("\u202f", " ").split()))
    if found is None:
        raise TeachingError("how", words.strip())
    today = now.astimezone(zone).date()
    try:
        day, at = _day(found, today), _time(found)
    except ValueError:
        raise TeachingError("no_such_day", words.strip()) from None
    weekday = found["weekday"]
    if weekday and day.weekday() != DAYS.index(weekday[:3]):
        raise TeachingError("weekday", f"{day:%A}")
    if not today - EARLIEST <= day <= today + LATEST:
        raise TeachingError("far", words.strip())
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def _day(found: re.Match[str], today: date) -> date:
    """Return the day a match names.

    Raises:
        ValueError: there is no such day.
    """
    if found["iso"]:
        year, month, day = (int(part) for part in found["iso"].split("-"))
        return date(year, month, day)
    if found["day"]:
        month, day, year_said = int(found["number"]), int(found["day"]), found["short"]
    else:
        name = found["month"] or found["before"]
        month, day = MONTHS.index(name[:3]) + 1, int(found["first"] or found["second"])
        year_said = found["year"] or found["then"]
    if year_said:
        return date(int(year_said) + (2000 if len(year_said) == 2 else 0), month, day)
    return _nearest(month, day, today)


def _nearest(month: int, day: int, today: date) -> date:
    """Return the first such day since `BACK` before `today`; 29 February waits for a leap year.

    Raises:
        ValueError: no year has it.
    """
    for year in range(today.year - 1, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today - BACK:
            return found
    raise ValueError("no such day")


def _time(found: re.Match[str]) -> time:
    """Return the hour a match names.

    Raises:
        ValueError: there is no such hour.
    """
    if found["plain"]:
        return time(int(found["plain"][:2]), int(found["plain"][2:]))
    if found["hours"]:
        return time(int(found["hours"]), int(found["minutes"]))
    hour = int(found["hour"])
    if not 1 <= hour <= 12:
        raise ValueError("no such hour")
    return time(hour % 12 + (12 if found["half"] == "p" else 0), int(found["minute"] or 0))
