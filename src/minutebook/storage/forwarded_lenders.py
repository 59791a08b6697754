"""Records of messages that were forwarded to the bot, by what else repeats them: they have no place in a group's chat.

Such a message is known by who said it, when, its words and its files (`forwards.same`); where an answer repeats it,
by its author's name and its words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

import sqlalchemy as sa

from minutebook.council.exemptions import Key
from minutebook.council.messages import Message
from minutebook.council.records import Member, Route
from minutebook.storage import forwards, members
from minutebook.storage.codec import message_from_json
from minutebook.storage.schema_keeping import exemptions
from minutebook.storage.schema_records import record_members, record_versions, records
from minutebook.storage.store import Row, Tx

Lent = tuple[int, int, Key | None]
"""The record that repeats, the one that it repeats, and which message of the first does; None for all of it."""

LONGEST = timedelta(days=8)
"""What a conversation lasts at most: it is captured from the short memory."""


async def lenders(tx: Tx, ids: Sequence[int]) -> list[Lent]:
    """Return which records repeat a forwarded one that is marked, or are one that a marked conversation repeats."""
    mine = await tx.rows(sa.select(records).where(records.c.id.in_(ids)))
    forwarded = [row for row in mine if _is_forward(row)]
    marked = sa.select(records).where(
        sa.exists().where(exemptions.c.record_id == records.c.id, exemptions.c.lifted_at.is_(None))
    )
    lending = await tx.rows(marked.where(records.c.chat_id > 0))
    talking = await tx.rows(marked.where(_may_tell(forwarded))) if forwarded else []
    if not lending and not talking:
        return []
    said = await _said(tx, [*lending, *forwarded])
    told = await members.of_records(tx, [row["id"] for row in [*(mine if lending else ()), *talking]])
    found = [lent for row in mine for other in lending for lent in _of_forward(row, other, said, told)]
    for row in forwarded:
        for other in talking:
            if row["council_id"] == other["council_id"] and any(
                _same(said[row["id"]], member) for member in told[other["id"]]
            ):
                found.append((row["id"], other["id"], None))
    routes = {row["id"]: row["route"] for row in [*mine, *lending, *talking]}
    # As for the others: what is for the staffing recipient alone lends nothing to the clerk's.
    return [
        (borrower, lender, about)
        for borrower, lender, about in found
        if borrower != lender and routes[lender] in (str(Route.CLERK), routes[borrower])
    ]


async def borrowers(tx: Tx, record_id: int) -> list[int]:
    """Return the keys of the records that may repeat a forwarded one, or be one that a conversation repeats."""
    row = await tx.row(sa.select(records).where(records.c.id == record_id))
    if row is None:
        return []
    council = records.c.council_id == row["council_id"]
    which: sa.ColumnElement[bool] = (records.c.chat_id > 0) & records.c.sent_at.between(
        row["sent_at"], row["captured_at"]
    )
    if _is_forward(row):
        texts = [message.text for message in (await _said(tx, [row]))[record_id]]
        answers = records.c.reply_text.in_(texts) & (records.c.reply_sender == row["sender_name"])
        which = sa.or_((records.c.captured_at >= row["sent_at"]) & answers, _may_tell([row]))
    return [found["id"] for found in await tx.rows(sa.select(records.c.id).where(council, which))]


def _is_forward(row: Row) -> bool:
    """Whether a record is of a message that was forwarded, and was not known where it was said.

    It is addressed in the private chat where it came; a group's number is below 0.
    """
    return bool(row["chat_id"] > 0)


def _may_tell(forwarded: Iterable[Row]) -> sa.ColumnElement[bool]:
    """Return the condition that a record is a conversation of the time of one of some forwarded messages."""
    near = [
        (records.c.council_id == row["council_id"])
        & records.c.sent_at.between(row["sent_at"] - LONGEST, row["sent_at"])
        for row in forwarded
    ]
    return sa.or_(*near) & sa.exists().where(record_members.c.record_id == records.c.id)


async def _said(tx: Tx, rows: Iterable[Row]) -> dict[int, list[Message]]:
    """Return what records say, in every version, by their keys."""
    ids = [row["id"] for row in rows]
    query = sa.select(record_versions.c.record_id, record_versions.c.body)
    found: dict[int, list[Message]] = {key: [] for key in ids}
    for row in await tx.rows(query.where(record_versions.c.record_id.in_(ids))):
        found[row["record_id"]].append(message_from_json(row["body"]))
    return found


def _of_forward(
    mine: Row, other: Row, said: Mapping[int, list[Message]], told: Mapping[int, list[Member]]
) -> Iterator[Lent]:
    """Yield what one record repeats of one that was forwarded: in answering it, and as a conversation."""
    if mine["council_id"] != other["council_id"]:
        return
    versions = said[other["id"]]
    texts = {message.text for message in versions} - {""}
    if mine["reply_sender"] == other["sender_name"] and mine["reply_text"] in texts:
        yield mine["id"], other["id"], (mine["chat_id"], mine["reply_to"])
    for member in told.get(mine["id"], ()):
        if _same(versions, member):
            yield mine["id"], other["id"], member.message.key


def _same(versions: Sequence[Message], member: Member) -> bool:
    return any(forwards.same(one, version) for one in versions for version in member.versions)
