"""Of what a request holds or a search found, what the clerk may see.

What is for the staffing recipient alone is held as all else is, but no list, count or search of the clerk's shows it.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
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
        parts: of what is part of a conversation among the records: which of them that is.
    """

    records: Sequence[Recorded] = ()
    others: Sequence[Unrecorded] = ()
    withheld: Sequence[Key] = ()
    parts: Mapping[Key, Recorded] = field(default_factory=dict)

    @property
    def keys(self) -> list[Key]:
        """The messages of both kinds that the clerk may see."""
        return [*(record.key for record in self.records), *(item.message.key for item in self.others)]


async def seen_among(tx: Tx, turn: Turn, view: CouncilView, keys: Collection[Key]) -> Seen:
    """Return what the clerk may see of some messages, as far as anything is known of them."""
    return await _among(tx, view, keys, partial(routing.tells_of_staff, turn, view))


async def _among(tx: Tx, view: CouncilView, keys: Collection[Key], tells: Telling) -> Seen:
    recorded = await searches.recorded_among(tx, view.council.id, keys)
    rest = set(keys) - {item.key for item in recorded}
    others = await searches.unrecorded_among(tx, view.council.id, rest)
    talks = await searches.conversations_with(tx, view.council.id, rest)
    return await _divided(tx, view, recorded, others, talks, tells)


async def seen(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    recorded: Sequence[Recorded],
    others: Sequence[Unrecorded],
    talks: Mapping[Key, Sequence[Recorded]],
) -> Seen:
    """Divide records and messages by whose eyes they are for.

    What is on record with its album, or in a conversation, is no message beside that record. A conversation that is
    withheld leaves what else was said in it to the clerk, for whom it is on no record.

    Args:
        talks: the conversations on record that hold any of the messages.
    """
    return await _divided(tx, view, recorded, others, talks, partial(routing.tells_of_staff, turn, view))


async def _divided(
    tx: Tx,
    view: CouncilView,
    recorded: Sequence[Recorded],
    others: Sequence[Unrecorded],
    talks: Mapping[Key, Sequence[Recorded]],
    tells: Telling,
) -> Seen:
    every = {record.id: record for record in (*recorded, *(one for some in talks.values() for one in some))}
    own = [record for record in every.values() if record.route is Route.CLERK]
    withheld = [record.key for record in every.values() if record.route is Route.STAFFING]
    parts = {key: one for key, some in talks.items() for one in some[::-1] if one.route is Route.CLERK}
    others = [item for item in others if item.message.key not in parts and not await _is_recorded(tx, item)]
    secret = await _withheld(tx, view, others, tells)
    return Seen(
        sorted(own, key=lambda record: (record.reference.year, record.reference.number)),
        sorted(
            (item for item in others if item.message.key not in secret),
            key=lambda item: (item.message.sent_at, item.message.key),
        ),
        [*withheld, *(key for key in secret if key not in talks)],
        parts,
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
    return len((await _among(tx, view, keys, tells)).others)
