"""What a button does is kept as long as somebody may press it; words somebody typed go with the answer."""

from datetime import timedelta

from minutebook.council.retention import SHOWN_FOR
from minutebook.storage import buttons
from minutebook.storage.buttons import Pressable
from minutebook.storage.store import Store
from storage.conftest import NOW

LONG = timedelta(days=120)
PAGING = Pressable("paging", 1, "find_more", 5, "Cllr Reed expenses")
CHOOSING = Pressable("choosing", 1, "choose", 8, "find Cllr Reed expenses")
RECORDING = Pressable("recording", 1, "record", 5)


async def left(store: Store, after: timedelta) -> list[str]:
    """Which buttons are known after a purge at that time."""
    async with store.change() as tx:
        await buttons.prune(tx, NOW + after - LONG, NOW + after)
        return [item.key for item in (PAGING, CHOOSING, RECORDING) if await buttons.get(tx, item.key)]


async def test_words_that_were_typed_go_after_a_day(store: Store) -> None:
    """A search's words go once its answer is taken down; other buttons stay till their time."""
    async with store.change() as tx:
        await buttons.make(tx, [PAGING, CHOOSING, RECORDING], NOW)
    assert await left(store, timedelta(hours=23)) == ["paging", "choosing", "recording"]
    assert timedelta(hours=24) >= SHOWN_FOR
    assert await left(store, SHOWN_FOR) == ["recording"]
    assert await left(store, LONG) == ["recording"]
    assert await left(store, LONG + timedelta(seconds=1)) == []
