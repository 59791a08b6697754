"""A short scripted evening: what a council's chat looks like, and what the bot makes of it.

The steps are data, in ``evening_script.py``. A step whose point is the bot's answer waits for it,
for a bounded time, and goes on with a sentence if none came; so the evening can be played
against any bot.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from minutebook.sandbox.cast import Cast, Part
from minutebook.sandbox.chats import Chat
from minutebook.sandbox.errors import SandboxRefusal
from minutebook.sandbox.evening_script import STEPS, Step, Where
from minutebook.sandbox.messages import Message
from minutebook.sandbox.people import Bot, Person
from minutebook.sandbox.world import World

PATIENCE = 8.0
MORNING_PATIENCE = 20.0

OVER = "That was the evening. Press “Next morning” to see the clerk's digest."
MORNING = "Next morning. The digest has come, in Ruth's private chat."
NO_DIGEST = (
    "It is the next morning, but no digest has come. It needs a clerk: play the evening, or send "
    "/setup and /clerk in the group and open Ruth's private chat."
)
NO_ANSWER = "The bot has not answered yet."


@dataclass(slots=True)
class Evening:
    """The evening as it is being played in one world.

    Attributes:
        patience: seconds a step waits for the bot.
        morning_patience: seconds the morning waits for the digest.
        done: how many steps have been played.
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
    done: int = 0
    caption: str = ""
    actor: Part | None = None
    look_as: Part | None = None
    look_in: Where = "private"
    morning_came: bool = False
    said: dict[str, Message] = field(default_factory=dict)
    playing: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def total(self) -> int:
        """How many steps there are."""
        return len(self.steps)

    async def play_next(self) -> None:
        """Play the next step to its end; nothing once all are played. Two calls play one after the other."""
        async with self.playing:
            if self.done < self.total:
                await self._play_out(self.steps[self.done])
                self.done += 1
                if self.done == self.total:
                    self.caption = f"{self.caption} {OVER}"
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
        before = self._heard_by(hearer)
        target = self._target(step, actor)
        answered = self._do(step, actor, target)
        if step.wait == "message":
            return await self._until(lambda: self._heard_by(hearer) > before, self.patience)
        if step.wait == "reaction" and target is not None:
            return await self._until(lambda: bool(self.world.bot_reactions(target)), self.patience)
        if step.wait == "answer":
            return await self._until(answered, self.patience)
        return True

    def _do(self, step: Step, actor: Person, target: Message | None) -> Callable[[], bool]:
        """The act itself; gives how to tell that a press has been answered."""
        world, group = self.world, self.cast.group
        if step.act == "start":
            world.start(actor, self.cast.bot)
        elif step.act == "say":
            message = world.say(actor, group, step.text, reply_to=target)
            self.said[step.name] = message
        elif step.act == "react" and target is not None:
            world.react(actor, target, step.text)
        elif step.act == "press" and target is not None:
            return world.press(actor, target, step.text).answered.is_set
        return lambda: True

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
        return sum(count_from(self.cast.bot, self.world, chat, person) for chat in self._chats(person))

    def _chats(self, person: Person) -> tuple[Chat, ...]:
        return self.cast.group, self.world.private_chat(person, self.cast.bot)

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
    return sum(message.author is bot for message in world.visible_messages(chat, viewer))
