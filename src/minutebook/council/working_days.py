"""When a request for information must be answered. Pure: days in, days out; bank holidays are an argument.

The law, as it is counted here:

1. FOI and EIR: not later than the twentieth working day *following* the day of receipt (FOIA s.10(1), EIR reg 5(2)).
   No working day is a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in *any* part of the UK
   (FOIA s.10(6); EIR reg 2(1) takes it over): St Patrick's Day counts in Kent, too.
2. Where the council had to ask what is meant, a request counts as received on the day the answer came (FOIA
   s.10(6)(b) with s.1(3), EIR reg 9(4)): the clock begins anew and is not just stopped.
3. EIR may be extended to the fortieth working day (reg 7(1)), if the requester is told within the first twenty.
4. Subject access: the corresponding date in the next month, or that month's last day where it has no such date;
   extended, in the third month (UK GDPR article 12(3) and 12A).
5. Where identity had to be confirmed, that month begins on the day it was (article 12A, "the relevant time").
6. Days from the one on which the council asked what is meant to the one on which the answer came, both included,
   do not count (article 12A): the date moves on by as many.
7. A date so reached that is no working day moves to the next one (DPA 2018 s.205(2): periods are read by article 3
   of Regulation 1182/71). That Regulation speaks of the public holidays of the *state*, not of one nation of it,
   and councils in every part of the UK are served here: so the bank holidays of *any* part are taken, as in 1, and
   a council has one calendar for all its requests. Those of England and Wales alone would be wrong elsewhere.
   Where a date moved past a day on which some parts work, the council is told of that day wherever the date is
   told: it is the last day there, and the safest. FOI and EIR need no such word, for there any part counts (1).
"""

from calendar import monthrange
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

BankHolidays = Callable[[int], Collection[date]]
"""Gives the bank holidays of any part of the UK in a year, Good Friday and Christmas Day with them."""

PartsOnHoliday = Callable[[date], Collection[str]]
"""Gives the parts of the UK in which a day is a bank holiday; none where it is one in none or in all."""

TIME = 20
"""Working days for FOI and EIR."""

EXTENDED_TIME = 40
"""Working days for an extended EIR request."""


class Kind(StrEnum):
    """Under which law something is asked for."""

    FOI = "foi"
    EIR = "eir"
    SAR = "sar"


class Why(StrEnum):
    """What the council waits for while the clock is stopped."""

    IDENTITY = "identity"
    CLARIFICATION = "clarification"


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the council waited for the requester.

    Attributes:
        began: the day it asked.
        ended: the day the answer came, or None while it waits.
    """

    why: Why
    began: date
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """By what days are told: a council's zone, the present (aware), the bank holidays, and whose they are."""

    zone: ZoneInfo
    now: datetime
    holidays: BankHolidays
    parts: PartsOnHoliday = lambda day: ()

    @property
    def today(self) -> date:
        """The day it is in the council's zone."""
        return self.now.astimezone(self.zone).date()


def may_pause(kind: Kind, why: Why) -> bool:
    """Whether the law stops a clock for this: FOI and EIR know no pause for identity."""
    return kind is Kind.SAR or why is Why.CLARIFICATION


def may_extend(kind: Kind) -> bool:
    """Whether there is an extension of a fixed length; FOI has one only for weighing the public interest (s.10(3))."""
    return kind is not Kind.FOI


def is_working_day(day: date, holidays: BankHolidays) -> bool:
    """Whether a day counts: no weekend, no bank holiday in any part of the UK."""
    return day.weekday() < 5 and day not in holidays(day.year)


def working_day_after(day: date, count: int, holidays: BankHolidays) -> date:
    """Return the `count`th working day following `day`; the day itself is never counted."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, holidays)
    return day


def next_working_day(day: date, holidays: BankHolidays) -> date:
    """Return `day`, or the first working day after it if it is none."""
    while not is_working_day(day, holidays):
        day += timedelta(days=1)
    return day


def corresponding(day: date, months: int) -> date:
    """Return the same date `months` later, or that month's last day where it has no such date."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def starts(kind: Kind, received: date, pauses: Sequence[Pause]) -> date:
    """Return the day from which the time is counted: of receipt, or of the answer with which it begins anew."""
    renewing = Why.IDENTITY if kind is Kind.SAR else Why.CLARIFICATION
    ends = [pause.ended for pause in pauses if pause.why is renewing and pause.ended is not None]
    return max([received, *ends])


def due(
    kind: Kind, received: date, pauses: Sequence[Pause], *, extended: bool, holidays: BankHolidays
) -> date | None:
    """Return the last day on which a request may be answered; None while its clock is stopped.

    Args:
        received: the day of receipt in the council's zone, working day or not.
        pauses: in any order.
        extended: whether the council has told the requester that it takes the longer time.
    """
    if any(pause.ended is None for pause in pauses):
        return None
    start = starts(kind, received, pauses)
    if kind is Kind.SAR:
        return next_working_day(corresponding_day(received, pauses, extended=extended), holidays)
    longer = extended and may_extend(kind)
    return working_day_after(start, EXTENDED_TIME if longer else TIME, holidays)


def corresponding_day(received: date, pauses: Sequence[Pause], *, extended: bool) -> date:
    """Return the day that ends a subject access request's time, working day or not."""
    start = starts(Kind.SAR, received, pauses)
    return corresponding(start, 3 if extended else 1) + timedelta(days=_uncounted(start, pauses))


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A working day in some parts of the UK that a date moved past, as it is a bank holiday in the others.

    Attributes:
        parts: those others: `ENG`, `WLS`, `SCT`, `NIR`.
    """

    day: date
    parts: tuple[str, ...]


def passed_over(
    kind: Kind, received: date, pauses: Sequence[Pause], *, extended: bool, due: date, parts: PartsOnHoliday
) -> list[PassedOver]:
    """Return the days before `due` that are a bank holiday in some parts of the UK only; the first is the safest.

    Only subject access can have any.

    Args:
        pauses: all ended.
        due: as `due` counts it by the bank holidays of any part.
    """
    if kind is not Kind.SAR:
        return []
    first = corresponding_day(received, pauses, extended=extended)
    days = (first + timedelta(days=n) for n in range((due - first).days))
    return [PassedOver(day, tuple(where)) for day in days if day.weekday() < 5 and (where := parts(day))]


def _uncounted(start: date, pauses: Sequence[Pause]) -> int:
    """Return how many days from `start` on the council waited to be told what is meant."""
    days: set[date] = set()
    for pause in pauses:
        if pause.why is Why.CLARIFICATION and pause.ended is not None:
            first = max(start, pause.began)
            days.update(first + timedelta(days=n) for n in range((pause.ended - first).days + 1))
    return len(days)


def working_days_left(today: date, last: date, holidays: BankHolidays) -> int:
    """Return how many working days there are after `today` up to `last`; 0 once it is `last` or later."""
    days = (today + timedelta(days=n) for n in range(1, (last - today).days + 1))
    return sum(is_working_day(day, holidays) for day in days)
