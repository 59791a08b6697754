"""Disposal: everything of a record goes, its certificate stays, and what is on hold is not touched."""

import json
import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from minutebook.council.disposal import Grounds, HeldError, line_from_text, line_of, line_to_text
from minutebook.council.ledger import Act
from minutebook.council.outgoing import Outgoing
from minutebook.council.outgoing import message as to_send
from minutebook.council.records import Reference, Route
from minutebook.storage import (
    candidates,
    certificates,
    copies,
    councils,
    disposing,
    ledgers,
    memory,
    outbox,
    records,
    standing,
)
from minutebook.storage.schema import inbox
from minutebook.storage.schema_requests import held, requests
from minutebook.storage.store import Store, Tx
from minutebook.storage.verifying import verify_council
from storage.conftest import GROUP, NOW, Place, capture, message, salt

SENTENCE = "The marquee deposit quarrel with Ramsbotham stays between us"


async def dispose(tx: Tx, number: int = 1, grounds: Grounds = Grounds.DUE) -> None:
    """Dispose of one of 2026's records."""
    record = await records.by_reference(tx, 1, Reference(2026, number))
    assert record is not None
    await disposing.dispose(tx, record.id, grounds, by=9, by_name="Ruth Calder", now=NOW)


async def hold(tx: Tx, number: int) -> None:
    """Put a message on hold for a request."""
    key = await tx.insert(
        requests,
        council_id=1,
        number=1,
        kind="foi",
        title="the fence",
        received_on="2026-03-10",
        due_on="2026-04-09",
        state="open",
        opened_at=NOW,
        opened_by=9,
        opened_by_name="Ruth Calder",
    )
    await tx.insert(
        held, request_id=key, chat_id=GROUP, message_id=number, council_id=1, held_at=NOW, held_by=9
    )


async def everywhere(tx: Tx) -> None:
    """Say a sentence, remember it, flag it, edit it, record it, and let it wait to be sent in many forms."""
    said = message(1, SENTENCE)
    edited = replace(message(1, f"{SENTENCE}, agreed?"), edited_at=NOW + timedelta(minutes=1))
    await memory.remember(tx, 1, [said])
    await memory.edit(tx, 1, edited)
    await candidates.flag(tx, 1, said, (), Route.CLERK, matter_id=None, late=False, now=NOW, vector=(1.0,))
    await capture(tx, 1, edited.text, earlier=[said])
    update = {"update_id": 5, "message": {"message_id": 1, "chat": {"id": GROUP}, "text": SENTENCE}}
    await tx.insert(
        inbox, bot_id=7, update_id=5, kept_at=NOW, state="aside", payload=json.dumps(update), tries=3
    )
    for key, text in (("digest", f"“{SENTENCE[:40]}…”"), ("other", "Nothing of that kind at all")):
        send = to_send(50, text)
        await outbox.put(tx, Outgoing(key, "digest", (send,), council_id=1), NOW)


def bytes_of(place: Place) -> bytes:
    """The database's file and what stands beside it."""
    beside = (place.path, place.path.with_name(place.path.name + "-wal"))
    return b"".join(path.read_bytes() for path in beside if path.exists())


async def test_nothing_of_the_words_is_left_in_the_file(store: Store, place: Place) -> None:
    """The bytes of the database and its WAL hold no word of what was disposed of, wherever it stood before."""
    async with store.change() as tx:
        for number in range(2, 40):
            await capture(tx, number, f"We agreed to mend fence {number}.")
        await everywhere(tx)
    await store.fold()
    assert b"Ramsbotham" in bytes_of(place)
    # The search index has its words in lower case, and their beginnings shared with their neighbours'.
    assert any(word in bytes_of(place).replace(b"Ramsbotham", b"") for word in (b"msbotham", b"sbotham"))
    async with store.change() as tx:
        await dispose(tx, 39)
    async with store.change() as tx:
        assert await disposing.shred(tx)
    assert await store.fold()
    left = bytes_of(place).lower()
    for word in (b"sbotham", b"arquee", b"uarrel"):
        assert word not in left, word
    assert b"mend fence 7" in left


async def test_the_certificate_stays_and_the_ledger_verifies(store: Store) -> None:
    """What is left is a certificate whose digest the ledger states; the chain and the rest are whole."""
    async with store.change() as tx:
        await capture(tx, 1)
        await capture(tx, 2, "Agreed, then.")
        await copies.note(tx, 1, 1, "email", "clerk@wexcombe.example", NOW)
        await dispose(tx, 1, Grounds.ERROR)
    async with store.read() as tx:
        assert await records.by_reference(tx, 1, Reference(2026, 1)) is None
        kept = await certificates.by_reference(tx, 1, Reference(2026, 1))
        assert kept is not None
        assert (kept.grounds, kept.by_name, kept.at, kept.klass) == (
            Grounds.ERROR,
            "Ruth Calder",
            NOW,
            "general",
        )
        assert [(copy.way, copy.place) for copy in kept.copies] == [("email", "clerk@wexcombe.example")]
        [entry] = [item async for item in ledgers.entries(tx, 1) if item.act is Act.DISPOSED]
        assert (entry.digest, entry.record_id, entry.actor_id) == (kept.digest, 1, 9)
        assert (await verify_council(tx, 1, "Wexcombe")).count == entry.seq


async def test_keys_and_references_are_never_given_again(store: Store) -> None:
    """After the newest record was disposed of, the next has the next key and number."""
    async with store.change() as tx:
        await capture(tx, 1)
        await capture(tx, 2, "Agreed, then.")
        await dispose(tx, 2)
        assert str(await capture(tx, 3, "And now?")) == "2026/0003"
        third = await records.by_reference(tx, 1, Reference(2026, 3))
        assert third is not None
        assert third.id == 3
    async with store.read() as tx:
        assert await verify_council(tx, 1, "Wexcombe")


async def test_the_same_message_may_be_recorded_anew(store: Store) -> None:
    """What is still in the chat can be put on the record again, under another reference."""
    async with store.change() as tx:
        await capture(tx, 1)
        await dispose(tx, 1, Grounds.ERROR)
        assert str(await capture(tx, 1)) == "2026/0002"


async def test_what_is_on_hold_is_not_touched(store: Store) -> None:
    """A record on hold is refused, and whole afterwards."""
    async with store.change() as tx:
        await capture(tx, 1)
        await hold(tx, 1)
    with pytest.raises(HeldError):
        async with store.change() as tx:
            await dispose(tx, 1)
    async with store.read() as tx:
        record = await records.by_reference(tx, 1, Reference(2026, 1))
        assert record is not None
        assert record.text == "We agreed to mend the fence."


async def test_another_record_that_repeats_it_stays_and_is_named(store: Store) -> None:
    """An answer on the record keeps what it answered; the certificate says in which record it still stands."""
    async with store.change() as tx:
        await capture(tx, 1)
        answer = replace(message(2, "Seconded."), reply_to=1)
        what = records.Capture(
            [answer],
            message(1),
            7,
            "Ann",
            records.Method.COMMAND,
            frozenset(),
            frozenset(),
            Route.CLERK,
        )
        await records.capture(tx, 1, what, year=2026, now=NOW, salt=salt)
        await dispose(tx, 1)
    async with store.read() as tx:
        kept = await certificates.by_reference(tx, 1, Reference(2026, 1))
        assert kept is not None
        assert [(copy.way, copy.place) for copy in kept.copies] == [("record", "2026/0002")]


async def test_what_else_waits_to_be_sent_is_sent(store: Store) -> None:
    """Of what waits in the outbox only that which repeats the words or names the reference is dropped."""
    async with store.change() as tx:
        await everywhere(tx)
        await dispose(tx, 1)
    async with store.read() as tx:
        found = await tx.rows(sa.text("SELECT natural_key, state FROM outbox"))
        states = {row["natural_key"]: row["state"] for row in found}
    assert states == {"digest": "dropped", "other": "waiting"}


async def test_an_older_database_disposes_again(store: Store, place: Place) -> None:
    """From its line in the register a record is disposed of in a database that still has it, once."""
    async with store.change() as tx:
        await capture(tx, 1, SENTENCE)
    await store.fold()
    older = place.path.read_bytes()
    async with store.change() as tx:
        await dispose(tx, 1)
        await capture(tx, 2, "Agreed, then.")
        await dispose(tx, 2, Grounds.ERROR)
    async with store.read() as tx:
        lines = [line_of(item, since) async for item, since in certificates.not_in(tx, ())]
    await store.close()
    place.path.write_bytes(older)
    again = await place.open()
    try:
        async with again.change() as tx:
            texts = [line_to_text(line) for line in lines]
            for line in map(line_from_text, texts):
                assert line is not None
                assert await disposing.again(tx, line, now=NOW)
                assert not await disposing.again(tx, line, now=NOW)
        async with again.read() as tx:
            assert await records.by_reference(tx, 1, Reference(2026, 1)) is None
            assert [item.reference.number for item in await certificates.of_council(tx, 1)] == [1, 2]
            assert await verify_council(tx, 1, "Wexcombe")
            assert (await standing.before(tx, 1, 2026, (GROUP, 9))).number == 3
    finally:
        await again.close()


async def test_a_register_of_another_database_disposes_of_nothing(store: Store) -> None:
    """A line is for the council set up at that time, and for the record with that content."""
    async with store.change() as tx:
        await capture(tx, 1)
        await capture(tx, 2, "Agreed, then.")
        await dispose(tx, 1)
        council = await councils.get(tx, 1)
        kept = await certificates.by_reference(tx, 1, Reference(2026, 1))
        assert kept is not None
        line = line_of(kept, council.created_at)
        assert not await disposing.again(tx, replace(line, record_id=2), now=NOW)
        assert not await disposing.again(
            tx, replace(line, record_id=9, since=NOW + timedelta(days=1)), now=NOW
        )
        assert not await disposing.again(tx, replace(line, record_id=9, council_id=4), now=NOW)
        assert await records.by_reference(tx, 1, Reference(2026, 2)) is not None


async def test_a_hold_outlives_a_restore(store: Store) -> None:
    """What an older database has on hold is not disposed of by the register either."""
    async with store.change() as tx:
        await capture(tx, 1)
        record = await records.by_reference(tx, 1, Reference(2026, 1))
        assert record is not None
        council = await councils.get(tx, 1)
        await hold(tx, 1)
    with sqlite3.connect(store.path) as file:
        digest = file.execute("SELECT digest FROM record_versions").fetchone()[0]
    text = {
        "format": 1,
        "council": 1,
        "since": council.created_at.isoformat(),
        "record": record.id,
        "year": 2026,
        "number": 1,
        "route": "clerk",
        "class": "general",
        "grounds": "due",
        "at": NOW.isoformat(),
        "by": 9,
        "messages": [[GROUP, 1]],
        "content": digest,
        "files": [],
        "certificate": "0" * 64,
    }
    line = line_from_text(json.dumps(text))
    assert line is not None
    with pytest.raises(HeldError):
        async with store.change() as tx:
            await disposing.again(tx, line, now=NOW)


async def test_a_search_finds_it_no_more(store: Store) -> None:
    """The words lead to nothing, whatever is searched for."""
    async with store.change() as tx:
        await capture(tx, 1, SENTENCE)
        await dispose(tx, 1)
        assert await tx.number(sa.text("SELECT count(*) FROM record_search")) == 0
