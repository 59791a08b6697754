"""Putting a matter on the list for the next agenda."""

from minutebook.council.bodies import CouncilView, Person
from minutebook.council.matters import Matter
from minutebook.council.messages import Message, SenderKind
from minutebook.handlers import answers
from minutebook.handlers.events import GroupMessage
from minutebook.handlers.house import Turn
from minutebook.storage import matters
from minutebook.storage.matters import AgendaItem
from minutebook.storage.store import Tx

TITLE_LIMIT = 300


async def by_command(turn: Turn, view: CouncilView, item: GroupMessage, words: str) -> None:
    """Answer `/agenda [title]` as a reply."""
    async with turn.change() as tx:
        problem = _problem(turn, item)
        if problem or item.answered is None:
            await answers.reply(tx, turn, view, item.message, problem or "agenda.no_reply")
            return
        person = answers.person_of(item.message)
        title = words.strip()[:TITLE_LIMIT]
        line, new = await put(tx, turn, view, item.answered, person, title)
        phrase = "agenda.done" if new else "agenda.again"
        await answers.reply(tx, turn, view, item.message, phrase, name=line.raised_by_name)


def _problem(turn: Turn, item: GroupMessage) -> str | None:
    if item.message.sender.kind is not SenderKind.PERSON:
        return "anonymous"
    if item.message.reply_to is None:
        return "agenda.no_reply"
    if item.answered is None:
        return "agenda.dead_reply"
    return None


async def put(
    tx: Tx, turn: Turn, view: CouncilView, message: Message, person: Person, title: str = ""
) -> tuple[AgendaItem, bool]:
    """Put the matter of a message on the list; it becomes a matter if it was none. Say whether it is new there.

    Replying to the bot's own caution means the matter the caution is about.
    """
    own = message.sender.id == turn.house.me.id
    target = message.reply_to if own and message.reply_to else message.message_id
    matter = await matter_for(tx, view, message, target, person, turn)
    return await matters.put_on_agenda(
        tx, matter, target, title, by=person.id, by_name=person.name, now=turn.now
    )


async def matter_for(
    tx: Tx, view: CouncilView, message: Message, message_id: int, person: Person, turn: Turn
) -> Matter:
    """Return the matter of a message, opening one if it has none."""
    known = await matters.of_message(tx, message.chat_id, message_id)
    if known is not None:
        return known
    opened = await matters.open_matter(
        tx, view.council.id, message.chat_id, message.topic_id, raised_by=person.id, at=turn.now
    )
    await matters.add_message(tx, opened, message_id, turn.now)
    return opened
