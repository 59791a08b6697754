"""Records: captured once, added to by later versions, read back; every act with its ledger entry."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from minutebook.council.concerns import Concern, Subject
from minutebook.council.ledger import Act, content_digest
from minutebook.council.messages import Message, Sender, SenderKind
from minutebook.council.records import (
    Method,
    Record,
    RecordFile,
    Reference,
    Route,
    Version,
    content_of,
)
from minutebook.storage import ledgers, search
from minutebook.storage.codec import message_to_json, totals_from_json
from minutebook.storage.schema_records import record_files, record_versions, records
from minutebook.storage.store import Row, Tx

Salt = Callable[[int], bytes]
"""Gives so many random bytes."""

TELEGRAM_FILE_LIMIT = 20 * 1024 * 1024
"""Bytes above which getFile refuses (Bot API getFile)."""


@dataclass(frozen=True, slots=True)
class Capture:
    """What is to go on the record.

    Attributes:
        versions: the message as known, oldest version first; never empty.
        answered: the message it replied to, where known.
        by, by_name: who captures it.
    """

    versions: Sequence[Message]
    answered: Message | None
    by: int
    by_name: str
    method: Method
    concerns: frozenset[Concern]
    subjects: frozenset[Subject]
    route: Route
    note: str = ""


async def capture(
    tx: Tx, council_id: int, what: Capture, *, year: int, now: datetime, salt: Salt
) -> tuple[Reference, bool]:
    """Put a message on the record with its ledger entries; twice is once.

    Args:
        year: of the reference, in the council's zone.
        salt: gives random bytes.

    Returns:
        The reference, and whether the record is new.
    """
    message = what.versions[-1]
    known = await reference_of(tx, message.chat_id, message.message_id)
    if known is not None:
        return known, False
    number = 1 + await tx.number(
        sa.select(sa.func.max(records.c.number)).where(
            records.c.council_id == council_id, records.c.year == year
        )
    )
    record_id = await tx.insert(records, **_values(council_id, what, year, number, now))
    for count, version in enumerate(what.versions, start=1):
        digest = await _add_version(tx, record_id, count, version, salt)
        act = Act.CAPTURED if count == 1 else Act.EDITED
        await ledgers.write(
            tx, council_id, act, record_id, at=now, actor_id=what.by, version=count, digest=digest
        )
    await search.index(tx, record_id, message.text, message.sender.name, what.note)
    return Reference(year, number), True


def _values(council_id: int, what: Capture, year: int, number: int, now: datetime) -> dict[str, object]:
    message = what.versions[-1]
    return {
        "council_id": council_id,
        "year": year,
        "number": number,
        "chat_id": message.chat_id,
        "message_id": message.message_id,
        "topic_id": message.topic_id,
        "sender_id": message.sender.id,
        "sender_name": message.sender.name,
        "sender_username": message.sender.username,
        "sender_kind": str(message.sender.kind),
        "sent_at": message.sent_at,
        "captured_by": what.by,
        "captured_by_name": what.by_name,
        "captured_at": now,
        "method": str(what.method),
        "concerns": frozenset(str(name) for name in what.concerns),
        "subjects": frozenset(str(name) for name in what.subjects),
        "route": str(what.route),
        "note": what.note,
        "reply_to": message.reply_to,
        "reply_sender": what.answered.sender.name if what.answered else None,
        "reply_text": what.answered.text if what.answered else None,
        "quote": message.quote,
        "forward_from": message.forward_from,
        "other": message.other,
    }


async def _add_version(
    tx: Tx, record_id: int, number: int, message: Message, salt: Salt, at: datetime | None = None
) -> str:
    grain = salt(16)
    digest = content_digest(grain, content_of(message))
    await tx.run(
        record_versions.insert(),
        {
            "record_id": record_id,
            "number": number,
            "at": at or message.edited_at or message.sent_at,
            "text": message.text,
            "body": message_to_json(message),
            "salt": grain,
            "digest": digest,
        },
    )
    for item in message.attachments:
        tx.wakes_files = True
        await tx.insert_once(
            record_files,
            record_id=record_id,
            version=number,
            kind=item.kind,
            file_id=item.file_id,
            unique_id=item.unique_id,
            name=item.name,
            mime=item.mime,
            size=item.size,
            state="too_big" if (item.size or 0) > TELEGRAM_FILE_LIMIT else "wanted",
        )
    return digest


async def add_version(tx: Tx, message: Message, *, at: datetime, salt: Salt) -> Reference | None:
    """Add an edit made after capture as a version; None if the message is no record or says the same as before."""
    where = (records.c.chat_id == message.chat_id) & (records.c.message_id == message.message_id)
    row = await tx.row(sa.select(records).where(where))
    if row is None:
        return None
    query = sa.select(record_versions).where(record_versions.c.record_id == row["id"])
    last = await tx.row(query.order_by(record_versions.c.number.desc()).limit(1))
    if last is None or content_digest(last["salt"], content_of(message)) == last["digest"]:
        return None
    number = last["number"] + 1
    # Telegram's times are whole seconds: an edit in the second of the capture must not seem to precede it.
    edited = message.edited_at or message.sent_at
    when = edited if edited > row["captured_at"] else at
    digest = await _add_version(tx, row["id"], number, message, salt, when)
    await ledgers.write(
        tx,
        row["council_id"],
        Act.EDITED,
        row["id"],
        at=at,
        actor_id=message.sender.id,
        version=number,
        digest=digest,
    )
    if message.other != row["other"]:
        await tx.run(sa.update(records).where(records.c.id == row["id"]).values(other=message.other))
    await search.index(tx, row["id"], message.text, row["sender_name"], row["note"])
    return Reference(row["year"], row["number"])


async def reference_of(tx: Tx, chat_id: int, message_id: int) -> Reference | None:
    """Return the reference under which a message is on the record, or None."""
    query = sa.select(records.c.year, records.c.number).where(
        records.c.chat_id == chat_id, records.c.message_id == message_id
    )
    row = await tx.row(query)
    return Reference(row["year"], row["number"]) if row else None


async def route_of(tx: Tx, chat_id: int, message_id: int) -> Route | None:
    """Return for whose eyes the record of a message is, or None if it is none."""
    query = sa.select(records.c.route).where(records.c.chat_id == chat_id, records.c.message_id == message_id)
    row = await tx.row(query)
    return Route(row["route"]) if row else None


async def withhold(tx: Tx, chat_id: int, message_id: int) -> None:
    """Keep the record of a message, if it is one, for the staffing recipient alone from now on."""
    where = (records.c.chat_id == chat_id) & (records.c.message_id == message_id)
    await tx.run(sa.update(records).where(where).values(route=str(Route.STAFFING)))


async def by_reference(tx: Tx, council_id: int, reference: Reference) -> Record | None:
    """Return a council's record of that reference, or None."""
    query = sa.select(records).where(
        records.c.council_id == council_id,
        records.c.year == reference.year,
        records.c.number == reference.number,
    )
    row = await tx.row(query)
    return (await _whole(tx, [row]))[0] if row else None


async def page(
    tx: Tx, council_id: int, *, after: int = 0, limit: int = 500, routes: Sequence[Route] = tuple(Route)
) -> list[Record]:
    """Return up to `limit` of a council's records with a key above `after`, in order of capture."""
    query = sa.select(records).where(
        records.c.council_id == council_id,
        records.c.id > after,
        records.c.route.in_([str(route) for route in routes]),
    )
    return await _whole(tx, await tx.rows(query.order_by(records.c.id).limit(limit)))


async def captured_between(
    tx: Tx, council_id: int, since: datetime, until: datetime, route: Route
) -> list[Record]:
    """Return what was captured after `since` and up to `until`, in order."""
    query = sa.select(records).where(
        records.c.council_id == council_id,
        records.c.captured_at > since,
        records.c.captured_at <= until,
        records.c.route == str(route),
    )
    return await _whole(tx, await tx.rows(query.order_by(records.c.id)))


async def by_ids(tx: Tx, ids: Sequence[int]) -> list[Record]:
    """Return records by key, in the order of `ids`."""
    rows = await tx.rows(sa.select(records).where(records.c.id.in_(list(ids))))
    found = {record.id: record for record in await _whole(tx, rows)}
    return [found[key] for key in ids if key in found]


async def _whole(tx: Tx, rows: Sequence[Row]) -> list[Record]:
    ids = [row["id"] for row in rows]
    versions: dict[int, list[Version]] = {key: [] for key in ids}
    files: dict[int, list[RecordFile]] = {key: [] for key in ids}
    query = sa.select(record_versions).where(record_versions.c.record_id.in_(ids))
    for row in await tx.rows(query.order_by(record_versions.c.number)):
        version = Version(
            row["number"], row["at"], row["text"], row["digest"], totals_from_json(row["body"] or "")
        )
        versions[row["record_id"]].append(version)
    for row in await tx.rows(
        sa.select(record_files).where(record_files.c.record_id.in_(ids)).order_by(record_files.c.id)
    ):
        files[row["record_id"]].append(_file(row))
    known = await ledgers.versions_at_capture(tx, ids)
    return [_record(row, versions[row["id"]], files[row["id"]], known.get(row["id"], 1)) for row in rows]


def _file(row: Row) -> RecordFile:
    return RecordFile(
        row["id"],
        row["kind"],
        row["name"],
        row["mime"],
        row["size"],
        row["state"],
        row["sha256"],
        row["path"],
    )


def _record(row: Row, versions: Sequence[Version], files: Sequence[RecordFile], at_capture: int) -> Record:
    return Record(
        id=row["id"],
        council_id=row["council_id"],
        reference=Reference(row["year"], row["number"]),
        chat_id=row["chat_id"],
        message_id=row["message_id"],
        topic_id=row["topic_id"],
        sender=Sender(
            row["sender_id"], row["sender_name"], row["sender_username"], SenderKind(row["sender_kind"])
        ),
        sent_at=row["sent_at"],
        captured_by=row["captured_by"],
        captured_by_name=row["captured_by_name"],
        captured_at=row["captured_at"],
        method=Method(row["method"]),
        concerns=frozenset(Concern(name) for name in row["concerns"]),
        subjects=frozenset(Subject(name) for name in row["subjects"]),
        route=Route(row["route"]),
        note=row["note"],
        reply_to=row["reply_to"],
        reply_sender=row["reply_sender"],
        reply_text=row["reply_text"],
        quote=row["quote"],
        forward_from=row["forward_from"],
        other=row["other"],
        versions=tuple(versions),
        files=tuple(files),
        at_capture=at_capture,
        klass=row["klass"],
        classed_by=row["classed_by"],
        dispose_on=row["dispose_on"],
        ending=row["ending"],
        keep_until=row["keep_until"],
    )
