"""What goes wrong on purpose. Everything is off until a test switches it on.

A fault named here strikes the next ``times`` calls it matches, by method (any case) and chat::

    world.faults.too_many(retry_after=2, method="sendMessage", times=3)
    world.faults.server_error(502)
    world.faults.vanish(method="sendMessage")       # the message is sent; the answer never comes
    world.faults.slow(0.3, chat=group.id)

Redelivery is ``bot.queue.redeliver()``; a whole batch twice over is ``faults.duplicates``.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Literal

FaultKind = Literal["refuse", "vanish", "drop", "slow"]


@dataclass(slots=True)
class Fault:
    """One kind of trouble, whom it strikes, and how often still (None: until cleared)."""

    kind: FaultKind
    method: str | None
    chat: int | None
    times: int | None
    code: int = 0
    description: str = ""
    retry_after: int | None = None
    seconds: float = 0.0

    def strikes(self, method: str, chat: int | None) -> bool:
        """True if the call is one of those meant, and there are strikes left."""
        if self.times == 0:
            return False
        if self.method is not None and self.method.lower() != method.lower():
            return False
        return self.chat is None or self.chat == chat


@dataclass(slots=True)
class Storm:
    """Trouble at random, but the same for the same seed: a share of all calls is struck."""

    random: random.Random
    share: float


@dataclass(slots=True)
class Faults:
    """The switches.

    Attributes:
        flood: enforce 20 messages a minute per group and 30 a second overall.
        duplicates: getUpdates gives every update of a batch twice.
        repeat_wait: asking for the same offset again within 3 s waits 3 s, as Telegram does.
        unknown_fields: messages carry fields no client library knows yet.
        inaccessible_callbacks: callback queries name their message without content (date 0).
    """

    flood: bool = False
    duplicates: bool = False
    repeat_wait: bool = False
    unknown_fields: bool = False
    inaccessible_callbacks: bool = False
    pending: list[Fault] = field(default_factory=list)
    weather: Storm | None = None

    def too_many(
        self,
        retry_after: int = 1,
        *,
        method: str | None = None,
        chat: int | None = None,
        times: int | None = 1,
    ) -> None:
        """429, before any effect, with ``retry_after`` in seconds."""
        words = f"Too Many Requests: retry after {retry_after}"
        self.pending.append(Fault("refuse", method, chat, times, 429, words, retry_after))

    def server_error(
        self,
        code: int = 500,
        description: str = "Internal Server Error: restart",
        *,
        method: str | None = None,
        chat: int | None = None,
        times: int | None = 1,
    ) -> None:
        """5xx (or any other code), before any effect."""
        self.pending.append(Fault("refuse", method, chat, times, code, description))

    def vanish(
        self,
        *,
        method: str | None = None,
        chat: int | None = None,
        times: int | None = 1,
        drop: bool = False,
    ) -> None:
        """Do it, but let the answer be lost.

        Args:
            drop: break the connection at once; else stay silent until the client hangs up.
        """
        self.pending.append(Fault("drop" if drop else "vanish", method, chat, times))

    def slow(
        self,
        seconds: float,
        *,
        method: str | None = None,
        chat: int | None = None,
        times: int | None = 1,
    ) -> None:
        """Do it, then keep the client waiting so many seconds for the answer."""
        self.pending.append(Fault("slow", method, chat, times, seconds=seconds))

    def storm(self, seed: int, share: float = 0.2) -> None:
        """Strike this share (0 to 1) of all calls but getMe and getUpdates with 429, 502 or a lost answer."""
        self.weather = Storm(random.Random(seed), share)  # noqa: S311

    def clear(self) -> None:
        """Good weather: every fault and switch off."""
        self.flood = self.duplicates = self.repeat_wait = False
        self.unknown_fields = self.inaccessible_callbacks = False
        self.pending.clear()
        self.weather = None

    def strike(self, method: str, chat: int | None) -> Fault | None:
        """The fault that befalls this call, used up by it; None for a call that goes well."""
        for fault in self.pending:
            if fault.strikes(method, chat):
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times == 0:
                        self.pending.remove(fault)
                return fault
        return self._from_storm(method)

    def _from_storm(self, method: str) -> Fault | None:
        if self.weather is None or method.lower() in ("getme", "getupdates"):
            return None
        if self.weather.random.random() >= self.weather.share:
            return None
        return self.weather.random.choice(
            [
                Fault("refuse", None, None, 1, 429, "Too Many Requests: retry after 1", 1),
                Fault("refuse", None, None, 1, 502, "Bad Gateway"),
                Fault("drop", None, None, 1),
            ]
        )
