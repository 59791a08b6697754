"""Marks whose reason is of another law than that under which a request is answered. Pure.

What they withhold stays withheld: left out needlessly it can still be given, once given it cannot be taken back. But a
copy cites no section of another law, and whoever sends it is told which marks these are.
"""

from collections.abc import Container, Iterable

from minutebook.council.bundles import Cover
from minutebook.council.exemptions import Mark
from minutebook.council.reasons import LAW_OF, Reasons


def labels_of(cover: Cover, reasons: Reasons) -> dict[str, str]:
    """Return what a bundle calls each reason: in a request's by its section of the law that is answered under."""
    if cover.case is None:
        return reasons.labels()
    labels = reasons.under(LAW_OF[cover.case.kind]).labels()
    if not cover.scope.redacted:
        # The council sees which law it was that somebody had in mind.
        labels |= {key: reasons.by_key[key].shown for key in cover.case.foreign}
    return labels


def put_right(mark: Mark, marks: Iterable[Mark], foreign: Container[str]) -> bool:
    """Whether the same is withheld for a reason that holds, so that a mark's own need not be relied on.

    Args:
        marks: those a record's copy is made under.
        foreign: keys of the reasons that do not hold under the request's law.
    """
    return any(one.reason not in foreign and _withholds(one, mark) for one in marks)


def to_tell(marks: Iterable[Mark], foreign: Container[str]) -> list[Mark]:
    """Return those of a record's marks of which somebody must be told: no reason that holds withholds the same."""
    known = list(marks)
    return [mark for mark in known if mark.reason in foreign and not put_right(mark, known, foreign)]


def to_list(marks: Iterable[Mark], foreign: Container[str]) -> list[Mark]:
    """Return a record's marks as a copy lists them: without those that another of the right law stands for."""
    known = list(marks)
    return [mark for mark in known if mark.reason not in foreign or not put_right(mark, known, foreign)]


def _withholds(one: Mark, mark: Mark) -> bool:
    """Whether one mark withholds everything that another does."""
    if one.whole:
        return one.about in (None, mark.about)
    if one.file_id is not None or mark.file_id is not None:
        return one.file_id == mark.file_id
    # In its own version a passage is withheld where it was marked, and its words wherever else.
    same_place = one.version != mark.version or one.begins in (None, mark.begins)
    return one.words.casefold() == mark.words.casefold() and one.about == mark.about and same_place
