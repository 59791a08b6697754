"""Who may do what, checked against what Telegram says where the store does not know."""

from datetime import datetime, timedelta

import telegram
from telegram.error import BadRequest, Forbidden, TelegramError

from minutebook.council.bodies import CouncilView, Person
from minutebook.council.roles import Right
from minutebook.handlers.house import House
from minutebook.handlers.parse import is_present
from minutebook.storage import councils, people

ASK_AGAIN = timedelta(hours=1)
ASKED_GROUPS = 100
ASKED_KEPT = 1_000


async def is_member(house: House, view: CouncilView, person: Person) -> bool:
    """Whether somebody is in one of the council's groups now; asks Telegram where the store does not know.

    Telegram answers surely only where the bot is an administrator (Bot API getChatMember).

    Raises:
        telegram.error.TelegramError: Telegram is slow or says wait; ask again later.
    """
    if person.id in view.present:
        return True
    for group in view.groups:
        if group.migrated_to is None:
            try:
                member: telegram.ChatMember = await house.bot.get_chat_member(group.chat_id, person.id)
            except (BadRequest, Forbidden):
                continue
            if is_present(member):
                return True
    return False


async def belongs(house: House, view: CouncilView, chat_id: int, person: Person) -> bool:
    """Whether what somebody does in a council's group is a member's doing.

    In the discussion group of a channel people write and react who never joined, or have left. Where
    the bot is no administrator Telegram does not say, and whoever acts there is taken to be in it.

    Raises:
        telegram.error.TelegramError: Telegram is slow or says wait; ask again later.
    """
    group = view.group(chat_id)
    if person.id in view.present or group is None or not group.bot_is_admin:
        return True
    if view.roles_of(person.id):
        return True
    try:
        member: telegram.ChatMember = await house.bot.get_chat_member(chat_id, person.id)
    except (BadRequest, Forbidden):
        return False
    return is_present(member)


async def look_up(house: House, person: Person, now: datetime) -> None:
    """Find out in which groups somebody sits whom no council knows yet: a councillor who has not spoken.

    Telegram is asked at most once an hour about one person, and about a bounded number of groups.
    """
    asked = house.looked_up.get(person.id)
    if (asked and now - asked < ASK_AGAIN) or await house.directory.councils_of(person.id):
        return
    if len(house.looked_up) >= ASKED_KEPT:
        house.looked_up.clear()
    house.looked_up[person.id] = now
    async with house.store.read() as tx:
        views = [await councils.view(tx, council.id) for council in await councils.everyone(tx)]
    groups = [group for view in views for group in view.groups if group.bot_is_admin]
    for group in groups[:ASKED_GROUPS]:
        try:
            member: telegram.ChatMember = await house.bot.get_chat_member(group.chat_id, person.id)
        except (BadRequest, Forbidden):
            continue
        except TelegramError:
            # A hundred groups, each silent for seconds, would be minutes; it is asked again the next time.
            house.looked_up.pop(person.id, None)
            return
        if is_present(member):
            async with house.store.change() as tx:
                await people.set_member(tx, group.chat_id, person.id, group.council_id, present=True, now=now)


async def may(house: House, view: CouncilView, person: Person, right: Right) -> bool:
    """Whether somebody has a right in a council now."""
    if right is Right.SETTINGS:
        return house.is_admin(view, person.id)
    if right in view.rights_of(person.id):
        return True
    return right in (Right.CAPTURE, Right.AGENDA) and await is_member(house, view, person)
