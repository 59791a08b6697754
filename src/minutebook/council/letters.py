"""A letter: what goes on to where a council keeps its records, whatever the way. Pure.

Its `key` makes it itself, so that one sent twice, after a crash say, is known for the same by whoever receives it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from minutebook.council.errors import MinutebookError

ATTACHED = 10 * 1024 * 1024
"""Bytes of files that go with one e-mail: a third is added on the way, and many servers take 25 MB at most."""


class Channel(StrEnum):
    """How a letter goes."""

    EMAIL = "email"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a letter.

    Attributes:
        id: key of the file in the store.
        name: what it is called; safe in any file system, and no other's in the letter.
        mime: media type as claimed, or "".
        size: bytes.
        sha256: hex, of its bytes.
        path: name inside the folder of files.
    """

    id: int
    name: str
    mime: str
    size: int
    sha256: str
    path: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes on, once, by one way.

    Attributes:
        key: what makes it itself; hexadecimal with a suffix, safe in a Message-ID.
        follows: key of the letter it belongs under, or "".
        council_id, council: whose it is.
        stem: what its files in a folder are called, without the ending; safe in any file system.
        subject: says no more than which record it is.
        text: what a person reads.
        facts: the same for a program, as JSON takes it; empty for a digest.
        at: when it was made, aware UTC.
    """

    key: str
    follows: str
    council_id: int
    council: str
    stem: str
    subject: str
    text: str
    facts: Mapping[str, object]
    at: datetime
    enclosures: tuple[Enclosure, ...] = ()


class Reach(StrEnum):
    """What a failure concerns: every letter by that way, every one of a council, or this one alone."""

    ALL = "all"
    COUNCIL = "council"
    LETTER = "letter"


class NotCarried(MinutebookError):
    """A letter could not be delivered, and is kept to be tried again.

    Attributes:
        fault: why, in one word that the wording knows.
        reach: what it concerns.
        lasting: whether it stays so until a person does something.
        code: the server's three digits, or 0.
    """

    def __init__(self, fault: str, reach: Reach, *, lasting: bool, code: int = 0) -> None:
        super().__init__(f"{fault} {code}" if code else fault)
        self.fault = fault
        self.reach = reach
        self.lasting = lasting
        self.code = code


def letter_key(council_id: int, about: str, at: datetime) -> str:
    """Return the key of the first letter about something.

    Args:
        about: what makes it one thing in its council: its reference.
        at: when that came to be. After a restore a reference may be given again, to something else.
    """
    spelled = f"{council_id}\n{about}\n{at.isoformat()}"
    return hashlib.sha256(spelled.encode()).hexdigest()[:32]


def fitting(enclosures: Sequence[Enclosure], limit: int | None) -> tuple[Enclosure, ...]:
    """Return the files that go within `limit` bytes, in order; all of them where there is none."""
    taken: list[Enclosure] = []
    room = limit
    for enclosure in enclosures:
        if room is None:
            taken.append(enclosure)
        elif enclosure.size <= room:
            taken.append(enclosure)
            room -= enclosure.size
    return tuple(taken)
