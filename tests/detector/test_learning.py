"""What the clerk has judged moves what is like it: so far, no further, and never what is plainly a decision."""

import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.assessment import Assessment, Context, Example, Profile
from minutebook.council.concerns import Concern, Label, Subject
from minutebook.council.messages import Message, Sender
from minutebook.detector import trigrams
from minutebook.detector.learning import READ, shifted
from minutebook.detector.rules import RulesDetector

DECISION = "Right, that's agreed then. Tell Hendersons to start on Monday."
BANTER = "I vote that Hugh brings the {} on Saturday"
HALF: dict[Label, float] = {Concern.CONSENSUS: 0.5, Subject.FINANCE: 0.5}


def example(*labels: Label, raises: bool = False, vector: tuple[float, ...] = (), model: str = "") -> Example:
    """Something the clerk has judged."""
    return Example(frozenset(labels), raises, vector, model)


@pytest.fixture(scope="module")
def detector() -> RulesDetector:
    """The rules."""
    return RulesDetector()


def judged(detector: RulesDetector, text: str, *examples: Example, **profile: object) -> Assessment:
    """What the rules make of a text for a council that has taught them so much."""
    message = Message(-1, 1, Sender(7, "Cllr Ann Harrow"), datetime(2026, 3, 10, 19, tzinfo=UTC), text)
    return detector.assess(message, Context(), Profile(examples=examples, **profile))  # type: ignore[arg-type]


def dismissed(detector: RulesDetector, text: str, *, raises: bool = False) -> Example:
    """The example that a decision about a flagged text makes."""
    what = judged(detector, text)
    assert what.vector
    return Example(frozenset(what.review), raises, what.vector, what.model)


def test_an_example_moves_its_labels_alone() -> None:
    """A dismissal lowers the labels it had, a record raises them, and no other label moves."""
    lower = shifted(HALF, [1.0], [example(Concern.CONSENSUS)])
    assert lower == {Concern.CONSENSUS: 0.5 - READ.step, Subject.FINANCE: 0.5}
    higher = shifted(HALF, [1.0], [example(Subject.FINANCE, raises=True)])
    assert higher == {Concern.CONSENSUS: 0.5, Subject.FINANCE: 0.5 + READ.step}


@pytest.mark.parametrize("alike", [None, math.nan, -1.0, 0.0, READ.near])
def test_what_is_not_near_counts_for_nothing(alike: float | None) -> None:
    """What is not alike, and what cannot be compared, moves nothing."""
    assert shifted(HALF, [alike], [example(Concern.CONSENSUS)]) == HALF


@given(
    st.dictionaries(st.sampled_from([*Concern, *Subject]), st.floats(-30, 30), min_size=1),
    st.lists(
        st.tuples(
            st.floats(-1.01, 1.01) | st.none() | st.just(math.nan),
            st.frozensets(st.sampled_from([*Concern, *Subject]), max_size=3),
            st.booleans(),
        ),
        max_size=12,
    ),
)
def test_the_shift_is_capped_and_a_plain_decision_stands(
    logits: dict[Label, float], taught: list[tuple[float | None, frozenset[Label], bool]]
) -> None:
    """However much was taught: no label moves past the cap, and a plain decision lowers in nothing."""
    examples = [Example(labels, raises, (), "") for _, labels, raises in taught]
    moved = shifted(logits, [alike for alike, _, _ in taught], examples)
    assert moved.keys() == logits.keys()
    plain = logits.get(Concern.DECISION, -99) >= READ.decided
    for label, after in moved.items():
        assert abs(after - logits[label]) <= READ.cap + 1e-9
        held = plain or (label is Concern.CONSENSUS and logits[label] >= READ.asked)
        assert not (held and after < logits[label])


def test_trigrams_tell_wordings_apart() -> None:
    """A text is wholly like itself, nearly like one with another word in it, hardly like another; short is nothing."""

    def alike(one: str, other: str) -> float:
        return sum(a * b for a, b in zip(trigrams.vector(one), trigrams.vector(other), strict=True))

    jam = BANTER.format("jam").lower()
    assert alike(jam, jam) == pytest.approx(1)
    assert alike(jam, BANTER.format("cream").lower()) > 0.7
    assert alike(jam, "the boiler at the pavilion has packed up again") < 0.4
    assert trigrams.vector("yes, fine by me") == ()


@given(st.text(max_size=2_000))
def test_any_text_has_a_likeness_of_length_one_or_none(text: str) -> None:
    """Whatever is in it, lone surrogates too."""
    vector = trigrams.vector(text + "\ud800")
    assert not vector or math.sqrt(sum(each * each for each in vector)) == pytest.approx(1)
    assert len(vector) in (0, trigrams.WIDTH)


def test_another_make_of_vector_is_passed_over(detector: RulesDetector) -> None:
    """An example of another model, or of another width, moves nothing."""
    said = BANTER.format("jam")
    known = dismissed(detector, said)
    other = example(*known.labels, vector=tuple(known.vector), model="another")
    short = example(*known.labels, vector=tuple(known.vector)[:9], model=known.model)
    assert judged(detector, said, other, short).probabilities == judged(detector, said).probabilities


def test_what_is_like_something_dismissed_is_flagged_less(detector: RulesDetector) -> None:
    """Two dismissals of alike banter quieten a third, which the clerk still sees; what is not alike is as it was."""
    taught = [dismissed(detector, BANTER.format(what)) for what in ("jam", "cream")]
    assert judged(detector, BANTER.format("butter")).concerns == {Concern.CONSENSUS}
    after = judged(detector, BANTER.format("butter"), *taught)
    assert not after.concerns
    assert after.review == {Concern.CONSENSUS}
    other = "Shall we order a new kettle for the hall kitchen?"
    assert judged(detector, other, *taught).probabilities == judged(detector, other).probabilities


def test_what_is_like_something_recorded_is_flagged_sooner(detector: RulesDetector) -> None:
    """What was for the clerk's list alone is cautioned once its like was recorded."""
    said = "All agreed minutes are with Ruth, go ahead and read them"
    assert not judged(detector, said).concerns
    assert judged(detector, said, dismissed(detector, said, raises=True)).concerns == {Concern.DECISION}


@pytest.mark.parametrize(
    ("text", "concern"),
    [
        ("I've clicked it and typed my council password in, what now?", Concern.SECURITY),
        ("The caretaker has been off sick with stress and her appraisal is overdue.", Concern.STAFFING),
        ("Everyone OK for the grant to the scouts? Thumbs up please", Concern.CONSENSUS),
    ],
)
def test_what_would_be_cautioned_is_never_off_the_list(
    detector: RulesDetector, text: str, concern: Concern
) -> None:
    """Dismissed ten times in its very words, a concern that was cautioned is still told to the clerk, and why."""
    assert concern in judged(detector, text).concerns
    after = judged(detector, text, *[dismissed(detector, text)] * 10)
    assert concern in after.review
    assert concern in {why.label for why in after.why}


def test_a_blunt_decision_is_never_talked_down(detector: RulesDetector) -> None:
    """Dismissed ten times in its very words, it has the probability it had."""
    taught = [dismissed(detector, DECISION)] * 10
    assert judged(detector, DECISION, *taught).probabilities == judged(detector, DECISION).probabilities


def test_the_council_s_own_word_stands(detector: RulesDetector) -> None:
    """A dismissal does not undo a word that the council has taught; only its removal does."""
    said, words = "The HR panel met on Friday.", {Concern.STAFFING: ("hr panel",)}
    what = judged(detector, said, words=words)
    known = Example(frozenset(what.review), raises=False, vector=what.vector, model=what.model)
    assert judged(detector, said, known, known, words=words).concerns == {Concern.STAFFING}


def test_a_meeting_s_date_makes_a_report_of_it(detector: RulesDetector) -> None:
    """What cites the day of an entered meeting is no decision; without the date it is."""
    said = "On 3 March we agreed to go with Hendersons for the fence."
    assert Concern.DECISION in judged(detector, said).concerns
    assert not judged(detector, said, meetings=(datetime(2026, 3, 3, 19, 30, tzinfo=UTC),)).concerns


def test_what_is_not_flagged_is_not_compared(detector: RulesDetector) -> None:
    """A message that is nothing has no vector: it could become no example."""
    assert judged(detector, "Lovely sunset over the green tonight.").vector == ()
