"""A search for records: what is wanted, what is left out, of when. `find_words` reads one from what was typed. Pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from minutebook.council.records import Reference


class Field(StrEnum):
    """Where a term is looked for."""

    WORDS = "words"
    FROM = "from"
    CLASS = "class"
    KIND = "kind"
    HAS = "has"


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for.

    Attributes:
        text: its words, in order and next to each other; at least one letter or digit.
        beginning: whether its last word may go on.
    """

    text: str
    field: Field = Field.WORDS
    beginning: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A search: all of `wanted`, none of `without`; or what any of `either` finds.

    Attributes:
        either: other searches, themselves without any; what one of them finds is found.
        since, until: when it was said, aware UTC, from the first and before the second; None for open.
        days: the same as local days, both included.
        held: whether it is on hold; None for either.
        year: of its reference, or None.
        reference: the one record it must be, or None.
        odd: filters whose value was not understood, and which are therefore looked for as words.
    """

    wanted: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    days: tuple[date | None, date | None] = (None, None)
    held: bool | None = None
    year: int | None = None
    reference: Reference | None = None
    odd: tuple[str, ...] = ()
    either: tuple["Query", ...] = ()

    @property
    def ways(self) -> tuple["Query", ...]:
        """The searches any of which will do, one by one; itself where there is no other."""
        return (replace(self, either=()), *self.either)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look for. What only leaves out is nothing, too."""
        return (
            not self.wanted and (self.since, self.until, self.held, self.year, self.reference) == (None,) * 5
        )

    @property
    def words(self) -> tuple[Term, ...]:
        """The terms that may stand anywhere in a record, those of each alternative."""
        return tuple(term for way in self.ways for term in way.wanted if term.field is Field.WORDS)

    def forgiving(self) -> "Query | None":
        """Return the same search with the last word as a beginning, in each alternative; None where that is nothing new."""
        if self.either:
            ways = [way.forgiving() for way in self.ways]
            if not any(ways):
                return None
            first, *rest = (wider or way for wider, way in zip(ways, self.ways, strict=True))
            return replace(first, either=tuple(rest))
        last = next((term for term in reversed(self.wanted) if term.field is Field.WORDS), None)
        if last is None or last.beginning or len(last.text) < 3:
            return None
        wanted = tuple(replace(term, beginning=True) if term is last else term for term in self.wanted)
        return replace(self, wanted=wanted)
