"""What somebody and the bot say to each other in private, and what the store then holds."""

import sqlite3
from collections.abc import Mapping
from datetime import timedelta

from e2e.stage import Stage
from minutebook.council.records import Route
from minutebook.council.roles import Role
from minutebook.sandbox.driver import Actor
from minutebook.sandbox.messages import Answer, Message
from minutebook.storage import candidates, councils, ledgers
from minutebook.storage.candidates import Candidate

DECISION = "Right, that's agreed then. Tell Hendersons to start on Monday."
QUOTE = "Hendersons want £4,200 for the churchyard wall."
GRIEVANCE = "I want to make a formal complaint about the clerk's conduct."
SICKNESS = "The caretaker has been off sick with stress and her appraisal is overdue."


async def answers(stage: Stage, actor: Actor, text: str) -> list[Message]:
    """Say something to the bot in private and return all it answers."""
    mark = stage.town.mark()
    actor.says(text, in_=stage.bot)
    await stage.settled()
    return actor.heard(stage.bot, since=mark)


async def answer(stage: Stage, actor: Actor, text: str) -> Message:
    """Say something to the bot in private and return its one answer."""
    heard = await answers(stage, actor, text)
    assert len(heard) == 1, [message.text for message in heard]
    return heard[0]


async def told(stage: Stage, actor: Actor, text: str) -> str:
    """Say something to the bot in private and return the text of its one answer."""
    return (await answer(stage, actor, text)).text


async def replied(stage: Stage, actor: Actor, text: str, to: Message | None = None) -> Message:
    """Say something in the group and return the bot's one answer there."""
    mark = stage.town.mark()
    if to is None:
        actor.says(text, in_=stage.room)
    else:
        actor.replies(to, text)
    await stage.settled()
    said = stage.room.by_bots(since=mark)
    assert len(said) == 1, [message.text for message in said]
    return said[0]


async def pressed(stage: Stage, actor: Actor, message: Message, button: str) -> Answer:
    """Press a button and wait until all it causes has been done."""
    shown = await actor.presses(message, button)
    await stage.settled()
    return shown


async def recorded(stage: Stage, actor: Actor, text: str) -> Message:
    """Say something in the group and put it on the record."""
    said = actor.says(text, in_=stage.room)
    actor.reacts(said, "✍")
    await stage.settled()
    return said


async def waiting(stage: Stage, route: Route = Route.CLERK) -> list[Candidate]:
    """Return what is flagged and waits for a decision."""
    council = (await stage.view()).council
    async with stage.running.store.read() as tx:
        return await candidates.still_open(tx, council.id, route)


async def ledger(stage: Stage) -> tuple[int, str]:
    """Return the ledger's count and head."""
    council = (await stage.view()).council
    async with stage.running.store.read() as tx:
        head = await ledgers.head(tx, council.id)
    return head.count, head.seal


async def holders(stage: Stage, role: Role) -> list[str]:
    """Return the names of those who hold a role, as the stage calls them."""
    held = (await stage.view()).holders(role)
    return [key for key, actor in stage.people.items() if actor.id in held]


async def changes(stage: Stage) -> list[Mapping[str, object]]:
    """Return the log of settings and appointments, latest first."""
    council = (await stage.view()).council
    async with stage.running.store.read() as tx:
        return [dict(row) for row in await councils.changes(tx, council.id)]


def rows(stage: Stage, query: str) -> list[tuple[object, ...]]:
    """Ask the database file itself."""
    with sqlite3.connect(stage.folder / "data" / "minutebook.db") as file:
        found: list[tuple[object, ...]] = file.execute(query).fetchall()
    return found


async def off_for(stage: Stage, **time: float) -> None:
    """Stop the program, let time pass, and start it again, as an outage does."""
    await stage.settled()
    await stage.stop()
    stage.clock.ahead += timedelta(**time)
    await stage.start()
    await stage.running.ticker.tick()
    await stage.settled()
