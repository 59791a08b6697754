"""Little conversations in many voices, each message judged as the labelling guide has it."""

import json
from itertools import groupby
from pathlib import Path

import pytest

from minutebook.council.concerns import Concern
from minutebook.detector.rules import RulesDetector
from minutebook.detector.stream import scan_lines

Row = dict[str, object]


def conversations() -> list[tuple[str, list[Row]]]:
    """Return the threads of `cases.jsonl` by name.

    A row's `subjects`, where it has them, must be among those given; a row with a `gap` is one the
    rules are known to miss.
    """
    lines = (Path(__file__).parent / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    rows: list[Row] = [json.loads(line) for line in lines]
    return [(str(name), list(thread)) for name, thread in groupby(rows, key=lambda row: row["thread"])]


@pytest.mark.parametrize(("name", "rows"), [pytest.param(*case, id=case[0]) for case in conversations()])
def test_each_message_gets_the_concerns_of_the_guide(
    name: str, rows: list[Row], detector: RulesDetector
) -> None:
    """Every message of a conversation gets the guide's concerns and at least its subjects, gaps apart."""
    results = list(scan_lines((json.dumps(row) for row in rows), detector))
    assert len(results) == len(rows)
    for row, result in zip(rows, results, strict=True):
        if "gap" in row:
            continue
        assert result.row["concerns"] == [c for c in Concern if c in _names(row, "concerns")], row["text"]
        assert _names(row, "subjects") <= set(_list(result.row["subjects"])), row["text"]


def test_a_gap_is_still_one(detector: RulesDetector) -> None:
    """A message marked as a gap is still missed; when a rule closes it, its mark goes."""
    closed = []
    for _, rows in conversations():
        for row, result in zip(rows, scan_lines((json.dumps(row) for row in rows), detector), strict=True):
            if "gap" in row and set(_list(result.row["concerns"])) == _names(row, "concerns"):
                closed.append(row["id"])
    assert closed == []


def test_the_cases_are_many_and_of_both_kinds() -> None:
    """There are at least 150 messages, at least a third of them with nothing to caution."""
    rows = [row for _, thread in conversations() for row in thread]
    clean = [row for row in rows if not row["concerns"]]
    assert len(rows) >= 150
    assert len(clean) * 3 >= len(rows)


def _names(row: Row, key: str) -> set[str]:
    return set(_list(row.get(key, [])))


def _list(value: object) -> list[str]:
    assert isinstance(value, list)
    return [str(each) for each in value]
