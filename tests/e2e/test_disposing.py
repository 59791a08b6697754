"""/dispose: what is due is shown and asked about; what goes is gone to the last byte, with a certificate."""

import json
import shutil
from datetime import timedelta

from e2e.private import QUOTE, answer, answers, pressed, recorded, rows, told
from e2e.stage import Stage
from minutebook.sandbox.messages import Message

SECRET = "The marquee deposit quarrel with Ramsbotham and Sons was settled at £317."
NOTHING_DUE = "Nothing has reached the end of its time."


async def due(council: Stage, *texts: str) -> None:
    """Put messages on the record in a class that is kept for a month, and let that month pass."""
    await told(council, council.ruth, "/schedule new tents 1 month from captured then dispose")
    for number, text in enumerate(texts, 1):
        await recorded(council, council.ann, text)
        await told(council, council.ruth, f"/class {number} tents sooner")
    await council.forward(days=33)


def everything(council: Stage) -> bytes:
    """Every byte of the database, its WAL, the files and what lies beside them."""
    places = [path for path in (council.folder / "data").rglob("*") if path.is_file()]
    return b"\n".join(path.read_bytes() for path in places)


async def test_what_is_due_stands_in_the_digest_and_is_asked_about(council: Stage) -> None:
    """The digest counts what is due by class; /dispose shows the first with its buttons."""
    assert (await told(council, council.ruth, "/dispose")).endswith(NOTHING_DUE)
    await due(council, QUOTE, SECRET)
    digest = await answers(council, council.ruth, "/today")
    text = "\n".join(part.text for part in digest)
    assert "2 records have reached the end of their time (/dispose shows each and asks)" in text
    assert "• tents: 2 to be disposed of" in text
    card = await answer(council, council.ruth, "/dispose")
    assert "Record 2026/0001 has reached the end of its time: class tents" in card.text
    assert QUOTE in card.text
    assert "One more is due after this one." in card.text
    assert card.protected
    assert [button.text for row in card.keyboard for button in row] == [
        "Dispose",
        "Keep a year longer",
        "Keep for good",
        "Later",
    ]


async def test_disposal_removes_every_byte_and_leaves_a_certificate(council: Stage) -> None:
    """Content, files, search words, flags and memory go; the certificate stays and the ledger verifies."""
    content = b"%PDF Ramsbotham's invoice"
    said = council.ann.attaches("ramsbotham.pdf", content, caption=SECRET, in_=council.room)
    council.ann.reacts(said, "✍")
    await council.settled()
    await told(council, council.ruth, "/schedule new tents 1 month from captured then dispose")
    await told(council, council.ruth, "/class 1 tents sooner")
    await recorded(council, council.tom, QUOTE)
    await council.forward(days=33)
    assert b"Ramsbotham" in everything(council)
    card = await answer(council, council.ruth, "/dispose")
    mark = council.town.mark()
    assert "is disposed of" in (await pressed(council, council.ruth, card, "Dispose")).text
    heard = [message.text for message in council.ruth.heard(council.bot, since=mark)]
    assert card.deleted
    [certificate] = [text for text in heard if "Certificate of disposal" in text]
    assert "record 2026/0001" in certificate
    assert "by Ruth Calder: its time was up (class tents)" in certificate
    assert "One file went with it." in certificate
    assert any("That was the last." in text for text in heard)
    left = everything(council).lower()
    for word in (b"sbotham", b"arquee", b"uarrel"):
        assert word not in left, word
    assert not list((council.folder / "data" / "files").iterdir())
    assert certificate in await told(council, council.ruth, "/show 1")
    assert "No record" in await told(council, council.ruth, "/find marquee")
    assert "whole" in await told(council, council.ruth, "/verify")
    [(digest,)] = rows(council, "SELECT digest FROM ledger WHERE act = 'disposed'")
    assert str(digest) in certificate


async def test_the_register_holds_ids_and_digests_only(council: Stage) -> None:
    """Beside the folder of files a line says what was disposed of, and nothing of what was said or by whom."""
    await due(council, SECRET)
    card = await answer(council, council.ruth, "/dispose")
    await pressed(council, council.ruth, card, "Dispose")
    register = council.folder / "data" / "disposals.jsonl"
    [line] = [json.loads(text) for text in register.read_text().splitlines()]
    assert (line["year"], line["number"], line["class"], line["grounds"]) == (2026, 1, "tents", "due")
    assert not {"Ramsbotham", "Ruth", "Ann"} & set(register.read_text().replace('"', " ").split())
    assert register.stat().st_mode & 0o077 == 0


async def test_an_older_database_that_is_put_back_is_disposed_of_again(council: Stage) -> None:
    """After a restore nothing that was disposed of since comes back, and references are not given twice."""
    await due(council, SECRET)
    await council.stop()
    data = council.folder / "data"
    shutil.copy(data / "minutebook.db", council.folder / "backup.db")
    await council.start()
    card = await answer(council, council.ruth, "/dispose")
    await pressed(council, council.ruth, card, "Dispose")
    await recorded(council, council.ann, "That was Ramsbotham again, in error.")
    await pressed(
        council, council.ruth, await answer(council, council.ruth, "/dispose 2 error"), "Dispose of it"
    )
    await council.stop()
    shutil.copy(council.folder / "backup.db", data / "minutebook.db")
    (council.folder / "backup.db").unlink()
    await council.start()
    assert b"sbotham" not in everything(council).lower()
    for number in (1, 2):
        assert "Certificate of disposal" in await told(council, council.ruth, f"/show {number}")
    await recorded(council, council.tom, QUOTE)
    assert [str(record.reference) for record in await council.records()] == ["2026/0003"]
    assert "whole" in await told(council, council.ruth, "/verify")
    await council.restart()
    assert len((data / "disposals.jsonl").read_text().splitlines()) == 2


async def test_a_year_longer_for_good_and_later(council: Stage) -> None:
    """What is kept longer is asked about again then; for good never; what is left for later stays due."""
    await due(council, QUOTE, SECRET, "Hendersons want more.")
    card = await answer(council, council.ruth, "/dispose")
    mark = council.town.mark()
    kept = await pressed(council, council.ruth, card, "Keep a year longer")
    assert kept.text.startswith("Record 2026/0001 is kept until ")
    [card] = council.ruth.heard(council.bot, since=mark)
    assert SECRET in card.text
    mark = council.town.mark()
    assert "is kept for good" in (await pressed(council, council.ruth, card, "Keep for good")).text
    [card] = council.ruth.heard(council.bot, since=mark)
    mark = council.town.mark()
    await pressed(council, council.ruth, card, "Later")
    [end] = council.ruth.heard(council.bot, since=mark)
    assert "That was the last. One is left for later: /dispose." in end.text
    assert "kept for good, whatever the schedule says" in await told(council, council.ruth, "/show 2")
    assert "but it is kept until" in await told(council, council.ruth, "/show 1")
    assert rows(council, "SELECT count(*) FROM ledger WHERE act = 'kept'") == [(2,)]
    await told(council, council.ruth, "/schedule apply tents")
    await council.forward(days=366)
    card = await answer(council, council.ruth, "/dispose")
    assert "Record 2026/0001" in card.text
    assert "It was kept longer, until" in card.text
    assert "One more is due after this one." in card.text


async def test_a_button_does_its_work_once(council: Stage) -> None:
    """Pressed on another screen, after another, or for what is not due any more, a button does nothing."""
    await due(council, QUOTE)
    first = await answer(council, council.ruth, "/dispose")
    second = await answer(council, council.ruth, "/dispose 1")
    await pressed(council, council.ruth, first, "Keep for good")
    assert "not up, or it was decided" in (await pressed(council, council.ruth, second, "Dispose")).text
    assert len(await council.records()) == 1
    assert "reached the end" not in await told(council, council.ruth, "/dispose 1")


async def test_what_is_on_hold_is_not_touched(council: Stage) -> None:
    """A record held for a request is counted and told of, not shown, and an old button cannot dispose of it."""
    await due(council, QUOTE)
    card = await answer(council, council.ruth, "/dispose")
    await answers(council, council.ruth, "/foi new “Churchyard wall”")
    await answers(council, council.ruth, "/foi 1 add 1")
    assert "on hold for a request" in (await pressed(council, council.ruth, card, "Dispose")).text
    text = await told(council, council.ruth, "/dispose")
    assert NOTHING_DUE in text
    assert "One record has reached the end of its time, but is on hold" in text
    for command in ("/dispose 1", "/dispose 1 error"):
        assert "is on hold for a request" in await told(council, council.ruth, command)
    assert len(await council.records()) == 1


async def test_recorded_in_error(council: Stage) -> None:
    """What should never have been on the record goes after a question, and its sign in the group goes too."""
    said = await recorded(council, council.ann, SECRET)
    await council.town.reacted(said, "✍")
    await council.forward(minutes=20)
    card = await answer(council, council.ruth, "/dispose 1 error")
    assert "Dispose of record 2026/0001 as recorded in error?" in card.text
    left = await pressed(council, council.ruth, card, "Leave it")
    assert left.text == "Record 2026/0001 stays as it was."
    card = await answer(council, council.ruth, "/dispose “2026/0001 error”")
    mark = council.town.mark()
    await pressed(council, council.ruth, card, "Dispose of it")
    [certificate] = council.ruth.heard(council.bot, since=mark)
    assert "recorded in error" in certificate.text
    assert b"sbotham" not in everything(council).lower()
    assert council.world.bot_reactions(said) == []
    council.ann.reacts(said, "✍")
    await council.settled()


async def test_an_old_question_is_asked_again(council: Stage) -> None:
    """*Dispose of it* holds for an hour; after that it has to be asked again."""
    await recorded(council, council.ann, QUOTE)
    card = await answer(council, council.ruth, "/dispose 1 error")
    await council.forward(hours=2)
    assert (
        "/dispose 2026/0001 error again" in (await pressed(council, council.ruth, card, "Dispose of it")).text
    )
    assert len(await council.records()) == 1


async def test_what_is_not_due_says_until_when(council: Stage) -> None:
    """A reference that is not due gets its date and the other way; one that is unknown looks like another council's."""
    await recorded(council, council.ann, QUOTE)
    text = await told(council, council.ruth, "/dispose 1")
    assert "The time of record 2026/0001 is not up. Class " in text
    assert "/dispose 2026/0001 error" in text
    assert "There is no record 2026/0099" in await told(council, council.ruth, "/dispose 99 error")
    assert "/dispose goes through what is due" in await told(council, council.ruth, "/dispose everything now")
    assert timedelta(0) < (await council.records())[0].dispose_on - council.clock.now()  # type: ignore[operator]


async def test_staffing_matters_are_disposed_of_by_whom_they_are_for(council: Stage) -> None:
    """The clerk is neither shown nor told of what is about the clerk; the staffing recipient decides about it."""
    council.margaret.starts(council.bot)
    council.ruth.says("/staffing @margaret_p", in_=council.room)
    await council.settled()
    grievance = "I want to make a formal complaint about the clerk's conduct."
    await recorded(council, council.ann, grievance)
    assert "in the class complaints" in await told(council, council.margaret, "/class 1 complaints")
    await told(council, council.ruth, "/schedule complaints 1 month from captured then dispose")
    assert "nothing changed" in await told(council, council.ruth, "/schedule apply complaints")
    assert "One record" in await told(council, council.margaret, "/schedule apply complaints")
    await council.forward(days=40)
    assert NOTHING_DUE in await told(council, council.ruth, "/dispose")
    digest = "\n".join(part.text for part in await answers(council, council.ruth, "/today"))
    assert "end of its time" not in digest
    for command in ("/dispose 1", "/dispose 1 error", "/class 1", "/class 1 finance"):
        assert "There is no record 2026/0001" in await told(council, council.ruth, command)
    card: Message = await answer(council, council.margaret, "/dispose")
    assert grievance in card.text
    await pressed(council, council.margaret, card, "Dispose")
    assert "There is no record 2026/0001" in await told(council, council.ruth, "/show 1")
    assert "Certificate of disposal" in await told(council, council.margaret, "/show 1")


async def test_a_conversation_goes_with_all_its_messages(council: Stage) -> None:
    """Of a conversation on record every message goes, from the short memory too."""
    first = council.ann.says("Ramsbotham's marquee is leaning on the hall.", in_=council.room)
    council.tom.replies(first, "Shall we ask Ramsbotham to take his marquee down?")
    last = council.ann.replies(first, "Yes, the quarrel has to end.")
    await council.settled()
    council.tom.replies(last, "/record thread")
    question = await council.room.shows("Shall I put them on the record as one?")
    await council.tom.presses(question, "Record")
    await council.room.shows("✍ On the record as 2026/0001")
    await council.settled()
    card = await answer(council, council.ruth, "/dispose 1 error")
    assert "marquee" in card.text
    await pressed(council, council.ruth, card, "Dispose of it")
    left = everything(council).lower()
    for word in (b"sbotham", b"arquee", b"uarrel"):
        assert word not in left, word
    assert "whole" in await told(council, council.ruth, "/verify")
