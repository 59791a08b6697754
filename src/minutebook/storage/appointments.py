"""Appointments: roles, one-use invitations, and the code that makes the first admin."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from minutebook.council.retention import CLAIM_FOR, CLAIM_TRIES, INVITATION_FOR
from minutebook.council.roles import SINGLE, STAFF, Role
from minutebook.storage import councils, outbox
from minutebook.storage.schema import claimed_admins, claims, invitations, roles
from minutebook.storage.store import Tx


def code_digest(code: str) -> str:
    """Return what is kept of a code: its SHA-256, so that the database does not hold it."""
    return hashlib.sha256(code.strip().encode()).hexdigest()


BY_LINK = "link"
"""Stands after the new holder in the log of changes where an invitation link brought the appointment."""


async def appoint(
    tx: Tx, council_id: int, user_id: int, role: Role, *, by: int, now: datetime, by_link: bool = False
) -> bool:
    """Give somebody a role; one held by a single person is taken from who had it. Say whether anything changed.

    What the appointment that ends had still to bring, links and unsent digests, is withdrawn.

    Args:
        by: user id of the admin who appoints, or who made the link.
        by_link: whether the person took it up themselves, with an invitation link.
    """
    live = (roles.c.council_id == council_id) & (roles.c.role == str(role)) & roles.c.ended_at.is_(None)
    holders = await holders_of(tx, council_id, role)
    if user_id in holders:
        return False
    if role in SINGLE:
        if holders:
            await tx.run(sa.update(roles).where(live).values(ended_at=now, ended_by=by))
        await _withdraw(tx, council_id, role, holders, now)
    await tx.insert(
        roles, council_id=council_id, user_id=user_id, role=str(role), granted_at=now, granted_by=by
    )
    before = ", ".join(map(str, holders)) if role in SINGLE else ""
    after = f"{user_id}, {BY_LINK}" if by_link else str(user_id)
    await councils.log_change(tx, council_id, str(role), before, after, by=by, now=now)
    return True


async def _withdraw(tx: Tx, council_id: int, role: Role, before: Collection[int], now: datetime) -> None:
    """Take back what an appointment that ended would still bring: links not used, digests not sent yet."""
    links = (invitations.c.council_id == council_id) & (invitations.c.role == str(role))
    await tx.run(sa.update(invitations).where(links, invitations.c.used_at.is_(None)).values(used_at=now))
    for user in before:
        serves = await _serves(tx, council_id, user)
        if role is Role.STAFFING:
            # Whoever is clerk or deputy too was told of agreement as that alone.
            await outbox.withdraw_digests(tx, council_id, user, staffing=True, told=not serves)
        elif role in STAFF and not serves:
            await outbox.withdraw_digests(tx, council_id, user, staffing=False, told=True)


async def _serves(tx: Tx, council_id: int, user_id: int) -> bool:
    """Whether somebody is clerk or deputy now."""
    for role in STAFF:
        if user_id in await holders_of(tx, council_id, role):
            return True
    return False


async def holders_of(tx: Tx, council_id: int, role: Role) -> list[int]:
    """Return who holds a role now."""
    live = (roles.c.council_id == council_id) & (roles.c.role == str(role)) & roles.c.ended_at.is_(None)
    return [row["user_id"] for row in await tx.rows(sa.select(roles.c.user_id).where(live))]


async def end(
    tx: Tx, council_id: int, role: Role, *, user_id: int | None, by: int, now: datetime
) -> list[int]:
    """End a role, of one person or of whoever holds it, with its unused links; return whose ended."""
    live = (roles.c.council_id == council_id) & (roles.c.role == str(role)) & roles.c.ended_at.is_(None)
    if user_id is not None:
        live &= roles.c.user_id == user_id
    holders = [row["user_id"] for row in await tx.rows(sa.select(roles.c.user_id).where(live))]
    if holders:
        await tx.run(sa.update(roles).where(live).values(ended_at=now, ended_by=by))
        ended = ", ".join(map(str, holders))
        await councils.log_change(tx, council_id, str(role), ended, "", by=by, now=now)
    await _withdraw(tx, council_id, role, holders, now)
    return holders


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a one-use link brings."""

    council_id: int
    role: Role
    created_by: int


async def invite(tx: Tx, code: str, council_id: int, role: Role, *, by: int, now: datetime) -> None:
    """Keep a one-use invitation, good for a day."""
    await tx.insert_once(
        invitations,
        digest=code_digest(code),
        council_id=council_id,
        role=str(role),
        created_at=now,
        created_by=by,
    )


async def use_invitation(tx: Tx, code: str, now: datetime) -> Invitation | None:
    """Use up an invitation; None if there is none, it was used, or its day is over."""
    query = sa.select(invitations).where(
        invitations.c.digest == code_digest(code),
        invitations.c.used_at.is_(None),
        invitations.c.created_at > now - INVITATION_FOR,
    )
    row = await tx.row(query)
    if row is None:
        return None
    await tx.run(sa.update(invitations).where(invitations.c.digest == row["digest"]).values(used_at=now))
    return Invitation(row["council_id"], Role(row["role"]), row["created_by"])


def _claim_digest(code: str) -> str:
    """Return what is kept of a claim code, which people type: capitals, spaces and dashes do not matter."""
    return code_digest("".join(c for c in code.upper() if c.isalnum()))


async def set_claim(tx: Tx, code: str, now: datetime) -> None:
    """Make `code` the only one that /claim takes."""
    await tx.run(sa.delete(claims))
    await tx.insert_once(claims, digest=_claim_digest(code), created_at=now)


class ClaimOutcome(StrEnum):
    """What came of a try to claim."""

    DONE = "done"
    WRONG = "wrong"  # and tries are left
    SPENT = "spent"  # all tries are used up, with this one or before
    LATE = "late"  # the code's hour has gone
    USED = "used"  # somebody claimed with it


async def claim(tx: Tx, code: str, user_id: int, now: datetime) -> tuple[ClaimOutcome, int]:
    """Make somebody admin if the code is right; a wrong one is counted, and the fifth ends it.

    Returns:
        What came of it, and how many tries are left.
    """
    row = await tx.row(sa.select(claims).where(claims.c.used_at.is_(None)))
    if row is None:
        return ClaimOutcome.USED, 0
    if row["tries"] >= CLAIM_TRIES:
        return ClaimOutcome.SPENT, 0
    if row["created_at"] <= now - CLAIM_FOR:
        return ClaimOutcome.LATE, 0
    if row["digest"] != _claim_digest(code):
        await tx.run(sa.update(claims).values(tries=claims.c.tries + 1))
        left = CLAIM_TRIES - row["tries"] - 1
        return ClaimOutcome.WRONG if left else ClaimOutcome.SPENT, left
    await tx.run(sa.update(claims).values(used_at=now))
    await tx.insert_once(claimed_admins, user_id=user_id, claimed_at=now)
    return ClaimOutcome.DONE, 0


async def claimed(tx: Tx) -> frozenset[int]:
    """Return who became admin with a code."""
    return frozenset(row["user_id"] for row in await tx.rows(sa.select(claimed_admins.c.user_id)))
