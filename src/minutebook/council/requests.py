"""Requests for information: the case, what was searched for it, and what a clerk types about it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from minutebook.council.errors import MinutebookError
from minutebook.council.spans import span_of
from minutebook.council.working_days import Kind, Pause

TITLE = 300
"""Characters of a title."""

SOON = timedelta(days=7)
"""A digest lists what is due within this."""

EARLIEST = timedelta(days=366)
"""How far back a request may have been received; further is a slip of the finger."""

SAY_THE_YEAR = timedelta(days=90)
"""How far back, with the year named; without one, a month that seems so long ago was meant for one to come."""

REMINDED_LATELY = timedelta(days=14)
"""For how long one reminder not to delete does for the requests that follow: said each time, nobody reads it."""


@dataclass(frozen=True, slots=True)
class Request:
    """A case.

    Attributes:
        number: what the clerk calls it by, from 1 in each council.
        title: what is asked for, in the clerk's words.
        received: the day it was received, in the council's zone.
        due: the last day for the answer; None while its clock is stopped.
        extended_at: when the clerk extended it, or None.
        outcome: how it ended, in the clerk's words; "" while it is open.
        reminded_at: when the groups were reminded not to delete, or None.
        pauses: in order.
    """

    id: int
    council_id: int
    number: int
    kind: Kind
    title: str
    received: date
    due: date | None
    opened_at: datetime
    opened_by: int
    opened_by_name: str
    extended_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: int | None = None
    outcome: str = ""
    reminded_at: datetime | None = None
    pauses: tuple[Pause, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it still waits for its answer."""
        return self.closed_at is None

    @property
    def extended(self) -> bool:
        """Whether the longer time was taken."""
        return self.extended_at is not None

    @property
    def pause(self) -> Pause | None:
        """What stops its clock now, or None."""
        return next((pause for pause in self.pauses if pause.ended is None), None)


@dataclass(frozen=True, slots=True)
class Search:
    """A search that was carried out for a request: who, when, for what, and how much was found.

    Attributes:
        words: the terms as typed; alternatives with ` | ` between them.
        records: hits on the record.
        others: hits in the short memory and among what is flagged.
    """

    at: datetime
    by_id: int
    by_name: str
    words: str
    records: int
    others: int


class RequestError(MinutebookError):
    """What somebody typed about a request cannot be done as typed.

    Attributes:
        problem: what is wrong, in one word of the wording.
        said: the part that is wrong, or "".
    """

    def __init__(self, problem: str, said: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.said = said


@dataclass(frozen=True, slots=True)
class Opening:
    """What `/foi new` asks for; `quietly`: without the reminder in the groups."""

    kind: Kind
    title: str
    received: date
    quietly: bool = False


_QUOTES = "\"'“”„‟‘’«»"
_KINDS = {"foi": Kind.FOI, "foia": Kind.FOI, "eir": Kind.EIR, "sar": Kind.SAR, "dsar": Kind.SAR}
_LONG = r"(?P<kind>freedom of information|environmental information|subject access)(?: request)?"
_SPELT = re.compile(rf"{_LONG}[:,]?\s*(?=[{_QUOTES}])", re.IGNORECASE)
_BY_NAME = {"f": Kind.FOI, "e": Kind.EIR, "s": Kind.SAR}
_RECEIVED = re.compile(
    r"[,;]?\s*\b(?:received|recd|rec'd)\b(?:\s+on)?\s*:?\s*(?P<day>[^\"“”]*)$", re.IGNORECASE
)


def parse_opening(words: str, today: date) -> Opening:
    """Read what follows `/foi new`: `[quietly] [foi|eir|sar] "title" [received 18 Nov 2026]`.

    Args:
        today: in the council's zone; the day of receipt where none is named.

    Raises:
        RequestError: `title` (none, or without letters), `day` (not a day), `ahead` (it is to come), `year` (long ago
            and no year named), `ago` (over a year back).
    """
    rest, quietly, kind = words.strip(), False, Kind.FOI
    while True:
        first, _, after = rest.partition(" ")
        plain = first.lower().rstrip(":,")
        if plain == "quietly":
            quietly = True
        elif plain in _KINDS:
            kind = _KINDS[plain]
        else:
            break
        rest = after.strip()
    if named := _SPELT.match(rest):
        kind, rest = _BY_NAME[named["kind"][0].lower()], rest[named.end() :]
    if rest.lower().endswith(" quietly"):
        rest, quietly = rest[: -len(" quietly")].rstrip(), True
    received = today
    found = _RECEIVED.search(rest)
    if found and (rest[: found.start()].rstrip()[-1:] in _QUOTES or span_of(_day_words(found["day"]), today)):
        received = parse_day(found["day"], today)
        rest = rest[: found.start()]
    return Opening(kind, parse_title(rest), received, quietly)


def parse_title(words: str) -> str:
    """Read what is asked for, in quotation marks or without.

    Raises:
        RequestError: `title`: none, or without letters.
    """
    title = " ".join(_bare(words.strip()).split())[:TITLE].strip()
    if not any(sign.isalnum() for sign in title):
        raise RequestError("title")
    return title


def parse_kind(words: str) -> Kind:
    """Read under which law something is asked for: `eir`, `subject access request`.

    Raises:
        RequestError: `kind`: none of them.
    """
    plain = words.strip().strip(_QUOTES + ".,;:").lower()
    if named := re.fullmatch(_LONG, plain):
        return _BY_NAME[named["kind"][0]]
    if plain not in _KINDS:
        raise RequestError("kind", plain)
    return _KINDS[plain]


def _bare(title: str) -> str:
    """Return a title without the quotation marks round it; those round a part of it stay."""
    without = title.lstrip(_QUOTES)
    inside = title[:-1] if title[-1:] in _QUOTES else title
    if without == title and any(sign in '"“”„«»' for sign in inside):
        return title
    return without.rstrip(_QUOTES)


def _day_words(words: str) -> str:
    return words.strip().strip(_QUOTES + " .,;")


def parse_day(words: str, today: date, opened: date | None = None) -> date:
    """Read a day that is over, or today: `18 Nov 2026`, `2026-11-18`, `18/11`, `yesterday`.

    Args:
        opened: the day from which it is counted back whether it is too long ago; today where that is None.

    Raises:
        RequestError: `day`, `ahead`, `year` or `ago`, as for `parse_opening`.
    """
    plain = _day_words(words)
    span = span_of(plain, today)
    if span is None or span.first != span.last:
        raise RequestError("day", plain)
    if span.first > today:
        raise RequestError("ahead", plain)
    if span.first < (opened or today) - EARLIEST:
        raise RequestError("ago", plain)
    if span.first < today - SAY_THE_YEAR and not re.search(r"\d{4}", plain):
        raise RequestError("year", plain)
    return span.first


_COMMON = """a about after all also am an and any anything are as asked asking at be because been before being between but
by can clerk concerning copies copy correspondence council councillor councillors councils cllr cllrs data date
dated details did discussion discussions do document documents does email emails e-mail e-mails every everything
exchange exchanged file files foi foia eir sar dsar for from had has have held her him his hold holds how if in
including information into involving is it its letter letters mail mails meeting meetings me members message
messages minutes my no not note notes of on or other our over parish personal please record records recorded
regarding relate related relating re received request requested requests sent she since so such text texts that
the their them then there these they this to town until up was we were what whatsapp telegram when where which
who whom whose why will with within you your mr mrs ms miss dr january february march april may june july august
september october november december"""

COMMON = frozenset(_COMMON.split())
"""Words of a title that say how something is asked for, not what about."""


def title_terms(title: str, most: int = 12) -> tuple[str, ...]:
    """Return what to search for when a case of that title is opened: any of these, each as a beginning.

    A title is no search: hardly a message holds all its words. What is found too much is only on hold, and can
    be taken off; what is not found may be gone tomorrow. Where nothing is left of it, it is searched for whole.
    """
    words = [word for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", title.lower()) if len(word) > 1]
    words = [re.sub(r"['’]s?$", "", word).replace("’", "'") for word in words]
    telling = [word for word in words if word not in COMMON and not (word.isdigit() and len(word) < 5)]
    return tuple(dict.fromkeys(_stem(word) for word in (telling or words)))[:most]


def _stem(word: str) -> str:
    """Return a word's beginning, without the s of a plural: `contracts` also finds "contract" and "contractor"."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "*"
    stem = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    return stem + "*" if len(stem) > 2 else stem


def urgency(requests: Sequence[Request], today: date) -> tuple[list[Request], list[Request], list[Request]]:
    """Return what a digest tells of open requests: overdue, due within a week, and with their clock stopped."""
    known = sorted((r for r in requests if r.open), key=lambda r: (r.due or date.max, r.number))
    overdue = [request for request in known if request.due is not None and request.due < today]
    soon = [request for request in known if request.due is not None and today <= request.due <= today + SOON]
    return overdue, soon, [request for request in known if request.due is None]


def to_come(requests: Sequence[Request], today: date) -> list[Request]:
    """Return the open requests that are due, but not within a week: the first due first."""
    later = [one for one in requests if one.open and one.due is not None and one.due > today + SOON]
    return sorted(later, key=lambda one: (one.due or date.max, one.number))
