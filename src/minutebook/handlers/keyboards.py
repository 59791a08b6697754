"""The buttons under what was sent: those that have done their work go, so that whoever decides keeps their place."""

import hashlib
from collections.abc import Iterable

from minutebook.council.bodies import CouncilView
from minutebook.council.outgoing import Keyboard, Outgoing, Send, Way
from minutebook.handlers.events import Press
from minutebook.handlers.house import Turn
from minutebook.storage import buttons, candidates, outbox
from minutebook.storage.store import Tx


def mark_of(names: Iterable[str]) -> str:
    """Return by what a button knows again what it asked about: other things may be there by the time it is pressed.

    Args:
        names: of each of them, without spaces, in an order that stays.
    """
    return hashlib.sha256(" ".join(names).encode()).hexdigest()[:16]


async def tidy(tx: Tx, turn: Turn, view: CouncilView, event: Press) -> None:
    """Take the rows of what is decided from under the message that was pressed; the others stay as they are."""
    left = [row for row in event.keyboard if row and await _waits(tx, row[0].data)]
    if len(left) < len(event.keyboard):
        await _show(tx, turn, view, event, tuple(left))


async def use_up(tx: Tx, turn: Turn, view: CouncilView, event: Press) -> None:
    """Take all buttons from under the message that was pressed; pressed on another screen, they do nothing more."""
    await buttons.forget(tx, [event.data, *(button.data for row in event.keyboard for button in row)])
    if event.keyboard:
        await _show(tx, turn, view, event, ())


async def _waits(tx: Tx, key: str) -> bool:
    """Whether what a row of buttons is about still waits for a decision."""
    known = await buttons.get(tx, key)
    flagged = await candidates.get(tx, known.target or 0) if known else None
    return flagged is not None and flagged.state == "open"


async def _show(tx: Tx, turn: Turn, view: CouncilView, event: Press, keyboard: Keyboard) -> None:
    send = Send(Way.KEYBOARD, event.chat_id, message_id=event.message_id, keyboard=keyboard)
    key = f"keyboard:{event.chat_id}:{event.message_id}:{event.update_id}"
    await outbox.put(tx, Outgoing(key, "buttons", (send,), council_id=view.council.id), turn.now)
