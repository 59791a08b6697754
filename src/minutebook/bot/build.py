"""The composition root: puts the parts together, once, and starts and stops them in order."""

import asyncio
import base64
import logging
import secrets
import ssl
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import Any, Protocol

import telegram
from telegram.error import InvalidToken, NetworkError
from telegram.ext import AIORateLimiter, ApplicationBuilder, ExtBot
from telegram.request import HTTPXRequest

from minutebook.bot import troubles
from minutebook.bot.detectors import load_detector
from minutebook.bot.disposals import Register
from minutebook.bot.inbox import Inbox, KeepingRequest
from minutebook.bot.lanes import LaneQueue, Lanes, Work
from minutebook.bot.program import App, Minutebook
from minutebook.bot.settings import Settings
from minutebook.bot.ticker import Ticker
from minutebook.council.assessment import Detector
from minutebook.council.errors import ConfigurationError
from minutebook.council.letters import Channel
from minutebook.council.policy import load_policies
from minutebook.council.wording import load_wording
from minutebook.delivery.dispatching import Carrier, Dispatcher
from minutebook.delivery.files import Fetcher
from minutebook.delivery.folder import Folder
from minutebook.delivery.mail import Mailer
from minutebook.delivery.outbox import Outbox
from minutebook.handlers import dispatch, membership, menus, posting
from minutebook.handlers.bundles import Bundles
from minutebook.handlers.house import Directory, House, Identity
from minutebook.storage import appointments, dispatches, outbox
from minutebook.storage.engine import make_private_folder
from minutebook.storage.outbox import Due
from minutebook.storage.store import Store, Tx, open_store

log = logging.getLogger(__name__)

REACHING = (1, 2, 5, 10, 30)
"""Seconds between tries to reach Telegram at start: a small computer is often up before its network."""


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


async def build(
    settings: Settings, clock: Clock, *, detector: Detector | None = None, limited: bool = True
) -> Minutebook:
    """Put the program together: store, bot, lanes, outbox, clock.

    Args:
        clock: gives the present.
        detector: another than the one the settings name.
        limited: whether Telegram's sending limits are kept by waiting (the sandbox has none).

    Raises:
        ConfigurationError: the token is refused, or the detector is not installed.
        StoreError: the database cannot be opened.
    """
    judge = detector or load_detector(settings.detector)
    store = await open_store(settings.storage.url, clock.now())
    try:
        return await _join(settings, clock, store, judge, limited=limited)
    except BaseException:
        await store.close()
        raise


async def _join(
    settings: Settings, clock: Clock, store: Store, detector: Detector, *, limited: bool
) -> Minutebook:
    make_private_folder(settings.storage.files)
    register = Register(store, settings.storage.files, clock.now)
    # First of all: nothing may be done with what an older database has brought back.
    await register.replay()
    holder: list[House] = []
    lanes = Lanes(_work(holder))
    async with store.change() as tx:
        await dispatches.note_folder(tx, configured=settings.records.folder is not None)
    keeping = KeepingRequest(HTTPXRequest(connection_pool_size=2, httpx_kwargs=_trust(settings)))
    application = _application(settings, keeping, lanes, limited=limited)
    me = await _reach(application)
    background: set[asyncio.Task[None]] = set()
    house = make_house(settings, clock, store, detector, application.bot, me, background)
    holder.append(house)

    def disposed(tx: Tx) -> None:
        if tx.disposes:
            house.background(register.settle())
        if tx.frees:
            house.background(register.freed())

    store.after_commit(disposed)

    async def set_up(chat_id: int) -> bool:
        return await house.directory.council_of(chat_id) is not None

    unread = partial(troubles.report_unread, house)
    keeping.inbox = Inbox(store, me.id, set_up, clock.now, lanes, unread)
    claim = await _claim(house, store, clock.now())
    return Minutebook(
        house=house,
        store=store,
        application=application,
        lanes=lanes,
        outbox=_outbox(house, store, application.bot, clock),
        dispatchers=_dispatchers(settings, house, store, clock),
        fetcher=Fetcher(store, application.bot, settings.storage.files, clock.now),
        ticker=Ticker(house, clock.now),
        background=background,
        claim=claim,
        refused=keeping.refused,
    )


def _trust(settings: Settings) -> dict[str, Any]:
    """Return what requests are made with: where no address is HTTPS (the sandbox) no authority need be read.

    Reading them takes most of a start. With none of them known a redirection to HTTPS would fail.
    """
    addresses = (settings.telegram.base_url, settings.telegram.base_file_url)
    plain = all(address.startswith("http://") for address in addresses)
    return {"verify": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)} if plain else {}


def make_house(
    settings: Settings,
    clock: Clock,
    store: Store,
    detector: Detector,
    bot: ExtBot[None],
    me: Identity,
    background: set[asyncio.Task[None]],
) -> House:
    """Return the handlers' working means; what they do beside the lanes is put in `background`."""

    def beside(work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(_guarded(work))
        background.add(task)
        task.add_done_callback(background.discard)

    house = House(
        store=store,
        directory=Directory(store),
        detector=detector,
        policies=load_policies(),
        wording=load_wording(),
        bot=bot,
        me=me,
        clock=clock.now,
        salt=secrets.token_bytes,
        code=new_code,
        admins=frozenset(settings.access.admins),
        defaults=settings.defaults.council(),
        thread=ThreadPoolExecutor(max_workers=1, thread_name_prefix="detector"),
        background=beside,
        menus=lambda council_id, user_id: menus.refresh(house, council_id, user_id),
        files=settings.storage.files,
        bundles=settings.storage.files.parent / "bundles",
        mailer=_mailer(settings),
        to_folder=settings.records.folder is not None,
    )
    return house


def _mailer(settings: Settings) -> Mailer | None:
    server = settings.mail.server()
    return Mailer(server, settings.storage.files) if server else None


def _dispatchers(settings: Settings, house: House, store: Store, clock: Clock) -> tuple[Dispatcher, ...]:
    """Return what lets records go on besides the store, as far as the configuration says where to."""
    carriers: dict[Channel, Carrier] = {}
    if house.mailer is not None:
        carriers[Channel.EMAIL] = house.mailer
    if settings.records.folder is not None:
        carriers[Channel.FOLDER] = Folder(settings.records.folder, settings.storage.files)
    letters = posting.Posting(house)
    return tuple(Dispatcher(store, *way, letters, clock.now) for way in carriers.items())


def _application(settings: Settings, keeping: KeepingRequest, lanes: Lanes, *, limited: bool) -> App:
    builder: ApplicationBuilder[Any, Any, Any, Any, Any, Any] = (
        ApplicationBuilder()
        .token(settings.telegram.token.get_secret_value())
        .base_url(settings.telegram.base_url)
        .base_file_url(settings.telegram.base_file_url)
        .get_updates_request(keeping)
        .request(HTTPXRequest(connection_pool_size=16, pool_timeout=10, httpx_kwargs=_trust(settings)))
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
            raise ConfigurationError(troubles.REFUSED) from None
        except NetworkError as error:
            wait = REACHING[min(tries, len(REACHING) - 1)]
            log.warning("%s; next try in %d s", troubles.fetching(error), wait)
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
        await troubles.set_aside(holder[0], update, fault)

    return Work(
        lane_of=lambda update: dispatch.lane_of(holder[0], update),
        is_chatter=lambda update: dispatch.is_chatter(holder[0], update),
        handle=lambda update: dispatch.handle(holder[0], update),
        handle_chatter=lambda updates: dispatch.handle_chatter(holder[0], updates),
        set_aside=set_aside,
    )


def _outbox(house: House, store: Store, bot: ExtBot[None], clock: Clock) -> Outbox:
    async def refused(tx: Tx, item: Due, fault: str) -> None:
        await troubles.report_refused(house, tx, item, fault)

    async def moved(old: int, new: int) -> None:
        async with store.change() as tx:
            await membership.move_group(tx, house, old, new)
            # Also where that was done before, or the group is not ours: nothing may go to the old one for ever.
            await outbox.move_chat(tx, old, new)

    return Outbox(
        store,
        bot,
        clock.now,
        maybe=house.wording.say("maybe"),
        on_refused=refused,
        on_moved=moved,
        documents=Bundles(house),
    )
