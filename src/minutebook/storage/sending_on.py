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
from minutebook.storage import channels, facts, owed
from minutebook.storage.dispatches import FILES_WAIT
from minutebook.storage.owed import Goal
from minutebook.storage.schema import facts as facts_table
from minutebook.storage.schema_keeping import dispatches
from minutebook.storage.schema_records import record_files, records
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
    def goal(self) -> Goal:
        """Where what is asked for goes."""
        return Goal(self.council_id, self.channel, self.to)

    @property
    def prefix(self) -> str:
        """How the natural key of each of its dispatches begins."""
        return f"{self.channel}:order:{self.council_id}:{self.number}:"


async def wanted(tx: Tx, council_id: int) -> dict[Channel, str]:
    """Return by which channels a council's records go on, and to which address; "" for the folder."""
    return {goal.channel: goal.to for goal in await channels.of_council(tx, council_id)}


async def missing(tx: Tx, council_id: int, channel: Channel, to: str) -> int:
    """Return how many records that may go on by a channel neither went there whole nor wait to go."""
    return await owed.count(tx, Goal(council_id, channel, to))


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
    ids = await owed.owing(tx, order.goal, order.after, order.up_to, SOME)
    if ids:
        rows = await _rows(tx, order, ids, now)
        await tx.run(insert(dispatches).on_conflict_do_nothing(index_elements=["natural_key"]), rows)
        await _put(tx, replace(order, after=ids[-1]))
        tx.wakes_dispatches = True
    return len(ids)


async def _rows(tx: Tx, order: Order, ids: list[int], now: datetime) -> list[dict[str, object]]:
    """Return a dispatch for each version that is owed, in their order; for each file of what is owed no version."""
    versions = await owed.versions(tx, order.goal, ids)
    files = await owed.files(tx, order.goal, [key for key in ids if key not in versions])
    late = await _being_fetched(tx, ids)
    rows = [
        _row(order, now, "record", key, f"{key}:{version}", version=version, later=key in late)
        for key in ids
        for version in versions.get(key, ())
    ]
    return rows + [_row(order, now, "file", file_id, f"{key}:f{file_id}") for key, file_id in files]


async def _being_fetched(tx: Tx, ids: list[int]) -> set[int]:
    """Return which of some records wait for a file."""
    query = sa.select(record_files.c.record_id).where(
        record_files.c.record_id.in_(ids), record_files.c.state == "wanted"
    )
    return {row["record_id"] for row in await tx.rows(query)}


def _row(
    order: Order,
    now: datetime,
    kind: str,
    subject_id: int,
    own: str,
    *,
    version: int = 0,
    later: bool = False,
) -> dict[str, object]:
    return {
        "natural_key": f"{order.prefix}{own}",
        "council_id": order.council_id,
        "way": str(order.channel),
        "kind": kind,
        "subject_id": subject_id,
        "version": version,
        "state": "waiting",
        "next_at": now + FILES_WAIT if later else now,
        "made_at": now,
    }


async def handed_on(tx: Tx, order: Order) -> int:
    """Return how many records of an order have gone."""
    mine = dispatches.c.natural_key.between(order.prefix, f"{order.prefix}~")
    # What is of one record follows its key: a letter's version, or a file.
    own = sa.func.substr(dispatches.c.natural_key, len(order.prefix) + 1)
    record = sa.func.substr(own, 1, sa.func.instr(own, ":") - 1)
    query = sa.select(sa.func.count(sa.distinct(record)))
    return await tx.number(query.where(mine, dispatches.c.state == "sent"))
