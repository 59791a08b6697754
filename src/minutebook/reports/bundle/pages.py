"""The web pages of a bundle: offline, without script, for a screen, a reader's voice and paper alike. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined

from minutebook.reports.bundle.shown import ShownRecord, Speaker

PAGE = 100
"""Records on one page; up to so many stand on the first."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """One page of records, as the index lists it.

    Attributes:
        first, last: references.
        about: from when to when.
    """

    place: str
    first: str
    last: str
    about: str


@dataclass(frozen=True, slots=True)
class Place:
    """One thing that is in the bundle, as the index lists it."""

    place: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table, and what is said where it has no rows."""

    head: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    none: str


@dataclass(frozen=True, slots=True)
class Turn:
    """Which of the pages this is, and those beside it ("" for none)."""

    number: int
    of: int
    first: str
    last: str
    before: str
    after: str


class Pages:
    """Makes pages of what a bundle says.

    Args:
        foot: what stands at the foot of each.
    """

    def __init__(self, speaker: Speaker, foot: str) -> None:
        self._speaker = speaker
        self._jinja = Environment(
            loader=PackageLoader("minutebook.reports.bundle"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        style = resources.files("minutebook.reports.bundle") / "templates" / "style.css"
        cover = speaker.cover
        self._jinja.globals.update(
            t=speaker.tell,
            cover=cover,
            foot=foot,
            # Ours, and in it nothing that HTML would take for its own.
            style=_Trusted(style.read_text(encoding="utf-8")),
        )

    def records(self, turn: Turn, shown: Sequence[ShownRecord]) -> str:
        """Return one page of records."""
        title = self._title(self._speaker.tell("records_head", first=turn.first, last=turn.last))
        return self._made("records.html", title=title, page=turn, shown=shown)

    def table(self, head: str, lead: Sequence[str], tables: Sequence[Table]) -> str:
        """Return a page of tables under some words."""
        return self._made("table.html", title=self._title(head), head=head, lead=lead, tables=tables)

    def index(
        self,
        *,
        head: str,
        sub: str,
        copy_note: str,
        facts: Sequence[tuple[str, str]],
        contents: Sequence[Place],
        shown: Sequence[ShownRecord],
        pages: Sequence[PageLine],
        bare: str,
        trust: Sequence[str],
    ) -> str:
        """Return the first page.

        Args:
            copy_note: that something is blacked out, or "".
            shown: the records, where they stand on this page; else `pages` lists where they do.
            bare: that there are none, or "".
            trust: how to tell that nothing was changed.
        """
        return self._made(
            "index.html",
            title=self._title(head),
            head=head,
            sub=sub,
            copy_note=copy_note,
            facts=facts,
            contents=contents,
            shown=shown,
            pages=pages,
            bare=bare,
            trust=trust,
        )

    def _title(self, head: str) -> str:
        return f"{head} · {self._speaker.cover.council}"

    def _made(self, name: str, **what: object) -> str:
        return self._jinja.get_template(name).render(**what)


class _Trusted(str):
    """Text that goes onto a page as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)
