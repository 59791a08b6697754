"""The ledger: one chain of sealed entries a council, which shows any later change to it.

Rules:

1. Entries of a council are numbered from 1 without a hole.
2. Each entry carries the seal of the one before it; the first carries `GENESIS`.
3. A seal is SHA-256 over the entry's canonical bytes, whose first line names the format.
4. Content (text, names, notes, reasons) is never in the chain: an entry holds a *salted* digest of
   it, so that disposal can remove content and salt and the chain still verifies.
5. A bare chain cannot see that its tail was cut off; every digest therefore states `Head`, count and
   seal, which a reader of that digest can compare.
6. A bundle is two entries: that it was asked for, the last the bundle itself can state; and, once it is made, the
   SHA-256 of its manifest, which names every record in it. An entry for each record would say no more, and a bundle
   of all records would double the chain.
7. A copy that goes to the mailbox or the folder has no entry of its own: nobody acts then. It follows from the
   capture, which has its entry, and would double the chain too, with a second transaction after each capture. Where
   copies went is in a table beside the records; what it says of a record is sealed with its certificate of disposal.
8. Likewise a matter's line for the next agenda: most matters are on no record then, and who asked, and when, stands
   on the line. How a matter ended is an entry.

Canonical bytes are a format of their own: change nothing here without a new format line.
"""

import hashlib
import json
import re
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
        version: the record's version it speaks of; of what was minuted, the matter's number; or 0.
        actor_id: Telegram user id of who did it, or 0 for the bot itself.
        digest: hex SHA-256 of the salted content, of a file, of a bundle's manifest, or of what the act left behind
            (`acts`); or "".
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


_SPELLING = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True)
_PLAIN = frozenset({str, int, bool, type(None)})


def canonical(value: Mapping[str, object]) -> bytes:
    """Return the one spelling of `value`: JSON, keys sorted, no spaces, ASCII.

    Raises:
        TypeError: it holds anything but text, whole numbers, booleans, None, lists and mappings.
    """
    _refuse_unknown(value)
    return _spelled(value)


def _spelled(value: Mapping[str, object]) -> bytes:
    return _SPELLING.encode(value).encode("ascii")


def _refuse_unknown(value: object) -> None:
    # By exact type first: this is asked of every field of every record when a store is verified.
    if type(value) in _PLAIN:
        return
    if isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError("canonical bytes take text keys only")
            if type(item) not in _PLAIN:
                _refuse_unknown(item)
    elif isinstance(value, list):
        for item in value:
            _refuse_unknown(item)
    elif not isinstance(value, (str, int)):
        raise TypeError(f"canonical bytes cannot spell a {type(value).__name__}")


def content_digest(salt: bytes, content: Mapping[str, object]) -> str:
    """Return the hex SHA-256 of `content` under `salt` (16 random bytes kept beside the content)."""
    return hashlib.sha256(CONTENT_FORMAT + salt + canonical(content)).hexdigest()


def spell_instant(at: datetime) -> str:
    """Return `at` (aware) in UTC to the microsecond, as it stands in canonical bytes."""
    return (at if at.tzinfo is UTC else at.astimezone(UTC)).isoformat(timespec="microseconds")


def seal_of(entry: Entry, at: str | None = None) -> str:
    """Return the seal that `entry` should carry, from everything in it but its seal.

    Args:
        at: its instant as it stands written, where that is at hand; else it is spelled.
    """
    body = {
        "council": entry.council_id,
        "seq": entry.seq,
        "at": spell_instant(entry.at) if at is None else at,
        "act": str(entry.act),
        "record": entry.record_id,
        "version": entry.version,
        "actor": entry.actor_id,
        "digest": entry.digest,
        "previous": entry.previous,
    }
    # Nothing is looked at as in `canonical`: what was put in of another kind gives another seal.
    return hashlib.sha256(ENTRY_FORMAT + _spelled(body)).hexdigest()


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


@dataclass(frozen=True, slots=True)
class Witness:
    """What somebody noted of a chain outside the database: a seal, and how many entries there were, if they noted that.

    Attributes:
        seal: hex; its beginning is enough.
        count: entries up to the one with that seal, or None if it was not noted.
    """

    seal: str
    count: int | None = None


def parse_witness(text: str) -> Witness | None:
    """Read `HEAD` or `COUNT:HEAD`, or a line of a digest that states them; None where there is no seal in it.

    A seal is known by its first twelve hex digits or more; a count is the last number before it.
    """
    found = re.search(r"(?<![0-9a-z])[0-9a-f]{12,64}(?![0-9a-z])", text.lower(), re.ASCII)
    if found is None:
        return None
    numbers = re.findall(
        r"(?<![0-9a-z,])[0-9][0-9,]{0,12}(?![0-9a-z])", text.lower()[: found.start()], re.ASCII
    )
    return Witness(found[0], int(numbers[-1].replace(",", "")) if numbers else None)


class Chain:
    """Re-reads a chain entry by entry, in flat memory.

    Attributes:
        reached: where it ends so far.

    Args:
        witnesses: what was noted of it.
    """

    def __init__(self, witnesses: Iterable[Witness] = ()) -> None:
        known = tuple(witnesses)
        self.reached = EMPTY
        self._counted: dict[int, list[str]] = {}
        self._sought = {item.seal for item in known if item.count is None}
        for item in known:
            if item.count:
                self._counted.setdefault(item.count, []).append(item.seal)

    def take(self, entry: Entry, at: str | None = None) -> None:
        """Take the next entry.

        Args:
            at: its instant as it stands written, where that is at hand.

        Raises:
            LedgerBroken: it is not in its place, was altered, or is not what a witness noted.
        """
        if entry.seq != self.reached.count + 1:
            raise LedgerBroken(self.reached.count + 1, f"missing; the next that is there is {entry.seq}")
        if entry.previous != self.reached.seal:
            raise LedgerBroken(entry.seq, "does not follow from the entry before it")
        if entry.seal != seal_of(entry, at):
            raise LedgerBroken(entry.seq, "its seal does not match what it says")
        self.reached = Head(entry.seq, entry.seal)
        if not all(entry.seal.startswith(seal) for seal in self._counted.pop(entry.seq, ())):
            raise LedgerBroken(entry.seq, "its seal is not the one the digest stated")
        if self._sought:
            self._sought = {seal for seal in self._sought if not entry.seal.startswith(seal)}

    def finish(self) -> Head:
        """Return where it ends, once all entries were taken.

        Raises:
            LedgerBroken: a witness noted entries that are not there.
        """
        if self._counted:
            raise LedgerBroken(
                self.reached.count + 1, f"cut off; the digest stated {max(self._counted)} entries"
            )
        if self._sought:
            raise LedgerBroken(self.reached.count + 1, "cut off; no entry has the seal that was stated")
        return self.reached


def verify(entries: Iterable[Entry], head: Head | None = None) -> Head:
    """Re-read a whole chain and return where it ends.

    Args:
        entries: one council's entries in order.
        head: where the chain is known to have ended at some time, from a digest; None if unknown.

    Raises:
        LedgerBroken: the first entry that is missing, out of place, altered or cut off.
    """
    chain = Chain([Witness(head.seal, head.count)] if head else [])
    for entry in entries:
        chain.take(entry)
    return chain.finish()
