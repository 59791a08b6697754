"""When records are due, by when they were said or captured: whole stretches of time at once, for a store of many.

A date of the schedule depends on nothing of a record but the day its period begins on. So a class of a hundred
thousand records is dated by some thousand days, or by as many years where the period runs from the year's end.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from minutebook.council.schedules import Term, due_after, midnight


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, and when what began in it is due.

    Attributes:
        begins, ends: aware UTC; the first is in it, the second no more.
        due: when the time of a record that began in it is up; None for never.
    """

    begins: datetime
    ends: datetime
    due: datetime | None


def spans(term: Term, first: datetime, last: datetime, zone: ZoneInfo) -> Iterator[Span]:
    """Yield the stretches that cover all from `first` to `last`, in order and with no gap between them.

    Args:
        first, last: aware; when the first and the last period begins.
        zone: the council's; a day is one there.
    """
    day, end = first.astimezone(zone).date(), last.astimezone(zone).date() + timedelta(days=1)
    begins, due = midnight(day, zone), due_after(term, day, zone)
    while day < end:
        day += timedelta(days=1)
        following = due_after(term, day, zone)
        if day == end or following != due:
            ends = midnight(day, zone)
            yield Span(begins, ends, due)
            begins, due = ends, following
