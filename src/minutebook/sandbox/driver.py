"""A story driver: end-to-end tests that read like what happened.

>>> town = Town(world)                                              # doctest: +SKIP
>>> ann, clerk = town.person("Cllr Ann Harrow", "ann"), town.person("Clara Clerk", "clara")
>>> hall = town.group("Barrowby", ann, clerk)
>>> said = ann.says("Let's buy the mower.", in_=hall)
>>> caution = await hall.shows("standing order", since=said)
>>> answer = await ann.presses(caution, "Record it")
>>> await clerk.hears("2026/0001", from_bot=bot)

Acts are plain calls; waiting is for conditions, never for time, and fails with what was there instead.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator, Sequence
from typing import TypeAlias

from minutebook.sandbox.chats import Channel, Chat, Group, GroupKind, PrivateChat, Topic
from minutebook.sandbox.messages import Answer, Message, Press, Reaction
from minutebook.sandbox.people import Bot, Person
from minutebook.sandbox.waiting import Found, Mark, by_bots, shown, until
from minutebook.sandbox.world import World

Where: TypeAlias = "Room | Bot | Group | PrivateChat"


class Town:
    """A world with its actors, and the waiting.

    Args:
        idle: waits until the bot under test has finished its own work. A bot may go on working after it
            has confirmed an update; only it (or a test's knowledge of it) can say when it is done.
        within: seconds that a wait may take.
    """

    def __init__(
        self, world: World, *, idle: Callable[[], Awaitable[None]] | None = None, within: float = 5.0
    ) -> None:
        self.world = world
        self.idle = idle
        self.within = within

    def person(self, name: str, username: str | None = None, *, premium: bool = False) -> Actor:
        """A new person."""
        return Actor(self, self.world.add_person(name, username, premium=premium))

    def group(self, title: str, *actors: Actor, kind: GroupKind = "supergroup", forum: bool = False) -> Room:
        """A new group of these actors; the first is its creator."""
        people = [actor.person for actor in actors]
        return Room(self, self.world.add_group(title, *people, kind=kind, forum=forum))

    def mark(self) -> int:
        """This moment, to ask later what came after it."""
        return self.world.state.last("order")

    async def until(
        self, probe: Callable[[], Found | None], failing: Callable[[], str], within: float | None = None
    ) -> Found:
        """Wait for a condition: see ``waiting.until``."""
        return await until(self.world, probe, failing, self.within if within is None else within)

    async def settled(self, *bots: Bot, within: float | None = None) -> None:
        """Wait until the bots (all by default) have fetched and confirmed every update and no call runs.

        With ``idle`` given it is awaited too, and again, until nothing happens while it is.
        """
        watched = bots or tuple(self.world.bots.values())
        while True:
            await self.until(lambda: self._quiet(watched), lambda: self._unsettled(watched), within)
            if self.idle is None:
                return
            before = self._done(watched)
            await self.idle()
            if self._quiet(watched) and self._done(watched) == before:
                return

    def _quiet(self, bots: Sequence[Bot]) -> bool | None:
        calm = self.world.state.in_flight == 0 and all(bot.queue.empty() for bot in bots)
        return True if calm else None

    def _done(self, bots: Sequence[Bot]) -> tuple[int, int]:
        return self.world.state.work, sum(bot.queue.created for bot in bots)

    def _unsettled(self, bots: Sequence[Bot]) -> str:
        waiting = {bot.name: bot.queue.pending() for bot in bots}
        return f"updates unconfirmed {waiting}, calls in flight {self.world.state.in_flight}"

    async def reacted(self, message: Message, emoji: str, *, within: float | None = None) -> None:
        """Wait until a bot's reaction on the message is this emoji."""
        await self.until(
            lambda: emoji in self.world.bot_reactions(message) or None,
            lambda: f"no {emoji} by a bot, but {self.world.bot_reactions(message)}",
            within,
        )


class Actor:
    """A person who acts."""

    def __init__(self, town: Town, person: Person) -> None:
        self.town = town
        self.person = person
        self._world = town.world

    @property
    def id(self) -> int:
        """The Telegram user id."""
        return self.person.id

    def starts(self, bot: Bot, payload: str | None = None) -> Message:
        """Open the private chat with a bot."""
        return self._world.start(self.person, bot, payload)

    def says(
        self,
        text: str,
        *,
        in_: Where,
        reply_to: Message | None = None,
        topic: Topic | None = None,
        quote: str | None = None,
        anonymous: bool = False,
        as_channel: Channel | None = None,
    ) -> Message:
        """Send a text to a group, or to a bot in private."""
        chat = self._chat(in_)
        return self._world.say(
            self.person,
            chat,
            text,
            reply_to=reply_to,
            topic=topic,
            quote=quote,
            anonymous=anonymous,
            as_channel=as_channel,
        )

    def replies(self, message: Message, text: str) -> Message:
        """Answer a message where it stands."""
        return self._world.say(self.person, message.chat, text, reply_to=message)

    def forwards(self, message: Message, *, to: Where) -> Message:
        """Send a message on."""
        return self._world.say(self.person, self._chat(to), "", forward_of=message)

    def attaches(
        self,
        file_name: str,
        content: bytes,
        *,
        in_: Where,
        caption: str | None = None,
        photo: bool = False,
        reply_to: Message | None = None,
        topic: Topic | None = None,
    ) -> Message:
        """Send a file."""
        chat = self._chat(in_)
        return self._world.attach(
            self.person,
            chat,
            file_name,
            content,
            caption=caption,
            photo=photo,
            reply_to=reply_to,
            topic=topic,
        )

    def sends_album(
        self, items: Sequence[tuple[str, bytes]], *, in_: Where, caption: str | None = None
    ) -> list[Message]:
        """Send several photographs as one album."""
        return self._world.album(self.person, self._chat(in_), items, caption)

    def edits(self, message: Message, text: str) -> Message:
        """Change one's own words."""
        return self._world.edit(self.person, message, text)

    def deletes(self, message: Message) -> None:
        """Take a message down."""
        self._world.delete(self.person, message)

    def reacts(self, message: Message, *reactions: str | Reaction) -> None:
        """Set one's reactions; none takes them back."""
        self._world.react(self.person, message, *reactions)

    def polls(self, question: str, options: Sequence[str], *, in_: Where, anonymous: bool = True) -> Message:
        """Send a poll."""
        return self._world.poll(self.person, self._chat(in_), question, options, anonymous=anonymous)

    def votes(self, message: Message, option: int | None) -> None:
        """Choose an option by its index, or take the vote back."""
        self._world.vote(self.person, message, option)

    def stops(self, poll: Message) -> None:
        """Close one's own poll."""
        self._world.stop_poll(self.person, poll)

    def presses(self, message: Message, button: str) -> Pressed:
        """Press a button, by label or data; awaiting the result gives the bot's answer."""
        return Pressed(self.town, self._world.press(self.person, message, button))

    def joins(self, room: Room) -> Message:
        """Come into a group."""
        return self._world.join(self.person, room.chat)

    def leaves(self, room: Room) -> None:
        """Go out of a group."""
        self._world.leave(self.person, room.chat)

    def adds(self, bot: Bot, to: Room, *, admin: bool = False) -> None:
        """Add a bot to a group, as an administrator if so said."""
        self._world.add_bot_to(to.chat, bot, self.person)
        if admin:
            self._world.promote(to.chat, bot)

    async def hears(
        self, fragment: str, from_bot: Bot, *, since: Mark = 0, within: float | None = None
    ) -> Message:
        """The first message of the private chat with the bot that contains the fragment."""
        chat = self._world.private_chat(self.person, from_bot)
        return await shown(
            self.town.world,
            self.person.name,
            chat,
            self.person,
            fragment,
            since,
            self.town.within if within is None else within,
        )

    async def sees(
        self, fragment: str, in_: Room, *, since: Mark = 0, within: float | None = None
    ) -> Message:
        """The first message by a bot this person sees in the group, ephemeral ones included."""
        return await shown(
            self.town.world,
            self.person.name,
            in_.chat,
            self.person,
            fragment,
            since,
            self.town.within if within is None else within,
        )

    def heard(self, from_bot: Bot, *, since: Mark = 0) -> list[Message]:
        """Everything the bot has written to this person in private."""
        return by_bots(self.town.world, self._world.private_chat(self.person, from_bot), self.person, since)

    def _chat(self, where: Where) -> Chat:
        if isinstance(where, Room):
            return where.chat
        if isinstance(where, Bot):
            return self._world.private_chat(self.person, where)
        return where


class Room:
    """A group as a story sees it."""

    def __init__(self, town: Town, chat: Group) -> None:
        self.town = town
        self.chat = chat

    @property
    def id(self) -> int:
        """The chat id."""
        return self.chat.id

    async def shows(self, fragment: str, *, since: Mark = 0, within: float | None = None) -> Message:
        """The first message by a bot, for all to see, that contains the fragment."""
        return await shown(
            self.town.world,
            self.chat.title,
            self.chat,
            None,
            fragment,
            since,
            self.town.within if within is None else within,
        )

    def by_bots(self, *, since: Mark = 0) -> list[Message]:
        """Every message by a bot that all can see, oldest first."""
        return by_bots(self.town.world, self.chat, None, since)

    def silent_since(self, mark: Mark) -> bool:
        """True if no bot has written here since. Ask after ``await town.settled()``."""
        return not self.by_bots(since=mark)


class Pressed:
    """A press of a button. ``await`` it for the bot's answer."""

    def __init__(self, town: Town, press: Press) -> None:
        self.town = town
        self.press = press

    def __await__(self) -> Generator[None, None, Answer]:
        answered = self.town.until(lambda: self.press.answer, lambda: "the press was not answered")
        return answered.__await__()
