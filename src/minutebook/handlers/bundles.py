"""The bundles that wait in the outbox: made in a folder of their own when they are to be sent, gone once they are.

One that Telegram would not take in one piece is sent in parts; one of which even a part is too large stays in
its folder, and where that is is told.
"""

import json
import logging
import shutil
from array import array
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from telegram.error import BadRequest, TelegramError

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView
from minutebook.council.bundles import Made, stem_of
from minutebook.council.ledger import Head
from minutebook.council.outgoing import Outgoing, Send, Way
from minutebook.council.records import Route
from minutebook.council.scopes import ScopeError, parse_scope
from minutebook.council.wording import Html, join
from minutebook.delivery.telegram import Document, deliver
from minutebook.handlers import bundling
from minutebook.handlers.bundling import BATCH, Plan
from minutebook.handlers.house import House
from minutebook.handlers.reading import heading, routes_for
from minutebook.storage import outbox
from minutebook.storage.engine import make_private_folder
from minutebook.storage.outbox import Due

log = logging.getLogger(__name__)

FRESH = timedelta(minutes=10)
"""How long a bundle that was made may wait: what it holds may be withheld or disposed of meanwhile."""

FORGOTTEN = timedelta(days=4)
"""After which one that was never taken is removed; the outbox gives up after three."""

STEPS = 10
"""How often it is told how far a bundle has come."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a bundle in the outbox is made from.

    Attributes:
        scope: as it is spelled after `/export`.
        by: who asked for it.
        at: when, ISO 8601.
        count, head: where the ledger stood, with the entry that states it.
        last: the highest key of a record in it.
        routes: whose records.
        told: key of the message that says how far it has come.
        part: which of its parts, from 1.
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
            last=what.keys[-1],
            routes=[str(route) for route in what.routes],
            told=told,
        )

    @property
    def spelled(self) -> str:
        """It as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


class Bundles:
    """Makes what the outbox sends as documents."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def ready(self, item: Due, send: Send) -> Document | None:
        """Return a part of a bundle, made now or just before; None if it is not its reader's to have any more.

        Raises:
            telegram.error.BadRequest: it cannot be made.
        """
        if item.council_id is None or not send.order:
            return None
        order = Order(**json.loads(send.order))
        view = await self._house.directory.view(item.council_id)
        routes = [route for route in routes_for(view, item.chat_id) if str(route) in order.routes]
        folder = self._folder(item.council_id, order)
        if not routes:
            shutil.rmtree(folder, ignore_errors=True)
            return None
        try:
            made = await self._made(folder, order, view, routes, item)
        except (ScopeError, OSError) as error:
            # Ours to mend, not Telegram's: what is said instead says so.
            log.error("a bundle could not be made: %s", type(error).__name__)
            shutil.rmtree(folder, ignore_errors=True)
            raise BadRequest("the bundle could not be made") from error
        if made is None or order.part > len(made.parts):
            return None
        path = made.parts[order.part - 1]
        return Document(path, path.name, self._caption(view, made, order.part))

    async def sent(self, item: Due, send: Send) -> None:
        """Remove what Telegram has taken: each part as it goes, the folder with the last."""
        if item.council_id is None or not send.order:
            return
        order = Order(**json.loads(send.order))
        folder = self._folder(item.council_id, order)
        made = _kept(folder)
        if made is None or order.part >= len(made.parts):
            shutil.rmtree(folder, ignore_errors=True)
        else:
            made.parts[order.part - 1].unlink(missing_ok=True)

    def _folder(self, council_id: int, order: Order) -> Path:
        return self._house.bundles / f"{council_id}-{order.count}"

    async def _made(
        self, folder: Path, order: Order, view: CouncilView, routes: Sequence[Route], item: Due
    ) -> Made | None:
        """Return the bundle as it lies in its folder, made anew where it is not there; None if it stays there."""
        self._sweep()
        kept = _kept(folder)
        if kept is not None and (order.part > 1 or self._is_fresh(folder)):
            return kept
        shutil.rmtree(folder, ignore_errors=True)
        make_private_folder(folder)
        what = await self._plan(order, view, routes)
        if not what.keys:
            shutil.rmtree(folder, ignore_errors=True)
            return None
        house = self._house
        made = await bundling.make(
            house.store,
            what,
            folder,
            stored=house.files,
            wording=house.wording,
            limit=house.part_limit,
            told=_Progress(house, item.chat_id, view, order, len(what.keys)).told,
        )
        made = _named(made, stem_of(what.cover))
        too_large = any(path.stat().st_size > house.part_limit for path in made.parts)
        place = str(made.parts[0]) if too_large else f"Telegram: {order.by}, {made.parts[0].name}"
        await bundling.note_copies(house.store, what, place, house.clock())
        if too_large:
            await self._leave(view, order, made, item)
            return None
        if order.part == 1 and len(made.parts) > 1:
            await self._put_others(view, order, made, item)
        _keep(folder, made, house.clock())
        return made

    async def _plan(self, order: Order, view: CouncilView, routes: Sequence[Route]) -> Plan:
        """Return the plan as it was, as far as its reader may still have it."""
        house = self._house
        async with house.store.read() as tx:
            what = await bundling.plan(
                tx,
                view.council,
                view.groups,
                parse_scope(order.scope),
                routes,
                by=order.by,
                now=datetime.fromisoformat(order.at),
                wording=house.wording,
            )
        keys = array("q", [key for key in what.keys if key <= order.last])
        head = Head(order.count, order.head)
        return replace(what, keys=keys, cover=replace(what.cover, head=head, total=len(keys)))

    async def _put_others(self, view: CouncilView, order: Order, made: Made, item: Due) -> None:
        """Put the other parts in the outbox."""
        house = self._house
        title = heading(house, view)
        async with house.store.change() as tx:
            for number, path in enumerate(made.parts[1:], start=2):
                more = replace(order, part=number).spelled
                send = Send(Way.DOCUMENT, item.chat_id, title, document=path.name, order=more)
                key = f"{order.told}:{number}"
                await outbox.put(tx, Outgoing(key, "answer", (send,), item.council_id), house.clock())

    async def _leave(self, view: CouncilView, order: Order, made: Made, item: Due) -> None:
        """Say where the bundle lies."""
        house = self._house
        text = join(
            [
                heading(house, view),
                house.wording.say("export.left", path=made.parts[0].parent.resolve(), digest=made.digest),
            ],
            "\n\n",
        )
        send = outgoing.message(item.chat_id, text)
        async with house.store.change() as tx:
            answer = Outgoing(f"{order.told}:left", "answer", (send,), item.council_id)
            await outbox.put(tx, answer, house.clock())

    def _caption(self, view: CouncilView, made: Made, part: int) -> Html:
        house = self._house
        lines = [heading(house, view)]
        if len(made.parts) > 1:
            lines.append(house.wording.say("export.part", number=part, of=len(made.parts)))
        if part == 1:
            lines.append(house.wording.say("export.done", count=made.records, digest=made.digest))
        return join(lines, "\n\n")

    def _is_fresh(self, folder: Path) -> bool:
        return self._house.clock() - _made_at(folder) < FRESH

    def _sweep(self) -> None:
        """Remove what was made and never taken. What was left for somebody has no mark and stays."""
        for marker in self._house.bundles.glob("*/made.json"):
            if self._house.clock() - _made_at(marker.parent) > FORGOTTEN:
                shutil.rmtree(marker.parent, ignore_errors=True)


class _Progress:
    """Tells, in the message that said a bundle is coming, how far it has come."""

    def __init__(self, house: House, chat_id: int, view: CouncilView, order: Order, total: int) -> None:
        self._house = house
        self._chat_id = chat_id
        self._view = view
        self._key = order.told
        self._total = total
        # A few hundred are done before anybody has read that they are coming.
        self._step = max(total // STEPS, 2 * BATCH)
        self._next = self._step

    async def told(self, count: int) -> None:
        """Tell it, unless it was told a moment ago."""
        if self._total <= self._step or (count < self._next and count < self._total):
            return
        self._next = count + self._step
        house = self._house
        async with house.store.read() as tx:
            message_id = await outbox.message_of(tx, self._key)
        if message_id is None:
            return
        name = "export.progress" if count < self._total else "export.ready"
        said = house.wording.say(name, number=f"{count:,}", of=f"{self._total:,}")
        text = join([heading(house, self._view), said], "\n\n")
        try:
            await deliver(house.bot, Send(Way.EDIT, self._chat_id, text, message_id=message_id))
        except TelegramError as error:
            # The bundle comes all the same.
            log.info("progress was not told: %s", type(error).__name__)


def _named(made: Made, stem: str) -> Made:
    """Give the parts of a bundle their names, now that it is known how many there are."""
    paths = []
    for number, path in enumerate(made.parts, start=1):
        part = f"-part-{number}-of-{len(made.parts)}" if len(made.parts) > 1 else ""
        paths.append(path.rename(path.with_name(f"{stem}{part}.zip")))
        paths[-1].chmod(0o600)
    return replace(made, parts=tuple(paths))


def _keep(folder: Path, made: Made, now: datetime) -> None:
    """Mark a bundle as whole."""
    facts = {
        "parts": [path.name for path in made.parts],
        "digest": made.digest,
        "records": made.records,
        "files": made.files,
        "at": now.isoformat(),
    }
    (folder / "made.json").write_text(json.dumps(facts), encoding="utf-8")


def _kept(folder: Path) -> Made | None:
    """Return the bundle that lies whole in a folder, or None."""
    try:
        facts = json.loads((folder / "made.json").read_text(encoding="utf-8"))
    except OSError:
        return None
    paths = tuple(folder / name for name in facts["parts"])
    return Made(paths, facts["digest"], facts["records"], facts["files"])


def _made_at(folder: Path) -> datetime:
    return datetime.fromisoformat(json.loads((folder / "made.json").read_text(encoding="utf-8"))["at"])
