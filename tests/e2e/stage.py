"""The real program over real HTTP against the sandbox, with a clock that a test moves forward."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from minutebook.bot.build import build
from minutebook.bot.program import Minutebook
from minutebook.bot.settings import (
    AccessSettings,
    DefaultSettings,
    MailSettings,
    RecordsSettings,
    Settings,
    StorageSettings,
    TelegramSettings,
)
from minutebook.council.bodies import CouncilView
from minutebook.council.records import Record
from minutebook.detector.rules import RulesDetector
from minutebook.sandbox.driver import Actor, Room, Town
from minutebook.sandbox.people import Bot
from minutebook.sandbox.serve import Address, serve
from minutebook.sandbox.world import World
from minutebook.storage import councils, records
from minutebook.storage.engine import make_private_file
from minutebook.storage.store import open_store

TOKEN = "700001:stage-token"
EVENING = datetime(2026, 3, 10, 19, 0, tzinfo=UTC)


@dataclass
class StoryClock:
    """A clock that runs from a given evening and is moved forward by the test."""

    start: datetime = EVENING
    begun: float = field(default_factory=time.monotonic)
    ahead: timedelta = timedelta(0)

    def now(self) -> datetime:
        """The story's present."""
        return self.start + self.ahead + timedelta(seconds=time.monotonic() - self.begun)


@cache
def _detector() -> RulesDetector:
    """The detector holds nothing of what it has judged: one will do for every story."""
    return RulesDetector()


_migrated: list[bytes] = []


async def _new_database(path: Path) -> None:
    """Put a new, empty database at `path`: made by the program once, copied from then on.

    Every story begins with one, and making its tables took a third of the time it has.
    """
    if not _migrated:
        with TemporaryDirectory() as folder:
            made = Path(folder) / "minutebook.db"
            await (await open_store(f"sqlite+aiosqlite:///{made}", EVENING)).close()
            _migrated.append(made.read_bytes())
    make_private_file(path)
    await asyncio.to_thread(path.write_bytes, _migrated[0])


@dataclass
class Stage:
    """A town with a council's group, the bot in it, and the program running.

    `ruth` is admin and, after `set_up`, clerk; `margaret`, `ann`, `tom`, `priya` and `owen` are
    councillors; `sam` is in the group too; `denise` is not.
    """

    folder: Path
    clock: StoryClock
    world: World
    town: Town
    address: Address
    bot: Bot
    room: Room
    people: dict[str, Actor]
    program: Minutebook | None = None
    configured: bool = True
    defaults: DefaultSettings = field(default_factory=DefaultSettings)
    admins: tuple[str, ...] = ("ruth",)
    mail: MailSettings = field(default_factory=MailSettings)
    onward: RecordsSettings = field(default_factory=RecordsSettings)

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def settings(self) -> Settings:
        """The configuration the program runs with."""
        return Settings(
            telegram=TelegramSettings(
                token=SecretStr(TOKEN),
                base_url=self.address.base_url,
                base_file_url=self.address.base_file_url,
            ),
            storage=StorageSettings(
                url=f"sqlite+aiosqlite:///{self.folder / 'data' / 'minutebook.db'}",
                files=self.folder / "data" / "files",
            ),
            access=AccessSettings(
                admins=tuple(self.people[name].id for name in self.admins) if self.configured else ()
            ),
            defaults=self.defaults,
            mail=self.mail,
            records=self.onward,
        )

    @property
    def running(self) -> Minutebook:
        """The program."""
        assert self.program is not None
        return self.program

    async def start(self) -> None:
        """Start the program on what its folder holds."""
        database = self.folder / "data" / "minutebook.db"
        if not database.parent.exists():
            await _new_database(database)
        self.program = await build(self.settings, self.clock, detector=_detector(), limited=False)
        await self.program.start()

    async def stop(self) -> None:
        """Stop the program; its folder stays."""
        if self.program is not None:
            program, self.program = self.program, None
            await program.stop()

    async def restart(self) -> None:
        """Stop and start."""
        await self.stop()
        await self.start()

    async def settled(self) -> None:
        """Wait, five minutes at most, until everything said is handled and everything it caused is sent."""
        async with asyncio.timeout(300):
            await self.town.settled()

    async def set_up(self, name: str = "Wexcombe Parish Council", *, clerk: bool = True) -> None:
        """Ruth opens her private chat, sets the group up and makes herself the clerk."""
        self.ruth.starts(self.bot)
        self.ruth.says(f"/setup {name}", in_=self.room)
        await self.settled()
        if clerk:
            self.ruth.says("/clerk me", in_=self.room)
            await self.settled()

    async def forward(self, **by: float) -> None:
        """Move the clock forward (arguments as for `timedelta`), on purpose, and do what is then due."""
        await self.settled()
        self.clock.ahead += timedelta(**by)
        await self.running.ticker.jumped()
        await self.running.ticker.tick()
        self.running.wake()
        await self.settled()

    async def next_morning(self) -> None:
        """Move the clock forward to just after the next digest is due."""
        await self.settled()
        due = (await self.view()).council.next_digest_at
        gap = due - self.clock.now() + timedelta(seconds=1)
        await self.forward(seconds=gap.total_seconds())

    async def view(self) -> CouncilView:
        """What the program knows of the room's council."""
        view = await self.running.house.directory.view_of_chat(self.room.id)
        assert view is not None, "the group is not set up"
        return view

    async def records(self) -> list[Record]:
        """Every record of the room's council, in order."""
        council = (await self.view()).council
        async with self.running.store.read() as tx:
            return await records.page(tx, council.id)

    async def councils(self) -> list[str]:
        """The names of all councils."""
        async with self.running.store.read() as tx:
            return [council.name for council in await councils.everyone(tx)]

    def said_by_bot(self, since: int = 0) -> list[str]:
        """What the bot has said in the group since a mark."""
        return [message.text for message in self.room.by_bots(since=since)]


CAST = {
    "ruth": ("Ruth Calder", "ruth_calder"),
    "margaret": ("Cllr Margaret Penhale", "margaret_p"),
    "ann": ("Cllr Ann Harrow", "ann_harrow"),
    "tom": ("Cllr Tom Briggs", None),
    "priya": ("Cllr Priya Shah", "priya_shah"),
    "owen": ("Cllr Owen Pugh", "owenpugh"),
    "sam": ("Sam Oke", "sam_oke"),
    "denise": ("Denise Fowler", "denise"),
}


@asynccontextmanager
async def staged(
    folder: Path,
    *,
    admin: bool = True,
    kind: str = "supergroup",
    forum: bool = False,
    configured: bool = True,
    reads_all: bool = True,
    admins: tuple[str, ...] = ("ruth",),
    defaults: DefaultSettings | None = None,
    mail: MailSettings | None = None,
    onward: RecordsSettings | None = None,
) -> AsyncIterator[Stage]:
    """Set the stage and run the program on it.

    Args:
        admin: whether the bot is an administrator of the group.
        configured: whether the configuration names any admin.
        reads_all: whether BotFather's privacy mode is off.
        admins: who is admin by the configuration, by their names here.
        defaults: what newly set-up groups begin with.
        mail: the mail server records go to, if any.
        onward: the folder they go into, if any.
    """
    clock = StoryClock()
    world = World(now=clock.now)
    town = Town(world)
    people = {key: town.person(name, username) for key, (name, username) in CAST.items()}
    bot = world.add_bot(TOKEN, "Minutebook", "minutes_bot", reads_all=reads_all)
    inside = [actor for key, actor in people.items() if key != "denise"]
    room = town.group("Wexcombe councillors", *inside, kind=kind, forum=forum)  # type: ignore[arg-type]
    people["ruth"].adds(bot, to=room, admin=admin)
    async with serve(world) as address:
        stage = Stage(folder, clock, world, town, address, bot, room, people, configured=configured)
        stage.admins, stage.defaults = admins, defaults or stage.defaults
        stage.mail, stage.onward = mail or stage.mail, onward or stage.onward

        async def idle() -> None:
            if stage.program is not None:
                await stage.program.idle()

        town.idle = idle
        await stage.start()
        try:
            yield stage
        finally:
            await stage.stop()
