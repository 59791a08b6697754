"""Whom an appointment command means: by reply, mention, @name, `me`, or a name that is asked back."""

from collections.abc import Iterable
from dataclasses import dataclass

from minutebook.council.bodies import CouncilView, Person
from minutebook.council.messages import SenderKind
from minutebook.council.records import name_parts
from minutebook.handlers.events import GroupMessage
from minutebook.handlers.house import House
from minutebook.storage import people
from minutebook.storage.store import Tx

NO_PERSON = {
    SenderKind.BOT: "appoint.is_bot",
    SenderKind.CHANNEL: "appoint.is_channel",
    SenderKind.ANONYMOUS_ADMIN: "appoint.is_anonymous",
}
"""What is said of a reply to something no person has said under their own name."""


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a command means.

    Attributes:
        person: who, or None.
        sure: whether nobody else can be meant; a display name is not sure, and is asked back.
        refusal: phrase that says why nobody is meant; "" with no person: nobody was named whom the bot knows.
    """

    person: Person | None = None
    sure: bool = True
    refusal: str = ""


async def who(
    tx: Tx, house: House, view: CouncilView, admin: Person, words: str, item: GroupMessage | None
) -> Named:
    """Return whom `words` mean, or without any the author of what the command answers.

    Args:
        words: what follows the command, @ included.
        item: the group message the command came in, or None in private.
    """
    if words.lower() == "me":
        return Named(admin)
    if item is not None and item.message.mentions:
        known = await people.get(tx, item.message.mentions[0])
        return Named(known) if known else Named(refusal="appoint.nobody_called")
    if words:
        return await _by_words(tx, house, view, words)
    if item is not None and item.answered is not None:
        sender = item.answered.sender
        if sender.id == house.me.id:
            return Named(refusal="appoint.is_me")
        if sender.kind is not SenderKind.PERSON:
            return Named(refusal=NO_PERSON[sender.kind])
        return Named(Person(sender.id, sender.name, sender.username))
    return Named()


async def _by_words(tx: Tx, house: House, view: CouncilView, words: str) -> Named:
    name = words.removeprefix("@")
    if name.lower() in (house.me.username.lower(), house.me.name.lower()):
        return Named(refusal="appoint.is_me")
    known = await people.by_username(tx, name)
    if words.startswith("@") and " " not in name:
        if known is None and name.lower().endswith("bot"):
            # Telegram keeps names that end so for bots (t.me/botfather).
            return Named(refusal="appoint.is_bot")
        return Named(known)
    chats = [group.chat_id for group in view.groups if group.migrated_to is None]
    meant = called(name, await people.in_groups(tx, chats))
    if known is not None and all(person.id != known.id for person in meant):
        meant.append(known)
    if len(meant) > 1:
        return Named(refusal="appoint.several_called")
    return Named(meant[0], sure=False) if meant else Named(refusal="appoint.nobody_called")


def called(name: str, among: Iterable[Person]) -> list[Person]:
    """Return those who go by `name`, titles and capitals left aside; by part of it if nobody does by the whole."""
    wanted = name_parts([name])
    parts = [(person, name_parts([person.name])) for person in among]
    whole = [person for person, own in parts if own == wanted]
    return whole or [person for person, own in parts if wanted and wanted <= own]


async def whose_ends(
    tx: Tx, admin: Person, words: str, item: GroupMessage | None, holders: list[int]
) -> Person | str:
    """Return whose appointment `off` is to end, or the phrase that says why nobody's does.

    Args:
        words: what follows `off`, @ included; with none, whom the command answers.
        holders: who holds the appointment now.
    """
    person: Person | None = None
    if words.lower() == "me":
        person = admin
    elif item is not None and item.message.mentions:
        person = await people.get(tx, item.message.mentions[0])
    elif words:
        person = await people.by_username(tx, words.removeprefix("@"))
        if person is None and not words.startswith("@"):
            known = [await people.get(tx, user) for user in holders]
            meant = called(words, [one for one in known if one is not None])
            person = meant[0] if len(meant) == 1 else None
    elif item is not None and item.answered is not None:
        sender = item.answered.sender
        person = Person(sender.id, sender.name, sender.username)
    else:
        return "appoint.off_whom"
    if person is None:
        return "appoint.off_unknown"
    return person if person.id in holders else "appoint.off_not_held"
