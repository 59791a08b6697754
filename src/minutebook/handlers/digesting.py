"""Gathering the digest from the store and putting it in the outbox for those who are to read it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView
from minutebook.council.outgoing import Outgoing
from minutebook.council.records import Route
from minutebook.council.schedule import next_occurrence
from minutebook.handlers import about, agenda_list, agreeing, cautioning, decisions, foi_telling, upkeep
from minutebook.handlers.house import Turn
from minutebook.reports.digest import compose
from minutebook.reports.material import About, Agreed, Choice, Flagged, Material, Missed, choose
from minutebook.reports.parts import Part
from minutebook.storage import (
    agenda_lines,
    candidates,
    councils,
    digests,
    holds,
    keeping,
    ledgers,
    matters,
    outbox,
    records,
    said,
    went_out,
)
from minutebook.storage.candidates import Candidate
from minutebook.storage.store import Tx


async def gather(
    tx: Tx, turn: Turn, view: CouncilView, since: datetime, until: datetime, route: Route
) -> Material:
    """Return what a digest tells of.

    Args:
        route: for whose eyes it is: the clerk's; or the staffing recipient's, who is told of matters about
            the clerk or deputy and of nothing else.
    """
    council = view.council
    unsure = await went_out.unconfirmed_cautions(tx, council.id)
    waiting = await candidates.still_open(tx, council.id, route)
    on_agenda = await agenda_lines.flags_listed(tx, council.id)
    on_hold = await holds.held_among(tx, [(one.chat_id, one.message_id) for one in waiting])
    choice = choose([_flagged(candidate, unsure, on_agenda, on_hold) for candidate in waiting])
    staffing = route is Route.STAFFING
    late, late_count = await decisions.overdue(tx, turn, view, route)
    gaps = [] if staffing else await digests.gaps_between(tx, council.id, since, until)
    return Material(
        council=council.name,
        zone=council.settings.zone,
        since=since,
        until=until,
        records=await records.captured_between(tx, council.id, since, until, route),
        flagged=choice,
        agreed=await _agreed(tx, turn, view, since, until, route),
        agenda=[line for _, line in await agenda_list.lines(tx, turn, view, route)],
        missed=[
            Missed(gap.kind, gap.began_at, gap.ended_at, gap.detail, view.told_apart(gap.chat_id))
            for gap in gaps
        ],
        head=await ledgers.head(tx, council.id),
        staffing=staffing,
        openings=await _openings(tx, turn, view, waiting, choice, route),
        overdue=late,
        overdue_count=late_count,
        due=await keeping.due(tx, council.id, [route], turn.now),
        requests=await foi_telling.told(tx, turn, view, route),
        upkeep=None if staffing else await upkeep.gathered(tx, council, turn.now),
    )


async def _agreed(
    tx: Tx, turn: Turn, view: CouncilView, since: datetime, until: datetime, route: Route
) -> list[Agreed]:
    """Return the matters in which a quorum agreed, about what, and whether the bot sees reactions there."""
    certain = {group.chat_id for group in view.groups if group.bot_is_admin}
    found = []
    for row in await matters.consensus_between(tx, view.council.id, since, until, route):
        opened = await about.opening(tx, turn, view, row["id"], row["chat_id"], route)
        sees, count = row["chat_id"] in certain, row["consensus_count"]
        polled = await agreeing.polled_in(tx, row["id"], row["chat_id"])
        matter = await matters.get(tx, row["id"])
        by_poll = polled == count and (matter is None or len(matter.agreeing) < count)
        found.append(Agreed(row["consensus_at"], count, sees, opened, polled=by_poll))
    return found


async def _openings(
    tx: Tx, turn: Turn, view: CouncilView, waiting: Sequence[Candidate], choice: Choice, route: Route
) -> dict[int, About]:
    """Return what opened the matters of listed messages, where that is not the first of them listed."""
    listed = {item.id for item in choice.listed}
    found: dict[int, About] = {}
    heads: dict[int, Candidate] = {}
    for candidate in waiting:
        if candidate.id in listed and candidate.matter_id is not None:
            heads.setdefault(candidate.matter_id, candidate)
    for matter_id, head in heads.items():
        first = (await said.in_matter(tx, matter_id, head.chat_id))[:1]
        if first and first[0] != head.message_id:
            opened = await about.message(tx, turn, view, head.chat_id, first[0], route)
            found |= {matter_id: opened} if opened else {}
    return found


def _flagged(
    candidate: Candidate,
    unsure: Collection[tuple[int | None, int]],
    on_agenda: Collection[int],
    on_hold: Collection[holds.Key],
) -> Flagged:
    message = candidate.message
    return Flagged(
        id=candidate.id,
        author=message.sender.name if message else "",
        sent_at=candidate.sent_at,
        flagged_at=candidate.flagged_at,
        labels=tuple(sorted(candidate.shown)),
        text="" if candidate.sensitive or message is None else message.text,
        late=candidate.late,
        said_transitory=candidate.said_transitory,
        reported=bool(candidate.reported),
        unconfirmed=(candidate.matter_id, candidate.message_id) in unsure,
        matter_id=candidate.matter_id,
        listings=candidate.listings,
        on_agenda=candidate.id in on_agenda,
        on_hold=(candidate.chat_id, candidate.message_id) in on_hold,
    )


async def digest_due(turn: Turn, view: CouncilView) -> None:
    """Make the digest that is due, for everyone who is to have one, and set when the next is."""
    council = view.council
    async with turn.change() as tx:
        due_at = council.next_digest_at
        since = await digests.last_until(tx, council.id, turn.now) or council.created_at
        material = await gather(tx, turn, view, since, turn.now, Route.CLERK)
        staffing = await gather(tx, turn, view, since, turn.now, Route.STAFFING)
        key = await digests.note(
            tx,
            council.id,
            due_at=due_at,
            since=since,
            until=turn.now,
            head=material.head,
            candidates=[item.id for item in material.flagged.listed],
            staffing=[item.id for item in staffing.flagged.listed],
        )
        settings = council.settings
        await councils.set_next_digest(
            tx, council.id, next_occurrence(turn.now, settings.digest_at, settings.zone)
        )
        if key is None:
            return
        for user in sorted(view.staff_ids):
            await post(tx, turn, view, material, user, f"digest:{key}:{user}", subject=key)
        await upkeep.mail_digest(tx, council, key, material, turn.house.wording)
        if not view.staff_ids:
            await _nobody(tx, turn, view, key, material)
        await _staffing(tx, turn, view, staffing, key)


async def _nobody(tx: Tx, turn: Turn, view: CouncilView, key: int, material: Material) -> None:
    """With no clerk appointed, say so to the admin, with counts and no text."""
    text = turn.house.wording.say(
        "digest.no_clerk",
        council=view.council.name,
        flagged=material.flagged.waiting,
        records=turn.house.wording.plain("digest.records_count", count=len(material.records)),
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
    number = material.flagged.waiting + len(material.records) + len(material.agenda)
    # That something unread is on hold tells with which words it was found.
    if view.staffing_ids or not number:
        return
    text = turn.house.wording.say("digest.staffing_unread", council=view.council.name, number=number)
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
    for number, key in part.items:
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
        material = await gather(tx, turn, view, since, turn.now, Route.CLERK)
        await post(tx, turn, view, material, user, key, subject=None)
    if user in view.staffing_ids:
        own = await gather(tx, turn, view, since, turn.now, Route.STAFFING)
        await post(tx, turn, view, own, user, f"{key}:staffing", subject=None)
