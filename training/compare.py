"""The table of the README: this detector beside simpler ones, on the test councils and on others' public sets."""

from collections.abc import Callable, Sequence

from minutebook.council.concerns import Concern
from minutebook.detector.learned.reader import ReadingDetector
from minutebook.detector.rules import RulesDetector
from training import families
from training.corpus import SHARED, Thread, split, threads
from training.families import Given, TfIdf

_SETS = (("everyday texts", "everyday_sms.jsonl"), ("AMI", "ami_decisions.jsonl"))


def compare(say: Callable[[str], None]) -> None:
    """Print a Markdown table, a row a family."""
    sets = [("test councils", split("test"))]
    sets += [(name, threads([SHARED / path])) for name, path in _SETS if (SHARED / path).exists()]
    tfidf = TfIdf(split("train"), split("validation"))
    rows: list[tuple[str, Callable[[Sequence[Thread]], Given]]] = [
        ("keyword lexicon", families.lexicon),
        ("TF-IDF + logistic regression", tfidf.judge),
        ("our rules alone", lambda them: families.detector(RulesDetector(), them)),
        ("**Minutebook**", lambda them: families.detector(ReadingDetector(), them)),
    ]
    heads = [
        "",
        "`warn` F1",
        "`record` F1",
        *(f"false cautions per 1,000: {name}" for name, _ in sets[:2]),
        "AMI F1",
    ]
    say("| " + " | ".join(heads[: 3 + len(sets)]) + " |")
    say("|" + " --- |" * len(heads[: 3 + len(sets)]))
    for name, judge in rows:
        say("| " + " | ".join([name, *_cells(judge, sets)]) + " |")


def _cells(judge: Callable[[Sequence[Thread]], Given], sets: Sequence[tuple[str, list[Thread]]]) -> list[str]:
    cells, false = [], []
    for name, them in sets:
        given = judge(them)
        warned = [any(isinstance(each, Concern) for each in labels) for labels in given]
        said = [each for thread in them for each in thread.said]
        if name == "AMI":
            false.append(f"{f1(warned, [each.warn for each in said]):.2f}")
            continue
        if name == "test councils":
            cells += [
                f"{f1(warned, [each.warn for each in said]):.2f}",
                f"{f1([bool(labels) for labels in given], [each.record for each in said]):.2f}",
            ]
        clean = [got for got, each in zip(warned, said, strict=True) if not each.warn]
        false.append(f"{1000 * sum(clean) / len(clean):.1f}")
    return cells + false


def f1(given: Sequence[bool], wanted: Sequence[bool]) -> float:
    """Return the harmonic mean of precision and recall."""
    right = sum(a and b for a, b in zip(given, wanted, strict=True))
    return 2 * right / max(1, sum(given) + sum(wanted))
