"""Before somebody becomes clerk or deputy: what was said about them until then is kept from them."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace

from minutebook.council.assessment import Context
from minutebook.council.bodies import CouncilView
from minutebook.council.concerns import STAFF_MATTERS
from minutebook.council.messages import Message
from minutebook.council.records import Route, all_words, speaks_of
from minutebook.handlers import routing
from minutebook.handlers.house import House, Turn
from minutebook.storage import candidates, councils, earlier_matters, records, teaching
from minutebook.storage.earlier_matters import Earlier
from minutebook.storage.store import Tx

LOOKED_THROUGH = 2_000
"""Flags, records and agenda titles, so many of each, looked through for the name: the store waits meanwhile,
for about a second. A council makes some hundreds of records a year; those that are older are left as they are."""

JUDGED = 300
"""Messages with the name that the detector judges anew, the latest first, a few milliseconds each. Of what goes
beyond them, what was called a staffing or complaint matter when it was kept is withheld all the same."""


async def withhold(tx: Tx, turn: Turn, council_id: int, user_id: int) -> None:
    """Keep for the staffing recipient alone what was said about whoever has just become clerk or deputy.

    It was for the clerk's eyes while it was about a councillor or an officer; now it would be shown to the
    person it is about. To be called in the transaction that appoints them, when they hold the office.
    """
    view = await councils.view(tx, council_id)
    known = await earlier_matters.latest(tx, council_id, LOOKED_THROUGH)

    def work() -> list[Earlier]:
        return list(_about(turn.house, view, user_id, known))

    found = await asyncio.get_running_loop().run_in_executor(turn.house.thread, work)
    if not found:
        return
    await earlier_matters.note_told_of(tx, council_id, user_id)
    for item in found:
        await _keep_from_staff(tx, turn, council_id, item)
    await _what_follows(tx, turn, council_id, known, found)


def _about(house: House, view: CouncilView, user_id: int, known: Sequence[Earlier]) -> Iterable[Earlier]:
    """Return what of `known` is about somebody, by its labels or judged anew; called in the detector's thread."""
    own = view.names.get(user_id, ""), *view.former_names.get(user_id, ())
    names = tuple(name.lower() for name in own)
    profile = house.profile(view, lenient=False)
    left = JUDGED

    def named(message: Message) -> bool:
        return speaks_of(
            all_words(message),
            ids=frozenset({user_id}),
            names=names,
            replied_to=message.reply_sender_id,
            mentions=message.mentions,
        )

    def tells(message: Message) -> bool:
        whole = replace(message, text=all_words(message))
        judged = house.detector.assess(whole, Context((), None), profile)
        return routing.route_of(view, whole, routing.concerns_of(judged)) is Route.STAFFING

    for item in known:
        naming = [message for message in item.said if named(message)]
        if naming and item.concerns & STAFF_MATTERS:
            yield item
            continue
        naming, left = naming[:left], left - len(naming[:left])
        if any(tells(message) for message in naming):
            yield item


async def _what_follows(
    tx: Tx, turn: Turn, council_id: int, known: Sequence[Earlier], found: Sequence[Earlier]
) -> None:
    """Withhold what answers, or goes on with, what was withheld: by `routing.route_in_context`, in order."""
    since = min(message.sent_at for item in found for message in item.said)
    matters = {item.matter_id for item in found if item.matter_id is not None}
    done = {(item.chat_id, item.message_id) for item in found}
    for item in reversed(known):
        last = item.said[0]
        if (item.chat_id, item.message_id) in done or last.sent_at < since:
            continue
        goes_on = bool(item.concerns & STAFF_MATTERS) and item.matter_id in matters
        if goes_on or await routing.answers_withheld(tx, item.chat_id, last.reply_to):
            await _keep_from_staff(tx, turn, council_id, item)


async def _keep_from_staff(tx: Tx, turn: Turn, council_id: int, item: Earlier) -> None:
    place = item.chat_id, item.message_id
    await records.withhold(tx, *place)
    await candidates.withhold(tx, *place)
    flagged = await candidates.of_message(tx, *place)
    if flagged is not None:
        # What is withheld from the clerk teaches nothing.
        await teaching.unlearn(tx, council_id, flagged.id)
    elif await records.reference_of(tx, *place) is None:
        # A title over something that nobody flagged or recorded: by a flag it is told for whose eyes it is.
        await candidates.flag(
            tx,
            council_id,
            item.said[0],
            STAFF_MATTERS,
            Route.STAFFING,
            matter_id=item.matter_id,
            late=False,
            now=turn.now,
        )
