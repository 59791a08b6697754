"""What the clerk's digest tells of how safe the records are, and the digest by e-mail."""

from datetime import datetime, timedelta

from minutebook.council.bodies import Council
from minutebook.council.records import Route
from minutebook.council.wording import Wording
from minutebook.reports.digest import compose
from minutebook.reports.digest_upkeep import Delayed, Upkeep
from minutebook.reports.letters import as_text
from minutebook.reports.material import Material
from minutebook.storage import come_back, dispatches, facts
from minutebook.storage.snapshots import BACKED_UP
from minutebook.storage.store import Tx

PATIENCE = timedelta(hours=1)
"""How long copies may wait before the digest tells of it."""


async def gathered(tx: Tx, council: Council, now: datetime) -> Upkeep:
    """Return when the last good backup was, what waits to go on, and what came back with a backup."""
    known = await facts.get(tx, BACKED_UP)
    waiting = await dispatches.waiting(tx, council.id)
    return Upkeep(
        now=now,
        backup_at=datetime.fromisoformat(known) if known else None,
        since=council.created_at,
        came_back=await come_back.count(tx, council.id, Route.CLERK),
        delayed=[
            Delayed(item.channel, item.count, item.since) for item in waiting if now - item.since >= PATIENCE
        ],
    )


async def mail_digest(tx: Tx, council: Council, key: int, material: Material, wording: Wording) -> None:
    """Let the clerk's digest go by e-mail, where the council wants that.

    Args:
        key: of the digest in the store.
        material: the clerk's, never the staffing recipient's.
    """
    parts = compose(material, wording)
    await dispatches.put_digest(tx, council.id, key, as_text([part.text for part in parts]), material.until)
