"""What goes on to where a council keeps its records: put here in the transaction that causes it, kept until it is taken.

Three kinds: a record as captured, or a later version of it; a file fetched after its record went; a digest. A
record for the staffing recipient alone goes nowhere: the mailbox and the folder are the clerk's. That is asked when
it is put here and again when it is sent.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from minutebook.council.letters import Channel
from minutebook.storage import channels, facts, owed
from minutebook.storage.owed import Goal
from minutebook.storage.schema import councils
from minutebook.storage.schema_keeping import dispatches
from minutebook.storage.schema_records import record_files
from minutebook.storage.store import Row, Tx

FILES_WAIT = timedelta(minutes=2)
"""How long a record waits for its files, so that they go with it; those that come later follow it."""

_before = dispatches.alias()


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One thing to go on now.

    Attributes:
        kind: `record`, `file` or `digest`.
        subject_id: key of the record, file or digest.
        version: the version a record had when it was put here, else 0.
        payload: a digest's text.
        tries: how often it failed before.
    """

    id: int
    council_id: int
    channel: Channel
    kind: str
    subject_id: int
    version: int
    payload: str
    tries: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much of a council's waits to go by one channel, and since when."""

    channel: Channel
    count: int
    since: datetime


async def note_folder(tx: Tx, *, configured: bool) -> None:
    """Note whether records go into a folder; if they do no longer, nothing waits for it."""
    await facts.put(tx, channels.FOLDER, "on" if configured else "")
    if not configured:
        await _drop(tx, dispatches.c.way == str(Channel.FOLDER))


async def put_record(tx: Tx, record_id: int, now: datetime) -> None:
    """Let what is owed of a record go on, its latest version too; nowhere if it is for the staffing recipient.

    A record from before there was a mailbox, or that address, goes as a whole once there is something new of it.
    """
    for goal in await channels.of_record(tx, record_id):
        await _put_owed(tx, goal, record_id, now)


async def _put_owed(tx: Tx, goal: Goal, record_id: int, now: datetime) -> bool:
    """Let the versions go on that are owed of a record; say whether there were any."""
    numbers = (await owed.versions(tx, goal, [record_id])).get(record_id, [])
    for number in numbers:
        await put_record_to(tx, goal.council_id, (goal.channel,), record_id, number, now)
    if numbers:
        # Files that wait to follow go with it, not before it.
        files = sa.select(record_files.c.id).where(record_files.c.record_id == record_id)
        way = dispatches.c.way == str(goal.channel)
        await _drop(tx, way & (dispatches.c.kind == "file") & dispatches.c.subject_id.in_(files))
    return bool(numbers)


async def put_record_to(
    tx: Tx, council_id: int, to: Collection[Channel], record_id: int, version: int, now: datetime
) -> None:
    """Let a version of a record go on by these channels; that it may, and is owed, was asked."""
    wanted = record_files.c.record_id == record_id, record_files.c.state == "wanted"
    later = await tx.number(sa.select(sa.func.count()).where(*wanted))
    for channel in to:
        key = f"{channel}:record:{record_id}:{version}"
        at = now + FILES_WAIT if later else now
        await _put(tx, council_id, channel, key, "record", record_id, now, version=version, next_at=at)


async def put_files(tx: Tx, record_id: int, now: datetime) -> None:
    """Let files that were fetched go on: with their record if that still waits, or never went, else by themselves."""
    for goal in await channels.of_record(tx, record_id):
        waits = _record_waits(goal.channel, record_id)
        if await _put_owed(tx, goal, record_id, now):
            continue
        if await tx.row(sa.select(dispatches.c.id).where(waits).limit(1)) is not None:
            await _hasten(tx, waits, record_id, now)
            continue
        for _, file_id in await owed.files(tx, goal, [record_id]):
            key = f"{goal.channel}:file:{record_id}:{file_id}"
            await _put(tx, goal.council_id, goal.channel, key, "file", file_id, now)


async def readdress(tx: Tx, council_id: int, now: datetime) -> None:
    """Let what waits for the mailbox go to the address it has since, after what that never had of the same records."""
    own = dispatches.c.council_id == council_id, dispatches.c.way == str(Channel.EMAIL)
    waits = sa.select(dispatches.c.subject_id).where(*own, dispatches.c.state == "waiting")
    files = sa.select(record_files.c.record_id.label("subject_id")).where(
        record_files.c.id.in_(waits.where(dispatches.c.kind == "file"))
    )
    for row in await tx.rows(sa.union(waits.where(dispatches.c.kind == "record"), files)):
        for goal in await channels.of_record(tx, row["subject_id"]):
            if goal.channel is Channel.EMAIL:
                await _put_owed(tx, goal, row["subject_id"], now)


async def _hasten(tx: Tx, waiting: sa.ColumnElement[bool], record_id: int, now: datetime) -> None:
    """Let a record that waits for its files wait no longer, if this was the last of them."""
    wanted = record_files.c.record_id == record_id, record_files.c.state == "wanted"
    if not await tx.number(sa.select(sa.func.count()).where(*wanted)):
        tx.wakes_dispatches = True
        # What has failed before waits for another reason.
        await tx.run(sa.update(dispatches).where(waiting, dispatches.c.tries == 0).values(next_at=now))


async def put_digest(tx: Tx, council_id: int, digest_id: int, text: str, now: datetime) -> None:
    """Let the clerk's digest go by e-mail, if the council wants that."""
    row = await tx.row(
        sa.select(councils.c.mailbox, councils.c.mail_digest).where(councils.c.id == council_id)
    )
    if row and row["mailbox"] and row["mail_digest"]:
        key = f"{Channel.EMAIL}:digest:{digest_id}"
        await _put(tx, council_id, Channel.EMAIL, key, "digest", digest_id, now, payload=text)


async def _put(
    tx: Tx,
    council_id: int,
    channel: Channel,
    key: str,
    kind: str,
    subject_id: int,
    now: datetime,
    *,
    version: int = 0,
    payload: str | None = None,
    next_at: datetime | None = None,
) -> None:
    anew = {
        "payload": payload,
        "state": "waiting",
        "tries": 0,
        "next_at": next_at or now,
        "made_at": now,
        "sent_at": None,
        "fault": None,
    }
    own = {"natural_key": key, "council_id": council_id, "way": str(channel), "kind": kind}
    statement = insert(dispatches).values(**own, subject_id=subject_id, version=version, **anew)
    # One that was dropped, or went to another address, goes anew; a digest never does.
    over = (dispatches.c.state != "waiting") & (dispatches.c.kind != "digest")
    await tx.run(statement.on_conflict_do_update(index_elements=["natural_key"], set_=anew, where=over))
    tx.wakes_dispatches = True


def _record_waits(channel: Channel, record_id: int) -> sa.ColumnElement[bool]:
    return sa.and_(
        dispatches.c.way == str(channel),
        dispatches.c.kind == "record",
        dispatches.c.subject_id == record_id,
        dispatches.c.state == "waiting",
    )


def _earlier(*more: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Return the condition that an earlier version of the same record waits for the same channel."""
    return sa.exists().where(
        _before.c.state == "waiting",
        _before.c.kind == "record",
        _before.c.way == dispatches.c.way,
        _before.c.subject_id == dispatches.c.subject_id,
        _before.c.version < dispatches.c.version,
        *more,
    )


async def due(tx: Tx, channel: Channel, now: datetime, limit: int = 20) -> list[Dispatch]:
    """Return what may go now by one channel, in order: no version before an earlier one that waits."""
    overtakes = _earlier((_before.c.next_at > now) | (_before.c.id > dispatches.c.id))
    query = sa.select(dispatches).where(
        dispatches.c.way == str(channel),
        dispatches.c.state == "waiting",
        dispatches.c.next_at <= now,
        sa.not_(overtakes),
    )
    # Reckoned with, so that it goes by what waits, which is little, and not through all there ever was.
    ordered = query.order_by(dispatches.c.id + 0).limit(limit)
    return [_dispatch(row) for row in await tx.rows(ordered)]


def _dispatch(row: Row) -> Dispatch:
    return Dispatch(
        row["id"],
        row["council_id"],
        Channel(row["way"]),
        row["kind"],
        row["subject_id"],
        row["version"],
        row["payload"] or "",
        row["tries"],
        row["made_at"],
    )


async def next_due_at(tx: Tx, channel: Channel) -> datetime | None:
    """Return when the next thing that waits for a channel falls due, or None if nothing waits."""
    # What waits for an earlier version falls due with that.
    query = sa.select(dispatches.c.next_at).where(
        dispatches.c.way == str(channel), dispatches.c.state == "waiting", sa.not_(_earlier())
    )
    row = await tx.row(query.order_by(dispatches.c.next_at).limit(1))
    return row["next_at"] if row else None


async def put_off(tx: Tx, item: Dispatch, until: datetime, fault: str) -> None:
    """Try something that failed again at `until`."""
    await tx.run(
        sa.update(dispatches)
        .where(dispatches.c.id == item.id)
        .values(next_at=until, tries=dispatches.c.tries + 1, fault=fault[:120])
    )


async def hold(tx: Tx, channel: Channel, until: datetime, council_id: int | None = None) -> None:
    """Let nothing go by a channel before `until`; only one council's, if it is given."""
    where = (
        (dispatches.c.way == str(channel))
        & (dispatches.c.state == "waiting")
        & (dispatches.c.next_at < until)
    )
    if council_id is not None:
        where &= dispatches.c.council_id == council_id
    await tx.run(sa.update(dispatches).where(where).values(next_at=until))


async def hurry(tx: Tx, channel: Channel, now: datetime, council_id: int | None = None) -> None:
    """Try everything that waits for a channel now: it works again, or goes elsewhere."""
    where = (dispatches.c.way == str(channel)) & (dispatches.c.state == "waiting")
    if council_id is not None:
        where &= dispatches.c.council_id == council_id
    await tx.run(sa.update(dispatches).where(where, dispatches.c.next_at > now).values(next_at=now))
    tx.wakes_dispatches = True


async def _drop(tx: Tx, which: sa.ColumnElement[bool]) -> None:
    waits = dispatches.c.state == "waiting"
    await tx.run(sa.update(dispatches).where(which, waits).values(state="dropped", payload=None))


async def drop(tx: Tx, item: Dispatch) -> None:
    """Let something not go on after all: it was disposed of, or is for other eyes now."""
    await _drop(tx, dispatches.c.id == item.id)


async def drop_kinds(tx: Tx, council_id: int, kinds: Collection[str]) -> None:
    """Let nothing of these kinds go by e-mail that still waits: the council wants it no longer."""
    own = (dispatches.c.council_id == council_id) & (dispatches.c.way == str(Channel.EMAIL))
    await _drop(tx, own & dispatches.c.kind.in_(list(kinds)))


async def forget_record(tx: Tx, record_id: int) -> None:
    """Let nothing of a record go on that still waits: it is disposed of."""
    files = sa.select(record_files.c.id).where(record_files.c.record_id == record_id)
    itself = (dispatches.c.kind == "record") & (dispatches.c.subject_id == record_id)
    await _drop(tx, itself | ((dispatches.c.kind == "file") & dispatches.c.subject_id.in_(files)))


async def waiting(tx: Tx, council_id: int) -> list[Waiting]:
    """Return how much of a council's waits, by channel."""
    query = (
        sa.select(
            dispatches.c.way,
            sa.func.count().label("count"),
            sa.func.min(dispatches.c.made_at).label("since"),
        )
        .where(dispatches.c.council_id == council_id, dispatches.c.state == "waiting")
        .group_by(dispatches.c.way)
        .order_by(dispatches.c.way)
    )
    return [Waiting(Channel(row["way"]), row["count"], row["since"]) for row in await tx.rows(query)]


async def waiting_councils(tx: Tx, channel: Channel) -> list[int]:
    """Return keys of the councils of which something waits for a channel."""
    query = sa.select(dispatches.c.council_id).where(
        dispatches.c.way == str(channel), dispatches.c.state == "waiting"
    )
    return [row["council_id"] for row in await tx.rows(query.distinct().order_by(dispatches.c.council_id))]


async def prune(tx: Tx, before: datetime) -> None:
    """Forget what went, or was dropped, long ago, but for files whose copies do not name them: by it they are known."""
    older = sa.literal(":file:").concat(sa.cast(dispatches.c.subject_id, sa.String))
    kept = (dispatches.c.kind == "file") & (dispatches.c.natural_key == dispatches.c.way.concat(older))
    over = dispatches.c.state.in_(["sent", "dropped"]) & sa.not_(kept)
    await tx.run(sa.delete(dispatches).where(over, dispatches.c.made_at < before))
