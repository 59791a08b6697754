"""What a council has taught: its own words, its meetings, and what its clerk has judged."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from minutebook.council.assessment import Example
from minutebook.council.concerns import Label, label
from minutebook.council.own_words import tidied
from minutebook.council.records import Reference, Route
from minutebook.council.retention import EXAMPLES_AT_MOST
from minutebook.council.teaching import Teaching
from minutebook.storage.codec import vector_from_bytes
from minutebook.storage.schema import candidates
from minutebook.storage.schema_records import records
from minutebook.storage.schema_teaching import examples, meetings, own_words
from minutebook.storage.store import Row, Tx


@dataclass(frozen=True, slots=True)
class OwnWord:
    """One phrase of a council's own.

    Attributes:
        label: what it tells of; None where it is to be ignored.
    """

    id: int
    council_id: int
    label: Label | None
    phrase: str
    added_by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of a council, past or to come; `at` is an aware UTC instant."""

    id: int
    council_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Lesson:
    """What somebody has judged, as it is listed: without text and without what it was like.

    Attributes:
        at: when it was judged.
        said_at: when the message was said.
        reference: of the record it became, or None.
    """

    id: int
    council_id: int
    labels: frozenset[Label]
    raises: bool
    by_id: int
    at: datetime
    said_at: datetime
    reference: Reference | None


async def taught(tx: Tx, council_id: int, zone: ZoneInfo) -> Teaching:
    """Return all that a council has taught; its meetings are in its own `zone`."""
    words: dict[Label, tuple[str, ...]] = {}
    ignored: list[str] = []
    for word in await all_words(tx, council_id):
        if word.label is None:
            ignored.append(word.phrase)
        else:
            words[word.label] = (*words.get(word.label, ()), word.phrase)
    met = tuple(meeting.at.astimezone(zone) for meeting in await all_meetings(tx, council_id))
    own = examples.c.council_id == council_id
    rows = await tx.rows(sa.select(examples).where(own).order_by(examples.c.at, examples.c.id))
    return Teaching(MappingProxyType(words), tuple(ignored), met, tuple(_example(row) for row in rows))


def _example(row: Row) -> Example:
    labels = frozenset(label(name) for name in row["labels"])
    return Example(labels, row["raises"], vector_from_bytes(row["vector"]), row["model"])


async def all_words(tx: Tx, council_id: int) -> list[OwnWord]:
    """Return a council's own words, those of one label together and the ignored ones last, each in order of adding."""
    query = sa.select(own_words).where(own_words.c.council_id == council_id)
    rows = await tx.rows(query.order_by(own_words.c.label.nulls_last(), own_words.c.id))
    return [_word(row) for row in rows]


def _word(row: Row) -> OwnWord:
    about = label(row["label"]) if row["label"] is not None else None
    return OwnWord(row["id"], row["council_id"], about, row["phrase"], row["added_by"], row["at"])


async def word(tx: Tx, word_id: int) -> OwnWord | None:
    """Return one of a council's own words by its key, or None."""
    row = await tx.row(sa.select(own_words).where(own_words.c.id == word_id))
    return _word(row) if row else None


async def add_word(
    tx: Tx, council_id: int, about: Label | None, phrase: str, *, by: int, now: datetime
) -> bool:
    """Add a phrase that tells of a label, or that is to be ignored; say whether it is new."""
    tx.stale.add(council_id)
    return await tx.insert_once(
        own_words,
        council_id=council_id,
        label=None if about is None else str(about),
        phrase=phrase,
        added_by=by,
        at=now,
    )


async def remove_word(tx: Tx, which: OwnWord) -> None:
    """Take one of a council's own words away."""
    tx.stale.add(which.council_id)
    await tx.run(sa.delete(own_words).where(own_words.c.id == which.id))


async def all_meetings(tx: Tx, council_id: int) -> list[Meeting]:
    """Return a council's meetings, the earliest first."""
    query = sa.select(meetings).where(meetings.c.council_id == council_id).order_by(meetings.c.at)
    return [Meeting(row["id"], row["council_id"], row["at"]) for row in await tx.rows(query)]


async def meeting(tx: Tx, meeting_id: int) -> Meeting | None:
    """Return a meeting by its key, or None."""
    row = await tx.row(sa.select(meetings).where(meetings.c.id == meeting_id))
    return Meeting(row["id"], row["council_id"], row["at"]) if row else None


async def add_meeting(tx: Tx, council_id: int, at: datetime, *, by: int, now: datetime) -> bool:
    """Enter a meeting; say whether it is new."""
    tx.stale.add(council_id)
    return await tx.insert_once(meetings, council_id=council_id, at=at, entered_by=by, entered_at=now)


async def remove_meeting(tx: Tx, which: Meeting) -> None:
    """Take a meeting away."""
    tx.stale.add(which.council_id)
    await tx.run(sa.delete(meetings).where(meetings.c.id == which.id))


async def learn(tx: Tx, candidate_id: int, *, raises: bool, by: int, now: datetime) -> bool:
    """Make an example of an open flag, from what is kept of what its message is like; say whether one was made.

    None is made where that is not kept: of what is withheld from the clerk, of what is too short. The later
    word about a flag that was decided before stands for the earlier one. Only the latest `EXAMPLES_AT_MOST` of a
    council stay.
    """
    c = candidates.c
    row = await tx.row(
        sa.select(c.council_id, c.labels, c.vector, c.model).where(
            c.id == candidate_id, c.state == "open", c.route == str(Route.CLERK)
        )
    )
    if row is None:
        return False
    if row["vector"] is None:
        await unlearn(tx, row["council_id"], candidate_id)
        return False
    values = {**dict(row), "raises": raises, "by_id": by, "at": now}
    statement = insert(examples).values(candidate_id=candidate_id, **values)
    await tx.run(statement.on_conflict_do_update(index_elements=["candidate_id"], set_=values))
    tx.stale.add(row["council_id"])
    await _keep_latest(tx, row["council_id"])
    return True


async def relearn(tx: Tx, council_id: int, candidate_id: int, *, by: int, now: datetime) -> bool:
    """Let what was dismissed, and is on the record after all, raise from now on; say whether anything had been learned."""
    own = (examples.c.candidate_id == candidate_id) & examples.c.raises.is_(False)
    result = await tx.run(sa.update(examples).where(own).values(raises=True, by_id=by, at=now))
    tx.stale.add(council_id)
    return result.rowcount == 1


async def _keep_latest(tx: Tx, council_id: int) -> None:
    own = sa.select(examples.c.id).where(examples.c.council_id == council_id)
    kept = own.order_by(examples.c.at.desc(), examples.c.id.desc()).limit(EXAMPLES_AT_MOST)
    await tx.run(sa.delete(examples).where(examples.c.council_id == council_id, examples.c.id.not_in(kept)))


async def lessons(tx: Tx, council_id: int, limit: int, skip: int = 0) -> list[Lesson]:
    """Return a council's latest examples, the latest first, without the first `skip`."""
    query = _lessons().where(examples.c.council_id == council_id)
    ordered = query.order_by(examples.c.at.desc(), examples.c.id.desc())
    return [_lesson(row) for row in await tx.rows(ordered.limit(limit).offset(skip))]


async def count_lessons(tx: Tx, council_id: int) -> int:
    """Return how many examples a council has."""
    query = sa.select(sa.func.count()).select_from(examples)
    return await tx.number(query.where(examples.c.council_id == council_id))


async def lesson(tx: Tx, lesson_id: int) -> Lesson | None:
    """Return one example by its key, or None."""
    row = await tx.row(_lessons().where(examples.c.id == lesson_id))
    return _lesson(row) if row else None


def _lessons() -> sa.Select[tuple[object, ...]]:
    """Return the query for examples with the record each became; one withheld from the clerk is left out."""
    e, r = examples.c, records.c
    same = (r.chat_id == candidates.c.chat_id) & (r.message_id == candidates.c.message_id)
    shown = (e.id, e.council_id, e.labels, e.raises, e.by_id, e.at, candidates.c.sent_at, r.year, r.number)
    return sa.select(*shown).select_from(
        examples.join(candidates, candidates.c.id == e.candidate_id).outerjoin(
            records, same & (r.route == str(Route.CLERK))
        )
    )


def _lesson(row: Row) -> Lesson:
    return Lesson(
        row["id"],
        row["council_id"],
        frozenset(label(name) for name in row["labels"]),
        row["raises"],
        row["by_id"],
        row["at"],
        row["sent_at"],
        Reference(row["year"], row["number"]) if row["number"] is not None else None,
    )


async def forget(tx: Tx, which: Lesson) -> None:
    """Forget an example, and with it what the message was like."""
    await _delete(tx, which.council_id, examples.c.id == which.id)


async def forget_all(tx: Tx, council_id: int, until: datetime) -> int:
    """Forget a council's examples made until then; return how many."""
    return await _delete(tx, council_id, examples.c.at <= until)


async def unlearn(tx: Tx, council_id: int, candidate_id: int) -> None:
    """Forget the example that was made of a flag, if one was."""
    await _delete(tx, council_id, examples.c.candidate_id == candidate_id)


async def prune(tx: Tx, before: datetime) -> int:
    """Forget every council's examples made before then; return how many."""
    old = examples.c.at < before
    whose = await tx.rows(sa.select(examples.c.council_id).where(old).distinct())
    return sum([await _delete(tx, row["council_id"], old) for row in whose])


async def _delete(tx: Tx, council_id: int, which: sa.ColumnElement[bool]) -> int:
    tx.stale.add(council_id)
    result = await tx.run(sa.delete(examples).where(examples.c.council_id == council_id, which))
    return result.rowcount


async def count_words(tx: Tx, council_id: int) -> int:
    """Return how many own words a council has, the ignored ones included."""
    return await tx.number(
        sa.select(sa.func.count()).select_from(own_words).where(own_words.c.council_id == council_id)
    )


async def words_called(tx: Tx, council_id: int, phrases: Collection[str]) -> list[OwnWord]:
    """Return the own words of a council that are among `phrases`, whatever they tell of."""
    return [each for each in await all_words(tx, council_id) if tidied(each.phrase) in phrases]
