"""`/decisions open` and `/decisions overdue`: that part of the register alone."""

from e2e.private import DECISION, QUOTE, answers, recorded, told
from e2e.stage import Stage

JOBS = (
    "Masons to start on the bus shelter",
    "Hendersons to paint the railings",
    "Pritchard to cut the yew hedge",
    "Bell & Sons to mend the swings",
    "Dunmore to clear the ditch",
    "Colley to order the defibrillator",
    "Askew to lay the new path",
    "Tillotson to rewire the pavilion",
)
"""A matter each."""


async def listed(council: Stage, words: str) -> str:
    """What /decisions answers."""
    return "\n".join(part.text for part in await answers(council, council.ruth, f"/decisions {words}"))


async def test_a_word_lists_that_part_of_the_register(council: Stage) -> None:
    """`open` leaves out what is settled, `overdue` what there is still time for; alone it is all of it."""
    await recorded(council, council.ann, DECISION)
    await told(council, council.ruth, "/minute 1 “45/26”")
    await recorded(council, council.tom, "Agreed, we go with Bell & Sons for the swings.")
    await council.forward(days=50)
    await recorded(council, council.margaret, "Right, that’s agreed then. Tell Masons to move the grit bin.")
    everything = await listed(council, "")
    assert all(f"2026/000{number}" in everything for number in (1, 2, 3))
    still_open = await listed(council, "open")
    assert "2 open" in still_open
    assert "2026/0001" not in still_open
    assert "2026/0003" in still_open
    late = await listed(council, "“Overdue”")
    assert "Register of decisions: one overdue" in late or "1 overdue" in late
    assert "2026/0002" in late
    assert "2026/0003" not in late


async def test_a_part_that_is_empty_says_so(council: Stage) -> None:
    """Nothing open, or nothing overdue, is said, with what shows the rest."""
    assert "Nothing in the register of decisions is open" in await listed(council, "open")
    assert "Nothing in the register of decisions is overdue" in await listed(council, "overdue")


async def test_a_word_that_is_not_understood_is_not_passed_over(council: Stage) -> None:
    """Whoever types another word learns which there are, and is shown no list for it."""
    await recorded(council, council.ann, QUOTE)
    text = await listed(council, "opne")
    assert "I did not understand “opne”" in text
    assert "/decisions overdue" in text


async def test_more_goes_on_with_the_same_part(council: Stage) -> None:
    """The next page of what is open holds nothing that is settled."""
    for job in JOBS:
        await recorded(council, council.ann, f"Right, that’s agreed then. Tell {job}.")
        await council.forward(days=3)
    first = (await answers(council, council.ruth, "/decisions open"))[-1]
    mark = council.town.mark()
    await council.ruth.presses(first, "More")
    await council.settled()
    text = "\n".join(message.text for message in council.ruth.heard(council.bot, since=mark))
    assert "7–" in text
    assert "settled" not in text
