"""What a clerk names in one line: references, held messages, ranges of either, or all there is. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from minutebook.council.records import Reference, parse_reference

WIDEST = 1_000
"""Numbers that one range may span: a wider one is a slip, and each record put on hold is an entry in the ledger."""

_RANGE = re.compile(r"(?<=[0-9])(?:\s*[-–—]\s*|\s+to\s+)(?=[#m]?[0-9])", re.IGNORECASE)
_BESIDE = frozenset(("", "and", "&", "the", "ref", "refs", "record", "records", "please"))
_MESSAGES = re.compile(r"m([0-9]{1,15})-m?([0-9]{1,15})")


@dataclass(frozen=True, slots=True)
class Messages:
    """Held messages on no record from one number to another, both included, by Telegram's numbers."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Records:
    """Records from one reference to another of the same year, both included."""

    first: Reference
    last: Reference


Named = Messages | Records
"""What one name means; a single one is a range of itself."""


def is_all(words: str) -> bool:
    """Whether somebody names all there is."""
    return words.strip(" \"'“”‘’.!").lower() in ("all", "everything", "all of it", "all of them")


def names(words: str) -> list[str]:
    """Return what is named, one by one and once: what commas, spaces or `and` part, a range as `m3-m9`."""
    found = re.split(r"[\s,;]+", _RANGE.sub("-", words.strip()))
    plain = [name.strip("\"'“”‘’.:()").lower() for name in found]
    return [name for name in dict.fromkeys(plain) if name not in _BESIDE]


def meant(name: str, year: int) -> Named | None:
    """Read `m12`, `m3-m9`, `2026/0042`, `42`, `2026/0003-0012`, `3-12`; None if it is none of these.

    Whichever end comes first, a range is the same. `2026-12` is one record, as it is everywhere.

    Args:
        year: of a reference that names none.
    """
    if re.fullmatch(r"m[0-9]{1,15}", name):
        return Messages(int(name[1:]), int(name[1:]))
    if found := _MESSAGES.fullmatch(name):
        ends = sorted((int(found[1]), int(found[2])))
        return Messages(ends[0], ends[1])
    one = parse_reference(name, year)
    if one is not None:
        return Records(one, one)
    return _records(name.split("-"), year)


def _records(ends: Sequence[str], year: int) -> Records | None:
    if len(ends) != 2:
        return None
    first = parse_reference(ends[0], year)
    last = parse_reference(ends[1], first.year) if first else None
    if first is None or last is None or first.year != last.year:
        return None
    if first.number > last.number:
        first, last = last, first
    return Records(first, last)


def too_wide(what: Named) -> bool:
    """Whether a range of records spans more than one may; a range of messages takes only what is held."""
    return isinstance(what, Records) and what.last.number - what.first.number >= WIDEST
