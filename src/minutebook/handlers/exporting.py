"""/export: a council's records as a bundle, for a period, a class, a request or what a search finds.

That it was asked for, the ledger's entry and what is to be sent are one transaction; the bundle itself is made
when it is sent (`bundles`), so that nothing lies about meanwhile.
"""

from functools import partial

from minutebook.council.bodies import CouncilView
from minutebook.council.scopes import ScopeError, parse_scope
from minutebook.council.wording import Html, join
from minutebook.handlers import bundle_orders, bundle_plan, routing
from minutebook.handlers.bundle_plan import Plan
from minutebook.handlers.events import PrivateMessage
from minutebook.handlers.house import House, Turn
from minutebook.handlers.reading import routes_for, say
from minutebook.storage import certificates


async def export(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer `/export`: state it in the ledger and put the bundle in the outbox."""
    house, user_id = turn.house, event.person.id
    try:
        what = await _plan(turn, view, event, words)
    except ScopeError as error:
        text = _problem(house, error)
    else:
        if not what.empty:
            async with turn.change() as tx:
                await bundle_orders.put(tx, house, view, what, user_id, key)
            return
        text = await _nothing(house, what)
    await say(turn, view, user_id, [text], key=key, shown=False)


async def _plan(turn: Turn, view: CouncilView, event: PrivateMessage, words: str) -> Plan:
    scope = parse_scope(words, turn.now.astimezone(view.council.settings.zone).date())
    async with turn.house.store.read() as tx:
        what = await bundle_plan.plan(
            tx,
            view.council,
            view.groups,
            scope,
            routes_for(view, event.person.id),
            by=event.person.name,
            now=turn.now,
            wording=turn.house.wording,
        )
        return await bundle_orders.counted(tx, view, what, partial(routing.tells_of_staff, turn, view))


async def _nothing(house: House, what: Plan) -> Html:
    """Return that there is nothing to make a bundle of, and whether there ever was."""
    if not what.cover.scope.everything:
        return house.wording.say("export.none_such")
    async with house.store.read() as tx:
        gone = await certificates.of_council(tx, what.council.id, what.routes)
    if gone:
        return house.wording.say("export.none_left", ref=gone[-1].reference)
    return house.wording.say("export.none")


def _problem(house: House, error: ScopeError) -> Html:
    how = house.wording.say("export.how")
    if error.problem == "how" and error.said.lower() in ("how", "help", "?"):
        return how
    return join([house.wording.say(f"export.bad_{error.problem}", said=error.said), how], "\n\n")
