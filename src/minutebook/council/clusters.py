"""What a reader sees as one sign may be several characters: an emoji and its skin tone, a letter and its accent. Pure.

The common cases of Unicode's extended grapheme clusters (UAX 29): combining marks, variation selectors, skin tones,
joiners, tags and flags. Where that rule would allow a cut and this does not, a stretch is a little longer: no harm.
Positions are Python string indices (code points).
"""

import unicodedata

from minutebook.council.passages import Span

NOWHERE: Span = (0, 0)
"""The stretch of what no words told."""

_JOINER = "\u200d"
_MARKS = frozenset({"Mn", "Me", "Mc"})
_BLANK = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
_LOOSE = ",;:-–—"


def telling(text: str, start: int, end: int) -> Span:
    """Return `start` to `end` as it may be shown: no sign cut, no blanks, commas or dashes at its ends.

    `NOWHERE` where nothing is left but punctuation.
    """
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    if start >= end:
        return NOWHERE
    start, end = _before(text, start), _after(text, end)
    while start < end and _loose(text[start]):
        start = _after(text, start + 1)
    while start < end and _loose(text[last := _before(text, end - 1)]):
        end = last
    # Letters, digits, marks (an emoji's selector) and symbols say something.
    says = any(unicodedata.category(sign)[0] in "LNMS" for sign in text[start:end])
    return (start, end) if says else NOWHERE


def shortened(text: str, limit: int) -> str:
    """Return `text` on one line, of at most `limit` characters: cut between words where that can be, never in a sign."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    space = line.rfind(" ", 0, limit)
    return line[: space if space > 0 else _before(line, limit - 1)].rstrip() + "…"


def _loose(sign: str) -> bool:
    return sign.isspace() or sign in _LOOSE or unicodedata.category(sign) in _BLANK


def _before(text: str, at: int) -> int:
    """Return the last place up to `at` where a sign begins."""
    while not _parts(text, at):
        at -= 1
    return at


def _after(text: str, at: int) -> int:
    """Return the first place from `at` where a sign has ended."""
    while not _parts(text, at):
        at += 1
    return at


def _parts(text: str, at: int) -> bool:
    """Say whether one sign ends and another begins at `at`."""
    if at <= 0 or at >= len(text):
        return True
    if text[at - 1] == _JOINER or _extends(text[at]):
        return False
    # Two letters make a flag.
    first = at
    while first > 0 and _of_flag(text[first - 1]):
        first -= 1
    return not (_of_flag(text[at]) and (at - first) % 2)


def _extends(sign: str) -> bool:
    tone = "\U0001f3fb" <= sign <= "\U0001f3ff"
    tag = "\U000e0020" <= sign <= "\U000e007f"
    return sign == _JOINER or tone or tag or unicodedata.category(sign) in _MARKS


def _of_flag(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"
