"""The ledger is whole after everything that may lawfully be done, in whatever order, and in stores of every age."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from minutebook.storage.schema_requests import requests
from minutebook.storage.store import Tx, open_store
from minutebook.storage.verifying import verify_council
from storage.acts_history import DEEDS
from storage.acts_of_kin import KIN, Kin
from storage.conftest import NOW, Place
from storage.history import live
from storage.test_old_stores import OLD, made_by

EVERY = (*DEEDS, *KIN)
deeds = st.lists(st.sampled_from(EVERY), min_size=5, max_size=30)


async def done(tx: Tx, those: list[str]) -> None:
    """Do some things, and re-read the ledger after each."""
    doing = Kin(tx)
    for number, deed in enumerate(those, start=101):
        await doing.do(number, deed)
        await verify_council(tx, 1, f"after {number} {deed}")


@settings(max_examples=15)
@given(deeds)
async def test_no_act_breaks_the_ledger(those: list[str]) -> None:
    """After each of any sequence of acts the ledger verifies."""
    with TemporaryDirectory() as folder:
        kept, _ = await live(Path(folder) / "store", ["capture", "talk"])
        store = await open_store(f"sqlite+aiosqlite:///{kept.path}", NOW)
        try:
            async with store.change() as tx:
                await done(tx, those)
        finally:
            await store.close()


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
async def test_an_old_store_stays_whole_whatever_is_done_now(place: Place, old: Path) -> None:
    """What an earlier program did, without a digest, verifies after every act of now."""
    made_by(old, place)
    store = await place.open()
    async with store.change() as tx:
        highest = await tx.number(sa.select(sa.func.coalesce(sa.func.max(requests.c.number), 0)))
        await verify_council(tx, 1, "as it came")
        await done(tx, [*EVERY, *EVERY[::-1]])
        assert await tx.number(sa.select(sa.func.max(requests.c.number))) > highest
    await store.close()
