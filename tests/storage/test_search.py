"""Searching the records: everything that was typed is words; ranked, counted, filtered, each council's own."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minutebook.council.concerns import Concern, Subject
from minutebook.council.find_words import parse_query
from minutebook.council.messages import Attachment, Message, Sender
from minutebook.council.records import Method, Route
from minutebook.council.settings import CouncilSettings
from minutebook.storage import councils, records, search
from minutebook.storage.codec import message_to_json
from minutebook.storage.records import Capture
from minutebook.storage.schema_records import record_members
from minutebook.storage.schema_records import records as table
from minutebook.storage.schema_requests import held, requests
from minutebook.storage.store import Store, Tx
from storage.conftest import GROUP, NOW, capture, message, salt

EVERYONE = list(Route)


async def found(tx: Tx, typed: str, council: int = 1, routes: list[Route] = EVERYONE) -> list[int]:
    """The keys of what a search finds."""
    query = parse_query(typed, NOW, ZoneInfo("Europe/London"))
    hits = await search.find(tx, council, query, routes, limit=20)
    assert hits.total == len(hits.ids)
    return list(hits.ids)


async def put(tx: Tx, said: Message, *labels: Concern | Subject, route: Route = Route.CLERK) -> None:
    """Put a message on the record, with what the detector called it."""
    concerns = frozenset(label for label in labels if isinstance(label, Concern))
    subjects = frozenset(label for label in labels if isinstance(label, Subject))
    what = Capture([said], None, 7, "Ruth", Method.COMMAND, concerns, subjects, route)
    await records.capture(tx, 1, what, year=2026, now=NOW, salt=salt)


SIGNS = r'["*():^{}+\-.,~]{1,8}( AND| NOT| NEAR\(| OR|body :|scope:)?[^\x00]{0,8}["\x00]?'


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(typed=st.text(max_size=200) | st.from_regex(SIGNS) | st.lists(st.from_regex(SIGNS)).map(" ".join))
async def test_whatever_a_clerk_types_is_words(store: Store, typed: str) -> None:
    """Any text at all can be searched for; none of it is taken as syntax of the database."""
    async with store.read() as tx:
        assert await found(tx, typed) == []
        assert await search.every(tx, 1, parse_query(typed, NOW, ZoneInfo("UTC")), EVERYONE) == []


@pytest.mark.parametrize(
    "typed",
    [
        "\0",
        "a\0b",
        '"\0" wall',
        "🙂" * 4096,
        "wall -🙂",
        "-🙂 wall",
        "wall -𞤀",
        '"" wall',
        "wall " * 900,
        "c1clerk x",
    ],
    ids=ascii,
)
async def test_odd_signs_neither_raise_nor_reach_the_database(store: Store, typed: str) -> None:
    """NULs, emoji by the thousand, scripts the index does not know, and its own tokens are searched for as any."""
    async with store.change() as tx:
        await capture(tx, 1, "The wall.")
        assert await found(tx, typed) in ([], [1])
        if "wall" in typed:
            assert await found(tx, typed) == [1]


async def test_a_search_finds_all_its_words_in_any_case(store: Store) -> None:
    """Every word must be there, accents and case aside, the last as a beginning where nothing has it whole."""
    async with store.change() as tx:
        await capture(tx, 1, "The café’s lease is agreed: £400 a month. Y t\u0177 a'r w\u0302yl")
        await capture(tx, 2, "The lease of the green. Leases run on.")
        for typed, expected in [
            ("lease", [2, 1]),
            ("leases", [2]),
            ("leas", [2, 1]),
            ("leas the", []),
            ("leas* the", [2, 1]),
            ("CAFE leas", [1]),
            ("lease NOT green", []),
            ("lease -green", [1]),
            ("lease -“the green”", [1]),
            ("“lease of the”", [2]),
            ("“lease the”", []),
            ("\"lease\" 'green'", [2]),
            ("400", [1]),
            ("ty wyl", [1]),
            ("TŶ ŵyl", [1]),
            ("Harrow note", [2, 1]),
            ("café*", [1]),
            ("...", []),
            ("", []),
        ]:
            assert sorted(await found(tx, typed)) == sorted(expected), typed
        assert await found(tx, "lease", council=2) == []
        assert await found(tx, "lease", routes=[Route.STAFFING]) == []
        assert await found(tx, "lease", routes=[]) == []


async def test_the_best_stands_first(store: Store) -> None:
    """What says it in few words, or more than once, stands before what mentions it among others; else the newest."""
    async with store.change() as tx:
        await capture(
            tx, 1, "Among much else that was said at length that evening, somebody named the bench once."
        )
        await capture(tx, 2, "Bench!")
        await capture(tx, 3, "Bench!")
        assert await found(tx, "bench") == [3, 2, 1]


async def test_a_common_word_is_counted_to_a_limit(store: Store) -> None:
    """More matches than are ranked are "more than"; pages reach the last ranked, and `every` reaches all."""
    async with store.change() as tx:
        for number in range(1, search.RANKED + 4):
            await tx.run(
                sa.text("INSERT INTO record_search (rowid, scope, body) VALUES (:id, 'c1clerk', 'wall')"),
                {"id": number},
            )
        await capture(tx, 1, "A wall.")
        own = ("id", "number", "message_id")
        columns = ", ".join(column.name for column in table.columns if column.name not in own)
        await tx.run(
            sa.text(
                f"INSERT INTO records (id, number, message_id, {columns}) SELECT s.id, s.id, s.id, {columns}"
                " FROM (SELECT rowid AS id FROM record_search WHERE rowid > 1) s, records r WHERE r.id = 1"
            )
        )
        query = parse_query("wall", NOW, ZoneInfo("UTC"))
        hits = await search.find(tx, 1, query, EVERYONE, limit=5, skip=search.RANKED - 2)
        assert (hits.total, hits.more, len(hits.ids)) == (search.RANKED, True, 2)
        first = await search.every(tx, 1, query, EVERYONE)
        assert [*first, *await search.every(tx, 1, query, EVERYONE, after=first[-1])] == list(
            range(1, search.RANKED + 4)
        )


async def test_the_filters_narrow_a_search(store: Store) -> None:
    """Author, kind, class, file, time, hold and reference each leave what fits, alone and with words."""
    file = Attachment("document", "f", "u", "minutes-draft.pdf")
    priya = Sender(8, "Cllr Priya Shah", "pshah")
    async with store.change() as tx:
        await put(tx, message(1, "The wall."), Concern.DECISION, Concern.PERSONAL_DATA)
        await put(tx, replace(message(2, "The wall."), sender=priya), Subject.FINANCE)
        late = datetime(2026, 6, 30, 22, 59, 59, tzinfo=UTC)
        await put(tx, replace(message(3, "The wall."), sent_at=late, attachments=(file,)))
        await put(tx, replace(message(4, "The wall."), sent_at=late + timedelta(seconds=1)))
        await tx.run(sa.update(table).where(table.c.id == 2).values(klass="finance_grants"))
        await search.index(tx, 2)
        await hold(tx, 4)
        for typed, expected in {
            "from:ann": [1, 3, 4],
            "from:pshah": [2],
            "from:wall": [],
            "wall -from:shah": [1, 3, 4],
            "kind:decision": [1],
            "kind:personal-data wall": [1],
            "kind:data": [],
            "-kind:decision wall": [2, 3, 4],
            "class:finance": [2],
            "class:finance-grants": [2],
            "has:file": [3],
            "has:document": [3],
            "has:photo": [],
            "minutes draft": [3],
            "held:yes": [4],
            "wall held:no": [1, 2, 3],
            "ref:2026": [1, 2, 3, 4],
            "ref:2025 wall": [],
            "ref:3": [3],
            "wall ref:2026/0002": [2],
            "after:2026-06": [3, 4],
            "before:30/6/26": [1, 2, 3],
            "wall after:1/4/26 before:30 June 2026": [3],
            "on:1/7/26": [4],
            "after:2027": [],
            "before:2013": [],
        }.items():
            assert sorted(await found(tx, typed)) == expected, typed


async def hold(tx: Tx, number: int) -> None:
    """Put a message on hold for a request."""
    await tx.insert(
        requests,
        id=1,
        council_id=1,
        number=1,
        kind="foi",
        title="walls",
        received_on="2026-03-10",
        due_on="2026-04-09",
        state="open",
        opened_at=NOW,
        opened_by=1,
        opened_by_name="Ruth",
    )
    await tx.insert(
        held, request_id=1, chat_id=GROUP, message_id=number, council_id=1, held_at=NOW, held_by=1
    )


async def test_all_versions_members_and_what_was_answered_are_searched(store: Store) -> None:
    """What a record says now, said before, quotes and answers, and what the members of a conversation say, is found."""
    async with store.change() as tx:
        answered = message(5, "Who mends the hedge?")
        said = replace(message(1, "The fence."), quote="the paling")
        what = Capture([said], answered, 7, "Ruth", Method.COMMAND, frozenset(), frozenset(), Route.CLERK)
        await records.capture(tx, 1, what, year=2026, now=NOW, salt=salt)
        await records.add_version(tx, replace(message(1, "The gate."), edited_at=NOW), at=NOW, salt=salt)
        body = message_to_json(replace(message(9, "Hendersons, surely."), sender=Sender(9, "Tom Bell")))
        await tx.insert(
            record_members,
            record_id=1,
            position=1,
            number=1,
            chat_id=GROUP,
            message_id=9,
            body=body,
            salt=b"",
            digest="",
        )
        await search.index(tx, 1)
        for typed in (
            "gate",
            "fence",
            "paling",
            "hedge",
            "hendersons",
            "from:bell",
            "from:tom hendersons gate",
        ):
            assert await found(tx, typed) == [1], typed


async def test_what_is_withheld_or_forgotten_is_not_found(store: Store) -> None:
    """A record withheld from the clerk is found by the recipient alone, at once; one forgotten by nobody."""
    async with store.change() as tx:
        await capture(tx, 1, "The wall.")
        await records.withhold(tx, GROUP, 1)
        assert await found(tx, "wall", routes=[Route.CLERK]) == []
        assert await found(tx, "wall", routes=[Route.STAFFING]) == [1]
        await search.forget(tx, 1)
        assert await found(tx, "wall") == []


async def test_no_word_of_one_council_is_found_by_another(store: Store) -> None:
    """A council with a key that begins like another's finds its own alone."""
    async with store.change() as tx:
        for number in range(2, 12):
            await councils.create(tx, f"Council {number}", CouncilSettings(), by=1, now=NOW)
        await capture(tx, 1, "The wall.")
        for council in range(2, 12):
            assert await found(tx, "wall", council=council) == []


async def test_bodies_are_json_the_index_can_read(store: Store) -> None:
    """What a message keeps under `text` and `sender.name` is what the index reads of a member."""
    kept = json.loads(message_to_json(message(1, "Said.")))
    assert (kept["text"], kept["sender"]["name"]) == ("Said.", "Cllr Ann Harrow")
