"""Generated histories of what is done to records: classed, kept, marked, held, minuted, and the schedule changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa

from minutebook.council.disposal import Grounds
from minutebook.council.exemptions import Mark
from minutebook.council.ledger import Act, Head
from minutebook.council.matters import MatterState
from minutebook.council.records import Route
from minutebook.council.requests import Opening, Request
from minutebook.council.schedules import Ending, Starts, Term
from minutebook.council.working_days import Kind
from minutebook.storage import (
    agenda_lines,
    disposing,
    exemptions,
    holds,
    keeping,
    ledgers,
    matters,
    records,
    register,
    requests,
    rescheduling,
    taking,
)
from minutebook.storage.schema import matters as matters_table
from minutebook.storage.schema_keeping import exemptions as marks_table
from minutebook.storage.schema_records import records as table
from minutebook.storage.store import Tx, open_store
from storage.conftest import GROUP, NOW, capture, message, salt
from storage.history import Kept, live

DEEDS = (
    "record", "edit", "class", "keep", "mark", "lift", "back", "look", "case", "hold", "release", "close", "reopen",
    "minute", "raise", "undo", "agenda", "term", "apply", "unterm", "dispose", "before", "older",
)  # fmt: skip
"""`before` holds a message that is recorded next; `older` is an act of an earlier program, which stated nothing."""


@dataclass
class Doing:
    """What has been done so far, by number of deed."""

    tx: Tx
    cases: list[Request] = field(default_factory=list)

    async def keys(self) -> list[int]:
        """The records there are."""
        return [row["id"] for row in await self.tx.rows(sa.select(table.c.id).order_by(table.c.id))]

    async def do(self, number: int, deed: str) -> None:
        """Do one thing, where there is something to do it to."""
        keys = await self.keys()
        if deed in ("record", "before") or not keys:
            if deed == "before" and self.cases:
                await holds.place(self.tx, self.cases[-1], [(GROUP, number)], by=5, now=NOW)
            await capture(self.tx, number, f"Said {number}.")
        elif deed in ("class", "keep", "edit", "dispose", "older"):
            await self._to_record(keys[number % len(keys)], number, deed)
        elif deed in ("mark", "lift", "back", "look"):
            await self._to_marks(keys[number % len(keys)], number, deed)
        elif deed in ("case", "hold", "release", "close", "reopen"):
            await self._to_case(keys[number % len(keys)], number, deed)
        elif deed in ("minute", "raise", "undo", "agenda"):
            await self._to_matter(number, deed)
        else:
            await self._to_schedule(number, deed)

    async def _to_record(self, key: int, number: int, deed: str) -> None:
        [record] = await records.by_ids(self.tx, [key])
        if deed == "class":
            term = (await keeping.schedule_of(self.tx, 1))[("finance", "planning")[number % 2]]
            await keeping.set_class(self.tx, record, term, by=5, now=NOW)
        elif deed == "keep":
            await keeping.keep(self.tx, record, NOW + timedelta(days=number), by=5, now=NOW)
        elif deed == "edit":
            edited = message(record.message_id, f"Edited {number}.")
            later = replace(edited, edited_at=NOW + timedelta(minutes=number))
            await records.add_version(self.tx, later, at=NOW + timedelta(hours=number), salt=salt)
        elif deed == "older":
            for act in (Act.CLASSIFIED, Act.EXEMPTED, Act.HELD, Act.MINUTED):
                await ledgers.write(self.tx, 1, act, key, at=NOW, actor_id=5)
            await ledgers.write(self.tx, 1, Act.SCHEDULED, None, at=NOW, actor_id=5)
        elif not await keeping.is_held(self.tx, key):
            await disposing.dispose(self.tx, key, Grounds.DUE, by=5, by_name="Ruth", now=NOW)

    async def _to_marks(self, key: int, number: int, deed: str) -> None:
        if deed == "mark":
            mark = Mark(0, key, "personal", NOW, 5, "Ruth", "Said", 1, 0, 4, seen=1, note=f"why {number}")
            await exemptions.add(self.tx, 1, mark)
        elif deed == "look":
            await exemptions.look(self.tx, 1, key, 1 + number % 3, by=5, now=NOW)
        elif deed == "lift":
            for mark in (await exemptions.own(self.tx, key))[:1]:
                await exemptions.lift(self.tx, 1, mark, by=5, now=NOW)
        else:
            for row in await self.tx.rows(sa.select(marks_table.c.id)):
                await exemptions.put_back(self.tx, 1, row["id"], by=5, now=NOW)

    async def _to_case(self, key: int, number: int, deed: str) -> None:
        if deed == "case" or not self.cases:
            what = Opening(Kind.FOI, "Fences", date(2026, 3, 10))
            due = date(2026, 4, 9)
            self.cases.append(await requests.open_case(self.tx, 1, what, due, by=5, by_name="Ruth", now=NOW))
        mine = self.cases[number % len(self.cases)]
        one = await requests.by_id(self.tx, mine.id)
        assert one is not None
        [record] = await records.by_ids(self.tx, [key])
        whole = await taking.as_one(self.tx, (record.chat_id, record.message_id))
        if deed == "hold" and one.closed_at is None:
            await holds.place(self.tx, one, whole, by=5, now=NOW, again=True)
        elif deed == "release":
            await holds.release(self.tx, one, whole, by=5, now=NOW)
        elif deed == "close" and one.closed_at is None:
            at = NOW + timedelta(hours=number)
            await requests.close(self.tx, one, "", by=5, now=at)
            await holds.release(self.tx, one, by=5, now=at)
        elif deed == "reopen" and one.closed_at is not None:
            keys = await holds.until_closed(self.tx, one)
            await requests.reopen(self.tx, one)
            await holds.place(self.tx, one, keys, by=5, now=NOW, again=True)

    async def _to_matter(self, number: int, deed: str) -> None:
        row = await self.tx.row(sa.select(matters_table.c.id).order_by(matters_table.c.id.desc()))
        if row is None or deed == "raise":
            opened = await matters.open_matter(self.tx, 1, GROUP, None, raised_by=7, at=NOW)
            await matters.add_message(self.tx, opened, number, NOW)
            key = opened.id
        else:
            key = row["id"]
        decision = await register.get(self.tx, 1, key)
        assert decision is not None
        if deed == "minute":
            state = (MatterState.RESOLVED, MatterState.WITHDRAWN)[number % 2]
            await register.settle(
                self.tx, decision, state, f"{number}/26", record_id=None, by=5, now=NOW + timedelta(number)
            )
        elif deed == "undo":
            await register.settle(self.tx, decision, MatterState.FLAGGED, "", record_id=None, by=5, now=NOW)
        elif deed == "agenda":
            matter = await matters.get(self.tx, key)
            assert matter is not None
            await matters.put_on_agenda(self.tx, matter, number, "", by=7, by_name="Ann", now=NOW)
            await agenda_lines.revive(self.tx, key, number, by=7, by_name="Ann", now=NOW)

    async def _to_schedule(self, number: int, deed: str) -> None:
        term = Term("tents", "Marquees", number, Starts.CAPTURED, Ending.REVIEW)
        if deed == "term":
            await rescheduling.change_term(self.tx, 1, term, by=5, now=NOW)
        elif deed == "apply":
            finance = replace((await keeping.schedule_of(self.tx, 1))["finance"], months=number)
            await rescheduling.change_term(self.tx, 1, finance, by=5, now=NOW)
            await rescheduling.apply_term(self.tx, 1, finance, [Route.CLERK], by=5, now=NOW)
        else:
            await rescheduling.remove_class(self.tx, 1, "tents", by=5, now=NOW)


async def acted(folder: Path, deeds: Sequence[str]) -> tuple[Kept, Head]:
    """Let deeds be done in a new store with a record; return it, closed, with where its chain ends."""
    kept, _ = await live(folder, ["capture"])
    store = await open_store(f"sqlite+aiosqlite:///{kept.path}", NOW)
    try:
        async with store.change() as tx:
            doing = Doing(tx)
            for number, deed in enumerate(deeds, start=101):
                await doing.do(number, deed)
            return kept, await ledgers.head(tx, 1)
    finally:
        await store.close()
