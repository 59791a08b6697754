"""A reference to a disposed record is told by name as disposed of, where something is done for a request too."""

import pytest

from e2e.cases import held_texts, opened
from e2e.private import GRIEVANCE, answer, pressed, recorded, replied, told
from e2e.stage import Stage

GONE = (
    "Record 2026/0001 was disposed of, Tue 10 Mar, 19:00: there is nothing of it here any more."
    " /show 2026/0001 shows its certificate."
)


async def disposed(council: Stage, number: int) -> None:
    """Ruth disposes of a record that should never have been one."""
    question = await answer(council, council.ruth, f"/dispose {number} error")
    await pressed(council, council.ruth, question, "Dispose of it")


async def three(council: Stage) -> None:
    """Of three records the first is disposed of; a request holds nothing."""
    for number in (1, 2, 3):
        await recorded(council, council.ann, f"Hedge quote {number}.")
    await opened(council, "Allotments")
    await disposed(council, 1)


@pytest.mark.parametrize("command", ["add 1", "remove 2026/0001", "remove 1-1", "record 1"])
async def test_a_disposed_record_is_said_to_be_disposed_of(council: Stage, command: str) -> None:
    """The clerk learns that it is gone, since when, and what shows the certificate; not that it never was."""
    await three(council)
    said = await told(council, council.ruth, f"/foi 1 {command}")
    assert GONE in said
    assert "no such record" not in said


async def test_what_is_gone_of_a_range_is_said_beside_what_is_done(council: Stage) -> None:
    """The rest goes on hold; of a range of what is held, what is gone is no part."""
    await three(council)
    said = await told(council, council.ruth, "/foi 1 add 1-3")
    assert "On hold: 2026/0002, 2026/0003" in said
    assert GONE in said
    said = await told(council, council.ruth, "/foi 1 remove 1-2")
    assert "Off hold for this request: 2026/0002." in said
    assert "disposed" not in said
    assert await held_texts(council) == {"Hedge quote 3."}


async def test_several_are_told_in_one_sentence(council: Stage) -> None:
    """Each is named once with when it was disposed of; a reference there never was is told apart."""
    await three(council)
    await disposed(council, 2)
    said = await told(council, council.ruth, "/foi 1 add 1 2, 1-2 and 9")
    both = "2026/0001 (Tue 10 Mar, 19:00), 2026/0002 (Tue 10 Mar, 19:00)"
    assert f"nothing of them here any more: {both}. /show 2026/0001 shows" in said
    assert "There is no such record that you can see: 2026/0009" in said


async def test_what_was_for_the_staffing_recipient_is_no_such_record(council: Stage) -> None:
    """That a withheld record was disposed of is not told to the clerk, by reference or by range."""
    council.margaret.starts(council.bot)
    await council.settled()
    await replied(council, council.ruth, "/staffing @margaret_p")
    await recorded(council, council.ann, GRIEVANCE)
    question = await answer(council, council.margaret, "/dispose 1 error")
    await pressed(council, council.margaret, question, "Dispose of it")
    await opened(council, "Allotments")
    for command, name in (("add 1", "2026/0001"), ("add 1-3", "1-3"), ("remove 1", "2026/0001")):
        said = await told(council, council.ruth, f"/foi 1 {command}")
        assert f"There is no such record that you can see: {name}" in said
        assert "disposed" not in said
