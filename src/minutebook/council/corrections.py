"""Putting right what was entered of a request by a slip: what was changed, and what it makes too late. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from minutebook.council.requests import Request
from minutebook.council.working_days import BankHolidays, due


class Slip(StrEnum):
    """What is put right: a fact of the case, or something done about its clock that is taken back."""

    RECEIVED = "received"
    TITLE = "title"
    KIND = "kind"
    EXTEND = "extend"
    PAUSE = "pause"
    RESUME = "resume"


@dataclass(frozen=True, slots=True)
class Correction:
    """A slip that was put right: who, when, and what stood there.

    Attributes:
        before, after: days as `2026-12-14`, kinds as `eir`; `after` is empty for what was taken back.
        by_name: what they are called now.
    """

    what: Slip
    before: str
    after: str
    at: datetime
    by_name: str


def too_late(request: Request, extended_on: date | None, holidays: BankHolidays) -> list[Slip]:
    """Return which of `EXTEND` and `PAUSE` came after a request was due, as its facts stand now.

    Args:
        extended_on: the day, in the council's zone, on which the longer time was taken; or None.
    """
    found = set()
    for pause in request.pauses:
        earlier = [one for one in request.pauses if one.ended and one.ended <= pause.began and one != pause]
        extended = extended_on is not None and extended_on <= pause.began
        last = due(request.kind, request.received, earlier, extended=extended, holidays=holidays)
        if last is not None and last < pause.began:
            found.add(Slip.PAUSE)
    if extended_on is not None:
        so_far = [one for one in request.pauses if one.began <= extended_on]
        # A clock that stood still on that day was not over.
        if not any(one.ended is None or one.ended > extended_on for one in so_far):
            last = due(request.kind, request.received, so_far, extended=False, holidays=holidays)
            if last is not None and last < extended_on:
                found.add(Slip.EXTEND)
    return sorted(found)
