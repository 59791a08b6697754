"""Reading `/meeting` with several meetings in one message, and `/meeting remove`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from minutebook.council.errors import TeachingError
from minutebook.council.meeting_dates import Written, day_of, read_written

AT_ONCE = 25
"""Meetings in one message: the answer to them stays one message."""

_PIECES = 4  # a meeting is written with three commas at most: "Tue, 8 Dec, 2026, 7.30pm"
_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Asked:
    """What `/meeting` was asked to do.

    Attributes:
        removes: whether the meetings are to be taken away, not entered.
        meetings: each as it was written, or what is wrong with it.
    """

    removes: bool
    meetings: tuple[Written | TeachingError, ...]


def parse_asked(words: str, today: date) -> Asked:
    """Read what follows `/meeting`: meetings, one a line or with commas or "and" between them, perhaps after "remove".

    Raises:
        TeachingError: `many` (more than `AT_ONCE`).
    """
    removal = re.match(r"\s*(?:remove|delete|cancel)\b[\s:,]*", words, re.IGNORECASE)
    rest = words[removal.end() :] if removal else words
    meetings = tuple(each for line in _lines(rest) for each in _in_line(line, today))
    if len(meetings) > AT_ONCE:
        raise TeachingError("many")
    return Asked(removal is not None, meetings)


def _lines(words: str) -> Iterator[str]:
    """Yield the lines, without a bullet or another `/meeting` before them; a semicolon ends one too."""
    for line in re.split(r"[\n;]", words):
        bare = re.sub(r"^\s*(?:[-*\u2022\u2013]\s+)?(?:/meeting(?:@\w+)?\s+)?", "", line).strip()
        if bare:
            yield bare


def _in_line(line: str, today: date) -> list[Written | TeachingError]:
    """Return the meetings of a line: one, or several with "and", "&" or commas between them."""
    whole = _read(line, today)
    pieces = [each for each in re.split(r"\s*(?:,|&|\band\b)\s*", line) if each]
    if isinstance(whole, Written) or whole.problem != "how" or len(pieces) == 1:
        return [whole]
    found: list[Written | TeachingError] = []
    start = 0
    while start < len(pieces):
        for end in range(min(len(pieces), start + _PIECES), start, -1):
            each = _read(", ".join(pieces[start:end]), today)
            if isinstance(each, Written) or each.problem != "how":
                break
        else:
            return [whole]  # one part of it is no meeting: then the rest may not be meant as it looks
        found.append(each)
        start = end
    return _lent(found, today)


def _read(words: str, today: date) -> Written | TeachingError:
    try:
        return read_written(words, today)
    except TeachingError as error:
        return error


def _lent(found: Sequence[Written | TeachingError], today: date) -> list[Written | TeachingError]:
    """Return meetings with the hour of the one after them where they have none: "13 Jan and 10 Feb at 7.30pm"."""
    lent: list[Written | TeachingError] = []
    for each in reversed(found):
        after = lent[-1] if lent else None
        if isinstance(each, Written) and isinstance(after, Written) and each.clock is None:
            lent.append(replace(each, clock=after.clock) if _soon_after(each, after, today) else each)
        else:
            lent.append(each)
    return lent[::-1]


def _soon_after(first: Written, second: Written, today: date) -> bool:
    """Whether a meeting is within a year after another: else a year that is not written may not be the nearest."""
    try:
        return timedelta(0) < day_of(second, today) - day_of(first, today) < _YEAR
    except TeachingError:
        return False
