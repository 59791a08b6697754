"""What was flagged, recorded or put on the agenda before somebody came to an office: to be judged again by who they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from minutebook.council.concerns import Concern
from minutebook.council.messages import Message, Sender
from minutebook.council.records import Route
from minutebook.storage import facts
from minutebook.storage.codec import message_from_json
from minutebook.storage.schema import agenda, candidates, matter_messages, memory
from minutebook.storage.schema import facts as known_facts
from minutebook.storage.schema_records import record_versions, records
from minutebook.storage.store import Row, Tx

PAGE = 500
"""Records whose versions are read at once."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A flag, a record or a line of the agenda that the clerk and deputy may read.

    Attributes:
        chat_id, message_id: the message it is of.
        matter_id: the matter it belongs to, or None.
        concerns: what it was called when it was kept.
        said: everything in words that a reader of it is shown, as messages; never empty.
        at: when it was kept.
    """

    chat_id: int
    message_id: int
    matter_id: int | None
    concerns: frozenset[Concern]
    said: tuple[Message, ...]
    at: datetime


async def latest(tx: Tx, council_id: int, limit: int) -> list[Earlier]:
    """Return a council's flags, records and lines of the agenda, up to `limit` of each, the latest kept first."""
    found = [
        *await _records(tx, council_id, limit),
        *await _flags(tx, council_id, limit),
        *await _lines(tx, council_id, limit),
    ]
    return sorted(found, key=lambda item: item.at, reverse=True)


async def _records(tx: Tx, council_id: int, limit: int) -> list[Earlier]:
    query = (
        sa.select(records, matter_messages.c.matter_id)
        .outerjoin(
            matter_messages,
            (matter_messages.c.chat_id == records.c.chat_id)
            & (matter_messages.c.message_id == records.c.message_id),
        )
        .where(records.c.council_id == council_id, records.c.route == str(Route.CLERK))
        .order_by(records.c.id.desc())
    )
    rows = await tx.rows(query.limit(limit))
    found = []
    for start in range(0, len(rows), PAGE):
        page = rows[start : start + PAGE]
        versions = await _versions(tx, [row["id"] for row in page])
        found += [_record(row, versions[row["id"]]) for row in page]
    return found


async def _versions(tx: Tx, ids: Sequence[int]) -> Mapping[int, list[Message]]:
    query = sa.select(record_versions.c.record_id, record_versions.c.body).where(
        record_versions.c.record_id.in_(list(ids))
    )
    found: dict[int, list[Message]] = {key: [] for key in ids}
    for row in await tx.rows(query.order_by(record_versions.c.number)):
        found[row["record_id"]].append(message_from_json(row["body"]))
    return found


def _record(row: Row, versions: Sequence[Message]) -> Earlier:
    said = list(versions)
    if row["note"]:
        said.append(replace(said[-1], text=f"{said[-1].text}\n{row['note']}"))
    if row["reply_text"]:
        who = Sender(0, row["reply_sender"] or "")
        said.append(Message(row["chat_id"], row["reply_to"] or 0, who, row["sent_at"], row["reply_text"]))
    concerns = frozenset(Concern(name) for name in row["concerns"])
    place = row["chat_id"], row["message_id"]
    return Earlier(*place, row["matter_id"], concerns, tuple(said), row["captured_at"])


async def _flags(tx: Tx, council_id: int, limit: int) -> list[Earlier]:
    """Return the flags whose message is known still: those that are open, and others in the short memory."""
    same = (memory.c.chat_id == candidates.c.chat_id) & (memory.c.message_id == candidates.c.message_id)
    body = sa.func.coalesce(candidates.c.body, memory.c.body).label("words")
    query = (
        sa.select(candidates, body)
        .outerjoin(memory, same)
        .where(candidates.c.council_id == council_id, candidates.c.route == str(Route.CLERK))
        .where(body.is_not(None))
        .order_by(candidates.c.id.desc())
    )
    names = {str(concern) for concern in Concern}
    return [
        Earlier(
            row["chat_id"],
            row["message_id"],
            row["matter_id"],
            frozenset(Concern(name) for name in row["labels"] & names),
            (message_from_json(row["words"]),),
            row["flagged_at"],
        )
        for row in await tx.rows(query.limit(limit))
    ]


async def _lines(tx: Tx, council_id: int, limit: int) -> list[Earlier]:
    """Return the lines of the agenda that have a title, those taken off too, which may be put back."""
    query = sa.select(agenda).where(agenda.c.council_id == council_id, agenda.c.title != "")
    found = []
    for row in await tx.rows(query.order_by(agenda.c.id.desc()).limit(limit)):
        who = Sender(row["raised_by"], row["raised_by_name"])
        title = Message(row["chat_id"], row["message_id"], who, row["at"], row["title"])
        place = row["chat_id"], row["message_id"]
        found.append(Earlier(*place, row["matter_id"], frozenset(), (title,), row["at"]))
    return found


def _fact(council_id: int, user_id: int | str) -> str:
    return f"spoken-of:{council_id}:{user_id}"


async def note_told_of(tx: Tx, council_id: int, user_id: int) -> None:
    """Note that something about somebody's conduct or employment was said before they became clerk or deputy."""
    await facts.put(tx, _fact(council_id, user_id), "1")
    tx.stale.add(council_id)


async def told_of(tx: Tx, council_id: int) -> frozenset[int]:
    """Return of whom that was noted."""
    query = sa.select(known_facts.c.name).where(known_facts.c.name.startswith(_fact(council_id, "")))
    return frozenset(int(row["name"].rpartition(":")[2]) for row in await tx.rows(query))
