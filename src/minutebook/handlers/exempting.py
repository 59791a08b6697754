"""/exempt: what of a record is withheld from copies, for which reason; the original stays as it is."""

from collections.abc import Sequence
from dataclasses import replace

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView
from minutebook.council.exempt_command import Asked, context, other_texts, parse_exempt
from minutebook.council.exemptions import Mark, copy_of
from minutebook.council.link_copies import link_copies
from minutebook.council.outgoing import Keyboard, Outgoing
from minutebook.council.passages import Span, occurrences
from minutebook.council.reasons import Reasons
from minutebook.council.records import Record, Version
from minutebook.council.retention import SHOWN_FOR
from minutebook.council.unlooked import awaited, unseen_files, unseen_versions
from minutebook.council.withholdings import withholdings
from minutebook.council.wording import Html, Wording, join
from minutebook.handlers import answers, cautioning, gone, reading
from minutebook.handlers.events import PrivateMessage
from minutebook.handlers.exempting_laws import known_reasons, other_law, reasons_for
from minutebook.handlers.house import Turn
from minutebook.reports.exempted import copy_lines, mark_line, marks_shown, reasons_list
from minutebook.reports.show import split
from minutebook.storage import exemptions, outbox, records, requests
from minutebook.storage.store import Tx

CHOICES = 8
"""Places of a passage that are offered one by one; of more, all of them or none."""


async def exempt(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer `/exempt`, `/exempt REF`, `/exempt REF reason` and `/exempt REF reason "the words"`."""
    reasons, wording = known_reasons(), turn.house.wording
    year = turn.now.astimezone(view.council.settings.zone).year
    asked = parse_exempt(words, year, reasons)
    if asked.reference is None:
        texts = reasons_list(reasons, wording)
        if asked.problem:
            texts = [wording.say("exempt.bad_ref", said=asked.said[:80])]
        await reading.say(turn, view, event.person.id, texts, key=key, shown=False)
        return
    async with turn.change() as tx:
        record = await records.by_reference(tx, view.council.id, asked.reference)
        routes = reading.routes_for(view, event.person.id)
        if record is None or record.route not in routes:
            text = await gone.said_gone(tx, turn.house, view, routes, asked.reference, turn.now)
            await _tell(tx, turn, view, event, text, key)
        elif asked.problem:
            text = wording.say(f"exempt.bad_{asked.problem}", said=asked.said[:80], ref=asked.reference)
            await _tell(tx, turn, view, event, text, key)
        elif asked.reason is None:
            await show(tx, turn, view, event.person.id, record, key=key)
        else:
            await _mark(tx, turn, view, event, asked, record, key)


async def _tell(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    event: PrivateMessage,
    text: Html,
    key: str,
    keyboard: Keyboard = (),
) -> None:
    headed = join([reading.heading(turn.house, view), text], "\n\n")
    await answers.tell(
        tx, turn, event.person.id, headed, key=key, council_id=view.council.id, keyboard=keyboard
    )


async def _mark(
    tx: Tx, turn: Turn, view: CouncilView, event: PrivateMessage, asked: Asked, record: Record, key: str
) -> None:
    """Mark what is asked for, or say what is wrong with it, or ask which."""
    wording = turn.house.wording
    assert asked.reason is not None
    request = None
    if asked.request is not None:
        request = await requests.by_number(tx, view.council.id, asked.request)
        if request is None:
            await _tell(tx, turn, view, event, wording.say("exempt.no_request", number=asked.request), key)
            return
        if asked.reason.key in reasons_for(request).foreign:
            text = other_law(request, asked.reason, wording)
            await _tell(tx, turn, view, event, text, key)
            return
    mark = Mark(
        id=0,
        record_id=record.id,
        reason=asked.reason.key,
        at=turn.now,
        by=event.person.id,
        by_name=event.person.name,
        seen=record.versions[-1].number,
        request_id=request.id if request else None,
        note=asked.note,
    )
    if asked.file is not None:
        await _mark_file(tx, turn, view, event, mark, asked.file, record, key)
    elif not asked.words:
        await enter(tx, turn, view, event.person.id, record, [mark], key=key)
    else:
        await _mark_words(tx, turn, view, event, mark, asked.words, record, key)


async def _mark_file(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    event: PrivateMessage,
    mark: Mark,
    number: int,
    record: Record,
    key: str,
) -> None:
    if not 1 <= number <= len(record.files):
        phrase = "exempt.no_file" if record.files else "exempt.no_files"
        text = turn.house.wording.say(phrase, ref=record.reference, count=len(record.files))
        await _tell(tx, turn, view, event, text, key)
        return
    changed = replace(mark, file_id=record.files[number - 1].id)
    await enter(tx, turn, view, event.person.id, record, [changed], key=key)


async def _mark_words(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    event: PrivateMessage,
    mark: Mark,
    words: str,
    record: Record,
    key: str,
) -> None:
    """Mark a passage in the latest version that has it; beside the message where none has; ask which of several."""
    wording = turn.house.wording
    for version in reversed(record.versions):
        spans = occurrences(version.text, words)
        if len(spans) == 1:
            [(begins, ends)] = spans
            passage = replace(
                mark, words=version.text[begins:ends], version=version.number, begins=begins, ends=ends
            )
            await enter(tx, turn, view, event.person.id, record, [passage], key=key)
            return
        if spans:
            await _which(tx, turn, view, event, mark, version, spans, record, key)
            return
    if any(occurrences(text, words) for text in other_texts(record)):
        await enter(tx, turn, view, event.person.id, record, [replace(mark, words=words)], key=key)
        return
    text = wording.say("exempt.no_words", ref=record.reference, words=words[:80])
    await _tell(tx, turn, view, event, text, key)


async def _which(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    event: PrivateMessage,
    mark: Mark,
    version: Version,
    spans: Sequence[Span],
    record: Record,
    key: str,
) -> None:
    """Ask which of several places is meant, with a button each, and one for all of them."""
    wording = turn.house.wording
    lines = [wording.say("exempt.which", ref=record.reference, count=len(spans))]
    keyboard: Keyboard = ()
    offered = spans if len(spans) <= CHOICES else ()
    for number, span in enumerate(offered, start=1):
        lines.append(wording.say("exempt.place", number=number, text=context(version.text, *span)))
        row = [("exempt_at", record.id, _wish(mark, version.number, span))]
        keyboard += await cautioning.keyboard(tx, turn, view.council.id, [[*row]], f"{number}. ")
    everywhere = [("exempt_all", record.id, _wish(mark, version.number, spans[0]))]
    keyboard += await cautioning.keyboard(tx, turn, view.council.id, [[*everywhere]])
    await _post(tx, turn, view, event.person.id, [join(lines)], keyboard, key=key)


def _wish(mark: Mark, version: int, span: Span) -> str:
    """Return what a button needs to know to mark one place: reason, request, version, place, note."""
    return f"{mark.reason}|{mark.request_id or 0}|{version}|{span[0]}|{span[1]}|{mark.note[:100]}"


async def enter(
    tx: Tx, turn: Turn, view: CouncilView, user_id: int, record: Record, marks: Sequence[Mark], *, key: str
) -> None:
    """Keep marks that are not there yet, and show what the copy reads now, with a button that takes each back."""
    wording = turn.house.wording
    known = {_same(mark) for mark in await exemptions.own(tx, record.id)}
    new = [mark for mark in marks if _same(mark) not in known]
    if not new:
        text = join(
            [reading.heading(turn.house, view), wording.say("exempt.again", ref=record.reference)], "\n\n"
        )
        await answers.tell(tx, turn, user_id, text, key=key, council_id=view.council.id)
        return
    keys = [await exemptions.add(tx, view.council.id, mark) for mark in new]
    request_id = new[0].request_id
    request = await requests.by_id(tx, request_id) if request_id is not None else None
    reasons = reasons_for(request)
    reason = reasons.by_key[new[0].reason]
    lines = [wording.say("exempt.done", ref=record.reference, why=reason.shown)]
    if reason.needs:
        lines.append(wording.say("exempt.needs", text=reason.needs))
    elif reason.weighed:
        lines.append(wording.say("exempt.weighed"))
    standing = (await exemptions.of_records(tx, [record.id], request_id)).get(record.id, [])
    if request:
        lines.append(wording.say("exempt.reads_for", ref=record.reference, number=request.number))
    else:
        lines.append(wording.say("exempt.reads", ref=record.reference))
    lines += _copy(record, standing, reasons, wording)
    rows: list[list[tuple[str, int | None, str]]] = [[("exempt_off", one, "")] for one in keys]
    keyboard = await cautioning.keyboard(tx, turn, view.council.id, rows)
    await _post(tx, turn, view, user_id, split(lines), keyboard, key=key)


def _copy(record: Record, standing: Sequence[Mark], reasons: Reasons, wording: Wording) -> list[Html]:
    """Return how the copy of a record reads."""
    copy = copy_of(record, standing)
    marked = {mark.version for mark in standing}
    return copy_lines(copy, reasons, wording, link_copies(copy, standing), marked)


def _same(mark: Mark) -> tuple[object, ...]:
    return (mark.reason, mark.request_id, mark.version, mark.begins, mark.ends, mark.words, mark.file_id)


async def show(tx: Tx, turn: Turn, view: CouncilView, user_id: int, record: Record, *, key: str) -> None:
    """Show what of a record is marked, with a button that lifts each mark, and how its copy reads."""
    wording, reasons, zone = turn.house.wording, known_reasons(), view.council.settings.zone
    own = await exemptions.own(tx, record.id)
    standing = (await exemptions.of_records(tx, [record.id])).get(record.id, [])
    known = {mark.request_id: await requests.by_id(tx, mark.request_id or 0) for mark in own}
    lent = len({one.mark.id for one in withholdings(record, standing, only_lent=True)})
    if not own and not lent:
        text = join(
            [reading.heading(turn.house, view), wording.say("exempt.none", ref=record.reference)], "\n\n"
        )
        await answers.tell(tx, turn, user_id, text, key=key, council_id=view.council.id)
        return
    lines = [
        (
            mark.id,
            mark_line(number, mark, reasons_for(request), wording, zone, request, turn.now),
        )
        for number, mark in enumerate(own, start=1)
        for request in (known[mark.request_id],)
    ]
    parts = marks_shown(record.reference, lines, lent, _copy(record, standing, reasons, wording), wording)
    unseen = _unseen(record, own, wording)
    waiting = await _awaited(tx, record, standing, wording)
    for count, part in enumerate(parts):
        keyboard: Keyboard = ()
        for number, mark_id in part.items:
            row = [("exempt_off", mark_id, "")]
            keyboard += await cautioning.keyboard(tx, turn, view.council.id, [[*row]], f"{number}. ")
        last = count == len(parts) - 1
        texts = [part.text, *(unseen + waiting if last else ())]
        if unseen and last:
            seen = [("exempt_seen", record.id, str(record.versions[-1].number))]
            keyboard += await cautioning.keyboard(tx, turn, view.council.id, [[*seen]])
        await _post(tx, turn, view, user_id, [join(texts, "\n\n")], keyboard, key=f"{key}:{count}")


def _unseen(record: Record, own: Sequence[Mark], wording: Wording) -> list[Html]:
    """Return what came to a record after its marks, and is left out until somebody has looked."""
    said = []
    if versions := unseen_versions(record, own):
        said.append(wording.say("exempt.unseen", number=versions[-1], ref=record.reference))
    if files := unseen_files(record, own):
        places = [record.files.index(file) + 1 for file in files]
        listed = ", ".join(str(place) for place in places)
        said.append(wording.say("exempt.unseen_files", count=len(files), files=listed, ref=record.reference))
    return said


async def _awaited(tx: Tx, record: Record, standing: Sequence[Mark], wording: Wording) -> list[Html]:
    """Return which other records somebody must look at before this one's copy shows all that it may."""
    others = await records.by_ids(tx, awaited(record, standing))
    return [wording.say("exempt.awaited", ref=record.reference, other=other.reference) for other in others]


async def _post(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    user_id: int,
    texts: Sequence[Html],
    keyboard: Keyboard,
    *,
    key: str,
) -> None:
    """Answer with what is shown of a record: protected, and taken down after a day; buttons under the last."""
    wording = turn.house.wording
    for number, text in enumerate(texts):
        last = number == len(texts) - 1
        parts = [reading.heading(turn.house, view), text] if number == 0 else [text]
        parts += [wording.say("show.goes")] if last else []
        send = outgoing.message(user_id, join(parts, "\n\n"), keyboard=keyboard if last else (), protect=True)
        item = Outgoing(f"{key}:{number}", "answer", (send,), council_id=view.council.id, take_down=SHOWN_FOR)
        await outbox.put(tx, item, turn.now)
