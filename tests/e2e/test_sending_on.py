"""What was on the record before there was a mailbox or a folder: sent on when the clerk says so, once, and counted."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from delivery.post_office import PostOffice
from e2e.private import DECISION, GRIEVANCE, answer, answers, pressed, recorded, rows, told
from e2e.stage import Stage, staged
from e2e.test_mailbox import CLERK, PDF, in_folder, mail_at, subjects
from minutebook.bot.settings import RecordsSettings
from minutebook.storage.schema_records import records

AGREED = "Agreed, £4,200 it is."
GONE = "handed on to clerk@wexcombe.gov.uk"


@pytest.fixture
async def council(tmp_path: Path, office: PostOffice) -> AsyncIterator[Stage]:
    """A council whose records went nowhere so far: one edited, one with a file, one about the clerk; then a mailbox."""
    async with staged(tmp_path, mail=mail_at(office)) as stage:
        await stage.set_up()
        said = await recorded(stage, stage.margaret, DECISION)
        stage.margaret.edits(said, f"{DECISION} At 8.")
        await recorded(stage, stage.ann, GRIEVANCE)
        sent = stage.tom.attaches("Quote.pdf", PDF, in_=stage.room)
        stage.tom.reacts(sent, "✍")
        await stage.settled()
        await told(stage, stage.ruth, f"/mailbox {CLERK}")
        assert office.taken == []
        yield stage


def heard(stage: Stage, mark: int) -> list[str]:
    """What the clerk was told since."""
    return [message.text for message in stage.ruth.heard(stage.bot, since=mark)]


async def now_about_the_clerk(stage: Stage, number: int) -> None:
    """Let a record be for the staffing recipient from now on."""
    async with stage.running.store.change() as tx:
        await tx.run(sa.update(records).where(records.c.number == number).values(route="staffing"))


async def test_it_asks_before_it_sends_and_says_when_all_is_gone(council: Stage, office: PostOffice) -> None:
    """The clerk is told how many there are, presses a button, and each goes with its versions and files, oldest first."""
    assert "2 records from before have not been sent to" in await told(council, council.ruth, "/mailbox")
    asked = await answer(council, council.ruth, "/mailbox send all")
    assert f"2 records have not been sent to {CLERK}. Shall I send them?" in asked.text
    assert office.taken == []
    mark = council.town.mark()
    await pressed(council, council.ruth, asked, "Send them")
    await council.forward(minutes=3)
    await council.forward(seconds=10)
    name = "Wexcombe Parish Council"
    assert subjects(office) == [
        f"Record 2026/0001, {name}",
        f"Record 2026/0001, version 2, {name}",
        f"Record 2026/0003, {name}",
    ]
    assert [part.get_content() for mail in office.taken for part in mail.iter_attachments()] == [PDF]
    assert [text for text in heard(council, mark) if f"All 2 records from before are {GONE}" in text]
    assert "from before" not in await told(council, council.ruth, "/mailbox")
    assert "Nothing is left to send" in await told(council, council.ruth, "/mailbox send all")
    assert rows(council, "SELECT count(*) FROM facts WHERE name LIKE 'sending_on%' AND value <> ''") == [(0,)]


async def test_what_is_for_the_staffing_recipient_is_neither_counted_nor_sent(
    council: Stage, office: PostOffice
) -> None:
    """A record that came to be about the clerk after it was asked for does not go either."""
    asked = await answer(council, council.ruth, "/mailbox send all")
    office.answers["RCPT"] = ["451 later"]
    await pressed(council, council.ruth, asked, "Send them")
    await now_about_the_clerk(council, 1)
    mark = council.town.mark()
    await council.forward(minutes=10)
    await council.forward(seconds=10)
    assert subjects(office) == ["Record 2026/0003, Wexcombe Parish Council"]
    assert any(f"The record from before is {GONE}" in text for text in heard(council, mark))


async def test_left_it_sends_nothing(council: Stage, office: PostOffice) -> None:
    """The other button ends it; what is captured from now on goes as ever."""
    asked = await answer(council, council.ruth, "/mailbox send all")
    shown = await pressed(council, council.ruth, asked, "Leave it")
    assert "Nothing was sent" in shown.text
    await recorded(council, council.tom, AGREED)
    await council.forward(minutes=10)
    assert subjects(office) == ["Record 2026/0004, Wexcombe Parish Council"]


async def test_a_question_about_one_address_is_no_answer_about_another(
    council: Stage, office: PostOffice
) -> None:
    """Where the mailbox was changed since it was asked, the button sends nothing and says to ask again."""
    asked = await answer(council, council.ruth, "/mailbox send all")
    await told(council, council.ruth, "/mailbox deputy@wexcombe.gov.uk")
    assert "send /mailbox send all again" in (await pressed(council, council.ruth, asked, "Send them")).text
    await council.forward(minutes=10)
    assert office.taken == []


async def test_it_outlives_the_program(council: Stage, office: PostOffice) -> None:
    """Ended in the middle, it goes on after the next start, and nothing goes twice."""
    asked = await answer(council, council.ruth, "/mailbox send all")
    office.answers["RCPT"] = ["", "451 later"]
    await pressed(council, council.ruth, asked, "Send them")
    assert len(office.taken) == 1
    await council.restart()
    mark = council.town.mark()
    await council.forward(minutes=10)
    await council.forward(seconds=10)
    assert len({str(mail["Message-ID"]) for mail in office.taken}) == len(office.taken) == 3
    assert any(GONE in text for text in heard(council, mark))


async def test_off_ends_it_and_another_address_is_asked_about_anew(
    council: Stage, office: PostOffice
) -> None:
    """What was asked for one address goes to no other; that one is asked about, and gets it all, files too."""
    asked = await answer(council, council.ruth, "/mailbox send all")
    office.answers["RCPT"] = ["", "", "451 later"]
    await pressed(council, council.ruth, asked, "Send them")
    await told(council, council.ruth, "/mailbox deputy@wexcombe.gov.uk")
    await council.forward(minutes=10)
    assert len(office.taken) == 2
    asked = await answer(council, council.ruth, "/mailbox send all")
    assert "2 records have not been sent to deputy@wexcombe.gov.uk" in asked.text
    await pressed(council, council.ruth, asked, "Send them")
    await council.forward(minutes=10)
    assert office.addressed[2:] == [["deputy@wexcombe.gov.uk"]] * 3
    await told(council, council.ruth, f"/mailbox {CLERK}")
    asked = await answer(council, council.ruth, "/mailbox send all")
    assert "One record has not been sent to clerk@" in asked.text
    await pressed(council, council.ruth, asked, "Send them")
    await council.forward(minutes=10)
    assert [part.get_content() for part in office.taken[-1].iter_attachments()] == [PDF]


async def test_a_folder_named_later_takes_what_was_there_before(council: Stage, office: PostOffice) -> None:
    """Where the configuration names a folder since, the same question is asked about it, and mailbox and folder are filled."""
    shutil.rmtree(council.folder / "records", ignore_errors=True)
    council.onward = RecordsSettings(folder=council.folder / "records")
    await council.restart()
    asked = await answer(council, council.ruth, "/mailbox send all")
    assert "2 records are not in the folder" in asked.text
    mark = council.town.mark()
    await pressed(council, council.ruth, asked, "Send them")
    await council.forward(minutes=10)
    await council.forward(seconds=10)
    names = ["2026-0001 v2.eml", "2026-0001 v2.json", "2026-0001.eml", "2026-0001.json"]
    assert in_folder(council)[:4] == names
    assert any("All 2 records from before are in the folder" in text for text in heard(council, mark))
    assert len(office.taken) == 3


async def test_only_who_reads_the_records_has_them_sent_on(council: Stage) -> None:
    """An admin who is no clerk sets the mailbox, but neither learns how many records there are nor sends them."""
    asked = await answer(council, council.ruth, "/mailbox send all")
    await answers(council, council.ruth, "/clerk off")
    assert "Only the clerk" in (await pressed(council, council.ruth, asked, "Send them")).text
    await told(council, council.ruth, "/mailbox records on")
    assert "from before" not in await told(council, council.ruth, "/mailbox")
    assert "Only the clerk and the deputy" in await told(council, council.ruth, "/mailbox send all")


async def test_with_nowhere_to_go_it_says_so(stage: Stage) -> None:
    """Without a mailbox and a folder nothing is asked, and what is missing is named."""
    await stage.set_up()
    assert "nowhere to send them" in await told(stage, stage.ruth, "/mailbox send all")


async def test_a_record_from_before_goes_before_what_is_new_of_it(council: Stage, office: PostOffice) -> None:
    """An edit of what never went sends it as captured, too; nothing of it is owed after that."""
    before = subjects(office)
    assert before == []
    [first, *_] = await council.records()
    said = next(m for m in council.world.history(council.room.chat) if m.id == first.message_id)
    council.margaret.edits(said, f"{DECISION} At 9.")
    await council.settled()
    await council.forward(minutes=10)
    gone = subjects(office)
    assert len([line for line in gone if "2026/0001" in line]) == 3
    asked = await answer(council, council.ruth, "/mailbox send all")
    assert "One record has not been sent" in asked.text
