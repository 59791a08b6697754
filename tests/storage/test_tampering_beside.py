"""What stands beside the sealed content, and says the same again, cannot be changed unnoticed either."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from minutebook.council.disposal import Grounds, Line
from minutebook.council.errors import LedgerBroken
from minutebook.council.records import Method, Reference, Route
from minutebook.storage import certificates, disposing, records
from minutebook.storage.records import Capture
from minutebook.storage.schema import councils
from minutebook.storage.store import Store
from minutebook.storage.verifying import verify_council
from storage.conftest import NOW, capture, message, salt
from storage.harms_beside import BESIDE, Harm
from storage.history import ACTS, live
from storage.test_tampering import verified

histories = st.lists(st.sampled_from(ACTS), min_size=2, max_size=7)


@pytest.mark.parametrize("harm", BESIDE, ids=lambda harm: harm.__name__)
@settings(max_examples=6)
@given(acts=histories, chance=st.randoms(use_true_random=False))
async def test_every_harm_beside_is_found_and_located(
    harm: Harm, acts: list[str], chance: random.Random
) -> None:
    """A column that repeats what is sealed, and a reference, are found changed at the entry they belong to."""
    with TemporaryDirectory() as folder:
        kept, head = await live(Path(folder) / "store", [*acts, "capture", "talk", "file", "edit", "file"])
        assert await verified(kept, head) == head
        at = harm(kept, chance)
        with pytest.raises(LedgerBroken) as broken:
            await verified(kept, head)
        assert broken.value.seq == at, broken.value


async def put(store: Store, number: int, now: datetime, zone: str = "Europe/London") -> Reference:
    """Put a message on the record at an instant, in a zone."""
    what = Capture([message(number)], None, 7, "Ann", Method.COMMAND, frozenset(), frozenset(), Route.CLERK)
    year = now.astimezone(ZoneInfo(zone)).year
    async with store.change() as tx:
        return (await records.capture(tx, 1, what, year=year, now=now, salt=salt))[0]


async def whole(store: Store) -> int:
    """Verify a store and return how many entries it has."""
    async with store.read() as tx:
        return (await verify_council(tx, 1, "Wexcombe")).count


async def test_a_year_begins_where_the_council_is(store: Store) -> None:
    """References of two years are whole, though the zone was changed between; one year's is not taken for another's."""
    midnight = datetime.fromisoformat("2026-12-31T23:30:00+00:00")
    assert [
        str(await put(store, 1, midnight - timedelta(days=1))),
        str(await put(store, 2, midnight, "Pacific/Auckland")),
        str(await put(store, 3, midnight + timedelta(minutes=1))),
        str(await put(store, 4, midnight + timedelta(days=1), "Pacific/Honolulu")),
        str(await put(store, 5, midnight + timedelta(days=2))),
    ] == ["2026/0001", "2027/0001", "2026/0002", "2027/0002", "2027/0003"]
    assert await whole(store) == 5
    async with store.change() as tx:
        for year, number, key in ((2031, 1, 1), (2026, 1, 2), (2027, 1, 1)):
            await tx.run(sa.text(f"UPDATE records SET year = {year}, number = {number} WHERE id = {key}"))
    with pytest.raises(LedgerBroken, match="ledger entry 1: the reference of the record"):
        await whole(store)


async def test_what_a_certificate_brought_back_is_no_gap(store: Store) -> None:
    """After an older backup was put back, references that were certified since stay taken, and the ledger is whole."""
    async with store.change() as tx:
        for number in (1, 2):
            await capture(tx, number)
        gone = await disposing.dispose(tx, 1, Grounds.ERROR, by=1, by_name="Ruth", now=NOW)
        row = await tx.row(sa.select(councils.c.created_at))
        assert row is not None
        later = Line(
            1, row["created_at"], 9, Reference(2026, 9), Route.CLERK, "general", Grounds.DUE, NOW, 1,
            ((-1001, 90),), "ab" * 32, (), "cd" * 32,
        )  # fmt: skip
        assert await disposing.again(tx, later, now=NOW)
        assert await capture(tx, 3) == Reference(2026, 10)
        assert await certificates.by_key(tx, 1, 1) == gone
    assert await whole(store) == 5


async def test_what_else_a_message_carries_may_change_with_an_edit(store: Store) -> None:
    """A record says what its latest version carries besides; anything no version says is found."""
    async with store.change() as tx:
        what = replace(message(1), other="location 51.5, -0.1")
        shared = Capture([what], None, 7, "Ann", Method.COMMAND, frozenset(), frozenset(), Route.CLERK)
        await records.capture(tx, 1, shared, year=2026, now=NOW, salt=salt)
        moved = replace(what, other="location 51.6, -0.2", edited_at=NOW + timedelta(hours=1))
        assert await records.add_version(tx, moved, at=NOW + timedelta(hours=2), salt=salt)
        await capture(tx, 2)
    assert await whole(store) == 3
    async with store.change() as tx:
        await tx.run(sa.text("UPDATE records SET other = 'location 0, 0' WHERE id = 1"))
    with pytest.raises(LedgerBroken, match="ledger entry 1: what else the message"):
        await whole(store)
