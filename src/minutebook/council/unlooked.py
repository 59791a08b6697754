"""What is withheld of a record only until the clerk has looked at it: what came to it after it was marked. Pure.

The record that was marked withholds such a version whole. Where another record repeats the message, the new words
are withheld by their lines: those that no copy of the marked record shows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from minutebook.council.exemptions import (
    Mark,
    copy_of,
    file_waits,
    looked_at,
    plain,
    redacted,
    waits,
    withheld,
)
from minutebook.council.named_authors import segments
from minutebook.council.passages import fold, occurrences
from minutebook.council.records import Record, RecordFile, Version, all_words


@dataclass(frozen=True, slots=True)
class Unlooked:
    """What came to a marked record that nobody has looked at.

    Attributes:
        lines: of its new words, by the key of the mark that withholds them.
        files: keys of its new files, by the key of the mark that withholds them.
    """

    lines: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[int, frozenset[int]] = field(default_factory=dict)


def unseen_versions(record: Record, marks: Sequence[Mark]) -> list[int]:
    """Return the numbers of versions that are withheld whole only because nobody has looked at them yet (rule 3)."""
    if withheld(marks):
        return []
    return [
        version.number for version in record.versions if any(waits(mark, version, marks) for mark in marks)
    ]


def unseen_files(record: Record, marks: Sequence[Mark]) -> list[RecordFile]:
    """Return the files that are withheld only because nobody has looked at them yet (rule 3)."""
    if withheld(marks):
        return []
    marked = {mark.file_id for mark in marks}
    return [
        file
        for file in record.files
        if file.id not in marked and any(file_waits(record, file, mark, marks) for mark in marks)
    ]


def unlooked(record: Record, marks: Sequence[Mark]) -> Unlooked:
    """Return what came to a record since it was marked, for the records that repeat it.

    Args:
        marks: those that stand on the record itself.
    """
    if withheld(marks) or record.versions[-1].number <= looked_at(marks):
        return Unlooked()
    waiting = set(unseen_versions(record, marks))
    known = [version for version in record.versions if version.number not in waiting]
    lines = {}
    for mark in marks:
        new = [version for version in record.versions if waits(mark, version, marks)]
        if new:
            lines[mark.id] = tuple(dict.fromkeys(_new_lines(record, marks, known, new)))
    files = {
        mark.id: frozenset(file.id for file in record.files if file_waits(record, file, mark, marks))
        for mark in marks
    }
    return Unlooked(lines, files)


def _new_lines(
    record: Record, marks: Sequence[Mark], known: Sequence[Version], new: Sequence[Version]
) -> Iterator[str]:
    """Yield the lines of new versions that the copy shows in none of those known."""
    if not record.members:
        shown = {
            _key(line)
            for version in known
            for line in plain(redacted(version.text, marks, version.number), {}).splitlines()
        }
        for version in new:
            yield from (line.strip() for line in version.text.splitlines() if _new(line, shown))
        return
    for place, member in enumerate(record.members):
        shown = {
            _key(words)
            for version in known
            for line in plain(redacted(segments(version.text, record.members)[place], marks), {}).splitlines()
            for words in _without_head(line)
        }
        told = "\n".join(segments(version.text, record.members)[place] for version in new)
        for line in (line for said in member.versions for line in all_words(said).splitlines()):
            if _new(line, shown) and occurrences(told, line, whole=False):
                yield line.strip()


def _without_head(line: str) -> Iterator[str]:
    """Yield a line of a conversation, and what it may say after its time and author: a name may have a colon too."""
    yield line
    while ": " in line:
        line = line.split(": ", 1)[1]
        yield line


def _new(line: str, shown: set[str]) -> bool:
    return bool(line.strip()) and _key(line) not in shown


def _key(line: str) -> str:
    return fold(line).stream or line.strip()


def _has(version: Version, mark: Mark) -> bool:
    return bool(occurrences(version.text, mark.words, whole=False))


def awaited(record: Record, marks: Sequence[Mark]) -> list[int]:
    """Return the keys of the other records that must be looked at before this one's copy shows all that it may.

    Args:
        marks: all under which its copy is made, those lent to it too.
    """
    lenders = {mark.record_id for mark in marks if mark.later or mark.awaits} - {record.id}
    whole = copy_of(record, marks)
    return [lender for lender in sorted(lenders) if copy_of(record, _without(marks, lender)) != whole]


def _without(marks: Sequence[Mark], lender: int) -> list[Mark]:
    """Return marks as they were if the clerk had looked at the record that lends them."""
    return [
        replace(mark, later=()) if mark.record_id == lender else mark
        for mark in marks
        if not (mark.awaits and mark.record_id == lender)
    ]


def handed_on(record: Record, lent: Sequence[Mark], own: Sequence[Mark]) -> Iterator[Mark]:
    """Yield the marks that are lent to a record as its own, for when the record that lends them is no more.

    What would have waited until the clerk looked at that one is withheld until the clerk lifts it. A later version of
    this one waits as if the words had been marked in it.

    Args:
        lent: by the record that goes; `own`: on this record.
    """
    # Nobody has looked at what waits here already.
    seen = looked_at(own) or record.versions[-1].number
    for mark in lent:
        having = [one.number for one in record.versions if mark.words and _has(one, mark)]
        about = None if having else mark.about
        version = having[-1] if having else 0
        handed = replace(mark, record_id=record.id, later=(), awaits=False, seen=seen)
        yield replace(handed, about=about, version=version)
        for line in mark.later:
            yield replace(handed, words=line)
