"""Orders for bundles: what is put in the outbox, from which a bundle is made when it is to be sent."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView
from minutebook.council.bundles import Cover
from minutebook.council.outgoing import Outgoing, Send, Way
from minutebook.council.wording import Html, Wording, join
from minutebook.handlers import bundle_plan, bundle_reasons, foi_seeing
from minutebook.handlers.bundle_plan import Plan
from minutebook.handlers.foi_seeing import Telling
from minutebook.handlers.house import House
from minutebook.handlers.reading import heading
from minutebook.storage import outbox
from minutebook.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Order:
    """What a bundle in the outbox is made from.

    Attributes:
        scope: as it is spelled after `/export`.
        by: who asked for it.
        at: when, ISO 8601.
        count, head: where the ledger stood, with the entry that states it.
        last: the highest key of a record in it; 0 where it holds none.
        routes: whose records.
        told: key of the message that says how far it has come.
        part: which of its parts, from 1.
        digest: of the manifest of the bundle that a later part is of; "" for the first, which is made anew.
        unrecorded: held messages that are not in it, as `Cover` has them.
    """

    scope: str
    by: str
    at: str
    count: int
    head: str
    last: int
    routes: Sequence[str]
    told: str
    part: int = 1
    digest: str = ""
    unrecorded: int = 0

    @classmethod
    def of(cls, what: Plan, told: str) -> "Order":
        """Return the order for a plan that is stated in the ledger."""
        cover = what.cover
        return cls(
            scope=cover.scope.spelled,
            by=cover.made_by,
            at=cover.made_at.isoformat(),
            count=cover.head.count,
            head=cover.head.seal,
            last=what.keys[-1] if what.keys else 0,
            routes=[str(route) for route in what.routes],
            told=told,
            unrecorded=cover.unrecorded,
        )

    @property
    def spelled(self) -> str:
        """It as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


async def counted(tx: Tx, view: CouncilView, what: Plan, tells: Telling) -> Plan:
    """Return a plan with how many messages its request holds that no bundle has, for they are on no record."""
    if what.request is None:
        return what
    number = await foi_seeing.unrecorded_of(tx, view, what.request, tells)
    return replace(what, cover=replace(what.cover, unrecorded=number))


def left_out(wording: Wording, what: Cover) -> list[Html]:
    """Return a warning of what a request holds that its bundle does not, with what mends it; nothing where it has all."""
    if what.case is None or not what.unrecorded:
        return []
    name = "export.unrecorded_closed" if what.case.closed else "export.unrecorded"
    return [wording.say(name, count=what.unrecorded, number=what.case.number)]


async def put(tx: Tx, house: House, view: CouncilView, what: Plan, user_id: int, key: str) -> None:
    """State a bundle in the ledger, and put in the outbox that it is coming, and it.

    Args:
        key: of what asks for it; what is put in the outbox is known by it.
    """
    now = house.clock()
    title = heading(house, view)
    note = house.wording.say("export.redacted" if what.cover.scope.redacted else "export.whole")
    preparing = house.wording.say("export.preparing", count=len(what.keys))
    if not what.keys:
        preparing = house.wording.say("export.preparing_none")
    stated = await bundle_plan.state(tx, what, actor=user_id)
    others = bundle_reasons.warning(what, await bundle_reasons.of_other_laws(tx, what), house.wording)
    text = join([title, preparing, *left_out(house.wording, what.cover), note, *others], "\n\n")
    coming = Outgoing(f"{key}:export", "answer", (outgoing.message(user_id, text),), view.council.id)
    await outbox.put(tx, coming, now)
    ways = sends(house, view, user_id, Order.of(stated, coming.key), "records.zip")
    await outbox.put(tx, Outgoing(f"{key}:bundle", "answer", ways, view.council.id), now)


def sends(house: House, view: CouncilView, user_id: int, order: Order, name: str) -> tuple[Send, Send]:
    """Return the ways in which a part of a bundle goes: as a document; else, that it could not be made or sent.

    Args:
        name: of the document, as far as it is known.
    """
    title = heading(house, view)
    refused = join([title, house.wording.say("export.failed")], "\n\n")
    return (
        Send(Way.DOCUMENT, user_id, title, document=name, order=order.spelled),
        outgoing.message(user_id, refused),
    )
