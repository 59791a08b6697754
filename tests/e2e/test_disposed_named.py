"""A reference to what was disposed of is answered with what became of it, by every command that takes one."""

import pytest

from e2e.private import GRIEVANCE, answer, pressed, recorded, told
from e2e.stage import Stage

GONE = "Record 2026/0001 was disposed of, Sun 12 Apr, 20:00: there is nothing of it here any more."


async def disposed(council: Stage, text: str = "Nice view of the green.") -> None:
    """A record whose time was up is disposed of."""
    await recorded(council, council.ann, text)
    await told(council, council.ruth, "/schedule new tents 1 month from captured then dispose")
    await told(council, council.ruth, "/class 1 tents sooner")
    await council.forward(days=33)
    await pressed(council, council.ruth, await answer(council, council.ruth, "/dispose"), "Dispose")


@pytest.mark.parametrize(
    "command", ["/exempt 1", "/exempt 1 personal", "/class 1", "/class 1 finance", "/minute 1 “45/26”"]
)
async def test_a_disposed_record_is_said_to_be_disposed_of(council: Stage, command: str) -> None:
    """The clerk learns that it is gone, since when, and what shows the certificate; not that it never was."""
    await disposed(council)
    text = await told(council, council.ruth, command)
    assert GONE in text
    assert "/show 2026/0001 shows its certificate" in text
    assert "Certificate of disposal" in await told(council, council.ruth, "/show 2026/0001")


async def test_the_year_of_a_disposal_long_ago_is_said(council: Stage) -> None:
    """Where that was another year its date says which."""
    await disposed(council)
    await council.forward(days=400)
    assert "Sun 12 Apr 2026, 20:00" in await told(council, council.ruth, "/class 2026/0001")


async def test_one_version_is_said_to_be_one(council: Stage) -> None:
    """Whoever asks for a version there is not is told how many there are."""
    await recorded(council, council.ann, "Nice view of the green.")
    assert "Record 2026/0001 has one version only: /show 2026/0001." in await told(
        council, council.ruth, "/show 1 9"
    )
    assert GRIEVANCE not in await told(council, council.ruth, "/show 1 2")
