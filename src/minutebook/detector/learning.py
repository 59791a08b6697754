"""What the clerk has taught: messages like those judged before become a little more or less likely.

Only the clerk's word counts, only near neighbours count, the shift is capped, what is plainly a decision stays
one, and what would have been cautioned stays on the clerk's list: a council cannot be talked into silence.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from minutebook.council.assessment import Example
from minutebook.council.concerns import Concern, Label


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one example counts.

    Attributes:
        near: likeness (cosine) from which it counts at all; it depends on what the numbers are.
        step: what an example exactly alike shifts, in logits.
        raised: the share of it by which a concern is raised.
        cap: the most that all together shift, in logits.
        decided: logit from which a decision is plain.
        asked: logit from which a request for agreement is plain.
    """

    near: float = 0.5
    step: float = 2.0
    raised: float = 1.0
    cap: float = 3.0
    decided: float = 0.0
    asked: float = 2.2


READ = Reach(near=0.6)
"""For the vectors and the calibrated logits of a model that reads: a decision is plain where it is likelier than not.

Of what the model takes for that in the validation councils, nine in ten and more are decisions: a dismissal that
quietened them would nearly always be wrong. A request for agreement is plain from 0.9. What is less alike than 0.6 is
another matter: from 0.5 on, what the clerk records would list three in ten more clean messages there.
"""

SPOKEN = replace(READ, raised=0.0)
"""The same for what is said in the group: *Record* says that something is the council's business and is to be shown to
the clerk sooner, not that it should have been said elsewhere. Tried by `python -m training replay`: cautions that rise
with it are wrong more often than right."""


def shifted(
    logits: Mapping[Label, float],
    likenesses: Iterable[float | None],
    examples: Iterable[Example],
    reach: Reach = READ,
    *,
    plain: bool = False,
) -> dict[Label, float]:
    """Return the logits as the council's examples move them.

    Where a decision is plain nothing is lowered, and where a request for agreement is, that is not.

    Args:
        logits: of the labels that may be moved.
        likenesses: how like each of the examples the message is, -1 to 1; None or NaN where it cannot be told.
        examples: what the clerk has judged.
        plain: whether a decision is plain by its words, whatever its logit.
    """
    pushes: dict[Label, float] = {}
    for alike, example in zip(likenesses, examples, strict=True):
        if alike is None or math.isnan(alike) or alike <= reach.near:
            continue
        push = reach.step * (min(alike, 1.0) - reach.near) / (1 - reach.near)
        for label in example.labels:
            share = (reach.raised if isinstance(label, Concern) else 1.0) if example.raises else -1.0
            pushes[label] = pushes.get(label, 0.0) + share * push
    moved = dict(logits)
    for label, push in pushes.items():
        if label in moved and not (push < 0 and (plain or _stands(label, logits, reach))):
            moved[label] += max(-reach.cap, min(reach.cap, push))
    return moved


def _stands(label: Label, logits: Mapping[Label, float], reach: Reach) -> bool:
    """Say whether a label is not to be lowered."""
    if logits.get(Concern.DECISION, -math.inf) >= reach.decided:
        return True
    return label is Concern.CONSENSUS and logits[label] >= reach.asked


def kept(cautioned: Iterable[Label]) -> frozenset[Label]:
    """Return what stays on the clerk's list whatever was taught: every concern that would have been cautioned.

    Of the next warning of a fraud, or the next complaint, the clerk must hear, however many were dismissed.

    Args:
        cautioned: labels that would be given if nothing had been taught.
    """
    return frozenset(label for label in cautioned if isinstance(label, Concern))
