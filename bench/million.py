"""A million records in one store: search, reading, capture, the digest and verifying, measured.

`python -m bench.million [COUNT]` makes the store in a temporary folder, which is removed afterwards, and needs
two and a half gigabytes for a million records. Commands are given to the whole program through the sandbox, and
timed until the answer is there.
"""

import asyncio
import resource
import secrets
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.filling import fill
from bench.measures import set_up
from bench.memory import resident
from bench.yard import PATIENCE, Yard, yard
from minutebook.council.find_words import parse_query
from minutebook.council.messages import Message, Sender
from minutebook.council.records import Method, Route
from minutebook.council.settings import CouncilSettings
from minutebook.sandbox.messages import Message as Told
from minutebook.storage import councils, keeping, records, rescheduling, search
from minutebook.storage.store import Store, open_store
from minutebook.storage.verifying import verify_council

COUNT = 1_000_000
ROOM = 2_500
"""Bytes of disk a record takes at the most, the journal while it is made included."""

SEARCHES = (
    "hendersons",
    "the",
    "council meeting",
    "“the meeting”",
    "wall kind:decision",
    "the kind:finance",
    "from:ann bench",
    "from:priya the",
    "class:finance grass",
    "the after:2024-01 before:2024-06",
    "hall on:march",
    "meet*",
    "th*",
    "pothole -road",
    "the -a -and -to",
    "bins bank holiday",
    "zyzzogeton",
    "kind:personal-data",
    "has:file the",
    "held:yes wall",
    "ref:2024 grass",
    "church lane",
    "agenda item cemetery hedge",
    "thursday seven",
)
"""What clerks look for, and what is worst: the commonest words, short beginnings, filters that leave little."""

COMMANDS = (
    "/find hendersons",
    "/find the",
    "/show 42",
    "/today",
    "/find after:2024 hall",
    "/review",
    "/agenda",
    "/dispose",
    "/decisions",
    "/foi",
    "/foi new quietly “Hendersons and the churchyard wall”",
    "/foi 1",
    "/foi 1 search gate | fence",
    "/foi 1 add 42",
    "/class 42",
    "/exempt 42",
    "/mailbox",
)


@dataclass(frozen=True, slots=True)
class Times:
    """How long something took, in milliseconds: median, 95th percentile, longest."""

    median: float
    p95: float
    longest: float

    def __str__(self) -> str:
        return f"median {self.median:.1f} ms, p95 {self.p95:.1f} ms, longest {self.longest:.0f} ms"


def times(taken: list[float]) -> Times:
    """Return the spread of times given in milliseconds."""
    return Times(statistics.median(taken), statistics.quantiles(taken, n=20)[-1], max(taken))


async def _timed(work: Callable[[], Awaitable[object]]) -> float:
    begun = time.perf_counter()
    await work()
    return 1_000 * (time.perf_counter() - begun)


async def searching(store: Store, rounds: int = 5) -> tuple[Times, str]:
    """Search for each of `SEARCHES` as `/find` does, its page included; return the times, and what took longest."""
    taken: dict[str, list[float]] = {words: [] for words in SEARCHES}

    async def once(words: str) -> None:
        query = parse_query(words, datetime.now(UTC), CouncilSettings().zone)
        async with store.read() as tx:
            hits = await search.find(tx, 1, query, [Route.CLERK], limit=5)
            await records.by_ids(tx, hits.ids)
            await search.texts_of(tx, hits.ids)

    for _ in range(rounds):
        for words, list_ in taken.items():
            list_.append(await _timed(lambda words=words: once(words)))  # type: ignore[misc]
    slowest = max(taken, key=lambda words: statistics.median(taken[words]))
    return times([one for many in taken.values() for one in many]), slowest


async def capturing(store: Store, rounds: int = 200) -> Times:
    """Put text messages on the record, each in its own transaction with full syncs."""
    # Telegram's times are whole seconds.
    said_at = datetime.now(UTC).replace(microsecond=0)
    template = Message(-1, 0, Sender(7, "Cllr Ann Harrow"), said_at, "We agreed to mend the fence.")

    async def once(number: int) -> None:
        message = replace(template, message_id=10_000_000 + number, text=f"{template.text} {number}")
        what = records.Capture(
            [message], None, 7, "Ruth", Method.REACTION, frozenset(), frozenset(), Route.CLERK
        )
        async with store.change() as tx:
            await records.capture(
                tx, 1, what, year=said_at.year, now=datetime.now(UTC), salt=secrets.token_bytes
            )

    return times([await _timed(lambda number=number: once(number)) for number in range(rounds)])  # type: ignore[misc]


async def scheduling(store: Store) -> Times:
    """Change how long a class is kept, which dates a quarter of the records, to longer and back by `apply`."""

    async def once(months: int) -> None:
        async with store.change() as tx:
            term = replace((await keeping.schedule_of(tx, 1))["finance"], months=months)
            await rescheduling.change_term(tx, 1, term, by=1, now=datetime.now(UTC))
            await rescheduling.apply_term(tx, 1, term, [Route.CLERK], by=1, now=datetime.now(UTC))

    return times([await _timed(lambda months=months: once(months)) for months in (72, 96, 84)])  # type: ignore[misc]


async def verifying(store: Store) -> tuple[int, float, float]:
    """Verify the whole store; return how many entries, seconds, and by how many MiB memory grew meanwhile."""
    before = _resident()
    most = before

    def look(done: int, total: int) -> None:
        nonlocal most
        most = max(most, _resident())

    begun = time.perf_counter()
    async with store.read() as tx:
        head = await verify_council(tx, 1, "Wexcombe", progress=look)
    return head.count, time.perf_counter() - begun, most - before


def _resident() -> float:
    """Return this process's resident memory in MiB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1_048_576


async def commanding(place: Yard) -> dict[str, float]:
    """Give each command to the running program three times; return the longest time to the first answer, in ms."""
    chat = place.world.private_chat(place.clerk, place.ours)
    slowest: dict[str, float] = {}
    place.world.say(place.clerk, place.group, "/clerk me")
    # The first answer waits for the program to have started.
    for command in ("/help", *COMMANDS * 3):
        before = _answers(place)
        begun = time.perf_counter()
        place.world.say(place.clerk, chat, command)
        while _answers(place) == before:
            if time.perf_counter() - begun > PATIENCE:
                raise TimeoutError(f"no answer to {command}")
            version = place.world.version
            await asyncio.wait_for(place.world.changed(version), PATIENCE)
        if "is for the clerk" in _last_answer(place):
            raise RuntimeError(f"{command} was refused, so there is nothing to measure")
        if command in COMMANDS:
            slowest[command] = max(slowest.get(command, 0), 1_000 * (time.perf_counter() - begun))
        # One message a second to a private chat is what Telegram takes.
        await asyncio.sleep(1.1)
    return slowest


def _answers(place: Yard) -> int:
    return len(_by_ours(place))


def _last_answer(place: Yard) -> str:
    return _by_ours(place)[-1].text


def _by_ours(place: Yard) -> list[Told]:
    chat = place.world.private_chat(place.clerk, place.ours)
    return [message for message in place.world.history(chat) if message.author is place.ours]


async def main(count: int = COUNT) -> None:
    """Make the store, measure, and print."""
    free = shutil.disk_usage(tempfile.gettempdir()).free
    if free < 2 * ROOM * count:
        print(f"{count:,} records need {2 * ROOM * count / 1e9:.0f} GB free in {tempfile.gettempdir()}")
        return
    with tempfile.TemporaryDirectory(prefix="minutebook-bench-") as folder:
        async with yard(Path(folder), "rules") as place:
            process = await place.start_ours()
            await set_up(place, place.group)
            await asyncio.sleep(1)
            await place.stop(process)
            await _measure(place, count)


async def _measure(place: Yard, count: int) -> None:
    begun = time.perf_counter()
    until = datetime.now(UTC) - timedelta(hours=1)
    await asyncio.to_thread(fill, place.database, 1, place.group.id, count, until)
    size = place.database.stat().st_size / 1e9
    print(
        f"{count:,} records in one file of {size:.2f} GB, made in {time.perf_counter() - begun:.0f} s",
        flush=True,
    )
    store = await open_store(f"sqlite+aiosqlite:///{place.database}", datetime.now(UTC))
    try:
        async with store.read() as tx:
            assert (await councils.everyone(tx))[0].id == 1
        found, slowest = await searching(store)
        print(f"  search: {found}; slowest {slowest}", flush=True)
        print(f"  capture, on disk: {await capturing(store)}", flush=True)
        print(f"  /schedule, applied to a quarter of them: {await scheduling(store)}", flush=True)
        entries, seconds, grown = await verifying(store)
        print(
            f"  verify: {entries / seconds:,.0f} records a second, {seconds:.1f} s for all, "
            f"memory grown by {grown:.0f} MiB",
            flush=True,
        )
    finally:
        await store.close()
    process = await place.start_ours()
    for command, longest in (await commanding(place)).items():
        print(f"  {command}: answered within {longest:.0f} ms", flush=True)
    now, highest = resident(process.pid)
    print(f"  memory after it: {now:.0f} MiB, {highest:.0f} MiB at the highest", flush=True)
    await place.stop(process)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else COUNT))
