"""Settings by chat: each command, its refusal, the table with buttons. Every change is kept with who and when."""

from dataclasses import replace

from minutebook.council.bodies import CouncilView, Person
from minutebook.council.errors import SettingError
from minutebook.council.outgoing import Keyboard
from minutebook.council.schedule import local_time
from minutebook.council.settings import CautionMode, changed, shown
from minutebook.council.wording import Html, join
from minutebook.handlers import answers, appointing, cautioning
from minutebook.handlers.events import GroupMessage, Press, PrivateMessage
from minutebook.handlers.house import Turn
from minutebook.handlers.pressed import Toast
from minutebook.storage import councils, people
from minutebook.storage.buttons import Pressable
from minutebook.storage.store import Tx

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
    house = turn.house
    known = tuple(sorted(house.policies))
    try:
        if not words.strip():
            now_is = shown(view.council.settings, name)
            return house.wording.say(
                "setting.shown", name=name, value=now_is or "—", allowed=_allowed(turn, view, name)
            )
        what = changed(view.council.settings, name, words, known)
    except SettingError as error:
        return house.wording.say("setting.bad", name=name, allowed=error.allowed, value=words[:40])
    if what.old == what.new:
        return house.wording.say("setting.same", name=name, value=what.new)
    await councils.change_setting(tx, view.council, what, by=person.id, now=turn.now)
    effect = f"setting.effect_{name}"
    told = house.wording.say("setting.changed", name=name, old=what.old or "—", new=what.new)
    if effect in house.wording:
        told = join([told, house.wording.say(effect, new=what.new)])
    if what.new in (CautionMode.OBSERVE, CautionMode.OFF) and name == "cautions":
        told = join([told, house.wording.say(f"setting.cautions_{what.new}")])
    return told


def _allowed(turn: Turn, view: CouncilView, name: str) -> str:
    try:
        changed(view.council.settings, name, "", tuple(sorted(turn.house.policies)))
    except SettingError as error:
        return error.allowed
    return ""


async def _table(tx: Tx, turn: Turn, view: CouncilView) -> tuple[Html, Keyboard]:
    """Return every setting, the latest changes, and buttons for those with a few values."""
    house = turn.house
    lines = [house.wording.say("setting.head", council=view.council.name)]
    for name in SETTINGS:
        value = shown(view.council.settings, name) or "—"
        lines.append(house.wording.say("setting.line", name=name, value=value))
    lines.append(house.wording.say("setting.zone", value=view.council.settings.timezone))
    for row in await councils.changes(tx, view.council.id, 5):
        who = await people.name_of(tx, row["by_id"])
        at = local_time(row["at"], view.council.settings.zone)
        old, new = await _values(tx, row["name"], row["old"], row["new"])
        lines.append(house.wording.say("setting.log", at=at, name=row["name"], old=old, new=new, who=who))
    modes = [("setting", None, f"cautions {mode}") for mode in CautionMode]
    policies = [("setting", None, f"policy {name}") for name in sorted(house.policies)]
    rows = [*(modes[start : start + 3] for start in (0, 3)), policies]
    made = await cautioning.keyboard(tx, turn, view.council.id, rows)  # type: ignore[arg-type]
    labels = [[extra for _, _, extra in row] for row in rows]
    keyboard = tuple(
        tuple(replace(button, text=label) for button, label in zip(row, names, strict=True))
        for row, names in zip(made, labels, strict=True)
    )
    return join(lines), keyboard


async def _values(tx: Tx, name: str, old: str, new: str) -> tuple[str, str]:
    """Return old and new as people read them: an appointment's ids as names."""
    if name not in appointing.COMMANDS and name != "admin":
        return old or "—", new or "—"

    async def named(ids: str) -> str:
        known = [await people.name_of(tx, int(item)) for item in ids.split(", ") if item.isdigit()]
        return ", ".join(known) or "—"

    return await named(old), await named(new)


async def pressed(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """Set what a button under the table says."""
    if not turn.house.is_admin(view, event.person.id):
        return Toast("press.not_admin", alert=True)
    name, _, value = what.extra.partition(" ")
    async with turn.change() as tx:
        text = await change(tx, turn, view, event.person, name, value)
        headed = join([turn.house.wording.say("heading", council=view.council.name), text], "\n\n")
        place = event.chat_id
        key = f"pressed:{what.key}:{event.update_id}"
        await answers.tell(tx, turn, place, headed, key=key, council_id=view.council.id)
    return Toast("press.set", name=name, value=value)
