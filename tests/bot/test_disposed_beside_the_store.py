"""Where the words of a record lay beside the database and the files when it was disposed of: gone there, too."""

from pathlib import Path

from bot.conftest import NOW
from bot.test_disposals import dispose, folder, record, store
from minutebook.bot.disposals import Register
from minutebook.council.settings import CouncilSettings
from minutebook.storage import buttons, councils
from minutebook.storage.buttons import Pressable
from minutebook.storage.store import Store

__all__ = ["folder", "store"]


async def test_words_typed_about_it_go_from_under_the_buttons(store: Store) -> None:
    """A passage that was to be withheld, a search: what somebody typed stands under no button any more."""
    key = await record(store, 1)
    async with store.change() as tx:
        await councils.create(tx, "Elsewhere", CouncilSettings(), by=1, now=NOW)
        typed = Pressable("a", 1, "choose", 9, "exempt 1 personal “Jane Morris”")
        await buttons.make(tx, [typed, Pressable("b", 1, "record_it", 7)], NOW)
        await buttons.make(tx, [Pressable("c", 2, "find_more", 6, "from:ann allotments")], NOW)
    await dispose(store, key)
    async with store.read() as tx:
        kept = [await buttons.get(tx, name) for name in "abc"]
    assert [item is not None for item in kept] == [False, True, True]


async def test_a_bundle_that_waits_to_be_sent_goes_and_is_made_anew(store: Store, folder: Path) -> None:
    """One that was left on disk for somebody stays: the certificate says where; another council's stays as well."""
    bundles = folder.parent / "bundles"
    for name in ("1-5", "2-5", "1-6"):
        (bundles / name).mkdir(parents=True)
        (bundles / name / "records.zip").write_bytes(b"A quote.")
    for name in ("1-5", "2-5"):
        (bundles / name / "made.json").write_text("{}")
    await dispose(store, await record(store, 1))
    await Register(store, folder, lambda: NOW).settle()
    assert sorted(path.name for path in bundles.iterdir()) == ["1-6", "2-5"]
