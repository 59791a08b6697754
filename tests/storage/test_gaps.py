"""What the bot could not see is kept by group: one group's gap is not another's."""

from datetime import timedelta

from minutebook.storage import digests
from minutebook.storage.digests import Gap
from minutebook.storage.store import Store
from storage.conftest import GROUP, NOW

OTHER = -1002
HOUR = timedelta(hours=1)


async def told(store: Store) -> list[Gap]:
    """Every gap of the council."""
    async with store.read() as tx:
        return await digests.gaps_between(tx, 1, NOW - HOUR, NOW + 9 * HOUR)


async def test_two_groups_have_a_gap_each(store: Store) -> None:
    """Two groups that lose their rights in the same instant have a gap each, and each ends by itself."""
    async with store.change() as tx:
        await digests.begin_gap(tx, 1, "rights", NOW, chat_id=GROUP)
        await digests.begin_gap(tx, 1, "rights", NOW, chat_id=OTHER)
        await digests.begin_gap(tx, 1, "rights", NOW + HOUR, chat_id=OTHER)
        assert await digests.end_gap(tx, 1, "rights", NOW + HOUR, chat_id=GROUP)
        assert not await digests.end_gap(tx, 1, "rights", NOW + HOUR, chat_id=GROUP)
    assert {(gap.chat_id, gap.began_at, gap.ended_at) for gap in await told(store)} == {
        (GROUP, NOW, NOW + HOUR),
        (OTHER, NOW, None),
    }


async def test_a_gap_of_the_whole_council_is_noted_once(store: Store) -> None:
    """The same outage told twice is one gap; the same time away of two groups is two."""
    async with store.change() as tx:
        for _ in range(2):
            await digests.whole_gap(tx, 1, "outage", NOW, NOW + HOUR)
            for chat in (GROUP, OTHER):
                await digests.whole_gap(tx, 1, "aside", NOW, NOW, "update 5", chat_id=chat)
    assert [(gap.kind, gap.chat_id) for gap in await told(store)] == [
        ("outage", None),
        ("aside", GROUP),
        ("aside", OTHER),
    ]


async def test_a_gap_follows_its_group(store: Store) -> None:
    """What is open for a group that becomes a supergroup ends when it is over there; what was over stays."""
    async with store.change() as tx:
        await digests.whole_gap(tx, 1, "aside", NOW, NOW, chat_id=GROUP)
        await digests.begin_gap(tx, 1, "rights", NOW, chat_id=GROUP)
        await digests.move_gaps(tx, GROUP, OTHER)
        assert await digests.end_gap(tx, 1, "rights", NOW + HOUR, chat_id=OTHER)
    assert {(gap.kind, gap.chat_id) for gap in await told(store)} == {("aside", GROUP), ("rights", OTHER)}
