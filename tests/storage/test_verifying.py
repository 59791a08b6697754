"""Whatever is done to the file behind our back, re-reading it finds and names the first break."""

import sqlite3
from dataclasses import replace

import pytest

from minutebook.council.errors import LedgerBroken
from minutebook.council.ledger import Head
from minutebook.storage import ledgers, records
from minutebook.storage.store import Store
from minutebook.storage.verifying import verify_council
from storage.conftest import NOW, Place, capture, message, salt

TAMPERINGS = {
    "a text was changed": ("UPDATE record_versions SET text = 'No.' WHERE record_id = 2", 2),
    "text and body were changed together": (
        "UPDATE record_versions SET text = 'No.', body = json_set(body, '$.text', 'No.') WHERE record_id = 2",
        2,
    ),
    "a sender was renamed in the body": (
        "UPDATE record_versions SET body = json_set(body, '$.sender.name', 'Tom') WHERE record_id = 1",
        1,
    ),
    "the salt was changed": ("UPDATE record_versions SET salt = x'00' WHERE record_id = 3 AND number = 1", 3),
    "the later version was taken away": ("DELETE FROM record_versions WHERE record_id = 3 AND number = 2", 4),
    "a record was taken away": (
        "DELETE FROM record_versions WHERE record_id = 1; DELETE FROM records WHERE id = 1",
        1,
    ),
    "a record was slipped in": (
        "INSERT INTO record_versions SELECT 2, 2, at, text, body, salt, digest, poll_id FROM record_versions"
        " WHERE record_id = 2",
        5,
    ),
    "an entry was changed": ("UPDATE ledger SET actor_id = 99 WHERE seq = 2", 2),
    "an entry was dated back": ("UPDATE ledger SET at = '2020-01-01T00:00:00.000000+00:00' WHERE seq = 3", 3),
    "an entry was taken out": ("DELETE FROM ledger WHERE seq = 2", 2),
    "the first entry was taken out": ("DELETE FROM ledger WHERE seq = 1", 1),
    "entries were swapped": (
        "UPDATE ledger SET seq = 90 WHERE seq = 1; UPDATE ledger SET seq = 1 WHERE seq = 2;"
        " UPDATE ledger SET seq = 2 WHERE seq = 90",
        1,
    ),
    "the tail was cut off": ("DELETE FROM ledger WHERE seq = 4", 4),
    "everything was cut off": ("DELETE FROM ledger", 1),
}


async def filled(store: Store) -> Head:
    """Three records, the last with a later version; four entries."""
    async with store.change() as tx:
        await capture(tx, 1)
        await capture(tx, 2, "Agreed, then.")
        await capture(tx, 3, "I withdraw that.")
        edited = replace(message(3, "I do not withdraw that."), edited_at=NOW)
        assert await records.add_version(tx, edited, at=NOW, salt=salt)
        return await ledgers.head(tx, 1)


async def test_what_nobody_touched_verifies(store: Store) -> None:
    """A store only the program wrote is whole, with and without what a digest stated."""
    head = await filled(store)
    assert head.count == 4
    async with store.read() as tx:
        assert await verify_council(tx, 1, "Wexcombe") == head
        assert await verify_council(tx, 1, "Wexcombe", head) == head
        assert (await verify_council(tx, 2, "Nobody's")).count == 0


@pytest.mark.parametrize("what", TAMPERINGS)
async def test_every_tampering_is_found_and_located(store: Store, place: Place, what: str) -> None:
    """Each change to the file is found, with the council and the entry at which the break is."""
    head = await filled(store)
    statements, seq = TAMPERINGS[what]
    probe = sqlite3.connect(place.path)
    probe.executescript("DROP TRIGGER ledger_no_update; DROP TRIGGER ledger_no_delete;" + statements)
    probe.close()
    async with store.read() as tx:
        with pytest.raises(LedgerBroken, match=r"^Wexcombe: ledger entry") as broken:
            await verify_council(tx, 1, "Wexcombe", head)
    assert (broken.value.council, broken.value.seq) == ("Wexcombe", seq)


async def test_a_head_of_another_chain_is_found(store: Store) -> None:
    """A chain made anew does not have the seal that a digest stated."""
    head = await filled(store)
    async with store.read() as tx:
        with pytest.raises(LedgerBroken, match="digest stated"):
            await verify_council(tx, 1, "Wexcombe", Head(head.count, "f" * 64))
