"""The measurements: draining a backlog, from message to caution, memory."""

import asyncio
import statistics
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bench.memory import resident
from bench.talk import DECISION, line
from bench.yard import PATIENCE, Yard, yard
from minutebook.sandbox.chats import Group
from minutebook.sandbox.people import Bot

BACKLOG = 5_000
GROUPS = 6
CAUTIONS = 60
"""Ten a group, since Telegram takes twenty messages a minute in each and our bot keeps to that."""


@dataclass(frozen=True, slots=True)
class Drained:
    """Updates a second, of our bot with the inbox on and of a bare one, and our memory after it in MiB."""

    ours: float
    bare: float
    memory: float
    highest: float


async def set_up(place: Yard, group: Group) -> None:
    """Have our bot set a group up, and wait until it has said so."""
    place.world.start(place.clerk, place.ours)
    place.world.say(place.clerk, group, "/setup")
    deadline = time.perf_counter() + PATIENCE
    while _sends(place, group) < 2:
        if time.perf_counter() > deadline:
            raise TimeoutError("the group was not set up")
        await asyncio.sleep(0.05)


async def _ours_done(place: Yard, wanted: int) -> float:
    deadline = time.perf_counter() + PATIENCE
    while time.perf_counter() < deadline:
        if place.done() >= wanted and place.undone() == 0:
            return time.perf_counter()
        await asyncio.sleep(0.02)
    raise TimeoutError(f"only {place.done()} of {wanted} updates are done")


async def drain(folder: Path, detector: str, rounds: int = 3) -> Drained:
    """Drain the same backlog with our bot and with a bare one, from the same server, in turn; the best of each."""
    ours: list[float] = []
    bare: list[float] = []
    memory = highest = 0.0
    async with yard(folder, detector) as place:
        process = await place.start_ours()
        await set_up(place, place.group)
        await asyncio.sleep(1)
        await place.stop(process)
        _skip(place.bare)
        for _ in range(rounds):
            before = place.done()
            for number in range(BACKLOG):
                speaker = place.people[number % len(place.people)]
                place.world.say(speaker, place.group, line(number))
            bare.append(await _drain_bare(place))
            calls = len(place.world.calls)
            process = await place.start_ours()
            begun = await place.first_fetch(place.ours, calls)
            ended = await _ours_done(place, before + BACKLOG)
            ours.append(BACKLOG / (ended - begun))
            await asyncio.sleep(2)
            memory, highest = resident(process.pid)
            await place.stop(process)
    return Drained(max(ours), max(bare), memory, highest)


def _skip(bot: Bot) -> None:
    """Confirm what a bot was sent before the measurement."""
    waiting = bot.queue.pending_ids()
    if waiting:
        bot.queue.confirm(waiting[-1] + 1)


async def _drain_bare(place: Yard) -> float:
    calls = len(place.world.calls)
    process = await place.start_bare(BACKLOG)
    begun = await place.first_fetch(place.bare, calls)
    assert process.stdout is not None
    await asyncio.wait_for(process.stdout.readline(), PATIENCE)
    ended = time.perf_counter()
    await place.stop(process)
    return BACKLOG / (ended - begun)


@dataclass(frozen=True, slots=True)
class Cautioned:
    """Milliseconds from a message in the group to the caution at the server: median and 95th percentile."""

    median: float
    p95: float


async def caution(folder: Path, detector: str) -> Cautioned:
    """Say a decision, time and again, each a matter of its own, and time its caution."""
    times: list[float] = []
    async with yard(folder, detector) as place:
        process = await place.start_ours()
        groups = [place.group, *(place.another_group(number) for number in range(2, GROUPS + 1))]
        for group in groups:
            await set_up(place, group)
        await asyncio.sleep(1)
        for number in range(CAUTIONS):
            # Half an hour on, so that it is a matter of its own.
            place.clock.ahead += timedelta(minutes=31)
            group = groups[number % GROUPS]
            before = _sends(place, group)
            begun = time.perf_counter()
            place.world.say(place.people[number % len(place.people)], group, DECISION)
            while _sends(place, group) == before:
                if time.perf_counter() - begun > PATIENCE:
                    raise TimeoutError("no caution came")
                version = place.world.version
                await asyncio.wait_for(place.world.changed(version), PATIENCE)
            times.append(1000 * (time.perf_counter() - begun))
        await place.stop(process)
    return Cautioned(statistics.median(times), statistics.quantiles(times, n=20)[-1])


def _sends(place: Yard, group: Group) -> int:
    return sum(1 for message in place.world.history(group) if message.author is place.ours)
