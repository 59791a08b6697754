"""/claim: the first admin, where the configuration names none."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from e2e.private import replied, rows, told
from e2e.stage import Stage, staged

WRONG = "That is not the code"
AGAIN = "Start the program again"


@pytest.fixture
async def unclaimed(tmp_path: Path) -> AsyncIterator[Stage]:
    """A stage whose configuration names no admin, with Ruth's and Denise's private chats open."""
    async with staged(tmp_path, configured=False) as stage:
        for actor in (stage.ruth, stage.denise):
            actor.starts(stage.bot)
        await stage.settled()
        yield stage


def code(stage: Stage) -> str:
    """Return the code the program printed."""
    printed = stage.running.claim
    assert printed is not None
    return printed


async def test_the_right_code_makes_an_admin(unclaimed: Stage) -> None:
    """Whoever gives the code is admin from then on, may set a group up, and is so after a restart."""
    assert "admin of this installation now" in await told(
        unclaimed, unclaimed.ruth, f"/claim {code(unclaimed)}"
    )
    await unclaimed.restart()
    assert unclaimed.running.claim is None
    assert "now set up" in (await setup(unclaimed)).splitlines()[0]


async def setup(stage: Stage) -> str:
    """Have Ruth set the group up and return the answer."""
    mark = stage.town.mark()
    stage.ruth.says("/setup Wexcombe", in_=stage.room)
    await stage.settled()
    return stage.said_by_bot(since=mark)[0]


async def test_a_code_is_typed_as_people_type(unclaimed: Stage) -> None:
    """Small letters, spaces, dashes and curly quotes do not matter."""
    typed = f"“{code(unclaimed)[:4].lower()}-{code(unclaimed)[4:].lower()}”"
    assert "admin of this installation" in await told(unclaimed, unclaimed.ruth, f"/claim {typed}")


async def test_before_it_is_claimed_setup_says_how(unclaimed: Stage) -> None:
    """`/setup` without any admin points to /claim and sets nothing up."""
    assert "send /claim with the code" in await setup(unclaimed)
    assert await unclaimed.councils() == []


async def test_five_wrong_tries_end_the_code(unclaimed: Stage) -> None:
    """A wrong code says how many tries are left; after five, by whomever, the right one is refused too."""
    for number, left in enumerate(("4 tries left", "3 tries left", "2 tries left", "one try left")):
        actor = unclaimed.ruth if number % 2 else unclaimed.denise
        line = await told(unclaimed, actor, f"/claim WRONG{number}")
        assert WRONG in line
        assert left in line
        assert AGAIN not in line
    for given in ("WRONG5", code(unclaimed)):
        line = await told(unclaimed, unclaimed.ruth, f"/claim {given}")
        assert "The five tries are used up" in line
        assert AGAIN in line
    assert "/claim" in await setup(unclaimed)


async def test_four_wrong_tries_do_not(unclaimed: Stage) -> None:
    """Four mistakes are forgiven."""
    for number in range(4):
        await told(unclaimed, unclaimed.ruth, f"/claim WRONG{number}")
    assert "admin of this installation" in await told(unclaimed, unclaimed.ruth, f"/claim {code(unclaimed)}")


@pytest.mark.parametrize(("minutes", "good"), [(59, True), (61, False)])
async def test_a_code_is_good_for_an_hour(unclaimed: Stage, minutes: int, good: bool) -> None:
    """The code works for an hour; then a restart gives a new one."""
    unclaimed.clock.ahead += timedelta(minutes=minutes)
    line = await told(unclaimed, unclaimed.ruth, f"/claim {code(unclaimed)}")
    assert ("admin of this installation now" in line) is good
    assert ("that hour has gone" in line and AGAIN in line) is not good


async def test_a_restart_gives_a_new_code(unclaimed: Stage) -> None:
    """Restarted before it is claimed, the program prints another code and the old one is dead."""
    old = code(unclaimed)
    await unclaimed.restart()
    assert code(unclaimed) != old
    assert WRONG in await told(unclaimed, unclaimed.ruth, f"/claim {old}")
    assert "admin of this installation" in await told(unclaimed, unclaimed.ruth, f"/claim {code(unclaimed)}")


async def test_a_code_works_once(unclaimed: Stage) -> None:
    """The same code makes no second admin."""
    given = code(unclaimed)
    await told(unclaimed, unclaimed.ruth, f"/claim {given}")
    assert "The code has been used" in await told(unclaimed, unclaimed.denise, f"/claim {given}")
    assert rows(unclaimed, "SELECT user_id FROM claimed_admins") == [(unclaimed.ruth.id,)]


async def test_without_a_code_it_says_how(unclaimed: Stage) -> None:
    """`/claim` alone says how, and is no try."""
    for _ in range(6):
        assert "/claim CODE" in await told(unclaimed, unclaimed.ruth, "/claim")
    assert "admin of this installation" in await told(unclaimed, unclaimed.ruth, f"/claim {code(unclaimed)}")


async def test_the_code_is_not_in_the_database(unclaimed: Stage) -> None:
    """Neither the code nor a mistyped one can be read from the file."""
    await told(unclaimed, unclaimed.ruth, "/claim MISTYPED77")
    await unclaimed.forward(minutes=15)
    held = b"".join(p.read_bytes() for p in (unclaimed.folder / "data").rglob("*") if p.is_file())
    assert code(unclaimed).encode() not in held
    assert b"MISTYPED77" not in held


async def test_in_a_group_it_is_for_private(unclaimed: Stage) -> None:
    """In a group that is not set up /claim is not answered; in one that is, it says that the code has been used."""
    given = code(unclaimed)
    mark = unclaimed.town.mark()
    unclaimed.ruth.says(f"/claim {given}", in_=unclaimed.room)
    await unclaimed.settled()
    assert unclaimed.room.silent_since(mark)
    assert rows(unclaimed, "SELECT user_id FROM claimed_admins") == []
    await told(unclaimed, unclaimed.ruth, f"/claim {given}")
    await setup(unclaimed)
    assert "has been used" in (await replied(unclaimed, unclaimed.ann, "/claim X")).text


async def test_where_the_configuration_names_admins_there_is_nothing_to_claim(council: Stage) -> None:
    """With admins in the configuration there is no code, and /claim says so."""
    assert council.running.claim is None
    assert "nothing to claim" in await told(council, council.ruth, "/claim ABCDEFGH")


async def test_admins_named_later_take_over(unclaimed: Stage) -> None:
    """Once the configuration names admins /claim is closed, and the councils go on."""
    await told(unclaimed, unclaimed.ruth, f"/claim {code(unclaimed)}")
    await setup(unclaimed)
    unclaimed.configured = True
    await unclaimed.restart()
    assert "nothing to claim" in await told(unclaimed, unclaimed.denise, "/claim ABCDEFGH")
    assert "/quorum is now 4" in (await replied(unclaimed, unclaimed.ruth, "/quorum 4")).text
