"""Requests for information by /foi: what is searched for, put on hold, shown and let go."""

import re

from e2e.cases import acts, held_texts, opened
from e2e.private import DECISION, GRIEVANCE, answer, answers, pressed, recorded, replied, rows, told
from e2e.stage import Stage
from minutebook.council.ledger import Act
from minutebook.storage import memory

QUOTE = "Hendersons want £4,200 for the churchyard wall."
CHAT = "Hendersons’ van was outside the hall again."
OTHER = "Lovely sunset over the green tonight."


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
    """Left alone for months, it stays until the last of several cases lets go."""
    council.margaret.says(DECISION, in_=council.room)
    await opened(council)
    await opened(council, "Monday at Hendersons", "eir")
    await council.forward(days=100)
    assert await held_texts(council) == {DECISION}
    assert rows(council, "SELECT state FROM candidates") == [("open",)]
    await told(council, council.ruth, "/foi 1 close")
    await council.forward(days=100)
    assert await held_texts(council, 2) == {DECISION}
    await told(council, council.ruth, "/foi 2 close")
    await council.forward(days=1)
    assert rows(council, "SELECT count(*) FROM candidates WHERE body IS NOT NULL") == [(0,)]


async def test_a_flag_marked_transitory_keeps_its_text_while_it_is_held(council: Stage) -> None:
    """The clerk's word takes it off the list; what was asked for is still there, until the case is closed."""
    council.margaret.says(DECISION, in_=council.room)
    await opened(council)
    review = await answer(council, council.ruth, "/review")
    await pressed(council, council.ruth, review, "Transitory")
    await council.forward(days=10)
    assert rows(council, "SELECT state, body IS NOT NULL FROM candidates") == [("transitory", 1)]
    assert await held_texts(council) == {DECISION}
    await told(council, council.ruth, "/foi 1 close")
    await council.forward(hours=1)
    assert rows(council, "SELECT state, body IS NOT NULL FROM candidates") == [("transitory", 0)]


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
    said = await told(council, council.ruth, f"/foi 2 add {wall}, {sunset} and 99")
    assert f"On hold: {wall}" in said
    assert f"On hold already: {sunset}" in said
    assert "There is no such record that you can see: 2026/0099" in said
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
    # The case names the message itself in saying how, and not one that there is not.
    assert f"/foi 1 record m{message.id} puts it" in await told(council, council.ruth, "/foi 1")
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


async def test_withheld_matters_are_held_and_the_clerk_is_told_nothing(council: Stage) -> None:
    """What is about the clerk is held; only its recipient hears of it, now and in the digest."""
    council.margaret.starts(council.bot)
    await council.settled()
    await replied(council, council.ruth, "/staffing @margaret_p")
    grievance = await recorded(council, council.ann, GRIEVANCE)
    council.tom.replies(grievance, "Such conduct is not on, I agree.")
    council.ann.says("The clerk’s appraisal shows misconduct, I fear.", in_=council.room)
    await council.settled()
    said = await opened(council, "Complaints, conduct and appraisals")
    assert "nothing yet" in said
    shown = "\n".join(item.text for item in await answers(council, council.ruth, "/foi 1"))
    assert "Nothing is on hold" in shown
    assert "→ nothing" in shown
    assert len(await held_texts(council)) == 3
    notice = await council.margaret.hears(
        "3 staffing or complaint matters that only you may see", council.bot
    )
    assert "Complaints, conduct and appraisals" in notice.text
    assert "no such record" in await told(council, council.ruth, "/foi 1 remove 1")
    closed = await told(council, council.ruth, "/foi 1 close")
    assert "Let go: nothing" in closed
    await council.next_morning()
    heard = [message.text for message in council.margaret.heard(council.bot)]
    assert not any("On hold for a request" in text for text in heard)
    await told(council, council.ruth, "/foi 1 reopen")
    await council.next_morning()
    await council.margaret.hears("On hold for a request for information", council.bot)
