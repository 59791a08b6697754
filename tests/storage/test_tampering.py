"""Whatever is done to a generated history behind the program's back is found, and located."""

import random
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutebook.council.errors import LedgerBroken
from minutebook.council.ledger import Head, Witness, parse_witness
from minutebook.storage.store import open_store
from minutebook.storage.verifying import verify_council
from storage.conftest import NOW
from storage.harms import HARMS, Harm
from storage.history import ACTS, Kept, live

histories = st.lists(st.sampled_from(ACTS), min_size=3, max_size=9)


async def verified(kept: Kept, head: Head | Witness | None) -> Head:
    """Verify a store, files included."""
    store = await open_store(f"sqlite+aiosqlite:///{kept.path}", NOW)
    try:
        async with store.read() as tx:
            return await verify_council(tx, 1, "Wexcombe", head, folder=kept.folder)
    finally:
        await store.close()


@settings(max_examples=12)
@given(histories)
async def test_a_history_nobody_touched_is_whole(acts: list[str]) -> None:
    """Whatever the program did, its store verifies, with what was noted of it and without."""
    with TemporaryDirectory() as folder:
        kept, head = await live(Path(folder) / "store", acts)
        assert await verified(kept, head) == head
        assert await verified(kept, Witness(head.seal[:16])) == head


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
@settings(max_examples=6)
@given(acts=histories, chance=st.randoms(use_true_random=False))
async def test_every_harm_is_found_and_located(harm: Harm, acts: list[str], chance: random.Random) -> None:
    """The first entry that is wrong, or whose content is, is named; a lost tail by the head somebody noted."""
    with TemporaryDirectory() as folder:
        # One of each, so that there is something to do it to.
        kept, head = await live(
            Path(folder) / "store", [*acts, "capture", "dispose", "file", "talk", "edit", "file"]
        )
        at = harm(kept, chance)
        assert at is not None
        with pytest.raises(LedgerBroken) as broken:
            await verified(kept, head)
        # An entry altered whole, seal and all, is told at the one that should follow from it.
        assert broken.value.seq in (at, at + 1), broken.value


async def test_the_ledger_refuses_every_change(tmp_path: Path) -> None:
    """Triggers refuse update and delete, and an insert that replaces, leaves a hole or forks; the chain stays whole."""
    kept, head = await live(tmp_path / "store", ["capture", "edit", "capture"])
    same = "council_id, seq, at, act, record_id, version, actor_id, digest, previous, seal"
    for statement in (
        "UPDATE ledger SET actor_id = 5",
        "DELETE FROM ledger WHERE seq = 2",
        f"INSERT OR REPLACE INTO ledger ({same}) SELECT {same} FROM ledger WHERE seq = 2",
        f"REPLACE INTO ledger SELECT {same} FROM ledger WHERE seq = 1",
        f"INSERT OR REPLACE INTO ledger (rowid, {same}) SELECT 1, council_id, 4, {same.partition('seq, ')[2]}"
        " FROM ledger WHERE seq = 3",
        f"INSERT OR IGNORE INTO ledger SELECT council_id, 9, {same.partition('seq, ')[2]} FROM ledger WHERE seq = 3",
        "UPDATE OR REPLACE ledger SET seq = 1 WHERE seq = 2",
    ):
        file = sqlite3.connect(kept.path)
        with pytest.raises(sqlite3.DatabaseError, match="the ledger is only added to"):
            file.execute(statement)
        file.close()
    assert await verified(kept, head) == head


async def test_what_the_digests_stated_is_compared(tmp_path: Path) -> None:
    """A tail cut off, or a chain made anew, does not fit what the store remembers of a digest."""
    kept, head = await live(tmp_path / "store", ["capture", "capture", "capture"])
    kept.harm(
        "INSERT INTO digests (council_id, due_at, since, until, made_at, count, head, candidates)"
        f" VALUES (1, '', '', '', '', 3, '{head.seal}', '[]')"
    )
    assert await verified(kept, None) == head
    kept.harm("DELETE FROM ledger WHERE seq = 3", "DELETE FROM record_versions WHERE record_id = 3")
    with pytest.raises(LedgerBroken, match="ledger entry 3: cut off; the digest stated 3 entries"):
        await verified(kept, None)


async def test_long_ledgers_are_read_page_by_page(tmp_path: Path) -> None:
    """Progress is told after each page, and reaches the end."""
    kept, head = await live(tmp_path / "store", ["capture", "edit"])
    told: list[tuple[int, int]] = []
    store = await open_store(f"sqlite+aiosqlite:///{kept.path}", NOW)
    async with store.read() as tx:
        await verify_council(tx, 1, "Wexcombe", progress=lambda done, total: told.append((done, total)))
    await store.close()
    assert told == [(head.count, head.count)]


SEAL = "3fa9" * 16


@pytest.mark.parametrize(
    ("text", "witness"),
    [
        (SEAL, Witness(SEAL)),
        (f" {SEAL.upper()[:20]}. ", Witness(SEAL[:20])),
        (f"1204:{SEAL}", Witness(SEAL, 1204)),
        (f"1,204 {SEAL}", Witness(SEAL, 1204)),
        (f"Ledger: 1,204 entries, head {SEAL}", Witness(SEAL, 1204)),
        ("1204", None),
        ("latest", None),
        ("", None),
        (SEAL * 2, None),
    ],
)
def test_a_noted_head_is_read_as_it_is_written(text: str, witness: Witness | None) -> None:
    """A head is read with its count or without, whole or its beginning, or out of a digest's line."""
    assert parse_witness(text) == witness
