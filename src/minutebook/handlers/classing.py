"""/class: which class of the retention schedule a record is in; the detector suggests it, the clerk decides."""

import re

from minutebook.council.bodies import CouncilView
from minutebook.council.outgoing import Button, Keyboard
from minutebook.council.records import Record, Reference, parse_reference
from minutebook.council.schedules import Schedule
from minutebook.council.wording import Html, join
from minutebook.handlers import gone, reading, reclassing, teaching
from minutebook.handlers.events import PrivateMessage
from minutebook.handlers.house import Turn
from minutebook.reports.keeping import until_line
from minutebook.storage import buttons, keeping, people, records
from minutebook.storage.buttons import Pressable
from minutebook.storage.store import Tx

IN_A_ROW = 3

_SOONER = re.compile(r"(?<=\S)\s+[“\"]?sooner[”\".!]*\s*$", re.IGNORECASE)
"""What follows a class whose time is to hold though it is sooner than what stood."""


async def classify(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer `/class REF`, `/class REF name` and `/class REF name sooner`; rights were checked."""
    wording = turn.house.wording
    year = turn.now.astimezone(view.council.settings.zone).year
    sooner = _SOONER.search(words)
    reference, name = asked(words[: sooner.start()] if sooner else words, year)
    keyboard: Keyboard = ()
    async with turn.change() as tx:
        schedule = await keeping.schedule_of(tx, view.council.id)
        record = await readable(tx, view, event.person.id, reference)
        if reference is None:
            text = wording.say("class.how", classes=", ".join(schedule))
        elif record is None:
            routes = reading.routes_for(view, event.person.id)
            text = await gone.said_gone(tx, turn.house, view, routes, reference, turn.now)
        elif not name:
            text, keyboard = await _now(tx, turn, view, record, schedule)
        else:
            term = schedule.get(name)
            if term is None:
                text = wording.say("class.unknown", said=name[:40], classes=", ".join(schedule))
            else:
                wish = reclassing.Wish(term, event.person.id, sooner=sooner is not None)
                text, keyboard = await reclassing.change(tx, turn, view, record, wish)
        await teaching.tell(tx, turn, view, event.person.id, text, key=key, keyboard=keyboard)


def asked(words: str, year: int) -> tuple[Reference | None, str]:
    """Return which record is asked for and what follows: `2026/0042 finance`, `42 finance`, `42`."""
    whole = parse_reference(words, year)
    if whole is not None:
        return whole, ""
    head, _, last = words.strip().rpartition(" ")
    return parse_reference(head, year), re.sub("[“”\"'‘’.]", "", last).lower()


async def readable(tx: Tx, view: CouncilView, user_id: int, reference: Reference | None) -> Record | None:
    """Return a council's record that somebody may read, or None: unknown and not theirs look alike."""
    if reference is None:
        return None
    record = await records.by_reference(tx, view.council.id, reference)
    return record if record and record.route in reading.routes_for(view, user_id) else None


async def _now(
    tx: Tx, turn: Turn, view: CouncilView, record: Record, schedule: Schedule
) -> tuple[Html, Keyboard]:
    """Return in which class a record is, who said so, and a button for each other."""
    wording = turn.house.wording
    if record.classed_by:
        why = wording.say("class.by_person", name=await people.name_of(tx, record.classed_by))
    else:
        why = wording.say("class.by_detector")
    lines = [
        wording.say("class.now", ref=record.reference),
        until_line(record, view.council.settings.zone, wording),
        why,
    ]
    made = [
        Pressable(turn.house.code(), view.council.id, "class_to", record.id, klass)
        for klass in schedule
        if klass != record.klass
    ]
    await buttons.make(tx, made, turn.now)
    row = [Button(item.extra, item.key) for item in made]
    return join(lines, "\n"), tuple(
        tuple(row[start : start + IN_A_ROW]) for start in range(0, len(row), IN_A_ROW)
    )
