"""Finding words in a text as a reader would: whatever the case, accents, punctuation and spaces between them.

A passage is compared by its letters and digits alone, so that `ann smith`, `Ann  Smith`, `ANN_SMITH.pdf` and a
phone number with other spaces are the same words. Positions are Python string indices (code points).
"""

import unicodedata
from dataclasses import dataclass

Span = tuple[int, int]
"""First character, and after the last."""

SHORT = 5
"""Letters and digits below which a passage counts only as a word of its own: `Ann` is not in `annual`."""

EDGE = 5
"""Letters and digits of a passage that are recognised where a text breaks off inside it."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text by its letters and digits.

    Attributes:
        text: as it is written.
        stream: its letters and digits, lower-case, without accents.
        places: for each of these, which character of `text` it comes from.
    """

    text: str
    stream: str
    places: tuple[int, ...]


def fold(text: str) -> Folded:
    """Return `text` with its letters and digits picked out."""
    stream: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for part in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", sign).casefold()):
            if part.isalnum():
                stream.append(part)
                places.append(place)
    return Folded(text, "".join(stream), tuple(places))


def occurrences(text: str | Folded, words: str, *, whole: bool = True) -> tuple[Span, ...]:
    """Return where `words` stand in `text`, in order; such as overlap each count.

    What has no letter or digit (an emoji) is looked for to the letter.

    Args:
        text: folded once where many words are looked for in it.
        whole: only where they begin and end with a word, as a clerk types them; otherwise anywhere, short words
            (`SHORT`) excepted.
    """
    wanted, known = fold(words), _folded(text)
    if not wanted.stream:
        return _literal(known.text, words.strip())
    strict = whole or len(wanted.stream) < SHORT
    found = []
    at = known.stream.find(wanted.stream)
    while at >= 0:
        span = _span(known, at, at + len(wanted.stream))
        if not strict or _stands_alone(known.text, span):
            found.append(_with_signs(known.text, span, words))
        at = known.stream.find(wanted.stream, at + 1)
    return tuple(dict.fromkeys(found))


def _folded(text: str | Folded) -> Folded:
    return text if isinstance(text, Folded) else fold(text)


def broken_off(text: str | Folded, words: str) -> tuple[Span, ...]:
    """Return where `text` begins or ends inside `words`: a quotation, or an excerpt, of a part of them.

    At least `EDGE` letters and digits of them; a text that lies within them wholly, whatever its length.
    """
    wanted, known = fold(words).stream, _folded(text)
    stream = known.stream
    if not wanted or not stream:
        return ()
    if stream in wanted:
        return ((0, len(known.text)),)
    found = []
    longest = min(len(wanted), len(stream)) - 1
    ends = next((n for n in range(longest, EDGE - 1, -1) if stream.endswith(wanted[:n])), 0)
    begins = next((n for n in range(longest, EDGE - 1, -1) if stream.startswith(wanted[-n:])), 0)
    if begins:
        found.append((0, _span(known, 0, begins)[1]))
    if ends:
        found.append((_span(known, len(stream) - ends, len(stream))[0], len(known.text)))
    return tuple(found)


def _literal(text: str, words: str) -> tuple[Span, ...]:
    found = []
    at = text.find(words) if words else -1
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return tuple(found)


def _span(known: Folded, first: int, after: int) -> Span:
    """Return the characters from which the stream's `first` up to `after` come, accents that follow included."""
    begins, ends = known.places[first], known.places[after - 1] + 1
    while ends < len(known.text) and unicodedata.combining(known.text[ends]):
        ends += 1
    return begins, ends


def _stands_alone(text: str, span: Span) -> bool:
    """Whether no letter or digit touches a span."""
    before, after = text[: span[0]][-1:], text[span[1] :][:1]
    return not (before.isalnum() or after.isalnum())


def _with_signs(text: str, span: Span, words: str) -> Span:
    """Widen a span by the signs the words begin and end with (£, a full stop) where they stand there too."""
    begins, ends = span
    known = fold(words)
    lead, trail = words[: known.places[0]], words[known.places[-1] + 1 :]
    if lead and text[:begins].endswith(lead):
        begins -= len(lead)
    if trail and text[ends:].startswith(trail):
        ends += len(trail)
    return begins, ends
