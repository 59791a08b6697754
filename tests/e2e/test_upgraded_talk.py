"""Conversations put on the record just after a basic group was upgraded to a supergroup, where ids begin anew."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from e2e.stage import Stage, staged
from minutebook.sandbox.driver import Room
from minutebook.sandbox.messages import Message
from minutebook.storage.verifying import verify_council

ASKS = "Shall I put them on the record as one?"


@pytest.fixture
async def upgraded(tmp_path: Path) -> AsyncIterator[tuple[Stage, list[Message]]]:
    """A council whose group was upgraded in the middle of a conversation, and what was said, in order."""
    async with staged(tmp_path, kind="group") as stage:
        await stage.set_up()
        first = stage.ann.says("The pump needs a new seal.", in_=stage.room)
        second = stage.tom.replies(first, "Ask Bell for a price.")
        await stage.settled()
        stage.room = Room(stage.town, stage.world.migrate(stage.room.chat))
        third = stage.priya.says("They say £1,200.", in_=stage.room)
        # Answers stay within their group where ids are the same in both.
        for number in range(first.id):
            stage.sam.says(f"Good evening {number}.", in_=stage.room)
        fourth = stage.owen.replies(third, "Too much.")
        await stage.settled()
        yield stage, [first, second, third, fourth]


async def recorded(stage: Stage, question: Message) -> None:
    """Press *Record*, and re-read the ledger and all it speaks of."""
    await stage.ruth.presses(question, "Record")
    await stage.settled()
    view = await stage.view()
    async with stage.running.store.read() as tx:
        await verify_council(tx, view.council.id, "Wexcombe", folder=stage.settings.storage.files)


async def test_the_last_so_many_go_back_past_an_upgrade(upgraded: tuple[Stage, list[Message]]) -> None:
    """`/record last 50` takes what is remembered of the group that it was, before what was said since, as one record."""
    stage, said = upgraded
    # Ids of the old group stand for other messages in the new.
    assert said[2].id < said[1].id < said[3].id
    stage.ruth.says("/record last 50", in_=stage.room)
    question = await stage.ruth.hears(ASKS, stage.bot)
    assert "1. Cllr Ann Harrow, 19:0" in question.text
    assert "before this group was upgraded" not in question.text
    await recorded(stage, question)
    [record] = await stage.records()
    keys = [member.message.key for member in record.members]
    assert keys[:3] == [(message.chat.id, message.id) for message in said[:3]]
    assert keys[-1] == (said[3].chat.id, said[3].id)
    lines = record.text.splitlines()
    assert lines[1].endswith(" Cllr Ann Harrow: The pump needs a new seal.")
    assert lines[2].endswith(" Cllr Tom Briggs ↩ Cllr Ann Harrow: Ask Bell for a price.")
    assert lines[-1].endswith("↩ Cllr Priya Shah: Too much.")
    stage.ruth.says(f"/record last {len(keys)}", in_=stage.room)
    await stage.room.shows("All of it is on the record already, as 2026/0001")


async def test_a_thread_says_what_of_before_the_upgrade_it_leaves_out(
    upgraded: tuple[Stage, list[Message]],
) -> None:
    """No answer reaches over the upgrade: a thread says how many messages were not looked at, and what takes them."""
    stage, said = upgraded
    stage.ruth.replies(said[3], "/record thread")
    question = await stage.ruth.hears(ASKS, stage.bot)
    assert "messages from before this group was upgraded to a supergroup are not among them" in question.text
    assert "/record last 10 takes what was said before the upgrade too." in question.text
    assert "1. Cllr Priya Shah" in question.text
    await recorded(stage, question)
    [record] = await stage.records()
    assert {member.message.chat_id for member in record.members} == {stage.room.id}


async def test_a_group_that_never_was_another_says_nothing_of_it(council: Stage) -> None:
    """Where nothing was upgraded the question of a thread is as it was."""
    first = council.ann.says("The pump needs a new seal.", in_=council.room)
    second = council.tom.replies(first, "Ask Bell for a price.")
    await council.settled()
    council.ruth.replies(second, "/record thread")
    question = await council.ruth.hears(ASKS, council.bot)
    assert "upgraded" not in question.text
