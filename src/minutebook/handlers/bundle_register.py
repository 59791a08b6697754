"""The register of decisions as it stands in a bundle: with what was said, by whom and when, and who entered its end.

A bundle repeats of it what its reader may have. In the council's own that is what `/decisions` shows. In one that
goes out redacted it is what stands in the bundle anyway: the words of a record that is shown whole, while nothing of
the matter is withheld.
"""

from collections.abc import Collection, Mapping, Sequence
from html import unescape

from minutebook.council.bundles import DecisionLine, SaidLine
from minutebook.council.concerns import UNREPEATABLE
from minutebook.council.exemptions import Mark
from minutebook.council.records import Record, Reference, Route
from minutebook.council.register import Decision
from minutebook.council.wording import Wording
from minutebook.reports.register import state_line
from minutebook.storage import candidates, exemptions, people, told_by
from minutebook.storage.store import Tx

BATCH = 200
"""Matters looked at at a time."""


async def lines(
    tx: Tx,
    decisions: Sequence[Decision],
    refs: Collection[str],
    marks: Mapping[Reference, Sequence[Mark]],
    wording: Wording,
    *,
    redacted: bool,
    request_id: int | None,
) -> list[DecisionLine]:
    """Return the lines of some decisions.

    Args:
        refs: of the records in the bundle.
        marks: by record, those that stand.
        redacted: whether the bundle goes out.
        request_id: the information request it is for, or None.
    """
    names: dict[int, str] = {}
    made = []
    for first in range(0, len(decisions), BATCH):
        some = decisions[first : first + BATCH]
        said = await _said(tx, some, refs, redacted=redacted, request_id=request_id)
        for decision in some:
            own = [mark for reference in decision.references for mark in marks.get(reference, ())]
            by = decision.settled_by
            if by and by not in names:
                # Not `name_of`, whose stand-in is a Telegram number.
                person = await people.get(tx, by)
                names[by] = person.name if person else ""
            made.append(
                DecisionLine(
                    decision.number,
                    decision.title,
                    unescape(state_line(decision, wording)),
                    decision.opened_at,
                    ", ".join(str(reference) for reference in decision.references if str(reference) in refs),
                    own,
                    None if redacted and own else said.get(decision.id),
                    names.get(by or 0, ""),
                    decision.settled_at,
                )
            )
    return made


async def _said(
    tx: Tx,
    decisions: Sequence[Decision],
    refs: Collection[str],
    *,
    redacted: bool,
    request_id: int | None,
) -> dict[int, SaidLine]:
    """Return what some matters are told by, by matter; none of which a reader may not have."""
    keys = [(one.chat_id, one.message_id) for one in decisions if one.message_id is not None]
    known = await told_by.records_of(tx, keys)
    ids = [record.id for found in known.values() for record in found]
    marked = await exemptions.of_records(tx, ids, request_id) if redacted else {}
    said = {}
    for decision in decisions:
        key = (decision.chat_id, decision.message_id or 0)
        own = [record for record in known.get(key, []) if record.reference in decision.references]
        here = [record for record in own if str(record.reference) in refs]
        if redacted:
            clear = here and not any(marked.get(record.id) for record in own)
            told = _recorded(here[0], key, whole=True) if clear else None
        elif own:
            told = _recorded((here or own)[0], key, whole=bool(here))
        else:
            told = await _flagged(tx, decision)
        if told is not None:
            said[decision.id] = told
    return said


def _recorded(record: Record, key: tuple[int, int], *, whole: bool) -> SaidLine:
    """Return a message as its record, or that of a conversation it is part of, has it.

    Args:
        whole: whether the record stands in the bundle, so that its words need not be spared.
    """
    part = next((member.message for member in record.members if member.message.key == key), None)
    text = part.text if part else record.text
    name, at = (part.sender.name, part.sent_at) if part else (record.sender.name, record.sent_at)
    spared = not whole and (record.concerns & UNREPEATABLE or (part and part.edited_at))
    return SaidLine("" if spared else text, name, at)


async def _flagged(tx: Tx, decision: Decision) -> SaidLine | None:
    """Return a message that is on no record as it was flagged; who raised the matter, and when, where that cannot be told.

    Of what was put on the agenda that is who asked for its title; None where it has none.

    What was edited since it was flagged may be about somebody it was not about: its words are left out.
    """
    flag = None
    if decision.message_id is not None:
        flag = await candidates.of_message(tx, decision.chat_id, decision.message_id)
    message = flag.message if flag else None
    if flag is None or message is None or (flag.route is Route.STAFFING and not decision.staffing):
        if decision.asked:
            return SaidLine("", *decision.asked) if decision.title else None
        return SaidLine("", await people.name_of(tx, decision.raised_by), decision.opened_at)
    spared = flag.sensitive or message.edited_at is not None
    return SaidLine("" if spared else message.text, message.sender.name, message.sent_at)
