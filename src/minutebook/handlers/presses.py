"""Buttons: what each does, for whom, and the short answer its presser sees.

A press proves nothing but who pressed: rights and state are checked anew each time.
"""

import contextlib
from collections.abc import Awaitable, Callable, Mapping

from telegram.error import TelegramError

from minutebook.council.bodies import CouncilView
from minutebook.council.records import Method, Reference, Route
from minutebook.council.roles import Right
from minutebook.handlers import (
    access,
    agenda,
    agenda_list,
    appointing,
    capturing,
    capturing_talk,
    choosing,
    decisions,
    disposing,
    exempting_presses,
    finding,
    foi_pressing,
    foi_show,
    keyboards,
    meetings,
    own_words,
    reclassing,
    renaming,
    review,
    sending_on,
    settings_chat,
    taught,
    whose_forward,
)
from minutebook.handlers.capturing import Wish
from minutebook.handlers.events import Press
from minutebook.handlers.house import Turn
from minutebook.handlers.pressed import Toast
from minutebook.reports.digest_lines import excerpt
from minutebook.storage import buttons, candidates, matters
from minutebook.storage.buttons import Pressable
from minutebook.storage.candidates import Candidate
from minutebook.storage.store import Tx

Act = Callable[[Turn, CouncilView, Press, Pressable], Awaitable[Toast]]

TOAST = 200
"""Characters Telegram takes in the answer to a press (Bot API answerCallbackQuery)."""


async def press(turn: Turn, event: Press) -> None:
    """Do what a button asks for and tell its presser."""
    house = turn.house
    async with house.store.read() as tx:
        what = await buttons.get(tx, event.data)
    act = ACTS.get(what.action) if what else None
    if what is None or act is None:
        toast = Toast("press.old")
    else:
        toast = await act(turn, await house.directory.view(what.council_id), event, what)
    await turn.finish()
    # Too late to answer is harmless: a replayed press always is.
    with contextlib.suppress(TelegramError):
        text = excerpt(house.wording.plain(toast.phrase, **toast.facts), TOAST) if toast.phrase else None
        await house.bot.answer_callback_query(event.callback_id, text=text, show_alert=toast.alert)


def _where(what: Pressable) -> tuple[int, int]:
    chat, _, message = what.extra.partition(":")
    return int(chat), int(message)


async def _record(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Record it* under a caution."""
    if not await access.may(turn.house, view, event.person, Right.CAPTURE):
        return Toast("press.not_member", alert=True, council=view.council.name)
    chat_id, message_id = _where(what)
    target = await capturing.look_up(turn, chat_id, message_id)
    async with turn.change() as tx:
        done = await capturing.take(tx, turn, view, target, Wish(event.person, Method.BUTTON))
    if done is None:
        return Toast("press.forgotten", alert=True)
    return _on_record(done.reference, taught=done.taught)


def _on_record(reference: Reference, *, taught: bool) -> Toast:
    return Toast("press.recorded_taught" if taught else "press.recorded", ref=reference)


async def _agenda(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Put on the agenda* under a caution."""
    if not await access.may(turn.house, view, event.person, Right.AGENDA):
        return Toast("press.not_member", alert=True, council=view.council.name)
    _, message_id = _where(what)
    async with turn.change() as tx:
        matter = await matters.get(tx, what.target or 0)
        if matter is None:
            return Toast("press.old")
        about = await matters.first_message(tx, matter.id) or message_id
        line, new = await agenda.enlist(tx, turn, matter, about, "", event.person)
    return Toast("press.on_agenda" if new else "press.on_agenda_again", name=line.raised_by_name)


async def _quiet(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Not council business*: quietens the matter and is shown to the clerk; it dismisses nothing, whoever presses."""
    if not await access.may(turn.house, view, event.person, Right.CAPTURE):
        return Toast("press.not_member", alert=True, council=view.council.name)
    async with turn.change() as tx:
        await matters.quieten(tx, what.target or 0, event.person.id)
        await candidates.note_transitory(tx, *_where(what), event.person.name)
        flag = await candidates.of_message(tx, *_where(what))
    decides = flag is not None and flag.state == "open" and right_to(flag) in view.rights_of(event.person.id)
    return Toast("press.quiet_yours" if decides else "press.quiet", alert=True)


def right_to(candidate: Candidate) -> Right:
    """Return the right that deciding about a flagged message takes."""
    return Right.STAFF_STORE if candidate.route is Route.STAFFING else Right.STORE


async def _decide(
    turn: Turn,
    view: CouncilView,
    event: Press,
    what: Pressable,
    do: Callable[[Tx, Candidate], Awaitable[Toast]],
) -> Toast:
    async with turn.change() as tx:
        candidate = await candidates.get(tx, what.target or 0)
        if candidate is None or candidate.council_id != view.council.id:
            return Toast("press.old")
        if right_to(candidate) not in view.rights_of(event.person.id):
            return Toast("press.not_clerk", alert=True)
        if candidate.state != "open" or candidate.message is None:
            toast = Toast(f"press.already_{candidate.state}")
        else:
            toast = await do(tx, candidate)
        await keyboards.tidy(tx, turn, view, event)
        return toast


async def _c_record(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Record* on the clerk's list."""

    async def do(tx: Tx, candidate: Candidate) -> Toast:
        assert candidate.message is not None
        wish = Wish(event.person, Method.REVIEW)
        done = await capturing.capture(tx, turn, view, candidate.message, wish)
        await capturing.receipt(tx, turn, view, done)
        return _on_record(done.reference, taught=done.taught)

    return await _decide(turn, view, event, what, do)


async def _c_transitory(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Transitory* on the clerk's list."""
    dismissed: list[Candidate] = []

    async def do(tx: Tx, candidate: Candidate) -> Toast:
        if await taught.dismissed(tx, turn, candidate, event.person.id):
            dismissed.append(candidate)
        await candidates.close(tx, candidate.id, "transitory", by=event.person.id, now=turn.now)
        return Toast("press.transitory")

    toast = await _decide(turn, view, event, what, do)
    # What it does to its like is worked out once it is done: nobody who writes waits for the detector.
    return Toast(await taught.told(turn, view, dismissed[0])) if dismissed else toast


async def _c_agenda(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Agenda* on the clerk's list: the matter goes on the list, the flag stays open."""

    async def do(tx: Tx, candidate: Candidate) -> Toast:
        assert candidate.message is not None
        line, new = await agenda.put(tx, turn, view, candidate.message, event.person)
        return Toast("press.on_agenda" if new else "press.on_agenda_again", name=line.raised_by_name)

    return await _decide(turn, view, event, what, do)


async def _review_record(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    return await review.dealt(turn, view, event, what, _c_record)


async def _review_transitory(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    return await review.dealt(turn, view, event, what, _c_transitory)


async def _review_agenda(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    return await review.dealt(turn, view, event, what, _c_agenda)


ACTS: Mapping[str, Act] = {
    "record": _record,
    "talk_record": capturing_talk.record,
    "talk_cancel": capturing_talk.cancel,
    "agenda": _agenda,
    "quiet": _quiet,
    "c_record": _c_record,
    "c_transitory": _c_transitory,
    "c_agenda": _c_agenda,
    "r_record": _review_record,
    "r_transitory": _review_transitory,
    "r_agenda": _review_agenda,
    "r_skip": review.skip,
    "agenda_off": agenda_list.take_off,
    "agenda_back": agenda_list.put_back,
    "find_more": finding.find_more,
    "choose": choosing.chosen,
    "forward_for": whose_forward.pressed,
    "setting": settings_chat.pressed,
    "appoint": appointing.pressed,
    "rename": renaming.pressed,
    "word_off": own_words.word_off,
    "meeting_off": meetings.meeting_off,
    "lesson_off": taught.lesson_off,
    "lessons_more": taught.more,
    "lessons_all": taught.ask_all,
    "lessons_forget": taught.forget_all,
    "lessons_leave": taught.leave,
    "class_to": reclassing.pressed,
    "class_sooner": reclassing.sooner,
    "class_back": reclassing.back,
    "dispose_due": disposing.due,
    "dispose_year": disposing.year,
    "dispose_good": disposing.good,
    "dispose_later": disposing.later,
    "dispose_error": disposing.error,
    "dispose_leave": disposing.leave,
    "send_all": sending_on.pressed,
    "send_leave": sending_on.leave,
    "decisions_more": decisions.more,
    "minute_ask": decisions.ask,
    "minute_not_taken": decisions.not_taken,
    "minute_withdrawn": decisions.withdrawn,
    "minute_undo": decisions.undo,
    "exempt_at": exempting_presses.marked,
    "exempt_all": exempting_presses.marked_all,
    "exempt_off": exempting_presses.lift,
    "exempt_back": exempting_presses.put_back,
    "exempt_seen": exempting_presses.looked,
    **{f"foi_{act}": foi_pressing.ask for act in ("search", "pause", "resume", "extend", "close")},
    **dict.fromkeys(foi_pressing.DOES, foi_pressing.do),
    "foi_remove_leave": foi_pressing.leave,
    "foi_more": foi_show.more,
}
"""What each button does. A new button: an act here, its label under `button.` in the wording."""
