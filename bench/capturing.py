"""How long it takes to put something on the record, on disk with full syncs: `python -m bench.capturing [rules|model]`.

What is timed is the whole handling of an update that is there already, from its reading to the end of its one
transaction: `/record` as a reply, and *Record* under a conversation of fifty messages.
"""

import asyncio
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import telegram

from bench.talk import line
from bench.yard import Clock, Yard, yard
from minutebook.bot.build import build
from minutebook.bot.program import Minutebook
from minutebook.bot.settings import load_settings
from minutebook.council.conversations import AT_MOST
from minutebook.handlers.dispatch import handle
from minutebook.sandbox.people import Person

CAPTURES = 300
CONVERSATIONS = 12


@dataclass
class Present:
    """The bench's clock, as the program asks for it."""

    clock: Clock

    def now(self) -> datetime:
        """Return the present."""
        return self.clock()


class Desk:
    """The program, given one update after the other."""

    def __init__(self, place: Yard, program: Minutebook) -> None:
        self.place = place
        self.house = program.house
        self.number = 0

    def message(self, text: str, answers: dict[str, object] | None = None) -> dict[str, object]:
        """Return a message of a councillor's as Telegram tells it."""
        self.number += 1
        group, person = self.place.group, self.place.people[self.number % len(self.place.people)]
        length = len(text.split()[0])
        command = [{"type": "bot_command", "offset": 0, "length": length}] if text.startswith("/") else []
        return {
            "message_id": 1_000 + self.number,
            "date": int(datetime.now(UTC).timestamp()),
            "chat": {"id": group.id, "type": "supergroup", "title": group.title},
            "from": _user(person),
            "text": text,
            "entities": command,
            **({"reply_to_message": answers} if answers else {}),
        }

    async def take(self, **what: object) -> float:
        """Handle one update and return how long it took, in milliseconds."""
        self.number += 1
        update = telegram.Update.de_json({"update_id": self.number, **what}, self.house.bot)
        return await timed(handle(self.house, update))


async def timed(work: Awaitable[object]) -> float:
    """Return how long some work takes, in milliseconds."""
    begun = time.perf_counter()
    await work
    return 1_000 * (time.perf_counter() - begun)


async def capturing(folder: Path, detector: str) -> tuple[list[float], list[float]]:
    """Return the times of captures and of conversations' captures, in milliseconds."""
    async with yard(folder, detector) as place:
        program = await build(load_settings(place.config), Present(place.clock), limited=False)
        try:
            desk = Desk(place, program)
            await desk.take(message={**desk.message("/setup Bench"), "from": _user(place.clerk)})
            said = [desk.message(line(number)) for number in range(CAPTURES)]
            for message in said:
                await desk.take(message=message)
            single = [await desk.take(message=desk.message("/record", message)) for message in said]
            together = [await _conversation(desk) for _ in range(CONVERSATIONS)]
        finally:
            await program.stop()
    return single, together


async def _conversation(desk: Desk) -> float:
    """Say fifty things, ask for them, and time the press of *Record*."""
    for number in range(AT_MOST):
        await desk.take(message=desk.message(line(number)))
    command = desk.message(f"/record last {AT_MOST}")
    await desk.take(message=command)
    with closing(sqlite3.connect(f"file:{desk.place.database}?mode=ro", uri=True)) as database:
        query = "SELECT key FROM buttons WHERE action = 'talk_record' ORDER BY made_at DESC"
        key = database.execute(query).fetchone()[0]
    under = {
        **desk.message("6 messages"),
        "from": {"id": desk.house.me.id, "is_bot": True, "first_name": "M"},
    }
    press = {"id": key, "from": command["from"], "chat_instance": "1", "data": key, "message": under}
    return await desk.take(callback_query=press)


def _user(person: Person) -> dict[str, object]:
    return {"id": person.id, "is_bot": False, "first_name": person.name}


async def main(detector: str) -> None:
    """Measure, and print what the README states."""
    with tempfile.TemporaryDirectory(prefix="minutebook-bench-") as folder:
        single, together = await capturing(Path(folder), detector)
    for what, taken in (("a message", single), (f"a conversation of {AT_MOST}", together)):
        p95 = statistics.quantiles(taken, n=20)[-1]
        print(
            f"to put {what} on the record ({detector}): median {statistics.median(taken):.1f} ms, p95 {p95:.1f} ms"
        )


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "rules"))
