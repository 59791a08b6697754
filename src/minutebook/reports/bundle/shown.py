"""A record of a bundle as its readers see it: everything in words, once, for the pages and the PDF alike. Pure."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from minutebook.council.beside import Guard
from minutebook.council.bundles import Cover, Item
from minutebook.council.changes import Change, changes
from minutebook.council.concerns import Label
from minutebook.council.exemptions import FileCopy, Piece, RecordCopy
from minutebook.council.link_copies import LinkCopy, names_account
from minutebook.council.records import Version
from minutebook.council.schedule import local_day
from minutebook.council.schedules import FOR_GOOD
from minutebook.council.wording import Wording
from minutebook.reports.bundle.glyphs import clean
from minutebook.reports.bundle.names import SEEN, ending_of, place_of, safe_name
from minutebook.reports.digest_lines import labels_shown
from minutebook.reports.show import version_phrase


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, or, where `withheld` says why, the place of some that is not shown."""

    text: str
    withheld: str = ""


Runs = Sequence[Run]


@dataclass(frozen=True, slots=True)
class ShownText:
    """One version of a record, or what it says beside it.

    Attributes:
        head: what is said above it, or "".
        runs: empty where it has no text.
        links: a line for each of its words that lead somewhere they do not say.
        bare: whether its heading says all there is to say.
    """

    head: str
    runs: Runs
    links: Sequence[Runs] = ()
    bare: bool = False


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file of a record.

    Attributes:
        place: where it lies in the bundle, or "" where it does not.
        save_as: what it is called when it is saved.
        picture: whether a browser shows it.
        state: what became of it, in words.
    """

    name: Runs
    place: str
    save_as: str
    picture: bool
    state: str


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """A record as it stands on a page.

    Attributes:
        anchor: its place on the page, an id.
        sent, sent_iso: when it was said, in words and as ISO 8601.
        withheld: why all of it is, or "".
        context: what it answered, quoted, carried; and the note beside it.
        facts: how it came on the record, its class, its dates: name and value.
    """

    ref: str
    anchor: str
    author: Runs
    sent: str
    sent_iso: str
    withheld: str
    labels: str
    context: Sequence[ShownText] = ()
    texts: Sequence[ShownText] = ()
    files: Sequence[ShownFile] = ()
    facts: Sequence[tuple[str, Runs]] = field(default=())


def forwarded_at(copy: RecordCopy) -> datetime | None:
    """Return when what was forwarded was first sent; None where that is not known, or its origin is withheld."""
    shown = copy.forward_from and not any(piece.reasons for piece in copy.forward_from)
    return copy.record.forward_at if shown else None


def plain(runs: Runs) -> str:
    """Return runs as one text, with `[withheld: why]` in the place of what is not shown."""
    return "".join(f"[{run.withheld}]" if run.withheld else run.text for run in runs)


class Speaker:
    """Says what a bundle says: in the catalogue's words, the council's zone, and with the reasons' names.

    Args:
        reasons: what each reason for withholding is called, by key.
        guard: what keeps other words from telling what is withheld.
    """

    def __init__(
        self, wording: Wording, cover: Cover, reasons: Mapping[str, str], guard: Guard | None = None
    ) -> None:
        self._wording = wording
        self._reasons = reasons
        self.cover = cover
        self.guard = guard or Guard()

    def tell(self, name: str, /, **facts: object) -> str:
        """Return a phrase of the bundle's as plain text."""
        return self._wording.plain(f"bundle.{name}", **facts)

    def when(self, at: datetime) -> str:
        """Return an instant in words: `Tue 10 Mar 2026, 19:00`."""
        local = at.astimezone(self.cover.zone)
        return f"{local_day(at, self.cover.zone)}, {local:%H:%M}"

    def day(self, day: date) -> str:
        """Return a day in words: `10 March 2026`."""
        return f"{day.day} {day:%B %Y}"

    def local_day(self, at: datetime) -> str:
        """Return the day of an instant in words."""
        return self.day(at.astimezone(self.cover.zone).date())

    def reasons(self, keys: Iterable[str]) -> str:
        """Return the names of reasons as one text; those of the request's own law alone, where any of them is."""
        known = list(keys)
        chosen = [key for key in known if key not in self.foreign] or known
        return "; ".join(self._reasons.get(key, key) for key in chosen)

    @property
    def foreign(self) -> frozenset[str]:
        """The keys of the reasons that the law of the bundle's request does not have."""
        return self.cover.case.foreign if self.cover.case else frozenset()

    def keys(self, reasons: Iterable[str]) -> list[str]:
        """Return the keys of reasons as tables have them; for one of another law its name, which cites nothing."""
        redacted = self.cover.scope.redacted
        return sorted(self.reasons([key]) if redacted and key in self.foreign else key for key in reasons)

    def runs(self, pieces: Iterable[Piece]) -> Runs:
        """Return the pieces of a copy as runs."""
        return tuple(
            Run("", self.tell("withheld", why=self.reasons(piece.reasons)))
            if piece.reasons
            else Run(clean(piece.text))
            for piece in pieces
        )

    def show(self, item: Item, missing: Container[int] = ()) -> ShownRecord:
        """Return a record as it stands on a page.

        Args:
            missing: keys of files that are not there as they were stored.
        """
        copy, record = item.copy, item.copy.record
        return ShownRecord(
            ref=str(record.reference),
            anchor=f"r{record.reference.year}-{record.reference.number}",
            author=() if copy.withheld else self.runs(copy.sender),
            sent=self.when(record.sent_at),
            sent_iso=record.sent_at.astimezone(UTC).isoformat(timespec="seconds"),
            withheld=self.tell("withheld_whole", why=self.reasons(copy.withheld)) if copy.withheld else "",
            labels=self._labels(copy),
            context=() if copy.withheld else self._context(item),
            texts=() if copy.withheld else self._texts(item),
            files=[self._file(file, missing) for file in copy.files],
            facts=() if copy.withheld else self._facts(item),
        )

    def _labels(self, copy: RecordCopy) -> str:
        """Return what the detector called it: a guess that is the council's own affair, and in no redacted copy."""
        if self.cover.scope.redacted or copy.withheld:
            return ""
        labels: list[Label] = [*sorted(copy.record.concerns), *sorted(copy.record.subjects)]
        return labels_shown(labels, self._wording)

    def _context(self, item: Item) -> list[ShownText]:
        copy = item.copy
        author = plain(self.runs(copy.reply_sender)) or self.tell("somebody")
        parts = [
            (self.tell("answers", author=author), self.runs(copy.reply_text)),
            (self.tell("answers_elsewhere"), self.runs(item.elsewhere)),
            (self.tell("quotes"), self.runs(copy.quote)),
            (self.tell("forwarded"), self._origin(copy)),
            (self.tell("carries"), self.runs(copy.other)),
            (self.tell("note"), self.runs(copy.note)),
        ]
        return [ShownText(head, runs) for head, runs in parts if runs]

    def _origin(self, copy: RecordCopy) -> Runs:
        """Return where a message was forwarded from, and when it was first sent."""
        runs, at = self.runs(copy.forward_from), forwarded_at(copy)
        return (*runs, Run(self.tell("forwarded_of", at=self.when(at)))) if at else runs

    def link(self, link: LinkCopy) -> tuple[Runs, Runs]:
        """Return words that lead somewhere, and where; without accounts' numbers in a copy that goes to strangers."""
        address = link.address
        if self.cover.scope.redacted and any(names_account(piece.text) for piece in address):
            return self.runs(link.words), (Run("", self.tell("link_account")),)
        return self.runs(link.words), self.runs(address)

    def _link(self, link: LinkCopy) -> Runs:
        words, address = self.link(link)
        if link.words[0].reasons:
            return (Run(self.tell("link_withheld") + " "), *address)
        return (Run(self.tell("link", words=plain(words)) + " "), *address)

    def _texts(self, item: Item) -> list[ShownText]:
        copy, cut = item.copy, changes(item.copy.record)
        shown = []
        for version, text, totals in copy.versions:
            change = cut.get(version.number)
            head = self._head(copy, version, change) if len(copy.versions) > 1 else ""
            runs = self.runs(change.of_copy(text) if change else text)
            if totals:
                runs = (*runs, Run("\n"), Run(self.tell("totals") + " "), *self.runs(totals))
            links = [self._link(link) for link in item.links if link.version == version.number]
            same = change is not None and not change.messages
            shown.append(ShownText(head, runs, links, bare=same and not totals))
        return shown

    def _head(self, copy: RecordCopy, version: Version, change: Change | None) -> str:
        name, count = version_phrase(change)
        if version.number == copy.record.at_capture:
            name = "version_captured"
        facts = {"number": version.number, "of": len(copy.versions), "at": self.when(version.at)}
        return self.tell(name, count=count, **facts)

    def _file(self, copy: FileCopy, missing: Container[int]) -> ShownFile:
        file = copy.file
        kind = self._wording.plain(f"file.{file.kind}")
        size = self.size(file.size)
        if copy.withheld:
            why = self.reasons(copy.withheld)
            return ShownFile((Run(kind),), "", "", False, self.tell("file_withheld", why=why))
        name = self.runs(copy.name) or (Run(kind),)
        if file.state != "stored" or not file.sha256:
            state = self.tell(f"file_{file.state}", size=size)
            return ShownFile(name, "", "", False, state)
        if file.id in missing:
            return ShownFile(name, "", "", False, self.tell("file_missing", size=size))
        ending = ending_of(file)
        state = self.tell("file_stored", kind=kind, size=size) if file.name else size
        save_as = safe_name(plain(name), ending)
        return ShownFile(name, place_of(file), save_as, ending in SEEN, state)

    def size(self, size: int | None) -> str:
        """Return a size in bytes in words: `1.2 MB`."""
        if size is None:
            return self.tell("size_unknown")
        return f"{size / 1_048_576:.1f} MB" if size >= 1_048_576 else f"{max(1, size // 1024)} KB"

    def _facts(self, item: Item) -> list[tuple[str, Runs]]:
        record = item.copy.record
        by = self.runs(item.copy.captured_by)
        how = self.tell(f"how_{record.method}")
        facts: list[tuple[str, Runs]] = [
            (self.tell("captured"), (*by, Run(f", {self.when(record.captured_at)}, {how}")))
        ]
        if self.cover.scope.redacted:
            return facts
        if item.klass:
            facts.append((self.tell("class"), (Run(item.klass),)))
        return facts + [(self.tell(name), (Run(day),)) for name, day in self._dates(item)]

    def _dates(self, item: Item) -> list[tuple[str, str]]:
        """Return when a record's time is up by the schedule and, where that is later, until when it is kept."""
        dates, longer = [], item.keep_until
        if item.dispose_on:
            dates.append(("expires", self.local_day(item.dispose_on)))
        elif item.klass:
            dates.append(("expires", self.tell("never")))
        if longer == FOR_GOOD:
            dates.append(("keep_until", self.tell("for_good")))
        elif longer and item.dispose_on and longer > item.dispose_on:
            dates.append(("keep_until", self.local_day(longer)))
        return dates
