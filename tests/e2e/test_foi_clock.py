"""The clock of a request for information, its reminder, and what /foi refuses."""

import pytest

from e2e.cases import opened
from e2e.private import told
from e2e.stage import Stage


async def test_the_digest_tells_of_what_presses(council: Stage) -> None:
    """What is due within a week, overdue or stopped stands in the digest as pressing; what has time does not."""
    await opened(council)
    await council.next_morning()
    assert not [m for m in council.ruth.heard(council.bot) if "presses" in m.text]
    await council.forward(days=24)
    await council.next_morning()
    digest = await council.ruth.hears("One request for information needs attention", council.bot)
    assert "The churchyard wall" in digest.text
    await council.forward(days=14)
    await council.next_morning()
    await council.ruth.hears("Overdue: the answer was due by", council.bot)


@pytest.mark.parametrize("kind", ["foi", "eir", "sar"])
async def test_the_clock_is_stopped_and_goes_on_by_the_law(council: Stage, kind: str) -> None:
    """Clarification stops every clock; FOI knows no identity and no extension; what was late is told so."""
    await opened(council, how=kind)
    assert "The clock stands still since" in await told(council, council.ruth, "/foi 1 pause clarification")
    assert "stands still already" in await told(council, council.ruth, "/foi 1 pause clarification")
    await council.forward(days=10)
    assert "cannot be before" in await told(council, council.ruth, "/foi 1 resume 1 Jan")
    resumed = await told(council, council.ruth, "/foi 1 resume")
    assert "Answer by" in resumed
    assert ("in 20 working days" in resumed) is (kind != "sar")
    identity = await told(council, council.ruth, "/foi 1 pause identity")
    assert ("know no pause for proof" in identity) is (kind != "sar")
    extended = await told(council, council.ruth, "/foi 1 extend")
    assert ("no extension of a fixed length" in extended) is (kind == "foi")
    if kind == "eir":
        assert "in 40 working days" in extended
        assert "can be only once" in await told(council, council.ruth, "/foi 1 extend")


async def test_a_late_extension_is_refused(council: Stage) -> None:
    """Once the first time is over the requester can be told of no extension."""
    await opened(council, how="eir")
    await council.forward(days=60)
    assert "EIR reg 7(3)" in await told(council, council.ruth, "/foi 1 extend")
    assert "asking now stops nothing" in await told(council, council.ruth, "/foi 1 pause clarification")


async def test_opened_quietly_the_group_is_reminded_when_the_clerk_says_so_and_once(council: Stage) -> None:
    """`quietly` leaves the reminder out; /foi 1 remind sends it, in every mode of cautions, and only once."""
    await told(council, council.ruth, "/cautions off")
    mark = council.town.mark()
    assert "was not reminded" in await opened(council, how="quietly foi")
    assert not council.room.by_bots(since=mark)
    assert "I have reminded the group" in await told(council, council.ruth, "/foi 1 remind")
    assert "once is enough" in await told(council, council.ruth, "/foi 1 remind")
    assert len(council.room.by_bots(since=mark)) == 1


async def test_only_clerk_and_deputy_have_requests(council: Stage) -> None:
    """A councillor, the recipient of staffing matters and another council's clerk see none of it."""
    await opened(council)
    council.margaret.starts(council.bot)
    await council.settled()
    assert "is for the clerk and the deputy" in await told(council, council.margaret, "/foi 1")
    assert "no request 2 here" in await told(council, council.ruth, "/foi 2")
    assert "no request 9 here" in await told(council, council.ruth, "/foi 9 close")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/foi", "No request for information is open"),
        ("/foi nonsense", "Requests for information"),
        ("/foi new", "What is asked for?"),
        ("/foi new foi “Hedges” received tomorrow", "could not read"),
        ("/foi new foi “Hedges” received 1 January 2099", "still to come"),
    ],
)
async def test_what_cannot_be_is_answered_with_how(council: Stage, typed: str, answer: str) -> None:
    """Every mistake is told how to put it right."""
    assert answer in await told(council, council.ruth, typed)


async def test_each_act_asks_for_what_it_needs(council: Stage) -> None:
    """An act without its words, an unknown act and an act on a closed case are told what to do next."""
    await opened(council)
    for typed, expected in (
        ("search", "Which words?"),
        ("add", "Which records?"),
        ("remove", "Which ones?"),
        ("record", "Which ones?"),
        ("pause", "Waiting for what?"),
        ("resume", "is running"),
        ("reopen", "is open already"),
        ("answer", "I do not know what “answer” would do"),
    ):
        assert expected in await told(council, council.ruth, f"/foi 1 {typed}")
    await told(council, council.ruth, "/foi 1 close refused: vexatious")
    assert "/foi 1 reopen" in await told(council, council.ruth, "/foi 1 extend")
    assert "refused: vexatious" in await told(council, council.ruth, "/foi")


async def test_one_reminder_does_for_the_requests_of_the_next_days(council: Stage) -> None:
    """A second request soon after does not tell the group again; the clerk may all the same, and after a while it is."""
    await opened(council)
    mark = council.town.mark()
    said = await told(council, council.ruth, "/foi new foi “allotment rents”")
    assert "The group was reminded on" in said
    assert council.room.by_bots(since=mark) == []
    await told(council, council.ruth, "/foi 2 remind")
    [again] = council.room.by_bots(since=mark)
    assert "s.77" in again.text
    await council.forward(days=15)
    later = council.town.mark()
    await told(council, council.ruth, "/foi new foi “car park charges”")
    [third] = council.room.by_bots(since=later)
    assert "s.77" in third.text
