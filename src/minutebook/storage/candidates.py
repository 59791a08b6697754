"""What was flagged and not captured, until the clerk decides or it lapses."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from minutebook.council.assessment import REPORTED, Why
from minutebook.council.concerns import UNREPEATABLE, Concern, Label, Subject, label
from minutebook.council.messages import Message
from minutebook.council.records import Route
from minutebook.storage import holds
from minutebook.storage.codec import (
    message_from_json,
    message_to_json,
    vector_to_bytes,
    why_from_json,
    why_to_json,
)
from minutebook.storage.schema import candidates
from minutebook.storage.store import Row, Tx


@dataclass(frozen=True, slots=True)
class Candidate:
    """A flagged message.

    Attributes:
        labels: what the detector called it, lower bar included.
        message: as it stood when last flagged; None once it is neither open nor on hold.
        said_transitory: who pressed *Not council business* in the group, or None.
        listings: delivered digests that listed it.
        why: where in the text of `message` the words stand that told; none once it is not open, or where unknown.
    """

    id: int
    council_id: int
    chat_id: int
    message_id: int
    matter_id: int | None
    labels: frozenset[Label]
    route: Route
    late: bool
    sent_at: datetime
    flagged_at: datetime
    listings: int
    said_transitory: str | None
    state: str
    message: Message | None
    why: tuple[Why, ...]

    @property
    def reported(self) -> frozenset[Label]:
        """What it would have been called had it not cited a meeting; none of `labels`, known while it is open."""
        return frozenset(each.label for each in self.why if each.reason == REPORTED) - self.labels

    @property
    def shown(self) -> frozenset[Label]:
        """What the clerk is shown that it may be."""
        return self.labels | self.reported

    @property
    def concerns(self) -> frozenset[Concern]:
        """Its concerns."""
        return frozenset(name for name in self.labels if isinstance(name, Concern))

    @property
    def subjects(self) -> frozenset[Subject]:
        """Its subjects."""
        return frozenset(name for name in self.labels if isinstance(name, Subject))

    @property
    def sensitive(self) -> bool:
        """Whether its text is never shown in a digest."""
        return bool(self.labels & UNREPEATABLE)


def _candidate(row: Row) -> Candidate:
    return Candidate(
        id=row["id"],
        council_id=row["council_id"],
        chat_id=row["chat_id"],
        message_id=row["message_id"],
        matter_id=row["matter_id"],
        labels=frozenset(label(name) for name in row["labels"]),
        route=Route(row["route"]),
        late=row["late"],
        sent_at=row["sent_at"],
        flagged_at=row["flagged_at"],
        listings=row["listings"],
        said_transitory=row["said_transitory"],
        state=row["state"],
        message=message_from_json(row["body"]) if row["body"] else None,
        why=why_from_json(row["why"]) if row["why"] else (),
    )


async def flag(
    tx: Tx,
    council_id: int,
    message: Message,
    labels: Collection[Label],
    route: Route,
    *,
    matter_id: int | None,
    late: bool,
    now: datetime,
    vector: Sequence[float] = (),
    model: str = "",
    why: Sequence[Why] = (),
) -> None:
    """Put a message on the clerk's list, or bring it up to date there after an edit.

    What the clerk has decided stays decided, unless it was marked transitory and is now something else
    (`_reopens`); what was withheld from the clerk stays withheld.

    Args:
        vector: what the message is like, or () where that is not known; `model`: whose numbers these are.
        why: where in its text the words stand that told; it takes the place of what was told of another wording.
    """
    values = {
        "labels": frozenset(str(name) for name in labels),
        "route": str(route),
        "matter_id": matter_id,
        "body": message_to_json(message),
        "vector": vector_to_bytes(vector) if vector else None,
        "model": model if vector else None,
        "why": why_to_json(why) if why else None,
    }
    statement = insert(candidates).values(
        council_id=council_id,
        chat_id=message.chat_id,
        message_id=message.message_id,
        late=late,
        sent_at=message.sent_at,
        flagged_at=now,
        state="open",
        **values,
    )
    known = await of_message(tx, message.chat_id, message.message_id)
    changed: dict[str, object] = {**values, "route": _stricter(route), "listings": _listings(route)}
    states = ["open"]
    if known is not None and _reopens(known, labels, route):
        states.append(known.state)
        changed |= {"state": "open", "decided_by": None, "decided_at": None, "said_transitory": None}
        changed |= {"flagged_at": now, "late": late, "listings": 0}
    await tx.run(
        statement.on_conflict_do_update(
            index_elements=["chat_id", "message_id"], set_=changed, where=candidates.c.state.in_(states)
        )
    )


def _reopens(known: Candidate, labels: Collection[Label], route: Route) -> bool:
    """Whether what was marked transitory has to be decided anew: it has a concern it had not, or another reader."""
    if known.state != "transitory":
        return False
    concerns = {name for name in labels if isinstance(name, Concern)}
    withheld = route is Route.STAFFING and known.route is not Route.STAFFING
    return withheld or not concerns <= known.concerns


def _stricter(route: Route) -> sa.ColumnElement[str]:
    """Return the staffing recipient's route if a flag has it already, else `route`."""
    kept = candidates.c.route == str(Route.STAFFING)
    return sa.case((kept, str(Route.STAFFING)), else_=str(route))


def _listings(route: Route) -> sa.ColumnElement[int]:
    """Return none where a flag goes from the clerk to the staffing recipient, whom no digest has told of it yet."""
    goes = candidates.c.route != str(Route.STAFFING)
    return (
        sa.case((goes, 0), else_=candidates.c.listings) if route is Route.STAFFING else candidates.c.listings
    )


async def get(tx: Tx, candidate_id: int) -> Candidate | None:
    """Return one flagged message, open or not."""
    row = await tx.row(sa.select(candidates).where(candidates.c.id == candidate_id))
    return _candidate(row) if row else None


async def of_message(tx: Tx, chat_id: int, message_id: int) -> Candidate | None:
    """Return the flag on a message, or None."""
    query = sa.select(candidates).where(
        candidates.c.chat_id == chat_id, candidates.c.message_id == message_id
    )
    row = await tx.row(query)
    return _candidate(row) if row else None


async def withhold(tx: Tx, chat_id: int, message_id: int) -> None:
    """Keep the flag on a message, open or not, for the staffing recipient alone from now on."""
    flag = (candidates.c.chat_id == chat_id) & (candidates.c.message_id == message_id)
    gone = {"route": str(Route.STAFFING), "listings": 0, "vector": None, "model": None}
    await tx.run(sa.update(candidates).where(flag, candidates.c.route != str(Route.STAFFING)).values(**gone))


async def still_open(tx: Tx, council_id: int, route: Route) -> list[Candidate]:
    """Return what waits for a decision, in the order it was said."""
    query = sa.select(candidates).where(
        candidates.c.council_id == council_id, candidates.c.state == "open", candidates.c.route == str(route)
    )
    return [_candidate(row) for row in await tx.rows(query.order_by(candidates.c.sent_at, candidates.c.id))]


async def close(tx: Tx, candidate_id: int, state: str, *, by: int, now: datetime) -> bool:
    """End a flag as `recorded`, `transitory` or `lapsed` and forget its text; say whether it was open.

    What is on hold keeps its text, for the request it is held for, until `forget_freed`.
    """
    held = holds.on_hold(candidates.c.chat_id, candidates.c.message_id)
    body = sa.null() if state == "recorded" else sa.case((held, candidates.c.body), else_=sa.null())
    result = await tx.run(
        sa.update(candidates)
        .where(candidates.c.id == candidate_id, candidates.c.state == "open")
        .values(state=state, decided_by=by, decided_at=now, body=body, vector=None, model=None, why=None)
    )
    return result.rowcount == 1


async def forget_freed(tx: Tx) -> int:
    """Forget the texts of flags that were decided while they were on hold and are so no more; return how many."""
    kept = (candidates.c.state != "open") & candidates.c.body.is_not(None)
    free = ~holds.on_hold(candidates.c.chat_id, candidates.c.message_id)
    return (await tx.run(sa.update(candidates).where(kept, free).values(body=None))).rowcount


async def note_transitory(tx: Tx, chat_id: int, message_id: int, name: str) -> None:
    """Note on a message's open flag that somebody said in the group it is not council business."""
    flag = (candidates.c.chat_id == chat_id) & (candidates.c.message_id == message_id)
    await tx.run(
        sa.update(candidates).where(flag, candidates.c.state == "open").values(said_transitory=name[:255])
    )


async def count_listing(tx: Tx, ids: Collection[int]) -> None:
    """Count one more delivered digest for flags that it listed."""
    if ids:
        await tx.run(
            sa.update(candidates)
            .where(candidates.c.id.in_(list(ids)))
            .values(listings=candidates.c.listings + 1)
        )


async def flagged_before(tx: Tx, before: datetime) -> list[Candidate]:
    """Return open flags set before then that may lapse, of every council: none that is on hold."""
    old = (candidates.c.state == "open") & (candidates.c.flagged_at <= before)
    free = ~holds.on_hold(candidates.c.chat_id, candidates.c.message_id)
    query = sa.select(candidates).where(old, free)
    return [_candidate(row) for row in await tx.rows(query.order_by(candidates.c.id))]
