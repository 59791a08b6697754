"""Telegram's Update → one `Event`."""

from datetime import UTC

import telegram
from telegram import ChatMember, ChatMemberRestricted, MessageEntity, ReactionTypeEmoji
from telegram.constants import ChatType

from minutebook.council.bodies import Person
from minutebook.council.outgoing import Button, Keyboard
from minutebook.council.settings import plain_emoji
from minutebook.handlers.events import (
    Command,
    Event,
    GroupMessage,
    MembersChanged,
    Migrated,
    Nothing,
    OwnStatusChanged,
    PollClosed,
    Press,
    PrivateMessage,
    Reaction,
    TitleChanged,
)
from minutebook.handlers.parse_message import parse_forwarded, parse_message, real_reply

GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


def parse(update: telegram.Update, own_username: str) -> Event:
    """Return what an update means.

    Args:
        own_username: the bot's, without the @, to tell its commands from another bot's.
    """
    number = update.update_id
    message = update.message or update.edited_message
    if message is not None:
        return _message(number, message, own_username.lower(), edited=update.edited_message is not None)
    if update.message_reaction is not None:
        return _reaction(number, update.message_reaction)
    if update.callback_query is not None:
        return _press(number, update.callback_query)
    if update.chat_member is not None:
        return _member(number, update.chat_member)
    if update.my_chat_member is not None:
        return _own_status(number, update.my_chat_member)
    if update.poll is not None and update.poll.is_closed:
        counts = tuple(option.voter_count for option in update.poll.options)
        return PollClosed(number, update.poll.id, counts)
    return Nothing(number)


def person_of(user: telegram.User) -> Person:
    """Return who `user` is."""
    return Person(user.id, user.full_name, user.username)


def _message(number: int, message: telegram.Message, own: str, *, edited: bool) -> Event:
    if message.chat.type == ChatType.PRIVATE:
        return _private(number, message, own, edited=edited)
    if message.chat.type not in GROUPS:
        return Nothing(number, message.chat.id)
    if message.migrate_to_chat_id or message.migrate_from_chat_id:
        old = message.migrate_from_chat_id or message.chat.id
        new = message.migrate_to_chat_id or message.chat.id
        return Migrated(number, old, new, message.chat.title or "", message.date.astimezone(UTC))
    if message.new_chat_title:
        return TitleChanged(number, message.chat.id, message.new_chat_title)
    moved = _came_or_left(number, message)
    if moved is not None:
        return moved
    if _is_service(message) or (message.from_user and message.from_user.is_bot and not message.sender_chat):
        return Nothing(number, message.chat.id)
    # An ephemeral message (Bot API 10.2) has no number to be recorded under.
    if message.message_id == 0:
        return Nothing(number, message.chat.id)
    command, foreign = _command(message, own)
    reply = real_reply(message)
    return GroupMessage(
        number,
        parse_message(message),
        # `date` 0 marks a message Telegram will not show (Bot API InaccessibleMessage).
        parse_message(reply) if reply is not None and reply.is_accessible else None,
        None if edited else command,
        foreign,
        edited,
    )


def _is_service(message: telegram.Message) -> bool:
    return not (
        message.text
        or message.caption
        or message.poll
        or message.effective_attachment
        or message.location
        or message.contact
        or message.checklist
        or message.giveaway
        or "rich_message" in message.api_kwargs
    )


def _private(number: int, message: telegram.Message, own: str, *, edited: bool) -> Event:
    if message.from_user is None or message.from_user.is_bot or edited:
        return Nothing(number, message.chat.id)
    forwarded = parse_forwarded(message)
    command = None if forwarded else _command(message, own)[0]
    return PrivateMessage(
        number,
        person_of(message.from_user),
        message.message_id,
        message.text or message.caption or "",
        command,
        forwarded,
    )


def _command(message: telegram.Message, own: str) -> tuple[Command | None, bool]:
    """Return the command a message begins with, and whether it is another bot's."""
    if not message.entities or not message.text:
        return None, False
    first = message.entities[0]
    if first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return None, False
    name, _, bot = message.text[1 : first.length].partition("@")
    if bot and bot.lower() != own:
        return None, True
    return Command(name.lower(), message.text[first.length :].strip()), False


def _reaction(number: int, change: telegram.MessageReactionUpdated) -> Event:
    old = _emoji(change.old_reaction)
    new = _emoji(change.new_reaction)
    person = person_of(change.user) if change.user and not change.user.is_bot else None
    return Reaction(number, change.chat.id, change.message_id, person, new - old, old - new, new)


def _emoji(reactions: tuple[telegram.ReactionType, ...]) -> frozenset[str]:
    return frozenset(plain_emoji(item.emoji) for item in reactions if isinstance(item, ReactionTypeEmoji))


def _press(number: int, query: telegram.CallbackQuery) -> Event:
    under = query.message
    if query.data is None or under is None:
        return Nothing(number)
    person = person_of(query.from_user)
    keyboard = _keyboard(under.reply_markup) if isinstance(under, telegram.Message) else ()
    return Press(number, query.id, query.data, person, under.chat.id, under.message_id, keyboard)


def _keyboard(markup: telegram.InlineKeyboardMarkup | None) -> Keyboard:
    """Read the buttons under a message of ours; those that do nothing we know of are left out."""
    rows = markup.inline_keyboard if markup else ()
    return tuple(
        tuple(
            Button(button.text, button.callback_data)
            for button in row
            if isinstance(button.callback_data, str)
        )
        for row in rows
    )


def _member(number: int, change: telegram.ChatMemberUpdated) -> Event:
    user = change.new_chat_member.user
    present = is_present(change.new_chat_member)
    news = present != is_present(change.old_chat_member)
    people = () if user.is_bot else (person_of(user),)
    return MembersChanged(number, change.chat.id, people, present, news, change.date.astimezone(UTC))


def _came_or_left(number: int, message: telegram.Message) -> Event | None:
    """Read the service messages about members: best effort, where the bot is told nothing better."""
    users = message.new_chat_members or ((message.left_chat_member,) if message.left_chat_member else ())
    people = tuple(person_of(user) for user in users if not user.is_bot)
    if not people:
        return None
    present = bool(message.new_chat_members)
    return MembersChanged(number, message.chat.id, people, present, True, message.date.astimezone(UTC))


def is_present(member: ChatMember) -> bool:
    """Whether a member is in the chat now; a restricted one may not be."""
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in (ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER)


def _own_status(number: int, change: telegram.ChatMemberUpdated) -> Event:
    return OwnStatusChanged(
        number,
        change.chat.id,
        change.chat.type == ChatType.PRIVATE,
        change.chat.title or "",
        person_of(change.from_user),
        str(change.old_chat_member.status),
        str(change.new_chat_member.status),
        change.date.astimezone(UTC),
    )
