"""Putting a message on the record: by command, reaction, button, or from the clerk's list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from minutebook.council import outgoing
from minutebook.council.assessment import Context
from minutebook.council.bodies import CouncilView, Person
from minutebook.council.concerns import DECIDING, Concern, Subject
from minutebook.council.messages import Message, SenderKind
from minutebook.council.outgoing import Outgoing, Send, Way
from minutebook.council.records import Method, Reference, Route
from minutebook.handlers import albums, answers, capturing_note, lessons, routing
from minutebook.handlers.events import GroupMessage
from minutebook.handlers.house import Turn
from minutebook.handlers.reading_back import is_empty, read_back
from minutebook.storage import (
    candidates,
    forwards,
    members,
    memory,
    outbox,
    records,
    register,
    standing,
    went_out,
)
from minutebook.storage.candidates import Candidate
from minutebook.storage.records import Capture
from minutebook.storage.store import Tx

NOTE_LIMIT = 1_000


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants a message on the record, how, and what they wrote beside it.

    Attributes:
        judged: whether they mean that it is the council's business; not where somebody only asked for it.
        place: chat id and message id of the command that a note was typed with.
    """

    person: Person
    method: Method
    note: str = ""
    judged: bool = True
    place: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a wish.

    Attributes:
        message: as recorded.
        new: whether it is new on the record; `part`: whether it was there as part of a conversation.
        taught: whether something was learned from it, which whoever wished it is then to be told.
        apart: whether only its note was withheld from the clerk, and the message itself is still theirs.
    """

    message: Message
    reference: Reference
    new: bool
    part: bool = False
    taught: bool = False
    apart: bool = False


async def by_command(turn: Turn, view: CouncilView, item: GroupMessage, words: str) -> None:
    """Answer `/record [note]`: the message it replies to goes on the record."""
    target = item.answered
    problem = problem_of(item)
    async with turn.change() as tx:
        if not problem and target is not None and target.sender.id == turn.house.me.id:
            target = await cautioned(tx, target)
            problem = None if target else "record.own_message"
        if problem or target is None:
            emoji = view.council.settings.capture_emoji
            await answers.reply(tx, turn, view, item.message, problem or "record.no_reply", emoji=emoji)
            return
        who, place = answers.person_of(item.message), item.message.key
        wish = Wish(who, Method.COMMAND, words[:NOTE_LIMIT], place=place)
        done = await capture(tx, turn, view, target, wish)
        if done.new:
            await receipt(tx, turn, view, done)
        else:
            phrase = "record.again_part" if done.part else "record.again"
            await answers.reply(tx, turn, view, item.message, phrase, ref=done.reference)
        if done.taught:
            await lessons.tell(tx, turn, view, wish.person.id, done.message, done.reference)


async def cautioned(tx: Tx, caution: Message) -> Message | None:
    """Return the message that one of the bot's own cautions the group for; None under anything else it has said."""
    about = await went_out.cautioned_message(tx, *caution.key)
    known = await find(tx, caution.chat_id, about) if about is not None else ()
    return known[-1] if known else None


def problem_of(item: GroupMessage) -> str | None:
    """Return the phrase that says why what a command answers cannot be put on the record, or None."""
    if item.message.sender.kind is not SenderKind.PERSON:
        return "anonymous"
    if item.message.reply_to is None:
        # A message that is gone is left out by Telegram, and so looks like no reply at all.
        return "record.no_reply"
    if item.answered is None:
        return "record.dead_reply"
    return "record.no_reply" if is_empty(item.answered) else None


@dataclass(frozen=True, slots=True)
class Target:
    """A message that somebody points at: as the bot knows it, or as it was just read back.

    Attributes:
        reference: set where it is on the record already.
    """

    message: Message | None = None
    line_id: int | None = None
    reference: Reference | None = None


async def look_up(turn: Turn, chat_id: int, message_id: int) -> Target:
    """Find the message that a reaction or a button points at; what the bot never kept is read back."""
    async with turn.house.store.read() as tx:
        reference = await records.reference_of(tx, chat_id, message_id)
        known = await find(tx, chat_id, message_id)
        own = await went_out.is_own(tx, chat_id, message_id)
    if known or reference or own:
        return Target(known[-1] if known else None, reference=reference)
    found = await read_back(turn.house, chat_id, message_id)
    return Target(found.message, found.line_id) if found else Target()


@dataclass(frozen=True, slots=True)
class Taken:
    """Where a looked-up message is on the record; `taught` as for `Done`."""

    reference: Reference
    taught: bool = False


async def take(tx: Tx, turn: Turn, view: CouncilView, target: Target, wish: Wish) -> Taken | None:
    """Put a looked-up message on the record and show that it is; None if it cannot be read any more."""
    if target.message is None:
        return Taken(target.reference) if target.reference else None
    done = await capture(tx, turn, view, target.message, wish)
    if done.taught and wish.method is Method.REACTION:
        await lessons.tell(tx, turn, view, wish.person.id, done.message, done.reference)
    if target.reference:
        return Taken(target.reference, done.taught)
    if target.line_id is None:
        # On what is part of a conversation no receipt stands yet.
        await receipt(tx, turn, view, done)
    else:
        await _complete_line(tx, turn, view, done, target.line_id)
    return Taken(done.reference, done.taught)


async def _complete_line(tx: Tx, turn: Turn, view: CouncilView, done: Done, line_id: int) -> None:
    """Turn the line under a message that was read back into its receipt."""
    text = turn.house.wording.say("record.receipt", ref=done.reference)
    send = Send(Way.EDIT, done.message.chat_id, text, message_id=line_id)
    key = f"receipt-line:{done.message.chat_id}:{done.message.message_id}"
    await outbox.put(tx, Outgoing(key, "receipt", (send,), council_id=view.council.id), turn.now)


async def find(tx: Tx, chat_id: int, message_id: int) -> Sequence[Message]:
    """Return every known version of a message, oldest first: from the short memory, else the clerk's list."""
    known = await memory.versions(tx, chat_id, message_id)
    if known:
        return known
    flagged = await candidates.of_message(tx, chat_id, message_id)
    return [flagged.message] if flagged and flagged.message else []


async def capture(tx: Tx, turn: Turn, view: CouncilView, message: Message, wish: Wish) -> Done:
    """Put a message on the record with its versions, labels, files and route; twice is once."""
    versions = await versions_of(tx, message)
    own = flagged = await candidates.of_message(tx, *versions[-1].key)
    if own is None and versions[-1].key != message.key:
        flagged = await candidates.of_message(tx, *message.key)
    done, route = await _put(tx, turn, view, versions, (own, flagged), wish)
    if flagged is None and wish.method is Method.FORWARD:
        flagged = await lessons.of_forward(tx, view, message)
    if flagged is None or done.apart:
        return done
    by, how = wish.person.id, wish.method
    taught = await lessons.recorded(tx, turn, view, flagged, route, by=by, how=how, judged=wish.judged)
    await candidates.close(tx, flagged.id, "recorded", by=by, now=turn.now)
    return replace(done, taught=taught)


async def _put(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    versions: Sequence[Message],
    flags: tuple[Candidate | None, Candidate | None],
    wish: Wish,
) -> tuple[Done, Route]:
    """Put a message on the record unless it is there; return what came of it, and for whose eyes it is.

    Args:
        flags: the flag on the message, and else that on the item of it that was pointed at.
    """
    flagged, whole = flags[1], versions[-1]
    seen = await standing.sighting(tx, view.council.id, versions)
    known = await _on_record(tx, view, versions, seen)
    if known is not None:
        withheld = await routing.is_withheld(tx, *whole.key)
        return Done(whole, known, new=False), Route.STAFFING if withheld else Route.CLERK
    concerns, subjects = await _labels(tx, turn, view, whole)
    if flagged is not None:
        concerns, subjects = concerns | flagged.concerns, subjects | flagged.subjects
    answered = await memory.get(tx, whole.chat_id, whole.reply_to) if whole.reply_to else None
    route = await routing.of_record(tx, turn, view, versions, answered, wish.note, concerns, flags)
    apart = False
    if route is Route.STAFFING and wish.note and (flagged is None or flagged.route is Route.CLERK):
        bare = await routing.of_record(tx, turn, view, versions, answered, "", concerns, flags)
        apart = bare is Route.CLERK
    for place in await members.places_of(tx, *whole.key) if seen.part else ():
        # What is told to the staffing recipient alone, with others' words, leaves this message to the clerk.
        # Another's note, or another note, is kept as well: it is told in none of these.
        told = not apart or (place.apart and (place.note, place.noted_by) == (wish.note, wish.person.id))
        if place.route is route and told:
            return Done(whole, place.reference, new=False, part=not place.apart, apart=apart), route
    what = Capture(
        versions=versions,
        answered=answered,
        by=wish.person.id,
        by_name=wish.person.name,
        method=wish.method,
        concerns=concerns,
        subjects=subjects,
        route=route,
        note=wish.note,
    )
    reference, new = await _write(tx, turn, view, what, wish.place if apart else None)
    return Done(whole, reference, new, apart=apart), route


async def _write(
    tx: Tx, turn: Turn, view: CouncilView, what: Capture, place: tuple[int, int] | None
) -> tuple[Reference, bool]:
    """Write a message's record, or at `place` the one that tells its note apart; return whether it is new too."""
    written = capturing_note.apart(view, what, place) if place else what
    year = turn.now.astimezone(view.council.settings.zone).year
    reference, new = await records.capture(
        tx, view.council.id, written, year=year, now=turn.now, salt=turn.house.salt
    )
    if new and what.concerns & DECIDING and not place:
        # Where nothing is flagged, what decides still stands in the register.
        await register.enrol(tx, view.council.id, what.versions[-1])
    return reference, new


async def _on_record(
    tx: Tx, view: CouncilView, versions: Sequence[Message], seen: standing.Sighting
) -> Reference | None:
    """Return under which reference a message is on the record: by its place, or as it was forwarded to the bot before."""
    reference = seen.reference
    for version in versions if seen.forwarded else ():
        reference = reference or await forwards.recorded(tx, view.council.id, version)
    return reference


async def versions_of(tx: Tx, message: Message) -> list[Message]:
    """Return the versions of a message, the latest last, with all the files of its album.

    A message that Telegram shows as another's reply lacks what it answers itself (Bot API
    `reply_to_message` is one level deep); the short memory has it.
    """
    album = await memory.album(tx, message) if message.album_id else []
    if album:
        return await albums.versions(tx, album)
    versions = list(await memory.versions(tx, *message.key)) or [message]
    if versions[-1].text != message.text:
        now = replace(versions[-1], text=message.text, entities=message.entities, mentions=message.mentions)
        versions.append(replace(now, edited_at=message.edited_at))
    return versions


async def _labels(
    tx: Tx, turn: Turn, view: CouncilView, message: Message
) -> tuple[frozenset[Concern], frozenset[Subject]]:
    """Judge a message as it goes on the record."""
    [judged] = await routing.judge(turn, view, [message], await around(tx, message))
    return judged.concerns, judged.subjects


async def around(tx: Tx, message: Message) -> Context:
    """Return what the chat held when a message came, as far as the short memory still has it."""
    earlier = [m for m in await memory.latest(tx, message.chat_id, 40) if m.message_id < message.message_id]
    answered = next((m for m in earlier if m.message_id == message.reply_to), None)
    return Context(tuple(earlier[-20:]), answered)


async def receipt(tx: Tx, turn: Turn, view: CouncilView, done: Done) -> None:
    """Show that a message is on the record: the bot's own reaction, or one line where it may not react."""
    message = done.message
    line = turn.house.wording.say("record.receipt", ref=done.reference)
    ways = (
        Send(
            Way.REACTION,
            message.chat_id,
            message_id=message.message_id,
            emoji=view.council.settings.capture_emoji,
        ),
        outgoing.message(message.chat_id, line, reply_to=message.message_id, topic_id=message.topic_id),
    )
    key = f"receipt:{message.chat_id}:{message.message_id}"
    await outbox.put(tx, Outgoing(key, "receipt", ways, council_id=view.council.id), turn.now)
