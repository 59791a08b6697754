"""The short memory of a message that is edited again and again stays short; the record does not."""

from dataclasses import replace
from datetime import timedelta

from minutebook.storage import memory, records
from minutebook.storage.memory import EARLIER_KEPT
from minutebook.storage.store import Store
from storage.conftest import GROUP, NOW, capture, message, salt

EDITS = 40


async def test_earlier_versions_are_bounded(store: Store) -> None:
    """Of many edits the first version, the latest earlier ones and the present one are remembered, in order."""
    async with store.change() as tx:
        await memory.remember(tx, 1, [message(1, "version 0")])
        for number in range(1, EDITS + 1):
            edited = replace(message(1, f"version {number}"), edited_at=NOW + timedelta(minutes=number))
            before = await memory.edit(tx, 1, edited)
            assert before is not None
            assert before.text == f"version {number - 1}"
        known = await memory.versions(tx, GROUP, 1)
    assert len(known) == EARLIER_KEPT + 1
    assert [item.text for item in known] == [
        "version 0",
        *(f"version {number}" for number in range(EDITS - EARLIER_KEPT + 1, EDITS + 1)),
    ]


async def test_few_edits_are_all_remembered(store: Store) -> None:
    """Up to the bound nothing is left out."""
    async with store.change() as tx:
        await memory.remember(tx, 1, [message(1, "version 0")])
        for number in range(1, EARLIER_KEPT + 1):
            await memory.edit(tx, 1, message(1, f"version {number}"))
        known = await memory.versions(tx, GROUP, 1)
    assert [item.text for item in known] == [f"version {number}" for number in range(EARLIER_KEPT + 1)]


async def test_no_version_after_capture_is_dropped(store: Store) -> None:
    """Every edit of what is on the record stays a version of the record."""
    async with store.change() as tx:
        reference = await capture(tx, 1, "version 0")
        for number in range(1, EDITS + 1):
            when = NOW + timedelta(minutes=number)
            edited = replace(message(1, f"version {number}"), edited_at=when)
            await records.add_version(tx, edited, at=when, salt=salt)
        record = await records.by_reference(tx, 1, reference)
    assert record is not None
    assert [version.text for version in record.versions] == [f"version {n}" for n in range(EDITS + 1)]
