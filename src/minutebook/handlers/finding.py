"""`/find`: the clerk searches the records, a page at a time. Answers are protected and taken down after a day."""

from collections.abc import Sequence

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView
from minutebook.council.find_words import cut, parse_query, unknown_classes
from minutebook.council.finding import Query
from minutebook.council.own_words import label_names
from minutebook.council.retention import SHOWN_FOR
from minutebook.council.wording import Html, join
from minutebook.handlers import answers, cautioning, reading
from minutebook.handlers.events import Press, PrivateMessage
from minutebook.handlers.house import Turn
from minutebook.handlers.pressed import Toast
from minutebook.reports.found import FoundPage, days_line, found
from minutebook.storage import keeping, records, search
from minutebook.storage.buttons import Pressable

PAGE = 5


def asked(turn: Turn, view: CouncilView, words: str) -> Query:
    """Return the search that somebody's words ask for, in a council's days and by its names of kinds."""
    zone = view.council.settings.zone
    return parse_query(words, turn.now, zone, label_names(turn.house.wording))


async def find(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer `/find WORDS`."""
    house = turn.house
    # With the quotes round all of it: they make it a phrase.
    words = cut(event.command.words.strip()) if event.command else words
    if asked(turn, view, words).empty:
        await reading.say(turn, view, event.person.id, [house.wording.say("find.how")], key=key, shown=False)
        return
    await _page(turn, view, event.person.id, words, 0, key)


async def find_more(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """Show the next page of what was found."""
    if not reading.routes_for(view, event.person.id):
        return Toast("press.not_clerk", alert=True)
    key = f"find:{what.key}:{event.update_id}"
    await _page(turn, view, event.person.id, what.extra, what.target or 0, key)
    return Toast()


async def _page(turn: Turn, view: CouncilView, user_id: int, words: str, skip: int, key: str) -> None:
    house = turn.house
    query = asked(turn, view, words)
    routes = reading.routes_for(view, user_id)
    async with house.store.read() as tx:
        hits = await search.find(tx, view.council.id, query, routes, limit=PAGE, skip=skip)
        shown = await records.by_ids(tx, hits.ids)
        texts = dict(await search.texts_of(tx, hits.ids))
        classes = () if shown else tuple(await keeping.schedule_of(tx, view.council.id))
    if not shown:
        await reading.say(turn, view, user_id, [_none(turn, query, words, classes)], key=key, shown=False)
        return
    page = FoundPage(shown, texts, skip, hits.total, hits.more)
    text = found(page, hits.query, view.council.settings.zone, house.wording, turn.now)
    rest = skip + PAGE < hits.total
    await _send(turn, view, user_id, text, [[("find_more", skip + PAGE, words)]] if rest else [], key)


def _none(turn: Turn, query: Query, words: str, classes: Sequence[str]) -> Html:
    """Return that nothing was found, with what of the search was not understood.

    Args:
        classes: those of the council's schedule.
    """
    wording = turn.house.wording
    lines = [wording.say("find.none_either" if query.either else "find.none", words=words.strip())]
    if query.days != (None, None) and len({way.days for way in query.ways}) == 1:
        lines.append(days_line(query, wording))
    if query.odd:
        lines.append(wording.say("find.odd", what=", ".join(query.odd)))
    if odd := unknown_classes(query, classes):
        lines.append(wording.say("find.no_class", said=", ".join(odd)[:60], classes=", ".join(classes)))
    return join(lines)


async def _send(
    turn: Turn,
    view: CouncilView,
    user_id: int,
    text: Html,
    rows: Sequence[list[tuple[str, int | None, str]]],
    key: str,
) -> None:
    house = turn.house
    whole = join([reading.heading(house, view), text, house.wording.say("show.goes")], "\n\n")
    keyboard: outgoing.Keyboard = ()
    async with turn.change() as tx:
        if rows:
            keyboard = await cautioning.keyboard(tx, turn, view.council.id, list(rows))
    send = outgoing.message(user_id, whole, keyboard=keyboard, protect=True)
    await answers.show(house, [send], key=key, council_id=view.council.id, take_down=SHOWN_FOR)
