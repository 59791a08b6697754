"""Small facts about the installation, by name: when the bot was last alive, what it last told Telegram."""

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from minutebook.storage.schema import facts
from minutebook.storage.store import Tx


async def get(tx: Tx, name: str) -> str | None:
    """Return the value of fact `name`, or None."""
    row = await tx.row(sa.select(facts.c.value).where(facts.c.name == name))
    return row["value"] if row else None


async def put(tx: Tx, name: str, value: str) -> None:
    """Set fact `name`."""
    statement = insert(facts).values(name=name, value=value)
    await tx.run(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
