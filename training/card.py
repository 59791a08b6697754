"""The figures of the model card: every label with its interval, and every council by itself."""

import random
from collections.abc import Callable, Sequence

from minutebook.council.assessment import Detector, Profile
from minutebook.council.concerns import Concern, Label, Subject
from minutebook.detector.learned.reader import ReadingDetector
from training.corpus import Thread, split

_DRAWS = 300

Judged = list[tuple[frozenset[Label], frozenset[Label]]]
"""What each message of a thread has, and what was found."""


def card(say: Callable[[str], None]) -> None:
    """Print two Markdown tables: by label on the test councils, by council on test and validation."""
    detector = ReadingDetector()
    test = [(thread, _judged(detector, thread)) for thread in split("test")]
    say("| test councils | messages with it | precision | recall | F1 | 95 % |")
    say("| --- | --- | --- | --- | --- | --- |")
    rows: list[tuple[str, Callable[[frozenset[Label]], bool]]] = [
        ("any concern (`warn`)", _warns),
        ("any label (`record`)", bool),
    ]
    rows += [(f"`{label}`", lambda labels, label=label: label in labels) for label in (*Concern, *Subject)]
    for name, has in rows:
        say(f"| {name} | {_row([judged for _, judged in test], has)} |")
    say("")
    say("| council | split | `warn` F1 | false cautions a thousand |")
    say("| --- | --- | --- | --- |")
    both = [("test", *each) for each in test]
    both += [("validation", thread, _judged(detector, thread)) for thread in split("validation")]
    for council in dict.fromkeys(thread.council for _, thread, _ in both):
        own = [judged for _, thread, judged in both if thread.council == council]
        where = next(name for name, thread, _ in both if thread.council == council)
        f1, false = _figures(own, _warns)[2], _false(own)
        say(f"| {council} | {where} | {f1:.2f} | {false:.0f} |")
    every = [judged for _, judged in test]
    say(f"\nfalse cautions a thousand clean messages, test councils: {_false(every):.1f}")


def _judged(detector: Detector, thread: Thread) -> Judged:
    nobody = Profile()
    found: Judged = []
    for at, said in enumerate(thread.said):
        each = detector.assess(said.message, thread.context(at), nobody)
        found.append((said.labels, each.concerns | each.subjects))
    return found


def _warns(labels: frozenset[Label]) -> bool:
    return any(isinstance(label, Concern) for label in labels)


def _figures(
    threads: Sequence[Judged], has: Callable[[frozenset[Label]], bool]
) -> tuple[float, float, float, int]:
    pairs = [(has(gold), has(got)) for thread in threads for gold, got in thread]
    right = sum(gold and got for gold, got in pairs)
    wanted, given = sum(gold for gold, _ in pairs), sum(got for _, got in pairs)
    f1 = 2 * right / max(1, wanted + given)
    return right / max(1, given), right / max(1, wanted), f1, wanted


def _row(threads: Sequence[Judged], has: Callable[[frozenset[Label]], bool]) -> str:
    """Return the cells of one row; the interval comes from drawing whole conversations again."""
    precision, recall, f1, wanted = _figures(threads, has)
    rng = random.Random(1)
    drawn = sorted(_figures([rng.choice(threads) for _ in threads], has)[2] for _ in range(_DRAWS))
    low, high = drawn[int(0.025 * _DRAWS)], drawn[int(0.975 * _DRAWS)]
    return f"{wanted} | {precision:.2f} | {recall:.2f} | {f1:.2f} | {low:.2f}–{high:.2f}"


def _false(threads: Sequence[Judged]) -> float:
    clean = [_warns(got) for thread in threads for gold, got in thread if not _warns(gold)]
    return 1000 * sum(clean) / max(1, len(clean))
