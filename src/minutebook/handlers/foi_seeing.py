"""Of what a request holds or a search found, what the clerk may see.

What is for the staffing recipient alone is held as all else is, but no list, count or search of the clerk's shows it.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

from minutebook.council.bodies import CouncilView
from minutebook.council.concerns import STAFF_MATTERS
from minutebook.council.messages import Message
from minutebook.council.records import Route
from minutebook.council.requests import Request
from minutebook.handlers import routing
from minutebook.handlers.house import Turn
from minutebook.storage import carrying, holds, searches
from minutebook.storage.holds import Key
from minutebook.storage.searches import Recorded, Unrecorded
from minutebook.storage.store import Tx

Telling = Callable[[Sequence[Message]], Awaitable[bool]]
"""Whether messages that name the clerk or deputy are about them (`routing.tells_of_staff`)."""


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
    return await _divided(tx, view, recorded, others, partial(routing.tells_of_staff, turn, view))


async def _divided(
    tx: Tx, view: CouncilView, recorded: Sequence[Recorded], others: Sequence[Unrecorded], tells: Telling
) -> Seen:
    others = [item for item in others if not await _is_recorded(tx, item)]
    own = [record for record in recorded if record.route is Route.CLERK]
    withheld = [record.key for record in recorded if record.route is Route.STAFFING]
    secret = await _withheld(tx, view, others, tells)
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


async def _withheld(tx: Tx, view: CouncilView, others: Sequence[Unrecorded], tells: Telling) -> list[Key]:
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
        if await tells(item.versions):
            found.append(item.message.key)
    return found


async def held_by(tx: Tx, turn: Turn, view: CouncilView, request_id: int) -> Seen:
    """Return what a request holds, divided by whose eyes it is for."""
    return await seen_among(tx, turn, view, await holds.of_request(tx, request_id))


async def unrecorded_of(tx: Tx, view: CouncilView, request: Request, tells: Telling) -> int:
    """Return how many messages that the clerk may see a request holds, or let go of when it closed, on no record."""
    keys = await (holds.of_request(tx, request.id) if request.open else holds.until_closed(tx, request))
    recorded = await searches.recorded_among(tx, view.council.id, keys)
    others = await searches.unrecorded_among(tx, view.council.id, set(keys) - {item.key for item in recorded})
    return len((await _divided(tx, view, recorded, others, tells)).others)
