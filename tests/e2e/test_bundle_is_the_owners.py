"""A bundle made at the computer holds everything; whoever else uses the computer is not given it."""

import io
from pathlib import Path

from e2e.private import QUOTE, recorded
from e2e.stage import Stage
from minutebook.bot import exporting
from minutebook.bot.exporting import Wish


async def test_a_bundle_is_readable_by_its_owner_alone(council: Stage, tmp_path: Path) -> None:
    """As the ones that wait to be sent are, and backups."""
    await recorded(council, council.ann, QUOTE)
    target = tmp_path / "all.zip"
    await exporting.export(council.settings, Wish(), target, io.StringIO(), io.StringIO())
    assert target.stat().st_mode & 0o077 == 0
