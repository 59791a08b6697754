"""Updates as Telegram sends them, and a real store to keep them in."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import telegram

from minutebook.storage.store import Store, open_store

NOW = datetime(2026, 3, 10, 19, 0, tzinfo=UTC)
GROUP = -1001
BOT = 700001

Raw = dict[str, Any]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A new, empty store."""
    opened = await open_store(f"sqlite+aiosqlite:///{tmp_path / 'minutebook.db'}", NOW)
    yield opened
    await opened.close()


def raw(number: int, text: str = "Good evening", chat: int = GROUP) -> Raw:
    """A message in a chat, as an update's JSON."""
    kind: Raw = {"id": chat, "type": "private", "first_name": "Ann"}
    if chat < 0:
        kind = {"id": chat, "type": "supergroup", "title": "Wexcombe"}
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": int(NOW.timestamp()),
            "chat": kind,
            "from": {"id": 7, "is_bot": False, "first_name": "Ann"},
            "text": text,
        },
    }


def update(number: int, text: str = "Good evening", chat: int = GROUP) -> telegram.Update:
    """The same, parsed."""
    return telegram.Update.de_json(raw(number, text, chat), None)


def answer(*items: Raw | str) -> bytes:
    """An answer of getUpdates: updates, or the text of one."""
    texts = [item if isinstance(item, str) else json.dumps(item) for item in items]
    return ('{"ok":true,"result":[' + ",".join(texts) + "]}").encode()


async def until(condition: Callable[[], object], within: float = 5.0) -> None:
    """Wait until a condition holds that nobody signals; `within` seconds at most."""
    async with asyncio.timeout(within):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0)
