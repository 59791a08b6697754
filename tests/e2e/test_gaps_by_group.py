"""What the bot could not see, in a council of one group or several: told at once, and by its group's name."""

import pytest

from e2e.private import answer, rows
from e2e.stage import Stage
from minutebook.sandbox.driver import Room


async def back_as_member(stage: Stage) -> list[str]:
    """Remove the bot, add it an hour later as a plain member, and return what the admin is then told."""
    stage.world.remove_bot(stage.room.chat, stage.bot, stage.ruth.person)
    await stage.forward(hours=1)
    mark = stage.town.mark()
    stage.ruth.adds(stage.bot, to=stage.room, admin=False)
    await stage.settled()
    return [message.text for message in stage.ruth.heard(stage.bot, since=mark)]


async def test_an_administrator_that_comes_back_as_a_member_says_what_it_cannot_see(council: Stage) -> None:
    """Removed as an administrator and added as a plain member, the bot tells the admin at once, and the digest."""
    [told] = await back_as_member(council)
    assert "no longer an administrator" in told
    today = (await answer(council, council.ruth, "/today")).text
    assert "I was not in the group from" in today
    assert "I was no administrator from" in today
    council.world.promote(council.room.chat, council.bot)
    await council.settled()
    gaps = rows(council, "SELECT kind FROM gaps WHERE ended_at IS NULL")
    assert gaps == []


async def test_one_that_was_never_an_administrator_has_lost_nothing(council: Stage) -> None:
    """A bot that was a plain member when it was removed lacks nothing new when it is added as one."""
    council.world.demote(council.room.chat, council.bot)
    await council.settled()
    assert await back_as_member(council) == []
    assert rows(council, "SELECT kind FROM gaps WHERE kind = 'rights'") == [("rights",)]


@pytest.fixture
async def planning(council: Stage) -> Room:
    """A second group of the council."""
    room = council.town.group("Planning <committee>", council.ruth)
    council.ruth.adds(council.bot, to=room, admin=True)
    council.ruth.says("/setup Wexcombe Parish Council", in_=room)
    await council.settled()
    return room


async def test_with_several_groups_each_gap_names_its_own(council: Stage, planning: Room) -> None:
    """In a council of several groups notice and digest say in which group the bot lost sight."""
    mark = council.town.mark()
    council.world.demote(council.room.chat, council.bot)
    council.world.remove_bot(planning.chat, council.bot, council.ruth.person)
    await council.settled()
    told = "\n".join(message.text for message in council.ruth.heard(council.bot, since=mark))
    assert "no longer an administrator of “Wexcombe councillors”" in told
    assert "removed from “Planning <committee>”" in told
    today = (await answer(council, council.ruth, "/today")).text
    assert "I was no administrator of “Wexcombe councillors” from" in today
    assert "I was not in “Planning <committee>” from" in today
