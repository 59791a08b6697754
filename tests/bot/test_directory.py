"""What the handlers remember of councils is never older than the store."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.conftest import GROUP, NOW
from minutebook.council.bodies import Group
from minutebook.council.roles import Role
from minutebook.council.settings import CouncilSettings
from minutebook.handlers.house import Directory
from minutebook.storage import appointments, councils
from minutebook.storage.store import Store, Tx


async def set_up(store: Store) -> int:
    """Set a group up."""
    async with store.change() as tx:
        council = await councils.create(tx, "Wexcombe", CouncilSettings(), by=7, now=NOW)
        group = Group(GROUP, council.id, "Wexcombe", "supergroup", False, "administrator", NOW)
        await councils.add_group(tx, group, by=7)
    return council.id


async def test_what_is_remembered_is_forgotten_when_it_changes(store: Store) -> None:
    """A group asked for before its /setup is known after it."""
    directory = Directory(store)
    assert await directory.council_of(GROUP) is None
    key = await set_up(store)
    assert await directory.council_of(GROUP) == key
    assert (await directory.view(key)).council.name == "Wexcombe"


class Late:
    """A store whose readings end only when they are let go."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.reached = asyncio.Event()
        self.go = asyncio.Event()

    def after_commit(self, listener: Callable[[Tx], None]) -> None:
        """As the store does."""
        self._store.after_commit(listener)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """Read, then wait to be let go."""
        async with self._store.read() as tx:
            yield tx
        self.reached.set()
        await self.go.wait()


async def test_what_changes_while_it_is_read_is_not_remembered_as_it_was(store: Store) -> None:
    """Who asked before a /setup and is answered after it is told what was; who asks then, what is."""
    late = Late(store)
    directory = Directory(late)  # type: ignore[arg-type]
    reading = asyncio.ensure_future(directory.council_of(GROUP))
    await late.reached.wait()
    key = await set_up(store)
    late.go.set()
    assert await reading is None
    assert await directory.council_of(GROUP) == key


async def test_a_view_that_changes_while_it_is_read_is_read_again(store: Store) -> None:
    """An appointment made meanwhile is known to whoever asks next."""
    key = await set_up(store)
    late = Late(store)
    directory = Directory(late)  # type: ignore[arg-type]
    reading = asyncio.ensure_future(directory.view(key))
    await late.reached.wait()
    async with store.change() as tx:
        await appointments.appoint(tx, key, 7, Role.CLERK, by=7, now=NOW)
    late.go.set()
    assert (await reading).roles_of(7) == frozenset()
    assert (await directory.view(key)).roles_of(7) == {Role.CLERK}
