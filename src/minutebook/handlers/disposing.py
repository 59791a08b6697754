"""/dispose: what has reached the end of its time, one at a time; and what should never have been on the record.

Each is shown and asked about. What is disposed of leaves its certificate, and the card that showed it is deleted.
What is for the staffing recipient alone is theirs to decide about, and nobody else's.
"""

from collections.abc import Awaitable, Callable

from minutebook.council.bodies import CouncilView
from minutebook.council.disposal import Certificate, Grounds
from minutebook.council.outgoing import Outgoing, Send, Way
from minutebook.council.records import Record
from minutebook.council.retention import SHOWN_FOR
from minutebook.council.schedule import local_day
from minutebook.council.schedules import FOR_GOOD, a_year_longer
from minutebook.handlers import answers, asked_back, classing, disposal_cards, gone, keyboards, reading
from minutebook.handlers.events import Press, PrivateMessage
from minutebook.handlers.house import Turn
from minutebook.handlers.pressed import Toast
from minutebook.reports.keeping import certificate_lines, until_line
from minutebook.storage import buttons, certificates, disposing, keeping, members, outbox, records, went_out
from minutebook.storage.buttons import Pressable
from minutebook.storage.store import Tx

IN_ERROR = (" recorded in error", " in error", " by mistake", " error", " mistake")
"""What follows a reference that should never have been given."""


async def dispose(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer `/dispose`, `/dispose REF` and `/dispose REF error`; rights were checked."""
    async with turn.change() as tx:
        send = await _answer(tx, turn, view, event.person.id, words.strip())
    await _show(turn, view, send, key)


async def _show(turn: Turn, view: CouncilView, send: Send, key: str) -> None:
    down = SHOWN_FOR if send.protect else None
    await answers.show(turn.house, [send], key=key, council_id=view.council.id, take_down=down)


async def _answer(tx: Tx, turn: Turn, view: CouncilView, user_id: int, words: str) -> Send:
    wording, zone = turn.house.wording, view.council.settings.zone
    if not words:
        return await disposal_cards.next_card(tx, turn, view, user_id)
    plain = words.rstrip(".!")
    ending = next((end for end in IN_ERROR if plain.lower().endswith(end)), "")
    reference, rest = classing.asked(plain[: len(plain) - len(ending)], turn.now.astimezone(zone).year)
    record = await classing.readable(tx, view, user_id, reference)
    if reference is None or rest:
        text = wording.say("dispose.how")
    elif record is None:
        routes = reading.routes_for(view, user_id)
        text = await gone.certificate_or_none(tx, turn.house, view, routes, reference)
    elif await keeping.is_held(tx, record.id):
        text = wording.say("dispose.on_hold", ref=reference)
    elif ending:
        return await disposal_cards.error_card(tx, turn, view, user_id, record)
    elif await keeping.is_due(tx, record.id, turn.now):
        return await disposal_cards.due_card(tx, turn, view, user_id, record, left=0)
    else:
        text = wording.say("dispose.not_yet", ref=reference, until=until_line(record, zone, wording))
    return disposal_cards.plain(turn, view, user_id, text)


Do = Callable[[Tx, Record], Awaitable[Toast]]


async def _with_record(tx: Tx, view: CouncilView, event: Press, what: Pressable) -> Record | Toast:
    """Return the record a button is about, or what its presser is told instead."""
    found = await records.by_ids(tx, [what.target or 0])
    routes = reading.routes_for(view, event.person.id)
    if not found:
        kept = await certificates.by_key(tx, view.council.id, what.target or 0)
        if kept is None or kept.route not in routes:
            return Toast("press.old")
        return Toast("press.disposed_already", ref=kept.reference)
    if found[0].council_id != view.council.id:
        return Toast("press.old")
    if found[0].route not in routes:
        return Toast("press.not_clerk", alert=True)
    if await keeping.is_held(tx, found[0].id):
        return Toast("press.on_hold", alert=True, ref=found[0].reference)
    return found[0]


async def _decide(turn: Turn, view: CouncilView, event: Press, what: Pressable, do: Do) -> Toast:
    """Do what a card's button asks for about a record that is due, and show the next."""
    async with turn.change() as tx:
        record = await _with_record(tx, view, event, what)
        if isinstance(record, Toast):
            return record
        if record.dispose_on is None or not await keeping.is_due(tx, record.id, turn.now):
            return Toast("press.not_due", alert=True, ref=record.reference)
        toast = await do(tx, record)
        past = record.dispose_on, record.id
        send = await disposal_cards.next_card(tx, turn, view, event.person.id, past=past)
        if toast.phrase != "press.disposed":
            await keyboards.use_up(tx, turn, view, event)
    await _show(turn, view, send, f"dispose:{what.key}:{event.update_id}")
    return toast


async def due(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Dispose*: the record goes, its certificate comes, and the card that showed it is deleted."""

    async def do(tx: Tx, record: Record) -> Toast:
        await _dispose(tx, turn, view, event, what, record, Grounds.DUE)
        return Toast("press.disposed", ref=record.reference)

    return await _decide(turn, view, event, what, do)


async def year(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Keep a year longer*."""
    zone = view.council.settings.zone

    async def do(tx: Tx, record: Record) -> Toast:
        until = a_year_longer(turn.now, zone)
        await keeping.keep(tx, record, until, by=event.person.id, now=turn.now)
        return Toast("press.kept_year", ref=record.reference, day=local_day(until, zone))

    return await _decide(turn, view, event, what, do)


async def good(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Keep for good*."""

    async def do(tx: Tx, record: Record) -> Toast:
        await keeping.keep(tx, record, FOR_GOOD, by=event.person.id, now=turn.now)
        return Toast("press.kept_good", ref=record.reference)

    return await _decide(turn, view, event, what, do)


async def later(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Later*: the next is shown; this one stands in the digest again."""

    async def do(tx: Tx, record: Record) -> Toast:
        return Toast()

    return await _decide(turn, view, event, what, do)


async def error(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Dispose of it*, recorded in error: as for what is due, and the sign that it is on record goes too."""
    async with turn.change() as tx:
        record = await _with_record(tx, view, event, what)
        if isinstance(record, Toast):
            return record
        if await asked_back.is_over(tx, turn, what, f"record {record.id}"):
            return Toast("press.ask_again", alert=True, command=f"dispose {record.reference} error")
        await _take_back_receipts(tx, turn, view, record)
        await _dispose(tx, turn, view, event, what, record, Grounds.ERROR)
    return Toast("press.disposed", ref=record.reference)


async def leave(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Leave it*: nothing happens."""
    async with turn.change() as tx:
        record = await _with_record(tx, view, event, what)
        await keyboards.use_up(tx, turn, view, event)
    return record if isinstance(record, Toast) else Toast("press.left_alone", ref=record.reference)


async def _dispose(
    tx: Tx, turn: Turn, view: CouncilView, event: Press, what: Pressable, record: Record, grounds: Grounds
) -> None:
    """Dispose of a record, put its certificate in the outbox, and delete the card that showed it."""
    person = event.person
    kept: Certificate = await disposing.dispose(
        tx, record.id, grounds, by=person.id, by_name=person.name, now=turn.now
    )
    # What the detector has at hand of the chat would show it once more.
    turn.house.recalled.clear()
    text = certificate_lines(kept, view.council.settings.zone, turn.house.wording)
    await answers.below(tx, turn, view, event, text, key=what.key)
    await buttons.forget(tx, [event.data, *(button.data for row in event.keyboard for button in row)])
    ways = (
        Send(Way.DELETE, event.chat_id, message_id=event.message_id),
        # Older than the 48 hours in which a bot may delete: at least nothing can be pressed any more.
        Send(Way.KEYBOARD, event.chat_id, message_id=event.message_id),
    )
    key = f"disposed-card:{event.chat_id}:{event.message_id}"
    await outbox.put(tx, Outgoing(key, "buttons", ways, council_id=view.council.id), turn.now)


async def _take_back_receipts(tx: Tx, turn: Turn, view: CouncilView, record: Record) -> None:
    """Take the sign that a message is on record off it: the reaction, or the line under it."""
    shown = await went_out.receipts(tx, record.chat_id, record.message_id)
    for member in record.members:
        # What has a record of its own keeps its sign, and so does what another note was typed beside.
        places = await members.places_of(tx, *member.message.key)
        noted = any(place.apart and place.record_id != record.id for place in places)
        if not noted and await records.reference_of(tx, *member.message.key) is None:
            shown += await went_out.receipts(tx, *member.message.key)
    for message_id, line_id in shown:
        if line_id is None:
            send = Send(Way.REACTION, record.chat_id, message_id=message_id)
        else:
            send = Send(Way.DELETE, record.chat_id, message_id=line_id)
        key = f"receipt-off:{record.chat_id}:{message_id}:{record.id}:{line_id or 0}"
        await outbox.put(tx, Outgoing(key, "buttons", (send,), council_id=view.council.id), turn.now)
