"""Forum topics, albums, and a basic group that becomes a supergroup."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from e2e.lines import CHAT, DECISION, PROPOSAL, agenda, flagged
from e2e.stage import Stage, staged
from minutebook.sandbox.chats import Topic
from minutebook.sandbox.driver import Room


@pytest.fixture
async def forum(tmp_path: Path) -> AsyncIterator[Stage]:
    """A council whose group has topics."""
    async with staged(tmp_path, forum=True) as stage:
        await stage.set_up()
        yield stage


def topic(stage: Stage, name: str) -> Topic:
    """Open a topic."""
    return stage.world.add_topic(stage.room.chat, name, stage.ruth.person)


@pytest.mark.parametrize("command", ["/record", "/agenda"])
async def test_in_a_topic_the_implicit_reply_is_no_reply(forum: Stage, command: str) -> None:
    """A bare command in a topic answers nothing, though Telegram says it answers the topic's root."""
    roads = topic(forum, "Roads")
    forum.ann.says(CHAT, in_=forum.room, topic=roads)
    forum.tom.says(command, in_=forum.room, topic=roads)
    answer = await forum.room.shows(f"with {command}" if command == "/agenda" else "reply to it with /record")
    assert answer.topic == roads.id
    assert await forum.records() == []
    assert await agenda(forum) == []


async def test_in_a_topic_a_real_reply_records_and_the_answers_stay_there(forum: Stage) -> None:
    """A real reply in a topic records; caution, receipt line and agenda answer are posted in the topic."""
    roads = topic(forum, "Roads")
    forum.room.chat.available_reactions = ()
    said = forum.ann.says(DECISION, in_=forum.room, topic=roads)
    caution = await forum.room.shows("clause 10.5")
    forum.tom.replies(said, "/record")
    receipt = await forum.room.shows("On the record as 2026/0001")
    forum.tom.replies(said, "/agenda")
    listed = await forum.room.shows("On the list for the next agenda")
    assert caution.topic == receipt.topic == listed.topic == roads.id


async def test_talk_in_one_topic_goes_on_with_none_of_another(forum: Stage) -> None:
    """An answer that shares a word with what another topic decided still answers what its own asked."""
    roads, trees = topic(forum, "Roads"), topic(forum, "Trees")
    forum.margaret.says("Shall we fell the ash with Bloggs, £600? All agreed?", in_=forum.room, topic=trees)
    forum.tom.says(
        "Right, that's agreed: Carters to fill the potholes by the school.", in_=forum.room, topic=roads
    )
    forum.ann.says("Agreed, as long as they keep clear of the school run.", in_=forum.room, topic=trees)
    await forum.settled()
    ash, potholes, answer = sorted(await flagged(forum), key=lambda item: item.message_id)
    assert answer.matter_id == ash.matter_id != potholes.matter_id


async def test_each_topic_has_its_own_matters(forum: Stage) -> None:
    """What is said in two topics at once is two matters, each cautioned."""
    roads, trees = topic(forum, "Roads"), topic(forum, "Trees")
    forum.margaret.says(DECISION, in_=forum.room, topic=roads)
    forum.margaret.says("That's settled then: tell Bloggs to cut the hedge.", in_=forum.room, topic=trees)
    forum.margaret.says("Right, that's decided, order the paint.", in_=forum.room, topic=roads)
    await forum.settled()
    cautions = [m for m in forum.room.by_bots() if "clause 10.5" in m.text and m.reply_to is not None]
    assert sorted(m.topic or 0 for m in cautions) == [roads.id, trees.id]


async def test_setup_in_a_topic_posts_its_notice_there(tmp_path: Path) -> None:
    """`/setup` given in a topic is answered there, notice included."""
    async with staged(tmp_path, forum=True) as stage:
        clerks = topic(stage, "Clerk")
        stage.ruth.says("/setup Wexcombe Parish Council", in_=stage.room, topic=clerks)
        report = await stage.room.shows("now set up")
        notice = await stage.room.shows("Minutebook and this group")
        assert report.topic == notice.topic == clerks.id


PHOTOS = [("one.jpg", b"first"), ("two.jpg", b"second"), ("three.jpg", b"third")]


@pytest.mark.parametrize("which", [0, 1, 2])
async def test_an_album_is_recorded_whole_by_any_of_its_items(council: Stage, which: int) -> None:
    """A reaction to one item of an album records caption and every file, once; the receipt is on the first."""
    items = council.ann.sends_album(PHOTOS, in_=council.room, caption="The wall after the storm")
    await council.settled()
    council.tom.reacts(items[which], "✍")
    await council.town.reacted(items[0], "✍")
    council.priya.replies(items[2], "/record")
    await council.room.shows("on the record already, as 2026/0001")
    await council.settled()
    [record] = await council.records()
    assert (record.message_id, record.text) == (items[0].id, "The wall after the storm")
    assert [file.state for file in record.files] == ["stored"] * 3
    kept = sorted(path.read_bytes() for path in council.settings.storage.files.rglob("*") if path.is_file())
    assert kept == sorted(content for _, content in PHOTOS)


@pytest.mark.parametrize("which", [0, 1, 2])
async def test_an_edited_caption_of_any_item_is_a_version(council: Stage, which: int) -> None:
    """An album on the record gets a version with every caption and file, whichever item's caption is edited."""
    items = council.ann.sends_album(PHOTOS, in_=council.room, caption="The wall after the storm")
    await council.settled()
    council.tom.reacts(items[0], "✍")
    await council.town.reacted(items[0], "✍")
    council.ann.edits(items[which], "Photographed on Tuesday")
    await council.settled()
    [record] = await council.records()
    expected = (
        "Photographed on Tuesday" if which == 0 else "The wall after the storm\nPhotographed on Tuesday"
    )
    assert [version.text for version in record.versions] == ["The wall after the storm", expected]
    assert len(record.files) == 3


async def test_an_albums_caption_edited_after_the_short_memory_has_gone(council: Stage) -> None:
    """What an item says new is added to what is on record; of what stood there nothing is lost, no file either.

    The group's owner may edit without a limit of time.
    """
    items = council.ruth.sends_album(PHOTOS, in_=council.room, caption="The wall after the storm")
    await council.settled()
    council.tom.reacts(items[0], "✍")
    await council.town.reacted(items[0], "✍")
    for _ in range(4):
        await council.forward(days=1)
    council.ruth.edits(items[2], "Photographed on Tuesday")
    await council.settled()
    council.ruth.edits(items[0], "The wall, rebuilt")
    await council.settled()
    [record] = await council.records()
    assert [version.text for version in record.versions][1:] == [
        "The wall after the storm\nPhotographed on Tuesday",
        "The wall, rebuilt",
    ]
    assert len(record.files) == 3


async def test_an_albums_caption_is_assessed_once(council: Stage) -> None:
    """A decision in an album's caption is cautioned once."""
    mark = council.town.mark()
    council.ann.sends_album(PHOTOS, in_=council.room, caption=DECISION)
    await council.settled()
    assert len(council.said_by_bot(mark)) == 1


async def test_two_albums_are_two_records(council: Stage) -> None:
    """Albums sent one after the other are not mixed."""
    first = council.ann.sends_album(PHOTOS[:2], in_=council.room, caption="North wall")
    second = council.ann.sends_album(
        [("x.jpg", b"x"), ("y.jpg", b"y")], in_=council.room, caption="South wall"
    )
    await council.settled()
    council.tom.reacts(first[1], "✍")
    council.tom.reacts(second[1], "✍")
    await council.settled()
    records = await council.records()
    assert [(record.text, len(record.files)) for record in records] == [("North wall", 2), ("South wall", 2)]


@pytest.fixture
async def basic(tmp_path: Path) -> AsyncIterator[Stage]:
    """A council in a basic group."""
    async with staged(tmp_path, kind="group") as stage:
        await stage.set_up()
        yield stage


def migrate(stage: Stage) -> Room:
    """Turn the stage's group into a supergroup, and play on there."""
    stage.room = Room(stage.town, stage.world.migrate(stage.room.chat))
    return stage.room


async def test_a_migrated_group_keeps_its_council_settings_and_rights(basic: Stage) -> None:
    """After migration settings, appointments, membership and records are as before, and the bot goes on at once."""
    basic.ruth.says("/quorum 5", in_=basic.room)
    old = basic.ann.says("The old wall is down.", in_=basic.room)
    await basic.settled()
    basic.tom.reacts(old, "✍")
    await basic.settled()
    before = await basic.view()
    migrate(basic)
    basic.margaret.says(DECISION, in_=basic.room)
    caution = await basic.room.shows("clause 10.5")
    view = await basic.view()
    assert view.council == before.council
    assert view.roles == before.roles
    assert view.present >= before.present
    assert (await basic.priya.presses(caution, "Record it")).text == "On the record as 2026/0002."
    assert [record.chat_id for record in await basic.records()] == [old.chat.id, basic.room.id]


async def test_a_button_under_a_caution_of_the_old_group_still_works(basic: Stage) -> None:
    """Pressed after the migration, *Record it* records; the receipt names no message of the new group."""
    basic.margaret.says(DECISION, in_=basic.room)
    caution = await basic.room.shows("clause 10.5")
    room = migrate(basic)
    bystanders = [basic.ann.says(f"Good evening {number}.", in_=room) for number in range(12)]
    await basic.settled()
    answer = await basic.margaret.presses(caution, "Record it")
    assert answer.text == "On the record as 2026/0001."
    receipt = await room.shows("On the record as 2026/0001")
    assert receipt.reply_to is None
    await basic.settled()
    assert all(basic.world.bot_reactions(message) == [] for message in bystanders)


async def test_what_waited_for_the_old_group_reaches_the_new(basic: Stage) -> None:
    """A caution that was to be sent when the group migrated is sent to the supergroup, in answer to nothing."""
    old = basic.room.id
    basic.world.faults.too_many(2, method="sendMessage", chat=old, times=1)
    basic.margaret.says(PROPOSAL, in_=basic.room)
    await basic.town.until(lambda: not basic.world.faults.pending or None, lambda: "no 429 was given")
    room = migrate(basic)
    basic.ann.says("Good evening.", in_=room)
    caution = await room.shows("clause 10.5", within=10)
    assert caution.reply_to is None
