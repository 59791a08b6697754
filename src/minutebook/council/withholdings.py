"""What a mark in fact withholds of a record's copy, for the log of what is withheld. Pure.

A mark is lent to every record that may repeat what was marked (an answer, a conversation, the same file); whether that
one does repeat it, only its copy tells. And one mark may be lent in two ways.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from minutebook.council.exemptions import Mark, Piece, RecordCopy, copy_of, looked_at, redacted, waits
from minutebook.council.link_copies import link_copies
from minutebook.council.records import Record


@dataclass(frozen=True, slots=True)
class Withholding:
    """A mark, and where in a record's copy it withholds something.

    Attributes:
        lent: whether it is another record's, whose words this one repeats.
        versions: numbers of the versions of which it withholds anything; those in `waiting` apart.
        waiting: numbers of the versions it withholds in full until the clerk has looked at them.
        of: how many versions the record has.
    """

    mark: Mark
    lent: bool = False
    versions: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()
    of: int = 1


def withholdings(record: Record, marks: Sequence[Mark], *, only_lent: bool = False) -> list[Withholding]:
    """Return the marks that withhold anything of a record's copy, in their order, each once.

    Args:
        marks: all that the copy is made under.
        only_lent: leave out the record's own, whoever asks has these: each mark is tried on every version.
    """
    entire = {mark.id for mark in marks if _entire(mark)}
    found: dict[object, Withholding] = {}
    places: dict[object, Withholding | None] = {}
    for mark in marks:
        # What withholds everything is told as that alone, in how many ways soever it was lent.
        told_else = mark.id in entire and not _entire(mark)
        if told_else or (only_lent and mark.record_id == record.id):
            continue
        alike = _alike(mark)
        if alike not in places:
            places[alike] = _withholding(record, mark, marks)
        one = places[alike]
        if one is not None:
            key = _entire(mark), mark.id, mark.file_id
            known = found.get(key, replace(one, mark=mark))
            found[key] = replace(known, versions=tuple(sorted({*known.versions, *one.versions})))
    return list(found.values())


def _entire(mark: Mark) -> bool:
    return mark.whole and mark.about is None


def _alike(mark: Mark) -> object:
    """Return what marks have in common that withhold the same: words that were marked wherever they stand, say."""
    what = (mark.words, mark.later, mark.file_id, mark.awaits)
    return (*what, mark.record_id, mark.about, mark.version, bool(mark.seen))


def _withholding(record: Record, mark: Mark, marks: Sequence[Mark]) -> Withholding | None:
    """Return where a mark withholds something, or None where it does nowhere; `marks`: all of the record's copy."""
    # What the clerk has looked at since counts for every mark; one that is lent has seen nothing of this record.
    alone = [replace(mark, seen=looked_at(marks)) if mark.seen else mark]
    copy = copy_of(record, alone)
    waiting = tuple(one.number for one in record.versions if waits(alone[0], one, alone))
    hidden = {one.number for one, *texts in copy.versions if any(_any_hidden(text) for text in texts)}
    links = [link for link in link_copies(copy, alone) if link.reasons]
    beside = copy.withheld or links or _hidden_beside(copy, redacted(record.reply_elsewhere or "", alone))
    if not hidden and not beside:
        return None
    versions = sorted((hidden | {link.version for link in links}) - set(waiting))
    lent = mark.record_id != record.id
    return Withholding(mark, lent, tuple(versions), waiting, len(record.versions))


def _hidden_beside(copy: RecordCopy, elsewhere: Sequence[Piece]) -> bool:
    """Whether anything but the words of its versions is withheld of a record."""
    names = (copy.sender, copy.captured_by, copy.reply_sender, elsewhere)
    texts = (copy.reply_text, copy.quote, copy.forward_from, copy.other, copy.note)
    files = any(file.withheld or _any_hidden(file.name) for file in copy.files)
    return files or any(_any_hidden(text) for text in (*names, *texts))


def _any_hidden(pieces: Iterable[Piece]) -> bool:
    return any(piece.reasons for piece in pieces)
