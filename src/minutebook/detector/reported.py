"""What is told as decided at a meeting is not cautioned, yet stays on the clerk's list.

Anyone may cite a meeting or a minute, and no detector knows whether it resolved that: a false citation must not make
a decision disappear (settled question 25 takes the caution away, nothing else).
"""

from dataclasses import replace

from minutebook.council.assessment import REPORTED, Assessment
from minutebook.council.concerns import DECIDING, Concern, Label, Subject

_ORDER: tuple[Label, ...] = (*Concern, *Subject)


def listed(judged: Assessment, uncited: Assessment) -> Assessment:
    """Return what a message comes to, with what it would be cautioned for but for the meeting on the clerk's list.

    Args:
        judged: the message as the report it seems to be.
        uncited: the same as if it cited nothing, and the clerk had taught nothing.
    """
    reported = (uncited.concerns & DECIDING) - judged.concerns
    if not reported:
        return judged
    told = [why for why in judged.why if why.label not in reported]
    told += [replace(why, reason=REPORTED) for why in uncited.why if why.label in reported]
    return replace(
        judged,
        review=judged.review | reported,
        why=tuple(sorted(told, key=lambda each: _ORDER.index(each.label))),
        reported=reported,
    )
