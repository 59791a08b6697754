"""An order to send on what was there before: a few hundred at a time, each record once, and only what may go."""

from datetime import timedelta

import sqlalchemy as sa

from minutebook.council.letters import Channel
from minutebook.council.mailboxes import Mailbox
from minutebook.storage import copies, councils, dispatches, handed_on, mailboxes, sending_on
from minutebook.storage.schema_keeping import dispatches as table
from minutebook.storage.schema_records import record_versions, records
from minutebook.storage.sending_on import SOME
from minutebook.storage.store import Store, Tx
from storage.conftest import NOW, capture

CLERK = "clerk@wexcombe.gov.uk"
MANY = 2 * SOME + 30


async def many(tx: Tx, council_id: int = 1, count: int = MANY, first: int = 2) -> None:
    """Records that have gone nowhere."""
    await capture(tx, first - 1)
    [record] = await tx.rows(sa.select(records).where(records.c.message_id == first - 1))
    [version] = await tx.rows(sa.select(record_versions).where(record_versions.c.record_id == record["id"]))
    numbers = range(first, first + count - 1)
    same = {"council_id": council_id, "chat_id": -council_id}
    own = [{"id": number, "number": number, "message_id": number} for number in numbers]
    await tx.run(records.insert(), [dict(record) | same | each for each in own])
    await tx.run(record_versions.insert(), [dict(version) | {"record_id": number} for number in numbers])


async def carry_all(tx: Tx) -> list[int]:
    """Let everything go that waits for the mailbox; return whose records it was."""
    gone = []
    while ready := await dispatches.due(tx, Channel.EMAIL, NOW):
        for item in ready:
            await handed_on.sent(tx, item, CLERK, CLERK, (), NOW)
            gone.append(item.subject_id)
    return gone


async def waiting(tx: Tx) -> int:
    """How much waits."""
    return await tx.number(sa.select(sa.func.count()).select_from(table).where(table.c.state == "waiting"))


async def test_a_few_hundred_wait_at_a_time_and_each_goes_once(store: Store) -> None:
    """However many records there are, no more than some wait, so that a new one is not behind them all."""
    async with store.change() as tx:
        await many(tx)
        await mailboxes.put(tx, 1, Mailbox(CLERK, records=True), by=5, now=NOW)
        assert await sending_on.missing(tx, 1, Channel.EMAIL, CLERK) == MANY
        order = await sending_on.begin(tx, 1, Channel.EMAIL, CLERK, by=5, now=NOW)
        gone: list[int] = []
        while await sending_on.some_more(tx, order, NOW):
            assert await waiting(tx) <= SOME
            assert await sending_on.is_waiting(tx, order)
            gone += await carry_all(tx)
            assert not await sending_on.is_waiting(tx, order)
            [order] = await sending_on.all_orders(tx)
        assert gone == list(range(1, MANY + 1)), "each once, the oldest first"
        assert await sending_on.handed_on(tx, order) == MANY
        assert await sending_on.missing(tx, 1, Channel.EMAIL, CLERK) == 0
        await sending_on.end(tx, 1, Channel.EMAIL)
        assert await sending_on.all_orders(tx) == []


async def test_only_what_may_go_and_is_not_there_is_counted(store: Store) -> None:
    """Neither what is for other eyes, nor what went or waits to, nor what another council has."""
    async with store.change() as tx:
        settings = (await councils.get(tx, 1)).settings
        other = (await councils.create(tx, "Marlow", settings, by=1, now=NOW)).id
        await many(tx, count=6)
        await many(tx, other, count=4, first=11)
        await mailboxes.put(tx, 1, Mailbox(CLERK, records=True), by=5, now=NOW)
        await tx.run(sa.update(records).where(records.c.id == 2).values(route="staffing"))
        await copies.note(tx, 1, 3, "email", CLERK, NOW)
        await copies.note(tx, 1, 4, "email", "before@wexcombe.gov.uk", NOW)
        await copies.note(tx, 1, 4, "folder", "2026-0004.eml", NOW)
        await dispatches.put_record(tx, 5, NOW)
        assert await sending_on.missing(tx, 1, Channel.EMAIL, CLERK) == 4
        assert await sending_on.missing(tx, 1, Channel.FOLDER, "") == 5
        order = await sending_on.begin(tx, 1, Channel.EMAIL, CLERK, by=5, now=NOW)
        await sending_on.some_more(tx, order, NOW)
        assert await carry_all(tx) == [5, 1, 4, 6, 7]


async def test_ended_nothing_of_it_waits(store: Store) -> None:
    """What an order put among the dispatches is dropped with it; what was to go anyway goes."""
    async with store.change() as tx:
        await many(tx, count=4)
        await mailboxes.put(tx, 1, Mailbox(CLERK, records=True), by=5, now=NOW)
        await dispatches.put_record(tx, 3, NOW)
        order = await sending_on.begin(tx, 1, Channel.EMAIL, CLERK, by=5, now=NOW)
        assert await sending_on.some_more(tx, order, NOW) == 3
        await sending_on.end(tx, 1, Channel.EMAIL)
        assert await carry_all(tx) == [3]


async def test_what_was_edited_while_nothing_went_on_is_counted_and_goes(store: Store) -> None:
    """The version that never went, and not the one that did; the address is the same, however it is spelt."""
    async with store.change() as tx:
        await many(tx, count=2)
        await tx.run(sa.update(record_versions).values(at=NOW))
        await mailboxes.put(tx, 1, Mailbox(CLERK, records=True), by=5, now=NOW)
        for record in (1, 2):
            await copies.note(tx, 1, record, "email", CLERK.upper(), NOW)
        edited = {"record_id": 2, "number": 2, "at": NOW + timedelta(hours=1)}
        same = record_versions.c.record_id == 2, record_versions.c.number == 1
        row = await tx.row(sa.select(record_versions).where(*same))
        assert row is not None
        await tx.run(record_versions.insert().values(**(dict(row) | edited)))
        assert await sending_on.missing(tx, 1, Channel.EMAIL, CLERK) == 1
        order = await sending_on.begin(tx, 1, Channel.EMAIL, CLERK, by=5, now=NOW)
        assert await sending_on.some_more(tx, order, NOW + timedelta(hours=2)) == 1
        waits = await dispatches.due(tx, Channel.EMAIL, NOW + timedelta(hours=2))
        assert [(item.subject_id, item.version) for item in waits] == [(2, 2)]
