"""Records: captured once, added to by later versions, read back; every act with its ledger entry."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from minutebook.council import conversations
from minutebook.council.concerns import Concern, Subject
from minutebook.council.contents import content_of, is_content
from minutebook.council.ledger import Act, content_digest
from minutebook.council.messages import Message
from minutebook.council.records import Method, Record, Reference, Route
from minutebook.council.schedules import default_schedule
from minutebook.storage import (
    dispatches,
    keeping,
    ledgers,
    members,
    record_rows,
    search,
    standing,
    taking,
)
from minutebook.storage.codec import message_from_json, message_to_json
from minutebook.storage.columns import Salt
from minutebook.storage.schema_records import record_files, record_versions, records
from minutebook.storage.store import Row, Tx

TELEGRAM_FILE_LIMIT = 20 * 1024 * 1024
"""Bytes above which getFile refuses (Bot API getFile)."""


@dataclass(frozen=True, slots=True)
class Capture:
    """What is to go on the record.

    Attributes:
        versions: the message as known, oldest version first; never empty.
        answered: the message it replied to, where known.
        by, by_name: who captures it.
        members: where it is a conversation, its messages, each with its versions; else empty.
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
    members: Sequence[Sequence[Message]] = ()


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
    stands = await standing.before(tx, council_id, year, message.key)
    if stands.known is not None:
        return stands.known, False
    record_id, labels = stands.key, what.concerns | what.subjects
    terms = await keeping.schedule_of(tx, council_id) if stands.own_terms else default_schedule()
    values = _values(council_id, what, year, stands.number, now)
    values |= keeping.at_capture(terms, labels, stands.zone, sent_at=message.sent_at, now=now)
    await tx.run(records.insert(), {"id": record_id, **values})
    digests = await members.add(tx, record_id, what.members, salt)
    head, by = stands.head, what.by
    for count, version in enumerate(what.versions, start=1):
        whole = _as_recorded(replace(version, members=digests), what)
        digest = await _add_version(tx, record_id, count, whole, salt)
        act = Act.CAPTURED if count == 1 else Act.EDITED
        head = await ledgers.write(
            tx, council_id, act, record_id, at=now, actor_id=by, version=count, digest=digest, after=head
        )
    await search.add(tx, record_id)
    if stands.channels and what.route is Route.CLERK:
        await dispatches.put_record_to(tx, council_id, stands.channels, record_id, len(what.versions), now)
    if stands.requests:
        await taking.take_record(tx, council_id, record_id, now, new=True)
    return Reference(year, stands.number), True


def _as_recorded(message: Message, what: Capture) -> Message:
    """Return a message with what is content too: what it answers, for a "yes" is nothing without it; who recorded it."""
    whole = replace(message, recorded_by=what.by_name or None, note=what.note or None)
    if what.answered is None:
        return whole
    return replace(whole, answered_name=what.answered.sender.name, answered_text=what.answered.text)


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
            "poll_id": message.poll.id if message.poll else None,
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


async def add_version(
    tx: Tx, message: Message, *, at: datetime, salt: Salt, forwarded: Row | None = None
) -> Reference | None:
    """Add an edit made after capture as a version; None if the message is no record or says the same as before.

    Args:
        forwarded: the row of the record the message has as it was forwarded to the bot (`forwards.row_of`), or None.
    """
    where = (records.c.chat_id == message.chat_id) & (records.c.message_id == message.message_id)
    row = await tx.row(sa.select(records).where(where)) or forwarded
    last = await _last(tx, row["id"]) if row else None
    if row is None or last is None:
        return None
    edited = members.as_after(message, message_from_json(last["body"]))
    if is_content(edited, last["salt"] or b"", last["digest"]):
        return None
    await _added(tx, row, last["number"] + 1, edited, at=at, by=message.sender.id, salt=salt)
    return Reference(row["year"], row["number"])


async def add_member_version(
    tx: Tx, message: Message, zone: ZoneInfo, *, at: datetime, salt: Salt
) -> list[Reference]:
    """Add an edit to every conversation on the record that holds the message; return which changed.

    Args:
        message: as it stands now; of an album the one item, not the whole.
        zone: the council's.
    """
    changed = []
    for place in await members.places_of(tx, *message.key):
        last = await _last(tx, place.record_id)
        if last is None or not await members.add_version(tx, place, message, salt):
            continue
        said = [
            member.versions for member in (await members.of_records(tx, [place.record_id]))[place.record_id]
        ]
        before = message_from_json(last["body"])
        whole = conversations.retold(before, said, zone, edited_at=message.edited_at or at)
        whole = members.as_after(replace(whole, members=await members.digests(tx, place.record_id)), before)
        row = await tx.row(sa.select(records).where(records.c.id == place.record_id))
        assert row is not None
        await _added(tx, row, last["number"] + 1, whole, at=at, by=message.sender.id, salt=salt)
        changed.append(place.reference)
    return changed


async def _last(tx: Tx, record_id: int) -> Row | None:
    query = sa.select(record_versions).where(record_versions.c.record_id == record_id)
    return await tx.row(query.order_by(record_versions.c.number.desc()).limit(1))


async def _added(
    tx: Tx, row: Row, number: int, message: Message, *, at: datetime, by: int, salt: Salt
) -> None:
    """Add a version to the record whose row that is, with its ledger entry."""
    # Telegram's times are whole seconds: an edit in the second of the capture must not seem to precede it.
    edited = message.edited_at or message.sent_at
    when = edited if edited > row["captured_at"] else at
    digest = await _add_version(tx, row["id"], number, message, salt, when)
    council_id, act = row["council_id"], Act.EDITED
    await ledgers.write(tx, council_id, act, row["id"], at=at, actor_id=by, version=number, digest=digest)
    if message.other != row["other"]:
        await tx.run(sa.update(records).where(records.c.id == row["id"]).values(other=message.other))
    await search.index(tx, row["id"])
    await dispatches.put_record(tx, row["id"], at)
    await taking.take_record(tx, row["council_id"], row["id"], at)


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
    """Keep what is on the record of a message, conversations that hold it too, for the staffing recipient alone."""
    itself = sa.select(records.c.id).where(records.c.chat_id == chat_id, records.c.message_id == message_id)
    keys = [row["id"] for row in await tx.rows(itself)]
    for key in [*keys, *(place.record_id for place in await members.places_of(tx, chat_id, message_id))]:
        await tx.run(sa.update(records).where(records.c.id == key).values(route=str(Route.STAFFING)))
        await search.index(tx, key)


async def by_reference(tx: Tx, council_id: int, reference: Reference) -> Record | None:
    """Return a council's record of that reference, or None."""
    query = sa.select(records).where(
        records.c.council_id == council_id,
        records.c.year == reference.year,
        records.c.number == reference.number,
    )
    row = await tx.row(query)
    return (await record_rows.whole(tx, [row]))[0] if row else None


async def page(
    tx: Tx, council_id: int, *, after: int = 0, limit: int = 500, routes: Sequence[Route] = tuple(Route)
) -> list[Record]:
    """Return up to `limit` of a council's records with a key above `after`, in order of capture."""
    query = sa.select(records).where(
        records.c.council_id == council_id,
        records.c.id > after,
        records.c.route.in_([str(route) for route in routes]),
    )
    return await record_rows.whole(tx, await tx.rows(query.order_by(records.c.id).limit(limit)))


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
    return await record_rows.whole(tx, await tx.rows(query.order_by(records.c.id)))


async def by_ids(tx: Tx, ids: Sequence[int]) -> list[Record]:
    """Return records by key, in the order of `ids`."""
    rows = await tx.rows(sa.select(records).where(records.c.id.in_(list(ids))))
    found = {record.id: record for record in await record_rows.whole(tx, rows)}
    return [found[key] for key in ids if key in found]
