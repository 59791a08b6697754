"""What an act left behind, as its digest in the ledger has it: a format of its own, like the chain and the content.

Rules:

1. The digest is of the facts as they stand once the act is done, all of their kind: of a record's marks every one.
   So the last act of a kind states what is there now.
2. Facts of a record are salted with the salt of its first version: disposal removes the salt, and nothing can be
   guessed from the digest afterwards. Those of a matter, or of the schedule, are no record's and have none.
3. An act of an earlier program has no digest, and states nothing of this.
4. What is empty of a mark, or of a term of the schedule, is left out, so that a column added later changes no digest
   that was made before it. Nought is not empty.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from minutebook.council.ledger import Act, canonical, spell_instant
from minutebook.council.matters import OPEN_STATES, MatterState

ACT_FORMAT = b"minutebook-act/1\n"

MARKING = frozenset({Act.EXEMPTED, Act.UNEXEMPTED, Act.NOTED})
"""What is done to the marks of a record: made, taken away, looked at anew."""

HOLDING = frozenset({Act.HELD, Act.RELEASED})

Facts = Mapping[str, object]


def act_digest(facts: Facts, salt: bytes = b"") -> str:
    """Return the hex SHA-256 of what an act left behind, under `salt`."""
    return hashlib.sha256(ACT_FORMAT + salt + canonical(facts)).hexdigest()


def classed(klass: str, by: int) -> Facts:
    """Return the facts of a record's class, and who chose it (user id)."""
    return {"of": "class", "class": klass, "by": by}


def kept(until: datetime | None) -> Facts:
    """Return the facts of how long a record is kept whatever the schedule says; aware."""
    return {"of": "keeping", "until": _instant(until)}


def held(number: int) -> Facts:
    """Return the facts of a hold: for which request, by what the clerk calls it. Held or released tells the act."""
    return {"of": "hold", "request": number}


def marked(marks: Iterable[Facts]) -> Facts:
    """Return the facts of all marks that stand on a record, in the order made."""
    return {"of": "marks", "marks": [_spelt(mark) for mark in marks]}


def scheduled(terms: Iterable[Facts]) -> Facts:
    """Return the facts of all that a council has changed in its schedule, in the order of the classes' keys."""
    return {"of": "schedule", "terms": [_spelt(term) for term in terms]}


def minuted(
    number: int, state: MatterState, minute: str, settled_at: datetime | None, settled_by: int | None
) -> Facts:
    """Return the facts of a matter's end: which matter, how, with which minute reference, when and by whom entered.

    Open is open, whether it is on the agenda or not: that changes with no entry.
    """
    return {
        "of": "matter",
        "matter": number,
        "state": "open" if state in OPEN_STATES else str(state),
        "minute": minute,
        "at": _instant(settled_at),
        "by": settled_by,
    }


def _spelt(facts: Facts) -> Facts:
    return {
        name: spell_instant(value) if isinstance(value, datetime) else value
        for name, value in facts.items()
        if value or value == 0
    }


def _instant(at: datetime | None) -> str | None:
    return None if at is None else spell_instant(at)
