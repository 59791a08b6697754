"""The register of decisions as a clerk reads it on a phone: one matter, and the list of them. Pure."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from minutebook.council.matters import MatterState
from minutebook.council.register import COUNTED, Decision
from minutebook.council.schedule import local_time, short_day
from minutebook.council.wording import Html, Wording, escape, join
from minutebook.reports.digest_lines import excerpt
from minutebook.reports.material import Entry
from minutebook.reports.parts import Block, Part, pack

REFERENCES = 6
"""References of records that one line names; the rest it counts."""


def state_line(decision: Decision, wording: Wording) -> Html:
    """Return where a matter stands, with what was entered."""
    name = f"register.state_{decision.state}"
    entered = decision.minute and not decision.open
    if entered and decision.state in (MatterState.NOT_TAKEN, MatterState.WITHDRAWN):
        name += "_why"
    said = wording.say(name, minute=decision.minute)
    if decision.open and decision.minute:
        said = Html(f"{said} {wording.say('register.before', minute=decision.minute)}")
    return said


def entry_lines(entry: Entry, zone: ZoneInfo, now: datetime, wording: Wording) -> Html:
    """Return a matter: its number and state, what it is about, the records of it."""
    decision = entry.decision
    mark = wording.say("register.overdue") if entry.overdue else Html("")
    head = wording.say(
        "register.line", number=decision.number, state=state_line(decision, wording), overdue=mark
    )
    lines = [head, _what(entry, zone, now, wording)]
    if decision.references:
        shown = ", ".join(str(reference) for reference in decision.references[:REFERENCES])
        more = len(decision.references) - REFERENCES
        refs = wording.say("register.refs", refs=shown)
        lines.append(Html(f"{refs} {wording.say('register.more_refs', count=more)}") if more > 0 else refs)
    return join(lines)


def _what(entry: Entry, zone: ZoneInfo, now: datetime, wording: Wording) -> Html:
    """Return what a matter is about: its agenda title, else the beginning of what was said unless that is hidden.

    Where nothing of that is known, it is told by who put it on the agenda, or else who raised it, and when they did.
    """
    about, decision = entry.about, entry.decision
    text = decision.title or (about.text if about else "")
    phrase = "register.about" if text else "register.about_untold"
    if about:
        name, at = about.author, about.at
    elif decision.asked:
        name, at = decision.asked
        phrase = "register.about" if text else "register.about_asked"
    else:
        name, at = entry.raised_by, decision.opened_at
    return wording.say(phrase, text=excerpt(text), name=name, at=local_time(at, zone, now))


def overdue_line(entry: Entry, zone: ZoneInfo, now: datetime, wording: Wording) -> Html:
    """Return a matter that was acted on without a resolution, for the digest."""
    day = short_day(entry.decision.said_at or entry.decision.opened_at, zone, now)
    said = wording.say("register.overdue_line", number=entry.decision.number, day=day)
    return join([said, _what(entry, zone, now, wording)])


def page(
    entries: Sequence[Entry],
    first: int,
    still_open: int,
    settled: int,
    zone: ZoneInfo,
    now: datetime,
    wording: Wording,
    which: str = "",
) -> list[Part]:
    """Return one page of the register in parts; what is open is numbered for its buttons.

    Args:
        first: place of the first in the whole register, from 1.
        still_open, settled: how many there are of each, counted up to `COUNTED`.
        now: the present, aware: a date of another year says it.
        which: `open` or `overdue` where only that is listed, as `still_open` then counts it; "" for all.
    """
    total = still_open + settled
    known = [f"{count}+" if count >= COUNTED else str(count) for count in (still_open, settled)]
    of = f"{total}+" if max(still_open, settled) >= COUNTED else str(total)
    if not entries:
        return [Part(wording.say(f"register.none_{which}" if which else "register.empty"))]
    if which:
        blocks = [Block(wording.say(f"register.head_{which}", open=known[0]))]
    else:
        blocks = [Block(wording.say("register.head", open=known[0], settled=known[1]))]
    if len(entries) < total:
        last = first + len(entries) - 1
        blocks = [Block(join([blocks[0].text, wording.say("register.page", first=first, last=last, of=of)]))]
    for entry in entries:
        # What is settled has nothing to press.
        item = (0, entry.decision.id) if entry.decision.open else None
        blocks.append(Block(entry_lines(entry, zone, now, wording), item))
    return pack(blocks)


def one(entry: Entry, settled_by: str, zone: ZoneInfo, now: datetime, wording: Wording) -> Html:
    """Return a matter by itself, with when and by whom its end was entered and what may be entered."""
    decision = entry.decision
    lines = [entry_lines(entry, zone, now, wording)]
    if decision.settled_at is not None:
        at = local_time(decision.settled_at, zone, now)
        lines.append(wording.say("register.entered", name=settled_by, at=at))
    if decision.open:
        lines.append(wording.say("register.how", number=decision.number))
    return join(lines, "\n\n") if lines else escape("")
