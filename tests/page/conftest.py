"""What the page's tests stand on: one browser for all, and a stage with a world, a server and a small bot.

The bot here is no part of the product. It does just enough over the real Bot API for the page to
have something to show: a caution with buttons, a reaction, an ephemeral word, a digest.
"""

import asyncio
import json
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from minutebook.sandbox.cast import Cast, settle_cast
from minutebook.sandbox.evening import Evening
from minutebook.sandbox.page_api import page_routes
from minutebook.sandbox.people import Command
from minutebook.sandbox.serve import Address, serve
from minutebook.sandbox.world import World

PATIENCE = 30_000
"""Milliseconds a busy machine may take for what comes at once on an idle one."""

EVENING = datetime(2026, 10, 6, 18, 30, tzinfo=UTC)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
KEYBOARD = {
    "inline_keyboard": [
        [
            {"text": "Record it", "callback_data": "record"},
            {"text": "Put on the agenda", "callback_data": "agenda"},
        ],
        [{"text": "Not council business", "callback_data": "none"}],
    ]
}

Update = dict[str, object]


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    at: datetime = EVENING

    def __call__(self) -> datetime:
        """The time."""
        return self.at


@dataclass
class SmallBot:
    """A bot of a dozen rules over the Bot API."""

    cast: Cast
    address: Address
    client: httpx.AsyncClient
    offset: int = 0

    async def call(self, method: str, **parameters: object) -> object:
        """Call the Bot API; a refusal fails the test."""
        fields = {
            name: value if isinstance(value, str) else json.dumps(value) for name, value in parameters.items()
        }
        answer = await self.client.post(f"{self.address.base_url}{self.cast.bot.token}/{method}", data=fields)
        body = answer.json()
        assert body["ok"], (method, body)
        return body["result"]

    async def run(self) -> None:
        """Answer updates until cancelled."""
        while True:
            kinds = ["message", "message_reaction", "callback_query"]
            got = await self.call("getUpdates", offset=self.offset, timeout=5, allowed_updates=kinds)
            assert isinstance(got, list)
            for update in got:
                self.offset = update["update_id"] + 1
                await self.answer(update)

    async def answer(self, update: dict[str, dict[str, dict[str, str]]]) -> None:
        """Do what one update asks for."""
        if "message" in update:
            await self.hear(update["message"])
        elif "message_reaction" in update:
            changed = update["message_reaction"]
            if any(reaction["emoji"] == "✍" for reaction in changed["new_reaction"]):  # type: ignore[index]
                seen = {"chat_id": changed["chat"]["id"], "message_id": changed["message_id"]}
                await self.call("setMessageReaction", **seen, reaction=[{"type": "emoji", "emoji": "✍"}])
        elif "callback_query" in update:
            query = update["callback_query"]
            alert = query["data"] == "none"  # type: ignore[comparison-overlap]
            text = "Only the clerk can dismiss it." if alert else "Done: it is with the clerk."
            await self.call("answerCallbackQuery", callback_query_id=query["id"], text=text, show_alert=alert)

    async def hear(self, message: dict[str, dict[str, str]]) -> None:
        """Answer what is said; say nothing to chatter."""
        text = str(message.get("text", ""))
        chat = message["chat"]["id"]
        if text.startswith("/start"):
            payload = text.partition(" ")[2] or "nothing"
            await self.say(chat, f"<b>Good evening.</b> You came with {payload}. Try /today.")
        elif text.startswith("/setup"):
            link = f"https://t.me/{self.cast.bot.username}?start=notice"
            await self.say(chat, f'Set up. <a href="{link}">Open your private chat</a> for more.')
        elif text.startswith("/"):
            await self.say(chat, "Noted.", protect_content=True)
        elif "sick" in text:
            only = {"receiver_user_id": message["from"]["id"]}
            await self.say(chat, "A word, in private: clause 9.", ephemeral_message_parameters=only)
        elif "£" in text or "agreed" in text:
            reply = {"message_id": message["message_id"]}
            words = "<b>Clause 10.5</b>: decisions need a meeting."
            await self.say(chat, words, reply_parameters=reply, reply_markup=KEYBOARD)

    async def say(self, chat: object, text: str, **more: object) -> None:
        """Send HTML."""
        await self.call("sendMessage", chat_id=chat, text=text, parse_mode="HTML", **more)

    async def digest(self) -> None:
        """What the next morning brings the clerk."""
        await self.say(self.cast.admin.id, "<b>Digest</b>\n<code>2026/0001</code> captured by ✍")


@dataclass
class Stage:
    """A world with its cast, its server and its bot; pages are opened on it."""

    browser: Browser
    clock: Clock
    world: World
    cast: Cast
    evening: Evening
    port: int = 0
    running: AsyncExitStack = field(default_factory=AsyncExitStack)
    shows: AsyncExitStack = field(default_factory=AsyncExitStack)
    morning: Callable[[], Awaitable[None]] | None = None

    async def up(self) -> None:
        """Start the server, on the same port as before if it was stopped, and the bot."""
        routes = page_routes(
            self.world,
            bot=self.cast.bot,
            cast=self.cast,
            next_morning=self.next_morning,
            evening=self.evening,
        )
        address = await self.running.enter_async_context(serve(self.world, self.port, extra_routes=routes))
        self.port = address.port
        client = await self.running.enter_async_context(httpx.AsyncClient(timeout=10))
        bot = SmallBot(self.cast, address, client)
        self.morning = bot.digest
        await self.running.enter_async_context(_task(bot.run()))

    async def down(self) -> None:
        """Stop them."""
        await self.running.aclose()

    async def next_morning(self) -> None:
        """Half past seven of the next day, and what is due then."""
        self.clock.at = EVENING + timedelta(hours=12)
        assert self.morning is not None
        await self.morning()

    async def open(
        self, who: str = "ruth", *, width: int = 1280, height: int = 800, dark: bool = False
    ) -> Page:
        """The page, as one of the cast sees it. It fails the test on an error of the page's own."""
        phone = width < 500
        context: BrowserContext = await self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            has_touch=phone,
            is_mobile=phone,
            reduced_motion="reduce",
            accept_downloads=True,
        )
        self.shows.push_async_callback(context.close)
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        await page.goto(f"http://127.0.0.1:{self.port}/#as={self.cast.people[who].id}")
        await page.wait_for_selector("body.ready")
        return page


@asynccontextmanager
async def _task(work: Awaitable[None]) -> AsyncIterator[None]:
    """Run something beside the block; what it raised while it ran fails the test."""
    task = asyncio.ensure_future(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])
        if not task.cancelled() and (error := task.exception()) is not None:
            raise error


def chromium() -> str | None:
    """Where Chromium is, or None."""
    named = os.environ.get("MINUTEBOOK_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One headless Chromium for all tests; without one they skip, and in CI they fail."""
    path = chromium()
    if path is None:
        sentence = "No Chromium found: the page is NOT tested. Install chromium, or set MINUTEBOOK_CHROMIUM."
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield launched
        await launched.close()


@pytest_asyncio.fixture(loop_scope="session")
async def stage(browser: Browser) -> AsyncIterator[Stage]:
    """A stage that is up: the cast is settled, nobody has spoken."""
    clock = Clock()
    world = World(clock)
    cast = settle_cast(world)
    cast.bot.menus["default", ""] = (
        Command("today", "The digest, now"),
        Command("find", "Search the records"),
        Command("help", "What I can do for you"),
    )
    made = Stage(browser, clock, world, cast, Evening(world, cast, patience=5))
    await made.up()
    yield made
    await made.shows.aclose()
    await made.down()
