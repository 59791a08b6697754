"""What is purged on its time: counted in the log, never quoted, and nothing that a request holds."""

import logging

import pytest

from e2e.private import answers, rows
from e2e.stage import Stage

DECISION = "Right, that's agreed then. Tell Ramsbotham to start on Monday."


async def test_a_purge_is_logged_by_its_count(council: Stage, caplog: pytest.LogCaptureFixture) -> None:
    """The log says how many messages were forgotten, and how many flags lapsed, and nothing of what they said."""
    caplog.set_level(logging.INFO, "minutebook")
    council.tom.says("What a dreadful wind today.", in_=council.room)
    council.margaret.says(DECISION, in_=council.room)
    await council.settled()
    await council.forward(hours=80)
    assert "short memory: 2 messages forgotten" in caplog.text
    assert rows(council, "SELECT count(*) FROM memory") == [(0,)]
    assert rows(council, "SELECT count(*) FROM candidates WHERE state = 'open'") == [(1,)]
    for _ in range(2):
        await council.next_morning()
    await council.forward(days=31)
    assert "flagged messages: 1 lapsed undecided" in caplog.text
    assert rows(council, "SELECT count(*) FROM candidates WHERE body IS NOT NULL") == [(0,)]
    assert "Ramsbotham" not in caplog.text
    assert "Margaret" not in caplog.text


async def test_what_is_held_is_not_purged(council: Stage) -> None:
    """What an open request holds stays in the short memory and among the flags; released, it goes in its time."""
    council.margaret.says(DECISION, in_=council.room)
    council.tom.says("Good evening, everybody.", in_=council.room)
    await council.settled()
    await answers(council, council.ruth, "/foi new “Ramsbotham”")
    await council.forward(hours=80)
    assert rows(council, "SELECT count(*) FROM memory") == [(1,)]
    for _ in range(2):
        await council.next_morning()
    await council.forward(days=95)
    assert rows(council, "SELECT count(*) FROM candidates WHERE state = 'open'") == [(1,)]
