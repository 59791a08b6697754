"""A file that is withheld is given out by no other record: a conversation that tells it, or one with the same content."""

from collections.abc import Sequence
from dataclasses import replace

from minutebook.council.disposal import Grounds
from minutebook.council.exemptions import RecordCopy, copy_of, plain
from minutebook.council.messages import Attachment, Message
from minutebook.council.records import Route
from minutebook.council.settings import CouncilSettings
from minutebook.storage import councils, disposing, exemptions, files, records
from minutebook.storage.store import Store, Tx
from storage.conftest import NOW, message
from storage.test_exemptions import mark, put

PAYSLIP = Attachment("document", "f1", "u1", "payslip Ann Smith.pdf", "application/pdf", 5)
AGAIN = replace(PAYSLIP, file_id="f3", unique_id="u3")
PLAN = Attachment("document", "f2", "u2", "site plan.pdf", "application/pdf", 5)
SHA = {"f1": "1" * 64, "f2": "2" * 64, "f3": "1" * 64}


def told(number: int, *parts: Message) -> Message:
    """A conversation as one message that carries every file of its parts."""
    lines = [
        f"19:00 Cllr Ann Harrow: {part.text}\n    " + "\n    ".join(f"📎 {f.name}" for f in part.attachments)
        for part in parts
    ]
    carried = tuple(file for part in parts for file in part.attachments)
    return replace(message(number, "\n".join(lines)), attachments=carried)


async def fetch(tx: Tx) -> None:
    """Let every file arrive."""
    for wanted in await files.wanted(tx, NOW):
        sha256 = SHA[wanted.file_id]
        await files.store(tx, wanted, sha256=sha256, size=5, path=sha256, now=NOW)


async def shown(tx: Tx, record_id: int) -> RecordCopy:
    """A record as a copy has it."""
    [record] = await records.by_ids(tx, [record_id])
    return copy_of(record, (await exemptions.of_records(tx, [record_id])).get(record_id, []))


def given(copy: RecordCopy) -> Sequence[str | None]:
    """The names of the files that a copy gives out."""
    return [one.file.name for one in copy.files if not one.withheld]


async def test_a_conversation_gives_no_file_of_a_message_that_is_withheld(store: Store) -> None:
    """Whether the whole message is withheld or its file alone: neither the file nor its name is in the conversation's copy."""
    for start, whole in ((0, True), (100, False)):
        async with store.change() as tx:
            secret = replace(message(7 + start, "Here it is"), attachments=(PAYSLIP,))
            other = replace(message(8 + start, "And the plan"), attachments=(PLAN,))
            alone = await put(tx, secret)
            talk = await put(tx, told(20 + start, secret, other), members=[secret, other])
            await fetch(tx)
            [record] = await records.by_ids(tx, [alone])
            await exemptions.add(tx, 1, mark(alone, file_id=None if whole else record.files[0].id))
            copy = await shown(tx, talk)
            assert given(copy) == ["site plan.pdf"], whole
            words = plain([piece for _, text, _ in copy.versions for piece in text], {})
            assert "payslip" not in words
            assert "site plan" in words


async def test_what_is_withheld_of_a_conversation_is_given_by_no_part(store: Store) -> None:
    """A file withheld of a conversation is withheld of the record of its message, and of a copy of it posted elsewhere."""
    async with store.change() as tx:
        secret = replace(message(7, "Here it is"), attachments=(PAYSLIP,))
        again = replace(message(9, "Once more"), attachments=(AGAIN,))
        alone, elsewhere = await put(tx, secret), await put(tx, again)
        talk = await put(tx, told(20, secret), members=[secret])
        await fetch(tx)
        [record] = await records.by_ids(tx, [talk])
        await exemptions.add(tx, 1, mark(talk, file_id=record.files[0].id))
        for key in (talk, alone, elsewhere):
            copy = await shown(tx, key)
            assert given(copy) == []
            assert "payslip" not in plain(copy.text, {})


async def test_a_withheld_file_stays_withheld_when_its_record_is_disposed_of(store: Store) -> None:
    """The record with the same content withholds it by itself from then on."""
    async with store.change() as tx:
        again = replace(message(9, "Once more"), attachments=(AGAIN,))
        alone = await put(tx, replace(message(7, "Here"), attachments=(PAYSLIP,)))
        elsewhere = await put(tx, again)
        await fetch(tx)
        await exemptions.add(tx, 1, mark(alone))
        await disposing.dispose(tx, alone, Grounds.DUE, by=5, by_name="Ruth", now=NOW)
        assert given(await shown(tx, elsewhere)) == []


async def test_a_file_lends_its_mark_to_nobody_who_should_not_know(store: Store) -> None:
    """What another council withholds, or the staffing recipient, takes no file from the clerk's copies."""
    async with store.change() as tx:
        await councils.create(tx, "Elsewhere", CouncilSettings(), by=1, now=NOW)
        secret = replace(message(7, "Here"), attachments=(PAYSLIP,))
        again = replace(message(9, "Once more"), attachments=(AGAIN,))
        staffing, mine = await put(tx, secret, route=Route.STAFFING), await put(tx, again)
        await fetch(tx)
        await exemptions.add(tx, 1, mark(staffing))
        assert given(await shown(tx, mine)) == ["payslip Ann Smith.pdf"]
        await exemptions.add(tx, 1, mark(mine))
        assert given(await shown(tx, staffing)) == []


async def test_a_withheld_file_that_never_came_is_not_named_either(store: Store) -> None:
    """Too big, or not there any more: its name is in no copy of the conversation, whichever of the two was marked."""
    for start, on_talk in ((0, False), (100, True)):
        async with store.change() as tx:
            secret = replace(message(7 + start, "Here it is"), attachments=(PAYSLIP,))
            alone = await put(tx, secret)
            talk = await put(tx, told(20 + start, secret), members=[secret])
            marked, other = (talk, alone) if on_talk else (alone, talk)
            [record] = await records.by_ids(tx, [marked])
            await exemptions.add(tx, 1, mark(marked, file_id=record.files[0].id))
            for key in (marked, other):
                copy = await shown(tx, key)
                assert given(copy) == []
                assert "payslip" not in plain([*copy.text, *copy.files[0].name], {}), (key, on_talk)
