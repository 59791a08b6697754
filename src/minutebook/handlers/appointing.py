"""Appointments: as a reply to the person, with an @name the bot has seen, or by a one-use link."""

from minutebook.council.bodies import CouncilView, Person
from minutebook.council.messages import SenderKind
from minutebook.council.outgoing import Button, Keyboard
from minutebook.council.roles import SINGLE, STAFF, Role
from minutebook.council.wording import Html, join
from minutebook.handlers import answers
from minutebook.handlers.events import GroupMessage
from minutebook.handlers.house import House, Turn
from minutebook.storage import appointments, people
from minutebook.storage.store import Tx

COMMANDS = ("clerk", "deputy", "staffing", "officer")

INVITATION = "inv-"
"""What a one-use link's payload begins with."""


def start_link(house: House, payload: str) -> str:
    """Return a link that opens the private chat with a payload of at most 64 URL-safe characters."""
    return f"https://t.me/{house.me.username}?start={payload}"


async def appoint(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    admin: Person,
    name: str,
    words: str,
    item: GroupMessage | None,
) -> tuple[Html, Keyboard]:
    """Carry out `/clerk` and its kin, and return what to answer.

    Args:
        item: the group message the command came in, or None in private.
    """
    role = Role(name)
    wording = turn.house.wording
    plain = words.strip().removeprefix("@")
    if plain.lower() == "off" or plain.lower().startswith("off "):
        return await _end(tx, turn, view, admin, role, plain[3:].strip().removeprefix("@"), item), ()
    found = await _named(tx, admin, plain, item)
    if isinstance(found, Person):
        return await _give(tx, turn, view, admin, role, found)
    if found == "bot":
        return wording.say("appoint.not_a_person"), ()
    return await _invite(tx, turn, view, admin, role, plain, in_group=item is not None)


async def _named(tx: Tx, admin: Person, plain: str, item: GroupMessage | None) -> Person | str:
    """Return who is meant: by reply, mention, @name or `me`; "bot" for a reply to no person; else ""."""
    if plain.lower() == "me":
        return admin
    if item is not None and item.message.mentions:
        return await people.get(tx, item.message.mentions[0]) or ""
    if plain:
        return await people.by_username(tx, plain) or ""
    if item is not None and item.answered is not None:
        sender = item.answered.sender
        if sender.kind is not SenderKind.PERSON:
            return "bot"
        return Person(sender.id, sender.name, sender.username)
    return ""


async def _give(
    tx: Tx, turn: Turn, view: CouncilView, admin: Person, role: Role, person: Person
) -> tuple[Html, Keyboard]:
    house = turn.house
    wording = house.wording
    if await people.get(tx, person.id) is None:
        await people.see(tx, person, turn.now)
    before = await appointments.holders_of(tx, view.council.id, role) if role in SINGLE else []
    new = await appointments.appoint(tx, view.council.id, person.id, role, by=admin.id, now=turn.now)
    title = wording.plain(f"role.{role}")
    told = wording.say("appoint.done" if new else "appoint.same", name=person.name, role=title)
    lines = [told, wording.say(f"appoint.means_{role}")]
    if await _clashes(tx, view, person.id):
        lines.append(wording.say("appoint.clash", name=person.name))
    for user in before:
        house.refresh_menus(tx, view.council.id, user)
    keyboard: Keyboard = ()
    known = await people.get(tx, person.id)
    if known and known.private_open:
        if new and person.id != admin.id:
            text = join(
                [
                    wording.say("heading", council=view.council.name),
                    wording.say("appoint.you_are", role=title, by=admin.name),
                    wording.say(f"appoint.means_{role}"),
                ],
                "\n\n",
            )
            key = f"appointed:{view.council.id}:{role}:{person.id}:{turn.now.timestamp():.0f}"
            await answers.tell(tx, turn, person.id, text, key=key, council_id=view.council.id, kind="notice")
    elif role is not Role.OFFICER:
        lines.append(wording.say("appoint.must_start", name=person.name))
        keyboard = ((Button(wording.plain("button.open_chat"), url=start_link(house, "hello")),),)
    house.refresh_menus(tx, view.council.id, person.id)
    return join(lines), keyboard


async def _clashes(tx: Tx, view: CouncilView, user_id: int) -> bool:
    """Whether somebody is now to receive staffing matters that are, or may be, about themselves."""
    held = {
        role
        for role in (*STAFF, Role.STAFFING)
        if user_id in await appointments.holders_of(tx, view.council.id, role)
    }
    return Role.STAFFING in held and (bool(held & STAFF) or user_id in view.once_staff)


async def _end(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    admin: Person,
    role: Role,
    plain: str,
    item: GroupMessage | None,
) -> Html:
    wording = turn.house.wording
    title = wording.plain(f"role.{role}")
    who: int | None = None
    if role not in SINGLE:
        found = await _named(tx, admin, plain, item)
        if not isinstance(found, Person):
            return wording.say("appoint.off_whom", role=role)
        who = found.id
    ended = await appointments.end(tx, view.council.id, role, user_id=who, by=admin.id, now=turn.now)
    if not ended:
        return wording.say("appoint.nobody", role=title)
    names = ", ".join([await people.name_of(tx, user) for user in ended])
    for user in ended:
        turn.house.refresh_menus(tx, view.council.id, user)
    return wording.say("appoint.ended", name=names, role=title)


async def _invite(
    tx: Tx, turn: Turn, view: CouncilView, admin: Person, role: Role, plain: str, *, in_group: bool
) -> tuple[Html, Keyboard]:
    """Nobody was named whom the bot knows: give the admin a one-use link, in private only."""
    house = turn.house
    wording = house.wording
    unseen = [wording.say("appoint.unseen", name=plain)] if plain else []
    title = wording.plain(f"role.{role}")
    known = await people.get(tx, admin.id)
    if in_group and not (known and known.private_open):
        lines = [*unseen, wording.say("appoint.how", role=role)]
        return join(lines), ((Button(wording.plain("button.open_chat"), url=start_link(house, "hello")),),)
    code = house.code()
    await appointments.invite(tx, code, view.council.id, role, by=admin.id, now=turn.now)
    link = wording.say("appoint.link", role=title, link=start_link(house, INVITATION + code))
    if not in_group:
        return join([*unseen, link]), ()
    headed = join([wording.say("heading", council=view.council.name), link], "\n\n")
    await answers.tell(tx, turn, admin.id, headed, key=f"invitation:{code[:8]}", council_id=view.council.id)
    return join([*unseen, wording.say("appoint.link_sent", role=title)]), ()
