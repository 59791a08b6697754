"""Calibration, and the bars, by the answers to the validation councils."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from minutebook.council.concerns import Concern
from minutebook.detector.learned.verdict import any_concern
from minutebook.detector.signals import LABELS
from training.corpus import Said
from training.fit import Logits, sigmoid, target

CAUTIONED_FALSELY = 2.0
"""False cautions a thousand clean messages that the bar for a message standing alone allows."""

GIVEN_UP = 0.02
"""F1 of `warn` given up for fewer false cautions: one too many costs a council more than one too few."""

Flags = NDArray[np.bool_]
Values = NDArray[np.float64]


def chosen(said: Sequence[Said], logits: Logits, told: Values, alone: Logits) -> dict[str, object]:
    """Return scales and bars as `bars.json` holds them.

    Args:
        logits: the model's answer to each message in its chat.
        told: what the rules notice of each, one row a message.
        alone: the model's answer to each message shown with nothing before it.
    """
    names = [*(label.value for label in LABELS), "warn", "record"]
    wanted = np.array([target(each) for each in said]) > 0.5
    raw = np.array([logits[each.id] for each in said], dtype=np.float64)
    scales = {name: _scale(raw[:, at], wanted[:, at]) for at, name in enumerate(names)}
    found, concern = _probabilities(raw, scales), _any_concern(raw, scales)
    warn, record = wary(concern, wanted[:, -2]), best_bar(found[:, -1], wanted[:, -1])
    upper: dict[str, float] = {}
    for at, label in enumerate(LABELS):
        passed = concern >= warn if isinstance(label, Concern) else found[:, -1] >= record
        upper[label.value] = best_bar(np.where(passed, found[:, at], 0), wanted[:, at], low=0.2)
    named = (found[:, : len(Concern)] >= [upper[label.value] for label in Concern]).any(1)
    rules = told[:, : len(Concern)].max(1)
    sure, doubt = _trust(named & (concern >= warn), rules, found[:, -2], wanted[:, -2])
    warn = wary(np.where(named, concern, 0), wanted[:, -2], (rules >= sure) & (found[:, -2] >= doubt))
    by_itself = _any_concern(np.array([alone[each.id] for each in said], dtype=np.float64), scales)
    return {
        "scales": scales,
        "upper": upper,
        "lower": {name: round(min(bar, max(0.2, 0.6 * bar)), 3) for name, bar in upper.items()},
        "warn": warn,
        "alone": max(warn, _quiet(by_itself[~wanted[:, -2]])),
        "record": record,
        "rules": sure,
        "doubt": doubt,
    }


def _any_concern(raw: Values, scales: Mapping[str, tuple[float, float]]) -> Values:
    """Return the probability of any concern, as it is held against the bar."""
    logits = [raw[:, at] * slope + shift for at, (slope, shift) in enumerate(scales.values())]
    return np.array(
        [
            sigmoid(any_concern(warn, best))
            for warn, best in zip(logits[-2], np.max(logits[: len(Concern)], 0), strict=True)
        ]
    )


def _probabilities(raw: Values, scales: Mapping[str, tuple[float, float]]) -> Values:
    """Return calibrated probabilities; no label is likelier than any concern, or any label, at all."""
    parts = [sigmoid(raw[:, at] * slope + shift) for at, (slope, shift) in enumerate(scales.values())]
    found = np.stack(parts, 1).astype(np.float64)
    for at, label in enumerate(LABELS):
        found[:, at] = np.minimum(found[:, at], found[:, -2] if isinstance(label, Concern) else found[:, -1])
    return found


def _trust(given: Flags, rules: Values, warn: Values, wanted: Flags) -> tuple[float, float]:
    """Return from where the rules are taken at their word, and the doubt of the model that overrules them.

    Args:
        rules: what they make of the likeliest concern.
        warn: what the model makes of any.
    """
    tried = [(sure, doubt) for sure in (0.6, 0.7, 0.8) for doubt in (0.1, 0.2, 0.3)]

    def score(pair: tuple[float, float]) -> float:
        return f1(given | ((rules >= pair[0]) & (warn >= pair[1])), wanted)

    return max(tried, key=score)


def _quiet(clean: Values) -> float:
    """Return a bar at which no more of these clean messages are cautioned than may be: a wary one of the lowest such.

    Between one clean message and the next a bar may stand anywhere; at the lower edge it would rest on one message.
    So few are cautioned at all that one more than is seen is reckoned with. Where no bar is as quiet as that, it is
    one of those that are the quietest.
    """
    bars = np.arange(0.2, 0.99, 0.01)
    given = np.array([1000 * ((clean >= bar).sum() + 1) / len(clean) for bar in bars])
    most = given[given <= max(CAUTIONED_FALSELY, given.min())].max()
    return round(float(np.quantile(bars[given == most], 0.75)), 3)


def _scale(raw: Values, wanted: Flags) -> tuple[float, float]:
    """Return slope and shift that make probabilities of logits (Platt's way)."""
    fitted = LogisticRegression(C=10.0).fit(raw[:, None], wanted)
    return round(float(fitted.coef_[0, 0]), 4), round(float(fitted.intercept_[0]), 4)


def f1(given: Flags, wanted: Flags) -> float:
    """Return the harmonic mean of precision and recall."""
    return float(2 * (given & wanted).sum() / max(1, given.sum() + wanted.sum()))


def best_bar(found: Values, wanted: Flags, low: float = 0.1) -> float:
    """Return the probability that gives the best F1; the middle of those nearly as good."""
    tried = np.arange(low, 0.96, 0.01)
    scores = np.array([f1(found >= bar, wanted) for bar in tried])
    good = tried[scores >= scores.max() - 0.003]
    return round(float(np.median(good)), 3)


def wary(found: Values, wanted: Flags, anyway: Flags | bool = False) -> float:
    """Return the highest probability whose F1 is within what is given up of the best.

    Args:
        anyway: what the rules' word gives, however high the bar.
    """
    tried = np.arange(0.1, 0.96, 0.01)
    scores = np.array([f1((found >= bar) | anyway, wanted) for bar in tried])
    return round(float(tried[scores >= scores.max() - GIVEN_UP][-1]), 3)


def write(path: Path, bars: Mapping[str, object]) -> None:
    """Write them beside the model."""
    path.write_text(json.dumps(bars, indent=1) + "\n", encoding="utf-8")
