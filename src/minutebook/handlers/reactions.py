"""Reactions: the council's emoji records, a thumb up agrees; taking one back removes no record."""

from minutebook.council.bodies import CouncilView, Person
from minutebook.council.records import Method
from minutebook.council.settings import AGREEING_REACTIONS
from minutebook.handlers import access, agreeing, capturing
from minutebook.handlers.capturing import Target, Wish
from minutebook.handlers.events import Reaction
from minutebook.handlers.house import Turn
from minutebook.storage import matters
from minutebook.storage.store import Tx


async def react(turn: Turn, view: CouncilView, event: Reaction) -> None:
    """Take in a changed reaction: one change may both record and take an agreement back (👍 made into ✍)."""
    records = view.council.settings.capture_emoji in event.added
    counts = bool((event.added | event.removed) & AGREEING_REACTIONS)
    # Without a person it is an anonymous administrator or a channel: nobody who could be named as having done it.
    if event.person is None or not (records or counts):
        await turn.finish()
        return
    if not await access.belongs(turn.house, view, event.chat_id, event.person):
        await turn.finish()
        return
    target = await capturing.look_up(turn, event.chat_id, event.message_id) if records else Target()
    async with turn.change() as tx:
        view = await turn.house.note_people(tx, view, event.chat_id, [event.person], turn.now)
        if counts:
            await _count(tx, turn, view, event, event.person)
        if records:
            await capturing.take(tx, turn, view, target, Wish(event.person, Method.REACTION))


async def _count(tx: Tx, turn: Turn, view: CouncilView, event: Reaction, person: Person) -> None:
    """A thumb up under a matter counts; taken back, it counts no longer."""
    matter = await matters.of_message(tx, event.chat_id, event.message_id)
    if matter is None:
        return
    if not event.standing & AGREEING_REACTIONS:
        await matters.take_back(tx, matter.id, person.id, event.message_id)
        await agreeing.recount(tx, view, matter.id)
    elif event.added & AGREEING_REACTIONS:
        await matters.agree(tx, matter.id, person.id, event.message_id, turn.now)
        await agreeing.check(tx, turn, view, matter.id, reply_to=event.message_id)
