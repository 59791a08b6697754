"""The clock of a request: extended, stopped, let go on, closed; and the reminder in the groups.

Of each the law is asked before: what it does not allow is not done, and the clerk is told why.
"""

from dataclasses import replace
from datetime import date

from minutebook.council import outgoing
from minutebook.council.outgoing import Outgoing
from minutebook.council.requests import REMINDED_LATELY, RequestError, parse_day
from minutebook.council.wording import Html, join
from minutebook.council.working_days import Kind, Pause, Why, may_extend, may_pause
from minutebook.handlers.foi_case import Case, calendar, due_of, post
from minutebook.handlers.foi_seeing import seen_among
from minutebook.handlers.membership import GONE
from minutebook.reports.requests import due_line, head_line, hits_shown, spelt
from minutebook.storage import holds, outbox, requests

OUTCOME = 500
"""Characters of an outcome that are kept."""


async def extend(case: Case, words: str) -> None:
    """`/foi 3 extend`: take the longer time, while the law still lets the requester be told of it."""
    request, today = case.request, calendar(case.turn, case.view).today
    problem = ""
    if not may_extend(request.kind):
        problem = "foi.no_extension"
    elif request.extended:
        problem = "foi.extended_already"
    elif request.due is not None and request.due < today:
        problem = f"foi.too_late_{request.kind}"
    if problem:
        await post(case, case.wording.say(problem, number=request.number))
        return
    due = due_of(request.kind, request.received, request.pauses, extended=True)
    await requests.extend(case.tx, request, due, by=case.person.id, now=case.turn.now)
    await _clock(case, f"foi.extending_{request.kind}")


async def pause(case: Case, words: str) -> None:
    """`/foi 3 pause identity|clarification [since 20 Nov]`: stop the clock while the requester is asked."""
    request, wording = case.request, case.wording
    first, _, when = words.partition(" ")
    name = first.lower().rstrip(".,")
    why = next((why for why in Why if len(name) > 1 and why.startswith(name)), None)
    problem = ""
    if why is None:
        problem = "foi.pause_how"
    elif not may_pause(request.kind, why):
        problem = "foi.no_pause"
    elif request.pause is not None:
        problem = "foi.paused_already"
    if problem or why is None:
        await post(case, wording.say(problem, number=request.number))
        return
    began = await _day(case, when, request.received)
    if began is None:
        return
    if request.due is not None and request.due < began:
        await post(case, wording.say("foi.pause_late", day=spelt(request.due)))
        return
    await requests.pause(case.tx, request, why, began, by=case.person.id)
    await _clock(case, f"foi.pausing_{why}_{'sar' if request.kind is Kind.SAR else 'foi'}")


async def resume(case: Case, words: str) -> None:
    """`/foi 3 resume [23 Nov]`: the answer came; the clock goes on, or begins anew."""
    request = case.request
    stopped = request.pause
    if stopped is None:
        await post(case, case.wording.say("foi.not_paused", number=request.number))
        return
    ended = await _day(case, words, stopped.began)
    if ended is None:
        return
    pauses = (*(pause for pause in request.pauses if pause.ended), Pause(stopped.why, stopped.began, ended))
    due = due_of(request.kind, request.received, pauses, extended=request.extended)
    assert due is not None
    await requests.resume(case.tx, request, ended, due, by=case.person.id)
    await _clock(case, "foi.resumed")


async def _day(case: Case, words: str, earliest: date) -> date | None:
    """Return the day that is meant, today where none is named; None where the clerk was told that it cannot be."""
    today = calendar(case.turn, case.view).today
    plain = words.strip()
    for before in ("since", "from", "on"):
        plain = plain.removeprefix(before + " ")
    try:
        day = parse_day(plain, today) if plain else today
    except RequestError as error:
        await post(case, case.wording.say(f"foi.bad_{error.problem}", said=error.said))
        return None
    if day < earliest:
        await post(case, case.wording.say("foi.before", day=spelt(earliest)))
        return None
    return day


async def _clock(case: Case, phrase: str) -> None:
    """Say what was done and how the clock stands now."""
    again = await requests.by_id(case.tx, case.request.id)
    assert again is not None
    stands = due_line(again, calendar(case.turn, case.view), case.wording)
    said = case.wording.say(phrase, number=again.number)
    await post(case, join([head_line(again, case.wording), join([said, stands])], "\n\n"))


async def close(case: Case, words: str) -> None:
    """`/foi 3 close [outcome]`: the case ends; what it holds is let go, and nothing is deleted by it."""
    request, wording = case.request, case.wording
    await requests.close(case.tx, request, words[:OUTCOME].strip(), by=case.person.id, now=case.turn.now)
    freed = await holds.release(case.tx, request, by=case.person.id, now=case.turn.now)
    seen = await seen_among(case.tx, case.turn, case.view, freed)
    still = await holds.held_among(case.tx, seen.keys)
    lines = [
        head_line(request, wording),
        wording.say("foi.closed", what=hits_shown(len(seen.records), len(seen.others), wording)),
    ]
    if still:
        lines.append(wording.say("foi.still_held", count=len(still)))
    lines.append(wording.say("foi.after_close", number=request.number))
    await post(case, join(lines, "\n\n"))


async def reopen(case: Case, words: str) -> None:
    """`/foi 3 reopen`: the case is open again, and holds what it held when it was closed and is still there."""
    request, wording = case.request, case.wording
    keys = await holds.until_closed(case.tx, request)
    await requests.reopen(case.tx, request)
    back = await holds.place(case.tx, request, keys, by=case.person.id, now=case.turn.now, again=True)
    seen = await seen_among(case.tx, case.turn, case.view, back)
    again = replace(request, closed_at=None, outcome="")
    lines = [
        head_line(request, wording),
        join(
            [
                wording.say("foi.reopened", what=hits_shown(len(seen.records), len(seen.others), wording)),
                due_line(again, calendar(case.turn, case.view), wording),
            ]
        ),
    ]
    await post(case, join(lines, "\n\n"))


async def remind(case: Case, words: str) -> None:
    """`/foi 3 remind`: remind the groups, where that was left out when the case was opened. Once and no more."""
    if case.request.reminded_at is not None:
        await post(case, case.wording.say("foi.reminded_already", number=case.request.number))
        return
    await post(case, await reminded(case))


async def remind_unless_lately(case: Case) -> Html:
    """Remind the groups when a case is opened, unless another open one had them reminded days ago."""
    before = await requests.last_reminded(case.tx, case.view.council.id)
    if before is None or case.turn.now - before > REMINDED_LATELY:
        return await reminded(case)
    day = spelt(before.astimezone(case.view.council.settings.zone).date())
    return case.wording.say("foi.reminded_lately", day=day, number=case.request.number)


async def reminded(case: Case) -> Html:
    """Remind each of the council's groups not to delete, and return what the clerk is told of it.

    It names neither the request nor who made it. It is a reminder of the law and no caution: it goes out in every
    mode of cautions, unless the clerk opens the case quietly.
    """
    text = case.wording.say("foi.reminder", council=case.view.council.name)
    groups = [
        group for group in case.view.groups if group.migrated_to is None and group.bot_status not in GONE
    ]
    for group in groups:
        key = f"foi-reminder:{case.request.id}:{group.chat_id}"
        send = outgoing.message(group.chat_id, text)
        await outbox.put(
            case.tx, Outgoing(key, "notice", (send,), council_id=case.view.council.id), case.turn.now
        )
    if not groups:
        return case.wording.say("foi.no_group", number=case.request.number)
    await requests.note_reminded(case.tx, case.request, case.turn.now)
    return case.wording.say("foi.reminded", count=len(groups))
