"""Restoring: only what is whole, only into an empty place, and nothing is there before it is verified."""

import io
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.vault import NAME, NOW, PLAN, Vault, altered
from minutebook.bot import archives
from minutebook.bot.backing_up import back_up
from minutebook.bot.restoring import restore
from minutebook.council.errors import (
    ConfigurationError,
    LedgerBroken,
    MinutebookError,
    StoreBusyError,
    StoreFullError,
)
from minutebook.delivery.folder import write_through
from minutebook.storage.engine import sole_user
from minutebook.storage.migrate import HEAD

Members = dict[str, bytes]


@pytest.fixture
async def vault(tmp_path: Path) -> Vault:
    """A record store with something in it."""
    vault = Vault(tmp_path / "council")
    await vault.fill()
    return vault


@pytest.fixture
def backup(vault: Vault, tmp_path: Path) -> Path:
    """A good backup of it."""
    return back_up(vault.settings, tmp_path / "b.zip", NOW).path


@pytest.fixture
def empty(tmp_path: Path) -> Vault:
    """A place in which nothing is."""
    return Vault(tmp_path / "new")


async def put_back(backup: Path, place: Vault, *, broken: bool = False) -> str:
    """Restore, and return what is said."""
    out = io.StringIO()
    await restore(place.settings, backup, lambda: NOW, out, broken=broken)
    return out.getvalue()


async def test_a_backup_is_put_back_whole(vault: Vault, backup: Path, empty: Vault) -> None:
    """Records, files and ledger are as they were, verified, and count and head are told to be compared."""
    told = await put_back(backup, empty)
    [(seal,)] = vault.ask("SELECT seal FROM ledger WHERE seq = 3")
    assert f"Wexcombe Parish Council: 3 entries, head {seal}" in told
    assert "what came after is lost" in told
    for query in ("SELECT * FROM records", "SELECT * FROM ledger", "SELECT * FROM record_versions"):
        assert empty.ask(query) == vault.ask(query)
    assert (empty.files / NAME).read_bytes() == PLAN
    assert empty.names() == ["data/files/" + NAME, "data/minutebook.db"]
    facts = dict(empty.ask("SELECT name, value FROM facts"))
    assert facts["backup_at"] == NOW.isoformat()
    assert facts["restored_at"] == NOW.isoformat()


async def test_later_backups_beside_it_are_known_to_the_restored_store(
    vault: Vault, backup: Path, empty: Vault
) -> None:
    """What is disposed of from now on stands in those too; another council's do not count, nor what is no backup."""
    other = Vault(vault.folder.parent / "other")
    await other.fill()
    renamed = sqlite3.connect(other.database)
    renamed.execute("UPDATE councils SET name = 'Marlow Town Council'")
    renamed.commit()
    renamed.close()
    back_up(vault.settings, backup.with_name("later.zip"), NOW + timedelta(days=1))
    back_up(other.settings, backup.with_name("marlow.zip"), NOW + timedelta(days=2))
    backup.with_name("holiday.zip").write_bytes(b"photographs")
    await put_back(backup, empty)
    [(known,)] = empty.ask("SELECT value FROM facts WHERE name = 'backups_known'")
    assert json.loads(str(known)) == [(NOW + timedelta(days=day)).isoformat() for day in (0, 1)]


async def test_files_may_lie_on_another_disk_by_a_link(vault: Vault, backup: Path, empty: Vault) -> None:
    """Where the folder of files is a link, what it leads to is filled, and the link stays."""
    disk = empty.folder / "disk" / "files"
    disk.mkdir(parents=True)
    empty.files.parent.mkdir(parents=True)
    empty.files.symlink_to(disk)
    assert "Restored" in await put_back(backup, empty)
    assert (disk / NAME).read_bytes() == PLAN
    assert empty.files.is_symlink()


async def test_a_place_that_is_not_empty_is_left_alone(vault: Vault, backup: Path, empty: Vault) -> None:
    """Neither a database nor a file is written over, and the bot must not be running there."""
    before = vault.database.read_bytes()
    with pytest.raises(ConfigurationError, match="empty place only"):
        await put_back(backup, vault)
    assert vault.database.read_bytes() == before
    empty.files.mkdir(parents=True)
    (empty.files / "mine").write_bytes(b"mine")
    with pytest.raises(ConfigurationError, match="empty place only"):
        await put_back(backup, empty)
    assert empty.names() == ["data/files/mine"]
    (empty.files / "mine").unlink()
    with sole_user(empty.database), pytest.raises(StoreBusyError, match="another Minutebook"):
        await put_back(backup, empty)
    assert "3 entries" in await put_back(backup, empty)


async def test_what_is_no_backup_is_refused(tmp_path: Path, empty: Vault, vault: Vault) -> None:
    """A file that is missing, another program's, or another kind of ZIP, is told in a sentence."""
    with pytest.raises(ConfigurationError, match="there is no backup at"):
        await put_back(tmp_path / "none.zip", empty)
    with pytest.raises(archives.ArchiveError, match="no backup of Minutebook"):
        await put_back(vault.database, empty)
    shutil.make_archive(str(tmp_path / "other"), "zip", vault.files)
    with pytest.raises(archives.ArchiveError, match="no manifest"):
        await put_back(tmp_path / "other.zip", empty)
    assert empty.names() == []


def cut(archive: Path, part: float) -> None:
    """Leave the beginning of a file."""
    whole = archive.read_bytes()
    archive.write_bytes(whole[: int(len(whole) * part)])


@pytest.mark.parametrize("part", [0.0, 0.2, 0.9, 0.999])
async def test_a_truncated_backup_is_refused(backup: Path, empty: Vault, part: float) -> None:
    """One that is only the beginning of one puts nothing there."""
    cut(backup, part)
    with pytest.raises(archives.ArchiveError, match="use another backup"):
        await put_back(backup, empty)
    assert empty.names() == []


def swap_a_file(members: Members) -> None:
    """Another file under the name of one."""
    members[f"files/{NAME}"] = b"x" * len(PLAN)


def lose_a_file(members: Members) -> None:
    """A file the manifest names is not there."""
    del members[f"files/{NAME}"]


def add_a_file(members: Members) -> None:
    """A file the manifest does not name."""
    members["files/" + "0" * 64] = b"x"


def climb_out(members: Members) -> None:
    """A name that leads out of the folder, in the manifest too."""
    told = json.loads(members["manifest.json"])
    told["files"][1]["name"] = "../../evil"
    members["../../evil"] = members.pop(f"files/{NAME}")
    members["manifest.json"] = json.dumps(told).encode()


def other_heads(members: Members) -> None:
    """A manifest that says another thing of the ledger."""
    told = json.loads(members["manifest.json"])
    told["councils"][0]["entries"] = 2
    members["manifest.json"] = json.dumps(told).encode()


def no_manifest_at_all(members: Members) -> None:
    """A manifest that is no JSON."""
    members["manifest.json"] = b"{"


def swap_the_database(members: Members) -> None:
    """A database with one word changed."""
    members["minutebook.db"] = members["minutebook.db"].replace(b"mend the fence", b"sell the fence")


TAMPERINGS = [
    swap_a_file,
    lose_a_file,
    add_a_file,
    climb_out,
    other_heads,
    no_manifest_at_all,
    swap_the_database,
]


@pytest.mark.parametrize("change", TAMPERINGS, ids=lambda change: change.__name__)
async def test_an_altered_backup_is_refused(
    backup: Path, empty: Vault, change: Callable[[Members], None]
) -> None:
    """Whatever in it is not what its manifest says is named, and nothing is put there."""
    altered(backup, change)
    with pytest.raises(archives.ArchiveError, match="is damaged"):
        await put_back(backup, empty)
    assert empty.names() == []
    assert not (empty.folder.parent / "evil").exists()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_flipped_byte_is_found_or_harmless(backup: Path, tmp_path: Path, data: st.DataObject) -> None:
    """Any single byte changed on the way is found, or stands where nothing is read from."""
    whole = backup.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    flipped = bytearray(whole)
    flipped[place] ^= data.draw(st.integers(1, 255))
    changed = tmp_path / "changed.zip"
    changed.write_bytes(flipped)
    with archives.opened(backup) as good:
        manifest = good.manifest
    try:
        with archives.opened(changed) as archive:
            archive.check()
            assert archive.manifest.members == manifest.members
    except (MinutebookError, OSError):
        return


async def test_a_ledger_that_does_not_verify_is_told(vault: Vault, empty: Vault, tmp_path: Path) -> None:
    """A store that was tampered with before it was backed up is put back only for who insists, with the break named."""
    probe = sqlite3.connect(vault.database)
    probe.execute("UPDATE record_versions SET text = 'We sold the fence.' WHERE record_id = 1")
    probe.commit()
    probe.close()
    backup = back_up(vault.settings, tmp_path / "b.zip", NOW).path
    with pytest.raises(LedgerBroken, match="entry 1"):
        await put_back(backup, empty)
    assert empty.names() == []
    assert "ledger entry 1" in await put_back(backup, empty, broken=True)
    assert empty.database.exists()


async def test_a_backup_of_a_newer_form_is_refused(backup: Path, empty: Vault) -> None:
    """A newer form of archive asks for an update."""

    def newer(members: Members) -> None:
        members["manifest.json"] = members["manifest.json"].replace(b'"version": 1', b'"version": 2')

    altered(backup, newer)
    with pytest.raises(archives.ArchiveError, match="newer Minutebook"):
        await put_back(backup, empty)
    assert empty.names() == []


async def test_a_full_disk_leaves_the_place_empty(backup: Path, empty: Vault) -> None:
    """Where there is no room for all of it, none of it is put there, and it can be tried again."""
    written: list[Path] = []

    def until_full(path: Path, pieces: Iterable[bytes]) -> None:
        if written:
            raise OSError(28, "No space left on device")
        written.append(path)
        write_through(path, pieces)

    with pytest.raises(StoreFullError, match=r"No space left on device.*nothing was put there"):
        await restore(empty.settings, backup, lambda: NOW, io.StringIO(), write=until_full)
    assert empty.names() == []
    assert "3 entries" in await put_back(backup, empty)


async def test_an_old_store_is_backed_up_as_it_is_and_brought_up_to_date_when_put_back(
    empty: Vault, tmp_path: Path
) -> None:
    """A backup migrates nothing: it can be made before a new program is let near the store."""
    old = Vault(tmp_path / "old")
    old.database.parent.mkdir(parents=True)
    probe = sqlite3.connect(old.database)
    schema = Path(__file__).parents[1] / "storage" / "schema_0001.sql"
    probe.executescript(schema.read_text(encoding="utf-8"))
    probe.close()
    made = back_up(old.settings, tmp_path / "b.zip", NOW)
    assert made.manifest.schema == "0001"
    assert not made.good, "the file of that store is in no folder"
    assert old.ask("SELECT version_num FROM alembic_version") == [("0001",)]
    with pytest.raises(LedgerBroken, match="file"):
        await put_back(made.path, empty)
    assert "ledger entry" in await put_back(made.path, empty, broken=True)
    assert empty.ask("SELECT version_num FROM alembic_version") == [(HEAD,)]
