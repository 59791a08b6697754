"""The cards of /dispose: a record whose time is up with what may be done about it, and one recorded in error."""

from datetime import datetime

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView
from minutebook.council.disposal import CopyOut
from minutebook.council.outgoing import Send
from minutebook.council.records import Record
from minutebook.council.schedule import local_day
from minutebook.council.schedules import Due
from minutebook.council.wording import Html, join
from minutebook.handlers import cautioning
from minutebook.handlers.house import Turn
from minutebook.handlers.reading import heading, routes_for
from minutebook.reports.keeping import copies_line, until_line
from minutebook.reports.show import split, told
from minutebook.storage import copies, disposing, keeping, records
from minutebook.storage.store import Tx

SHOWN = 2_200
"""Characters of HTML of a record that a card shows: with what stands round them it is one message."""

Past = tuple[datetime, int]
"""The record that was dealt with or left before: when its time was up, and its key."""


async def next_card(tx: Tx, turn: Turn, view: CouncilView, user_id: int, *, past: Past | None = None) -> Send:
    """Return what shows the next record that is due after `past`, or that there is none."""
    routes = routes_for(view, user_id)
    due = await keeping.due(tx, view.council.id, routes, turn.now)
    key = await keeping.next_due(tx, view.council.id, routes, turn.now, past)
    if key is None:
        return plain(turn, view, user_id, await _end(tx, turn, view, user_id, due, walked=past is not None))
    [record] = await records.by_ids(tx, [key])
    ahead = await keeping.due_after(tx, view.council.id, routes, turn.now, _past(record))
    return await due_card(tx, turn, view, user_id, record, left=ahead)


def _past(record: Record) -> Past:
    assert record.dispose_on is not None
    return record.dispose_on, record.id


async def _end(tx: Tx, turn: Turn, view: CouncilView, user_id: int, due: Due, *, walked: bool) -> Html:
    """Return that nothing is due, or nothing more; what is on hold; and when the next is."""
    wording = turn.house.wording
    if walked:
        lines = [
            wording.say("dispose.end_left", count=due.total) if due.total else wording.say("dispose.end")
        ]
    else:
        lines = [wording.say("dispose.none")]
    if due.held:
        lines.append(wording.say("dispose.held", count=due.held))
    if not due.total:
        date = await keeping.next_date(tx, view.council.id, routes_for(view, user_id), turn.now)
        if date is not None:
            lines.append(wording.say("dispose.next", day=local_day(date, view.council.settings.zone)))
    return join(lines, "\n\n")


def plain(turn: Turn, view: CouncilView, user_id: int, text: Html) -> Send:
    """Return an answer that shows nothing of a record, under the council's name."""
    return outgoing.message(user_id, join([heading(turn.house, view), text], "\n\n"))


async def due_card(tx: Tx, turn: Turn, view: CouncilView, user_id: int, record: Record, *, left: int) -> Send:
    """Return what shows a record whose time is up and asks about it."""
    wording, zone = turn.house.wording, view.council.settings.zone
    assert record.dispose_on is not None
    phrase = f"dispose.due_{record.ending}"
    day = local_day(record.dispose_on, zone)
    head = [wording.say(phrase, ref=record.reference, klass=record.klass, day=day)]
    if record.keep_until is not None and record.keep_until > record.dispose_on:
        head.append(wording.say("dispose.due_kept", day=local_day(record.keep_until, zone)))
    lines = [join(head, "\n"), *await _shown(tx, turn, view, record), wording.say("dispose.means")]
    lines.append(wording.say("dispose.left", count=left) if left else wording.say("dispose.last"))
    keys: list[list[tuple[str, int | None, str]]] = [
        [("dispose_due", record.id, "")],
        [("dispose_year", record.id, ""), ("dispose_good", record.id, "")],
        [("dispose_later", record.id, "")],
    ]
    return await _card(tx, turn, view, user_id, lines, keys)


async def error_card(tx: Tx, turn: Turn, view: CouncilView, user_id: int, record: Record) -> Send:
    """Return what asks whether a record is to be disposed of as recorded in error."""
    wording = turn.house.wording
    lines = [wording.say("dispose.error", ref=record.reference), *await _shown(tx, turn, view, record)]
    lines.append(wording.say("dispose.means"))
    keys: list[list[tuple[str, int | None, str]]] = [
        [("dispose_error", record.id, ""), ("dispose_leave", record.id, "")]
    ]
    return await _card(tx, turn, view, user_id, lines, keys)


async def _card(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    user_id: int,
    lines: list[Html],
    keys: list[list[tuple[str, int | None, str]]],
) -> Send:
    text = join([heading(turn.house, view), *lines, turn.house.wording.say("show.goes")], "\n\n")
    keyboard = await cautioning.keyboard(tx, turn, view.council.id, keys)
    return outgoing.message(user_id, text, keyboard=keyboard, protect=True)


async def _shown(tx: Tx, turn: Turn, view: CouncilView, record: Record) -> list[Html]:
    """Return a record as far as it fits on a card, and what disposal would not reach."""
    wording = turn.house.wording
    kept: list[Html] = []
    room = SHOWN
    zone = view.council.settings.zone
    # The card says above what the class asks for.
    above = until_line(record, zone, wording)
    lines = [line for line in told(record, zone, wording, now=turn.now) if line != above]
    pieces = [piece for line in lines for piece in split([line])]
    for piece in pieces:
        if len(piece) > room:
            kept.append(wording.say("dispose.shortened", ref=record.reference))
            break
        kept.append(piece)
        room -= len(piece)
    out = [CopyOut(each.way, each.place, each.at) for each in await copies.of_record(tx, record.id)]
    out += [CopyOut("record", str(ref), at) for ref, at in await disposing.repeated_in(tx, record.id)]
    out += await disposing.in_backups(tx, record.id)
    return [*kept, *copies_line(out, wording)]
