"""What the clerk has taught: messages like those judged before become a little more or less likely.

Only the clerk's word counts, only near neighbours count, the shift is capped, and what is plainly a
decision stays one: a council cannot be talked into silence.
"""

from collections.abc import Mapping, Sequence

from minutebook.council.assessment import Example
from minutebook.council.concerns import Concern, Label

NEAR = 0.80
"""Likeness (cosine) from which an example counts at all."""

STEP = 2.0
"""What an example exactly alike shifts, in logits."""

CAP = 3.0
"""The most that all examples together shift, in logits."""

PLAIN = 2.2
"""Logit from which a decision or a request for agreement is plain, and no example lowers it: 0.9."""

_HELD_PLAIN = frozenset({Concern.DECISION, Concern.CONSENSUS})


def shifted(
    logits: Mapping[Label, float], vector: Sequence[float], examples: Sequence[Example]
) -> dict[Label, float]:
    """Return the logits as the council's examples move them.

    Args:
        logits: calibrated, of every label.
        vector: what the message is like, of length one.
        examples: what the clerk has judged, each with such a vector.
    """
    moved = dict(logits)
    pushes: dict[Label, float] = {}
    for example in examples:
        if len(example.vector) != len(vector):
            continue  # an earlier model's
        alike = sum(a * b for a, b in zip(vector, example.vector, strict=True))
        if alike > NEAR:
            push = STEP * (alike - NEAR) / (1 - NEAR)
            pushes[example.label] = pushes.get(example.label, 0.0) + (push if example.raises else -push)
    for label, push in pushes.items():
        if push < 0 and label in _HELD_PLAIN and logits[label] >= PLAIN:
            continue
        moved[label] += max(-CAP, min(CAP, push))
    return moved
