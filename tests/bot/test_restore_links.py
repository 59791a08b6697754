"""Restoring where the database or the folder of files is a link: one lock, one mark, and the register the bot reads."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.test_restore import Members, backup, empty, put_back, vault
from bot.vault import NAME, NOW, Vault, altered
from minutebook.bot import archives, restore_mark
from minutebook.bot.backing_up import back_up
from minutebook.bot.disposals import Register, register_path
from minutebook.bot.restore_mark import mark_of
from minutebook.council.disposal import Grounds
from minutebook.council.errors import StoreBusyError
from minutebook.storage import disposing
from minutebook.storage.engine import sole_user
from minutebook.storage.store import open_store

__all__ = ["backup", "empty", "vault"]


def linked(link: Path, to: Path) -> None:
    """Let a name lead to another place, as to a larger disk."""
    to.parent.mkdir(parents=True, exist_ok=True)
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(to)


async def disposed(vault: Vault) -> bytes:
    """Dispose of the first record, and return the register."""
    store = await open_store(vault.settings.storage.url, NOW)
    async with store.change() as tx:
        await disposing.dispose(tx, 1, Grounds.ERROR, by=1, by_name="Ruth", now=NOW + timedelta(minutes=1))
    await Register(store, vault.files, lambda: NOW).settle()
    await store.close()
    return register_path(vault.files).read_bytes()


async def test_the_register_is_put_where_the_bot_reads_it(vault: Vault, backup: Path, empty: Vault) -> None:
    """What was disposed of while the backup was packed does not come back, though the files lie on another disk."""
    line = await disposed(vault)

    def with_register(members: Members) -> None:
        members["disposals.jsonl"] = line
        told = json.loads(members["manifest.json"])
        sha256 = hashlib.sha256(line).hexdigest()
        told["files"].append({"name": "disposals.jsonl", "size": len(line), "sha256": sha256})
        members["manifest.json"] = json.dumps(told).encode()

    altered(backup, with_register)
    disk = empty.folder / "disk" / "files"
    disk.mkdir(parents=True)
    linked(empty.files, disk)
    await put_back(backup, empty)
    assert register_path(empty.files).read_bytes() == line
    assert not register_path(disk).exists()
    assert empty.ask("SELECT id FROM records") == [(2,)]
    assert empty.ask("SELECT record_id FROM disposals") == [(1,)]


def test_a_database_has_one_user_by_whatever_name(tmp_path: Path) -> None:
    """Whoever holds it by a link to it keeps out who names it itself, and the other way round."""
    real = tmp_path / "disk" / "minutebook.db"
    link = tmp_path / "data" / "other.db"
    linked(link, real)
    for first, second in ((real, link), (link, real)):
        with sole_user(first), pytest.raises(StoreBusyError, match="another Minutebook"), sole_user(second):
            pass


async def test_nothing_is_restored_under_a_bot_that_runs_by_a_link(backup: Path, empty: Vault) -> None:
    """The lock of a bot whose database is a link keeps a restore out, and ends with it."""
    linked(empty.database, empty.folder / "disk" / "minutebook.db")
    with sole_user(empty.database), pytest.raises(StoreBusyError, match="another Minutebook"):
        await put_back(backup, empty)
    assert "3 entries" in await put_back(backup, empty)
    assert empty.database.is_symlink()


def test_a_mark_is_forgotten_by_a_link_too(empty: Vault) -> None:
    """What a restore marked under the place itself, a start by the link forgets: the files are then its own."""
    linked(empty.database, empty.folder / "disk" / "minutebook.db")
    mark = mark_of(empty.database.resolve())
    mark.write_text(json.dumps([NAME]))
    restore_mark.forget(empty.database)
    assert not mark.exists()


async def test_a_moment_without_a_zone_is_no_backups_of_ours(
    vault: Vault, backup: Path, empty: Vault
) -> None:
    """Such a file beside a backup does not count and ends no restore; by itself it is refused in a sentence."""

    def zoneless(members: Members) -> None:
        told = json.loads(members["manifest.json"])
        told["made_at"] = "2026-03-11T19:00:00"
        members["manifest.json"] = json.dumps(told).encode()

    other = back_up(vault.settings, backup.with_name("c.zip"), NOW).path
    altered(other, zoneless)
    with pytest.raises(archives.ArchiveError, match="is damaged"):
        await put_back(other, empty)
    assert "3 entries" in await put_back(backup, empty)
    assert empty.ask("SELECT value FROM facts WHERE name = 'backups_known'") == [
        (json.dumps([NOW.isoformat()]),)
    ]
