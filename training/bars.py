"""Calibration, and the bars: chosen on the validation councils and nowhere else."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from minutebook.council.concerns import Concern
from minutebook.detector.signals import LABELS
from training.corpus import Said
from training.fit import Logits, sigmoid, target

CAUTIONED_FALSELY = 2.0
"""False cautions a thousand clean messages that the bar for any concern is set to allow, if it can."""

Flags = NDArray[np.bool_]
Values = NDArray[np.float64]


def chosen(said: Sequence[Said], logits: Logits) -> dict[str, object]:
    """Return scales and bars as `bars.json` holds them."""
    names = [*(label.value for label in LABELS), "warn", "record"]
    wanted = np.array([target(each) for each in said]) > 0.5
    raw = np.array([logits[each.id] for each in said], dtype=np.float64)
    scales = {name: _scale(raw[:, at], wanted[:, at]) for at, name in enumerate(names)}
    found = np.stack(
        [sigmoid(raw[:, at] * scales[name][0] + scales[name][1]) for at, name in enumerate(names)], 1
    )
    for at, label in enumerate(LABELS):
        found[:, at] = np.minimum(found[:, at], found[:, -2] if isinstance(label, Concern) else found[:, -1])
    warn = _bar(found[:, -2], wanted[:, -2])
    record = _bar(found[:, -1], wanted[:, -1])
    upper = {
        label.value: _bar(
            np.where(_passed(found, label, warn, record), found[:, at], 0), wanted[:, at], low=0.2
        )
        for at, label in enumerate(LABELS)
    }
    lower = {name: round(bar / 2, 3) for name, bar in upper.items()}
    return {"scales": scales, "upper": upper, "lower": lower, "warn": warn, "record": record}


def _passed(found: Values, label: object, warn: float, record: float) -> Flags:
    return np.asarray(found[:, -2] >= warn if isinstance(label, Concern) else found[:, -1] >= record)


def _scale(raw: Values, wanted: Flags) -> tuple[float, float]:
    """Return slope and shift that make probabilities of logits (Platt's way)."""
    fitted = LogisticRegression(C=10.0).fit(raw[:, None], wanted)
    return round(float(fitted.coef_[0, 0]), 4), round(float(fitted.intercept_[0]), 4)


def f1(given: Flags, wanted: Flags) -> float:
    """Return the harmonic mean of precision and recall."""
    return float(2 * (given & wanted).sum() / max(1, given.sum() + wanted.sum()))


def _bar(found: Values, wanted: Flags, low: float = 0.1) -> float:
    """Return the probability that gives the best F1; the middle of those nearly as good."""
    tried = np.arange(low, 0.96, 0.01)
    scores = np.array([f1(found >= bar, wanted) for bar in tried])
    good = tried[scores >= scores.max() - 0.003]
    return round(float(np.median(good)), 3)


def write(path: Path, bars: Mapping[str, object]) -> None:
    """Write them beside the model."""
    path.write_text(json.dumps(bars, indent=1) + "\n", encoding="utf-8")
