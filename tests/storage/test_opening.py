"""Opening the file: who may read it, and what is refused, by our errors and with words for a person."""

import asyncio
import sqlite3
import stat
import sys
from pathlib import Path

import pytest

from minutebook.council.errors import (
    ConfigurationError,
    ForeignStoreError,
    StoreBusyError,
    StoreError,
    StoreFullError,
)
from minutebook.council.finding import Query, Term
from minutebook.council.records import Route
from minutebook.council.settings import CouncilSettings
from minutebook.storage import councils, memory, records, search
from minutebook.storage.engine import make_private_folder
from minutebook.storage.store import Store, open_store
from storage.conftest import NOW, Place, capture


def mode(path: Path) -> int:
    """A file's permissions."""
    return stat.S_IMODE(path.stat().st_mode)


async def test_only_its_owner_can_read_the_store(place: Place) -> None:
    """The file and its WAL are 0600 and every folder made for them 0700, whatever the umask."""
    store = await place.open()
    async with store.change() as tx:
        await memory.remember(tx, 1, [])
    assert mode(place.path) == 0o600
    assert mode(place.path.with_name(place.path.name + "-wal")) == 0o600
    assert mode(place.path.parent) == 0o700
    assert mode(place.path.parent.parent) == 0o700
    await store.close()


async def test_a_store_left_open_to_others_is_closed_to_them(place: Place) -> None:
    """A file somebody made readable is 0600 again once it is opened; a folder that was there stays as it is."""
    await (await place.open()).close()
    place.path.chmod(0o644)
    place.path.parent.chmod(0o755)
    await (await place.open()).close()
    assert mode(place.path) == 0o600
    assert mode(place.path.parent) == 0o755


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """Where a file is in the way of a folder, the error names the folder."""
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(StoreFullError, match="data"):
        make_private_folder(tmp_path / "data" / "files")


@pytest.mark.parametrize(
    "url", ["", "nonsense", "sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:", "postgresql://host/db"]
)
async def test_an_url_of_another_kind_is_refused(url: str) -> None:
    """Only a SQLite file is taken; the error names the key."""
    with pytest.raises(ConfigurationError, match=r"storage\.url"):
        await open_store(url, NOW)


async def test_another_programs_database_is_refused(place: Place) -> None:
    """A SQLite file with tables of its own is not touched."""
    place.path.parent.mkdir(parents=True)
    probe = sqlite3.connect(place.path)
    probe.execute("CREATE TABLE theirs (x)")
    probe.commit()
    probe.close()
    before = place.path.read_bytes()
    with pytest.raises(ForeignStoreError, match="another program"):
        await place.open()
    assert place.path.read_bytes() == before


async def test_a_file_that_is_no_database_is_refused(place: Place) -> None:
    """Whatever else the file is, it is left as it is."""
    place.path.parent.mkdir(parents=True)
    place.path.write_bytes(b"Minutes of the meeting held on Tuesday. " * 200)
    with pytest.raises(ForeignStoreError, match="not a Minutebook database"):
        await place.open()
    assert place.path.read_bytes().startswith(b"Minutes of")


async def test_a_damaged_file_is_told_as_damaged(place: Place) -> None:
    """A store whose pages are overwritten is refused with our error, at opening or at the first read."""
    await (await place.open()).close()
    content = bytearray(place.path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    place.path.write_bytes(bytes(content))
    with pytest.raises(StoreError):
        await read_all(place)


async def read_all(place: Place) -> None:
    """Open a store and read its records."""
    store = await place.open()
    try:
        async with store.read() as tx:
            await records.page(tx, 1)
    finally:
        await store.close()


async def test_a_locked_file_is_busy(store: Store, place: Place) -> None:
    """While another process writes, a change says that the store is in use; afterwards it goes well."""
    other = sqlite3.connect(place.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    quick = sqlite3.connect(place.path)
    with pytest.raises(StoreBusyError):
        async with store.change() as tx:
            await capture(tx, 1)
    async with store.read() as tx:
        assert await records.page(tx, 1) == []
    other.execute("ROLLBACK")
    other.close()
    quick.close()
    async with store.change() as tx:
        await capture(tx, 1)
    async with store.read() as tx:
        assert len(await records.page(tx, 1)) == 1


async def test_a_file_that_cannot_be_written_is_told(place: Place) -> None:
    """A folder in the file's place is no store."""
    place.path.mkdir(parents=True)
    with pytest.raises(StoreFullError, match=str(place.path)):
        await place.open()


FULL = """
import asyncio, resource, signal, sys
from datetime import UTC, datetime
from minutebook.council.errors import StoreFullError
from minutebook.storage import records
from minutebook.storage.store import open_store
from storage.conftest import capture

async def main(url: str) -> None:
    store = await open_store(url, datetime.now(UTC))
    size = max(store.path.stat().st_size, store.path.with_name(store.path.name + "-wal").stat().st_size)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 400_000, resource.RLIM_INFINITY))
    kept = 0
    try:
        while True:
            async with store.change() as tx:
                await capture(tx, kept + 1, "x" * 20_000)
            kept += 1
    except StoreFullError as error:
        print(kept, error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    async with store.change() as tx:
        await capture(tx, 10_000)
    async with store.read() as tx:
        print(len(await records.page(tx, 1)))
    await store.close()

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
asyncio.run(main(sys.argv[1]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="this system limits no file's size")
async def test_a_full_disk_loses_nothing_that_was_kept(store: Store, place: Place) -> None:
    """When no more can be written a change fails whole, with our error; with room again it goes on."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        FULL,
        place.url,
        env={"PYTHONPATH": ":".join(sys.path)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(60):
        out, problems = await process.communicate()
    assert process.returncode == 0, problems.decode()
    first, second = out.decode().splitlines()
    kept, words = first.split(" ", 1)
    assert int(kept) > 0
    assert "is the disk full?" in words
    assert int(second) == int(kept) + 1
    async with store.read() as tx:
        assert len(await records.page(tx, 1)) == int(kept) + 1


@pytest.mark.skipif(
    sqlite3.sqlite_version_info < (3, 42), reason=f"SQLite {sqlite3.sqlite_version} has no FTS5 secure-delete"
)
async def test_the_search_index_overwrites_what_is_deleted(place: Place) -> None:
    """A word that is deleted from the search index stands nowhere in the file; opening anew changes nothing."""
    store = await place.open()
    async with store.change() as tx:
        await councils.create(tx, "Wexcombe", CouncilSettings(), by=1, now=NOW)
        await capture(tx, 1, "zyzzogeton")
        await search.forget(tx, 1)
    await store.close()
    probe = sqlite3.connect(place.path)
    blocks = [row[0] for row in probe.execute("SELECT block FROM record_search_data")]
    probe.close()
    assert not any(b"zyzzogeton" in block for block in blocks)
    before = place.path.read_bytes()
    await (await place.open()).close()
    assert place.path.read_bytes() == before


async def test_a_search_index_of_a_newer_sqlite_is_made_anew(place: Place) -> None:
    """A file that a newer SQLite has deleted from, moved to an older one, is captured into and searched as before."""
    store = await place.open()
    async with store.change() as tx:
        await councils.create(tx, "Wexcombe", CouncilSettings(), by=1, now=NOW)
        await capture(tx, 1, "The fence.")
    await store.close()
    probe = sqlite3.connect(place.path)
    probe.execute("UPDATE record_search_config SET v = 5 WHERE k = 'version'")
    probe.commit()
    probe.close()
    store = await place.open()
    async with store.change() as tx:
        await capture(tx, 2, "The other fence.")
        found = await search.find(tx, 1, Query((Term("fence"),)), list(Route), limit=5)
    await store.close()
    assert sorted(found.ids) == [1, 2]
