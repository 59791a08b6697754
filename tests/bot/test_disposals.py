"""The register of disposals on disk: only added to, read in spite of a crash, and the files that go with it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.conftest import NOW
from minutebook.bot.disposals import Register, add_to_register, read_register, register_path
from minutebook.council.disposal import Grounds
from minutebook.council.errors import StoreError
from minutebook.council.messages import Attachment, Message, Sender
from minutebook.council.records import Method, Reference, Route
from minutebook.council.settings import CouncilSettings
from minutebook.storage import certificates, councils, disposing, files, records
from minutebook.storage.records import Capture
from minutebook.storage.schema_records import record_files
from minutebook.storage.store import Store, open_store

SHA = "a" * 64


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of files."""
    made = tmp_path / "files"
    made.mkdir()
    return made


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A new store with one council."""
    opened = await open_store(f"sqlite+aiosqlite:///{tmp_path / 'minutebook.db'}", NOW)
    async with opened.change() as tx:
        await councils.create(tx, "Wexcombe Parish Council", CouncilSettings(), by=1, now=NOW)
    yield opened
    await opened.close()


async def record(store: Store, number: int, sha256: str | None = None) -> int:
    """Put a message on the record, with a file of that content on disk; return its key."""
    attachment = Attachment("document", f"id{number}", f"u{number}", "quote.pdf", "application/pdf", 5)
    said = Message(-1001, number, Sender(7, "Ann"), NOW, "A quote.", attachments=(attachment,))
    what = Capture([said], None, 7, "Ann", Method.COMMAND, frozenset(), frozenset(), Route.CLERK)
    async with store.change() as tx:
        await records.capture(tx, 1, what, year=2026, now=NOW, salt=lambda size: b"s" * size)
        [wanted] = [file for file in await files.wanted(tx, NOW) if file.file_id == f"id{number}"]
        if sha256 is not None:
            await files.store(tx, wanted, sha256=sha256, size=5, path=sha256, now=NOW)
        return wanted.record_id


async def dispose(store: Store, key: int) -> None:
    """Dispose of a record."""
    async with store.change() as tx:
        await disposing.dispose(tx, key, Grounds.DUE, by=9, by_name="Ruth", now=NOW)


def register(store: Store, folder: Path) -> Register:
    """The register of that store."""
    return Register(store, folder, lambda: NOW)


async def test_a_file_two_records_have_goes_with_the_second(store: Store, folder: Path) -> None:
    """Equal content is stored once, and deleted when the last record that has it is disposed of."""
    (folder / SHA).write_bytes(b"quote")
    first, second = await record(store, 1, SHA), await record(store, 2, SHA)
    kept = register(store, folder)
    await dispose(store, first)
    await kept.settle()
    assert (folder / SHA).exists()
    await dispose(store, second)
    await kept.settle()
    assert not (folder / SHA).exists()
    assert [line.record_id for line in read_register(register_path(folder))] == [first, second]


async def test_what_a_crash_left_undone_is_done_at_the_next_start(store: Store, folder: Path) -> None:
    """A disposal whose register line and file were not seen to before the program ended is seen to at the start."""
    (folder / SHA).write_bytes(b"quote")
    await dispose(store, await record(store, 1, SHA))
    await register(store, folder).replay()
    assert not (folder / SHA).exists()
    assert len(read_register(register_path(folder))) == 1
    await register(store, folder).replay()
    assert len(read_register(register_path(folder))) == 1


async def test_a_torn_line_takes_no_other_with_it(store: Store, folder: Path) -> None:
    """After a line that a crash tore off the next begins on a line of its own; the torn one is written anew."""
    await dispose(store, await record(store, 1))
    await register(store, folder).settle()
    path = register_path(folder)
    path.write_bytes(path.read_bytes()[:40])
    assert read_register(path) == []
    await dispose(store, await record(store, 2))
    await register(store, folder).settle()
    assert [line.record_id for line in read_register(path)] == [1, 2]


async def test_the_register_is_only_added_to(store: Store, folder: Path) -> None:
    """What stands in it stays to the byte, also what this program cannot read."""
    path = register_path(folder)
    path.write_text('{"format":9,"of":"a later program"}\n')
    await dispose(store, await record(store, 1))
    await register(store, folder).replay()
    lines = path.read_text().splitlines()
    assert lines[0] == '{"format":9,"of":"a later program"}'
    assert len(lines) == 2


async def test_a_register_that_cannot_be_read_stops_the_start(store: Store, folder: Path) -> None:
    """Without it nobody can say what must not come back, so the program does not begin; it says what to do."""
    register_path(folder).mkdir()
    with pytest.raises(StoreError, match="cannot read the register of disposals"):
        await register(store, folder).replay()


async def test_a_register_that_cannot_be_written_is_written_later(
    store: Store, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A disposal stands all the same; the fault is in the log, and the line comes with the next."""
    kept = register(store, folder)
    await kept.replay()
    path = register_path(folder)
    path.mkdir()
    await dispose(store, await record(store, 1))
    await kept.settle()
    assert "after a disposal: IsADirectoryError" in caplog.text
    path.rmdir()
    await dispose(store, await record(store, 2))
    await kept.settle()
    assert [line.record_id for line in read_register(path)] == [1, 2]


async def test_a_file_fetched_too_late_is_not_kept(store: Store, folder: Path) -> None:
    """A file whose record was disposed of while it was fetched has no row and no ledger entry."""
    key = await record(store, 1)
    async with store.read() as tx:
        [wanted] = await files.wanted(tx, NOW)
    await dispose(store, key)
    async with store.change() as tx:
        assert not await files.store(tx, wanted, sha256=SHA, size=5, path=SHA, now=NOW)
        assert await tx.rows(sa.select(record_files)) == []
        assert await certificates.by_reference(tx, 1, Reference(2026, 1)) is not None


def test_lines_are_added_for_good(folder: Path) -> None:
    """Nothing to add makes no file."""
    add_to_register(register_path(folder), [])
    assert not register_path(folder).exists()


async def test_another_databases_lines_hide_none_of_this_ones(store: Store, folder: Path) -> None:
    """A line of another database with the same keys stays in the register, and this one's is added beside it."""
    await dispose(store, await record(store, 1))
    await register(store, folder).settle()
    [own] = read_register(register_path(folder))
    other = replace(own, since=NOW.replace(year=2020))
    register_path(folder).unlink()
    add_to_register(register_path(folder), [other])
    await register(store, folder).replay()
    assert read_register(register_path(folder)) == [other, own]
