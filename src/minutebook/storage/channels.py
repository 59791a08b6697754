"""Where a council's records go on to: the clerk's mailbox, the installation's folder, both or neither."""

import sqlalchemy as sa

from minutebook.council.letters import Channel
from minutebook.council.records import Route
from minutebook.storage.schema import councils, facts
from minutebook.storage.schema_records import records
from minutebook.storage.store import Row, Tx

FOLDER = "records_folder"
"""The fact that records go into a folder: the configuration's word for the whole installation."""


async def of_record(tx: Tx, record_id: int) -> tuple[int, tuple[Channel, ...]]:
    """Return a record's council and where it goes on to; nowhere if it is for the staffing recipient."""
    query = (
        sa.select(records.c.council_id, records.c.route, *wanted())
        .join(councils, councils.c.id == records.c.council_id)
        .where(records.c.id == record_id)
    )
    row = await tx.row(query)
    if row is None or row["route"] != str(Route.CLERK):
        return 0, ()
    return row["council_id"], named(row)


def wanted() -> tuple[sa.Label[bool], sa.Label[str]]:
    """Return what to ask of `councils`, and of the installation, to know where a council's records go on to."""
    folder = sa.select(facts.c.value).where(facts.c.name == FOLDER).scalar_subquery()
    email = sa.and_(councils.c.mailbox != "", councils.c.mail_records)
    return email.label("email"), sa.func.coalesce(folder, "").label("folder")


def named(row: Row) -> tuple[Channel, ...]:
    """Return where a council's records go on to, by a row with what is `wanted`."""
    asked = ((Channel.EMAIL, row["email"]), (Channel.FOLDER, row["folder"] == "on"))
    return tuple(channel for channel, on in asked if on)
