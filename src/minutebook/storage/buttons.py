"""What a button does, under a key: Telegram's callback data names the key and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from minutebook.storage.schema import buttons
from minutebook.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Pressable:
    """What pressing a button asks for.

    Attributes:
        action: name of the act.
        target: id of what it is done to, or None.
        extra: what else it needs.
    """

    key: str
    council_id: int
    action: str
    target: int | None = None
    extra: str = ""


async def make(tx: Tx, wanted: Sequence[Pressable], now: datetime) -> None:
    """Keep what buttons do; a key that is known already is left as it is."""
    for item in wanted:
        await tx.insert_once(
            buttons,
            key=item.key,
            council_id=item.council_id,
            action=item.action,
            target=item.target,
            extra=item.extra,
            made_at=now,
        )


async def get(tx: Tx, key: str) -> Pressable | None:
    """Return what the button with that key does, or None."""
    row = await tx.row(sa.select(buttons).where(buttons.c.key == key))
    if row is None:
        return None
    return Pressable(row["key"], row["council_id"], row["action"], row["target"], row["extra"])


async def prune(tx: Tx, before: datetime) -> int:
    """Forget buttons made before; return how many."""
    return (await tx.run(sa.delete(buttons).where(buttons.c.made_at < before))).rowcount
