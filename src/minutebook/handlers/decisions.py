"""/decisions: the register, page by page, with buttons for how an open matter ended; what of it the digest tells."""

from datetime import datetime

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView
from minutebook.council.matters import MatterState
from minutebook.council.outgoing import Keyboard
from minutebook.council.records import Route
from minutebook.council.register import COUNTED, Decision
from minutebook.council.wording import join
from minutebook.handlers import answers, cautioning, minuting, reading
from minutebook.handlers.events import Press, PrivateMessage
from minutebook.handlers.house import Turn
from minutebook.handlers.pressed import Toast
from minutebook.reports import register as shown
from minutebook.reports.digest_register import IN_FULL
from minutebook.reports.material import Entry
from minutebook.storage import register
from minutebook.storage.buttons import Pressable
from minutebook.storage.store import Tx

PAGE = 6
"""Matters on a page."""

WHICH = {"": "", "all": "", "open": "open", "overdue": "overdue", "late": "overdue"}
"""What `/decisions` takes, and what of the register is then listed: "" for all of it."""

_ROUND = " .,:;!?\"'“”‘’()"
"""What may stand round such a word."""


async def decisions(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer `/decisions`: what is open first, then what is settled; `open` or `overdue`: that alone."""
    which = words.strip(_ROUND).lower()
    if which not in WHICH:
        text = turn.house.wording.say("register.bad", said=words.strip()[:60])
        await reading.say(turn, view, event.person.id, [text], key=key, shown=False)
        return
    for route in reading.routes_for(view, event.person.id):
        await _page(turn, view, event.person.id, route, WHICH[which], 0, f"{key}:{route}")


async def _listed(
    tx: Tx, turn: Turn, view: CouncilView, route: Route, which: str, skip: int
) -> tuple[list[Decision], int, int]:
    """Return a page of the register, and how much there is of it: open, or overdue, and settled."""
    council_id = view.council.id
    if which == "overdue":
        before = await minuting.overdue_before(tx, turn, view)
        if before is None:
            return [], 0, 0
        return (*await register.acted_on(tx, council_id, route, before, PAGE, skip), 0)
    still_open, settled = await register.count(tx, council_id, route)
    if which == "open":
        return await register.still_open(tx, council_id, route, limit=PAGE, skip=skip), still_open, 0
    return await register.decisions(tx, council_id, route, limit=PAGE, skip=skip), still_open, settled


async def _page(
    turn: Turn, view: CouncilView, reader: int, route: Route, which: str, skip: int, key: str
) -> None:
    """Show one page of what is for one pair of eyes."""
    wording, zone = turn.house.wording, view.council.settings.zone
    sends = []
    async with turn.change() as tx:
        found, still_open, settled = await _listed(tx, turn, view, route, which, skip)
        entries = [await minuting.entry(tx, turn, view, decision) for decision in found]
        by_id = {decision.id: decision for decision in found}
        parts = shown.page(entries, skip + 1, still_open, settled, zone, turn.now, wording, which)
        for count, part in enumerate(parts, start=1):
            listed = [by_id[key] for _, key in part.items]
            keyboard: Keyboard = await minuting.endings(tx, turn, view, listed)
            uncounted = max(still_open, settled) >= COUNTED and len(found) == PAGE
            if count == len(parts) and (uncounted or skip + len(found) < still_open + settled):
                more = [("decisions_more", skip + PAGE, f"{route} {which}".rstrip())]
                keyboard += await cautioning.keyboard(tx, turn, view.council.id, [[*more]])
            text = join([reading.heading(turn.house, view), part.text], "\n\n")
            sends.append(outgoing.message(reader, text, keyboard=keyboard, protect=True))
    await answers.show(turn.house, sends, key=key, council_id=view.council.id)


async def more(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*More*: the next page."""
    name, _, which = what.extra.partition(" ")
    route = Route(name)
    if route not in reading.routes_for(view, event.person.id):
        return Toast("press.not_clerk", alert=True)
    key = f"decisions:{what.key}:{event.update_id}"
    await _page(turn, view, event.person.id, route, which, what.target or 0, key)
    return Toast()


async def _meant(tx: Tx, view: CouncilView, event: Press, what: Pressable) -> Decision | Toast:
    """Return the matter a button is about, or what its presser is told instead."""
    decision = await register.get(tx, view.council.id, what.target or 0)
    if decision is None:
        return Toast("press.old")
    if await minuting.route_of(tx, decision) not in reading.routes_for(view, event.person.id):
        return Toast("press.not_clerk", alert=True)
    return decision


async def ask(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Resolved …*: say how to enter the minute reference, which cannot be pressed."""
    async with turn.change() as tx:
        decision = await _meant(tx, view, event, what)
        if isinstance(decision, Toast):
            return decision
        text = turn.house.wording.say("minute.ask", number=decision.number)
        key = f"minute-ask:{what.key}:{event.update_id}"
        await minuting.post(tx, turn, view, event.person.id, text, key=key)
    return Toast()


async def not_taken(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Not taken*: a meeting did not agree to it."""
    return await _end(turn, view, event, what, MatterState.NOT_TAKEN)


async def withdrawn(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Withdrawn*: it was not pursued."""
    return await _end(turn, view, event, what, MatterState.WITHDRAWN)


async def _end(turn: Turn, view: CouncilView, event: Press, what: Pressable, state: MatterState) -> Toast:
    async with turn.change() as tx:
        decision = await _meant(tx, view, event, what)
        if isinstance(decision, Toast):
            return decision
        if not decision.open:
            return Toast("press.minuted_already", number=decision.number)
        key = f"minuted:{what.key}:{event.update_id}"
        await minuting.enter(tx, turn, view, event.person.id, decision, state, "", key=key)
    return Toast("press.minuted", number=decision.number)


async def undo(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Undo*: the matter stands as it did before the entry."""
    async with turn.change() as tx:
        decision = await _meant(tx, view, event, what)
        if isinstance(decision, Toast):
            return decision
        name, at, whom, words = what.extra.split("|", 3)
        if (name, words) == (decision.state, decision.minute):
            return Toast("press.gone_already")
        settled = (datetime.fromisoformat(at), int(whom)) if at and whom else None
        await register.settle(
            tx,
            decision,
            MatterState(name),
            words,
            record_id=None,
            by=event.person.id,
            now=turn.now,
            settled=settled,
        )
    return Toast("press.minute_undone", number=decision.number)


async def overdue(tx: Tx, turn: Turn, view: CouncilView, route: Route) -> tuple[list[Entry], int]:
    """Return what was acted on without a resolution and is overdue, for one pair of eyes; the oldest first.

    Returns:
        As many as a digest lists, and how many there are.
    """
    before = await minuting.overdue_before(tx, turn, view)
    if before is None:
        return [], 0
    found, total = await register.acted_on(tx, view.council.id, route, before, IN_FULL)
    return [await minuting.entry(tx, turn, view, decision) for decision in found], total
