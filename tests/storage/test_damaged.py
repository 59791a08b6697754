"""A store whose file was overwritten is told as damaged, with what to do; a file that is no store, as none."""

import sqlite3
from pathlib import Path

import pytest

from minutebook.council.errors import ConfigurationError, ForeignStoreError, StoreError
from minutebook.storage import councils, snapshots
from minutebook.storage.engine import refuse_foreign, translated
from minutebook.storage.store import Store
from storage.conftest import Place, capture

PAGE = 4096


@pytest.fixture
async def kept(store: Store, place: Place) -> Path:
    """The file of a store with a record in it, closed."""
    async with store.change() as tx:
        await capture(tx, 1)
    await store.close()
    return place.path


def overwrite(path: Path, begin: int, end: int) -> None:
    """Overwrite part of a file, as a failing card does."""
    content = bytearray(path.read_bytes())
    content[begin:end] = b"\xff" * (end - begin)
    path.write_bytes(bytes(content))


def change(path: Path, what: bytes, to: bytes) -> None:
    """Change some bytes wherever they stand in a file."""
    path.write_bytes(path.read_bytes().replace(what, to))


@pytest.mark.parametrize("begin", [0, 100], ids=["its beginning", "its list of tables"])
def test_a_store_of_ours_is_told_as_damaged(kept: Path, begin: int) -> None:
    """Where our mark still stands in the file, it is not taken for another program's."""
    overwrite(kept, begin, 60 if begin == 0 else PAGE)
    with pytest.raises(
        StoreError, match="is damaged; put the last backup back with minutebook restore"
    ) as told:
        refuse_foreign(kept)
    assert not isinstance(told.value, ForeignStoreError)


def test_a_file_without_our_mark_may_have_been_ours(kept: Path) -> None:
    """Where the whole first page is gone nobody can know, so both are said."""
    overwrite(kept, 0, PAGE)
    with pytest.raises(
        ForeignStoreError, match=r"is not a Minutebook database; if it was, .*minutebook restore"
    ):
        refuse_foreign(kept)


def test_a_damaged_search_index_is_damage(kept: Path) -> None:
    """SQLite's longer names of the same fault are told in the same sentence."""
    probe = sqlite3.connect(kept)
    probe.execute("UPDATE record_search_data SET block = x'ffffffffffffffff' WHERE id <> 1")
    probe.commit()
    with pytest.raises(StoreError, match="is damaged"), translated():
        probe.execute("SELECT rowid FROM record_search WHERE record_search MATCH 'fence*'").fetchall()
    probe.close()


async def test_text_that_is_none_is_damage(kept: Path, place: Place) -> None:
    """Bytes overwritten within a text, or within the list of tables, are damage too, and no traceback."""
    change(kept, b"Wexcombe", b"Wex\xb4ombe")
    store = await place.open()
    with pytest.raises(StoreError, match="is damaged"):
        async with store.read() as tx:
            await councils.everyone(tx)
    await store.close()
    change(kept, b"CREATE TABLE outbox", b"CREATE TABL\xb4 outbox")
    with pytest.raises(StoreError, match="is damaged"):
        refuse_foreign(kept)


def test_only_what_this_program_knows_is_copied(kept: Path, tmp_path: Path) -> None:
    """A newer program's store, another program's database and one with nothing in it are each refused by name."""
    snapshots.refuse_unknown(kept)
    probe = sqlite3.connect(kept)
    probe.execute("UPDATE alembic_version SET version_num = '9999'")
    probe.commit()
    probe.close()
    with pytest.raises(ForeignStoreError, match="made by a newer Minutebook; update the program"):
        snapshots.refuse_unknown(kept)
    theirs, nothing = tmp_path / "theirs.db", tmp_path / "nothing.db"
    probe = sqlite3.connect(theirs)
    probe.execute("CREATE TABLE theirs (x)")
    probe.commit()
    probe.close()
    nothing.touch()
    before = theirs.read_bytes()
    with pytest.raises(ForeignStoreError, match="is another program's database"):
        snapshots.refuse_unknown(theirs)
    with pytest.raises(ConfigurationError, match="nothing to back up"):
        snapshots.refuse_unknown(nothing)
    assert theirs.read_bytes() == before
    assert nothing.read_bytes() == b""
