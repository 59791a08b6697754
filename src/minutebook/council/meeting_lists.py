"""Reading `/meeting` with several meetings in one message, and `/meeting remove`."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from minutebook.council.errors import TeachingError
from minutebook.council.meeting_dates import Written, calendar_day, day_of, read_written

AT_ONCE = 25
"""Meetings in one message: the answer to them stays one message."""

_PIECES = 4  # a meeting is written with three commas at most: "Tue, 8 Dec, 2026, 7.30pm"
_YEAR = timedelta(days=366)

_BULLET = re.compile(r"^(?:[-*\u00b7\u2022\u2010-\u2015]|\d{1,2}[.)]) ")
_VARIANTS = "\ufe0e\ufe0f"  # "as text" and "as a picture", after the sign they speak of

Read = Written | TeachingError
"""A meeting as it was written, or what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What `/meeting` was asked to do.

    Attributes:
        removes: whether the meetings are to be taken away, not entered.
        meetings: each as it was written, or what is wrong with it.
    """

    removes: bool
    meetings: tuple[Read, ...]


def parse_asked(words: str, today: date) -> list[Asked]:
    """Read what follows `/meeting`: meetings, one a line or with commas or "and" between them, perhaps after "remove".

    A line that begins with `/meeting` or with "remove" of its own is a command of its own, and so are the lines
    under it; what is asked comes in the order it was written.

    Raises:
        TeachingError: `many` (more than `AT_ONCE`).
    """
    commands: list[tuple[bool, list[str]]] = []
    for removes, line in _lines(_seen(words)):
        if not commands or (removes is not None and removes != commands[-1][0]):
            commands.append((bool(removes), []))
        if line:
            commands[-1][1].append(line)
    asked = [Asked(removes, tuple(_meetings(lines, removes, today))) for removes, lines in commands]
    if sum(len(each.meetings) for each in asked) > AT_ONCE:
        raise TeachingError("many")
    return asked


def _seen(words: str) -> str:
    """Return words without the marks that nobody sees, which come with what is pasted from a calendar or another app."""
    return "".join(sign for sign in words if unicodedata.category(sign) != "Cf" and sign not in _VARIANTS)


def _lines(words: str) -> Iterator[tuple[bool | None, str]]:
    """Yield each line without its bullet or number, and whether it removes: None where it has no command of its own.

    A semicolon ends a line too, and so does another `/meeting`; a colon before or after a command says nothing.
    """
    apart = re.sub(r"(?:,? ?(?:and then|and|then) )?(?=/meeting\b)", "\n", re.sub(r"[^\S\n]+", " ", words))
    for line in re.split(r"[\n;]", apart):
        bare = _BULLET.sub("", f"{line.lstrip(' :').rstrip()} ").strip()
        own = re.match(r"/meeting(?:@\w+)?(?=[ :]|$)", bare, re.IGNORECASE)
        rest = (bare[own.end() :] if own else bare).lstrip(" :")
        verb = re.match(r"(?:remove|delete|cancel)\b[ :,]*", rest, re.IGNORECASE)
        if bare:
            yield (verb is not None if own or verb else None), rest[verb.end() :] if verb else rest


def _meetings(lines: Sequence[str], removes: bool, today: date) -> list[Read]:
    """Return the meetings of the lines of one command.

    What is removed is entered already, in its year and at its hour, so it is given none that was not written.
    """
    read = [_in_line(line, removes, today) for line in lines]
    every = [each for line in read for each in line]
    if removes:
        return every
    placed = iter(_in_order(every, today))
    return [each for line in read for each in _lent([next(placed) for _ in line], today)]


def _in_line(line: str, removes: bool, today: date) -> list[Read]:
    """Return the meetings of a line: one, or several with "and", "&" or commas between them.

    What may be an hour or another day of the list is a day where days are listed, with an hour after them or to
    be removed: "12.05, 09.06, 14.07 at 7.30pm" is three. Where that leaves no list in order, it is refused.
    """
    whole = _read(line, today)
    pieces = [each for each in re.split(r" ?(?:,|&|\band\b) ?", line) if each]
    one = not _doubtful(whole) and (isinstance(whole, Written) or whole.problem != "how")
    if one or not 1 < len(pieces) <= AT_ONCE * _PIECES:
        return [whole]
    found = _joined(pieces, today)
    if found is None:
        return [whole]  # one part of it is no meeting: then the rest may not be meant as it looks
    unclear = _doubtful(whole) or any(re.fullmatch(r"\d{1,2}\.\d{1,2}", each) for each in pieces[1:])
    return _settled(whole, found, line, today) if unclear and not removes else found


def _joined(pieces: Sequence[str], today: date) -> list[Read] | None:
    """Return the meetings that pieces of a line make, each of as many as it can be; None where a piece makes none."""
    found: list[Read] = []
    start = 0
    while start < len(pieces):
        for end in range(min(len(pieces), start + _PIECES), start, -1):
            each = _read(", ".join(pieces[start:end]), today)
            known = isinstance(each, Written) or each.problem != "how"
            if known and (end == start + 1 or not _doubtful(each)):
                break
        else:
            return None
        found.append(each)
        start = end
    return found


def _settled(whole: Read, found: list[Read], line: str, today: date) -> list[Read]:
    """Return the meetings of a line in which what may be an hour was taken for a day, or the doubt about it."""
    if isinstance(whole, Written) and not any(isinstance(each, Written) and each.clock for each in found):
        return [whole]
    days = [_calendar_day(each, today) for each in _in_order(found, today)]
    told = [day for day in days if day is not None]
    return found if told == sorted(set(told)) else [TeachingError("dots", line)]


def _read(words: str, today: date) -> Read:
    try:
        return read_written(words, today)
    except TeachingError as error:
        return error


def _doubtful(each: Read) -> bool:
    return isinstance(each, Written) and each.clock is not None and each.clock.doubtful


def _in_order(found: Sequence[Read], today: date) -> list[Read]:
    """Return meetings, each without a year that falls before the one above it moved to the year after.

    Lists of a council's meetings are written in order, and its year runs from May to April. Where a list would so
    span more than a year it is in no order, and each day stays near `today`, by itself.
    """
    placed: list[Read] = []
    first: date | None = None
    above: date | None = None
    for each in found:
        day = _calendar_day(each, today)
        if day is None or not isinstance(each, Written):
            placed.append(each)
            continue
        moved = _moved(each, day, above) if above else None
        if moved and first and moved - first >= _YEAR:
            return list(found)
        placed.append(replace(each, year=moved.year, moved=True) if moved else each)
        above = moved or day
        first = first if first and each.year is None else above
    return placed


def _moved(each: Written, day: date, above: date) -> date | None:
    """Return the first such day from `above` on; None where `day` stands: it is not before, or has year or weekday."""
    if each.year is not None or day >= above:
        return None
    for year in (above.year, above.year + 1):
        try:
            later = date(year, each.month, each.day)
        except ValueError:
            continue
        if later >= above:
            return None if each.weekday == day.weekday() != later.weekday() else later
    return None


def _calendar_day(each: Read, today: date) -> date | None:
    """Return the day of a meeting, or None where there is no such."""
    try:
        return calendar_day(each, today) if isinstance(each, Written) else None
    except TeachingError:
        return None


def _lent(found: Sequence[Read], today: date) -> list[Read]:
    """Return meetings with the hour of the one after them where they have none: "13 Jan and 10 Feb at 7.30pm"."""
    lent: list[Read] = []
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
