"""What stands in a bundle beside its records, and may tell what is withheld in them: titles, searches. Pure.

The clerk's words there are seldom the very passage that was marked: "Morrison wall" tells of "Jane Morrison of 14
Church Lane" all the same. So each word of them that a marked passage has, and that the bundle shows nowhere
else, is withheld; one that it shows elsewhere tells nothing.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from minutebook.council.exemptions import Mark, Piece, RecordCopy, redacted
from minutebook.council.requests import COMMON
from minutebook.council.terms import tokens

TELLING = 3
"""Letters of a word that tells anything by itself."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Guard:
    """What keeps words beside the records from telling what is withheld in these.

    Attributes:
        marks: on passages of the bundle's records.
        words: the words that only these passages have, each with the key of its reason.
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

    def _without(self, text: str) -> Iterable[Piece]:
        at = 0
        for found in _WORD.finditer(text):
            reason = next((self.words[word] for word in tokens(found[0]) if word in self.words), "")
            if reason:
                if found.start() > at:
                    yield Piece(text[at : found.start()])
                yield Piece("", (reason,))
                at = found.end()
        if at < len(text):
            yield Piece(text[at:])


def suspects(texts: Iterable[str], marks: Iterable[Mark]) -> dict[str, str]:
    """Return the words of some texts with which a word of a marked passage begins, each with the mark's reason."""
    said = {word for text in texts for word in tokens(text) if len(word) >= TELLING and word not in COMMON}
    passages = [(mark.reason, tokens(mark.words)) for mark in marks if mark.words]
    return {
        word: reason
        for word in said
        for reason, known in passages
        if any(other.startswith(word) for other in known)
    }


def shown(copy: RecordCopy, words: Iterable[str]) -> set[str]:
    """Return those of some words with which a word begins that a copy of a record shows."""
    pieces = [
        *copy.sender,
        *copy.reply_sender,
        *copy.reply_text,
        *copy.quote,
        *copy.forward_from,
        *copy.other,
        *copy.note,
        *(piece for _, text, totals in copy.versions for piece in (*text, *totals)),
    ]
    known = {token for piece in pieces for token in tokens(piece.text)}
    return {word for word in words if any(token.startswith(word) for token in known)}
