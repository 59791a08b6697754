"""Deciding leaves a trace: the buttons of what is decided go, and no step of the review is shown twice."""

from copy import copy

from e2e.private import DECISION, answer, pressed, told, waiting
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


async def morning(council: Stage) -> list[Message]:
    """Let the next morning come and return the clerk's digest, part by part."""
    mark = council.town.mark()
    await council.next_morning()
    return council.ruth.heard(council.bot, since=mark)


async def digest(council: Stage) -> Message:
    """Have three messages flagged and return the digest that lists them."""
    for line in LINES:
        council.ann.says(line, in_=council.room)
    [part] = await morning(council)
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


async def test_what_is_put_on_the_agenda_says_so_and_is_then_counted(council: Stage) -> None:
    """*Agenda* leaves the flag to be decided: the review says so, and the next digest counts it; off the list, it is back."""
    council.ann.says(DECISION, in_=council.room)
    [part] = await morning(council)
    await pressed(council, council.ruth, part, "1 Agenda")
    line = "On the agenda; still to record or dismiss."
    assert line in await told(council, council.ruth, "/review")
    [part] = await morning(council)
    assert "One that is on the agenda is still to record or dismiss: /review" in part.text
    assert "1. Cllr Ann Harrow" not in part.text
    assert part.keyboard == ()
    await pressed(council, council.ruth, await answer(council, council.ruth, "/agenda"), "1 Off the list")
    [part] = await morning(council)
    assert "1. Cllr Ann Harrow" in part.text
    assert line not in part.text


async def test_what_no_digest_has_listed_is_listed_though_it_is_on_the_agenda(council: Stage) -> None:
    """A message put on the agenda in the group is listed in full once, and its line says where it stands."""
    said = council.ann.says(DECISION, in_=council.room)
    council.tom.replies(said, "/agenda Bench")
    [part] = await morning(council)
    assert "1. Cllr Ann Harrow" in part.text
    assert "On the agenda; still to record or dismiss." in part.text
