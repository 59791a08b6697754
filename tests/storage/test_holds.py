"""Holds: who holds what, when it is free, and what the ledger says of it."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minutebook.council.ledger import Act
from minutebook.council.records import Method, Route
from minutebook.council.requests import Opening, Request
from minutebook.council.working_days import Kind
from minutebook.storage import holds, ledgers, memory, records, requests, searches, taking
from minutebook.storage.records import Capture
from minutebook.storage.store import Store, Tx
from storage.conftest import GROUP, NOW, capture, message, salt

LATER = NOW + timedelta(days=30)
Step = tuple[int, int, bool]
"""Which of two requests, which of three messages, and whether it is held or let go."""


async def case(tx: Tx, title: str = "Fences") -> Request:
    """Open a case."""
    what = Opening(Kind.FOI, title, date(2026, 3, 10))
    return await requests.open_case(tx, 1, what, date(2026, 4, 9), by=7, by_name="Ruth", now=NOW)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.integers(0, 1), st.integers(1, 3), st.booleans()), max_size=12))
async def test_a_message_is_free_when_the_last_lets_go(store: Store, steps: list[Step]) -> None:
    """After any holds and releases a message is held exactly if some request still holds it; each is in the ledger."""
    async with store.change() as tx:
        for number in (1, 2, 3):
            await capture(tx, number)
        cases = [await case(tx), await case(tx)]
        before = await ledgers.head(tx, 1)
        holding: set[tuple[int, int]] = set()
        changes = 0
        for which, number, holds_it in steps:
            key = (GROUP, number)
            if holds_it:
                new = await holds.place(tx, cases[which], [key], by=7, now=NOW, again=True)
                assert bool(new) is ((which, number) not in holding)
                holding.add((which, number))
            else:
                new = await holds.release(tx, cases[which], [key], by=7, now=NOW)
                assert bool(new) is ((which, number) in holding)
                holding.discard((which, number))
            changes += len(new)
        held = await holds.held_among(tx, [(GROUP, number) for number in (1, 2, 3)])
        assert held == {(GROUP, number) for _, number in holding}
        after = await ledgers.head(tx, 1)
        assert after.count - before.count == changes
        for one in cases:
            await requests.close(tx, one, "", by=7, now=NOW)
            await holds.release(tx, one, by=7, now=NOW)
        assert not await holds.held_among(tx, [(GROUP, number) for number in (1, 2, 3)])


async def test_the_short_memory_keeps_what_is_held(store: Store) -> None:
    """Purging and forgetting leave what is on hold, with every version of it; release deletes nothing."""
    async with store.change() as tx:
        await memory.remember(tx, 1, [message(1), message(2)])
        one = await case(tx)
        await holds.place(tx, one, [(GROUP, 1)], by=7, now=NOW)
        await memory.forget(tx, GROUP, 1)
        assert await memory.purge(tx, 1, LATER) == 1
        assert await memory.get(tx, GROUP, 1) is not None
        await holds.release(tx, one, by=7, now=NOW)
        assert await memory.get(tx, GROUP, 1) is not None
        assert await memory.purge(tx, 1, LATER) == 1


async def test_every_version_of_a_held_message_is_kept(store: Store) -> None:
    """However often it is edited, the short memory drops no version of what is on hold."""
    async with store.change() as tx:
        await memory.remember(tx, 1, [message(1, "version 0")])
        await holds.place(tx, await case(tx), [(GROUP, 1)], by=7, now=NOW)
        for number in range(1, 30):
            await memory.edit(tx, 1, message(1, f"version {number}"))
        assert len(await memory.versions(tx, GROUP, 1)) == 30


async def test_what_is_said_later_is_taken_by_what_was_searched(store: Store) -> None:
    """A search's words find what comes later, for open requests alone, and leave what was taken off."""
    async with store.change() as tx:
        one = await case(tx)
        await searches.log(tx, one, "fence* | hedge*", (0, 0), by=7, by_name="Ruth", now=NOW)
        said = [message(1, "The fences again"), message(2, "Sunset")]
        await memory.remember(tx, 1, said)
        await taking.take_said(tx, 1, said, NOW)
        assert await holds.of_request(tx, one.id) == [(GROUP, 1)]
        await holds.release(tx, one, [(GROUP, 1)], by=7, now=NOW)
        await taking.take_said(tx, 1, said, NOW)
        assert await holds.of_request(tx, one.id) == []
        await requests.close(tx, one, "", by=7, now=NOW)
        hedge = message(3, "A hedge")
        await memory.remember(tx, 1, [hedge])
        await taking.take_said(tx, 1, [hedge], NOW)
        assert not await holds.is_held(tx, GROUP, 3)


async def test_what_was_held_before_it_came_on_record_is_stated_with_the_record(store: Store) -> None:
    """A held message that is captured, and a capture that matches, each have their entry in the ledger."""
    async with store.change() as tx:
        one = await case(tx)
        await holds.place(tx, one, [(GROUP, 1)], by=7, now=NOW)
        assert (await ledgers.head(tx, 1)).count == 0
        await capture(tx, 1, "Sunset")
        await searches.log(tx, one, "fence*", (0, 0), by=7, by_name="Ruth", now=NOW)
        await capture(tx, 2, "The fences again")
        acts = [entry.act async for entry in ledgers.entries(tx, 1)]
    assert acts == [Act.CAPTURED, Act.HELD, Act.CAPTURED, Act.HELD]


async def test_a_conversation_is_on_hold_while_a_member_is(store: Store) -> None:
    """A record of several messages is held by a hold on any of them."""
    async with store.change() as tx:
        first, second = message(1, "Sunset"), message(2, "Indeed")
        whole = message(900, "Sunset\nIndeed")
        await capture(tx, 5)
        what = Capture(
            [whole],
            None,
            7,
            "Ann",
            Method.COMMAND,
            frozenset(),
            frozenset(),
            Route.CLERK,
            members=[[first], [second]],
        )
        await records.capture(tx, 1, what, year=2026, now=NOW, salt=salt)
        assert not await holds.is_held(tx, GROUP, 900)
        await holds.place(tx, await case(tx), [(GROUP, 2)], by=7, now=NOW)
        assert await holds.is_held(tx, GROUP, 900)
        assert not await holds.is_held(tx, GROUP, 5)
