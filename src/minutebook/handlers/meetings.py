"""/meeting: when the council meets and met, so that a report of what it resolved is read as one."""

from collections.abc import Sequence
from datetime import date, datetime, time

from minutebook.council.bodies import CouncilView
from minutebook.council.errors import TeachingError
from minutebook.council.meeting_dates import Clock, Written, day_of, instant
from minutebook.council.meeting_lists import AT_ONCE, parse_asked
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

LISTED = 30
"""Meetings that `/meeting remove` lists with the commands that remove them: that stays one message."""


async def meeting(turn: Turn, view: CouncilView, event: PrivateMessage, said: str, key: str) -> None:
    """Answer `/meeting`, `/meeting 2026-12-08 19:30` and `/meeting remove 2026-12-08`; rights were checked."""
    wording, person = turn.house.wording, event.person
    async with turn.change() as tx:
        if not said.strip():
            await _list(tx, turn, view, person.id, key)
            return
        try:
            asked = parse_asked(said, _today(turn, view))
        except TeachingError as error:
            text = wording.say(f"meeting.bad_{error.problem}", limit=AT_ONCE)
        else:
            answer = _removing if asked.removes else _entering
            text = await answer(tx, turn, view, asked.meetings, person.id)
        await teaching.tell(tx, turn, view, person.id, text, key=key)


def _today(turn: Turn, view: CouncilView) -> date:
    return turn.now.astimezone(view.council.settings.zone).date()


async def _entering(
    tx: Tx, turn: Turn, view: CouncilView, meetings: Sequence[Written | TeachingError], by: int
) -> Html:
    """Enter meetings; say what they are good for, which hour was guessed, and what could not be entered."""
    wording, zone = turn.house.wording, view.council.settings.zone
    lines: list[Html] = []
    wrong: list[Html] = []
    guessed: list[tuple[datetime, Clock]] = []
    new = 0
    for each in meetings:
        at = _instant(turn, view, each)
        if isinstance(at, Html):
            wrong.append(at)
            continue
        when = teaching.day_and_hour(at, zone)
        if isinstance(each, Written) and each.clock and each.clock.guessed:
            guessed.append((at.astimezone(zone), each.clock))
        if await taught.add_meeting(tx, view.council.id, at, by=by, now=turn.now):
            await councils.log_change(tx, view.council.id, "meeting", "", when, by=by, now=turn.now)
            lines.append(wording.say("meeting.done", when=when))
            new += 1
        else:
            lines.append(wording.say("meeting.same", when=when))
    parts = [join(lines)] if lines else []
    if guessed:
        parts.append(_guessed(turn, guessed))
    if new:
        parts.append(wording.say("meeting.use", count=new))
    return join([*parts, *_wrong(turn, wrong)], "\n\n")


def _instant(turn: Turn, view: CouncilView, each: Written | TeachingError) -> datetime | Html:
    """Return when a meeting is, or what is wrong with how it was written."""
    wording, zone, today = turn.house.wording, view.council.settings.zone, _today(turn, view)
    try:
        if isinstance(each, TeachingError):
            raise each
        return instant(each, today, zone)
    except TeachingError as error:
        if error.problem == "hour" and isinstance(each, Written):
            day = day_of(each, today)
            shown = local_day(datetime.combine(day, time(12), tzinfo=zone), zone)
            return wording.say("meeting.bad_hour", day=shown, iso=day.isoformat())
        return wording.say(f"meeting.bad_{error.problem}", said=error.said[:80])


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


async def _removing(
    tx: Tx, turn: Turn, view: CouncilView, meetings: Sequence[Written | TeachingError], by: int
) -> Html:
    """Take meetings away, however old, and say which; or say what there is to take away."""
    wording, zone = turn.house.wording, view.council.settings.zone
    lines: list[Html] = []
    unmet = not meetings
    for each in meetings:
        if isinstance(each, TeachingError):
            lines.append(wording.say(f"meeting.bad_{each.problem}", said=each.said[:40]))
            unmet = True
            continue
        known = await taught.all_meetings(tx, view.council.id)
        meant = [old for old in known if each.names(old.at.astimezone(zone))]
        if len(meant) == 1:
            when = await _take_away(tx, turn, view, meant[0], by)
            typed = _typed(meant[0].at.astimezone(zone))
            lines.append(wording.say("meeting.removed", when=when, typed=typed))
        elif meant:
            lines.append(join([wording.say("meeting.which"), *_removable(turn, view, meant)]))
        else:
            lines.append(wording.say("meeting.none_such", said=each.words[:40]))
            unmet = True
    if unmet:
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


async def _take_away(tx: Tx, turn: Turn, view: CouncilView, old: Meeting, by: int) -> str:
    """Take a meeting away, keep who did, and return which it was."""
    when = teaching.day_and_hour(old.at, view.council.settings.zone)
    await taught.remove_meeting(tx, old)
    await councils.log_change(tx, old.council_id, "meeting", when, "", by=by, now=turn.now)
    return when


async def _list(tx: Tx, turn: Turn, view: CouncilView, user_id: int, key: str) -> None:
    """Show the meetings to come and the last few, with a button each that removes it."""
    wording = turn.house.wording
    known = await taught.all_meetings(tx, view.council.id)
    past = [each for each in known if each.at <= turn.now][-PAST:]
    coming = [each for each in known if each.at > turn.now][:COMING]
    shown = [*coming, *past]
    if not shown:
        text = join([wording.say("meeting.empty"), wording.say("meeting.how")], "\n\n")
        await teaching.tell(tx, turn, view, user_id, text, key=key)
        return
    parts = [
        join([wording.say(phrase), *_lines(turn, view, group, first)])
        for phrase, group, first in (("meeting.coming", coming, 1), ("meeting.past", past, len(coming) + 1))
        if group
    ]
    keyboard = await teaching.numbered(tx, turn, view, "meeting_off", [each.id for each in shown])
    if len(shown) < len(known):
        parts.append(wording.say("meeting.unshown", count=len(known) - len(shown)))
    text = join([*parts, wording.say("meeting.more")], "\n\n")
    await teaching.tell(tx, turn, view, user_id, text, key=key, keyboard=keyboard)


def _lines(turn: Turn, view: CouncilView, group: Sequence[Meeting], first: int) -> list[Html]:
    zone = view.council.settings.zone
    return [
        turn.house.wording.say("meeting.line", number=number, when=teaching.day_and_hour(each.at, zone))
        for number, each in enumerate(group, first)
    ]


async def meeting_off(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Remove* under the list of meetings."""
    if not teaching.may(turn.house, view, event.person):
        return Toast("press.not_teacher", alert=True)
    async with turn.change() as tx:
        old = await taught.meeting(tx, what.target or 0)
        if old is None or old.council_id != view.council.id:
            return Toast("press.gone_already")
        when = await _take_away(tx, turn, view, old, event.person.id)
    return Toast("press.meeting_removed", when=when)
