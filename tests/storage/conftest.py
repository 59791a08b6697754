"""A real record store in a folder of its own."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from minutebook.council.messages import Message, Sender
from minutebook.council.records import Method, Reference, Route
from minutebook.council.settings import CouncilSettings
from minutebook.storage import councils, records
from minutebook.storage.records import Capture
from minutebook.storage.store import Store, Tx, open_store

NOW = datetime(2026, 3, 10, 19, 0, tzinfo=UTC)
GROUP = -1001


@dataclass(frozen=True)
class Place:
    """Where a store is kept."""

    path: Path

    @property
    def url(self) -> str:
        """Its URL."""
        return f"sqlite+aiosqlite:///{self.path}"

    async def open(self) -> Store:
        """Open it."""
        return await open_store(self.url, NOW)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Where nothing is yet, not even the folder."""
    return Place(tmp_path / "data" / "deep" / "minutebook.db")


@pytest.fixture
async def store(place: Place) -> AsyncIterator[Store]:
    """A new store with one council, whose key is 1."""
    opened = await place.open()
    async with opened.change() as tx:
        await councils.create(tx, "Wexcombe Parish Council", CouncilSettings(), by=1, now=NOW)
    yield opened
    await opened.close()


def message(number: int, text: str = "We agreed to mend the fence.") -> Message:
    """A message in the council's group."""
    return Message(GROUP, number, Sender(7, "Cllr Ann Harrow", "ann"), NOW, text)


def salt(size: int) -> bytes:
    """The same bytes every time."""
    return b"s" * size


async def capture(
    tx: Tx, number: int, text: str = "We agreed to mend the fence.", earlier: Sequence[Message] = ()
) -> Reference:
    """Put a message on the record."""
    versions = [*earlier, message(number, text)]
    what = Capture(
        versions, None, 7, "Cllr Ann Harrow", Method.COMMAND, frozenset(), frozenset(), Route.CLERK, "a note"
    )
    reference, _ = await records.capture(tx, 1, what, year=2026, now=NOW, salt=salt)
    return reference
