"""Gathering the digest from the store and putting it in the outbox for those who are to read it."""

from collections.abc import Collection
from datetime import datetime

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView
from minutebook.council.outgoing import Outgoing
from minutebook.council.records import Route
from minutebook.council.schedule import next_occurrence
from minutebook.handlers import cautioning
from minutebook.handlers.house import Turn
from minutebook.reports.digest import Agreed, Flagged, Material, Missed, OnAgenda, Part, compose
from minutebook.storage import (
    candidates,
    councils,
    digests,
    ledgers,
    matters,
    memory,
    outbox,
    records,
    went_out,
)
from minutebook.storage.candidates import Candidate
from minutebook.storage.matters import AgendaItem
from minutebook.storage.store import Tx


async def gather(tx: Tx, view: CouncilView, since: datetime, until: datetime) -> Material:
    """Return what the clerk's digest tells of."""
    council = view.council
    unsure = await went_out.unconfirmed_cautions(tx, council.id)
    return Material(
        council=council.name,
        zone=council.settings.zone,
        since=since,
        until=until,
        records=await records.captured_between(tx, council.id, since, until, Route.CLERK),
        flagged=[_flagged(c, unsure) for c in await candidates.still_open(tx, council.id, Route.CLERK)],
        agreed=await _agreed(tx, view, since, until, Route.CLERK),
        agenda=[await _line(tx, item) for item in await matters.agenda_items(tx, council.id, Route.CLERK)],
        missed=[
            Missed(gap.kind, gap.began_at, gap.ended_at, gap.detail)
            for gap in await digests.gaps_between(tx, council.id, since, until)
        ],
        head=await ledgers.head(tx, council.id),
    )


async def gather_staffing(tx: Tx, view: CouncilView, since: datetime, until: datetime) -> Material:
    """Return what the staffing recipient is told: matters about the clerk or deputy, and nothing else."""
    council = view.council
    unsure = await went_out.unconfirmed_cautions(tx, council.id)
    return Material(
        council=council.name,
        zone=council.settings.zone,
        since=since,
        until=until,
        records=await records.captured_between(tx, council.id, since, until, Route.STAFFING),
        flagged=[_flagged(c, unsure) for c in await candidates.still_open(tx, council.id, Route.STAFFING)],
        agreed=await _agreed(tx, view, since, until, Route.STAFFING),
        agenda=[await _line(tx, item) for item in await matters.agenda_items(tx, council.id, Route.STAFFING)],
        missed=[],
        head=await ledgers.head(tx, council.id),
        staffing=True,
    )


async def _agreed(tx: Tx, view: CouncilView, since: datetime, until: datetime, route: Route) -> list[Agreed]:
    """Return the matters in which a quorum agreed, and whether the bot sees reactions there."""
    certain = {group.chat_id for group in view.groups if group.bot_is_admin}
    rows = await matters.consensus_between(tx, view.council.id, since, until, route)
    return [Agreed(row["consensus_at"], row["consensus_count"], row["chat_id"] in certain) for row in rows]


async def _line(tx: Tx, item: AgendaItem) -> OnAgenda:
    """Return a line of the agenda list with what it is about, as far as that may be shown and is known."""
    reference = await records.reference_of(tx, item.chat_id, item.message_id)
    flagged = await candidates.of_message(tx, item.chat_id, item.message_id)
    text = ""
    if not (flagged and flagged.sensitive):
        versions = await memory.versions(tx, item.chat_id, item.message_id)
        said = versions[-1] if versions else (flagged.message if flagged else None)
        text = said.text if said else ""
    return OnAgenda(item.title, item.raised_by_name, item.at, str(reference or ""), text)


def _flagged(candidate: Candidate, unsure: Collection[tuple[int | None, int]]) -> Flagged:
    message = candidate.message
    return Flagged(
        id=candidate.id,
        author=message.sender.name if message else "",
        sent_at=candidate.sent_at,
        flagged_at=candidate.flagged_at,
        labels=tuple(sorted(candidate.labels)),
        text="" if candidate.sensitive or message is None else message.text,
        late=candidate.late,
        said_transitory=candidate.said_transitory,
        unconfirmed=(candidate.matter_id, candidate.message_id) in unsure,
    )


async def digest_due(turn: Turn, view: CouncilView) -> None:
    """Make the digest that is due, for everyone who is to have one, and set when the next is."""
    council = view.council
    async with turn.change() as tx:
        due_at = council.next_digest_at
        since = await digests.last_until(tx, council.id, turn.now) or council.created_at
        material = await gather(tx, view, since, turn.now)
        staffing = await gather_staffing(tx, view, since, turn.now)
        key = await digests.note(
            tx,
            council.id,
            due_at=due_at,
            since=since,
            until=turn.now,
            head=material.head,
            candidates=[item.id for item in material.flagged],
            staffing=[item.id for item in staffing.flagged],
        )
        settings = council.settings
        await councils.set_next_digest(
            tx, council.id, next_occurrence(turn.now, settings.digest_at, settings.zone)
        )
        if key is None:
            return
        for user in sorted(view.staff_ids):
            await post(tx, turn, view, material, user, f"digest:{key}:{user}", subject=key)
        if not view.staff_ids:
            await _nobody(tx, turn, view, key, material)
        await _staffing(tx, turn, view, staffing, key)


async def _nobody(tx: Tx, turn: Turn, view: CouncilView, key: int, material: Material) -> None:
    """With no clerk appointed, say so to the admin, with counts and no text."""
    text = turn.house.wording.say(
        "digest.no_clerk",
        council=view.council.name,
        flagged=len(material.flagged),
        records=len(material.records),
    )
    for user in turn.house.admins_of(view):
        item = Outgoing(
            f"no-clerk:{key}:{user}",
            "notice",
            (outgoing.message(user, text),),
            council_id=view.council.id,
        )
        await outbox.put(tx, item, turn.now)


async def _staffing(tx: Tx, turn: Turn, view: CouncilView, material: Material, key: int) -> None:
    """Send what is about the clerk or deputy to the staffing recipient; with none, the admin sees a count."""
    if material.quiet:
        return
    for user in view.staffing_ids:
        await post(tx, turn, view, material, user, f"digest:{key}:{user}:staffing", subject=key)
    if view.staffing_ids:
        return
    text = turn.house.wording.say(
        "digest.staffing_unread",
        council=view.council.name,
        number=len(material.flagged) + len(material.records) + len(material.agenda),
    )
    for user in turn.house.admins_of(view):
        item = Outgoing(
            f"staffing-count:{key}:{user}",
            "notice",
            (outgoing.message(user, text),),
            council_id=view.council.id,
        )
        await outbox.put(tx, item, turn.now)


async def post(
    tx: Tx, turn: Turn, view: CouncilView, material: Material, user: int, key: str, *, subject: int | None
) -> None:
    """Put a digest in the outbox for one reader, with its buttons."""
    for number, part in enumerate(compose(material, turn.house.wording), start=1):
        send = outgoing.message(user, part.text, keyboard=await _buttons(tx, turn, view, part), protect=True)
        item = Outgoing(f"{key}:{number}", "digest", (send,), council_id=view.council.id, subject_id=subject)
        await outbox.put(tx, item, turn.now)


async def _buttons(tx: Tx, turn: Turn, view: CouncilView, part: Part) -> outgoing.Keyboard:
    rows: list[tuple[outgoing.Button, ...]] = []
    for number, key in part.flagged:
        row: list[tuple[str, int | None, str]] = [
            ("c_record", key, ""),
            ("c_transitory", key, ""),
            ("c_agenda", key, ""),
        ]
        rows += await cautioning.keyboard(tx, turn, view.council.id, [row], f"{number} ")
    return tuple(rows)


async def today(tx: Tx, turn: Turn, view: CouncilView, user: int, *, key: str) -> None:
    """Give the digest at once, of what has happened since the last one; the regular one still comes."""
    since = await digests.last_until(tx, view.council.id, turn.now) or view.council.created_at
    if user in view.staff_ids:
        material = await gather(tx, view, since, turn.now)
        await post(tx, turn, view, material, user, key, subject=None)
    if user in view.staffing_ids:
        own = await gather_staffing(tx, view, since, turn.now)
        await post(tx, turn, view, own, user, f"{key}:staffing", subject=None)
