"""The state of a world: who and what there is, the ids given out, the calls made.

The subjects' modules (``members``, ``talking``, ``acting``, the ``api``) are functions over it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from minutebook.sandbox.chats import AnyChat, Channel, Chat, Group, PrivateChat
from minutebook.sandbox.faults import Faults
from minutebook.sandbox.messages import Attachment, FileKind, Message, Press
from minutebook.sandbox.people import Bot, Person
from minutebook.sandbox.wire import Obj

MIME_BY_ENDING = {
    "pdf": "application/pdf",
    "txt": "text/plain",
    "csv": "text/csv",
    "json": "application/json",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


@dataclass(slots=True)
class Call:
    """One Bot API call: what was asked and how it ended.

    Attributes:
        method: its name as Telegram spells it.
        parameters: as sent, JSON strings decoded; files appear as their names.
        code: 200, or the error code; 0 while it runs, and for an answer that was lost.
        description: Telegram's words if it was refused.
    """

    bot: Bot
    method: str
    parameters: Obj
    at: datetime
    code: int = 0
    description: str = ""

    @property
    def ok(self) -> bool:
        """True if it was done and answered."""
        return self.code == 200


class State:
    """Everything that is true of the sandbox's Telegram now.

    Args:
        now: an aware UTC clock.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.people: dict[int, Person] = {}
        self.bots: dict[int, Bot] = {}
        self.groups: dict[int, Group] = {}
        self.channels: dict[int, Channel] = {}
        self.privates: dict[tuple[int, int], PrivateChat] = {}
        self.files: dict[str, Attachment] = {}
        self.links: dict[tuple[int, str], datetime] = {}
        self.polls: dict[str, Message] = {}
        self.presses: dict[str, Press] = {}
        self.calls: list[Call] = []
        self.in_flight = 0
        self.work = 0
        self.closing = asyncio.Event()
        self.faults = Faults()
        self.sent: dict[tuple[int, int], deque[datetime]] = {}
        self.version = 0
        self._bell = asyncio.Event()
        self._last: dict[str, int] = {"person": 100_000_000, "group": 4000, "account": 0, "ephemeral": 0}

    # Change

    def touch(self) -> None:
        """Something changed: wake whoever waits for that."""
        self.version += 1
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()

    async def changed(self, since: int) -> int:
        """Wait until the version is above ``since`` and give it."""
        while self.version <= since:
            await self._bell.wait()
        return self.version

    # Ids

    def new_id(self, what: str) -> int:
        """The next number of this series."""
        self._last[what] = self._last.get(what, 0) + 1
        return self._last[what]

    def last(self, what: str) -> int:
        """The last number given out in this series; 0 before the first."""
        return self._last.get(what, 0)

    def new_message_id(self, chat: Chat) -> int:
        """Per chat in a supergroup; elsewhere one series for all."""
        if isinstance(chat, Group) and chat.kind == "supergroup":
            chat.last_id += 1
            return chat.last_id
        number = self.new_id("account")
        if isinstance(chat, Group):
            chat.last_id = number
        return number

    # Looking things up

    def private_chat(self, person: Person, bot: Bot) -> PrivateChat:
        """The private chat of the two, made on first asking."""
        key = (person.id, bot.id)
        if key not in self.privates:
            self.privates[key] = PrivateChat(person, bot)
        return self.privates[key]

    def chats_of(self, person: Person) -> list[Chat]:
        """The groups a person is in now, and the private chats they have started."""
        chats: list[Chat] = [
            group
            for group in self.groups.values()
            if group.member(person.id) and not group.migrated_to and not group.deleted
        ]
        chats += [chat for chat in self.privates.values() if chat.person is person and chat.started]
        return chats

    def visible_messages(self, chat: Chat, viewer: Person) -> list[Message]:
        """What the viewer sees, oldest first, their ephemeral messages in their place."""
        standing = [message for message in chat.messages.values() if not message.deleted]
        if isinstance(chat, Group) and chat.ephemeral:
            standing += [m for m in chat.ephemeral.values() if m.receiver is viewer and not m.deleted]
            standing.sort(key=lambda message: message.order)
        return standing

    def met(self, bot: Bot, person: Person) -> bool:
        """True if the bot has come across this person: in a group, or by their pressing Start."""
        private = self.privates.get((person.id, bot.id))
        if private is not None and private.started:
            return True
        return any(bot.id in group.members and person.id in group.members for group in self.groups.values())

    def chat(self, chat_id: int) -> AnyChat | None:
        """The group or channel with this id."""
        return self.groups.get(chat_id) or self.channels.get(chat_id)

    # Files

    def new_file(
        self,
        kind: FileKind,
        file_name: str,
        content: bytes,
        mime: str | None = None,
        *,
        claimed_size: int | None = None,
        seconds: int = 0,
    ) -> Attachment:
        """Put a file on the server; its MIME type is guessed from the name if not given."""
        guessed = MIME_BY_ENDING.get(file_name.rsplit(".", 1)[-1].lower(), "application/octet-stream")
        unique = f"AgAD{self.new_id('file'):08x}"
        made = Attachment(kind, unique, file_name, mime or guessed, content, claimed_size, seconds)
        self.files[unique] = made
        return made
