"""Searches of which either will do: `fence or hedge`, `fence | hedge`. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from minutebook.council.finding import Query

WAYS = 8
"""Alternatives of a search."""

QUOTES = str.maketrans("“”„‟«»″＂", '""""""""')
"""Quotation marks as they are typed, to the one that is read."""

_EITHER = re.compile(r'"[^"]*"|(?P<or>\||(?<!\S)or(?!\S))', re.IGNORECASE)


def alternatives(typed: str) -> list[str]:
    """Return what a bar, or the word `or`, stands between, outside quotes; all of it where there is nothing there.

    At most `WAYS`; the last of more holds the rest.
    """
    text = typed.translate(QUOTES)
    parts: list[str] = []
    begins = 0
    for match in _EITHER.finditer(text):
        if match["or"] is not None and len(parts) < WAYS - 1:
            parts.append(text[begins : match.start()])
            begins = match.end()
    parts = [part.strip() for part in (*parts, text[begins:])]
    return [part for part in parts if any(map(str.isalnum, part))] or [text]


def shared(ways: Sequence[Query]) -> list[Query]:
    """Let each alternative that has words have the filters another names, where it names none of the kind itself.

    `fence or hedge from:ann after:2026` is both words, by Ann, since then. What is filters alone stands for itself.
    """
    lenders = [way for way in ways if way.words]
    return [_lent(way, lenders) if way.words else way for way in ways]


def _lent(way: Query, lenders: Sequence[Query]) -> Query:
    """Return an alternative with what it lacks, from the first that has it."""
    for other in lenders:
        fields = {term.field for term in way.wanted}
        way = replace(
            way,
            wanted=way.wanted + tuple(term for term in other.wanted if term.field not in fields),
            without=way.without or other.without,
            held=other.held if way.held is None else way.held,
            year=way.year or other.year,
            reference=way.reference or other.reference,
        )
        if way.days == (None, None):
            way = replace(way, days=other.days, since=other.since, until=other.until)
    return way
