"""Backups: whole or not at all, read again before they count, and never in the way of the one before."""

import io
import json
import os
import sqlite3
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import IO

import pytest

from bot.vault import NAME, NOW, PLAN, Vault
from minutebook.bot.backing_up import STAGING, back_up, make_new, tell
from minutebook.council.errors import ConfigurationError, StoreFullError


@pytest.fixture
async def vault(tmp_path: Path) -> Vault:
    """A record store with something in it."""
    vault = Vault(tmp_path / "council")
    await vault.fill()
    return vault


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Where backups go."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_a_backup_holds_database_files_and_hashes(vault: Vault, stick: Path) -> None:
    """Everything the records have is in it, with a manifest that says what, and the store knows of it."""
    made = back_up(vault.settings, stick / "b.zip", NOW)
    assert made.good
    assert made.noted
    with zipfile.ZipFile(stick / "b.zip") as archive:
        assert archive.read(f"files/{NAME}") == PLAN
        manifest = json.loads(archive.read("manifest.json"))
    assert [item["name"] for item in manifest["files"]] == ["minutebook.db", f"files/{NAME}"]
    assert manifest["councils"][0]["entries"] == 3
    assert vault.ask("SELECT value FROM facts WHERE name = 'backup_at'") == [(NOW.isoformat(),)]
    assert os.listdir(stick) == ["b.zip"]
    if os.name == "posix":
        assert (stick / "b.zip").stat().st_mode & 0o077 == 0
    out = io.StringIO()
    tell(made, out)
    assert "Wexcombe Parish Council: 3 entries, head" in out.getvalue()


def test_a_backup_takes_no_part_of_what_is_being_written(vault: Vault, stick: Path) -> None:
    """While another process is in the middle of a change, the state before it is copied."""
    writer = sqlite3.connect(vault.database, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO facts VALUES ('half', 'done')")
    made = back_up(vault.settings, stick / "b.zip", NOW)
    assert made.good
    assert not made.noted, "the store is locked, and cannot be told"
    out = io.StringIO()
    tell(made, out)
    assert "could not note it" in out.getvalue()
    writer.execute("ROLLBACK")
    writer.close()
    with zipfile.ZipFile(stick / "b.zip") as archive:
        assert b"half" not in archive.read("minutebook.db")


def test_in_a_folder_it_is_named_by_the_moment_and_old_ones_go(vault: Vault, stick: Path) -> None:
    """A cron line needs no date: the folder is enough, and the newest few are left; nothing else is touched."""
    (stick / "minutebook-notes.zip").write_bytes(b"mine")
    for day in range(4):
        back_up(vault.settings, stick, NOW + timedelta(days=day), keep=2)
    assert sorted(os.listdir(stick)) == [
        "minutebook-2026-03-12-1900.zip",
        "minutebook-2026-03-13-1900.zip",
        "minutebook-notes.zip",
    ]
    [(known,)] = vault.ask("SELECT value FROM facts WHERE name = 'backups_known'")
    assert json.loads(str(known)) == [(NOW + timedelta(days=day)).isoformat() for day in (2, 3)]


def known_to(vault: Vault) -> list[str]:
    """The backups that a certificate of disposal would count, by their moments."""
    rows = vault.ask("SELECT value FROM facts WHERE name = 'backups_known'")
    return [str(moment) for (value,) in rows for moment in json.loads(str(value))]


def test_backups_of_one_minute_in_two_folders_are_told_apart(vault: Vault, stick: Path) -> None:
    """The one that is deleted for a newer one counts no longer; the other, of the same name elsewhere, does."""
    shelf = stick / "shelf"
    shelf.mkdir()
    moments = [NOW, NOW + timedelta(seconds=20), NOW + timedelta(days=1)]
    back_up(vault.settings, stick, moments[0], keep=1)
    back_up(vault.settings, shelf, moments[1], keep=1)
    assert os.listdir(shelf) == ["minutebook-2026-03-10-1900.zip"]
    back_up(vault.settings, stick, moments[2], keep=1)
    assert known_to(vault) == [moment.isoformat() for moment in moments[1:]]


def test_a_backup_counts_from_its_beginning_on(vault: Vault, stick: Path) -> None:
    """What is disposed of while it is being packed stands in it; one that came to nothing counts no longer."""
    seen = []

    def looked_at(path: Path) -> IO[bytes]:
        seen.append(known_to(vault))
        return make_new(path)

    back_up(vault.settings, stick / "b.zip", NOW, make=looked_at)
    assert seen == [[NOW.isoformat()]]
    with pytest.raises(StoreFullError):
        back_up(vault.settings, stick / "c.zip", NOW + timedelta(days=1), make=on_small_disk)
    assert known_to(vault) == [NOW.isoformat()]


class SmallDisk(io.FileIO):
    """The outermost port: a disk with room for so many bytes."""

    room = 2_000

    def write(self, data: object) -> int:
        """Write as far as there is room."""
        content = bytes(data)  # type: ignore[call-overload]
        if self.tell() + len(content) > self.room:
            raise OSError(28, "No space left on device")
        return super().write(content)


def on_small_disk(path: Path) -> IO[bytes]:
    """Open a new file on it."""
    return SmallDisk(path, "xb+")  # type: ignore[return-value]


def test_a_full_disk_leaves_the_backup_before_as_it_was(vault: Vault, stick: Path) -> None:
    """Where there is no room, that is said in a sentence, nothing half is left, and the last good one stays."""
    back_up(vault.settings, stick / "b.zip", NOW)
    before = (stick / "b.zip").read_bytes()
    with pytest.raises(StoreFullError, match=r"No space left on device.*nothing there was changed"):
        back_up(vault.settings, stick / "b.zip", NOW + timedelta(days=1), make=on_small_disk)
    assert (stick / "b.zip").read_bytes() == before
    assert os.listdir(stick) == ["b.zip"]
    assert vault.ask("SELECT value FROM facts WHERE name = 'backup_at'") == [(NOW.isoformat(),)]


class Liar(io.FileIO):
    """The outermost port: a disk that takes everything and keeps something else."""

    def write(self, data: object) -> int:
        """Keep another byte."""
        content = bytearray(data)  # type: ignore[call-overload]
        if len(content) > 500:
            content[400] ^= 1
        return super().write(content)


def test_what_the_disk_does_not_give_back_is_no_backup(vault: Vault, stick: Path) -> None:
    """It is read again before it counts: a stick that lies is found out on the day, not on the day it is needed."""
    back_up(vault.settings, stick / "b.zip", NOW)
    before = (stick / "b.zip").read_bytes()
    with pytest.raises(Exception, match="is damaged"):
        back_up(vault.settings, stick / "b.zip", NOW + timedelta(1), make=lambda path: Liar(path, "xb+"))  # type: ignore[arg-type,return-value]
    assert (stick / "b.zip").read_bytes() == before


@pytest.mark.parametrize("fate", ["gone", "swapped"])
def test_a_file_that_is_missing_is_told_and_the_rest_is_kept(vault: Vault, stick: Path, fate: str) -> None:
    """What can be saved is saved; but it is no good backup, and does not count as one."""
    (vault.files / NAME).unlink()
    if fate == "swapped":
        (vault.files / NAME).write_bytes(b"another")
    made = back_up(vault.settings, stick / "b.zip", NOW)
    assert not made.good
    assert made.manifest.missing == (NAME,)
    out = io.StringIO()
    tell(made, out)
    assert "missing from the store or damaged there: 1" in out.getvalue()
    assert vault.ask("SELECT value FROM facts WHERE name = 'backup_at'") == []


def test_nothing_but_a_backup_is_written_over(vault: Vault, stick: Path) -> None:
    """A slip of the finger does not cost the database, nor anything else; a stick that is not there is said."""
    (stick / "letter.doc").write_bytes(b"Dear all")
    before = vault.database.read_bytes()
    for target in (vault.database, stick / "letter.doc"):
        with pytest.raises(ConfigurationError, match="no backup of Minutebook"):
            back_up(vault.settings, target, NOW)
    with pytest.raises(ConfigurationError, match="is the disk there"):
        back_up(vault.settings, stick / "unplugged" / "b.zip", NOW)
    assert vault.database.read_bytes() == before
    assert os.listdir(stick) == ["letter.doc"]


def test_there_must_be_something_to_back_up(tmp_path: Path, stick: Path) -> None:
    """Without a database it says so, and makes none."""
    nowhere = Vault(tmp_path / "nowhere")
    with pytest.raises(ConfigurationError, match="nothing to back up"):
        back_up(nowhere.settings, stick / "b.zip", NOW)
    assert not nowhere.folder.exists()


def test_what_was_cut_off_is_cleared_away_the_next_day(vault: Vault, stick: Path) -> None:
    """A copy of the records that a power cut left beside its place does not stay there; a fresh one is not touched."""
    for name, age in (("old", 2), ("fresh", 0)):
        left = stick / f"{STAGING}{name}"
        left.mkdir()
        (left / "minutebook.db").write_bytes(b"half")
        at = (NOW - timedelta(days=age)).timestamp()
        os.utime(left, (at, at))
    back_up(vault.settings, stick / "b.zip", NOW)
    assert sorted(os.listdir(stick)) == [f"{STAGING}fresh", "b.zip"]


def test_a_new_file_is_never_one_that_was_there(stick: Path) -> None:
    """What an archive is written to is new."""
    make_new(stick / "a").close()
    with pytest.raises(FileExistsError):
        make_new(stick / "a")
