"""A restore that was cut off is no hindrance to the next: what it left is its own, known by its name, and goes."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from bot.test_restore import backup, empty, put_back, vault
from bot.vault import Vault
from minutebook.bot.restore_mark import STAGING, mark_of
from minutebook.council.errors import ConfigurationError

__all__ = ["backup", "empty", "vault"]


def cut_off(place: Vault, backup_of: Vault) -> tuple[Path, Path]:
    """Leave what a restore does that is killed between its files and its database; return database and files."""
    files = place.settings.storage.files
    database = files.parent / "minutebook.db"
    place = hashlib.sha256(str(database.resolve()).encode()).hexdigest()[:12]
    staged = files.parent / f"{STAGING}{database.name}-{place}-x1y2_z34"
    staged.mkdir(parents=True)
    (staged / "minutebook.db").write_bytes(b"half")
    files.mkdir()
    names = []
    for path in backup_of.settings.storage.files.iterdir():
        (files / path.name).write_bytes(path.read_bytes())
        names.append(path.name)
    (files.parent / f"{STAGING}{database.name}.json").write_text(json.dumps(names))
    return database, files


async def test_a_restore_that_was_killed_may_be_begun_again(vault: Vault, backup: Path, empty: Vault) -> None:
    """Files without their database are taken back and all is restored; nothing of the first try is left."""
    database, files = cut_off(empty, vault)
    assert "Restored as it was" in await put_back(backup, empty)
    assert database.exists()
    assert sorted(os.listdir(files)) == sorted(os.listdir(vault.settings.storage.files))
    assert not [name for name in os.listdir(files.parent) if name.startswith(STAGING)]


async def test_what_somebody_else_put_there_is_left_alone(vault: Vault, backup: Path, empty: Vault) -> None:
    """A file that the cut-off restore did not bring stays, and the place counts as not empty."""
    _, files = cut_off(empty, vault)
    (files / "mine.txt").write_text("not yours")
    with pytest.raises(ConfigurationError, match="is there already"):
        await put_back(backup, empty)
    assert os.listdir(files) == ["mine.txt"]


async def test_a_mark_left_behind_harms_nothing(vault: Vault, backup: Path, empty: Vault) -> None:
    """Neither a mistyped backup nor a damaged mark costs a file, and only the program's own leftovers go."""
    _, files = cut_off(empty, vault)
    there = sorted(os.listdir(files))
    own = files.parent / f"{STAGING}minutebook.db-mine"
    own.mkdir()
    with pytest.raises(ConfigurationError, match="there is no backup"):
        await put_back(backup.with_name("nosuch.zip"), empty)
    assert sorted(os.listdir(files)) == there
    mark_of(files.parent / "minutebook.db").write_text('{"not": "a list"}')
    with pytest.raises(ConfigurationError, match="is there already"):
        await put_back(backup, empty)
    assert sorted(os.listdir(files)) == there
    assert own.is_dir()
