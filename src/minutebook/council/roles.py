"""Who may do what. Being a Telegram administrator gives no authority here."""

from collections.abc import Collection
from enum import StrEnum


class Role(StrEnum):
    """An appointment a council's admin makes."""

    ADMIN = "admin"
    CLERK = "clerk"
    DEPUTY = "deputy"
    STAFFING = "staffing"
    OFFICER = "officer"


class Right(StrEnum):
    """Something a person may or may not do for a council."""

    SETTINGS = "settings"  # settings and appointments
    STORE = "store"  # digest, review, search, show, export, verify
    STAFF_STORE = "staff_store"  # what concerns the clerk or deputy
    CAPTURE = "capture"  # put a message on the record
    AGENDA = "agenda"  # put a matter on the list for the next agenda


NOT_COUNTED: frozenset[Role] = frozenset({Role.CLERK, Role.DEPUTY, Role.OFFICER})
"""Staff, who have no vote and so never count towards a consensus."""

STAFF: frozenset[Role] = frozenset({Role.CLERK, Role.DEPUTY})
"""Whom the staffing recipient's matters are about."""

SINGLE: frozenset[Role] = frozenset({Role.CLERK, Role.DEPUTY, Role.STAFFING})
"""Appointments held by one person at a time; naming another ends the one before."""


def rights(roles: Collection[Role], *, member: bool) -> frozenset[Right]:
    """Return what somebody may do for a council.

    Args:
        roles: the person's live appointments there.
        member: whether they are in the council's group now; rights of councillors end with it.
    """
    granted: set[Right] = set()
    if Role.ADMIN in roles:
        granted.add(Right.SETTINGS)
    if Role.CLERK in roles or Role.DEPUTY in roles:
        granted |= {Right.STORE, Right.CAPTURE, Right.AGENDA}
    # Nobody is sent what concerns themselves, whatever else they were appointed.
    if Role.STAFFING in roles and not STAFF.intersection(roles):
        granted.add(Right.STAFF_STORE)
    if member:
        granted |= {Right.CAPTURE, Right.AGENDA}
    return frozenset(granted)


def counts(roles: Collection[Role], *, member: bool, person: bool) -> bool:
    """Whether somebody counts towards a consensus: a current human member who is not staff."""
    return member and person and not NOT_COUNTED.intersection(roles)
