"""Command menus by scope: who is shown which, and how a scope is told from another."""

from __future__ import annotations

from collections.abc import Iterator

from minutebook.sandbox.chats import Chat, Group
from minutebook.sandbox.people import Bot, Command, Person

DEFAULT = "default"


def scope_key(kind: str, chat_id: int | None = None, user_id: int | None = None) -> str:
    """One string for a scope: its type, then its chat and person if it names any."""
    return ":".join(str(part) for part in (kind, chat_id, user_id) if part is not None)


def scopes_for(person: Person, chat: Chat) -> Iterator[str]:
    """The scopes that reach this person in this chat, the narrowest first."""
    if not isinstance(chat, Group):
        yield scope_key("chat", chat.id)
        yield "all_private_chats"
        yield DEFAULT
        return
    member = chat.member(person.id)
    admin = member is not None and member.admin
    yield scope_key("chat_member", chat.id, person.id)
    if admin:
        yield scope_key("chat_administrators", chat.id)
    yield scope_key("chat", chat.id)
    if admin:
        yield "all_chat_administrators"
    yield "all_group_chats"
    yield DEFAULT


def menu_for(person: Person, chat: Chat, bot: Bot) -> tuple[Command, ...]:
    """The commands shown: of the narrowest scope that has any, in English before no language."""
    for scope in scopes_for(person, chat):
        for language in ("en", ""):
            commands = bot.menus.get((scope, language))
            if commands:
                return commands
    return ()
