"""What is kept for years says in which year it was said, wherever the clerk reads of it."""

import pytest

from e2e.private import DECISION, answers, recorded
from e2e.stage import Stage

THIS_YEAR = "Tue 10 Mar, 19:00"
LONG_AGO = "Tue 10 Mar 2026, 19:00"


async def _read(council: Stage, command: str) -> str:
    """All that the clerk is told in answer to a command."""
    return "\n".join(message.text for message in await answers(council, council.ruth, command))


@pytest.mark.parametrize(
    ("command", "what"),
    [
        ("/find Hendersons", "2026/0001 Cllr Ann Harrow, "),
        ("/show 2026/0001", "On the record since "),
        ("/exempt 2026/0001", "Ruth Calder, "),
        ("/decisions", "(Cllr Ann Harrow, "),
        ("/foi 1", "Opened by "),
    ],
)
async def test_a_date_of_another_year_says_its_year(council: Stage, command: str, what: str) -> None:
    """In the year it was said a date needs none; two years later it says which year that was."""
    await recorded(council, council.ann, DECISION)
    for before in ('/exempt 1 personal "Hendersons"', '/foi new "Hendersons"'):
        await answers(council, council.ruth, before)
    now = await _read(council, command)
    assert THIS_YEAR in now
    assert LONG_AGO not in now
    await council.forward(days=800)
    then = await _read(council, command)
    assert LONG_AGO in then, what
    assert THIS_YEAR not in then


async def test_the_card_of_a_disposal_says_the_year(council: Stage) -> None:
    """Whoever decides whether something goes for good is told of which year it is."""
    await recorded(council, council.ann, "Nice view of the green.")
    await council.forward(days=800)
    assert LONG_AGO in await _read(council, "/dispose")
