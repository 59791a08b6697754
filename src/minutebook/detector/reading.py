"""A message's text made plain for the rules, with the way back to the original.

People type curly quotes, no-break spaces and invisible joiners; rules are written with straight
quotes and single spaces. A `Reading` holds both forms and turns a span in one into a span in the other.

What a council wants overlooked is read as "them": whatever it names then says nothing of itself, while the
sentence round it stays one, so that "go with Hendersons" is as much of a decision as "go with them".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

LONGEST = 4096
"""Characters of a message that are examined: Telegram's own limit for a text message."""

_GONE = "\x7f"  # stands for a character that is dropped
_OVERLOOKED = "them"  # stands for a phrase that says nothing
_BESIDE_WORDS = " .,;:!?\"'"  # what may be typed round a phrase and is no part of it
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f\u200e\u200f\u202a\u202c\u202d\u202e\x7f"
_SKIN_TONES = "".join(chr(code) for code in range(0x1F3FB, 0x1F400))
_APOSTROPHES = "\u2018\u2019\u201b\u02bc\u2032\u00b4`"
_QUOTES = "\u201c\u201d\u201e\u2033"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_SPACES = "\t\x0b\x0c\x00\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LINES = "\r\u2028\u2029\x85"


@cache
def _table() -> dict[int, str]:
    """Return the one-for-one replacements, as `str.translate` takes them."""
    pairs = (
        (_INVISIBLE + _SKIN_TONES, _GONE),
        (_APOSTROPHES, "'"),
        (_QUOTES, '"'),
        (_DASHES, "-"),
        (_SPACES, " "),
        (_LINES, "\n"),
        ("\uffe1", "£"),
        ("\u2026", "."),
    )
    return {ord(character): plain for characters, plain in pairs for character in characters}


@cache
def _untidy() -> re.Pattern[str]:
    return re.compile(r"\x7f|  |\n[ \n]| \n")


def folded(text: str) -> str:
    """Return `text` in lower case, character for character: the result is exactly as long."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def straightened(text: str) -> str:
    """Return `text` with plain quotes, dashes and spaces, character for character, in lower case."""
    return folded(text.translate(_table()))


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the rules see it.

    Attributes:
        plain: straight quotes, single spaces, nothing invisible; capitals kept.
        lower: the same in lower case, index for index.
        offsets: for each index of `plain` its index in the original, or None where they are equal.
    """

    plain: str
    lower: str
    offsets: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original text that `plain[start:end]` stands for."""
        if self.offsets is None:
            return start, end
        if start >= end:
            return 0, 0
        return self.offsets[start], self.offsets[end - 1] + 1


def read(text: str, ignored: tuple[str, ...] = ()) -> Reading:
    """Make `text` plain, with every phrase of `ignored` overlooked.

    Only the first `LONGEST` characters are read.
    """
    plain = text[:LONGEST].translate(_table())
    reading = Reading(plain, folded(plain)) if _untidy().search(plain) is None else _tidied(plain)
    return _overlooking(reading, ignored) if ignored else reading


def whole(phrase: str, lower: str) -> Iterator[re.Match[str]]:
    """Yield where a phrase stands in `lower` (of a `Reading`, or a phrase as it is kept) as whole words.

    A hyphen or a line break between its words is as good as a space; a full stop typed after it is no part of it.
    """
    first, pattern = _pattern(phrase)
    if first and first in lower:
        yield from pattern.finditer(lower)


@lru_cache(maxsize=2048)
def _pattern(phrase: str) -> tuple[str, re.Pattern[str]]:
    """Return the first word of a phrase ("" where it has none), and the pattern that finds the phrase."""
    plain = straightened(phrase).replace(_GONE, "").strip(_BESIDE_WORDS)
    words = re.findall(r"[^\s-]+", plain) or [""]
    before = r"(?<!\w)" if re.match(r"\w", words[0]) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", words[-1]) else ""
    return words[0], re.compile(before + r"[ \n-]{1,3}".join(map(re.escape, words)) + after)


def _overlooking(reading: Reading, ignored: tuple[str, ...]) -> Reading:
    """Return a reading in which the ignored phrases are "them"; an empty one where no word is left besides."""
    found = sorted(match.span() for phrase in ignored for match in whole(phrase, reading.lower))
    if not found:
        return reading
    pieces: list[str] = []
    offsets: list[int] = []
    left, at = "", 0
    for start, end in found:
        if end <= at:
            continue
        if start >= at:
            left += _keep(reading, at, start, pieces, offsets)
            _stand_in(reading, start, end, pieces, offsets)
        at = end
    left += _keep(reading, at, len(reading.plain), pieces, offsets)
    if not any(character.isalnum() for character in left):
        return Reading("", "")
    plain = "".join(pieces)
    return Reading(plain, folded(plain), tuple(offsets))


def _keep(reading: Reading, start: int, end: int, pieces: list[str], offsets: list[int]) -> str:
    """Add a stretch of a reading as it is, and return it."""
    pieces.append(reading.plain[start:end])
    offsets += range(start, end) if reading.offsets is None else reading.offsets[start:end]
    return pieces[-1]


def _stand_in(reading: Reading, start: int, end: int, pieces: list[str], offsets: list[int]) -> None:
    """Add what stands for an overlooked stretch, set apart from a word that it touches (an emoji may)."""
    first, after = reading.span(start, end)
    joined = pieces[-1][-1:].isalnum(), reading.plain[end : end + 1].isalnum()
    word = " " * joined[0] + _OVERLOOKED + " " * joined[1]
    pieces.append(word)
    offsets += [first] * (len(word) - 1) + [after - 1]


def _tidied(plain: str) -> Reading:
    """Drop what is invisible, make runs of white space one (a line break where there was one)."""
    kept: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(plain):
        if character == _GONE:
            continue
        if character in " \n" and kept and kept[-1] in " \n":
            if character == "\n":
                kept[-1] = "\n"
            continue
        kept.append(character)
        offsets.append(index)
    tidy = "".join(kept)
    return Reading(tidy, folded(tidy), tuple(offsets))
