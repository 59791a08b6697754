"""Records and the digest by e-mail, and into a folder: what goes, what never does, and a mail server that fails."""

import json
import shutil
from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from delivery.post_office import SENDER, PostOffice
from e2e.private import DECISION, GRIEVANCE, recorded, rows, told
from e2e.stage import Stage, staged
from minutebook.bot.settings import MailSettings, RecordsSettings
from minutebook.delivery.mail import Security
from minutebook.storage import copies

CLERK = "clerk@wexcombe.gov.uk"
PDF = b"%PDF-1.4 the quote"


def mail_at(office: PostOffice) -> MailSettings:
    """The configuration that names it."""
    return MailSettings(host="127.0.0.1", port=office.port, security=Security.NONE, sender=SENDER)


@pytest.fixture
async def council(tmp_path: Path, office: PostOffice) -> AsyncIterator[Stage]:
    """A council whose program knows a mail server and a folder."""
    onward = RecordsSettings(folder=tmp_path / "records")
    async with staged(tmp_path, mail=mail_at(office), onward=onward) as stage:
        await stage.set_up()
        yield stage


def words(message: EmailMessage) -> str:
    """What an e-mail says."""
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def subjects(office: PostOffice) -> list[str]:
    """The subjects of what has arrived, in order."""
    return [str(message["Subject"]) for message in office.taken]


def in_folder(stage: Stage) -> list[str]:
    """The names of what is in the council's folder."""
    return sorted(path.name for path in (stage.folder / "records").rglob("*") if path.is_file())


async def copies_of(stage: Stage, record_id: int) -> list[tuple[str, str]]:
    """Where copies of a record are noted to have gone."""
    async with stage.running.store.read() as tx:
        return [(copy.way, copy.place) for copy in await copies.of_record(tx, record_id)]


async def test_a_record_goes_to_the_mailbox_and_the_folder(council: Stage, office: PostOffice) -> None:
    """A capture arrives with its facts and words; an edit follows under it; both copies are noted."""
    answer = await told(council, council.ruth, f"/mailbox “{CLERK}”")
    assert f"Each new record, each later version and each file goes to {CLERK}" in answer
    said = await recorded(council, council.margaret, DECISION)
    [first] = office.taken
    assert first["Subject"] == "Record 2026/0001, Wexcombe Parish Council"
    assert DECISION in words(first)
    assert "Cllr Margaret Penhale" in words(first)
    assert "has to be deleted by hand" in words(first)
    council.margaret.edits(said, f"{DECISION} At 8.")
    await council.settled()
    assert subjects(office)[1:] == ["Record 2026/0001, version 2, Wexcombe Parish Council"]
    assert office.taken[1]["References"] == first["Message-ID"]
    assert "At 8." in words(office.taken[1])
    assert in_folder(council) == [f"2026-0001{v}.{e}" for v in (" v2", "") for e in ("eml", "json")]
    facts = json.loads(next((council.folder / "records").rglob("2026-0001.json")).read_text("utf-8"))
    assert (facts["ref"], facts["text"]) == ("2026/0001", DECISION)
    [record] = await council.records()
    places = await copies_of(council, record.id)
    assert places.count(("email", CLERK)) == 2
    assert ("folder", "01 Wexcombe Parish Council/2026-0001 v2.eml") in places
    assert rows(council, "SELECT count(*) FROM dispatches WHERE payload IS NOT NULL") == [(0,)]


async def test_files_go_with_their_record(council: Stage, office: PostOffice) -> None:
    """A record waits for its files and goes with them; it does not wait for ever."""
    await told(council, council.ruth, f"/mailbox {CLERK}")
    sent = council.tom.attaches("Quote £4,200.pdf", PDF, in_=council.room)
    council.tom.reacts(sent, "✍")
    await council.settled()
    [mail] = office.taken
    [file] = mail.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("1 Quote _4,200.pdf", PDF)
    assert "With this: 1 Quote _4,200.pdf" in words(mail)
    assert "2026-0001 1 Quote _4,200.pdf" in in_folder(council)


async def test_the_digest_goes_by_email_too(council: Stage, office: PostOffice) -> None:
    """Asked for, the daily digest arrives as plain words with the ledger's head; records need not."""
    await told(council, council.ruth, f"/mailbox {CLERK}")
    await told(council, council.ruth, "/mailbox digest on")
    await told(council, council.ruth, "/mailbox records off")
    await recorded(council, council.margaret, DECISION)
    await council.next_morning()
    assert subjects(office) == ["Digest of Wed 11 Mar 2026, Wexcombe Parish Council"]
    told_there = words(office.taken[0])
    assert "2026/0001" in told_there
    assert "Ledger: one entry, head" in told_there
    assert "<b>" not in told_there


async def test_what_is_about_the_clerk_goes_nowhere(council: Stage, office: PostOffice) -> None:
    """A record for the staffing recipient alone is in no e-mail, no folder, and none of their digests."""
    await told(council, council.ruth, f"/mailbox {CLERK}")
    await told(council, council.ruth, "/mailbox digest on")
    await recorded(council, council.ann, GRIEVANCE)
    await council.next_morning()
    assert len(await council.records()) == 1
    [digest] = office.taken
    assert "2026/0001" not in words(digest)
    assert "complaint" not in words(digest)
    assert in_folder(council) == []
    assert rows(council, "SELECT count(*) FROM dispatches WHERE kind <> 'digest'") == [(0,)]


async def test_a_failing_mail_server_delays_and_loses_nothing(council: Stage, office: PostOffice) -> None:
    """What could not go is kept and goes later, each once; the admin is told once, and once that it works again."""
    await told(council, council.ruth, f"/mailbox {CLERK}")
    office.answers["MAIL"] = ["550 who are you"] * 4
    mark = council.town.mark()
    await recorded(council, council.margaret, DECISION)
    await recorded(council, council.tom, "Agreed, £4,200 it is.")
    await council.forward(minutes=2)
    await council.forward(minutes=6)
    heard = [message.text for message in council.ruth.heard(council.bot, since=mark)]
    failing = [text for text in heard if "do not get through by e-mail" in text]
    assert len(failing) == 1
    assert "mail.sender" in failing[0]
    assert "who are you" not in failing[0]
    state = await told(council, council.ruth, "/mailbox")
    assert "2 e-mails wait to go" in state
    assert office.taken == []
    await council.forward(hours=1)
    assert subjects(office) == [f"Record 2026/000{n}, Wexcombe Parish Council" for n in (1, 2)]
    heard = [message.text for message in council.ruth.heard(council.bot, since=mark)]
    assert len([text for text in heard if "get through by e-mail again" in text]) == 1
    assert "wait" not in (await told(council, council.ruth, "/mailbox")).partition("What")[0]


async def test_a_dropped_connection_passes_unmentioned(council: Stage, office: PostOffice) -> None:
    """A fault that mends itself within the hour troubles nobody; what it stopped goes, once."""
    await told(council, council.ruth, f"/mailbox {CLERK}")
    office.drops = 2
    mark = council.town.mark()
    await recorded(council, council.margaret, DECISION)
    await council.forward(minutes=2)
    await council.forward(minutes=6)
    assert len(office.taken) == 1
    assert council.ruth.heard(council.bot, since=mark) == []


async def test_what_is_too_large_for_the_server_goes_without_its_files(
    council: Stage, office: PostOffice
) -> None:
    """A message that the server will not have goes without what it carries, and says where that is."""
    await told(council, council.ruth, f"/mailbox {CLERK}")
    office.answers["DATA"] = ["552 too large", "", "552 too large"]
    sent = council.tom.attaches("plan.pdf", PDF, in_=council.room)
    council.tom.reacts(sent, "✍")
    await council.settled()
    assert subjects(office) == [
        "Record 2026/0001, Wexcombe Parish Council",
        "Record 2026/0001, a file, Wexcombe Parish Council",
    ]
    assert not [part for mail in office.taken for part in mail.iter_attachments()]
    assert "Not with this: 1 plan.pdf" in words(office.taken[1])


async def test_what_waits_is_not_lost_by_a_restart(council: Stage, office: PostOffice) -> None:
    """What had not gone when the program stopped goes after the next start."""
    await told(council, council.ruth, f"/mailbox {CLERK}")
    office.answers["RCPT"] = ["451 later"]
    await recorded(council, council.margaret, DECISION)
    await council.restart()
    assert office.taken == []
    await council.forward(minutes=2)
    assert len(office.taken) == 1


async def test_a_record_that_came_to_be_about_the_clerk_does_not_go(
    council: Stage, office: PostOffice
) -> None:
    """What waits to go and is for other eyes by then goes nowhere."""
    await told(council, council.ruth, f"/mailbox {CLERK}")
    office.answers["RCPT"] = ["451 later"]
    said = await recorded(council, council.margaret, DECISION)
    council.margaret.edits(said, GRIEVANCE)
    await council.settled()
    await council.forward(hours=1)
    assert office.taken == []
    assert not any("v2" in name for name in in_folder(council))


async def test_off_ends_it(council: Stage, office: PostOffice) -> None:
    """After `/mailbox off` nothing goes, not even what waited; the log says who changed it."""
    await told(council, council.ruth, f"/mailbox {CLERK}")
    office.answers["RCPT"] = ["451 later"]
    await recorded(council, council.margaret, DECISION)
    assert "Nothing goes by e-mail" in await told(council, council.ruth, "/mailbox off")
    await recorded(council, council.tom, "Agreed, £4,200 it is.")
    await council.forward(hours=1)
    assert office.taken == []
    log = await told(council, council.ruth, "/settings")
    assert "mailbox" in log
    assert CLERK not in log


async def test_a_test_says_what_became_of_it(council: Stage, office: PostOffice) -> None:
    """`/mailbox test` sends an e-mail at once and tells whether it was taken, or why not."""
    assert "an address first" in await told(council, council.ruth, "/mailbox test")
    await told(council, council.ruth, f"/mailbox {CLERK}")
    assert "took a test" in await told(council, council.ruth, "/mailbox test")
    assert subjects(office) == ["Test from Minutebook, Wexcombe Parish Council"]
    office.answers["RCPT"] = ["550 no such user"]
    answer = await told(council, council.ruth, "/mailbox test")
    assert "takes no mail for that address" in answer
    assert "(550)" in answer


async def test_only_clerk_deputy_and_admin_set_it_and_the_others_are_told(council: Stage) -> None:
    """A councillor is refused; who changes it is told to the others who may."""
    council.priya.starts(council.bot)
    await council.settled()
    assert "for the council’s admin, the clerk and the deputy" in await told(
        council, council.priya, f"/mailbox {CLERK}"
    )
    council.ruth.says("/deputy @priya_shah", in_=council.room)
    await council.settled()
    mark = council.town.mark()
    await told(council, council.priya, f"/mailbox {CLERK}")
    [notice] = council.ruth.heard(council.bot, since=mark)
    assert "Cllr Priya Shah has set" in notice.text
    assert CLERK in notice.text


async def test_a_folder_that_is_named_no_longer_is_waited_for_no_longer(council: Stage) -> None:
    """What waited for it is let go, and the digest does not speak of it for ever; a new folder begins anew."""
    shutil.rmtree(council.folder / "records", ignore_errors=True)
    (council.folder / "records").write_text("in the way")
    await recorded(council, council.margaret, DECISION)
    assert "waits to go into the folder" in await told(council, council.ruth, "/mailbox")
    council.onward = RecordsSettings()
    await council.restart()
    assert "folder" not in (await told(council, council.ruth, "/mailbox")).partition("staffing")[0]


async def test_without_a_mail_server_it_says_so(stage: Stage) -> None:
    """Where the configuration names none, nothing is changed, and what is missing is named."""
    await stage.set_up()
    assert "[mail]" in await told(stage, stage.ruth, f"/mailbox {CLERK}")
    assert "Nothing goes by e-mail" in await told(stage, stage.ruth, "/mailbox")
    assert rows(stage, "SELECT mailbox FROM councils") == [("",)]
