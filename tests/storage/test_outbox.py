"""The outbox in the store: what is due, in which order, and what becomes of it."""

from datetime import timedelta

import sqlalchemy as sa

from minutebook.council import outgoing
from minutebook.council.outgoing import Outgoing
from minutebook.storage import outbox
from minutebook.storage.outbox import Due
from minutebook.storage.schema_records import outbox as table
from minutebook.storage.store import Store
from storage.conftest import NOW

SOON = timedelta(minutes=1)


async def put(store: Store, key: str, chat: int = 5, **more: object) -> bool:
    """Put a message in the outbox."""
    item = Outgoing(key, "notice", (outgoing.message(chat, f"text of {key}"),), **more)  # type: ignore[arg-type]
    async with store.change() as tx:
        return await outbox.put(tx, item, NOW)


async def due(store: Store, busy: tuple[int, ...] = (), after: timedelta = timedelta(0)) -> list[Due]:
    """What may be sent at a moment."""
    async with store.read() as tx:
        return await outbox.due(tx, NOW + after, busy)


async def texts(store: Store, busy: tuple[int, ...] = (), after: timedelta = timedelta(0)) -> list[str]:
    """The texts of what may be sent."""
    return [item.ways[0].text.removeprefix("text of ") for item in await due(store, busy, after)]


async def state(store: Store, item: int) -> tuple[str, str | None, int]:
    """An item's state, what is left of its content, and how often it was uncertain."""
    async with store.read() as tx:
        row = await tx.row(sa.select(table).where(table.c.id == item))
    assert row is not None
    return row["state"], row["payload"], row["uncertain"]


async def test_a_key_is_put_in_once(store: Store) -> None:
    """A replay adds nothing: the first under a key stands."""
    assert await put(store, "a")
    assert not await put(store, "a")
    assert await texts(store) == ["a"]


async def test_each_chat_gives_its_first(store: Store) -> None:
    """Chats are side by side, each in the order things were put in; a busy chat gives nothing."""
    for key, chat in (("a", 5), ("b", 5), ("c", 6), ("d", -7)):
        await put(store, key, chat)
    assert await texts(store) == ["a", "c", "d"]
    assert await texts(store, busy=(5,)) == ["c", "d"]


async def test_what_is_put_off_holds_those_behind_it(store: Store) -> None:
    """Order holds within a chat: the second waits for the first, and both are told when they fall due."""
    await put(store, "a")
    await put(store, "b")
    [first] = await due(store)
    async with store.change() as tx:
        await outbox.begin(tx, first.id)
        await outbox.put_off(tx, first.id, NOW + SOON, uncertain=False, fault="x" * 500)
    assert await texts(store) == []
    async with store.read() as tx:
        assert await outbox.next_due_at(tx, ()) == NOW + SOON
        assert await outbox.next_due_at(tx, (5,)) is None
    [again] = await due(store, after=SOON)
    assert (again.id, again.tries, again.uncertain) == (first.id, 1, 0)


async def test_a_chat_told_to_wait_holds_no_other(store: Store) -> None:
    """After a 429 nothing goes to that chat before its time; another chat's goes at once."""
    await put(store, "a", 5)
    await put(store, "b", 6)
    async with store.change() as tx:
        await outbox.hold_chat(tx, 5, NOW + SOON)
        await outbox.hold_chat(tx, 5, NOW + 2 * SOON)
    assert await texts(store) == ["b"]
    assert await texts(store, after=SOON) == ["b"]
    assert await texts(store, after=2 * SOON) == ["a", "b"]
    async with store.read() as tx:
        assert await outbox.next_due_at(tx, (6,)) == NOW + 2 * SOON


async def test_what_was_being_sent_is_uncertain_afterwards(store: Store) -> None:
    """What a kill cut off waits again, known to be uncertain; what only waited is not."""
    await put(store, "a", 5)
    await put(store, "b", 6)
    [first, second] = await due(store)
    async with store.change() as tx:
        await outbox.begin(tx, first.id)
    assert await texts(store) == ["b"]
    async with store.change() as tx:
        assert await outbox.resume(tx) == 1
        assert await outbox.resume(tx) == 0
    assert [(item.id, item.uncertain) for item in await due(store)] == [(first.id, 1), (second.id, 0)]


async def test_only_those_named_are_taken_up(store: Store) -> None:
    """While the program runs, what others are sending is left to them."""
    await put(store, "a", 5)
    await put(store, "b", 6)
    [first, second] = await due(store)
    async with store.change() as tx:
        await outbox.begin(tx, first.id)
        await outbox.begin(tx, second.id)
        assert await outbox.resume(tx, [second.id]) == 1
    assert [item.id for item in await due(store)] == [second.id]


async def test_what_was_sent_is_forgotten(store: Store) -> None:
    """A sent row keeps ids and a digest, and no word of what it said; so does one that was dropped."""
    await put(store, "a", 5)
    await put(store, "b", 6)
    [first, second] = await due(store)
    async with store.change() as tx:
        await outbox.sent(tx, first, message_id=77, way="message", now=NOW)
        await outbox.refuse(tx, second.id, "Forbidden", keep=False)
    assert await state(store, first.id) == ("sent", None, 0)
    assert await state(store, second.id) == ("dropped", None, 0)
    async with store.read() as tx:
        assert await outbox.waiting_count(tx) == 0


async def test_what_was_refused_and_kept_goes_once_the_chat_is_open(store: Store) -> None:
    """A digest nobody could be given stays, is counted, and goes in order when its reader opens the chat."""
    await put(store, "a")
    await put(store, "b")
    for _ in range(2):
        [item] = await due(store)
        async with store.change() as tx:
            await outbox.refuse(tx, item.id, "Forbidden", keep=True)
    assert await texts(store) == []
    async with store.change() as tx:
        assert await outbox.refused_count(tx, 5) == 2
        assert await outbox.reopen(tx, 5, NOW) == 2
        assert tx.wakes_outbox
    assert await texts(store) == ["a"]


async def test_what_waits_follows_a_group_that_migrates(store: Store) -> None:
    """What waits for a group, and what is being sent to it, is addressed to the supergroup it became."""
    await put(store, "a", -5)
    await put(store, "b", -5)
    [first] = await due(store)
    async with store.change() as tx:
        await outbox.begin(tx, first.id)
        await outbox.move_chat(tx, -5, -1005)
        await outbox.resume(tx)
    [moved] = await due(store)
    assert (moved.chat_id, moved.ways[0].chat_id) == (-1005, -1005)
    assert moved.id == first.id


async def test_what_was_shown_is_taken_down_in_time(store: Store) -> None:
    """A shown message falls due for deletion when its time is over, counted from when it was sent."""
    await put(store, "a", take_down=timedelta(hours=24))
    [item] = await due(store)
    later = NOW + timedelta(hours=3)
    async with store.change() as tx:
        await outbox.sent(tx, item, message_id=9, way="message", now=later)
        await outbox.note_shown(tx, "k", None, 6, [10, 11], now=NOW, take_down=SOON)
        await outbox.note_shown(tx, "k", None, 6, [10, 11], now=NOW, take_down=SOON)
    async with store.read() as tx:
        assert [row[1:] for row in await outbox.to_take_down(tx, NOW + SOON)] == [(6, 10), (6, 11)]
        due_now = await outbox.to_take_down(tx, later + timedelta(hours=24))
    assert (item.id, 5, 9) in due_now
    async with store.change() as tx:
        for key, _, _ in due_now:
            await outbox.taken_down(tx, key)
    async with store.read() as tx:
        assert await outbox.to_take_down(tx, later + timedelta(days=9)) == []


async def test_old_rows_go(store: Store) -> None:
    """What was sent long ago is forgotten; what waits, or is to be taken down, is not."""
    for key, chat in (("sent", 5), ("waits", 6), ("stands", 7)):
        await put(store, key, chat, take_down=SOON if key == "stands" else None)
    for item in await due(store):
        if item.chat_id != 6:
            async with store.change() as tx:
                await outbox.sent(tx, item, message_id=1, way="message", now=NOW)
    async with store.change() as tx:
        assert await outbox.prune(tx, NOW) == 0
        assert await outbox.prune(tx, NOW + SOON) == 1
    assert await texts(store) == ["waits"]


async def test_what_nobody_opened_their_chat_for_goes_in_the_end(store: Store) -> None:
    """What was refused and kept is forgotten by the same rule as what was sent, whatever its time to stand."""
    await put(store, "digest", 5)
    await put(store, "answer", 6, take_down=SOON)
    for item in await due(store):
        async with store.change() as tx:
            await outbox.refuse(tx, item.id, "Forbidden", keep=True)
    async with store.change() as tx:
        assert await outbox.prune(tx, NOW) == 0
        assert await outbox.prune(tx, NOW + SOON) == 2
        assert await outbox.reopen(tx, 5, NOW + SOON) == 0
