"""What a council teaches is kept for it alone, comes back whole, and goes when it should."""

import sqlite3
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from minutebook.council.concerns import Concern, Subject
from minutebook.council.records import Route
from minutebook.council.retention import EXAMPLES_AT_MOST
from minutebook.council.settings import CouncilSettings
from minutebook.council.teaching import Teaching
from minutebook.storage import candidates, councils, teaching
from minutebook.storage.store import Store, Tx
from storage.conftest import GROUP, NOW, Place, capture, message

LONDON = ZoneInfo("Europe/London")
LIKE = (0.5, -0.5, 0.25, 0.6640625)


async def flagged(tx: Tx, number: int, route: Route = Route.CLERK, vector: tuple[float, ...] = LIKE) -> int:
    """Flag a message and return the flag's key."""
    await candidates.flag(
        tx,
        1,
        message(number),
        {Concern.DECISION, Subject.FINANCE},
        route,
        matter_id=None,
        late=False,
        now=NOW,
        vector=vector,
        model="m1",
    )
    candidate = await candidates.of_message(tx, GROUP, number)
    assert candidate is not None
    return candidate.id


async def taught(store: Store, council_id: int = 1) -> Teaching:
    """What the council's view holds of what it taught."""
    async with store.read() as tx:
        return (await councils.view(tx, council_id)).taught


def blobs(place: Place, table: str) -> list[object]:
    """The vectors that a table holds in the file."""
    probe = sqlite3.connect(place.path)
    found = [row[0] for row in probe.execute(f"SELECT vector FROM {table}")]
    probe.close()
    return found


async def test_words_are_kept_by_kind(store: Store) -> None:
    """Own words stand under their kind and the ignored ones by themselves; the same once more adds nothing."""
    async with store.change() as tx:
        assert await teaching.add_word(tx, 1, Concern.STAFFING, "hr panel", by=7, now=NOW)
        assert await teaching.add_word(tx, 1, None, "agreed minutes", by=7, now=NOW)
        assert not await teaching.add_word(tx, 1, Concern.STAFFING, "hr panel", by=8, now=NOW)
        assert not await teaching.add_word(tx, 1, None, "agreed minutes", by=8, now=NOW)
        assert tx.stale == {1}
    known = await taught(store)
    assert dict(known.words) == {Concern.STAFFING: ("hr panel",)}
    assert known.ignored == ("agreed minutes",)
    async with store.change() as tx:
        [word] = await teaching.words_called(tx, 1, ["hr panel"])
        assert (word.added_by, word.at) == (7, NOW)
        await teaching.remove_word(tx, word)
        assert await teaching.count_words(tx, 1) == 1
        assert tx.stale == {1}


async def test_meetings_are_days_of_the_council(store: Store) -> None:
    """A meeting late in the evening UTC is, in British summer, the next day's; it is entered once."""
    late = NOW.replace(month=7, hour=23, minute=30)
    async with store.change() as tx:
        assert await teaching.add_meeting(tx, 1, late, by=7, now=NOW)
        assert not await teaching.add_meeting(tx, 1, late, by=7, now=NOW)
    [met] = (await taught(store)).meetings
    assert (met.date(), met) == (date(2026, 7, 11), late)
    async with store.change() as tx:
        [only] = await teaching.all_meetings(tx, 1)
        await teaching.remove_meeting(tx, only)
        assert await teaching.meeting(tx, only.id) is None


async def test_councils_do_not_see_each_other(store: Store) -> None:
    """What one council teaches is not in another's view."""
    async with store.change() as tx:
        await councils.create(tx, "Lenham Parish Council", CouncilSettings(), by=1, now=NOW)
        await teaching.add_word(tx, 1, None, "agreed minutes", by=7, now=NOW)
        await teaching.add_meeting(tx, 1, NOW, by=7, now=NOW)
        await teaching.learn(tx, await flagged(tx, 1), raises=True, by=7, now=NOW)
    other = await taught(store, 2)
    assert (other.ignored, other.meetings, other.examples) == ((), (), ())


async def test_a_decision_makes_an_example(store: Store, place: Place) -> None:
    """It has the flag's labels, what the message was like to half precision, and which way it moves; no text."""
    async with store.change() as tx:
        candidate = await flagged(tx, 1)
        assert await teaching.learn(tx, candidate, raises=False, by=7, now=NOW)
        await candidates.close(tx, candidate, "transitory", by=7, now=NOW)
    [example] = (await taught(store)).examples
    assert example.labels == {Concern.DECISION, Subject.FINANCE}
    assert not example.raises
    assert example.model == "m1"
    assert list(example.vector) == pytest.approx(LIKE)
    assert blobs(place, "candidates") == [None]
    assert [len(blob) for blob in blobs(place, "examples") if isinstance(blob, bytes)] == [2 * len(LIKE)]


async def test_nothing_is_learned_of_what_is_withheld_decided_or_not_known(store: Store) -> None:
    """The staffing recipient's flags, those decided before, and those without a vector make no example."""
    async with store.change() as tx:
        withheld = await flagged(tx, 1, Route.STAFFING)
        unknown = await flagged(tx, 2, vector=())
        decided = await flagged(tx, 3)
        await candidates.close(tx, decided, "transitory", by=7, now=NOW)
        for candidate in (withheld, unknown, decided):
            assert not await teaching.learn(tx, candidate, raises=True, by=7, now=NOW)


async def test_an_edit_brings_what_it_is_like_up_to_date(store: Store, place: Place) -> None:
    """A flag raised anew on an edit holds the later vector."""
    async with store.change() as tx:
        await flagged(tx, 1)
        await flagged(tx, 1, vector=(1.0,))
    assert blobs(place, "candidates") == [b"\x00\x3c"]


async def test_forgetting_takes_the_vector_too(store: Store, place: Place) -> None:
    """A forgotten example is gone from the table, what it was like with it."""
    async with store.change() as tx:
        await teaching.learn(tx, await flagged(tx, 1), raises=True, by=7, now=NOW)
    async with store.change() as tx:
        [lesson] = await teaching.lessons(tx, 1, 10)
        await teaching.forget(tx, lesson)
        assert tx.stale == {1}
        assert await teaching.lesson(tx, lesson.id) is None
    assert blobs(place, "examples") == []


async def test_the_latest_three_hundred_stay(store: Store) -> None:
    """Beyond that the oldest go."""
    async with store.change() as tx:
        for number in range(1, EXAMPLES_AT_MOST + 4):
            candidate = await flagged(tx, number)
            at = NOW + timedelta(minutes=number)
            await teaching.learn(tx, candidate, raises=True, by=7, now=at)
        kept = await teaching.lessons(tx, 1, 1_000)
    assert len(kept) == EXAMPLES_AT_MOST
    assert kept[-1].at == NOW + timedelta(minutes=4)


async def test_old_ones_go(store: Store) -> None:
    """What is old is pruned, what is younger stays, and the council's view is read anew."""
    async with store.change() as tx:
        await teaching.learn(tx, await flagged(tx, 1), raises=True, by=7, now=NOW)
        await teaching.learn(tx, await flagged(tx, 2), raises=True, by=7, now=NOW + timedelta(days=1))
    async with store.change() as tx:
        assert await teaching.prune(tx, NOW + timedelta(hours=1)) == 1
        assert tx.stale == {1}
    async with store.change() as tx:
        assert await teaching.prune(tx, NOW) == 0
        assert not tx.stale
    assert len((await taught(store)).examples) == 1


async def test_the_list_gives_the_record_s_reference(store: Store) -> None:
    """The latest come first; one that was recorded has its reference, unless that is withheld from the clerk."""
    async with store.change() as tx:
        for number in (1, 2):
            await teaching.learn(tx, await flagged(tx, number), raises=True, by=7, now=NOW)
        await capture(tx, 1)
        later, first = await teaching.lessons(tx, 1, 10)
        assert str(first.reference) == "2026/0001"
        assert later.reference is None
    probe = sqlite3.connect(store.path)
    probe.execute("UPDATE records SET route = 'staffing'")
    probe.commit()
    probe.close()
    async with store.read() as tx:
        assert [lesson.reference for lesson in await teaching.lessons(tx, 1, 10)] == [None, None]
