"""/review: what is flagged, one at a time, with its text and the words that told."""

from datetime import datetime

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView
from minutebook.council.records import Route
from minutebook.council.retention import SHOWN_FOR, lapses_on
from minutebook.council.schedule import local_day, local_time
from minutebook.council.wording import Html, join
from minutebook.handlers import answers, cautioning
from minutebook.handlers.events import Press, PrivateMessage
from minutebook.handlers.house import Turn
from minutebook.handlers.pressed import Toast
from minutebook.handlers.reading import heading, routes_for
from minutebook.reports.digest import labels_shown
from minutebook.storage import candidates
from minutebook.storage.buttons import Pressable
from minutebook.storage.candidates import Candidate
from minutebook.storage.store import Tx

TEXT_LIMIT = 3_000


async def review(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer `/review`: the first flagged message that waits, with buttons."""
    async with turn.change() as tx:
        send = await _next(tx, turn, view, event.person.id, past=None)
    await answers.show(turn.house, [send], key=key, council_id=view.council.id, take_down=SHOWN_FOR)


async def after(turn: Turn, view: CouncilView, event: Press, toast: Toast, past: int) -> Toast:
    """Having dealt with the one with key `past`, show the next; nothing to whoever may not see it."""
    if not routes_for(view, event.person.id):
        return toast
    async with turn.house.store.change() as tx:
        send = await _next(tx, turn, view, event.person.id, past=await candidates.get(tx, past))
    await answers.show(
        turn.house,
        [send],
        key=f"review:{event.data}:{event.update_id}",
        council_id=view.council.id,
        take_down=SHOWN_FOR,
    )
    return toast


async def skip(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """Leave one for later and show the next."""
    if not routes_for(view, event.person.id):
        return Toast("press.not_clerk", alert=True)
    return await after(turn, view, event, Toast(), what.target or 0)


async def _next(
    tx: Tx, turn: Turn, view: CouncilView, user_id: int, *, past: Candidate | None
) -> outgoing.Send:
    """Return what shows the first waiting message said after `past`, decided or not; of all, for None."""
    routes = routes_for(view, user_id)
    waiting: list[Candidate] = []
    for route in routes:
        waiting += await candidates.still_open(tx, view.council.id, Route(route))
    waiting.sort(key=_order)
    start = 0 if past is None else sum(_order(candidate) <= _order(past) for candidate in waiting)
    house = turn.house
    if start >= len(waiting):
        phrase = "review.done" if not waiting else "review.end"
        text = join([heading(house, view), house.wording.say(phrase, count=len(waiting))], "\n\n")
        return outgoing.message(user_id, text)
    candidate = waiting[start]
    row: list[tuple[str, int | None, str]] = [
        ("r_record", candidate.id, ""),
        ("r_transitory", candidate.id, ""),
        ("r_agenda", candidate.id, ""),
    ]
    keyboard = await cautioning.keyboard(tx, turn, view.council.id, [row, [("r_skip", candidate.id, "")]])
    text = join([heading(house, view), _text(turn, view, candidate, start + 1, len(waiting))], "\n\n")
    return outgoing.message(user_id, text, keyboard=keyboard, protect=True)


def _order(candidate: Candidate) -> tuple[datetime, int]:
    return candidate.sent_at, candidate.id


def _text(turn: Turn, view: CouncilView, candidate: Candidate, number: int, of: int) -> Html:
    wording = turn.house.wording
    zone = view.council.settings.zone
    message = candidate.message
    assert message is not None
    lines = [
        wording.say(
            "review.one",
            number=number,
            of=of,
            author=message.sender.name,
            at=local_time(message.sent_at, zone),
            labels=labels_shown(sorted(candidate.labels), wording),
            text=message.text[:TEXT_LIMIT] or wording.plain("label.none"),
        )
    ]
    if candidate.late:
        lines.append(wording.say("digest.late"))
    if candidate.said_transitory:
        lines.append(wording.say("digest.said_transitory", name=candidate.said_transitory))
    lines.append(wording.say("digest.lapses", day=local_day(lapses_on(candidate.flagged_at), zone)))
    lines.append(wording.say("show.goes"))
    return join(lines, "\n\n")
