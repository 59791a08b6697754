"""Answers that show what the store holds are given at once or not at all: who may read it is asked when it is asked for."""

import pytest

from e2e.private import QUOTE, answers, recorded
from e2e.stage import Stage

WALL = "churchyard wall"
ASKED = ("/show 1", "/find churchyard", "/review")


@pytest.fixture
async def kept(council: Stage) -> Stage:
    """A quote on the record, and the same flagged."""
    await recorded(council, council.ann, QUOTE)
    council.ann.says("That's agreed then. Tell Hendersons to start on the churchyard wall.", in_=council.room)
    await council.settled()
    return council


def shown(council: Stage) -> bool:
    """Whether Ruth has been shown anything of it."""
    return any(WALL in message.text for message in council.ruth.heard(council.bot))


@pytest.mark.parametrize("asked", ASKED)
async def test_what_waits_longer_than_ten_minutes_is_dropped(kept: Stage, asked: str) -> None:
    """An answer that Telegram makes wait for more than ten minutes is not given any more; others are."""
    kept.world.faults.too_many(620, method="sendMessage", chat=kept.ruth.id, times=2)
    await answers(kept, kept.ruth, asked)
    await kept.forward(seconds=660)
    await kept.forward(seconds=660)
    assert not shown(kept)
    await answers(kept, kept.ruth, asked)
    assert shown(kept)


@pytest.mark.parametrize("asked", ASKED)
async def test_what_waits_a_moment_is_given(kept: Stage, asked: str) -> None:
    """An answer that has to wait for less than that is given."""
    kept.world.faults.too_many(60, method="sendMessage", chat=kept.ruth.id, times=2)
    await answers(kept, kept.ruth, asked)
    assert not shown(kept)
    await kept.forward(seconds=61)
    assert shown(kept)


@pytest.mark.parametrize("asked", ASKED)
async def test_what_was_refused_is_not_given_when_the_chat_opens(kept: Stage, asked: str) -> None:
    """An answer that could not be given because the chat was closed is not kept until it opens again."""
    kept.world.faults.too_many(60, method="sendMessage", chat=kept.ruth.id, times=2)
    await answers(kept, kept.ruth, asked)
    kept.world.block(kept.ruth.person, kept.bot)
    await kept.forward(seconds=61)
    kept.ruth.starts(kept.bot)
    await kept.settled()
    assert not shown(kept)
