"""The corpus is what its card says: whole, in the guide's names, split by council, and nothing in it twice."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from minutebook.council.concerns import Concern
from training.agreement import agreement, second_reading
from training.corpus import CORPUS, Said, split

SPLITS = ("train", "validation", "test")
LIKE = 0.5
"""Share of four-word runs in common from which two messages are too much alike to stand in two splits."""


def said(name: str) -> list[Said]:
    """Return every message of a split."""
    return [each for thread in split(name) for each in thread.said]


def runs(text: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of four words in a text; of a shorter one of at least four words, itself."""
    words = re.findall(r"[a-z0-9£']+", text.lower().replace("’", "'"))
    return frozenset(tuple(words[at : at + 4]) for at in range(len(words) - 3))


def near(first: list[Said], second: list[Said]) -> Iterator[tuple[str, str]]:
    """Yield the ids of messages of two splits that are nearly the same."""
    holders: defaultdict[tuple[str, ...], list[tuple[str, frozenset[tuple[str, ...]]]]] = defaultdict(list)
    for each in first:
        own = runs(each.message.text)
        for run in own:
            holders[run].append((each.id, own))
    for each in second:
        own = runs(each.message.text)
        for other, theirs in {held for run in own for held in holders[run]}:
            if len(own & theirs) / len(own | theirs) >= LIKE:
                yield other, each.id


@pytest.mark.parametrize("name", SPLITS)
def test_every_line_is_in_the_guides_format(name: str) -> None:
    """Every line has the guide's keys and names, answers a message before it, and says something."""
    ids: set[str] = set()
    for path in sorted((CORPUS / name).glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            assert set(row) == {"id", "thread", "sender", "reply_to", "text", "concerns", "subjects"}
            assert row["text"].strip()
            assert row["id"] not in ids
            assert row["reply_to"] is None or row["reply_to"] in ids
            ids.add(row["id"])
    assert said(name), "and the labels are names of the guide, or reading them would have failed"


def test_the_splits_share_no_council_and_no_message() -> None:
    """A council stands in one split alone; no message of the test councils is nearly one of the others."""
    councils = [{path.stem for path in (CORPUS / name).glob("*.jsonl")} for name in SPLITS]
    assert not councils[0] & councils[1] | (councils[0] | councils[1]) & councils[2]
    rest = said("train") + said("validation")
    assert list(near(rest, said("test"))) == []
    assert list(near(said("train"), said("validation"))) == []


def test_a_near_copy_would_be_found() -> None:
    """The test for near copies finds one with a word changed."""
    one = next(each for each in said("train") if len(each.message.text.split()) > 12)
    words = one.message.text.split()
    changed = Said(
        "copy",
        type(one.message)(0, 1, one.message.sender, one.message.sent_at, " ".join(["Well", *words[1:]])),
        one.labels,
        None,
    )
    assert list(near([one], [changed])) == [(one.id, "copy")]


def test_there_is_enough_of_everything() -> None:
    """The counts that make the figures mean something: councils, clean messages, positives a concern."""
    everything = [each for name in SPLITS for each in said(name)]
    assert len(everything) >= 6_000
    assert len({thread.council for name in SPLITS for thread in split(name)}) >= 25
    assert sum(not each.record for each in everything) >= 0.6 * len(everything)
    test = said("test")
    assert len({thread.council for thread in split("test")}) >= 8
    assert sum(not each.warn for each in test) >= 1_500
    for concern in Concern:
        assert sum(concern in each.labels for each in test) >= 40, concern


def test_a_fifth_was_read_twice_and_alike() -> None:
    """A fifth of the corpus was read blind by a second reader, who agrees with the labels as the card says."""
    everything = [each for name in SPLITS for each in said(name)]
    assert len(second_reading()) >= len(everything) / 5
    found = agreement(everything)
    card = (CORPUS / "README.md").read_text(encoding="utf-8")
    for name in ("warn", "record"):
        assert found[name] >= 0.9
        assert f"{name} {found[name]:.3f}" in card


def test_the_card_counts_right() -> None:
    """The card's table gives the numbers that are there."""
    card = (CORPUS / "README.md").read_text(encoding="utf-8")
    for name in SPLITS:
        messages = said(name)
        councils = len({thread.council for thread in split(name)})
        warn = sum(each.warn for each in messages)
        subject = sum(each.record and not each.warn for each in messages)
        neither = len(messages) - warn - subject
        row = f"| `{name}/` | {councils} | {len(messages):,} | {warn:,} | {subject:,} | {neither:,} |"
        assert row in card, row


def test_the_corpus_is_found_from_anywhere() -> None:
    """It is found by its place beside the code, not by the working directory."""
    assert Path(CORPUS).is_absolute()
