"""getChat, its members and administrators, leaveChat."""

from __future__ import annotations

from minutebook.sandbox import members, shapes_members
from minutebook.sandbox.api.call import Call
from minutebook.sandbox.api.places import chat_to_read, person_named
from minutebook.sandbox.chats import Group
from minutebook.sandbox.errors import bad_request
from minutebook.sandbox.people import Bot
from minutebook.sandbox.wire import Json, Obj


def get_chat(call: Call) -> Json:
    """getChat."""
    return shapes_members.full_chat(chat_to_read(call), call.bot)


def get_member(call: Call) -> Json:
    """getChatMember: somebody who is not in the group has the status "left"; that is no error."""
    chat = chat_to_read(call)
    person = person_named(call)
    bot = call.state.bots.get(call.integer("user_id") or 0)
    who = person or bot
    if who is None:
        raise bad_request("member not found")
    if not isinstance(chat, Group):
        if who not in (chat.person, chat.bot):
            raise bad_request("member not found")
        answer = shapes_members.outsider(who)
        answer["status"] = "member"
        return answer
    standing = chat.members.get(who.id)
    if standing is not None:
        return shapes_members.member(standing)
    if person is not None and not call.state.met(call.bot, person):
        raise bad_request("PARTICIPANT_ID_INVALID")
    return shapes_members.outsider(who)


def get_administrators(call: Call) -> Json:
    """getChatAdministrators: other bots only with ``return_bots``."""
    chat = chat_to_read(call)
    if not isinstance(chat, Group):
        raise bad_request("there are no administrators in the private chat")
    found: list[Obj] = [
        shapes_members.member(standing)
        for standing in chat.present
        if standing.admin
        and (not isinstance(standing.who, Bot) or standing.who is call.bot or call.flag("return_bots"))
    ]
    return found


def get_member_count(call: Call) -> Json:
    """getChatMemberCount."""
    chat = chat_to_read(call)
    return len(chat.present) if isinstance(chat, Group) else 2


def leave(call: Call) -> Json:
    """leaveChat."""
    chat = chat_to_read(call)
    if not isinstance(chat, Group):
        raise bad_request("chat member status can't be changed in private chats")
    members.bot_leaves(call.state, chat, call.bot)
    return True
