"""Messages in a group that one person sees (Bot API 10.2, as 10.3 has them).

An administrator bot may send one to any human member at any time; another bot only within 15 s of
that person's press of a button, named by its id. The message has ``message_id`` 0 and is known by
``ephemeral_message_id``. Telegram's exact words for refusals are not known; those here are ours.
"""

from __future__ import annotations

from datetime import timedelta

from minutebook.sandbox import posting, shapes
from minutebook.sandbox.api.call import Call, number_in, text_in
from minutebook.sandbox.api.places import is_admin
from minutebook.sandbox.chats import Group
from minutebook.sandbox.errors import bad_request
from minutebook.sandbox.people import Person
from minutebook.sandbox.posting import Content, Place
from minutebook.sandbox.wire import Json

AFTER_PRESS = timedelta(seconds=15)


def send(call: Call, place: Place, content: Content) -> Json:
    """Show a message to one member.

    Raises:
        ApiRefusal: 400 not a group, no such member, or no right to write to them now.
    """
    group, given = place.chat, call.obj("ephemeral_message_parameters")
    if not isinstance(group, Group):
        raise bad_request("ephemeral messages can be sent only to groups")
    person = call.state.people.get(number_in(given, "receiver_user_id") or 0)
    if person is None or group.member(person.id) is None:
        raise bad_request("receiver of the ephemeral message is not a member of the chat")
    if not is_admin(call, group) and not _just_pressed(call, text_in(given, "callback_query_id"), person):
        raise bad_request("not enough rights to send ephemeral messages to the user")
    made = posting.compose(call.state, call.bot, place, **content)
    made.receiver, made.ephemeral_id = person, call.state.new_id("ephemeral")
    group.ephemeral[made.ephemeral_id] = made
    call.state.touch()
    return shapes.message(made, call.bot)


def _just_pressed(call: Call, press_id: str, person: Person) -> bool:
    press = call.state.presses.get(press_id)
    if press is None or press.person is not person or press.bot is not call.bot:
        return False
    return call.state.now() - press.at <= AFTER_PRESS
