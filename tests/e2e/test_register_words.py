"""What the register says a number is about: it stays, whatever is said afterwards."""

import pytest

from e2e.private import answer, answers, pressed, told
from e2e.stage import Stage

NOTICEBOARD = (
    "For information: as resolved on 8 September (minute 47), the new noticeboard is ordered from "
    "Oakleaf Signs at £310."
)
SEVEN = "OK see you all at seven then"
PROPOSAL = "Shall we go with Hendersons for the fence at £450?"
ANNOUNCED = "Right, that's agreed then. Tell Hendersons to start on Monday."


async def register(council: Stage) -> dict[str, str]:
    """What the register says of each of its numbers."""
    text = "\n\n".join(part.text for part in await answers(council, council.ruth, "/decisions"))
    entries = [block for block in text.split("\n\n") if block.startswith("D")]
    return {entry.split(" ", 1)[0]: entry for entry in entries}


async def enlisted(council: Stage, text: str) -> str:
    """Have a message said and put on the agenda from the clerk's list; return its number in the register."""
    before = set(await register(council))
    council.ruth.says(text, in_=council.room)
    await council.settled()
    shown = await answer(council, council.ruth, "/review")
    await pressed(council, council.ruth, shown, "Agenda")
    [number] = set(await register(council)) - before
    return number


async def test_what_is_said_after_an_old_message_went_on_the_agenda_is_no_part_of_it(council: Stage) -> None:
    """The clerk's press in private is no talk: what the group says next takes up nothing said a day before."""
    await told(council, council.ruth, '/words add decision "ok"')
    council.ruth.says(NOTICEBOARD, in_=council.room)
    await council.forward(hours=20)
    await pressed(council, council.ruth, await answer(council, council.ruth, "/review"), "Agenda")
    [(number, _)] = (await register(council)).items()
    council.owen.says(SEVEN, in_=council.room)
    await council.settled()
    after = await register(council)
    assert "noticeboard" in after[number]
    [other] = set(after) - {number}
    assert SEVEN in after[other]
    assert "on the agenda" not in after[other]
    second = await answer(council, council.ruth, "/review")
    second = await pressed_on(council, second)
    assert SEVEN in second
    assert "After" not in second
    assert "On the agenda" not in second


async def pressed_on(council: Stage, shown: object) -> str:
    """Leave the message shown for later and return the text of the next."""
    mark = council.town.mark()
    await pressed(council, council.ruth, shown, "Later")  # type: ignore[arg-type]
    [after] = council.ruth.heard(council.bot, since=mark)
    return after.text


async def test_what_is_on_the_agenda_is_told_by_what_was_put_there(council: Stage) -> None:
    """An answer that names nothing joins the talk, and its words stand in the register in no other's place."""
    await told(council, council.ruth, '/words add decision "ok"')
    number = await enlisted(council, NOTICEBOARD)
    council.owen.says(SEVEN, in_=council.room)
    await council.settled()
    after = await register(council)
    assert list(after) == [number]
    assert "noticeboard" in after[number]
    assert SEVEN not in after[number]


async def test_a_question_stays_what_a_number_is_about_once_it_is_decided(council: Stage) -> None:
    """What was asked in the chat names the matter; that it was then announced as agreed does not rename it."""
    council.ann.says(PROPOSAL, in_=council.room)
    await council.settled()
    [(number, before)] = (await register(council)).items()
    assert PROPOSAL in before
    council.margaret.says(ANNOUNCED, in_=council.room)
    await council.settled()
    assert PROPOSAL in (await register(council))[number]


async def test_what_was_minuted_is_told_by_the_same_words_ever_after(council: Stage) -> None:
    """A word said in answer to what is settled stands in the place of nothing that a minute was entered for."""
    said = council.ann.says("The new bins have come.", in_=council.room)
    council.ann.reacts(said, "✍")
    await council.settled()
    await told(council, council.ruth, "/minute 1 “45/26”")
    council.tom.replies(said, ANNOUNCED)
    await council.settled()
    [entry] = (await register(council)).values()
    assert "new bins" in entry


BINS = "The new bins have come."


@pytest.mark.parametrize("decided", [False, True])
async def test_whose_words_are_forgotten_is_told_by_no_other_s_hour(council: Stage, *, decided: bool) -> None:
    """What was put on the agenda, and nobody flagged, is remembered for three days; what decided it waits for longer."""
    said = council.ann.says(BINS, in_=council.room)
    await council.forward(minutes=5)
    council.priya.replies(said, "/agenda")
    await council.forward(minutes=15)
    if decided:
        council.tom.replies(said, ANNOUNCED)
        await council.settled()
    [entry] = (await register(council)).values()
    assert BINS in entry
    await council.forward(hours=80)
    [entry] = (await register(council)).values()
    if decided:
        assert f"“{ANNOUNCED}” (Cllr Tom Briggs, Tue 10 Mar, 19:20)" in entry
    else:
        assert "put on the agenda by Cllr Priya Shah, Tue 10 Mar, 19:05 (text not shown here)" in entry


async def test_what_was_minuted_is_told_by_nothing_said_since(council: Stage) -> None:
    """Once its words are forgotten, a minute stands by who put it on the agenda, and not by a later word in answer."""
    said = council.ann.says(BINS, in_=council.room)
    await council.settled()
    council.ann.replies(said, "/agenda")
    await council.settled()
    await told(council, council.ruth, "/minute D1 “45/26”")
    council.tom.replies(said, ANNOUNCED)
    await council.forward(hours=80)
    assert ANNOUNCED not in (await register(council))["D1"]
