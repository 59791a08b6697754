"""Where in a text the words of a search stand, and the stretch of it that shows most of them. Pure.

The database finds; this only shows. Words are folded as its tokeniser folds them (unicode61 without diacritics).
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from minutebook.council.finding import Field, Query, Term

_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text, and whether it is one of the words looked for."""

    text: str
    found: bool


def fold(word: str) -> str:
    """Return `word` without case and accents."""
    plain = unicodedata.normalize("NFKD", word.lower())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def _words(text: str) -> list[tuple[int, int, str]]:
    """Return the words of a text: where each begins and ends, and its folded form."""
    return [(match.start(), match.end(), fold(match[0])) for match in _WORD.finditer(text)]


def places(terms: Sequence[Term], text: str) -> list[tuple[int, int]]:
    """Return where in `text` any of `terms` stands, in order, without overlaps."""
    words = _words(text)
    said = [word for _, _, word in words]
    marks: set[int] = set()
    for term in terms:
        parts = [word for _, _, word in _words(term.text)]
        for first in range(len(words) - len(parts) + 1) if parts else ():
            if _stands(parts, said[first : first + len(parts)], term.beginning):
                marks.update(range(first, first + len(parts)))
    return [(words[number][0], words[number][1]) for number in sorted(marks)]


def _stands(parts: list[str], said: list[str], beginning: bool) -> bool:
    if parts[:-1] != said[:-1]:
        return False
    return said[-1].startswith(parts[-1]) if beginning else said[-1] == parts[-1]


def says(query: Query, text: str, sender: str) -> bool:
    """Whether something that is not on the record would be found by the words and `from:` of a search.

    Args:
        text: what it says, the names of its files included.
        sender: who said it, name and @name.
    """

    def has(term: Term) -> bool:
        where = sender if term.field is Field.FROM else f"{text}\n{sender}"
        return bool(places([term], where))

    if query.either:
        return any(says(way, text, sender) for way in query.ways)
    plain = (Field.WORDS, Field.FROM)
    if any(term.field not in plain for term in query.wanted):
        return False
    return all(map(has, query.wanted)) and not any(has(term) for term in query.without if term.field in plain)


def snippet(terms: Sequence[Term], text: str, limit: int) -> tuple[Stretch, ...]:
    """Return up to `limit` characters of `text` on one line, round the first words that are looked for.

    Whole from its beginning where nothing of `terms` stands in it. An ellipsis stands where it was cut.
    """
    line = " ".join(text.split())
    found = places(terms, line)
    begin, end = _window(line, found, limit)
    pieces: list[Stretch] = []
    at = begin
    for first, last in found:
        if first < begin or last > end:
            continue
        if first > at:
            pieces.append(Stretch(line[at:first], False))
        pieces.append(Stretch(line[first:last], True))
        at = last
    pieces.append(Stretch(line[at:end], False))
    before = [Stretch("…", False)] if begin else []
    after = [Stretch("…", False)] if end < len(line) else []
    return tuple(piece for piece in [*before, *pieces, *after] if piece.text)


def _window(line: str, found: list[tuple[int, int]], limit: int) -> tuple[int, int]:
    """Return where to begin and end: the stretch that holds the most of what is found, from a word on."""
    if len(line) <= limit:
        return 0, len(line)
    lead = limit // 4
    starts = [max(0, first - lead) for first, _ in found[:200]] or [0]
    begin = max(starts, key=lambda start: sum(start <= a and b <= start + limit for a, b in found[:200]))
    begin = min(begin, len(line) - limit)
    if begin:
        space = line.find(" ", begin, begin + lead)
        begin = space + 1 if space >= 0 else begin
    end = begin + limit
    if end >= len(line):
        return begin, len(line)
    space = line.rfind(" ", end - lead, end)
    return begin, space if space > begin else end
