"""Requests for information by /foi: opened, searched for, put on hold, answered in time."""

import re

import pytest

from e2e.private import DECISION, GRIEVANCE, answers, ledger, recorded, replied, rows, told
from e2e.stage import Stage
from minutebook.council.ledger import Act
from minutebook.storage import holds, memory, records, requests, searches

QUOTE = "Hendersons want £4,200 for the churchyard wall."
CHAT = "Hendersons’ van was outside the hall again."
OTHER = "Lovely sunset over the green tonight."


async def opened(council: Stage, title: str = "The churchyard wall and Hendersons", how: str = "foi") -> str:
    """Ruth opens a case and is told what came of it."""
    return await told(council, council.ruth, f"/foi new {how} “{title}”")


async def held_texts(council: Stage, number: int = 1) -> set[str]:
    """What a request holds, by what it says, whoever may see it."""
    view = await council.view()
    async with council.running.store.read() as tx:
        request = await requests.by_number(tx, view.council.id, number)
        assert request is not None
        keys = await holds.of_request(tx, request.id)
        known = await searches.unrecorded_among(tx, view.council.id, keys)
        found = [item.message.text for item in known]
        on_record = await searches.recorded_among(tx, view.council.id, keys)
        found += [record.text for record in await records.by_ids(tx, [one.id for one in on_record])]
    return set(found)


async def acts(council: Stage, act: Act) -> int:
    """How many entries of an act the ledger holds."""
    return sum(row[0] == str(act) for row in rows(council, "SELECT act FROM ledger"))


async def test_opening_a_case_searches_holds_and_reminds(council: Stage) -> None:
    """The title's words are searched for at once, everywhere; what is found is held; the group is reminded, no more."""
    await recorded(council, council.ann, QUOTE)
    council.tom.says(CHAT, in_=council.room)
    council.tom.says(OTHER, in_=council.room)
    await council.settled()
    mark = council.town.mark()
    said = await opened(council)
    assert "Request 1" in said
    assert "in 20 working days" in said
    assert "churchyard* or wall* or henderson*" in said
    assert "one record and one message that is on no record, 2 newly on hold" in said
    assert await held_texts(council) == {QUOTE, CHAT}
    assert await acts(council, Act.HELD) == 1
    [reminder] = council.room.by_bots(since=mark)
    assert "s.77" in reminder.text
    assert "reg 19" in reminder.text
    assert "s.173" in reminder.text
    assert not re.search("churchyard|henderson|ruth|request 1", reminder.text.lower())


async def test_a_case_shows_its_clock_its_searches_and_what_is_held(council: Stage) -> None:
    """`/foi 1` is the whole of it, protected and taken down like every answer that shows records."""
    await recorded(council, council.ann, QUOTE)
    message = council.tom.says(CHAT, in_=council.room)
    await opened(council)
    await told(council, council.ruth, "/foi 1 search sunset | “village green”")
    shown = "\n".join(item.text for item in await answers(council, council.ruth, "/foi 1"))
    assert "2 searches carried out" in shown
    assert "sunset or “village green” → nothing" in shown
    assert "Ruth Calder: churchyard* or wall* or henderson*" in shown
    assert QUOTE in shown
    assert f"m{message.id}" in shown
    assert CHAT in shown
    assert "I will take this message down" in shown
    listed = await told(council, council.ruth, "/foi")
    assert "One open request" in listed
    assert "FOI: The churchyard wall and Hendersons" in listed


async def test_what_is_held_outlives_its_time_and_goes_when_the_case_is_closed(council: Stage) -> None:
    """The short memory keeps what a case holds and nothing else; closing deletes nothing, the clock does after it."""
    held = council.tom.says(CHAT, in_=council.room)
    free = council.tom.says(OTHER, in_=council.room)
    await opened(council)
    await council.forward(hours=100)

    async def known() -> list[bool]:
        async with council.running.store.read() as tx:
            return [await memory.get(tx, council.room.id, one.id) is not None for one in (held, free)]

    assert await known() == [True, False]
    said = await told(council, council.ruth, "/foi 1 close answered in full")
    assert "Let go: one message that is on no record. Nothing was deleted" in said
    assert await known() == [True, False]
    again = await told(council, council.ruth, "/foi 1 reopen")
    assert "On hold again: one message" in again
    await council.forward(hours=1)
    assert await known() == [True, False]
    await told(council, council.ruth, "/foi 1 close")
    await council.forward(hours=1)
    assert await known() == [False, False]


async def test_a_flag_on_hold_neither_lapses_nor_loses_its_text(council: Stage) -> None:
    """Marked transitory or left alone for months, it stays until its last case lets go."""
    council.margaret.says(DECISION, in_=council.room)
    await opened(council)
    await opened(council, "Monday at Hendersons", "eir")
    await council.forward(days=100)
    assert await held_texts(council) == {DECISION}
    await told(council, council.ruth, "/foi 1 close")
    await council.forward(days=100)
    assert await held_texts(council, 2) == {DECISION}
    await told(council, council.ruth, "/foi 2 close")
    await council.forward(days=1)
    assert rows(council, "SELECT count(*) FROM candidates WHERE body IS NOT NULL") == [(0,)]


async def test_what_comes_later_and_matches_is_held_as_it_comes(council: Stage) -> None:
    """Said, edited or recorded while a case is open, it goes on hold if the searches would have found it."""
    await opened(council)
    edited = council.ann.says(OTHER, in_=council.room)
    council.tom.says(CHAT, in_=council.room)
    await recorded(council, council.priya, QUOTE)
    await council.settled()
    assert await held_texts(council) == {CHAT, QUOTE}
    council.ann.edits(edited, "Hendersons again!")
    await council.settled()
    assert await held_texts(council) == {CHAT, QUOTE, "Hendersons again!"}
    assert await acts(council, Act.HELD) == 1
    await told(council, council.ruth, "/foi 1 close")
    council.tom.says("Hendersons once more", in_=council.room)
    await council.settled()
    assert "Hendersons once more" not in await held_texts(council)


async def test_records_are_added_and_taken_off_by_reference(council: Stage) -> None:
    """Each act is answered by name; several cases may hold one record; every hold and release is in the ledger."""
    await recorded(council, council.ann, QUOTE)
    await recorded(council, council.ann, OTHER)
    await opened(council)
    await opened(council, "Sunsets", "eir")
    [wall, sunset] = [str(record.reference) for record in await council.records()]
    said = await told(council, council.ruth, f"/foi 2 add {wall}, {sunset} and 99 nonsense")
    assert f"On hold: {wall}" in said
    assert f"On hold already: {sunset}" in said
    assert "There is no such record that you can see: " in said
    assert "nonsense" in said
    said = await told(council, council.ruth, f"/foi 1 remove {wall}")
    assert f"Off hold for this request: {wall}. Nothing was deleted." in said
    assert "still on hold for another request" in said
    assert f"Not on hold for this request: {wall}" in await told(
        council, council.ruth, f"/foi 1 remove {wall}"
    )
    assert await acts(council, Act.HELD) == 3
    assert await acts(council, Act.RELEASED) == 1
    # What the clerk took off stays off, whatever finds it again.
    said = await told(council, council.ruth, "/foi 1 search churchyard")
    assert "One that you took off before is left off." in said
    assert await held_texts(council) == set()
    assert "ledger is whole" in await told(council, council.ruth, "/verify")


async def test_a_held_message_is_put_on_the_record_by_its_number(council: Stage) -> None:
    """`/foi 1 record m…` makes it a record that is on hold, and the group is told nothing."""
    message = council.tom.says(CHAT, in_=council.room)
    await opened(council)
    mark = council.town.mark()
    said = await told(council, council.ruth, f"/foi 1 record m{message.id} m99999")
    assert f"m{message.id} → 20" in said
    assert "m99999" in said
    assert not council.room.by_bots(since=mark)
    [record] = await council.records()
    assert record.text == CHAT
    assert await held_texts(council) == {CHAT}
    assert await acts(council, Act.HELD) == 1
    said = await told(council, council.ruth, f"/foi 1 remove {record.reference}")
    assert "Off hold" in said


async def test_the_digest_tells_of_what_presses(council: Stage) -> None:
    """What is due within a week, overdue or stopped stands in the digest; what has time does not."""
    await opened(council)
    await council.next_morning()
    assert not [m for m in council.ruth.heard(council.bot) if "presses" in m.text]
    await council.forward(days=24)
    await council.next_morning()
    digest = await council.ruth.hears("One request for information presses", council.bot)
    assert "The churchyard wall" in digest.text
    await council.forward(days=14)
    await council.next_morning()
    await council.ruth.hears("Overdue: the answer was due by", council.bot)


@pytest.mark.parametrize("kind", ["foi", "eir", "sar"])
async def test_the_clock_is_stopped_and_goes_on_by_the_law(council: Stage, kind: str) -> None:
    """Clarification stops every clock; FOI knows no identity and no extension; what was late is told so."""
    await opened(council, how=kind)
    assert "The clock stands still since" in await told(council, council.ruth, "/foi 1 pause clarification")
    assert "stands still already" in await told(council, council.ruth, "/foi 1 pause clarification")
    await council.forward(days=10)
    assert "cannot be before" in await told(council, council.ruth, "/foi 1 resume 1 Jan")
    resumed = await told(council, council.ruth, "/foi 1 resume")
    assert "Answer by" in resumed
    assert ("in 20 working days" in resumed) is (kind != "sar")
    identity = await told(council, council.ruth, "/foi 1 pause identity")
    assert ("know no pause for proof" in identity) is (kind != "sar")
    extended = await told(council, council.ruth, "/foi 1 extend")
    assert ("no extension of a fixed length" in extended) is (kind == "foi")
    if kind == "eir":
        assert "in 40 working days" in extended
        assert "can be only once" in await told(council, council.ruth, "/foi 1 extend")


async def test_a_late_extension_is_refused(council: Stage) -> None:
    """Once the first time is over the requester can be told of no extension."""
    await opened(council, how="eir")
    await council.forward(days=60)
    assert "EIR reg 7(3)" in await told(council, council.ruth, "/foi 1 extend")
    assert "asking now stops nothing" in await told(council, council.ruth, "/foi 1 pause clarification")


async def test_opened_quietly_the_group_is_reminded_when_the_clerk_says_so_and_once(council: Stage) -> None:
    """`quietly` leaves the reminder out; /foi 1 remind sends it, in every mode of cautions, and only once."""
    await told(council, council.ruth, "/cautions off")
    mark = council.town.mark()
    assert "was not reminded" in await opened(council, how="quietly foi")
    assert not council.room.by_bots(since=mark)
    assert "I have reminded the group" in await told(council, council.ruth, "/foi 1 remind")
    assert "once is enough" in await told(council, council.ruth, "/foi 1 remind")
    assert len(council.room.by_bots(since=mark)) == 1


async def test_withheld_matters_are_held_and_the_clerk_is_told_nothing(council: Stage) -> None:
    """What is about the clerk is held; only its recipient hears of it, now and in the digest."""
    council.margaret.starts(council.bot)
    await council.settled()
    await replied(council, council.ruth, "/staffing @margaret_p")
    await recorded(council, council.ann, GRIEVANCE)
    council.ann.says("The clerk’s appraisal shows misconduct, I fear.", in_=council.room)
    await council.settled()
    said = await opened(council, "Complaints, conduct and appraisals")
    assert "nothing yet" in said
    shown = "\n".join(item.text for item in await answers(council, council.ruth, "/foi 1"))
    assert "Nothing is on hold" in shown
    assert "→ nothing" in shown
    assert len(await held_texts(council)) == 2
    notice = await council.margaret.hears(
        "2 staffing or complaint matters that only you may see", council.bot
    )
    assert "Complaints, conduct and appraisals" in notice.text
    assert "no such record" in await told(council, council.ruth, "/foi 1 remove 1")
    closed = await told(council, council.ruth, "/foi 1 close")
    assert "Let go: nothing" in closed
    assert await ledger(council)


async def test_only_clerk_and_deputy_have_requests(council: Stage) -> None:
    """A councillor, the recipient of staffing matters and another council's clerk see none of it."""
    await opened(council)
    council.margaret.starts(council.bot)
    await council.settled()
    assert "is for the clerk and the deputy" in await told(council, council.margaret, "/foi 1")
    assert "no request 2 here" in await told(council, council.ruth, "/foi 2")
    assert "no request 9 here" in await told(council, council.ruth, "/foi 9 close")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/foi", "No request for information is open"),
        ("/foi nonsense", "Requests for information"),
        ("/foi new", "What is asked for?"),
        ("/foi new foi “Hedges” received tomorrow", "could not read"),
        ("/foi new foi “Hedges” received 1 January 2099", "still to come"),
    ],
)
async def test_what_cannot_be_is_answered_with_how(council: Stage, typed: str, answer: str) -> None:
    """Every mistake is told how to put it right."""
    assert answer in await told(council, council.ruth, typed)


async def test_each_act_asks_for_what_it_needs(council: Stage) -> None:
    """An act without its words, an unknown act and an act on a closed case are told what to do next."""
    await opened(council)
    for typed, answer in (
        ("search", "Which words?"),
        ("add", "Which records?"),
        ("remove", "Which ones?"),
        ("record", "Which ones?"),
        ("pause", "Waiting for what?"),
        ("resume", "is running"),
        ("reopen", "is open already"),
        ("answer", "I do not know what “answer” would do"),
    ):
        assert answer in await told(council, council.ruth, f"/foi 1 {typed}")
    await told(council, council.ruth, "/foi 1 close refused: vexatious")
    assert "/foi 1 reopen" in await told(council, council.ruth, "/foi 1 extend")
    assert "refused: vexatious" in await told(council, council.ruth, "/foi")
