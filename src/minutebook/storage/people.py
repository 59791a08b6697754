"""People: who was seen, who is in a group now, whom the bot may write to."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from minutebook.council.bodies import Person
from minutebook.storage.schema import members, people
from minutebook.storage.store import Row, Tx


def _person(row: Row) -> Person:
    return Person(row["user_id"], row["name"], row["username"], row["private_open"])


async def see(tx: Tx, person: Person, now: datetime) -> None:
    """Note that somebody was seen, under the name they have now."""
    values = {
        "name": person.name[:255],
        "username": person.username.lower() if person.username else None,
        "seen_at": now,
    }
    statement = insert(people).values(user_id=person.id, **values)
    await tx.run(statement.on_conflict_do_update(index_elements=["user_id"], set_=values))


async def get(tx: Tx, user_id: int) -> Person | None:
    """Return one person, if they were ever seen."""
    row = await tx.row(sa.select(people).where(people.c.user_id == user_id))
    return _person(row) if row else None


async def by_username(tx: Tx, username: str) -> Person | None:
    """Return who was last seen under an @name (given without the @)."""
    query = sa.select(people).where(people.c.username == username.lower()).order_by(people.c.seen_at.desc())
    row = await tx.row(query)
    return _person(row) if row else None


async def name_of(tx: Tx, user_id: int) -> str:
    """Return somebody's name as last seen, or a stand-in."""
    known = await get(tx, user_id)
    return known.name if known else f"person {user_id}"


async def set_private(tx: Tx, user_id: int, *, is_open: bool) -> None:
    """Note whether the bot may write to somebody."""
    await tx.run(sa.update(people).where(people.c.user_id == user_id).values(private_open=is_open))


async def set_member(
    tx: Tx, chat_id: int, user_id: int, council_id: int, *, present: bool, now: datetime
) -> None:
    """Note whether somebody is in a group now."""
    values = {"present": present, "changed_at": now}
    statement = insert(members).values(chat_id=chat_id, user_id=user_id, **values)
    await tx.run(statement.on_conflict_do_update(index_elements=["chat_id", "user_id"], set_=values))
    tx.stale.add(council_id)


async def move_members(tx: Tx, old_chat: int, new_chat: int) -> None:
    """Take the members of a group over to the supergroup it became."""
    await tx.run(
        sa.update(members)
        .where(members.c.chat_id == old_chat)
        .values(chat_id=new_chat)
        .prefix_with("OR REPLACE", dialect="sqlite")
    )
