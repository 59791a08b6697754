"""Generated histories of a record store."""

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from minutebook.council.disposal import Grounds
from minutebook.council.ledger import Act, Head
from minutebook.council.messages import Attachment
from minutebook.council.records import Method, Route
from minutebook.council.settings import CouncilSettings
from minutebook.storage import councils, disposing, files, ledgers, records
from minutebook.storage.records import Capture
from minutebook.storage.schema_records import records as table
from minutebook.storage.store import Store, Tx, open_store
from storage.conftest import NOW, capture, message, salt

LONDON = ZoneInfo("Europe/London")
ACTS = ("capture", "edit", "file", "talk", "dispose", "class")


@dataclass(frozen=True)
class Kept:
    """A store's file and its folder of files."""

    path: Path
    folder: Path

    def ask(self, query: str, *values: object) -> list[tuple[int, ...]]:
        """Ask the file itself."""
        with closing(sqlite3.connect(self.path)) as file:
            return file.execute(query, values).fetchall()

    def harm(self, *statements: str) -> None:
        """Change the file behind the program's back, its triggers taken away."""
        with closing(sqlite3.connect(self.path)) as file:
            for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                file.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                file.execute(statement)
            file.commit()


@cache
def _template() -> list[bytes]:
    return []


def _laid(folder: Path) -> Kept:
    """Make a folder for a store, with a new one in it where one was made before."""
    kept = Kept(folder / "minutebook.db", folder / "files")
    kept.folder.mkdir(parents=True)
    if _template():
        kept.path.write_bytes(_template()[0])
    return kept


async def live(folder: Path, acts: Sequence[str]) -> tuple[Kept, Head]:
    """Let a history happen in a new store; return it, closed, with where its chain ends."""
    kept = _laid(folder)
    store = await open_store(f"sqlite+aiosqlite:///{kept.path}", NOW)
    if not _template():
        async with store.change() as tx:
            await councils.create(tx, "Wexcombe", CouncilSettings(), by=1, now=NOW)
        await store.close()
        _template().append(kept.path.read_bytes())
        store = await open_store(f"sqlite+aiosqlite:///{kept.path}", NOW)
    try:
        head = await _happen(store, kept, acts)
    finally:
        await store.close()
    return kept, head


async def _happen(store: Store, kept: Kept, acts: Sequence[str]) -> Head:
    there: list[int] = []
    async with store.change() as tx:
        for number, act in enumerate(acts, start=1):
            if act in ("capture", "file", "talk") or not there:
                await _put(tx, kept, number * 10, act)
                there.append(number * 10)
            elif act == "edit":
                edited = replace(
                    message(there[-1], f"Edited {number}."), edited_at=NOW + timedelta(minutes=number)
                )
                if not await records.add_member_version(tx, edited, LONDON, at=NOW, salt=salt):
                    await records.add_version(tx, edited, at=NOW, salt=salt)
            else:
                key = await tx.number(
                    sa.select(table.c.id).where(table.c.message_id.in_((there[0], -there[0])))
                )
                if act == "dispose":
                    there.pop(0)
                    await disposing.dispose(tx, key, Grounds.DUE, by=1, by_name="Ruth", now=NOW)
                else:
                    await ledgers.write(tx, 1, Act.CLASSIFIED, key, at=NOW, actor_id=1)
        return await ledgers.head(tx, 1)


async def _put(tx: Tx, kept: Kept, number: int, act: str) -> None:
    if act == "talk":
        said = [[message(number + place, f"Line {place}.")] for place in range(3)]
        whole = [message(-number, "Line 0. Line 1. Line 2.")]
        what = Capture(
            whole, None, 7, "Ruth", Method.COMMAND, frozenset(), frozenset(), Route.CLERK, members=said
        )
        await records.capture(tx, 1, what, year=2026, now=NOW, salt=salt)
    elif act == "file":
        attached = replace(message(number), attachments=(Attachment("document", "f", f"u{number}", "a.pdf"),))
        what = Capture([attached], None, 7, "Ruth", Method.COMMAND, frozenset(), frozenset(), Route.CLERK)
        await records.capture(tx, 1, what, year=2026, now=NOW, salt=salt)
        content = f"file of {number}".encode()
        name = hashlib.sha256(content).hexdigest()
        (kept.folder / name).write_bytes(content)
        for wanted in await files.wanted(tx, NOW):
            await files.store(tx, wanted, sha256=name, size=len(content), path=name, now=NOW)
    else:
        await capture(tx, number, f"Said {number}.")
