"""Where each council's copies go by e-mail, with the log of who changed that."""

from datetime import datetime

import sqlalchemy as sa

from minutebook.council.mailboxes import Mailbox
from minutebook.storage import councils
from minutebook.storage.schema import councils as table
from minutebook.storage.schema import settings_log
from minutebook.storage.store import Tx


async def get(tx: Tx, council_id: int) -> Mailbox:
    """Return a council's mailbox."""
    query = sa.select(table.c.mailbox, table.c.mail_records, table.c.mail_digest)
    row = await tx.row(query.where(table.c.id == council_id))
    return Mailbox(row["mailbox"], row["mail_records"], row["mail_digest"]) if row else Mailbox()


async def put(tx: Tx, council_id: int, new: Mailbox, *, by: int, now: datetime) -> None:
    """Set a council's mailbox, and keep who did and when."""
    old = await get(tx, council_id)
    await tx.run(
        sa.update(table)
        .where(table.c.id == council_id)
        .values(mailbox=new.address, mail_records=new.records, mail_digest=new.digest)
    )
    await councils.log_change(tx, council_id, "mailbox", str(old), str(new), by=by, now=now)


async def set_by(tx: Tx, council_id: int, address: str) -> int | None:
    """Return who named an address last, where the mailbox had been another before or none; None if nobody did."""
    query = sa.select(settings_log.c.by_id, settings_log.c.old, settings_log.c.new).where(
        settings_log.c.council_id == council_id, settings_log.c.name == "mailbox"
    )
    named = f"“{address}”"
    for row in await tx.rows(query.order_by(settings_log.c.id.desc())):
        if row["new"].endswith(named) and (
            not row["old"].endswith(named) or row["old"].startswith("nothing ")
        ):
            return int(row["by_id"])
    return None
