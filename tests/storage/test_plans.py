"""What is asked every few seconds, or at every message, does not read a table that grows from end to end."""

import sqlite3
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from minutebook.council.finding import Query, Term
from minutebook.council.letters import Channel
from minutebook.council.records import Route
from minutebook.council.schedules import Ending, Starts
from minutebook.council.schedules import Term as ScheduleTerm
from minutebook.storage import (
    carrying,
    councils,
    digests,
    dispatches,
    exemptions,
    files,
    forwards,
    matters,
    members,
    outbox,
    owed,
    records,
    register,
    rescheduling,
    search,
    standing,
    talk,
    went_out,
)
from minutebook.storage.store import Store, Tx
from storage.conftest import GROUP, NOW, Place, capture, message

LONG = timedelta(days=60)
TENTS = ScheduleTerm("tents", "Tents", 24, Starts.SENT, Ending.DISPOSE)
MAILBOX = owed.Goal(1, Channel.EMAIL, "clerk@wexcombe.gov.uk")
HOT: dict[str, Callable[[Tx], Awaitable[object]]] = {
    "what is due in the outbox": lambda tx: outbox.due(tx, NOW, [5]),
    "when the outbox is due next": lambda tx: outbox.next_due_at(tx, ()),
    "what is to be taken down": lambda tx: outbox.to_take_down(tx, NOW),
    "what is sent again once a chat is open": lambda tx: outbox.reopen(tx, 5, NOW),
    "whether a message is the bot's own": lambda tx: went_out.is_own(tx, GROUP, 7),
    "which matter a caution is about": lambda tx: went_out.matter_of_caution(tx, GROUP, 7),
    "what a topic lately talked of": lambda tx: matters.recent(tx, GROUP, None, NOW - LONG),
    "digests whose delivery is not counted": digests.unsettled,
    "files still to be fetched": lambda tx: files.wanted(tx, NOW),
    "a council's view": lambda tx: councils.view(tx, 1),
    "whose councils somebody's are": lambda tx: councils.councils_of(tx, 7),
    "whether a matter is withheld": lambda tx: matters.is_withheld(tx, 1),
    "in which matters members agreed": lambda tx: matters.consensus_between(
        tx, 1, NOW - LONG, NOW, Route.CLERK
    ),
    "what is on the agenda": lambda tx: matters.agenda_items(tx, 1, Route.CLERK),
    "a page of the register": lambda tx: register.decisions(tx, 1, Route.CLERK, limit=6),
    "what is overdue in the register": lambda tx: register.acted_on(tx, 1, Route.CLERK, NOW, 5),
    "under which marks copies are made": lambda tx: exemptions.of_records(tx, [1, 2]),
    "what came before a message": lambda tx: talk.before(tx, GROUP, None, 9, 600),
    "what was said at an instant": lambda tx: talk.said_at(tx, 1, NOW),
    "whether a message was recorded as forwarded": lambda tx: forwards.recorded(tx, 1, message(9)),
    "in which conversations a message is": lambda tx: members.places_of(tx, GROUP, 9),
    "what is on the record of a poll": lambda tx: carrying.by_poll(tx, "5"),
    "the record of an album": lambda tx: carrying.by_album(tx, message(9)),
    "a search": lambda tx: search.find(tx, 1, Query((Term("wall"),), since=NOW), [Route.CLERK], limit=5),
    "a search among what is held": lambda tx: search.find(
        tx, 1, Query((Term("wall"),), held=True), [Route.CLERK], limit=5
    ),
    "all of a search": lambda tx: search.every(tx, 1, Query((Term("wall"),)), [Route.CLERK]),
    "a record's words anew": lambda tx: search.index(tx, 1),
    "what is known before a capture": lambda tx: standing.before(tx, 1, 2026, (GROUP, 9)),
    "whether a message is on the record in any way": lambda tx: standing.sighting(tx, 1, [message(9)]),
    "a class dated anew": lambda tx: rescheduling.change_term(tx, 1, TENTS, by=5, now=NOW),
    "what may go on now": lambda tx: dispatches.due(tx, Channel.EMAIL, NOW),
    "when something may go on next": lambda tx: dispatches.next_due_at(tx, Channel.EMAIL),
    "which versions are owed": lambda tx: owed.versions(tx, MAILBOX, [1, 2]),
    "which files are owed": lambda tx: owed.files(tx, MAILBOX, [1, 2]),
    "which records are owed something": lambda tx: owed.owing(tx, MAILBOX, 0, 9, 5),
    "records with their versions": lambda tx: records.by_ids(tx, [1, 2]),
}
GROWING = (
    "inbox",
    "outbox",
    "ledger",
    "candidates",
    "matters",
    "matter_messages",
    "records",
    "record_versions",
    "record_files",
    "record_members",
    "held",
    "disposals",
    "copies",
    "dispatches",
    "exemptions",
    "digests",
    "members",
    "groups",
    "agenda",
    "memory",
    "examples",
    "own_words",
    "meetings",
)


async def asked(store: Store, ask: Callable[[Tx], Awaitable[object]]) -> list[tuple[str, Any]]:
    """The statements that a call sends to the database."""
    seen: list[tuple[str, Any]] = []

    def note(connection: object, cursor: object, statement: str, parameters: object, *rest: object) -> None:
        seen.append((statement, parameters))

    event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        async with store.change() as tx:
            await ask(tx)
    finally:
        event.remove(sa.Engine, "before_cursor_execute", note)
    return seen


@pytest.mark.parametrize("what", HOT)
async def test_no_growing_table_is_read_whole(store: Store, place: Place, what: str) -> None:
    """Each of these finds what it wants by an index; a partial one may be read whole, for it holds little."""
    async with store.change() as tx:
        for number in (1, 2, 3):
            await capture(tx, number)
    statements = await asked(store, HOT[what])
    assert statements
    probe = sqlite3.connect(place.path)
    for statement, parameters in statements:
        plan = [row[3] for row in probe.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
        whole = [
            step
            for step in plan
            if step.startswith("SCAN ") and step.split()[1] in GROWING and "INDEX" not in step
        ]
        assert not whole, f"{whole} in {statement}"
    probe.close()


async def test_a_text_message_goes_on_the_record_in_five_statements(store: Store) -> None:
    """What is known of the council is asked at once; then the record, its version, its entry and its words are added."""
    async with store.change() as tx:
        await capture(tx, 1)
    statements = [statement.split()[:3] for statement, _ in await asked(store, lambda tx: capture(tx, 2))]
    begun = [words for words in statements if words[0] != "BEGIN"]
    assert [words[0] for words in begun] == ["SELECT", "INSERT", "INSERT", "INSERT", "INSERT"]
    assert [words[2] for words in begun[1:4]] == ["records", "record_versions", "ledger"]
