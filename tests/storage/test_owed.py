"""What is owed of a record, by version, file and address; what an earlier program noted counts as it did."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from minutebook.council.letters import Channel
from minutebook.council.mailboxes import Mailbox
from minutebook.storage import copies, dispatches, handed_on, mailboxes, owed, sending_on
from minutebook.storage.owed import STRETCH, Goal
from minutebook.storage.schema_keeping import dispatches as table
from minutebook.storage.schema_records import record_files, record_versions, records
from minutebook.storage.store import Store, Tx
from storage.conftest import NOW, capture, message

CLERK = "clerk@wexcombe.gov.uk"
HERE = Goal(1, Channel.EMAIL, CLERK)
LATER = NOW + timedelta(hours=1)


async def edited(tx: Tx, record_id: int, number: int, at: datetime) -> None:
    """A later version of a record."""
    first = record_versions.c.record_id == record_id, record_versions.c.number == 1
    row = await tx.row(sa.select(record_versions).where(*first))
    assert row is not None
    await tx.run(record_versions.insert().values(**(dict(row) | {"number": number, "at": at})))


async def filed(tx: Tx, record_id: int) -> int:
    """A fetched file of a record."""
    return await tx.insert(
        record_files,
        record_id=record_id,
        version=1,
        kind="photo",
        file_id="F",
        unique_id=f"U{record_id}",
        state="stored",
    )


async def note(tx: Tx, record_id: int, version: int | None, at: datetime = NOW, to: str = CLERK) -> None:
    """A letter about a record that went, in this version; none for one noted by an earlier program."""
    await copies.note(tx, 1, record_id, "email", to, at, version=version)


async def listed(tx: Tx) -> list[int]:
    """Which records are owed something; they are as many as are counted."""
    found = await owed.owing(tx, HERE, 0, 3 * STRETCH, 100)
    assert await owed.count(tx, HERE) == len(found)
    return found


async def test_it_is_known_by_version_and_address(store: Store) -> None:
    """A later version that went stands for no earlier one, nor one address for another, however it is spelt."""
    async with store.change() as tx:
        for number in (1, 2, 3, 4):
            await capture(tx, number)
        await edited(tx, 2, 2, LATER)
        await note(tx, 1, 1)
        await note(tx, 2, 2, LATER)
        await note(tx, 3, 1, to="deputy@wexcombe.gov.uk")
        await note(tx, 4, 1, to=CLERK.upper())
        assert await listed(tx) == [2, 3]
        assert await owed.versions(tx, HERE, [1, 2, 3, 4]) == {2: [1], 3: [1]}


async def test_what_it_was_captured_with_is_told_with_the_capture(store: Store) -> None:
    """The versions known at capture go in one letter: none of them is owed besides."""
    async with store.change() as tx:
        await capture(tx, 1, "Agreed: £400.", earlier=[message(1, "Agreed.")])
        assert await owed.versions(tx, HERE, [1]) == {1: [2]}
        await note(tx, 1, 2)
        assert await listed(tx) == []


async def test_a_record_is_counted_once_and_what_is_far_off_is_found(store: Store) -> None:
    """Owed two versions and a file it is one record; keys with a great gap between them are all found."""
    async with store.change() as tx:
        await capture(tx, 1)
        await edited(tx, 1, 2, LATER)
        await edited(tx, 1, 3, LATER)
        await note(tx, 1, 1)
        file = await filed(tx, 1)
        row = await tx.row(sa.select(records))
        assert row is not None
        own = {"id": 2 * STRETCH + 7, "number": 2, "message_id": 2}
        await tx.run(records.insert().values(**(dict(row) | own)))
        assert await listed(tx) == [1, 2 * STRETCH + 7]
        assert await owed.files(tx, HERE, [1]) == [(1, file)]


async def test_what_an_earlier_program_noted_stands_for_all_there_was(store: Store) -> None:
    """Its copies say only when they went: a version made since is owed, and none that was there."""
    async with store.change() as tx:
        for number in (1, 2):
            await capture(tx, number)
            await tx.run(sa.update(record_versions).where(record_versions.c.number == 1).values(at=NOW))
            await edited(tx, number, 2, LATER)
        await note(tx, 1, None, LATER)
        await note(tx, 2, None, NOW)
        assert await owed.versions(tx, HERE, [1, 2]) == {2: [2]}
        assert await listed(tx) == [2]


async def test_a_file_an_earlier_program_sent_does_not_go_again(store: Store) -> None:
    """It is known by its dispatch, which is kept, and a copy that was noted then; at another address it is owed."""
    async with store.change() as tx:
        await capture(tx, 1)
        file = await filed(tx, 1)
        await note(tx, 1, None)
        assert await listed(tx) == [1]
        went = {"natural_key": f"email:file:{file}", "council_id": 1, "way": "email", "kind": "file"}
        at = {"next_at": NOW, "made_at": NOW, "sent_at": NOW}
        await tx.insert(table, subject_id=file, state="sent", **went, **at)
        await dispatches.prune(tx, LATER)
        assert await listed(tx) == []
        assert await owed.files(tx, Goal(1, Channel.EMAIL, "deputy@wexcombe.gov.uk"), [1]) == [(1, file)]


async def test_no_version_overtakes_an_earlier_one(store: Store) -> None:
    """A later one that waits longer, or that is hastened, goes after the earlier; until then nothing falls due."""
    async with store.change() as tx:
        await capture(tx, 1)
        await mailboxes.put(tx, 1, Mailbox(CLERK, records=True), by=5, now=NOW)
        await edited(tx, 1, 2, NOW)
        await dispatches.put_record_to(tx, 1, (Channel.EMAIL,), 1, 2, NOW)
        await dispatches.put_record(tx, 1, NOW)
        [first] = await dispatches.due(tx, Channel.EMAIL, NOW)
        assert first.version == 1, "though it was put there after the second"
        await dispatches.put_off(tx, first, LATER, "later")
        assert await dispatches.due(tx, Channel.EMAIL, NOW) == []
        assert await dispatches.next_due_at(tx, Channel.EMAIL) == LATER
        await handed_on.sent(tx, first, CLERK, CLERK, (), LATER)
        [second] = await dispatches.due(tx, Channel.EMAIL, LATER)
        assert second.version == 2


async def test_what_was_on_its_way_when_the_address_changed_goes_to_the_new_one_too(store: Store) -> None:
    """It is noted where it went, and still waits to go where records go now."""
    async with store.change() as tx:
        await capture(tx, 1)
        await mailboxes.put(tx, 1, Mailbox("deputy@wexcombe.gov.uk", records=True), by=5, now=NOW)
        await dispatches.put_record(tx, 1, NOW)
        [item] = await dispatches.due(tx, Channel.EMAIL, NOW)
        await mailboxes.put(tx, 1, Mailbox(CLERK, records=True), by=5, now=NOW)
        await handed_on.sent(tx, item, "deputy@wexcombe.gov.uk", "deputy@wexcombe.gov.uk", (), NOW)
        assert [one.id for one in await dispatches.due(tx, Channel.EMAIL, NOW)] == [item.id]
        assert [copy.place for copy in await copies.of_record(tx, 1)] == ["deputy@wexcombe.gov.uk"]


async def test_an_order_sends_a_file_alone_where_nothing_else_is_owed(store: Store) -> None:
    """It counts as one record that was handed on, and when it went nothing is left."""
    async with store.change() as tx:
        await capture(tx, 1)
        await capture(tx, 2)
        await mailboxes.put(tx, 1, Mailbox(CLERK, records=True), by=5, now=NOW)
        await note(tx, 2, 1)
        file = await filed(tx, 2)
        order = await sending_on.begin(tx, 1, Channel.EMAIL, CLERK, by=5, now=NOW)
        assert await sending_on.some_more(tx, order, NOW) == 2
        waits = await dispatches.due(tx, Channel.EMAIL, NOW)
        assert [(item.kind, item.subject_id) for item in waits] == [("record", 1), ("file", file)]
        for item in waits:
            await handed_on.sent(tx, item, CLERK, CLERK, (), NOW)
        assert await sending_on.handed_on(tx, order) == 2
        assert await listed(tx) == []
