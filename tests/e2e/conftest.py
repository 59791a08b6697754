"""Stages to play on: the real program, over HTTP, against the sandbox."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from delivery.post_office import PostOffice, post_office
from e2e.stage import Stage, staged


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A supergroup with the bot as administrator, not set up yet."""
    async with staged(tmp_path) as set_stage:
        yield set_stage


@pytest.fixture
async def office() -> AsyncIterator[PostOffice]:
    """A mail server on this computer."""
    async with post_office() as opened:
        yield opened


@pytest.fixture
async def council(stage: Stage) -> Stage:
    """The same, set up for Wexcombe Parish Council with Ruth as clerk."""
    await stage.set_up()
    return stage
