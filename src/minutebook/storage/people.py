"""People: who was seen, who is in a group now, whom the bot may write to."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from minutebook.council.bodies import Person
from minutebook.council.roles import STAFF
from minutebook.storage import facts
from minutebook.storage.schema import members, people, roles
from minutebook.storage.store import Row, Tx

FORMER_NAMES = 50
"""Former names kept of a clerk or deputy."""


def _person(row: Row) -> Person:
    return Person(row["user_id"], row["name"], row["username"], row["private_open"])


async def see(tx: Tx, person: Person, now: datetime) -> None:
    """Note that somebody was seen, under the name they have now; what clerk and deputy were called stays known."""
    before = await get(tx, person.id)
    values = {
        "name": person.name[:255],
        "username": person.username.lower() if person.username else None,
        "seen_at": now,
    }
    statement = insert(people).values(user_id=person.id, **values)
    await tx.run(statement.on_conflict_do_update(index_elements=["user_id"], set_=values))
    if before is not None and (before.name, before.username) != (values["name"], values["username"]):
        await _renamed(tx, before)


async def _renamed(tx: Tx, before: Person) -> None:
    """Keep the old name of a clerk or deputy: what is said about them by it is still not for their eyes."""
    live = (roles.c.user_id == before.id) & roles.c.ended_at.is_(None)
    query = sa.select(roles.c.council_id).where(live, roles.c.role.in_([str(role) for role in STAFF]))
    serves = {row["council_id"] for row in await tx.rows(query)}
    if not serves:
        return
    known = await former_names(tx, before.id)
    old = [name for name in (before.name, before.username or "") if name and name not in known]
    # The earliest are kept: renaming oneself often must not wear the first one out.
    await facts.put(tx, _fact(before.id), "\n".join([*known, *old][:FORMER_NAMES]))
    tx.stale |= serves


def _fact(user_id: int) -> str:
    return f"known-as:{user_id}"


async def former_names(tx: Tx, user_id: int) -> tuple[str, ...]:
    """Return what somebody was called before, while clerk or deputy."""
    kept = await facts.get(tx, _fact(user_id))
    return tuple(kept.split("\n")) if kept else ()


async def get(tx: Tx, user_id: int) -> Person | None:
    """Return one person, if they were ever seen."""
    row = await tx.row(sa.select(people).where(people.c.user_id == user_id))
    return _person(row) if row else None


async def by_username(tx: Tx, username: str) -> Person | None:
    """Return who was last seen under an @name (given without the @)."""
    query = sa.select(people).where(people.c.username == username.lower()).order_by(people.c.seen_at.desc())
    row = await tx.row(query)
    return _person(row) if row else None


async def in_groups(tx: Tx, chat_ids: Sequence[int]) -> list[Person]:
    """Return the people known to be in any of these groups now, by name."""
    sitting = sa.select(members.c.user_id).where(members.c.chat_id.in_(list(chat_ids)), members.c.present)
    query = sa.select(people).where(people.c.user_id.in_(sitting)).order_by(people.c.name, people.c.user_id)
    return [_person(row) for row in await tx.rows(query)]


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


async def left_since(tx: Tx, chat_ids: Sequence[int], user_id: int, since: datetime) -> bool:
    """Whether somebody has left these groups after `since`, and is in none of them now."""
    # Telegram's times are whole seconds.
    second = since.replace(microsecond=0)
    own = (members.c.user_id == user_id) & members.c.chat_id.in_(list(chat_ids))
    rows = await tx.rows(sa.select(members.c.present, members.c.changed_at).where(own))
    return not any(row["present"] for row in rows) and any(row["changed_at"] >= second for row in rows)


async def move_members(tx: Tx, old_chat: int, new_chat: int) -> None:
    """Take the members of a group over to the supergroup it became."""
    await tx.run(
        sa.update(members)
        .where(members.c.chat_id == old_chat)
        .values(chat_id=new_chat)
        .prefix_with("OR REPLACE", dialect="sqlite")
    )
