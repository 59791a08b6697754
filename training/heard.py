"""What the rules notice in the corpus, worked out once a message."""

from collections.abc import Sequence
from dataclasses import dataclass

from minutebook.council.assessment import Profile
from minutebook.detector import signals
from minutebook.detector.learned.encoding import plain
from minutebook.detector.learned.windows import Line
from minutebook.detector.rules import RulesDetector
from training.corpus import Thread


@dataclass(frozen=True, slots=True)
class Prepared:
    """A conversation ready for the network.

    Attributes:
        lines: of each message.
        told: what the rules notice of each message in its place.
        alone: what they notice of it with nothing before it.
    """

    thread: Thread
    lines: tuple[Line, ...]
    told: tuple[tuple[float, ...], ...]
    alone: tuple[tuple[float, ...], ...]

    def __len__(self) -> int:
        """Return how many messages it has."""
        return len(self.lines)


def prepare(threads: Sequence[Thread]) -> list[Prepared]:
    """Return conversations with what the rules notice of them."""
    detector = RulesDetector()
    return [_prepared(thread, detector) for thread in threads]


def _prepared(thread: Thread, detector: RulesDetector) -> Prepared:
    nobody = Profile()

    def told(at: int, start: int) -> tuple[float, ...]:
        return signals.together(detector.hear(thread.said[at].message, thread.context(at, start), nobody))

    return Prepared(
        thread,
        tuple(
            Line(
                each.message, plain(each.message.text), signals.alone(detector.read_alone(each.message.text))
            )
            for each in thread.said
        ),
        tuple(told(at, 0) for at in range(len(thread.said))),
        tuple(told(at, at) for at in range(len(thread.said))),
    )
