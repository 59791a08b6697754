"""What the bot does about a judged message: flag it, caution its author, where, and under which head."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from minutebook.council.assessment import Assessment
from minutebook.council.concerns import DECIDING, Concern
from minutebook.council.matters import Cautioned, Matter
from minutebook.council.schedule import is_late
from minutebook.council.settings import CautionMode

GRAVITY: tuple[Concern, ...] = (
    Concern.SECURITY,
    Concern.PERSONAL_DATA,
    Concern.STAFFING,
    Concern.COMPLAINT,
    Concern.CONFIDENTIAL,
    Concern.LEGAL,
    Concern.CONDUCT,
    Concern.PREDETERMINATION,
    Concern.DECISION,
    Concern.CONSENSUS,
)
"""Which concern a caution speaks of first when a message has several."""


class Place(StrEnum):
    """Where a caution is given."""

    PUBLIC = "public"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Caution:
    """One caution to give.

    Attributes:
        kind: the concern it speaks of.
        covers: all it settles for the matter, so that none of it is cautioned again to those who were told.
        place: a reply in the group, or the author's private chat.
    """

    kind: Concern
    covers: frozenset[Cautioned]
    place: Place


@dataclass(frozen=True, slots=True)
class Response:
    """What is to be done about a message.

    Attributes:
        flag: whether it goes on the clerk's list.
        matter: whether it opens or continues a matter.
        cautions: none, one, or one in each place.
        late: whether it was too old to be cautioned.
    """

    flag: bool = False
    matter: bool = False
    cautions: tuple[Caution, ...] = ()
    late: bool = False


SILENT = Response()


def respond(
    assessment: Assessment,
    mode: CautionMode,
    matter: Matter | None,
    *,
    author: int,
    sent_at: datetime,
    now: datetime,
) -> Response:
    """Decide what to do about one message.

    Args:
        assessment: what the detector made of it.
        mode: how the council wants cautions given; `off` neither cautions nor flags.
        matter: the matter it takes up, or None.
        author: id of who said it; what they alone are told counts for them alone.
        sent_at: when it was sent (or edited), aware UTC.
        now: when it is read, aware UTC.
    """
    if mode is CautionMode.OFF or not (assessment.concerns or assessment.review):
        return SILENT
    late = is_late(sent_at, now)
    opens = bool(assessment.concerns)
    if not opens or mode is CautionMode.OBSERVE or late or (matter and matter.quietened):
        return Response(flag=True, matter=opens, late=late)
    return Response(flag=True, matter=True, cautions=_cautions(assessment.concerns, mode, matter, author))


def _cautions(
    concerns: frozenset[Concern], mode: CautionMode, matter: Matter | None, author: int
) -> tuple[Caution, ...]:
    groups: list[tuple[Place, frozenset[Concern]]] = []
    if mode is CautionMode.PUBLIC:
        groups.append((Place.PUBLIC, concerns))
    elif mode is CautionMode.PRIVATE:
        groups.append((Place.PRIVATE, concerns))
    else:
        groups.append((Place.PUBLIC, concerns & DECIDING))
        groups.append((Place.PRIVATE, concerns - DECIDING))
    given = []
    for place, kinds in groups:
        whom = author if place is Place.PRIVATE else None
        fresh = [kind for kind in GRAVITY if kind in kinds and not (matter and matter.was_told(kind, whom))]
        # "Agreed" after a decision was cautioned is the same talk, not a new one.
        if matter and fresh == [Concern.CONSENSUS] and matter.was_told(Concern.DECISION, whom):
            continue
        if fresh:
            covers = frozenset(Cautioned(kind, whom) for kind in kinds)
            given.append(Caution(fresh[0], covers, place))
    return tuple(given)
