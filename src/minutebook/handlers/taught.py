"""What the clerk's and the deputy's decisions teach the detector, and /taught, which shows it and takes it back."""

import asyncio
from dataclasses import replace

from minutebook.council.assessment import Assessment, Example
from minutebook.council.bodies import CouncilView
from minutebook.council.outgoing import Keyboard
from minutebook.council.records import Route
from minutebook.council.roles import Right
from minutebook.council.schedule import local_time
from minutebook.council.wording import Html, join
from minutebook.handlers import asked_back, capturing, cautioning, keyboards, teaching
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
"""Decisions on one page of /taught."""

OFTEN = 10
"""Dismissals beyond which no more is lowered."""


async def dismissed(tx: Tx, turn: Turn, candidate: Candidate, by: int) -> bool:
    """Learn from the dismissal of a flag that is still open; say whether there was anything to learn from.

    What is withheld from the clerk by now leaves no lesson of theirs behind, as where it is recorded (`lessons`).
    """
    if candidate.route is Route.STAFFING:
        await storage.unlearn(tx, candidate.council_id, candidate.id)
        return False
    return await storage.learn(tx, candidate.id, raises=False, by=by, now=turn.now)


async def told(turn: Turn, view: CouncilView, candidate: Candidate) -> str:
    """Return the phrase that says what having dismissed a flagged message does to messages just like it.

    It is judged as if nothing else had been taught, and then as if it had been dismissed time and again. What is
    told as decided at a meeting stays on the list however often it is dismissed. Takes a while: outside any
    transaction.

    Args:
        candidate: the flag as it stood when it was dismissed.
    """
    message, house = candidate.message, turn.house
    assert message is not None
    async with house.store.read() as tx:
        around = await capturing.around(tx, message)
    untaught = replace(house.profile(view), examples=())

    def work() -> tuple[Assessment, Assessment]:
        first = house.detector.assess(message, around, untaught)
        own = Example(first.review - first.reported, False, first.vector, first.model)
        often = replace(untaught, examples=(own,) * OFTEN)
        return first, house.detector.assess(message, around, often)

    before, after = await asyncio.get_running_loop().run_in_executor(house.thread, work)
    reported = before.reported & after.reported
    if (before.concerns or reported) and before.concerns <= after.concerns:
        return "press.transitory_plain"
    listed = (before.concerns & after.review) | reported
    return "press.transitory_listed" if listed else "press.transitory_taught"


async def taught(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer `/taught`: the latest decisions that taught something, with a button each that takes it back."""
    async with turn.change() as tx:
        await _show(tx, turn, view, event.person.id, 0, key)


async def _show(tx: Tx, turn: Turn, view: CouncilView, user_id: int, skip: int, key: str) -> None:
    """Show some of the decisions."""
    text, keyboard = await _page(tx, turn, view, skip)
    await teaching.tell(tx, turn, view, user_id, text, key=key, keyboard=keyboard)


async def _page(tx: Tx, turn: Turn, view: CouncilView, skip: int) -> tuple[Html, Keyboard]:
    """Return some of the decisions, and buttons for the others and for forgetting them all."""
    wording = turn.house.wording
    known = await storage.lessons(tx, view.council.id, LISTED, skip)
    if not known and skip:
        # The last of a later page was forgotten: there is one before it.
        return await _page(tx, turn, view, max(skip - LISTED, 0))
    if not known:
        return wording.say("taught.empty"), ()
    count = await storage.count_lessons(tx, view.council.id)
    last = skip + len(known)
    parts = [] if skip else [wording.say("taught.head")]
    parts.append(join([await _line(tx, turn, view, *each) for each in enumerate(known, skip + 1)]))
    if count > LISTED:
        parts.append(wording.say("taught.page", first=skip + 1, last=last, count=count))
    parts.append(wording.say("taught.more"))
    keyboard = await teaching.numbered(tx, turn, view, "lesson_off", [each.id for each in known], skip)
    others: list[tuple[str, int | None, str]] = [("lessons_more", last, "")] if last < count else []
    if count > 1:
        others.append(("lessons_all", None, ""))
    if others:
        keyboard += await cautioning.keyboard(tx, turn, view.council.id, [others])
    return join(parts, "\n\n"), keyboard


async def _line(tx: Tx, turn: Turn, view: CouncilView, number: int, what: Lesson) -> Html:
    """Return one decision: when, whose, which way it moves, which kinds, when it was said, and the record it made."""
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
        said=local_time(what.said_at, view.council.settings.zone, turn.now),
        **facts,
    )


async def lesson_off(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Forget* under the list of what was taught, which is then shown without it."""
    if Right.STORE not in view.rights_of(event.person.id):
        return Toast("press.not_clerk", alert=True)
    async with turn.change() as tx:
        found = await storage.lesson(tx, what.target or 0)
        # What was judged after the list was shown is another's turn, whatever number it has.
        meant = found is not None and found.council_id == view.council.id and not _later(found, what)
        done = await _forget(tx, turn, view, found) if found and meant else None
        text, keyboard = await _page(tx, turn, view, teaching.start_of(what))
        await teaching.renew(tx, turn, view, event, text, keyboard, done)
    return Toast("press.lesson_forgotten") if done else Toast("press.gone_already")


async def _forget(tx: Tx, turn: Turn, view: CouncilView, lesson: Lesson) -> Html:
    """Forget a decision, and say which it was and what can be done about it."""
    await storage.forget(tx, lesson)
    return turn.house.wording.say(
        "taught.forgotten",
        who=await people.name_of(tx, lesson.by_id),
        at=local_time(lesson.at, view.council.settings.zone, turn.now),
    )


def _later(lesson: Lesson, what: Pressable) -> bool:
    return what.made_at is not None and lesson.at > what.made_at


async def more(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*More* under the list of what was taught."""
    if Right.STORE not in view.rights_of(event.person.id):
        return Toast("press.not_clerk", alert=True)
    async with turn.change() as tx:
        key = f"taught:{what.key}:{event.update_id}"
        await _show(tx, turn, view, event.person.id, what.target or 0, key)
    return Toast()


async def ask_all(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Forget them all* under the list: asks once more, for it cannot be undone."""
    if Right.STORE not in view.rights_of(event.person.id):
        return Toast("press.not_clerk", alert=True)
    async with turn.change() as tx:
        count = await storage.count_lessons(tx, view.council.id)
        if not count:
            return Toast("press.gone_already")
        rows: list[list[tuple[str, int | None, str]]] = [
            [("lessons_forget", None, ""), ("lessons_leave", None, "")]
        ]
        keyboard = await cautioning.keyboard(tx, turn, view.council.id, rows)
        text = turn.house.wording.say("taught.ask_all", count=count)
        key = f"taught-all:{what.key}:{event.update_id}"
        await teaching.tell(tx, turn, view, event.person.id, text, key=key, keyboard=keyboard)
    return Toast()


async def forget_all(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Forget them all*, asked back: what had been taught when it was asked is forgotten."""
    if Right.STORE not in view.rights_of(event.person.id):
        return Toast("press.not_clerk", alert=True)
    async with turn.change() as tx:
        await keyboards.use_up(tx, turn, view, event)
        if await asked_back.is_over(tx, turn, what, "taught"):
            return Toast("press.ask_again", alert=True, command="taught")
        count = await storage.forget_all(tx, view.council.id, what.made_at or turn.now)
    return Toast("press.lessons_forgotten", count=count) if count else Toast("press.gone_already")


async def leave(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Leave it*: nothing is forgotten."""
    async with turn.change() as tx:
        await keyboards.use_up(tx, turn, view, event)
    return Toast("press.lessons_kept")
