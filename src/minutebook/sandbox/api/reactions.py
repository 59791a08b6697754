"""setMessageReaction: one reaction a bot, from Telegram's list or already on the message."""

from __future__ import annotations

from minutebook.sandbox.acting import EMOJI
from minutebook.sandbox.api.call import Call, text_in
from minutebook.sandbox.api.places import chat_to_write, message_in
from minutebook.sandbox.chats import Chat, Group
from minutebook.sandbox.errors import bad_request
from minutebook.sandbox.messages import Message, Reaction
from minutebook.sandbox.wire import Json

INVALID = "REACTION_INVALID"


def set_reaction(call: Call) -> Json:
    """Replace the bot's reaction; an empty list removes it; the same one again succeeds."""
    chat = chat_to_write(call)
    one = _first_of_album(chat, message_in(call, chat, "message to react not found"))
    given = call.items("reaction") or []
    if len(given) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    new = tuple(_reaction(chat, one, item) for item in given)
    if new:
        one.reactions[call.bot.id] = new
    else:
        one.reactions.pop(call.bot.id, None)
    call.state.touch()
    return True


def _first_of_album(chat: Chat, one: Message) -> Message:
    if one.media_group is None:
        return one
    return next(m for m in chat.messages.values() if m.media_group == one.media_group and not m.deleted)


def _reaction(chat: Chat, one: Message, item: Json) -> Reaction:
    if not isinstance(item, dict):
        raise bad_request("can't parse reaction type: expected an Object")
    kind = text_in(item, "type")
    if kind == "custom_emoji":
        wanted = Reaction.custom(text_in(item, "custom_emoji_id"))
        if not any(wanted in given for given in one.reactions.values()):
            raise bad_request(INVALID)
        return wanted
    emoji = text_in(item, "emoji")
    allowed = chat.available_reactions if isinstance(chat, Group) else None
    if kind != "emoji" or emoji not in EMOJI or (allowed is not None and emoji not in allowed):
        raise bad_request(INVALID)
    return Reaction("emoji", emoji)
