"""The world: everything people can do on the sandbox's Telegram.

A test, the driver or the chat page acts here, on the event loop's thread; bots act through the
HTTP server (``server.py``) on the same state. Every method of a person does what Telegram's
apps would do, and raises ``SandboxRefusal``, with a sentence, when they would not let them.

The methods here are one line each: what they mean is in the module of their subject
(``members``, ``talking``, ``acting``, ``migration``). A new act goes there and is named here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from minutebook.sandbox import acting, members, menus, migration, talking
from minutebook.sandbox.chats import Channel, Chat, Group, GroupKind, PrivateChat, Topic
from minutebook.sandbox.faults import Faults
from minutebook.sandbox.messages import Message, Press, Reaction
from minutebook.sandbox.people import Bot, Command, Person
from minutebook.sandbox.posting import Place, Voice
from minutebook.sandbox.state import Call, State


class World:
    """A Telegram of one's own.

    Args:
        now: an aware UTC clock. Message dates, expiry and time limits come from it.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.state = State(now)

    # What there is

    @property
    def people(self) -> dict[int, Person]:
        """Everybody, by id."""
        return self.state.people

    @property
    def bots(self) -> dict[int, Bot]:
        """Every bot, by id."""
        return self.state.bots

    @property
    def groups(self) -> dict[int, Group]:
        """Every group by id; one that was migrated stays, beside the supergroup it became."""
        return self.state.groups

    @property
    def faults(self) -> Faults:
        """What goes wrong on purpose: see ``faults.py``."""
        return self.state.faults

    @property
    def calls(self) -> list[Call]:
        """Every Bot API call so far, oldest first."""
        return self.state.calls

    @property
    def version(self) -> int:
        """Rises with every change anybody could see, and with every call as it begins and ends."""
        return self.state.version

    async def changed(self, since: int) -> int:
        """Wait until ``version`` is above ``since`` and give it. Bound it with ``asyncio.timeout``."""
        return await self.state.changed(since)

    def now(self) -> datetime:
        """The world's time: aware, UTC."""
        return self.state.now()

    # Setting the scene

    def add_person(self, name: str, username: str | None = None, *, premium: bool = False) -> Person:
        """Make a human account. ``username`` is without the @."""
        return members.add_person(self.state, name, username, premium=premium)

    def add_bot(self, token: str, name: str, username: str, *, reads_all: bool = False) -> Bot:
        """Make a bot, as BotFather does. The token's first part is its id (``"123:abc…"``).

        Args:
            reads_all: privacy mode off.
        """
        return members.add_bot(self.state, token, name, username, reads_all=reads_all)

    def add_group(
        self, title: str, *people: Person, kind: GroupKind = "supergroup", forum: bool = False
    ) -> Group:
        """Make a group of these people; the first of them is its creator."""
        return members.add_group(self.state, title, people, kind, forum=forum)

    def add_channel(self, title: str, username: str | None = None) -> Channel:
        """Make a channel, to speak as (``say(…, as_channel=…)``) or to forward from."""
        return members.add_channel(self.state, title, username)

    def add_topic(self, chat: Group, name: str, by: Person) -> Topic:
        """Open a forum topic; its id is that of the service message saying so."""
        return talking.add_topic(self.state, chat, name, by)

    def close_topic(self, chat: Group, topic: Topic, by: Person) -> Message:
        """Close a forum topic: only those who manage topics may write there."""
        return talking.close_topic(self.state, chat, topic, by)

    # Who is where

    def join(self, person: Person, chat: Group) -> Message:
        """Join by link; gives the service message. A kicked person cannot come back so."""
        return members.join(self.state, person, chat)

    def leave(self, person: Person, chat: Group) -> Message | None:
        """Leave; gives the service message."""
        return members.leave(self.state, person, chat)

    def add_bot_to(self, chat: Group, bot: Bot, by: Person) -> Message:
        """Add a bot to a group; gives the service message."""
        return members.add_bot_to(self.state, chat, bot, by)

    def remove_bot(self, chat: Group, bot: Bot, by: Person) -> Message:
        """Remove (kick) a bot from a group; gives the service message."""
        return members.remove(self.state, chat, bot, by)

    def remove_person(self, chat: Group, person: Person, by: Person) -> Message:
        """Remove (kick) a person from a group; gives the service message."""
        return members.remove(self.state, chat, person, by)

    def promote(
        self, chat: Group, who: Person | Bot, *, anonymous: bool = False, title: str | None = None
    ) -> None:
        """Make an administrator, or change how one appears (the group's creator too)."""
        members.promote(self.state, chat, who, anonymous=anonymous, title=title)

    def demote(self, chat: Group, who: Person | Bot) -> None:
        """Make an administrator a plain member again."""
        members.demote(self.state, chat, who)

    def mute(self, chat: Group, who: Person | Bot, *, muted: bool = True) -> None:
        """Take away, or give back, the right to send messages (an administrator is demoted)."""
        members.mute(self.state, chat, who, muted=muted)

    def start(self, person: Person, bot: Bot, payload: str | None = None) -> Message:
        """Open the private chat, unblocking the bot if need be, and send ``/start [payload]``."""
        return members.start(self.state, person, bot, payload)

    def block(self, person: Person, bot: Bot) -> None:
        """Block a bot."""
        members.block(self.state, person, bot)

    def unblock(self, person: Person, bot: Bot) -> None:
        """Unblock a bot."""
        members.unblock(self.state, person, bot)

    def private_chat(self, person: Person, bot: Bot) -> PrivateChat:
        """The private chat of the two, whether started yet or not."""
        return self.state.private_chat(person, bot)

    def chats_of(self, person: Person) -> list[Chat]:
        """The groups this person is in now, and the private chats they have started."""
        return self.state.chats_of(person)

    # Talking

    def say(
        self,
        person: Person,
        chat: Chat,
        text: str,
        *,
        reply_to: Message | None = None,
        topic: Topic | None = None,
        quote: str | None = None,
        forward_of: Message | None = None,
        anonymous: bool = False,
        as_channel: Channel | None = None,
    ) -> Message:
        """Send a message.

        Args:
            reply_to: what it answers; in another chat or topic it becomes an external reply.
            topic: the forum topic; a reply stays in the topic of what it answers.
            quote: the words of ``reply_to`` it picks out.
            forward_of: forward this message; ``text`` is then not used and may be "".
            anonymous: appear as the group; an anonymous administrator always does.
            as_channel: appear as this channel.
        """
        voice, where = Voice(anonymous, as_channel), Place(chat, topic, reply_to, quote)
        if forward_of is not None:
            return talking.forward(self.state, person, where, forward_of, voice)
        return talking.say(self.state, person, where, text, voice)

    def attach(
        self,
        person: Person,
        chat: Chat,
        file_name: str,
        content: bytes,
        *,
        caption: str | None = None,
        mime: str | None = None,
        photo: bool = False,
        reply_to: Message | None = None,
        topic: Topic | None = None,
        media_group: str | None = None,
        claimed_size: int | None = None,
    ) -> Message:
        """Send a file. ``claimed_size`` gives it a size in bytes without making the bytes."""
        file = self.state.new_file(
            "photo" if photo else "document", file_name, content, mime, claimed_size=claimed_size
        )
        where = Place(chat, topic, reply_to)
        return talking.attach(self.state, person, where, file, caption or "", media_group=media_group)

    def album(
        self,
        person: Person,
        chat: Chat,
        items: Sequence[tuple[str, bytes]],
        caption: str | None = None,
        *,
        photo: bool = True,
    ) -> list[Message]:
        """Send 2 to 10 files as one album; the caption stands on the first."""
        return talking.album(self.state, person, chat, items, caption or "", photo=photo)

    def voice(self, person: Person, chat: Chat, content: bytes = b"OggS", *, seconds: int = 3) -> Message:
        """Send a voice message of so many seconds."""
        file = self.state.new_file("voice", "voice.ogg", content, "audio/ogg", seconds=seconds)
        return talking.attach(self.state, person, Place(chat), file, "")

    def share_location(self, person: Person, chat: Chat, latitude: float, longitude: float) -> Message:
        """Send a point on the map, in degrees."""
        return talking.share_location(self.state, person, chat, latitude, longitude)

    def share_contact(self, person: Person, chat: Chat, phone_number: str, name: str) -> Message:
        """Send a telephone number."""
        return talking.share_contact(self.state, person, chat, phone_number, name)

    def channel_post(self, channel: Channel, group: Group, text: str) -> Message:
        """Post in a channel; gives the automatic forward that appears in its linked group."""
        return talking.channel_post(self.state, channel, group, text)

    # Acting on messages

    def edit(self, person: Person, message: Message, text: str) -> Message:
        """Change one's own text or caption; within 48 h."""
        return acting.edit(self.state, person, message, text)

    def delete(self, person: Person, message: Message) -> None:
        """Take a message down: one's own, or as an administrator. No bot is told, ever."""
        acting.delete(self.state, person, message)

    def react(self, person: Person, message: Message, *reactions: str | Reaction) -> None:
        """Set one's reactions, replacing those before; none takes them back.

        A plain emoji is a string; a custom one is ``Reaction.custom(id)`` and needs Premium.
        """
        acting.react(self.state, person, message, reactions)

    def poll(
        self,
        person: Person,
        chat: Chat,
        question: str,
        options: Sequence[str],
        *,
        anonymous: bool = True,
        topic: Topic | None = None,
    ) -> Message:
        """Send a poll."""
        where = Place(chat, topic)
        return talking.poll(self.state, person, where, question, options, anonymous=anonymous)

    def vote(self, person: Person, message: Message, option: int | None) -> None:
        """Choose an option by its index from 0; None takes the vote back."""
        acting.vote(self.state, person, message, option)

    def stop_poll(self, person: Person, message: Message) -> None:
        """Close one's own poll; bots then learn its totals."""
        acting.stop_poll(self.state, person, message)

    def press(self, person: Person, message: Message, button: str) -> Press:
        """Press an inline button, named by its label or its callback data."""
        return acting.press(self.state, person, message, button)

    def migrate(self, chat: Group) -> Group:
        """Make a basic group a supergroup: a new id, message ids from 1 again."""
        return migration.migrate(self.state, chat)

    # Looking

    def history(self, chat: Chat) -> list[Message]:
        """Every message that still stands, oldest first; ephemeral ones are not among them."""
        return [message for message in chat.messages.values() if not message.deleted]

    def visible_messages(self, chat: Chat, viewer: Person) -> list[Message]:
        """What this person sees, oldest first: ephemeral messages only if they are for them."""
        return self.state.visible_messages(chat, viewer)

    def bot_reactions(self, message: Message) -> list[str]:
        """The plain emoji bots have set on a message."""
        return [
            r.value for actor in message.reactions if actor in self.bots for r in message.reactions[actor]
        ]

    def menu_for(self, person: Person, chat: Chat, bot: Bot) -> tuple[Command, ...]:
        """The command menu this person is shown in this chat, by Telegram's scope precedence."""
        return menus.menu_for(person, chat, bot)
