"""Which records a bundle holds, as a clerk asks for them after `/export`. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from minutebook.council.errors import MinutebookError
from minutebook.council.periods import MOST_WORDS, period_of
from minutebook.council.spans import span_of

SAID = 80
"""Characters of what somebody typed that are told back: all of it would be no message any more."""

COPIES = ("redacted", "whole")
"""What says whether what is exempt is blacked out."""


class ScopeError(MinutebookError):
    """What is to be in a bundle could not be understood.

    Attributes:
        problem: `how` where it is not understood at all, `backwards` where a period ends before it begins, `words`
            where there is nothing to look for, `class` and `case` where there is none such.
        said: the part that is wrong, or its beginning.
        known: what there is in place of it, where that can be listed.
    """

    def __init__(self, problem: str, said: str = "", known: Sequence[str] = ()) -> None:
        super().__init__(problem)
        self.problem = problem
        self.known = known
        self.said = said if len(said) <= SAID else f"{said[:SAID]}…"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which records a bundle holds: those that meet every condition given; all of them where none is.

    Attributes:
        since, until: first and last day on which they were said, in the council's zone.
        klass: class of the retention schedule, as the clerk wrote it.
        case: number of the information request they are held for.
        words: what they are found by.
        copy: whether what is exempt is blacked out; None for the custom: in a request's bundle and in no other.
    """

    since: date | None = None
    until: date | None = None
    klass: str = ""
    case: int | None = None
    words: str = ""
    copy: bool | None = None

    @property
    def redacted(self) -> bool:
        """Whether what is exempt is blacked out."""
        return self.case is not None if self.copy is None else self.copy

    @property
    def everything(self) -> bool:
        """Whether there is no condition."""
        return not (self.since or self.until or self.klass or self.words) and self.case is None

    @property
    def spelled(self) -> str:
        """What a clerk sends after `/export` to ask for the same."""
        period = ""
        if self.since or self.until:
            period = f"{self.since or ''}..{self.until or ''}"
        copy = "" if self.copy is None else "redacted" if self.copy else "whole"
        parts = [
            period,
            f"class {self.klass}" if self.klass else "",
            f"case {self.case}" if self.case is not None else "",
            copy,
            f"find {_spelled_words(self.words)}" if self.words else "",
        ]
        return " ".join(part for part in parts if part)

    def instants(self, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
        """Return the instant from which, and the instant before which, a record's message was said."""
        begins = datetime.combine(self.since, time(), tzinfo=zone) if self.since else None
        ends = datetime.combine(self.until + timedelta(days=1), time(), tzinfo=zone) if self.until else None
        return begins, ends


_QUOTES = "\"'“”‘’«»"
_PARTS = frozenset({"all", "class", "case", "foi", "request", "find", *COPIES})
"""Words that begin a part, and so end a period."""


def parse_scope(words: str, today: date) -> Scope:
    """Read what follows `/export`: any of a period, `class NAME`, `case N`, `redacted` or `whole`, `find WORDS`.

    What follows `find` is looked for, all but `redacted` or `whole` at its end. A period is `2026`, `March 2026`,
    `2026-01..2026-06`, `since 5/1/26` or whatever else `periods` reads; both ends are in it.

    Args:
        today: in the council's zone, for days without a year.

    Raises:
        ScopeError: a part is none of these, or a period ends before it begins.
    """
    scope = Scope()
    left = words.split()
    while left:
        head, *left = left
        match head.lower():
            case "all":
                continue
            case copy if copy in COPIES:
                scope = replace(scope, copy=copy == "redacted")
            case "class" if left:
                scope = replace(scope, klass=left.pop(0).strip(_QUOTES))
            case "case" | "foi" | "request" if left and re.fullmatch(r"#?[0-9]{1,6}", left[0]):
                scope = replace(scope, case=int(left.pop(0).lstrip("#")))
            case "find" if left:
                return _found_by(scope, left)
            case _:
                scope, left = _with_period(scope, [head, *left], today)
    return scope


def _found_by(scope: Scope, words: list[str]) -> Scope:
    """Return `scope` for a search; `redacted` or `whole` after its words is about the copy, unless in quotes."""
    last = words[-1].lower()
    if len(words) > 1 and last in COPIES:
        return replace(scope, words=" ".join(words[:-1]), copy=last == "redacted")
    return replace(scope, words=" ".join(words))


def _spelled_words(words: str) -> str:
    """Return the words of a search so that they are read as words again."""
    before, _, last = words.rpartition(" ")
    return f'{before} "{last}"' if before and last.lower() in COPIES else words


def _with_period(scope: Scope, words: list[str], today: date) -> tuple[Scope, list[str]]:
    """Take in the period that stands before other words; return the rest of these too."""
    ends = next((at for at, word in enumerate(words) if at and word.lower() in _PARTS), len(words))
    for count in range(min(ends, MOST_WORDS), 0, -1):
        period = period_of(" ".join(words[:count]), today)
        if period is not None:
            since, until = period.since or scope.since, period.until or scope.until
            return with_days(scope, since, until), words[count:]
    raise ScopeError("how", " ".join(words[:ends]))


def with_days(scope: Scope, since: date | None, until: date | None) -> Scope:
    """Return `scope` for a period.

    Raises:
        ScopeError: it ends before it begins.
    """
    if since and until and until < since:
        raise ScopeError("backwards", f"{since}..{until}")
    return replace(scope, since=since, until=until)


def parse_day(text: str, today: date, *, last: bool) -> date:
    """Read a day, or a month or year by its first or its `last` day, as `span_of` takes them.

    Raises:
        ScopeError: it is none of these.
    """
    span = span_of(text, today)
    if span is None:
        raise ScopeError("how", text)
    return span.last if last else span.first
