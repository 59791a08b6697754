"""A conversation as one record: what is known of its messages, what they are about, for whose eyes it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from minutebook.council import conversations
from minutebook.council.bodies import CouncilView
from minutebook.council.concerns import DECIDING, UNREPEATABLE, Concern, Subject
from minutebook.council.messages import Message
from minutebook.council.records import Reference, Route
from minutebook.handlers import lessons, routing
from minutebook.handlers.capturing import Wish
from minutebook.handlers.house import Turn
from minutebook.handlers.reading import routes_for
from minutebook.storage import candidates, members, memory, records, register
from minutebook.storage import talk as remembered
from minutebook.storage.candidates import Candidate
from minutebook.storage.records import Capture
from minutebook.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation.

    Attributes:
        taken: its messages in order, as they stand now.
        said: each with every version known, oldest first, and with what it answers.
    """

    taken: Sequence[Message]
    said: Sequence[Sequence[Message]]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the detector says of a conversation: of each message, and whether any tells of the clerk or deputy."""

    concerns: Sequence[frozenset[Concern]]
    subjects: frozenset[Subject]
    of_staff: bool


async def gather(tx: Tx, taken: Sequence[Message]) -> Talk:
    """Return messages with all their versions."""
    said = []
    for message in taken:
        versions = await memory.versions(tx, *message.key) or [message]
        answered = await memory.get(tx, message.chat_id, message.reply_to) if message.reply_to else None
        if answered is not None:
            name, text = answered.sender.name, answered.text
            versions = [replace(item, answered_name=name, answered_text=text) for item in versions]
        said.append(versions)
    return Talk([versions[-1] for versions in said], said)


async def judge(turn: Turn, view: CouncilView, talk: Talk) -> Judged:
    """Judge a conversation message by message. Takes a while: outside any transaction."""
    judged = await routing.judge(turn, view, talk.taken)
    shown = [version for versions in talk.said for version in versions]
    # A reader is shown what was answered too, wherever that stands.
    shown += [replace(item, text=item.answered_text or "") for item in talk.taken if item.answered_text]
    return Judged(
        [item.concerns for item in judged],
        frozenset(subject for item in judged for subject in item.subjects),
        await routing.tells_of_staff(turn, view, shown),
    )


async def _route(
    tx: Tx, view: CouncilView, talk: Talk, judged: Judged, flags: Sequence[Candidate | None]
) -> Route:
    """Return for whose eyes a conversation is: one message about the clerk or deputy keeps the whole from them."""
    route = Route.STAFFING if judged.of_staff else Route.CLERK
    for message, concerns, flag in zip(talk.taken, judged.concerns, flags, strict=True):
        matter_id = flag.matter_id if flag else None
        if await routing.route_in_context(tx, view, message, concerns, matter_id) is Route.STAFFING:
            route = Route.STAFFING
    return route


async def untold(
    turn: Turn, view: CouncilView, taken: Sequence[Message], user_id: int
) -> frozenset[tuple[int, int]] | None:
    """Return the chat ids and ids of messages whose words are not repeated to a member who asks what a record would take.

    To whom the record will be open, all are. To others it is the group's talk, but for what is never repeated; and
    of a conversation that is for the staffing recipient alone, nothing: which of its messages makes it so would
    tell as much.

    Returns:
        None where not even who spoke is told again: to clerk or deputy, of such a conversation.
    """
    async with turn.house.store.read() as tx:
        talk = await gather(tx, taken)
    judged = await judge(turn, view, talk)
    async with turn.house.store.read() as tx:
        flags = [await candidates.of_message(tx, *message.key) for message in talk.taken]
        route = await _route(tx, view, talk, judged, flags)
    if route in routes_for(view, user_id):
        return frozenset()
    if route is Route.STAFFING:
        every = frozenset(message.key for message in talk.taken)
        return None if user_id in view.staff_ids else every
    return frozenset(
        message.key
        for message, concerns, flag in zip(talk.taken, judged.concerns, flags, strict=True)
        if (concerns | (flag.concerns if flag else frozenset())) & UNREPEATABLE
    )


async def capture(
    tx: Tx, turn: Turn, view: CouncilView, talk: Talk, judged: Judged, place: tuple[int, int], wish: Wish
) -> tuple[Reference, bool, bool]:
    """Put a conversation on the record as one; what is in one already is not put in another of the same.

    Args:
        place: chat id and message id under which it is kept: those of the command that asked for it.

    Returns:
        The reference, whether the record is new, and whether something was learned from it.
    """
    known = await members.holding_all(tx, [message.key for message in talk.taken])
    if known is not None:
        return known.reference, False, False
    zone = view.council.settings.zone
    flags = [await candidates.of_message(tx, *message.key) for message in talk.taken]
    route = await _route(tx, view, talk, judged, flags)
    what = Capture(
        versions=conversations.told_in_turn(talk.said, place, zone),
        answered=None,
        by=wish.person.id,
        by_name=wish.person.name,
        method=wish.method,
        concerns=frozenset().union(*judged.concerns, *(flag.concerns for flag in flags if flag)),
        subjects=judged.subjects.union(*(flag.subjects for flag in flags if flag)),
        route=route,
        note=wish.note,
        members=talk.said,
    )
    year = turn.now.astimezone(zone).year
    reference, new = await records.capture(
        tx, view.council.id, what, year=year, now=turn.now, salt=turn.house.salt
    )
    if what.concerns & DECIDING and not await _in_matters(tx, talk):
        # Where nothing was flagged, what decides still stands in the register.
        await register.enrol(tx, view.council.id, what.versions[-1])
    # What goes to the staffing recipient alone does not take from the clerk's list what is the clerk's.
    settled = [flag for flag in flags if flag is not None and flag.route is route]
    return reference, new, await _settle(tx, turn, view, settled, route, wish)


async def _settle(
    tx: Tx, turn: Turn, view: CouncilView, flags: Sequence[Candidate], route: Route, wish: Wish
) -> bool:
    """Close the flags of messages that have gone on the record; say whether anything was learned from them."""
    taught, by = False, wish.person.id
    for flag in flags:
        taught |= await lessons.recorded(tx, turn, view, flag, route, by=by, how=wish.method)
        await candidates.close(tx, flag.id, "recorded", by=by, now=turn.now)
    return taught


async def _in_matters(tx: Tx, talk: Talk) -> bool:
    """Whether any message of a conversation belongs to a matter, in whichever chat it stands."""
    for chat_id in {message.chat_id for message in talk.taken}:
        ids = [message.message_id for message in talk.taken if message.chat_id == chat_id]
        if await remembered.matters_of(tx, chat_id, ids):
            return True
    return False
