"""Putting a record into another class: the later of two times stays, until the clerk takes the sooner one."""

from dataclasses import dataclass

from minutebook.council.bodies import CouncilView
from minutebook.council.outgoing import Keyboard
from minutebook.council.reclassing import Stood, Time, is_sooner, kept, read_stood
from minutebook.council.records import Record
from minutebook.council.schedule import local_day
from minutebook.council.schedules import Ending, Term
from minutebook.council.wording import Html, join
from minutebook.handlers import answers, cautioning, reading
from minutebook.handlers.events import Press
from minutebook.handlers.house import Turn
from minutebook.handlers.pressed import Toast
from minutebook.reports.keeping import until_line
from minutebook.storage import buttons, keeping, records
from minutebook.storage.buttons import Pressable
from minutebook.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Wish:
    """The class somebody puts a record into.

    Attributes:
        by: user id.
        sooner: whether its time is to hold even where that is sooner than what stood.
        stood: how the record stood, where that is to hold again; None: as `_former` finds it.
    """

    term: Term
    by: int
    sooner: bool = False
    stood: Stood | None = None


async def change(tx: Tx, turn: Turn, view: CouncilView, record: Record, wish: Wish) -> tuple[Html, Keyboard]:
    """Put a record into a class, and say how long it is kept now, with what takes that back."""
    wording, zone, klass = turn.house.wording, view.council.settings.zone, wish.term.klass
    before, given = _stands(record), await keeping.time_by(tx, record, wish.term)
    former = wish.stood or await _former(tx, record, klass)
    time = _time(record, wish, given, former)
    if record.klass == klass and record.classed_by and time == before.time:
        return wording.say("class.same", ref=record.reference, klass=klass), ()
    await keeping.set_class(tx, record, wish.term, by=wish.by, now=turn.now, time=time)
    [changed] = await records.by_ids(tx, [record.id])
    lines = [
        wording.say("class.done", ref=record.reference, klass=klass, label=wish.term.label),
        until_line(changed, zone, wording),
    ]
    rows: list[list[tuple[str, int | None, str]]] = []
    if former is not None and time == former.time:
        lines.append(wording.say("class.as_before"))
    if is_sooner(given, time):
        assert given.up is not None
        day = local_day(given.up, zone)
        lines.append(wording.say("class.sooner", ref=record.reference, klass=klass, day=day))
        rows.append([("class_sooner", record.id, klass)])
    if before != _stands(changed):
        await buttons.forget_about(tx, view.council.id, "class_back", record.id)
        rows.append([("class_back", record.id, before.spelt)])
    return join(lines), await cautioning.keyboard(tx, turn, view.council.id, rows)


def _stands(record: Record) -> Stood:
    return Stood(record.klass, Time(record.dispose_on, Ending(record.ending)))


def _time(record: Record, wish: Wish, given: Time, former: Stood | None) -> Time:
    """Return how long a record is kept in its new class: never less than what stood, unless that is wished."""
    # What has no class yet has no time that stood.
    if wish.sooner or not record.klass:
        return given
    return kept((former or _stands(record)).time, given)


async def _former(tx: Tx, record: Record, klass: str) -> Stood | None:
    """Return how a record stood in a class it was in until the last change, as long as that can be taken back.

    Whoever chooses the former class takes the change back, as with its button.
    """
    if record.klass == klass:
        return None
    undo = await buttons.about(tx, record.council_id, "class_back", record.id)
    stood = read_stood(undo.extra) if undo else None
    return stood if stood and stood.klass == klass else None


async def _meant(tx: Tx, view: CouncilView, event: Press, what: Pressable) -> Record | Toast:
    """Return the record a button is about, or what its presser is told instead."""
    found = await records.by_ids(tx, [what.target or 0])
    if not found or found[0].council_id != view.council.id:
        return Toast("press.old")
    if found[0].route not in reading.routes_for(view, event.person.id):
        return Toast("press.not_clerk", alert=True)
    return found[0]


async def _press(
    tx: Tx, turn: Turn, view: CouncilView, event: Press, what: Pressable, record: Record, wish: Wish
) -> Toast:
    """Do what a button asks for, say below it how long the record is kept now, and tell its presser."""
    text, keyboard = await change(tx, turn, view, record, wish)
    await answers.below(tx, turn, view, event, text, key=what.key, keyboard=keyboard)
    return Toast("press.classed", ref=record.reference, klass=wish.term.klass)


async def pressed(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """Put a record into the class that a button names."""
    async with turn.change() as tx:
        record = await _meant(tx, view, event, what)
        if isinstance(record, Toast):
            return record
        term = (await keeping.schedule_of(tx, view.council.id)).get(what.extra)
        if term is None:
            return Toast("press.no_class", alert=True, klass=what.extra)
        if record.klass == term.klass and record.classed_by:
            return Toast("press.classed_already", ref=record.reference, klass=term.klass)
        return await _press(tx, turn, view, event, what, record, Wish(term, event.person.id))


async def sooner(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Take the sooner date*: the record has the time its class gives it."""
    async with turn.change() as tx:
        record = await _meant(tx, view, event, what)
        if isinstance(record, Toast):
            return record
        term = (await keeping.schedule_of(tx, view.council.id)).get(what.extra)
        if term is None or record.klass != term.klass:
            return Toast("press.old")
        return await _press(tx, turn, view, event, what, record, Wish(term, event.person.id, sooner=True))


async def back(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Undo*: the record is in the class it was in, and kept as long as it then was."""
    async with turn.change() as tx:
        record = await _meant(tx, view, event, what)
        if isinstance(record, Toast):
            return record
        stood = read_stood(what.extra)
        term = (await keeping.schedule_of(tx, view.council.id)).get(stood.klass)
        if term is None:
            return Toast("press.no_class", alert=True, klass=stood.klass)
        return await _press(tx, turn, view, event, what, record, Wish(term, event.person.id, stood=stood))
