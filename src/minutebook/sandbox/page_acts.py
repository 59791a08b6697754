"""What a person can do on the chat page, by the word the page sends for it.

Each act reads its own fields from the posted object and does one thing to the world. What the world
will not let the person do comes back as its ``SandboxRefusal``; so does a field that is missing
or not what it should be.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from minutebook.sandbox.cast import Cast
from minutebook.sandbox.chats import Chat
from minutebook.sandbox.errors import SandboxRefusal
from minutebook.sandbox.messages import Message
from minutebook.sandbox.page_view import key_of
from minutebook.sandbox.people import Bot, Person
from minutebook.sandbox.wire import Obj
from minutebook.sandbox.world import World

ANSWER_SECONDS = 10.0
BIGGEST_FILE = 20 * 1024 * 1024
NO_ANSWER = "The bot has not answered the button yet. It may still do what you asked."


@dataclass(frozen=True, slots=True)
class Doing:
    """Who acts, and where."""

    world: World
    cast: Cast
    bot: Bot
    person: Person

    def chat(self, body: Obj) -> Chat:
        """The chat the page means: "group", or the person's own "private" one."""
        match body.get("chat"):
            case "group":
                return self.cast.group
            case "private":
                return self.world.private_chat(self.person, self.bot)
        raise SandboxRefusal("Say which chat is meant: group or private.")

    def message(self, body: Obj, field: str = "message") -> Message:
        """The message a field names, among those the person can see."""
        for message in self.world.visible_messages(self.chat(body), self.person):
            if key_of(message) == body.get(field):
                return message
        raise SandboxRefusal("That message is no longer there.")

    def answered(self, body: Obj) -> Message | None:
        """The message that is replied to, if any is."""
        return self.message(body, "reply_to") if body.get("reply_to") else None


def words(body: Obj, field: str) -> str:
    """A field that must be text."""
    value = body.get(field)
    if not isinstance(value, str):
        raise SandboxRefusal(f"The {field} is missing.")
    return value


async def perform(doing: Doing, body: Obj) -> Obj:
    """Do what ``body`` says and give what the page should know of it.

    Raises:
        SandboxRefusal: the world does not allow it, or the request is not whole.
    """
    act = ACTS.get(str(body.get("do")))
    if act is None:
        raise SandboxRefusal("The sandbox does not know how to do that.")
    return await act(doing, body)


async def _start(doing: Doing, body: Obj) -> Obj:
    payload = body.get("payload")
    doing.world.start(doing.person, doing.bot, payload if isinstance(payload, str) and payload else None)
    return {"ok": True}


async def _say(doing: Doing, body: Obj) -> Obj:
    chat = doing.chat(body)
    message = doing.world.say(doing.person, chat, words(body, "text"), reply_to=doing.answered(body))
    return {"ok": True, "key": key_of(message)}


async def _edit(doing: Doing, body: Obj) -> Obj:
    doing.world.edit(doing.person, doing.message(body), words(body, "text"))
    return {"ok": True}


async def _delete(doing: Doing, body: Obj) -> Obj:
    doing.world.delete(doing.person, doing.message(body))
    return {"ok": True}


async def _react(doing: Doing, body: Obj) -> Obj:
    """Set the emoji, or take it back if it is already this person's."""
    message, emoji = doing.message(body), words(body, "emoji")
    mine = {reaction.value for reaction in message.reactions.get(doing.person.id, ())}
    doing.world.react(doing.person, message, *(() if emoji in mine else (emoji,)))
    return {"ok": True}


async def _attach(doing: Doing, body: Obj) -> Obj:
    try:
        content = base64.b64decode(words(body, "content"), validate=True)
    except ValueError:
        raise SandboxRefusal("The file did not arrive whole. Attach it again.") from None
    if len(content) > BIGGEST_FILE:
        raise SandboxRefusal("That file is over 20 MB. Choose a smaller one.")
    message = doing.world.attach(
        doing.person,
        doing.chat(body),
        words(body, "file_name"),
        content,
        caption=words(body, "caption") or None,
        photo=body.get("photo") is True,
        reply_to=doing.answered(body),
    )
    return {"ok": True, "key": key_of(message)}


async def _poll(doing: Doing, body: Obj) -> Obj:
    options = body.get("options")
    if not isinstance(options, list) or not all(isinstance(option, str) for option in options):
        raise SandboxRefusal("A poll needs options.")
    texts = [option for option in options if isinstance(option, str)]
    anonymous = body.get("anonymous") is True
    doing.world.poll(doing.person, doing.chat(body), words(body, "question"), texts, anonymous=anonymous)
    return {"ok": True}


async def _vote(doing: Doing, body: Obj) -> Obj:
    option = body.get("option")
    if option is not None and (isinstance(option, bool) or not isinstance(option, int)):
        raise SandboxRefusal("There is no such option.")
    doing.world.vote(doing.person, doing.message(body), option)
    return {"ok": True}


async def _stop(doing: Doing, body: Obj) -> Obj:
    doing.world.stop_poll(doing.person, doing.message(body))
    return {"ok": True}


async def _press(doing: Doing, body: Obj) -> Obj:
    """Press a button and wait, bounded, for the bot's word on it."""
    press = doing.world.press(doing.person, doing.message(body), words(body, "button"))
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            answer = await press.wait()
    except TimeoutError:
        return {"ok": True, "answer": {"text": NO_ANSWER, "alert": False}}
    return {"ok": True, "answer": {"text": answer.text, "alert": answer.alert}}


async def _block(doing: Doing, body: Obj) -> Obj:
    doing.world.block(doing.person, doing.bot)
    return {"ok": True}


async def _unblock(doing: Doing, body: Obj) -> Obj:
    doing.world.unblock(doing.person, doing.bot)
    return {"ok": True}


ACTS: dict[str, Callable[[Doing, Obj], Awaitable[Obj]]] = {
    "start": _start,
    "say": _say,
    "edit": _edit,
    "delete": _delete,
    "react": _react,
    "attach": _attach,
    "poll": _poll,
    "vote": _vote,
    "stop": _stop,
    "press": _press,
    "block": _block,
    "unblock": _unblock,
}
