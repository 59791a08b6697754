"""What came to a marked record later waits in every record that repeats it: files too, and after a disposal."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from minutebook.council.conversations import told
from minutebook.council.disposal import Grounds
from minutebook.council.exemptions import plain
from minutebook.council.messages import Attachment, Message
from minutebook.storage import disposing, exemptions, records
from minutebook.storage.store import Store, Tx
from storage.conftest import GROUP, NOW, message, salt
from storage.test_exemptions import copy, mark, put, request
from storage.test_withheld_files import given, shown

ZONE = ZoneInfo("Europe/London")
FIRST = Attachment("document", "f1", "u1", "payslip.pdf", "application/pdf", 5)
SECOND = Attachment("document", "f2", "u2", "payslip again.pdf", "application/pdf", 5)
SECRET = "Ann Smith earns too much"
AFTER = "She gets far too much"


async def both(tx: Tx, said: Message, other: Message) -> tuple[int, int]:
    """Put a message on the record, and the conversation of it and another."""
    alone = await put(tx, said)
    members = [[said], [other]]
    return alone, await put(tx, told(members, (GROUP, said.message_id + 20), ZONE), members=[said, other])


async def edit(tx: Tx, after: Message) -> None:
    """Let a message be edited, wherever it is on record."""
    edited = replace(after, edited_at=NOW)
    await records.add_version(tx, edited, at=NOW, salt=salt)
    await records.add_member_version(tx, edited, ZONE, at=NOW, salt=salt)


async def words(tx: Tx, record_id: int) -> str:
    """The text of the last version of a record's copy."""
    return plain((await shown(tx, record_id)).versions[-1][1], {})


async def test_a_file_that_came_later_waits_wherever_it_is(store: Store) -> None:
    """In the record and the conversation, neither it nor its name is given until the marked one was looked at."""
    for start, on_talk in ((0, False), (100, True)):
        first, second = (
            replace(file, file_id=f"f{start}{file.name}", unique_id=f"u{start}{file.name}")
            for file in (FIRST, SECOND)
        )
        async with store.change() as tx:
            said = replace(message(7 + start, "Here it is"), attachments=(first,))
            alone, talk = await both(tx, said, message(8 + start, "Indeed."))
            marked = talk if on_talk else alone
            [record] = await records.by_ids(tx, [marked])
            await exemptions.add(tx, 1, mark(marked, file_id=record.files[0].id))
            await edit(tx, replace(said, attachments=(second,)))
            for key in (alone, talk):
                assert given(await shown(tx, key)) == [], (key, on_talk)
                assert "payslip" not in await words(tx, key)
            await exemptions.look(tx, 1, marked, 2, by=5, now=NOW)
            for key in (alone, talk):
                assert given(await shown(tx, key)) == ["payslip again.pdf"], (key, on_talk)
            assert "payslip again" in await words(tx, talk)


async def test_a_file_of_a_version_that_waits_waits_with_it(store: Store) -> None:
    """A version that may say the marked words in others may show them in its picture."""
    async with store.change() as tx:
        said = message(7, SECRET)
        alone, talk = await both(tx, said, message(8, "Indeed."))
        await exemptions.add(tx, 1, mark(alone, "Ann Smith", version=1))
        await edit(tx, replace(said, text=AFTER, attachments=(FIRST,)))
        for key in (alone, talk):
            assert given(await shown(tx, key)) == []
            assert AFTER not in await words(tx, key)


async def test_a_mark_for_one_request_makes_nothing_wait_in_copies_for_another(store: Store) -> None:
    """What waits for the copies of one request waits in these, wherever it is repeated, and in those for none."""
    async with store.change() as tx:
        said = message(7, SECRET)
        alone, talk = await both(tx, said, message(8, "Indeed."))
        for key in (3, 4):
            await tx.run(request(key))
        await exemptions.add(tx, 1, mark(alone, "Ann Smith", version=1, request_id=3))
        await edit(tx, replace(said, text=AFTER))
        for key in (alone, talk):
            assert AFTER not in await copy(tx, key, 3)
            assert AFTER not in await copy(tx, key)
            assert AFTER in await copy(tx, key, 4)


async def test_only_what_is_new_waits_in_the_others(store: Store) -> None:
    """Of a conversation that waits whole, what its copy shows in an earlier version is shown in its parts' records."""
    async with store.change() as tx:
        said, other = message(7, SECRET), message(8, "Indeed.\nShe gets far too little")
        alone, talk = await both(tx, said, other)
        await exemptions.add(tx, 1, mark(talk, "Ann Smith", version=1))
        await edit(tx, replace(said, text=AFTER))
        part = await put(tx, other)
        for key in (alone, talk):
            assert await words(tx, key) == "[withheld: personal]"
        assert await words(tx, part) == other.text


async def test_what_waits_goes_on_waiting_when_the_marked_record_is_disposed_of(store: Store) -> None:
    """The conversation withholds it by itself from then on, and a later edit in other words waits there."""
    async with store.change() as tx:
        said = message(7, SECRET)
        alone, talk = await both(tx, said, message(8, "Indeed."))
        await exemptions.add(tx, 1, mark(alone, "Ann Smith", version=1))
        await edit(tx, replace(said, text=AFTER))
        before = await copy(tx, talk)
        assert AFTER not in before
        await disposing.dispose(tx, alone, Grounds.DUE, by=5, by_name="Ruth", now=NOW)
        assert await copy(tx, talk) == before
        await edit(tx, replace(said, text="A.S. is overpaid"))
        assert await words(tx, talk) == "[withheld: personal]"
        await exemptions.look(tx, 1, talk, 3, by=5, now=NOW)
        assert "A.S. is overpaid" in await words(tx, talk)
        assert "Ann Smith" not in await copy(tx, talk)
        assert AFTER not in await copy(tx, talk)


async def test_a_conversation_quotes_no_part_of_what_is_withheld(store: Store) -> None:
    """A member that quotes a part of a passage, of a message withheld whole, or of one that waits tells none of it."""
    cases = (
        ("Ann Smith earns", "", "Ann Smith"),
        ("", "", "Ann Smith"),
        ("Ann Smith earns", AFTER, "far too"),
    )
    for start, (passage, after, quote) in enumerate(cases):
        async with store.change() as tx:
            said = message(7 + 100 * start, SECRET)
            answer = replace(message(8 + 100 * start, "Indeed."), reply_to=said.message_id, quote=quote)
            alone, talk = await both(tx, said, answer)
            await exemptions.add(tx, 1, mark(alone, passage, version=1 if passage else 0))
            if after:
                await edit(tx, replace(said, text=after))
            assert quote not in await copy(tx, talk)
            assert "Indeed." in await copy(tx, talk)
