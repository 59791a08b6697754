"""Of what a request holds or a search found, what the clerk may see.

What is for the staffing recipient alone is held as all else is, but no list, count or search of the clerk's shows it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from minutebook.council.bodies import CouncilView
from minutebook.council.concerns import STAFF_MATTERS
from minutebook.council.records import Route
from minutebook.handlers import routing
from minutebook.handlers.house import Turn
from minutebook.storage import carrying, holds, searches
from minutebook.storage.holds import Key
from minutebook.storage.searches import Recorded, Unrecorded
from minutebook.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Seen:
    """What of some messages the clerk may see, and what is withheld from the clerk.

    Attributes:
        records: on the record, in order of reference.
        others: on no record, in the order said.
        withheld: for the staffing recipient alone.
    """

    records: Sequence[Recorded] = ()
    others: Sequence[Unrecorded] = ()
    withheld: Sequence[Key] = ()

    @property
    def keys(self) -> list[Key]:
        """The messages of both kinds that the clerk may see."""
        return [*(record.key for record in self.records), *(item.message.key for item in self.others)]


async def seen_among(tx: Tx, turn: Turn, view: CouncilView, keys: Collection[Key]) -> Seen:
    """Return what the clerk may see of some messages, as far as anything is known of them."""
    recorded = await searches.recorded_among(tx, view.council.id, keys)
    others = await searches.unrecorded_among(tx, view.council.id, set(keys) - {item.key for item in recorded})
    return await seen(tx, turn, view, recorded, others)


async def seen(
    tx: Tx, turn: Turn, view: CouncilView, recorded: Sequence[Recorded], others: Sequence[Unrecorded]
) -> Seen:
    """Divide records and messages by whose eyes they are for; what is on record with its album is no message beside it."""
    others = [item for item in others if not await _is_recorded(tx, item)]
    own = [record for record in recorded if record.route is Route.CLERK]
    withheld = [record.key for record in recorded if record.route is Route.STAFFING]
    secret = await _withheld(tx, turn, view, others)
    return Seen(
        sorted(own, key=lambda record: (record.reference.year, record.reference.number)),
        sorted(
            (item for item in others if item.message.key not in secret),
            key=lambda item: (item.message.sent_at, item.message.key),
        ),
        [*withheld, *secret],
    )


async def _is_recorded(tx: Tx, item: Unrecorded) -> bool:
    return item.message.album_id is not None and await carrying.by_album(tx, item.message) is not None


async def _withheld(tx: Tx, turn: Turn, view: CouncilView, others: Sequence[Unrecorded]) -> list[Key]:
    """Return which messages are for the staffing recipient: by their flag, what they answer, or their words.

    Nobody may have judged them yet. Only what names the staff at all can be about them, and is judged.
    """
    found: list[Key] = []
    doubtful: list[Unrecorded] = []
    for item in others:
        answered = await routing.answers_withheld(tx, item.message.chat_id, item.message.reply_to)
        if item.route is Route.STAFFING or answered:
            found.append(item.message.key)
        elif any(routing.route_of(view, one, STAFF_MATTERS) is Route.STAFFING for one in item.versions):
            doubtful.append(item)
    for item in doubtful:
        if await routing.tells_of_staff(turn, view, item.versions):
            found.append(item.message.key)
    return found


async def held_by(tx: Tx, turn: Turn, view: CouncilView, request_id: int) -> Seen:
    """Return what a request holds, divided by whose eyes it is for."""
    return await seen_among(tx, turn, view, await holds.of_request(tx, request_id))
