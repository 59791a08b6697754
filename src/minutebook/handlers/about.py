"""What a message or a matter is about, as far as a reader may be told: nobody is sent what concerns themselves."""

from dataclasses import replace

from minutebook.council.bodies import CouncilView
from minutebook.council.concerns import UNREPEATABLE
from minutebook.council.messages import Message
from minutebook.council.records import Route, all_words
from minutebook.handlers import routing
from minutebook.handlers.house import Turn
from minutebook.reports.material import About
from minutebook.storage import said
from minutebook.storage.store import Tx


async def message(
    tx: Tx, turn: Turn, view: CouncilView, chat_id: int, message_id: int, reader: Route
) -> About | None:
    """Return a message for a reader to be reminded of, without its text where that is sensitive.

    None where nothing is known of it, or where it is not for their eyes.
    """
    found = await said.find(tx, chat_id, message_id)
    if found is None:
        return None
    routes, sensitive = {found.route}, bool(found.labels & UNREPEATABLE)
    what = found.message
    if what is not None and (found.route is None or what.edited_at is not None):
        # Never flagged, perhaps because nothing was noticed when it was said; or not as it stands now.
        route, hidden = await _judged(tx, turn, view, what)
        routes, sensitive = routes | {route}, sensitive or hidden
    if Route.STAFFING in routes and reader is not Route.STAFFING:
        return None
    reference = str(found.reference) if found.reference else ""
    return About(found.author, found.at, "" if sensitive else found.text, reference)


async def _judged(tx: Tx, turn: Turn, view: CouncilView, what: Message) -> tuple[Route, bool]:
    """Return for whose eyes a message is by its words and what it answers, and whether it is sensitive."""
    words = replace(what, text=all_words(what))
    [assessment] = await routing.judge(turn, view, [words], lenient=False)
    concerns = routing.concerns_of(assessment)
    route = await routing.route_in_context(tx, view, what, concerns, None)
    return route, bool(concerns & UNREPEATABLE)


async def opening(
    tx: Tx, turn: Turn, view: CouncilView, matter_id: int, chat_id: int, reader: Route
) -> About | None:
    """Return the message that opened a matter, as `message` does."""
    ids = await said.in_matter(tx, matter_id, chat_id)
    return await message(tx, turn, view, chat_id, ids[0], reader) if ids else None
