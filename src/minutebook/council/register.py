"""The register of decisions: what was raised in the chat, and what a meeting made of it. Pure.

A matter is *flagged*, or *on the agenda*, until the clerk enters how it ended: *resolved* with the minute
reference, *not taken*, within *delegated* powers and which, or *withdrawn*. A parish council decides only in
a meeting (Local Government Act 1972, s.101 and Sch 12), so what was acted on without one stands out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from minutebook.council.matters import OPEN_STATES, MatterState
from minutebook.council.records import Reference, parse_reference

AFTER_MEETING = timedelta(days=14)
"""How long after the next meeting a minute reference is waited for: draft minutes are out by then."""

WITHOUT_MEETING = timedelta(days=42)
"""How long it is waited for where no meeting is entered: most councils meet every month, or every six weeks."""

COUNTED = 1_000
"""Matters beyond which a count goes no further."""

MINUTE = 80
"""Characters of a minute reference, or of which power, that are kept."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A matter as the register has it.

    Attributes:
        id: its number, `D12`.
        state: where it stands.
        minute: the minute reference, which power, or why it was not taken or withdrawn; "" for none. Where the
            matter is open, what was entered before it was raised again.
        opened_at: aware UTC of its first message.
        said_at: when what decides, or else what seeks agreement, was first said in it; None where nothing does.
        acted_on: whether what was said decides, and did not only seek agreement.
        message_id: the message it is told by (`told_by`); None where it has none left.
        title: of its line on the agenda list; may be "".
        raised_by: user id of who raised it.
        asked: name of who asked for that line, and when, aware UTC; None where it has none.
        references: of the records of its messages, in the order said.
        settled_at, settled_by: when and by whom (user id) its end was entered, or None.
        staffing: whether it is for the staffing recipient's eyes alone.
    """

    id: int
    council_id: int
    chat_id: int
    state: MatterState
    minute: str
    opened_at: datetime
    said_at: datetime | None
    acted_on: bool
    message_id: int | None
    title: str
    raised_by: int
    asked: tuple[str, datetime] | None = None
    references: tuple[Reference, ...] = ()
    settled_at: datetime | None = None
    settled_by: int | None = None
    staffing: bool = False

    @property
    def number(self) -> str:
        """What the register calls it: `D12`."""
        return f"D{self.id}"

    @property
    def open(self) -> bool:
        """Whether its end is still to be entered."""
        return self.state in OPEN_STATES


@dataclass(frozen=True, slots=True)
class Said:
    """A message of a matter, as far as it says by which of them the matter is told.

    Attributes:
        key: chat id and message id.
        at: when it was said, aware UTC; None where that is not known any more.
        decides: whether it decides or seeks agreement, and was not dismissed.
        known: whether its words are kept: in the short memory, by a flag, or on the record.
    """

    key: tuple[int, int]
    at: datetime | None
    decides: bool
    known: bool = True


def told_by(
    said: Sequence[Said], *, enlisted: tuple[int, datetime] | None, settled_at: datetime | None
) -> Said | None:
    """Return the message that a matter is told by: the one with which it came into the register.

    That is the first that decides or seeks agreement; or, where the matter went on the agenda or was settled before
    anything did, what was put there, or opened it. What is said later stands in its place no more: a minute is
    entered for the words that were read at its number. Only where nothing is left of those words is an open matter
    told by what decides, or a settled one by what decided before it was.

    Args:
        said: the matter's messages, the first said first.
        enlisted: id of the message that its agenda line was asked for, and when; None where it has none.
        settled_at: when its end was entered, or None.
    """
    entered = min([at for at in (enlisted and enlisted[1], settled_at) if at], default=None)
    if decided := _deciding(said, entered):
        return decided
    put = next((one for one in said if enlisted and one.key[1] == enlisted[0]), said[0] if said else None)
    if put is None or put.known:
        return put
    return _deciding([one for one in said if one.known], settled_at) or put


def _deciding(said: Sequence[Said], before: datetime | None) -> Said | None:
    """Return the first message that decides, and was said before an instant, where one is given."""
    # Telegram dates a message in whole seconds: what came in the same second may have come after.
    before = before and before.replace(microsecond=0)
    early = (one for one in said if before is None or one.at is None or one.at < before)
    return next((one for one in early if one.decides), None)


def overdue_before(meetings: Iterable[datetime], now: datetime) -> datetime | None:
    """Return the instant such that what was said before it, and has no minute reference yet, is overdue at `now`.

    A reference is waited for until `AFTER_MEETING` after the first meeting that follows; where none that follows is
    entered, until `WITHOUT_MEETING` after it was said.

    Args:
        meetings: the council's as entered, past and to come, in any order.

    Returns:
        None where nothing is overdue, whenever it was said.
    """
    known = list(meetings)
    minuted = [meeting for meeting in known if meeting + AFTER_MEETING < now]
    # What was said since the last of these waits for the next meeting, where one is entered.
    waits = len(minuted) < len(known)
    cuts = [*([max(minuted)] if minuted else []), *([] if waits else [now - WITHOUT_MEETING])]
    return max(cuts, default=None)


def is_overdue(decision: Decision, before: datetime | None) -> bool:
    """Whether something was acted on, and no meeting is known to have resolved it though one should have.

    Args:
        before: of `overdue_before`.
    """
    if not decision.open or not decision.acted_on or decision.said_at is None or before is None:
        return False
    return decision.said_at < before


@dataclass(frozen=True, slots=True)
class Asked:
    """What `/minute` asks for.

    Attributes:
        matter: number in the register, or None.
        reference: of a record, or None; one of the two is given unless `problem` is `how`.
        state: to enter; None to show it.
        minute: the words entered with it.
        undo: whether the last entry is to be taken back.
        problem: why it cannot be done: `how` (no REF), `power` (delegated, but not which), `minute` (words that
            are no minute reference), `long`; or "".
    """

    matter: int | None = None
    reference: Reference | None = None
    state: MatterState | None = None
    minute: str = ""
    undo: bool = False
    problem: str = ""


_REF = re.compile(
    r"\s*#?\s*(?:[dD]\s?0*(?P<matter>[0-9]{1,9})|(?P<record>[0-9]{4}[/\-.][0-9]{1,7}|[0-9]{1,7}))(?:\s+|$)"
)
_QUOTED = re.compile(r"[\"“”„«»'‘’](?P<words>.*?)[\"“”„«»'‘’]?", re.DOTALL)
_ENDS = (
    (re.compile(r"not[ -]?taken\b|not agreed\b|refused\b", re.IGNORECASE), MatterState.NOT_TAKEN),
    (re.compile(r"(?:within )?delegated(?: powers?)?\b", re.IGNORECASE), MatterState.DELEGATED),
    (re.compile(r"withdrawn\b", re.IGNORECASE), MatterState.WITHDRAWN),
)
_LEAD = re.compile(r"(?:resolved(?: at)?|minute(?: reference| ref)?|min\.?|at)\b[:. ]*", re.IGNORECASE)


def parse_minute(words: str, year: int) -> Asked:
    """Read what follows `/minute`: `42 "45/26"`, `D12 not taken`, `D12 delegated "Financial Regulations 4.1"`.

    Args:
        year: of a record's number that stands alone.
    """
    found = _REF.match(words)
    if not found:
        return Asked(problem="how")
    matter = int(found["matter"]) if found["matter"] else None
    reference = parse_reference(found["record"], year) if found["record"] else None
    if not matter and reference is None:
        return Asked(problem="how")
    return _ending(matter, reference, " ".join(words[found.end() :].split()))


def _ending(matter: int | None, reference: Reference | None, said: str) -> Asked:
    """Return what is to be entered, from the words after the REF."""
    if not said:
        return Asked(matter, reference)
    if said.lower() in ("undo", "back"):
        return Asked(matter, reference, undo=True)
    for form, state in _ENDS:
        begins = form.match(said)
        if begins:
            why = unquoted(said[begins.end() :].lstrip(" :,-–"))
            missing = state is MatterState.DELEGATED and not why
            return _checked(matter, reference, state, why, "power" if missing else "")
    quoted = _QUOTED.fullmatch(said)
    minute = unquoted(said) if quoted else _LEAD.sub("", said, count=1).strip()
    minute = unquoted(minute)
    # "approved" is no reference, and "£450" would be read as one by nobody; in quotation marks anything goes.
    unlike = not minute or not (quoted or '"' in said or "“" in said or re.search(r"[0-9]", minute))
    return _checked(matter, reference, MatterState.RESOLVED, minute, "minute" if unlike else "")


def _checked(
    matter: int | None, reference: Reference | None, state: MatterState, minute: str, problem: str
) -> Asked:
    if len(minute) > MINUTE:
        problem = "long"
    return Asked(matter, reference, state, minute, problem=problem)


def unquoted(said: str) -> str:
    """Return words without the quotation marks round them, straight or curly."""
    found = _QUOTED.fullmatch(said.strip())
    return (found["words"] if found else said).strip()
