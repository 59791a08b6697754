"""Putting a matter on the list for the next agenda."""

from dataclasses import replace
from datetime import datetime

from minutebook.council.bodies import CouncilView, Person
from minutebook.council.concerns import SENSITIVE, STAFF_MATTERS
from minutebook.council.matters import Matter
from minutebook.council.messages import Message, SenderKind
from minutebook.council.records import Route
from minutebook.handlers import answers, routing
from minutebook.handlers.events import GroupMessage
from minutebook.handlers.house import Turn
from minutebook.handlers.reading_back import is_empty
from minutebook.storage import agenda_lines, candidates, matters, went_out
from minutebook.storage.matters import AgendaItem
from minutebook.storage.store import Tx

TITLE_LIMIT = 300


async def by_command(turn: Turn, view: CouncilView, item: GroupMessage, words: str) -> None:
    """Answer `/agenda [title]` as a reply."""
    async with turn.change() as tx:
        problem = _problem(item)
        if problem or item.answered is None:
            await answers.reply(tx, turn, view, item.message, problem or "agenda.no_reply")
            return
        matter = await _matter_of(tx, turn, view, item.answered, item)
        if matter is None:
            await answers.reply(tx, turn, view, item.message, "agenda.own_message")
            return
        person = answers.person_of(item.message)
        title = " ".join(words.split())[:TITLE_LIMIT]
        matter = await _apart(tx, turn, item.answered, matter, title)
        matter, about = await _for_whose_eyes(
            tx, turn, view, replace(item.message, text=title), item.answered, matter
        )
        line, new = await enlist(tx, turn, matter, about, title, person)
        phrase = "agenda.done" if new else await _again(tx, turn, view, item, line)
        await answers.reply(tx, turn, view, item.message, phrase, name=line.raised_by_name, title=line.title)


async def _again(tx: Tx, turn: Turn, view: CouncilView, item: GroupMessage, line: AgendaItem) -> str:
    """Return the phrase that says which title stands; one that is sensitive is not said again in the group."""
    if not line.title:
        return "agenda.again_untitled"
    [judged] = await routing.judge(turn, view, [replace(item.message, text=line.title)])
    withheld = await matters.is_withheld(tx, line.matter_id)
    return "agenda.again_kept" if withheld or routing.concerns_of(judged) & SENSITIVE else "agenda.again"


def _problem(item: GroupMessage) -> str | None:
    if item.message.sender.kind is not SenderKind.PERSON:
        return "anonymous"
    if item.message.reply_to is None:
        return "agenda.no_reply"
    if item.answered is None:
        return "agenda.dead_reply"
    return "agenda.no_reply" if is_empty(item.answered) else None


async def _matter_of(
    tx: Tx, turn: Turn, view: CouncilView, answered: Message, item: GroupMessage
) -> Matter | None:
    """Return the matter of what `/agenda` answers; under a caution it is the one cautioned.

    None under anything else that the bot itself has said.
    """
    if answered.sender.id != turn.house.me.id:
        return await matter_for(tx, view, answered, answers.person_of(item.message), turn.now)
    known = await went_out.matter_of_caution(tx, answered.chat_id, answered.message_id)
    return await matters.get(tx, known) if known is not None else None


async def _apart(tx: Tx, turn: Turn, answered: Message, matter: Matter, title: str) -> Matter:
    """Return the matter a title is for: one of its own where the talk's line is another message's, under another.

    Two things talked of within half an hour are one matter; a title for the second must not replace the first's.
    """
    line = await matters.agenda_line(tx, matter.id)
    own = answered.sender.id == turn.house.me.id
    if line is None or own or not title or not line.title or line.title == title:
        return matter
    if line.message_id == answered.message_id:
        return matter
    apart = await matters.open_matter(
        tx,
        matter.council_id,
        answered.chat_id,
        answered.topic_id,
        raised_by=answered.sender.id,
        at=turn.now,
    )
    await matters.move_message(tx, apart, answered.message_id)
    return apart


async def _for_whose_eyes(
    tx: Tx, turn: Turn, view: CouncilView, title: Message, answered: Message, matter: Matter
) -> tuple[Matter, int]:
    """Return the matter a line is to stand for, and the message by which it is told for whose eyes it is.

    A title, or what `/agenda` answers, may be about the clerk or deputy where nothing said before it
    was; or it answers what is. That is a matter of its own, for the staffing recipient.
    """
    about = await matters.first_message(tx, matter.id) or answered.message_id
    for said in (title, answered):
        own = said.sender.id == turn.house.me.id
        if own or await matters.is_withheld(tx, matter.id):
            continue
        answers_it = said is answered and await routing.answers_withheld(tx, *said.key)
        if not answers_it and not await _is_of_staff(tx, turn, view, said):
            continue
        matter = await matters.open_matter(
            tx, view.council.id, said.chat_id, said.topic_id, raised_by=said.sender.id, at=turn.now
        )
        about = said.message_id
        await matters.add_message(tx, matter, about, turn.now)
        await candidates.flag(
            tx,
            view.council.id,
            said,
            STAFF_MATTERS,
            Route.STAFFING,
            matter_id=matter.id,
            late=False,
            now=turn.now,
        )
    return matter, about


async def _is_of_staff(tx: Tx, turn: Turn, view: CouncilView, said: Message) -> bool:
    """Whether something is about the clerk or deputy, by its words or as a staff matter beneath what is."""
    if await routing.tells_of_staff(turn, view, [said]):
        return True
    [judged] = await routing.judge(turn, view, [said], lenient=False)
    concerns = routing.concerns_of(judged) & STAFF_MATTERS
    return bool(concerns) and await routing.route_in_context(tx, view, said, concerns, None) is Route.STAFFING


async def put(
    tx: Tx, turn: Turn, view: CouncilView, message: Message, person: Person, title: str = ""
) -> tuple[AgendaItem, bool]:
    """Put the matter of a message on the list; it becomes a matter if it was none. Say whether it is new there.

    The group hears nothing of it: what is said there next takes up no matter last spoken of when the message was.
    """
    matter = await matter_for(tx, view, message, person, message.sent_at)
    return await enlist(tx, turn, matter, message.message_id, title, person)


async def enlist(
    tx: Tx, turn: Turn, matter: Matter, message_id: int, title: str, person: Person
) -> tuple[AgendaItem, bool]:
    """Put a matter on the list, anew if it was taken off. Say whether it was not there before."""
    again = await agenda_lines.revive(
        tx, matter.id, message_id, by=person.id, by_name=person.name, now=turn.now
    )
    line, new = await matters.put_on_agenda(
        tx, matter, message_id, title, by=person.id, by_name=person.name, now=turn.now
    )
    return line, new or again


async def matter_for(tx: Tx, view: CouncilView, message: Message, person: Person, at: datetime) -> Matter:
    """Return the matter of a message, opening one if it has none.

    Args:
        at: when one that is opened was last spoken of, aware UTC.
    """
    known = await matters.of_message(tx, message.chat_id, message.message_id)
    if known is not None:
        return known
    opened = await matters.open_matter(
        tx, view.council.id, message.chat_id, message.topic_id, raised_by=person.id, at=message.sent_at
    )
    await matters.add_message(tx, opened, message.message_id, at)
    return opened
