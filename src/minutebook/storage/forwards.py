"""A message seen in two ways, where it was said and forwarded to the bot in private, is one record.

A forward names who said it and when, to the second (Bot API MessageOrigin), but not where it stands. Together
with its words and its files that tells it from any other.
"""

import sqlalchemy as sa

from minutebook.council.messages import Message
from minutebook.council.records import Method, Reference
from minutebook.storage import candidates, memory, talk
from minutebook.storage.candidates import Candidate
from minutebook.storage.codec import message_from_json
from minutebook.storage.schema import candidates as flags
from minutebook.storage.schema_records import record_versions, records
from minutebook.storage.store import Row, Tx


def same(one: Message, other: Message) -> bool:
    """Whether two sightings are of one message; whoever hides their account when forwarded is known by name only."""
    ids = {one.sender.id, other.sender.id}
    people = len(ids) == 1 or (0 in ids and one.sender.name == other.sender.name)
    files = {file.unique_id for file in one.attachments} == {file.unique_id for file in other.attachments}
    return people and files and (one.sent_at, one.text) == (other.sent_at, other.text)


async def original(tx: Tx, council_id: int, message: Message) -> Message | None:
    """Return the message of a council's group that was forwarded, if it is known there."""
    known = await talk.said_at(tx, council_id, message.sent_at)
    return next((item for item in known if same(item, message)), None)


async def flagged(tx: Tx, council_id: int, message: Message) -> list[Candidate]:
    """Return the flags on what a forwarded message may be, where it was said.

    Of a flag that is decided no words are left: what was said in that second counts, unless it is known to be
    something else, or has a record of its own.
    """
    said = (flags.c.council_id == council_id) & (flags.c.sent_at == message.sent_at)
    itself = (records.c.chat_id == flags.c.chat_id) & (records.c.message_id == flags.c.message_id)
    query = sa.select(flags.c.chat_id, flags.c.message_id).where(said, ~sa.exists().where(itself))
    found = []
    for row in await tx.rows(query.order_by(flags.c.id)):
        flag = await candidates.of_message(tx, row["chat_id"], row["message_id"])
        if flag is None:
            continue
        known = [*await memory.versions(tx, row["chat_id"], row["message_id"]), flag.message]
        words = [one for one in known if one is not None]
        if not words or any(same(one, message) for one in words):
            found.append(flag)
    return found


async def recorded(tx: Tx, council_id: int, message: Message) -> Reference | None:
    """Return the reference of a message that was recorded when it was forwarded, before it was known where it was said."""
    row = await row_of(tx, council_id, message)
    return Reference(row["year"], row["number"]) if row else None


async def row_of(tx: Tx, council_id: int, message: Message, *, forwarded_only: bool = True) -> Row | None:
    """Return the row of the record a message has by another way than the one by which it is seen now, or None.

    Args:
        forwarded_only: whether only records made of forwards are looked through.
    """
    query = sa.select(records).where(records.c.council_id == council_id, records.c.sent_at == message.sent_at)
    if forwarded_only:
        query = query.where(records.c.method == str(Method.FORWARD))
    for row in await tx.rows(query.order_by(records.c.id)):
        bodies = sa.select(record_versions.c.body).where(record_versions.c.record_id == row["id"])
        versions = [message_from_json(found["body"]) for found in await tx.rows(bodies)]
        if any(same(version, message) for version in versions):
            return row
    return None
