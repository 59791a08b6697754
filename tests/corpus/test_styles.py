"""The probe of styles tells the same situations in every style, and none of it was learned from or chosen by."""

import json
from collections import Counter

import pytest

from corpus.test_corpus import SPLITS, near, said
from minutebook.council.concerns import Concern
from training.corpus import CORPUS, split
from training.styles import PLAIN, STYLES, mcnemar, situations, wilson

KEYS = {"id", "thread", "sender", "reply_to", "text", "concerns", "subjects"}


def rows(style: str) -> list[dict[str, object]]:
    """Return the lines of a style."""
    text = (CORPUS / "styles" / f"{style}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_there_are_six_styles_and_no_other_file() -> None:
    """The folder holds the six styles."""
    assert {path.name for path in (CORPUS / "styles").iterdir()} == {f"{style}.jsonl" for style in STYLES}


@pytest.mark.parametrize("style", STYLES)
def test_every_line_is_in_the_guides_format(style: str) -> None:
    """Lines have the guide's keys, are numbered in the order of their conversations, and say something."""
    counts: Counter[str] = Counter()
    for row in rows(style):
        assert set(row) == KEYS
        assert str(row["text"]).strip()
        thread = str(row["thread"])
        counts[thread] += 1
        assert row["id"] == f"{thread}-{counts[thread]}"
        assert row["reply_to"] in (None, f"{thread}-{counts[thread] - 1}")
    assert list(counts) == [f"{style}-{number:03}" for number in range(1, 101)]
    assert max(counts.values()) <= 3


@pytest.mark.parametrize("style", STYLES)
def test_a_style_tells_the_situations_of_plain(style: str) -> None:
    """The same people say as many messages with the same labels, in the same order; only the words differ."""
    for own, plain in zip(situations(style), situations(PLAIN), strict=True):
        assert [each.labels for each in own.said] == [each.labels for each in plain.said]
        assert [each.answers for each in own.said] == [each.answers for each in plain.said]
        assert [each.message.sender for each in own.said] == [each.message.sender for each in plain.said]


def test_sixty_are_clean_and_every_concern_comes_four_times() -> None:
    """Forty of the judged messages have a concern, at least four for each; sixty have none."""
    judged = [thread.said[-1] for thread in situations(PLAIN)]
    assert [each.warn for each in judged] == [False] * 60 + [True] * 40
    for concern in Concern:
        assert sum(concern in each.labels for each in judged) >= 4, concern


def test_no_message_is_nearly_one_of_the_splits() -> None:
    """None is a near copy of a message to learn from, to choose by or to report on, nor has its id or council."""
    rest = [each for name in SPLITS for each in said(name)]
    probe = said("styles")
    assert list(near(rest, probe)) == []
    assert len({each.id for each in probe}) == len(probe)
    assert not {each.id for each in rest} & {each.id for each in probe}
    assert not {thread.council for name in SPLITS for thread in split(name)} & set(STYLES)


def test_the_card_counts_the_probe_right() -> None:
    """The corpus's card says how many messages the probe has."""
    card = (CORPUS / "README.md").read_text(encoding="utf-8")
    assert f"{len(said('styles')):,} messages" in card


def test_wilsons_interval_is_the_known_one() -> None:
    """The interval is the published one, and stays within 0 and 1 at the ends."""
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=1e-4)
    assert wilson(0, 60) == pytest.approx((0.0, 0.0602), abs=1e-4)
    assert wilson(40, 40)[1] == 1


def test_mcnemars_p_is_exact() -> None:
    """With no differing pair there is nothing to see; five against none and eight against two are the binomial's."""
    assert mcnemar(0, 0) == 1
    assert mcnemar(3, 3) == 1
    assert mcnemar(5, 0) == mcnemar(0, 5) == 2 / 32
    assert mcnemar(8, 2) == pytest.approx(2 * (1 + 10 + 45) / 1024)
