"""/review: what is flagged, one at a time, with its text and the words that told."""

from datetime import datetime

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView
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
from minutebook.storage import agenda_lines, candidates, holds, said
from minutebook.storage.buttons import Pressable
from minutebook.storage.candidates import Candidate
from minutebook.storage.store import Tx

TEXT_LIMIT = 3_000
"""Characters of a message, and of what says why it was flagged, that a step shows."""


async def review(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer `/review`: the first flagged message that waits, with buttons."""
    async with turn.change() as tx:
        send = await _next(tx, turn, view, event.person.id, past=None)
    await answers.show(turn.house, [send], key=key, council_id=view.council.id, take_down=SHOWN_FOR)


async def after(turn: Turn, view: CouncilView, event: Press, toast: Toast, what: Pressable) -> Toast:
    """Having dealt with the one a button is about, show the next; nothing to whoever may not see it."""
    if not routes_for(view, event.person.id):
        return toast
    async with turn.house.store.change() as tx:
        past = await candidates.get(tx, what.target or 0)
        seen = int(what.extra) if what.extra.isdecimal() else 0
        send = await _next(tx, turn, view, event.person.id, past=past, seen=seen)
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
    message = candidate.message
    assert message is not None
    told = why_lines(message.text, candidate.why, turn.house.policy(view), wording)
    room = max(TEXT_LIMIT - sum(len(line) for line in told), TEXT_LIMIT // 2)
    lines = [
        wording.say(
            "review.one",
            number=number,
            of=number + left,
            author=message.sender.name,
            at=local_time(message.sent_at, zone, turn.now),
            labels=labels_shown(sorted(candidate.shown), wording),
            text=message.text[:room] or wording.plain("review.no_text"),
        )
    ]
    if told:
        lines.append(join(told))
    lines += await _context(tx, turn, view, candidate)
    if candidate.late:
        lines.append(wording.say("digest.late"))
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
