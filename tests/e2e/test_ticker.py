"""What falls due: done in time, once, and one thing that cannot be done keeps nothing else from being done."""

import logging
from datetime import timedelta

import pytest
import sqlalchemy as sa

from e2e.stage import Stage
from minutebook.storage import inbox
from minutebook.storage.inbox import Kept
from minutebook.storage.schema import inbox as table

DECISION = "Right, that's agreed then. Tell Hendersons to start on Monday."


async def test_two_ticks_make_one_digest(council: Stage) -> None:
    """However often the clock strikes, what was due is done once."""
    mark = council.town.mark()
    await council.next_morning()
    for _ in range(3):
        await council.running.ticker.tick()
    await council.settled()
    assert len(council.ruth.heard(council.bot, since=mark)) == 1


async def test_what_cannot_be_done_keeps_nothing_else_from_being_done(
    council: Stage,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A digest that fails is logged by its place; the short memory is purged all the same."""
    caplog.set_level(logging.ERROR, "minutebook")
    said = council.margaret.says(DECISION, in_=council.room)
    await council.settled()
    async with council.running.store.change() as tx:
        await tx.run(sa.text("ALTER TABLE digests RENAME TO mislaid"))
    await council.forward(hours=80)
    assert "a tick: OperationalError at minutebook." in caplog.text
    async with council.running.store.read() as tx:
        query = sa.text(f"SELECT count(*) FROM memory WHERE message_id = {said.id}")
        assert await tx.number(query) == 0


@pytest.mark.parametrize("state", ["done", "aside"])
async def test_old_numbers_are_forgotten(council: Stage, state: str) -> None:
    """After a quiet week Telegram's numbers begin anew: those kept longer would swallow new updates."""
    program = council.running
    old = council.clock.now() - timedelta(days=7)
    async with program.store.change() as tx:
        await inbox.keep(tx, program.house.me.id, [Kept(1, "{}", state)], old)
    await council.forward(minutes=30)
    assert await numbers(council) >= {1}
    await council.forward(days=1, minutes=30)
    assert 1 not in await numbers(council)


async def numbers(stage: Stage) -> set[int]:
    """The updates the inbox knows."""
    async with stage.running.store.read() as tx:
        return {row["update_id"] for row in await tx.rows(sa.select(table.c.update_id))}


async def test_what_is_to_be_taken_down_waits_for_telegram(council: Stage) -> None:
    """A shown record is deleted after a day; while Telegram cannot be reached it is tried again."""
    said = council.margaret.says(DECISION, in_=council.room)
    council.ann.reacts(said, "✍")
    await council.settled()
    mark = council.town.mark()
    council.ruth.says("/show 1", in_=council.bot)
    shown = await council.ruth.hears("2026/0001", council.bot, since=mark)
    await council.settled()
    council.world.faults.server_error(502, method="deleteMessage")
    await council.forward(hours=25)
    assert not shown.deleted
    await council.forward(minutes=1)
    assert shown.deleted


async def test_a_group_nobody_sets_up_is_left_however_long_it_takes(stage: Stage) -> None:
    """After a day the bot leaves, and where Telegram cannot be reached then, it leaves later."""
    await stage.settled()
    stage.world.faults.server_error(502, method="leaveChat")
    await stage.forward(hours=25)
    assert stage.room.chat.member(stage.bot.id) is not None
    await stage.forward(hours=1)
    member = stage.room.chat.member(stage.bot.id)
    assert member is None or member.status == "left"
