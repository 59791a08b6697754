"""What `/agenda` says of a matter that is on the list already: which title stands."""

import pytest

from e2e.lines import DECISION, nothing_told
from e2e.private import replied
from e2e.stage import Stage


async def test_the_title_that_stands_is_said(council: Stage) -> None:
    """Asked again, it says who asked for the matter and which title it has; a later title replaces the earlier."""
    said = council.ann.says(DECISION, in_=council.room)
    await council.settled()
    await replied(council, council.ann, "/agenda", said)
    again = (await replied(council, council.tom, "/agenda", said)).text
    assert "Cllr Ann Harrow asked for it" in again
    assert "It has no title yet" in again
    assert "Its title is “Fence”." in (await replied(council, council.tom, "/agenda Fence", said)).text
    assert "Its title is “Fence”." in (await replied(council, council.ann, "/agenda", said)).text
    assert (
        "Its title is “New fence”." in (await replied(council, council.ann, "/agenda New fence", said)).text
    )


@pytest.mark.parametrize("title", ["The caretaker’s disciplinary hearing", "Legal advice from the solicitor"])
async def test_a_sensitive_title_is_not_said_again(council: Stage, title: str) -> None:
    """A title that names what should not be repeated to the group is left to the clerk's list."""
    said = council.ann.says(DECISION, in_=council.room)
    await council.settled()
    await replied(council, council.ann, f"/agenda {title}", said)
    again = (await replied(council, council.tom, "/agenda", said)).text
    assert nothing_told([again])
    assert "on the list for the next agenda already" in again
