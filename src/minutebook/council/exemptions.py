"""Exemptions: what of a record is withheld from the copy that is given out, and why. The original stays.

Rules:

1. A mark on a whole record withholds every word and file of it.
2. A mark on a passage withholds it where it was marked, and its words wherever else the record has them: in
   other versions, in what it answered or quoted, in notes and names.
3. A version made after every mark was, in which the words cannot be found, may say the same in other words:
   it is withheld whole until the clerk has looked at it (`seen`), with the files that came with it. Where a file
   is marked, every file that came later is withheld until then: it may be the same in another picture.
4. What another record repeats (an answer to it, a conversation it is part of) is withheld there too; the
   store lends that record the marks (`about`), and with them what rule 3 withholds (`later`). A file that is withheld is so wherever the same content lies. Who
   said what is withheld whole is named in a conversation by what else they said there alone.
5. A part of a text is cut from the redacted text for a copy, never redacted after it was cut (`part`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from minutebook.council.named_authors import author_spans, hidden_authors, quote_spans
from minutebook.council.passages import Folded, Span, broken_off, fold, occurrences
from minutebook.council.polls import told_otherwise
from minutebook.council.records import Record, RecordFile, Version, all_words

Key = tuple[int, int]
"""A message: chat id and message id."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark that stands.

    Attributes:
        id: the store's key.
        record_id: the record that was marked.
        reason: key of the reason (`council.reasons`).
        at, by, by_name: when, by whom.
        words: the passage; "" where the whole record, or a file, is marked.
        version: the version whose passage it is; 0 where it is none's: the whole record, or words beside it.
        begins, ends: where the passage stands in that version, in code points; None where it is none's.
        seen: the record's latest version when it was marked, or when the clerk last looked at it.
        file_id: the file that is withheld, or None.
        request_id: the information request it is for; None for every copy.
        note: why, in the clerk's words.
        about: the message it withholds, where it is lent to a record that repeats it; None for the record itself.
        later: where it is lent, the lines of the marked record's versions that nobody has looked at.
        awaits: whether it is lent for a file of such a version, and holds until somebody has looked at that.
    """

    id: int
    record_id: int
    reason: str
    at: datetime
    by: int
    by_name: str
    words: str = ""
    version: int = 0
    begins: int | None = None
    ends: int | None = None
    seen: int = 0
    file_id: int | None = None
    request_id: int | None = None
    note: str = ""
    about: Key | None = None
    later: tuple[str, ...] = ()
    awaits: bool = False

    @property
    def whole(self) -> bool:
        """Whether everything is withheld."""
        return not self.words and self.file_id is None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a copy: text that is shown, or the place of some that is not.

    Attributes:
        text: what is shown; "" for what is withheld.
        reasons: keys of why it is withheld, without repeats; empty for what is shown.
        hidden: characters of the original that are withheld here; 0 where nobody cuts it (`part`).
    """

    text: str
    reasons: tuple[str, ...] = ()
    hidden: int = field(default=0, compare=False)


def redacted(
    text: str, marks: Iterable[Mark], version: int | None = None, about: Key | None = None
) -> tuple[Piece, ...]:
    """Return a text as a copy shows it: in pieces, none of which holds a character of what is withheld.

    Args:
        marks: those that stand on the record the text is of (`storage.exemptions.of_records`).
        version: number of the version it is the text of; None for any other text of the record.
        about: the message it repeats, where it is that of another than the record's own.
    """
    standing = list(marks) if text else []
    new = version is not None and version > looked_at(standing)
    covered = []
    known = fold(text if standing else "")
    for mark in standing:
        spans = _covers(mark, known, version, about, new=new)
        covered += [(begins, ends, mark.reason) for begins, ends in spans if begins < ends]
    return _pieces(text, sorted(covered))


def _covers(mark: Mark, text: Folded, version: int | None, about: Key | None, *, new: bool) -> Sequence[Span]:
    """Return which stretches of a text a mark withholds."""
    everything = ((0, len(text.text)),)
    if mark.whole:
        return everything if mark.about in (None, about) else ()
    if mark.file_id is not None:
        return ()
    if version is not None and version == mark.version and mark.begins is not None and mark.ends is not None:
        return ((mark.begins, mark.ends),)
    parts = (mark.words, *mark.later)
    found = [span for words in parts for span in occurrences(text, words, whole=False)]
    if version is None:
        return [*found, *(span for words in parts for span in broken_off(text, words))]
    if not found and new and mark.version and mark.about is None:
        return everything
    return found


def looked_at(marks: Iterable[Mark]) -> int:
    """Return the latest version of a record that its marks were made for, or that the clerk looked at since."""
    return max((mark.seen for mark in marks), default=0)


def waits(mark: Mark, version: Version, marks: Iterable[Mark]) -> bool:
    """Whether a mark withholds a version whole until the clerk has looked at it; `marks`: all of its record."""
    if not (mark.words and mark.version) or mark.about is not None or version.number <= looked_at(marks):
        return False
    return not occurrences(version.text, mark.words, whole=False)


def _pieces(text: str, covered: Sequence[tuple[int, int, str]]) -> tuple[Piece, ...]:
    """Return a text with stretches taken out of it, those that overlap as one."""
    merged: list[tuple[int, int, tuple[str, ...]]] = []
    for begins, ends, reason in covered:
        if merged:
            first, last, reasons = merged[-1]
            if begins < last or (begins == last and reasons == (reason,)):
                merged[-1] = (first, max(last, ends), tuple(dict.fromkeys((*reasons, reason))))
                continue
        merged.append((begins, ends, (reason,)))
    pieces = []
    at = 0
    for begins, ends, reasons in merged:
        if begins > at:
            pieces.append(Piece(text[at:begins]))
        pieces.append(Piece("", reasons, ends - begins))
        at = ends
    return (*pieces, Piece(text[at:])) if at < len(text) else tuple(pieces)


def plain(pieces: Iterable[Piece], labels: dict[str, str]) -> str:
    """Return pieces as one text, with `[withheld: reason]` in place of what is withheld.

    Args:
        labels: what each reason is called, by key; a key that is not among them stands for itself.
    """
    return "".join(
        f"[withheld: {'; '.join(labels.get(key, key) for key in piece.reasons)}]"
        if piece.reasons
        else piece.text
        for piece in pieces
    )


def part(pieces: Iterable[Piece], begins: int, ends: int) -> tuple[Piece, ...]:
    """Return what a redacted text shows of a stretch of its original, whose first character and after the last are given."""
    kept, at = [], 0
    for piece in pieces:
        length = piece.hidden or len(piece.text)
        first, last = max(begins - at, 0), min(ends - at, length)
        if first < last:
            kept.append(
                replace(piece, text=piece.text[first:last], hidden=(last - first) * bool(piece.hidden))
            )
        at += length
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class FileCopy:
    """A file as a copy has it.

    Attributes:
        name: as far as it is shown; empty for a file without one.
        withheld: keys of why its content is left out; empty where it is given.
    """

    file: RecordFile
    name: tuple[Piece, ...]
    withheld: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordCopy:
    """A record as a copy shows it: every text in pieces, an empty tuple where there is none.

    Attributes:
        record: the original, for what is no content: reference, times, method, ids.
        withheld: keys of why the whole record is, or empty. Its labels are then left out too.
        versions: each with what is shown of its text, and of the totals of a poll closed by then.
    """

    record: Record
    withheld: tuple[str, ...]
    sender: tuple[Piece, ...]
    captured_by: tuple[Piece, ...]
    versions: tuple[tuple[Version, tuple[Piece, ...], tuple[Piece, ...]], ...]
    reply_sender: tuple[Piece, ...]
    reply_text: tuple[Piece, ...]
    quote: tuple[Piece, ...]
    forward_from: tuple[Piece, ...]
    other: tuple[Piece, ...]
    note: tuple[Piece, ...]
    files: tuple[FileCopy, ...]

    @property
    def text(self) -> tuple[Piece, ...]:
        """What is shown of the text as captured."""
        return self.versions[min(self.record.at_capture, len(self.versions)) - 1][1]


def copy_of(record: Record, marks: Sequence[Mark]) -> RecordCopy:
    """Return a record as a copy that is given out shows it, under the marks that stand."""
    named = [mark for one in marks for mark in _named_again(record, one, marks)]
    authors = [replace(mark, words=name, about=None) for mark, name in _unnamed(record, marks)]
    marks = [one for mark in marks for one in (mark, *_told_again(record, mark))]
    answered = (record.chat_id, record.reply_to) if record.reply_to is not None else None

    def beside(text: str | None, about: Key | None = None) -> tuple[Piece, ...]:
        return redacted(text or "", marks, about=about)

    return RecordCopy(
        record=record,
        withheld=withheld(marks),
        sender=redacted(record.sender.name, [*marks, *authors]),
        # Who recorded it may have said what is withheld in it.
        captured_by=redacted(record.captured_by_name, [*marks, *authors]),
        versions=tuple(
            (
                version,
                redacted(version.text, [*marks, *named, *_heads(record, version, marks)], version.number),
                beside(version.totals),
            )
            for version in record.versions
        ),
        reply_sender=beside(record.reply_sender, answered),
        reply_text=beside(record.reply_text, answered),
        quote=beside(record.quote, answered),
        forward_from=beside(record.forward_from),
        other=beside(record.other),
        note=beside(record.note),
        files=tuple(_file(record, file, marks) for file in record.files),
    )


def _told_again(record: Record, mark: Mark) -> Iterable[Mark]:
    """Yield the lines of a message that is withheld whole, where a conversation tells it; what a poll says otherwise."""
    for words in told_otherwise(record, mark.words):
        yield replace(mark, words=words, version=0)
    if not mark.whole or mark.about is None:
        return
    for message in (one for member in record.members for one in member.versions):
        for line in all_words(message).splitlines() if message.key == mark.about else ():
            if line.strip():
                yield replace(mark, words=line.strip(), about=None)


def _named_again(record: Record, mark: Mark, marks: Sequence[Mark]) -> Iterable[Mark]:
    """Yield the name of a file that is withheld, where the record's text has it: a conversation's tells its files."""
    for file in record.files if record.members else ():
        if file.name and (mark.file_id == file.id or file_waits(record, file, mark, marks)):
            yield replace(mark, words=file.name, file_id=None, about=None, version=0)


def _heads(record: Record, version: Version, marks: Sequence[Mark]) -> Iterable[Mark]:
    """Yield the places where a conversation names who said what is withheld whole, and quotes a part of what is."""
    for mark in marks if record.members else ():
        about = mark.about if mark.whole else None
        spans = author_spans(version.text, record.members, about) if about is not None else []
        spans += quote_spans(version.text, record.members, about, (mark.words, *mark.later))
        place = replace(mark, file_id=None, about=None, later=(), version=version.number)
        for begins, ends in spans:
            yield replace(place, words=version.text[begins:ends], begins=begins, ends=ends)


def _unnamed(record: Record, marks: Sequence[Mark]) -> Iterable[tuple[Mark, str]]:
    """Yield the names that a conversation's authors are listed without, each with the mark that withholds it."""
    gone = {mark.about: mark for mark in marks if mark.whole and mark.about is not None}
    names = hidden_authors(record.members, gone) if gone else ()
    return [(next(iter(gone.values())), name) for name in names]


def withheld(marks: Iterable[Mark]) -> tuple[str, ...]:
    """Return the keys of the reasons for which the whole record is withheld; empty where it is not."""
    return tuple(dict.fromkeys(mark.reason for mark in marks if mark.whole and mark.about is None))


def file_waits(record: Record, file: RecordFile, mark: Mark, marks: Sequence[Mark]) -> bool:
    """Whether a mark withholds a file that came later until the clerk has looked at it; `marks`: all of its record."""
    if mark.file_id is not None:
        # One that is lent has seen nothing of this record.
        return bool(mark.seen) and file.version > looked_at(marks)
    return any(version.number == file.version and waits(mark, version, marks) for version in record.versions)


def _file(record: Record, file: RecordFile, marks: Sequence[Mark]) -> FileCopy:
    """Return a file as a copy has it: one whose name has words that are withheld goes with them."""
    name = redacted(file.name or "", marks)
    own = [one.reason for one in marks if one.file_id == file.id or file_waits(record, file, one, marks)]
    reasons = [*withheld(marks), *own, *(reason for piece in name for reason in piece.reasons)]
    return FileCopy(file, (Piece("", tuple(own)),) if own else name, tuple(dict.fromkeys(reasons)))
