"""Reading the store in private: /show. Answers are protected and taken down after a day."""

import re
from collections.abc import Sequence

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView
from minutebook.council.outgoing import Keyboard
from minutebook.council.records import Reference, Route, parse_reference
from minutebook.council.retention import SHOWN_FOR
from minutebook.council.roles import Right
from minutebook.council.wording import Html, join
from minutebook.handlers import answers, gone
from minutebook.handlers.events import PrivateMessage
from minutebook.handlers.house import House, Turn
from minutebook.reports.show import show
from minutebook.storage import records


def routes_for(view: CouncilView, user_id: int) -> tuple[Route, ...]:
    """Return whose records somebody may read: the clerk's, the staffing recipient's, both or none."""
    held = view.rights_of(user_id)
    routes = []
    if Right.STORE in held:
        routes.append(Route.CLERK)
    if Right.STAFF_STORE in held:
        routes.append(Route.STAFFING)
    return tuple(routes)


def heading(house: House, view: CouncilView) -> Html:
    """Return the line that heads every private answer: which council it is about."""
    return house.wording.say("heading", council=view.council.name)


async def say(
    turn: Turn,
    view: CouncilView,
    user_id: int,
    texts: Sequence[Html],
    *,
    key: str,
    shown: bool,
    keyboard: Keyboard = (),
) -> None:
    """Answer in private under the council's name; what is shown of records is protected and taken down.

    Args:
        keyboard: buttons under the last text.
    """
    house = turn.house
    headed = [join([heading(house, view), texts[0]], "\n\n"), *texts[1:]]
    if shown:
        headed[-1] = join([headed[-1], house.wording.say("show.goes")], "\n\n")
    await turn.finish()
    sends = [outgoing.message(user_id, text, protect=shown) for text in headed[:-1]]
    sends.append(outgoing.message(user_id, headed[-1], protect=shown, keyboard=keyboard))
    await answers.show(
        house, sends, key=key, council_id=view.council.id, take_down=SHOWN_FOR if shown else None
    )


async def show_record(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer `/show REF`, and `/show REF N` for one version."""
    house = turn.house
    zone = view.council.settings.zone
    reference, number = _asked(words, turn.now.astimezone(zone).year)
    if reference is None:
        await say(turn, view, event.person.id, [house.wording.say("show.how")], key=key, shown=False)
        return
    async with house.store.read() as tx:
        record = await records.by_reference(tx, view.council.id, reference)
    if record is None or record.route not in routes_for(view, event.person.id):
        async with house.store.read() as tx:
            routes = routes_for(view, event.person.id)
            text = await gone.certificate_or_none(tx, house, view, routes, reference)
        await say(turn, view, event.person.id, [text], key=key, shown=False)
        return
    if number is not None and not 1 <= number <= len(record.versions):
        text = house.wording.say("show.no_version", ref=reference, count=len(record.versions))
        await say(turn, view, event.person.id, [text], key=key, shown=False)
        return
    texts = show(record, zone, house.wording, number, turn.now)
    await say(turn, view, event.person.id, texts, key=key, shown=True)


def _asked(words: str, year: int) -> tuple[Reference | None, int | None]:
    """Return which record, and which of its versions, is asked for: `2026/0042`, `42`, `2026/0042 3`."""
    whole = parse_reference(words, year)
    head, _, last = words.strip().rpartition(" ")
    # "2026 3" is a reference by itself.
    if whole is not None or not re.fullmatch("[0-9]{1,6}", last):
        return whole, None
    return parse_reference(head, year), int(last)
