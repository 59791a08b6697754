"""What a detector is given and what it answers.

The interface is final: `assess(message, context, profile) -> Assessment`. Detectors differ behind
it; nothing else in the house knows which one is at work.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from minutebook.council.concerns import Concern, Label, Subject
from minutebook.council.messages import Message


@dataclass(frozen=True, slots=True)
class Context:
    """What the chat held when the message came.

    Attributes:
        earlier: messages before it in the same chat (and topic), oldest first, at most a few dozen.
        answered: the message it replies to, if the bot still remembers it.
    """

    earlier: tuple[Message, ...] = ()
    answered: Message | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A message the clerk has judged, from which a detector may learn. Its text is not kept.

    Two are never equal: each is one word of the clerk's.

    Attributes:
        labels: what the detector had called it.
        raises: whether it was put on the record; else it was dismissed.
        vector: what it was like, of length one.
        model: whose numbers these are; another model's mean nothing beside them.
    """

    labels: frozenset[Label]
    raises: bool
    vector: Sequence[float]
    model: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What a detector knows of one council: pure data, replaced whole when the council changes it.

    Attributes:
        words: a council's own words for a concern or subject, lower case.
        ignored: phrases that say nothing in this council, lower case.
        meetings: when the council met or will meet, aware, all in its own zone.
        examples: what its clerk has judged.
        thresholds: probability from which a label is cautioned; others take the detector's own.
        staff_names: names of the council's clerk and deputy, lower case, for "about the clerk".
    """

    words: Mapping[Label, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    ignored: tuple[str, ...] = ()
    meetings: tuple[datetime, ...] = ()
    examples: tuple[Example, ...] = ()
    thresholds: Mapping[Label, float] = field(default_factory=lambda: MappingProxyType({}))
    staff_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """The words that told.

    Attributes:
        label: what they told.
        start, end: Python string indices into the message's text; (0, 0) when the context told.
        reason: a short plain phrase, such as "asks members to agree".
    """

    label: Label
    start: int
    end: int
    reason: str


REPORTED = "told as decided elsewhere"
"""The reason given for what is on the clerk's list as the report of a decision alone (`Assessment.reported`)."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a detector makes of one message.

    Attributes:
        probabilities: every label with a probability above zero, 0 to 1.
        concerns: what would be cautioned (at or above the upper bar).
        subjects: what makes it business of substance.
        review: labels above the clerk's lower bar, those in `concerns` included.
        why: spans and reasons, at least one for each concern.
        reported: concerns in `review` that would be cautioned or listed were they not told as decided at a meeting. That
            is the author's word: the clerk may look, but they are no decision of this chat until somebody says so.
        vector: what the message is like, to be kept with an example the clerk gives; empty where the
            detector does not compare, or where it is too short to be like anything.
        model: whose numbers these are; "" where there are none.
    """

    probabilities: Mapping[Label, float]
    concerns: frozenset[Concern]
    subjects: frozenset[Subject]
    review: frozenset[Label]
    why: tuple[Why, ...] = ()
    vector: tuple[float, ...] = ()
    model: str = ""
    reported: frozenset[Concern] = frozenset()

    @property
    def warns(self) -> bool:
        """Whether the message deserves a caution."""
        return bool(self.concerns)

    @property
    def records(self) -> bool:
        """Whether the message is a council record (Barrowby 10.2)."""
        return bool(self.concerns or self.subjects)


NOTHING = Assessment(MappingProxyType({}), frozenset(), frozenset(), frozenset())
"""The assessment of a message that is neither a concern nor business."""


class Detector(Protocol):
    """Judges messages. Pure: the same arguments always give the same answer; called from a worker thread."""

    def assess(self, message: Message, context: Context, profile: Profile) -> Assessment:
        """Judge `message` as it stands in `context`, for the council described by `profile`."""
        ...
