"""Does what the clerk teaches help? The validation councils played through, with a clerk who decides rightly.

In the first half of a council's conversations the clerk decides about everything flagged; in the second half the
taught detector is set beside the untaught one. Then a clerk who dismisses every decision, to see what stays.
"""

from collections.abc import Callable, Sequence

from minutebook.council.assessment import Example, Profile
from minutebook.council.concerns import Concern
from minutebook.detector.learned.reader import ReadingDetector
from training.corpus import Said, Thread, split

_PLAIN = 0.9  # probability from which a decision is plain


def replay(say: Callable[[str], None]) -> None:
    """Print what teaching changes."""
    detector = ReadingDetector()
    before, after, taught = [], [], 0
    kept = plain = 0
    for council in sorted({thread.council for thread in split("validation")}):
        own = [thread for thread in split("validation") if thread.council == council]
        first, second = own[::2], own[1::2]
        examples = _decided(detector, first, lambda said: said.record)
        taught += len(examples)
        before += _judged(detector, second, Profile())
        after += _judged(detector, second, Profile(examples=examples))
        contrary = Profile(examples=_decided(detector, first, lambda _: False))
        stays, of = _still_plain(detector, second, contrary)
        kept, plain = kept + stays, plain + of
    say(f"{taught} decisions of five clerks")
    say(f"untaught: {_figures(before)}")
    say(f"taught:   {_figures(after)}")
    say(f"after clerks who dismissed everything: {kept} of {plain} plain decisions still cautioned")


def _decided(
    detector: ReadingDetector, threads: Sequence[Thread], recorded: Callable[[Said], bool]
) -> tuple[Example, ...]:
    """Return what a clerk teaches who decides about everything on the list."""
    found = []
    for thread in threads:
        for at, said in enumerate(thread.said):
            judged = detector.assess(said.message, thread.context(at), Profile())
            if judged.review:
                found.append(Example(judged.review, recorded(said), judged.vector, judged.model))
    return tuple(found[-300:])


def _judged(
    detector: ReadingDetector, threads: Sequence[Thread], profile: Profile
) -> list[tuple[bool, bool]]:
    return [
        (said.warn, detector.assess(said.message, thread.context(at), profile).warns)
        for thread in threads
        for at, said in enumerate(thread.said)
    ]


def _still_plain(detector: ReadingDetector, threads: Sequence[Thread], profile: Profile) -> tuple[int, int]:
    """Return how many plain decisions are still cautioned, and of how many."""
    kept = plain = 0
    for thread in threads:
        for at, said in enumerate(thread.said):
            if Concern.DECISION not in said.labels:
                continue
            context = thread.context(at)
            if (
                detector.assess(said.message, context, Profile()).probabilities.get(Concern.DECISION, 0)
                >= _PLAIN
            ):
                plain += 1
                kept += detector.assess(said.message, context, profile).warns
    return kept, plain


def _figures(pairs: Sequence[tuple[bool, bool]]) -> str:
    right = sum(gold and got for gold, got in pairs)
    f1 = 2 * right / max(1, sum(gold for gold, _ in pairs) + sum(got for _, got in pairs))
    clean = [got for gold, got in pairs if not gold]
    return f"warn F1 {f1:.3f}, {1000 * sum(clean) / len(clean):.1f} false cautions a thousand clean messages"
