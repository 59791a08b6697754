"""The floor under precision: everyday texts that nobody here wrote."""

import json
from pathlib import Path

from minutebook.detector.rules import RulesDetector
from minutebook.detector.stream import scan_lines


def test_everyday_texts_pass_in_silence(shared: Path, detector: RulesDetector) -> None:
    """At most 2 in 1,000 everyday text messages are cautioned."""
    lines = (shared / "data" / "everyday_sms.jsonl").read_text(encoding="utf-8").splitlines()
    results = list(scan_lines(lines, detector))
    cautioned = [result.row["text"] for result in results if result.row["warn"]]
    assert len(results) > 1900
    assert len(cautioned) <= 0.002 * len(results), cautioned


def test_meetings_of_others_are_heard_to_decide(shared: Path, detector: RulesDetector) -> None:
    """Of decisions spoken in design meetings half are noticed, and hardly anything else is taken for one."""
    lines = (shared / "data" / "ami_decisions.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [bool(json.loads(line)["concerns"]) for line in lines]
    got = [bool(result.row["warn"]) for result in scan_lines(lines, detector)]
    found = sum(wanted and given for wanted, given in zip(gold, got, strict=True))
    assert found >= 0.5 * sum(gold)
    assert found >= 0.9 * sum(got)
