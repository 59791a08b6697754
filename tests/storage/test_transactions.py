"""Transactions: all or nothing whatever ends them, one chain however many write, and a ledger nobody edits."""

import asyncio
import sqlite3
from collections import Counter

import pytest
import sqlalchemy as sa

from minutebook.council.records import Reference
from minutebook.storage import ledgers, records
from minutebook.storage.schema_records import ledger
from minutebook.storage.store import Store
from minutebook.storage.verifying import verify_council
from storage.conftest import Place, capture


async def references(store: Store) -> list[str]:
    """The references of everything on the record."""
    async with store.read() as tx:
        return [str(record.reference) for record in await records.page(tx, 1)]


async def test_a_clean_exit_keeps_what_was_written(store: Store, place: Place) -> None:
    """What a change wrote is there for a new reader of the file."""
    async with store.change() as tx:
        await capture(tx, 1)
    reopened = await place.open()
    try:
        assert await references(reopened) == ["2026/0001"]
    finally:
        await reopened.close()


async def test_an_error_keeps_nothing(store: Store, place: Place) -> None:
    """What was written before an error is not there, not even in part, and the next change goes well."""

    async def breaks_off() -> None:
        async with store.change() as tx:
            await capture(tx, 1)
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        await breaks_off()
    assert await references(store) == []
    async with store.change() as tx:
        await capture(tx, 2)
    reopened = await place.open()
    try:
        assert await references(reopened) == ["2026/0001"]
    finally:
        await reopened.close()


async def test_a_broken_constraint_is_our_mistake_and_stays_loud(store: Store) -> None:
    """A doubled row is no fault of the store: the library's own error comes through."""
    row = {"council_id": 1, "seq": 1, "at": None}
    with pytest.raises(sa.exc.IntegrityError):
        async with store.change() as tx:
            await tx.run(ledger.insert(), row)
    assert await references(store) == []


@pytest.mark.parametrize("turns", range(0, 40, 2))
async def test_cancelled_at_any_moment_it_is_all_or_nothing(store: Store, place: Place, turns: int) -> None:
    """A capture cancelled after so many turns of the loop is wholly there or not at all, and the chain verifies."""

    async def work() -> None:
        async with store.change() as tx:
            await capture(tx, 1)

    task = asyncio.create_task(work())
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with store.change() as tx:
        await capture(tx, 2)
    reopened = await place.open()
    try:
        found = await references(reopened)
        assert found in (["2026/0001"], ["2026/0001", "2026/0002"])
        async with reopened.read() as tx:
            head = await verify_council(tx, 1, "Wexcombe")
        assert head.count == len(found)
    finally:
        await reopened.close()


async def test_cancelled_while_it_waits_for_the_file_it_leaves_it_free(store: Store, place: Place) -> None:
    """A change broken off in the middle of a statement does not keep the file to itself afterwards."""

    async def work() -> None:
        async with store.change() as tx:
            await capture(tx, 1)

    for _ in range(3):
        other = sqlite3.connect(place.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        task = asyncio.create_task(work())
        while not store._writing.locked():  # noqa: ASYNC110
            await asyncio.sleep(0)
        for _ in range(10):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.sleep(0)
        other.execute("ROLLBACK")
        other.close()
        await asyncio.gather(task, return_exceptions=True)
        async with store.change() as tx:
            await capture(tx, 2)
    assert await references(store) in (["2026/0001"], ["2026/0001", "2026/0002"])


async def test_fifty_captures_at_once_make_one_chain(store: Store) -> None:
    """Each gets a reference of its own, without a hole, and the ledger is whole."""

    async def work(number: int) -> Reference:
        async with store.change() as tx:
            return await capture(tx, number)

    made = await asyncio.gather(*(work(number) for number in range(1, 51)))
    assert sorted(reference.number for reference in made) == list(range(1, 51))
    async with store.read() as tx:
        head = await verify_council(tx, 1, "Wexcombe")
    assert head.count == 50


async def test_the_same_message_captured_at_once_is_one_record(store: Store) -> None:
    """However many capture a message in the same moment, all are given the same reference."""

    async def work() -> Reference:
        async with store.change() as tx:
            return await capture(tx, 1)

    made = await asyncio.gather(*(work() for _ in range(10)))
    assert Counter(map(str, made)) == {"2026/0001": 10}
    assert await references(store) == ["2026/0001"]


async def test_a_reader_sees_one_state_throughout(store: Store) -> None:
    """What is committed while somebody reads is not half in what they read."""
    async with store.read() as reading:
        assert await records.page(reading, 1) == []
        async with store.change() as tx:
            await capture(tx, 1)
        assert await records.page(reading, 1) == []
    assert await references(store) == ["2026/0001"]


async def test_a_reader_cannot_write(store: Store) -> None:
    """A transaction opened for reading refuses to change anything."""
    with pytest.raises(Exception, match=r"readonly|damaged|full|written"):
        async with store.read() as tx:
            await capture(tx, 1)
    assert await references(store) == []


async def test_listeners_hear_of_what_is_on_disk_only(store: Store) -> None:
    """Who asked to be told is told after the commit, and not of what was rolled back."""
    heard: list[bool] = []
    store.after_commit(lambda tx: heard.append(tx.wakes_files))
    async with store.change() as tx:
        tx.wakes_files = True
    with pytest.raises(RuntimeError):
        async with store.change() as tx:
            raise RuntimeError
    assert heard == [True]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger SET at = at",
        "UPDATE ledger SET seal = 'x' WHERE seq = 1",
        "DELETE FROM ledger",
        "DELETE FROM ledger WHERE seq = 2",
        "INSERT OR REPLACE INTO ledger SELECT * FROM ledger WHERE seq = 1",
    ],
)
async def test_the_ledger_is_only_added_to(store: Store, place: Place, statement: str) -> None:
    """The database itself refuses to change or remove an entry, whoever asks."""
    async with store.change() as tx:
        await capture(tx, 1)
        await capture(tx, 2)
    probe = sqlite3.connect(place.path)
    probe.execute("PRAGMA recursive_triggers = ON")
    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        probe.execute(statement)
    probe.close()
    async with store.read() as tx:
        assert (await ledgers.head(tx, 1)).count == 2


async def test_every_connection_is_set_up_for_us(store: Store) -> None:
    """Writer and readers overwrite what they delete, sync in full, and hold foreign keys."""
    for opened in (store.change(), store.read()):
        async with opened as tx:
            values = {
                name: await tx.number(sa.text(f"SELECT * FROM pragma_{name}"))
                for name in ("secure_delete", "synchronous", "foreign_keys")
            }
        assert values == {"secure_delete": 1, "synchronous": 2, "foreign_keys": 1}


async def test_what_is_deleted_is_gone_from_the_file(store: Store, place: Place) -> None:
    """Once the WAL is folded, a deleted sentence is in no byte of the file."""
    sentence = "Betty at number four owes us rent"
    table = sa.table("facts", sa.column("name"), sa.column("value"))
    async with store.change() as tx:
        await tx.run(table.insert().values(name="gossip", value=sentence))
    async with store.change() as tx:
        await tx.run(sa.delete(table).where(table.c.name == "gossip"))
    await store.close()
    kept = b"".join(path.read_bytes() for path in place.path.parent.iterdir())
    assert sentence.encode() not in kept
