"""For everyone: /start, /help, /privacy, /claim."""

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView, Person
from minutebook.council.roles import SINGLE, STAFF, Role
from minutebook.council.wording import Html, join
from minutebook.handlers import announcing, answers, appointing, looking_back, setup, teaching
from minutebook.handlers.appointing import INVITATION
from minutebook.handlers.choosing import chosen_council
from minutebook.handlers.events import GroupMessage, PrivateMessage
from minutebook.handlers.house import House, Turn
from minutebook.storage import appointments, councils, outbox, people
from minutebook.storage.appointments import ClaimOutcome, Invitation
from minutebook.storage.store import Tx


def help_for(house: House, view: CouncilView | None, person: Person, *, in_group: bool = False) -> Html:
    """Return what this person may do here, and nothing else.

    Args:
        in_group: whether it is read in the group, where the private chat is not "here".
    """
    wording = house.wording
    if view is None:
        may_set_up = house.is_installation_admin(person.id)
        return wording.say("help.set_up" if may_set_up else "help.stranger")
    roles = view.roles_of(person.id)
    private = wording.plain("help.in_private" if in_group else "help.here")
    lines = [wording.say("help.head", council=view.council.name)]
    if person.id in view.present:
        lines.append(wording.say("help.member", emoji=view.council.settings.capture_emoji))
    if Role.CLERK in roles or Role.DEPUTY in roles:
        lines.append(wording.say("help.clerk", private=private))
    if Role.STAFFING in roles:
        lines.append(wording.say("help.staffing", private=private))
    if teaching.may(house, view, person):
        lines.append(wording.say("help.teacher", private=private))
        lines.append(wording.say("help.mailbox", private=private))
    if house.is_admin(view, person.id):
        lines.append(wording.say("help.admin"))
    if len(lines) == 1:
        lines.append(wording.say("help.nothing"))
    lines.append(wording.say("help.everyone"))
    return join(lines, "\n\n")


async def help_in_group(turn: Turn, view: CouncilView, item: GroupMessage) -> None:
    """Answer `/help` in the group."""
    async with turn.change() as tx:
        text = help_for(turn.house, view, answers.person_of(item.message), in_group=True)
        await answers.reply_html(tx, turn, view, item.message, text)


async def privacy_in_group(turn: Turn, view: CouncilView, item: GroupMessage) -> None:
    """Answer `/privacy` in the group: the notice again."""
    async with turn.change() as tx:
        await answers.reply_html(tx, turn, view, item.message, setup.notice(turn, view))


async def help_in_private(turn: Turn, event: PrivateMessage) -> None:
    """Answer `/help` in private."""
    view, known = await chosen_council(turn.house, event.person.id)
    texts = [help_for(turn.house, one, event.person) for one in ([view] if view else known)]
    await _say(turn, event, join(texts or [help_for(turn.house, None, event.person)], "\n\n"))


async def privacy_in_private(turn: Turn, event: PrivateMessage) -> None:
    """Answer `/privacy` in private: the notice of each council the person belongs to."""
    _, known = await chosen_council(turn.house, event.person.id)
    if not known:
        await _say(turn, event, turn.house.wording.say("notice.stranger"))
        return
    wording = turn.house.wording
    texts = [
        join(
            [wording.say("heading", council=view.council.name), setup.notice(turn, view, in_group=False)],
            "\n\n",
        )
        for view in known
    ]
    await _say(turn, event, *texts)


async def _say(turn: Turn, event: PrivateMessage, *texts: Html) -> None:
    """Answer in private, in one message for each text."""
    await turn.finish()
    key = f"answer:{event.chat_id}:{event.message_id}"
    sends = [outgoing.message(event.person.id, text) for text in texts]
    await answers.show(turn.house, sends, key=key, council_id=None)


async def start(turn: Turn, event: PrivateMessage, payload: str) -> None:
    """Answer `/start`: the private chat is open; an invitation is used; what waited is sent."""
    house = turn.house
    person = event.person
    async with turn.change() as tx:
        await people.see(tx, person, turn.now)
        await people.set_private(tx, person.id, is_open=True)
        await outbox.reopen(tx, person.id, turn.now)
        text = await _greeting(tx, turn, event, payload.strip())
        await answers.tell(
            tx,
            turn,
            person.id,
            text,
            key=f"answer:{event.chat_id}:{event.message_id}",
            council_id=None,
        )
        house.refresh_menus(tx, None, person.id)


async def _greeting(tx: Tx, turn: Turn, event: PrivateMessage, payload: str) -> Html:
    house = turn.house
    person = event.person
    if payload.startswith(INVITATION):
        used = await appointments.use_invitation(tx, payload.removeprefix(INVITATION), turn.now)
        # An invitation ends with the authority of whoever gave it.
        if used is None or not house.is_admin(await councils.view(tx, used.council_id), used.created_by):
            return house.wording.say("start.bad_invitation")
        council = await councils.get(tx, used.council_id)
        await _take_up(tx, turn, used, person, council.name)
        lines = [
            house.wording.say("heading", council=council.name),
            house.wording.say("start.appointed", role=house.wording.plain(f"office.{used.role}")),
            house.wording.say(f"appoint.means_{used.role}"),
        ]
        return join(lines, "\n\n")
    known = [await councils.view(tx, key) for key in await councils.councils_of(tx, person.id)]
    lines = [house.wording.say("start.hello", name=person.name)]
    lines += [help_for(house, view, person) for view in known] or [help_for(house, None, person)]
    return join(lines, "\n\n")


async def _take_up(tx: Tx, turn: Turn, used: Invitation, person: Person, council: str) -> None:
    """Give somebody the office a link brings; tell the admin who made it, and who held it until now.

    The link may have come into other hands than it was meant for.
    """
    wording = turn.house.wording
    role, inviter = used.role, used.created_by
    then = await councils.view(tx, used.council_id)
    before = then.holders(role) if role in SINGLE else ()
    new = await appointments.appoint(
        tx, used.council_id, person.id, role, by=inviter, now=turn.now, by_link=True
    )
    if new and role in STAFF:
        await looking_back.withhold(tx, turn, used.council_id, person.id)
    view = await councils.view(tx, used.council_id)
    by = Person(inviter, await people.name_of(tx, inviter))
    told = await appointing.dismiss(tx, turn, view, role, before, by=by, successor=person) if new else []
    if new:
        await announcing.recipient(tx, turn, then, role, told_in=None)
    if person.id == inviter:
        return
    if await appointing.clashes(tx, view, person.id):
        told.append(wording.say("appoint.clash", name=person.name))
    title = wording.plain(f"office.{role}")
    lines = [
        wording.say("heading", council=council),
        wording.say("appoint.link_used", name=person.name, role=title, command=role),
        *told,
    ]
    key = f"link-used:{used.council_id}:{role}:{person.id}:{turn.now.timestamp():.0f}"
    text = join(lines, "\n\n")
    await answers.tell(tx, turn, inviter, text, key=key, council_id=used.council_id, kind="notice")


async def claim(turn: Turn, event: PrivateMessage, words: str) -> None:
    """Answer `/claim CODE`: private, single use, one hour, five tries."""
    house = turn.house
    async with turn.change() as tx:
        text, done = await _claimed(tx, turn, event, words)
        key = f"answer:{event.chat_id}:{event.message_id}"
        await answers.tell(tx, turn, event.person.id, text, key=key, council_id=None)
        house.refresh_menus(tx, None, event.person.id)
    if done:
        house.claimed = house.claimed | {event.person.id}


async def _claimed(tx: Tx, turn: Turn, event: PrivateMessage, words: str) -> tuple[Html, bool]:
    """Return what to answer to `/claim`, and whether somebody is admin by it now."""
    house = turn.house
    wording = house.wording
    if house.admins:
        return wording.say("claim.configured"), False
    if not words.strip():
        return wording.say("claim.how"), False
    outcome, left = await appointments.claim(tx, words, event.person.id, turn.now)
    if outcome is ClaimOutcome.WRONG:
        return wording.say("claim.wrong", count=left), False
    if outcome is ClaimOutcome.DONE:
        await people.see(tx, event.person, turn.now)
        await people.set_private(tx, event.person.id, is_open=True)
    return wording.say(f"claim.{outcome}"), outcome is ClaimOutcome.DONE
