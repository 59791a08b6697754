"""What is on hold for a request, by the clerk's hand: searched for, added, taken off, put on the record."""

import re
from dataclasses import dataclass, field

from minutebook.council.records import Method, Reference, parse_reference
from minutebook.council.terms import BAR, queries
from minutebook.council.wording import join
from minutebook.handlers import capturing
from minutebook.handlers.capturing import Wish
from minutebook.handlers.foi_case import Case, post
from minutebook.handlers.foi_searching import carry_out, told
from minutebook.handlers.foi_seeing import Seen, held_by
from minutebook.handlers.reading import routes_for
from minutebook.reports.requests import head_line
from minutebook.storage import holds, records, taking
from minutebook.storage.holds import Key
from minutebook.storage.searches import Unrecorded

WORDS = 500
"""Characters of a search that are read; what is longer is no search."""

LISTED = 20
"""Names that one answer repeats."""


async def search(case: Case, words: str) -> None:
    """`/foi 3 search WORDS`: what is found goes on hold, and the search is written down."""
    asked = queries(words[:WORDS], case.turn.now, case.view.council.settings.zone)
    if not asked:
        await post(case, case.wording.say("foi.search_how", number=case.request.number))
        return
    spelt = BAR.join(part.strip() for part in " ".join(words[:WORDS].split()).split("|") if part.strip())
    outcome = await carry_out(case, spelt, asked)
    said = told(case, spelt, outcome)
    more = case.wording.say("foi.see", number=case.request.number)
    await post(case, join([head_line(case.request, case.wording), said, more], "\n\n"))


@dataclass
class Meant:
    """What the clerk named: messages by their name as typed, and what is unknown.

    Attributes:
        keys: by name: a reference, or `m1234` for a message that is on no record.
        unknown: names of nothing the clerk may see.
        double: `m…` names that several messages of this request go by.
    """

    keys: dict[str, Key] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    double: list[str] = field(default_factory=list)


async def _meant(case: Case, words: str, held: Seen) -> Meant:
    """Return what somebody names: `2026/0042`, `42`, `m1234`, with commas, spaces or `and` between them."""
    meant = Meant()
    year = case.turn.now.astimezone(case.view.council.settings.zone).year
    for name in re.split(r"[\s,;]+", words.strip()):
        plain = name.strip("\"'“”‘’.()").lower()
        if plain in ("", "and", "&", "ref"):
            continue
        if re.fullmatch(r"m\d{1,15}", plain):
            same = [item.message.key for item in held.others if item.message.message_id == int(plain[1:])]
            if len(same) == 1:
                meant.keys[plain] = same[0]
            else:
                (meant.double if same else meant.unknown).append(plain)
            continue
        reference = parse_reference(plain, year)
        key = await _key_of(case, reference) if reference else None
        if key is None:
            meant.unknown.append(str(reference or plain[:40]))
        else:
            meant.keys[str(reference)] = key
    return meant


async def _key_of(case: Case, reference: Reference) -> Key | None:
    """Return the message of a record; None where there is none that the clerk may see, in this council."""
    record = await records.by_reference(case.tx, case.view.council.id, reference)
    if record is None or record.route not in routes_for(case.view, case.person.id):
        return None
    return (record.chat_id, record.message_id)


async def add(case: Case, words: str) -> None:
    """`/foi 3 add REF…`: put records on hold."""
    meant = await _meant(case, words, Seen())
    new = await holds.place(
        case.tx,
        case.request,
        meant.keys.values(),
        by=case.person.id,
        now=case.turn.now,
        again=True,
    )
    done = [name for name, key in meant.keys.items() if key in set(new)]
    same = [name for name, key in meant.keys.items() if key not in set(new)]
    await _answer(case, "add", done, same, meant)


async def remove(case: Case, words: str) -> None:
    """`/foi 3 remove REF…`: let go of what does not belong to the case. What another case holds stays on hold.

    An album goes as a whole, whichever of its messages is named, and a conversation with its messages.
    """
    meant = await _meant(case, words, await held_by(case.tx, case.turn, case.view, case.request.id))
    whole = {name: await taking.as_one(case.tx, key) for name, key in meant.keys.items()}
    every = list(dict.fromkeys(key for keys in whole.values() for key in keys))
    by, now = case.person.id, case.turn.now
    others = await taking.resting_on(case.tx, case.request, every)
    await holds.place(case.tx, case.request, others, by=by, now=now)
    gone = set(await holds.release(case.tx, case.request, every, by=by, now=now))
    still = await holds.held_among(case.tx, gone)
    done = [name for name, keys in whole.items() if gone.intersection(keys)]
    same = [name for name in whole if name not in done]
    left = sum(not still.isdisjoint(whole[name]) for name in done)
    await _answer(case, "remove", done, same, meant, still=left)


async def _answer(
    case: Case, act: str, done: list[str], same: list[str], meant: Meant, *, still: int = 0
) -> None:
    """Say what was done about each that was named, what stood so already, and what is unknown."""
    wording, number = case.wording, case.request.number
    lines = []
    for phrase, names in (
        (f"foi.{act}_done", done),
        (f"foi.{act}_same", same),
        ("foi.no_such", meant.unknown),
        ("foi.double", meant.double),
    ):
        if names:
            shown = ", ".join(names[:LISTED]) + (" …" if len(names) > LISTED else "")
            lines.append(wording.say(phrase, names=shown, number=number))
    if still:
        lines.append(wording.say("foi.still_held", count=still))
    text = join(lines) if lines else wording.say(f"foi.{act}_how", number=number)
    await post(case, join([head_line(case.request, wording), text], "\n\n"))


async def record(case: Case, words: str) -> None:
    """`/foi 3 record m1234…`: put held messages on the record, where they outlast the case. The group sees nothing."""
    held = await held_by(case.tx, case.turn, case.view, case.request.id)
    if words.strip().lower() == "all":
        words = " ".join(f"m{item.message.message_id}" for item in held.others)
    meant = await _meant(case, words, held)
    known = {item.message.key: item for item in held.others}
    done, same = [], []
    for name, key in meant.keys.items():
        if key in known:
            done.append(f"{name} → {await _recorded(case, known[key])}")
        else:
            same.append(name)
    await _answer(case, "record", done, same, meant)


async def _recorded(case: Case, item: Unrecorded) -> Reference:
    wish = Wish(case.person, Method.REVIEW)
    done = await capturing.capture(case.tx, case.turn, case.view, item.message, wish)
    return done.reference
