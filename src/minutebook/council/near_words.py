"""Words and numbers by their letters and digits alone, and which are so alike that one tells the other. Pure.

`O'Brien` and `OBrien`, `01234 567890` and `01234567890`, `Morrison` and `the Morrisons` are the same to a reader.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from minutebook.council.passages import fold
from minutebook.council.requests import COMMON

TELLING = 3
"""Letters of a word that tells those which begin with it."""

STEM = 4
"""Letters of a word that is told by whatever begins with it; a shorter one only by itself and `ENDING` more."""

ENDING = 2
"""Letters that a plural or a possessive adds."""

INSIDE = 6
"""Letters that tell wherever in a word they stand (`jmorrison`), digits wherever in a number."""

JOINED = 3
"""Words that may be written as one."""

NAMES = frozenset({"april", "august", "june", "may", "will"})
"""People's names among the words that otherwise tell nothing."""

_DULL = COMMON - NAMES
_NONE: Set[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """A word, and where in its text it stands: its first character, and after its last."""

    begins: int
    ends: int
    word: str


def words_of(text: str) -> list[str]:
    """Return the words and numbers of `text` by their letters and digits: lower-case, without accents."""
    plain = text
    if not text.isascii():
        spelt = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
        plain = "".join(sign for sign in spelt if not unicodedata.combining(sign))
    return re.findall(r"[^\W_]+", plain.lower())


def places_of(text: str) -> list[Place]:
    """Return the words and numbers of `text` with their places; accents that follow a letter belong to it."""
    known = fold(text)
    found: list[Place] = []
    for sign, at in zip(known.stream, known.places, strict=True):
        ends = at + 1
        while ends < len(text) and unicodedata.combining(text[ends]):
            ends += 1
        if found and at <= found[-1].ends:
            sign = found[-1].word + sign
            at = found.pop().begins
        found.append(Place(at, ends, sign))
    return found


def stretches(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Give each word, each few next to each other as if written as one, and each long number written in groups.

    Returns:
        Of each: the place of its first word, the place after its last, and what they spell.
    """
    for first in range(len(words)):
        for after in range(first + 1, min(first + JOINED, len(words)) + 1):
            yield first, after, "".join(words[first:after])
    first = 0
    while first < len(words):
        after = first
        while after < len(words) and words[after].isdigit():
            after += 1
        if after - first > JOINED:
            yield first, after, "".join(words[first:after])
        first = max(after, first + 1)


class NearWords:
    """The words of some texts, to be asked which of them another word tells, or is told by."""

    def __init__(self) -> None:
        self._single: set[str] = set()
        self._joined: set[str] = set()
        self._heads: defaultdict[str, set[str]] = defaultdict(set)
        self._grams: defaultdict[str, set[str]] = defaultdict(set)
        self._spellings: tuple[defaultdict[str, set[str]], ...] = (defaultdict(set), defaultdict(set))
        self._asked: dict[str, Set[str]] = {}

    def add(self, text: str) -> None:
        """Take in the words of a text."""
        self._asked.clear()
        words = [place.word for place in places_of(text)]
        for first, after, word in stretches(words):
            # `in 2026` is no more than `2026` is.
            dull = not (word.isalpha() or word.isdigit()) and not _DULL.isdisjoint(words[first:after])
            if not dull:
                self._take(word, joined=after - first > 1)

    def _take(self, word: str, *, joined: bool) -> None:
        known = self._joined if joined else self._single
        if word in known or (not joined and word in _DULL):
            return
        known.add(word)
        if not joined and len(word) >= TELLING:
            self._heads[word[:TELLING]].add(word)
        if not joined or word.isdigit():
            for gram in _grams(word):
                self._grams[gram].add(word)
        for spelling in (word, *_without_ending(word)):
            self._spellings[joined][spelling].add(word)

    def like(self, word: str, *, joined: bool) -> Set[str]:
        """Return the words taken in that tell `word`.

        Args:
            joined: whether it is several words written as one.
        """
        if joined:
            return self._like_joined(word)
        known = self._asked.get(word)
        if known is None:
            known = self._asked[word] = self._like_single(word)
        return known

    def _like_joined(self, word: str) -> Set[str]:
        found = self._spelt(word, joined=False) | self._sharing(word)
        # A number with what stands beside it: `14 Church` is more of an address than either.
        return found | {word} if word in self._joined and not word.isalpha() else found

    def _like_single(self, word: str) -> Set[str]:
        if word in _DULL:
            return _NONE
        return (
            self._beginning(word) | self._inside(word) | self._spelt(word, joined=True) | self._sharing(word)
        )

    def _sharing(self, number: str) -> Set[str]:
        """Return the numbers that have some digits in a row with `number`, if it is one."""
        if len(number) < INSIDE or not number.isdigit():
            return _NONE
        return {near for gram in _grams(number) for near in self._grams.get(gram, ()) if near.isdigit()}

    def _beginning(self, word: str) -> Set[str]:
        """Return the words that begin with `word`, or it with them."""
        if len(word) < TELLING:
            return {word} if len(word) > 1 and word in self._single and not word.isdigit() else _NONE
        return {
            near
            for near in self._heads.get(word[:TELLING], ())
            if word.startswith(near)
            or (near.startswith(word) and (len(word) >= STEM or len(near) - len(word) <= ENDING))
        }

    def _inside(self, word: str) -> Set[str]:
        """Return the words in which `word` stands somewhere, or they in it."""
        return {
            near
            for gram in _grams(word)
            for near in self._grams.get(gram, ())
            if word in near or near in word
        }

    def _spelt(self, word: str, *, joined: bool) -> Set[str]:
        """Return the words that are spelt as `word` is but for an ending, of those that were joined or were not."""
        if len(word) < STEM:
            return _NONE
        known = self._joined if joined else self._single
        found = self._spellings[joined].get(word, _NONE)
        longer = {short for short in _without_ending(word) if short in known}
        return found | longer if longer else found


def _grams(word: str) -> set[str]:
    return {word[at : at + INSIDE] for at in range(len(word) - INSIDE + 1)}


def _without_ending(word: str) -> list[str]:
    """Return a word without its last letter or two, as far as enough are left."""
    return [word[:-cut] for cut in range(1, ENDING + 1) if len(word) - cut > STEM]
