"""Who may do what, and how long what is not a record stays."""

from datetime import UTC, datetime, timedelta

import pytest

from minutebook.council.retention import (
    DIGESTS_NEEDED,
    LAPSE_LISTED,
    LAPSE_UNLISTED,
    Lapse,
    lapse,
    lapses_on,
)
from minutebook.council.roles import NOT_COUNTED, Right, Role, rights

NOW = datetime(2026, 3, 10, tzinfo=UTC)
CLERKS = {Right.STORE, Right.CAPTURE, Right.AGENDA}
MEMBERS = {Right.CAPTURE, Right.AGENDA}


@pytest.mark.parametrize(
    ("roles", "member", "expected"),
    [
        (set(), False, set()),
        (set(), True, MEMBERS),
        ({Role.ADMIN}, False, {Right.SETTINGS}),
        ({Role.ADMIN}, True, {Right.SETTINGS, *MEMBERS}),
        ({Role.CLERK}, False, CLERKS),
        ({Role.DEPUTY}, True, CLERKS),
        ({Role.STAFFING}, False, {Right.STAFF_STORE}),
        ({Role.OFFICER}, False, set()),
        ({Role.OFFICER}, True, MEMBERS),
        ({Role.ADMIN, Role.CLERK}, True, {Right.SETTINGS, *CLERKS}),
    ],
)
def test_what_each_may_do(roles: set[Role], *, member: bool, expected: set[Right]) -> None:
    """Appointments give rights; a councillor's end with their membership; the admin reads no record."""
    assert rights(roles, member=member) == expected


@pytest.mark.parametrize("role", [Role.CLERK, Role.DEPUTY])
def test_nobody_is_sent_what_concerns_themselves(role: Role) -> None:
    """The clerk and the deputy never see what is about them, even if also named as staffing recipient."""
    assert Right.STAFF_STORE not in rights({role, Role.STAFFING, Role.ADMIN}, member=True)


def test_staff_are_not_counted() -> None:
    """Clerk, deputy and officers have no vote."""
    assert {Role.CLERK, Role.DEPUTY, Role.OFFICER} == NOT_COUNTED


@pytest.mark.parametrize(
    ("days", "listings", "expected"),
    [
        (0, 0, Lapse(False)),
        (29.99, 9, Lapse(False)),
        (30, 0, Lapse(False)),
        (30, 1, Lapse(False)),
        (30, DIGESTS_NEEDED, Lapse(True)),
        (60, 1, Lapse(False)),
        (89.99, 1, Lapse(False)),
        (90, 1, Lapse(True, tell_admin=True)),
        (90, 0, Lapse(True, tell_admin=True)),
        (90, 2, Lapse(True)),
        (400, 0, Lapse(True, tell_admin=True)),
    ],
)
def test_when_a_flag_lapses(days: float, listings: int, expected: Lapse) -> None:
    """After 30 days if two delivered digests listed it, else after 90 with the admin told."""
    assert lapse(NOW - timedelta(days=days), listings, NOW) == expected


def test_the_date_a_digest_names_is_the_earliest() -> None:
    """The date told is the first instant at which a flag may lapse."""
    on = lapses_on(NOW)
    assert lapse(NOW, DIGESTS_NEEDED, on).lapsed
    assert not lapse(NOW, DIGESTS_NEEDED, on - timedelta(microseconds=1)).lapsed
    assert LAPSE_LISTED < LAPSE_UNLISTED
