"""Matters, who agrees in them, and the list for the next agenda."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from minutebook.council.concerns import DECIDING, Concern
from minutebook.council.matters import OPEN_STATES, Cautioned, Matter, MatterState
from minutebook.council.records import Route
from minutebook.storage.schema import agenda, candidates, matter_messages, matter_votes, matters
from minutebook.storage.schema_records import records
from minutebook.storage.store import Row, Tx


def _name(cautioned: Cautioned) -> str:
    """Return how it is written down: `staffing` where the group was told, `staffing@123` where only 123 was."""
    return cautioned.kind if cautioned.author is None else f"{cautioned.kind}@{cautioned.author}"


def _cautioned(name: str) -> Cautioned:
    kind, _, author = name.partition("@")
    return Cautioned(Concern(kind), int(author) if author else None)


async def _matter(tx: Tx, row: Row) -> Matter:
    votes = await tx.rows(
        sa.select(matter_votes.c.user_id).where(matter_votes.c.matter_id == row["id"]).distinct()
    )
    return Matter(
        id=row["id"],
        council_id=row["council_id"],
        chat_id=row["chat_id"],
        topic_id=row["topic_id"],
        state=MatterState(row["state"]),
        raised_by=row["raised_by"],
        opened_at=row["opened_at"],
        last_at=row["last_at"],
        cautioned=frozenset(_cautioned(name) for name in row["cautioned"]),
        agreeing=frozenset(vote["user_id"] for vote in votes),
        quietened=row["quietened_by"] is not None,
        consensus_told=row["consensus_at"] is not None,
    )


async def get(tx: Tx, matter_id: int) -> Matter | None:
    """Return one matter, or None."""
    row = await tx.row(sa.select(matters).where(matters.c.id == matter_id))
    return await _matter(tx, row) if row else None


async def of_message(tx: Tx, chat_id: int, message_id: int) -> Matter | None:
    """Return the matter a message belongs to, or None."""
    query = (
        sa.select(matters)
        .join(matter_messages, matter_messages.c.matter_id == matters.c.id)
        .where(matter_messages.c.chat_id == chat_id, matter_messages.c.message_id == message_id)
    )
    row = await tx.row(query)
    return await _matter(tx, row) if row else None


async def first_message(tx: Tx, matter_id: int) -> int | None:
    """Return the id of a matter's first message."""
    query = sa.select(sa.func.min(matter_messages.c.message_id).label("first"))
    row = await tx.row(query.where(matter_messages.c.matter_id == matter_id))
    return row["first"] if row else None


async def proposal(tx: Tx, matter_id: int, chat_id: int) -> int | None:
    """Return the message that opened what members agree to in a matter, or None if it has no message there.

    It is the first that was flagged or recorded as deciding: something else may have opened the talk.
    """
    own = (matter_messages.c.matter_id == matter_id) & (matter_messages.c.chat_id == chat_id)
    deciding: list[int] = []
    for table, labels in ((candidates, candidates.c.labels), (records, records.c.concerns)):
        same = (table.c.chat_id == matter_messages.c.chat_id) & (
            table.c.message_id == matter_messages.c.message_id
        )
        query = sa.select(table.c.message_id, labels.label("labels")).join(matter_messages, same).where(own)
        deciding += [row["message_id"] for row in await tx.rows(query) if row["labels"] & DECIDING]
    if deciding:
        return min(deciding)
    row = await tx.row(sa.select(sa.func.min(matter_messages.c.message_id).label("first")).where(own))
    return row["first"] if row else None


async def recent(tx: Tx, chat_id: int, topic_id: int | None, since: datetime) -> list[Matter]:
    """Return a topic's open matters last spoken of since then.

    Args:
        topic_id: the forum topic, or None outside forums and in General.
    """
    query = sa.select(matters).where(
        matters.c.chat_id == chat_id,
        matters.c.topic_id.is_not_distinct_from(topic_id),
        matters.c.last_at >= since,
        matters.c.state.in_([str(state) for state in OPEN_STATES]),
    )
    return [await _matter(tx, row) for row in await tx.rows(query)]


async def open_matter(
    tx: Tx, council_id: int, chat_id: int, topic_id: int | None, *, raised_by: int, at: datetime
) -> Matter:
    """Open a matter."""
    key = await tx.insert(
        matters,
        council_id=council_id,
        chat_id=chat_id,
        topic_id=topic_id,
        state=str(MatterState.FLAGGED),
        raised_by=raised_by,
        opened_at=at,
        last_at=at,
        cautioned=frozenset(),
    )
    return Matter(key, council_id, chat_id, topic_id, MatterState.FLAGGED, raised_by, at, at)


async def add_message(tx: Tx, matter: Matter, message_id: int, at: datetime) -> None:
    """Make a message part of a matter, and of no other; the matter is thereby spoken of at `at`."""
    place = {"chat_id": matter.chat_id, "message_id": message_id, "matter_id": matter.id}
    await tx.run(
        insert(matter_messages)
        .values(**place)
        .on_conflict_do_update(index_elements=["chat_id", "message_id"], set_={"matter_id": matter.id})
    )
    await tx.run(
        sa.update(matters).where(matters.c.id == matter.id, matters.c.last_at < at).values(last_at=at)
    )


async def add_cautioned(tx: Tx, matter: Matter, covers: frozenset[Cautioned]) -> None:
    """Note what was cautioned in a matter, beside what was before."""
    names = frozenset(_name(cautioned) for cautioned in matter.cautioned | covers)
    await tx.run(sa.update(matters).where(matters.c.id == matter.id).values(cautioned=names))


async def agree(tx: Tx, matter_id: int, user_id: int, message_id: int, at: datetime) -> None:
    """Note that somebody agrees, by saying it in a message or by a reaction to one."""
    await tx.insert_once(matter_votes, matter_id=matter_id, user_id=user_id, message_id=message_id, at=at)


async def take_back(tx: Tx, matter_id: int, user_id: int, message_id: int | None = None) -> None:
    """Take back somebody's agreement: with one message, or altogether."""
    where = (matter_votes.c.matter_id == matter_id) & (matter_votes.c.user_id == user_id)
    if message_id is not None:
        where &= matter_votes.c.message_id == message_id
    await tx.run(sa.delete(matter_votes).where(where))


async def quieten(tx: Tx, matter_id: int, by: int) -> bool:
    """Note that somebody pressed *Not council business*; say whether they were the first."""
    result = await tx.run(
        sa.update(matters)
        .where(matters.c.id == matter_id, matters.c.quietened_by.is_(None))
        .values(quietened_by=by)
    )
    return result.rowcount == 1


async def tell_consensus(tx: Tx, matter_id: int, count: int, now: datetime) -> None:
    """Note that the clerk and the group are told that `count` members agree."""
    await tx.run(
        sa.update(matters).where(matters.c.id == matter_id).values(consensus_at=now, consensus_count=count)
    )


async def set_agreeing(tx: Tx, matter_id: int, count: int) -> None:
    """Note how many members agree now, in a matter that was told of."""
    await tx.run(
        sa.update(matters)
        .where(matters.c.id == matter_id, matters.c.consensus_at.is_not(None))
        .values(consensus_count=count)
    )


async def is_withheld(tx: Tx, matter_id: int) -> bool:
    """Whether a matter is for the staffing recipient alone."""
    query = sa.select(matters.c.id).where(matters.c.id == matter_id, withheld())
    return await tx.row(query) is not None


def withheld() -> sa.ColumnElement[bool]:
    """Whether anything said in a matter was flagged, or is on record, for the staffing recipient alone."""
    flagged = sa.exists().where(
        candidates.c.matter_id == matters.c.id, candidates.c.route == str(Route.STAFFING)
    )
    recorded = sa.exists().where(
        matter_messages.c.matter_id == matters.c.id,
        records.c.chat_id == matter_messages.c.chat_id,
        records.c.message_id == matter_messages.c.message_id,
        records.c.route == str(Route.STAFFING),
    )
    return sa.or_(flagged, recorded)


async def consensus_between(
    tx: Tx, council_id: int, since: datetime, until: datetime, route: Route
) -> list[Row]:
    """Return matters in which a quorum came to agree in that time: id, chat_id, consensus_at, consensus_count.

    Args:
        route: only what is for these eyes.
    """
    query = sa.select(matters).where(
        matters.c.council_id == council_id,
        matters.c.consensus_at > since,
        matters.c.consensus_at <= until,
        withheld() if route is Route.STAFFING else sa.not_(withheld()),
    )
    return list(await tx.rows(query.order_by(matters.c.consensus_at)))


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One line of the list for the next agenda."""

    id: int
    matter_id: int
    chat_id: int
    message_id: int
    title: str
    raised_by: int
    raised_by_name: str
    at: datetime


def _item(row: Row) -> AgendaItem:
    return AgendaItem(
        row["id"],
        row["matter_id"],
        row["chat_id"],
        row["message_id"],
        row["title"],
        row["raised_by"],
        row["raised_by_name"],
        row["at"],
    )


async def agenda_line(tx: Tx, matter_id: int) -> AgendaItem | None:
    """Return the line of the agenda list that stands for a matter, or None."""
    row = await tx.row(sa.select(agenda).where(agenda.c.matter_id == matter_id))
    return _item(row) if row else None


async def move_message(tx: Tx, matter: Matter, message_id: int) -> None:
    """Make a message part of another matter than it was."""
    own = (matter_messages.c.chat_id == matter.chat_id) & (matter_messages.c.message_id == message_id)
    await tx.run(sa.update(matter_messages).where(own).values(matter_id=matter.id))


async def put_on_agenda(
    tx: Tx, matter: Matter, message_id: int, title: str, *, by: int, by_name: str, now: datetime
) -> tuple[AgendaItem, bool]:
    """Put a matter on the list for the next agenda; say whether it was not there before.

    A title given later fills one that was left empty, or replaces an earlier one.
    """
    row = await tx.row(sa.select(agenda).where(agenda.c.matter_id == matter.id))
    if row is not None:
        if title and title != row["title"]:
            await tx.run(sa.update(agenda).where(agenda.c.id == row["id"]).values(title=title[:300]))
        row = await tx.row(sa.select(agenda).where(agenda.c.matter_id == matter.id))
        assert row is not None
        return _item(row), False
    key = await tx.insert(
        agenda,
        council_id=matter.council_id,
        matter_id=matter.id,
        chat_id=matter.chat_id,
        message_id=message_id,
        title=title[:300],
        raised_by=by,
        raised_by_name=by_name,
        at=now,
    )
    await tx.run(sa.update(matters).where(matters.c.id == matter.id).values(state=str(MatterState.ON_AGENDA)))
    item = AgendaItem(key, matter.id, matter.chat_id, message_id, title[:300], by, by_name, now)
    return item, True


async def agenda_items(tx: Tx, council_id: int, route: Route | None = None) -> list[AgendaItem]:
    """Return what is on a council's list, oldest first.

    Args:
        route: only what is for these eyes: a line goes the way of the message it was put there for.
    """
    query = sa.select(agenda).where(agenda.c.council_id == council_id, agenda.c.done_at.is_(None))
    if route is not None:
        withheld = sa.or_(_routed(candidates), _routed(records))
        query = query.where(withheld if route is Route.STAFFING else sa.not_(withheld))
    return [_item(row) for row in await tx.rows(query.order_by(agenda.c.id))]


def _routed(table: sa.Table) -> sa.Exists:
    """Whether the message of a line is for the staffing recipient alone, by a table that knows it."""
    same = (table.c.chat_id == agenda.c.chat_id) & (table.c.message_id == agenda.c.message_id)
    return sa.exists().where(same, table.c.route == str(Route.STAFFING))
