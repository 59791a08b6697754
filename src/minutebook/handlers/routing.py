"""For whose eyes something is: nobody is ever sent what concerns themselves."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from minutebook.council.assessment import Assessment, Context, Detector, Profile
from minutebook.council.bodies import CouncilView
from minutebook.council.concerns import STAFF_MATTERS, Concern
from minutebook.council.messages import Message
from minutebook.council.records import Route, about_staff, all_words
from minutebook.handlers.house import House, Turn, profile_of
from minutebook.storage import candidates, matters, members, memory, records, went_out
from minutebook.storage.candidates import Candidate
from minutebook.storage.store import Tx

ANSWERS = 20
"""How far a chain of answers is followed back."""


async def judge(
    turn: Turn,
    view: CouncilView,
    messages: Sequence[Message],
    context: Context | None = None,
    *,
    lenient: bool = True,
) -> list[Assessment]:
    """Judge messages in the detector's thread, each in the same context; `lenient` as for `House.profile`."""
    house = turn.house
    around, profile = context or Context((), None), house.profile(view, lenient=lenient)

    def work() -> list[Assessment]:
        return [house.detector.assess(message, around, profile) for message in messages]

    return await asyncio.get_running_loop().run_in_executor(house.thread, work)


def assess(
    house: House, view: CouncilView, message: Message, context: Context, profile: Profile
) -> Assessment:
    """Judge one message in its setting by the council's `profile`; called in the detector's thread.

    What the clerk, or an admin who may be the clerk, has taught does not keep from the staffing recipient
    what is about the clerk or deputy.
    """
    judged = house.detector.assess(message, context, profile)
    taught = view.taught
    if not (taught.ignored or taught.meetings or taught.examples):
        return judged
    if route_of(view, message, STAFF_MATTERS) is not Route.STAFFING:
        return judged
    strict = house.detector.assess(message, context, house.profile(view, lenient=False))
    return strict if route_of(view, message, concerns_of(strict)) is Route.STAFFING else judged


def route_of(view: CouncilView, message: Message, concerns: frozenset[Concern]) -> Route:
    """Return for whose eyes a message is: what is about the clerk or deputy is not for them."""
    about = about_staff(
        concerns,
        all_words(message),
        staff_ids=view.staff_ids,
        staff_names=view.staff_names,
        replied_to=message.reply_sender_id,
        mentions=message.mentions,
    )
    return Route.STAFFING if about else Route.CLERK


async def route_in_context(
    tx: Tx,
    view: CouncilView,
    message: Message,
    concerns: frozenset[Concern],
    matter_id: int | None,
    *,
    withheld: bool | None = None,
) -> Route:
    """Return for whose eyes a message is, its words alone or with what it answers and goes on with.

    An answer to something about the clerk repeats it in its record; "she must go" said next is about her
    too. What was once withheld stays so, whatever it is edited into: its record holds every version.

    Args:
        withheld: whether the message is (`is_withheld`), where that was asked already; else None.
    """
    if route_of(view, message, concerns) is Route.STAFFING:
        return Route.STAFFING
    if withheld is None:
        withheld = await is_withheld(tx, message.chat_id, message.message_id)
    if withheld:
        return Route.STAFFING
    if await answers_withheld(tx, message.chat_id, message.reply_to):
        return Route.STAFFING
    if not concerns & STAFF_MATTERS:
        return Route.CLERK
    goes_on = matter_id is not None and await matters.is_withheld(tx, matter_id)
    return Route.STAFFING if goes_on or await _beneath_note(tx, message) else Route.CLERK


async def of_record(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    versions: Sequence[Message],
    answered: Message | None,
    note: str,
    concerns: frozenset[Concern],
    flags: tuple[Candidate | None, Candidate | None],
) -> Route:
    """Return for whose eyes a message is that goes on the record, with all that a reader is shown of it.

    Args:
        versions: oldest first.
        answered: what it answers, as far as that is known.
        note: what was written beside it.
        flags: the flag on it, and else that on the item of it that was pointed at.
    """
    own, flagged = flags
    whole, matter_id = versions[-1], flagged.matter_id if flagged else None
    # It is on no record of its own, so nothing but its flag can withhold it.
    withheld = own is not None and own.route is Route.STAFFING
    shown = [*versions, *([answered] if answered else [])]
    shown += [replace(whole, text=f"{whole.text}\n{note}")] if note else []
    if await tells_of_staff(turn, view, shown):
        return Route.STAFFING
    if note and await _noted(tx, whole.chat_id, whole.message_id, whole):
        [judged] = await judge(turn, view, [replace(whole, text=note)], lenient=False)
        if concerns_of(judged) & STAFF_MATTERS:
            return Route.STAFFING
    return await route_in_context(tx, view, whole, concerns, matter_id, withheld=withheld)


async def is_withheld(tx: Tx, chat_id: int, message_id: int) -> bool:
    """Whether a message is known to be for the staffing recipient alone, flagged or on record."""
    flagged = await candidates.of_message(tx, chat_id, message_id)
    if flagged is not None and flagged.route is Route.STAFFING:
        return True
    return await records.route_of(tx, chat_id, message_id) is Route.STAFFING


async def answers_withheld(tx: Tx, chat_id: int, message_id: int | None) -> bool:
    """Whether a message is withheld, or answers what is, directly or over answers that nobody has judged yet.

    Where one on the way was flagged or recorded for the clerk, the talk has gone on to something else. An
    album is one message, whose words stand under one of its pictures. A caution is of what it cautions.
    """
    for _ in range(ANSWERS):
        if message_id is None:
            return False
        known = await memory.get(tx, chat_id, message_id)
        routes: set[Route | None] = set()
        for item_id in await _items(tx, message_id, known):
            flagged = await candidates.of_message(tx, chat_id, item_id)
            routes |= {flagged.route if flagged else None, await records.route_of(tx, chat_id, item_id)}
        if routes != {None}:
            return Route.STAFFING in routes
        cautioned = await went_out.matter_of_caution(tx, chat_id, message_id)
        if cautioned is not None:
            return await matters.is_withheld(tx, cautioned)
        message_id = known.reply_to if known else None
    return False


async def _beneath_note(tx: Tx, message: Message) -> bool:
    """Whether a note about the clerk or deputy was typed beside a message, or beside one that it answers.

    Who is meant need not be named beneath it: "she must go" is about her. What is decided there is the clerk's, and
    what waited for them as a staff matter is theirs whatever is typed beside it since.
    """
    flagged = await candidates.of_message(tx, *message.key)
    if flagged and flagged.concerns & STAFF_MATTERS:
        return False
    if await _noted(tx, message.chat_id, message.message_id, message):
        return True
    answered = message.reply_to
    for _ in range(ANSWERS):
        if answered is None:
            return False
        known = await memory.get(tx, message.chat_id, answered)
        if await _noted(tx, message.chat_id, answered, known):
            return True
        cautioned = await went_out.cautioned_message(tx, message.chat_id, answered)
        answered = cautioned or (known.reply_to if known else None)
    return False


async def _noted(tx: Tx, chat_id: int, message_id: int, known: Message | None) -> bool:
    """Whether a note about the clerk or deputy was told apart from a message, or from an item of its album."""
    ids = await _items(tx, message_id, known)
    places = [place for item_id in ids for place in await members.places_of(tx, chat_id, item_id)]
    return any(place.apart for place in places)


async def _items(tx: Tx, message_id: int, known: Message | None) -> set[int]:
    """Return the id of a message, with those of its album's items where it is `known` to have some."""
    album = await memory.album(tx, known) if known and known.album_id else []
    return {message_id, *(item.message_id for item in album)}


async def tells_of_staff(turn: Turn, view: CouncilView, messages: Sequence[Message]) -> bool:
    """Whether anything a reader is shown of these messages is about the clerk or deputy: file names, polls, quotes."""
    house, loop = turn.house, asyncio.get_running_loop()
    return await loop.run_in_executor(house.thread, told_of_staff, house.detector, view, messages)


def told_of_staff(detector: Detector, view: CouncilView, messages: Sequence[Message]) -> bool:
    """Answer the same by a detector; called in its thread, or where the bot itself does not run."""
    profile, nothing = profile_of(view, lenient=False), Context((), None)
    for message in messages:
        said = replace(message, text=all_words(message))
        judged = detector.assess(said, nothing, profile)
        if route_of(view, said, concerns_of(judged)) is Route.STAFFING:
            return True
    return False


def concerns_of(assessment: Assessment) -> frozenset[Concern]:
    """Return every concern of an assessment, those above the clerk's lower bar too."""
    labels = assessment.concerns | assessment.review
    return frozenset(name for name in labels if isinstance(name, Concern))
