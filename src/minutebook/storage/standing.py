"""What must be known of a council to put something on its record, asked in one statement.

A capture is what people wait for, and every statement is a way to the database's thread and back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from minutebook.council.ledger import EMPTY, Head
from minutebook.council.letters import Channel
from minutebook.council.messages import Message
from minutebook.council.records import Method, Reference
from minutebook.storage import certificates, holds
from minutebook.storage import channels as channel
from minutebook.storage.schema import councils
from minutebook.storage.schema_keeping import schedule
from minutebook.storage.schema_records import ledger, record_members, records
from minutebook.storage.schema_requests import requests
from minutebook.storage.store import Row, Tx


@dataclass(frozen=True, slots=True)
class Standing:
    """How a council's store stands before something is put on the record.

    Attributes:
        key: of the next record; `number`: of its reference, in the year asked for.
        head: where the ledger ends.
        zone: the council's.
        own_terms: whether the council has changed anything in the schedule.
        channels: where the clerk's records go on to.
        requests: whether a request for information is open, or the message is on hold.
        known: the reference of what is to go on the record, if it is there already.
    """

    key: int
    number: int
    head: Head
    zone: ZoneInfo
    own_terms: bool
    channels: tuple[Channel, ...]
    requests: bool
    known: Reference | None


async def before(tx: Tx, council_id: int, year: int, key: tuple[int, int]) -> Standing:
    """Return how a council's store stands before a message goes on the record.

    Args:
        year: the reference's, in the council's zone.
        key: the message's chat and id.
    """
    keys, numbers = certificates.highest_keys(), certificates.highest_numbers(council_id, year)
    last = sa.select(ledger.c.seq, ledger.c.seal).where(ledger.c.council_id == council_id)
    end = last.order_by(ledger.c.seq.desc()).limit(1).subquery()
    itself = _own(key).subquery()
    terms = sa.exists().where(schedule.c.council_id == council_id)
    waiting = sa.exists().where(requests.c.council_id == council_id, requests.c.state == "open")
    waits = sa.or_(waiting, holds.on_hold(sa.literal(key[0]), sa.literal(key[1])))
    query = (
        sa.select(
            *(one.scalar_subquery().label(f"key_{place}") for place, one in enumerate(keys)),
            *(one.scalar_subquery().label(f"number_{place}") for place, one in enumerate(numbers)),
            end.c.seq,
            end.c.seal,
            itself.c.year,
            itself.c.number,
            councils.c.timezone,
            terms.label("own_terms"),
            waits.label("requests"),
            *channel.wanted(),
        )
        .select_from(councils.outerjoin(end, sa.true()).outerjoin(itself, sa.true()))
        .where(councils.c.id == council_id)
    )
    row = await tx.row(query)
    assert row is not None, "a record is some council's"
    return Standing(
        key=1 + max(row[f"key_{place}"] or 0 for place in range(len(keys))),
        number=1 + max(row[f"number_{place}"] or 0 for place in range(len(numbers))),
        head=EMPTY if row["seq"] is None else Head(row["seq"], row["seal"]),
        zone=ZoneInfo(row["timezone"]),
        own_terms=bool(row["own_terms"]),
        channels=channel.named(row),
        requests=bool(row["requests"]),
        known=_reference(row),
    )


def _own(key: tuple[int, int]) -> sa.Select[tuple[int, int]]:
    chat_id, message_id = key
    return sa.select(records.c.year, records.c.number).where(
        records.c.chat_id == chat_id, records.c.message_id == message_id
    )


def _reference(row: Row) -> Reference | None:
    return Reference(row["year"], row["number"]) if row["number"] else None


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a message may be on the record already.

    Attributes:
        reference: of its own record, where it has one.
        forwarded: whether something said in its second was recorded as it was forwarded to the bot.
        part: whether it is part of a conversation.
    """

    reference: Reference | None
    forwarded: bool
    part: bool


async def sighting(tx: Tx, council_id: int, versions: Sequence[Message]) -> Sighting:
    """Return where a message, in these versions, may be on the record already."""
    chat_id, message_id = versions[-1].key
    forwarded = sa.exists().where(
        records.c.council_id == council_id,
        records.c.sent_at.in_({version.sent_at for version in versions}),
        records.c.method == str(Method.FORWARD),
    )
    part = sa.exists().where(record_members.c.chat_id == chat_id, record_members.c.message_id == message_id)
    one, itself = sa.select(sa.literal(1).label("one")).subquery(), _own(versions[-1].key).subquery()
    query = sa.select(
        itself.c.year, itself.c.number, forwarded.label("forwarded"), part.label("part")
    ).select_from(sa.outerjoin(one, itself, sa.true()))
    row = await tx.row(query)
    assert row is not None
    return Sighting(_reference(row), bool(row["forwarded"]), bool(row["part"]))
