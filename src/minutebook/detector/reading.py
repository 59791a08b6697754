"""A message's text made plain for the rules, with the way back to the original.

People type curly quotes, no-break spaces and invisible joiners; rules are written with straight
quotes and single spaces. A `Reading` holds both forms and turns a span in one into a span in the other.
"""

import re
from dataclasses import dataclass
from functools import cache

LONGEST = 4096
"""Characters of a message that are examined: Telegram's own limit for a text message."""

_GONE = "\x7f"  # stands for a character that is dropped
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
    """Make `text` plain, with every phrase of `ignored` (lower case) blotted out.

    Only the first `LONGEST` characters are read.
    """
    plain = text[:LONGEST].translate(_table())
    if ignored:
        plain = _blotted(plain, ignored)
    if _untidy().search(plain) is None:
        return Reading(plain, folded(plain))
    return _tidied(plain)


def _blotted(plain: str, ignored: tuple[str, ...]) -> str:
    """Return `plain` with the ignored phrases replaced by as many dots, so that they say nothing."""
    for phrase in ignored:
        wanted = straightened(phrase).strip()
        if wanted and wanted in folded(plain):
            whole = r"(?<!\w)" + re.escape(wanted) + r"(?!\w)"
            plain = re.sub(whole, lambda found: "\u00b7" * len(found[0]), plain, flags=re.IGNORECASE)
    return plain


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
