"""`/record thread` and `/record last N` show in private which messages they would take, to whom each may be shown."""

import pytest

from e2e.private import GRIEVANCE, SICKNESS, pressed, replied
from e2e.stage import Stage
from minutebook.sandbox.driver import Actor

ASKS = "Shall I put them on the record as one?"
ASKS_ONE = "Shall I put it on the record?"


@pytest.fixture
async def chaired(council: Stage) -> Stage:
    """The council with the chair as recipient of staffing matters, and Tom's private chat open."""
    for actor in (council.margaret, council.tom):
        actor.starts(council.bot)
    await council.settled()
    await replied(council, council.ruth, "/staffing @margaret_p")
    return council


async def asked(council: Stage, actor: Actor, count: int) -> str:
    """Have somebody ask for the last so many messages; return the question, which is put in private, and cancel."""
    mark = council.town.mark()
    actor.says(f"/record last {count}", in_=council.room)
    asks = ASKS if count > 1 else ASKS_ONE
    question = await actor.hears(asks, council.bot, since=mark)
    await council.settled()
    assert not any(asks in text for text in council.said_by_bot(since=mark))
    text = question.text
    await pressed(council, actor, question, "Cancel")
    return text


async def test_in_private_each_message_is_shown(chaired: Stage) -> None:
    """The question tells each message by number, who, when and its first words, then asks; then it records these."""
    chaired.ann.says("The wall by the hall is leaning.", in_=chaired.room)
    chaired.priya.says("It is worse\non the road side. " + "Really. " * 20, in_=chaired.room)
    await chaired.settled()
    chaired.tom.says("/record last 2", in_=chaired.room)
    question = await chaired.tom.hears(ASKS, chaired.bot)
    heading, listed, asks = question.text.split("\n\n")
    assert heading == "Wexcombe Parish Council"
    assert listed.splitlines() == [
        "1. Cllr Ann Harrow, 19:00: The wall by the hall is leaning.",
        "2. Cllr Priya Shah, 19:00: It is worse on the road side. Really. Really. Really. Reall…",
    ]
    assert asks.startswith("2 messages by 2 people, Tue 10 Mar, 19:00 to 19:00.")
    await pressed(chaired, chaired.tom, question, "Record")
    [record] = await chaired.records()
    assert [member.message.sender.name for member in record.members] == ["Cllr Ann Harrow", "Cllr Priya Shah"]


async def test_in_the_group_the_question_stays_short(chaired: Stage) -> None:
    """Who has no private chat open is asked in the group, in numbers and times alone."""
    chaired.ann.says("The wall by the hall is leaning.", in_=chaired.room)
    await chaired.settled()
    chaired.priya.says("/record last 1", in_=chaired.room)
    question = await chaired.room.shows(ASKS_ONE)
    assert question.text == f"One message by one person, Tue 10 Mar, 19:00. {ASKS_ONE}"


async def test_what_is_about_the_clerk_is_shown_to_the_recipient_alone(chaired: Stage) -> None:
    """Of a conversation about the clerk its recipient reads all, a member who and when, the clerk numbers alone."""
    chaired.ann.says("The wall by the hall is leaning.", in_=chaired.room)
    chaired.priya.says(GRIEVANCE, in_=chaired.room)
    await chaired.settled()
    chair = await asked(chaired, chaired.margaret, 2)
    assert "2. Cllr Priya Shah, 19:00: I want to make a formal complaint" in chair
    member = await asked(chaired, chaired.tom, 2)
    assert "1. Cllr Ann Harrow, 19:00\n2. Cllr Priya Shah, 19:00\n\n" in member
    assert "I do not repeat them here" in member
    clerk = await asked(chaired, chaired.ruth, 2)
    assert clerk.split("\n\n")[1].startswith("2 messages by 2 people")
    assert not any(words in member + clerk for words in ("complaint", "leaning"))
    assert "Priya" not in clerk


async def test_an_edit_does_not_bring_back_what_was_withheld(chaired: Stage) -> None:
    """What was about the clerk before it was edited stays withheld from the clerk's question."""
    said = chaired.priya.says(GRIEVANCE, in_=chaired.room)
    await chaired.settled()
    chaired.priya.edits(said, "I want tea.")
    await chaired.settled()
    assert "tea" not in await asked(chaired, chaired.ruth, 1)


async def test_what_is_never_repeated_is_shown_to_who_may_read_the_record(chaired: Stage) -> None:
    """A sensitive message has its words in the clerk's question, and in a member's only who and when."""
    chaired.ann.says("The wall by the hall is leaning.", in_=chaired.room)
    chaired.priya.says(SICKNESS, in_=chaired.room)
    await chaired.settled()
    assert "2. Cllr Priya Shah, 19:00: The caretaker has been off sick" in await asked(
        chaired, chaired.ruth, 2
    )
    member = await asked(chaired, chaired.tom, 2)
    assert (
        "1. Cllr Ann Harrow, 19:00: The wall by the hall is leaning.\n2. Cllr Priya Shah, 19:00\n" in member
    )
