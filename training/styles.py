"""Whom the detector treats worse: the same hundred situations, told in six ways of writing.

Only the wording differs, so two styles are set side by side situation by situation: Wilson's interval for each
share, McNemar's exact test for what a style changes. Nothing is learned from these texts and no bar is set by them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import comb, sqrt

from minutebook.council.assessment import Profile
from minutebook.detector.learned.reader import ReadingDetector
from training.corpus import Thread, split

PLAIN = "plain"
"""The style that the others are set beside."""

STYLES = (PLAIN, "northern", "scots", "caribbean", "shorthand", "welsh")
"""The ways of writing, each a file of `corpus/styles/`."""

_HALVES = {"welsh, wholly": 0, "welsh, mixed with English": 1}  # every other one, from the first or second
_Z = 1.959964  # of 95 %


@dataclass(frozen=True, slots=True)
class Told:
    """A situation as it was told, and what the detector made of its last message."""

    concern: bool
    warned: bool

    @property
    def right(self) -> bool:
        """Whether it was cautioned just when it should be."""
        return self.warned == self.concern


def situations(style: str) -> list[Thread]:
    """Return the situations in a style, in their order."""
    return [thread for thread in split("styles") if thread.council == style]


def wilson(count: int, of: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share."""
    share, weight = count / of, _Z**2 / of
    middle = (share + weight / 2) / (1 + weight)
    half = _Z / (1 + weight) * sqrt(share * (1 - share) / of + weight / (4 * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def mcnemar(one: int, other: int) -> float:
    """Return the exact p of McNemar's test: how likely so uneven a parting of the differing pairs is by chance."""
    pairs = one + other
    tail = sum(comb(pairs, each) for each in range(min(one, other) + 1))
    return min(1.0, 2 * tail / (1 << pairs))


def styles(say: Callable[[str], None]) -> None:
    """Print a Markdown table: how many concerns and clean messages of each style are cautioned."""
    detector = ReadingDetector()
    told = {style: [_told(detector, thread) for thread in situations(style)] for style in STYLES}
    say(
        "| style | recall of `warn` | 95 % | false cautions | 95 % "
        "| concerns lost, won against plain | p | clean cautioned, spared against plain | p |"
    )
    say("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for style in STYLES:
        say(f"| {style} | {_cells(told[style], told[PLAIN])} |")
    for name, start in _HALVES.items():
        say(f"| {name} | {_cells(told['welsh'][start::2], told[PLAIN][start::2])} |")


def _told(detector: ReadingDetector, thread: Thread) -> Told:
    """Judge the last message of a conversation, the earlier ones being what the chat held."""
    last = len(thread.said) - 1
    said = thread.said[last]
    return Told(said.warn, detector.assess(said.message, thread.context(last), Profile()).warns)


def _cells(style: Sequence[Told], plain: Sequence[Told]) -> str:
    """Return the cells of one row: the share found and the share cautioned wrongly, then the pairs of each."""
    shares, pairs = [], []
    for concern in (True, False):
        own = [each for each in style if each.concern is concern]
        count = sum(each.warned for each in own)
        low, high = wilson(count, len(own))
        shares += [f"{count} of {len(own)}", f"{low:.2f}–{high:.2f}"]
        beside = [(one, two) for one, two in zip(style, plain, strict=True) if one.concern is concern]
        worse = sum(two.right and not one.right for one, two in beside)
        better = sum(one.right and not two.right for one, two in beside)
        beyond = [f"{worse}, {better}", _probability(mcnemar(worse, better))]
        pairs += ["", ""] if style is plain else beyond
    return " | ".join(shares + pairs)


def _probability(value: float) -> str:
    return f"{value:.3f}" if value >= 0.001 else "< 0.001"
