"""Writing a bundle to disk as its records come, with the memory of one page of them whatever their number."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from pathlib import Path
from typing import IO

from minutebook.council.beside import Guard
from minutebook.council.bundles import Cover, Endings, Item, Made
from minutebook.council.exemptions import Mark
from minutebook.council.ledger import Entry
from minutebook.council.withholdings import Withholding, withholdings
from minutebook.council.wording import Wording
from minutebook.reports.bundle import contents, lines, texts
from minutebook.reports.bundle.names import place_of
from minutebook.reports.bundle.pages import PAGE, PageLine, Pages, Turn
from minutebook.reports.bundle.pdf import VOLUME, PdfBook
from minutebook.reports.bundle.shown import ShownRecord, Speaker, plain
from minutebook.reports.bundle.volumes import Volumes

TABLES = ("records.csv", "records.jsonl", "ledger.jsonl")
PROOFS = "contents.jsonl"
"""What the ledger's digests were made from: in no redacted bundle, for it holds the numbers of who said it."""


@dataclass(slots=True)
class _Noticed:
    """What came to light while records were written, for the pages at the end."""

    records: int = 0
    refs: set[str] = field(default_factory=set)
    places: dict[str, Path] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    withheld: list[tuple[str, Sequence[Withholding]]] = field(default_factory=list)
    missing: list[tuple[str, str, str]] = field(default_factory=list)
    lost: dict[str, list[str]] = field(default_factory=dict)


class BundleWriter:
    """Writes one bundle: `add` its records in order, then its `ledger`, then `finish`.

    Args:
        folder: empty; where the bundle is written.
        stored: where the council's files are kept.
        reasons: what each reason for withholding is called, by key.
        limit: bytes a part may have; None for one part whatever its size.
        guard: what keeps the words beside the records from telling what is withheld in these.

    Raises, in each of its methods:
        OSError: the disk is full or cannot be written.
    """

    def __init__(
        self,
        folder: Path,
        cover: Cover,
        wording: Wording,
        reasons: Mapping[str, str],
        stored: Path,
        limit: int | None = None,
        guard: Guard | None = None,
    ) -> None:
        self._folder = folder
        self._stored = stored
        self._cover = cover
        self._speaker = Speaker(wording, cover, reasons, guard)
        self._pages = Pages(self._speaker, texts.foot(self._speaker))
        self._volumes = Volumes(folder, cover.made_at.astimezone(cover.zone), limit)
        names = TABLES if cover.scope.redacted else (*TABLES, PROOFS)
        self._tables: dict[str, IO[bytes]] = {name: (folder / name).open("wb") for name in names}
        self._tables["records.csv"].write(lines.csv_head())
        self._tables["ledger.jsonl"].write(lines.ledger_head(cover))
        self._pdf = self._new_pdf()
        self._pdfs: list[str] = []
        self._pending: list[tuple[Item, ShownRecord]] = []
        self._listed: list[PageLine] = []
        self._noticed = _Noticed()

    @property
    def records(self) -> int:
        """How many records have been written."""
        return self._noticed.records

    @property
    def refs(self) -> Collection[str]:
        """The references of the records that have been written."""
        return self._noticed.refs

    def add(self, items: Iterable[Item]) -> None:
        """Write records, in order."""
        for item in items:
            missing = self._gather(item)
            values = lines.row(self._speaker, item, missing)
            self._tables["records.csv"].write(lines.csv_row(values))
            self._tables["records.jsonl"].write(lines.json_row(values))
            if PROOFS in self._tables:
                self._tables[PROOFS].write(lines.content_rows(item))
            if len(self._pending) == PAGE:
                self._page(more=True)
            shown = self._speaker.show(item, missing)
            self._pending.append((item, shown))
            self._in_pdf(shown)
            self._noticed.records += 1
            self._noticed.refs.add(shown.ref)
            if item.marks:
                self._noticed.marks += item.marks
                self._noticed.withheld.append((shown.ref, withholdings(item.copy.record, item.marks)))
            self._note_missing(shown)

    def _gather(self, item: Item) -> frozenset[int]:
        """Note the files that are to come along; return the keys of those that are not there as they were stored."""
        missing = set()
        for one in item.copy.files:
            file = one.file
            if one.withheld or not file.sha256 or not file.path:
                continue
            path, place = self._stored / file.path, place_of(file)
            if place not in self._noticed.places and _digest_of(path) != file.sha256:
                missing.add(file.id)
                self._noticed.lost.setdefault(file.sha256, []).append(str(item.copy.record.reference))
            else:
                self._noticed.places[place] = path
        return frozenset(missing)

    def _note_missing(self, shown: ShownRecord) -> None:
        for file in shown.files:
            if not file.place:
                self._noticed.missing.append((shown.ref, plain(file.name), file.state))

    def _new_pdf(self) -> PdfBook:
        head = texts.head(self._speaker)
        return PdfBook(self._speaker, head, f"{self._cover.council}: {head}", texts.foot(self._speaker))

    def _in_pdf(self, shown: ShownRecord) -> None:
        count = self._noticed.records
        if count and count % VOLUME == 0:
            self._save_pdf()
            self._pdf = self._new_pdf()
        if count % VOLUME == 0:
            self._pdf.section(self._speaker.tell("records"))
        if count % PAGE == 0:
            self._pdf.bookmark(shown.ref)
        self._pdf.record(shown)

    def _save_pdf(self) -> None:
        several = self._cover.total > VOLUME
        # Of several volumes the first is done before all files are known.
        held = (self._cover.total,) if several else (self._noticed.records, len(self._noticed.places))
        self._pdf.cover(
            texts.head(self._speaker),
            texts.sub(self._speaker),
            texts.copy_note(self._speaker),
            texts.facts(self._speaker, *held),
        )
        name = f"records-{len(self._pdfs) + 1}.pdf" if several else "records.pdf"
        self._pdf.save(self._folder / name)
        self._pdfs.append(name)

    def _page(self, *, more: bool) -> None:
        """Write the page that waits, now that it is known whether another follows."""
        number = len(self._listed) + 1
        (first, begins), (last, ends) = self._pending[0], self._pending[-1]
        place = _page_name(number)
        turn = Turn(
            number=number,
            of=max(number, ceil(self._cover.total / PAGE)),
            first=begins.ref,
            last=ends.ref,
            before=_page_name(number - 1) if number > 1 else "",
            after=_page_name(number + 1) if more else "",
        )
        self._volumes.text(place, self._pages.records(turn, [shown for _, shown in self._pending]))
        about = texts.period(self._speaker, first, last)
        self._listed.append(PageLine(place, begins.ref, ends.ref, about))
        self._pending.clear()

    def ledger(self, entries: Iterable[Entry]) -> None:
        """Write entries of the ledger, in order; none in a redacted bundle."""
        for entry in () if self._cover.scope.redacted else entries:
            self._tables["ledger.jsonl"].write(lines.ledger_row(entry))

    def finish(self, endings: Endings) -> Made:
        """Write what stands beside the records, the files and the manifest."""
        if self._listed and self._pending:
            self._page(more=False)
        for table in self._tables.values():
            table.close()
        known = self._speaker.guard
        marks = list(dict.fromkeys([*known.marks, *self._noticed.marks]))
        self._speaker.guard = replace(known, marks=marks)
        sections = contents.sections(self._speaker, endings, self._noticed.withheld, self._noticed.missing)
        if not self._noticed.records:
            self._pdf.section(self._speaker.tell("records"), [texts.no_records(self._speaker, 0)])
        for section in sections:
            self._volumes.text(section.place, self._pages.table(section.head, section.lead, section.tables))
            self._pdf.section(section.head, section.lead)
            for each in section.tables:
                self._pdf.table(each)
        self._pdf.section(self._speaker.tell("trust"), [*texts.trust(self._speaker), self._cover.head.seal])
        self._save_pdf()
        self._volumes.text("index.html", self._index(sections))
        for name in (*self._tables, *self._pdfs):
            self._volumes.file(name, self._folder / name)
            (self._folder / name).unlink()
        for place, path in sorted(self._noticed.places.items()):
            self._volumes.file(place, path)
        self._volumes.close()
        return Made(
            tuple(self._volumes.parts),
            self._volumes.digest,
            self._noticed.records,
            len(self._noticed.places),
            self._noticed.lost,
        )

    def _index(self, sections: Sequence[contents.Section]) -> str:
        return self._pages.index(
            head=texts.head(self._speaker),
            sub=texts.sub(self._speaker),
            copy_note=texts.copy_note(self._speaker),
            facts=texts.facts(self._speaker, self._noticed.records, len(self._noticed.places)),
            contents=contents.places(self._speaker, sections, self._pdfs),
            shown=[shown for _, shown in self._pending],
            pages=self._listed,
            bare=texts.no_records(self._speaker, self._noticed.records),
            trust=texts.trust(self._speaker),
        )

    def abandon(self) -> None:
        """Close what is open, where the bundle will not be finished."""
        for table in self._tables.values():
            table.close()
        self._volumes.abandon()


def _page_name(number: int) -> str:
    return f"records-{number:04d}.html"


def _digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, hex; "" where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
