"""Comparing what acts left behind with what their entries state of it: classes, marks, holds, minutes, the schedule."""

from collections.abc import Sequence

import sqlalchemy as sa

from minutebook.council.acts import MARKING
from minutebook.council.errors import LedgerBroken
from minutebook.council.ledger import Act, Head
from minutebook.storage import stated
from minutebook.storage.store import Tx
from minutebook.storage.verifying_rows import Changed, PageRow

UNREADABLE = "what it, or an entry after it, speaks of cannot be read"

_WHAT = {
    Act.CLASSIFIED: "the class it gave the record was changed",
    Act.KEPT: "how long it says the record is kept was changed",
    Act.HELD: "the hold it speaks of is not there",
    **dict.fromkeys(MARKING, "what is withheld of the record it speaks of was changed"),
}
"""Acts whose digest is compared with what is there, and what is said where that is other. A release frees only."""

_UNENTERED = {
    Act.CLASSIFIED: "somebody is said to have chosen the class of the record it speaks of, and no entry says so",
    Act.KEPT: "the record it speaks of is said to be kept, and no entry says so",
}

_NAMES = {str(act): act for act in _WHAT}

_LAST = sa.text(
    """
SELECT l.seq FROM ledger l WHERE l.council_id = :council AND l.seq IN :seqs AND NOT EXISTS (
  SELECT 1 FROM ledger n WHERE n.council_id = l.council_id AND n.record_id = l.record_id AND +n.seq > l.seq
  AND CASE
    WHEN l.act = 'held' THEN n.act IN ('held', 'released') AND n.digest IN (l.digest, '')
    WHEN l.act IN ('classified', 'kept') THEN n.act = l.act
    ELSE n.act IN ('exempted', 'unexempted', 'noted')
  END)
"""
).bindparams(sa.bindparam("seqs", expanding=True))
"""Entries after which none states the same kind of fact anew. One without a digest does: it cannot be compared.

The plus lets SQLite look at what else was done to the record, and not at all that came later.
"""


_ENTERED = sa.text(
    """
SELECT l.record_id, l.act FROM ledger l
WHERE l.council_id = :council AND l.record_id IN :ids AND l.act IN ('classified', 'kept')
"""
).bindparams(sa.bindparam("ids", expanding=True))


async def changed(tx: Tx, council_id: int, rows: Sequence[PageRow]) -> Changed:
    """Return which entries of a page state something of a record that is not so, and what.

    Captures too: of a record that is said to be kept, or classed by somebody, where no entry says so.
    """
    return await _unentered(tx, council_id, rows) | await _other(tx, council_id, rows)


async def _unentered(tx: Tx, council_id: int, rows: Sequence[PageRow]) -> dict[int, str]:
    captured = [row for row in rows if row.act == Act.CAPTURED and row.record_id is not None]
    # A class that the bot suggested is nobody's choice.
    said = {
        Act.CLASSIFIED: [row for row in captured if row.classed_by],
        Act.KEPT: [row for row in captured if row.keep_until is not None],
    }
    ids = {row.record_id for some in said.values() for row in some}
    if not ids:
        return {}
    asked = {"council": council_id, "ids": sorted(key for key in ids if key is not None)}
    entered = {tuple(row) for row in (await tx.run(_ENTERED, asked)).all()}
    return {
        row.seq: _UNENTERED[act]
        for act, some in said.items()
        for row in some
        if (row.record_id, str(act)) not in entered
    }


async def _other(tx: Tx, council_id: int, rows: Sequence[PageRow]) -> dict[int, str]:
    """Return which entries state something that stands there otherwise."""
    asked = {row.seq: row for row in rows if row.digest and row.act in _NAMES and row.record_id is not None}
    if not asked:
        return {}
    last = (await tx.run(_LAST, {"council": council_id, "seqs": sorted(asked)})).scalars().all()
    found: dict[int, str] = {}
    for act, what in _WHAT.items():
        mine = [asked[seq] for seq in last if asked[seq].act == act]
        if not mine:
            continue
        try:
            now = await stated.of_records(tx, act, {row.record_id or 0 for row in mine})
        except (ValueError, KeyError, TypeError):
            # Which of them it is, is not told.
            found[mine[0].seq] = UNREADABLE
            continue
        # What was disposed of states nothing more.
        found |= {
            row.seq: what for row in mine if row.digest not in now.get(row.record_id or 0, {row.digest})
        }
    return found


class Standing:
    """Remembers what was stated last of matters and of the schedule, which are no record's.

    An earlier program's entry about a matter does not say which: what was stated before it is not compared.
    """

    def __init__(self) -> None:
        self._matters: dict[int, tuple[int, str]] = {}
        self._schedule: tuple[int, str] | None = None
        self._older = False

    def take(self, row: PageRow) -> None:
        """Take the next entry."""
        if row.act == Act.MINUTED:
            if row.digest:
                self._matters[row.version] = (row.seq, row.digest)
            else:
                self._matters.clear()
                self._older = True
        elif row.act == Act.SCHEDULED:
            self._schedule = (row.seq, row.digest) if row.digest else None

    async def check(self, tx: Tx, council_id: int, reached: Head) -> None:
        """Compare it with what there is, once every entry was taken.

        Args:
            reached: where the chain ends.

        Raises:
            LedgerBroken: a matter's end, or the schedule, is not as it was stated, or a matter's was never stated.
        """
        try:
            await self._check(tx, council_id)
            unstated = [key for key in await stated.ended(tx, council_id) if key not in self._matters]
        except (ValueError, KeyError, TypeError) as error:
            raise LedgerBroken(reached.count + 1, "a matter, or the schedule, cannot be read") from error
        if unstated and not self._older:
            raise LedgerBroken(
                reached.count + 1,
                f"matter D{unstated[0]} is said to have ended, and the ledger does not know",
            )

    async def _check(self, tx: Tx, council_id: int) -> None:
        wrong: list[tuple[int, str]] = []
        now = await stated.of_matters(tx, council_id, self._matters)
        for number, (seq, digest) in self._matters.items():
            if digest not in now.get(number, ()):
                wrong.append((seq, "how the matter it speaks of ended was changed"))
        if self._schedule is not None and self._schedule[1] != await stated.of_schedule(tx, council_id):
            wrong.append((self._schedule[0], "the schedule it speaks of was changed"))
        if wrong:
            raise LedgerBroken(*min(wrong))
