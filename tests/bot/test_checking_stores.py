"""Bundles made from real stores are whole to whoever checks them alone: whatever happened before, and meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.test_checking import Members, lines, members_of, put, rewritten
from minutebook.bot.checking import check
from minutebook.council.disposal import Grounds
from minutebook.council.errors import BundleBroken
from minutebook.council.messages import Attachment
from minutebook.council.records import Route
from minutebook.council.scopes import Scope
from minutebook.council.wording import load_wording
from minutebook.handlers import bundle_plan, bundling
from minutebook.storage import councils, disposing, files, records
from minutebook.storage.schema_records import record_files
from minutebook.storage.schema_records import records as table
from minutebook.storage.store import Store, open_store
from storage.conftest import GROUP, NOW, Place, message, salt
from storage.history import ACTS, LONDON, live
from storage.test_old_stores import OLD, made_by

LATER = NOW + timedelta(hours=1)
Meanwhile = Callable[[Store], Awaitable[None]]


async def nothing(store: Store) -> None:
    """Let nothing happen."""


async def exported(
    store: Store,
    folder: Path,
    stored: Path,
    *,
    scope: Scope = Scope(),  # noqa: B008
    route: Route = Route.CLERK,
    limit: int | None = None,
    meanwhile: Meanwhile = nothing,
) -> list[Path]:
    """A bundle as the program makes it; `meanwhile` comes once its making is stated, and before it is written."""
    wording = load_wording()
    async with store.read() as tx:
        view = await councils.view(tx, 1)
        what = await bundle_plan.plan(
            tx, view.council, view.groups, scope, [route], by="Ruth", now=LATER, wording=wording
        )
    async with store.change() as tx:
        what = await bundle_plan.state(tx, what, actor=7)
    await meanwhile(store)
    await asyncio.to_thread(folder.mkdir)
    made = await bundling.make(store, what, folder, stored=stored, wording=wording, limit=limit)
    return list(made.parts)


async def of_history(
    folder: Path, acts: Sequence[str], meanwhile: Meanwhile = nothing, limit: int | None = None
) -> list[Path]:
    """The bundle of everything, of a store in which these acts happened."""
    kept, _ = await live(folder / "store", acts)
    store = await open_store(f"sqlite+aiosqlite:///{kept.path}", NOW)
    try:
        return await exported(store, folder / "bundle", kept.folder, meanwhile=meanwhile, limit=limit)
    finally:
        await store.close()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(ACTS), min_size=1, max_size=9))
async def test_the_bundle_of_a_history_nobody_touched_is_whole(acts: list[str]) -> None:
    """Whatever was captured, edited, filed, talked about, classed or disposed of, every record is proved."""
    with TemporaryDirectory() as folder:
        parts = await of_history(Path(folder), [*acts, "capture"])
        found = check(parts)
        assert found.records == len(lines(members_of(parts[0]), "records.jsonl"))
        assert found.proved >= found.records > 0
        assert (found.missing, found.older) == (0, 0)


async def test_parts_and_periods_are_whole(tmp_path: Path) -> None:
    """So is a bundle in parts, and one of some of the records, whose extract has holes."""
    acts = ["capture", "file", "talk", "edit", "file", "class", "capture", "dispose"]
    parts = await of_history(tmp_path, acts, limit=40_000)
    assert len(parts) > 1
    assert check(parts[::-1]).files == 2
    kept, _ = await live(tmp_path / "more", acts)
    store = await open_store(f"sqlite+aiosqlite:///{kept.path}", NOW)
    for number, scope in enumerate(
        (Scope(words="line"), Scope(klass="general"), Scope(since=NOW.date()), Scope(copy=True))
    ):
        [path] = await exported(store, tmp_path / f"b{number}", kept.folder, scope=scope)
        assert check([path]).records
    await store.close()


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
async def test_the_bundle_of_an_old_store_is_whole(old: Path, tmp_path: Path) -> None:
    """What earlier programs sealed is proved as they sealed it; a file that is gone from the store is told."""
    place = Place(tmp_path / "data" / "minutebook.db")
    made_by(old, place)
    store = await place.open()
    found = check(await exported(store, tmp_path / "clerk", tmp_path))
    assert found.records >= 2
    assert found.proved > found.records
    [path] = await exported(store, tmp_path / "staffing", tmp_path, route=Route.STAFFING)
    assert (check([path]).records, check([path]).missing) == (1, 1)
    await store.close()


async def edited(store: Store) -> None:
    """Edit a record and a message of a conversation; the one gets a file with it, and that is fetched."""
    async with store.change() as tx:
        file = await tx.row(sa.select(record_files).where(record_files.c.state == "stored"))
        assert file is not None
        for number in (10, 30):
            changed = replace(message(number, f"Said otherwise {number}."), edited_at=LATER)
            if not await records.add_member_version(tx, changed, LONDON, at=LATER, salt=salt):
                assert await records.add_version(tx, changed, at=LATER, salt=salt)


async def fetched(store: Store) -> None:
    """Fetch the file that was wanted."""
    async with store.change() as tx:
        [wanted] = await files.wanted(tx, LATER)
        assert await files.store(tx, wanted, sha256="ef" * 32, size=3, path="ef" * 32, now=LATER)


async def disposed(store: Store) -> None:
    """Dispose of a record."""
    async with store.change() as tx:
        key = await tx.number(sa.select(table.c.id).where(table.c.message_id == 10))
        await disposing.dispose(tx, key, Grounds.DUE, by=1, by_name="Ruth", now=LATER)


async def withheld(store: Store) -> None:
    """Keep a record from the clerk."""
    async with store.change() as tx:
        await records.withhold(tx, GROUP, 10)


@pytest.mark.parametrize(("meanwhile", "count"), [(edited, 3), (disposed, 2), (withheld, 2)])
async def test_what_comes_while_a_bundle_is_made_breaks_it_not(
    tmp_path: Path, meanwhile: Meanwhile, count: int
) -> None:
    """A bundle shows records as its extract has them: an edit since is in neither, nor is a record that is gone."""
    [path] = await of_history(tmp_path, ["capture", "file", "talk"], meanwhile)
    assert check([path]).records == count
    assert b"otherwise" not in b"".join(members_of(path).values())


async def test_what_came_with_an_edit_meanwhile_is_in_no_bundle(tmp_path: Path) -> None:
    """A file that came with a later version is not listed; one that was fetched since is still said to be wanted."""
    kept, _ = await live(tmp_path / "store", ["capture", "capture"])
    store = await open_store(f"sqlite+aiosqlite:///{kept.path}", NOW)
    plan = Attachment("document", "F1", "U1", "plan.pdf", None, 9)

    async def with_file(number: int) -> None:
        async with store.change() as tx:
            changed = replace(message(number, "See the plan."), edited_at=LATER, attachments=(plan,))
            assert await records.add_version(tx, changed, at=LATER, salt=salt)

    async def meanwhile(store: Store) -> None:
        await fetched(store)
        await with_file(20)

    await with_file(10)
    [path] = await exported(store, tmp_path / "b", kept.folder, meanwhile=meanwhile)
    await store.close()
    found = check([path])
    assert (found.records, found.proved, found.files, found.missing) == (2, 3, 0, 0)
    states = [[one["state"] for one in told] for told in attachments(members_of(path))]
    assert states == [["wanted"], []]


def attachments(found: Members) -> list[list[dict[str, object]]]:
    """What each record says of its files."""
    told = [row["attachments"] for row in lines(found, "records.jsonl")]
    return [one for one in told if isinstance(one, list)]


async def test_a_message_of_a_conversation_is_not_left_out(tmp_path: Path) -> None:
    """Every message whose digest the conversation states is given to prove it by."""
    [path] = await of_history(tmp_path, ["talk"])
    assert check([path]) == replace(check([path]), records=1, proved=4)

    def change(found: Members) -> None:
        put(found, "contents.jsonl", lines(found, "contents.jsonl")[:-1])

    with pytest.raises(BundleBroken, match="not all of it is given to prove it by"):
        check([rewritten(path, change)])


async def test_a_file_that_is_damaged_in_the_store_is_told_to_be_missing(tmp_path: Path) -> None:
    """A bundle without it is whole, its table says that it is missing, and whoever checks it is told."""
    kept, _ = await live(tmp_path / "store", ["file", "file"])
    next(kept.folder.iterdir()).write_bytes(b"damaged")
    store = await open_store(f"sqlite+aiosqlite:///{kept.path}", NOW)
    [path] = await exported(store, tmp_path / "b", kept.folder)
    await store.close()
    assert (check([path]).files, check([path]).missing) == (1, 1)
    states = sorted(str(one["state"]) for told in attachments(members_of(path)) for one in told)
    assert states == ["missing", "stored"]
