"""Making a bundle from the store as it was planned (`bundle_plan`), a few hundred records at a time.

Every few hundred are one look at the store, so that its writer and the deletion of what was disposed of are held
up by none; writing is done in a thread.
"""

import asyncio
from array import array
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path

from minutebook.council.begun import as_begun
from minutebook.council.beside import Guard
from minutebook.council.bundles import Endings, Gap, Item, Made, SearchDone
from minutebook.council.exemptions import copy_of
from minutebook.council.exemptions import redacted as exempt
from minutebook.council.ledger import Act
from minutebook.council.link_copies import link_copies
from minutebook.council.other_laws import labels_of
from minutebook.council.register import Decision
from minutebook.council.wording import Wording
from minutebook.handlers import bundle_register
from minutebook.handlers.bundle_guard import guard_of
from minutebook.handlers.bundle_plan import Plan
from minutebook.handlers.exempting_laws import known_reasons
from minutebook.storage import (
    copies,
    digests,
    exemptions,
    ledgers,
    records,
    register,
    searches,
    selecting,
)
from minutebook.storage.store import Store, Tx

BATCH = 200
"""Records read and written at a time."""

Told = Callable[[int], Awaitable[None]]
"""Told how many records have been written."""


async def make(
    store: Store,
    what: Plan,
    folder: Path,
    *,
    stored: Path,
    wording: Wording,
    limit: int | None = None,
    told: Told | None = None,
) -> Made:
    """Write a bundle into an empty folder.

    Args:
        stored: where the council's files are kept.
        limit: bytes a part may have; None for one part whatever its size.
        told: told now and then how many records have been written.

    Raises:
        OSError: the disk is full or cannot be written.
    """
    # Pages and paper take their time to import, and are needed once a week.
    from minutebook.reports.bundle.writer import BundleWriter

    reasons = labels_of(what.cover, known_reasons())
    guard = await _guard(store, what)
    writer = await asyncio.to_thread(BundleWriter, folder, what.cover, wording, reasons, stored, limit, guard)
    written = array("q")
    try:
        for first in range(0, len(what.keys), BATCH):
            async with store.read() as tx:
                items = await _items(tx, what, what.keys[first : first + BATCH])
            written.extend(item.copy.record.id for item in items)
            await asyncio.to_thread(writer.add, items)
            if told is not None:
                await told(min(first + BATCH, len(what.keys)))
        async with store.read() as tx:
            if not what.cover.scope.redacted:
                async for entry in selecting.entries(
                    tx, what.cover.council_id, written, what.cover.head.count
                ):
                    writer.ledger([entry])
            endings = await _endings(tx, what, writer.refs, wording)
        return await asyncio.to_thread(writer.finish, endings)
    except BaseException:
        writer.abandon()
        raise


async def _guard(store: Store, what: Plan) -> Guard | None:
    """Return what keeps a redacted bundle's other pages from telling what its records do not."""
    scope, case = what.cover.scope, what.cover.case
    if not scope.redacted:
        return None
    async with store.read() as tx:
        done = await searches.of_request(tx, what.request.id) if what.request else []
        known = await _register(tx, what)
        marks = await exemptions.by_reference(tx, what.cover.council_id, what.request_id)
    texts = [scope.words, scope.klass, what.cover.klass, case.title if case else ""]
    texts += [*(one.words for one in done), *(group.title for group in what.groups)]
    texts += [text for one in known for text in (one.title, one.minute)]
    about = [mark for one in known for reference in one.references for mark in marks.get(reference, ())]
    return await guard_of(store, what.keys, what.request_id, texts, about)


async def _register(tx: Tx, what: Plan) -> list[Decision]:
    """Return the register of decisions as far as it is for the bundle's readers."""
    return [
        one for route in what.routes for one in await register.decisions(tx, what.cover.council_id, route)
    ]


async def _items(tx: Tx, what: Plan, keys: Sequence[int]) -> list[Item]:
    """Return some records as they stand in the bundle; one that was disposed of, or withheld, meanwhile is not."""
    found = await records.by_ids(tx, keys)
    kept = [record for record in found if record.route in what.routes]
    ids = [record.id for record in kept]
    marks = await exemptions.of_records(tx, ids, what.request_id)
    redacted = what.cover.scope.redacted
    # In a copy that goes out nothing is proved: what a digest was made from holds the numbers of people.
    proofs = {} if redacted else await selecting.evidence(tx, ids)
    items = []
    if not redacted:
        # The extract ends where the bundle was begun: what came since is in neither.
        since = await selecting.since(tx, what.cover.council_id, ids, what.cover.head.count)
        kept, proofs = as_begun(kept, proofs, since)
    for record in kept:
        own = marks.get(record.id, [])
        term = what.schedule.get(record.klass)
        standing = own if redacted else []
        copy = copy_of(record, standing)
        items.append(
            Item(
                copy=copy,
                klass=term.label if term else record.klass,
                dispose_on=record.dispose_on,
                keep_until=record.keep_until,
                evidence=proofs.get(record.id, ()),
                marks=own,
                links=link_copies(copy, standing),
                elsewhere=exempt(record.reply_elsewhere or "", standing),
            )
        )
    return items


async def _endings(tx: Tx, what: Plan, refs: Collection[str], wording: Wording) -> Endings:
    found = await searches.of_request(tx, what.request.id) if what.request else []
    decisions = [
        decision
        for decision in await _register(tx, what)
        # In a bundle of everything all stand, else those about its records.
        if what.cover.scope.everything or any(str(reference) in refs for reference in decision.references)
    ]
    marks = await exemptions.by_reference(tx, what.cover.council_id, what.request_id)
    return Endings(
        gaps=await _gaps(tx, what),
        searches=[SearchDone(one.at, one.by_name, one.words, one.records, one.others) for one in found],
        decisions=await bundle_register.lines(
            tx,
            decisions,
            refs,
            marks,
            wording,
            redacted=what.cover.scope.redacted,
            request_id=what.request_id,
        ),
    )


async def _gaps(tx: Tx, what: Plan) -> list[Gap]:
    """Return the gaps that touch the bundle's time."""
    begins, ends = what.cover.scope.instants(what.cover.zone)
    made_at = what.cover.made_at
    since, until = begins or datetime.min.replace(tzinfo=UTC), min(ends or made_at, made_at)
    titles = {group.chat_id: group.title for group in what.groups}
    return [
        Gap(gap.kind, gap.began_at, gap.ended_at, titles.get(gap.chat_id or 0, ""), gap.detail)
        for gap in await digests.gaps_between(tx, what.cover.council_id, since, until)
    ]


async def note_made(store: Store, what: Plan, made: Made, place: str, *, actor: int, now: datetime) -> None:
    """State which bundle it became, by its manifest; and of every record in it that a copy of it went out.

    The entry with which it was asked for stands in the bundle, and so cannot name it; this one does. The copies are
    for the certificates of disposal.
    """
    for first in range(0, len(what.keys), BATCH):
        async with store.change() as tx:
            there = await records.by_ids(tx, what.keys[first : first + BATCH])
            ids = [record.id for record in there if record.route in what.routes]
            await copies.note_all(tx, what.cover.council_id, ids, "bundle", place, now)
    async with store.change() as tx:
        await ledgers.write(
            tx, what.cover.council_id, Act.EXPORTED, None, at=now, actor_id=actor, digest=made.digest
        )
