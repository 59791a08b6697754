"""What the clerk forwards to the bot in private goes on the record; a message seen in two ways is one record."""

from pathlib import Path

import telegram

from e2e.lines import CHAT
from e2e.stage import EVENING, Stage, staged
from minutebook.handlers.dispatch import handle
from minutebook.sandbox.driver import Room


async def test_a_known_message_forwarded_is_recorded_as_itself(council: Stage) -> None:
    """Said in the group and forwarded by the clerk it is one record of the message where it was said, with its receipt."""
    said = council.ann.says(CHAT, in_=council.room)
    await council.settled()
    council.ruth.forwards(said, to=council.bot)
    await council.ruth.hears("✍ On the record as 2026/0001", council.bot)
    await council.town.reacted(said, "✍")
    council.ruth.forwards(said, to=council.bot)
    await council.ruth.hears("on the record already, as 2026/0001", council.bot)
    council.tom.replies(said, "/record")
    await council.room.shows("on the record already, as 2026/0001")
    [record] = await council.records()
    assert (record.chat_id, record.message_id, record.method) == (council.room.id, said.id, "forward")
    assert record.forward_from is None


async def test_what_is_forwarded_first_and_recorded_live_later_is_one_record(council: Stage) -> None:
    """Of a message out of the short memory the forward is recorded; where it was said it is on the record already."""
    said = council.ann.attaches("wall.pdf", b"quote", in_=council.room, caption=CHAT)
    await council.settled()
    for _ in range(4):
        await council.forward(days=1)
    council.ruth.forwards(said, to=council.bot)
    await council.ruth.hears("✍ On the record as 2026/0001", council.bot)
    council.tom.replies(said, "/record")
    await council.room.shows("on the record already, as 2026/0001")
    [record] = await council.records()
    assert (record.sender.name, record.text, record.sent_at) == (
        "Cllr Ann Harrow",
        CHAT,
        said.date.replace(microsecond=0),
    )
    assert [file.state for file in record.files] == ["stored"]


async def test_a_forward_from_elsewhere_says_where_from(council: Stage) -> None:
    """What was said to the clerk elsewhere is recorded with its author, its time, and where it was forwarded from."""
    other = council.town.group("Somewhere else", council.ruth, council.ann)
    said = council.ann.says("The school agrees to the crossing.", in_=other)
    council.ruth.forwards(said, to=council.bot)
    await council.ruth.hears("✍ On the record as 2026/0001", council.bot)
    council.ruth.says("/show 1", in_=council.bot)
    shown = await council.ruth.hears("Record 2026/0001", council.bot)
    assert "Cllr Ann Harrow, Tue 10 Mar, 19:00" in shown.text
    assert "Forwarded from Cllr Ann Harrow, who sent it Tue 10 Mar, 19:00" in shown.text


def item(council: Stage, number: int, caption: str | None) -> dict[str, object]:
    """One item of an album by Ann that Ruth forwards to the bot, as Telegram tells it."""
    ruth, ann = council.ruth.person, council.ann.person
    at = int(council.clock.now().timestamp())
    return {
        "update_id": 900_000 + number,
        "message": {
            "message_id": 5_000 + number,
            "date": at,
            "chat": {"id": ruth.id, "type": "private", "first_name": "Ruth"},
            "from": {"id": ruth.id, "is_bot": False, "first_name": ruth.name},
            "forward_origin": {
                "type": "user",
                "date": int(EVENING.timestamp()) - 600,
                "sender_user": {"id": ann.id, "is_bot": False, "first_name": ann.name},
            },
            "media_group_id": "13579",
            "caption": caption,
            "document": {
                "file_id": f"f{number}",
                "file_unique_id": f"u{number}",
                "file_name": f"{number}.pdf",
            },
        },
    }


async def test_a_forwarded_album_is_one_record(council: Stage) -> None:
    """Every item of an album that is forwarded goes on one record, which is answered once."""
    house = council.running.house
    mark = council.town.mark()
    for number, caption in enumerate(("The wall", None, "The path")):
        update = telegram.Update.de_json(item(council, number, caption), house.bot)
        await handle(house, update)
    await council.settled()
    [record] = await council.records()
    assert record.versions[-1].text == "The wall\nThe path"
    assert [file.name for file in record.files] == ["0.pdf", "1.pdf", "2.pdf"]
    assert len(council.ruth.heard(council.bot, since=mark)) == 1


async def test_only_who_keeps_the_records_can_forward(council: Stage) -> None:
    """A councillor's forward is refused with what to do instead; a forwarded command is carried out by nobody."""
    said = council.ann.says("/claim 1234-5678", in_=council.room)
    plain = council.ann.says(CHAT, in_=council.room)
    council.tom.starts(council.bot)
    council.tom.forwards(plain, to=council.bot)
    await council.tom.hears("In the group, reply to it with /record", council.bot)
    council.denise.starts(council.bot)
    council.denise.forwards(plain, to=council.bot)
    await council.denise.hears("You do not serve a council here", council.bot)
    assert await council.records() == []
    council.ruth.forwards(said, to=council.bot)
    await council.ruth.hears("✍ On the record as 2026/0001", council.bot)


async def test_of_several_councils_the_clerk_says_which(tmp_path: Path) -> None:
    """A clerk of two councils is asked first; nothing goes on the record of the other."""
    async with staged(tmp_path) as stage:
        await stage.set_up()
        second: Room = stage.town.group("Ashby", stage.ruth, stage.denise)
        stage.ruth.adds(stage.bot, to=second, admin=True)
        stage.ruth.says("/setup Ashby Parish Council", in_=second)
        await stage.settled()
        stage.ruth.says("/clerk me", in_=second)
        await stage.settled()
        said = stage.denise.says("The oak on the green is down.", in_=second)
        await stage.settled()
        stage.ruth.forwards(said, to=stage.bot)
        question = await stage.ruth.hears("Whose record is that for?", stage.bot)
        await stage.ruth.presses(question, "Ashby Parish Council")
        stage.ruth.forwards(said, to=stage.bot)
        told = await stage.ruth.hears("✍ On the record as 2026/0001", stage.bot)
        assert told.text.startswith("Ashby Parish Council")
        assert await stage.records() == []
