"""Stages to play on: the real program, over HTTP, against the sandbox."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from e2e.stage import Stage, staged


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A supergroup with the bot as administrator, not set up yet."""
    async with staged(tmp_path) as set_stage:
        yield set_stage


@pytest.fixture
async def council(stage: Stage) -> Stage:
    """The same, set up for Wexcombe Parish Council with Ruth as clerk."""
    await stage.set_up()
    return stage
