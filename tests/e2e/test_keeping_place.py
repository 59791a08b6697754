"""Deciding leaves a trace: the buttons of what is decided go, and no step of the review is shown twice."""

from copy import copy

from e2e.private import answer, pressed, waiting
from e2e.stage import Stage
from minutebook.sandbox.messages import Message

LINES = (
    "Right, that's agreed then. Tell Hendersons to start on Monday.",
    "Let's go with Pugh & Sons at £450 for the bench.",
    "Right, that's agreed then. Tell Hendersons to start on the wall.",
)


def numbers(message: Message) -> list[str]:
    """Return the numbers of the rows of buttons under a digest."""
    return [row[0].text.split()[0] for row in message.keyboard]


async def digest(council: Stage) -> Message:
    """Have three messages flagged and return the digest that lists them."""
    for line in LINES:
        council.ann.says(line, in_=council.room)
    mark = council.town.mark()
    await council.next_morning()
    [part] = council.ruth.heard(council.bot, since=mark)
    return part


async def test_the_row_of_what_is_decided_goes_and_the_others_keep_their_numbers(council: Stage) -> None:
    """After *Record* or *Transitory* that row of buttons is gone; the text stands, and so do the other rows."""
    part = await digest(council)
    text = part.text
    await pressed(council, council.ruth, part, "2 Record")
    assert numbers(part) == ["1", "3"]
    await pressed(council, council.ruth, part, "1 Transitory")
    assert numbers(part) == ["3"]
    await pressed(council, council.ruth, part, "3 Agenda")
    assert numbers(part) == ["3"]
    await pressed(council, council.ruth, part, "3 Record")
    assert part.keyboard == ()
    assert part.text == text


async def test_two_taps_at_once_bring_no_row_back(council: Stage) -> None:
    """Pressed before the first answer has come, the second takes its own row and leaves the first's gone."""
    part = await digest(council)
    council.ruth.presses(part, "1 Record")
    council.ruth.presses(part, "2 Record")
    await council.settled()
    assert numbers(part) == ["3"]


async def test_a_row_decided_elsewhere_goes_when_it_is_pressed(council: Stage) -> None:
    """What was put on the record in the group loses its row as soon as anything there is pressed."""
    part = await digest(council)
    said = next(m for m in council.world.history(council.room.chat) if m.text == LINES[0])
    council.tom.reacts(said, "✍")
    await council.settled()
    assert "already" in (await pressed(council, council.ruth, part, "1 Record")).text
    assert numbers(part) == ["2", "3"]


async def test_a_step_of_the_review_leads_on_once(council: Stage) -> None:
    """A step has no buttons once it has led on; *Later* on a screen that still shows them shows nothing again."""
    await digest(council)
    first = await answer(council, council.ruth, "/review")
    stale = copy(first)
    await pressed(council, council.ruth, first, "Later")
    assert first.keyboard == ()
    mark = council.town.mark()
    for button in ("Later", "Agenda"):
        assert "done its work" in (await pressed(council, council.ruth, stale, button)).text
    assert council.ruth.heard(council.bot, since=mark) == []
    assert len(await waiting(council)) == 3
