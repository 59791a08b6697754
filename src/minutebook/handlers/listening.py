"""What is said in a council's group: remembered, judged, and answered where it needs an answer."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from minutebook.council.assessment import NOTHING, Assessment, Context
from minutebook.council.bodies import CouncilView, Person
from minutebook.council.concerns import DECIDING
from minutebook.council.messages import Message, SenderKind
from minutebook.council.settings import CautionMode
from minutebook.handlers import albums, flagging, routing
from minutebook.handlers.events import GroupMessage
from minutebook.handlers.house import House, Turn
from minutebook.storage import forwards, memory, records, taking
from minutebook.storage.store import Tx

CONTEXT = 20
"""Messages before it that the detector is given."""


async def listen(turn: Turn, view: CouncilView, heard: Sequence[GroupMessage]) -> None:
    """Take in messages of one council in order, in one transaction.

    Args:
        heard: new messages and edits, none of them a command for this bot.
    """
    house = turn.house
    batch = await _in_context(house, heard)
    assessments = await _assess(house, view, batch)
    async with turn.change() as tx:
        for chat_id in dict.fromkeys(item.chat_id for item in heard):
            # A council may have several groups; whoever speaks in one is no member of another.
            people = [_person(item.message) for item in heard if _is_member(item, chat_id)]
            view = await house.note_people(tx, view, chat_id, people, turn.now)
        await memory.remember(tx, view.council.id, [item.message for item in heard if not item.edited])
        for item, assessment in zip(heard, assessments, strict=True):
            if item.edited:
                await _edited(tx, turn, view, item)
                if not assessment.concerns & DECIDING:
                    await flagging.unsay(tx, view, item.message)
            if assessment.concerns or assessment.review:
                await flagging.flag(tx, turn, view, item, assessment)
        await taking.take_said(tx, view.council.id, [item.message for item in heard], turn.now)


def _is_member(item: GroupMessage, chat_id: int) -> bool:
    return item.chat_id == chat_id and item.message.sender.kind is SenderKind.PERSON


def _person(message: Message) -> Person:
    return Person(message.sender.id, message.sender.name, message.sender.username)


async def _in_context(house: House, heard: Sequence[GroupMessage]) -> list[tuple[Message, Context]]:
    """Return each message with what was said before it, and note it for those that follow."""
    judged = []
    for item in heard:
        recalled = await house.recall(item.chat_id)
        judged.append((item.message, context_of(item.message, recalled, item.answered)))
        if item.edited:
            _replace(recalled, item.message)
        else:
            recalled.append(item.message)
    return judged


def context_of(message: Message, recalled: Sequence[Message], answered: Message | None) -> Context:
    """Return what the chat held when `message` came: the same topic's messages before it, oldest first."""
    earlier = [
        known
        for known in recalled
        if known.topic_id == message.topic_id and known.message_id < message.message_id
    ]
    return Context(tuple(earlier[-CONTEXT:]), answered)


def _replace(recalled: deque[Message], message: Message) -> None:
    for place, known in enumerate(recalled):
        if known.key == message.key:
            recalled[place] = message


async def _assess(
    house: House, view: CouncilView, batch: Sequence[tuple[Message, Context]]
) -> list[Assessment]:
    """Judge the batch in the detector's thread, so that the loop is never held."""
    if view.council.settings.cautions is CautionMode.OFF:
        return [NOTHING] * len(batch)
    profile = house.profile(view)

    def judge() -> list[Assessment]:
        return [
            routing.assess(house, view, message, context, profile)
            if message.sender.kind is not SenderKind.BOT
            else NOTHING
            for message, context in batch
        ]

    return await asyncio.get_running_loop().run_in_executor(house.thread, judge)


async def _edited(tx: Tx, turn: Turn, view: CouncilView, item: GroupMessage) -> None:
    """Note an edit: in the short memory, and as a version where the message is on the record."""
    before = await memory.edit(tx, view.council.id, item.message)
    # Telegram also reports edits that change nothing anyone can see.
    if before is None or replace(before, edited_at=None) != replace(item.message, edited_at=None):
        version = await albums.as_edited(tx, item.message)
        forwarded = await forwards.row_of(tx, view.council.id, before) if before else None
        at, salt, zone = turn.now, turn.house.salt, view.council.settings.zone
        added = await records.add_version(tx, version, at=at, salt=salt, forwarded=forwarded)
        told = await records.add_member_version(tx, item.message, zone, at=at, salt=salt)
        if (added or told) and await routing.tells_of_staff(turn, view, [version]):
            # Edited into something about the clerk or deputy, it is not for their eyes any more.
            keys = {version.key, item.message.key}
            keys |= {(forwarded["chat_id"], forwarded["message_id"])} if forwarded else set()
            for key in sorted(keys):
                await records.withhold(tx, *key)
