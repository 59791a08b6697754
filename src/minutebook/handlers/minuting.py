"""/minute: how a matter ended, as a meeting made of it; with an undo. For the clerk in private."""

from collections.abc import Sequence
from datetime import datetime

from minutebook.council import outgoing
from minutebook.council import register as register_rules
from minutebook.council.bodies import CouncilView
from minutebook.council.matters import Matter, MatterState
from minutebook.council.outgoing import Keyboard, Outgoing
from minutebook.council.records import Record, Reference, Route
from minutebook.council.register import Asked, Decision, is_overdue, parse_minute
from minutebook.council.wording import Html, join
from minutebook.handlers import about, cautioning, gone, reading
from minutebook.handlers.events import PrivateMessage
from minutebook.handlers.house import Turn
from minutebook.reports import register as shown
from minutebook.reports.material import Entry
from minutebook.storage import matters, outbox, people, records, register, teaching
from minutebook.storage.store import Tx


async def minute(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer `/minute REF`, `/minute REF "45/26"`, `not taken`, `delegated "which power"`, `withdrawn`, `undo`."""
    wording, reader = turn.house.wording, event.person.id
    asked = parse_minute(words, turn.now.astimezone(view.council.settings.zone).year)
    async with turn.change() as tx:
        if asked.problem == "how":
            await post(tx, turn, view, reader, wording.say("minute.how"), key=key)
            return
        called = asked.reference or f"D{asked.matter}"
        if asked.problem:
            text = wording.say(f"minute.bad_{asked.problem}", ref=called)
            await post(tx, turn, view, reader, text, key=key)
            return
        found = await _find(tx, turn, view, reader, asked)
        if isinstance(found, Html):
            await post(tx, turn, view, reader, found, key=key)
        elif asked.undo:
            await _reopen(tx, turn, view, reader, found, key=key)
        elif asked.state is None:
            text = await one(tx, turn, view, found)
            await post(tx, turn, view, reader, text, key=key, keyboard=await endings(tx, turn, view, [found]))
        else:
            await enter(tx, turn, view, reader, found, asked.state, asked.minute, asked.reference, key=key)


async def _find(tx: Tx, turn: Turn, view: CouncilView, reader: int, asked: Asked) -> Decision | Html:
    """Return the matter that is meant, if it is for the reader's eyes; or what they are told instead.

    A record that belongs to no matter, or to one that is for other eyes, gets a matter of its own once something
    is to be entered.
    """
    wording, routes = turn.house.wording, reading.routes_for(view, reader)
    if asked.reference is None:
        decision = await register.get(tx, view.council.id, asked.matter or 0)
        if decision is None or await route_of(tx, decision) not in routes:
            return wording.say("minute.none", number=f"D{asked.matter}")
        return decision
    record = await records.by_reference(tx, view.council.id, asked.reference)
    if record is None or record.route not in routes:
        return await gone.said_gone(tx, turn.house, view, routes, asked.reference, turn.now)
    matter = await _matter_of(tx, record)
    if matter is None:
        if asked.state is None:
            return wording.say("minute.nothing", ref=asked.reference)
        matter = await matters.open_matter(
            tx,
            view.council.id,
            record.chat_id,
            record.topic_id,
            raised_by=record.sender.id,
            at=record.sent_at,
        )
        await matters.add_message(tx, matter, record.message_id, record.sent_at)
    decision = await register.get(tx, view.council.id, matter.id)
    assert decision is not None
    return decision


async def _matter_of(tx: Tx, record: Record) -> Matter | None:
    """Return the matter of a record, or the first of a conversation's messages, that is for the same eyes."""
    withheld = record.route is Route.STAFFING
    keys = [(record.chat_id, record.message_id), *(member.message.key for member in record.members)]
    for key in keys:
        matter = await matters.of_message(tx, *key)
        if matter is not None and await matters.is_withheld(tx, matter.id) is withheld:
            return matter
    return None


async def route_of(tx: Tx, decision: Decision) -> Route:
    """Return for whose eyes a matter is."""
    return Route.STAFFING if await matters.is_withheld(tx, decision.id) else Route.CLERK


async def enter(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    reader: int,
    decision: Decision,
    state: MatterState,
    words: str,
    reference: Reference | None = None,
    *,
    key: str,
) -> None:
    """Enter how a matter ended, and say so with a button that takes it back."""
    wording = turn.house.wording
    if decision.state is state and decision.minute == words:
        text = wording.say("minute.same", number=decision.number, state=shown.state_line(decision, wording))
        await post(tx, turn, view, reader, text, key=key)
        return
    record_id = await _record_of(tx, decision, reference)
    await register.settle(tx, decision, state, words, record_id=record_id, by=reader, now=turn.now)
    after = await register.get(tx, view.council.id, decision.id)
    assert after is not None
    lines = [await one(tx, turn, view, after)]
    if not decision.open:
        before = shown.state_line(decision, wording)
        lines.append(wording.say("minute.was", number=decision.number, state=before))
    undo: list[tuple[str, int | None, str]] = [("minute_undo", decision.id, _before(decision))]
    keyboard = await cautioning.keyboard(tx, turn, view.council.id, [undo])
    await post(tx, turn, view, reader, join(lines, "\n\n"), key=key, keyboard=keyboard)


async def _record_of(tx: Tx, decision: Decision, reference: Reference | None) -> int | None:
    """Return the record an entry is about: the one it was asked by, else the first of the matter."""
    chosen = reference or (decision.references[0] if decision.references else None)
    record = await records.by_reference(tx, decision.council_id, chosen) if chosen else None
    return record.id if record else None


def _before(decision: Decision) -> str:
    """Return what a button needs to know to put a matter back as it stands."""
    at = decision.settled_at.isoformat() if decision.settled_at else ""
    return f"{decision.state}|{at}|{decision.settled_by or ''}|{decision.minute}"


async def _reopen(
    tx: Tx, turn: Turn, view: CouncilView, reader: int, decision: Decision, *, key: str
) -> None:
    """Take back what was entered: the matter is open again, on the agenda where it has a line there."""
    if decision.open:
        text = turn.house.wording.say("minute.open", number=decision.number)
        await post(tx, turn, view, reader, text, key=key)
        return
    line = await matters.agenda_line(tx, decision.id)
    state = MatterState.ON_AGENDA if line else MatterState.FLAGGED
    await enter(tx, turn, view, reader, decision, state, "", key=key)


async def entry(tx: Tx, turn: Turn, view: CouncilView, decision: Decision) -> Entry:
    """Return a matter with what those it is for may be told of it."""
    reader = await route_of(tx, decision)
    what = None
    if decision.message_id is not None:
        what = await about.message(tx, turn, view, decision.chat_id, decision.message_id, reader)
    late = is_overdue(decision, await overdue_before(tx, turn, view))
    return Entry(decision, what, await people.name_of(tx, decision.raised_by), late)


async def overdue_before(tx: Tx, turn: Turn, view: CouncilView) -> datetime | None:
    """Return the instant before which what was said is overdue now, by the council's meetings; None for nothing."""
    meetings = [each.at for each in await teaching.all_meetings(tx, view.council.id)]
    return register_rules.overdue_before(meetings, turn.now)


async def one(tx: Tx, turn: Turn, view: CouncilView, decision: Decision) -> Html:
    """Return one matter in full."""
    name = await people.name_of(tx, decision.settled_by) if decision.settled_by else ""
    found = await entry(tx, turn, view, decision)
    return shown.one(found, name, view.council.settings.zone, turn.now, turn.house.wording)


async def endings(tx: Tx, turn: Turn, view: CouncilView, decisions: Sequence[Decision]) -> Keyboard:
    """Return a row of buttons for each open matter: how it may have ended."""
    keyboard: Keyboard = ()
    for decision in decisions:
        if decision.open:
            row: list[tuple[str, int | None, str]] = [
                ("minute_ask", decision.id, ""),
                ("minute_not_taken", decision.id, ""),
                ("minute_withdrawn", decision.id, ""),
            ]
            keyboard += await cautioning.keyboard(tx, turn, view.council.id, [row], f"{decision.number} ")
    return keyboard


async def post(
    tx: Tx, turn: Turn, view: CouncilView, reader: int, text: Html, *, key: str, keyboard: Keyboard = ()
) -> None:
    """Answer in private under the council's name, protected as a digest is."""
    headed = join([reading.heading(turn.house, view), text], "\n\n")
    send = outgoing.message(reader, headed, keyboard=keyboard, protect=True)
    await outbox.put(tx, Outgoing(key, "answer", (send,), council_id=view.council.id), turn.now)
