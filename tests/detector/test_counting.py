"""What is counted of a message beside what the network reads: words, pairs of words and runs of letters."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.detector.learned.counting import BITS, Counting, buckets
from minutebook.detector.learned.reader import MODEL

WARN = -2
"""Where the logit of any concern stands."""


@pytest.fixture(scope="module")
def counting() -> Counting:
    """The weights of the package."""
    return Counting(MODEL / "counted.npz")


def test_the_buckets_are_those_the_weights_were_fitted_to() -> None:
    """Words, runs of letters, pairs, and the words before: another way of counting wants another fit."""
    found = buckets("Pay up", ["OK?"])
    assert (len(found), sum(found.values())) == (23, 24)
    assert (min(found), max(found)) == (236, 261156)
    assert sum(bucket * often for bucket, often in found.items()) == 3239976


@given(line=st.text(max_size=200), before=st.lists(st.text(max_size=60), max_size=2))
def test_whatever_is_counted_gives_numbers(line: str, before: list[str], counting: Counting) -> None:
    """Every text has an opinion, finite and the same each time; capitals and the order of what was before tell nothing."""
    assert all(0 <= bucket < 1 << BITS for bucket in buckets(line, before))
    opinion = counting.logits(line, before)
    assert all(math.isfinite(each) for each in opinion)
    assert list(opinion) == list(counting.logits(line, before))
    assert list(opinion) == pytest.approx(list(counting.logits(line, before[::-1])), abs=1e-4)


def test_a_decision_counts_for_more_than_chatter(counting: Counting) -> None:
    """By its words alone."""
    decided = counting.logits("Agreed, go ahead with Hendersons for the fence", ["£450 for the fence?"])
    chatter = counting.logits("Lovely sunset over the green tonight", ["Evening all"])
    assert decided[WARN] > chatter[WARN] + 2
    assert chatter[WARN] < -1


def test_a_message_of_the_greatest_length_is_counted_in_bounded_space() -> None:
    """A word without end is cut, however long the line."""
    assert len(buckets("a" * 50_000, [])) < 200
    assert len(buckets("word " * 800, ["word " * 800])) < 60


def test_without_weights_it_says_which_file_is_missing(tmp_path: Path) -> None:
    """A package that lost the file fails when it starts, not at the first message."""
    with pytest.raises(FileNotFoundError, match=r"counted\.npz"):
        Counting(tmp_path / "counted.npz")
