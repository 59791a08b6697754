"""Backups of what is no good store, and of what is written over: one sentence, and a true count."""

import hashlib
import json
import os
import sqlite3
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.test_backup import known_to, stick, vault
from bot.test_restore import Members, backup, empty, put_back
from bot.vault import NAME, NOW, Vault, altered
from e2e.process import CONFIG, command
from minutebook.bot import archives
from minutebook.bot.backing_up import back_up
from minutebook.council.errors import ForeignStoreError, StoreError

__all__ = ["backup", "empty", "stick", "vault"]

DAY = timedelta(days=1)


def change(database: Path, statement: str) -> None:
    """Change a database itself."""
    probe = sqlite3.connect(database)
    probe.execute(statement)
    probe.commit()
    probe.close()


def newer(members: Members, copy: Path) -> None:
    """Let the database of a backup be of a schema nobody knows yet; `copy`: where it is changed."""
    copy.write_bytes(members["minutebook.db"])
    change(copy, "UPDATE alembic_version SET version_num = '9999'")
    members["minutebook.db"] = copy.read_bytes()
    told = json.loads(members["manifest.json"])
    told["files"][0]["sha256"] = hashlib.sha256(members["minutebook.db"]).hexdigest()
    members["manifest.json"] = json.dumps(told).encode()


async def test_a_store_of_a_newer_program_is_neither_backed_up_nor_put_back(
    vault: Vault, stick: Path, backup: Path, empty: Vault, tmp_path: Path
) -> None:
    """What this program cannot read it cannot vouch for: both ask for an update, and nothing is left behind."""
    altered(backup, partial(newer, copy=tmp_path / "copy.db"))
    with pytest.raises(archives.ArchiveError, match="newer Minutebook"):
        await put_back(backup, empty)
    assert empty.names() == []
    known = known_to(vault)
    change(vault.database, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(ForeignStoreError, match="made by a newer Minutebook; update the program"):
        back_up(vault.settings, stick / "b.zip", NOW)
    assert os.listdir(stick) == []
    assert known_to(vault) == known


def test_a_damaged_store_is_told_as_damaged(vault: Vault, stick: Path) -> None:
    """Where pages were overwritten the backup is refused with what to do, and no half of one is left."""
    content = bytearray(vault.database.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    vault.database.write_bytes(bytes(content))
    with pytest.raises(StoreError, match="is damaged; put the last backup back with minutebook restore"):
        back_up(vault.settings, stick / "b.zip", NOW)
    assert os.listdir(stick) == []


async def test_a_damaged_database_in_a_backup_points_to_another_backup(backup: Path, empty: Vault) -> None:
    """One that was damaged when it was packed is no use, though it is as its manifest says."""

    def damaged(members: Members) -> None:
        content = members["minutebook.db"]
        members["minutebook.db"] = content[:4096] + b"\xff" * (len(content) - 4096)
        told = json.loads(members["manifest.json"])
        told["files"][0]["sha256"] = hashlib.sha256(members["minutebook.db"]).hexdigest()
        members["manifest.json"] = json.dumps(told).encode()

    altered(backup, damaged)
    with pytest.raises(archives.ArchiveError, match="holds a damaged database; use another backup"):
        await put_back(backup, empty)
    assert empty.names() == []


def test_a_backup_that_is_written_over_counts_no_longer(vault: Vault, stick: Path) -> None:
    """Three over one file are one, whether the last is good or not: a certificate counts what there still is."""
    for day in range(3):
        back_up(vault.settings, stick / "b.zip", NOW + day * DAY)
    assert known_to(vault) == [(NOW + 2 * DAY).isoformat()]
    (vault.files / NAME).unlink()
    assert not back_up(vault.settings, stick / "b.zip", NOW + 3 * DAY).good
    assert known_to(vault) == [(NOW + 3 * DAY).isoformat()]


class Nowhere:
    """An address at which nobody is."""

    base_url = "http://localhost:9/bot"
    base_file_url = "http://localhost:9/file/bot"


def configure(folder: Path) -> None:
    """Put a configuration there, for commands that need no Telegram."""
    text = CONFIG.format(token="700001:token", admin=1, address=Nowhere())
    (folder / "config.toml").write_text(text, encoding="utf-8")


async def test_another_programs_database_is_told_in_a_sentence(tmp_path: Path) -> None:
    """Each command that reads the store says whose file it is, in one line, and leaves it as it was."""
    configure(tmp_path)
    theirs = tmp_path / "data" / "minutebook.db"
    theirs.parent.mkdir()
    change(theirs, "CREATE TABLE theirs (x)")
    before = theirs.read_bytes()
    for arguments in (("verify",), ("backup", "b.zip"), ("export", "o.zip"), ("records",)):
        ended = await command(*arguments, cwd=tmp_path)
        assert (ended.code, ended.out) == (1, "")
        assert "is another program's database" in ended.err
        assert len(ended.err.splitlines()) == 1, ended.err
    assert theirs.read_bytes() == before
