"""The composition root: puts the parts together, once, and starts and stops them in order."""

import asyncio
import base64
import json
import logging
import secrets
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import telegram
from telegram.error import InvalidToken, NetworkError
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, ExtBot
from telegram.request import HTTPXRequest

from minutebook.bot.inbox import Inbox, KeepingRequest
from minutebook.bot.lanes import LaneQueue, Lanes, Work
from minutebook.bot.settings import Settings
from minutebook.bot.ticker import Ticker
from minutebook.council import outgoing
from minutebook.council.assessment import Detector
from minutebook.council.errors import ConfigurationError
from minutebook.council.outgoing import Outgoing
from minutebook.council.policy import load_policies
from minutebook.council.roles import Role
from minutebook.council.wording import load_wording
from minutebook.delivery.files import Fetcher
from minutebook.delivery.outbox import Outbox
from minutebook.detector.rules import RulesDetector
from minutebook.handlers import dispatch, membership, menus
from minutebook.handlers.house import Directory, House, Identity
from minutebook.storage import appointments, councils, digests, inbox, outbox, people
from minutebook.storage.engine import make_private_folder
from minutebook.storage.outbox import Due
from minutebook.storage.store import Store, Tx, open_store

log = logging.getLogger(__name__)

TICK = 5.0
"""Seconds between looks at what is due."""

REACHING = (1, 2, 5, 10, 30)
"""Seconds between tries to reach Telegram at start: a small computer is often up before its network."""

App = Application[Any, Any, Any, Any, Any, Any]


class Clock(Protocol):
    """Gives the present."""

    def now(self) -> datetime:
        """Return the present as aware UTC."""
        ...


def new_code() -> str:
    """Return a random key of 16 URL-safe characters."""
    return secrets.token_urlsafe(12)


def claim_code() -> str:
    """Return a code a person can type: eight letters and digits, none of them alike."""
    return base64.b32encode(secrets.token_bytes(5)).decode().replace("O", "8").replace("I", "9")


@dataclass(slots=True)
class Minutebook:
    """The running program.

    Attributes:
        claim: the one-time code for /claim, or None where the configuration names the admins.
    """

    house: House
    store: Store
    application: App
    lanes: Lanes
    outbox: Outbox
    fetcher: Fetcher
    ticker: Ticker
    background: set[asyncio.Task[None]]
    executor: ThreadPoolExecutor
    claim: str | None

    async def start(self) -> None:
        """Take up what was left, then begin to listen."""
        await menus.set_defaults(self.house)
        await self._replay()
        await self.outbox.start()
        await self.fetcher.start()
        assert self.application.updater is not None
        assert self.application.job_queue is not None
        self.application.job_queue.run_repeating(
            self._tick, TICK, first=0.1, name="tick", job_kwargs={"misfire_grace_time": None}
        )
        await self.application.start()
        await self.application.updater.start_polling(
            allowed_updates=telegram.Update.ALL_TYPES, timeout=30, error_callback=_polling_error
        )

    async def _tick(self, context: object) -> None:
        try:
            await self.ticker.tick()
        except Exception as error:
            log.error("a tick failed: %s", type(error).__name__)

    async def _replay(self) -> None:
        """Give what was kept and not done back to its lanes."""
        async with self.store.read() as tx:
            undone = await inbox.undone(tx, self.house.me.id)
        if undone:
            log.info("inbox: %d updates are taken up again", len(undone))
        for kept in undone:
            update = telegram.Update.de_json(json.loads(kept.payload or "{}"), self.house.bot)
            await self.lanes.offer(update)

    async def idle(self) -> None:
        """Wait until everything that arrived is handled and everything it caused is sent."""
        while True:
            await self.lanes.until_idle()
            if self.background:
                await asyncio.wait(list(self.background))
            if self.lanes.idle and self.outbox.idle and self.fetcher.idle and not self.background:
                return
            await asyncio.sleep(0.005)

    async def stop(self) -> None:
        """Stop listening, finish what is in hand, close the store. What is left is taken up at the next start."""
        updater = self.application.updater
        if updater is not None and updater.running:
            await updater.stop()
        await self.lanes.stop()
        await self.outbox.stop()
        await self.fetcher.stop()
        for task in list(self.background):
            task.cancel()
        await asyncio.gather(*self.background, return_exceptions=True)
        if self.application.running:
            await self.application.stop()
        await self.application.shutdown()
        await self.store.close()
        self.executor.shutdown(wait=False)


def _polling_error(error: telegram.error.TelegramError) -> None:
    """Note that Telegram could not be reached; PTB tries again by itself. Never the error's text."""
    log.warning("fetching updates: %s", type(error).__name__)


async def build(
    settings: Settings, clock: Clock, *, detector: Detector | None = None, limited: bool = True
) -> Minutebook:
    """Put the program together: store, bot, lanes, outbox, clock.

    Args:
        clock: gives the present.
        detector: another than the one of rules.
        limited: whether Telegram's sending limits are kept by waiting (the sandbox has none).

    Raises:
        ConfigurationError: the token is refused.
        StoreError: the database cannot be opened.
    """
    store = await open_store(settings.storage.url, clock.now())
    try:
        return await _join(settings, clock, store, detector or RulesDetector(), limited=limited)
    except BaseException:
        await store.close()
        raise


async def _join(
    settings: Settings, clock: Clock, store: Store, detector: Detector, *, limited: bool
) -> Minutebook:
    make_private_folder(settings.storage.files)
    directory = Directory(store)
    background: set[asyncio.Task[None]] = set()
    holder: list[House] = []
    lanes = Lanes(_work(holder))
    keeping = KeepingRequest(HTTPXRequest(connection_pool_size=2))
    application = _application(settings, keeping, lanes, limited=limited)
    me = await _reach(application)
    executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="detector")

    def beside(work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(_guarded(work))
        background.add(task)
        task.add_done_callback(background.discard)

    house = House(
        store=store,
        directory=directory,
        detector=detector,
        policies=load_policies(),
        wording=load_wording(),
        bot=application.bot,
        me=me,
        clock=clock.now,
        salt=secrets.token_bytes,
        code=new_code,
        admins=frozenset(settings.access.admins),
        defaults=settings.defaults.council(),
        thread=executor,
        background=beside,
        menus=lambda council_id, user_id: menus.refresh(house, council_id, user_id),
    )
    holder.append(house)

    async def set_up(chat_id: int) -> bool:
        return await directory.council_of(chat_id) is not None

    keeping.inbox = Inbox(store, me.id, set_up, clock.now, lanes)
    claim = await _claim(house, store, clock.now())
    return Minutebook(
        house=house,
        store=store,
        application=application,
        lanes=lanes,
        outbox=_outbox(house, store, application.bot, clock),
        fetcher=Fetcher(store, application.bot, settings.storage.files, clock.now),
        ticker=Ticker(house, clock.now),
        background=background,
        executor=executor,
        claim=claim,
    )


def _application(settings: Settings, keeping: KeepingRequest, lanes: Lanes, *, limited: bool) -> App:
    builder: ApplicationBuilder[Any, Any, Any, Any, Any, Any] = (
        ApplicationBuilder()
        .token(settings.telegram.token.get_secret_value())
        .base_url(settings.telegram.base_url)
        .base_file_url(settings.telegram.base_file_url)
        .get_updates_request(keeping)
        .request(HTTPXRequest(connection_pool_size=16, pool_timeout=10))
        .update_queue(LaneQueue(lanes))
    )
    if limited:
        builder = builder.rate_limiter(AIORateLimiter(max_retries=0))
    return builder.build()


async def _guarded(work: Coroutine[object, object, None]) -> None:
    try:
        await work
    except Exception as error:
        log.error("something done beside the lanes failed: %s", type(error).__name__)


async def _reach(application: App) -> Identity:
    """Ask Telegram who we are, for as long as it takes to reach it.

    Raises:
        ConfigurationError: Telegram refuses the token.
    """
    tries = 0
    while True:
        try:
            await application.initialize()
            me = await application.bot.get_me()
        except InvalidToken:
            raise ConfigurationError(
                "Telegram refuses telegram.token; copy it again from @BotFather"
            ) from None
        except NetworkError as error:
            wait = REACHING[min(tries, len(REACHING) - 1)]
            log.warning("Telegram cannot be reached (%s); next try in %d s", type(error).__name__, wait)
            await asyncio.sleep(wait)
            tries += 1
        else:
            return Identity(me.id, me.first_name, me.username or "", bool(me.can_read_all_group_messages))


async def _claim(house: House, store: Store, now: datetime) -> str | None:
    """Where the configuration names no admin and nobody has claimed it, make the code that does."""
    async with store.change() as tx:
        house.claimed = await appointments.claimed(tx)
        if house.admins or house.claimed:
            return None
        code = claim_code()
        await appointments.set_claim(tx, code, now)
    return code


def _work(holder: Sequence[House]) -> Work:
    """Return what lanes do; the house is put together after them."""

    async def set_aside(update: telegram.Update, fault: str) -> None:
        await _set_aside(holder[0], update, fault)

    return Work(
        lane_of=lambda update: dispatch.lane_of(holder[0], update),
        is_chatter=lambda update: dispatch.is_chatter(holder[0], update),
        handle=lambda update: dispatch.handle(holder[0], update),
        handle_chatter=lambda updates: dispatch.handle_chatter(holder[0], updates),
        set_aside=set_aside,
    )


async def _set_aside(house: House, update: telegram.Update, fault: str) -> None:
    """Give up on an update and tell the council's admin its number; what it said stays in the inbox for a while."""
    now = house.clock()
    chat = update.effective_chat
    council_id = await house.directory.council_of(chat.id) if chat else None
    async with house.store.change() as tx:
        await inbox.note_failure(tx, house.me.id, update.update_id, fault, aside=True)
        if council_id is None:
            return
        await digests.whole_gap(tx, council_id, "aside", now, now, f"update {update.update_id}")
        view = await councils.view(tx, council_id)
        text = house.wording.say(
            "fault.aside", council=view.council.name, number=update.update_id, fault=fault
        )
        for user in view.holders(Role.ADMIN):
            key = f"aside:{update.update_id}:{user}"
            await outbox.put(
                tx,
                Outgoing(key, "notice", (outgoing.message(user, text),), council_id=council_id),
                now,
            )


def _outbox(house: House, store: Store, bot: ExtBot[None], clock: Clock) -> Outbox:
    async def refused(tx: Tx, item: Due, fault: str) -> None:
        await _report_refused(house, tx, item)

    async def moved(old: int, new: int) -> None:
        async with store.change() as tx:
            await membership.move_group(tx, house, old, new)

    return Outbox(
        store,
        bot,
        clock.now,
        maybe=house.wording.say("maybe"),
        on_refused=refused,
        on_moved=moved,
    )


async def _report_refused(house: House, tx: Tx, item: Due) -> None:
    """Tell the admin, once a day and reader, that a digest or notice is kept because it cannot be delivered."""
    if item.chat_id < 0:
        return
    now = house.clock()
    await people.set_private(tx, item.chat_id, is_open=False)
    if item.council_id is None or item.kind == "caution":
        return
    view = await councils.view(tx, item.council_id)
    name = await people.name_of(tx, item.chat_id)
    text = house.wording.say(
        "digest.undelivered",
        council=view.council.name,
        name=name,
        kind=house.wording.plain(f"kind.{item.kind}"),
    )
    for user in view.holders(Role.ADMIN):
        if user != item.chat_id:
            key = f"undelivered:{item.chat_id}:{now.date()}:{user}"
            await outbox.put(
                tx,
                Outgoing(key, "notice", (outgoing.message(user, text),), council_id=item.council_id),
                now,
            )
