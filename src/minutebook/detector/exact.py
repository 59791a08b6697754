"""What is told by its shape or its check digits, whatever the conversation: no model has the last word on it.

A National Insurance number is one in any talk (Barrowby 6, 9); a trained model has seen too few to know.
"""

import math
from collections.abc import Mapping

from minutebook.council.concerns import Label
from minutebook.detector import forms
from minutebook.detector.rules import Heard
from minutebook.detector.sensitive import CODE

_CERTAIN = {
    forms.NATIONAL_INSURANCE: 0.75,
    forms.NHS: 0.75,
    forms.BANK: 0.75,
    forms.MOBILE: 0.75,
    forms.OFFICIAL: 0.6,
    forms.BORN: 0.6,
    CODE: 0.75,
}
"""What the setting must leave of a hit for it to be beyond doubt."""

_WORTH_A_LOOK = dict.fromkeys((*_CERTAIN, forms.UNNAMED_MOBILE), 0.5)
"""The same for it to be shown to the clerk."""


def exact(heard: Heard) -> frozenset[Label]:
    """Return the labels that a message has by what is unmistakable in it: a number, a mobile, a password."""
    return _reaching(heard, _CERTAIN)


def noticed(heard: Heard) -> frozenset[Label]:
    """Return the labels that a clerk should look at for the same: what has the shape, and less certainty."""
    return _reaching(heard, _WORTH_A_LOOK)


def _reaching(heard: Heard, least: Mapping[str, float]) -> frozenset[Label]:
    """Return the labels of which a hit for one of these reasons is at least as strong as is asked of it."""
    return frozenset(
        label
        for label, reasons in heard.found.items()
        if any(strength >= least.get(hit.reason, math.inf) for strength, hit in reasons)
    )
