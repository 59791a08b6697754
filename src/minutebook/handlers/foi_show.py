"""Showing requests: the list with its deadlines, and one case with its clock, its searches and what it holds."""

from minutebook.council.bodies import CouncilView
from minutebook.council.requests import Request
from minutebook.handlers import foi_pressing, reading
from minutebook.handlers.events import PrivateMessage
from minutebook.handlers.foi_case import calendar
from minutebook.handlers.foi_seeing import Seen, held_by
from minutebook.handlers.house import Turn
from minutebook.reports.requests import SHOWN, HeldItem, HeldItems, case, listed
from minutebook.storage import corrections, records, requests, searches
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
        items = await _items(tx, held)
    days = calendar(turn, view)
    texts = case(request, carried_out, items, days, turn.house.wording, put_right)
    async with turn.change() as tx:
        keyboard = await foi_pressing.under(tx, turn, view, request, days.today)
    await reading.say(turn, view, event.person.id, texts, key=key, shown=True, keyboard=keyboard)


async def _items(tx: Tx, held: Seen) -> HeldItems:
    first = await records.by_ids(tx, [record.id for record in held.records[:SHOWN]])
    on_record = [
        HeldItem(str(record.reference), record.sender.name, record.sent_at, record.text) for record in first
    ]
    others = [
        HeldItem(
            f"m{item.message.message_id}", item.message.sender.name, item.message.sent_at, item.message.text
        )
        for item in held.others[:SHOWN]
    ]
    return HeldItems(on_record, others, len(held.records), len(held.others))
