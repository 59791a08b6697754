"""A note about the clerk, typed beside what is the clerk's: the note is withheld, and nothing of theirs is taken."""

import pytest

from e2e.lines import labels
from e2e.private import DECISION, SICKNESS, answer, answers, pressed, replied, rows, told, waiting
from e2e.stage import Stage
from minutebook.council.records import Route
from minutebook.sandbox.messages import Message

NOTE = "/record zebra: the clerk is off sick with stress and the subject of a formal complaint"
SIGN = "✍"


async def named(council: Stage) -> None:
    """Let the chair be the recipient of staffing matters."""
    council.margaret.starts(council.bot)
    await council.settled()
    await replied(council, council.ruth, "/staffing @margaret_p")


async def noted(council: Stage, note: str = NOTE) -> Message:
    """Let Tom decide something in the chat, and type a note about the clerk beside it."""
    said = council.tom.says(DECISION, in_=council.room)
    await council.settled()
    council.tom.replies(said, note)
    await council.settled()
    return said


async def all_said(council: Stage, *commands: str) -> str:
    """Return everything that the clerk is answered to some commands."""
    heard = [message for command in commands for message in await answers(council, council.ruth, command)]
    return "\n".join(message.text for message in heard)


@pytest.mark.parametrize("recipient", [True, False])
@pytest.mark.parametrize(
    "note", [NOTE, "/record see clerk's appraisal zebra", "/record complaint about Ruth"]
)
async def test_the_decision_stays_the_clerk_s(council: Stage, note: str, *, recipient: bool) -> None:
    """It waits on the clerk's list and stands in the register, whether or not anybody is named for staffing matters."""
    if recipient:
        await named(council)
    await noted(council, note)
    [flag] = await waiting(council)
    assert flag.route is Route.CLERK
    assert "Hendersons" in await told(council, council.ruth, "/review")
    assert "D1" in await told(council, council.ruth, "/decisions")


async def test_the_note_is_the_recipient_s_alone(council: Stage) -> None:
    """The clerk is shown neither the note nor its record; the recipient is shown both, and what they are about."""
    await named(council)
    await noted(council)
    shown = await all_said(
        council, "/review", "/today", "/decisions", "/find Hendersons", "/show 1", "/export"
    )
    assert "zebra" not in shown
    assert "2026/0001" not in await told(council, council.ruth, "/decisions")
    assert "There is no record 2026/0001" in await told(council, council.ruth, "/show 1")
    kept = await told(council, council.margaret, "/show 1")
    assert "zebra" in kept
    assert "Tell Hendersons to start" in kept


async def test_answers_to_it_stay_the_clerk_s(council: Stage) -> None:
    """What others go on to say of the decision is not withheld for the note."""
    await named(council)
    said = await noted(council)
    council.owen.replies(said, "Agreed, go ahead with Hendersons.")
    await council.settled()
    assert [flag.route for flag in await waiting(council)] == [Route.CLERK] * 2
    assert await waiting(council, Route.STAFFING) == []


async def test_the_same_note_twice_takes_nothing_either(council: Stage) -> None:
    """Whoever typed it finds it there already, and the flag still waits."""
    said = await noted(council)
    assert "already, as 2026/0001;" in (await replied(council, council.tom, NOTE, said)).text
    assert rows(council, "SELECT count(*) FROM records") == [(1,)]
    assert len(await waiting(council)) == 1


@pytest.mark.parametrize("note", [NOTE, "/record formal complaint: the clerk took money from Hendersons"])
async def test_each_councillor_s_note_is_kept(council: Stage, note: str) -> None:
    """A second one is not refused, and says nothing of the first in the group; both are the recipient's."""
    said = await unflagged(council)
    mark = council.town.mark()
    council.owen.replies(said, note)
    await council.settled()
    assert "2026/0001" not in "\n".join(council.said_by_bot(since=mark))
    assert rows(council, "SELECT number, route, captured_by FROM records ORDER BY id") == [
        (1, "staffing", council.ann.id),
        (2, "staffing", council.owen.id),
    ]
    assert note.removeprefix("/record ") in await told(council, council.margaret, "/show 2")
    assert "There is no record 2026/0002" in await told(council, council.ruth, "/show 2")
    for number, signs in ((1, [SIGN]), (2, [])):
        card = await answer(council, council.margaret, f"/dispose {number} error")
        await pressed(council, council.margaret, card, labels(card)[0])
        assert council.world.bot_reactions(said) == signs


async def test_the_clerk_puts_it_on_the_record_all_the_same(council: Stage) -> None:
    """The record of the note takes nobody's way to a record of the decision."""
    await named(council)
    await noted(council)
    await pressed(council, council.ruth, await answer(council, council.ruth, "/review"), "Record")
    assert await waiting(council) == []
    shown = await told(council, council.ruth, "/show 2")
    assert "Tell Hendersons to start" in shown
    assert "zebra" not in shown


async def test_disposing_of_the_note_takes_nothing_from_the_clerk(council: Stage) -> None:
    """The recipient disposes of the note's record: the sign goes, and the clerk's flag waits with its words."""
    await named(council)
    said = await noted(council)
    assert council.world.bot_reactions(said) == [SIGN]
    card = await answer(council, council.margaret, "/dispose 1 error")
    await pressed(council, council.margaret, card, labels(card)[0])
    assert council.world.bot_reactions(said) == []
    assert rows(council, "SELECT count(*) FROM records") == [(0,)]
    assert "Hendersons" in await told(council, council.ruth, "/review")
    assert "D1" in await told(council, council.ruth, "/decisions")


async def test_a_lesson_of_the_clerk_s_stays(council: Stage) -> None:
    """A councillor's note about the clerk, beside what the clerk dismissed, changes nothing that was taught."""
    await named(council)
    said = council.tom.says(DECISION, in_=council.room)
    await council.settled()
    await pressed(council, council.ruth, await answer(council, council.ruth, "/review"), "Transitory")
    lessons = rows(council, "SELECT * FROM examples")
    council.ann.replies(said, NOTE)
    await council.settled()
    assert len(lessons) == 1
    assert rows(council, "SELECT * FROM examples") == lessons
    card = await answer(council, council.margaret, "/dispose 1 error")
    await pressed(council, council.margaret, card, labels(card)[0])
    assert rows(council, "SELECT * FROM examples") == lessons


HEDGE = "The hedge by the hall was cut right back on Friday"


async def unflagged(council: Stage, text: str = HEDGE, note: str = NOTE) -> Message:
    """Let Tom say what nobody would flag, and Ann type a note about the clerk beside it."""
    await named(council)
    said = council.tom.says(text, in_=council.room)
    await council.settled()
    council.ann.replies(said, note)
    await council.settled()
    return said


@pytest.mark.parametrize("way", ["/record", "sign", "forward", "late forward"])
async def test_the_clerk_records_what_nobody_flagged(council: Stage, way: str) -> None:
    """Whatever way they take, they are neither refused nor told of the other record, and the note stays withheld."""
    said = await unflagged(council)
    assert await waiting(council) == []
    if way == "late forward":
        await council.forward(hours=80)
    mark = council.town.mark()
    if way == "/record":
        council.ruth.replies(said, way)
    elif way == "sign":
        council.ruth.reacts(said, SIGN)
    else:
        council.ruth.forwards(said, to=council.bot)
    await council.settled()
    assert "2026/0001" not in "\n".join(council.said_by_bot(since=mark))
    shown = await all_said(council, "/show 1", "/show 2", "/find hedge", "/today", "/export")
    assert "There is no record 2026/0001" in shown
    assert shown.count(HEDGE) >= 2
    assert "zebra" not in shown
    assert "zebra" in await told(council, council.margaret, "/show 1")


@pytest.mark.parametrize("disposed", [False, True])
async def test_a_request_finds_what_nobody_flagged(council: Stage, *, disposed: bool) -> None:
    """What is found does not hang on who typed a note before, nor on whether the recipient disposed of it since."""
    await unflagged(council)
    if disposed:
        card = await answer(council, council.margaret, "/dispose 1 error")
        await pressed(council, council.margaret, card, labels(card)[0])
        assert rows(council, "SELECT count(*) FROM records") == [(0,)]
    shown = await all_said(council, '/foi new "hedge"', "/foi 1")
    assert "one message that is on no record, one newly on hold" in shown
    assert HEDGE in shown
    assert "zebra" not in shown


async def test_an_answer_to_what_nobody_flagged_stays_the_clerk_s(council: Stage) -> None:
    """What is decided beneath it waits on the clerk's list."""
    said = await unflagged(council)
    council.owen.replies(said, DECISION)
    await council.settled()
    assert [flag.route for flag in await waiting(council)] == [Route.CLERK]
    assert await waiting(council, Route.STAFFING) == []


async def test_the_talk_it_stands_in_is_the_clerk_s_to_record(council: Stage) -> None:
    """Asked for as a conversation, it is not taken for being in one already."""
    said = await unflagged(council)
    mark = council.town.mark()
    council.ruth.replies(said, "/record thread")
    await council.settled()
    assert "2026/0001" not in "\n".join(council.said_by_bot(since=mark))
    [asked] = [line for line in council.ruth.heard(council.bot, since=mark) if labels(line)]
    await pressed(council, council.ruth, asked, "Record")
    shown = await all_said(council, "/show 2")
    assert HEDGE in shown
    assert "zebra" not in shown


DRUNK = "Turned up drunk to the surgery again on Friday"
SHE_MUST_GO = "She has to go, I'd back her dismissal for gross misconduct"


async def complained(council: Stage) -> Message:
    """Let Tom say what names nobody and is not flagged, and Ann type a complaint about the clerk beside it."""
    said = await unflagged(council, DRUNK, "/record formal complaint about Ruth, the clerk")
    assert await waiting(council) == []
    return said


@pytest.mark.parametrize("between", [False, True])
async def test_staff_matters_beneath_it_are_the_recipient_s(council: Stage, *, between: bool) -> None:
    """Who is meant need not be named beneath a complaint about the clerk, nor in answer to an answer to it."""
    said = await complained(council)
    if between:
        said = council.tom.replies(said, "It was the third time.")
        await council.settled()
    council.owen.replies(said, SHE_MUST_GO)
    await council.settled()
    assert await waiting(council) == []
    [flag] = await waiting(council, Route.STAFFING)
    assert flag.message is not None
    assert flag.message.text == SHE_MUST_GO
    shown = await all_said(council, "/review", "/today", "/decisions", "/find dismissal")
    assert "She has to go" not in shown
    assert SHE_MUST_GO in await told(council, council.margaret, "/review")


async def test_a_staff_matter_noted_beneath_it_is_the_recipient_s(council: Stage) -> None:
    """A second note that names nobody is no more the clerk's than what is said there."""
    said = await complained(council)
    council.owen.replies(said, f"/record zebra: {SHE_MUST_GO}")
    await council.settled()
    shown = await all_said(council, "/show 1", "/show 2", "/find surgery", "/today", "/export")
    assert "zebra" not in shown


async def test_a_staff_matter_put_on_the_agenda_beneath_it_is_the_recipient_s(council: Stage) -> None:
    """A title that names nobody is told to the recipient alone."""
    said = await complained(council)
    council.owen.replies(said, f"/agenda {SHE_MUST_GO}")
    await council.settled()
    assert "She has to go" not in await all_said(council, "/agenda", "/decisions", "/today")
    assert SHE_MUST_GO in await told(council, council.margaret, "/agenda")


async def test_an_answer_that_waited_for_the_clerk_stays_theirs(council: Stage) -> None:
    """A note typed since beside what it answers changes nothing of it, nor of its record."""
    await named(council)
    said = council.tom.says(DRUNK, in_=council.room)
    council.owen.replies(said, SHE_MUST_GO)
    await council.settled()
    council.ann.replies(said, NOTE)
    await council.settled()
    await pressed(council, council.ruth, await answer(council, council.ruth, "/review"), "Record")
    assert SHE_MUST_GO in await told(council, council.ruth, "/show 2")


async def test_a_staff_matter_that_waited_for_the_clerk_stays_theirs(council: Stage) -> None:
    """A note about the clerk takes nothing from their list, and they may put it on the record as before."""
    await named(council)
    said = council.tom.says(SICKNESS, in_=council.room)
    await council.settled()
    council.ann.replies(said, NOTE)
    await council.settled()
    assert [flag.route for flag in await waiting(council)] == [Route.CLERK]
    await pressed(council, council.ruth, await answer(council, council.ruth, "/review"), "Record")
    assert "caretaker" in await told(council, council.ruth, "/show 2")
