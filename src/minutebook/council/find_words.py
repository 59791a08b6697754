"""Reading what a clerk types after `/find`: words, "phrases", beginnings*, -without, and filters (`from:ann`). Pure.

`fence or hedge`, or `fence | hedge`, is either. Whatever is typed is a search. What is no filter is a word; quotes need not balance; curly ones are quotes.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from minutebook.council.concerns import Concern, Label, Subject
from minutebook.council.either import QUOTES, alternatives, shared
from minutebook.council.finding import Field, Query, Term
from minutebook.council.records import parse_reference
from minutebook.council.spans import Span, span_of

LONGEST = 180
"""Characters of a search; what follows is left out."""

MOST = 20
"""Terms of a search, or of each of its alternatives; those that follow are left out."""


_NAMES = {
    "from": "from",
    "by": "from",
    "author": "from",
    "class": "class",
    "kind": "kind",
    "after": "after",
    "since": "after",
    "before": "before",
    "until": "before",
    "on": "on",
    "during": "on",
    "has": "has",
    "held": "held",
    "ref": "ref",
}
_HAS = {
    "file": "file",
    "attachment": "file",
    "photo": "photo",
    "picture": "photo",
    "document": "document",
    "voice": "voice",
    "audio": "audio",
    "video": "video",
}
_YES = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
_DASHES = "-–—−"
_PIECE = re.compile(
    rf'(?P<minus>[{_DASHES}])?(?:(?P<name>[A-Za-z]+):)?"(?P<phrase>[^"]*)"(?P<star>\*)?|(?P<chunk>\S+)'
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One piece of what was typed: `-name:value`, the value perhaps in quotes."""

    minus: bool
    name: str
    value: str
    quoted: bool
    star: bool
    typed: str


def parse_query(
    typed: str, now: datetime, zone: ZoneInfo, labels: Mapping[str, Label] | None = None
) -> Query:
    """Return the search that `typed` asks for. Any text is one.

    Args:
        now: aware; for `today`, and for dates without a year.
        zone: the council's: days begin and end there.
        labels: names by which kinds may be called, in lower case; None for the guide's own.
    """
    text = "".join(sign if sign.isprintable() else " " for sign in typed).translate(QUOTES)
    today, names = now.astimezone(zone).date(), _labels() if labels is None else labels
    ways = [_read(part, _Reader(today, zone, names)) for part in alternatives(cut(text))]
    first, *rest = shared([way for way in ways if not way.empty] or ways[:1])
    return replace(first, either=tuple(rest), odd=tuple(odd for way in ways for odd in way.odd))


def _read(text: str, reader: "_Reader") -> Query:
    pieces = _pieces(text)
    place = 0
    while place < len(pieces):
        place += reader.take(pieces, place)
    return reader.query


def _labels() -> dict[str, Label]:
    return {
        spelt: label for label in (*Concern, *Subject) for spelt in (label.value, label.replace("_", " "))
    }


def unknown_classes(query: Query, classes: Iterable[str]) -> list[str]:
    """Return what a search takes for a class though no class's name begins so.

    Args:
        classes: the names of those there are.
    """
    known = [_class_token(klass) for klass in classes]
    wanted = [term.text for way in query.ways for term in way.wanted if term.field is Field.CLASS]
    return [text for text in dict.fromkeys(wanted) if not any(klass.startswith(text) for klass in known)]


def _class_token(name: str) -> str:
    """Return the name of a class as the search index has it."""
    return re.sub(r"[\W_]+", "", name.lower())


def cut(text: str) -> str:
    """Return as much of a search as is read: `LONGEST` characters, whole words."""
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0] or text[:LONGEST]


def _pieces(text: str) -> list[_Piece]:
    found = []
    for match in _PIECE.finditer(text):
        if match["phrase"] is not None:
            name = (match["name"] or "").lower()
            found.append(
                _Piece(bool(match["minus"]), name, match["phrase"], True, bool(match["star"]), match[0])
            )
            continue
        chunk = match["chunk"]
        minus = len(chunk) > 1 and chunk[0] in _DASHES
        name, colon, value = chunk[minus:].partition(":")
        if colon and name.lower() in _NAMES:
            found.append(_Piece(minus, name.lower(), value, False, False, chunk))
        else:
            found.append(_Piece(minus, "", chunk[minus:], False, False, chunk))
    return found


class _Reader:
    """Takes in piece after piece.

    Attributes:
        query: what was asked for so far.
    """

    def __init__(self, today: date, zone: ZoneInfo, labels: Mapping[str, Label]) -> None:
        self.query = Query()
        self._today = today
        self._zone = zone
        self._labels = labels

    def take(self, pieces: list[_Piece], place: int) -> int:
        """Take in what begins at `place` and return how many pieces it was."""
        piece = pieces[place]
        name = _NAMES.get(piece.name)
        if name is None:
            # Not a filter after all: `note:"green gate"` is its words.
            self._word(replace(piece, value=f"{piece.name} {piece.value}".strip()))
            return 1
        if not piece.value and not piece.quoted and place + 1 < len(pieces) and not pieces[place + 1].name:
            # A space after the colon.
            after = pieces[place + 1]
            joined = replace(after, minus=piece.minus, name=piece.name, typed=f"{piece.typed} {after.typed}")
            return 1 + self.take([*pieces[: place + 1], joined, *pieces[place + 2 :]], place + 1)
        if name in ("after", "before", "on"):
            return self._date(name, pieces, place)
        if piece.value and not self._filter(name, piece):
            self.query = replace(self.query, odd=(*self.query.odd, piece.typed))
            self._word(replace(piece, value=piece.typed))
        return 1

    def _word(self, piece: _Piece) -> None:
        value = piece.value.rstrip(".,;:!?)]}'’")
        star = piece.star or (not piece.quoted and value.endswith("*"))
        self._add(Term(value.rstrip("*"), Field.WORDS, star), without=piece.minus)

    def _add(self, term: Term, *, without: bool) -> None:
        if (
            not any(sign.isalnum() for sign in term.text)
            or len(self.query.wanted + self.query.without) >= MOST
        ):
            return
        if term.beginning and sum(sign.isalnum() for sign in term.text) < 2:
            # One letter as a beginning is half of everything.
            term = replace(term, beginning=False)
        if without:
            self.query = replace(self.query, without=(*self.query.without, term))
        else:
            self.query = replace(self.query, wanted=(*self.query.wanted, term))

    def _filter(self, name: str, piece: _Piece) -> bool:
        """Take in a filter that is no date; say whether its value was understood."""
        value = piece.value.strip().strip(".,;").lower()
        term: Term | None = None
        match name:
            case "from":
                term = Term(piece.value.lstrip("@").rstrip("*"), Field.FROM, piece.value.endswith("*"))
            case "class":
                term = Term(_class_token(value), Field.CLASS, beginning=True)
            case "kind":
                label = self._labels.get(value) or self._labels.get(re.sub(r"[\W_]+", " ", value).strip())
                term = Term(label.replace("_", ""), Field.KIND) if label else None
            case "has":
                kind = _HAS.get(value) or _HAS.get(value.removesuffix("s"))
                term = Term(kind, Field.HAS) if kind else None
            case "held" if value in _YES:
                self.query = replace(self.query, held=_YES[value] is not piece.minus)
                return True
            case "ref":
                return self._reference(value)
        if term is None or not any(sign.isalnum() for sign in term.text):
            return False
        self._add(term, without=piece.minus)
        return True

    def _reference(self, value: str) -> bool:
        if re.fullmatch("(?:19|20)[0-9]{2}", value, re.ASCII):
            self.query = replace(self.query, year=int(value))
            return True
        reference = parse_reference(value, self._today.year)
        if reference is None:
            return False
        self.query = replace(self.query, reference=reference)
        return True

    def _date(self, name: str, pieces: list[_Piece], place: int) -> int:
        """Take in a date, of up to three pieces (`after:1 June 2026`), and return how many it was."""
        for count in (3, 2, 1):
            parts = pieces[place : place + count]
            if len(parts) < count or any(part.name or part.minus or part.quoted for part in parts[1:]):
                continue
            span = span_of(" ".join(part.value for part in parts).strip(" .,;"), self._today)
            if span is not None:
                self._span(name, span)
                return count
        piece = pieces[place]
        if piece.value:
            self.query = replace(self.query, odd=(*self.query.odd, piece.typed))
            self._word(replace(piece, value=piece.typed))
        return 1

    def _span(self, name: str, span: Span) -> None:
        since, until = self.query.days
        if name in ("after", "on"):
            since = span.first
        if name in ("before", "on"):
            until = span.last
        self.query = replace(
            self.query,
            days=(since, until),
            since=self._midnight(since) if since else None,
            until=self._midnight(until + timedelta(days=1)) if until else None,
        )

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), tzinfo=self._zone).astimezone(UTC)
