"""A changed schedule dates the records there are as each alone would be dated, in as many statements for many as for few."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from minutebook.council.records import Route
from minutebook.council.schedules import Ending, Starts, Term, due_on
from minutebook.storage import councils, rescheduling
from minutebook.storage.schema_records import ledger, records
from minutebook.storage.store import Row, Store, Tx
from storage.conftest import NOW, capture
from storage.test_plans import asked

LONDON = ZoneInfo("Europe/London")
LAST = datetime(2031, 6, 1, tzinfo=UTC)
"""Ten years of records end before it; one in six is kept for good."""


def term(months: int | None, starts: Starts, ending: Ending) -> Term:
    """A term of the class that half the records are in."""
    return Term("tents", "Tents", months, starts, ending)


TERMS = [term(months, starts, ending) for months in (1, 72, None) for starts in Starts for ending in Ending]


async def some(tx: Tx, count: int = 48) -> None:
    """Records of a decade, said and captured on edges of days too, of two classes and for two pairs of eyes."""
    chance = random.Random(7)
    await capture(tx, 1)
    template = dict((await everything(tx))[0])
    rows = []
    for number in range(2, count + 2):
        said = datetime(2021, 1, 1, tzinfo=UTC) + timedelta(hours=chance.randrange(24 * 3_650))
        values = {
            "id": number,
            "number": number,
            "message_id": number,
            "klass": chance.choice(("tents", "other")),
            "route": str(chance.choice(tuple(Route))),
            "sent_at": said,
            "captured_at": said + timedelta(hours=chance.choice((0, 1, 30))),
            "dispose_on": None if number % 6 == 0 else LAST + timedelta(days=chance.randrange(-900, 900)),
            "ending": str(chance.choice(tuple(Ending))),
        }
        rows.append(template | values)
    await tx.run(records.insert(), rows)


async def everything(tx: Tx) -> Sequence[Row]:
    """Each record as it is dated."""
    return await tx.rows(sa.select(records).order_by(records.c.id))


def wanted(row: Row, of: Term) -> tuple[datetime | None, str]:
    """What the term makes of one record."""
    date = due_on(of, sent_at=row["sent_at"], captured_at=row["captured_at"], zone=LONDON)
    return date, str(of.ending)


async def test_a_changed_term_makes_nothing_sooner(store: Store) -> None:
    """Each record of the class has the later date and the more careful ending; the others are counted, by route."""
    async with store.change() as tx:
        await some(tx)
        for of in TERMS:
            before = await everything(tx)
            left = await rescheduling.change_term(tx, 1, of, by=5, now=NOW)
            expected: Counter[Route] = Counter()
            for was, row in zip(before, await everything(tx), strict=True):
                if was["klass"] != "tents":
                    assert row == was
                    continue
                date, ending = wanted(was, of)
                never = date is None or was["dispose_on"] is None
                later = None if never else max(date, was["dispose_on"])
                careful = "review" if "review" in (ending, was["ending"]) else ending
                assert (row["dispose_on"], row["ending"]) == (later, careful)
                expected[Route(row["route"])] += (later, careful) != (date, ending)
            assert left == {route: count for route, count in expected.items() if count}


async def test_a_term_is_applied_to_whom_it_is_for(store: Store) -> None:
    """Applied, each record of the class that the asker may see has the term's date and ending; no other is touched."""
    async with store.change() as tx:
        await some(tx)
        for of in TERMS:
            before = await everything(tx)
            changed = await rescheduling.apply_term(tx, 1, of, [Route.CLERK], by=5, now=NOW)
            after = await everything(tx)
            for was, row in zip(before, after, strict=True):
                own = was["klass"] == "tents" and was["route"] == "clerk"
                now = row["dispose_on"], row["ending"]
                assert now == (wanted(was, of) if own else (was["dispose_on"], was["ending"]))
            assert changed == sum(was != row for was, row in zip(before, after, strict=True)) > 0
            assert await rescheduling.apply_term(tx, 1, of, [Route.CLERK], by=5, now=NOW) == 0
        entries = await tx.rows(sa.select(ledger).where(ledger.c.act == "scheduled"))
    each = [(entry["actor_id"], entry["record_id"]) for entry in entries]
    assert each == [(5, None)] * len(TERMS), "one act, one entry"


async def test_many_records_take_as_many_statements_as_few(store: Store) -> None:
    """However many records a class has, a change and its applying are a handful of statements."""
    of = term(24, Starts.SENT, Ending.DISPOSE)

    async def both(tx: Tx) -> None:
        await rescheduling.change_term(tx, 1, of, by=5, now=NOW)
        await rescheduling.apply_term(tx, 1, of, [Route.CLERK], by=5, now=NOW)

    async with store.change() as tx:
        await some(tx)
    assert len(await asked(store, both)) <= 16


async def test_another_councils_class_of_that_name_is_its_own(store: Store) -> None:
    """A council's schedule says nothing of another's records, nor does one without records stumble."""
    async with store.change() as tx:
        settings = (await councils.get(tx, 1)).settings
        other = (await councils.create(tx, "Marlow", settings, by=1, now=NOW)).id
        await some(tx)
        before = await everything(tx)
        of = replace(TERMS[3], months=5)
        assert await rescheduling.change_term(tx, other, of, by=5, now=NOW) == {}
        assert await rescheduling.apply_term(tx, other, of, tuple(Route), by=5, now=NOW) == 0
        assert await everything(tx) == before
