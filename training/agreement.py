"""How far the second, blind readers agree with the labels: Cohen's kappa, and their figures beside the detector's."""

import json
from collections.abc import Sequence
from pathlib import Path

from minutebook.council.concerns import Concern, Label, label
from training.corpus import CORPUS, Said


def second_reading(folder: Path = CORPUS / "second-reading") -> dict[str, frozenset[Label]]:
    """Return the labels of every message that was read twice, by its id, as the second reader gave them."""
    found: dict[str, frozenset[Label]] = {}
    for path in sorted(folder.glob("*.read")):
        names = path.read_text(encoding="utf-8").split()
        found |= dict.fromkeys(names, frozenset())
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            name, given = line.split("|")
            found[name.strip()] = frozenset(label(each) for each in given.split())
    return found


def first_reading(path: Path = CORPUS / "second-reading" / "settled.jsonl") -> dict[str, frozenset[Label]]:
    """Return the labels that messages had before a third reader settled them otherwise, by their ids."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {row["id"]: frozenset(label(each) for each in row["was"]) for row in rows}


def kappa(first: Sequence[bool], second: Sequence[bool]) -> float:
    """Return Cohen's kappa of two readings: 1 where they never differ, 0 where no better than chance."""
    number = len(first)
    alike = sum(a == b for a, b in zip(first, second, strict=True)) / number
    one, two = sum(first) / number, sum(second) / number
    chance = one * two + (1 - one) * (1 - two)
    return 1.0 if chance == 1 else (alike - chance) / (1 - chance)


def agreement(said: Sequence[Said]) -> dict[str, float]:
    """Return kappa of `warn`, of `record` and of each label, over those of `said` that were read twice.

    Both readings are taken as they were given, before anybody settled where they differ.
    """
    first, second = first_reading(), second_reading()
    pairs = [(first.get(each.id, each.labels), second[each.id]) for each in said if each.id in second]
    found = {
        "warn": kappa([_warns(one) for one, _ in pairs], [_warns(two) for _, two in pairs]),
        "record": kappa([bool(one) for one, _ in pairs], [bool(two) for _, two in pairs]),
    }
    for name in sorted({each for one, two in pairs for each in one | two}):
        found[name.value] = kappa([name in one for one, _ in pairs], [name in two for _, two in pairs])
    return found


def as_a_detector(said: Sequence[Said]) -> tuple[float, float]:
    """Return F1 of `warn` and false cautions a thousand clean messages, were the second readers the detector.

    They are held against the labels as they now stand: what a person reaches who has nothing but the guide.
    """
    second = second_reading()
    pairs = [(each.warn, _warns(second[each.id])) for each in said if each.id in second]
    right = sum(wanted and given for wanted, given in pairs)
    clean = [given for wanted, given in pairs if not wanted]
    f1 = 2 * right / max(1, sum(wanted + given for wanted, given in pairs))
    return f1, 1000 * sum(clean) / max(1, len(clean))


def _warns(labels: frozenset[Label]) -> bool:
    return any(isinstance(each, Concern) for each in labels)
