"""What the clerk's and the deputy's decisions teach the detector, and /taught, which shows it and takes it back."""

from minutebook.council.bodies import CouncilView
from minutebook.council.roles import Right
from minutebook.council.schedule import local_time
from minutebook.council.wording import Html, join
from minutebook.handlers import routing, teaching
from minutebook.handlers.events import Press, PrivateMessage
from minutebook.handlers.house import Turn
from minutebook.handlers.pressed import Toast
from minutebook.reports.digest_lines import labels_shown
from minutebook.storage import people
from minutebook.storage import teaching as storage
from minutebook.storage.buttons import Pressable
from minutebook.storage.candidates import Candidate
from minutebook.storage.store import Tx
from minutebook.storage.teaching import Lesson

LISTED = 10
"""Decisions that /taught lists."""


async def learn(tx: Tx, turn: Turn, candidate: Candidate, by: int, *, raises: bool) -> bool:
    """Learn from a decision about a flag that is still open; say whether there was anything to learn from."""
    return await storage.learn(tx, candidate.id, raises=raises, by=by, now=turn.now)


async def unlearn_withheld(tx: Tx, candidate: Candidate, key: tuple[int, int]) -> bool:
    """Take back what was learned from a flag whose record is withheld from the clerk; say whether it is.

    Args:
        key: chat and message of the record.
    """
    if not await routing.is_withheld(tx, *key):
        return False
    await storage.unlearn(tx, candidate.council_id, candidate.id)
    return True


async def taught(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer `/taught`: the latest decisions that taught something, with a button each that takes it back."""
    wording = turn.house.wording
    async with turn.change() as tx:
        known = await storage.lessons(tx, view.council.id, LISTED)
        if not known:
            await teaching.tell(tx, turn, view, event.person.id, wording.say("taught.empty"), key=key)
            return
        lines = [await _line(tx, turn, view, number, each) for number, each in enumerate(known, 1)]
        text = join([wording.say("taught.head"), join(lines), wording.say("taught.more")], "\n\n")
        keyboard = await teaching.numbered(tx, turn, view, "lesson_off", [each.id for each in known])
        await teaching.tell(tx, turn, view, event.person.id, text, key=key, keyboard=keyboard)


async def _line(tx: Tx, turn: Turn, view: CouncilView, number: int, what: Lesson) -> Html:
    """Return one decision: when, whose, which way it moves, for which kinds, and the record it made."""
    wording = turn.house.wording
    phrase = "taught.slower"
    if what.raises:
        phrase = "taught.quicker" if what.reference else "taught.quicker_untold"
    facts = {"ref": what.reference} if what.raises and what.reference else {}
    return wording.say(
        phrase,
        number=number,
        at=local_time(what.at, view.council.settings.zone, turn.now),
        who=await people.name_of(tx, what.by_id),
        labels=labels_shown(sorted(what.labels), wording),
        **facts,
    )


async def lesson_off(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Forget* under the list of what was taught."""
    if Right.STORE not in view.rights_of(event.person.id):
        return Toast("press.not_clerk", alert=True)
    async with turn.change() as tx:
        lesson = await storage.lesson(tx, what.target or 0)
        if lesson is None or lesson.council_id != view.council.id:
            return Toast("press.gone_already")
        await storage.forget(tx, lesson)
    return Toast("press.lesson_forgotten")
