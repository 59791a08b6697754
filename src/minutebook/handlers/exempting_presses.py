"""Buttons of /exempt: which place is meant, lifting a mark and putting it back, an edit looked at."""

from dataclasses import replace

from minutebook.council.bodies import CouncilView
from minutebook.council.exemptions import Mark
from minutebook.council.passages import occurrences
from minutebook.council.records import Record
from minutebook.council.wording import join
from minutebook.handlers import answers, cautioning, exempting, keyboards, reading
from minutebook.handlers.events import Press
from minutebook.handlers.house import Turn
from minutebook.handlers.pressed import Toast
from minutebook.storage import exemptions, records
from minutebook.storage.buttons import Pressable
from minutebook.storage.store import Tx


async def _record(tx: Tx, view: CouncilView, event: Press, record_id: int | None) -> Record | Toast:
    """Return the record a button is about, or what its presser is told instead."""
    found = await records.by_ids(tx, [record_id or 0])
    if not found or found[0].council_id != view.council.id:
        return Toast("press.old")
    record = found[0]
    if record.route not in reading.routes_for(view, event.person.id):
        return Toast("press.not_clerk", alert=True)
    return record


async def marked(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*This one*: mark the place that was meant."""
    return await _places(turn, view, event, what, everywhere=False)


async def marked_all(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*All of them*: mark every place of that version that has the words."""
    return await _places(turn, view, event, what, everywhere=True)


async def _places(turn: Turn, view: CouncilView, event: Press, what: Pressable, *, everywhere: bool) -> Toast:
    async with turn.change() as tx:
        record = await _record(tx, view, event, what.target)
        if isinstance(record, Toast):
            return record
        reason, request, version, begins, ends, note = what.extra.split("|", 5)
        text = next(item.text for item in record.versions if item.number == int(version))
        words = text[int(begins) : int(ends)]
        plain = Mark(
            id=0,
            record_id=record.id,
            reason=reason,
            at=turn.now,
            by=event.person.id,
            by_name=event.person.name,
            seen=record.versions[-1].number,
            request_id=int(request) or None,
            note=note,
        )
        spans = occurrences(text, words) if everywhere else ((int(begins), int(ends)),)
        marks = [
            replace(plain, words=text[first:after], version=int(version), begins=first, ends=after)
            for first, after in spans
        ]
        await keyboards.use_up(tx, turn, view, event)
        own = f"exempt:{what.key}:{event.update_id}"
        await exempting.enter(tx, turn, view, event.person.id, record, marks, key=own)
    return Toast("press.exempted", ref=record.reference)


async def lift(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Lift*: what was marked is shown in copies again; which is said with a button that puts the mark back."""
    async with turn.change() as tx:
        mark = await exemptions.get(tx, view.council.id, what.target or 0)
        if mark is None:
            return Toast("press.gone_already")
        record = await _record(tx, view, event, mark.record_id)
        if isinstance(record, Toast):
            return record
        await exemptions.lift(tx, view.council.id, mark, by=event.person.id, now=turn.now)
        row: list[tuple[str, int | None, str]] = [("exempt_back", mark.id, str(record.id))]
        said = turn.house.wording.say("exempt.lifted", ref=record.reference)
        await answers.tell(
            tx,
            turn,
            event.person.id,
            join([reading.heading(turn.house, view), said], "\n\n"),
            key=f"exempt-off:{what.key}:{event.update_id}",
            council_id=view.council.id,
            keyboard=await cautioning.keyboard(tx, turn, view.council.id, [row]),
        )
    return Toast("press.exempt_lifted")


async def put_back(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Put it back*: the mark stands as it did."""
    async with turn.change() as tx:
        record = await _record(tx, view, event, int(what.extra))
        if isinstance(record, Toast):
            return record
        mark = await exemptions.put_back(
            tx, view.council.id, what.target or 0, by=event.person.id, now=turn.now
        )
    return Toast("press.exempted", ref=record.reference) if mark else Toast("press.gone_already")


async def looked(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*I have read it*: a version made after the marks needs no more of them, and is shown in copies."""
    async with turn.change() as tx:
        record = await _record(tx, view, event, what.target)
        if isinstance(record, Toast):
            return record
        await exemptions.look(
            tx, view.council.id, record.id, int(what.extra), by=event.person.id, now=turn.now
        )
        own = f"exempt-seen:{what.key}:{event.update_id}"
        await exempting.show(tx, turn, view, event.person.id, record, key=own)
    return Toast("press.exempt_seen")
