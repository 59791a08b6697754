"""Decisions cited by the date of the meeting that took them (settled question 25)."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a resolution word, a date in words, one in figures and a day of the week."""
    months, days = "|".join(_MONTHS), "|".join(_DAYS)
    return (
        re.compile(
            r"\b(?:agreed|resolved|approved|voted|decided|passed|minuted|resolution|adopted|awarded)\b"
        ),
        re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({months})[a-z]{{0,6}}\b(?: (\d{{4}}))?"),
        re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?(?![\d/])"),
        re.compile(rf"\b(?:on|last|at) (?:last )?({days})[a-z]{{0,6}}\b"),
    )


def cites_meeting(lower: str, today: date, meetings: tuple[date, ...]) -> bool:
    """Say whether `lower` cites a resolution of one of the council's `meetings` that is past by `today`."""
    if not meetings:
        return False
    resolved, in_words, in_figures, weekday = _patterns()
    if not resolved.search(lower):
        return False
    past = {meeting for meeting in meetings if meeting <= today}
    named = [(found[1], _MONTHS.index(found[2]) + 1, found[3]) for found in in_words.finditer(lower)]
    named += [(found[1], int(found[2]), found[3]) for found in in_figures.finditer(lower)]
    if any(when in past for day, month, year in named for when in _dates(int(day), month, year, today)):
        return True
    return any(_latest(_DAYS.index(found[1]), today) in past for found in weekday.finditer(lower))


def _dates(day: int, month: int, year: str | None, today: date) -> Iterator[date]:
    """Yield the dates a day and month may stand for: this year's and last year's unless a year is given."""
    years = [today.year, today.year - 1] if year is None else [int(year) + (2000 if len(year) == 2 else 0)]
    for each in years:
        try:
            yield date(each, month, day)
        except ValueError:
            continue


def _latest(weekday: int, today: date) -> date:
    """Return the last such day of the week up to `today`."""
    return today - timedelta(days=(today.weekday() - weekday) % 7)
