"""/meeting: when the council meets and met, so that a report of what it resolved is read as one."""

from collections.abc import Sequence
from datetime import date, datetime, time

from minutebook.council.bodies import CouncilView
from minutebook.council.errors import TeachingError
from minutebook.council.meeting_dates import Clock, Written, calendar_day, instant
from minutebook.council.meeting_lists import AT_ONCE, Read, parse_asked
from minutebook.council.outgoing import Keyboard
from minutebook.council.schedule import local_day
from minutebook.council.wording import Html, join
from minutebook.handlers import teaching
from minutebook.handlers.events import Press, PrivateMessage
from minutebook.handlers.house import Turn
from minutebook.handlers.pressed import Toast
from minutebook.storage import councils
from minutebook.storage import teaching as taught
from minutebook.storage.buttons import Pressable
from minutebook.storage.store import Tx
from minutebook.storage.teaching import Meeting

COMING, PAST = 20, 5
"""Meetings listed: the next ones, and the last ones that are over."""

SHOW = ("", "list", "show")
"""What follows `/meeting` where the list is asked for."""

LISTED = 30
"""Meetings that `/meeting remove` lists with the commands that remove them: that stays one message."""


async def meeting(turn: Turn, view: CouncilView, event: PrivateMessage, said: str, key: str) -> None:
    """Answer `/meeting`, `/meeting 2026-12-08 19:30` and `/meeting remove 2026-12-08`, or several; rights were checked."""
    wording, person = turn.house.wording, event.person
    async with turn.change() as tx:
        if said.strip().lower() in SHOW:
            await _list(tx, turn, view, person.id, key)
            return
        try:
            asked = parse_asked(said, _today(turn, view))
        except TeachingError as error:
            text = wording.say(f"meeting.bad_{error.problem}", limit=AT_ONCE)
        else:
            parts = [
                await (_removing if each.removes else _entering)(tx, turn, view, each.meetings, person.id)
                for each in asked
            ]
            text = Html(join(parts, "\n\n") or wording.say("meeting.how"))
        await teaching.tell(tx, turn, view, person.id, text, key=key)


def _today(turn: Turn, view: CouncilView) -> date:
    return turn.now.astimezone(view.council.settings.zone).date()


async def _entering(tx: Tx, turn: Turn, view: CouncilView, meetings: Sequence[Read], by: int) -> Html:
    """Enter meetings; say what they are good for, what was guessed, and what could not be entered."""
    wording, zone = turn.house.wording, view.council.settings.zone
    lines: list[Html] = []
    wrong: list[Html] = []
    known: list[tuple[datetime, Written]] = []
    new: list[datetime] = []
    for each in meetings:
        at = _instant(turn, view, each)
        if isinstance(at, Html) or isinstance(each, TeachingError):
            wrong += [at] if isinstance(at, Html) else []
            continue
        known.append((at.astimezone(zone), each))
        if await taught.add_meeting(tx, view.council.id, at, by=by, now=turn.now):
            when = teaching.day_and_hour(at, zone)
            await councils.log_change(tx, view.council.id, "meeting", "", when, by=by, now=turn.now)
            lines.append(_done(turn, view, at))
            new.append(at)
        else:
            lines.append(wording.say("meeting.same", when=teaching.day_and_hour(at, zone)))
    parts = [join(lines)] if lines else []
    parts += _supposed(turn, view, known)
    if new:
        used = "meeting.use" if max(new) > turn.now else "meeting.use_now"
        parts.append(wording.say(used, count=len(new)))
    return join([*parts, *_wrong(turn, wrong)], "\n\n")


def _done(turn: Turn, view: CouncilView, at: datetime) -> Html:
    """Say that a meeting is entered, and plainly so where it is over: a year that was not written may be another."""
    wording, zone = turn.house.wording, view.council.settings.zone
    when = teaching.day_and_hour(at, zone)
    if at > turn.now:
        return wording.say("meeting.done", when=when)
    days = (_today(turn, view) - at.astimezone(zone).date()).days
    if not days:
        return wording.say("meeting.done_today", when=when)
    return wording.say("meeting.done_past", when=when, count=days)


def _supposed(turn: Turn, view: CouncilView, known: Sequence[tuple[datetime, Written]]) -> list[Html]:
    """Say what was supposed of meetings: the half of the day of an hour, the year of a day in a list."""
    wording, zone = turn.house.wording, view.council.settings.zone
    guessed = [(at, each.clock) for at, each in known if each.clock and each.clock.guessed]
    moved = next((local_day(at, zone) for at, each in known if each.moved), None)
    said = [_guessed(turn, guessed)] if guessed else []
    return said + ([wording.say("meeting.moved", day=moved)] if moved else [])


def _instant(turn: Turn, view: CouncilView, each: Read) -> datetime | Html:
    """Return when a meeting is, or what is wrong with how it was written."""
    wording, zone, today = turn.house.wording, view.council.settings.zone, _today(turn, view)
    try:
        if isinstance(each, TeachingError):
            raise each
        return instant(each, today, zone)
    except TeachingError as error:
        said = error.said[:80]
        if not isinstance(each, Written) or error.problem not in {"hour", "doubtful", "weekday"}:
            return wording.say(f"meeting.bad_{error.problem}", said=said)
        day = calendar_day(each, today)
        shown = local_day(datetime.combine(day, time(12), tzinfo=zone), zone)
        hour = f"{each.clock.at:%H:%M}" if each.clock else ""
        return wording.say(
            f"meeting.bad_{error.problem}", said=said, day=shown, iso=day.isoformat(), hour=hour
        )


def _guessed(turn: Turn, guessed: Sequence[tuple[datetime, Clock]]) -> Html:
    """Say which half of the day an hour was taken for, with the commands that change it."""
    wording = turn.house.wording
    if len(guessed) > 1:
        return wording.say("meeting.guessed_some")
    at, clock = guessed[0]
    halves = ("meeting.evening", "meeting.morning")
    half, other = halves if at.hour >= 12 else halves[::-1]
    return wording.say(
        "meeting.guessed",
        half=wording.plain(half),
        other=wording.plain(other),
        hour=f"{at:%H:%M}",
        old=_typed(at),
        new=f"{at:%Y-%m-%d} {clock.other:%H:%M}",
    )


def _typed(at: datetime) -> str:
    """Return a meeting, in the council's zone, as `/meeting` takes it."""
    return f"{at:%Y-%m-%d %H:%M}"


def _wrong(turn: Turn, wrong: list[Html]) -> list[Html]:
    """Return what could not be read, and how it can be."""
    return [join(wrong), turn.house.wording.say("meeting.how")] if wrong else []


async def _removing(tx: Tx, turn: Turn, view: CouncilView, meetings: Sequence[Read], by: int) -> Html:
    """Take meetings away, however old, and say which; or say what there is to take away.

    All are looked up before any is taken away: what could mean two of them does not mean the one that is left.
    """
    wording, zone = turn.house.wording, view.council.settings.zone
    known = await taught.all_meetings(tx, view.council.id)
    named = [
        [old for old in known if isinstance(each, Written) and each.names(old.at.astimezone(zone))]
        for each in meetings
    ]
    sure = {meant[0].id: meant[0] for meant in named if len(meant) == 1}
    lines: list[Html] = []
    for old in sure.values():
        lines.append(await _take_away(tx, turn, view, old, by))
    for each, meant in zip(meetings, named, strict=True):
        if isinstance(each, TeachingError):
            lines.append(wording.say(f"meeting.bad_{each.problem}", said=each.said[:40]))
        elif not meant:
            lines.append(wording.say("meeting.none_such", said=each.words[:40]))
        elif left := [old for old in meant if old.id not in sure]:
            lines.append(
                join([wording.say("meeting.which", said=each.words[:40]), *_removable(turn, view, left)])
            )
    if not meetings or not all(named):
        lines.append(await _left(tx, turn, view))
    return join(lines, "\n\n")


async def _left(tx: Tx, turn: Turn, view: CouncilView) -> Html:
    """Say which meetings there are to take away, the latest first."""
    wording = turn.house.wording
    known = (await taught.all_meetings(tx, view.council.id))[::-1]
    if not known:
        return wording.say("meeting.empty")
    lines = [wording.say("meeting.removable"), *_removable(turn, view, known[:LISTED])]
    if len(known) > LISTED:
        lines.append(wording.say("meeting.older", count=len(known) - LISTED))
    return join(lines)


def _removable(turn: Turn, view: CouncilView, meetings: Sequence[Meeting]) -> list[Html]:
    """Return meetings, each with the command that removes it."""
    zone = view.council.settings.zone
    return [
        turn.house.wording.say(
            "meeting.remove_line", day=local_day(each.at, zone), typed=_typed(each.at.astimezone(zone))
        )
        for each in meetings
    ]


async def _take_away(tx: Tx, turn: Turn, view: CouncilView, old: Meeting, by: int) -> Html:
    """Take a meeting away, keep who did, and say which it was and how to enter it again."""
    zone = view.council.settings.zone
    when = teaching.day_and_hour(old.at, zone)
    await taught.remove_meeting(tx, old)
    await councils.log_change(tx, old.council_id, "meeting", when, "", by=by, now=turn.now)
    return turn.house.wording.say("meeting.removed", when=when, typed=_typed(old.at.astimezone(zone)))


async def _list(tx: Tx, turn: Turn, view: CouncilView, user_id: int, key: str) -> None:
    """Show the list of meetings."""
    text, keyboard = await _listed(tx, turn, view)
    await teaching.tell(tx, turn, view, user_id, text, key=key, keyboard=keyboard)


async def _listed(tx: Tx, turn: Turn, view: CouncilView) -> tuple[Html, Keyboard]:
    """Return the meetings to come and the last few, with a button each that removes it."""
    wording = turn.house.wording
    known = await taught.all_meetings(tx, view.council.id)
    past = [each for each in known if each.at <= turn.now][-PAST:]
    coming = [each for each in known if each.at > turn.now][:COMING]
    shown = [*coming, *past]
    if not shown:
        return join([wording.say("meeting.empty"), wording.say("meeting.how")], "\n\n"), ()
    parts = [
        join([wording.say(phrase), *_lines(turn, view, group, first)])
        for phrase, group, first in (("meeting.coming", coming, 1), ("meeting.past", past, len(coming) + 1))
        if group
    ]
    keyboard = await teaching.numbered(tx, turn, view, "meeting_off", [each.id for each in shown])
    if len(shown) < len(known):
        parts.append(wording.say("meeting.unshown", count=len(known) - len(shown)))
    return join([*parts, wording.say("meeting.more")], "\n\n"), keyboard


def _lines(turn: Turn, view: CouncilView, group: Sequence[Meeting], first: int) -> list[Html]:
    zone = view.council.settings.zone
    return [
        turn.house.wording.say("meeting.line", number=number, when=teaching.day_and_hour(each.at, zone))
        for number, each in enumerate(group, first)
    ]


async def meeting_off(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Remove* under the list of meetings, which is then shown without it."""
    if not teaching.may(turn.house, view, event.person):
        return Toast("press.not_teacher", alert=True)
    async with turn.change() as tx:
        old = await taught.meeting(tx, what.target or 0)
        known = old if old and old.council_id == view.council.id else None
        done = await _take_away(tx, turn, view, known, event.person.id) if known else None
        text, keyboard = await _listed(tx, turn, view)
        await teaching.renew(tx, turn, view, event, text, keyboard, done)
    if known is None:
        return Toast("press.gone_already")
    return Toast("press.meeting_removed", when=teaching.day_and_hour(known.at, view.council.settings.zone))
