"""editMessageText, editMessageReplyMarkup, deleteMessage(s): a bot changes what stands there."""

from __future__ import annotations

from datetime import timedelta

from minutebook.sandbox import deliver, shapes
from minutebook.sandbox.api import wording
from minutebook.sandbox.api.call import Call
from minutebook.sandbox.api.places import chat_to_read, message_in
from minutebook.sandbox.chats import Chat, Group, PrivateChat
from minutebook.sandbox.errors import bad_request
from minutebook.sandbox.messages import Message
from minutebook.sandbox.wire import Json

DELETABLE_FOR = timedelta(hours=48)
UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a"
    " current content and reply markup of the message"
)


def _own(call: Call) -> Message:
    one = message_in(call, chat_to_read(call), "message to edit not found")
    if one.author is not call.bot or one.service is not None or one.origin is not None:
        raise bad_request("message can't be edited")
    return one


def edit_text(call: Call) -> Json:
    """editMessageText: without ``reply_markup`` the keyboard goes."""
    one = _own(call)
    words, found = wording.text(call)
    if one.attachment is not None or one.poll is not None:
        raise bad_request("there is no text in the message to edit")
    rows = wording.keyboard(call)
    if (words, found, rows) == (one.text, one.entities, one.keyboard):
        raise bad_request(UNCHANGED)
    one.text, one.entities, one.keyboard = words, found, rows
    return _edited(call, one)


def edit_caption(call: Call) -> Json:
    """editMessageCaption: without ``reply_markup`` the keyboard goes."""
    one = _own(call)
    words, found = wording.caption(call)
    if one.attachment is None:
        raise bad_request("there is no caption in the message to edit")
    rows = wording.keyboard(call)
    if (words, found, rows) == (one.text, one.entities, one.keyboard):
        raise bad_request(UNCHANGED)
    one.text, one.entities, one.keyboard = words, found, rows
    return _edited(call, one)


def edit_keyboard(call: Call) -> Json:
    """editMessageReplyMarkup: without ``reply_markup`` the keyboard goes."""
    one = _own(call)
    rows = wording.keyboard(call)
    if rows == one.keyboard:
        raise bad_request(UNCHANGED)
    one.keyboard = rows
    return _edited(call, one)


def _edited(call: Call, one: Message) -> Json:
    one.edited = call.state.now()
    deliver.message(call.state, one)
    return shapes.message(one, call.bot)


def delete(call: Call) -> Json:
    """deleteMessage: nothing older than 48 h; others' only as an administrator who may."""
    chat = chat_to_read(call)
    one = message_in(call, chat, "message to delete not found")
    if not _deletable(call, chat, one):
        basic = isinstance(chat, Group) and chat.kind == "group"
        raise bad_request("message can't be deleted" + (" for everyone" if basic else ""))
    one.deleted = True
    call.state.touch()
    return True


def delete_many(call: Call) -> Json:
    """deleteMessages: 1 to 100; those that cannot be deleted are passed over."""
    chat = chat_to_read(call)
    numbers = call.items("message_ids")
    if not numbers or len(numbers) > 100:
        raise bad_request("message identifiers are not specified" if not numbers else "too many messages")
    for number in numbers:
        one = chat.messages.get(number) if isinstance(number, int) else None
        if one is not None and _deletable(call, chat, one):
            one.deleted = True
    call.state.touch()
    return True


def _deletable(call: Call, chat: Chat, one: Message) -> bool:
    if call.state.now() - one.date > DELETABLE_FOR:
        return False
    if isinstance(chat, PrivateChat) or one.author is call.bot:
        return True
    member = chat.member(call.bot.id)
    return member is not None and member.admin and member.can_delete_messages
