"""Settings by chat: each command, its refusal, the table with buttons. Every change is kept with who and when."""

from minutebook.council.bodies import CouncilView, Person
from minutebook.council.errors import SettingError
from minutebook.council.outgoing import Button, Keyboard, Outgoing, Send, Way
from minutebook.council.schedule import local_time
from minutebook.council.settings import CautionMode, changed, shown
from minutebook.council.wording import Html, join
from minutebook.handlers import answers, appointing
from minutebook.handlers.events import GroupMessage, Press, PrivateMessage
from minutebook.handlers.house import Turn
from minutebook.handlers.pressed import Toast
from minutebook.storage import appointments, buttons, councils, outbox, people
from minutebook.storage.buttons import Pressable
from minutebook.storage.store import Row, Tx

SETTINGS = ("policy", "cautions", "quorum", "digest", "quiet", "emoji", "contact")
COMMANDS = (*SETTINGS, "settings", *appointing.COMMANDS)


async def in_group(turn: Turn, view: CouncilView, item: GroupMessage, name: str, words: str) -> None:
    """Answer a settings or appointment command given in the group."""
    person = answers.person_of(item.message)
    async with turn.change() as tx:
        if not turn.house.is_admin(view, person.id):
            await answers.reply(tx, turn, view, item.message, "refused.admin", command=name)
            return
        if name in appointing.COMMANDS:
            text, keyboard = await appointing.appoint(tx, turn, view, person, name, words, item)
        else:
            text, keyboard = await _answer(tx, turn, view, person, name, words)
        await answers.reply_html(tx, turn, view, item.message, text, keyboard)


async def private(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer a settings or appointment command given in private; rights were checked."""
    assert event.command is not None
    name = event.command.name
    async with turn.change() as tx:
        if name in appointing.COMMANDS:
            text, keyboard = await appointing.appoint(tx, turn, view, event.person, name, words, None)
        else:
            text, keyboard = await _answer(tx, turn, view, event.person, name, words)
        headed = join([turn.house.wording.say("heading", council=view.council.name), text], "\n\n")
        await answers.tell(
            tx, turn, event.person.id, headed, key=key, council_id=view.council.id, keyboard=keyboard
        )


async def _answer(
    tx: Tx, turn: Turn, view: CouncilView, person: Person, name: str, words: str
) -> tuple[Html, Keyboard]:
    if name == "settings":
        return await _table(tx, turn, view)
    return await change(tx, turn, view, person, name, words), ()


async def change(tx: Tx, turn: Turn, view: CouncilView, person: Person, name: str, words: str) -> Html:
    """Set one thing and say so; a value it does not take gets the ones it does."""
    wording = turn.house.wording
    known = tuple(sorted(turn.house.policies))
    try:
        if not words.strip():
            return wording.say(
                "setting.shown", name=name, value=_now(turn, view, name), allowed=_allowed(turn, view, name)
            )
        what = changed(view.council.settings, name, words, known)
    except SettingError as error:
        return wording.say("setting.bad", name=name, allowed=error.allowed, value=words[:40])
    if what.old == what.new:
        return wording.say("setting.same", name=name, value=_now(turn, view, name))
    await councils.change_setting(tx, view.council, what, by=person.id, now=turn.now)
    old, new = (_spoken(turn, view, name, value) for value in (what.old, what.new))
    told = wording.say("setting.changed", name=name, old=old, new=new)
    effect = f"setting.effect_{name}"
    if effect in wording:
        told = join([told, wording.say(effect, new=new)])
    if name == "cautions":
        told = join([told, wording.say(f"setting.cautions_{what.new}", emoji=what.settings.capture_emoji)])
    return told


def _spoken(turn: Turn, view: CouncilView, name: str, value: str) -> str:
    """Return a setting's value as people read it, with its unit."""
    wording = turn.house.wording
    match name:
        case "quiet" if value.isdigit():
            return wording.plain("setting.unit_quiet", count=int(value))
        case "quorum" if value.isdigit():
            return wording.plain("setting.unit_quorum", count=int(value))
        case "digest":
            return wording.plain("setting.unit_digest", at=value, zone=view.council.settings.timezone)
    return value or "—"


def _now(turn: Turn, view: CouncilView, name: str) -> str:
    return _spoken(turn, view, name, shown(view.council.settings, name))


def _allowed(turn: Turn, view: CouncilView, name: str) -> str:
    try:
        changed(view.council.settings, name, "", tuple(sorted(turn.house.policies)))
    except SettingError as error:
        return error.allowed
    return ""


async def _table(tx: Tx, turn: Turn, view: CouncilView) -> tuple[Html, Keyboard]:
    """Return every setting with what it does, the latest changes, and buttons for those with a few values."""
    wording = turn.house.wording
    settings = view.council.settings
    lines = [wording.say("setting.head", council=view.council.name)]
    for name in SETTINGS:
        lines.append(wording.say("setting.line", name=name, value=_now(turn, view, name)))
        lines.append(_about(turn, view, name))
    hours = int(settings.memory.total_seconds() // 3600)
    lines.append(wording.say("setting.memory", count=hours))
    lines.append(wording.say("setting.log_head"))
    lines += [await _log_line(tx, turn, view, row) for row in await councils.changes(tx, view.council.id, 5)]
    return join(lines), await _buttons(tx, turn, view)


def _about(turn: Turn, view: CouncilView, name: str) -> Html:
    """Return one line on what a setting does, or what its present value does."""
    wording = turn.house.wording
    settings = view.council.settings
    if name == "cautions":
        said = wording.say(f"setting.cautions_{settings.cautions}", emoji=settings.capture_emoji)
        return Html(f"<i>{said}</i>")
    return wording.say(f"setting.about_{name}", policy=turn.house.policy(view).title)


async def _buttons(tx: Tx, turn: Turn, view: CouncilView) -> Keyboard:
    """Return a button for each caution mode and policy; the one that holds now is ticked."""
    modes = [f"cautions {mode}" for mode in CautionMode]
    policies = [f"policy {name}" for name in sorted(turn.house.policies)]
    now = {f"{name} {shown(view.council.settings, name)}" for name in ("cautions", "policy")}
    made = []
    rows = []
    for row in (modes[:3], modes[3:], policies):
        keys = [turn.house.code() for _ in row]
        made += [
            Pressable(key, view.council.id, "setting", None, what)
            for key, what in zip(keys, row, strict=True)
        ]
        labels = [f"✓ {what}" if what in now else what for what in row]
        rows.append(tuple(Button(label, key) for label, key in zip(labels, keys, strict=True)))
    await buttons.make(tx, made, turn.now)
    return tuple(rows)


async def _log_line(tx: Tx, turn: Turn, view: CouncilView, row: Row) -> Html:
    """Return one line of the log: when, what, from what to what, and who did it."""
    wording = turn.house.wording
    name = str(row["name"])
    facts = {"name": name, "at": local_time(row["at"], view.council.settings.zone, turn.now)}
    who = await people.name_of(tx, row["by_id"])
    if name == councils.AT_COMPUTER:
        return wording.say("setting.log_computer", at=facts["at"], command=row["new"], who=who)
    if name in ("words", "mailbox"):
        # The table may be asked for in the group: what the words are, and where copies go, stays in private.
        kinds = {which: row[which].partition(" “")[0] or "—" for which in ("old", "new")}
        return wording.say("setting.log", who=who, **kinds, **facts)
    if name not in (*appointing.COMMANDS, "admin"):
        old, new = (_spoken(turn, view, name, row[which]) for which in ("old", "new"))
        return wording.say("setting.log", old=old, new=new, who=who, **facts)
    old, new = await _named(tx, row["old"]), await _named(tx, row["new"])
    by_link = row["new"].endswith(appointments.BY_LINK)
    return wording.say("setting.log_link" if by_link else "setting.log", old=old, new=new, who=who, **facts)


async def _named(tx: Tx, ids: str) -> str:
    """Return the names of those whose ids the log holds."""
    known = [await people.name_of(tx, int(item)) for item in ids.split(", ") if item.isdigit()]
    return ", ".join(known) or "—"


async def pressed(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """Set what a button under the table says."""
    if not turn.house.is_admin(view, event.person.id):
        return Toast("press.not_admin", alert=True)
    name, _, value = what.extra.partition(" ")
    if value == shown(view.council.settings, name):
        return Toast("press.set_already", name=name, value=value)
    async with turn.change() as tx:
        text = await change(tx, turn, view, event.person, name, value)
        await answers.below(tx, turn, view, event, text, key=what.key)
        await _renew(tx, turn, await councils.view(tx, view.council.id), event)
    return Toast("press.set", name=name, value=value)


async def _renew(tx: Tx, turn: Turn, view: CouncilView, event: Press) -> None:
    """Show in the table whose button was pressed what holds now."""
    text, keyboard = await _table(tx, turn, view)
    if event.chat_id == event.person.id:
        text = join([turn.house.wording.say("heading", council=view.council.name), text], "\n\n")
    send = Send(Way.EDIT, event.chat_id, text, message_id=event.message_id, keyboard=keyboard)
    key = f"table:{event.chat_id}:{event.message_id}:{event.update_id}"
    await outbox.put(tx, Outgoing(key, "answer", (send,), council_id=view.council.id), turn.now)
