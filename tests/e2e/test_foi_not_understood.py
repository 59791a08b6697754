"""What is named for a request with a word that names nothing is not acted on: the word may turn it round."""

import pytest

from e2e.cases import held_texts, opened
from e2e.private import answers, recorded, told
from e2e.stage import Stage

HELD = {"Hedge quote 1.", "Hedge quote 2.", "The hedge again."}


async def held(council: Stage) -> None:
    """Two records and a message are on hold, a third record is not."""
    for text in ("Hedge quote 1.", "Hedge quote 2.", "The bench."):
        await recorded(council, council.ann, text)
    council.tom.says("The hedge again.", in_=council.room)
    await council.settled()
    await opened(council, "Hedge")


@pytest.mark.parametrize(
    ("typed", "named", "how"),
    [
        ("remove all but 2", "“all”, “but”", "/foi 1 remove 2026/0042"),
        ("remove 1, not 2", "“not”", "/foi 1 remove 2026/0042"),
        ("remove 1 fence", "“fence”", "/foi 1 remove all takes off all of it, after asking"),
        ("add 3 except 2026/0001", "“except”", "/foi 1 add 2026/0042 43"),
        ("add 2025/0009-2026/0003 3", "“2025/0009-2026/0003”", "/foi 1 add 2026/0042 43"),
        ("record all but m1", "“all”, “but”", "/foi 1 record m1234 m1240"),
    ],
)
async def test_a_word_that_names_nothing_stops_the_command(
    council: Stage, typed: str, named: str, how: str
) -> None:
    """Nothing is put on or taken off hold, or recorded; the answer names the word and says how it is done."""
    await held(council)
    said = await told(council, council.ruth, f"/foi 1 {typed}")
    assert f"Nothing was changed, for I did not understand {named}." in said
    assert how in said
    assert await held_texts(council) == HELD
    assert len(await council.records()) == 3


async def test_many_strange_words_are_answered_in_brief(council: Stage) -> None:
    """Twenty of them are named, each cut short; the answer is one message."""
    await held(council)
    typed = " ".join(f"{number}{'x' * 60}" for number in range(50))
    [said] = await answers(council, council.ruth, f"/foi 1 remove {typed}")
    assert said.text.count("“") == 20
    assert "x” …" in said.text
    assert await held_texts(council) == HELD


async def test_a_reference_may_be_called_a_record(council: Stage) -> None:
    """`record` and `records` before a reference say nothing else of it."""
    await held(council)
    assert "On hold: 2026/0003" in await told(council, council.ruth, "/foi 1 add record 3")
    off = await told(council, council.ruth, "/foi 1 remove records 1 and 2")
    assert "Off hold for this request: 2026/0001, 2026/0002." in off
    assert await held_texts(council) == {"The bench.", "The hedge again."}
