"""What production servers send that client libraries do not know yet, or cannot parse.

A bot must live with all of it. Fields of tomorrow and callbacks without content are switches of
``faults``; the rest happens here, once for each call.
"""

from __future__ import annotations

from minutebook.sandbox import gates, shapes
from minutebook.sandbox.chats import Chat, Group
from minutebook.sandbox.messages import Message
from minutebook.sandbox.people import Bot, Person
from minutebook.sandbox.posting import PLAIN, Place, compose, post
from minutebook.sandbox.talking import check
from minutebook.sandbox.wire import Obj, dump
from minutebook.sandbox.world import World


def rich_message(world: World, person: Person, chat: Chat, text: str) -> Message:
    """A Premium user's rich message (Bot API 10.1): blocks, and no ``text`` at all."""
    check(person, Place(chat), PLAIN)
    return post(world.state, person, Place(chat), text=text, rich=True)


def unknown_update(world: World, bot: Bot) -> None:
    """An update of a type nobody has heard of."""
    bot.queue.add("update_of_tomorrow", dump({"id": 1, "date": shapes.stamp(world.now())}))


def unparseable_poll(world: World, person: Person, group: Group) -> None:
    """A poll whose options lack ``persistent_id``: python-telegram-bot cannot parse it, nor its batch."""
    sent = compose(world.state, person, Place(group))
    sent.id = world.state.new_message_id(group)
    options: list[Obj] = [{"text": "Yes", "voter_count": 0}, {"text": "No", "voter_count": 0}]
    poll: Obj = {"id": "1", "question": "Shall we?", "options": options, "total_voter_count": 0}
    for bot in gates.bots_in(group):
        shape = shapes.message(sent, bot)
        del shape["text"]
        bot.queue.add("message", dump({**shape, "poll": poll}))


def ephemeral_command(world: World, person: Person, group: Group, text: str) -> None:
    """A command only the bots see (Bot API 10.2): ``message_id`` is 0, its identity is another field."""
    sent = compose(world.state, person, Place(group), text=text)
    sent.ephemeral_id = world.state.new_id("ephemeral")
    for bot in gates.bots_in(group):
        bot.queue.add("message", dump(shapes.message(sent, bot)))
