"""Who may do what, checked against what Telegram says where the store does not know."""

import telegram
from telegram.error import TelegramError

from minutebook.council.bodies import CouncilView, Person
from minutebook.council.roles import Right
from minutebook.handlers.house import House
from minutebook.handlers.parse import is_present


async def is_member(house: House, view: CouncilView, person: Person) -> bool:
    """Whether somebody is in one of the council's groups now; asks Telegram where the store does not know.

    Telegram answers surely only where the bot is an administrator (Bot API getChatMember).
    """
    if person.id in view.present:
        return True
    for group in view.groups:
        if group.migrated_to is None:
            try:
                member: telegram.ChatMember = await house.bot.get_chat_member(group.chat_id, person.id)
            except TelegramError:
                continue
            if is_present(member):
                return True
    return False


async def may(house: House, view: CouncilView, person: Person, right: Right) -> bool:
    """Whether somebody has a right in a council now."""
    if right is Right.SETTINGS:
        return house.is_admin(view, person.id)
    if right in view.rights_of(person.id):
        return True
    return right in (Right.CAPTURE, Right.AGENDA) and await is_member(house, view, person)
