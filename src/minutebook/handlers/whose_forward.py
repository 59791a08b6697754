"""A forwarded message that the bot knows as another council's of the same person: whose record it is for is asked.

What was said in one council's group would else stand on another's ledger for good, by a choice made days before.
"""

import hashlib
from collections.abc import Sequence

from minutebook.council.bodies import CouncilView, Person
from minutebook.council.messages import Message
from minutebook.council.outgoing import Button, Outgoing, Send, Way
from minutebook.council.records import Method, Reference
from minutebook.council.roles import Right
from minutebook.council.wording import Html, join
from minutebook.handlers import answers, capturing
from minutebook.handlers.capturing import Wish
from minutebook.handlers.events import Press, PrivateMessage
from minutebook.handlers.house import Turn
from minutebook.handlers.pressed import Toast
from minutebook.storage import buttons, facts, known_places, outbox, records
from minutebook.storage.buttons import Pressable
from minutebook.storage.store import Tx

Place = tuple[int, int]
"""Chat id and message id under which a council knows a message; (0, 0) where it does not."""


def may(view: CouncilView, person: Person) -> bool:
    """Whether somebody may put on a council's record what they forward."""
    return bool(view.rights_of(person.id) & {Right.STORE, Right.STAFF_STORE})


async def known_from(
    tx: Tx, view: CouncilView, known: Sequence[CouncilView], person: Person, message: Message
) -> tuple[CouncilView, Place] | None:
    """Return which other council of somebody a message is known from, and its place there.

    None where the chosen council knows it too. Councils in which they have no right are not asked about.

    Args:
        view: the council chosen.
        known: all that they serve or sit in.
    """
    others = [one for one in known if one.council.id != view.council.id and may(one, person)]
    if not others or await known_places.place_of(tx, view.council.id, message) is not None:
        return None
    for one in others:
        place = await known_places.place_of(tx, one.council.id, message)
        if place is not None:
            return one, place
    return None


async def ask(
    tx: Tx,
    turn: Turn,
    event: PrivateMessage,
    message: Message,
    view: CouncilView,
    found: tuple[CouncilView, Place],
) -> None:
    """Ask with two buttons: for the council that the message is known from, or for the one chosen.

    Args:
        found: the council that it is known from, and its place there.
    """
    house, (home, place) = turn.house, found
    rows, made = [], []
    for one, (chat_id, message_id) in ((home, place), (view, (0, 0))):
        key, extra = house.code(), f"{chat_id}:{message_id}:{_mark(message)}"
        made.append(Pressable(key, one.council.id, "forward_for", event.person.id, extra))
        rows.append((Button(one.council.name, key),))
    await buttons.make(tx, made, turn.now)
    text = house.wording.say("council.whose_forward", council=home.council.name, chosen=view.council.name)
    key = f"answer:{event.chat_id}:{message.album_id or event.message_id}"
    await answers.tell(tx, turn, event.person.id, text, key=key, council_id=None, keyboard=tuple(rows))


async def agreed(
    tx: Tx, known: Sequence[CouncilView], person: Person, message: Message
) -> CouncilView | None:
    """Return the council for which somebody said they would forward this message once more, or None."""
    said = await facts.get(tx, _fact(person.id))
    return next((one for one in known if said == _agreement(one, _mark(message))), None)


async def use_up(tx: Tx, person: Person) -> None:
    """Forget for which council somebody would forward a message once more: they have."""
    if await facts.get(tx, _fact(person.id)):
        await facts.put(tx, _fact(person.id), "")


async def pressed(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*A council's name* under whose record a forwarded message is for.

    Where the message is still known it goes on that council's record; else it is to be forwarded once more, for
    nothing of it was kept.
    """
    if what.target != event.person.id:
        return Toast("press.not_yours", alert=True)
    if not may(view, event.person):
        return Toast("press.not_clerk", alert=True)
    chat_id, message_id, mark = what.extra.split(":")
    async with turn.change() as tx:
        phrase, reference = await _put(tx, turn, view, (int(chat_id), int(message_id)), event.person)
        if reference is None:
            await facts.put(tx, _fact(event.person.id), _agreement(view, mark))
        await _answer(tx, turn, view, event, turn.house.wording.say(phrase, ref=reference))
    return Toast()


async def _put(
    tx: Tx, turn: Turn, view: CouncilView, place: Place, person: Person
) -> tuple[str, Reference | None]:
    """Put what a council still knows on its record; return the phrase that says so, and the reference."""
    reference = await records.reference_of(tx, *place)
    if reference is not None:
        return "record.again", reference
    known = await capturing.find(tx, *place)
    if not known:
        return "record.forward_once_more", None
    done = await capturing.capture(tx, turn, view, known[-1], Wish(person, Method.FORWARD))
    if done.new:
        await capturing.receipt(tx, turn, view, done)
    if done.taught:
        return "record.taught", done.reference
    if done.new:
        return "record.forwarded", done.reference
    return "record.again_part" if done.part else "record.again", done.reference


async def _answer(tx: Tx, turn: Turn, view: CouncilView, event: Press, text: Html) -> None:
    """Put what came of it in the place of the question and its buttons."""
    await buttons.forget(tx, [event.data, *(button.data for row in event.keyboard for button in row)])
    headed = join([turn.house.wording.say("heading", council=view.council.name), text], "\n\n")
    send = Send(Way.EDIT, event.chat_id, headed, message_id=event.message_id)
    key = f"pressed:{event.data}:{event.update_id}"
    await outbox.put(tx, Outgoing(key, "answer", (send,), council_id=view.council.id), turn.now)


def _fact(user_id: int) -> str:
    return f"forward-for:{user_id}"


def _agreement(view: CouncilView, mark: str) -> str:
    return f"{view.council.id}:{mark}"


def _mark(message: Message) -> str:
    """Return what tells a forwarded message from others, and says nothing of it."""
    said = f"{message.sender.id or message.sender.name}:{message.sent_at.isoformat()}:{message.text}"
    return hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()[:16]
