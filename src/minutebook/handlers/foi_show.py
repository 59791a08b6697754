"""Showing requests: the list with its deadlines, and one case with its clock, its searches and what it holds."""

from collections.abc import Sequence
from datetime import datetime

from minutebook.council.bodies import CouncilView
from minutebook.council.records import Reference
from minutebook.council.requests import REMINDED_LATELY, Request
from minutebook.handlers import foi_pressing, reading
from minutebook.handlers.events import Press, PrivateMessage
from minutebook.handlers.foi_case import calendar
from minutebook.handlers.foi_seeing import Seen, held_by
from minutebook.handlers.house import Turn
from minutebook.handlers.pressed import Toast
from minutebook.reports.held_pages import HeldPage, held_page
from minutebook.reports.requests import SHOWN, HeldItem, HeldItems, case, listed
from minutebook.storage import corrections, records, requests, searches
from minutebook.storage.buttons import Pressable
from minutebook.storage.searches import Recorded, Unrecorded
from minutebook.storage.store import Tx

CLOSED = 5
"""Closed requests the list ends with."""


async def show_all(turn: Turn, view: CouncilView, event: PrivateMessage, key: str) -> None:
    """Answer `/foi`."""
    async with turn.house.store.read() as tx:
        waiting = await requests.still_open(tx, view.council.id)
        closed = await requests.lately_closed(tx, view.council.id, CLOSED)
    parts = listed(waiting, closed, calendar(turn, view), turn.house.wording)
    await reading.say(turn, view, event.person.id, [part.text for part in parts], key=key, shown=False)


async def show(turn: Turn, view: CouncilView, event: PrivateMessage, request: Request, key: str) -> None:
    """Answer `/foi 3`, with buttons. Words from the chat are in it, so it is protected and taken down after a day."""
    async with turn.house.store.read() as tx:
        put_right = await corrections.of_request(tx, request)
        carried_out = await searches.of_request(tx, request.id)
        held = await held_by(tx, turn, view, request.id)
        first = Seen(held.records[:SHOWN], held.others[:SHOWN])
        items = await _items(tx, first, held)
        since = request.opened_at - REMINDED_LATELY
        reminded = await requests.reminded_for_another(tx, request, since)
    days = calendar(turn, view)
    texts = case(request, carried_out, items, days, turn.house.wording, put_right, reminded)
    rest = request.open and len(first.keys) < len(held.keys)
    more = _spelt(first.records, first.others, "") if rest else ""
    async with turn.change() as tx:
        keyboard = await foi_pressing.under(tx, turn, view, request, days.today, more)
    await reading.say(turn, view, event.person.id, texts, key=key, shown=True, keyboard=keyboard)


async def more(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*More*: the next of what a request holds, after what was shown; what was taken off meanwhile skips nothing."""
    async with turn.change() as tx:
        request = await foi_pressing.pressed_on(tx, view, event, what, "more")
        if isinstance(request, Toast):
            return request
        held = await held_by(tx, turn, view, request.id)
        rest = _after(held, what.extra)
        on_record = rest.records[:SHOWN]
        shown = Seen(on_record, rest.others[: SHOWN - len(on_record)])
        page = HeldPage(
            await _items(tx, shown, held),
            len(held.records) - len(rest.records),
            len(held.others) - len(rest.others),
        )
        goes_on = _spelt(shown.records, shown.others, what.extra) if len(shown.keys) < len(rest.keys) else ""
        days = calendar(turn, view)
        keyboard = await foi_pressing.under(tx, turn, view, request, days.today, goes_on)
    texts = held_page(request, page, days, turn.house.wording)
    key = f"foi:{what.key}:{event.update_id}"
    await reading.say(turn, view, event.person.id, texts, key=key, shown=True, keyboard=keyboard)
    return Toast()


def _spelt(on_record: Sequence[Recorded], others: Sequence[Unrecorded], before: str) -> str:
    """Return up to where of each kind was shown: a reference, and when and where a message was said; as before if none."""
    reference, _, place = before.partition("|")
    if on_record:
        last = on_record[-1].reference
        reference = f"{last.year}/{last.number}"
    if others:
        message = others[-1].message
        place = f"{message.sent_at.isoformat()} {message.chat_id} {message.message_id}"
    return f"{reference}|{place}"


def _after(held: Seen, shown: str) -> Seen:
    """Return what of the records and messages on hold comes after what was shown, as `_spelt` has it."""
    reference, _, place = shown.partition("|")
    on_record, others = held.records, held.others
    if reference:
        year, number = map(int, reference.split("/"))
        last = (year, number)
        on_record = [one for one in on_record if _number(one.reference) > last]
    if place:
        at, chat, message = place.split(" ")
        said = (datetime.fromisoformat(at), (int(chat), int(message)))
        others = [one for one in others if (one.message.sent_at, one.message.key) > said]
    return Seen(on_record, others)


def _number(reference: Reference) -> tuple[int, int]:
    return (reference.year, reference.number)


async def _items(tx: Tx, shown: Seen, held: Seen) -> HeldItems:
    """Return what is shown of what is held, to be read, and how much is held of each kind."""
    first = await records.by_ids(tx, [record.id for record in shown.records])
    on_record = [
        HeldItem(str(record.reference), record.sender.name, record.sent_at, record.text) for record in first
    ]
    others = [
        HeldItem(
            f"m{item.message.message_id}", item.message.sender.name, item.message.sent_at, item.message.text
        )
        for item in shown.others
    ]
    return HeldItems(on_record, others, len(held.records), len(held.others))
