"""Appointments: as a reply to the person, with an @name the bot has seen, by name, or by a one-use link."""

from collections.abc import Sequence

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView, Person
from minutebook.council.outgoing import Button, Keyboard, Outgoing
from minutebook.council.roles import SINGLE, STAFF, Role
from minutebook.council.wording import Html, join
from minutebook.handlers import announcing, answers, asked_back, left_mailbox, looking_back, naming
from minutebook.handlers.events import GroupMessage, Press
from minutebook.handlers.house import House, Turn
from minutebook.handlers.pressed import Toast
from minutebook.reports.digest_lines import excerpt
from minutebook.storage import appointments, buttons, outbox, people
from minutebook.storage.buttons import Pressable
from minutebook.storage.store import Tx

COMMANDS = ("clerk", "deputy", "staffing", "officer")

INVITATION = "inv-"
"""What a one-use link's payload begins with."""

LABEL = 60
"""Characters of a button's label that a telephone shows."""


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
    words = " ".join(words.split())
    first, _, rest = words.partition(" ")
    if first.lower() == "off":
        return await _end(tx, turn, view, admin, role, rest, item), ()
    if words.lower() == "link":
        return await _invite(tx, turn, view, admin, role, "", in_group=item is not None)
    named = await naming.who(tx, turn.house, view, admin, words, item)
    if named.refusal:
        return turn.house.wording.say(named.refusal, name=words.removeprefix("@")[:60], command=role), ()
    if named.person is None:
        return await _invite(tx, turn, view, admin, role, words.removeprefix("@"), in_group=item is not None)
    if not named.sure:
        return await _ask(tx, turn, view, role, named.person)
    return await _give(tx, turn, view, admin, role, named.person, told_in=item.chat_id if item else None)


async def _ask(tx: Tx, turn: Turn, view: CouncilView, role: Role, person: Person) -> tuple[Html, Keyboard]:
    """Ask back whether somebody found by their display name is meant: names are not unique, and can be changed."""
    wording = turn.house.wording
    called = f"{person.name} (@{person.username})" if person.username else person.name
    key = turn.house.code()
    await buttons.make(tx, [Pressable(key, view.council.id, "appoint", person.id, str(role))], turn.now)
    label = excerpt(wording.plain("button.appoint", name=person.name), LABEL)
    question = wording.say("appoint.confirm", name=called, role=wording.plain(f"office.{role}"))
    return question, ((Button(label, key),),)


async def pressed(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """Appoint whom the admin was asked about."""
    if not turn.house.is_admin(view, event.person.id):
        return Toast("press.not_admin", alert=True)
    role = Role(what.extra)
    async with turn.change() as tx:
        person = await people.get(tx, what.target or 0)
        if person is None:
            return Toast("press.old")
        held = person.id in await appointments.holders_of(tx, view.council.id, role)
        if not held and await asked_back.is_over(tx, turn, what, role):
            return Toast("press.ask_again", alert=True, command=role)
        if await asked_back.has_left(tx, view, person.id, what):
            return Toast("press.left_meanwhile", alert=True, name=person.name)
        text, keyboard = await _give(tx, turn, view, event.person, role, person, told_in=event.chat_id)
        await answers.below(tx, turn, view, event, text, key=what.key, keyboard=keyboard)
    phrase = "press.appointed_already" if held else "press.appointed"
    return Toast(phrase, name=person.name, role=turn.house.wording.plain(f"office.{role}"))


async def _give(
    tx: Tx, turn: Turn, view: CouncilView, admin: Person, role: Role, person: Person, *, told_in: int | None
) -> tuple[Html, Keyboard]:
    house = turn.house
    wording = house.wording
    if await people.get(tx, person.id) is None:
        await people.see(tx, person, turn.now)
    before = await appointments.holders_of(tx, view.council.id, role) if role in SINGLE else []
    new = await appointments.appoint(tx, view.council.id, person.id, role, by=admin.id, now=turn.now)
    if new and role in STAFF:
        await looking_back.withhold(tx, turn, view.council.id, person.id)
    title = wording.plain(f"office.{role}")
    lines = [wording.say("appoint.done" if new else "appoint.same", name=person.name, role=title)]
    clash = await clashes(tx, view, person.id)
    # That the matters go to this person alone is not so of somebody whom they may be about.
    means = [] if clash and role is Role.STAFFING else [wording.say(f"appoint.means_{role}")]
    lines += means
    if clash:
        lines.append(wording.say("appoint.clash", name=person.name))
    if new:
        # Of another office the answer says nothing about staffing matters, unless it is that they clash.
        told_in = told_in if clash or role is Role.STAFFING else None
        lines += await dismiss(tx, turn, view, role, before, by=admin, successor=person)
        await announcing.recipient(tx, turn, view, role, told_in=told_in)
    keyboard: Keyboard = ()
    known = await people.get(tx, person.id)
    if known and known.private_open:
        if new and person.id != admin.id:
            said = [wording.say("appoint.you_are", role=title, by=admin.name), *means]
            await _note(tx, turn, view, person.id, said, key=f"appointed:{role}")
    elif role is not Role.OFFICER:
        lines.append(wording.say("appoint.must_start", name=person.name))
        keyboard = ((Button(wording.plain("button.open_chat"), url=start_link(house, "hello")),),)
    house.refresh_menus(tx, view.council.id, person.id)
    return join(lines), keyboard


async def dismiss(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    role: Role,
    before: Sequence[int],
    *,
    by: Person,
    successor: Person | None = None,
) -> list[Html]:
    """Tell those whose appointment ended, where they can be written to; return what to say of it to who ended it.

    Args:
        before: who held it until now.
        successor: who holds it instead, or None where nobody does.
    """
    house = turn.house
    title = house.wording.plain(f"office.{role}")
    await left_mailbox.switch_off(tx, turn, view, role, before, by=by, successor=successor)
    lines = []
    for user in before:
        house.refresh_menus(tx, view.council.id, user)
        known = await people.get(tx, user)
        if user == by.id or known is None:
            continue
        phrase = "appoint.before_told" if known.private_open else "appoint.before_untold"
        lines.append(house.wording.say(phrase, name=known.name))
        if not known.private_open:
            continue
        text = (
            house.wording.say("appoint.you_were", role=title, by=by.name, name=successor.name)
            if successor
            else house.wording.say("appoint.you_are_not", role=title, by=by.name)
        )
        await _note(tx, turn, view, user, [text], key=f"dismissed:{role}")
    return lines


async def _note(tx: Tx, turn: Turn, view: CouncilView, user_id: int, lines: list[Html], *, key: str) -> None:
    """Write to somebody in private about an appointment of theirs, under the council's name."""
    text = join([turn.house.wording.say("heading", council=view.council.name), *lines], "\n\n")
    own = f"{key}:{view.council.id}:{user_id}:{turn.now.timestamp():.0f}"
    send = outgoing.message(user_id, text)
    await outbox.put(tx, Outgoing(own, "notice", (send,), council_id=view.council.id), turn.now)


async def clashes(tx: Tx, view: CouncilView, user_id: int) -> bool:
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
    words: str,
    item: GroupMessage | None,
) -> Html:
    wording = turn.house.wording
    title = wording.plain(f"office.{role}")
    holders = await appointments.holders_of(tx, view.council.id, role)
    who: int | None = None
    if words or role not in SINGLE:
        found = await naming.whose_ends(tx, admin, words, item, holders)
        if isinstance(found, str):
            name = words.removeprefix("@")[:60]
            return wording.say(found, name=name, role=title, command=role)
        who = found.id
    ended = await appointments.end(tx, view.council.id, role, user_id=who, by=admin.id, now=turn.now)
    if not ended:
        return wording.say("appoint.nobody", role=wording.plain(f"role.{role}"))
    names = ", ".join([await people.name_of(tx, user) for user in ended])
    lines = [wording.say("appoint.ended", name=names, role=title)]
    lines += await dismiss(tx, turn, view, role, ended, by=admin)
    told_in = item.chat_id if item and role is Role.STAFFING else None
    await announcing.recipient(tx, turn, view, role, told_in=told_in)
    return join([*lines, *await _left(tx, turn, view, role)])


async def _left(tx: Tx, turn: Turn, view: CouncilView, role: Role) -> list[Html]:
    """Say what it means that nobody is clerk, or receives staffing matters, any more."""
    wording = turn.house.wording
    if role is Role.STAFFING:
        return [wording.say("appoint.left_staffing")]
    if role not in STAFF:
        return []
    staff = [user for one in STAFF for user in await appointments.holders_of(tx, view.council.id, one)]
    if not staff:
        return [wording.say("appoint.left_none")]
    if role is Role.CLERK:
        return [wording.say("appoint.left_deputy", name=await people.name_of(tx, staff[0]))]
    return []


async def _invite(
    tx: Tx, turn: Turn, view: CouncilView, admin: Person, role: Role, plain: str, *, in_group: bool
) -> tuple[Html, Keyboard]:
    """Nobody was named whom the bot knows: give the admin a one-use link, in private only."""
    house = turn.house
    wording = house.wording
    unseen = [wording.say("appoint.unseen", name=plain)] if plain else []
    title = wording.plain(f"office.{role}")
    known = await people.get(tx, admin.id)
    if in_group and not (known and known.private_open):
        lines = [*unseen, wording.say("appoint.how", command=role)]
        return join(lines), ((Button(wording.plain("button.open_chat"), url=start_link(house, "hello")),),)
    code = house.code()
    await appointments.invite(tx, code, view.council.id, role, by=admin.id, now=turn.now)
    link = wording.say("appoint.link", role=title, link=start_link(house, INVITATION + code))
    if not in_group:
        return join([*unseen, link]), ()
    headed = join([wording.say("heading", council=view.council.name), link], "\n\n")
    await answers.tell(tx, turn, admin.id, headed, key=f"invitation:{code[:8]}", council_id=view.council.id)
    return join([*unseen, wording.say("appoint.link_sent", role=title)]), ()
