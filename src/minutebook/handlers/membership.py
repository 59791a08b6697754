"""Comings and goings: members, the bot itself, and groups that become supergroups."""

from dataclasses import replace
from functools import partial

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView, Group
from minutebook.council.outgoing import Outgoing
from minutebook.council.roles import Role
from minutebook.handlers.events import MembersChanged, Migrated, OwnStatusChanged, TitleChanged
from minutebook.handlers.house import House, Turn
from minutebook.storage import councils, digests, outbox, people
from minutebook.storage.store import Tx

GONE = ("left", "kicked")
ADMINISTRATOR = "administrator"


async def members_changed(turn: Turn, view: CouncilView, event: MembersChanged) -> None:
    """Note who came or left; newcomers are pointed to the notice, once a day for them all."""
    async with turn.change() as tx:
        for person in event.people:
            await people.see(tx, person, event.at)
            await people.set_member(
                tx, event.chat_id, person.id, view.council.id, present=event.present, now=event.at
            )
        if event.present and event.news and event.people:
            day = turn.now.astimezone(view.council.settings.zone).date()
            text = turn.house.wording.say("newcomer", council=view.council.name)
            item = Outgoing(
                f"newcomer:{event.chat_id}:{day}",
                "notice",
                (outgoing.message(event.chat_id, text),),
                council_id=view.council.id,
            )
            await outbox.put(tx, item, turn.now)


async def own_status_changed(turn: Turn, event: OwnStatusChanged) -> None:
    """Note the bot's own standing: in private chats whether it may write, in groups what it may see."""
    async with turn.change() as tx:
        if event.private:
            await people.see(tx, event.by, event.at)
            is_open = event.new not in GONE
            await people.set_private(tx, event.by.id, is_open=is_open)
            if is_open:
                await outbox.reopen(tx, event.by.id, turn.now)
            tx.afterwards.append(partial(_forget, turn.house, event.by.id))
            return
        group = await councils.group(tx, event.chat_id)
        if group is None:
            if event.new in GONE:
                await councils.forget_waiting(tx, event.chat_id)
            else:
                await councils.note_waiting(tx, event.chat_id, turn.now)
            return
        await councils.set_bot_status(tx, group, event.new)
        await _gaps(tx, turn, group, event)


def _forget(house: House, user_id: int) -> None:
    house.seen.pop(user_id, None)


async def _gaps(tx: Tx, turn: Turn, group: Group, event: OwnStatusChanged) -> None:
    """Time away and time without rights are gaps, told to the clerk in the digest and to the admin at once."""
    council_id, chat_id = group.council_id, group.chat_id
    had_rights = event.old == ADMINISTRATOR or group.bot_is_admin
    if event.new in GONE:
        detail = ADMINISTRATOR if had_rights else ""
        await digests.begin_gap(tx, council_id, "away", event.at, chat_id=chat_id, detail=detail)
        await _tell_admins(tx, turn, group, "away_began", f"away:{event.update_id}")
        return
    # A gap lasts until the bot knows that it is over, so that no digest falls between its end and its telling.
    if event.old in GONE:
        away = await digests.open_gap(tx, council_id, "away", chat_id=chat_id)
        # Added again as a plain member it lacks what it had when it was removed.
        had_rights = had_rights or (away is not None and away.detail == ADMINISTRATOR)
        await digests.end_gap(tx, council_id, "away", turn.now, chat_id=chat_id)
    if event.new == ADMINISTRATOR:
        await digests.end_gap(tx, council_id, "rights", turn.now, chat_id=chat_id)
    elif had_rights:
        await digests.begin_gap(tx, council_id, "rights", event.at, chat_id=chat_id)
        await _tell_admins(tx, turn, group, "rights_began", f"rights:{event.update_id}")


async def _tell_admins(tx: Tx, turn: Turn, group: Group, what: str, key: str) -> None:
    council_id = group.council_id
    view = await councils.view(tx, council_id)
    title = view.told_apart(group.chat_id)
    text = turn.house.wording.say(
        f"gap.{what}_in" if title else f"gap.{what}", council=view.council.name, group=title
    )
    for user in sorted({*turn.house.admins_of(view), *view.holders(Role.CLERK)}):
        item = Outgoing(f"{key}:{user}", "notice", (outgoing.message(user, text),), council_id=council_id)
        await outbox.put(tx, item, turn.now)


async def migrated(turn: Turn, event: Migrated) -> None:
    """Follow a group to the supergroup it became; either of the two messages is enough."""
    async with turn.change() as tx:
        await councils.move_waiting(tx, event.old_chat_id, event.new_chat_id)
        await move_group(tx, turn.house, event.old_chat_id, event.new_chat_id)


async def move_group(tx: Tx, house: House, old_chat: int, new_chat: int) -> None:
    """Make a group's council continue in the supergroup it became; records keep the address they had."""
    group = await councils.group(tx, old_chat)
    if group is None:
        return
    if group.migrated_to is not None:
        # Something about the old group was put in the outbox after it had moved.
        await outbox.move_chat(tx, old_chat, group.migrated_to)
        return
    successor = replace(group, chat_id=new_chat, kind="supergroup", migrated_to=None)
    await councils.add_group(tx, successor, by=0)
    await councils.add_group(tx, replace(group, migrated_to=new_chat), by=0)
    await people.move_members(tx, old_chat, new_chat)
    await digests.move_gaps(tx, old_chat, new_chat)
    await outbox.move_chat(tx, old_chat, new_chat)
    house.recalled.pop(old_chat, None)


async def title_changed(turn: Turn, event: TitleChanged) -> None:
    """Note a group's new title."""
    async with turn.change() as tx:
        group = await councils.group(tx, event.chat_id)
        if group is not None:
            await councils.add_group(tx, replace(group, title=event.title), by=0)
