"""/review: what is flagged, one at a time, with its text and the words that told."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView
from minutebook.council.outgoing import Send, Way
from minutebook.council.records import Route
from minutebook.council.retention import SHOWN_FOR, lapses_on
from minutebook.council.schedule import local_time, short_day
from minutebook.council.wording import Html, join
from minutebook.handlers import about, answers, cautioning, keyboards
from minutebook.handlers.events import Press, PrivateMessage
from minutebook.handlers.house import Turn
from minutebook.handlers.pressed import Toast
from minutebook.handlers.reading import heading, routes_for
from minutebook.reports.digest_lines import excerpt, labels_shown
from minutebook.reports.material import About
from minutebook.reports.told import why_lines
from minutebook.storage import agenda_lines, candidates, holds, records, said
from minutebook.storage.buttons import Pressable
from minutebook.storage.candidates import Candidate
from minutebook.storage.store import Tx

TEXT_LIMIT = 3_000
"""Characters of a message, and of what says why it was flagged, that a step shows."""


Act = Callable[[Turn, CouncilView, Press, Pressable], Awaitable[Toast]]
"""What a button under a step does about the message that it shows."""


async def review(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer `/review`: the first flagged message that waits, with buttons."""
    async with turn.change() as tx:
        send = await _next(tx, turn, view, event.person.id, past=None)
    await answers.show(turn.house, [send], key=key, council_id=view.council.id, take_down=SHOWN_FOR)


async def dealt(turn: Turn, view: CouncilView, event: Press, what: Pressable, do: Act) -> Toast:
    """Do what a button asks for about the one it is under, say in its place what was done, and show the next.

    Its text is read before: what is decided about is forgotten.
    """
    routes = [Route(route) for route in routes_for(view, event.person.id)]
    async with turn.house.store.read() as tx:
        before = await candidates.get(tx, what.target or 0)
    toast = await do(turn, view, event, what)
    if before is not None and before.route in routes:
        async with turn.house.store.read() as tx:
            text = await _dealt_text(tx, turn, view, before, _number(what))
        said_so = join([heading(turn.house, view), text], "\n\n")
        send = Send(Way.EDIT, event.chat_id, said_so, message_id=event.message_id)
        key = f"reviewed:{event.data}:{event.update_id}"
        await answers.show(turn.house, [send], key=key, council_id=view.council.id)
    return await after(turn, view, event, toast, what)


async def _dealt_text(tx: Tx, turn: Turn, view: CouncilView, before: Candidate, number: int) -> Html:
    """Return a step once it is dealt with: as it was, with what was done; that alone where its text is forgotten."""
    wording = turn.house.wording
    done = [await _done(tx, turn, before), wording.say("show.goes")]
    if before.message is None:
        return join(done, "\n\n")
    head = wording.say("review.one_dealt", number=number, **_about(turn, view, before))
    return join([head, *await _beside(tx, turn, view, before), *done], "\n\n")


async def _done(tx: Tx, turn: Turn, before: Candidate) -> Html:
    """Return what says how a flag stands now that a button under it was pressed, by whomever it was decided."""
    after = await candidates.get(tx, before.id)
    state = after.state if after else "lapsed"
    if state == "recorded":
        ref = await records.reference_of(tx, before.chat_id, before.message_id)
        return turn.house.wording.say("review.did_recorded" if ref else "review.did_recorded_part", ref=ref)
    return turn.house.wording.say(f"review.did_{state}")


def _number(what: Pressable) -> int:
    """Return how many this walk through the list had shown, the one a button is under among them; 0 if unknown."""
    return int(what.extra) if what.extra.isdecimal() else 0


async def after(turn: Turn, view: CouncilView, event: Press, toast: Toast, what: Pressable) -> Toast:
    """Having dealt with the one a button is about, show the next; nothing to whoever may not see it."""
    if not routes_for(view, event.person.id):
        return toast
    async with turn.house.store.change() as tx:
        past = await candidates.get(tx, what.target or 0)
        send = await _next(tx, turn, view, event.person.id, past=past, seen=_number(what))
        # One step leads on once: pressed again, on another screen or too fast, it must not show the next anew.
        await keyboards.use_up(tx, turn, view, event)
    await answers.show(
        turn.house,
        [send],
        key=f"review:{event.data}:{event.update_id}",
        council_id=view.council.id,
        take_down=SHOWN_FOR,
    )
    return toast


async def skip(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """Leave one for later and show the next."""
    if not routes_for(view, event.person.id):
        return Toast("press.not_clerk", alert=True)
    return await after(turn, view, event, Toast(), what)


async def _next(
    tx: Tx, turn: Turn, view: CouncilView, user_id: int, *, past: Candidate | None, seen: int = 0
) -> outgoing.Send:
    """Return what shows the first waiting message said after `past`, decided or not; of all, for None.

    What somebody else has decided meanwhile does not wait any more, and is passed over.

    Args:
        seen: how many this walk through the list has shown before.
    """
    waiting: list[Candidate] = []
    for route in routes_for(view, user_id):
        waiting += await candidates.still_open(tx, view.council.id, Route(route))
    waiting.sort(key=_order)
    ahead = [candidate for candidate in waiting if past is None or _order(candidate) > _order(past)]
    house = turn.house
    if not ahead:
        phrase = "review.done" if not waiting else "review.end"
        text = join([heading(house, view), house.wording.say(phrase, count=len(waiting))], "\n\n")
        return outgoing.message(user_id, text)
    candidate = ahead[0]
    number = str(seen + 1)
    row: list[tuple[str, int | None, str]] = [
        ("r_record", candidate.id, number),
        ("r_transitory", candidate.id, number),
        ("r_agenda", candidate.id, number),
    ]
    keyboard = await cautioning.keyboard(tx, turn, view.council.id, [row, [("r_skip", candidate.id, number)]])
    text = await _text(tx, turn, view, candidate, seen + 1, len(ahead) - 1)
    return outgoing.message(
        user_id, join([heading(house, view), text], "\n\n"), keyboard=keyboard, protect=True
    )


def _order(candidate: Candidate) -> tuple[datetime, int]:
    return candidate.sent_at, candidate.id


async def _text(tx: Tx, turn: Turn, view: CouncilView, candidate: Candidate, number: int, left: int) -> Html:
    wording = turn.house.wording
    zone = view.council.settings.zone
    head = wording.say("review.one", number=number, of=number + left, **_about(turn, view, candidate))
    lines = [head, *await _beside(tx, turn, view, candidate)]
    if candidate.id in await agenda_lines.flags_listed(tx, view.council.id):
        lines.append(wording.say("digest.on_agenda"))
    if candidate.said_transitory:
        lines.append(wording.say("digest.said_transitory", name=candidate.said_transitory))
    if await holds.is_held(tx, candidate.chat_id, candidate.message_id):
        lines.append(wording.say("digest.on_hold"))
    else:
        lines.append(
            wording.say("review.lapses", day=short_day(lapses_on(candidate.flagged_at), zone, turn.now))
        )
    lines.append(wording.say("review.left", count=left) if left else wording.say("review.last"))
    lines.append(wording.say("show.goes"))
    return join(lines, "\n\n")


def _why(turn: Turn, view: CouncilView, candidate: Candidate) -> list[Html]:
    """Return the lines that say by what words it was flagged."""
    assert candidate.message is not None
    return why_lines(candidate.message.text, candidate.why, turn.house.policy(view), turn.house.wording)


def _about(turn: Turn, view: CouncilView, candidate: Candidate) -> dict[str, object]:
    """Return who said what and when, and what kind it is, for the phrases that begin a step."""
    wording, message = turn.house.wording, candidate.message
    assert message is not None
    told = _why(turn, view, candidate)
    room = max(TEXT_LIMIT - sum(len(line) for line in told), TEXT_LIMIT // 2)
    return {
        "author": message.sender.name,
        "at": local_time(message.sent_at, view.council.settings.zone, turn.now),
        "labels": labels_shown(sorted(candidate.shown), wording),
        "text": message.text[:room] or wording.plain("review.no_text"),
    }


async def _beside(tx: Tx, turn: Turn, view: CouncilView, candidate: Candidate) -> list[Html]:
    """Return what stands under the words of a step whatever is decided: why, after what, and whether it came late."""
    told = _why(turn, view, candidate)
    lines = [join(told)] if told else []
    lines += await _context(tx, turn, view, candidate)
    return [*lines, turn.house.wording.say("digest.late")] if candidate.late else lines


async def _context(tx: Tx, turn: Turn, view: CouncilView, candidate: Candidate) -> list[Html]:
    """Return a line for what the message answered, else for the one before it in its matter; none if unknown."""
    message = candidate.message
    assert message is not None
    before: list[tuple[tuple[str, str], int]] = []
    if message.reply_to is not None:
        before.append((("review.answers", "review.answers_untold"), message.reply_to))
    if candidate.matter_id is not None:
        ids = await said.in_matter(tx, candidate.matter_id, candidate.chat_id)
        earlier = [known for known in ids if known < candidate.message_id]
        before += [(("review.follows", "review.follows_untold"), known) for known in earlier[-1:]]
    for phrases, message_id in before:
        found = await about.message(tx, turn, view, candidate.chat_id, message_id, candidate.route)
        if found is not None:
            return [_reminder(turn, view, phrases, found)]
    return []


def _reminder(turn: Turn, view: CouncilView, phrases: tuple[str, str], of: About) -> Html:
    """Return a message in one line: by the first phrase with its beginning, by the second without."""
    wording = turn.house.wording
    told, untold = phrases
    if of.text:
        return wording.say(told, author=of.author, text=excerpt(of.text))
    at = local_time(of.at, view.council.settings.zone, turn.now)
    return wording.say(untold, author=of.author, at=at)
