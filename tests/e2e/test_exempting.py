"""/exempt: what is withheld from copies is marked with its reason; the record itself stays as it was."""

from e2e.private import DECISION, GRIEVANCE, answer, answers, pressed, recorded, rows, told
from e2e.stage import Stage
from minutebook.council.exemptions import RecordCopy, copy_of, plain
from minutebook.sandbox.messages import Message
from minutebook.storage import exemptions

SALARY = "Ann Smith earns £30,000 and Ann Smith wants more."


def buttons(message: Message) -> list[str]:
    """The labels of a message's buttons, in order."""
    return [button.text for row in message.keyboard for button in row]


async def copies(council: Stage) -> list[RecordCopy]:
    """Every record as a copy would show it now."""
    known = await council.records()
    async with council.running.store.read() as tx:
        marks = await exemptions.of_records(tx, [record.id for record in known])
    return [copy_of(record, marks.get(record.id, [])) for record in known]


async def text_of(council: Stage, number: int = 0) -> str:
    """What a record's copy says."""
    return plain((await copies(council))[number].text, {"personal": "personal"})


async def test_a_passage_is_withheld_and_the_original_stays(council: Stage) -> None:
    """The clerk marks words with a reason, sees how the copy reads, and /show still shows everything."""
    await recorded(council, council.ann, "The caretaker's number is 07700 900123, ring him.")
    shown = await answer(council, council.ruth, "/exempt 1 personal “07700 900123” because it is his own")
    assert "Withheld from the copies of 2026/0001: personal information, FOIA s.40." in shown.text
    assert "The caretaker's number is [withheld: personal information, FOIA s.40], ring him." in shown.text
    assert "900123" not in shown.text
    assert shown.protected
    assert "07700 900123" in await told(council, council.ruth, "/show 1")
    assert rows(council, "SELECT act FROM ledger ORDER BY seq DESC LIMIT 1") == [("exempted",)]
    listed = await answer(council, council.ruth, "/exempt 1")
    assert "1. “07700 900123”: personal information, FOIA s.40 (Ruth Calder," in listed.text
    assert "because it is his own" in listed.text
    assert (await pressed(council, council.ruth, listed, "1. Lift")).text == "Lifted: copies show it again."
    assert "07700" in await text_of(council)
    assert "Nothing of record 2026/0001 is withheld." in await told(council, council.ruth, "/exempt 1")
    lifted = council.ruth.heard(council.bot)[-2]
    assert (await pressed(council, council.ruth, lifted, "Put it back")).text
    assert "07700" not in await text_of(council)


async def test_which_of_several_places_is_meant_is_asked(council: Stage) -> None:
    """Words that stand twice are shown where they stand, with a button each and one for all."""
    await recorded(council, council.ann, SALARY)
    asked = await answer(council, council.ruth, '/exempt 1 personal "Ann Smith"')
    assert "has those words 2 times" in asked.text
    assert buttons(asked) == ["1. This one", "2. This one", "All of them"]
    await pressed(council, council.ruth, asked, "2. This one")
    assert await text_of(council) == "Ann Smith earns £30,000 and [withheld: personal] wants more."
    again = await answer(council, council.ruth, '/exempt 1 personal "ann smith"')
    await pressed(council, council.ruth, again, "All of them")
    assert await text_of(council) == "[withheld: personal] earns £30,000 and [withheld: personal] wants more."


async def test_a_whole_record_is_withheld(council: Stage) -> None:
    """A reason alone withholds everything; marking it twice changes nothing."""
    await recorded(council, council.ann, SALARY)
    shown = await told(council, council.ruth, "/exempt 2026/0001 s.41")
    assert "[withheld: given in confidence, FOIA s.41]" in shown
    assert "already, for that reason" in await told(council, council.ruth, "/exempt 1 s41")
    [copy] = await copies(council)
    assert copy.withheld == ("s41",)


async def test_an_edit_in_other_words_stays_out_until_the_clerk_has_read_it(council: Stage) -> None:
    """A later version with the words is covered; one without them is left out until the clerk says otherwise."""
    said = await recorded(council, council.ann, "Bob Wren earns £30,000 a year.")
    await told(council, council.ruth, '/exempt 1 personal "Bob Wren earns £30,000"')
    council.ann.edits(said, "As I said, bob wren earns £30,000 a year.")
    await council.settled()
    council.ann.edits(said, "Bob W. earns thirty thousand.")
    await council.settled()
    second, third = [plain(text, {}) for _, text, _ in (await copies(council))[0].versions[1:]]
    assert second == "As I said, [withheld: personal] a year."
    assert third == "[withheld: personal]"
    listed = await answer(council, council.ruth, "/exempt 1")
    assert "Version 3 was made after the marks" in listed.text
    await pressed(council, council.ruth, listed, "I have read it; it may be shown")
    assert plain((await copies(council))[0].versions[2][1], {}) == "Bob W. earns thirty thousand."


async def test_an_answer_does_not_repeat_what_is_withheld(council: Stage) -> None:
    """What is withheld of a message is withheld where the record of an answer to it repeats it."""
    said = await recorded(council, council.ann, SALARY)
    answered = council.tom.replies(said, "We should put that to the meeting.")
    council.tom.reacts(answered, "✍")
    await council.settled()
    await told(council, council.ruth, "/exempt 1 personal")
    copy = (await copies(council))[1]
    assert plain(copy.reply_text, {}) == "[withheld: personal]"
    assert plain(copy.text, {}) == "We should put that to the meeting."
    assert "One mark of another record" in "".join(
        message.text for message in await answers(council, council.ruth, "/exempt 2")
    )


async def test_the_reasons_are_listed_and_mistakes_are_told(council: Stage) -> None:
    """/exempt alone lists the reasons with their Acts; each mistake says what to do next."""
    await recorded(council, council.ann, SALARY)
    listed = "\n".join(message.text for message in await answers(council, council.ruth, "/exempt"))
    for words in (
        "personal information (FOIA s.40)",
        "s43(2) commercial interests",
        "r12(5)(e)",
        "p16 about",
    ):
        assert words in listed, words
    for command, expected in {
        "/exempt personal": "cannot tell which record",
        "/exempt 9 personal": "There is no record 2026/0009 that you can see",
        "/exempt 1 embarrassing": "“embarrassing” is no reason I know",
        "/exempt 1 personal “”": "nothing between the quotation marks",
        "/exempt 1 personal “zebra”": "does not have the words “zebra”",
        "/exempt 1 personal file 1": "has no files",
        "/exempt 1 personal for 7": "There is no request number 7",
        "/exempt 1 public affairs": "Monitoring Officer",
    }.items():
        assert expected in await told(council, council.ruth, command), command
    council.tom.starts(council.bot)
    await council.settled()
    assert "is for the clerk and the deputy" in await told(council, council.tom, "/exempt 1 personal")


async def test_a_staffing_record_is_no_record_to_the_clerk(council: Stage) -> None:
    """What is for the staffing recipient can be exempted by them alone; to the clerk it does not exist."""
    await recorded(council, council.ann, DECISION)
    council.margaret.starts(council.bot)
    council.ruth.says("/staffing @margaret_p", in_=council.room)
    await council.settled()
    await recorded(council, council.tom, GRIEVANCE)
    unknown = await told(council, council.ruth, "/exempt 9 personal")
    assert (await told(council, council.ruth, "/exempt 2 personal")).replace("0002", "0009") == unknown
    assert "Withheld" in await told(council, council.margaret, "/exempt 2 personal")
    assert "There is no record" in await told(council, council.margaret, "/exempt 1 personal")
