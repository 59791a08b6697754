"""What goes wrong on purpose, as a client sees it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx
import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TimedOut

if TYPE_CHECKING:
    from tests.sandbox.conftest import Caller, Council


def said(council: Council) -> list[str]:
    """What the bot has written in the group."""
    return [m.text for m in council.world.history(council.group) if m.author is council.bot]


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_too_many_requests_comes_before_the_effect(council: Council, client: Bot) -> None:
    """The next call named gets 429 with ``retry_after`` and does nothing; the one after goes well."""
    council.world.faults.too_many(retry_after=7, method="SENDMESSAGE")
    await client.get_me()
    with pytest.raises(RetryAfter, match="Retry in 7 seconds"):
        await client.send_message(council.group.id, "one")
    await client.send_message(council.group.id, "two")
    assert said(council) == ["two"]


async def test_a_server_error_is_a_network_error(council: Council, client: Bot) -> None:
    """5xx comes before the effect, and the client sees a network error."""
    council.world.faults.server_error(502, "Bad Gateway")
    with pytest.raises(NetworkError):
        await client.send_message(council.group.id, "one")
    assert said(council) == []


async def test_an_answer_can_be_lost_after_the_effect(council: Council, client: Bot) -> None:
    """The message is sent though the client times out: sending again doubles it."""
    council.world.faults.vanish(method="sendMessage")
    with pytest.raises(TimedOut):
        await client.send_message(council.group.id, "one", read_timeout=0.05)
    await client.send_message(council.group.id, "one")
    assert said(council) == ["one", "one"]
    assert [call.code for call in council.world.calls if call.method == "sendMessage"] == [0, 200]


async def test_a_connection_can_break_after_the_effect(council: Council, client: Bot) -> None:
    """With ``drop`` the connection ends in the middle of the answer."""
    council.world.faults.vanish(drop=True)
    with pytest.raises(NetworkError):
        await client.send_message(council.group.id, "one")
    assert said(council) == ["one"]


async def test_a_fault_can_be_for_one_chat(council: Council, api: Caller) -> None:
    """Other chats are not struck."""
    council.world.start(council.ann, council.bot)
    council.world.faults.too_many(chat=council.group.id, times=None)
    await api.ok("sendMessage", chat_id=council.ann.id, text="x")
    for _ in range(3):
        assert (await api.refused("sendMessage", chat_id=council.group.id, text="x"))[0] == 429
    council.world.faults.clear()
    await api.ok("sendMessage", chat_id=council.group.id, text="x")


async def test_a_slow_answer_comes_after_its_effect(council: Council, api: Caller) -> None:
    """While the client waits, the message is there already."""
    council.world.faults.slow(30, method="sendMessage")
    waiting = asyncio.ensure_future(api.ok("sendMessage", chat_id=council.group.id, text="slow"))
    async with asyncio.timeout(5):
        while not said(council):
            await council.world.changed(council.world.version)
    assert not waiting.done()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_a_batch_can_come_twice_over(council: Council, api: Caller) -> None:
    """With ``duplicates`` every update of a batch is given twice."""
    council.world.faults.duplicates = True
    council.world.say(council.ann, council.group, "/help")
    found = await api.fetch()
    assert found[0] == found[1]


async def test_confirmed_updates_can_come_again(council: Council, api: Caller) -> None:
    """``redeliver`` gives what was confirmed once more."""
    council.world.say(council.ann, council.group, "/help")
    first = await api.fetch()
    assert await api.fetch() == []
    council.bot.queue.redeliver()
    api.offset = 0
    assert await api.fetch() == first


async def test_a_storm_is_the_same_for_the_same_seed(council: Council, api: Caller) -> None:
    """A storm strikes a share of the calls, the same ones each time."""

    async def outcomes() -> list[int]:
        council.world.faults.storm(7, 0.5)
        codes = []
        for _ in range(12):
            try:
                codes.append((await api.raw("getChat", chat_id=council.group.id))[0])
            except httpx.RemoteProtocolError:
                codes.append(0)
        return codes

    first = await outcomes()
    assert first == await outcomes()
    assert 200 in first
    assert set(first) - {200}


async def test_everything_can_be_switched_off(council: Council, api: Caller) -> None:
    """``clear`` brings good weather."""
    council.world.faults.server_error(times=None)
    council.world.faults.storm(1, 1.0)
    council.world.faults.clear()
    await api.ok("getMe")
