"""What a clerk's thumb, or a stranger, may type after a command: each is answered in a sentence."""

import pytest

from e2e.private import DECISION, answers, recorded
from e2e.stage import Stage

LONG = "x" * 4_000
TYPED = (
    "/export 9999",
    "/export 0001..9999",
    "/export ..9999-12-31",
    f"/export {LONG}",
    "/export " + "-" * 4_000,
    f"/export class {LONG}",
    f"/export find {LONG}",
    "/find after:9999-12-31",
    "/foi 1 add " + "1," * 1_900,
    "/foi new “" + "x" * 3_900 + "”",
    "/class 1 " + LONG,
    "/minute 1 " + LONG,
    "/exempt 1 personal “" + LONG[:3_900] + "”",
    "/schedule " + LONG,
    "/mailbox " + LONG,
    "/dispose " + LONG,
    "/show " + LONG,
)


async def test_whatever_is_typed_is_answered(council: Stage) -> None:
    """Four thousand characters, years without an end, lists without sense: never silence."""
    await recorded(council, council.margaret, DECISION)
    silent = [typed[:60] for typed in TYPED if not await answers(council, council.ruth, typed[:4_096])]
    assert silent == []


@pytest.mark.parametrize("who", ["ann", "denise"])
async def test_who_has_no_right_learns_nothing(council: Stage, who: str) -> None:
    """A councillor, or somebody from elsewhere, is told by no command of the store what there is."""
    await recorded(council, council.margaret, DECISION)
    await answers(council, council.ruth, "/foi new “Hendersons”")
    person = council.people[who]
    person.starts(council.bot)
    await council.settled()
    for name in (
        "find Hendersons",
        "show 1",
        "export",
        "exempt 1 personal",
        "foi",
        "foi 1",
        "minute 1 “9/26”",
    ):
        for heard in await answers(council, person, f"/{name}"):
            assert "Hendersons" not in heard.text, name
            assert heard.attachment is None, name
    for name in ("decisions", "verify", "class 1 finance", "dispose 1 error", "agenda", "review", "schedule"):
        for heard in await answers(council, person, f"/{name}"):
            assert "Hendersons" not in heard.text, name
            assert not heard.keyboard, name
