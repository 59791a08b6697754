"""The setting of a message: whose business it is, and what kind of talk."""

from dataclasses import dataclass

from minutebook.council.concerns import DECIDING, Concern, Subject
from minutebook.detector.reading import Reading
from minutebook.detector.rulebook import Hit, Sign

ENOUGH = 0.5
"""The probability from which something is taken to be so."""

TALKING: frozenset[Concern] = DECIDING | {Concern.PREDETERMINATION}
"""Concerns about how something is decided, whatever it is."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One message read on its own: its text, what it meets, and the signs among that."""

    reading: Reading
    hits: tuple[Hit, ...]
    signs: frozenset[Sign]

    @property
    def private(self) -> bool:
        """Whether it is about the sender's own or social affairs and not plainly the council's."""
        if Sign.COUNCIL in self.signs:
            return False
        if Sign.OWN in self.signs:
            return True
        return Sign.SOCIAL in self.signs and Sign.PARISH not in self.signs

    @property
    def business(self) -> bool:
        """Whether its own words show that it is about council business."""
        if self.private:
            return False
        if self.signs & {Sign.COUNCIL, Sign.PARISH, Sign.MATTER, Sign.MONEY}:
            return True
        return any(_substantial(hit) for hit in self.hits)

    @property
    def named(self) -> bool:
        """Whether it names something that councils look after."""
        return bool(self.signs & {Sign.COUNCIL, Sign.PARISH, Sign.MATTER})

    @property
    def arranging(self) -> bool:
        """Whether it is about who, when and where, and no money is at stake."""
        return Sign.ARRANGING in self.signs and Sign.MONEY not in self.signs

    @property
    def puts_a_proposal(self) -> bool:
        """Whether a bare "yes" after it would agree to something of the council's."""
        if self.private or self.arranging or self.signs & {Sign.AGENDA, Sign.REPORT}:
            return False
        strengths = [hit.weight if self.business else hit.alone for hit in self.hits if hit.sign in TALKING]
        asked = max(strengths, default=0.0) >= ENOUGH
        return asked or (Sign.SUGGESTING in self.signs and self.business and Sign.ORDERING not in self.signs)


def _substantial(hit: Hit) -> bool:
    """Say whether a hit is of itself the council's business: a subject, or a sensitive concern."""
    return isinstance(hit.sign, Subject | Concern) and hit.sign not in TALKING and hit.alone >= ENOUGH


def sentence(lower: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence round `start` to `end` begins and ends in `lower`."""
    first = max(lower.rfind(mark, 0, start) for mark in ".!?\n;") + 1
    ends = [at for mark in ".!?\n;" if (at := lower.find(mark, max(start, end - 1))) >= 0]
    return first, min(ends, default=len(lower) - 1) + 1


def asked(lower: str, hit: Hit) -> bool:
    """Say whether the sentence `hit` stands in is a question."""
    first, last = sentence(lower, hit.start, hit.end)
    return lower[first:last].rstrip().endswith("?")
