"""Requests for information as a clerk reads them on a phone: the list, one case, what of them a digest tells. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from minutebook.council.corrections import Correction, Slip
from minutebook.council.requests import Request, Search
from minutebook.council.schedule import local_time
from minutebook.council.terms import BAR
from minutebook.council.wording import Html, Wording, escape, join
from minutebook.council.working_days import (
    Calendar,
    Kind,
    PartsOnHoliday,
    PassedOver,
    passed_over,
    starts,
    working_days_left,
)
from minutebook.reports.digest_lines import excerpt
from minutebook.reports.parts import Block, Part, pack

SHOWN = 12
"""Held records, and held messages that are on no record, that a case lists; the rest it counts."""

TEXT = 160
"""Characters of a held message that are shown."""

SEARCHES = 15
"""Latest searches a case lists."""


@dataclass(frozen=True, slots=True)
class HeldItem:
    """Something on hold that its reader may see.

    Attributes:
        name: by which it is removed: `2026/0042`, or `m1234` where it is on no record.
    """

    name: str
    author: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class HeldItems:
    """What a case holds, as far as its reader may see it.

    Attributes:
        records, others: the first of each.
        record_count, other_count: how many there are of each.
    """

    records: Sequence[HeldItem] = ()
    others: Sequence[HeldItem] = ()
    record_count: int = 0
    other_count: int = 0


def spelt(day: date) -> str:
    """Return a day as people write it: `Wed 16 Dec 2026`."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def due_line(request: Request, calendar: Calendar, wording: Wording) -> Html:
    """Return how a request's clock stands: when it is due, how long that is, or what it waits for.

    With a day on which it is due in some parts of the UK only, that day is told too.
    """
    if request.pause is not None:
        why = wording.plain(f"foi.why_{request.pause.why}")
        return wording.say("foi.stopped", why=why, day=spelt(request.pause.began))
    assert request.due is not None
    today, day = calendar.today, spelt(request.due)
    if request.due < today:
        return wording.say("foi.overdue", day=day)
    if request.due == today:
        line = wording.say("foi.due_today", day=day)
    else:
        left = time_left(request.kind, request.due, calendar, wording)
        line = wording.say("foi.due_days", day=day, left=left)
    return join([line, *passed_lines(request, calendar, wording)])


def passed_by(request: Request, parts: PartsOnHoliday) -> list[PassedOver]:
    """Return the days a request's date moved past though some parts of the UK work then; none while it is stopped."""
    if request.due is None:
        return []
    return passed_over(
        request.kind,
        request.received,
        request.pauses,
        extended=request.extended,
        due=request.due,
        parts=parts,
    )


def passed_lines(request: Request, calendar: Calendar, wording: Wording) -> list[Html]:
    """Return, in one sentence or none, the days a date moved past that are a holiday in some parts only, and the safest."""
    days = passed_by(request, calendar.parts)
    if not days:
        return []
    told = [
        wording.plain("foi.passed_day", day=spelt(one.day), parts=_parts(one.parts, wording)) for one in days
    ]
    safest = days[0].day
    phrase = "foi.passed_gone" if safest < calendar.today else "foi.passed"
    return [wording.say(phrase, days=", ".join(told), safest=spelt(safest))]


def _parts(parts: Sequence[str], wording: Wording) -> str:
    names = [wording.plain(f"foi.part_{part.lower()}") for part in parts]
    return f" {wording.plain('foi.and')} ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def time_left(kind: Kind, due: date, calendar: Calendar, wording: Wording) -> str:
    """Return how long it is until a day to come, in what the law counts: working days, days for subject access."""
    if kind is Kind.SAR:
        return wording.plain("foi.days", count=(due - calendar.today).days)
    left = working_days_left(calendar.today, due, calendar.holidays)
    return wording.plain("foi.working_days", count=left)


def head_line(request: Request, wording: Wording) -> Html:
    """Return a request's number, kind and title."""
    kind = wording.plain(f"foi.kind_{request.kind}")
    return wording.say("foi.head", number=request.number, kind=kind, title=request.title)


def listed(
    waiting: Sequence[Request], closed: Sequence[Request], calendar: Calendar, wording: Wording
) -> list[Part]:
    """Return the list of requests: what waits, the first due first; then what was closed lately."""
    if not waiting and not closed:
        return [Part(join([wording.say("foi.none"), wording.say("foi.how")], "\n\n"))]
    blocks = [Block(wording.say("foi.list", count=len(waiting)) if waiting else wording.say("foi.none_open"))]
    for request in sorted(waiting, key=lambda request: (request.due or date.max, request.number)):
        lines = [head_line(request, wording), due_line(request, calendar, wording)]
        blocks.append(Block(join(lines)))
    if closed:
        blocks.append(Block(wording.say("foi.closed_head")))
        blocks += [Block(closed_line(request, calendar.zone, wording)) for request in closed]
    return pack(blocks)


def closed_line(request: Request, zone: ZoneInfo, wording: Wording) -> Html:
    """Return a closed request with when and how it ended."""
    assert request.closed_at is not None
    phrase = "foi.closed_line" if request.outcome else "foi.closed_line_bare"
    said = wording.say(phrase, day=spelt(request.closed_at.astimezone(zone).date()), outcome=request.outcome)
    return join([head_line(request, wording), said])


def clock_lines(request: Request, calendar: Calendar, wording: Wording) -> Html:
    """Return everything about a request's clock: received, due, extended, when it was stopped, and by which law."""
    lines = [
        wording.say(
            "foi.received",
            day=spelt(request.received),
            at=local_time(request.opened_at, calendar.zone, calendar.now),
            by=request.opened_by_name,
        )
    ]
    lines.append(
        due_line(request, calendar, wording) if request.open else _closed(request, calendar.zone, wording)
    )
    if request.extended_at is not None:
        day = spelt(request.extended_at.astimezone(calendar.zone).date())
        lines.append(wording.say(f"foi.extended_{request.kind}", day=day))
    for pause in request.pauses:
        if pause.ended is not None:
            why = wording.plain(f"foi.why_{pause.why}")
            lines.append(
                wording.say("foi.paused", why=why, began=spelt(pause.began), ended=spelt(pause.ended))
            )
    start = starts(request.kind, request.received, request.pauses)
    if start != request.received:
        lines.append(wording.say("foi.anew", day=spelt(start)))
    if request.open and request.due is not None:
        lines.append(wording.say(f"foi.law_{request.kind}"))
    return join(lines)


def _closed(request: Request, zone: ZoneInfo, wording: Wording) -> Html:
    assert request.closed_at is not None
    phrase = "foi.closed_line" if request.outcome else "foi.closed_line_bare"
    return wording.say(phrase, day=spelt(request.closed_at.astimezone(zone).date()), outcome=request.outcome)


def case(
    request: Request,
    searches: Sequence[Search],
    held: HeldItems,
    calendar: Calendar,
    wording: Wording,
    corrected: Sequence[Correction] = (),
    reminded: datetime | None = None,
) -> list[Html]:
    """Return one case in parts: its clock, the searches carried out, what is on hold, and what can be done.

    Args:
        reminded: when the group was reminded not to delete for another request, so that it does for this one.
    """
    blocks = [
        Block(head_line(request, wording)),
        Block(clock_lines(request, calendar, wording)),
        *(Block(_corrected(one, calendar, wording)) for one in corrected),
        *_searches(searches, calendar, wording),
        *_held(request, held, calendar, wording),
    ]
    if request.open:
        if request.reminded_at is None:
            blocks.append(Block(_not_reminded(request, reminded, calendar.zone, wording)))
        blocks.append(Block(wording.say("foi.acts", number=request.number)))
    else:
        blocks.append(Block(wording.say("foi.acts_closed", number=request.number)))
    return [part.text for part in pack(blocks)]


def _corrected(one: Correction, calendar: Calendar, wording: Wording) -> Html:
    said = correction_said(one.what, one.before, one.after, wording)
    return wording.say(
        "foi.corrected", said=said, at=local_time(one.at, calendar.zone, calendar.now), by=one.by_name
    )


def correction_said(what: Slip, before: str, after: str, wording: Wording) -> Html:
    """Return what was put right of a request; `before` and `after` as in `Correction`."""
    told = [
        wording.plain(f"foi.kind_{fact}") if what is Slip.KIND else fact if what is Slip.TITLE else _day(fact)
        for fact in (before, after)
    ]
    return wording.say(f"foi.corrected_{what}", before=told[0], after=told[1])


def _day(fact: str) -> str:
    return spelt(date.fromisoformat(fact)) if fact else ""


def _not_reminded(request: Request, for_another: datetime | None, zone: ZoneInfo, wording: Wording) -> Html:
    if for_another is None:
        return wording.say("foi.not_reminded", number=request.number)
    day = spelt(for_another.astimezone(zone).date())
    return wording.say("foi.reminded_for_another", day=day, number=request.number)


def words_shown(words: str, wording: Wording) -> Html:
    """Return the terms of a search, alternatives joined as people join them."""
    between = wording.plain("foi.or")
    return escape(f" {between} ".join(part.strip() for part in words.split(BAR.strip())))


def _searches(searches: Sequence[Search], calendar: Calendar, wording: Wording) -> list[Block]:
    if not searches:
        return [Block(wording.say("foi.no_searches"))]
    lines = [wording.say("foi.searches", count=len(searches))]
    if len(searches) > SEARCHES:
        lines.append(wording.say("foi.earlier_searches", count=len(searches) - SEARCHES))
    for search in searches[-SEARCHES:]:
        lines.append(
            wording.say(
                "foi.search_line",
                at=local_time(search.at, calendar.zone, calendar.now),
                by=search.by_name,
                words=words_shown(search.words, wording),
                hits=hits_shown(search.records, search.others, wording),
            )
        )
    return [Block(line) for line in lines]


def hits_shown(records: int, others: int, wording: Wording) -> str:
    """Return how much was found, in words: `3 records and one other message`."""
    on_record = wording.plain("foi.records", count=records) if records else ""
    elsewhere = wording.plain("foi.others", count=others) if others else ""
    if on_record and elsewhere:
        return wording.plain("foi.both", records=on_record, others=elsewhere)
    return on_record or elsewhere or wording.plain("foi.nothing")


def _held(request: Request, held: HeldItems, calendar: Calendar, wording: Wording) -> list[Block]:
    if not request.open:
        return []
    total = held.record_count + held.other_count
    if not total:
        return [Block(wording.say("foi.holds_nothing"))]
    blocks = [Block(wording.say("foi.holds", what=hits_shown(held.record_count, held.other_count, wording)))]
    blocks += [Block(item_line(item, calendar, wording)) for item in held.records]
    if held.record_count > len(held.records):
        blocks.append(Block(wording.say("foi.more_records", count=held.record_count - len(held.records))))
    if held.others:
        blocks.append(Block(wording.say("foi.unrecorded", number=request.number, name=held.others[0].name)))
    blocks += [Block(item_line(item, calendar, wording)) for item in held.others]
    if held.other_count > len(held.others):
        blocks.append(Block(wording.say("foi.more_others", count=held.other_count - len(held.others))))
    return blocks


def item_line(item: HeldItem, calendar: Calendar, wording: Wording) -> Html:
    """Return something on hold with its name, who said it and when, and the beginning of what it says."""
    text = escape(excerpt(item.text, TEXT)) or wording.say("show.no_text")
    at = local_time(item.at, calendar.zone, calendar.now)
    return wording.say("foi.item", name=item.name, author=item.author, at=at, text=text)
