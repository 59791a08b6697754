"""What a bot says of itself: command menus by scope and language, name, descriptions."""

from __future__ import annotations

import re

from minutebook.sandbox import menus
from minutebook.sandbox.api.call import Call, number_in, text_in
from minutebook.sandbox.errors import bad_request
from minutebook.sandbox.people import Command
from minutebook.sandbox.wire import Json, Obj

SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    }
)


def _key(call: Call) -> tuple[str, str]:
    """The menu a call is about: its scope and language."""
    scope = call.obj("scope")
    kind = text_in(scope, "type") or "default"
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    chat_id = user_id = None
    if kind in ("chat", "chat_administrators", "chat_member"):
        chat_id = number_in(scope, "chat_id")
        person = call.state.people.get(chat_id or 0)
        known = chat_id in call.state.groups or (person is not None and call.state.met(call.bot, person))
        if not known:
            raise bad_request("chat not found")
    if kind == "chat_member":
        user_id = number_in(scope, "user_id")
        if not user_id:
            raise bad_request("invalid user_id specified")
    return menus.scope_key(kind, chat_id, user_id), call.text("language_code")


def set_commands(call: Call) -> Json:
    """setMyCommands: at most 100, names of 1 to 32 of ``[a-z0-9_]``, descriptions of 1 to 256."""
    items = call.items("commands")
    if items is None:
        raise bad_request('parameter "commands" is required')
    if len(items) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    call.bot.menus[_key(call)] = tuple(_command(item) for item in items)
    call.state.touch()
    return True


def _command(item: Json) -> Command:
    if not isinstance(item, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = text_in(item, "command").removeprefix("/"), text_in(item, "description").strip()
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > 32:
        raise bad_request("command length must not exceed 32")
    if not re.fullmatch("[a-z0-9_]+", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > 256:
        raise bad_request("command description length must not exceed 256")
    return Command(name, description)


def get_commands(call: Call) -> Json:
    """getMyCommands: exactly those of this scope and language."""
    found: list[Obj] = [
        {"command": each.command, "description": each.description}
        for each in call.bot.menus.get(_key(call), ())
    ]
    return found


def delete_commands(call: Call) -> Json:
    """deleteMyCommands."""
    call.bot.menus.pop(_key(call), None)
    call.state.touch()
    return True


def set_name(call: Call) -> Json:
    """setMyName, 0 to 64 characters."""
    if len(call.text("name")) > 64:
        raise bad_request("name length must not exceed 64")
    call.bot.name = call.text("name") or call.bot.name
    call.state.touch()
    return True


def set_description(call: Call) -> Json:
    """setMyDescription, 0 to 512 characters."""
    if len(call.text("description")) > 512:
        raise bad_request("description length must not exceed 512")
    call.bot.description = call.text("description")
    return True


def set_short_description(call: Call) -> Json:
    """setMyShortDescription, 0 to 120 characters."""
    if len(call.text("short_description")) > 120:
        raise bad_request("short description length must not exceed 120")
    call.bot.short_description = call.text("short_description")
    return True


def get_name(call: Call) -> Json:
    """getMyName."""
    return {"name": call.bot.name}


def get_description(call: Call) -> Json:
    """getMyDescription."""
    return {"description": call.bot.description}


def get_short_description(call: Call) -> Json:
    """getMyShortDescription."""
    return {"short_description": call.bot.short_description}
