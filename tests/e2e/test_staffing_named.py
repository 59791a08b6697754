"""Everybody in the group can see who receives staffing and complaint matters, whoever named them and where."""

import pytest

from e2e.private import replied, told
from e2e.stage import Stage

NOW = "Staffing and complaint matters about the clerk or the deputy now go to {}"
NOBODY = "Nobody is named at present"


async def ask(stage: Stage, command: str) -> list[str]:
    """Have the clerk, who is admin too, give a command in private; return what the group is told of it."""
    mark = stage.town.mark()
    await told(stage, stage.ruth, command)
    await stage.settled()
    return stage.said_by_bot(mark)


@pytest.fixture
async def open_chats(council: Stage) -> Stage:
    """The chair and a councillor have opened their private chats."""
    for actor in (council.margaret, council.tom):
        actor.starts(council.bot)
    await council.settled()
    return council


async def test_named_in_private_the_group_is_told(open_chats: Stage) -> None:
    """The group is told once, by name, under the council's name."""
    [line] = await ask(open_chats, "/staffing @margaret_p")
    assert line.startswith("Wexcombe Parish Council")
    assert NOW.format("Cllr Margaret Penhale") in line
    assert "margaret_p" not in line
    assert await ask(open_chats, "/staffing @margaret_p") == []


async def test_named_in_the_group_the_answer_there_tells_it(open_chats: Stage) -> None:
    """Where the group itself reads the answer it is not told a second time."""
    line = await replied(open_chats, open_chats.ruth, "/staffing @margaret_p")
    assert "Cllr Margaret Penhale" in line.text
    assert "Staffing and complaint matters" in line.text


async def test_another_named_and_none_left_are_told(open_chats: Stage) -> None:
    """Whoever is named in their stead is told, and that nobody is once it is ended."""
    await ask(open_chats, "/staffing @margaret_p")
    open_chats.tom.person.username = "tom_b"
    open_chats.tom.says("Evening all", in_=open_chats.room)
    await open_chats.settled()
    [line] = await ask(open_chats, "/staffing @tom_b")
    assert NOW.format("Cllr Tom Briggs") in line
    [line] = await ask(open_chats, "/staffing off")
    assert NOBODY in line


async def test_the_clerk_named_is_nobody(open_chats: Stage) -> None:
    """A clerk who names themselves receives nothing, and the group is told that nobody does."""
    await ask(open_chats, "/staffing @margaret_p")
    [line] = await ask(open_chats, "/staffing me")
    assert NOBODY in line
    assert "Ruth" not in line


async def test_by_a_link_taken_up_the_group_is_told(open_chats: Stage) -> None:
    """Somebody who becomes the recipient by opening a link is told of like any other."""
    link = await told(open_chats, open_chats.ruth, "/staffing link")
    mark = open_chats.town.mark()
    open_chats.denise.starts(open_chats.bot, link.rpartition("start=")[2].split()[0])
    await open_chats.settled()
    [line] = open_chats.said_by_bot(mark)
    assert NOW.format("Denise Fowler") in line


async def test_the_recipient_made_deputy_is_told_of(open_chats: Stage) -> None:
    """Who becomes deputy receives nothing any more, which the group is told; and again once the office has ended."""
    await ask(open_chats, "/staffing @margaret_p")
    [line] = await ask(open_chats, "/deputy @margaret_p")
    assert NOBODY in line
    [line] = await ask(open_chats, "/deputy off")
    assert NOW.format("Cllr Margaret Penhale") in line


async def test_a_clerk_who_steps_down_to_receive_is_told_of(open_chats: Stage) -> None:
    """A clerk named as recipient, who gives the office up or to another, becomes it before everybody's eyes."""
    await ask(open_chats, "/staffing me")
    [line] = await ask(open_chats, "/clerk off")
    assert NOW.format("Ruth Calder") in line
    [line] = await ask(open_chats, "/clerk me")
    assert NOBODY in line
    mark = open_chats.town.mark()
    open_chats.ruth.says("/clerk @margaret_p", in_=open_chats.room)
    await open_chats.settled()
    assert any(NOW.format("Ruth Calder") in text for text in open_chats.said_by_bot(mark))


async def test_a_link_that_makes_the_recipient_deputy_is_told_of(open_chats: Stage) -> None:
    """An office taken up by link tells the group as much as one given by command."""
    await ask(open_chats, "/staffing @margaret_p")
    link = await told(open_chats, open_chats.ruth, "/deputy link")
    mark = open_chats.town.mark()
    open_chats.margaret.starts(open_chats.bot, link.rpartition("start=")[2].split()[0])
    await open_chats.settled()
    [line] = open_chats.said_by_bot(mark)
    assert NOBODY in line
