"""Putting a conversation on the record: `/record thread` and `/record last 10`, after showing what it takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from minutebook.council import conversations, outgoing
from minutebook.council.bodies import CouncilView
from minutebook.council.conversations import AT_MOST, Wanted
from minutebook.council.messages import Message
from minutebook.council.outgoing import Button, Keyboard, Outgoing, Send, Way
from minutebook.council.records import Method
from minutebook.council.retention import ASKED_BACK_FOR
from minutebook.council.roles import Right
from minutebook.council.schedule import local_time
from minutebook.council.wording import Html, join
from minutebook.handlers import access, answers, capturing, conversing
from minutebook.handlers.capturing import Wish
from minutebook.handlers.events import GroupMessage, Press
from minutebook.handlers.house import House, Turn
from minutebook.handlers.keyboards import mark_of
from minutebook.handlers.pressed import Toast
from minutebook.handlers.reading_back import ReadBack, read_back, take_away
from minutebook.reports.asked_talk import edited, taken_lines
from minutebook.storage import buttons, members, memory, outbox, people, talk
from minutebook.storage.buttons import Pressable
from minutebook.storage.store import Tx

LOOKED_THROUGH = 600
"""Messages of a topic looked through for a conversation, the latest."""

CHAIN = 50
"""Answers followed further back than that."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, so that it can be found again when the button is pressed.

    Attributes:
        command_id: the command's message, under which the conversation goes on the record.
        target_id: the message it answers, or 0.
        count: the last so many messages; 0 for the thread.
    """

    chat_id: int
    command_id: int
    topic_id: int
    target_id: int
    count: int

    def spelt(self, taken: Sequence[Message]) -> str:
        """Return it as a button keeps it, with what it came to when it was asked."""
        numbers = (self.chat_id, self.command_id, self.topic_id, self.target_id, self.count)
        return ":".join([*map(str, numbers), _mark(taken)])


def _mark(taken: Sequence[Message]) -> str:
    return mark_of("{}:{}".format(*item.key) for item in taken)


async def ask(turn: Turn, view: CouncilView, item: GroupMessage, wanted: Wanted) -> None:
    """Answer `/record thread` or `/record last N`: show what it would take, with buttons."""
    taken: list[Message] = []
    left: list[Message] = []
    async with turn.house.store.read() as tx:
        target, problem = await _target(tx, turn, item, wanted)
        asked = Asked(
            item.chat_id,
            item.message.message_id,
            item.message.topic_id or 0,
            target.message_id if target else 0,
            wanted.count or 0,
        )
        if problem is None:
            taken = await _taken(tx, view, asked, target)
            left = [] if asked.count else await _before_upgrade(tx, view, asked)
        place = await members.holding_all(tx, [message.key for message in taken])
        known = await people.get(tx, item.message.sender.id)
    in_private: Html | None = None
    if taken and place is None and known is not None and known.private_open:
        in_private = await _in_private(turn, view, known.id, taken, len(left))
    async with turn.change() as tx:
        if problem:
            emoji = view.council.settings.capture_emoji
            await answers.reply(tx, turn, view, item.message, problem, emoji=emoji, most=AT_MOST)
        elif not taken:
            await answers.reply(tx, turn, view, item.message, "record.talk_unknown")
        elif place is not None:
            await answers.reply(tx, turn, view, item.message, "record.again_talk", ref=place.reference)
        else:
            await _show(tx, turn, view, item, asked, taken, len(left), in_private)


async def _target(
    tx: Tx, turn: Turn, item: GroupMessage, wanted: Wanted
) -> tuple[Message | None, str | None]:
    """Return the message the command answers, or the phrase that says why it cannot be done."""
    if wanted.count == 0:
        return None, "record.last_how"
    if item.message.reply_to is None:
        return None, None if wanted.count else "record.thread_how"
    problem = capturing.problem_of(item)
    target = item.answered
    if problem is None and target is not None and target.sender.id == turn.house.me.id:
        target = await capturing.cautioned(tx, target)
        problem = None if target else "record.own_message"
    return target, problem


async def _taken(tx: Tx, view: CouncilView, asked: Asked, target: Message | None) -> list[Message]:
    """Return the messages that what was asked for comes to, in order.

    Args:
        target: the message it answers, as far as it is known.
    """
    topic = asked.topic_id or None
    if asked.count:
        until = asked.target_id + 1 if asked.target_id else asked.command_id
        known = _known(await talk.before(tx, asked.chat_id, topic, until, LOOKED_THROUGH), [target])
        return conversations.latest([*await _before_upgrade(tx, view, asked), *known], asked.count)
    before: list[Message | None] = [target]
    number = asked.target_id
    for _ in range(CHAIN):
        message = await memory.get(tx, asked.chat_id, number)
        before.append(message)
        if message is None or message.reply_to is None:
            break
        number = message.reply_to
    latest = await talk.before(tx, asked.chat_id, topic, asked.command_id, LOOKED_THROUGH)
    known = _known(latest, before)
    matters = await talk.matters_of(tx, asked.chat_id, [message.message_id for message in known])
    return conversations.thread(known, asked.target_id, matters)


async def _before_upgrade(tx: Tx, view: CouncilView, asked: Asked) -> list[Message]:
    """Return what is remembered of the basic group that became this supergroup, in order.

    Message ids begin anew in the supergroup, and no answer there names a message of the group it was: in a thread
    these have no place, while each of them was said before all that was said since.
    """
    if asked.topic_id:
        return []
    was = [group.chat_id for group in view.groups if group.migrated_to == asked.chat_id]
    found = [await talk.before(tx, chat_id, None, None, LOOKED_THROUGH) for chat_id in was]
    return [message for messages in found for message in messages]


def _known(remembered: Sequence[Message], more: Sequence[Message | None]) -> list[Message]:
    """Return messages in order, each as it is remembered where it is."""
    found = {message.message_id: message for message in more if message is not None}
    found |= {message.message_id: message for message in remembered}
    return [found[number] for number in sorted(found)]


async def _in_private(
    turn: Turn, view: CouncilView, user_id: int, taken: Sequence[Message], left: int
) -> Html:
    """Return the question as it is put in private: with each message, as far as its words may be shown there.

    The group needs none of that: what was said there stands there.
    """
    house = turn.house
    untold = await conversing.untold(turn, view, taken, user_id)
    ending = [house.wording.say("record.talk_untold")] if untold else []
    ending += [house.wording.say("record.talk_edited")] if edited(taken) and untold is not None else []
    ending += [*_less(house, taken, left), _extent(house, view, taken, "record.talk_asks")]
    heading = house.wording.say("heading", council=view.council.name)
    if untold is None:
        return join([heading, join(ending)], "\n\n")
    lines = taken_lines(
        taken, untold, view.council.settings.zone, house.wording, [heading, *ending], turn.now
    )
    return join([heading, join(lines), join(ending)], "\n\n")


async def _show(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    item: GroupMessage,
    asked: Asked,
    taken: Sequence[Message],
    left: int,
    in_private: Html | None,
) -> None:
    """Ask whether to take it: in private where that chat is open, else, in numbers and times alone, in the group."""
    house, person = turn.house, answers.person_of(item.message)
    spelt = asked.spelt(taken)
    row: list[Button] = []
    for action in ("talk_record", "talk_cancel"):
        key = house.code()
        await buttons.make(tx, [Pressable(key, view.council.id, action, person.id, spelt)], turn.now)
        row.append(Button(house.wording.plain(f"button.{action}"), key))
    keyboard: Keyboard = (tuple(row),)
    text = join([_extent(house, view, taken, "record.talk_asks"), *_less(house, taken, left)], "\n")
    in_group = outgoing.message(
        item.chat_id, text, reply_to=asked.command_id, topic_id=item.message.topic_id, keyboard=keyboard
    )
    ways: tuple[Send, ...] = (in_group,)
    if in_private is not None:
        ways = (outgoing.message(person.id, in_private, keyboard=keyboard, protect=True), in_group)
    key = f"answer:{item.chat_id}:{asked.command_id}"
    await outbox.put(tx, Outgoing(key, "answer", ways, council_id=view.council.id), turn.now)


def _extent(house: House, view: CouncilView, taken: Sequence[Message], phrase: str, **facts: object) -> Html:
    """Return a phrase about a conversation, told in numbers and times alone."""
    what, zone = conversations.extent(taken), view.council.settings.zone
    since, until = (local_time(at, zone, house.clock()) for at in (what.since, what.until))
    same_day = what.since.astimezone(zone).date() == what.until.astimezone(zone).date()
    return house.wording.say(
        phrase,
        count=what.messages,
        messages=house.wording.say("record.talk_messages", count=what.messages),
        people=house.wording.say("record.talk_people", count=what.people),
        since=since,
        until=until.rpartition(" ")[2] if same_day else until,
        **facts,
    )


def _less(house: House, taken: Sequence[Message], left: int) -> list[Html]:
    """Say what one would look for and is not taken.

    Args:
        left: messages of the group before it was upgraded that were not looked at.
    """
    full = [house.wording.say("record.talk_full", most=AT_MOST)] if len(taken) == AT_MOST else []
    return [*full, house.wording.say("record.talk_upgraded", count=left)] if left else full


async def record(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Record* under what a conversation would take."""
    if what.target != event.person.id:
        return Toast("press.not_yours", alert=True)
    if not await access.may(turn.house, view, event.person, Right.CAPTURE):
        return Toast("press.not_member", alert=True, council=view.council.name)
    if what.made_at is None or turn.now - what.made_at > ASKED_BACK_FOR:
        return Toast("press.ask_again", alert=True, command="record thread")
    *numbers, mark = what.extra.split(":")
    asked = Asked(*map(int, numbers))
    back = await _read_back(turn, asked)
    async with turn.house.store.read() as tx:
        talked = await conversing.gather(tx, await _taken(tx, view, asked, back.message if back else None))
    if _mark(talked.taken) != mark:
        if back is not None and back.line_id is not None:
            await take_away(turn.house, asked.chat_id, back.line_id)
        return Toast("press.ask_again", alert=True, command="record thread")
    judged = await conversing.judge(turn, view, talked)
    place, wish = (asked.chat_id, asked.command_id), Wish(event.person, Method.BUTTON)
    async with turn.change() as tx:
        reference, new, taught = await conversing.capture(tx, turn, view, talked, judged, place, wish)
        phrase = "record.talk_receipt" if new else "record.again_talk"
        text = _extent(turn.house, view, talked.taken, phrase, ref=reference)
        await _answer(tx, turn, view, event, text)
        await _receipt(tx, turn, view, event, asked, text, back.line_id if back else None)
    return Toast("press.recorded_taught" if taught else "press.recorded", ref=reference)


async def cancel(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Cancel* under what a conversation would take."""
    if what.target != event.person.id:
        return Toast("press.not_yours", alert=True)
    async with turn.change() as tx:
        await _answer(tx, turn, view, event, turn.house.wording.say("record.talk_cancelled"))
    return Toast()


async def _read_back(turn: Turn, asked: Asked) -> ReadBack | None:
    """Read the message that was pointed at, if the bot never kept it; None where it knows it, or cannot."""
    if not asked.target_id:
        return None
    async with turn.house.store.read() as tx:
        if await memory.get(tx, asked.chat_id, asked.target_id) is not None:
            return None
    return await read_back(turn.house, asked.chat_id, asked.target_id)


async def _answer(tx: Tx, turn: Turn, view: CouncilView, event: Press, text: Html) -> None:
    """Put what came of it in the place of the question and its buttons."""
    await buttons.forget(tx, [event.data, *(button.data for row in event.keyboard for button in row)])
    if event.chat_id == event.person.id:
        text = join([turn.house.wording.say("heading", council=view.council.name), text], "\n\n")
    send = Send(Way.EDIT, event.chat_id, text, message_id=event.message_id)
    key = f"pressed:{event.data}:{event.update_id}"
    await outbox.put(tx, Outgoing(key, "answer", (send,), council_id=view.council.id), turn.now)


async def _receipt(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    event: Press,
    asked: Asked,
    text: Html,
    line_id: int | None,
) -> None:
    """Say it in the group, where the question stood in private; a line that read a message back does not stay."""
    sends = []
    if event.chat_id == event.person.id:
        topic = asked.topic_id or None
        in_answer = outgoing.message(asked.chat_id, text, reply_to=asked.command_id, topic_id=topic)
        sends.append(("receipt", in_answer))
    if line_id is not None:
        sends.append(("line", Send(Way.DELETE, asked.chat_id, message_id=line_id)))
    for what, send in sends:
        key = f"{what}:{asked.chat_id}:{asked.command_id}"
        await outbox.put(tx, Outgoing(key, "receipt", (send,), council_id=view.council.id), turn.now)
