"""`minutebook demo`: the whole bot at work in a sandbox, with a chat page to play every part."""

import asyncio
import contextlib
import errno
import signal
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr

from minutebook.bot.build import build
from minutebook.bot.clock import DemoClock
from minutebook.bot.program import Minutebook
from minutebook.bot.settings import AccessSettings, Settings, StorageSettings, TelegramSettings
from minutebook.council.errors import ConfigurationError
from minutebook.council.schedule import next_occurrence
from minutebook.sandbox.cast import Cast, settle_cast
from minutebook.sandbox.evening import Evening
from minutebook.sandbox.page_api import page_routes
from minutebook.sandbox.serve import Address, serve
from minutebook.sandbox.world import World
from minutebook.storage import councils

MOMENT = timedelta(seconds=1)


@dataclass(slots=True)
class Demo:
    """A demo at work.

    Attributes:
        address: where its page is.
        program: the bot.
    """

    world: World
    cast: Cast
    clock: DemoClock
    address: Address
    program: Minutebook

    async def next_morning(self) -> None:
        """Move the demo's clock forward to the next digest; a jump is no outage."""
        await self.program.idle()
        async with self.program.store.read() as tx:
            due = [council.next_digest_at for council in await councils.everyone(tx)]
        now = self.clock.now()
        defaults = self.program.house.defaults
        morning = min(due) if due else next_occurrence(now, defaults.digest_at, defaults.zone)
        self.clock.move_to(max(morning, now) + MOMENT)
        await self.program.ticker.jumped()
        await self.program.ticker.tick()
        self.program.wake()


@asynccontextmanager
async def running_demo(folder: Path, port: int) -> AsyncIterator[Demo]:
    """Run a demo whose data lives in `folder`, its page on `port` (0 for any) of this computer only.

    Raises:
        ConfigurationError: the port is taken.
    """
    clock = DemoClock()
    world = World(now=clock.now)
    cast = settle_cast(world)
    evening = Evening(world, cast)
    demos: list[Demo] = []

    async def next_morning() -> None:
        await demos[0].next_morning()

    routes = page_routes(world, bot=cast.bot, cast=cast, next_morning=next_morning, evening=evening)
    try:
        async with serve(world, port, extra_routes=routes) as address:
            program = await build(_settings(cast, address, folder), clock, limited=False)
            try:
                await program.start()
                demos.append(Demo(world, cast, clock, address, program))
                yield demos[0]
            finally:
                await program.stop()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise ConfigurationError(
            f"port {port} is in use; is another demo running? minutebook demo --port 0 takes a free one"
        ) from error


def _settings(cast: Cast, address: Address, folder: Path) -> Settings:
    return Settings(
        telegram=TelegramSettings(
            token=SecretStr(cast.bot.token),
            base_url=address.base_url,
            base_file_url=address.base_file_url,
        ),
        storage=StorageSettings(
            url=f"sqlite+aiosqlite:///{folder / 'minutebook.db'}", files=folder / "files"
        ),
        access=AccessSettings(admins=(cast.admin.id,)),
    )


async def demo(port: int, *, open_browser: bool) -> None:
    """Run a demo until Ctrl-C; its data goes with it.

    Raises:
        ConfigurationError: the port is taken.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    with tempfile.TemporaryDirectory(prefix="minutebook-demo-") as folder:
        async with running_demo(Path(folder), port) as at_work:
            page = at_work.address.page
            print(f"Minutebook's demo is at {page} (Ctrl-C stops it; nothing is kept)", flush=True)
            if open_browser:
                await asyncio.to_thread(webbrowser.open, page)
            await stop.wait()
