"""A short scripted evening: what a council's chat looks like, and what the bot makes of it.

The steps are data, in ``evening_script.py``, and in ``request_script.py`` for a second walk. A step whose
point is the bot's answer waits for it, for a bounded time, and goes on with a sentence if none came; so
they can be played against any bot.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from minutebook.sandbox.cast import Cast, Part
from minutebook.sandbox.chats import Chat
from minutebook.sandbox.errors import SandboxRefusal
from minutebook.sandbox.evening_script import STEPS, Step, Where
from minutebook.sandbox.messages import Message
from minutebook.sandbox.people import Bot, Person
from minutebook.sandbox.request_script import REQUEST
from minutebook.sandbox.walks import Walk, WalkName
from minutebook.sandbox.world import World

PATIENCE = 8.0
MORNING_PATIENCE = 20.0
FILE_PATIENCE = 60.0

REQUEST_OVER = "Download it in Ruth’s private chat, unpack it, and open index.html: it needs no internet."
OVER = "That was the evening. Press “Next morning” to see the clerk’s digest."
MORNING = "Next morning. The digest has come, in Ruth’s private chat."
NO_DIGEST = (
    "It is the next morning, but no digest has come. It needs a clerk: play the evening, or send "
    "/setup and /clerk in the group and open Ruth’s private chat."
)
NO_ANSWER = "The bot has not answered yet."

CASE = re.compile(r"Request (\d+)")
REFERENCE = re.compile(r"\b\d{4}/\d{4,}\b")
NAMED = re.compile(r"\{ref:(\w+)\}")
BEGINNING_OF = 30
"""Characters by which what was said is found again in what the bot shows of it."""


@dataclass(slots=True)
class Evening:
    """The evening, and what else can be played, as it is being played in one world.

    Attributes:
        patience: seconds a step waits for the bot.
        morning_patience: seconds the morning waits for the digest.
        file_patience: seconds a step waits for a file that the bot has to make.
        walk: the one that was played last; before any, the evening.
        caption: what is happening, or "" before the first step.
        actor: who acted last.
        look_as: whom to be to see it, if it matters.
        look_in: in which chat.
        morning_came: the caption is about the morning, no longer about a step.
    """

    world: World
    cast: Cast
    steps: Sequence[Step] = STEPS
    patience: float = PATIENCE
    morning_patience: float = MORNING_PATIENCE
    file_patience: float = FILE_PATIENCE
    request: Sequence[Step] = REQUEST
    caption: str = ""
    actor: Part | None = None
    look_as: Part | None = None
    look_in: Where = "private"
    morning_came: bool = False
    said: dict[str, Message] = field(default_factory=dict)
    played: list[Step] = field(default_factory=list)
    playing: asyncio.Lock = field(default_factory=asyncio.Lock)
    walks: dict[WalkName, Walk] = field(init=False)
    walk: Walk = field(init=False)

    def __post_init__(self) -> None:
        """Lay out the walks."""
        self.walks = {
            "evening": Walk("evening", self.steps, OVER),
            "request": Walk("request", self.request, REQUEST_OVER),
        }
        self.walk = self.walks["evening"]

    @property
    def done(self) -> int:
        """How many steps of the current walk have been played."""
        return self.walk.done

    @property
    def total(self) -> int:
        """How many steps the current walk has."""
        return self.walk.total

    async def play_next(self, name: WalkName = "evening") -> None:
        """Play a walk's next step to its end; nothing once all are played. Two calls play one after the other."""
        async with self.playing:
            walk = self.walks[name]
            step = walk.next(self.played)
            if step is not None:
                self.walk = walk
                await self._play_out(step)
                self.played.append(step)
                walk.done += 1
                if walk.done == walk.total:
                    self.caption = f"{self.caption} {walk.over}"
        self._show()

    async def morning(self, next_morning: Callable[[], Awaitable[None]]) -> None:
        """Move to the next morning by ``next_morning`` and wait, bounded, for the clerk's digest."""
        async with self.playing:
            clerk = self.cast.people["ruth"]
            before = self._heard_by(clerk)
            await next_morning()
            came = await self._until(lambda: self._heard_by(clerk) > before, self.morning_patience)
            self.caption, self.morning_came = MORNING if came else NO_DIGEST, True
            self.actor = None
            self.look_as, self.look_in = self._part("ruth"), "private"
        self._show()

    def _show(self) -> None:
        """Let whoever follows the world see how far the evening is."""
        self.world.state.touch()

    async def _play_out(self, step: Step) -> None:
        self.actor = self._part(step.actor)
        self.look_as, self.look_in = self._part(step.look_as), step.look_in
        self.caption, self.morning_came = step.caption, False
        try:
            heard = await self._play(step)
        except SandboxRefusal as refusal:
            self.caption, self.look_as = f"This step could not be played: {refusal}", None
        else:
            if not heard:
                self.caption = f"{step.caption} {NO_ANSWER}"

    def _part(self, key: str) -> Part | None:
        return next((part for part in self.cast.parts if part.key == key), None)

    async def _play(self, step: Step) -> bool:
        """Do what the step says; True if what it waits for came, or it waits for nothing."""
        actor = self.cast.people[step.actor]
        hearer = self.cast.people[step.look_as or step.actor]
        before = self._heard(step, hearer)
        target = self._target(step, actor)
        answered = self._do(step, actor, target)
        if step.wait == "message":
            return await self._until(lambda: len(self._heard(step, hearer)) > len(before), self.patience)
        if step.wait == "file":
            files = _files(before)
            return await self._until(
                lambda: _files(self._heard(step, hearer)) > files, max(self.file_patience, self.patience)
            )
        if step.wait == "reaction" and target is not None:
            return await self._until(lambda: bool(self.world.bot_reactions(target)), self.patience)
        if step.wait == "answer":
            return await self._until(answered, self.patience)
        return True

    def _do(self, step: Step, actor: Person, target: Message | None) -> Callable[[], bool]:
        """The act itself; gives how to tell that a press has been answered."""
        world, group = self.world, self.cast.group
        chat = group if step.where == "group" else world.private_chat(actor, self.cast.bot)
        if step.act == "start":
            world.start(actor, self.cast.bot)
        elif step.act == "say":
            text = self._filled_in(step.text, actor)
            self.said[step.name] = world.say(actor, chat, text, reply_to=target)
        elif step.act == "attach" and step.paper is not None:
            paper = step.paper
            self.said[step.name] = world.attach(
                actor, chat, paper.name, paper.content, caption=step.text, mime="application/pdf"
            )
        elif step.act == "react" and target is not None:
            world.react(actor, target, step.text)
        elif step.act == "press" and target is not None:
            return world.press(actor, target, step.text).answered.is_set
        return lambda: True

    def _filled_in(self, text: str, actor: Person) -> str:
        """What somebody types, with the numbers that the bot has told them in private."""
        told = self._by_bot(self.world.private_chat(actor, self.cast.bot), actor)[::-1]
        if "{case}" in text:
            found = next((one for message in told if (one := CASE.search(message.text))), None)
            if found is None:
                raise SandboxRefusal("the bot has told of no request.")
            text = text.replace("{case}", found[1])
        for name in NAMED.findall(text):
            said = self.said.get(name)
            begins = said.text[:BEGINNING_OF] if said else ""
            for message in told:
                before, there, _ = message.text.partition(begins) if begins else ("", "", "")
                references = REFERENCE.findall(before)
                if there and references:
                    text = text.replace(f"{{ref:{name}}}", references[-1])
                    break
            else:
                raise SandboxRefusal(f"the bot has shown no record of what was said ({name}).")
        return text

    def _target(self, step: Step, actor: Person) -> Message | None:
        if step.act == "press":
            return self._with_button(step.text, actor)
        if not step.to:
            return None
        if step.to not in self.said:
            raise SandboxRefusal(f"the message it answers ({step.to}) was never said.")
        return self.said[step.to]

    def _with_button(self, label: str, actor: Person) -> Message:
        for message in reversed(self.world.visible_messages(self.cast.group, actor)):
            if message.button(label) is not None:
                return message
        raise SandboxRefusal(f"no message has a button “{label}”.")

    def _heard_by(self, person: Person) -> int:
        """How many messages of the bot's this person can see, in the group and in private."""
        private = self.world.private_chat(person, self.cast.bot)
        return sum(len(self._by_bot(chat, person)) for chat in (self.cast.group, private))

    def _heard(self, step: Step, hearer: Person) -> list[Message]:
        """The bot's messages among which a step's answer will be; what is said in private is answered there."""
        private = self.world.private_chat(hearer, self.cast.bot)
        chats: list[Chat] = [private] if step.where == "private" else [self.cast.group, private]
        return [message for chat in chats for message in self._by_bot(chat, hearer)]

    def _by_bot(self, chat: Chat, viewer: Person) -> list[Message]:
        return by_bot(self.cast.bot, self.world, chat, viewer)

    async def _until(self, true: Callable[[], bool], seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                while not true():
                    await self.world.changed(self.world.version)
        except TimeoutError:
            return False
        return True


def count_from(bot: Bot, world: World, chat: Chat, viewer: Person) -> int:
    """How many of the bot's messages stand in a chat, as this person sees it."""
    return len(by_bot(bot, world, chat, viewer))


def by_bot(bot: Bot, world: World, chat: Chat, viewer: Person) -> list[Message]:
    """The bot's messages that stand in a chat, oldest first, as this person sees it."""
    return [message for message in world.visible_messages(chat, viewer) if message.author is bot]


def _files(messages: Sequence[Message]) -> int:
    return sum(message.attachment is not None for message in messages)
