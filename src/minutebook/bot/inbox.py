"""Kept before acknowledged: the raw batch is in the database before Telegram is told that it arrived.

PTB confirms a batch of updates with its next getUpdates call, and cannot get past an update that it
cannot parse. So the request it fetches updates with is wrapped: what comes is kept exactly as it
came, what cannot be read or asks for nothing is replaced by an empty update, which advances the
confirmation and is otherwise ignored.
"""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import telegram
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from minutebook.bot.lanes import POLLS_AT_HAND, Lanes
from minutebook.council.errors import StoreError
from minutebook.storage import carrying, inbox, memory
from minutebook.storage.inbox import Kept
from minutebook.storage.store import Store, Tx

log = logging.getLogger(__name__)

Raw = Mapping[str, Any]
Unread = Callable[[Tx, Mapping[int | None, Sequence[int]]], Awaitable[None]]

DEFAULT = BaseRequest.DEFAULT_NONE

NOT_KEPT = "the batch could not be kept"
"""How the error begins that PTB is given where the store, not Telegram, is at fault."""

REFUSED = (401, 404)
"""HTTP answers by which Telegram refuses a token; PTB then fetches no more, for good."""


def split_batch(payload: bytes) -> list[tuple[Raw, str]]:
    """Return the updates of a getUpdates answer, each with its text exactly as it came.

    Raises:
        ValueError: it is no such answer.
    """
    text = payload.decode("utf-8")
    decoder = json.JSONDecoder()
    place = text.index('"result"') + len('"result"')
    place = _skip(text, place, ":")
    place = _skip(text, place, "[")
    items: list[tuple[Raw, str]] = []
    while True:
        place = _space(text, place)
        if text[place : place + 1] == "]":
            return items
        item, end = decoder.raw_decode(text, place)
        items.append((item, text[place:end]))
        place = _space(text, end)
        if text[place : place + 1] == ",":
            place += 1


def _space(text: str, place: int) -> int:
    while place < len(text) and text[place] in " \t\r\n":
        place += 1
    return place


def _skip(text: str, place: int, sign: str) -> int:
    place = _space(text, place)
    if text[place : place + 1] != sign:
        raise ValueError("not an answer of getUpdates")
    return place + 1


class Inbox:
    """Decides what of a batch is written down, and keeps it.

    Args:
        set_up: whether a group is set up; nothing said in one that is not is ever written down.
        unread: told, in the same transaction, of updates that could not be read: their numbers by chat, as
            far as it can be told. None where nobody is to know.
    """

    def __init__(
        self,
        store: Store,
        bot_id: int,
        set_up: Callable[[int], Awaitable[bool]],
        clock: Callable[[], datetime],
        lanes: Lanes,
        unread: Unread | None = None,
    ) -> None:
        self._store = store
        self._bot_id = bot_id
        self._set_up = set_up
        self._clock = clock
        self._lanes = lanes
        self._unread = unread
        self._polls: deque[str] = deque(maxlen=POLLS_AT_HAND)

    async def room(self) -> None:
        """Wait until there is room for another batch."""
        await self._lanes.room()

    async def keep(self, payload: bytes) -> bytes:
        """Keep a batch and return the answer PTB is to see.

        Raises:
            StoreError: it could not be kept.
        """
        items = split_batch(payload)
        if not items:
            return payload
        ids = [int(item["update_id"]) for item, _ in items]
        # Asked before the store is: what is done meanwhile must not be handed on a second time.
        held = {number for number in ids if self._lanes.has(number)}
        async with self._store.read() as tx:
            known = await inbox.states(tx, self._bot_id, ids)
        fresh: dict[int, Kept] = {}
        shown: list[str] = []
        unread: dict[int | None, list[int]] = {}
        for item, text in items:
            number = int(item["update_id"])
            if number in known or number in fresh:
                again = known.get(number) == "kept" and number not in held
                shown.append(text if again else _empty(number))
                held.add(number)
                continue
            fresh[number] = kept = await self._judge(item, text)
            shown.append(text if kept.state == "kept" else _empty(number))
            if kept.state == "aside" and kept.payload is not None:
                unread.setdefault(chat_of(item), []).append(number)
        if fresh:
            async with self._store.change() as tx:
                await inbox.keep(tx, self._bot_id, list(fresh.values()), self._clock())
                if unread and self._unread is not None:
                    await self._unread(tx, unread)
        return ('{"ok":true,"result":[' + ",".join(shown) + "]}").encode()

    async def _judge(self, item: Raw, text: str) -> Kept:
        number = int(item["update_id"])
        try:
            update = telegram.Update.de_json(dict(item), None)
        except Exception as error:
            log.error("update %d cannot be read and is set aside: %s", number, type(error).__name__)
            chat = chat_of(item)
            known = chat is None or chat > 0 or await self._set_up(chat)
            return Kept(number, text if known else None, "aside", type(error).__name__)
        if _asks_nothing(update) or not await self._may_be_kept(update):
            return Kept(number, None, "done")
        return Kept(number, text)

    async def _may_be_kept(self, update: telegram.Update) -> bool:
        """Nothing said in a group that no admin has set up is kept, but a /setup and what follows it closely."""
        chat = update.effective_chat
        if update.poll is not None:
            return await self._is_known(update.poll)
        if chat is None or chat.type == telegram.constants.ChatType.PRIVATE or update.my_chat_member:
            return True
        message = update.message
        if message and (message.migrate_to_chat_id or message.migrate_from_chat_id):
            if message.migrate_from_chat_id and await self._set_up(message.migrate_from_chat_id):
                # The supergroup is the council's group only once this is handled.
                self._lanes.expect_setup(chat.id, update.update_id)
            return True
        if message and (message.text or "").lower().startswith("/setup"):
            self._lanes.expect_setup(chat.id, update.update_id)
            return True
        known = await self._set_up(chat.id) or self._lanes.expects_setup(chat.id)
        if known and message and message.poll:
            self._polls.append(message.poll.id)
        return known

    async def _is_known(self, poll: telegram.Poll) -> bool:
        """Whether a poll that was stopped is one of a council's group: Telegram does not say where it stands."""
        if poll.id in self._polls:
            return True
        async with self._store.read() as tx:
            known = await memory.by_poll(tx, poll.id) or await carrying.by_poll(tx, poll.id)
        return bool(known)


def chat_of(item: Raw) -> int | None:
    """Return the chat of an update that the library cannot read, or None where it names none."""
    for part in item.values():
        if not isinstance(part, dict):
            continue
        for holder in (part, part.get("message")):
            chat = holder.get("chat") if isinstance(holder, dict) else None
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return int(chat["id"])
    return None


def _empty(number: int) -> str:
    return f'{{"update_id":{number}}}'


def _asks_nothing(update: telegram.Update) -> bool:
    return all(getattr(update, name, None) is None for name in telegram.Update.ALL_TYPES)


class KeepingRequest(BaseRequest):
    """The request PTB fetches updates with, round another one that does the fetching.

    Attributes:
        inbox: set once the store is open; until then nothing may be fetched.
        refused: set once Telegram refuses the token.
    """

    def __init__(self, inner: BaseRequest) -> None:
        super().__init__()
        self._inner = inner
        self._keeping: asyncio.Future[bytes] | None = None
        self.inbox: Inbox | None = None
        self.refused = asyncio.Event()

    @property
    def read_timeout(self) -> float | None:
        """Return the inner request's read time-out in seconds."""
        return self._inner.read_timeout

    async def initialize(self) -> None:
        """Open the inner request."""
        await self._inner.initialize()

    async def shutdown(self) -> None:
        """Close the inner request, once a batch that was being kept is."""
        if self._keeping is not None:
            await asyncio.gather(self._keeping, return_exceptions=True)
        await self._inner.shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = DEFAULT,
        write_timeout: Any = DEFAULT,
        connect_timeout: Any = DEFAULT,
        pool_timeout: Any = DEFAULT,
    ) -> tuple[int, bytes]:
        """Make a request; what getUpdates brings is kept before it is handed on.

        Raises:
            NetworkError: the batch could not be kept. PTB backs off and fetches it again; any other
                error would end its polling for good.
        """
        fetching = url.endswith("/getUpdates")
        if fetching and self.inbox is not None:
            await self.inbox.room()
        code, payload = await self._inner.do_request(
            url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
        )
        if fetching and code in REFUSED:
            self.refused.set()
        if not fetching or code != 200 or self.inbox is None:
            return code, payload
        try:
            # Shielded: when PTB stops it cancels the fetch, perhaps in the middle of the commit.
            self._keeping = asyncio.ensure_future(self.inbox.keep(payload))
            return code, await asyncio.shield(self._keeping)
        except (StoreError, ValueError) as error:
            log.error("a batch could not be kept: %s", type(error).__name__)
            raise NetworkError(f"{NOT_KEPT}: {type(error).__name__}") from None
