"""/foi: requests for information, opened, searched for, put on hold for, extended, paused and closed, in private."""

import re
from collections.abc import Awaitable, Callable, Mapping

from minutebook.council.bodies import CouncilView
from minutebook.council.requests import Request, RequestError, parse_opening
from minutebook.council.wording import Html, Wording, join
from minutebook.handlers import foi_clock, foi_correcting, foi_holding, foi_show, reading
from minutebook.handlers.events import PrivateMessage
from minutebook.handlers.foi_case import Case, calendar, due_of, post
from minutebook.handlers.foi_searching import search_title
from minutebook.handlers.house import Turn
from minutebook.reports.requests import due_line, head_line, spelt
from minutebook.storage import requests

Act = Callable[[Case, str], Awaitable[None]]

ACTS: Mapping[str, Act] = {
    "search": foi_holding.search,
    "add": foi_holding.add,
    "hold": foi_holding.add,
    "remove": foi_holding.remove,
    "release": foi_holding.remove,
    "record": foi_holding.record,
    "extend": foi_clock.extend,
    "pause": foi_clock.pause,
    "resume": foi_clock.resume,
    "close": foi_clock.close,
    "reopen": foi_clock.reopen,
    "remind": foi_clock.remind,
    "received": foi_correcting.received,
    "title": foi_correcting.title,
    "kind": foi_correcting.kind,
    "undo": foi_correcting.undo,
}
"""What can be done about a case: the word after its number. A new one: its act here, its name under `foi.how`."""

CLOSED = ("reopen",)
"""What can be done about a case that is closed."""


async def foi(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer `/foi`, `/foi new …`, `/foi 3` and `/foi 3 DO SOMETHING`."""
    plain = words.strip()
    first, _, rest = plain.partition(" ")
    if not plain or plain.lower() in ("list", "all"):
        await foi_show.show_all(turn, view, event, key)
    elif first.lower() in ("new", "open"):
        await _open(turn, view, event, rest, key)
    elif found := re.fullmatch(r"#?(\d{1,6})\.?(?:\s+([A-Za-z]+)(?:\s+(.*))?)?", plain, re.DOTALL | re.ASCII):
        await _about(turn, view, event, int(found[1]), (found[2] or "").lower(), found[3] or "", key)
    else:
        await reading.say(
            turn, view, event.person.id, [turn.house.wording.say("foi.how")], key=key, shown=False
        )


async def _about(
    turn: Turn, view: CouncilView, event: PrivateMessage, number: int, verb: str, rest: str, key: str
) -> None:
    """Show a case, or do something about it, or say why not."""
    async with turn.house.store.read() as tx:
        request = await requests.by_number(tx, view.council.id, number)
    act = ACTS.get(verb)
    refusal = _refusal(turn.house.wording, request, number, verb)
    if refusal is None and request is not None and act is None:
        await foi_show.show(turn, view, event, request, key)
    elif refusal is None and request is not None and act is not None:
        async with turn.change() as tx:
            # As it stands in this transaction: at the computer it may have been closed meanwhile.
            again = await requests.by_id(tx, request.id)
            refusal = _refusal(turn.house.wording, again, number, verb)
            if again is not None and refusal is None:
                await act(Case(tx, turn, view, event.person, again, key), rest.strip())
    if refusal is not None:
        await reading.say(turn, view, event.person.id, [refusal], key=key, shown=False)


def _refusal(wording: Wording, request: Request | None, number: int, verb: str) -> Html | None:
    """Return why nothing is done about a case; None where it is, or where no verb asks for it."""
    if request is None:
        return wording.say("foi.unknown", number=number)
    if verb and verb not in ACTS:
        return join([wording.say("foi.bad_verb", said=verb), wording.say("foi.how")], "\n\n")
    if verb and request.open is (verb in CLOSED):
        return wording.say("foi.is_open" if request.open else "foi.is_closed", number=number)
    return None


async def _open(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """`/foi new`: open the case, start its clock, search for its title's words, remind the groups."""
    wording, reader = turn.house.wording, event.person
    try:
        what = parse_opening(words, calendar(turn, view).today)
    except RequestError as error:
        text = wording.say(f"foi.bad_{error.problem}", said=error.said)
        await reading.say(turn, view, reader.id, [text], key=key, shown=False)
        return
    due = due_of(what.kind, what.received, (), extended=False)
    assert due is not None
    async with turn.change() as tx:
        request = await requests.open_case(
            tx, view.council.id, what, due, by=reader.id, by_name=reader.name, now=turn.now
        )
        case = Case(tx, turn, view, reader, request, key)
        lines = [
            head_line(request, wording),
            join(
                [
                    wording.say("foi.opened", day=spelt(request.received)),
                    due_line(request, calendar(turn, view), wording),
                    wording.say(f"foi.law_{request.kind}"),
                ]
            ),
            await search_title(case),
        ]
        if what.quietly:
            lines.append(wording.say("foi.quietly", number=request.number))
        else:
            lines.append(await foi_clock.remind_unless_lately(case))
        await post(case, join([*lines, wording.say("foi.next", number=request.number)], "\n\n"))
