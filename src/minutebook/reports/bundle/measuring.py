"""Breaking text into lines for paper: by the widths of its words, each measured once. Pure.

The PDF library breaks lines too, but measures a line anew with each character of it, which took four fifths of
the time a bundle takes.
"""

from collections.abc import Callable

KNOWN = 20_000
"""Words whose width is remembered; then it begins anew, so that memory stays as it is."""


class Ruler:
    """Measures text in one style.

    Args:
        width_of: gives the width of a character, in thousandths of the type's size.
    """

    def __init__(self, width_of: Callable[[str], float]) -> None:
        self._width_of = width_of
        self._space = width_of(" ")
        self._words: dict[str, float] = {}

    def width(self, word: str) -> float:
        """Return the width of a word, in thousandths of the type's size."""
        known = self._words.get(word)
        if known is None:
            if len(self._words) >= KNOWN:
                self._words.clear()
            known = self._words[word] = sum(map(self._width_of, word))
        return known

    def lines(self, text: str, room: float) -> list[str]:
        """Return `text` in lines no wider than `room`, broken at spaces, and inside a word that is wider itself."""
        found = []
        for paragraph in text.split("\n"):
            line: list[str] = []
            used = 0.0
            for word in paragraph.split(" "):
                width = self.width(word)
                if line and used + self._space + width > room:
                    found.append(" ".join(line))
                    line, used = [], 0.0
                elif line:
                    used += self._space
                if width > room:
                    *whole, word = self._chopped(word, room)
                    found += whole
                    width = self.width(word)
                line.append(word)
                used += width
            found.append(" ".join(line))
        return found

    def _chopped(self, word: str, room: float) -> list[str]:
        """Return a word that is too wide in pieces that are not."""
        pieces, piece, used = [], "", 0.0
        for sign in word:
            width = self._width_of(sign)
            if piece and used + width > room:
                pieces.append(piece)
                piece, used = "", 0.0
            piece += sign
            used += width
        return [*pieces, piece]
