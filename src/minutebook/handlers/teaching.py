"""What the commands that teach have in common: who may give them, how they answer, and their rows of buttons."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from minutebook.council.bodies import CouncilView, Person
from minutebook.council.outgoing import Button, Keyboard, Outgoing, Send, Way
from minutebook.council.roles import Right
from minutebook.council.schedule import local_day
from minutebook.council.wording import Html, join
from minutebook.handlers import answers, cautioning
from minutebook.handlers.events import Press
from minutebook.handlers.house import House, Turn
from minutebook.handlers.reading import heading
from minutebook.storage import outbox
from minutebook.storage.buttons import Pressable
from minutebook.storage.store import Tx

IN_A_ROW = 4
"""Buttons in a row."""


def may(house: House, view: CouncilView, person: Person) -> bool:
    """Whether somebody may teach: the admin, the clerk and the deputy."""
    return house.is_admin(view, person.id) or Right.STORE in view.rights_of(person.id)


async def tell(
    tx: Tx, turn: Turn, view: CouncilView, user_id: int, text: Html, *, key: str, keyboard: Keyboard = ()
) -> None:
    """Answer in private under the council's name."""
    headed = join([heading(turn.house, view), text], "\n\n")
    await answers.tell(tx, turn, user_id, headed, key=key, council_id=view.council.id, keyboard=keyboard)


async def renew(
    tx: Tx, turn: Turn, view: CouncilView, event: Press, text: Html, keyboard: Keyboard, done: Html | None
) -> None:
    """Show a list as it is now, where one of its buttons was pressed.

    Args:
        done: what the press took away and how to have it again, said under the list; None if it was gone already.
    """
    parts = [heading(turn.house, view), text, *([done] if done else [])]
    shown = join(parts, "\n\n")
    send = Send(Way.EDIT, event.chat_id, shown, message_id=event.message_id, keyboard=keyboard)
    key = f"list:{event.chat_id}:{event.message_id}:{event.update_id}"
    await outbox.put(tx, Outgoing(key, "answer", (send,), council_id=view.council.id), turn.now)


async def numbered(
    tx: Tx, turn: Turn, view: CouncilView, action: str, ids: Sequence[int], start: int = 0
) -> Keyboard:
    """Return a button for each of `ids`, a few in a row.

    Args:
        start: how many of the list stand before them; each button knows it, to show its part of the list anew.
    """
    made: list[Button] = []
    for number, target in enumerate(ids, start + 1):
        rows: list[list[tuple[str, int | None, str]]] = [[(action, target, str(start))]]
        made += (await cautioning.keyboard(tx, turn, view.council.id, rows, f"{number} "))[0]
    return tuple(tuple(made[start : start + IN_A_ROW]) for start in range(0, len(made), IN_A_ROW))


def start_of(what: Pressable) -> int:
    """Return how many of the list stand before the part that a numbered button is under."""
    return int(what.extra) if what.extra.isdecimal() else 0


def day_and_hour(at: datetime, zone: ZoneInfo) -> str:
    """Return an instant as people write a meeting's: `Tue 8 Dec 2026, 19:30`."""
    return f"{local_day(at, zone)}, {at.astimezone(zone):%H:%M}"
