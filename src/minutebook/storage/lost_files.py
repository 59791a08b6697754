"""Which of a council's stored files are lost or damaged, all of them: verifying ends at the first. Only reads."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from minutebook.storage.schema_records import record_files, records
from minutebook.storage.store import Row, Tx
from minutebook.storage.verifying_page import digest_of

PAGE = 200
"""Files looked at in one go."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A file whose bytes are not those that were filed.

    Attributes:
        sha256: of the bytes it should have, hex.
        path: its name in the folder of files.
        gone: whether it is not there or cannot be read; else it was changed.
        asked: whether the bot is fetching it again already.
        known: whether it is known by which id Telegram has it.
    """

    sha256: str
    path: str
    gone: bool
    asked: bool
    known: bool


async def lost(tx: Tx, council_id: int, folder: Path) -> list[Lost]:
    """Return the files of a council that are lost or damaged, each once however many records have it.

    Args:
        folder: of the files.
    """
    found: list[Lost] = []
    after = ""
    while rows := await _page(tx, council_id, after):
        found += await asyncio.to_thread(_look, rows, folder)
        after = rows[-1]["sha256"]
    return found


async def _page(tx: Tx, council_id: int, after: str) -> Sequence[Row]:
    wanted = record_files.c.state == "wanted"
    query = (
        sa.select(
            record_files.c.sha256,
            sa.func.min(record_files.c.path).label("path"),
            sa.func.max(wanted).label("asked"),
            sa.func.max(record_files.c.file_id != "").label("known"),
        )
        .join(records, records.c.id == record_files.c.record_id)
        .where(records.c.council_id == council_id, record_files.c.sha256 > after)
        .group_by(record_files.c.sha256)
    )
    return await tx.rows(query.order_by(record_files.c.sha256).limit(PAGE))


def _look(rows: Sequence[Row], folder: Path) -> list[Lost]:
    found = []
    for row in rows:
        path = str(row["path"] or "")
        gone = False
        try:
            # A name that leads elsewhere is not read: verifying says so of itself.
            if not path or Path(path).name != path or digest_of(folder / path) == row["sha256"]:
                continue
        except OSError:
            gone = True
        found.append(Lost(row["sha256"], path, gone, bool(row["asked"]), bool(row["known"])))
    return found
