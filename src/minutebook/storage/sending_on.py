"""What was on the record before a council had a mailbox, or the installation a folder: sent on when the clerk asks.

An order is a fact of its own, with how far it has come, so that it outlives the program. What it still has to send
is put among the dispatches some hundred at a time: what is captured meanwhile does not wait behind all of it.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from minutebook.council.letters import Channel
from minutebook.council.records import Route
from minutebook.storage import channels, facts, ledgers
from minutebook.storage.dispatches import FILES_WAIT
from minutebook.storage.schema import councils
from minutebook.storage.schema import facts as facts_table
from minutebook.storage.schema_keeping import copies, dispatches
from minutebook.storage.schema_records import record_files, record_versions, records
from minutebook.storage.store import Tx

SOME = 200
"""Records put among the dispatches at a time."""

_FACT = "sending_on:"


@dataclass(frozen=True, slots=True)
class Order:
    """A clerk's wish that all go on which has not gone.

    Attributes:
        to: the address it was asked for; "" for the folder.
        by: who asked.
        number: milliseconds since 1970 when they did, which makes it itself.
        after: key of the last record that was put among the dispatches.
        up_to: key of the last record there was; later ones go by themselves.
    """

    council_id: int
    channel: Channel
    to: str
    by: int
    number: int
    after: int
    up_to: int

    @property
    def prefix(self) -> str:
        """How the natural key of each of its dispatches begins."""
        return f"{self.channel}:order:{self.council_id}:{self.number}:"


def _missing(council_id: int, channel: Channel, to: str) -> sa.ColumnElement[bool]:
    """Return the condition that a record may go on by a channel, and never went there as it is now."""
    latest = sa.select(sa.func.max(record_versions.c.at)).where(
        record_versions.c.record_id == copies.c.record_id
    )
    there = _gone(channel, to) & (copies.c.record_id == records.c.id)
    # It may have been edited while nothing went on.
    there &= copies.c.at >= latest.scalar_subquery()
    waiting = sa.select(dispatches.c.subject_id).where(
        dispatches.c.state == "waiting", dispatches.c.kind == "record", dispatches.c.way == str(channel)
    )
    return sa.and_(
        records.c.council_id == council_id,
        records.c.route == str(Route.CLERK),
        sa.not_(sa.exists().where(there)),
        records.c.id.not_in(waiting),
    )


def _gone(channel: Channel, to: str) -> sa.ColumnElement[bool]:
    """Return the condition that a copy went by a channel, to this address."""
    way = copies.c.way == str(channel)
    # What went to another address did not go to this one. A folder's copies are noted by their names.
    return way & (sa.func.lower(copies.c.place) == to.lower()) if channel is Channel.EMAIL else way


async def wanted(tx: Tx, council_id: int) -> dict[Channel, str]:
    """Return by which channels a council's records go on, and to which address; "" for the folder."""
    query = sa.select(councils.c.mailbox, *channels.wanted()).where(councils.c.id == council_id)
    row = await tx.row(query)
    to = channels.named(row) if row else ()
    return {channel: row["mailbox"] if row and channel is Channel.EMAIL else "" for channel in to}


async def missing(tx: Tx, council_id: int, channel: Channel, to: str) -> int:
    """Return how many records that may go on by a channel neither went there nor wait to go."""
    query = sa.select(sa.func.count()).select_from(records)
    return await tx.number(query.where(_missing(council_id, channel, to)))


async def begin(tx: Tx, council_id: int, channel: Channel, to: str, *, by: int, now: datetime) -> Order:
    """Note that all is to go on that has not gone, and return the order for it."""
    up_to = await tx.number(sa.select(sa.func.max(records.c.id)).where(records.c.council_id == council_id))
    order = Order(council_id, channel, to, by, int(1000 * now.timestamp()), 0, up_to)
    await _put(tx, order)
    return order


async def end(tx: Tx, council_id: int, channel: Channel) -> None:
    """Let no more go of what was asked for, neither what waits already."""
    order = await of_council(tx, council_id, channel)
    if order is not None:
        await tx.run(sa.update(dispatches).where(_waits(order)).values(state="dropped"))
        await facts.put(tx, _name(council_id, channel), "")


async def of_council(tx: Tx, council_id: int, channel: Channel) -> Order | None:
    """Return a council's order by a channel, or None."""
    return _read(await facts.get(tx, _name(council_id, channel)) or "")


async def all_orders(tx: Tx) -> list[Order]:
    """Return the orders that are being carried out."""
    query = sa.select(facts_table.c.value).where(facts_table.c.name.startswith(_FACT, autoescape=True))
    found = [_read(row["value"]) for row in await tx.rows(query.order_by(facts_table.c.name))]
    return [order for order in found if order is not None]


def _name(council_id: int, channel: Channel) -> str:
    return f"{_FACT}{council_id}:{channel}"


def _read(value: str) -> Order | None:
    if not value:
        return None
    told = json.loads(value)
    return Order(**(told | {"channel": Channel(told["channel"])}))


async def _put(tx: Tx, order: Order) -> None:
    await facts.put(tx, _name(order.council_id, order.channel), json.dumps(asdict(order)))


def _waits(order: Order) -> sa.ColumnElement[bool]:
    # Not as a range of keys: few wait, and many an order's may have gone.
    own = sa.func.substr(dispatches.c.natural_key, 1, len(order.prefix)) == order.prefix
    return sa.and_(dispatches.c.state == "waiting", own)


async def is_waiting(tx: Tx, order: Order) -> bool:
    """Whether something of an order waits to go."""
    return await tx.row(sa.select(dispatches.c.id).where(_waits(order)).limit(1)) is not None


async def some_more(tx: Tx, order: Order, now: datetime) -> int:
    """Put the next records of an order among the dispatches; return how many, 0 when there are no more."""
    query = sa.select(records.c.id).where(
        _missing(order.council_id, order.channel, order.to),
        records.c.id > order.after,
        records.c.id <= order.up_to,
    )
    ids = [row["id"] for row in await tx.rows(query.order_by(records.c.id).limit(SOME))]
    if ids:
        await _forget_files(tx, order, ids)
        rows = await _rows(tx, order, ids, now)
        await tx.run(insert(dispatches).on_conflict_do_nothing(index_elements=["natural_key"]), rows)
        await _put(tx, replace(order, after=ids[-1]))
        tx.wakes_dispatches = True
    return len(ids)


async def _forget_files(tx: Tx, order: Order, ids: list[int]) -> None:
    """Forget that files of records went by the channel, to another address then: they go with their record again."""
    key = sa.literal(f"{order.channel}:file:").concat(sa.cast(record_files.c.id, sa.String))
    theirs = sa.select(key).where(record_files.c.record_id.in_(ids))
    gone = dispatches.c.natural_key.in_(theirs) & (dispatches.c.state != "waiting")
    await tx.run(sa.delete(dispatches).where(gone))


async def _rows(tx: Tx, order: Order, ids: list[int], now: datetime) -> list[dict[str, object]]:
    """Return a dispatch for each record as captured, and for each later version of it, in their order.

    What of a record went there already does not go again.
    """
    first = await ledgers.versions_at_capture(tx, ids) | await _next_versions(tx, order, ids)
    latest = await tx.rows(
        sa.select(record_versions.c.record_id, sa.func.max(record_versions.c.number).label("number"))
        .where(record_versions.c.record_id.in_(ids))
        .group_by(record_versions.c.record_id)
        .order_by(record_versions.c.record_id)
    )
    being_fetched = {
        row["record_id"]
        for row in await tx.rows(
            sa.select(record_files.c.record_id).where(
                record_files.c.record_id.in_(ids), record_files.c.state == "wanted"
            )
        )
    }
    return [
        {
            "natural_key": f"{order.prefix}{row['record_id']}:{version}",
            "council_id": order.council_id,
            "way": str(order.channel),
            "kind": "record",
            "subject_id": row["record_id"],
            "version": version,
            "state": "waiting",
            "next_at": now + FILES_WAIT if row["record_id"] in being_fetched else now,
            "made_at": now,
        }
        for row in latest
        for version in range(first.get(row["record_id"], 1), row["number"] + 1)
    ]


async def _next_versions(tx: Tx, order: Order, ids: list[int]) -> dict[int, int]:
    """Return the first version that did not go yet of each of some records of which one did."""
    here = _gone(order.channel, order.to) & (copies.c.record_id == record_versions.c.record_id)
    query = (
        sa.select(record_versions.c.record_id, sa.func.max(record_versions.c.number).label("number"))
        .where(
            record_versions.c.record_id.in_(ids), sa.exists().where(here, copies.c.at >= record_versions.c.at)
        )
        .group_by(record_versions.c.record_id)
    )
    return {row["record_id"]: row["number"] + 1 for row in await tx.rows(query)}


async def handed_on(tx: Tx, order: Order) -> int:
    """Return how many records of an order have gone."""
    mine = dispatches.c.natural_key.between(order.prefix, f"{order.prefix}~")
    query = sa.select(sa.func.count(sa.distinct(dispatches.c.subject_id)))
    return await tx.number(query.where(mine, dispatches.c.state == "sent"))
