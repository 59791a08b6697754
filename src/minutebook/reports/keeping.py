"""How long records are kept, in words: classes and their terms, a record's dates, certificates of disposal. Pure."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from minutebook.council.disposal import Certificate, CopyOut, backups_told
from minutebook.council.letters import Channel
from minutebook.council.records import Record
from minutebook.council.schedule import local_day
from minutebook.council.schedules import FOR_GOOD, Schedule, Term
from minutebook.council.wording import Html, Wording, join

UTC = ZoneInfo("UTC")

COPIES_TOLD = 10
"""Copies that a message lists; the rest it counts."""


def period(term: Term, wording: Wording) -> str:
    """Return how long a class is kept and what then: `6 years from the 31 March after, then disposed of`."""
    if term.months is None:
        return wording.plain("period.good")
    years, months = divmod(term.months, 12)
    length = (
        wording.plain("period.months", count=term.months)
        if months
        else wording.plain("period.years", count=years)
    )
    return wording.plain(
        "period.whole",
        length=length,
        starts=wording.plain(f"period.{term.starts}"),
        ending=wording.plain(f"period.{term.ending}"),
    )


def schedule_lines(schedule: Schedule, wording: Wording) -> list[Html]:
    """Return a whole schedule, a class a paragraph."""
    lines = [wording.say("schedule.head")]
    for term in schedule.values():
        phrase = "schedule.line_changed" if term.changed else "schedule.line"
        lines.append(wording.say(phrase, klass=term.klass, label=term.label, term=period(term, wording)))
    lines.append(wording.say("schedule.more"))
    return lines


def class_lines(term: Term, default: Term | None, wording: Wording) -> Html:
    """Return one class: what it holds, how long it is kept, and what that rests on."""
    lines = [wording.say("schedule.one", klass=term.klass, label=term.label, term=period(term, wording))]
    if default is None:
        lines.append(wording.say("schedule.own"))
    else:
        if term.changed:
            lines.append(wording.say("schedule.was", term=period(default, wording), klass=term.klass))
        lines.append(wording.say("schedule.source", source=default.source))
    lines.append(wording.say("schedule.change", klass=term.klass))
    return join(lines, "\n\n")


def until_line(record: Record, zone: ZoneInfo, wording: Wording) -> Html:
    """Return a record's class, and until when it is kept."""
    if record.keep_until == FOR_GOOD:
        return wording.say("class.kept_for_good", klass=record.klass)
    if record.dispose_on is None:
        return wording.say("class.for_good", klass=record.klass)
    day = local_day(record.dispose_on, zone)
    if record.keep_until is not None and record.keep_until > record.dispose_on:
        longer = local_day(record.keep_until, zone)
        return wording.say("class.kept_until", klass=record.klass, day=day, longer=longer)
    return wording.say(f"class.until_{record.ending}", klass=record.klass, day=day)


def copies_line(copies: Sequence[CopyOut], wording: Wording) -> list[Html]:
    """Return where copies went that disposal does not reach, and which records repeat it; nothing for none."""
    lines = []
    places = _places(copies, wording)
    if places:
        told = ", ".join(places[:COPIES_TOLD])
        if len(places) > COPIES_TOLD:
            told = wording.plain("certificate.and_more", places=told, number=len(places) - COPIES_TOLD)
        lines.append(wording.say("certificate.copies", places=told))
    repeated = list(dict.fromkeys(copy.place for copy in copies if copy.way == "record"))
    if repeated:
        lines.append(wording.say("certificate.repeated", refs=", ".join(repeated[:COPIES_TOLD])))
    for copy in copies:
        if copy.way == "backup":
            count, first, last = backups_told(copy)
            days = {"first": local_day(first, UTC), "last": local_day(last, UTC)}
            lines.append(wording.say("certificate.backups", count=count, **days))
    return lines


def _places(copies: Sequence[CopyOut], wording: Wording) -> list[str]:
    """Return where copies went; of letters in a folder all that lies there of them, without the names of its files.

    What a file is called may be words of the record, and a certificate stays.
    """
    letters = [copy.place.removesuffix(".eml") for copy in copies if copy.way == Channel.FOLDER]
    places = []
    for copy in copies:
        if copy.way == Channel.FOLDER:
            place = copy.place.removesuffix(".eml")
            if not any(place.startswith(f"{first} ") for first in letters):
                name = place.rpartition("/")[2]
                places.append(wording.plain("certificate.in_folder", place=place, name=name))
        elif copy.way not in ("record", "backup"):
            places.append(copy.place)
    return list(dict.fromkeys(places))


def certificate_lines(item: Certificate, zone: ZoneInfo, wording: Wording) -> Html:
    """Return a certificate as a clerk keeps it: what, when, by whom, why, and what disposal did not reach."""
    lines = [
        wording.say(
            f"certificate.{item.grounds}",
            ref=item.reference,
            day=_moment(item.at, zone),
            name=item.by_name,
            klass=item.klass,
        )
    ]
    if item.files:
        lines.append(wording.say("certificate.files", count=len(item.files)))
    lines += copies_line(item.copies, wording) or [wording.say("certificate.no_copies")]
    lines.append(wording.say("certificate.digest", digest=item.digest))
    return join(lines, "\n")


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{local_day(at, zone)}, {at.astimezone(zone):%H:%M}"
