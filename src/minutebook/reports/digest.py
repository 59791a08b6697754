"""The clerk's digest: what to read on a phone in the morning. Pure: material in, parts out."""

from collections.abc import Sequence

from minutebook.council.schedule import local_day, short_day
from minutebook.council.wording import Html, Wording, join
from minutebook.reports.digest_keeping import due_lines
from minutebook.reports.digest_lines import (
    about_line,
    agenda_line,
    agreed_line,
    flagged_lines,
    ledger_line,
    missed_line,
    record_line,
)
from minutebook.reports.digest_register import overdue_lines
from minutebook.reports.digest_requests import deadline_lines, request_lines, withheld_lines
from minutebook.reports.digest_upkeep import upkeep_lines
from minutebook.reports.material import IN_FULL, Material, Requests
from minutebook.reports.parts import Block, Part, pack


def compose(material: Material, wording: Wording) -> list[Part]:
    """Return the digest in numbered parts, each within Telegram's limits; a quiet day is one line."""
    upkeep = upkeep_lines(material.upkeep, material.zone, wording)
    ledger = join([ledger_line(material.head, wording), *upkeep])
    if material.quiet:
        phrase = "digest.quiet_staffing" if material.staffing else "digest.quiet"
        return [Part(wording.say(phrase, council=material.council, ledger=ledger))]
    parts = pack([*_sections(material, wording), Block(ledger)])
    return [
        Part(_headed(material, wording, number, len(parts), part.text), part.items)
        for number, part in enumerate(parts, start=1)
    ]


def _headed(material: Material, wording: Wording, number: int, of: int, text: Html) -> Html:
    day = local_day(material.until, material.zone)
    name = "digest.heading_staffing" if material.staffing else "digest.heading"
    heading = wording.say(name, council=material.council, day=day)
    if of > 1:
        heading = Html(f"{heading} {wording.say('digest.part', number=number, of=of)}")
    return join([heading, text], "\n\n")


def _sections(material: Material, wording: Wording) -> list[Block]:
    zone, now = material.zone, material.until
    return [
        *_many("digest.agreed", [agreed_line(item, zone, now, wording) for item in material.agreed], wording),
        *_many(
            "digest.records", [record_line(item, zone, now, wording) for item in material.records], wording
        ),
        *_flagged(material, wording),
        *_overdue(material, wording),
        *_requests(material.requests, wording),
        *_agenda(material, wording),
        *_many("digest.due", due_lines(material.due, wording), wording, material.due.total),
        *_many("digest.missed", [missed_line(item, zone, now, wording) for item in material.missed], wording),
    ]


def _requests(requests: Requests, wording: Wording) -> list[Block]:
    withheld = withheld_lines(requests.withheld, wording)
    lines = request_lines(requests.pressing, requests.calendar, wording) if requests.calendar else []
    later = deadline_lines(requests.to_come, requests.calendar, wording) if requests.calendar else []
    return [
        *_many("foi.section", lines, wording, len(requests.pressing)),
        *([Block(join([wording.say("foi.deadlines"), *later]))] if later else []),
        *_many("foi.withheld_section", withheld, wording),
    ]


def _many(phrase: str, lines: Sequence[Html], wording: Wording, count: int | None = None) -> list[Block]:
    """Return a section whose lines may run over several parts; nothing for no lines.

    Args:
        count: what its heading says, where that is not the number of lines.
    """
    if not lines:
        return []
    heading = wording.say(phrase, count=len(lines) if count is None else count)
    return [Block(join([heading, lines[0]])), *(Block(line) for line in lines[1:])]


def _flagged(material: Material, wording: Wording) -> list[Block]:
    """Return the flagged messages: what is new in full, a matter's together; what is older as a count."""
    choice, zone, now = material.flagged, material.zone, material.until
    blocks = []
    if choice.listed:
        blocks.append(Block(wording.say("digest.flagged", count=len(choice.listed) + choice.more)))
    before: int | None = None
    for number, item in enumerate(choice.listed, start=1):
        opening = None if item.matter_id is None else material.openings.get(item.matter_id)
        goes_on = item.matter_id is not None and item.matter_id == before
        text = flagged_lines(number, item, zone, now, wording, under=goes_on or opening is not None)
        if opening is not None and not goes_on:
            text = join([wording.say("digest.matter", about=about_line(opening, zone, now, wording)), text])
        blocks.append(Block(text, (number, item.id)))
        before = item.matter_id
    if choice.more:
        blocks.append(Block(wording.say("digest.more_flagged", count=choice.more)))
    if choice.older_lapse is not None:
        day = short_day(choice.older_lapse, zone, now)
        blocks.append(Block(wording.say("digest.older", count=choice.older, day=day)))
    if choice.on_agenda:
        blocks.append(Block(wording.say("digest.put_on_agenda", count=choice.on_agenda)))
    return blocks


def _overdue(material: Material, wording: Wording) -> list[Block]:
    count = material.overdue_count
    lines = overdue_lines(material.overdue, count, material.zone, material.until, wording)
    return _many("digest.overdue", lines, wording, count)


def _agenda(material: Material, wording: Wording) -> list[Block]:
    lines = [agenda_line(item, material.zone, material.until, wording) for item in material.agenda[:IN_FULL]]
    blocks = _many("digest.agenda", lines, wording, len(material.agenda))
    if len(material.agenda) > IN_FULL:
        count = len(material.agenda) - IN_FULL
        blocks.append(Block(wording.say("digest.more_agenda", count=count)))
    return blocks
