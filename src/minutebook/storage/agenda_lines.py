"""Lines of the list for the next agenda: taken off it, put back, and asked for anew."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from minutebook.council.matters import MatterState
from minutebook.storage.schema import agenda, candidates, matter_messages, matters
from minutebook.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Line:
    """One line, on the list or off it.

    Attributes:
        title: as typed; may be "".
        off: whether it was taken off.
    """

    id: int
    council_id: int
    matter_id: int
    chat_id: int
    message_id: int
    title: str
    raised_by_name: str
    at: datetime
    off: bool


async def get(tx: Tx, line_id: int) -> Line | None:
    """Return a line by its key, or None."""
    row = await tx.row(sa.select(agenda).where(agenda.c.id == line_id))
    if row is None:
        return None
    return Line(
        row["id"],
        row["council_id"],
        row["matter_id"],
        row["chat_id"],
        row["message_id"],
        row["title"],
        row["raised_by_name"],
        row["at"],
        row["done_at"] is not None,
    )


async def flags_listed(tx: Tx, council_id: int) -> set[int]:
    """Return the keys of the open flags on messages whose matter is on the list."""
    of_message = (matter_messages.c.chat_id == candidates.c.chat_id) & (
        matter_messages.c.message_id == candidates.c.message_id
    )
    query = (
        sa.select(candidates.c.id)
        .join(matter_messages, of_message)
        .join(agenda, agenda.c.matter_id == matter_messages.c.matter_id)
        .where(
            candidates.c.council_id == council_id, candidates.c.state == "open", agenda.c.done_at.is_(None)
        )
    )
    return {row["id"] for row in await tx.rows(query)}


async def take_off(tx: Tx, line: Line, now: datetime) -> None:
    """Take a line off the list; what became of its matter is for the register to say."""
    await tx.run(sa.update(agenda).where(agenda.c.id == line.id).values(done_at=now))
    await _stand(tx, line.matter_id, MatterState.FLAGGED)


async def put_back(tx: Tx, line: Line) -> None:
    """Put a line back on the list as it was."""
    await tx.run(sa.update(agenda).where(agenda.c.id == line.id).values(done_at=None))
    await _stand(tx, line.matter_id, MatterState.ON_AGENDA)


async def revive(tx: Tx, matter_id: int, message_id: int, *, by: int, by_name: str, now: datetime) -> bool:
    """Put a matter on the list again whose line was taken off, as asked for now; say whether it had one.

    Its title stays until another is given.
    """
    result = await tx.run(
        sa.update(agenda)
        .where(agenda.c.matter_id == matter_id, agenda.c.done_at.is_not(None))
        .values(done_at=None, message_id=message_id, raised_by=by, raised_by_name=by_name, at=now)
    )
    if result.rowcount == 0:
        return False
    await _stand(tx, matter_id, MatterState.ON_AGENDA)
    return True


async def _stand(tx: Tx, matter_id: int, state: MatterState) -> None:
    await tx.run(sa.update(matters).where(matters.c.id == matter_id).values(state=str(state)))
