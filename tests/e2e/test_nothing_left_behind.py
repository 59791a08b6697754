"""Each version and each file of a record goes to the mailbox there is, once and in order, whatever was switched meanwhile."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from delivery.post_office import PostOffice
from e2e.private import DECISION, answer, pressed, recorded, rows, told
from e2e.stage import Stage, staged
from e2e.test_mailbox import CLERK, PDF, copies_of, mail_at, subjects, words

OTHER = "deputy@wexcombe.gov.uk"
NAME = "Wexcombe Parish Council"
RECORD, SECOND, THIRD = (
    f"Record 2026/0001, {NAME}",
    f"Record 2026/0001, version 2, {NAME}",
    f"Record 2026/0001, version 3, {NAME}",
)


@pytest.fixture
async def council(tmp_path: Path, office: PostOffice) -> AsyncIterator[Stage]:
    """A council whose records go to the clerk's mailbox."""
    async with staged(tmp_path, mail=mail_at(office)) as stage:
        await stage.set_up()
        await told(stage, stage.ruth, f"/mailbox {CLERK}")
        yield stage


async def sent_all(council: Stage) -> None:
    """The clerk sends what is left."""
    asked = await answer(council, council.ruth, "/mailbox send all")
    await pressed(council, council.ruth, asked, "Send them")
    await council.forward(minutes=10)
    await council.forward(seconds=10)
    assert "Nothing is left to send" in await told(council, council.ruth, "/mailbox send all")


async def test_a_later_version_waits_for_an_earlier_one(council: Stage, office: PostOffice) -> None:
    """Where the server puts off the record, its edit goes after it; nothing wakes for that before its time."""
    office.answers["RCPT"] = ["451 later"]
    said = await recorded(council, council.margaret, DECISION)
    await council.forward(seconds=20)
    council.margaret.edits(said, f"{DECISION} At 8.")
    await council.settled()
    assert subjects(office) == []
    await council.forward(minutes=10)
    assert subjects(office) == [RECORD, SECOND]


async def test_what_waited_when_it_was_switched_off_goes_once_asked_for(
    council: Stage, office: PostOffice
) -> None:
    """The record and its edit that never went are counted, and go in their order."""
    office.answers["RCPT"] = ["451 later"]
    said = await recorded(council, council.margaret, DECISION)
    council.margaret.edits(said, f"{DECISION} At 8.")
    await council.settled()
    await told(council, council.ruth, "/mailbox off")
    await council.forward(hours=1)
    assert subjects(office) == []
    assert "One record from before" in await told(council, council.ruth, f"/mailbox {CLERK}")
    await sent_all(council)
    assert subjects(office) == [RECORD, SECOND]


async def test_a_version_made_while_it_was_off_goes_before_the_next(
    council: Stage, office: PostOffice
) -> None:
    """An edit while nothing went is not passed over by a later one; what went already does not go again."""
    said = await recorded(council, council.margaret, DECISION)
    await told(council, council.ruth, "/mailbox off")
    council.margaret.edits(said, f"{DECISION} SECOND.")
    await council.settled()
    await told(council, council.ruth, f"/mailbox {CLERK}")
    council.margaret.edits(said, f"{DECISION} THIRD.")
    await council.settled()
    assert subjects(office) == [RECORD, SECOND, THIRD]
    assert "SECOND." in words(office.taken[1])
    assert "Nothing is left to send" in await told(council, council.ruth, "/mailbox send all")


async def test_another_address_gets_the_record_before_its_edit(council: Stage, office: PostOffice) -> None:
    """What went to one address did not go to the next; back at the first, that lacks nothing but what is new."""
    said = await recorded(council, council.margaret, DECISION)
    await told(council, council.ruth, f"/mailbox {OTHER}")
    council.margaret.edits(said, f"{DECISION} At 8.")
    await council.settled()
    assert subjects(office) == [RECORD, RECORD, SECOND]
    assert office.addressed[1:] == [[OTHER], [OTHER]]
    assert "One record from before" in await told(council, council.ruth, f"/mailbox {CLERK.upper()}")
    await sent_all(council)
    assert subjects(office)[3:] == [SECOND]


async def test_what_waits_when_the_address_changes_goes_there_whole(
    council: Stage, office: PostOffice
) -> None:
    """An edit that waited for one address goes to the next after the record it is of."""
    said = await recorded(council, council.margaret, DECISION)
    office.answers["RCPT"] = ["451 later"]
    council.margaret.edits(said, f"{DECISION} At 8.")
    await council.settled()
    await told(council, council.ruth, f"/mailbox {OTHER}")
    await council.forward(minutes=10)
    assert subjects(office) == [RECORD, RECORD, SECOND]
    assert office.addressed[-2:] == [[OTHER], [OTHER]]


async def test_a_file_fetched_while_it_was_off_goes_once_asked_for(
    council: Stage, office: PostOffice
) -> None:
    """A file that came after its record had gone, and after nothing went any more, is counted and goes, once."""
    sent = council.tom.attaches("Quote.pdf", PDF, in_=council.room)
    council.world.faults.server_error(method="getFile", times=None)
    council.tom.reacts(sent, "✍")
    await council.settled()
    await council.forward(minutes=3)
    assert subjects(office) == [RECORD]
    await told(council, council.ruth, "/mailbox off")
    council.world.faults.clear()
    await council.forward(hours=7)
    assert rows(council, "SELECT state FROM record_files") == [("stored",)]
    assert "One record from before" in await told(council, council.ruth, f"/mailbox {CLERK}")
    await sent_all(council)
    assert subjects(office) == [RECORD, f"Record 2026/0001, a file, {NAME}"]
    [file] = office.taken[1].iter_attachments()
    assert file.get_content() == PDF


async def test_a_file_that_went_with_its_record_is_no_copy_more(council: Stage, office: PostOffice) -> None:
    """A certificate of disposal lists one e-mail for the record and the file that was in it, and that is known to have gone."""
    sent = council.tom.attaches("Quote.pdf", PDF, in_=council.room)
    council.tom.reacts(sent, "✍")
    await council.settled()
    [record] = await council.records()
    assert await copies_of(council, record.id) == [("email", CLERK)]
    assert rows(council, "SELECT version, file_id FROM copies ORDER BY id") == [(1, None), (1, 1)]
    council.tom.edits(sent, "The quote for the wall")
    await council.settled()
    assert [len(list(mail.iter_attachments())) for mail in office.taken] == [1, 0]
