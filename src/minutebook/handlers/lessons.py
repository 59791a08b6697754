"""What it teaches that the clerk or the deputy puts flagged messages on the record, in whatever way they do it."""

from minutebook.council.bodies import CouncilView
from minutebook.council.messages import Message
from minutebook.council.records import Method, Reference, Route
from minutebook.council.roles import Right
from minutebook.handlers import teaching
from minutebook.handlers.house import Turn
from minutebook.storage import candidates, forwards, people
from minutebook.storage import teaching as storage
from minutebook.storage.candidates import Candidate
from minutebook.storage.store import Row, Tx

_UNSPOKEN = frozenset({Method.COMMAND, Method.REACTION})
"""Ways that the group sees and that are answered there by a sign alone."""


async def recorded(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    flagged: Candidate,
    route: Route,
    *,
    by: int,
    how: Method,
    judged: bool = True,
) -> bool:
    """Learn from a flag whose message goes on the record, before it is closed; say whether there was anything to learn.

    The record stands for the *Transitory* of before. Only the clerk's and the deputy's word teaches, and nobody
    else's takes back what they taught. But what turns out to be withheld from them, the message itself or what it
    answers, leaves no lesson behind, whoever records it: `/taught` would go on telling them of it.

    Args:
        flagged: the flag as it was found.
        route: for whose eyes the record is; not for a note's sake alone (`capturing_note`).
        by: who puts it there, and how.
        judged: whether they meant that it is the council's business.
    """
    if route is Route.STAFFING:
        await storage.unlearn(tx, view.council.id, flagged.id)
        return False
    if not judged or Right.STORE not in view.rights_of(by):
        return False
    if how in _UNSPOKEN and not await _hears(tx, by):
        return False
    if flagged.state == "open":
        return await storage.learn(tx, flagged.id, raises=True, by=by, now=turn.now)
    return await storage.relearn(tx, view.council.id, flagged.id, by=by, now=turn.now)


async def of_forward(tx: Tx, view: CouncilView, message: Message) -> Candidate | None:
    """Return the decided flag of a message that is forwarded when its words are forgotten; None where it may be another."""
    flags = await forwards.flagged(tx, view.council.id, message)
    return flags[0] if len(flags) == 1 and flags[0].state != "open" else None


async def forwarded_again(
    tx: Tx, turn: Turn, view: CouncilView, message: Message, record: Row, *, by: int
) -> bool:
    """Learn from what is forwarded and is on the record already; say whether there was anything to learn."""
    flagged = await candidates.of_message(tx, record["chat_id"], record["message_id"])
    flagged = flagged or await of_forward(tx, view, message)
    if flagged is None:
        return False
    return await recorded(tx, turn, view, flagged, Route(record["route"]), by=by, how=Method.FORWARD)


async def _hears(tx: Tx, user_id: int) -> bool:
    """Whether somebody can be told in private what is learned from them: nothing is learned untold."""
    known = await people.get(tx, user_id)
    return known is not None and known.private_open


async def tell(
    tx: Tx, turn: Turn, view: CouncilView, user_id: int, message: Message, reference: Reference
) -> None:
    """Tell whoever put a message on the record in the group, in private, that it has taught something."""
    text = turn.house.wording.say("record.taught", ref=reference)
    key = f"learned:{message.chat_id}:{message.message_id}"
    await teaching.tell(tx, turn, view, user_id, text, key=key)
