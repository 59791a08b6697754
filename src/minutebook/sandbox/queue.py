"""What waits for a bot: its updates, numbered, kept until confirmed or expired.

* Ids rise by one. Each update is serialised once, when it is created, and answers are joined bytes.
* ``getUpdates(offset)`` confirms everything below the offset and nothing else does; until then the
  same updates are given again. A negative offset forgets all but the last so many.
* ``allowed_updates`` works when an update is *created*; it is remembered, and by default leaves out
  three types.
* Of two pollers, the one that is *waiting* is told 409.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from minutebook.sandbox.errors import ApiRefusal

BATCH_BYTES = 4 * 1024 * 1024
OFF_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
EVERY_KIND = (
    "message edited_message channel_post edited_channel_post business_connection business_message"
    " edited_business_message deleted_business_messages message_reaction message_reaction_count"
    " inline_query chosen_inline_result callback_query shipping_query pre_checkout_query"
    " purchased_paid_media poll poll_answer my_chat_member chat_member chat_join_request chat_boost"
    " removed_chat_boost guest_message managed_bot"
)
KINDS = frozenset(EVERY_KIND.split())
KEPT_FOR = timedelta(hours=24)
CALLBACK_KEPT_FOR = timedelta(seconds=150)
OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
BY_WEBHOOK = "Conflict: terminated by setWebhook request"


@dataclass(frozen=True, slots=True)
class Queued:
    """One update: its id, its type, its JSON, and when it is thrown away."""

    id: int
    kind: str
    body: bytes
    expires: datetime


class UpdateQueue:
    """The updates of one bot.

    Args:
        now: the world's clock, by which updates expire.
        first_id: the id of the first update.
        touched: called when updates came or were confirmed.
    """

    def __init__(
        self, now: Callable[[], datetime], first_id: int, touched: Callable[[], None] = lambda: None
    ) -> None:
        self._now = now
        self._touched = touched
        self._next_id = first_id
        self._waiting: deque[Queued] = deque()
        self._confirmed: deque[Queued] = deque(maxlen=100)
        self._poller: asyncio.Future[None] | None = None
        self._closed = False
        self.allowed: frozenset[str] = KINDS - OFF_BY_DEFAULT
        self.chosen: tuple[str, ...] = ()
        self.last_asked: tuple[int, float] = (0, -1e9)

    def allow(self, kinds: Iterable[str]) -> None:
        """Remember which types to make from now on; none of them means the default set."""
        self.chosen = tuple(kind for kind in kinds if kind in KINDS)
        self.allowed = frozenset(self.chosen) or KINDS - OFF_BY_DEFAULT

    def wants(self, kind: str) -> bool:
        """True if an update of this type would be made now."""
        return kind in self.allowed or kind not in KINDS

    def add(self, kind: str, payload: bytes, at: datetime | None = None) -> None:
        """Make an update of this type, unless the bot does not take it.

        Args:
            at: the time of the event it tells, from which its keeping is counted; now by default.
        """
        if not self.wants(kind):
            return
        kept_for = CALLBACK_KEPT_FOR if kind == "callback_query" else KEPT_FOR
        body = b'{"update_id":%d,"%s":%s}' % (self._next_id, kind.encode(), payload)
        self._waiting.append(Queued(self._next_id, kind, body, (at or self._now()) + kept_for))
        self._next_id += 1
        self._wake()
        self._touched()

    @property
    def created(self) -> int:
        """The id the next update will have: it rises with each one made."""
        return self._next_id

    def empty(self) -> bool:
        """True if nothing waits that has not expired."""
        return not self._waiting or not self.pending()

    def pending(self) -> int:
        """How many updates are neither confirmed nor expired."""
        now = self._now()
        return sum(1 for update in self._waiting if update.expires > now)

    def pending_ids(self) -> list[int]:
        """The ids of the updates that are neither confirmed nor expired."""
        now = self._now()
        return [update.id for update in self._waiting if update.expires > now]

    def confirm(self, offset: int) -> None:
        """Forget everything below ``offset``, or all but the last ``-offset`` if it is negative."""
        before = len(self._waiting)
        if offset < 0:
            while len(self._waiting) > -offset:
                self._confirmed.append(self._waiting.popleft())
        else:
            while self._waiting and self._waiting[0].id < offset:
                self._confirmed.append(self._waiting.popleft())
        if len(self._waiting) != before:
            self._touched()

    def batch(self, limit: int = 100) -> list[bytes]:
        """The oldest waiting updates, at most ``limit`` and about 4 MB."""
        now = self._now()
        while self._waiting and self._waiting[0].expires <= now:
            self._waiting.popleft()
        found: list[bytes] = []
        size = 0
        for update in self._waiting:
            if len(found) == limit or size > BATCH_BYTES:
                break
            if update.expires > now:
                found.append(update.body)
                size += len(update.body)
        return found

    async def wait(self, seconds: float) -> None:
        """Wait for an update, at most so long.

        Raises:
            ApiRefusal: 409, another poller came, or a webhook was set.
        """
        self.interrupt(OTHER_POLLER)
        if self._closed or seconds <= 0:
            return
        poller: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poller = poller
        try:
            async with asyncio.timeout(seconds):
                await poller
        except TimeoutError:
            pass
        finally:
            if self._poller is poller:
                self._poller = None

    def interrupt(self, words: str) -> None:
        """End a waiting poll with a 409."""
        poller, self._poller = self._poller, None
        if poller is not None and not poller.done():
            poller.set_exception(ApiRefusal(409, words))

    def redeliver(self) -> int:
        """Give up to the last 100 confirmed updates once more, as after a lost confirmation."""
        count = len(self._confirmed)
        self._waiting.extendleft(reversed(self._confirmed))
        self._confirmed.clear()
        self._wake()
        self._touched()
        return count

    def close(self) -> None:
        """End a waiting poll with no updates and let none wait again: the server is stopping."""
        self._closed = True
        self._wake()

    def open(self) -> None:
        """Let polls wait (again)."""
        self._closed = False

    def _wake(self) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)
