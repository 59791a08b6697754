"""Reading `/meeting`: the day of a council meeting, and mostly its hour, as people in Britain write them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from minutebook.council.errors import TeachingError

BACK = timedelta(days=90)
"""A date without a year is the first such day from so long ago on: last week's meeting is not next year's."""

_YEAR = timedelta(days=366)
_LEAP = 2000  # a year that has every day

EARLIEST, LATEST = timedelta(days=3660), timedelta(days=1100)
"""How far back and ahead a meeting may be; further is a slip of the finger."""

EVENING = range(1, 9)
"""Hours that, where nobody says am or pm, are taken for the evening, when councils meet: "7.30" is half past seven pm.

To take a meeting for later than it was is the safe mistake: it counts for nothing until it is held.
"""

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

_WELSH_MONTHS = (
    "ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin",
    "gorffennaf", "awst", "medi", "hydref", "tachwedd", "rhagfyr",
)  # fmt: skip
_WELSH_DAYS = ("llun", "mawrth", "mercher", "iau", "gwener", "sadwrn", "sul")
_WELSH = dict(zip(_WELSH_MONTHS, MONTHS, strict=True)) | dict(
    zip((f"dydd {day}" for day in _WELSH_DAYS), DAYS, strict=True)
)
"""Months and days of the week in Welsh; "mawrth" alone is March, with "dydd" before it Tuesday."""

_LONGEST = 120
"""Characters of a meeting that are read: the longest way to write one has about half as many."""


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour as somebody wrote it.

    Attributes:
        at: the hour it is taken for.
        guessed: whether it may as well be twelve hours earlier or later: "7.30", "at 9", "10.30".
        doubtful: whether it may as well be another day of a list: "12.01" after "8.12" or a comma may be 12 January.
    """

    at: time
    guessed: bool = False
    doubtful: bool = False

    @property
    def other(self) -> time:
        """The hour it may also be, on the other half of the clock."""
        return self.at.replace(hour=(self.at.hour + 12) % 24)


@dataclass(frozen=True, slots=True)
class Written:
    """A meeting's day as somebody wrote it.

    Attributes:
        words: what was written.
        year: None where none was written; so are `weekday` (Monday is 0) and `clock`.
        moved: whether the year was not written and is the one after, for the day comes after others of a list.
    """

    words: str
    month: int
    day: int
    year: int | None
    weekday: int | None
    clock: Clock | None
    moved: bool = False

    def names(self, at: datetime) -> bool:
        """Whether this may name a meeting that is entered for `at`, in the council's zone."""
        hour = at.time()
        return (
            (self.month, self.day) == (at.month, at.day)
            and self.year in {None, at.year}
            and self.weekday in {None, at.weekday()}
            and (
                self.clock is None
                or hour == self.clock.at
                or (self.clock.guessed and hour == self.clock.other)
            )
        )


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a day alone, of a day and an hour, and of an hour and a day."""
    months, days = MONTHS_WRITTEN, WEEKDAYS_WRITTEN
    day = (
        rf"(?:on )?(?:the )?(?:(?P<weekday>{days})\.?,? )?(?:the )?"
        r"(?:(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
        r"|(?P<day>\d{1,2})(?:(?P<point>\.)|[/-])(?P<number>\d{1,2})(?:[/.-](?P<short>\d{4}|\d{2}))?"
        rf"|(?P<first>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ /-]?(?P<month>{months})\b\.?(?:(?:,? |[/-])(?P<year>\d{{4}}|[2-9]\d))?"
        rf"|(?P<before>{months})\.? (?:the )?(?P<second>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<then>\d{{4}}))?)"
    )
    hour = (
        r"(?P<at>(?:at|from|@) ?)?"
        r"(?:(?P<noon>(?:12(?:[:.]00)? ?)?(?:noon|midday))"
        r"|(?P<past>half (?:past )?)?(?P<hour>\d{1,2})(?:(?:(?P<dot>\.)|:)(?P<minute>\d{2})(?:[:.]00)?)?(?P<clock> ?o'?clock)?"
        r"(?P<part> ?[ap]\.?m\.?| (?:in the )?(?:morning|afternoon|evening))?(?P<hrs> ?h(?:(?:ou)?rs?)?\.?)?"
        r"|(?P<plain>\d{3,4})(?P<half> ?[ap]\.?m\.?)?(?P<hours> ?h(?:(?:ou)?rs?)?\.?)?)"
    )
    return (
        re.compile(day),
        re.compile(rf"{day}(?:(?P<comma>,)(?: (?:- )?)?| (?:- )?|t|(?=@)){hour}"),
        re.compile(rf"{hour}(?:(?P<comma>,)(?: (?:- )?)?| (?:- )?){day}"),
    )


def parse_meeting(words: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Return when a meeting is or was, aware UTC.

    Takes `2026-12-08 19:30`, `8 Dec 19:30`, `Tue 8th December 2026 at 7.30pm`, `8/12/2026 7.30pm` and the like.

    Args:
        now: the present, aware; a date without a year is meant to be near it.
        zone: the council's.

    Raises:
        TeachingError: as `read_written`, `day_of` and `instant` do.
    """
    today = now.astimezone(zone).date()
    return instant(read_written(words, today), today, zone)


def instant(written: Written, today: date, zone: ZoneInfo) -> datetime:
    """Return the instant of a meeting, aware UTC.

    Raises:
        TeachingError: `hour` (none is written), `doubtful` (what may be one may be a day), or as `day_of` does.
    """
    day = day_of(written, today)
    if written.clock is None:
        raise TeachingError("hour", written.words)
    if written.clock.doubtful:
        raise TeachingError("doubtful", written.words)
    return datetime.combine(day, written.clock.at, tzinfo=zone).astimezone(UTC)


def read_written(words: str, today: date) -> Written:
    """Read a meeting's day, and its hour where there is one.

    Args:
        today: of the council; four figures after a day are an hour ("1930") unless they are a year near it ("2026").

    Raises:
        TeachingError: `how` (it is no such thing), `no_such_day` (31 June, 25:00).
    """
    said = _plainly(words)
    if len(said) > _LONGEST:
        raise TeachingError("how", words.strip())
    alone, day_first, hour_first = _forms()
    found = alone.fullmatch(said)
    if found is None or not _near(found, today):
        found = day_first.fullmatch(said) or hour_first.fullmatch(said) or found
    if found is None:
        raise TeachingError("how", words.strip())
    parts = found.groupdict()
    try:
        year, month, day = _day(parts)
        date(_LEAP if year is None else year, month, day)
        clock = _clock(parts)
    except ValueError:
        raise TeachingError("no_such_day", words.strip()) from None
    if clock is None and found.re is not alone:
        raise TeachingError("how", words.strip())
    weekday = DAYS.index(parts["weekday"][:3]) if parts["weekday"] else None
    return Written(words.strip(), month, day, year, weekday, clock)


def _plainly(words: str) -> str:
    """Return words in lower case with single spaces, plain quotes and dashes, and English names of months and days."""
    said = " ".join(words.lower().replace("\u2019", "'").split()).rstrip(".,")
    said = re.sub("--|[\u2010-\u2015]", "-", said)
    return re.sub(rf"\b(?:{'|'.join(_WELSH)})\b", lambda found: _WELSH[found[0]], said)


def day_of(written: Written, today: date) -> date:
    """Return the day that is written, near `today` where no year is.

    Raises:
        TeachingError: `weekday` (it falls on another), `far` (years away), `leap` (29 February of no year near).
    """
    day = calendar_day(written, today)
    if written.weekday is not None and day.weekday() != written.weekday:
        raise TeachingError("weekday", written.words)
    if not today - EARLIEST <= day <= today + LATEST:
        raise TeachingError("far", written.words)
    return day


def calendar_day(written: Written, today: date) -> date:
    """Return the day that is written, near `today` where no year is, whatever weekday stands with it.

    Raises:
        TeachingError: `leap` (29 February of no year near).
    """
    if written.year is None:
        return _nearest(written, today)
    return date(written.year, written.month, written.day)


def _near(found: re.Match[str], today: date) -> bool:
    """Whether a day is written without a year, or with one that a meeting may be in."""
    year = _day(found.groupdict())[0]
    return year is None or (today - EARLIEST).year <= year <= (today + LATEST).year


def _day(parts: Mapping[str, str | None]) -> tuple[int | None, int, int]:
    """Return year, month and day as they are written, the year None where none is."""
    if parts["iso"]:
        year, month, day = (int(part) for part in parts["iso"].split("-"))
        return year, month, day
    if parts["day"]:
        month, day, said = int(parts["number"] or 0), int(parts["day"]), parts["short"]
    else:
        name = parts["month"] or parts["before"] or ""
        month, day = MONTHS.index(name[:3]) + 1, int(parts["first"] or parts["second"] or 0)
        said = parts["year"] or parts["then"]
    return (int(said) + (2000 if len(said) == 2 else 0) if said else None), month, day


def _nearest(written: Written, today: date) -> date:
    """Return the first such day since `BACK` before `today`, no more than a year on from there.

    Raises:
        TeachingError: `leap` (29 February, and that year has none).
    """
    first = today - BACK
    for year in (first.year, first.year + 1):
        try:
            found = date(year, written.month, written.day)
        except ValueError:
            continue
        if first <= found < first + _YEAR:
            return found
    raise TeachingError("leap", written.words)


def _clock(parts: Mapping[str, str | None]) -> Clock | None:
    """Return the hour that is written, or None where none is.

    Raises:
        ValueError: there is no such hour.
    """
    if parts.get("noon"):
        return Clock(time(12))
    plain = parts.get("plain")
    said, minute = (plain[:-2], plain[-2:]) if plain else (parts.get("hour"), parts.get("minute"))
    half, hrs = parts.get("part") or parts.get("half"), parts.get("hrs") or parts.get("hours")
    past = parts.get("past")
    if not said or not (minute or half or hrs or past or parts["at"] or parts["clock"]):
        return None  # "8 Dec 7" may be anything
    hour, minutes = int(said), 30 if past else int(minute or 0)
    marked = half or hrs or parts["at"] or parts["clock"]
    listed = parts["comma"] or (parts["point"] and not parts["short"])
    doubtful = bool(parts["dot"] and listed and not marked and 1 <= hour <= 31 and 1 <= minutes <= 12)
    if doubtful and hour > 23:
        return None  # no hour, but it may be a day
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("no such hour")
        return Clock(time(hour % 12 + (0 if re.search(r"a\.?m|morning", half) else 12), minutes))
    evening = len(said) == 1 and hour in EVENING
    # 07:30 and 1030 are how a twenty-four-hour clock is written; 07.30 and 10.30 are not only that.
    whole = plain or (minute and not parts["dot"])
    guessed = not hrs and 0 < hour < 12 and (len(said) == 1 or not whole)
    return Clock(time(hour + (12 if evening and not hrs else 0), minutes), guessed, doubtful)
