"""Waiting for a condition in a world: never for time, and failing with what was there instead."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from minutebook.sandbox.chats import Chat
from minutebook.sandbox.messages import Message
from minutebook.sandbox.people import Bot, Person
from minutebook.sandbox.world import World

Found = TypeVar("Found")
Mark = int | Message
"""A moment of the story: what ``Town.mark()`` gave, or a message."""


async def until(
    world: World, probe: Callable[[], Found | None], failing: Callable[[], str], within: float
) -> Found:
    """Wait until the probe finds something, asking again at every change of the world.

    Args:
        within: seconds.

    Raises:
        AssertionError: it found nothing in time; with the sentence ``failing`` gives.
    """
    try:
        async with asyncio.timeout(within):
            while True:
                version = world.version
                found = probe()
                if found is not None:
                    return found
                await world.changed(version)
    except TimeoutError:
        raise AssertionError(f"within {within:g} s: {failing()}") from None


def by_bots(world: World, chat: Chat, viewer: Person | None, since: Mark) -> list[Message]:
    """What bots wrote in a chat after a moment, as one viewer sees it, or as everybody does."""
    after = since if isinstance(since, int) else since.order
    seen = world.history(chat) if viewer is None else world.visible_messages(chat, viewer)
    return [message for message in seen if isinstance(message.author, Bot) and message.order > after]


async def shown(
    world: World, where: str, chat: Chat, viewer: Person | None, fragment: str, since: Mark, within: float
) -> Message:
    """Wait for the first message by a bot that contains the fragment.

    Raises:
        AssertionError: none came in time; with what bots did write.
    """

    def probe() -> Message | None:
        return next((m for m in by_bots(world, chat, viewer, since) if fragment in m.text), None)

    def failing() -> str:
        texts = [message.text for message in by_bots(world, chat, viewer, since)]
        return f"{where}: no bot wrote {fragment!r}, only {texts[-5:]}"

    return await until(world, probe, failing, within)
