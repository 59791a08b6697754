"""What the clerk has judged, beside a model that reads: its vectors are compared all at once."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

pytest.importorskip("onnxruntime", reason="the model's packages are not installed here")

import numpy as np

from minutebook.council.assessment import Context, Example, Profile
from minutebook.council.concerns import Concern, Subject
from minutebook.council.messages import Message, Sender
from minutebook.detector.learned.verdict import Bars, Held, Place, Scale, held
from minutebook.detector.rules import RulesDetector
from minutebook.detector.signals import LABELS

OWN = (0.6, 0.8, 0.0)
BARS = Bars(
    (Scale(1, 0),) * (len(LABELS) + 2),
    dict.fromkeys(LABELS, 0.5),
    dict.fromkeys(LABELS, 0.25),
    warn=0.5,
    alone=0.5,
    record=0.5,
    rules=0.9,
    doubt=0.5,
    model="m1",
)
ALIKE = Example(frozenset({Concern.CONSENSUS}), raises=False, vector=OWN, model="m1")
APART = Example(frozenset({Concern.CONSENSUS}), raises=False, vector=(0.0, 0.0, 1.0), model="m1")
OTHERS = Example(frozenset({Concern.CONSENSUS}), raises=False, vector=OWN, model="m0")
WIDER = Example(frozenset({Concern.CONSENSUS}), raises=False, vector=(*OWN, 0.0), model="m1")


def judged(logit: float, *examples: Example, decision: float | None = None, bars: Bars = BARS) -> Held:
    """A message to which a model gives every label that logit, for a council that has taught it so much.

    Args:
        decision: another logit for that one label.
        bars: what it is held against.
    """
    message = Message(-1, 1, Sender(7, "Ann"), datetime(2026, 3, 10, tzinfo=UTC), "Lovely sunset.")
    heard = RulesDetector().hear(message, Context(), Profile())
    logits = np.full(len(LABELS) + 2, logit, dtype=np.float32)
    if decision is not None:
        logits[LABELS.index(Concern.DECISION)] = decision
    return held(logits, OWN, heard, message, Profile(examples=examples), Place(bars))


def test_only_the_same_model_s_near_neighbours_count() -> None:
    """Among many examples one that is alike lowers its label; those of another make or place do nothing."""
    untaught = judged(1.0, decision=-1.0)
    assert judged(1.0, APART, OTHERS, WIDER, decision=-1.0).probabilities == untaught.probabilities
    what = judged(1.0, APART, OTHERS, ALIKE, WIDER, decision=-1.0)
    assert Concern.CONSENSUS not in what.given
    assert Subject.FINANCE in what.given


def test_a_plain_decision_stands() -> None:
    """Where a decision is likelier than not, ten dismissals lower nothing."""
    for logit in (0.2, 3.0):
        assert judged(logit, *[ALIKE] * 10).probabilities == judged(logit).probabilities


def test_a_decision_cautioned_at_less_stays_on_the_list() -> None:
    """Where the bar for a caution lies lower still, ten dismissals end the caution; the clerk still sees it."""
    known = Example(frozenset({Concern.DECISION}), raises=False, vector=OWN, model="m1")
    bars = replace(BARS, upper={**BARS.upper, Concern.DECISION: 0.4})
    assert Concern.DECISION in judged(1.0, decision=-0.2, bars=bars).given
    after = judged(1.0, *[known] * 10, decision=-0.2, bars=bars)
    assert Concern.DECISION not in after.given
    assert Concern.DECISION in after.review


@pytest.mark.parametrize("concern", sorted(set(Concern) - {Concern.DECISION}))
def test_any_concern_that_was_cautioned_stays_on_the_list(concern: Concern) -> None:
    """Ten dismissals end the caution, whatever the concern; the clerk still sees it."""
    known = Example(frozenset({concern}), raises=False, vector=OWN, model="m1")
    assert concern in judged(1.0, decision=-1.0).given
    after = judged(1.0, *[known] * 10, decision=-1.0)
    assert concern not in after.given
    assert concern in after.review


def test_what_was_never_cautioned_leaves_the_list() -> None:
    """A decision that was listed alone is no more, once its like was dismissed."""
    known = Example(frozenset({Concern.DECISION}), raises=False, vector=OWN, model="m1")
    assert Concern.DECISION in judged(-0.5).review
    assert Concern.DECISION not in judged(-0.5, known).review


def test_an_example_made_goes_back_in() -> None:
    """What a message is like carries its model's name, by which a later one knows it: recorded, it is listed sooner."""
    what = judged(-2.0)
    again = Example(
        frozenset({Concern.CONSENSUS, Subject.FINANCE}), raises=True, vector=what.vector, model=what.model
    )
    assert not what.review
    assert judged(-2.0, again).review == {Concern.CONSENSUS, Subject.FINANCE}


def test_a_record_makes_no_caution_likelier() -> None:
    """What was recorded is shown to the clerk sooner; no word in the group comes of it."""
    again = Example(frozenset({Concern.CONSENSUS}), raises=True, vector=OWN, model="m1")
    assert judged(-0.1, *[again] * 5).given == judged(-0.1).given
