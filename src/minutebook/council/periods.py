"""Stretches of time as a clerk writes them after `/export`: `March 2026`, `2026-01..2026-06`, `1/1/26 to 30/6/26`. Pure.

The days in them are spelled as `/find` takes them (`spans`).
"""

import re
from dataclasses import dataclass
from datetime import date

from minutebook.council.spans import Span, span_of

MOST_WORDS = 8
"""Words of the longest: `from 1 June 2026 to 30 June 2026`."""

_LED = re.compile(
    r"(?:(?P<lead>after|since|from|before|until|till|to|on|in|during)(?::\s*|\s+))?(?P<rest>.+)", re.DOTALL
)
_BETWEEN = re.compile(r"\s*(?:\.\.\.?|…|–|—)\s*|\s+(?:to|until|till|-)\s+")
_BEGINS, _ENDS = ("after", "since", "from"), ("before", "until", "till", "to")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, first and last included; None where it is open."""

    since: date | None = None
    until: date | None = None


def period_of(text: str, today: date) -> Period | None:
    """Return the stretch that `text` names, or None if it names none.

    A day, a month or a year by itself is all of it; two with `..` or `to` between them are from the first day of the one
    to the last of the other; `since` and `until`, or `..` with one side left out, leave the other open. An end may lie
    before the beginning: that is for the caller to say.

    Args:
        today: for what has no year, as for `span_of`.
    """
    led = _LED.fullmatch(" ".join(text.lower().split()))
    if led is None:
        return None
    first, *rest = _BETWEEN.split(led["rest"], maxsplit=1)
    if not rest:
        return _one(led["lead"], first, today)
    return None if led["lead"] in _ENDS else _from_to(first, rest[0], today)


def _one(lead: str | None, text: str, today: date) -> Period | None:
    span = _span(text, today)
    if span is None:
        return None
    if lead in _BEGINS:
        return Period(since=span.first)
    return Period(until=span.last) if lead in _ENDS else Period(span.first, span.last)


def _from_to(first: str, last: str, today: date) -> Period | None:
    ends = _span(last, today) if last else None
    # March of “March to June 2026” is that year's.
    latest = ends.last if ends and first not in ("today", "yesterday") else today
    begins = _span(first, latest) if first else None
    if (first and begins is None) or (last and ends is None) or not (begins or ends):
        return None
    return Period(begins.first if begins else None, ends.last if ends else None)


def _span(text: str, today: date) -> Span | None:
    return span_of(text.strip(" ,;:"), today)
