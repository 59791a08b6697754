"""A world with a clock that stands still, a server for it, and ways to call that as a bot would."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from telegram import Bot as ClientBot

from minutebook.sandbox.chats import Group
from minutebook.sandbox.messages import Reaction
from minutebook.sandbox.people import Bot, Person
from minutebook.sandbox.serve import Address, serve
from minutebook.sandbox.wire import Json, Obj
from minutebook.sandbox.world import World

TOKEN = "123456:ABC-def_ghi"
ALL_KINDS = [
    "message",
    "edited_message",
    "callback_query",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "message_reaction",
    "message_reaction_count",
]


@dataclass
class Clock:
    """A clock that only a test moves."""

    at: datetime = datetime(2026, 3, 9, 19, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time now."""
        return self.at

    def forward(self, **by: float) -> None:
        """Move on; arguments as for ``timedelta``."""
        self.at += timedelta(**by)


@dataclass
class Caller:
    """Calls methods over HTTP as JSON and keeps every answer and update that came."""

    client: httpx.AsyncClient
    address: Address
    token: str = TOKEN
    offset: int = 0
    answers: list[tuple[str, Json]] = field(default_factory=list)
    updates: list[Obj] = field(default_factory=list)

    async def raw(self, method: str, **parameters: Json) -> tuple[int, Obj]:
        """The status and body of a call."""
        response = await self.client.post(f"{self.address.base_url}{self.token}/{method}", json=parameters)
        body: Obj = response.json()
        return response.status_code, body

    async def ok(self, method: str, **parameters: Json) -> Json:
        """The result of a call that succeeds."""
        status, body = await self.raw(method, **parameters)
        assert (status, body["ok"]) == (200, True), body
        self.answers.append((method, body["result"]))
        return body["result"]

    async def message(self, method: str, **parameters: Json) -> Obj:
        """The message or other object a call answers with."""
        found = await self.ok(method, **parameters)
        assert isinstance(found, dict)
        return found

    async def refused(self, method: str, **parameters: Json) -> tuple[int, str]:
        """Code and description of a call that is refused; status and body agree."""
        status, body = await self.raw(method, **parameters)
        assert body["ok"] is False
        assert body["error_code"] == status
        return status, str(body["description"])

    async def fetch(self, **parameters: Json) -> list[Obj]:
        """Every update that waits, confirming those fetched before."""
        found = await self.ok("getUpdates", offset=self.offset, allowed_updates=ALL_KINDS, **parameters)
        assert isinstance(found, list)
        self.updates += found
        if found:
            self.offset = int(str(found[-1]["update_id"])) + 1
        return found

    async def kinds(self) -> list[str]:
        """The types of the updates that wait."""
        return [next(key for key in update if key != "update_id") for update in await self.fetch()]


@dataclass
class Council:
    """A small council: Ann made the group, Bob is in it, the bot is a plain member with privacy mode on."""

    world: World
    clock: Clock
    ann: Person
    bob: Person
    bot: Bot
    group: Group


@pytest.fixture
def clock() -> Clock:
    """A still clock."""
    return Clock()


@pytest.fixture
def world(clock: Clock) -> World:
    """An empty world."""
    return World(clock)


@pytest.fixture
def council(world: World, clock: Clock) -> Council:
    """A group of two with a bot."""
    ann, bob = world.add_person("Cllr Ann Harrow", "ann_h"), world.add_person("Bob")
    bot = world.add_bot(TOKEN, "Minutebook", "minutebook_bot")
    group = world.add_group("Barrowby", ann, bob)
    world.add_bot_to(group, bot, ann)
    return Council(world, clock, ann, bob, bot, group)


@pytest.fixture
async def address(council: Council) -> AsyncIterator[Address]:
    """The council's world, served."""
    async with serve(council.world) as found:
        yield found


@pytest.fixture
async def api(address: Address) -> AsyncIterator[Caller]:
    """Plain HTTP calls as the council's bot."""
    async with httpx.AsyncClient(timeout=10, verify=False) as client:
        yield Caller(client, address)


@pytest.fixture
async def client(address: Address) -> AsyncIterator[ClientBot]:
    """python-telegram-bot's own Bot, talking to the server."""
    async with ClientBot(TOKEN, base_url=address.base_url, base_file_url=address.base_file_url) as bot:
        yield bot


@pytest.fixture
async def eventful(council: Council, api: Caller) -> Caller:
    """A caller that has seen every kind of update and answer the sandbox makes."""
    await api.fetch()
    council.world.promote(council.group, council.bot)
    _talk(council)
    _files(council)
    _forwards(council)
    await _reactions(council, api)
    _people(council)
    _topics(council)
    council.world.migrate(_basic_group(council))
    await api.fetch()
    await _bot_writes(council, api)
    await _bot_asks(council, api)
    await _bot_reads(council, api)
    await api.fetch()
    return api


def _talk(council: Council) -> None:
    world, ann, bob, group = council.world, council.ann, council.bob, council.group
    said = world.say(ann, group, "👍 /help @ann_h https://a.org #budget clerk@a.org")
    reply = world.say(bob, group, "Yes", reply_to=said, quote="/help")
    world.say(ann, group, "Quite", reply_to=reply)
    world.edit(bob, reply, "No")
    world.share_location(ann, group, 51.5, -0.1)
    world.share_contact(ann, group, "+441632960000", "Carl Contractor")
    world.say(ann, group, "As the group", anonymous=True)
    world.say(bob, group, "As a channel", as_channel=world.add_channel("News", "newsly"))
    poll = world.poll(ann, group, "Shall we?", ["Yes", "No"])
    world.vote(bob, poll, 1)
    world.stop_poll(ann, poll)


def _files(council: Council) -> None:
    world, ann, group = council.world, council.ann, council.group
    world.attach(ann, group, "plan.pdf", b"%PDF", caption="The #plan")
    world.album(ann, group, [("a.jpg", b"1"), ("b.jpg", b"2")], "Two views")
    world.voice(ann, group)


def _forwards(council: Council) -> None:
    world, ann, bob, group = council.world, council.ann, council.bob, council.group
    other = world.add_group("Elsewhere", ann, bob)
    hidden = world.add_person("Hidden Hilda")
    hidden.hides_forwards = True
    world.join(hidden, other)
    there = world.say(bob, other, "Said elsewhere")
    world.say(ann, group, "", forward_of=there)
    world.say(ann, group, "", forward_of=world.say(hidden, other, "Hush"))
    world.say(ann, group, "", forward_of=world.say(ann, other, "By the group", anonymous=True))
    world.say(ann, group, "See this", reply_to=there, quote="elsewhere")


async def _reactions(council: Council, api: Caller) -> None:
    world, ann, bob, group = council.world, council.ann, council.bob, council.group
    bob.premium = True
    said = world.say(ann, group, "Buy the mower")
    world.react(bob, said, "✍️", Reaction.custom("5368324170671202286"))
    world.react(bob, said)
    world.promote(group, ann, anonymous=True, title="Chair")
    world.react(ann, said, "👍")
    world.say(ann, group, "The chair speaks")
    world.promote(group, ann)
    world.react(bob, world.channel_post(world.add_channel("Parish"), group, "Bin day"), "👍")
    await api.ok(
        "setMessageReaction",
        chat_id=group.id,
        message_id=said.id,
        reaction=[{"type": "emoji", "emoji": "✍"}],
    )


def _people(council: Council) -> None:
    world, ann, group = council.world, council.ann, council.group
    cat = world.add_person("Cat Coates", "cat_c")
    world.join(cat, group)
    world.mute(group, cat)
    world.remove_person(group, cat, ann)
    dan = world.add_person("Dan")
    world.join(dan, group)
    world.leave(dan, group)
    world.start(dan, council.bot, "invite")
    world.block(dan, council.bot)
    world.unblock(dan, council.bot)
    world.remove_bot(group, council.bot, ann)
    world.add_bot_to(group, council.bot, ann)
    world.promote(group, council.bot)


def _topics(council: Council) -> None:
    world, ann = council.world, council.ann
    forum = world.add_group("Forum", ann, forum=True)
    world.add_bot_to(forum, council.bot, ann)
    world.promote(forum, council.bot)
    topic = world.add_topic(forum, "Planning", ann)
    said = world.say(ann, forum, "In the topic", topic=topic)
    world.say(ann, forum, "In reply there", reply_to=said)
    world.say(ann, forum, "In General")
    world.close_topic(forum, topic, ann)


def _basic_group(council: Council) -> Group:
    group = council.world.add_group("Small", council.ann, kind="group")
    council.world.add_bot_to(group, council.bot, council.ann)
    council.world.say(council.ann, group, "/help")
    return group


async def _bot_writes(council: Council, api: Caller) -> None:
    group, place = council.group, {"chat_id": council.group.id}
    world, files = council.world, [council.world.attach(council.ann, council.group, "a.pdf", b"x")]
    said = world.say(council.ann, group, "Buy the mower")
    rows: Json = {
        "inline_keyboard": [
            [{"text": "Record it", "callback_data": "r"}, {"text": "Law", "url": "https://a.org"}]
        ]
    }
    sent = await api.message("sendMessage", **place, text="<b>Stop</b>", parse_mode="HTML", reply_markup=rows)
    number = sent["message_id"]
    await api.ok("sendMessage", **place, text="x", reply_parameters={"message_id": said.id, "quote": "mower"})
    for press in [world.press(council.bob, group.messages[int(str(number))], "Record it")]:
        await api.ok("answerCallbackQuery", callback_query_id=press.id, text="Done", show_alert=True)
    world.faults.inaccessible_callbacks = True
    world.press(council.bob, group.messages[int(str(number))], "Record it")
    world.faults.inaccessible_callbacks = False
    await api.ok("editMessageText", **place, message_id=number, text="Stopped", reply_markup=rows)
    await api.ok("editMessageReplyMarkup", **place, message_id=number)
    await api.ok("pinChatMessage", **place, message_id=number)
    await api.ok("getChat", **place)
    await api.ok("forwardMessage", **place, from_chat_id=group.id, message_id=said.id)
    await api.ok("copyMessage", **place, from_chat_id=group.id, message_id=said.id)
    await api.ok("copyMessages", **place, from_chat_id=group.id, message_ids=[files[0].id, said.id])
    file = f"BQACAg{council.bot.id:x}-{files[0].attachment.unique_id}" if files[0].attachment else ""
    await api.ok("sendDocument", **place, document=file, caption="Again")
    await api.ok("getFile", file_id=file)
    await api.ok("sendChatAction", **place, action="typing")
    await api.ok("deleteMessage", **place, message_id=number)
    await api.ok("deleteMessages", **place, message_ids=[1, 2, 3])


async def _bot_asks(council: Council, api: Caller) -> None:
    options: Json = [{"text": "Tuesday"}, {"text": "Thursday"}]
    sent = await api.message(
        "sendPoll", chat_id=council.group.id, question="When?", options=options, is_anonymous=False
    )
    asked = council.group.messages[int(str(sent["message_id"]))]
    council.world.vote(council.bob, asked, 1)
    council.world.vote(council.bob, asked, None)
    await api.ok("stopPoll", chat_id=council.group.id, message_id=asked.id)


async def _bot_reads(council: Council, api: Caller) -> None:
    place: Obj = {"chat_id": council.group.id}
    council.group.available_reactions = ("👍", "✍")
    council.world.start(council.ann, council.bot)
    for method in ("getChat", "getChatAdministrators", "getChatMemberCount"):
        await api.ok(method, **place)
    for who in council.group.members:
        await api.ok("getChatMember", **place, user_id=who)
    await api.ok("getChat", chat_id=council.ann.id)
    await api.ok("setMyCommands", commands=[{"command": "help", "description": "What you may do here"}])
    for method in ("getMe", "getMyCommands", "getMyName", "getMyDescription", "getMyShortDescription"):
        await api.ok(method)
    await api.ok("getWebhookInfo")
