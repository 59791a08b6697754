"""What the model's answer comes to for one council: probabilities, what it was taught, and the bars."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import numpy as np

from minutebook.council.assessment import Assessment, Example, Profile, Why
from minutebook.council.concerns import DECIDING, Concern, Label, Subject
from minutebook.council.messages import Message
from minutebook.detector import learning, reported
from minutebook.detector.exact import exact, noticed
from minutebook.detector.learned.network import Floats
from minutebook.detector.rules import Heard, own_words
from minutebook.detector.signals import LABELS
from minutebook.detector.weigh import probability

_UNLIKELY = 0.005  # probability below which no rule's word gives a label
_ASIDE = -6.0  # the logit of a proposal of the council being answered there
_PLAINLY, _OF_COUNCIL = 0.8, 0.75  # what the rules must make of a decision and of its subject to stand alone
_ANSWERING = 0.85  # the same of an answer to what was asked plainly
_HERE = DECIDING | {Concern.PREDETERMINATION}
_REPORTED = 5.0  # how much less likely, in logits, a meeting's report makes it that something is decided here


@dataclass(frozen=True, slots=True)
class Scale:
    """How a logit becomes a probability: `1 / (1 + exp(-(slope * logit + shift)))`, fitted on validation."""

    slope: float
    shift: float

    def calibrated(self, logit: float) -> float:
        """Return the logit of the probability that `logit` stands for."""
        return max(-30.0, min(30.0, self.slope * logit + self.shift))


@dataclass(frozen=True, slots=True)
class Bars:
    """What is held against what.

    Attributes:
        scales: of each of the model's outputs: the labels, then any concern, then any label.
        upper: probability from which a label is given.
        lower: probability from which the clerk is shown a label.
        warn: probability of any concern from which a concern is given at all.
        rules: what the rules must make of a concern for it to be given on their word, unless
        doubt: the model gives any concern less than this.
        alone: the same for a message before which the bot heard nothing: nothing shows that it is the council's.
        record: probability of any label from which a subject is given at all.
        model: name of the model they came with, by which its vectors are known from another's.
    """

    scales: tuple[Scale, ...]
    upper: Mapping[Label, float]
    lower: Mapping[Label, float]
    warn: float
    alone: float
    record: float
    rules: float
    doubt: float
    model: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands.

    Attributes:
        bars: what it is held against.
        alone: whether the bot heard nothing before it.
        aside: whether it is a bare answer in reply to somebody's own affairs.
        asked: whether what it may answer asks plainly for agreement on the council's business (`asks_plainly`).
    """

    bars: Bars
    alone: bool = False
    aside: bool = False
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A message held against the bars.

    Attributes:
        probabilities: of each label, calibrated, for this council.
        given: labels at or above the upper bar.
        review: labels at or above the lower bar, `given` included.
        vector: what the message is like, of length one.
        model: whose numbers these are.
    """

    probabilities: Mapping[Label, float]
    given: frozenset[Label]
    review: frozenset[Label]
    vector: tuple[float, ...]
    model: str


def load(path: Path) -> Bars:
    """Read the bars that came with the model; its encoder, which lies beside them, gives it its name.

    Raises:
        FileNotFoundError: there are none, or no encoder.
    """
    with (path.parent / "encoder.onnx").open("rb") as encoder:
        model = hashlib.file_digest(encoder, "sha256").hexdigest()[:16]
    read = json.loads(path.read_text(encoding="utf-8"))
    names = [*(label.value for label in LABELS), "warn", "record"]
    return Bars(
        tuple(Scale(*(float(each) for each in read["scales"][name])) for name in names),
        {label: float(read["upper"][label.value]) for label in LABELS},
        {label: float(read["lower"][label.value]) for label in LABELS},
        float(read["warn"]),
        float(read["alone"]),
        float(read["record"]),
        float(read["rules"]),
        float(read["doubt"]),
        model,
    )


def likeness(vector: Floats) -> tuple[float, ...]:
    """Return what a message is like: its vector at length one, rounded so that it is small to keep."""
    length = float(np.linalg.norm(vector)) or 1.0
    return tuple(round(float(each), 4) for each in vector / length)


def held(
    logits: Floats, vector: tuple[float, ...], heard: Heard, message: Message, profile: Profile, at: Place
) -> Held:
    """Return the labels of a message for one council.

    Args:
        logits: the model's answer: the labels, then any concern, then any label.
        vector: what the message is like.
        heard: what the rules make of it.
        at: where the message stands, and the bars it is held against.
    """
    bars = at.bars
    scaled = [scale.calibrated(float(each)) for scale, each in zip(bars.scales, logits, strict=True)]
    warn, record = scaled[-2], scaled[-1]
    by_label: dict[Label, float] = {
        label: min(each, warn if isinstance(label, Concern) else record)
        for label, each in zip(LABELS, scaled, strict=False)
    }
    quiet = reported.quietened(message, heard.scene.reading.lower, profile)
    by_label |= {label: by_label[label] - _REPORTED for label in quiet}
    if at.aside:
        by_label[Concern.CONSENSUS] = min(by_label[Concern.CONSENSUS], _ASIDE)
    best = max(each for label, each in zip(LABELS, scaled, strict=False) if isinstance(label, Concern))
    whole = any_concern(warn, best), record, warn
    listed, kept = by_label, frozenset[Label]()
    if profile.examples:
        _, sure, given = _said(by_label, whole, heard, message, profile, at)
        kept, plain = learning.kept(given), Concern.DECISION in sure
        alike = _likenesses(vector, profile, bars.model)
        listed = learning.shifted(by_label, alike, profile.examples, plain=plain)
        by_label = learning.shifted(by_label, alike, profile.examples, learning.SPOKEN, plain=plain)
    found, sure, given = _said(by_label, whole, heard, message, profile, at)
    found |= {label: max(found[label], bars.upper[label], _by_word(heard, label)) for label in sure}
    review = (
        given
        | kept
        | noticed(heard)
        | {label for label, each in found.items() if max(each, _sigmoid(listed[label])) >= bars.lower[label]}
    )
    return Held(MappingProxyType(found), frozenset(given), frozenset(review), vector, bars.model)


def _said(
    by_label: Mapping[Label, float],
    whole: tuple[float, float, float],
    heard: Heard,
    message: Message,
    profile: Profile,
    at: Place,
) -> tuple[dict[Label, float], frozenset[Label], set[Label]]:
    """Return probabilities, the labels on the word of rules or council, and all that are given.

    Args:
        whole: the logits of any concern, of any label, and the model's own word on any concern.
    """
    found = {label: _sigmoid(each) for label, each in by_label.items()}
    if message.poll is not None and Concern.CONSENSUS in heard.found:
        # A poll asks members to vote; the model was taught on words alone.
        found[Concern.CONSENSUS] = max(found[Concern.CONSENSUS], probability(heard.found[Concern.CONSENSUS]))
    sure = own_words(heard) | exact(heard) | _by_rules(heard, found, whole[2], at)
    return found, sure, _given(found, (_sigmoid(whole[0]), _sigmoid(whole[1])), profile, at) | sure


def any_concern(warn: float, best: float) -> float:
    """Return the logit that a message carries any concern: two parts the model's word on that, one on the likeliest.

    What it takes for a concern of no kind in particular is the more often none.
    """
    return (2 * warn + best) / 3


def _by_rules(heard: Heard, found: Mapping[Label, float], warn: float, at: Place) -> frozenset[Label]:
    """Return the concerns that the rules are sure of and the model does not rule out, or that are plain by their words.

    What the clerk's decisions have made unlikely (`found`) stays so, unless it is plain.
    """
    known = {label: probability(why) for label, why in heard.found.items()}
    sure: set[Label] = _plain(known)
    if at.asked and answers_plainly(heard):
        sure.add(Concern.CONSENSUS)
    if at.alone and known.get(Concern.DECISION, 0.0) >= _PLAINLY:
        # "All agreed then, order the bench": the model waits for the talk it comes after, and none was heard.
        sure.add(Concern.DECISION)
    if _sigmoid(warn) >= at.bars.doubt:
        sure |= {
            label for label, each in known.items() if isinstance(label, Concern) and each >= at.bars.rules
        }
    return frozenset(label for label in sure if found[label] >= _UNLIKELY)


def _by_word(heard: Heard, label: Label) -> float:
    """Return the probability that the rules give a label."""
    why = heard.found.get(label)
    return probability(why) if why else 0.0


def answers_plainly(heard: Heard) -> bool:
    """Whether the rules are sure that a message agrees to something or objects to it: "Fine by me"."""
    return _by_word(heard, Concern.CONSENSUS) >= _ANSWERING


def asks_plainly(heard: Heard) -> bool:
    """Whether a message asks in the plainest words for agreement on the council's business: "OK to spend £450?"."""
    return Concern.CONSENSUS in _plain({label: probability(why) for label, why in heard.found.items()})


def _plain(known: Mapping[Label, float]) -> set[Label]:
    """Return what is decided here by the plainest words, about the council's money, work or plans.

    "Agreed, pay Hendersons the £1,200", out of the blue: a model that goes by the conversation doubts it for want of one.
    """
    if all(each < _OF_COUNCIL for label, each in known.items() if isinstance(label, Subject)):
        return set()
    return {label for label, each in known.items() if label in _HERE and each >= _PLAINLY}


def _likenesses(vector: tuple[float, ...], profile: Profile, model: str) -> list[float]:
    """Return how like each of the council's examples a message is; NaN for those of another model."""
    if not profile.examples:
        return []
    matrix = _matrix(profile.examples, model, len(vector))
    return [float(each) for each in matrix @ np.asarray(vector, dtype=np.float32)]


@lru_cache(maxsize=8)
def _matrix(examples: tuple[Example, ...], model: str, width: int) -> Floats:
    """Return the examples' vectors, one row each; kept while a council's examples are the same objects."""
    matrix = np.full((len(examples), width), np.nan, dtype=np.float32)
    for row, example in zip(matrix, examples, strict=True):
        if example.model == model and len(example.vector) == width:
            row[:] = example.vector
    return matrix


def _given(
    found: Mapping[Label, float], whole: tuple[float, float], profile: Profile, at: Place
) -> set[Label]:
    """Return the labels at or above their bar; a council may have set another.

    Args:
        whole: probability of any concern, and of any label; what was taught may have raised one beyond it.
    """
    bars = at.bars
    concern = max(whole[0], *(each for label, each in found.items() if isinstance(label, Concern)))
    anything = max(whole[1], *found.values())
    warns = concern >= (bars.alone if at.alone else bars.warn)
    return {
        label
        for label, each in found.items()
        if each >= profile.thresholds.get(label, bars.upper[label])
        and (warns if isinstance(label, Concern) else anything >= bars.record)
    }


def assessment(judged: Held, why: tuple[Why, ...]) -> Assessment:
    """Return what the house is told."""
    return Assessment(
        probabilities=MappingProxyType(
            {k: round(v, 4) for k, v in judged.probabilities.items() if v >= 0.0005}
        ),
        concerns=frozenset(label for label in judged.given if isinstance(label, Concern)),
        subjects=frozenset(label for label in judged.given if isinstance(label, Subject)),
        review=judged.review,
        why=why,
        vector=judged.vector,
        model=judged.model if judged.vector else "",
    )


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
