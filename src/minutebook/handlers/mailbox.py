"""/mailbox: where records and the digest go by e-mail. For the clerk, the deputy and the admin, in private."""

from functools import partial

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView
from minutebook.council.errors import SettingError
from minutebook.council.letters import Channel, Letter, NotCarried, letter_key
from minutebook.council.mailboxes import Ask, Mailbox, asked
from minutebook.council.outgoing import Keyboard, Outgoing
from minutebook.council.schedule import local_time
from minutebook.council.wording import Html, join
from minutebook.delivery.mail import Mailer
from minutebook.handlers import answers, posting, sending_on
from minutebook.handlers.events import PrivateMessage
from minutebook.handlers.house import Turn
from minutebook.handlers.reading import heading
from minutebook.storage import dispatches, mailboxes, outbox
from minutebook.storage import sending_on as backlog
from minutebook.storage.store import Tx


async def mailbox(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer `/mailbox`, with nothing after it, an address, `off`, `records on`, `digest on`, `send all` or `test`."""
    keyboard: Keyboard = ()
    async with turn.change() as tx:
        now = await mailboxes.get(tx, view.council.id)
        try:
            wish = asked(now, words)
        except SettingError as error:
            text = turn.house.wording.say("mailbox.bad", allowed=error.allowed, value=words[:60])
        else:
            mailer = turn.house.mailer
            if wish is Ask.TEST and mailer is not None:
                # Beside the lanes: a mail server may keep one waiting for a minute.
                test = partial(_test, turn, view, event, now, mailer, key)
                tx.afterwards.append(lambda: turn.house.background(test()))
                return
            if wish is Ask.SEND_ALL:
                text, keyboard = await sending_on.ask(tx, turn, view, event)
            else:
                text = await _answered(tx, turn, view, event, now, wish)
        headed = join([heading(turn.house, view), text], "\n\n")
        council_id = view.council.id
        await answers.tell(
            tx, turn, event.person.id, headed, key=key, council_id=council_id, keyboard=keyboard
        )


async def _answered(
    tx: Tx, turn: Turn, view: CouncilView, event: PrivateMessage, now: Mailbox, wish: Mailbox | Ask
) -> Html:
    wording = turn.house.wording
    if wish is Ask.SHOW:
        return await _state(tx, turn, view, now, event.person.id)
    if turn.house.mailer is None and (isinstance(wish, Ask) or wish.address):
        return wording.say("mailbox.no_server")
    assert isinstance(wish, Mailbox)
    if wish == now:
        return join([wording.say("mailbox.same"), await _state(tx, turn, view, now, event.person.id)], "\n\n")
    await mailboxes.put(tx, view.council.id, wish, by=event.person.id, now=turn.now)
    unwanted = [*([] if wish.records else ["record", "file"]), *([] if wish.digest else ["digest"])]
    await dispatches.drop_kinds(tx, view.council.id, unwanted)
    if not wish.records or wish.address != now.address:
        await backlog.end(tx, view.council.id, Channel.EMAIL)
    if wish.address != now.address:
        await dispatches.readdress(tx, view.council.id, turn.now)
    await dispatches.hurry(tx, Channel.EMAIL, turn.now, view.council.id)
    await _tell_others(tx, turn, view, event, wish)
    return await _state(tx, turn, view, wish, event.person.id)


async def _state(tx: Tx, turn: Turn, view: CouncilView, now: Mailbox, user_id: int) -> Html:
    """Return what goes where, what waits, and what can be changed."""
    wording = turn.house.wording
    lines = [wording.say(f"mailbox.goes_{_goes(now)}", address=now.address)]
    if turn.house.to_folder:
        lines.append(wording.say("mailbox.folder"))
    for item in await dispatches.waiting(tx, view.council.id):
        since = local_time(item.since, view.council.settings.zone, turn.now)
        lines.append(wording.say(f"mailbox.waits_{item.channel}", count=item.count, since=since))
    lines += await sending_on.lines(tx, turn, view, user_id)
    lines.append(wording.say("mailbox.never"))
    lines.append(wording.say("mailbox.how"))
    return join(lines, "\n\n")


def _goes(now: Mailbox) -> str:
    """Return in a word what goes to a mailbox."""
    if not now.address:
        return "off"
    if now.records and now.digest:
        return "both"
    return "records" if now.records else "digest" if now.digest else "nothing"


async def _tell_others(tx: Tx, turn: Turn, view: CouncilView, event: PrivateMessage, wish: Mailbox) -> None:
    """Tell the others who may set it: what the council has said must not leave by one person's doing, unseen."""
    wording = turn.house.wording
    name, council = event.person.name, view.council.name
    text = wording.say(f"mailbox.told_{_goes(wish)}", council=council, name=name, address=wish.address)
    for user in sorted({*view.staff_ids, *turn.house.admins_of(view)} - {event.person.id}):
        own = f"mailbox:{event.chat_id}:{event.message_id}:{user}"
        item = Outgoing(own, "notice", (outgoing.message(user, text),), council_id=view.council.id)
        await outbox.put(tx, item, turn.now)


async def _test(
    turn: Turn, view: CouncilView, event: PrivateMessage, now: Mailbox, mailer: Mailer, key: str
) -> None:
    """Send an e-mail that says it is a test, and tell who asked what became of it."""
    house = turn.house
    try:
        await mailer.carry(_test_letter(turn, view, key), now.address)
    except NotCarried as error:
        text = house.wording.say(
            "mailbox.test_failed", address=now.address, why=posting.why(house.wording, error)
        )
    else:
        text = house.wording.say("mailbox.test_went", address=now.address)
    async with house.store.change() as tx:
        await dispatches.hurry(tx, Channel.EMAIL, house.clock(), view.council.id)
        headed = join([heading(house, view), text], "\n\n")
        await answers.tell(tx, turn, event.person.id, headed, key=key, council_id=view.council.id)


def _test_letter(turn: Turn, view: CouncilView, key: str) -> Letter:
    wording, council = turn.house.wording, view.council
    return Letter(
        key=f"{letter_key(council.id, key, turn.now)}.t",
        follows="",
        council_id=council.id,
        council=council.name,
        stem="test",
        subject=wording.plain("letter.subject_test", council=council.name),
        text=wording.plain("letter.test", council=council.name) + "\n",
        facts={},
        at=turn.now,
    )
