"""What a button does, under a key: Telegram's callback data names the key and nothing else."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from minutebook.council.retention import SHOWN_FOR
from minutebook.storage.schema import buttons
from minutebook.storage.store import Row, Tx

TYPED = ("find_more", "choose", "exempt_at", "exempt_all")
"""Actions whose `extra` holds words that somebody typed: they go with the answer they stand under."""


@dataclass(frozen=True, slots=True)
class Pressable:
    """What pressing a button asks for.

    Attributes:
        action: name of the act.
        target: id of what it is done to, or None.
        extra: what else it needs.
        made_at: when it was made, aware UTC; None until it is kept.
    """

    key: str
    council_id: int
    action: str
    target: int | None = None
    extra: str = ""
    made_at: datetime | None = None


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
    return _pressable(row) if row else None


def _pressable(row: Row) -> Pressable:
    return Pressable(
        row["key"], row["council_id"], row["action"], row["target"], row["extra"], row["made_at"]
    )


async def forget(tx: Tx, keys: Collection[str]) -> None:
    """Forget buttons: pressed from now on, they do nothing."""
    await tx.run(sa.delete(buttons).where(buttons.c.key.in_(list(keys))))


async def about(tx: Tx, council_id: int, action: str, target: int) -> Pressable | None:
    """Return the latest button that does this to that, or None."""
    row = await tx.row(
        sa.select(buttons)
        .where(*_about(council_id, action, target))
        .order_by(buttons.c.made_at.desc())
        .limit(1)
    )
    return _pressable(row) if row else None


async def forget_about(tx: Tx, council_id: int, action: str, target: int) -> None:
    """Forget every button that does this to that: pressed from now on, they do nothing."""
    await tx.run(sa.delete(buttons).where(*_about(council_id, action, target)))


def _about(council_id: int, action: str, target: int) -> tuple[sa.ColumnElement[bool], ...]:
    own = buttons.c
    return own.council_id == council_id, own.action == action, own.target == target


async def forget_typed(tx: Tx, council_id: int) -> None:
    """Forget a council's buttons with words somebody typed: what is disposed of may be among these."""
    await tx.run(sa.delete(buttons).where(buttons.c.council_id == council_id, buttons.c.action.in_(TYPED)))


async def prune(tx: Tx, before: datetime, now: datetime) -> int:
    """Forget buttons made before, and those with words somebody typed after a day; return how many."""
    typed = buttons.c.action.in_(TYPED) & (buttons.c.made_at <= now - SHOWN_FOR)
    return (await tx.run(sa.delete(buttons).where(sa.or_(buttons.c.made_at < before, typed)))).rowcount
