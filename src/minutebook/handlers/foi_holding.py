"""What is on hold for a request, by the clerk's hand: searched for, added, taken off, put on the record."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from minutebook.council import named
from minutebook.council.disposal import Certificate
from minutebook.council.records import Method, Reference
from minutebook.council.terms import BAR, queries
from minutebook.council.wording import join
from minutebook.handlers import capturing, cautioning, gone
from minutebook.handlers.capturing import Wish
from minutebook.handlers.foi_case import Case, post
from minutebook.handlers.foi_searching import carry_out, told
from minutebook.handlers.foi_seeing import Seen, held_by
from minutebook.handlers.keyboards import mark_of
from minutebook.handlers.reading import routes_for
from minutebook.reports.requests import head_line, hits_shown
from minutebook.storage import certificates, holds, searches, taking
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
        strange: words that name nothing at all: they may say something else of what is named.
        unknown: names of nothing the clerk may see.
        gone: certificates of records that were disposed of, by reference.
        double: `m…` names that several messages of this request go by.
        part: `m…` names of what is part of a conversation on record, with its reference.
        wide: ranges that span too much to be meant.
    """

    keys: dict[str, Key] = field(default_factory=dict)
    strange: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    gone: dict[str, Certificate] = field(default_factory=dict)
    double: list[str] = field(default_factory=list)
    part: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)


async def _meant(case: Case, act: str, words: str, held: Seen) -> Meant | None:
    """Return what somebody names: `2026/0042`, `42`, `m1234`, `m3-m9`, with commas, spaces or `and` between them.

    None where a word among them is none of these: `all but 2` would be the opposite of `2`. The clerk was then told
    how `act` is given, and nothing is to be done.
    """
    meant = Meant()
    year = case.turn.now.astimezone(case.view.council.settings.zone).year
    for name in named.names(words):
        what = named.meant(name, year)
        if what is None:
            meant.strange.append(f"“{name[:40]}”")
        elif named.too_wide(what):
            meant.wide.append(name[:40])
        elif isinstance(what, named.Messages):
            _messages(meant, name, what, held)
        else:
            await _records(case, meant, name, what, held)
    if not meant.strange:
        return meant
    said = case.wording.say("foi.not_understood", names=_listed(meant.strange))
    how = case.wording.say(f"foi.{act}_how", number=case.request.number)
    await post(case, join([head_line(case.request, case.wording), join([said, how])], "\n\n"))
    return None


def _messages(meant: Meant, name: str, what: named.Messages, held: Seen) -> None:
    """Add the held messages that are named: one, or those of a range."""
    found: dict[int, list[Key]] = {}
    for item in held.others:
        number = item.message.message_id
        if what.first <= number <= what.last:
            found.setdefault(number, []).append(item.message.key)
    for number, same in found.items():
        if len(same) == 1:
            meant.keys[f"m{number}"] = same[0]
        else:
            meant.double.append(f"m{number}")
    parts = {
        f"m{key[1]} → {one.reference}": None
        for key, one in held.parts.items()
        if what.first <= key[1] <= what.last
    }
    meant.part += parts
    if not found and not parts:
        meant.unknown.append(name)


async def _records(case: Case, meant: Meant, name: str, what: named.Records, held: Seen) -> None:
    """Add the records that are named: one, or, where a request holds any, those of a range that it holds.

    What was disposed of is told of too, though not where a range comes to what the request holds.
    """
    known = await searches.recorded_between(case.tx, case.view.council.id, what.first, what.last)
    routes = routes_for(case.view, case.person.id)
    found = {one.reference: one.key for one in known.values() if one.route in routes}
    of_it = what.first != what.last and bool(held.records)
    if of_it:
        its_own = {one.reference for one in held.records}
        found = {reference: key for reference, key in found.items() if reference in its_own}
    kept: list[Certificate] = []
    if not (found and of_it):
        kept = await certificates.between(case.tx, case.view.council.id, what.first, what.last, routes)
    if not found and not kept:
        meant.unknown.append(str(what.first) if what.first == what.last else name)
    meant.gone |= {str(one.reference): one for one in kept}
    meant.keys |= {str(reference): key for reference, key in found.items()}


async def add(case: Case, words: str) -> None:
    """`/foi 3 add REF…`: put records on hold. “all” names none: what words find is searched for."""
    meant = await _meant(case, "add", "" if named.is_all(words) else words, Seen())
    if meant is None:
        return
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
    """`/foi 3 remove REF…`: let go of what does not belong to the case; of all of it after asking.

    What another case holds stays on hold. An album goes as a whole, whichever of its messages is named, and a
    conversation with its messages.
    """
    held = await held_by(case.tx, case.turn, case.view, case.request.id)
    if named.is_all(words):
        await _ask_remove_all(case, held)
        return
    meant = await _meant(case, "remove", words, held)
    if meant is None:
        return
    off = await _take_off(case, meant.keys)
    same = [name for name in meant.keys if name not in off.names]
    await _answer(case, "remove", list(off.names), same, meant, still=off.still)


@dataclass(frozen=True, slots=True)
class Off:
    """What was let go of: by name, and how many of it another request still holds."""

    names: Collection[str]
    still: int


async def _take_off(case: Case, keys: Mapping[str, Key]) -> Off:
    """Let go of messages, with what belongs to each."""
    whole = {name: await taking.as_one(case.tx, key) for name, key in keys.items()}
    every = list(dict.fromkeys(key for some in whole.values() for key in some))
    by, now = case.person.id, case.turn.now
    others = await taking.resting_on(case.tx, case.request, every)
    await holds.place(case.tx, case.request, others, by=by, now=now)
    freed = set(await holds.release(case.tx, case.request, every, by=by, now=now))
    still = await holds.held_among(case.tx, freed)
    done = [name for name, some in whole.items() if freed.intersection(some)]
    return Off(done, sum(not still.isdisjoint(whole[name]) for name in done))


def _mark(held: Seen) -> str:
    names = [str(record.reference) for record in held.records]
    names += sorted("{}:{}".format(*item.message.key) for item in held.others)
    return mark_of(names)


async def _ask_remove_all(case: Case, held: Seen, *, anew: bool = False) -> None:
    """Ask whether all that the clerk sees on hold is to be let go, with how much that is.

    Args:
        anew: whether it was asked before, of what is not the same any more.
    """
    wording, number = case.wording, case.request.number
    if not held.keys:
        await post(case, join([head_line(case.request, wording), wording.say("foi.holds_nothing")], "\n\n"))
        return
    target = case.request.id
    rows: list[list[tuple[str, int | None, str]]] = [
        [("foi_remove_all_now", target, _mark(held)), ("foi_remove_leave", target, "")]
    ]
    what = hits_shown(len(held.records), len(held.others), wording)
    lines = [wording.say("foi.remove_all_changed")] if anew else []
    lines.append(wording.say("foi.ask_remove_all", number=number, what=what))
    keyboard = await cautioning.keyboard(case.tx, case.turn, case.view.council.id, rows)
    await post(case, join([head_line(case.request, wording), *lines], "\n\n"), keyboard)


async def remove_all(case: Case, mark: str) -> None:
    """Let go of all that the clerk sees on hold; where it is not what was asked about any more, ask anew.

    Args:
        mark: of what was asked about (`_mark`).
    """
    held = await held_by(case.tx, case.turn, case.view, case.request.id)
    if mark != _mark(held):
        await _ask_remove_all(case, held, anew=True)
        return
    off = await _take_off(case, {f"{chat}:{message}": (chat, message) for chat, message in held.keys})
    wording = case.wording
    what = hits_shown(len(held.records), len(held.others), wording)
    lines = [wording.say("foi.removed_all", what=what)]
    if off.still:
        lines.append(wording.say("foi.still_held", count=off.still))
    await post(case, join([head_line(case.request, wording), join(lines)], "\n\n"))


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
        ("foi.part", meant.part),
        ("foi.too_wide", meant.wide),
    ):
        if names:
            lines.append(wording.say(phrase, names=_listed(names), number=number))
    if meant.gone:
        kept = list(meant.gone.values())
        lines.append(gone.said_of_all(case.turn.house, case.view, kept, case.turn.now, LISTED))
    if still:
        lines.append(wording.say("foi.still_held", count=still))
    text = join(lines) if lines else wording.say(f"foi.{act}_how", number=number)
    await post(case, join([head_line(case.request, wording), text], "\n\n"))


def _listed(names: list[str]) -> str:
    return ", ".join(names[:LISTED]) + (" …" if len(names) > LISTED else "")


async def record(case: Case, words: str) -> None:
    """`/foi 3 record m1234…`: put held messages on the record, where they outlast the case. The group sees nothing."""
    held = await held_by(case.tx, case.turn, case.view, case.request.id)
    if named.is_all(words):
        await _record_all(case, held)
        return
    meant = await _meant(case, "record", words, held)
    if meant is None:
        return
    known = {item.message.key: item for item in held.others}
    done, same = [], []
    for name, key in meant.keys.items():
        if key in known:
            done.append(f"{name} → {await _recorded(case, known[key])}")
        else:
            same.append(name)
    await _answer(case, "record", done, same, meant)


async def _record_all(case: Case, held: Seen) -> None:
    """Put all held messages that are on no record on it, whatever group they are of; say so where there is none."""
    if not held.others:
        nothing = case.wording.say("foi.record_none")
        await post(case, join([head_line(case.request, case.wording), nothing], "\n\n"))
        return
    done = [f"m{item.message.message_id} → {await _recorded(case, item)}" for item in held.others]
    await _answer(case, "record", done, [], Meant())


async def _recorded(case: Case, item: Unrecorded) -> Reference:
    # Somebody asked for it: that says nothing of whose business it is.
    wish = Wish(case.person, Method.REVIEW, judged=False)
    done = await capturing.capture(case.tx, case.turn, case.view, item.message, wish)
    return done.reference
