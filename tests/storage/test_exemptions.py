"""Marks on disk: kept, lifted, and lent to every record that repeats what is withheld."""

from dataclasses import replace

import sqlalchemy as sa

from minutebook.council.disposal import Grounds
from minutebook.council.exemptions import Mark, copy_of, plain
from minutebook.council.messages import Attachment, Message, Sender
from minutebook.council.records import Method, Route
from minutebook.council.settings import CouncilSettings
from minutebook.storage import councils, disposing, exemptions, records
from minutebook.storage.records import Capture
from minutebook.storage.schema_requests import requests
from minutebook.storage.store import Store, Tx
from storage.conftest import GROUP, NOW, message, salt

SECRET = "Ann Smith earns too much"


async def put(
    tx: Tx,
    said: Message,
    answered: Message | None = None,
    members: list[Message] | None = None,
    route: Route = Route.CLERK,
) -> int:
    """Put a message, or a conversation told by it, on the record, and return its key."""
    what = Capture(
        [said],
        answered,
        7,
        "Ruth",
        Method.COMMAND,
        frozenset(),
        frozenset(),
        route,
        members=[[member] for member in members or []],
    )
    reference, _ = await records.capture(tx, 1, what, year=2026, now=NOW, salt=salt)
    found = await records.by_reference(tx, 1, reference)
    assert found is not None
    return found.id


def mark(record_id: int, words: str = "", **more: object) -> Mark:
    """A mark of the clerk's."""
    return replace(Mark(0, record_id, "personal", NOW, 5, "Ruth", words, seen=1), **more)  # type: ignore[arg-type]


async def copy(tx: Tx, record_id: int, request_id: int | None = None) -> str:
    """Everything a copy of a record says."""
    [record] = await records.by_ids(tx, [record_id])
    marks = (await exemptions.of_records(tx, [record_id], request_id)).get(record_id, [])
    shown = copy_of(record, marks)
    texts = [text for _, text, _ in shown.versions]
    return "\n".join(plain(text, {}) for text in (*texts, shown.reply_text, shown.quote, shown.note))


async def test_a_mark_stands_until_it_is_lifted_and_may_be_put_back(store: Store) -> None:
    """Lifting and putting back are entries in the ledger; another council can do neither."""
    async with store.change() as tx:
        await councils.create(tx, "Elsewhere", CouncilSettings(), by=1, now=NOW)
        record = await put(tx, message(7, SECRET))
        key = await exemptions.add(tx, 1, mark(record, note="why"))
        [known] = await exemptions.own(tx, record)
        assert known == replace(mark(record, note="why"), id=key)
        assert await exemptions.get(tx, 2, key) is None
        assert not await exemptions.lift(tx, 2, known, by=5, now=NOW)
        assert await exemptions.lift(tx, 1, known, by=5, now=NOW)
        assert not await exemptions.lift(tx, 1, known, by=5, now=NOW)
        assert await copy(tx, record) == SECRET + "\n\n\n"
        assert await exemptions.put_back(tx, 2, key, by=5, now=NOW) is None
        assert await exemptions.put_back(tx, 1, key, by=5, now=NOW) == known
        assert SECRET not in await copy(tx, record)


async def test_a_mark_for_one_request_holds_in_its_copies_and_in_those_for_none(store: Store) -> None:
    """A copy for another request is made without it; one for no request is made under every mark."""
    async with store.change() as tx:
        record = await put(tx, message(7, SECRET))
        await tx.run(request(3))
        await tx.run(request(4))
        await exemptions.add(tx, 1, mark(record, "Ann Smith", request_id=3))
        assert "Ann Smith" not in await copy(tx, record)
        assert "Ann Smith" not in await copy(tx, record, 3)
        assert "Ann Smith" in await copy(tx, record, 4)


def request(key: int) -> sa.Insert:
    """A request on the books, with little in it."""
    return requests.insert().values(
        id=key,
        council_id=1,
        number=key,
        kind="foi",
        title="x",
        received_on="2026-03-01",
        due_on="2026-03-29",
        state="open",
        opened_at=NOW,
        opened_by=5,
        opened_by_name="Ruth",
    )


async def test_what_repeats_a_withheld_message_withholds_it_too(store: Store) -> None:
    """An answer, a conversation with it, an answer to part of a conversation, another conversation with the same part."""
    said = message(7, SECRET)
    other = message(8, "Shall we move on?")
    answer = replace(message(9, "Quite so."), reply_to=7)
    told = f"10 March 2026\n19:00 Cllr Ann Harrow: {SECRET}\n19:00 Cllr Ann Harrow: Shall we move on?"
    async with store.change() as tx:
        alone = await put(tx, said)
        answering = await put(tx, answer, said)
        talk = await put(tx, message(20, told), members=[said, other])
        await exemptions.add(tx, 1, mark(alone))
        assert await copy(tx, answering) == "Quite so.\n[withheld: personal]\n\n"
        assert SECRET not in await copy(tx, talk)
        assert "Shall we move on?" in await copy(tx, talk)


async def test_what_is_withheld_of_a_conversation_is_withheld_of_its_parts(store: Store) -> None:
    """A whole conversation, or words of it, is withheld in the record of a part, in its answer, in another such record."""
    said, other = message(7, SECRET), message(8, "Shall we move on?")
    answer = replace(message(9, "Quite so."), reply_to=7)
    told = f"19:00 Cllr Ann Harrow: {SECRET}\n19:00 Cllr Ann Harrow: Shall we move on?"
    for words in ("", "Ann Smith"):
        async with store.change() as tx:
            start = 0 if words else 100
            parts = [replace(each, message_id=each.message_id + start) for each in (said, other, answer)]
            parts[2] = replace(parts[2], reply_to=7 + start)
            talk = await put(tx, message(20 + start, told), members=parts[:2])
            more = await put(
                tx, message(21 + start, f"19:00 Cllr Ann Harrow: {SECRET}\nMore"), members=parts[:1]
            )
            alone, answering = await put(tx, parts[0]), await put(tx, parts[2], parts[0])
            await exemptions.add(tx, 1, mark(talk, words))
            for record in (talk, more, alone, answering):
                assert (words or SECRET) not in await copy(tx, record), (words, record)
            assert "Quite so." in await copy(tx, answering)
            assert "More" in await copy(tx, more)


async def test_a_staffing_record_lends_nothing_to_the_clerks(store: Store) -> None:
    """A mark on what is for the staffing recipient alone is not told by a gap in the clerk's copies; the clerk's marks hold in both."""
    async with store.change() as tx:
        said = message(7, SECRET)
        talk = await put(tx, message(20, f"19:00 Ann: {SECRET}"), members=[said], route=Route.STAFFING)
        alone = await put(tx, said)
        key = await exemptions.add(tx, 1, mark(talk))
        assert SECRET in await copy(tx, alone)
        [own] = await exemptions.own(tx, talk)
        await exemptions.lift(tx, 1, own, by=5, now=NOW)
        await exemptions.add(tx, 1, mark(alone))
        assert SECRET not in await copy(tx, talk)
        assert key == own.id


async def test_what_repeats_a_disposed_record_goes_on_withholding_it(store: Store) -> None:
    """The marks of a record go with it, and stay where its words do: each is an entry there."""
    said = message(7, SECRET)
    answer = replace(message(9, "Quite so."), reply_to=7)
    told = f"19:00 Cllr Ann Harrow: {SECRET}\n19:00 Cllr Ann Harrow: Ann Smith again"
    for words in ("", "Ann Smith"):
        async with store.change() as tx:
            start = 0 if words else 100
            parts = [replace(each, message_id=each.message_id + start) for each in (said, answer)]
            parts[1] = replace(parts[1], reply_to=7 + start)
            alone, answering = await put(tx, parts[0]), await put(tx, parts[1], parts[0])
            talk = await put(tx, message(20 + start, told), members=parts[:1])
            await exemptions.add(tx, 1, mark(alone, words, note="her wage"))
            before = [await copy(tx, record) for record in (answering, talk)]
            await disposing.dispose(tx, alone, Grounds.DUE, by=5, by_name="Ruth", now=NOW)
            assert [await copy(tx, record) for record in (answering, talk)] == before
            assert await exemptions.own(tx, alone) == []
            [handed] = await exemptions.own(tx, answering)
            assert handed.note == ""
            assert (words or SECRET) not in before[0]


async def test_a_photo_in_an_album_may_be_withheld(store: Store) -> None:
    """A file is withheld by its key, where the rest of its record is given."""
    said = Message(
        GROUP,
        7,
        Sender(7, "Ann"),
        NOW,
        "Two photos",
        attachments=(Attachment("photo", "f1", "u1"), Attachment("photo", "f2", "u2")),
    )
    async with store.change() as tx:
        record_id = await put(tx, said)
        [record] = await records.by_ids(tx, [record_id])
        await exemptions.add(tx, 1, mark(record_id, file_id=record.files[1].id))
        shown = copy_of(record, (await exemptions.of_records(tx, [record_id]))[record_id])
    assert [file.withheld for file in shown.files] == [(), ("personal",)]
