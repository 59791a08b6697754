"""What is left of a message elsewhere than on the record: short memory, flags, updates kept, what waits to be sent.

Disposal takes it away too. What another record repeats is that record's own, and stays.
"""

import html
import json
import re
from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa

from minutebook.council import outgoing
from minutebook.council.records import Route
from minutebook.storage import buttons, candidates, councils, dispatches, memory, teaching
from minutebook.storage.schema import candidates as flags
from minutebook.storage.schema import inbox
from minutebook.storage.schema_keeping import dispatches as waiting
from minutebook.storage.schema_records import outbox, record_files
from minutebook.storage.store import Tx

TELLING, SHOWN = 16, 40
"""Characters of a message that are enough to know it again in what waits to be sent, and that any excerpt shows."""

Key = tuple[int, int]
"""A message: chat and message id."""


async def with_albums(tx: Tx, keys: Collection[Key]) -> tuple[Key, ...]:
    """Return messages with what else of their albums the short memory holds, in order."""
    found = set(keys)
    for key in keys:
        known = await memory.get(tx, *key)
        if known is not None and known.album_id:
            found |= {item.key for item in await memory.album(tx, known)}
    return tuple(sorted(found))


async def forget(
    tx: Tx,
    council_id: int,
    keys: Collection[Key],
    texts: Sequence[str],
    ref: str,
    *,
    by: int,
    now: datetime,
    route: Route = Route.CLERK,
) -> None:
    """Forget messages everywhere but on the record.

    Args:
        texts: what they said, in all versions: what waits to be sent and repeats it is not sent.
        ref: their reference; what waits to be sent and names it is not sent either.
        by: who disposes of them.
        route: for whose eyes their record was.
    """
    for key in keys:
        await memory.forget(tx, *key)
        await _forget_flag(tx, council_id, key, by, now, route)
    await _forget_updates(tx, set(keys))
    needles = _needles(texts)
    await _forget_unsent(tx, council_id, needles, ref)
    await buttons.forget_typed(tx, council_id)


async def _forget_flag(tx: Tx, council_id: int, key: Key, by: int, now: datetime, route: Route) -> None:
    """Close a message's flag if it is open, and keep neither its text nor what was learned from it.

    A record for the staffing recipient alone may have repeated what is the clerk's: that is not theirs to end.
    """
    known = await candidates.of_message(tx, *key)
    if known is None or (route is Route.STAFFING and known.route is Route.CLERK):
        return
    await candidates.close(tx, known.id, "transitory", by=by, now=now)
    gone = {"body": None, "vector": None, "model": None, "why": None}
    await tx.run(sa.update(flags).where(flags.c.id == known.id).values(**gone))
    await teaching.unlearn(tx, council_id, known.id)


async def _forget_updates(tx: Tx, keys: set[Key]) -> None:
    """Empty updates that are still kept, done or not, and hold one of these messages."""
    query = sa.select(inbox.c.bot_id, inbox.c.update_id, inbox.c.payload).where(inbox.c.payload.is_not(None))
    for row in await tx.rows(query):
        if not any(_holds(_parsed(row["payload"]), key) for key in keys):
            continue
        which = (inbox.c.bot_id == row["bot_id"]) & (inbox.c.update_id == row["update_id"])
        await tx.run(sa.update(inbox).where(which).values(payload=None, state="done"))


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _holds(value: object, key: Key) -> bool:
    """Whether Telegram's JSON holds a message with that chat and id, at any depth."""
    if isinstance(value, list):
        return any(_holds(item, key) for item in value)
    if not isinstance(value, dict):
        return False
    chat = value.get("chat")
    if isinstance(chat, dict) and (chat.get("id"), value.get("message_id")) == key:
        return True
    return any(_holds(item, key) for item in value.values())


def _needles(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the beginnings by which texts are known again: a digest shows no more of them."""
    lines = (" ".join(text.split()) for text in texts)
    return tuple({line[:SHOWN].rstrip() for line in lines if len(line) >= TELLING})


def _repeats(text: str, needles: Sequence[str], ref: str) -> bool:
    plain = " ".join(html.unescape(re.sub("<[^>]*>", "", text)).split())
    return bool(ref and ref in plain) or any(needle in plain for needle in needles)


async def _forget_unsent(tx: Tx, council_id: int, needles: Sequence[str], ref: str) -> None:
    """Let nothing be sent that repeats what was said: digests, notices and answers that still wait, or were refused."""
    own = sa.or_(outbox.c.council_id == council_id, outbox.c.council_id.is_(None))
    query = sa.select(outbox.c.id, outbox.c.natural_key, outbox.c.payload).where(
        outbox.c.payload.is_not(None), own
    )
    for row in await tx.rows(query):
        # What was done at the computer in somebody's name they are told all the same: it says no more than the reference.
        named = "" if row["natural_key"].startswith(f"{councils.AT_COMPUTER}:") else ref
        if any(_repeats(way.text, needles, named) for way in outgoing.from_json(row["payload"])):
            dropped = {"state": "dropped", "payload": None, "take_down_at": None}
            await tx.run(sa.update(outbox).where(outbox.c.id == row["id"]).values(**dropped))
    digests = sa.select(waiting.c.id, waiting.c.payload).where(
        waiting.c.council_id == council_id, waiting.c.payload.is_not(None)
    )
    for row in await tx.rows(digests):
        if _repeats(row["payload"], needles, ref):
            gone = {"state": "dropped", "payload": None}
            await tx.run(sa.update(waiting).where(waiting.c.id == row["id"]).values(**gone))


async def forget_dispatches(tx: Tx, record_id: int) -> None:
    """Let nothing of a record go on, and forget what went: its files' keys are used anew one day."""
    await dispatches.forget_record(tx, record_id)
    files = sa.select(record_files.c.id).where(record_files.c.record_id == record_id)
    itself = (waiting.c.kind == "record") & (waiting.c.subject_id == record_id)
    its_files = (waiting.c.kind == "file") & waiting.c.subject_id.in_(files)
    await tx.run(sa.delete(waiting).where(sa.or_(itself, its_files)))
