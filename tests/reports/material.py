"""Records and digest material to write tests with: every field has a plain value until a test gives another."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from minutebook.council.concerns import Concern, Label, Subject
from minutebook.council.ledger import Head
from minutebook.council.messages import Sender
from minutebook.council.records import Method, Record, RecordFile, Reference, Route, Version
from minutebook.reports.material import Choice, Flagged, Material

ZONE = ZoneInfo("Europe/London")
EVENING = datetime(2026, 3, 10, 19, 0, tzinfo=UTC)
MORNING = datetime(2026, 3, 11, 7, 30, tzinfo=UTC)


def record(
    text: str = "We should repair the fence.",
    *,
    number: int = 1,
    name: str = "Cllr Ann Harrow",
    note: str = "",
    concerns: frozenset[Concern] = frozenset(),
    subjects: frozenset[Subject] = frozenset({Subject.FINANCE}),
    versions: tuple[Version, ...] = (),
    files: tuple[RecordFile, ...] = (),
    reply_text: str | None = None,
    quote: str | None = None,
) -> Record:
    """Return a record of the evening."""
    return Record(
        id=number,
        council_id=1,
        reference=Reference(2026, number),
        chat_id=-1001,
        message_id=100 + number,
        topic_id=None,
        sender=Sender(7, name),
        sent_at=EVENING,
        captured_by=8,
        captured_by_name="Cllr Tom Briggs",
        captured_at=EVENING.replace(minute=5),
        method=Method.REACTION,
        concerns=concerns,
        subjects=subjects,
        route=Route.CLERK,
        note=note,
        reply_to=None if reply_text is None else 99,
        reply_sender=None if reply_text is None else "Cllr Priya Shah",
        reply_text=reply_text,
        quote=quote,
        forward_from=None,
        other=None,
        versions=versions or (Version(1, EVENING, text),),
        files=files,
    )


def flagged(
    number: int = 1,
    text: str = "Let's go with Hendersons.",
    *,
    author: str = "Cllr Ann Harrow",
    labels: tuple[Label, ...] = (Concern.DECISION,),
    late: bool = False,
    said_transitory: str | None = None,
    matter: int | None = None,
    listings: int = 0,
    days: int = 0,
) -> Flagged:
    """Return a flagged message of the evening, or of so many days later; its key is a thousand and its number."""
    at = EVENING + timedelta(days=days)
    return Flagged(
        id=1000 + number,
        author=author,
        sent_at=at,
        flagged_at=at,
        labels=labels,
        text=text,
        late=late,
        said_transitory=said_transitory,
        matter_id=matter,
        listings=listings,
    )


def listed(*items: Flagged) -> Choice:
    """Return flagged messages as all listed in full."""
    return Choice(items)


QUIET = Material(
    council="Wexcombe Parish Council",
    zone=ZONE,
    since=EVENING,
    until=MORNING,
    records=(),
    flagged=Choice(),
    agreed=(),
    agenda=(),
    missed=(),
    head=Head(0, "0" * 64),
)


def material(**parts: object) -> Material:
    """Return a digest's material with these parts and nothing else to tell."""
    return replace(QUIET, **parts)  # type: ignore[arg-type]
