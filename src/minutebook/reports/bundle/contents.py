"""What stands in a bundle beside its records, and how its first page lists it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from minutebook.council.bundles import Endings
from minutebook.council.withholdings import Withholding
from minutebook.reports.bundle import texts
from minutebook.reports.bundle.pages import Place, Table
from minutebook.reports.bundle.shown import Speaker
from minutebook.reports.bundle.withheld import other_laws, redactions


@dataclass(frozen=True, slots=True)
class Section:
    """A page of tables, and a section of the PDF.

    Attributes:
        about: what the index says of it.
    """

    place: str
    head: str
    about: str
    lead: Sequence[str]
    tables: Sequence[Table]


def sections(
    speaker: Speaker,
    endings: Endings,
    marked: Sequence[tuple[str, Sequence[Withholding]]],
    missing: Sequence[tuple[str, str, str]],
) -> list[Section]:
    """Return what stands beside the records; the searches where the bundle is a request's.

    Args:
        marked: by reference, what is withheld of each record.
        missing: reference, name and why of each file that is not in the bundle.
    """
    lead = "lead_redactions" if speaker.cover.scope.redacted else "lead_redactions_whole"
    others = other_laws(speaker, marked)
    withheld = [redactions(speaker, marked), *([others] if others else [])]
    made = [
        _section(speaker, "redactions", lead, withheld),
        _section(speaker, "decisions", "lead_decisions", [texts.decisions(speaker, endings.decisions)]),
    ]
    if speaker.cover.case is not None:
        table = texts.searches(speaker, endings.searches)
        made.append(_section(speaker, "searches", "lead_searches", [table]))
    tables = [texts.gaps(speaker, endings.gaps), texts.unfetched(speaker, missing)]
    made.append(_section(speaker, "gaps", "lead_gaps", tables))
    return made


def _section(speaker: Speaker, name: str, lead: str, tables: Sequence[Table]) -> Section:
    return Section(
        f"{name}.html",
        speaker.tell(f"page_{name}"),
        speaker.tell(f"page_{name}_about"),
        [speaker.tell(lead)],
        tables,
    )


def places(speaker: Speaker, listed: Sequence[Section], pdfs: Sequence[str]) -> list[Place]:
    """Return the index's list of contents, but for the records themselves."""
    found = [Place(section.place, section.head, section.about) for section in listed]
    about = speaker.tell("page_pdf_about")
    if len(pdfs) == 1:
        found.append(Place(pdfs[0], speaker.tell("page_pdf"), about))
    else:
        found += [
            Place(name, speaker.tell("page_pdf_volume", number=number), about)
            for number, name in enumerate(pdfs, start=1)
        ]
    for place, name in (
        ("records.csv", "csv"),
        ("records.jsonl", "jsonl"),
        ("ledger.jsonl", "ledger"),
        ("manifest.sha256", "manifest"),
    ):
        as_redacted = name == "ledger" and speaker.cover.scope.redacted
        told = "page_head" if as_redacted else f"page_{name}"
        found.append(Place(place, speaker.tell(told), speaker.tell(f"{told}_about")))
    return found
