"""Putting a slip in a request right: its day of receipt, its title, its kind; what was done about its clock taken back.

Each counts the clock anew, says what stood there before, and is kept with who and when.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from minutebook.council.corrections import Slip, too_late
from minutebook.council.requests import Request, RequestError, parse_day, parse_kind, parse_title, title_terms
from minutebook.council.wording import Html, join
from minutebook.council.working_days import Pause, may_extend, may_pause
from minutebook.handlers.bank_holidays import bank_holidays
from minutebook.handlers.foi_case import Case, calendar, due_of, post
from minutebook.handlers.foi_searching import search_title
from minutebook.reports.requests import correction_said, due_line, head_line, spelt
from minutebook.storage import corrections, requests

TAKES_BACK: Mapping[str, Slip] = {
    "extend": Slip.EXTEND,
    "extension": Slip.EXTEND,
    "pause": Slip.PAUSE,
    "stop": Slip.PAUSE,
    "resume": Slip.RESUME,
}
"""What `/foi 3 undo` takes back, by the words for it."""


async def received(case: Case, words: str) -> None:
    """`/foi 3 received 14 Dec`: it was received on another day than was entered."""
    request, wording = case.request, case.wording
    days = calendar(case.turn, case.view)
    opened = request.opened_at.astimezone(days.zone).date()
    plain = words.removeprefix("on ").strip()
    if not plain:
        await post(case, wording.say("foi.received_how", number=request.number))
        return
    try:
        day = parse_day(plain, days.today, opened)
    except RequestError as error:
        await post(case, wording.say(f"foi.bad_{error.problem}", said=error.said))
        return
    asked = min((pause.began for pause in request.pauses), default=day)
    if day > opened:
        await post(case, wording.say("foi.after_opened", day=spelt(opened)))
    elif day > asked:
        await post(case, wording.say("foi.after_asked", day=spelt(asked), number=request.number))
    else:
        await _change(case, Slip.RECEIVED, replace(request, received=day))


async def title(case: Case, words: str) -> None:
    """`/foi 3 title "…"`: something else is asked for than was entered; the new words are searched for."""
    try:
        named = parse_title(words)
    except RequestError:
        await post(case, case.wording.say("foi.title_how", number=case.request.number))
        return
    await _change(case, Slip.TITLE, replace(case.request, title=named))


async def kind(case: Case, words: str) -> None:
    """`/foi 3 kind eir`: it is asked for under another law, where that knows what was done about its clock.

    An extension is that of one law: the requester was told of it, and why, by that law's rules and within its time.
    """
    request = case.request
    try:
        law = parse_kind(words)
    except RequestError:
        await post(case, case.wording.say("foi.kind_how", number=request.number))
        return
    problem = ""
    if request.extended and not may_extend(law):
        problem = "foi.kind_extended"
    elif not all(may_pause(law, pause.why) for pause in request.pauses):
        problem = "foi.kind_paused"
    elif request.extended and law is not request.kind:
        problem = "foi.kind_extended_other"
    if problem:
        under = case.wording.say(f"foi.kind_{request.kind}")
        await post(case, case.wording.say(problem, number=request.number, kind=under))
        return
    await _change(case, Slip.KIND, replace(request, kind=law))


async def undo(case: Case, words: str) -> None:
    """`/foi 3 undo extend|pause|resume`: what was done about the clock by a slip is taken back."""
    what = TAKES_BACK.get(words.lower().rstrip("."))
    if what is Slip.EXTEND:
        await _undo_extension(case)
    elif what is Slip.PAUSE:
        await _undo_pause(case)
    elif what is Slip.RESUME:
        await _undo_resumption(case)
    else:
        await post(case, case.wording.say("foi.undo_how", number=case.request.number))


async def _undo_extension(case: Case) -> None:
    request = case.request
    on = _extended_on(case, request)
    if on is None:
        await post(case, case.wording.say("foi.undo_no_extension", number=request.number))
        return
    due = _due(replace(request, extended_at=None))
    await corrections.take_back_extension(case.tx, request, due)
    await _done(case, Slip.EXTEND, on.isoformat(), "")


async def _undo_pause(case: Case) -> None:
    request, standing = case.request, case.request.pause
    if standing is None:
        await post(case, case.wording.say("foi.undo_running", number=request.number))
        return
    due = _due(replace(request, pauses=tuple(pause for pause in request.pauses if pause.ended)))
    assert due is not None
    await corrections.take_back_pause(case.tx, request, due)
    await _done(case, Slip.PAUSE, standing.began.isoformat(), "")


async def _undo_resumption(case: Case) -> None:
    request = case.request
    last: Pause | None = request.pauses[-1] if request.pauses else None
    if last is None or last.ended is None:
        phrase = "foi.undo_no_resume" if last is None else "foi.undo_standing"
        await post(case, case.wording.say(phrase, number=request.number))
        return
    await corrections.take_back_resumption(case.tx, request)
    await _done(case, Slip.RESUME, last.ended.isoformat(), "")


async def _change(case: Case, what: Slip, new: Request) -> None:
    """Let the request be as `new` has it, its clock counted anew, unless it is so already."""
    before, after = (_fact(request, what) for request in (case.request, new))
    if before == after:
        await post(case, case.wording.say("foi.so_already", number=new.number))
        return
    await corrections.change(
        case.tx, new, received=new.received, title=new.title, kind=new.kind, due=_due(new)
    )
    await _done(case, what, before, after)


async def _done(case: Case, what: Slip, before: str, after: str) -> None:
    """Keep what was put right, and say what stood there before and how the clock stands now."""
    wording, old = case.wording, case.request
    await corrections.note(case.tx, old, what, before, after, by=case.person.id, now=case.turn.now)
    new = await requests.by_id(case.tx, old.id)
    assert new is not None
    lines = [correction_said(what, before, after, wording)]
    if old.due is not None and old.due != new.due:
        lines.append(wording.say("foi.was_due", day=spelt(old.due)))
    lines.append(due_line(new, calendar(case.turn, case.view), wording))
    parts = [head_line(new, wording), join(lines), *_after(case, what, new)]
    if what is Slip.TITLE and title_terms(new.title) != title_terms(old.title):
        parts.append(await search_title(replace(case, request=new)))
    await post(case, join(parts, "\n\n"))


def _after(case: Case, what: Slip, new: Request) -> list[Html]:
    """Return what else the clerk is to know: another law, and what came too late as the facts stand now."""
    wording = case.wording
    parts = []
    if what is Slip.KIND:
        parts.append(join([wording.say(f"foi.law_{new.kind}"), wording.say("foi.kind_marks")]))
    if what is not Slip.TITLE:
        late = too_late(new, _extended_on(case, new), bank_holidays)
        parts += [wording.say(f"foi.late_{one}", number=new.number) for one in late]
    return parts


def _due(request: Request) -> date | None:
    return due_of(request.kind, request.received, request.pauses, extended=request.extended)


def _extended_on(case: Case, request: Request) -> date | None:
    """Return the day, in the council's zone, on which the longer time was taken."""
    at = request.extended_at
    return None if at is None else at.astimezone(case.view.council.settings.zone).date()


def _fact(request: Request, what: Slip) -> str:
    if what is Slip.RECEIVED:
        return request.received.isoformat()
    return request.title if what is Slip.TITLE else str(request.kind)
