"""What a mark withholds until the clerk has looked at it is withheld until then wherever it is repeated."""

from dataclasses import replace

from e2e.bundled import exported
from e2e.private import answer, answers, pressed, recorded, told
from e2e.stage import Stage
from e2e.test_exempting import buttons, copies
from e2e.test_redacted_bundle import shows
from minutebook.council.exemptions import plain
from minutebook.sandbox.messages import Message
from minutebook.storage import memory, records

MARKED = "Jane Morrison of 14 Church Lane"
SAID = f"{MARKED} did that, she says."
AFTER = "Mrs J. M. at no. fourteen did that, she says."
READ = "I have read it; it may be shown"


async def talk(council: Stage) -> Message:
    """Put a message of Tom's on the record as 0001, and the conversation it stands in as 0002."""
    first = council.ann.says("The churchyard wall leans.", in_=council.room)
    second = council.tom.replies(first, SAID)
    council.priya.replies(second, "Indeed.")
    await council.settled()
    council.ruth.reacts(second, "✍")
    await council.settled()
    council.owen.replies(second, "/record thread")
    question = await council.room.shows("Shall I put them on the record as one?")
    await pressed(council, council.owen, question, "Record")
    return second


async def versions(council: Stage) -> list[list[str]]:
    """What the copy of each record says, version by version."""
    return [[plain(text, {}) for _, text, _ in copy.versions] for copy in await copies(council)]


async def test_an_edit_waits_in_the_conversation_too(council: Stage) -> None:
    """Marked in its own record, a message's later words are in no member of a bundle, until that record is looked at."""
    said = await talk(council)
    await answers(council, council.ruth, f"/exempt 1 personal “{MARKED}”")
    council.tom.edits(said, AFTER)
    await council.settled()
    [_, [_, again]] = await versions(council)
    assert "Indeed." in again
    assert "fourteen" not in again
    made = await exported(council, council.ruth, "/export redacted")
    assert made.refs == ["2026/0001", "2026/0002"]
    assert not shows(made, "fourteen", "Church Lane")
    assert "/exempt 2026/0001 says that it may be shown" in await told(council, council.ruth, "/exempt 2")
    listed = await answer(council, council.ruth, "/exempt 1")
    await pressed(council, council.ruth, listed, READ)
    [[_, alone], [before, again]] = await versions(council)
    assert alone == AFTER
    assert AFTER in again
    assert MARKED not in before
    assert "may be shown" not in await told(council, council.ruth, "/exempt 2")


async def test_an_edit_waits_in_the_single_record_too(council: Stage) -> None:
    """Marked in the conversation, the later words of a message are left out of its own record; the others' stay."""
    said = await talk(council)
    await answers(council, council.ruth, f"/exempt 2 personal “{MARKED}”")
    council.tom.edits(said, AFTER)
    await council.settled()
    assert await versions(council) == [
        ["[withheld: personal] did that, she says.", "[withheld: personal]"],
        [(await versions(council))[1][0], "[withheld: personal]"],
    ]
    assert "/exempt 2026/0002 says that it may be shown" in await told(council, council.ruth, "/exempt 1")


async def test_an_edit_waits_where_an_answer_repeats_it(council: Stage) -> None:
    """An answer to the edited message repeats nothing of it that its own record leaves out; a part of it neither."""
    said = await recorded(council, council.tom, SAID)
    await answers(council, council.ruth, f"/exempt 1 personal “{MARKED}”")
    council.tom.edits(said, AFTER)
    await council.settled()
    answered = council.priya.replies(said, "Indeed.")
    council.priya.reacts(answered, "✍")
    await council.settled()
    copy = (await copies(council))[1]
    assert plain(copy.reply_text, {}) == "[withheld: personal]"
    assert plain(copy.text, {}) == "Indeed."
    made = await exported(council, council.ruth, "/export redacted")
    assert not shows(made, "fourteen", "Church Lane")


async def test_the_cover_does_not_tell_what_waits(council: Stage) -> None:
    """The words a bundle was found by do not say what a version that waits says."""
    said = await recorded(council, council.tom, SAID)
    await answers(council, council.ruth, f"/exempt 1 personal “{MARKED}”")
    council.tom.edits(said, AFTER)
    await council.settled()
    made = await exported(council, council.ruth, "/export redacted find fourteen")
    assert made.refs == ["2026/0001"]
    assert not shows(made, "fourteen")


async def test_a_forward_lends_its_marks_and_is_lent_them(council: Stage) -> None:
    """A message on record as it was forwarded, long after, withholds with its answer and its conversation as one."""
    first = council.ann.says("The churchyard wall leans.", in_=council.room)
    second = council.tom.replies(first, SAID)
    third = council.priya.replies(second, "Indeed.")
    await council.settled()
    council.ruth.reacts(third, "✍")
    await council.settled()
    council.owen.replies(second, "/record thread")
    question = await council.room.shows("Shall I put them on the record as one?")
    await pressed(council, council.owen, question, "Record")
    for _ in range(4):
        await council.forward(days=1)
    council.ruth.forwards(second, to=council.bot)
    await council.settled()
    shown = [copy.record.reference.number for copy in await copies(council)]
    assert shown == [1, 2, 3]
    for number in (3, 2):
        listed = await answer(council, council.ruth, f"/exempt {number} personal “{MARKED}”")
        reply, told_, alone = await copies(council)
        assert plain(alone.text, {}) == "[withheld: personal] did that, she says."
        assert plain(reply.reply_text, {}) == "[withheld: personal] did that, she says."
        assert plain(reply.text, {}) == "Indeed."
        assert MARKED not in plain(told_.text, {})
        await pressed(council, council.ruth, listed, "Lift")


async def test_a_picture_in_the_place_of_a_withheld_one_waits(council: Stage) -> None:
    """A file that came after a file was marked is in no copy until the clerk says that it may be shown."""
    said = council.tom.attaches("a.jpg", b"JPEGsecret", in_=council.room, caption="see this", photo=True)
    other = council.sam.attaches("b.jpg", b"JPEGsecret cropped", in_=council.room, photo=True)
    council.tom.reacts(said, "✍")
    await council.settled()
    await told(council, council.ruth, "/exempt 1 personal file 1")
    async with council.running.store.change() as tx:
        now = await memory.get(tx, council.room.id, said.id)
        picture = await memory.get(tx, council.room.id, other.id)
        assert now is not None
        assert picture is not None
        edited = replace(now, edited_at=council.clock.now(), attachments=picture.attachments)
        await records.add_version(tx, edited, at=council.clock.now(), salt=council.running.house.salt)
    await council.forward(minutes=5)
    made = await exported(council, council.ruth, "/export redacted")
    assert not [name for name, content in made.members.items() if b"cropped" in content]
    listed = await answer(council, council.ruth, "/exempt 1")
    assert "File 2 came after the marks" in listed.text
    assert buttons(listed) == ["1. Lift", READ]
    await pressed(council, council.ruth, listed, READ)
    made = await exported(council, council.ruth, "/export redacted")
    assert [name for name, content in made.members.items() if b"cropped" in content]
    assert not [name for name, content in made.members.items() if content == b"JPEGsecret"]
