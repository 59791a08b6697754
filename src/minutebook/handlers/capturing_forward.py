"""What the clerk forwards to the bot in private goes on the record: as the message it is, where that is known."""

from minutebook.council.bodies import CouncilView
from minutebook.council.messages import Message
from minutebook.council.records import Method, Reference
from minutebook.council.wording import join
from minutebook.handlers import albums, answers, capturing, choosing, lessons, refusing, whose_forward
from minutebook.handlers.capturing import Wish
from minutebook.handlers.events import PrivateMessage
from minutebook.handlers.house import Turn
from minutebook.handlers.reading_back import is_empty
from minutebook.storage import carrying, forwards, records
from minutebook.storage.store import Tx


async def forwarded(turn: Turn, event: PrivateMessage, message: Message) -> None:
    """Put what somebody forwards on the record of the council they serve, or say why not."""
    view, known = await choosing.chosen_council(turn.house, event.person.id)
    async with turn.house.store.read() as tx:
        agreed = await whose_forward.agreed(tx, known, event.person, message)
    view = agreed or view
    if view is None and known:
        await choosing.ask(turn, event, known, "council.which_forward")
        return
    async with turn.change() as tx:
        problem = _problem(turn, view, event, message)
        if view is None or problem:
            await _say(
                tx, turn, view, event, message, problem or refusing.without_council(turn.house, event.person)
            )
            return
        found = None
        # A further item of an album goes where its first went.
        if agreed is None and await _album(tx, message) is None:
            found = await whose_forward.known_from(tx, view, known, event.person, message)
        if found is not None:
            await whose_forward.ask(tx, turn, event, message, view, found)
            return
        await whose_forward.use_up(tx, event.person)
        phrase, reference = await _capture(tx, turn, view, event, message)
        await _say(tx, turn, view, event, message, phrase, ref=reference)


def _problem(turn: Turn, view: CouncilView | None, event: PrivateMessage, message: Message) -> str | None:
    if view is None:
        return None
    if not whose_forward.may(view, event.person):
        return "record.forward_refused"
    if message.sender.id == turn.house.me.id:
        return "record.own_message"
    return "record.forward_empty" if is_empty(message) else None


async def _capture(
    tx: Tx, turn: Turn, view: CouncilView, event: PrivateMessage, message: Message
) -> tuple[str, Reference]:
    """Put a forwarded message on the record; return the phrase that says what came of it, and its reference."""
    wish = Wish(event.person, Method.FORWARD)
    original = await forwards.original(tx, view.council.id, message)
    if original is not None:
        done = await capturing.capture(tx, turn, view, original, wish)
        if done.new:
            await capturing.receipt(tx, turn, view, done)
        return _phrase(new=done.new, taught=done.taught), done.reference
    row = await forwards.row_of(tx, view.council.id, message, forwarded_only=False)
    if row is not None:
        taught = await lessons.forwarded_again(tx, turn, view, message, row, by=event.person.id)
        return _phrase(new=False, taught=taught), Reference(row["year"], row["number"])
    whole = await _album(tx, message)
    if whole is not None:
        added = await records.add_version(tx, whole, at=turn.now, salt=turn.house.salt)
        known = await records.reference_of(tx, *whole.key)
        assert known is not None
        return _phrase(new=added is not None), known
    done = await capturing.capture(tx, turn, view, message, wish)
    return _phrase(new=done.new, taught=done.taught), done.reference


def _phrase(*, new: bool, taught: bool = False) -> str:
    if taught:
        return "record.taught"
    return "record.forwarded" if new else "record.again"


async def _album(tx: Tx, message: Message) -> Message | None:
    """Return what a further item of a forwarded album makes of the record of its first; None if it is no such item."""
    if message.album_id is None:
        return None
    known = await carrying.by_album(tx, message)
    return albums.added(known, message) if known else None


async def _say(
    tx: Tx,
    turn: Turn,
    view: CouncilView | None,
    event: PrivateMessage,
    message: Message,
    phrase: str,
    **facts: object,
) -> None:
    """Answer once for what was forwarded, an album included."""
    say = turn.house.wording.say
    emoji = view.council.settings.capture_emoji if view else ""
    said = say(phrase, emoji=emoji, **facts)
    text = join([say("heading", council=view.council.name), said], "\n\n") if view else said
    key = f"answer:{event.chat_id}:{message.album_id or event.message_id}"
    council_id = view.council.id if view else None
    await answers.tell(tx, turn, event.person.id, text, key=key, council_id=council_id)
