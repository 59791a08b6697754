"""A number alone is this year's: where there is none of it, and last year's there is, that is said."""

import pytest

from e2e.private import QUOTE, recorded, told
from e2e.stage import Stage
from e2e.test_sending_on import now_about_the_clerk

HINT = "A number alone means this year’s; last year’s is 2026/0001."


@pytest.mark.parametrize("command", ["/show 1", "/class 1 finance", "/exempt 1 personal", "/dispose 1 error"])
async def test_last_years_record_is_named(council: Stage, command: str) -> None:
    """In January somebody asks for the number they know from December; they are told what it is called now."""
    await recorded(council, council.ann, QUOTE)
    await council.forward(days=310)
    said = await told(council, council.ruth, command)
    assert "There is no record 2027/0001 that you can see." in said
    assert HINT in said


async def test_nothing_is_said_of_what_is_not_there_or_not_theirs(council: Stage) -> None:
    """Neither a number nobody has had, nor a year that was given, nor a record for other eyes brings the hint."""
    await recorded(council, council.ann, QUOTE)
    await council.forward(days=310)
    for command in ("/show 2", "/show 2025/0001"):
        assert "A number alone" not in await told(council, council.ruth, command)
    await now_about_the_clerk(council, 1)
    assert "A number alone" not in await told(council, council.ruth, "/show 1")
