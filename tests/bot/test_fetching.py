"""The request PTB fetches updates with: a fault of the store never ends polling, a stop loses no batch."""

import asyncio
import sqlite3
from typing import Any

import pytest
import telegram
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.conftest import answer, raw, until
from bot.hall import Hall
from minutebook.bot.inbox import KeepingRequest
from minutebook.council.errors import StoreBusyError
from minutebook.storage.store import Store


@pytest.fixture
def hall(store: Store) -> Hall:
    """An inbox with nothing in it."""
    return Hall(store)


class Wire(BaseRequest):
    """The outermost port: answers each request with the next of its answers."""

    def __init__(self, *answers: tuple[int, bytes]) -> None:
        super().__init__()
        self.answers = list(answers)
        self.asked: list[str] = []

    @property
    def read_timeout(self) -> float | None:
        """Five seconds."""
        return 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **more: Any
    ) -> tuple[int, bytes]:
        """Give the next answer."""
        self.asked.append(url.rsplit("/", 1)[-1])
        return self.answers.pop(0)


async def test_a_store_fault_becomes_a_network_error_and_the_batch_comes_again(
    hall: Hall, store: Store
) -> None:
    """While another process holds the file the batch is refused as PTB can bear; afterwards it is kept."""
    keeping = KeepingRequest(Wire((200, answer(raw(1))), (200, answer(raw(1)))))
    keeping.inbox = hall.inbox
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(NetworkError) as told:
        await keeping.post("https://server/botT/getUpdates")
    assert "Good evening" not in str(told.value)
    other.execute("ROLLBACK")
    other.close()
    result = await keeping.post("https://server/botT/getUpdates")
    assert result == [raw(1)]
    assert list(await hall.rows()) == [1]


async def test_any_fault_is_a_network_error(hall: Hall) -> None:
    """Whatever goes wrong while a batch is kept, polling goes on."""
    keeping = KeepingRequest(Wire(*[(200, answer(raw(1)))] * 3))
    keeping.inbox = hall.inbox
    hall.trouble += [RuntimeError("a bug"), StoreBusyError("busy")]
    for _ in range(2):
        with pytest.raises(NetworkError):
            await keeping.post("https://server/botT/getUpdates")
    assert await keeping.post("https://server/botT/getUpdates") == [raw(1)]


async def test_only_updates_are_kept(hall: Hall) -> None:
    """Other answers, refusals, and what comes before the store is open, pass untouched."""
    refusal = b'{"ok":false,"error_code":409,"description":"Conflict: terminated"}'
    wire = Wire((200, b'{"ok":true,"result":true}'), (409, refusal), (200, answer(raw(9))))
    keeping = KeepingRequest(wire)
    keeping.inbox = hall.inbox
    assert await keeping.post("https://server/botT/deleteWebhook") is True
    with pytest.raises(telegram.error.Conflict):
        await keeping.post("https://server/botT/getUpdates")
    keeping.inbox = None
    assert await keeping.post("https://server/botT/getUpdates") == [raw(9)]
    assert await hall.rows() == {}


async def test_a_fetch_that_is_cancelled_keeps_its_batch(hall: Hall) -> None:
    """When PTB stops in the middle of keeping, the batch is wholly kept before the request is closed."""
    keeping = KeepingRequest(Wire((200, answer(raw(1), raw(2)))))
    keeping.inbox = hall.inbox
    fetching = asyncio.ensure_future(keeping.post("https://server/botT/getUpdates"))
    await until(lambda: keeping._keeping is not None)
    fetching.cancel()
    await asyncio.gather(fetching, return_exceptions=True)
    await keeping.shutdown()
    assert list(await hall.rows()) == [1, 2]
