"""The bundles that wait in the outbox: made in a folder of their own when they are to be sent, gone once they are.

One that Telegram would not take in one piece is sent in parts; one of which even a part is too large stays in
its folder, and where that is is told. The parts of one bundle fit together and with no other: where the bundle
has gone from the disk between two, for something was disposed of, that is said and all of it made anew.
"""

import json
import logging
import shutil
from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from telegram.error import BadRequest, TelegramError

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView
from minutebook.council.bundles import Cover, Made, stem_of
from minutebook.council.ledger import Head
from minutebook.council.outgoing import Outgoing, Send, Way
from minutebook.council.records import Route
from minutebook.council.scopes import ScopeError, parse_scope
from minutebook.council.wording import Html, Wording, join
from minutebook.delivery.telegram import Document, deliver
from minutebook.handlers import bundle_orders, bundle_plan, bundle_shelf, bundling, routing
from minutebook.handlers.bundle_orders import Order
from minutebook.handlers.bundle_plan import Plan
from minutebook.handlers.bundling import BATCH
from minutebook.handlers.house import House, Turn
from minutebook.handlers.reading import heading, routes_for
from minutebook.storage import outbox
from minutebook.storage.engine import make_private_folder
from minutebook.storage.outbox import Due

log = logging.getLogger(__name__)

LOST_TOLD = 10
"""References of records whose files are missing that are named; the rest is counted."""

FRESH = timedelta(minutes=10)
"""How long a bundle that was made may wait: what it holds may be withheld or disposed of meanwhile."""

STEPS = 10
"""How often it is told how far a bundle has come."""


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
        made = bundle_shelf.kept(folder)
        if made is None or order.part >= len(made.parts):
            shutil.rmtree(folder, ignore_errors=True)
        else:
            made.parts[order.part - 1].unlink(missing_ok=True)

    def _folder(self, council_id: int, order: Order) -> Path:
        return bundle_shelf.folder_of(self._house.bundles, council_id, order.count, order.head)

    async def _made(
        self, folder: Path, order: Order, view: CouncilView, routes: Sequence[Route], item: Due
    ) -> Made | None:
        """Return the bundle as it lies in its folder, made where it is not there; None if there is none to send."""
        kept, left = bundle_shelf.kept(folder), bundle_shelf.left(folder)
        if order.part > 1:
            if kept is None:
                await self._put_anew(order, view, routes, item)
            # A later first part brought its own others.
            return kept if kept is not None and order.digest in ("", kept.digest) else None
        if left is not None:
            await self._tell_left(view, order, left, item)
            return None
        if kept is not None and self._is_fresh(folder):
            return kept
        writing = self._house.binding
        writing.add(folder)
        try:
            return await self._make(folder, order, view, routes, item)
        finally:
            writing.discard(folder)

    async def _make(
        self, folder: Path, order: Order, view: CouncilView, routes: Sequence[Route], item: Due
    ) -> Made | None:
        """Make the bundle; None if nothing is left to be in it, or it stays in its folder."""
        shutil.rmtree(folder, ignore_errors=True)
        make_private_folder(folder)
        what = await self._plan(order, view, routes)
        if what.empty:
            shutil.rmtree(folder, ignore_errors=True)
            return None
        house = self._house
        written = await bundling.make(
            house.store,
            what,
            folder,
            stored=house.files,
            wording=house.wording,
            limit=house.part_limit,
            told=_Progress(house, item.chat_id, view, order, what.cover).told,
        )
        made = bundle_shelf.named(written, stem_of(what.cover))
        too_large = any(path.stat().st_size > house.part_limit for path in written.parts)
        place = str(made.parts[0]) if too_large else f"Telegram: {order.by}, {made.parts[0].name}"
        await bundling.note_made(house.store, what, made, place, actor=item.chat_id, now=house.clock())
        bundle_shelf.rename(written, made)
        if too_large:
            bundle_shelf.leave(folder, made, house.clock())
            await self._tell_left(view, order, made, item)
            return None
        if len(made.parts) > 1:
            await self._put_others(view, order, made, item)
        bundle_shelf.keep(folder, made, house.clock())
        return made

    async def _plan(self, order: Order, view: CouncilView, routes: Sequence[Route]) -> Plan:
        """Return the plan as it was, as far as its reader may still have it."""
        what = await self._planned(order, view, routes, datetime.fromisoformat(order.at))
        keys = array("q", [key for key in what.keys if key <= order.last])
        head = Head(order.count, order.head)
        cover = replace(what.cover, head=head, total=len(keys), unrecorded=order.unrecorded)
        return replace(what, keys=keys, cover=cover)

    async def _planned(self, order: Order, view: CouncilView, routes: Sequence[Route], at: datetime) -> Plan:
        house = self._house
        async with house.store.read() as tx:
            return await bundle_plan.plan(
                tx,
                view.council,
                view.groups,
                parse_scope(order.scope, at.date()),
                routes,
                by=order.by,
                now=at,
                wording=house.wording,
            )

    async def _put_others(self, view: CouncilView, order: Order, made: Made, item: Due) -> None:
        """Put the other parts in the outbox."""
        house = self._house
        async with house.store.change() as tx:
            for number, path in enumerate(made.parts[1:], start=2):
                more = replace(order, part=number, digest=made.digest)
                ways = bundle_orders.sends(house, view, item.chat_id, more, path.name)
                key = f"{order.told}:{number}:{made.digest[:12]}"
                await outbox.put(tx, Outgoing(key, "answer", ways, item.council_id), house.clock())

    async def _put_anew(self, order: Order, view: CouncilView, routes: Sequence[Route], item: Due) -> None:
        """Say, once, that the parts that went belong to a bundle that is no more, and order the whole of it anew."""
        house = self._house
        now = house.clock()
        what = await self._planned(order, view, routes, now)
        async with house.store.read() as tx:
            what = await bundle_orders.counted(
                tx, view, what, partial(routing.tells_of_staff, Turn(house, ()), view)
            )
        lines = [heading(house, view), house.wording.say("export.anew")]
        if what.empty:
            lines.append(house.wording.say("export.none_such"))
        text = outgoing.message(item.chat_id, join(lines, "\n\n"))
        note = Outgoing(f"{order.told}:anew", "answer", (text,), item.council_id)
        async with house.store.change() as tx:
            if await outbox.put(tx, note, now) and not what.empty:
                await bundle_orders.put(tx, house, view, what, item.chat_id, note.key)

    async def _tell_left(self, view: CouncilView, order: Order, made: Made, item: Due) -> None:
        """Say where the bundle lies."""
        house = self._house
        text = join(
            [
                heading(house, view),
                house.wording.say("export.left", path=made.parts[0].parent.resolve(), digest=made.digest),
                *_lost(made, house.wording),
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
            name = "export.done" if made.records else "export.done_none"
            lines.append(house.wording.say(name, count=made.records, digest=made.digest))
            lines += _lost(made, house.wording)
        return join(lines, "\n\n")

    def _is_fresh(self, folder: Path) -> bool:
        return self._house.clock() - bundle_shelf.made_at(folder) < FRESH


def _lost(made: Made, wording: Wording) -> list[Html]:
    """Return that files are missing from a bundle, and of which records; nothing where none is."""
    if not made.lost:
        return []
    refs = made.lost_refs
    more = f" +{len(refs) - LOST_TOLD}" if len(refs) > LOST_TOLD else ""
    return [wording.say("export.lost", count=len(made.lost), refs=", ".join(refs[:LOST_TOLD]) + more)]


class _Progress:
    """Tells, in the message that said a bundle is coming, how far it has come."""

    def __init__(self, house: House, chat_id: int, view: CouncilView, order: Order, cover: Cover) -> None:
        self._house = house
        self._chat_id = chat_id
        self._view = view
        self._key = order.told
        self._cover = cover
        self._total = total = cover.total
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
        warning = bundle_orders.left_out(house.wording, self._cover)
        text = join([heading(house, self._view), said, *warning], "\n\n")
        try:
            await deliver(house.bot, Send(Way.EDIT, self._chat_id, text, message_id=message_id))
        except TelegramError as error:
            # The bundle comes all the same.
            log.info("progress was not told: %s", type(error).__name__)
