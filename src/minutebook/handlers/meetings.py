"""/meeting: when the council meets and met, so that a report of what it resolved is read as one."""

from collections.abc import Sequence

from minutebook.council.bodies import CouncilView
from minutebook.council.errors import TeachingError
from minutebook.council.meeting_dates import parse_meeting
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


async def meeting(turn: Turn, view: CouncilView, event: PrivateMessage, said: str, key: str) -> None:
    """Answer `/meeting`, and `/meeting 2026-12-08 19:30`; rights were checked."""
    wording, person = turn.house.wording, event.person
    async with turn.change() as tx:
        if not said.strip():
            await _list(tx, turn, view, person.id, key)
            return
        try:
            at = parse_meeting(said, turn.now, view.council.settings.zone)
        except TeachingError as error:
            problem = wording.say(f"meeting.bad_{error.problem}", said=error.said[:80])
            text = join([problem, wording.say("meeting.how")], "\n\n")
        else:
            text = await _enter(tx, turn, view, Meeting(0, view.council.id, at), person.id)
        await teaching.tell(tx, turn, view, person.id, text, key=key)


async def _enter(tx: Tx, turn: Turn, view: CouncilView, new: Meeting, by: int) -> Html:
    """Enter a meeting and say what it is good for."""
    when = teaching.day_and_hour(new.at, view.council.settings.zone)
    if not await taught.add_meeting(tx, new.council_id, new.at, by=by, now=turn.now):
        return turn.house.wording.say("meeting.same", when=when)
    await councils.log_change(tx, new.council_id, "meeting", "", when, by=by, now=turn.now)
    return turn.house.wording.say("meeting.done", when=when)


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
        await taught.remove_meeting(tx, old)
        when = teaching.day_and_hour(old.at, view.council.settings.zone)
        await councils.log_change(tx, old.council_id, "meeting", when, "", by=event.person.id, now=turn.now)
    return Toast("press.meeting_removed", when=when)
