"""The matters of the register as they are read: what was said in each, what is recorded of it, its agenda line."""

from collections.abc import Sequence

import sqlalchemy as sa

from minutebook.council.concerns import DECIDING, Concern
from minutebook.council.matters import MatterState
from minutebook.council.records import Reference, Route
from minutebook.council.register import Decision, Said, told_by
from minutebook.storage.schema import agenda, candidates, matter_messages, memory
from minutebook.storage.schema_records import record_members, records
from minutebook.storage.store import Row, Tx

ALIVE = ("open", "recorded")
"""States of a flag that was not dismissed, nor let lapse."""


async def whole(tx: Tx, rows: Sequence[Row]) -> list[Decision]:
    """Return matters with what was said in them, what is recorded of it, and their agenda lines."""
    ids = [row["id"] for row in rows]
    said: dict[int, list[Row]] = {key: [] for key in ids}
    told: dict[int, list[tuple[Reference, str]]] = {key: [] for key in ids}
    lines: dict[int, Row] = {}
    for start in range(0, len(ids), 500):
        page = ids[start : start + 500]
        for row in await _messages(tx, page):
            said[row["matter_id"]].append(row)
        for row in await _conversations(tx, page):
            told[row["matter_id"]].append((Reference(row["year"], row["number"]), row["route"]))
        query = sa.select(agenda).where(agenda.c.matter_id.in_(page))
        lines |= {row["matter_id"]: row for row in await tx.rows(query)}
    return [_decision(row, said[row["id"]], told[row["id"]], lines.get(row["id"])) for row in rows]


async def _conversations(tx: Tx, ids: Sequence[int]) -> Sequence[Row]:
    """Return the recorded conversations that hold a message of some matters."""
    own = matter_messages.c
    query = (
        sa.select(own.matter_id, records.c.year, records.c.number, records.c.route)
        .join(
            record_members,
            (record_members.c.chat_id == own.chat_id) & (record_members.c.message_id == own.message_id),
        )
        .join(records, records.c.id == record_members.c.record_id)
        .where(own.matter_id.in_(list(ids)))
    )
    return await tx.rows(query.distinct().order_by(own.matter_id, records.c.id))


async def _messages(tx: Tx, ids: Sequence[int]) -> Sequence[Row]:
    """Return each message of some matters, with its record and its flag, in the order said."""
    own = matter_messages.c
    query = (
        sa.select(
            own.matter_id,
            own.chat_id,
            own.message_id,
            records.c.year,
            records.c.number,
            records.c.concerns,
            records.c.sent_at.label("recorded_at"),
            records.c.route.label("recorded_for"),
            candidates.c.labels,
            candidates.c.state.label("flag"),
            candidates.c.sent_at.label("flagged_at"),
            candidates.c.route.label("flagged_for"),
            (memory.c.message_id.is_not(None) | candidates.c.body.is_not(None)).label("kept"),
        )
        .outerjoin(records, (records.c.chat_id == own.chat_id) & (records.c.message_id == own.message_id))
        .outerjoin(
            candidates,
            (candidates.c.chat_id == own.chat_id) & (candidates.c.message_id == own.message_id),
        )
        .outerjoin(memory, (memory.c.chat_id == own.chat_id) & (memory.c.message_id == own.message_id))
        .where(own.matter_id.in_(list(ids)))
        .order_by(own.matter_id, own.message_id)
    )
    return await tx.rows(query)


def _told_by(row: Row, said: Sequence[Row], line: Row | None) -> tuple[int, int | None]:
    """Return chat id and message id of what a matter is told by; None for the message where it has none left."""
    spoken = []
    for item in said:
        key, at = (item["chat_id"], item["message_id"]), item["recorded_at"] or item["flagged_at"]
        known = bool(item["kept"] or item["number"])
        spoken.append(Said(key, at, bool(_names(item) & DECIDING), known))
    enlisted = (line["message_id"], line["at"]) if line else None
    found = told_by(spoken, enlisted=enlisted, settled_at=row["settled_at"])
    return found.key if found else (row["chat_id"], None)


def _decision(
    row: Row, said: Sequence[Row], told: Sequence[tuple[Reference, str]], line: Row | None
) -> Decision:
    deciding = [(item, names) for item in said if (names := _names(item) & DECIDING)]
    acted = [item for item, names in deciding if Concern.DECISION in names]
    instants = [item["recorded_at"] or item["flagged_at"] for item in acted or [item for item, _ in deciding]]
    chat_id, message_id = _told_by(row, said, line)
    own = [Reference(item["year"], item["number"]) for item in said if item["number"]]
    withheld_from_clerk = str(Route.STAFFING) in {
        item[name] for item in said for name in ("recorded_for", "flagged_for")
    }
    # A conversation that is for the staffing recipient alone may hold what is the clerk's too.
    own += [ref for ref, route in told if withheld_from_clerk or route != str(Route.STAFFING)]
    return Decision(
        id=row["id"],
        council_id=row["council_id"],
        chat_id=chat_id,
        state=MatterState(row["state"]),
        minute=row["minute"],
        opened_at=row["opened_at"],
        said_at=min((at for at in instants if at is not None), default=None),
        acted_on=bool(acted),
        message_id=message_id,
        title=line["title"] if line else "",
        asked=(line["raised_by_name"], line["at"]) if line else None,
        raised_by=row["raised_by"],
        references=tuple(dict.fromkeys(own)),
        settled_at=row["settled_at"],
        settled_by=row["settled_by"],
        staffing=withheld_from_clerk,
    )


def _names(item: Row) -> frozenset[str]:
    """Return what a message of a matter is called, on the record and by a flag that was not dismissed."""
    flagged = item["labels"] if item["flag"] in ALIVE else None
    return (item["concerns"] or frozenset()) | (flagged or frozenset())
