"""Matters: what a caution, a consensus or an agenda item is about. A matter holds no text."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from minutebook.council.concerns import Concern


class MatterState(StrEnum):
    """Where a matter stands in the register."""

    FLAGGED = "flagged"
    ON_AGENDA = "on_agenda"
    RESOLVED = "resolved"
    NOT_TAKEN = "not_taken"
    DELEGATED = "delegated"
    WITHDRAWN = "withdrawn"


OPEN_STATES: frozenset[MatterState] = frozenset({MatterState.FLAGGED, MatterState.ON_AGENDA})


@dataclass(frozen=True, slots=True)
class Cautioned:
    """That a kind was cautioned in a matter.

    Attributes:
        author: user id of whom alone was told; None where the group was, and so everyone in it.
    """

    kind: Concern
    author: int | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter in a chat.

    Attributes:
        id: the store's key.
        council_id, chat_id, topic_id: where it is talked about.
        state: where it stands.
        raised_by: user id of who raised it.
        opened_at, last_at: aware UTC of its first and latest message.
        cautioned: what was cautioned already: in the group one caution a matter and kind, in private one an author.
        agreeing: user ids of those who have agreed.
        quietened: whether somebody in the group has pressed *Not council business*.
        consensus_told: whether the group and the clerk have been told that a quorum agrees.
    """

    id: int
    council_id: int
    chat_id: int
    topic_id: int | None
    state: MatterState
    raised_by: int
    opened_at: datetime
    last_at: datetime
    cautioned: frozenset[Cautioned] = frozenset()
    agreeing: frozenset[int] = frozenset()
    quietened: bool = False
    consensus_told: bool = False

    def was_told(self, kind: Concern, author: int | None) -> bool:
        """Whether a kind was cautioned here in the group, or to `author` alone where one is given."""
        return bool(self.cautioned & {Cautioned(kind), Cautioned(kind, author)})


def belongs_to(
    candidates: Iterable[Matter],
    *,
    answered_matter: int | None,
    topic_id: int | None,
    at: datetime,
    quiet: timedelta,
) -> Matter | None:
    """Return the matter that a new message takes up, or None.

    A reply takes up the matter of what it answers, or where its reply chain began. Anything else takes up
    the topic's latest open matter if that was last spoken of no more than `quiet` ago; what names a thing
    of its own is not given matters that it does not go on with (`topics.may_go_on`). What somebody has
    called no council business takes in replies only: it must not silence the next question.

    Args:
        candidates: the chat's open matters, in any order.
        answered_matter: the matter of the message replied to, if it has one.
        topic_id: the forum topic the message is in, or None.
        at: when it was sent, aware UTC.
    """
    known = sorted(candidates, key=lambda matter: (matter.last_at, matter.id), reverse=True)
    for matter in known:
        if matter.id == answered_matter:
            return matter
    for matter in known:
        near = matter.topic_id == topic_id and at - matter.last_at <= quiet
        if near and matter.state in OPEN_STATES and not matter.quietened:
            return matter
    return None


class Stance(StrEnum):
    """What an answer to a proposal says."""

    AGREES = "agrees"
    OBJECTS = "objects"


_OBJECTION = re.compile(
    r"\b(?:no|nope|not|don'?t|can'?t|won'?t|cannot|object|objection|against|oppose[ds]?|disagree|nay|neither"
    r"|never|veto|na|nac ydw)\b|👎",
    re.IGNORECASE,
)
_NO_OBJECTION = re.compile(
    r"\b(?:no (?:objections?|problem|issues?|worries)|not against|why not|can'?t see why not|don'?t mind)\b",
    re.IGNORECASE,
)


def stance(text: str) -> Stance:
    """Return whether an answer that bears on a proposal agrees with it or objects to it.

    Used only for messages the detector has already called `consensus`; the labelling guide counts
    both agreement and objection so, and a tally needs to tell them apart. Half-hearted agreement
    that a rule cannot tell from objection is read as objection: the tally then says "at least".
    """
    rest = _NO_OBJECTION.sub(" ", text.replace("\u2019", "'"))
    return Stance.OBJECTS if _OBJECTION.search(rest) else Stance.AGREES


def tally(agreeing: Collection[int], counted: Mapping[int, bool]) -> int:
    """Return how many of those agreeing count: each current human member who is not staff, once.

    Args:
        agreeing: user ids, in any number and order.
        counted: whether each known person counts (see `roles.counts`); an unknown person does not.
    """
    return sum(1 for person in set(agreeing) if counted.get(person, False))


def consensus_reached(count: int, quorum: int, *, already_told: bool) -> bool:
    """Whether the clerk and the group are now to be told that a quorum agrees in the chat."""
    return count >= quorum and not already_told
