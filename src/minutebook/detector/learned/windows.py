"""A message among those before it, as the head of the model is given it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from minutebook.council.assessment import Context
from minutebook.council.messages import Message
from minutebook.detector.learned.counting import BEFORE
from minutebook.detector.learned.encoding import BESIDE, answered_in, beside, stretch
from minutebook.detector.learned.network import Floats, Pair, Window
from minutebook.detector.signals import ALONE

PLACES = 16
"""Messages in a window, the judged one included."""


@dataclass(frozen=True, slots=True)
class Line:
    """A message with its plain line and what is told of it alone."""

    message: Message
    plain: str
    alone: tuple[float, ...]


Look = Callable[[str], tuple[str, tuple[float, ...]]]
"""Returns a text's plain line, and what is told of it alone."""


def lines(message: Message, context: Context, look: Look) -> list[Line]:
    """Return the messages of the chat that count, oldest first, `message` last.

    What `message` answers is put first where it is older than the rest.
    """
    kept = list(context.earlier[-(PLACES + 3) :])
    answered = context.answered
    if answered is not None and all(each.key != answered.key for each in kept):
        kept.insert(0, answered)
    return [Line(each, *look(each.text)) for each in (*kept, message)]


def pair(talk: Sequence[Line], at: int, answered: Message | None, line: str | None = None) -> Pair:
    """Return the message at `at` and what is shown beside it, as the encoder is given them.

    Args:
        line: what to read instead of the first stretch of its own plain line.
    """
    message = talk[at].message
    known = next((each for each in talk if answered is not None and each.message.key == answered.key), None)
    before = [(each.message, each.plain) for each in talk[max(0, at - BESIDE) : at]]
    said = stretch(talk[at].plain) if line is None else line
    return said, beside(message, before, (known.message, known.plain) if known else None)


def pairs(talk: Sequence[Line], context: Context) -> list[Pair]:
    """Return the pairs of the last `PLACES` messages, oldest first."""
    last = len(talk) - 1
    return [
        pair(talk, at, context.answered if at == last else answered_in(talk[at].message, context))
        for at in range(max(0, len(talk) - PLACES), len(talk))
    ]


def before(talk: Sequence[Line]) -> list[str]:
    """Return the plain lines whose words are counted with the last message: of those right before it."""
    return [each.plain for each in talk[-1 - BEFORE : -1]]


def window(
    talk: Sequence[Line], vectors: Floats, answered: Message | None, signals: Sequence[float]
) -> Window:
    """Return the window of the last message.

    Args:
        vectors: the encoder's output for the last `PLACES` messages, oldest first.
        signals: what the rules notice of the last message.
    """
    shown = talk[-len(vectors) :]
    last = shown[-1].message
    empty = PLACES - len(shown)
    width = vectors.shape[1] + ALONE
    filled = np.zeros((PLACES, width), dtype=np.float32)
    filled[empty:, : vectors.shape[1]] = vectors
    filled[empty:, vectors.shape[1] :] = [each.alone for each in shown]
    same = [int(each.message.sender.id == last.sender.id) for each in shown[:-1]]
    replied = [int(answered is not None and each.message.key == answered.key) for each in shown[:-1]]
    blank = [0] * empty
    return Window(
        filled,
        np.array([False] * empty + [True] * len(shown)),
        np.array([*blank, *same, 1], dtype=np.int64),
        np.array([*blank, *replied, 0], dtype=np.int64),
        np.array(signals, dtype=np.float32),
    )
