"""An inbox on a real store, with lanes whose work waits until it is let go."""

import asyncio
import json
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
import telegram

from bot.conftest import BOT, GROUP, NOW, Raw
from minutebook.bot.inbox import Inbox
from minutebook.bot.lanes import Lanes, Work
from minutebook.storage import inbox as kept
from minutebook.storage.schema import inbox as table
from minutebook.storage.store import Store


@dataclass
class Hall:
    """An inbox on a real store, with lanes whose work waits until it is let go.

    Attributes:
        trouble: errors the next questions whether a group is set up are answered with.
    """

    store: Store
    handled: list[int] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    trouble: list[Exception] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lanes = Lanes(Work(self.lane_of, self.never, self.handle, self.handle_run, self.aside))
        self.inbox = Inbox(self.store, BOT, self.set_up, lambda: NOW, self.lanes)

    async def lane_of(self, item: telegram.Update) -> Hashable:
        """All in one."""
        return 1

    async def never(self, item: telegram.Update) -> bool:
        """Nothing is ordinary talk."""
        return False

    async def handle(self, item: telegram.Update) -> None:
        """Wait to be let go, then mark it done."""
        await self.open.wait()
        self.handled.append(item.update_id)
        async with self.store.change() as tx:
            await kept.finish(tx, BOT, [item.update_id])

    async def handle_run(self, items: Sequence[telegram.Update]) -> None:
        """Never asked for."""
        raise NotImplementedError

    async def aside(self, item: telegram.Update, fault: str) -> None:
        """Never asked for."""
        raise NotImplementedError

    async def set_up(self, chat: int) -> bool:
        """One group is."""
        if self.trouble:
            raise self.trouble.pop()
        return chat == GROUP

    async def rows(self) -> dict[int, tuple[str, str | None]]:
        """What is kept: state and payload by number."""
        async with self.store.read() as tx:
            found = await tx.rows(sa.select(table).order_by(table.c.update_id))
        return {row["update_id"]: (row["state"], row["payload"]) for row in found}

    async def shown(self, payload: bytes) -> list[Raw]:
        """Keep a batch; what PTB is then given."""
        given = json.loads(await self.inbox.keep(payload))
        assert given["ok"] is True
        return list(given["result"])
