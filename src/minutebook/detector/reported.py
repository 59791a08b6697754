"""What is told as decided at a meeting is not cautioned, yet stays on the clerk's list.

Anyone may cite a meeting or a minute, and no detector knows whether it resolved that: a false citation must not make
a decision disappear (settled question 25 takes the caution away, nothing else). What is asked of the members is asked
here and now: it keeps its caution too, and so does a poll, which is a vote taken in the chat.
"""

from dataclasses import replace

from minutebook.council.assessment import REPORTED, Assessment, Profile
from minutebook.council.concerns import DECIDING, Concern, Label, Subject
from minutebook.council.messages import Message
from minutebook.detector.meetings import cites_meeting

_ORDER: tuple[Label, ...] = (*Concern, *Subject)


def quietened(message: Message, lower: str, profile: Profile) -> frozenset[Concern]:
    """Return the concerns that a message is not cautioned for because it reports what a meeting resolved.

    Args:
        message: what was said, and when.
        lower: its words as read: lower case, with plain quotes and single spaces.
        profile: when the council meets.
    """
    if message.poll is not None or not cites_meeting(lower, message.sent_at, profile.meetings):
        return frozenset()
    return DECIDING - {Concern.CONSENSUS} if "?" in lower else DECIDING


def listed(judged: Assessment, uncited: Assessment) -> Assessment:
    """Return what a message comes to, with what it would be cautioned or listed for but for the meeting on the list.

    Args:
        judged: the message as the report it seems to be.
        uncited: the same as if it cited nothing, and the clerk had taught nothing.
    """
    reported = DECIDING & ((uncited.concerns - judged.concerns) | (uncited.review - judged.review))
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
