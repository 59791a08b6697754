"""What an act left behind is stated with it: a change made behind the program's back is found, a lawful one is not."""

import random
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutebook.council.acts import act_digest, marked, minuted
from minutebook.council.errors import LedgerBroken
from minutebook.council.matters import MatterState
from storage.acts_history import DEEDS, acted
from storage.conftest import NOW
from storage.harms_acts import ACTED
from storage.test_tampering import verified

histories = st.lists(st.sampled_from(DEEDS), max_size=25)
LASTING = [deed for deed in DEEDS if deed not in ("before", "hold", "close", "release", "dispose")]
"""What leaves the hold of `EACH` the only one."""
EACH = ["case", "class", "keep", "mark", "look", "mark", "hold", "minute", "term"]


@settings(max_examples=25)
@given(histories)
async def test_whatever_is_done_is_whole(deeds: list[str]) -> None:
    """Whatever is done and taken back, by an earlier program between, the store verifies."""
    with TemporaryDirectory() as folder:
        kept, head = await acted(Path(folder) / "store", deeds)
        assert await verified(kept, head) == head


@pytest.mark.parametrize("what", ACTED)
@settings(max_examples=5)
@given(deeds=st.lists(st.sampled_from(LASTING), max_size=6), chance=st.randoms(use_true_random=False))
async def test_every_harm_to_what_was_done_is_found(
    what: str, deeds: list[str], chance: random.Random
) -> None:
    """A class, a term, a mark, a hold, a minute or the schedule that is not as it was stated is found at its last entry."""
    with TemporaryDirectory() as folder:
        kept, head = await acted(Path(folder) / "store", [*deeds, *EACH])
        at = ACTED[what](kept, chance)
        with pytest.raises(LedgerBroken) as broken:
            await verified(kept, head)
        assert broken.value.seq == at, broken.value


async def test_what_an_earlier_program_did_states_nothing(tmp_path: Path) -> None:
    """After an act without a digest what was stated before it is compared no more."""
    kept, head = await acted(tmp_path / "store", [*EACH, "older"])
    kept.harm("UPDATE matters SET minute = '99/26'", "UPDATE schedule SET months = 1")
    assert await verified(kept, head) == head


async def test_a_hold_is_for_the_request_that_is_stated(tmp_path: Path) -> None:
    """A request that was given another number no longer holds what it held."""
    kept, head = await acted(tmp_path / "store", ["hold"])
    kept.harm("UPDATE requests SET number = number + 50")
    with pytest.raises(LedgerBroken, match="the hold it speaks of is not there"):
        await verified(kept, head)


FORGED = {
    "a matter ended that nobody ended": (
        "UPDATE matters SET state = 'resolved', minute = '45/26'",
        "matter D1 is said to have ended",
    ),
    "a mark that nobody made": (
        "INSERT INTO exemptions (council_id, record_id, version, reason, marked_at, marked_by, marked_by_name)"
        " VALUES (1, 1, 0, 'personal', '2026-03-10T19:00:00.000000+00:00', 5, 'Ruth')",
        "has a mark that was never made",
    ),
}


@pytest.mark.parametrize("what", FORGED)
async def test_what_nobody_did_is_found(tmp_path: Path, what: str) -> None:
    """What stands there as if somebody had done it, and no entry tells of, is found."""
    kept, head = await acted(tmp_path / "store", ["raise"])
    statement, reason = FORGED[what]
    assert await verified(kept, head) == head
    kept.harm(statement)
    with pytest.raises(LedgerBroken, match=reason):
        await verified(kept, head)


UNREADABLE = {
    "keeping": ("UPDATE records SET keep_until = 'x'", "keep"),
    "mark": ("UPDATE exemptions SET marked_at = 'x'", "mark"),
    "matter": ("UPDATE matters SET settled_at = 'x'", "minute"),
}


@pytest.mark.parametrize("what", UNREADABLE)
async def test_what_cannot_be_read_is_a_break(tmp_path: Path, what: str) -> None:
    """A column that holds what it cannot hold is told as a break, like any other change."""
    statement, deed = UNREADABLE[what]
    kept, head = await acted(tmp_path / "store", [deed])
    kept.harm(statement)
    with pytest.raises(LedgerBroken, match="cannot be read"):
        await verified(kept, head)


def test_nothing_can_be_guessed_once_the_salt_is_gone() -> None:
    """The same marks of two records have two digests; those of a matter are told apart by its number."""
    marks = marked([{"words": "Ann Smith", "reason": "personal", "marked_at": NOW}])
    assert act_digest(marks, b"a" * 16) != act_digest(marks, b"b" * 16)
    ends = [minuted(number, MatterState.RESOLVED, "45/26", NOW, 5) for number in (1, 2)]
    assert act_digest(ends[0]) != act_digest(ends[1])


def test_open_is_open() -> None:
    """Whether an open matter is on the agenda is no part of how it ended."""
    flagged, listed = (
        minuted(1, state, "", None, None) for state in (MatterState.FLAGGED, MatterState.ON_AGENDA)
    )
    assert flagged == listed
