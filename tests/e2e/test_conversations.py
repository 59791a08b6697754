"""`/record thread` and `/record last N`: several messages become one record, after showing what it takes."""

from e2e.stage import Stage
from minutebook.council.records import Record
from minutebook.sandbox.messages import Message
from minutebook.storage.verifying import verify_council

ASKS = "Shall I put them on the record as one?"


async def talk(council: Stage) -> list[Message]:
    """A conversation with something else said in between."""
    before = council.owen.says("Who has the keys of the hall?", in_=council.room)
    first = council.ann.says("The wall by the hall is leaning.", in_=council.room)
    second = council.tom.replies(first, "Shall we ask for a quote?")
    other = council.sam.replies(before, "I have.")
    third = council.priya.says("It is worse on the road side.", in_=council.room)
    fourth = council.ann.replies(second, "Yes please.")
    await council.settled()
    return [first, second, third, fourth, before, other]


async def only(council: Stage) -> Record:
    """The one record there is."""
    await council.settled()
    [record] = await council.records()
    return record


async def verified(council: Stage) -> None:
    """Re-read the ledger and all it speaks of, files too."""
    council_id = (await council.view()).council.id
    folder = council.settings.storage.files
    async with council.running.store.read() as tx:
        await verify_council(tx, council_id, "Wexcombe", folder=folder)


async def test_a_thread_becomes_one_record_with_its_members(council: Stage) -> None:
    """The chain of answers and what stands between goes on the record as one, shown first in numbers and times."""
    said = await talk(council)
    council.tom.replies(said[1], "/record thread")
    question = await council.room.shows(ASKS)
    assert question.text.startswith("4 messages by 3 people, Tue 10 Mar, 19:00 to 19:0")
    assert "wall" not in question.text
    assert await council.records() == []
    answer = await council.tom.presses(question, "Record")
    assert answer.text == "On the record as 2026/0001."
    await council.room.shows("✍ On the record as 2026/0001: 4 messages by 3 people")
    record = await only(council)
    assert [member.message.message_id for member in record.members] == [item.id for item in said[:4]]
    assert record.text.splitlines()[1:3] == [
        "19:00 Cllr Ann Harrow: The wall by the hall is leaning.",
        "19:00 Cllr Tom Briggs ↩ Cllr Ann Harrow: Shall we ask for a quote?",
    ]
    assert record.captured_by_name == "Cllr Tom Briggs"
    await verified(council)


async def test_the_last_so_many_are_one_record(council: Stage) -> None:
    """`/record last 3` takes the three messages before it; cancelled, it records nothing."""
    said = await talk(council)
    council.tom.says("/record last 3", in_=council.room)
    question = await council.room.shows("3 messages by 3 people")
    await council.tom.presses(question, "Cancel")
    await council.room.shows("Nothing was put on the record")
    assert await council.records() == []
    mark = council.town.mark()
    council.tom.says("/record “last three messages”", in_=council.room)
    question = await council.room.shows("3 messages by 3 people", since=mark)
    await council.tom.presses(question, "Record")
    record = await only(council)
    assert [member.message.message_id for member in record.members] == [
        said[number].id for number in (5, 2, 3)
    ]


async def test_whoever_opened_a_private_chat_is_asked_there(council: Stage) -> None:
    """The question stands in private under the council's name, the receipt in the group; nobody else may answer."""
    said = await talk(council)
    council.ruth.replies(said[3], "/record thread")
    question = await council.ruth.hears(ASKS, council.bot)
    assert question.text.startswith("Wexcombe Parish Council")
    await council.settled()
    assert not any(ASKS in text for text in council.said_by_bot())
    await council.ruth.presses(question, "Record")
    await council.room.shows("✍ On the record as 2026/0001")
    await council.ruth.hears("✍ On the record as 2026/0001", council.bot)


async def test_only_who_asked_answers(council: Stage) -> None:
    """Another member's press of the question's buttons does nothing."""
    said = await talk(council)
    council.tom.replies(said[1], "/record thread")
    question = await council.room.shows(ASKS)
    answer = await council.ann.presses(question, "Record")
    assert answer.text.startswith("This button was meant for somebody else")
    assert await council.records() == []


async def test_a_question_is_over_after_an_hour(council: Stage) -> None:
    """Pressed an hour later the button records nothing and says to ask again."""
    said = await talk(council)
    council.tom.replies(said[1], "/record thread")
    question = await council.room.shows(ASKS)
    await council.forward(minutes=61)
    answer = await council.tom.presses(question, "Record")
    assert "Please send /record thread again" in answer.text
    assert await council.records() == []


async def test_a_member_recorded_alone_is_on_the_record_already(council: Stage) -> None:
    """What is in a conversation on the record is not recorded again, nor is the same conversation."""
    said = await talk(council)
    council.tom.replies(said[1], "/record thread")
    await council.tom.presses(await council.room.shows(ASKS), "Record")
    await council.settled()
    council.priya.replies(said[2], "/record")
    await council.room.shows("on the record already, as part of the conversation 2026/0001")
    council.priya.reacts(said[0], "✍")
    await council.town.reacted(said[0], "✍")
    council.priya.replies(said[3], "/record thread")
    await council.room.shows("All of it is on the record already, as 2026/0001")
    await only(council)


async def test_what_is_recorded_alone_can_become_part_of_a_conversation(council: Stage) -> None:
    """A message with a record of its own is in the conversation too; its edit is a version of both."""
    said = await talk(council)
    council.priya.reacts(said[0], "✍")
    await council.town.reacted(said[0], "✍")
    council.tom.replies(said[1], "/record thread")
    await council.tom.presses(await council.room.shows(ASKS), "Record")
    await council.settled()
    council.ann.edits(said[0], "The wall by the hall has fallen.")
    await council.settled()
    alone, together = await council.records()
    assert [version.text for version in alone.versions] == [
        "The wall by the hall is leaning.",
        "The wall by the hall has fallen.",
    ]
    assert [item.text for item in together.members[0].versions] == [
        version.text for version in alone.versions
    ]
    assert "is leaning" in together.text
    assert "has fallen" in together.versions[-1].text
    await verified(council)


async def test_edits_before_the_capture_and_files_are_in_it(council: Stage) -> None:
    """A member keeps what it said before it was edited; its files are fetched; equal ones are stored once."""
    first = council.ann.attaches("wall.pdf", b"quote", in_=council.room, caption="The quote: £200")
    second = council.tom.attaches("../../etc/passwd", b"quote", in_=council.room, reply_to=first)
    await council.settled()
    council.ann.edits(first, "The quote: £250")
    await council.settled()
    council.tom.replies(second, "/record thread")
    await council.tom.presses(await council.room.shows(ASKS), "Record")
    record = await only(council)
    assert [item.text for item in record.members[0].versions] == ["The quote: £200", "The quote: £250"]
    assert [file.state for file in record.files] == ["stored", "stored"]
    assert len({file.path for file in record.files}) == 1
    kept = [path.read_bytes() for path in council.settings.storage.files.rglob("*") if path.is_file()]
    assert kept == [b"quote"]
    await verified(council)


async def test_a_conversation_about_the_clerk_is_not_for_the_clerk(council: Stage) -> None:
    """One member about the clerk keeps the whole from the clerk; a message of it may be recorded for them alone."""
    first = council.ann.says("The wall by the hall is leaning.", in_=council.room)
    council.tom.replies(
        first, "Ruth's appraisal is overdue and I want to complain about the clerk's attitude."
    )
    await council.settled()
    council.tom.replies(first, "/record thread")
    await council.tom.presses(await council.room.shows(ASKS), "Record")
    await council.settled()
    council.ruth.says("/show 1", in_=council.bot)
    await council.ruth.hears("There is no record 2026/0001", council.bot)
    council.priya.reacts(first, "✍")
    await council.town.reacted(first, "✍")
    await council.settled()
    assert [record.route for record in await council.records()] == ["staffing", "clerk"]


async def test_show_tells_a_conversation(council: Stage) -> None:
    """`/show` gives the clerk the conversation line by line."""
    said = await talk(council)
    council.tom.replies(said[1], "/record thread")
    await council.tom.presses(await council.room.shows(ASKS), "Record")
    await council.settled()
    council.ruth.says("/show 1", in_=council.bot)
    shown = await council.ruth.hears("Conversation: 4 messages by 3 people", council.bot)
    assert "Cllr Priya Shah: It is worse on the road side." in shown.text
