"""Lessons whose message is another's later: on the record late, by a forward, or withheld by what it is edited into."""

import pytest

from e2e.lines import labels
from e2e.private import GRIEVANCE, answer, pressed, replied, rows, told
from e2e.stage import Stage
from minutebook.sandbox.messages import Message

JAM = "I vote that Hugh brings the jam on Saturday"
OTHER = "I vote that Sam brings the tent on Sunday"


async def dismissed(council: Stage, text: str = JAM) -> Message:
    """Let Tom say what is flagged, and the clerk dismiss it."""
    said = council.tom.says(text, in_=council.room)
    await council.settled()
    await pressed(council, council.ruth, await answer(council, council.ruth, "/review"), "Transitory")
    return said


async def forwarded(council: Stage, said: Message) -> str:
    """Let the clerk forward something to the bot, and return what it answers."""
    mark = council.town.mark()
    council.ruth.forwards(said, to=council.bot)
    await council.settled()
    [line] = council.ruth.heard(council.bot, since=mark)
    return line.text


async def disposed(council: Stage) -> None:
    """Dispose of the first record, as recorded in error."""
    card = await answer(council, council.ruth, "/dispose 1 error")
    await pressed(council, council.ruth, card, labels(card)[0])
    assert rows(council, "SELECT count(*) FROM records") == [(0,)]


async def test_a_late_forward_turns_the_dismissal(council: Stage) -> None:
    """Forwarded after the short memory has let it go, it turns the earlier word as any other record does."""
    said = await dismissed(council)
    await council.forward(hours=80)
    text = await forwarded(council, said)
    assert "On the record as 2026/0001. I will be quicker to show you messages like this." in text
    assert rows(council, "SELECT raises FROM examples") == [(1,)]


async def test_a_late_forward_of_what_a_councillor_recorded_turns_it_too(council: Stage) -> None:
    """A councillor's record comes between: the clerk's forward finds it on the record, and is their word all the same."""
    said = await dismissed(council)
    council.ann.reacts(said, "✍")
    await council.settled()
    await council.forward(hours=80)
    assert "I will be quicker" in await forwarded(council, said)
    assert rows(council, "SELECT raises FROM examples") == [(1,)]


async def test_a_late_forward_of_something_else_turns_nothing(council: Stage) -> None:
    """Where two messages of one second were dismissed, nobody can say which is forwarded: neither lesson is turned."""
    for text in (JAM, OTHER):
        said = council.tom.says(text, in_=council.room)
    await council.settled()
    for _ in range(2):
        await pressed(council, council.ruth, await answer(council, council.ruth, "/review"), "Transitory")
    await council.forward(hours=80)
    assert "quicker" not in await forwarded(council, said)
    assert rows(council, "SELECT raises FROM examples") == [(0,), (0,)]


@pytest.mark.parametrize("between", [False, True])
async def test_its_lesson_goes_with_its_record(council: Stage, *, between: bool) -> None:
    """The record of a late forward is disposed of: what was learned from the group's message goes too."""
    said = await dismissed(council)
    await council.forward(hours=80)
    await forwarded(council, said)
    if between:
        council.ruth.reacts(said, "✍")
        await council.settled()
    await disposed(council)
    assert rows(council, "SELECT * FROM examples") == []
    assert rows(council, "SELECT body, vector, why FROM candidates") == [(None, None, None)]
    assert "I have learned nothing" in await told(council, council.ruth, "/taught")


async def test_another_lesson_stays(council: Stage) -> None:
    """What was learned from what was said at another time stays, whatever is disposed of."""
    said = await dismissed(council)
    await council.forward(hours=1)
    await dismissed(council, OTHER)
    await council.forward(hours=80)
    await forwarded(council, said)
    await disposed(council)
    assert rows(council, "SELECT raises FROM examples") == [(0,)]


async def test_a_lesson_goes_when_its_message_is_dismissed_as_withheld(council: Stage) -> None:
    """Edited into a complaint about the clerk and dismissed by the recipient: nothing of it is left to show the clerk."""
    council.margaret.starts(council.bot)
    await council.settled()
    await replied(council, council.ruth, "/staffing @margaret_p")
    said = await dismissed(council)
    assert rows(council, "SELECT raises FROM examples") == [(0,)]
    council.tom.edits(said, GRIEVANCE)
    await council.settled()
    shown = await pressed(
        council, council.margaret, await answer(council, council.margaret, "/review"), "Transitory"
    )
    assert shown.text == "Marked transitory, and off your list."
    assert rows(council, "SELECT * FROM examples") == []
    assert "I have learned nothing" in await told(council, council.ruth, "/taught")
