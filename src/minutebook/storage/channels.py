"""Where a council's records go on to: the clerk's mailbox, the installation's folder, both or neither."""

import sqlalchemy as sa

from minutebook.council.letters import Channel
from minutebook.council.records import Route
from minutebook.storage.owed import Goal
from minutebook.storage.schema import councils, facts
from minutebook.storage.schema_records import records
from minutebook.storage.store import Row, Tx

FOLDER = "records_folder"
"""The fact that records go into a folder: the configuration's word for the whole installation."""


async def of_record(tx: Tx, record_id: int) -> tuple[Goal, ...]:
    """Return where a record goes on to; nowhere if it is for the staffing recipient."""
    query = (
        sa.select(records.c.council_id, records.c.route, councils.c.mailbox, *wanted())
        .join(councils, councils.c.id == records.c.council_id)
        .where(records.c.id == record_id)
    )
    row = await tx.row(query)
    if row is None or row["route"] != str(Route.CLERK):
        return ()
    return tuple(_goal(row["council_id"], channel, row) for channel in named(row))


async def of_council(tx: Tx, council_id: int) -> tuple[Goal, ...]:
    """Return where a council's records go on to."""
    query = sa.select(councils.c.mailbox, *wanted()).where(councils.c.id == council_id)
    row = await tx.row(query)
    return tuple(_goal(council_id, channel, row) for channel in named(row)) if row else ()


def _goal(council_id: int, channel: Channel, row: Row) -> Goal:
    return Goal(council_id, channel, row["mailbox"] if channel is Channel.EMAIL else "")


def wanted() -> tuple[sa.Label[bool], sa.Label[str]]:
    """Return what to ask of `councils`, and of the installation, to know where a council's records go on to."""
    folder = sa.select(facts.c.value).where(facts.c.name == FOLDER).scalar_subquery()
    email = sa.and_(councils.c.mailbox != "", councils.c.mail_records)
    return email.label("email"), sa.func.coalesce(folder, "").label("folder")


def named(row: Row) -> tuple[Channel, ...]:
    """Return where a council's records go on to, by a row with what is `wanted`."""
    asked = ((Channel.EMAIL, row["email"]), (Channel.FOLDER, row["folder"] == "on"))
    return tuple(channel for channel, on in asked if on)
