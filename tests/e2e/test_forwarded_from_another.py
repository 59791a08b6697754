"""What the bot knows as another council's is not put on the chosen council's record without asking."""

from dataclasses import dataclass

import pytest
import telegram

from e2e.private import answer, pressed, rows
from e2e.stage import Stage
from minutebook.council.messages import Message as Said
from minutebook.handlers.dispatch import handle
from minutebook.sandbox.driver import Actor, Room
from minutebook.sandbox.messages import Message
from minutebook.storage import memory
from minutebook.storage.verifying import verify_council

HEDGE = "Fred can cut the hedge on Monday for £60."
WEXCOMBE, BARROW = "Wexcombe Parish Council", "Little Barrow Parish Council"


@dataclass
class Clerk:
    """Ruth, the clerk of Wexcombe and of Little Barrow, who has chosen Little Barrow."""

    stage: Stage
    barrow: Room

    async def forwards(self, message: Message) -> list[Message]:
        """Forward a message to the bot and return what it answers."""
        mark = self.stage.town.mark()
        self.stage.ruth.forwards(message, to=self.stage.bot)
        await self.stage.settled()
        return self.stage.ruth.heard(self.stage.bot, since=mark)

    async def asked(self, message: Message) -> Message:
        """Forward a message and return the question that comes, before anything is on the record by it."""
        before = self.recorded()
        [question] = await self.forwards(message)
        assert question.text == (
            f"I know that message from {WEXCOMBE}, and you have chosen {BARROW}. Whose record is it for?"
            " Until you say, I put it on neither."
        )
        assert [button.text for row in question.keyboard for button in row] == [WEXCOMBE, BARROW]
        assert self.recorded() == before
        return question

    async def chooses(self, question: Message, council: str) -> str:
        """Press a council's button and return what then stands there."""
        await pressed(self.stage, self.stage.ruth, question, council)
        return question.text

    def recorded(self) -> list[tuple[object, ...]]:
        """Of each record the council's key and whether it stands where it was said, in order."""
        return rows(self.stage, "SELECT council_id, chat_id < 0 FROM records ORDER BY id")


@pytest.fixture
async def clerk(council: Stage) -> Clerk:
    """The two councils, and the choice."""
    ruth = council.ruth
    room = council.town.group("Barrow councillors", ruth, council.denise)
    ruth.adds(council.bot, to=room, admin=True)
    await council.settled()
    ruth.says(f"/setup {BARROW}", in_=room)
    await council.settled()
    ruth.says("/clerk me", in_=room)
    await council.settled()
    await chosen(council, ruth, BARROW)
    return Clerk(council, room)


async def chosen(stage: Stage, actor: Actor, council: str) -> None:
    """Choose a council by /council."""
    await pressed(stage, actor, await answer(stage, actor, "/council"), council)


async def test_one_still_remembered_goes_where_the_clerk_says(clerk: Clerk) -> None:
    """Said in Wexcombe's group and forwarded with Barrow chosen, it goes on Wexcombe's record once that is pressed."""
    said = clerk.stage.ann.says(HEDGE, in_=clerk.stage.room)
    await clerk.stage.settled()
    question = await clerk.asked(said)
    told = await clerk.chooses(question, WEXCOMBE)
    # It was flagged, and so it teaches.
    assert told.startswith(f"{WEXCOMBE}\n\n✍ On the record as 2026/0001. I will be quicker")
    assert question.keyboard == ()
    await clerk.stage.town.reacted(said, "✍")
    assert clerk.recorded() == [(1, 1)]
    # Barrow stays chosen, and is asked about again.
    again = await clerk.asked(said)
    assert "on the record already, as 2026/0001" in await clerk.chooses(again, WEXCOMBE)
    assert clerk.recorded() == [(1, 1)]


async def test_it_goes_on_the_chosen_councils_record_where_the_clerk_says_so(clerk: Clerk) -> None:
    """Barrow's button has it forwarded once more, for nothing was kept of it; that holds for the one time alone."""
    said = clerk.stage.ann.says(HEDGE, in_=clerk.stage.room)
    other = clerk.stage.tom.says("Pay the window cleaner £40.", in_=clerk.stage.room)
    await clerk.stage.settled()
    text = await clerk.chooses(await clerk.asked(said), BARROW)
    assert text.startswith(f"{BARROW}\n\nPlease forward it to me once more")
    assert clerk.recorded() == []
    await clerk.asked(other)
    [done] = await clerk.forwards(said)
    assert done.text == f"{BARROW}\n\n✍ On the record as 2026/0001."
    assert clerk.recorded() == [(2, 0)]
    assert rows(clerk.stage, "SELECT value FROM facts WHERE name LIKE 'forward-for:%'") == [("",)]
    async with clerk.stage.running.store.read() as tx:
        await verify_council(tx, 2, BARROW, folder=clerk.stage.settings.storage.files)


@pytest.mark.parametrize("how", ["✍", "/record thread"])
async def test_one_known_from_a_record_alone_is_asked_about(clerk: Clerk, how: str) -> None:
    """Out of the short memory it is known from Wexcombe's record, by itself or in a conversation."""
    stage = clerk.stage
    said = stage.ann.says(HEDGE, in_=stage.room)
    reply = stage.tom.replies(said, "Yes, tell him.")
    await stage.settled()
    if how == "✍":
        stage.ann.reacts(reply, how)
    else:
        stage.tom.replies(said, how)
        await stage.tom.presses(await stage.room.shows("Shall I put them on the record as one?"), "Record")
    await stage.settled()
    for _ in range(9):
        await stage.forward(days=1)
    assert rows(stage, "SELECT message_id FROM memory") == []
    question = await clerk.asked(reply)
    told = await clerk.chooses(question, WEXCOMBE)
    if how == "✍":
        assert "on the record already, as 2026/0001" in told
    else:
        assert "Please forward it to me once more" in told
        [done] = await clerk.forwards(reply)
        assert done.text == f"{WEXCOMBE}\n\n✍ On the record as 2026/0002."
    assert {council for council, _ in clerk.recorded()} == {1}


async def test_what_the_chosen_council_knows_is_not_asked_about(clerk: Clerk) -> None:
    """What Barrow's own group said goes on its record at once, and so does what no council knows."""
    said = clerk.stage.denise.says(HEDGE, in_=clerk.barrow)
    await clerk.stage.settled()
    [done] = await clerk.forwards(said)
    assert done.text.startswith(f"{BARROW}\n\n✍ On the record as 2026/0001. I will be quicker")
    elsewhere = clerk.stage.town.group("Somewhere else", clerk.stage.ruth, clerk.stage.ann)
    said = clerk.stage.ann.says("The school agrees.", in_=elsewhere)
    [done] = await clerk.forwards(said)
    assert done.text == f"{BARROW}\n\n✍ On the record as 2026/0002."
    assert clerk.recorded() == [(2, 1), (2, 0)]


def forwarded_item(stage: Stage, number: int, known: Said) -> dict[str, object]:
    """One item of an album that Ruth forwards to the bot, as Telegram tells it."""
    ruth, [file] = stage.ruth.person, known.attachments
    photo = {"file_id": file.file_id, "file_unique_id": file.unique_id, "width": 90, "height": 90}
    return {
        "update_id": 900_000 + number,
        "message": {
            "message_id": 5_000 + number,
            "date": int(stage.clock.now().timestamp()),
            "chat": {"id": ruth.id, "type": "private", "first_name": "Ruth"},
            "from": {"id": ruth.id, "is_bot": False, "first_name": ruth.name},
            "forward_origin": {
                "type": "user",
                "date": int(known.sent_at.timestamp()),
                "sender_user": {"id": known.sender.id, "is_bot": False, "first_name": known.sender.name},
            },
            "media_group_id": "13579",
            "caption": known.text or None,
            "photo": [photo],
        },
    }


async def test_an_album_is_asked_about_once_and_goes_whole(clerk: Clerk) -> None:
    """Each item of an album comes by itself: one question is put, and one record has all of it."""
    photos = [("left.jpg", b"\xff\xd8\xff one"), ("right.jpg", b"\xff\xd8\xff two")]
    items = clerk.stage.ann.sends_album(photos, in_=clerk.stage.room, caption="The hedge, both sides")
    await clerk.stage.settled()
    mark = clerk.stage.town.mark()
    async with clerk.stage.running.store.read() as tx:
        remembered = [await memory.get(tx, item.chat.id, item.id) for item in items]
    house = clerk.stage.running.house
    for number, known in enumerate(remembered):
        assert known is not None
        update = forwarded_item(clerk.stage, number, known)
        await handle(house, telegram.Update.de_json(update, house.bot))
    await clerk.stage.settled()
    [question] = clerk.stage.ruth.heard(clerk.stage.bot, since=mark)
    assert await clerk.chooses(question, WEXCOMBE) == f"{WEXCOMBE}\n\n✍ On the record as 2026/0001."
    assert rows(clerk.stage, "SELECT count(*) FROM record_files") == [(2,)]


async def test_who_has_no_right_in_the_other_council_is_told_nothing_of_it(clerk: Clerk) -> None:
    """A member of Wexcombe who is the clerk of Barrow alone is answered as if Wexcombe were not here."""
    stage = clerk.stage
    stage.priya.starts(stage.bot)
    await stage.settled()
    stage.ruth.says("/deputy @priya_shah", in_=clerk.barrow)
    await stage.settled()
    await chosen(stage, stage.priya, BARROW)
    said = stage.ann.says(HEDGE, in_=stage.room)
    await stage.settled()
    mark = stage.town.mark()
    stage.priya.forwards(said, to=stage.bot)
    await stage.settled()
    [done] = stage.priya.heard(stage.bot, since=mark)
    assert done.text == f"{BARROW}\n\n✍ On the record as 2026/0001."


async def test_a_right_that_has_ended_is_seen_when_the_button_is_pressed(clerk: Clerk) -> None:
    """Who is no longer the clerk of the council that was asked about puts nothing on its record."""
    said = clerk.stage.ann.says(HEDGE, in_=clerk.stage.room)
    await clerk.stage.settled()
    question = await clerk.asked(said)
    clerk.stage.ruth.says("/clerk off", in_=clerk.stage.room)
    await clerk.stage.settled()
    toast = await pressed(clerk.stage, clerk.stage.ruth, question, WEXCOMBE)
    assert "Only the clerk, the deputy" in toast.text
    assert clerk.recorded() == []
