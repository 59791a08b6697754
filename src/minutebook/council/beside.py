"""What stands in a bundle beside its records, and may tell what is withheld in them: titles, searches. Pure.

The clerk's words there are seldom the very passage that was marked: "the Morrisons’ wall" tells of "Jane Morrison of 14
Church Lane" all the same. So each word of them that is like one of what is withheld (`near_words`), and that the
bundle shows nowhere else, is withheld; one that it shows elsewhere tells nothing. What is left out needlessly is seen
to be left out; what is let through harms somebody.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from minutebook.council.exemptions import Mark, Piece, RecordCopy, redacted
from minutebook.council.near_words import NearWords, places_of, stretches, words_of
from minutebook.council.records import all_words


@dataclass(frozen=True, slots=True)
class Guard:
    """What keeps words beside the records from telling what is withheld in these.

    Attributes:
        marks: on passages of the bundle's records.
        words: the words that tell what is withheld, each with the key of its reason; several that stand next to each
            other as one.
    """

    marks: Sequence[Mark] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    def pieces(self, text: str, more: Sequence[Mark] = ()) -> tuple[Piece, ...]:
        """Return a text as the bundle shows it; `more`: marks on what that text is about, whole ones too."""
        passages = [mark for mark in self.marks if mark.words]
        return tuple(
            part
            for piece in redacted(text, [*passages, *more])
            for part in ([piece] if piece.reasons else self._without(piece.text))
        )

    def _without(self, text: str) -> Iterator[Piece]:
        known = places_of(text)
        told = [
            (known[first].begins, known[after - 1].ends, self.words[word])
            for first, after, word in stretches([place.word for place in known])
            if word in self.words
        ]
        at = 0
        for begins, ends, reason in sorted(told):
            if begins >= at:
                if begins > at:
                    yield Piece(text[at:begins])
                yield Piece("", (reason,))
            at = max(at, ends)
        if at < len(text):
            yield Piece(text[at:])


class Watch:
    """Finds which words beside the records tell what is withheld: `hide` all that is, then `show` what is shown.

    Args:
        texts: what stands beside them.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._near = NearWords()
        for text in texts:
            self._near.add(text)
        self._reasons: dict[str, str] = {}
        self._told: dict[str, set[str]] = {}
        self._awaited: set[str] = set()
        self._shown: set[str] = set()

    def hide(self, words: str, reason: str) -> None:
        """Take in words that are withheld, with the key of the reason."""
        for first, after, word in stretches(words_of(words)):
            for near in self._near.like(word, joined=after - first > 1):
                self._reasons.setdefault(near, reason)
                self._told.setdefault(near, set()).add(word)
                self._awaited |= {near, word}

    def show(self, words: str) -> None:
        """Take in words that the bundle shows."""
        self._shown.update(word for _, _, word in stretches(words_of(words)) if word in self._awaited)

    def telling(self) -> dict[str, str]:
        """Return the words that tell what is withheld and shown nowhere, each with the key of its reason.

        One tells nothing that is shown itself, or of which all that it tells is.
        """
        return {
            word: reason
            for word, reason in self._reasons.items()
            if word not in self._shown and not self._told[word] <= self._shown
        }


def kept_back(copy: RecordCopy, marks: Iterable[Mark]) -> Iterator[tuple[str, str]]:
    """Give each text of a record of which its copy withholds any, with the key of the reason.

    The whole text: what of it is shown is told by `shown`.

    Args:
        marks: those the copy was made under.
    """
    for text, pieces in _texts(copy):
        reason = next((key for piece in pieces for key in piece.reasons), "")
        if text and reason:
            yield text, reason
    for mark in marks:
        for member in copy.record.members if mark.whole else ():
            # A conversation's text does not tell each version of its messages.
            if mark.about in (None, member.message.key):
                yield member.message.sender.name, mark.reason
                yield from ((all_words(version), mark.reason) for version in member.versions)


def shown(copy: RecordCopy) -> Iterator[str]:
    """Give each stretch of text that a copy of a record shows."""
    return (piece.text for _, pieces in _texts(copy) for piece in pieces if piece.text)


def _texts(copy: RecordCopy) -> Iterator[tuple[str | None, Sequence[Piece]]]:
    """Give each text of a record, and what its copy shows of it."""
    record = copy.record
    yield record.sender.name, copy.sender
    yield record.captured_by_name, copy.captured_by
    yield record.reply_sender, copy.reply_sender
    yield record.reply_text, copy.reply_text
    yield record.quote, copy.quote
    yield record.forward_from, copy.forward_from
    yield record.other, copy.other
    yield record.note, copy.note
    for version, text, totals in copy.versions:
        yield version.text, text
        yield version.totals, totals
    for file in copy.files:
        yield file.file.name, (Piece("", file.withheld),) if file.withheld else file.name
