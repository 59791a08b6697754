"""What a message is like, for the rules: which runs of three letters it is made of.

Alike here is alike in wording: two messages that share most of their letters, not those that mean
the same. Hashed to a fixed width so that the words cannot be read back (Weinberger et al. 2009).
"""

import math
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import mul

from minutebook.council.assessment import Example

MODEL = "trigrams-1"
"""The name of these numbers; whoever changes how they are made gives them another."""

WIDTH = 256
"""Numbers a message; no model that reads has as few."""

ENOUGH = 20
"""Characters from which a message is like anything: what "Fine by me" means is in what it answers."""

LONGEST = 1_000
"""Characters that are looked at."""


def vector(lower: str) -> tuple[float, ...]:
    """Return what a text is like, of length one; () where it is too short.

    Args:
        lower: the text in lower case, with single spaces.
    """
    text = lower.strip()[:LONGEST]
    if len(text) < ENOUGH:
        return ()
    sums = [0.0] * WIDTH
    padded = f" {text} "
    counts = Counter(padded[start : start + 3] for start in range(len(padded) - 2))
    for run, count in counts.items():
        code = zlib.crc32(run.encode("utf-8", "surrogatepass"))
        # The sign makes runs that fall together cancel as often as add up.
        sums[code % WIDTH] += math.sqrt(count) * (1 if code & 0x10000 else -1)
    length = math.sqrt(sum(each * each for each in sums))
    return tuple(each / length for each in sums) if length else ()


def likenesses(own: Sequence[float], examples: Sequence[Example]) -> Iterator[float | None]:
    """Yield how like each of the examples a message is; None for those of another make."""
    for example in examples:
        known = example.model == MODEL and len(example.vector) == len(own)
        yield sum(map(mul, own, example.vector)) if known else None
