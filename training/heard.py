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
    """A conversation ready for the network: a line and the rules' signals for each message."""

    thread: Thread
    lines: tuple[Line, ...]
    told: tuple[tuple[float, ...], ...]

    def __len__(self) -> int:
        """Return how many messages it has."""
        return len(self.lines)


def prepare(threads: Sequence[Thread]) -> list[Prepared]:
    """Return conversations with what the rules notice of them."""
    detector = RulesDetector()
    nobody = Profile()
    return [
        Prepared(
            thread,
            tuple(
                Line(
                    each.message,
                    plain(each.message.text),
                    signals.alone(detector.read_alone(each.message.text)),
                )
                for each in thread.said
            ),
            tuple(
                signals.together(detector.hear(each.message, thread.context(at), nobody))
                for at, each in enumerate(thread.said)
            ),
        )
        for thread in threads
    ]
