"""Words and letters counted: a second, plainer opinion that is added to the network's.

The network reads; this only counts which words, pairs of words and runs of letters a message has, and which words the
two before it have. It knows the odd spelling and the rare word the network never met.

Training and running both use this file; to change it is to train the model again (`make retrain`).
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from minutebook.detector.learned.network import Floats

BITS = 18
"""Of a bucket's number: what is counted is told apart by that much of its check sum, and no list of words is kept."""

BEFORE = 2
"""Messages before it whose words are counted with a message."""

SHARE = 0.35
"""How much its opinion weighs beside the network's, in logits."""

_WORD = re.compile(r"\w[\w']*|[^\w\s]")
_RUNS = (2, 3, 4, 5)  # letters of a run, the word's edges included
_LONGEST = 24  # letters of a word that are counted: what is longer is no word


def buckets(line: str, before: Sequence[str]) -> Counter[int]:
    """Return how often each bucket is met in a plain line, and in the words of the lines `before` it."""
    return Counter(zlib.crc32(each.encode()) >> (32 - BITS) for each in _counted(line, before))


def _counted(line: str, before: Sequence[str]) -> Iterator[str]:
    words = [each[:_LONGEST] for each in _WORD.findall(line.lower())]
    for word in words:
        yield f"w{word}"
        edged = f" {word} "
        for run in _RUNS:
            for start in range(max(1, len(edged) - run + 1)):
                yield f"c{edged[start : start + run]}"
    for one, next_one in pairwise(["^", *words, "$"]):
        yield f"v{one} {next_one}"
    for other in before:
        for word in _WORD.findall(other.lower()):
            yield f"b{word[:_LONGEST]}"


class Counting:
    """The weights of what is counted. Holds about 6 MiB."""

    def __init__(self, path: Path) -> None:
        """Load them.

        Raises:
            FileNotFoundError: there are none.
        """
        with np.load(path) as read:
            self._weights: NDArray[np.int8] = read["weights"]
            self._scales: Floats = read["scales"]
            self._shifts: Floats = read["shifts"]
            self._rarity: Floats = read["rarity"].astype(np.float32)

    def logits(self, line: str, before: Sequence[str]) -> Floats:
        """Return the logits of the labels, of any concern and of any label, of a message by what is counted in it.

        Args:
            line: its plain line.
            before: the plain lines of the `BEFORE` messages before it.
        """
        found = buckets(line, before)
        at = np.fromiter(found.keys(), dtype=np.int64, count=len(found))
        often = np.fromiter(found.values(), dtype=np.float32, count=len(found))
        values = (1 + np.log(often)) * self._rarity[at]
        values /= float(np.linalg.norm(values)) or 1.0
        return np.asarray(values @ self._weights[at] * self._scales + self._shifts, dtype=np.float32)
