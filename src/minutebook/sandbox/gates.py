"""Which bots are told what: Telegram's delivery gates, by the bot's role at this moment.

Messages in a group:

* an administrator bot, or one added with privacy mode off, gets every message by a human;
* with privacy mode on it gets service messages, replies to its own messages, commands naming it, and
  bare commands if it was the last bot to post (or is the only bot and none has posted yet);
* messages by other bots only in bot-to-bot mode; its own never; nothing from before it came.

Reactions and other members' standing: administrators only. Deletions: nobody, ever.
"""

from __future__ import annotations

from collections.abc import Iterator

from minutebook.sandbox.chats import Chat, Group, Member, PrivateChat
from minutebook.sandbox.entities import sliced
from minutebook.sandbox.messages import Message
from minutebook.sandbox.people import Bot, Person
from minutebook.sandbox.state import State


def bots_in(chat: Chat) -> Iterator[Bot]:
    """The bots that are in this chat now and not blocked."""
    if isinstance(chat, PrivateChat):
        if chat.started and not chat.blocked:
            yield chat.bot
        return
    for member in chat.members.values():
        if member.present and isinstance(member.who, Bot):
            yield member.who


def admin_bots_in(chat: Chat) -> Iterator[Bot]:
    """The bots that administer this group now."""
    if isinstance(chat, Group):
        for member in chat.members.values():
            if member.admin and isinstance(member.who, Bot):
                yield member.who


def receives(state: State, bot: Bot, message: Message) -> bool:
    """True if this bot, being in the message's chat, is told of it or of its new version."""
    chat = message.chat
    if message.author is bot:
        return False
    if isinstance(chat, PrivateChat):
        return True
    member = chat.member(bot.id)
    if member is None or message.id <= member.joined_at:
        return False
    if message.service is not None:
        return True
    if isinstance(message.author, Bot):
        return _hears_bot(member, bot, message.author, message)
    return member.admin or member.sees_all or _addressed(bot, message)


def _hears_bot(member: Member, bot: Bot, author: Bot, message: Message) -> bool:
    if bot.hears_bots and (member.admin or member.sees_all):
        return True
    named = any(name == bot.username.lower() for name in _commands(message))
    answered = message.reply_to is not None and message.reply_to.author is bot
    return (bot.hears_bots or author.hears_bots) and (named or answered)


def _addressed(bot: Bot, message: Message) -> bool:
    if message.reply_to is not None and message.reply_to.author is bot:
        return True
    for name in _commands(message):
        if name == bot.username.lower() or (not name and _is_last_bot(bot, message.chat)):
            return True
    return False


def _commands(message: Message) -> Iterator[str]:
    """For each command in the text the username it names, lower case, or ""."""
    for entity in message.entities:
        if entity.type == "bot_command" and message.attachment is None:
            yield sliced(message.text, entity).partition("@")[2].lower()


def _is_last_bot(bot: Bot, chat: Chat) -> bool:
    if not isinstance(chat, Group):
        return True
    if chat.last_bot is None:
        return list(bots_in(chat)) == [bot]
    return chat.last_bot is bot


def can_write(chat: Group, who: Person | Bot) -> bool:
    """True if this member of the group may send messages there."""
    member = chat.member(who.id)
    return member is not None and (member.admin or not member.muted)
