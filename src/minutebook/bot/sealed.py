"""What the entries of a bundle's extract seal of each record in it.

What is always so, and checked: an extract holds every entry, up to its head, about each record of the bundle and
about no other, so a record's begin with its capture and number its versions without a hole; and its last entry
states that the bundle was made.
"""

from dataclasses import dataclass
from datetime import datetime

from minutebook.bot.extracts import follows
from minutebook.council.errors import BundleBroken
from minutebook.council.ledger import Act, Entry


@dataclass(slots=True)
class Sealed:
    """What the entries say of one record.

    Attributes:
        at, by: when it was captured, aware UTC, and by whom, Telegram's user id.
        last: number of the entry that states the latest version known at the capture.
        facts: number of that version: who said it, when and where are the record's own facts.
        shown: number of the version whose text is the record's: the latest of the instant of the capture.
        digests: of its versions, in order.
        filed: digests of its files.
    """

    at: datetime
    by: int
    last: int
    facts: int
    shown: int
    digests: tuple[str, ...]
    filed: tuple[str, ...] = ()


class Extract:
    """Takes the entries of an extract, in order.

    Attributes:
        records: what is sealed of each, by key.
        files: digests of all files.
    """

    def __init__(self) -> None:
        self.records: dict[int, Sealed] = {}
        self.files: set[str] = set()
        self._before: Entry | None = None

    def take(self, entry: Entry) -> None:
        """Take the next entry.

        Raises:
            BundleBroken: it is not sealed as it says, out of order, or about no record of this bundle.
        """
        follows(self._before, entry)
        if self._before is not None and self._before.record_id is None:
            raise BundleBroken(f"ledger entry {self._before.seq}", "is about no record of this bundle")
        if entry.record_id is not None:
            self._note(entry, entry.record_id)
        self._before = entry

    def _note(self, entry: Entry, record_id: int) -> None:
        known = self.records.get(record_id)
        name = f"ledger entry {entry.seq}"
        if (entry.act is Act.CAPTURED) is not (known is None):
            raise BundleBroken(name, "captures twice" if known else "is about no record of this bundle")
        if entry.act in (Act.CAPTURED, Act.EDITED):
            if entry.version != 1 + len(known.digests if known else ()):
                raise BundleBroken(name, "leaves out a version")
            if known is None:
                digests = (entry.digest,)
                self.records[record_id] = Sealed(entry.at, entry.actor_id, entry.seq, 1, 1, digests)
            else:
                _edit(known, entry)
        elif entry.act is Act.FILED and known is not None:
            known.filed += (entry.digest,)
            self.files.add(entry.digest)

    def finish(self, count: int, head: str) -> None:
        """Make sure that the extract is whole.

        Args:
            count, head: where the bundle says that the ledger ended.

        Raises:
            BundleBroken: it ends elsewhere, or not in the entry that states the bundle.
        """
        last = self._before
        if last is None or (last.seq, last.seal) != (count, head):
            raise BundleBroken("ledger.jsonl", "does not end in the head it states")
        if last.act is not Act.EXPORTED or last.record_id is not None:
            raise BundleBroken("ledger.jsonl", "does not end in the entry that states this bundle")


def _edit(known: Sealed, entry: Entry) -> None:
    known.digests += (entry.digest,)
    if entry.at == known.at:
        known.shown = entry.version
        if entry.seq == known.last + 1:
            known.last, known.facts = entry.seq, entry.version
