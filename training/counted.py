"""Fits the weights of what is counted: a linear model a label over words and runs of letters."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from minutebook.detector.learned.counting import BITS, buckets
from minutebook.detector.learned.windows import before
from training.fit import target
from training.heard import Prepared

FILE = "counted.npz"


def fit(talks: Sequence[Prepared], folder: Path, say: Callable[[str], None]) -> None:
    """Write the weights for the training councils into `folder`; takes about three minutes."""
    rows = _rows(talks)
    met = np.asarray((rows > 0).sum(axis=0)).ravel()
    # What was met once says nothing of the next council.
    rarity = np.where(met > 1, np.log((1 + rows.shape[0]) / (1 + met)) + 1, 0).astype(np.float16)
    known = normalize(rows @ diags(rarity.astype(np.float64))).tocsr()
    wanted = np.array([target(said) for talk in talks for said in talk.thread.said]) > 0.5
    weights = np.zeros((known.shape[1], wanted.shape[1]), dtype=np.int8)
    scales, shifts = np.zeros(wanted.shape[1], np.float32), np.zeros(wanted.shape[1], np.float32)
    for label in range(wanted.shape[1]):
        linear = LogisticRegression(C=10, max_iter=300, solver="liblinear").fit(known, wanted[:, label])
        weights[:, label], scales[label] = _small(linear.coef_[0])
        shifts[label] = linear.intercept_[0]
    np.savez_compressed(folder / FILE, weights=weights, scales=scales, shifts=shifts, rarity=rarity)
    say(f"Counted: {int((met > 1).sum()):,} buckets met twice or more.")


def _rows(talks: Sequence[Prepared]) -> csr_matrix:
    """Return a row a message, a column a bucket."""
    at: list[int] = []
    often: list[float] = []
    ends = [0]
    for talk in talks:
        for place, line in enumerate(talk.lines):
            found = buckets(line.plain, before(talk.lines[: place + 1]))
            at += found.keys()
            often += (1 + np.log(list(found.values()))).tolist() if found else []
            ends.append(len(at))
    return csr_matrix((often, at, ends), shape=(len(ends) - 1, 1 << BITS))


def _small(weights: NDArray[np.float64]) -> tuple[NDArray[np.int8], float]:
    """Return weights in whole numbers of eight bits, and what one of them is worth; the few greatest are cut."""
    worth = float(np.quantile(np.abs(weights[weights != 0]), 0.9995)) / 127
    return np.clip(np.round(weights / worth), -127, 127).astype(np.int8), worth
