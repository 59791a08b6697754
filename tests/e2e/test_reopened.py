"""What was marked transitory and then edited: closed as it was said, not as whatever it may be made into."""

from e2e.private import DECISION, GRIEVANCE, answer, pressed, replied, waiting
from e2e.stage import Stage
from minutebook.council.records import Route
from minutebook.sandbox.messages import Message


async def marked_transitory(council: Stage, text: str = DECISION) -> Message:
    """Have Ann say something that the clerk marks transitory."""
    said = council.ann.says(text, in_=council.room)
    await council.settled()
    await pressed(council, council.ruth, await answer(council, council.ruth, "/review"), "Transitory")
    assert await waiting(council) == []
    return said


async def test_edited_into_a_complaint_it_reaches_the_recipient(council: Stage) -> None:
    """What the clerk marked transitory and its author edits into a complaint about the clerk is flagged anew."""
    council.margaret.starts(council.bot)
    await council.settled()
    await replied(council, council.ruth, "/staffing @margaret_p")
    said = await marked_transitory(council)
    council.ann.edits(said, GRIEVANCE)
    await council.settled()
    assert await waiting(council) == []
    [flag] = await waiting(council, Route.STAFFING)
    assert flag.message is not None
    assert flag.message.text == GRIEVANCE
    assert (flag.listings, flag.said_transitory) == (0, None)
    await council.next_morning()
    assert "1. Cllr Ann Harrow" in council.margaret.heard(council.bot)[-1].text


async def test_an_ordinary_edit_leaves_it_closed(council: Stage) -> None:
    """Edited without saying anything of a new kind, what is transitory stays off the list."""
    said = await marked_transitory(council)
    council.ann.edits(said, f"{DECISION} Thanks.")
    await council.settled()
    assert await waiting(council) == []


async def test_a_concern_it_did_not_have_opens_it_again(council: Stage) -> None:
    """Edited into something of another kind of concern it waits for the clerk again, from then on."""
    said = await marked_transitory(council)
    await council.forward(hours=1)
    council.ann.edits(said, f"{DECISION} And the caretaker is off sick with stress.")
    await council.settled()
    [flag] = await waiting(council)
    assert "staffing" in flag.concerns
    assert flag.flagged_at > flag.sent_at
