"""A small record store with a file, to be backed up and put back."""

import hashlib
import io
import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import SecretStr

from minutebook.bot.settings import Settings, StorageSettings, TelegramSettings
from minutebook.council.messages import Attachment, Message, Sender
from minutebook.council.records import Method, Route
from minutebook.council.settings import CouncilSettings
from minutebook.storage import councils, files, records
from minutebook.storage.records import Capture
from minutebook.storage.store import open_store

NOW = datetime(2026, 3, 10, 19, 0, tzinfo=UTC)
PLAN = b"%PDF-1.4 the plan of the churchyard wall"
NAME = hashlib.sha256(PLAN).hexdigest()


@dataclass(frozen=True)
class Vault:
    """A place for a record store."""

    folder: Path

    @property
    def settings(self) -> Settings:
        """The configuration that names it."""
        return Settings(
            telegram=TelegramSettings(token=SecretStr("700001:token")),
            storage=StorageSettings(
                url=f"sqlite+aiosqlite:///{self.database}", files=self.folder / "data" / "files"
            ),
        )

    @property
    def database(self) -> Path:
        """Its database."""
        return self.folder / "data" / "minutebook.db"

    @property
    def files(self) -> Path:
        """Its folder of files."""
        return self.folder / "data" / "files"

    def ask(self, query: str) -> list[tuple[object, ...]]:
        """Ask its database itself."""
        probe = sqlite3.connect(self.database)
        try:
            return probe.execute(query).fetchall()
        finally:
            probe.close()

    def names(self) -> list[str]:
        """Everything that is in it but the lock beside the database, hidden things too."""
        found = (str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file())
        return sorted(name for name in found if not name.endswith((".lock", "-journal")))

    async def fill(self) -> None:
        """Put a council there, with two records and the file of one."""
        store = await open_store(self.settings.storage.url, NOW)
        self.files.mkdir()
        (self.files / NAME).write_bytes(PLAN)
        async with store.change() as tx:
            await councils.create(tx, "Wexcombe Parish Council", CouncilSettings(), by=1, now=NOW)
            for number, attached in ((1, ()), (2, (Attachment("document", "F", "U", "plan.pdf"),))):
                said = Message(
                    -1001,
                    number,
                    Sender(7, "Cllr Ann Harrow"),
                    NOW,
                    "We agreed to mend the fence.",
                    attachments=attached,
                )
                what = Capture([said], None, 7, "Ann", Method.COMMAND, frozenset(), frozenset(), Route.CLERK)
                await records.capture(tx, 1, what, year=2026, now=NOW, salt=lambda size: b"s" * size)
            [wanted] = await files.wanted(tx, NOW)
            await files.store(tx, wanted, sha256=NAME, size=len(PLAN), path=NAME, now=NOW)
        await store.close()


def altered(archive: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Write an archive anew with its members changed, as somebody would who has tools for it."""
    with zipfile.ZipFile(archive) as old:
        members = {name: old.read(name) for name in old.namelist()}
    change(members)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, content in members.items():
            new.writestr(name, content)
    archive.write_bytes(out.getvalue())
