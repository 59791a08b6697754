"""Does what the clerk teaches help? The validation councils played through, with a clerk who decides rightly.

In the first half of a council's conversations the clerk decides about everything flagged; in the second half the
taught detector is set beside the untaught one. Then what comes back: the situations of `corpus/styles/`, decided about in one
way of writing and judged in the others. Then a clerk who dismisses every decision, to see what stays.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from minutebook.council.assessment import Example, Profile
from minutebook.council.concerns import Concern
from minutebook.detector.learned.reader import ReadingDetector
from training.corpus import Said, Thread, split
from training.styles import STYLES, situations

_PLAIN = 0.9  # probability from which a decision is plain


def replay(say: Callable[[str], None]) -> None:
    """Print what teaching changes."""
    detector = ReadingDetector()
    before: list[_Judged] = []
    after: list[_Judged] = []
    taught = 0
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
    _come_back(detector, say)
    say(f"after clerks who dismissed everything: {kept} of {plain} plain decisions still cautioned")


def _come_back(detector: ReadingDetector, say: Callable[[str], None]) -> None:
    """Print what teaching changes where the same situations are told again, in another way of writing."""
    lasts = {style: situations(style) for style in STYLES}
    untaught = {style: _judged(detector, lasts[style], Profile(), lasts_only=True) for style in STYLES}
    before: list[_Judged] = []
    after: list[_Judged] = []
    for style in STYLES:
        taught = Profile(examples=_decided(detector, lasts[style], lambda said: said.record, lasts_only=True))
        for other in STYLES:
            if other != style:
                before += untaught[other]
                after += _judged(detector, lasts[other], taught, lasts_only=True)
    say(f"told again, untaught: {_figures(before)}; {_listed(before)}")
    say(f"told again, taught:   {_figures(after)}; {_listed(after)}")


def _decided(
    detector: ReadingDetector,
    threads: Sequence[Thread],
    recorded: Callable[[Said], bool],
    *,
    lasts_only: bool = False,
) -> tuple[Example, ...]:
    """Return what a clerk teaches who decides about everything on the list; of each conversation's last message, if so told."""
    found = []
    for thread in threads:
        for at, said in _messages(thread, lasts_only):
            judged = detector.assess(said.message, thread.context(at), Profile())
            if judged.review:
                found.append(Example(judged.review, recorded(said), judged.vector, judged.model))
    return tuple(found[-300:])


@dataclass(frozen=True, slots=True)
class _Judged:
    """A message by its labels, and whether it was cautioned, and put on the clerk's list."""

    said: Said
    cautioned: bool
    listed: bool


def _messages(thread: Thread, lasts_only: bool) -> list[tuple[int, Said]]:
    """Return a conversation's messages, or the last alone, each with its place."""
    return list(enumerate(thread.said))[-1 if lasts_only else 0 :]


def _judged(
    detector: ReadingDetector, threads: Sequence[Thread], profile: Profile, *, lasts_only: bool = False
) -> list[_Judged]:
    found = []
    for thread in threads:
        for at, said in _messages(thread, lasts_only):
            judged = detector.assess(said.message, thread.context(at), profile)
            found.append(_Judged(said, judged.warns, bool(judged.review)))
    return found


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


def _figures(judged: Sequence[_Judged]) -> str:
    warn = [(each.said.warn, each.cautioned) for each in judged]
    record = [(each.said.record, each.listed) for each in judged]
    return (
        f"warn F1 {_f1(warn):.3f}, {_falsely(warn):.1f} false cautions a thousand clean messages; "
        f"the clerk's list F1 {_f1(record):.3f}, {_falsely(record):.1f} listed falsely a thousand"
    )


def _listed(judged: Sequence[_Judged]) -> str:
    rightly = sum(each.listed and each.said.record for each in judged)
    return f"listed {rightly} of {sum(each.said.record for each in judged)}"


def _f1(pairs: Sequence[tuple[bool, bool]]) -> float:
    right = sum(gold and got for gold, got in pairs)
    return 2 * right / max(1, sum(gold for gold, _ in pairs) + sum(got for _, got in pairs))


def _falsely(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Return how many of a thousand that should not be are."""
    clean = [got for gold, got in pairs if not gold]
    return 1000 * sum(clean) / len(clean)
