"""`/mailbox send all`: what was on the record before there was a mailbox or a folder goes there too, once asked for."""

from collections.abc import Sequence
from datetime import datetime

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView
from minutebook.council.letters import Channel
from minutebook.council.outgoing import Keyboard, Outgoing
from minutebook.council.roles import Right
from minutebook.council.wording import Html, join
from minutebook.handlers import asked_back, cautioning, keyboards
from minutebook.handlers.events import Press, PrivateMessage
from minutebook.handlers.house import House, Turn
from minutebook.handlers.pressed import Toast
from minutebook.handlers.reading import heading
from minutebook.storage import councils, outbox, sending_on
from minutebook.storage.buttons import Pressable
from minutebook.storage.sending_on import Order
from minutebook.storage.store import Tx


async def ask(tx: Tx, turn: Turn, view: CouncilView, event: PrivateMessage) -> tuple[Html, Keyboard]:
    """Return how many records have not gone on, and buttons to send them; or why there is nothing to send."""
    wording = turn.house.wording
    if Right.STORE not in view.rights_of(event.person.id):
        return wording.say("sending.clerk_only"), ()
    to = await _wanted(tx, turn, view)
    if not to:
        return wording.say("sending.nowhere"), ()
    lines = []
    asks = False
    for channel, address in to.items():
        going = await sending_on.of_council(tx, view.council.id, channel) is not None
        count = await sending_on.missing(tx, view.council.id, channel, address)
        phrase = "going" if going else "ask" if count else "none"
        asks |= phrase == "ask"
        lines.append(wording.say(f"sending.{phrase}_{channel}", count=_spoken(count), address=address))
    if not asks:
        return join(lines, "\n\n"), ()
    rows: list[list[tuple[str, int | None, str]]] = [[("send_all", None, ""), ("send_leave", None, "")]]
    return join([*lines, wording.say("sending.means")], "\n\n"), await cautioning.keyboard(
        tx, turn, view.council.id, rows
    )


async def _wanted(tx: Tx, turn: Turn, view: CouncilView) -> dict[Channel, str]:
    """Return where records go on to, as far as there is anything that takes them there."""
    to = await sending_on.wanted(tx, view.council.id)
    if turn.house.mailer is None:
        to.pop(Channel.EMAIL, None)
    return to


def _spoken(count: int) -> int | str:
    return count if count == 1 else f"{count:,}"


async def lines(tx: Tx, turn: Turn, view: CouncilView, user_id: int) -> list[Html]:
    """Return for whom the records are how many have not gone on, and what is being done about it."""
    if Right.STORE not in view.rights_of(user_id):
        return []
    found = []
    for channel, address in (await _wanted(tx, turn, view)).items():
        going = await sending_on.of_council(tx, view.council.id, channel) is not None
        count = await sending_on.missing(tx, view.council.id, channel, address)
        if going or count:
            phrase = f"sending.{'going' if going else 'missing'}_{channel}"
            found.append(turn.house.wording.say(phrase, count=_spoken(count), address=address))
    return found


async def pressed(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Send them*: each of them is on its way from now on."""
    if Right.STORE not in view.rights_of(event.person.id):
        return Toast("press.not_clerk", alert=True)
    async with turn.change() as tx:
        await keyboards.use_up(tx, turn, view, event)
        if await asked_back.is_over(tx, turn, what, "mailbox"):
            return Toast("press.ask_again", alert=True, command="mailbox send all")
        begun = await _begun(tx, turn, view, event.person.id)
        if not begun:
            return Toast("press.all_sent_on")
        await councils.log_change(
            tx, view.council.id, "mailbox", "", "all sent on", by=event.person.id, now=turn.now
        )
        await _tell_others(tx, turn, view, event, begun)
    return Toast("press.sending_on")


async def _begun(tx: Tx, turn: Turn, view: CouncilView, by: int) -> list[Order]:
    """Begin to send by each channel by which something has not gone; return what was begun."""
    council_id, begun = view.council.id, []
    for channel, address in (await _wanted(tx, turn, view)).items():
        going = await sending_on.of_council(tx, council_id, channel)
        if going is not None:
            continue
        # Not counted again, which takes its time where there are many: the first of them tell that there are any.
        order = await sending_on.begin(tx, council_id, channel, address, by=by, now=turn.now)
        if await sending_on.some_more(tx, order, turn.now):
            begun.append(order)
        else:
            await sending_on.end(tx, council_id, channel)
    return begun


async def _tell_others(tx: Tx, turn: Turn, view: CouncilView, event: Press, begun: Sequence[Order]) -> None:
    """Tell the others who may set where copies go: so much must not leave by one person's doing, unseen."""
    facts = {"council": view.council.name, "name": event.person.name}
    told = [turn.house.wording.say(f"sending.told_{o.channel}", address=o.to, **facts) for o in begun]
    text = join(told, "\n\n")
    for user in sorted({*view.staff_ids, *turn.house.admins_of(view)} - {event.person.id}):
        key = f"sending-on:{event.update_id}:{user}"
        item = Outgoing(key, "notice", (outgoing.message(user, text),), council_id=view.council.id)
        await outbox.put(tx, item, turn.now)


async def leave(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Leave it*: nothing is sent."""
    async with turn.change() as tx:
        await keyboards.use_up(tx, turn, view, event)
    return Toast("press.not_sent_on")


async def keep_on(house: House, now: datetime) -> None:
    """Let the next of what was asked for go, wherever what went before has gone; say so where all has."""
    async with house.store.read() as tx:
        ready = [order for order in await sending_on.all_orders(tx) if not await _goes(tx, order)]
    for order in ready:
        async with house.store.change() as tx:
            # It may have been ended meanwhile.
            if await sending_on.of_council(tx, order.council_id, order.channel) == order:
                await _next(tx, house, order, now)


async def _goes(tx: Tx, order: Order) -> bool:
    """Whether there is nothing to do about an order but to wait."""
    wanted = (await sending_on.wanted(tx, order.council_id)).get(order.channel) == order.to
    return wanted and await sending_on.is_waiting(tx, order)


async def _next(tx: Tx, house: House, order: Order, now: datetime) -> None:
    wanted = (await sending_on.wanted(tx, order.council_id)).get(order.channel) == order.to
    if wanted and await sending_on.some_more(tx, order, now):
        return
    # An address that was set since is not the one this was asked for.
    await sending_on.end(tx, order.council_id, order.channel)
    if not wanted:
        return
    view = await councils.view(tx, order.council_id)
    count = await sending_on.handed_on(tx, order)
    phrase = f"sending.done_{order.channel}" if count else "sending.done_none"
    text = house.wording.say(phrase, count=_spoken(count), address=order.to)
    headed = join([heading(house, view), text], "\n\n")
    # Whoever asked may hold no office any more.
    told = {order.by} if order.by in view.staff_ids else view.staff_ids
    for user in sorted(told):
        item = Outgoing(
            f"{order.prefix}done:{user}",
            "notice",
            (outgoing.message(user, headed),),
            council_id=order.council_id,
        )
        await outbox.put(tx, item, now)
