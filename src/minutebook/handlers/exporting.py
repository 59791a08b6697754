"""/export: a council's records as a bundle, for a period, a class, a request or what a search finds.

That it was asked for, the ledger's entry and what is to be sent are one transaction; the bundle itself is made
when it is sent (`bundles`), so that nothing lies about meanwhile.
"""

from minutebook.council.bodies import CouncilView
from minutebook.council.scopes import ScopeError, parse_scope
from minutebook.council.wording import Html, join
from minutebook.handlers import bundle_orders, bundling
from minutebook.handlers.bundling import Plan
from minutebook.handlers.events import PrivateMessage
from minutebook.handlers.house import House, Turn
from minutebook.handlers.reading import routes_for, say


async def export(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer `/export`: state it in the ledger and put the bundle in the outbox."""
    house, user_id = turn.house, event.person.id
    try:
        what = await _plan(turn, view, event, words)
    except ScopeError as error:
        text = _problem(house, error)
    else:
        if what.keys:
            async with turn.change() as tx:
                await bundle_orders.put(tx, house, view, what, user_id, key)
            return
        everything = what.cover.scope.everything
        text = house.wording.say("export.none" if everything else "export.none_such")
    await say(turn, view, user_id, [text], key=key, shown=False)


async def _plan(turn: Turn, view: CouncilView, event: PrivateMessage, words: str) -> Plan:
    scope = parse_scope(words)
    async with turn.house.store.read() as tx:
        return await bundling.plan(
            tx,
            view.council,
            view.groups,
            scope,
            routes_for(view, event.person.id),
            by=event.person.name,
            now=turn.now,
            wording=turn.house.wording,
        )


def _problem(house: House, error: ScopeError) -> Html:
    how = house.wording.say("export.how")
    if error.problem == "how" and error.said.lower() in ("how", "help", "?"):
        return how
    return join([house.wording.say(f"export.bad_{error.problem}", said=error.said), how], "\n\n")
