"""Councils, their groups and their settings."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from minutebook.council.bodies import Council, CouncilView, Group
from minutebook.council.records import Route
from minutebook.council.roles import STAFF, Role
from minutebook.council.schedule import next_occurrence
from minutebook.council.settings import CautionMode, CouncilSettings, SettingsChange
from minutebook.storage import earlier_matters
from minutebook.storage.people import former_names
from minutebook.storage.schema import (
    candidates,
    councils,
    groups,
    members,
    people,
    roles,
    settings_log,
    waiting_groups,
)
from minutebook.storage.schema_records import records
from minutebook.storage.store import Row, Tx
from minutebook.storage.teaching import taught

OF_A_REQUEST = "request "
"""How the names of those changes begin that put a request right (`corrections`)."""

AT_COMPUTER = "computer"
"""What a command that was given at the council's computer is called among the changes."""


def _council(row: Row) -> Council:
    hour, minute = row["digest_at"].split(":")
    settings = CouncilSettings(
        policy=row["policy"],
        cautions=CautionMode(row["cautions"]),
        quorum=row["quorum"],
        digest_at=time(int(hour), int(minute)),
        timezone=row["timezone"],
        quiet=timedelta(minutes=row["quiet_minutes"]),
        memory=timedelta(hours=row["memory_hours"]),
        capture_emoji=row["capture_emoji"],
        contact=row["contact"],
    )
    return Council(
        row["id"], row["name"], settings, row["next_digest_at"], row["created_at"], row["created_by"]
    )


def _group(row: Row) -> Group:
    return Group(
        row["chat_id"],
        row["council_id"],
        row["title"],
        row["kind"],
        row["forum"],
        row["bot_status"],
        row["set_up_at"],
        row["migrated_to"],
    )


def _settings_values(settings: CouncilSettings) -> dict[str, object]:
    return {
        "policy": settings.policy,
        "cautions": str(settings.cautions),
        "quorum": settings.quorum,
        "digest_at": settings.digest_at.strftime("%H:%M"),
        "timezone": settings.timezone,
        "quiet_minutes": int(settings.quiet.total_seconds() // 60),
        "memory_hours": int(settings.memory.total_seconds() // 3600),
        "capture_emoji": settings.capture_emoji,
        "contact": settings.contact,
    }


async def create(tx: Tx, name: str, settings: CouncilSettings, *, by: int, now: datetime) -> Council:
    """Add a council; its first digest is due at the next local occurrence of its hour."""
    due = next_occurrence(now, settings.digest_at, settings.zone)
    key = await tx.insert(
        councils,
        name=name,
        next_digest_at=due,
        created_at=now,
        created_by=by,
        **_settings_values(settings),
    )
    tx.stale.add(key)
    return Council(key, name, settings, due, now, by)


async def get(tx: Tx, council_id: int) -> Council:
    """Return one council.

    Raises:
        RuntimeError: there is none with that key; keys are ours.
    """
    row = await tx.row(sa.select(councils).where(councils.c.id == council_id))
    if row is None:
        raise RuntimeError(f"no council {council_id}")
    return _council(row)


async def by_name(tx: Tx, name: str) -> Council | None:
    """Return the council of that name, whatever its case."""
    # SQLite's own lower() knows A to Z alone, and not the first letter of Ŵaun.
    for row in await tx.rows(sa.select(councils).order_by(councils.c.id)):
        if row["name"].casefold() == name.casefold():
            return _council(row)
    return None


async def everyone(tx: Tx) -> list[Council]:
    """Return every council."""
    return [_council(row) for row in await tx.rows(sa.select(councils).order_by(councils.c.id))]


async def change_setting(tx: Tx, council: Council, change: SettingsChange, *, by: int, now: datetime) -> None:
    """Keep a changed setting, with who and when; a new digest hour moves the next digest to its next occurrence."""
    values = _settings_values(change.settings)
    if change.name in ("digest", "timezone"):
        values["next_digest_at"] = next_occurrence(now, change.settings.digest_at, change.settings.zone)
    await tx.run(sa.update(councils).where(councils.c.id == council.id).values(**values))
    await log_change(tx, council.id, change.name, change.old, change.new, by=by, now=now)


async def rename(tx: Tx, council: Council, name: str, *, by: int, now: datetime) -> None:
    """Give a council another name, and keep who did and when; the name must be free."""
    await tx.run(sa.update(councils).where(councils.c.id == council.id).values(name=name))
    await log_change(tx, council.id, "name", council.name, name, by=by, now=now)


async def log_change(
    tx: Tx, council_id: int, name: str, old: str, new: str, *, by: int, now: datetime
) -> None:
    """Keep that something about a council was changed, by whom and when."""
    tx.stale.add(council_id)
    await tx.insert(settings_log, council_id=council_id, at=now, by_id=by, name=name, old=old, new=new)


async def changed_since(tx: Tx, council_id: int, name: str, since: datetime) -> bool:
    """Whether something about a council was changed after `since`."""
    query = sa.select(settings_log.c.id).where(
        settings_log.c.council_id == council_id, settings_log.c.name == name, settings_log.c.at > since
    )
    return await tx.row(query.limit(1)) is not None


async def changes(tx: Tx, council_id: int, limit: int = 20) -> list[Row]:
    """Return the latest changes: name, old, new, at, by_id; none of a request, which is the clerk's alone."""
    query = sa.select(settings_log).where(
        settings_log.c.council_id == council_id, settings_log.c.name.not_like(f"{OF_A_REQUEST}%")
    )
    return list(await tx.rows(query.order_by(settings_log.c.id.desc()).limit(limit)))


async def set_next_digest(tx: Tx, council_id: int, at: datetime) -> None:
    """Set when the next digest is due."""
    tx.stale.add(council_id)
    await tx.run(sa.update(councils).where(councils.c.id == council_id).values(next_digest_at=at))


async def add_group(tx: Tx, group: Group, *, by: int) -> None:
    """Add a group to its council, or bring one that is known up to date."""
    values = {
        "council_id": group.council_id,
        "title": group.title[:255],
        "kind": group.kind,
        "forum": group.forum,
        "bot_status": group.bot_status,
        "migrated_to": group.migrated_to,
    }
    statement = insert(groups).values(
        chat_id=group.chat_id, set_up_at=group.set_up_at, set_up_by=by, **values
    )
    await tx.run(statement.on_conflict_do_update(index_elements=["chat_id"], set_=values))
    await tx.run(sa.delete(waiting_groups).where(waiting_groups.c.chat_id == group.chat_id))
    tx.stale.add(group.council_id)


async def group(tx: Tx, chat_id: int) -> Group | None:
    """Return the group with that chat id, if it is set up."""
    row = await tx.row(sa.select(groups).where(groups.c.chat_id == chat_id))
    return _group(row) if row else None


async def set_bot_status(tx: Tx, known: Group, status: str) -> None:
    """Note the bot's own standing in a group."""
    tx.stale.add(known.council_id)
    await tx.run(sa.update(groups).where(groups.c.chat_id == known.chat_id).values(bot_status=status))


async def note_waiting(tx: Tx, chat_id: int, now: datetime) -> None:
    """Note that the bot is in a group nobody has set up; only its id is kept."""
    await tx.insert_once(waiting_groups, chat_id=chat_id, since=now)


async def forget_waiting(tx: Tx, chat_id: int) -> None:
    """Forget a group that was not set up."""
    await tx.run(sa.delete(waiting_groups).where(waiting_groups.c.chat_id == chat_id))


async def move_waiting(tx: Tx, old_chat: int, new_chat: int) -> None:
    """Let a group that nobody has set up go on waiting, since when it did, as the supergroup it became."""
    row = await tx.row(sa.select(waiting_groups).where(waiting_groups.c.chat_id == old_chat))
    if row is not None:
        await forget_waiting(tx, old_chat)
        await note_waiting(tx, new_chat, row["since"])


async def waiting_since(tx: Tx, before: datetime) -> list[int]:
    """Return groups that have waited since before then."""
    query = sa.select(waiting_groups.c.chat_id).where(waiting_groups.c.since <= before)
    return [row["chat_id"] for row in await tx.rows(query)]


async def councils_of(tx: Tx, user_id: int) -> list[int]:
    """Return keys of the councils that somebody serves or sits in, in order."""
    serving = sa.select(roles.c.council_id).where(roles.c.user_id == user_id, roles.c.ended_at.is_(None))
    sitting = (
        sa.select(groups.c.council_id)
        .join(members, members.c.chat_id == groups.c.chat_id)
        .where(members.c.user_id == user_id, members.c.present)
    )
    rows = await tx.rows(sa.union(serving, sitting))
    return sorted({row["council_id"] for row in rows})


async def view(tx: Tx, council_id: int) -> CouncilView:
    """Return what handling a message needs of a council."""
    council = await get(tx, council_id)
    own = [_group(row) for row in await tx.rows(sa.select(groups).where(groups.c.council_id == council_id))]
    held: dict[int, set[Role]] = {}
    for row in await tx.rows(
        sa.select(roles.c.user_id, roles.c.role).where(
            roles.c.council_id == council_id, roles.c.ended_at.is_(None)
        )
    ):
        held.setdefault(row["user_id"], set()).add(Role(row["role"]))
    present = await _present(tx, [item.chat_id for item in own])
    known = await tx.rows(sa.select(people).where(people.c.user_id.in_(list(held))))
    names = {row["user_id"]: row["name"] for row in known}
    others = {
        row["user_id"]: (row["username"] or "", *await former_names(tx, row["user_id"]))
        for row in known
        if held[row["user_id"]] & STAFF
    }
    appointed = {user: frozenset(which) for user, which in held.items()}
    once_staff = await _once_staff(tx, council_id)
    learned = await taught(tx, council_id, council.settings.zone)
    return CouncilView(council, tuple(own), appointed, present, names, others, once_staff, learned)


async def _once_staff(tx: Tx, council_id: int) -> frozenset[int]:
    """Return who was clerk or deputy, and is no more, when something about the staff was said.

    With them, of whom such a thing had been said before they came to it.
    """
    term = (roles.c.council_id == council_id) & roles.c.role.in_([str(role) for role in STAFF])
    said = [
        sa.exists().where(
            table.c.council_id == council_id,
            table.c.route == str(Route.STAFFING),
            at.between(roles.c.granted_at, roles.c.ended_at),
        )
        for table, at in ((candidates, candidates.c.flagged_at), (records, records.c.captured_at))
    ]
    query = sa.select(roles.c.user_id).where(term, roles.c.ended_at.is_not(None), sa.or_(*said))
    earlier = await earlier_matters.told_of(tx, council_id)
    return earlier | {row["user_id"] for row in await tx.rows(query)}


async def _present(tx: Tx, chat_ids: Iterable[int]) -> frozenset[int]:
    rows = await tx.rows(
        sa.select(members.c.user_id).where(members.c.chat_id.in_(list(chat_ids)), members.c.present)
    )
    return frozenset(row["user_id"] for row in rows)
