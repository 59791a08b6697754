"""Where the benchmarks run: a sandbox server in this process, and bots as processes of their own beside it."""

import asyncio
import os
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from minutebook.sandbox.chats import Group
from minutebook.sandbox.people import Bot, Person
from minutebook.sandbox.serve import Address, serve
from minutebook.sandbox.world import World

OURS = "810001:bench-ours"
BARE = "810002:bench-bare"
PATIENCE = 120.0
"""Seconds after which a benchmark gives up."""


@dataclass
class Clock:
    """The computer's clock, put forward where a benchmark needs matters apart."""

    ahead: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        """Return the world's present."""
        return datetime.now(UTC) + self.ahead


@dataclass
class Yard:
    """A world with one group and two bots in it: ours and a bare one."""

    folder: Path
    clock: Clock
    world: World
    address: Address
    group: Group
    clerk: Person
    people: list[Person]
    ours: Bot
    bare: Bot
    running: list[asyncio.subprocess.Process] = field(default_factory=list)

    def another_group(self, number: int) -> Group:
        """Return one more council's group with the same people and our bot in it."""
        group = self.world.add_group(f"Council {number}", self.clerk, *self.people)
        self.world.add_bot_to(group, self.ours, self.clerk)
        self.world.promote(group, self.ours)
        return group

    @property
    def config(self) -> Path:
        """Our bot's configuration."""
        return self.folder / "config.toml"

    @property
    def database(self) -> Path:
        """Our bot's database."""
        return self.folder / "data" / "minutebook.db"

    async def start_ours(self) -> asyncio.subprocess.Process:
        """Start our bot as `minutebook run` does."""
        code = "from minutebook.bot.cli import main; main()"
        return await self._start("-c", code, "run", "--config", str(self.config))

    async def start_bare(self, count: int) -> asyncio.subprocess.Process:
        """Start the bare bot, which counts to `count`."""
        return await self._start("-m", "bench.bare", self.address.base_url, BARE, str(count))

    async def _start(self, *arguments: str) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *arguments,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
        )
        self.running.append(process)
        return process

    async def stop(self, process: asyncio.subprocess.Process) -> None:
        """End a process we started, and wait for it."""
        if process.returncode is None:
            process.terminate()
        await asyncio.wait_for(process.wait(), 30)
        self.running.remove(process)

    async def first_fetch(self, bot: Bot, after: int) -> float:
        """Wait for a bot's first getUpdates after the `after`-th call, and return when it came."""
        deadline = time.perf_counter() + PATIENCE
        while time.perf_counter() < deadline:
            if any(call.method.lower() == "getupdates" for call in self.world.calls[after:]):
                return time.perf_counter()
            await asyncio.sleep(0.001)
        raise TimeoutError(f"{bot.name} never asked for updates")

    def undone(self) -> int:
        """Return how many updates our bot has kept and not done; -1 before there is a database."""
        if not self.database.exists():
            return -1
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=5)) as database:
            return int(database.execute("SELECT count(*) FROM inbox WHERE state <> 'done'").fetchone()[0])

    def done(self) -> int:
        """Return how many updates our bot has done."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=5)) as database:
            return int(database.execute("SELECT count(*) FROM inbox WHERE state = 'done'").fetchone()[0])


@asynccontextmanager
async def yard(folder: Path, detector: str) -> AsyncIterator[Yard]:
    """Lay out the world and serve it; what was started is ended with it.

    Args:
        detector: which one our bot judges by, `model` or `rules`.
    """
    clock = Clock()
    world = World(now=clock)
    clerk = world.add_person("Ruth Calder", "ruth")
    people = [world.add_person(f"Cllr Number {number}") for number in range(1, 9)]
    group = world.add_group("Wexcombe councillors", clerk, *people)
    ours = world.add_bot(OURS, "Minutebook", "minutes_bot", reads_all=True)
    bare = world.add_bot(BARE, "Bare", "bare_bot", reads_all=True)
    for bot in (ours, bare):
        world.add_bot_to(group, bot, clerk)
        world.promote(group, bot)
    async with serve(world) as address:
        place = Yard(folder, clock, world, address, group, clerk, people, ours, bare)
        place.config.write_text(
            f'detector = "{detector}"\n[telegram]\ntoken = "{OURS}"\nbase_url = "{address.base_url}"\n'
            f'base_file_url = "{address.base_file_url}"\n[access]\nadmins = [{clerk.id}]\n'
        )
        try:
            yield place
        finally:
            for process in list(place.running):
                await place.stop(process)
