"""Finding what a call means by ``chat_id`` and ``message_id``, and refusing as Telegram does."""

from __future__ import annotations

from minutebook.sandbox.api.call import Call
from minutebook.sandbox.chats import Chat, Group, PrivateChat
from minutebook.sandbox.errors import bad_request, forbidden
from minutebook.sandbox.messages import Message
from minutebook.sandbox.people import Person


def chat_to_read(call: Call, name: str = "chat_id") -> Chat:
    """The chat a call names, if the bot has access to it; an upgraded group may still be read.

    Raises:
        ApiRefusal: 400 no or unknown chat; 403 the bot is not there.
    """
    return _accessible(call, _named(call, name))


def chat_to_write(call: Call) -> Chat:
    """The chat to write to.

    Raises:
        ApiRefusal: as ``chat_to_read``; and 400 upgraded or muted, 403 not started, blocked, gone.
    """
    chat = _named(call, "chat_id")
    if isinstance(chat, PrivateChat):
        _check_private(chat)
        return chat
    if chat.migrated_to is not None:
        raise bad_request(
            "group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": chat.migrated_to.id}
        )
    _accessible(call, chat)
    member = chat.member(call.bot.id)
    if member is not None and member.muted:
        raise bad_request("not enough rights to send text messages to the chat")
    return chat


def _named(call: Call, name: str) -> Chat:
    if not call.text(name):
        if name == "chat_id":
            raise bad_request("chat_id is empty")
        raise bad_request(f'parameter "{name}" is required')
    number = call.integer(name)
    group = call.state.groups.get(number or 0)
    if group is not None:
        return group
    person = call.state.people.get(number or 0)
    if person is None or not call.state.met(call.bot, person):
        raise bad_request("chat not found")
    return call.state.private_chat(person, call.bot)


def _check_private(chat: PrivateChat) -> None:
    if chat.person.deleted:
        raise forbidden("user is deactivated")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")


def _accessible(call: Call, chat: Chat) -> Chat:
    if isinstance(chat, PrivateChat):
        return chat
    if chat.deleted:
        raise forbidden("the group chat was deleted")
    place = "supergroup chat" if chat.kind == "supergroup" else "group chat"
    standing = chat.members.get(call.bot.id)
    if standing is not None and standing.status == "kicked":
        raise forbidden(f"bot was kicked from the {place}")
    if standing is None or not standing.present:
        raise forbidden(f"bot is not a member of the {place}")
    return chat


def message_in(call: Call, chat: Chat, refusal: str, name: str = "message_id") -> Message:
    """The message a call names.

    Args:
        refusal: Telegram's words if it is not there, after "Bad Request: ".

    Raises:
        ApiRefusal: 400, with those words.
    """
    found = chat.messages.get(call.integer(name) or 0)
    if found is None or found.deleted:
        raise bad_request(refusal)
    return found


def person_named(call: Call) -> Person | None:
    """The person ``user_id`` names, or None if there is nobody with that id.

    Raises:
        ApiRefusal: 400, missing or 0.
    """
    number = call.integer("user_id")
    if not number:
        raise bad_request("invalid user_id specified")
    return call.state.people.get(number)


def is_admin(call: Call, chat: Chat) -> bool:
    """True if the bot administers this group."""
    if not isinstance(chat, Group):
        return False
    member = chat.member(call.bot.id)
    return member is not None and member.admin
