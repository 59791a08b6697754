"""What the bot never kept, or keeps no longer, is read back; what was recorded follows its edits."""

from pathlib import Path

from e2e.lines import CHAT, DECISION, flagged
from e2e.stage import Stage, staged

READING = "Reading this message"


def lines_left(stage: Stage) -> list[str]:
    """Receipt lines that were never completed."""
    return [text for text in stage.said_by_bot() if READING in text]


async def test_what_was_said_before_the_bot_came_is_read_back_on_a_reaction(tmp_path: Path) -> None:
    """✍ on a message from before the bot joined: a line under it reads it back and becomes the receipt."""
    async with staged(tmp_path) as stage:
        stage.world.remove_bot(stage.room.chat, stage.bot, stage.ruth.person)
        said = stage.ann.says(CHAT, in_=stage.room)
        stage.ruth.adds(stage.bot, to=stage.room, admin=True)
        await stage.set_up()
        stage.tom.reacts(said, "✍")
        receipt = await stage.room.shows("On the record as 2026/0001")
        assert receipt.reply_to is said
        await stage.settled()
        [record] = await stage.records()
        assert (record.text, record.sender.name, record.message_id) == (CHAT, "Cllr Ann Harrow", said.id)
        assert record.sent_at == said.date.replace(microsecond=0)
        stage.priya.reacts(said, "✍")
        await stage.settled()
        assert len(await stage.records()) == 1
        assert lines_left(stage) == []


async def test_what_was_said_before_setup_is_read_back(stage: Stage) -> None:
    """What was said before /setup was not kept, and can still be recorded by /record and by ✍."""
    first = stage.ann.says("The hall roof leaks again.", in_=stage.room)
    second = stage.margaret.says("Bloggs will look at the roof.", in_=stage.room)
    await stage.set_up()
    stage.tom.replies(first, "/record")
    await stage.town.reacted(first, "✍")
    stage.tom.reacts(second, "✍")
    await stage.room.shows("On the record as 2026/0002")
    assert [record.text for record in await stage.records()] == [first.text, second.text]


async def test_out_of_the_short_memory_it_is_read_back(council: Stage) -> None:
    """After 72 hours the message is forgotten; ✍ reads it back."""
    said = council.ann.says(CHAT, in_=council.room)
    await council.forward(hours=80)
    council.tom.reacts(said, "✍")
    await council.room.shows("On the record as 2026/0001")


async def test_the_button_reads_back_too(council: Stage) -> None:
    """*Record it*, pressed when the message is forgotten and the clerk has let it go, reads it back."""
    council.margaret.says(DECISION, in_=council.room)
    caution = await council.room.shows("clause 10.5")
    council.ruth.says("/review", in_=council.bot)
    shown = await council.ruth.hears("1 of 1", council.bot)
    await council.ruth.presses(shown, "Transitory")
    assert await flagged(council) == []
    await council.forward(hours=80)
    answer = await council.priya.presses(caution, "Record it")
    assert answer.text == "On the record as 2026/0001."
    await council.room.shows("On the record as 2026/0001")
    [record] = await council.records()
    assert record.text == DECISION


async def test_what_is_gone_cannot_be_read_back_and_leaves_no_line(council: Stage) -> None:
    """A forgotten message that was deleted cannot be recorded; the presser is told, the group sees nothing."""
    said = council.margaret.says(DECISION, in_=council.room)
    caution = await council.room.shows("clause 10.5")
    council.ruth.says("/review", in_=council.bot)
    await council.ruth.presses(await council.ruth.hears("1 of 1", council.bot), "Transitory")
    await council.forward(hours=80)
    council.margaret.deletes(said)
    mark = council.town.mark()
    answer = await council.priya.presses(caution, "Record it")
    assert "no longer have that message" in answer.text
    await council.settled()
    assert council.room.silent_since(mark)
    assert await council.records() == []


async def test_where_a_reply_is_refused_it_is_read_by_forwarding(tmp_path: Path) -> None:
    """In a closed topic the bot may not reply: it forwards, reads the copy, deletes it, and reacts as receipt."""
    async with staged(tmp_path, forum=True) as stage:
        topic = stage.world.add_topic(stage.room.chat, "Roads", stage.ruth.person)
        said = stage.ann.says(CHAT, in_=stage.room, topic=topic)
        await stage.set_up()
        stage.world.close_topic(stage.room.chat, topic, stage.ruth.person)
        stage.room.chat.members[stage.bot.id].can_manage_topics = False
        mark = stage.town.mark()
        stage.tom.reacts(said, "✍")
        await stage.town.reacted(said, "✍")
        await stage.settled()
        [record] = await stage.records()
        assert (record.text, record.sender.name, record.message_id) == (CHAT, "Cllr Ann Harrow", said.id)
        assert stage.room.silent_since(mark)


async def test_edits_after_capture_become_versions(council: Stage) -> None:
    """Each edit of a recorded message is a version with a ledger entry; the text as captured stays."""
    said = council.ann.says("Bloggs will do it for £300.", in_=council.room)
    await council.settled()
    council.tom.reacts(said, "✍")
    await council.town.reacted(said, "✍")
    council.ann.edits(said, "Bloggs will do it for £350.")
    await council.settled()
    await council.forward(hours=1)
    council.ann.edits(said, "Bloggs will do it for £400.")
    await council.settled()
    [record] = await council.records()
    assert [version.text[-5:] for version in record.versions] == ["£300.", "£350.", "£400."]
    assert record.text == "Bloggs will do it for £300."
    council.ruth.says("/verify", in_=council.bot)
    await council.ruth.hears("3 entries", council.bot)


async def test_edits_before_capture_are_versions_of_the_record(council: Stage) -> None:
    """What the message said before it was captured is on the record too, oldest first."""
    said = council.ann.says("Bloggs will do it for £300.", in_=council.room)
    await council.settled()
    council.ann.edits(said, "Bloggs will do it for £350.")
    council.tom.replies(said, "/record")
    await council.town.reacted(said, "✍")
    [record] = await council.records()
    assert [version.text[-5:] for version in record.versions] == ["£300.", "£350."]
    assert record.text.endswith("£350.")


async def test_an_edit_long_after_the_short_memory_is_a_version(council: Stage) -> None:
    """A recorded message that the short memory has forgotten still gets its later versions."""
    said = council.ruth.says("The hall is booked for the 9th.", in_=council.room)
    council.tom.reacts(said, "✍")
    await council.forward(hours=80)
    council.ruth.edits(said, "The hall is booked for the 19th.")
    await council.settled()
    [record] = await council.records()
    assert len(record.versions) == 2


async def test_a_recorded_message_deleted_stays_on_the_record(council: Stage) -> None:
    """Deleting a message changes nothing about its record, and /record does not ask for it."""
    said = council.ann.says(CHAT, in_=council.room)
    council.tom.reacts(said, "✍")
    await council.town.reacted(said, "✍")
    council.ann.deletes(said)
    await council.settled()
    [record] = await council.records()
    assert record.text == CHAT


async def test_told_to_wait_the_reaction_is_not_lost(council: Stage) -> None:
    """A 429 while a message is read back delays its record; it is not set aside."""
    said = council.ann.says(CHAT, in_=council.room)
    await council.forward(hours=80)
    council.world.faults.too_many(1, method="sendMessage", chat=council.room.id, times=2)
    council.tom.reacts(said, "✍")
    await council.room.shows("On the record as 2026/0001", within=15)
