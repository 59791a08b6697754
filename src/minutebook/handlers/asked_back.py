"""Questions with a button: how long, and for what, the press of it is an answer."""

from minutebook.council.bodies import CouncilView
from minutebook.council.retention import ASKED_BACK_FOR
from minutebook.handlers.house import Turn
from minutebook.storage import councils, people
from minutebook.storage.buttons import Pressable
from minutebook.storage.store import Tx


async def is_over(tx: Tx, turn: Turn, what: Pressable, about: str) -> bool:
    """Whether a question has stood too long, or what it is about was changed since: the answer may mean another.

    Args:
        what: the button, as kept.
        about: the name of what it would change, as the log of changes has it.
    """
    if what.made_at is None or turn.now - what.made_at > ASKED_BACK_FOR:
        return True
    return await councils.changed_since(tx, what.council_id, about, what.made_at)


async def has_left(tx: Tx, view: CouncilView, user_id: int, what: Pressable) -> bool:
    """Whether somebody that a question is about has left the council's groups since it was asked."""
    chats = [group.chat_id for group in view.groups if group.migrated_to is None]
    return what.made_at is not None and await people.left_since(tx, chats, user_id, what.made_at)
