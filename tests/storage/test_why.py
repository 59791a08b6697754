"""Why a message was flagged is kept as places in its text, and goes when that goes."""

import sqlite3
from pathlib import Path

import pytest

from minutebook.council.assessment import Why
from minutebook.council.concerns import Concern, Subject
from minutebook.council.messages import Message
from minutebook.council.records import Route
from minutebook.storage import candidates, traces
from minutebook.storage.candidates import Candidate
from minutebook.storage.store import Store, Tx
from storage.conftest import GROUP, NOW, Place, message
from storage.test_old_stores import OLD, made_by

WHY = (Why(Concern.DECISION, 3, 9, "says it is settled"), Why(Subject.FINANCE, 0, 0, "about money"))
OTHER = (Why(Concern.DECISION, 0, 2, "settles a course of action"),)


async def flagged(tx: Tx, what: Message, why: tuple[Why, ...]) -> Candidate:
    """Flag a message and return the flag."""
    labels = {Concern.DECISION, Subject.FINANCE}
    await candidates.flag(tx, 1, what, labels, Route.CLERK, matter_id=None, late=False, now=NOW, why=why)
    return await found(tx, what.message_id)


async def found(tx: Tx, number: int) -> Candidate:
    """Return the flag on a message."""
    flag = await candidates.of_message(tx, GROUP, number)
    assert flag is not None
    return flag


async def test_it_comes_back_and_gives_way_to_what_told_of_an_edit(store: Store, place: Place) -> None:
    """What told comes back in its order; an edit's takes its place, none where it has none; no words are kept."""
    async with store.change() as tx:
        assert (await flagged(tx, message(1), WHY)).why == WHY
    probe = sqlite3.connect(place.path)
    [(kept,)] = probe.execute("SELECT why FROM candidates")
    probe.close()
    assert "agreed" not in kept
    async with store.change() as tx:
        assert (await flagged(tx, message(1, "Go with it."), OTHER)).why == OTHER
        assert (await flagged(tx, message(1, "Go."), ())).why == ()


@pytest.mark.parametrize("state", ["recorded", "transitory", "lapsed"])
async def test_it_is_forgotten_with_the_message(store: Store, state: str) -> None:
    """A flag that was decided about, or lapsed, says no more why it was one."""
    async with store.change() as tx:
        flag = await flagged(tx, message(1), WHY)
        assert await candidates.close(tx, flag.id, state, by=7, now=NOW)
        assert (await found(tx, 1)).why == ()


async def test_no_trace_of_a_disposed_message_says_it(store: Store) -> None:
    """What is forgotten by disposal is forgotten here as well."""
    async with store.change() as tx:
        await flagged(tx, message(1), WHY)
        await traces.forget(tx, 1, [(GROUP, 1)], [], "2026/0001", by=7, now=NOW)
        assert (await found(tx, 1)).why == ()


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
async def test_what_an_earlier_program_flagged_has_none(place: Place, old: Path) -> None:
    """Flags of an old store wait as they did, without a why; flagged anew they are given one."""
    made_by(old, place)
    opened = await place.open()
    async with opened.change() as tx:
        [waits] = await candidates.still_open(tx, 1, Route.CLERK)
        assert waits.why == ()
        assert waits.message is not None
        assert (await flagged(tx, waits.message, OTHER)).why == OTHER
    await opened.close()
