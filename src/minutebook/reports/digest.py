"""The clerk's digest: what to read on a phone in the morning. Pure: material in, parts out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from minutebook.council.concerns import UNREPEATABLE, Label
from minutebook.council.ledger import Head
from minutebook.council.records import Record
from minutebook.council.retention import lapses_on
from minutebook.council.schedule import local_day, local_time
from minutebook.council.wording import Html, Wording, escape, join

EXCERPT = 80
"""Characters of a message that a digest may show; none if it is sensitive."""

PART = 3_300
"""Characters of HTML in a part, well within Telegram's 4,096 after parsing, heading and number included."""

FLAGGED_A_PART = 6
"""Flagged messages in one part, so that their buttons stay within reach of a thumb."""


@dataclass(frozen=True, slots=True)
class Flagged:
    """A flagged message as the digest lists it; `text` "" where it is not to be shown.

    Attributes:
        unconfirmed: whether its author was cautioned in a way of which Telegram confirms no delivery.
    """

    id: int
    author: str
    sent_at: datetime
    flagged_at: datetime
    labels: tuple[Label, ...]
    text: str
    late: bool
    said_transitory: str | None
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Agreed:
    """A matter in which a quorum agreed in the chat; `certain` where the bot sees reactions."""

    at: datetime
    count: int
    certain: bool


@dataclass(frozen=True, slots=True)
class OnAgenda:
    """A line of the list for the next agenda.

    Attributes:
        title: as typed; may be "".
        ref: the reference of the message it was asked under, "" if that is not on the record.
        text: what that message said, "" where it is not to be shown or no longer known.
    """

    title: str
    raised_by: str
    at: datetime
    ref: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Missed:
    """A time in which the bot did not see everything."""

    kind: str
    began_at: datetime
    ended_at: datetime | None
    detail: str


@dataclass(frozen=True, slots=True)
class Material:
    """What a digest tells of.

    Attributes:
        staffing: whether it is the staffing recipient's.
    """

    council: str
    zone: ZoneInfo
    since: datetime
    until: datetime
    records: Sequence[Record]
    flagged: Sequence[Flagged]
    agreed: Sequence[Agreed]
    agenda: Sequence[OnAgenda]
    missed: Sequence[Missed]
    head: Head
    staffing: bool = False

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to tell but the ledger."""
        return not (self.records or self.flagged or self.agreed or self.agenda or self.missed)


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a digest.

    Attributes:
        flagged: number and key of the flagged messages it lists, for its buttons.
    """

    text: Html
    flagged: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Block:
    """A stretch that stays together; a flagged message's carries its number and key."""

    text: Html
    flagged: tuple[int, int] | None = None


def compose(material: Material, wording: Wording) -> list[Part]:
    """Return the digest in numbered parts, each within Telegram's limits; a quiet day is one line."""
    ledger = wording.say("digest.ledger", count=material.head.count, head=material.head.seal)
    if material.quiet:
        phrase = "digest.quiet_staffing" if material.staffing else "digest.quiet"
        return [Part(wording.say(phrase, council=material.council, ledger=ledger))]
    blocks = [*_sections(material, wording), _Block(ledger)]
    parts = _pack(blocks)
    return [
        Part(_headed(material, wording, number, len(parts), text), flagged)
        for number, (text, flagged) in enumerate(parts, start=1)
    ]


def _headed(material: Material, wording: Wording, number: int, of: int, text: Html) -> Html:
    day = local_day(material.until, material.zone)
    name = "digest.heading_staffing" if material.staffing else "digest.heading"
    heading = wording.say(name, council=material.council, day=day)
    if of > 1:
        heading = Html(f"{heading} {wording.say('digest.part', number=number, of=of)}")
    return join([heading, text], "\n\n")


def _pack(blocks: Sequence[_Block]) -> list[tuple[Html, tuple[tuple[int, int], ...]]]:
    """Fill parts with blocks in order, neither too long nor with too many buttons."""
    parts: list[tuple[list[Html], list[tuple[int, int]]]] = [([], [])]
    for block in blocks:
        texts, flagged = parts[-1]
        length = sum(len(text) + 2 for text in texts)
        full = length + len(block.text) > PART or (block.flagged and len(flagged) >= FLAGGED_A_PART)
        if texts and full:
            texts, flagged = [], []
            parts.append((texts, flagged))
        texts.append(block.text)
        if block.flagged:
            flagged.append(block.flagged)
    return [(join(texts, "\n\n"), tuple(flagged)) for texts, flagged in parts]


def _sections(material: Material, wording: Wording) -> list[_Block]:
    blocks: list[_Block] = []
    if material.agreed:
        blocks += _many(
            "digest.agreed", [_agreed(a, material.zone, wording) for a in material.agreed], wording
        )
    if material.records:
        blocks += _many(
            "digest.records", [_record(r, material.zone, wording) for r in material.records], wording
        )
    if material.flagged:
        blocks.append(_Block(wording.say("digest.flagged", count=len(material.flagged))))
        for number, item in enumerate(material.flagged, start=1):
            blocks.append(_Block(_flagged(number, item, material.zone, wording), (number, item.id)))
    if material.agenda:
        blocks += _many(
            "digest.agenda", [_agenda(i, material.zone, wording) for i in material.agenda], wording
        )
    if material.missed:
        blocks += _many(
            "digest.missed", [_missed(i, material.zone, wording) for i in material.missed], wording
        )
    return blocks


def _many(phrase: str, lines: Sequence[Html], wording: Wording) -> list[_Block]:
    """Return a section whose lines may run over several parts."""
    first = _Block(join([wording.say(phrase, count=len(lines)), lines[0]]))
    return [first, *(_Block(line) for line in lines[1:])]


def excerpt(text: str, limit: int = EXCERPT) -> str:
    """Return the beginning of `text` on one line, at most `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def labels_shown(labels: Sequence[Label], wording: Wording) -> str:
    """Return labels in words."""
    return ", ".join(wording.plain(f"label.{name}") for name in labels)


def _record(record: Record, zone: ZoneInfo, wording: Wording) -> Html:
    labels: list[Label] = [*sorted(record.concerns), *sorted(record.subjects)]
    shown = "" if record.concerns & UNREPEATABLE else excerpt(record.text)
    phrase = "digest.record" if shown else "digest.record_untold"
    return wording.say(
        phrase,
        ref=record.reference,
        author=record.sender.name,
        at=local_time(record.sent_at, zone),
        labels=labels_shown(labels, wording) or wording.plain("label.none"),
        text=shown,
    )


def _flagged(number: int, item: Flagged, zone: ZoneInfo, wording: Wording) -> Html:
    lines = [
        wording.say(
            "digest.candidate",
            number=number,
            author=item.author,
            at=local_time(item.sent_at, zone),
            labels=labels_shown(item.labels, wording),
        ),
        wording.say("digest.text", text=excerpt(item.text))
        if item.text
        else wording.say("digest.text_untold"),
    ]
    if item.late:
        lines.append(wording.say("digest.late"))
    if item.unconfirmed:
        lines.append(wording.say("digest.unconfirmed"))
    if item.said_transitory:
        lines.append(wording.say("digest.said_transitory", name=item.said_transitory))
    lines.append(wording.say("digest.lapses", day=local_day(lapses_on(item.flagged_at), zone)))
    return join(lines)


def _agreed(item: Agreed, zone: ZoneInfo, wording: Wording) -> Html:
    phrase = "digest.agreement" if item.certain else "digest.agreement_at_least"
    return wording.say(phrase, number=item.count, at=local_time(item.at, zone))


def _agenda(item: OnAgenda, zone: ZoneInfo, wording: Wording) -> Html:
    title = item.title or wording.plain("digest.untitled")
    line = wording.say("digest.agenda_item", title=title, name=item.raised_by, at=local_time(item.at, zone))
    if item.text:
        return join([line, wording.say("digest.agenda_about", ref=item.ref, text=excerpt(item.text))])
    return join([line, wording.say("digest.agenda_ref", ref=item.ref)]) if item.ref else line


def _missed(item: Missed, zone: ZoneInfo, wording: Wording) -> Html:
    until = local_time(item.ended_at, zone) if item.ended_at else wording.plain("digest.now")
    return wording.say(
        f"digest.gap_{item.kind}",
        began=local_time(item.began_at, zone),
        ended=until,
        detail=escape(item.detail),
    )
