"""The retention schedule: classes of records, how long each is kept, from when, and what then.

Two dates of a record are different things. Its time is up on a day that the schedule gives; it may be kept until a
later one, whatever the schedule says. Nothing goes by itself on either: what has fallen due stands in the digest,
and the clerk is asked about each record.

A schedule is data: the default one is a TOML file in `classes/` with its sources; what a council changes of it
is kept beside its settings.
"""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType
from zoneinfo import ZoneInfo

from minutebook.council.concerns import Label, label
from minutebook.council.errors import ConfigurationError, SettingError

FOR_GOOD = datetime(9999, 1, 1, tzinfo=UTC)
"""What `keep_until` says of a record that is kept for good."""

LONGEST = 1_200
"""Months that a schedule may ask for; a hundred years. Longer is for good."""

GENERAL = "general"
"""The class of what fits no other."""

RESERVED = frozenset({"new", "add", "apply", "remove", "delete", "default", "sooner"})
"""Words that say what is to be done with a class, and so cannot name one."""

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


class Starts(StrEnum):
    """From when a period runs."""

    CAPTURED = "captured"
    SENT = "sent"
    YEAR_END = "year_end"


class Ending(StrEnum):
    """What a record is proposed for when its time is up; the clerk is asked either way."""

    REVIEW = "review"
    DISPOSE = "dispose"


@dataclass(frozen=True, slots=True)
class Term:
    """A line of a schedule.

    Attributes:
        klass: the class's name, one lower-case word, as a clerk types it.
        label: what it holds, in words.
        months: how long it is kept; None for good.
        source: what the default rests on; "" for a class of the council's own.
        labels: of messages that the detector suggests it for.
        changed: whether the council has changed it from the default.
    """

    klass: str
    label: str
    months: int | None
    starts: Starts
    ending: Ending
    source: str = ""
    labels: frozenset[Label] = frozenset()
    changed: bool = False


Schedule = Mapping[str, Term]
"""A council's terms by class, in the order in which they are listed and suggested."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a clerk asks a class to be; None for what is to stay as it is.

    Attributes:
        months: how long; None for good.
    """

    klass: str
    months: int | None
    starts: Starts | None = None
    ending: Ending | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """What has fallen due, counted.

    Attributes:
        counts: how many, by class and by what the schedule proposes.
        held: how many more have, but are on hold for a request.
    """

    counts: tuple[tuple[str, Ending, int], ...] = ()
    held: int = 0

    @property
    def total(self) -> int:
        """How many wait for a decision."""
        return sum(count for _, _, count in self.counts)


@cache
def default_schedule() -> Schedule:
    """Return the schedule that comes with the program."""
    folder = resources.files("minutebook.council") / "classes"
    return parse_schedule((folder / "local-council.toml").read_text(encoding="utf-8"))


def parse_schedule(text: str) -> Schedule:
    """Read a schedule's file.

    Raises:
        ConfigurationError: it is not TOML, or lacks something; says what.
    """
    try:
        classes = tomllib.loads(text)["classes"]
        terms = {
            klass: Term(
                klass,
                item["label"],
                item.get("months"),
                Starts(item["starts"]),
                Ending(item["ending"]),
                item["source"],
                frozenset(label(name) for name in item["labels"]),
            )
            for klass, item in classes.items()
        }
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"the retention schedule is not TOML: {error}") from error
    except KeyError as error:
        raise ConfigurationError(f"the retention schedule lacks {error}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise ConfigurationError(
            f"the retention schedule has something in the wrong place: {error}"
        ) from error
    if GENERAL not in terms:
        raise ConfigurationError(f"the retention schedule lacks the class {GENERAL!r}")
    return MappingProxyType(terms)


def suggest(schedule: Schedule, labels: Collection[Label]) -> str:
    """Return the class for a message that the detector called so: the first that fits, else the general one."""
    for term in schedule.values():
        if term.labels.intersection(labels):
            return term.klass
    return GENERAL


def due_on(term: Term, *, sent_at: datetime, captured_at: datetime, zone: ZoneInfo) -> datetime | None:
    """Return when the time of a record is up, None for never: the first instant after the last day it is kept.

    Args:
        sent_at, captured_at: aware; a day is one of the council's `zone`.
    """
    begun = captured_at if term.starts is Starts.CAPTURED else sent_at
    return due_after(term, begun.astimezone(zone).date(), zone)


def due_after(term: Term, day: date, zone: ZoneInfo) -> datetime | None:
    """Return when the time of a record is up whose period begins on a day, None for never; as `due_on`."""
    if term.months is None:
        return None
    if term.starts is Starts.YEAR_END:
        day = year_end(day)
    return midnight(later_by(day, term.months) + timedelta(days=1), zone)


def year_end(day: date) -> date:
    """Return the 31 March that ends the council's year a day is in (Accounts and Audit Regulations 2015)."""
    return date(day.year + (day.month > 3), 3, 31)


def later_by(day: date, months: int) -> date:
    """Return the same day of the month so many months later, or the last of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), after - timedelta(days=1))


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return the instant at which a day begins in `zone`, aware UTC."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def a_year_longer(now: datetime, zone: ZoneInfo) -> datetime:
    """Return until when a record is kept that is to be kept a year longer, from today."""
    return midnight(later_by(now.astimezone(zone).date(), 12), zone)


def applied(schedule: Schedule, wanted: Wanted, *, new: bool = False) -> Term:
    """Return the term a class would have; `new` for one of the council's own.

    Raises:
        SettingError: there is no such class, or, for a new one, there is, or its name is a command's word (`RESERVED`).
    """
    known = schedule.get(wanted.klass)
    if new:
        if known is not None or wanted.klass in RESERVED:
            raise SettingError("schedule", "the name of a class there is not yet")
        known = Term(wanted.klass, wanted.klass, None, Starts.SENT, Ending.REVIEW)
    if known is None:
        raise SettingError("schedule", ", ".join(schedule))
    return replace(
        known,
        months=wanted.months,
        starts=wanted.starts or known.starts,
        ending=wanted.ending or known.ending,
        changed=True,
    )


def sooner(term: Term, default: Term | None) -> bool:
    """Say whether a class goes sooner than the default schedule, and so the law or the advice behind it, has it."""
    if default is None or term.months is None:
        return False
    if default.months is None or term.months < default.months:
        return True
    # As many months, but counted from the day and no longer from the end of the council's year.
    counts_later = default.starts is Starts.YEAR_END and term.starts is not Starts.YEAR_END
    return term.months == default.months and counts_later


@cache
def _form() -> re.Pattern[str]:
    """Return the pattern of what a class is asked to be; from when may stand before or after what then.

    A term as `/schedule` shows it is one, too.
    """
    said = r"(?:the day )?(?:it was )?(?:said|sent|message)"
    captured = r"(?:the day )?(?:it )?(?:was |went )?(?:on the )?(?:captured?|record(?:ed)?)"
    end = (
        r"(?:the )?(?:year[ -]end|end of(?: the)? (?:financial )?year|financial year"
        r"|31(?:st)? (?:of )?march(?: after(?: it was said)?)?)"
    )
    since = f"{said}|{captured}|{end}"
    ending = r"review(?:ed)?|look(?:ed)? at(?: it)?(?: again)?|disposed?(?: of)?|disposal|delete"
    return re.compile(
        r"(?P<klass>[a-z][a-z0-9-]{1,39}),?(?: is)?(?: kept| keep)?(?: for)? "
        rf"(?:(?P<number>\d{{1,4}}|an?|{'|'.join(_NUMBERS)}) ?(?P<unit>years?|yrs?|y|months?|m)"
        r"|(?P<good>good|ever|forever|permanent(?:ly)?|indefinite(?:ly)?|always))"
        rf"(?:,? from (?P<starts>{since}))?"
        rf"(?:,? (?:and )?(?:then )?(?P<ending>{ending}))?"
        rf"(?:,? from (?P<later>{since}))?"
    )


def parse_wanted(words: str) -> Wanted:
    """Read `finance 7 years then review`, `planning 18 months from sent then dispose`, `property for good`.

    Raises:
        SettingError: it is no such sentence, or asks for no time or more than a hundred years.
    """
    found = _form().fullmatch(" ".join(re.sub(r"[.\u202f\xa0]", " ", words.lower()).split()))
    if found is None:
        raise SettingError("schedule", "a class, a time and what then: finance 7 years then review")
    months = None
    if found["good"] is None:
        months = _number(found["number"]) * (12 if found["unit"].startswith("y") else 1)
        if not 1 <= months <= LONGEST:
            raise SettingError("schedule", "from one month to a hundred years, or “for good”")
    starts, ending = found["starts"] or found["later"], found["ending"]
    return Wanted(
        found["klass"],
        months,
        None if starts is None else _starts(starts),
        None if ending is None else Ending.REVIEW if ending[0] in "rl" else Ending.DISPOSE,
    )


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return 1 if word in ("a", "an") else _NUMBERS.index(word) + 1


def _starts(word: str) -> Starts:
    if "year" in word or "march" in word:
        return Starts.YEAR_END
    return Starts.CAPTURED if "record" in word or "captur" in word else Starts.SENT
