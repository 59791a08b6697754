"""Reactions: the council's emoji records, a thumb up agrees; taking one back removes no record."""

from minutebook.council.bodies import CouncilView
from minutebook.council.settings import AGREEING_REACTIONS
from minutebook.handlers import capturing, flagging
from minutebook.handlers.events import Reaction
from minutebook.handlers.house import Turn
from minutebook.storage import matters
from minutebook.storage.store import Tx


async def react(turn: Turn, view: CouncilView, event: Reaction) -> None:
    """Take in a changed reaction."""
    if event.person is None:
        # An anonymous administrator or a channel: nobody who could be named as having recorded it.
        await turn.finish()
    elif view.council.settings.capture_emoji in event.added:
        await capturing.by_reaction(turn, view, event)
    elif (event.added | event.removed) & AGREEING_REACTIONS:
        async with turn.change() as tx:
            await _count(tx, turn, view, event)
    else:
        await turn.finish()


async def _count(tx: Tx, turn: Turn, view: CouncilView, event: Reaction) -> None:
    """A thumb up under a matter counts; taken back, it counts no longer."""
    assert event.person is not None
    view = await turn.house.note_people(tx, view, event.chat_id, [event.person], turn.now)
    matter = await matters.of_message(tx, event.chat_id, event.message_id)
    if matter is None:
        return
    if event.added & AGREEING_REACTIONS:
        await matters.agree(tx, matter.id, event.person.id, event.message_id, turn.now)
        await flagging.check_consensus(tx, turn, view, matter.id, reply_to=event.message_id)
    else:
        await matters.take_back(tx, matter.id, event.person.id, event.message_id)
