"""The members of a conversation's record: each message in every version known, with a salted digest of its own.

A row is one version of one member. The record's own version states the digests of all of them, in order of
position and number, so that the ledger's entry for it covers each.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from minutebook.council.contents import content_of, is_content
from minutebook.council.ledger import content_digest
from minutebook.council.messages import Message
from minutebook.council.records import Member, Method, Reference, Route
from minutebook.storage.codec import message_from_json, message_to_json
from minutebook.storage.columns import Salt
from minutebook.storage.schema_records import record_members, records
from minutebook.storage.store import Row, Tx


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands as a member: in which record, of whom and for whose eyes, at which position.

    Attributes:
        apart: whether the record is of one message and a note, told apart from it (`handlers.capturing_note`): of all
            that have members these alone are made by the command itself, others by a button.
        note, noted_by: what was written beside it, and the user id of whoever put it on the record.
    """

    record_id: int
    council_id: int
    reference: Reference
    route: Route
    position: int
    apart: bool
    note: str
    noted_by: int


async def add(tx: Tx, record_id: int, members: Sequence[Sequence[Message]], salt: Salt) -> tuple[str, ...]:
    """Keep the members of a new record, each with its versions, oldest first; return their digests in order."""
    digests = []
    for position, versions in enumerate(members, start=1):
        for number, message in enumerate(versions, start=1):
            digests.append(await _add(tx, record_id, position, number, message, salt))
    return tuple(digests)


async def _add(tx: Tx, record_id: int, position: int, number: int, message: Message, salt: Salt) -> str:
    grain = salt(16)
    digest = content_digest(grain, content_of(message))
    await tx.run(
        record_members.insert(),
        {
            "record_id": record_id,
            "position": position,
            "number": number,
            "chat_id": message.chat_id,
            "message_id": message.message_id,
            "body": message_to_json(message),
            "salt": grain,
            "digest": digest,
            "poll_id": message.poll.id if message.poll else None,
        },
    )
    return digest


async def add_version(tx: Tx, place: Place, message: Message, salt: Salt) -> bool:
    """Add what a member was edited into; say whether it differs from the version before."""
    query = sa.select(record_members).where(
        record_members.c.record_id == place.record_id, record_members.c.position == place.position
    )
    last = await tx.row(query.order_by(record_members.c.number.desc()).limit(1))
    if last is None:
        return False
    edited = as_after(message, message_from_json(last["body"]))
    if is_content(edited, last["salt"] or b"", last["digest"]):
        return False
    await _add(tx, place.record_id, place.position, last["number"] + 1, edited, salt)
    return True


def as_after(message: Message, before: Message) -> Message:
    """Return an edited message with what it answers as the version before has it, and what was noted at its capture.

    Telegram leaves out what is gone, and knows nothing of the capture.
    """
    message = replace(message, recorded_by=before.recorded_by, note=before.note)
    if message.reply_to is not None:
        return replace(message, answered_name=before.answered_name, answered_text=before.answered_text)
    return replace(
        message,
        reply_to=before.reply_to,
        reply_sender_id=before.reply_sender_id,
        answered_name=before.answered_name,
        answered_text=before.answered_text,
    )


async def digests(tx: Tx, record_id: int) -> tuple[str, ...]:
    """Return the digests of a record's members, in the order in which the record states them."""
    query = sa.select(record_members.c.digest).where(record_members.c.record_id == record_id)
    rows = await tx.rows(query.order_by(record_members.c.position, record_members.c.number))
    return tuple(row["digest"] for row in rows)


async def of_records(tx: Tx, record_ids: Collection[int]) -> dict[int, list[Member]]:
    """Return the members of records, in order; a record that is no conversation has none."""
    query = sa.select(record_members).where(record_members.c.record_id.in_(list(record_ids)))
    order = (record_members.c.record_id, record_members.c.position, record_members.c.number)
    found: dict[int, dict[int, list[Message]]] = {}
    for row in await tx.rows(query.order_by(*order)):
        versions = found.setdefault(row["record_id"], {}).setdefault(row["position"], [])
        versions.append(message_from_json(row["body"]))
    return {
        key: [Member(position, tuple(versions)) for position, versions in places.items()]
        for key, places in found.items()
    }


async def places_of(tx: Tx, chat_id: int, message_id: int) -> list[Place]:
    """Return every place at which a message is a member, in order of capture."""
    query = (
        sa.select(
            record_members.c.position,
            records.c.id,
            records.c.council_id,
            records.c.year,
            records.c.number,
            records.c.route,
            records.c.method,
            records.c.note,
            records.c.captured_by,
        )
        .join(records, records.c.id == record_members.c.record_id)
        .where(
            record_members.c.chat_id == chat_id,
            record_members.c.message_id == message_id,
            record_members.c.number == 1,
        )
    )
    return [_place(row) for row in await tx.rows(query.order_by(records.c.id))]


def _place(row: Row) -> Place:
    reference = Reference(row["year"], row["number"])
    apart = row["method"] == str(Method.COMMAND)
    route, by = Route(row["route"]), row["captured_by"]
    return Place(row["id"], row["council_id"], reference, route, row["position"], apart, row["note"], by)


async def holding_all(tx: Tx, keys: Collection[tuple[int, int]]) -> Place | None:
    """Return the first conversation on the record that holds every one of some messages, or None.

    Args:
        keys: their chat ids and ids.
    """
    if not keys:
        return None
    places = [await places_of(tx, *key) for key in keys]
    everywhere = set.intersection(*({one.record_id for one in found if not one.apart} for found in places))
    return next((place for place in places[0] if place.record_id in everywhere), None)
