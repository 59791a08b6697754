"""The names of the labelling guide: what a group chat must not be used for, and what makes business of substance."""

from enum import StrEnum


class Concern(StrEnum):
    """What a council's group chat must not be used for; any of them deserves a caution."""

    DECISION = "decision"
    CONSENSUS = "consensus"
    PREDETERMINATION = "predetermination"
    STAFFING = "staffing"
    COMPLAINT = "complaint"
    LEGAL = "legal"
    PERSONAL_DATA = "personal_data"
    CONFIDENTIAL = "confidential"
    CONDUCT = "conduct"
    SECURITY = "security"


class Subject(StrEnum):
    """What makes a message council business of substance, and so a record (Barrowby 10.2)."""

    FINANCE = "finance"
    CONTRACT = "contract"
    FOI = "foi"
    PLANNING = "planning"
    INCIDENT = "incident"
    INSTRUCTION = "instruction"
    BUSINESS = "business"


Label = Concern | Subject
"""Either kind of name; their values never clash."""

DECIDING: frozenset[Concern] = frozenset({Concern.DECISION, Concern.CONSENSUS})
"""Concerns about how the council decides; cautioned in public under `auto`."""

SENSITIVE: frozenset[Concern] = frozenset(Concern) - DECIDING
"""Concerns whose very mention should not be repeated to the group."""

UNREPEATABLE: frozenset[Concern] = SENSITIVE - {Concern.PREDETERMINATION}
"""Concerns whose text is never shown in a digest, a log or a caution."""

STAFF_MATTERS: frozenset[Concern] = frozenset({Concern.STAFFING, Concern.COMPLAINT})
"""Concerns that, when they are about the clerk or deputy, go to the staffing recipient alone."""


def label(name: str) -> Label:
    """Return the concern or subject called `name`.

    Raises:
        ValueError: no label has that name.
    """
    try:
        return Concern(name)
    except ValueError:
        return Subject(name)
