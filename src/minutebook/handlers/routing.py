"""For whose eyes something is: nobody is ever sent what concerns themselves."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from minutebook.council.assessment import Assessment, Context
from minutebook.council.bodies import CouncilView
from minutebook.council.concerns import STAFF_MATTERS, Concern
from minutebook.council.messages import Message
from minutebook.council.records import Route, about_staff, all_words
from minutebook.handlers.house import Turn
from minutebook.storage import candidates, matters, records
from minutebook.storage.store import Tx


async def judge(
    turn: Turn, view: CouncilView, messages: Sequence[Message], context: Context | None = None
) -> list[Assessment]:
    """Judge messages in the detector's thread, each in the same context."""
    house = turn.house
    around, profile = context or Context((), None), house.profile(view)

    def work() -> list[Assessment]:
        return [house.detector.assess(message, around, profile) for message in messages]

    return await asyncio.get_running_loop().run_in_executor(house.thread, work)


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
    tx: Tx, view: CouncilView, message: Message, concerns: frozenset[Concern], matter_id: int | None
) -> Route:
    """Return for whose eyes a message is, its words alone or with what it answers and goes on with.

    An answer to something about the clerk repeats it in its record; "she must go" said next is about her
    too. What was once withheld stays so, whatever it is edited into: its record holds every version.
    """
    if route_of(view, message, concerns) is Route.STAFFING:
        return Route.STAFFING
    for message_id in (message.message_id, message.reply_to):
        if message_id is not None and await is_withheld(tx, message.chat_id, message_id):
            return Route.STAFFING
    goes_on = bool(concerns & STAFF_MATTERS) and matter_id is not None
    if goes_on and await matters.is_withheld(tx, matter_id or 0):
        return Route.STAFFING
    return Route.CLERK


async def is_withheld(tx: Tx, chat_id: int, message_id: int) -> bool:
    """Whether a message is known to be for the staffing recipient alone, flagged or on record."""
    flagged = await candidates.of_message(tx, chat_id, message_id)
    if flagged is not None and flagged.route is Route.STAFFING:
        return True
    return await records.route_of(tx, chat_id, message_id) is Route.STAFFING


async def tells_of_staff(turn: Turn, view: CouncilView, messages: Sequence[Message]) -> bool:
    """Whether anything a reader is shown of these messages is about the clerk or deputy: file names, polls, quotes."""
    said = [replace(message, text=all_words(message)) for message in messages]
    judged = await judge(turn, view, said)
    return any(
        route_of(view, message, concerns_of(assessment)) is Route.STAFFING
        for message, assessment in zip(said, judged, strict=True)
    )


def concerns_of(assessment: Assessment) -> frozenset[Concern]:
    """Return every concern of an assessment, those above the clerk's lower bar too."""
    labels = assessment.concerns | assessment.review
    return frozenset(name for name in labels if isinstance(name, Concern))
