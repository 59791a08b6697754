"""What stands in a store as if somebody had done it, and no entry tells of, is found; what nobody need state is not."""

from datetime import timedelta
from pathlib import Path

import pytest

from minutebook.council.errors import LedgerBroken
from minutebook.council.ledger import Act
from minutebook.storage import holds, ledgers, records, requests, taking
from minutebook.storage.store import Store, Tx
from minutebook.storage.verifying import verify_council
from storage.acts_history import acted
from storage.conftest import GROUP, NOW, capture, message, salt
from storage.history import LONDON, live
from storage.test_holding_as_one import talk
from storage.test_holds import case
from storage.test_tampering import verified

AT = "'2026-03-10T19:00:00.000000+00:00'"
EARLIER = "'2026-02-10T19:00:00.000000+00:00'"
HELD = f"INSERT OR IGNORE INTO held SELECT q.id, r.chat_id, r.message_id, 1, {AT}, 5, NULL, NULL FROM requests q, records r"

FORGED: dict[str, tuple[list[str], str, str]] = {
    "a term nobody set": (
        [],
        f"INSERT INTO schedule VALUES (1, 'finance', 'Money', 1, 'sent', 'dispose', {AT}, 5)",
        "class finance of the schedule was set",
    ),
    "a term by somebody else": (
        ["term"],
        "UPDATE schedule SET changed_by = 9",
        "class tents of the schedule",
    ),
    "a term at another time": (
        ["term"],
        f"UPDATE schedule SET changed_at = {EARLIER}",
        "class tents of the schedule",
    ),
    "a hold nobody placed": (["case"], HELD, "record key 1 is on hold, and the ledger does not know"),
    "a hold for another request too": (
        ["case", "case", "hold"],
        HELD,
        "record key 1 is on hold, and the ledger does not know",
    ),
    "a hold for no request": (
        [],
        f"INSERT INTO held SELECT 77, chat_id, message_id, 1, {AT}, 5, NULL, NULL FROM records",
        "record key 1 is on hold, and the ledger does not know",
    ),
    "a hold that was let go": (
        ["hold", "release"],
        "UPDATE held SET released_at = NULL, released_by = NULL",
        "record key 1 is on hold, and the ledger does not know",
    ),
    "a hold by somebody else": (["hold"], "UPDATE held SET held_by = 9", "by somebody else"),
    "a hold since another time": (["hold"], f"UPDATE held SET held_at = {EARLIER}", "since another time"),
    "a hold of another council": (["hold"], "UPDATE held SET council_id = 9", "request 1 holds a message"),
    "a keeping nobody asked for": (
        [],
        "UPDATE records SET keep_until = '2099-01-01T00:00:00.000000+00:00'",
        "is said to be kept, and no entry says so",
    ),
    "a class nobody chose": (
        [],
        "UPDATE records SET klass = 'archive', classed_by = 5",
        "to have chosen the class",
    ),
    "a chooser of a class": ([], "UPDATE records SET classed_by = 9", "to have chosen the class"),
    "a mark of another council": (["mark"], "UPDATE exemptions SET council_id = 9", "another council's"),
    "a mark taken away by another": (["mark", "lift"], "UPDATE exemptions SET lifted_by = 9", "taken away"),
    "a mark taken away at another time": (
        ["mark", "lift"],
        f"UPDATE exemptions SET lifted_at = {EARLIER}",
        "taken away",
    ),
    "a mark that stands and was taken away": (["mark"], "UPDATE exemptions SET lifted_by = 5", "taken away"),
    "a certificate's digest": (["dispose"], "UPDATE disposals SET digest = ''", "a certificate of disposal"),
}
"""What was done before, what is done behind the program's back, and how it is told."""


@pytest.mark.parametrize("what", FORGED)
async def test_what_nobody_did_is_found(tmp_path: Path, what: str) -> None:
    """A term, a hold, a keeping, a class or a mark that no entry states, or by another or at another time, is a break."""
    deeds, statement, reason = FORGED[what]
    kept, head = await acted(tmp_path / "store", deeds)
    assert await verified(kept, head) == head
    kept.harm(statement)
    with pytest.raises(LedgerBroken, match=reason):
        await verified(kept, head)


MOVED = {
    "a version as a message of its own": (
        "position = position + 10 WHERE position > 1",
        "position = 2, number = 1 WHERE position = 1 AND number = 2",
        "position = position - 9 WHERE position > 10",
    ),
    "a message later": ("position = 7 WHERE position = 3",),
    "a message first": ("position = 0 WHERE position = 1",),
    "a version later": ("number = 5 WHERE position = 1 AND number = 2",),
    "a version before the first": ("number = 0 WHERE position = 1 AND number = 1",),
    "an edit as another message": ("position = 2, number = 0 WHERE position = 1 AND number = 2",),
}


@pytest.mark.parametrize("what", MOVED)
async def test_a_version_counts_as_its_own_message_s(tmp_path: Path, what: str) -> None:
    """In a conversation positions and numbers follow one another from 1, and every version of a message has its position."""
    kept, head = await live(tmp_path / "store", ["talk", "talk", "edit"])
    assert await verified(kept, head) == head
    kept.harm(*(f"UPDATE record_members SET {change}" for change in MOVED[what]))
    with pytest.raises(LedgerBroken, match="which version of which message"):
        await verified(kept, head)


async def whole(tx: Tx) -> int:
    """Verify as things stand; return how many entries there are."""
    return (await verify_council(tx, 1, "Wexcombe")).count


async def test_holds_are_whole_whenever_they_were_placed(store: Store) -> None:
    """Before the capture, after it and anew, by somebody or by a search, and with a clock that was put back."""
    late, early = NOW + timedelta(days=2), NOW - timedelta(days=2)
    async with store.change() as tx:
        one, other = await case(tx), await case(tx)
        await holds.place(tx, one, [(GROUP, 1), (GROUP, 2)], by=7, now=late)
        await holds.place(tx, other, [(GROUP, 1)], by=0, now=early)
        await capture(tx, 1)
        assert await whole(tx) == 3
        await holds.release(tx, one, [(GROUP, 1)], by=7, now=early)
        await holds.place(tx, one, [(GROUP, 1)], by=8, now=late, again=True)
        await holds.release(tx, one, [(GROUP, 2)], by=7, now=late)
        await capture(tx, 2)
        assert await whole(tx) == 6
        await holds.place(tx, one, [(GROUP, 2)], by=7, now=early, again=True)
        await holds.release(tx, other, by=7, now=early)
        assert await whole(tx) == 8


async def test_what_a_closed_case_holds_all_the_same_is_stated(store: Store) -> None:
    """A message that was put on hold while its case was being closed is whole when it comes on the record."""
    async with store.change() as tx:
        one = await case(tx)
        await requests.close(tx, one, "", by=7, now=NOW)
        await holds.place(tx, one, [(GROUP, 1)], by=7, now=NOW)
        await capture(tx, 1)
        assert await whole(tx) == 2


async def test_a_conversation_is_held_by_its_messages(store: Store) -> None:
    """A conversation that comes on the record with a held message in it is whole, and so it is once it is edited."""
    async with store.change() as tx:
        one = await case(tx)
        said = [message(1, "Sunset"), message(2, "The fences")]
        await holds.place(tx, one, [(GROUP, 2)], by=7, now=NOW - timedelta(days=1))
        await records.capture(tx, 1, talk(900, said), year=2026, now=NOW, salt=salt)
        assert await holds.of_request(tx, one.id) == [(GROUP, 2), (GROUP, 900)]
        await records.add_member_version(tx, message(1, "Sunrise"), LONDON, at=NOW, salt=salt)
        await capture(tx, 2)
        await whole(tx)
        await holds.release(tx, one, await taking.as_one(tx, (GROUP, 900)), by=7, now=NOW)
        await whole(tx)


async def test_an_earlier_program_s_acts_are_counted(store: Store) -> None:
    """A hold whose entry does not say for which request is whole; one more than there are entries is found."""
    async with store.change() as tx:
        one = await case(tx)
        await capture(tx, 1)
        await holds.place(tx, one, [(GROUP, 1)], by=7, now=NOW)
        for act in (Act.RELEASED, Act.HELD):
            await ledgers.write(tx, 1, act, 1, at=NOW, actor_id=7)
        assert await whole(tx) == 4
        await ledgers.write(tx, 1, Act.RELEASED, 1, at=NOW, actor_id=7)
        with pytest.raises(LedgerBroken, match="ledger entry 6: record key 1 is on hold"):
            await whole(tx)
