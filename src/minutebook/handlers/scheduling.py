"""/schedule: how long each class of records is kept. The admin, the clerk and the deputy change it.

A longer term holds at once for what is on the record already. A shorter one only for what comes later, until the
clerk applies it: to let something go sooner is an act of its own.
"""

import re
from dataclasses import replace

from minutebook.council.bodies import CouncilView
from minutebook.council.errors import SettingError
from minutebook.council.schedules import (
    RESERVED,
    Schedule,
    Term,
    applied,
    default_schedule,
    parse_wanted,
    sooner,
)
from minutebook.council.wording import Html, join
from minutebook.handlers import reading, teaching
from minutebook.handlers.events import PrivateMessage
from minutebook.handlers.house import Turn
from minutebook.reports.keeping import class_lines, period, schedule_lines
from minutebook.reports.show import split
from minutebook.storage import councils, keeping, rescheduling
from minutebook.storage.store import Tx

OWN = 30
"""Classes of its own that a council may add."""


async def schedule(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer `/schedule` in all its forms; rights were checked."""
    user_id = event.person.id
    async with turn.change() as tx:
        known = await keeping.schedule_of(tx, view.council.id)
        for number, text in enumerate(await _answer(tx, turn, view, known, words, user_id)):
            own = f"{key}:{number}" if number else key
            await teaching.tell(tx, turn, view, user_id, text, key=own)


async def _answer(
    tx: Tx, turn: Turn, view: CouncilView, known: Schedule, words: str, user_id: int
) -> list[Html]:
    wording = turn.house.wording
    plain = " ".join(re.sub("[“”\"'‘’]", " ", words).lower().split())
    head, _, rest = plain.partition(" ")
    if not plain:
        return split(schedule_lines(known, wording))
    if head == "apply":
        return [await _apply(tx, turn, view, known, rest, user_id)]
    if head in ("new", "add"):
        return [await _change(tx, turn, view, known, rest, user_id, new=True)]
    if head in ("remove", "delete"):
        if not rest:
            return [wording.say("schedule.remove_how")]
        return [await _remove(tx, turn, view, known, rest, user_id)]
    if rest == "default" and (default := default_schedule().get(head)):
        return [await _put(tx, turn, view, known, default, user_id)]
    if rest:
        return [await _change(tx, turn, view, known, plain, user_id, new=False)]
    if head not in known:
        return [_unknown(turn, known, head)]
    return [class_lines(known[head], default_schedule().get(head), wording)]


def _unknown(turn: Turn, known: Schedule, said: str) -> Html:
    # What could not be added is not offered to be.
    phrase = "class.unknown" if said in RESERVED else "schedule.unknown"
    return turn.house.wording.say(phrase, said=said[:40], classes=", ".join(known))


async def _change(
    tx: Tx, turn: Turn, view: CouncilView, known: Schedule, words: str, user_id: int, *, new: bool
) -> Html:
    """Change a class, or add one, and say what that does to what is on the record already."""
    wording = turn.house.wording
    try:
        wanted = parse_wanted(words)
    except SettingError as error:
        return wording.say("schedule.bad", said=words[:60], allowed=error.allowed)
    try:
        term = applied(known, wanted, new=new)
    except SettingError:
        if new:
            return wording.say("schedule.bad_name", said=wanted.klass)
        return _unknown(turn, known, wanted.klass)
    if new and len(known) - len(default_schedule()) >= OWN:
        return wording.say("schedule.full", limit=OWN)
    return await _put(tx, turn, view, known, term, user_id)


async def _put(tx: Tx, turn: Turn, view: CouncilView, known: Schedule, term: Term, user_id: int) -> Html:
    """Give a class this term from now on, and say what was before it and what the law has to say."""
    wording = turn.house.wording
    before, default = known.get(term.klass), default_schedule().get(term.klass)
    if before is not None and replace(before, changed=term.changed) == term:
        return wording.say("schedule.same", klass=term.klass, term=period(term, wording))
    left = await rescheduling.change_term(tx, view.council.id, term, by=user_id, now=turn.now)
    await _log(tx, turn, view, before, term, user_id)
    now = period(term, wording)
    if before is None:
        lines = [wording.say("schedule.added", klass=term.klass, term=now)]
    else:
        lines = [wording.say("schedule.changed", klass=term.klass, term=now, was=period(before, wording))]
    if default is not None and sooner(term, default):
        told = {"term": period(default, wording), "source": default.source, "klass": term.klass}
        lines.append(wording.say("schedule.sooner", **told))
    routes = reading.routes_for(view, user_id)
    count = sum(left.get(route, 0) for route in routes)
    if count:
        lines.append(wording.say("schedule.left", count=count, klass=term.klass))
    elif not routes:
        # Who may only set things learns nothing of what is on the record.
        lines.append(wording.say("schedule.left_untold", klass=term.klass))
    return join(lines, "\n\n")


async def _remove(tx: Tx, turn: Turn, view: CouncilView, known: Schedule, name: str, user_id: int) -> Html:
    """Take out a class of the council's own, if nothing is in it."""
    wording = turn.house.wording
    if name not in known:
        return _unknown(turn, known, name)
    if name in default_schedule():
        return wording.say("schedule.not_own", klass=name)
    if not await rescheduling.remove_class(tx, view.council.id, name, by=user_id, now=turn.now):
        # The same words whoever's records these are: that others have some is not told.
        return wording.say("schedule.in_use", klass=name)
    await _log(tx, turn, view, known[name], None, user_id)
    return wording.say("schedule.removed", klass=name)


async def _log(
    tx: Tx, turn: Turn, view: CouncilView, before: Term | None, term: Term | None, by: int
) -> None:
    old, new = (
        f"{each.klass}: {period(each, turn.house.wording)}" if each else "" for each in (before, term)
    )
    await councils.log_change(tx, view.council.id, "schedule", old, new, by=by, now=turn.now)


async def _apply(tx: Tx, turn: Turn, view: CouncilView, known: Schedule, name: str, user_id: int) -> Html:
    """Give what is on the record the present term of its class, a shorter one too."""
    wording = turn.house.wording
    routes = reading.routes_for(view, user_id)
    if not routes:
        return wording.say("schedule.apply_clerk")
    if not name:
        return wording.say("schedule.apply_how")
    if name not in known:
        return _unknown(turn, known, name)
    term = known[name]
    told = {"klass": name, "term": period(term, wording)}
    changed = await rescheduling.apply_term(tx, view.council.id, term, routes, by=user_id, now=turn.now)
    if not changed:
        return wording.say("schedule.applied_none", **told)
    await councils.log_change(tx, view.council.id, "schedule", "", f"apply {name}", by=user_id, now=turn.now)
    return wording.say("schedule.applied", count=changed, **told)
