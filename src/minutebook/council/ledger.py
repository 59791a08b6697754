"""The ledger: one chain of sealed entries a council, which shows any later change to it.

Rules:

1. Entries of a council are numbered from 1 without a hole.
2. Each entry carries the seal of the one before it; the first carries `GENESIS`.
3. A seal is SHA-256 over the entry's canonical bytes, whose first line names the format.
4. Content (text, names, notes, reasons) is never in the chain: an entry holds a *salted* digest of
   it, so that disposal can remove content and salt and the chain still verifies.
5. A bare chain cannot see that its tail was cut off; every digest therefore states `Head`, count and
   seal, which a reader of that digest can compare.

Canonical bytes are a format of their own: change nothing here without a new format line.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from minutebook.council.errors import LedgerBroken

GENESIS = "0" * 64
ENTRY_FORMAT = b"minutebook-ledger-entry/1\n"
CONTENT_FORMAT = b"minutebook-content/1\n"


class Act(StrEnum):
    """What was done to a record."""

    CAPTURED = "captured"
    EDITED = "edited"
    FILED = "filed"
    CLASSIFIED = "classified"
    NOTED = "noted"
    HELD = "held"
    RELEASED = "released"
    EXPORTED = "exported"
    DISPOSED = "disposed"
    EXEMPTED = "exempted"
    UNEXEMPTED = "unexempted"
    MINUTED = "minuted"
    KEPT = "kept"
    SCHEDULED = "scheduled"


@dataclass(frozen=True, slots=True)
class Entry:
    """One sealed line of a council's ledger.

    Attributes:
        council_id, seq: which chain, and the place in it, counted from 1.
        at: aware UTC.
        act: what was done.
        record_id: the record it was done to, or None for an act on the store as a whole.
        version: the record's version it speaks of, or 0.
        actor_id: Telegram user id of who did it, or 0 for the bot itself.
        digest: hex SHA-256 of the salted content, or "".
        previous: the seal before this one.
        seal: hex SHA-256 of all the above.
    """

    council_id: int
    seq: int
    at: datetime
    act: Act
    record_id: int | None
    version: int
    actor_id: int
    digest: str
    previous: str
    seal: str


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends: how many entries, and the last seal. A witness outside the database."""

    count: int
    seal: str


EMPTY = Head(0, GENESIS)


def canonical(value: Mapping[str, object]) -> bytes:
    """Return the one spelling of `value`: JSON, keys sorted, no spaces, ASCII.

    Raises:
        TypeError: it holds anything but text, whole numbers, booleans, None, lists and mappings.
    """
    _refuse_unknown(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def _refuse_unknown(value: object) -> None:
    if isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError("canonical bytes take text keys only")
            _refuse_unknown(item)
    elif isinstance(value, list):
        for item in value:
            _refuse_unknown(item)
    elif value is not None and not isinstance(value, (str, int)):
        raise TypeError(f"canonical bytes cannot spell a {type(value).__name__}")


def content_digest(salt: bytes, content: Mapping[str, object]) -> str:
    """Return the hex SHA-256 of `content` under `salt` (16 random bytes kept beside the content)."""
    return hashlib.sha256(CONTENT_FORMAT + salt + canonical(content)).hexdigest()


def spell_instant(at: datetime) -> str:
    """Return `at` (aware) in UTC to the microsecond, as it stands in canonical bytes."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def seal_of(entry: Entry) -> str:
    """Return the seal that `entry` should carry, from everything in it but its seal."""
    body = {
        "council": entry.council_id,
        "seq": entry.seq,
        "at": spell_instant(entry.at),
        "act": str(entry.act),
        "record": entry.record_id,
        "version": entry.version,
        "actor": entry.actor_id,
        "digest": entry.digest,
        "previous": entry.previous,
    }
    return hashlib.sha256(ENTRY_FORMAT + canonical(body)).hexdigest()


def append(
    head: Head,
    *,
    council_id: int,
    at: datetime,
    act: Act,
    record_id: int | None,
    version: int = 0,
    actor_id: int = 0,
    digest: str = "",
) -> Entry:
    """Return the entry that follows `head`."""
    unsealed = Entry(
        council_id, head.count + 1, at, act, record_id, version, actor_id, digest, head.seal, seal=""
    )
    return _sealed(unsealed)


def _sealed(entry: Entry) -> Entry:
    return Entry(
        entry.council_id,
        entry.seq,
        entry.at,
        entry.act,
        entry.record_id,
        entry.version,
        entry.actor_id,
        entry.digest,
        entry.previous,
        seal_of(entry),
    )


def verify(entries: Iterable[Entry], head: Head | None = None) -> Head:
    """Re-read a whole chain and return where it ends.

    Args:
        entries: one council's entries in order.
        head: where the chain is known to have ended at some time, from a digest; None if unknown.

    Raises:
        LedgerBroken: the first entry that is missing, out of place, altered or cut off.
    """
    reached = EMPTY
    witnessed = head is None or head == EMPTY
    for entry in entries:
        if entry.seq != reached.count + 1:
            raise LedgerBroken(reached.count + 1, f"missing; the next that is there is {entry.seq}")
        if entry.previous != reached.seal:
            raise LedgerBroken(entry.seq, "does not follow from the entry before it")
        if entry.seal != seal_of(entry):
            raise LedgerBroken(entry.seq, "its seal does not match what it says")
        reached = Head(entry.seq, entry.seal)
        if head is not None and entry.seq == head.count:
            if entry.seal != head.seal:
                raise LedgerBroken(entry.seq, "its seal is not the one the digest stated")
            witnessed = True
    if not witnessed and head is not None:
        raise LedgerBroken(reached.count + 1, f"cut off; the digest stated {head.count} entries")
    return reached
