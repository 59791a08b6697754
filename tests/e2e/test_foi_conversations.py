"""A message that is part of a conversation on record is held, found and counted as that record, and nowhere else."""

import re

from e2e import bundled
from e2e.cases import acts, opened
from e2e.private import answer, answers, told
from e2e.stage import Stage
from minutebook.council.ledger import Act
from minutebook.sandbox.messages import Message
from minutebook.storage import holds, requests

ASKS = "Shall I put them on the record as one?"


async def said(council: Stage) -> Message:
    """Ann asks whether to mend the swing, and Tom answers with the words that are looked for."""
    asked = council.ann.says("Shall we mend the swing? It is £90.", in_=council.room)
    replied = council.tom.replies(asked, "Yes, tell Mrs Zebedee.")
    await council.settled()
    return replied


async def talked(council: Stage, last: Message) -> None:
    """Tom puts the conversation on the record."""
    council.tom.replies(last, "/record thread")
    await council.settled()
    question = await council.room.shows(ASKS)
    await council.tom.presses(question, "Record")
    await council.settled()


async def shown(council: Stage, number: int = 1) -> str:
    """All that is answered to `/foi 1`."""
    return "\n".join(item.text for item in await answers(council, council.ruth, f"/foi {number}"))


async def test_it_is_found_once_and_shown_as_the_record(council: Stage) -> None:
    """Record and message both hold the words: one record is found, logged, listed and put on the searches page."""
    last = await said(council)
    await talked(council, last)
    told_of = await opened(council, "Zebedee")
    assert "zebedee*: one record, one newly on hold" in told_of
    seen = await shown(council)
    assert "zebedee* → one record\n" in seen
    assert "On hold: one record\n" in seen
    assert "on no record" not in seen.lower()
    assert f"m{last.id}" not in seen
    made = await bundled.exported(council, council.ruth, "/export case 1")
    page = re.sub(r"<[^>]+>", " ", made.text("searches.html"))
    assert re.search(r"zebedee\*\s+1\s+0\s", page), page


async def test_what_finds_the_message_alone_holds_its_record(council: Stage) -> None:
    """A search that the rest of the conversation keeps from finding the record finds it by the message."""
    await talked(council, await said(council))
    await opened(council, "Allotments")
    found = await told(council, council.ruth, "/foi 1 search zebedee -swing")
    assert "one record, one newly on hold" in found
    assert await acts(council, Act.HELD) == 1
    assert "ledger is whole" in await told(council, council.ruth, "/verify")


async def test_a_held_message_goes_over_into_its_conversation(council: Stage) -> None:
    """Held on no record, and then part of one: the record is held from then on, and the ledger says so."""
    last = await said(council)
    assert "one message that is on no record" in await opened(council, "Mrs Zebedee")
    await talked(council, last)
    assert await acts(council, Act.HELD) == 1
    assert "On hold: one record\n" in await shown(council)
    council.tom.edits(last, "Yes, tell Mrs Zebedee today.")
    await council.settled()
    assert "On hold: one record\n" in await shown(council)
    taken = await told(council, council.ruth, "/foi 1 remove 2026/0001")
    assert "Off hold for this request: 2026/0001" in taken
    assert "Nothing is on hold" in await shown(council)
    assert await acts(council, Act.RELEASED) == 1
    assert "ledger is whole" in await told(council, council.ruth, "/verify")


async def test_a_hold_of_before_reads_right_as_it_is(council: Stage) -> None:
    """A store that holds the message and not its record shows, counts, names and lets go of the record."""
    last = await said(council)
    await talked(council, last)
    await opened(council, "Allotments")
    view = await council.view()
    async with council.running.store.change() as tx:
        request = await requests.by_number(tx, view.council.id, 1)
        assert request is not None
        await holds.place(tx, request, [(council.room.id, last.id)], by=0, now=council.clock.now())
    seen = await shown(council)
    assert "On hold: one record\n" in seen
    assert "2026/0001" in seen
    assert "on no record" not in seen.lower()
    for verb in ("record", "remove"):
        said_of = await told(council, council.ruth, f"/foi 1 {verb} m{last.id}")
        assert f"Part of a record, and held as that: m{last.id} → 2026/0001" in said_of
    assert "nothing left to put on the record" in await told(council, council.ruth, "/foi 1 record all")
    closed = await told(council, council.ruth, "/foi 1 close")
    assert "Let go: one record." in closed
    assert "On hold again: one record." in await told(council, council.ruth, "/foi 1 reopen")
    await told(council, council.ruth, "/foi 1 remove 2026/0001")
    assert "Nothing is on hold" in await shown(council)


async def test_what_a_withheld_conversation_leaves_to_the_clerk_is_on_no_record(council: Stage) -> None:
    """Of a conversation for the staffing recipient alone the clerk hears nothing, and sees the message as before."""
    council.margaret.starts(council.bot)
    await council.settled()
    await answer(council, council.ruth, "/staffing @margaret_p")
    asked = council.ann.says("Shall we mend the swing, says Mrs Zebedee?", in_=council.room)
    last = council.tom.replies(asked, "I want to make a formal complaint about the clerk's conduct.")
    await council.settled()
    council.tom.replies(last, "/record thread")
    await council.settled()
    question = await council.room.shows(ASKS)
    await council.tom.presses(question, "Record")
    await council.settled()
    [record] = await council.records()
    assert str(record.route) == "staffing"
    assert "one message that is on no record" in await opened(council, "Zebedee")
    seen = await shown(council)
    assert f"m{asked.id}" in seen
    assert "2026/0001" not in seen
    await council.margaret.hears("One staffing or complaint matter that only you may see", council.bot)
