"""A group that no admin has set up: the bot is silent there, keeps nothing of it, and leaves after a day."""

import asyncio
from datetime import timedelta
from pathlib import Path

from e2e.lines import DECISION, PROPOSAL
from e2e.stage import Stage, staged
from minutebook.sandbox.chats import Group

SECRET = "the zephyr of Wexcombe blows at midnight"


def on_disk(stage: Stage) -> bytes:
    """Every byte of the database, its WAL and whatever else lies in the data folder."""
    return b"".join(path.read_bytes() for path in (stage.folder / "data").rglob("*") if path.is_file())


async def test_it_says_nothing_to_anyone(stage: Stage) -> None:
    """Decisions, proposals, polls, reactions, edits, other commands and newcomers are all met with silence."""
    said = stage.margaret.says(DECISION, in_=stage.room)
    stage.ann.edits(stage.ann.says("Hello", in_=stage.room), PROPOSAL)
    stage.tom.polls("Shall we approve the Hendersons quote?", ["Yes", "No"], in_=stage.room)
    stage.priya.reacts(said, "✍")
    for command in ("/record", "/agenda", "/help", "/privacy", "/settings", "/clerk me", "/cautions off"):
        stage.ruth.says(command, in_=stage.room, reply_to=said)
    stage.denise.joins(stage.room)
    await stage.settled()
    assert stage.said_by_bot() == []
    assert stage.world.bot_reactions(said) == []
    assert stage.ruth.heard(stage.bot) == []


async def test_nothing_said_there_is_written_down(stage: Stage) -> None:
    """No sentence said in a group that is not set up is in the database's bytes or its WAL's."""
    said = stage.margaret.says(f"Agreed: {SECRET}.", in_=stage.room)
    stage.margaret.edits(said, f"Agreed then: {SECRET}!")
    stage.tom.stops(stage.tom.polls(f"Approve {SECRET}?", ["Yes", "No"], in_=stage.room))
    stage.tom.attaches("x.txt", b"x", in_=stage.room, caption=SECRET)
    stage.ann.replies(said, "/record please")
    stage.ann.reacts(said, "✍")
    await stage.settled()
    assert (stage.folder / "data" / "minutebook.db").stat().st_size > 0
    assert SECRET.encode() not in on_disk(stage)
    await stage.restart()
    assert SECRET.encode() not in on_disk(stage)
    assert b"Margaret" not in on_disk(stage)


async def test_nothing_said_beside_a_refused_setup_stays_written_down(stage: Stage) -> None:
    """A /setup that is refused, sent as a reply, leaves no trace of what it answered or of what came after it."""
    said = stage.margaret.says(f"Agreed: {SECRET}.", in_=stage.room)
    stage.margaret.replies(said, "/setup")
    stage.ann.says(f"I agree, {SECRET}.", in_=stage.room)
    await stage.room.shows("Only the person who runs me, or an admin they have named")
    await stage.forward(minutes=11)
    assert SECRET.encode() not in on_disk(stage)


async def test_a_tick_that_meets_another_ends_after_it(stage: Stage) -> None:
    """Whoever has awaited a tick finds nothing left undone by one that was under way: no word still in the WAL."""
    ticker = stage.running.ticker
    # The first tick of all purges: on a busy machine it might come only when the words are there.
    await ticker.tick()
    said = stage.margaret.says(f"Agreed: {SECRET}.", in_=stage.room)
    stage.margaret.replies(said, "/setup")
    await stage.room.shows("Only the person who runs me, or an admin they have named")
    await stage.settled()
    assert SECRET.encode() in on_disk(stage)
    stage.clock.ahead += timedelta(minutes=11)
    under_way = asyncio.create_task(ticker.tick())
    await asyncio.sleep(0)
    await ticker.tick()
    assert under_way.done()
    assert SECRET.encode() not in on_disk(stage)


async def test_what_was_said_before_setup_is_not_known_after_it(stage: Stage) -> None:
    """Set-up begins with an empty memory: what was said before it is neither kept nor judged."""
    stage.margaret.says(f"Agreed: {SECRET}.", in_=stage.room)
    await stage.settled()
    await stage.set_up()
    stage.ann.says("Good evening.", in_=stage.room)
    await stage.settled()
    assert SECRET.encode() not in on_disk(stage)


async def test_it_leaves_after_a_day(stage: Stage) -> None:
    """Nobody having set it up within 24 hours, the bot leaves, without a word; not before."""
    await stage.settled()
    await stage.forward(hours=23, minutes=45)
    assert stage.room.chat.member(stage.bot.id) is not None
    await stage.forward(minutes=30)
    assert stage.room.chat.member(stage.bot.id) is None
    assert [text for text in stage.said_by_bot() if text] == []


async def leaves(stage: Stage, chat: Group) -> None:
    """Wait until the bot is a member no more: it leaves a moment after its day is over."""
    await stage.town.until(lambda: chat.member(stage.bot.id) is None or None, lambda: "it is still there")


async def test_it_leaves_after_a_day_though_it_was_off_meanwhile(stage: Stage) -> None:
    """A day that ended while the program was off ends at its next start."""
    await stage.settled()
    await stage.stop()
    stage.clock.ahead += timedelta(hours=30)
    await stage.start()
    await leaves(stage, stage.room.chat)


async def test_a_group_that_is_set_up_is_not_left(council: Stage) -> None:
    """Set up, the group is not left."""
    await council.forward(hours=30)
    assert council.room.chat.member(council.bot.id) is not None


async def test_added_again_the_day_begins_anew(stage: Stage) -> None:
    """Removed and added again, the group has a whole day."""
    await stage.settled()
    await stage.forward(hours=20)
    stage.world.remove_bot(stage.room.chat, stage.bot, stage.ruth.person)
    stage.ruth.adds(stage.bot, to=stage.room, admin=True)
    await stage.settled()
    await stage.forward(hours=20)
    assert stage.room.chat.member(stage.bot.id) is not None
    await stage.forward(hours=5)
    await leaves(stage, stage.room.chat)


async def test_become_a_supergroup_it_is_left_all_the_same(tmp_path: Path) -> None:
    """A basic group nobody set up does not escape its day by becoming a supergroup."""
    async with staged(tmp_path, kind="group") as stage:
        await stage.settled()
        new = stage.world.migrate(stage.room.chat)
        await stage.settled()
        await stage.forward(hours=25)
        await leaves(stage, new)
