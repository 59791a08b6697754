"""Addresses that lie under words of a record, as a copy that is given out has them. Pure.

Telegram lets words lead somewhere they do not say. Where such words are withheld so is the address; and an address
that has a passage that is withheld, or a telling word of one, is withheld whole: a part of it would tell the rest.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from minutebook.council.exemptions import Mark, Piece, RecordCopy, redacted
from minutebook.council.requests import COMMON
from minutebook.council.terms import tokens

TELLING = 5
"""Letters of a word of a withheld passage by which an address may tell it: `facebook.com/janemorrison85`."""

_NUMBERED = re.compile(r"\s*(?:tg:|(?:https?://)?(?:www\.)?(?:t|telegram)\.(?:me|dog)/c/)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LinkCopy:
    """Words of a version that lead somewhere, and where, as far as a copy shows them.

    Attributes:
        version: its number.
    """

    version: int
    words: tuple[Piece, ...]
    address: tuple[Piece, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """The keys of why any of it is withheld, without repeats; empty where all is shown."""
        found = (key for piece in (*self.words, *self.address) for key in piece.reasons)
        return tuple(dict.fromkeys(found))


def link_copies(copy: RecordCopy, marks: Iterable[Mark]) -> tuple[LinkCopy, ...]:
    """Return the links of every version of a record, in order.

    Args:
        marks: those the copy was made under.
    """
    standing = list(marks)
    return tuple(
        _link(version.number, version.text, pieces, link, standing)
        for version, pieces, _ in copy.versions
        for link in version.links
    )


def names_account(address: str) -> bool:
    """Whether an address is one inside Telegram that names a person or a private chat by number."""
    return _NUMBERED.match(address) is not None


def _link(
    number: int, text: str, pieces: Sequence[Piece], link: tuple[str, str], marks: Sequence[Mark]
) -> LinkCopy:
    words, address = link
    why = tuple(dict.fromkeys(key for piece in pieces for key in piece.reasons))
    if why and _touched(words, text, pieces):
        return LinkCopy(number, (Piece("", why),), (Piece("", why),))
    told = _told_by(address, marks)
    return LinkCopy(number, (Piece(words),), (Piece("", told) if told else Piece(address),))


def _touched(words: str, text: str, pieces: Iterable[Piece]) -> bool:
    """Whether words stand anywhere in a text where its copy does not show all of them.

    Which of several places is the one that leads somewhere is not known here: so any of them counts.
    """
    there = _count(words, text)
    return not there or _count(words, "\0".join(piece.text for piece in pieces)) < there


def _count(words: str, text: str) -> int:
    """Return how often words stand in a text, such as overlap each counted."""
    return len(re.findall(f"(?={re.escape(words)})", text)) if words.strip() else 0


def _told_by(address: str, marks: Sequence[Mark]) -> tuple[str, ...]:
    """Return the keys of why an address is withheld: it has a withheld passage, or a telling word of one."""
    plain = unquote(address)
    spelt = {key for form in (address, plain) for piece in redacted(form, marks) for key in piece.reasons}
    inside = tokens(plain)
    told = {
        mark.reason
        for mark in marks
        for word in tokens(mark.words)
        if len(word) >= TELLING and word not in COMMON and any(word in token for token in inside)
    }
    return tuple(sorted(spelt | told))
