"""The program as a process of its own, started from the command line, against a sandbox in the test's."""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from minutebook.bot.clock import SystemClock
from minutebook.sandbox.driver import Actor, Room, Town
from minutebook.sandbox.people import Bot
from minutebook.sandbox.serve import Address, serve
from minutebook.sandbox.world import World

TOKEN = "700001:process-token"
MAIN = "from minutebook.bot.cli import main; main()"
SOURCE = Path(__file__).parents[2] / "src"
PATIENCE = 30.0
"""Seconds within which a process must have done what is waited for."""

CONFIG = """
detector = "rules"
[telegram]
token = "{token}"
base_url = "{address.base_url}"
base_file_url = "{address.base_file_url}"
[access]
admins = [{admin}]
"""


@dataclass
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


async def command(*arguments: str, cwd: Path, given: bytes | None = None, **environment: str) -> Ended:
    """Run `minutebook` with these arguments in a folder, and wait for its end."""
    process = await _spawn(*arguments, cwd=cwd, **environment)
    async with asyncio.timeout(PATIENCE):
        out, err = await process.communicate(given)
    assert process.returncode is not None
    return Ended(process.returncode, out.decode(), err.decode())


async def _spawn(*arguments: str, cwd: Path, **environment: str) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        MAIN,
        *arguments,
        cwd=cwd,
        env={"PYTHONPATH": str(SOURCE), "PYTHONUNBUFFERED": "1", **environment},
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
    )


@dataclass
class Installation:
    """A folder with a configuration, a town to serve, and the process while it runs.

    Attributes:
        log: everything its processes wrote to standard error.
    """

    folder: Path
    world: World
    town: Town
    address: Address
    bot: Bot
    room: Room
    ruth: Actor
    ann: Actor
    margaret: Actor
    process: Process | None = None
    log: list[str] = field(default_factory=list)
    readers: list[asyncio.Task[None]] = field(default_factory=list)
    wrote: asyncio.Event = field(default_factory=asyncio.Event)

    async def start(self) -> None:
        """Start the program and wait until it asks for updates."""
        before = len(self.world.calls)
        self.process = await _spawn("run", "--config", "config.toml", cwd=self.folder)
        self.readers = [
            asyncio.create_task(self._read(stream))
            for stream in (self.process.stderr, self.process.stdout)
            if stream is not None
        ]

        def asks() -> bool | None:
            return any(call.method == "getUpdates" for call in self.world.calls[before:]) or None

        await self.town.until(asks, lambda: f"it asks for nothing:\n{''.join(self.log)}", PATIENCE)

    async def _read(self, stream: asyncio.StreamReader) -> None:
        async for line in stream:
            self.log.append(line.decode())
            self.wrote.set()

    async def logs(self, words: str) -> None:
        """Wait until it has written something to its log.

        Raises:
            AssertionError: it has not within ``PATIENCE``; with what it wrote.
        """
        try:
            async with asyncio.timeout(PATIENCE):
                while words not in "".join(self.log):
                    self.wrote.clear()
                    await self.wrote.wait()
        except TimeoutError:
            raise AssertionError(f"not said: {words!r}, only:\n{''.join(self.log)}") from None

    async def kill(self) -> None:
        """End it as a power cut would."""
        await self._end(signal.SIGKILL)

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop; its exit code."""
        return await self._end(number)

    async def _end(self, number: signal.Signals) -> int:
        process, self.process = self.process, None
        assert process is not None
        process.send_signal(number)
        async with asyncio.timeout(PATIENCE):
            code = await process.wait()
            await asyncio.gather(*self.readers)
        return code

    async def run(self, *arguments: str) -> Ended:
        """Run another command on the same folder."""
        return await command(*arguments, cwd=self.folder)

    async def set_up(self) -> None:
        """Ruth sets the group up and makes herself the clerk."""
        self.ruth.starts(self.bot)
        self.ruth.says("/setup Wexcombe Parish Council", in_=self.room)
        await self.room.shows("now set up", within=PATIENCE)
        asked = self.ruth.says("/clerk me", in_=self.room)
        await self.room.shows("clerk", since=asked, within=PATIENCE)
        await self.town.settled(within=PATIENCE)


@asynccontextmanager
async def installed(folder: Path) -> AsyncIterator[Installation]:
    """Configure the program in a folder, with a group it is administrator of; it is not started yet."""
    world = World(now=SystemClock().now)
    town = Town(world)
    ruth, ann, margaret = (
        town.person(name) for name in ("Ruth Calder", "Cllr Ann Harrow", "Cllr Margaret Penhale")
    )
    bot = world.add_bot(TOKEN, "Minutebook", "minutes_bot", reads_all=True)
    room = town.group("Wexcombe councillors", ruth, ann, margaret)
    ruth.adds(bot, to=room, admin=True)
    async with serve(world) as address:
        text = CONFIG.format(token=TOKEN, address=address, admin=ruth.id)
        (folder / "config.toml").write_text(text, encoding="utf-8")
        installation = Installation(folder, world, town, address, bot, room, ruth, ann, margaret)
        try:
            yield installation
        finally:
            if installation.process is not None:
                await installation.kill()
