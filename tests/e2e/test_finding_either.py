"""`/find fence or hedge`: what either finds, through chat."""

import pytest

from e2e.private import answers, recorded, told
from e2e.stage import Stage


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("fence | swing", [1, 2]),
        ("fence or swing", [1, 2]),
        ("hendersons or grit", [1, 3]),
        ("fence or swing from:ann", [1]),
        ("“fence or swing”", []),
        ("fen or grit", [3]),
        ("fenc or swin", [1, 2]),
    ],
)
async def test_what_either_word_finds_is_found(council: Stage, words: str, found: list[int]) -> None:
    """Alternatives are found together, best first, with filters for both and beginnings where no word is found."""
    await recorded(council, council.ann, "Hendersons want £900 for the fence.")
    await recorded(council, council.tom, "The swing is broken.")
    await recorded(council, council.margaret, "The grit bin is empty.")
    text = await told(council, council.ruth, f"/find {words}")
    assert [number for number in (1, 2, 3) if f"2026/000{number}" in text] == found


async def test_nothing_found_of_either_says_so(council: Stage) -> None:
    """What holds neither is said to hold neither, not to lack one of all."""
    await recorded(council, council.ann, "The grit bin is empty.")
    assert "holds either of these: fence or swing" in await told(
        council, council.ruth, "/find fence or swing"
    )


async def test_pages_of_alternatives_go_on_where_the_one_before_ended(council: Stage) -> None:
    """More shows the rest of what either finds, each record once."""
    for number in range(7):
        await recorded(council, council.ann, f"The {'fence' if number % 2 else 'swing'} again, {number}.")
    mark = council.town.mark()
    [first] = await answers(council, council.ruth, "/find fence or swing")
    await council.ruth.presses(first, "More")
    await council.settled()
    shown = first.text + "".join(m.text for m in council.ruth.heard(council.bot, since=mark)[1:])
    assert all(shown.count(f"2026/000{number}") == 1 for number in range(1, 8))
