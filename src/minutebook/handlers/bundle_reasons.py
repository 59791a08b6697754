"""Which marks on the records of a request's bundle give a reason of another law than the request's; how that is told."""

from collections.abc import Sequence

from minutebook.council.exemptions import Mark
from minutebook.council.other_laws import to_tell
from minutebook.council.wording import Html, Wording, join
from minutebook.handlers.bundle_plan import Plan
from minutebook.handlers.exempting_laws import known_reasons, reasons_for
from minutebook.reports.exempted import right_reasons
from minutebook.storage import exemptions
from minutebook.storage.store import Tx

TOLD = 8
"""Marks that are named; the rest is counted."""

Found = Sequence[tuple[str, Mark]]
"""Marks, each with the reference of the record that was marked."""


async def of_other_laws(tx: Tx, what: Plan) -> Found:
    """Return the marks on a bundle's records that give no reason under its request's law; none for other bundles."""
    if what.cover.case is None or what.request is None:
        return []
    foreign, request_id = what.cover.case.foreign, what.request.id
    known = await exemptions.by_reference(tx, what.cover.council_id, request_id)
    refs = {mark.id: str(ref) for ref, marks in known.items() for mark in marks if mark.reason in foreign}
    # Seldom is there any, and only then are all the records looked at.
    bearing = await exemptions.of_records(tx, what.keys, request_id) if refs else {}
    found = {mark.id: mark for marks in bearing.values() for mark in to_tell(marks, foreign)}
    return [(refs[key], found[key]) for key in sorted(found) if key in refs]


def warning(what: Plan, found: Found, wording: Wording) -> list[Html]:
    """Return which marks these are and how to put them right; nothing where there are none."""
    case = what.cover.case
    if case is None or not found:
        return []
    reasons, law = known_reasons(), wording.say(f"exempt.law_{case.kind}")
    lines = [wording.say("export.other_law", count=len(found), law=law)]
    named = dict.fromkeys((ref, reasons.by_key[mark.reason].shown) for ref, mark in found)
    lines += [wording.say("export.other_law_mark", ref=ref, why=why) for ref, why in list(named)[:TOLD]]
    if len(named) > TOLD:
        lines.append(wording.say("export.other_law_more", number=len(named) - TOLD, case=case.number))
    right = right_reasons(reasons_for(what.request), wording)
    mend = wording.say("export.other_law_mend", ref=found[0][0], case=case.number, reasons=right)
    return [join(lines), mend]
