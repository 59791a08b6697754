"""What the rules notice, as numbers: a model that reads is given them beside the words.

The order is part of a trained model: whoever changes it trains the model again (`make retrain`).
"""

from minutebook.council.concerns import Concern, Label, Subject
from minutebook.detector.rulebook import Sign
from minutebook.detector.rules import Heard
from minutebook.detector.scene import Scene
from minutebook.detector.weigh import probability

LABELS: tuple[Label, ...] = (*Concern, *Subject)
"""Every label, in the order of a model's outputs."""

_SIGNS = (Sign.REPORT, Sign.AGENDA, Sign.ANSWERING, Sign.MONEY, Sign.PARISH, Sign.COUNCIL)

ALONE = 5
"""How many numbers `alone` returns."""

TOGETHER = len(LABELS) + 4 + ALONE + len(_SIGNS)
"""How many numbers `together` returns."""


def alone(scene: Scene) -> tuple[float, ...]:
    """Return what can be told of a message by itself, each 0 or 1."""
    return tuple(
        float(each)
        for each in (
            scene.puts_a_proposal,
            scene.private,
            scene.business,
            scene.arranging,
            Sign.REPORT in scene.signs,
        )
    )


def together(heard: Heard) -> tuple[float, ...]:
    """Return what can be told of a message in its chat, each from 0 to 1: the labels' weights come first."""
    talk = heard.talk
    weights = (probability(heard.found[label]) if label in heard.found else 0.0 for label in LABELS)
    state = (talk.proposal, talk.business, talk.private, talk.judging)
    signs = (sign in heard.scene.signs for sign in _SIGNS)
    return (*weights, *(float(each) for each in state), *alone(heard.scene), *(float(each) for each in signs))
