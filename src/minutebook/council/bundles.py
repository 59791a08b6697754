"""Bundles: what one says of itself, and what stands in it of each record. Pure.

A bundle is what a council sends out or keeps: a ZIP with pages, a PDF, tables, files and the ledger's extract.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from minutebook.council.exemptions import Mark, Piece, RecordCopy
from minutebook.council.ledger import Head
from minutebook.council.link_copies import LinkCopy
from minutebook.council.scopes import Scope


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one digest of the ledger was made from, so that anybody can make it again.

    Attributes:
        version: of the record; `member` its place in a conversation, 0 where it is none's.
        salt: hex.
    """

    version: int
    member: int
    salt: str
    digest: str
    content: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Item:
    """One record as it stands in a bundle.

    Attributes:
        copy: what is shown of it.
        klass: what its class in the retention schedule is called, or "".
        dispose_on, keep_until: when its time is up by the schedule, and until when it is kept whatever that says;
            None where there is no such date.
        evidence: what its digests were made from; used only where nothing of the record is withheld.
        marks: what is withheld and why, for the log.
        links: the addresses under its words, as far as the copy shows them.
        elsewhere: whose message in another chat it answered, as far as the copy shows it.
    """

    copy: RecordCopy
    klass: str = ""
    dispose_on: datetime | None = None
    keep_until: datetime | None = None
    evidence: Sequence[Evidence] = ()
    marks: Sequence[Mark] = ()
    links: Sequence[LinkCopy] = ()
    elsewhere: Sequence[Piece] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """The information request a bundle is for.

    Attributes:
        kind: `foi`, `eir` or `sar`.
        received_on, due_on: days; none to answer by while its clock is stopped.
        safest_on: the day before, where that moved past a holiday of some parts of the UK only.
        foreign: keys of the reasons for withholding that the law it is answered under does not have.
    """

    number: int
    kind: str
    title: str
    received_on: date
    due_on: date | None
    closed: bool = False
    safest_on: date | None = None
    foreign: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SearchDone:
    """A search carried out for a request: who looked when for which words, and how much was found."""

    at: datetime
    by_name: str
    words: str
    records: int
    others: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A time in which something could not be seen.

    Attributes:
        kind: `outage`, `rights`, `away` or `aside`.
        ended_at: None while it lasts.
        group: title of the group it is about, or "".
        detail: ids and counts.
    """

    kind: str
    began_at: datetime
    ended_at: datetime | None
    group: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SaidLine:
    """What a matter is told by: who said what when; `text` "" where that is not to be shown."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One line of the register of decisions, in words.

    Attributes:
        number: `D12`.
        what: the matter's title, or "".
        state: where it stands, with the minute reference.
        at: when it was raised.
        refs: of its records.
        marks: on its records, in the bundle or not.
        said: what it is told by, or None where that is not to be shown.
        entered_by, entered_at: who entered how it ended, and when; "" and None where nobody did.
    """

    number: str
    what: str
    state: str
    at: datetime
    refs: str
    marks: Sequence[Mark] = ()
    said: SaidLine | None = None
    entered_by: str = ""
    entered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """What a bundle says of itself.

    Attributes:
        council: its name; `council_id` its key in the ledger.
        made_by: who asked for it.
        total: how many records were to be in it when it was begun.
        head: where the council's ledger stood then, with the entry that states this bundle.
        staffing: whether it holds what is for the staffing recipient alone.
        klass: what the class is called, where the scope is one.
        unrecorded: messages that the request holds and that are on no record, and so not in it; the clerk's to see.
    """

    council: str
    council_id: int
    scope: Scope
    zone: ZoneInfo
    made_at: datetime
    made_by: str
    total: int
    head: Head
    staffing: bool = False
    case: Case | None = None
    klass: str = ""
    unrecorded: int = 0


@dataclass(frozen=True, slots=True)
class Endings:
    """What stands in a bundle beside its records."""

    gaps: Sequence[Gap] = ()
    searches: Sequence[SearchDone] = ()
    decisions: Sequence[DecisionLine] = field(default=())


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle that was made.

    Attributes:
        parts: its ZIP files, in order.
        digest: SHA-256 of its manifest, hex.
        records, files: how many are in it.
        lost: files that are missing from the store or changed there, and so not in it: by the SHA-256 they should
            have, the references of the records that have them.
    """

    parts: Sequence[Path]
    digest: str
    records: int
    files: int
    lost: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def lost_refs(self) -> list[str]:
        """The references of the records of which a file is missing, in order, each once."""
        return sorted({ref for refs in self.lost.values() for ref in refs})


def stem_of(cover: Cover) -> str:
    """Return what a bundle's file is called, without its ending: letters, digits and hyphens.

    What goes out redacted is not named by its class: a council's own may be called after what is withheld. The second
    tells two of one minute apart, which lie side by side in a folder of downloads.
    """
    scope = cover.scope
    klass = "" if scope.redacted else scope.klass
    name = "".join(c if c.isalnum() else "-" for c in cover.council.lower())
    parts = [
        name[:60],
        f"request-{scope.case}" if scope.case is not None else "records",
        "".join(c if c.isalnum() else "-" for c in klass.lower())[:30],
        "staffing" if cover.staffing else "",
        "redacted" if scope.redacted else "",
        f"{cover.made_at.astimezone(cover.zone):%Y-%m-%d-%H%M%S}",
    ]
    return re.sub("-+", "-", "-".join(part for part in parts if part)).strip("-")
