"""What the bot does about a judged message, in every mode."""

from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest

from minutebook.council.assessment import NOTHING, Assessment
from minutebook.council.concerns import DECIDING, Concern, Subject
from minutebook.council.matters import Cautioned, Matter, MatterState
from minutebook.council.responses import GRAVITY, SILENT, Place, Response, respond
from minutebook.council.settings import CautionMode

NOW = datetime(2026, 3, 10, 19, 0, tzinfo=UTC)
D, C, S, P = Concern.DECISION, Concern.CONSENSUS, Concern.STAFFING, Concern.PERSONAL_DATA
SPEAKING = (CautionMode.AUTO, CautionMode.PUBLIC, CautionMode.PRIVATE)


def judged(*concerns: Concern, review: frozenset[Concern | Subject] = frozenset()) -> Assessment:
    """An assessment with these concerns."""
    found = frozenset(concerns)
    chances = MappingProxyType(dict.fromkeys(found | review, 0.9))
    return Assessment(chances, found, frozenset(), found | review)


AUTHOR, OTHER = 7, 8
"""Who says what is judged here, and somebody else in the same talk."""


def matter(*cautioned: Concern, quietened: bool = False, alone: int | None = None) -> Matter:
    """A matter in which these were cautioned: in the group, or to one author alone."""
    return Matter(
        1,
        1,
        -5,
        None,
        MatterState.FLAGGED,
        7,
        NOW,
        NOW,
        cautioned=frozenset(Cautioned(kind, alone) for kind in cautioned),
        quietened=quietened,
    )


def answer(
    assessment: Assessment, mode: CautionMode, about: Matter | None = None, minutes: float = 0
) -> Response:
    """What is done about a message sent so many minutes ago."""
    return respond(assessment, mode, about, author=AUTHOR, sent_at=NOW - timedelta(minutes=minutes), now=NOW)


def given(response: Response) -> list[tuple[Concern, Place]]:
    """The cautions of a response."""
    return [(caution.kind, caution.place) for caution in response.cautions]


@pytest.mark.parametrize("mode", CautionMode)
def test_everyday_talk_passes_in_silence(mode: CautionMode) -> None:
    """What raises nothing causes nothing."""
    assert answer(NOTHING, mode) == SILENT


@pytest.mark.parametrize("mode", CautionMode)
def test_what_is_only_for_review_is_flagged_alone(mode: CautionMode) -> None:
    """Below the bar of a caution the clerk sees it, and it opens no matter; `off` sees nothing."""
    response = answer(judged(review=frozenset({Subject.BUSINESS})), mode)
    assert response == (SILENT if mode is CautionMode.OFF else Response(flag=True))


@pytest.mark.parametrize(
    ("mode", "concerns", "expected"),
    [
        (CautionMode.PUBLIC, (D,), [(D, Place.PUBLIC)]),
        (CautionMode.PUBLIC, (S,), [(S, Place.PUBLIC)]),
        (CautionMode.PUBLIC, (D, S), [(S, Place.PUBLIC)]),
        (CautionMode.PRIVATE, (D,), [(D, Place.PRIVATE)]),
        (CautionMode.PRIVATE, (D, P, S), [(P, Place.PRIVATE)]),
        (CautionMode.AUTO, (D,), [(D, Place.PUBLIC)]),
        (CautionMode.AUTO, (C,), [(C, Place.PUBLIC)]),
        (CautionMode.AUTO, (S,), [(S, Place.PRIVATE)]),
        (CautionMode.AUTO, (D, S), [(D, Place.PUBLIC), (S, Place.PRIVATE)]),
        (CautionMode.AUTO, (C, D, P, S), [(D, Place.PUBLIC), (P, Place.PRIVATE)]),
        (CautionMode.OBSERVE, (D, S), []),
        (CautionMode.OFF, (D, S), []),
    ],
)
def test_where_a_caution_is_given(
    mode: CautionMode, concerns: tuple[Concern, ...], expected: list[tuple[Concern, Place]]
) -> None:
    """By the mode: in the group, to the author alone, or not at all; the gravest kind speaks for its place."""
    response = answer(judged(*concerns), mode)
    assert given(response) == expected
    assert response.flag is (mode is not CautionMode.OFF)
    assert response.matter is response.flag


@pytest.mark.parametrize("concern", Concern)
def test_in_auto_what_is_sensitive_is_never_said_in_the_group(concern: Concern) -> None:
    """Only deciding and consensus are cautioned in public."""
    [(_, place)] = given(answer(judged(concern), CautionMode.AUTO))
    assert (place is Place.PUBLIC) is (concern in DECIDING)


@pytest.mark.parametrize("mode", SPEAKING)
@pytest.mark.parametrize("concern", Concern)
def test_a_kind_is_cautioned_once_a_matter(concern: Concern, mode: CautionMode) -> None:
    """What was cautioned in the matter is not said again; it is flagged all the same."""
    response = answer(judged(concern), mode, matter(concern))
    assert given(response) == []
    assert response.flag
    assert response.matter


@pytest.mark.parametrize("concern", Concern)
def test_what_one_author_alone_was_told_another_is_told_too(concern: Concern) -> None:
    """A private caution counts for its author: who says the like in the same matter has not been told yet."""
    assert given(answer(judged(concern), CautionMode.PRIVATE, matter(concern, alone=AUTHOR))) == []
    told = answer(judged(concern), CautionMode.PRIVATE, matter(concern, alone=OTHER))
    assert given(told) == [(concern, Place.PRIVATE)]
    assert told.cautions[0].covers == {Cautioned(concern, AUTHOR)}


def test_what_one_author_alone_was_told_the_group_was_not() -> None:
    """A mode changed to `public` cautions in the group what before only its author was told; once."""
    response = answer(judged(D), CautionMode.PUBLIC, matter(D, alone=AUTHOR))
    assert given(response) == [(D, Place.PUBLIC)]
    assert response.cautions[0].covers == {Cautioned(D)}


def test_agreeing_with_a_decision_that_another_alone_was_told_of_is_cautioned() -> None:
    """ "Agreed" is the same talk only for whoever was told about the decision."""
    assert given(answer(judged(C), CautionMode.PRIVATE, matter(D, alone=AUTHOR))) == []
    assert given(answer(judged(C), CautionMode.PRIVATE, matter(D, alone=OTHER))) == [(C, Place.PRIVATE)]


@pytest.mark.parametrize("graver", [Concern.STAFFING, Concern.COMPLAINT])
def test_what_is_about_people_is_named_before_what_is_confidential(graver: Concern) -> None:
    """Of a message that is confidential and about staff or a complaint, the latter is spoken of."""
    response = answer(judged(Concern.CONFIDENTIAL, graver), CautionMode.PRIVATE)
    assert given(response) == [(graver, Place.PRIVATE)]


def test_another_kind_in_the_same_matter_is_cautioned() -> None:
    """One caution a matter and kind: another kind is another."""
    assert given(answer(judged(D, S), CautionMode.AUTO, matter(D))) == [(S, Place.PRIVATE)]
    assert given(answer(judged(D), CautionMode.AUTO, matter(C))) == [(D, Place.PUBLIC)]


def test_agreement_after_a_cautioned_decision_is_the_same_talk() -> None:
    """ "Agreed" under a decision that was cautioned is not cautioned for itself."""
    assert given(answer(judged(C), CautionMode.AUTO, matter(D))) == []


@pytest.mark.parametrize("mode", SPEAKING)
def test_a_quietened_matter_is_only_flagged(mode: CautionMode) -> None:
    """After *Not council business* the group hears no more of it; the clerk does."""
    response = answer(judged(D, S), mode, matter(quietened=True))
    assert response == Response(flag=True, matter=True)


@pytest.mark.parametrize("mode", SPEAKING)
def test_late_is_not_now(mode: CautionMode) -> None:
    """A message older than half an hour when it is read is never cautioned, and marked late."""
    assert given(answer(judged(D), mode, minutes=30))
    assert answer(judged(D), mode, minutes=30.1) == Response(flag=True, matter=True, late=True)


def test_every_concern_has_its_gravity() -> None:
    """No concern is left without a place in the order in which cautions speak."""
    assert sorted(GRAVITY) == sorted(Concern)
