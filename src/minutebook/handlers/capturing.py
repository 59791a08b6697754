"""Putting a message on the record: by command, reaction, button, or from the clerk's list."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import telegram
from telegram.error import BadRequest, Forbidden

from minutebook.council import outgoing
from minutebook.council.assessment import Context
from minutebook.council.bodies import CouncilView, Person
from minutebook.council.concerns import Concern, Subject
from minutebook.council.messages import Message, SenderKind
from minutebook.council.outgoing import Outgoing, Send, Way
from minutebook.council.records import Method, Reference, Route
from minutebook.council.roles import Right
from minutebook.handlers import answers, flagging
from minutebook.handlers.events import GroupMessage, Reaction
from minutebook.handlers.house import Turn
from minutebook.handlers.parse_message import parse_message
from minutebook.storage import candidates, memory, outbox, records
from minutebook.storage.records import Capture
from minutebook.storage.store import Tx

NOTE_LIMIT = 1_000
RESERVED = ("thread",)


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants a message on the record, how, and what they wrote beside it."""

    person: Person
    method: Method
    note: str = ""


async def by_command(turn: Turn, view: CouncilView, item: GroupMessage, words: str) -> None:
    """Answer `/record [note]`: the message it replies to goes on the record."""
    target = item.answered
    problem = _problem(turn, view, item, words)
    async with turn.change() as tx:
        if problem or target is None:
            await answers.reply(tx, turn, view, item.message, problem or "record.no_reply")
            return
        person = answers.person_of(item.message)
        wish = Wish(person, Method.COMMAND, words[:NOTE_LIMIT])
        reference = await capture(tx, turn, view, target, wish)
        await receipt(tx, turn, view, target, reference)


def _problem(turn: Turn, view: CouncilView, item: GroupMessage, words: str) -> str | None:
    """Return the phrase that says why `/record` cannot be done as asked, or None."""
    if item.message.sender.kind is not SenderKind.PERSON:
        return "anonymous"
    if words.lower() in RESERVED or (words.lower().startswith("last ") and words[5:].strip().isdigit()):
        return "record.not_yet"
    if item.message.reply_to is None:
        return "record.no_reply"
    if item.answered is None:
        return "record.dead_reply"
    if item.answered.sender.id == turn.house.me.id:
        return "record.own_message"
    return None


async def by_reaction(turn: Turn, view: CouncilView, event: Reaction) -> None:
    """Put a message on the record because somebody reacted with the council's emoji."""
    assert event.person is not None
    wish = Wish(event.person, Method.REACTION)
    async with turn.house.store.read() as tx:
        known = await find(tx, event.chat_id, event.message_id)
        done = await records.reference_of(tx, event.chat_id, event.message_id)
    read_back = None if known or done else await _read_back(turn, view, event)
    async with turn.change() as tx:
        view = await turn.house.note_people(tx, view, event.chat_id, [event.person], turn.now)
        if known:
            reference = await capture(tx, turn, view, known[-1], wish)
            await receipt(tx, turn, view, known[-1], reference)
        elif read_back is not None:
            message, line_id = read_back
            if message.sender.id == turn.house.me.id:
                return
            reference = await capture(tx, turn, view, message, wish)
            await _complete_line(tx, turn, view, message, line_id, reference)


async def _read_back(turn: Turn, view: CouncilView, event: Reaction) -> tuple[Message, int | None] | None:
    """Read a message the bot never kept: reply to it, and Telegram's answer carries it.

    Forwarding is the fallback; the copy is deleted once read. None if the message is gone.
    """
    house = turn.house
    line = house.wording.say("record.reading_back")
    try:
        answer = await house.bot.send_message(
            event.chat_id,
            line,
            parse_mode="HTML",
            reply_parameters=telegram.ReplyParameters(event.message_id),
        )
    except (BadRequest, Forbidden):
        return None
    if answer.reply_to_message is not None and answer.reply_to_message.is_accessible:
        return parse_message(answer.reply_to_message), answer.message_id
    return None


async def _complete_line(
    tx: Tx, turn: Turn, view: CouncilView, message: Message, line_id: int | None, reference: Reference
) -> None:
    """Turn the line under a message that was read back into its receipt."""
    if line_id is None:
        await receipt(tx, turn, view, message, reference)
        return
    text = turn.house.wording.say("record.receipt", ref=reference)
    send = Send(Way.EDIT, message.chat_id, text, message_id=line_id)
    key = f"receipt-line:{message.chat_id}:{message.message_id}"
    await outbox.put(tx, Outgoing(key, "receipt", (send,), council_id=view.council.id), turn.now)


async def find(tx: Tx, chat_id: int, message_id: int) -> Sequence[Message]:
    """Return every known version of a message, oldest first: from the short memory, else the clerk's list."""
    known = await memory.versions(tx, chat_id, message_id)
    if known:
        return known
    flagged = await candidates.of_message(tx, chat_id, message_id)
    return [flagged.message] if flagged and flagged.message else []


async def capture(tx: Tx, turn: Turn, view: CouncilView, message: Message, wish: Wish) -> Reference:
    """Put a message on the record with its versions, labels and route; twice is once."""
    house = turn.house
    flagged = await candidates.of_message(tx, message.chat_id, message.message_id)
    concerns, subjects = await _labels(tx, turn, view, message)
    if flagged is not None:
        concerns, subjects = concerns | flagged.concerns, subjects | flagged.subjects
    versions = list(await memory.versions(tx, message.chat_id, message.message_id)) or [message]
    if versions[-1].text != message.text:
        versions.append(message)
    route = await flagging.route_in_context(
        tx, view, message, concerns, flagged.matter_id if flagged else None
    )
    if flagged is not None and flagged.route is Route.STAFFING:
        route = Route.STAFFING
    answered = await memory.get(tx, message.chat_id, message.reply_to) if message.reply_to else None
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
    year = turn.now.astimezone(view.council.settings.zone).year
    reference, _ = await records.capture(tx, view.council.id, what, year=year, now=turn.now, salt=house.salt)
    if flagged is not None:
        await candidates.close(tx, flagged.id, "recorded", by=wish.person.id, now=turn.now)
    return reference


async def _labels(
    tx: Tx, turn: Turn, view: CouncilView, message: Message
) -> tuple[frozenset[Concern], frozenset[Subject]]:
    """Judge a message as it goes on the record."""
    earlier = [m for m in await memory.latest(tx, message.chat_id, 40) if m.message_id < message.message_id]
    answered = next((m for m in earlier if m.message_id == message.reply_to), None)
    judged = await asyncio.get_running_loop().run_in_executor(
        turn.house.thread,
        turn.house.detector.assess,
        message,
        Context(tuple(earlier[-20:]), answered),
        turn.house.profile(view),
    )
    return judged.concerns, judged.subjects


async def receipt(tx: Tx, turn: Turn, view: CouncilView, message: Message, reference: Reference) -> None:
    """Show that a message is on the record: the bot's own reaction, or one line where it may not react."""
    line = turn.house.wording.say("record.receipt", ref=reference)
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


def may_capture(view: CouncilView, person: Person) -> bool:
    """Whether somebody may put a message of this council on the record."""
    return Right.CAPTURE in view.rights_of(person.id)
