"""Where copies of records went, outside the store: what a certificate of disposal lists."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from minutebook.storage.schema_keeping import copies
from minutebook.storage.store import Tx

PLACE = 254
"""Characters of a place that are kept."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a record that went out.

    Attributes:
        way: email, folder or bundle.
        place: the address, the file's name or the bundle's.
        at: when, aware UTC.
    """

    way: str
    place: str
    at: datetime


async def note(
    tx: Tx,
    council_id: int,
    record_id: int,
    way: str,
    place: str,
    at: datetime,
    *,
    version: int | None = None,
    file_id: int | None = None,
) -> None:
    """Note that a copy of a record went out; the same place is noted each time.

    Args:
        version: of the record, where it is a letter about one.
        file_id: the file that went; with `version`, with that letter, else by itself.
    """
    own = {"version": version, "file_id": file_id}
    await tx.insert(
        copies, council_id=council_id, record_id=record_id, way=way, place=place[:PLACE], at=at, **own
    )


async def note_all(
    tx: Tx, council_id: int, record_ids: Collection[int], way: str, place: str, at: datetime
) -> None:
    """Note that a copy of each of these records went out, to one place."""
    rows = [
        {"council_id": council_id, "record_id": key, "way": way, "place": place[:PLACE], "at": at}
        for key in record_ids
    ]
    if rows:
        await tx.run(copies.insert(), rows)


async def of_record(tx: Tx, record_id: int) -> list[Copy]:
    """Return where copies of a record went, the first first; a file that went with a letter is no copy more."""
    apart = copies.c.version.is_(None) | copies.c.file_id.is_(None)
    query = sa.select(copies).where(copies.c.record_id == record_id, apart).order_by(copies.c.id)
    return [Copy(row["way"], row["place"], row["at"]) for row in await tx.rows(query)]
