"""Command menus, set per scope. They are cosmetic: every handler checks rights for itself."""

import logging
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
)
from telegram.error import TelegramError

from minutebook.council.bodies import CouncilView
from minutebook.council.roles import STAFF, Role
from minutebook.handlers.house import House

log = logging.getLogger(__name__)

EVERYONE_IN_GROUPS = ("record", "agenda", "help", "privacy")
EVERYONE_IN_PRIVATE = ("start", "help", "privacy")
CLERK = (
    "today",
    "review",
    "agenda",
    "find",
    "show",
    "export",
    "exempt",
    "decisions",
    "minute",
    "class",
    "dispose",
    "verify",
    "council",
)
TEACHER = ("words", "meeting", "mailbox", "schedule")
ADMIN = (
    "settings",
    "clerk",
    "deputy",
    "staffing",
    "officer",
    "policy",
    "cautions",
    "quorum",
    "digest",
    "quiet",
    "emoji",
    "contact",
)


OF_THE_CLERK = {"agenda": "agenda_list"}
"""What a command does in the clerk's private chat, where that is another thing than in the group."""


def _commands(
    house: House, names: Sequence[str], words: Mapping[str, str] = MappingProxyType({})
) -> list[BotCommand]:
    return [BotCommand(name, house.wording.plain(f"menu.{words.get(name, name)}")) for name in names]


async def set_defaults(house: House) -> None:
    """Set the menus everyone sees; a failure is logged and harmless."""
    try:
        await house.bot.set_my_commands(
            _commands(house, EVERYONE_IN_GROUPS), scope=BotCommandScopeAllGroupChats()
        )
        await house.bot.set_my_commands(
            _commands(house, EVERYONE_IN_PRIVATE), scope=BotCommandScopeAllPrivateChats()
        )
    except TelegramError as error:
        log.info("menus not set: %s", type(error).__name__)


async def refresh(house: House, council_id: int | None, user_id: int) -> None:
    """Set the menus of one person by what they may do now: in private, and in their council's groups."""
    views = (
        [await house.directory.view(council_id)]
        if council_id is not None
        else await house.directory.councils_of(user_id)
    )
    names: list[str] = list(EVERYONE_IN_PRIVATE)
    known = await house.directory.councils_of(user_id)
    serves = any(view.roles_of(user_id) & {Role.CLERK, Role.DEPUTY, Role.STAFFING} for view in known)
    decides = any(view.roles_of(user_id) & STAFF for view in known)
    admin = any(house.is_admin(view, user_id) for view in known)
    names += CLERK if serves else ()
    names += ("foi", "taught") if decides else ()
    names += TEACHER if decides or admin else ()
    names += ADMIN if admin else ()
    try:
        await house.bot.set_my_commands(
            _commands(house, names, OF_THE_CLERK), scope=BotCommandScopeChat(user_id)
        )
    except TelegramError as error:
        # A private chat that was never opened has no menu yet.
        log.info("private menu not set: %s", type(error).__name__)
    for view in views:
        await _in_groups(house, view, user_id)


async def _in_groups(house: House, view: CouncilView, user_id: int) -> None:
    if not house.is_admin(view, user_id):
        return
    for group in view.groups:
        if group.migrated_to is not None:
            continue
        try:
            await house.bot.set_my_commands(
                _commands(house, (*EVERYONE_IN_GROUPS, "setup", *ADMIN)),
                scope=BotCommandScopeChatMember(group.chat_id, user_id),
            )
        except TelegramError as error:
            log.info("group menu not set: %s", type(error).__name__)
