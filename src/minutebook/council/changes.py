"""What an edit changed of a conversation on record: each version tells all of it, and most of it is as it was. Pure.

Who reads a record is shown the version that stands, the one that was put on the record and the first whole, and of
every other the messages it changed. The tables of a bundle have each version in full.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from minutebook.council.exemptions import Piece, part
from minutebook.council.named_authors import segment_spans
from minutebook.council.passages import Span
from minutebook.council.records import Member, Record

_ENDS = re.compile(r"\n(?!    )")
"""Where what a conversation tells of a message ends: what follows inside it is set in."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a version of a conversation changed against the one before.

    Attributes:
        messages: how many of its messages read otherwise; 0 where none does.
        spans: where its text tells them, and the day each was said on.
    """

    messages: int
    spans: tuple[Span, ...]

    def of(self, text: str) -> str:
        """Return what the version's text tells of the change."""
        return "\n".join(text[begins:ends] for begins, ends in self.spans)

    def of_copy(self, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
        """Return what a copy of the version's text shows of the change."""
        shown: list[Piece] = []
        for begins, ends in self.spans:
            shown += [Piece("\n")] if shown else []
            shown += part(pieces, begins, ends)
        return tuple(shown)


def changes(record: Record) -> Mapping[int, Change]:
    """Return, by number, what each version of a conversation changed; without those that are to be shown whole."""
    whole = {1, record.at_capture, len(record.versions)}
    found = {}
    for before, after in pairwise(record.versions if record.members else ()):
        if after.number not in whole:
            known, now = _told(before.text, record.members), _told(after.text, record.members)
            # Where the messages cannot be told apart, nothing is left out.
            if known and now:
                found[after.number] = _change(before.text, after.text, known, now)
    return found


def _change(
    before: str, after: str, known: Sequence[tuple[Span, Span]], now: Sequence[tuple[Span, Span]]
) -> Change:
    changed = [
        (day, said)
        for (_, was), (day, said) in zip(known, now, strict=True)
        if before[slice(*was)] != after[slice(*said)]
    ]
    spans = dict.fromkeys(span for both in changed for span in both if span[0] < span[1])
    return Change(len(changed), tuple(spans))


def _told(text: str, members: Sequence[Member]) -> list[tuple[Span, Span]]:
    """Return where a conversation's text tells each message, and the day it was said on; empty if that is unclear."""
    return list(_days(text, segment_spans(text, members)))


def _days(text: str, spans: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Yield each message with the line of its day, which stands above the first of that day."""
    day, above = (0, 0), 0
    for begins, after in spans:
        if text[above:begins].strip():
            day = (above, begins - 1)
        ends = _ENDS.search(text, begins, after)
        until = ends.start() if ends else after
        yield day, (begins, until)
        above = until + 1
