"""What a request holds is read to its end on a phone, and taken off in one go, or from one to another."""

import re

from e2e.cases import acts, opened
from e2e.lines import labels
from e2e.private import answer, answers, pressed, recorded, replied, told
from e2e.stage import Stage
from minutebook.council.ledger import Act
from minutebook.sandbox.messages import Message


async def shown(council: Stage) -> list[Message]:
    """What is answered to `/foi 1`."""
    return await answers(council, council.ruth, "/foi 1")


async def after(council: Stage, message: Message, button: str) -> list[Message]:
    """Press a button and return what is answered."""
    mark = council.town.mark()
    await pressed(council, council.ruth, message, button)
    return council.ruth.heard(council.bot, since=mark)


def text_of(messages: list[Message]) -> str:
    """What several messages say."""
    return "\n".join(message.text for message in messages)


async def many(council: Stage, on_record: int, others: int) -> None:
    """So many quotes for a hedge on the record, so many only said."""
    for number in range(1, on_record + 1):
        await recorded(council, council.ann, f"Hedge quote {number}.")
    for number in range(1, others + 1):
        council.tom.says(f"Hedge talk {number}.", in_=council.room)
    await council.settled()
    await opened(council, "Hedge")


async def test_more_goes_through_all_that_is_held(council: Stage) -> None:
    """*More* shows the next, records first, each exactly once, though some is taken off in between; the last has none."""
    await many(council, 15, 26)
    page = await shown(council)
    first = text_of(page)
    assert "…and 3 more records: press More" in first
    assert "…and 14 more messages on no record: press More" in first
    assert labels(page[-1])[0] == "More"
    await told(council, council.ruth, "/foi 1 remove 2026/0001 2026/0002")
    page = await after(council, page[-1], "More")
    second = text_of(page)
    assert "On hold: records 11 to 13 of 13" in second
    assert "On hold, on no record: messages 13 to 21 of 26" in second
    assert "/foi 1 remove 2026/0013 takes one off hold, 2026/0013-2026/0015 all up to 2026/0015." in second
    assert "I will take this message down" in second
    page = await after(council, page[-1], "More")
    third = text_of(page)
    assert "messages 22 to 26 of 26" in third
    assert "More" not in labels(page[-1])
    whole = first + second + third
    quotes = [int(found) for found in re.findall(r"Hedge quote (\d+)\.", whole)]
    assert quotes == list(range(1, 16))
    assert [int(found) for found in re.findall(r"Hedge talk (\d+)\.", whole)] == list(range(1, 27))


async def test_more_is_for_the_clerk_and_while_the_case_is_open(council: Stage) -> None:
    """Whoever has handed the office on, and a closed case, are shown nothing more."""
    await many(council, 0, 13)
    page = await shown(council)
    await told(council, council.ruth, "/foi 1 remove all")
    await told(council, council.ruth, "/foi 1 close")
    toast = await pressed(council, council.ruth, page[-1], "More")
    assert "Request 1 is closed" in (toast.text or "")
    await told(council, council.ruth, "/foi 1 reopen")
    await replied(council, council.ruth, "/clerk off")
    toast = await pressed(council, council.ruth, page[-1], "More")
    assert "Only the clerk" in (toast.text or "")


async def test_all_is_taken_off_after_asking(council: Stage) -> None:
    """The question says how much; where that has changed it is asked again; left, all stays; pressed, all goes."""
    await many(council, 2, 3)
    asked = await answer(council, council.ruth, "/foi 1 remove all")
    assert "2 records and 3 messages that are on no record?" in asked.text
    assert labels(asked) == ["Yes, all of it", "Leave it"]
    toast = await pressed(council, council.ruth, asked, "Leave it")
    assert "stays on hold" in (toast.text or "")
    assert "On hold: 2 records and 3 messages" in text_of(await shown(council))
    asked = await answer(council, council.ruth, "/foi 1 remove all")
    council.tom.says("One more on the hedge.", in_=council.room)
    await council.settled()
    [again] = await after(council, asked, "Yes, all of it")
    assert "2 records and 4 messages that are on no record?" in again.text
    assert await acts(council, Act.RELEASED) == 0
    [done] = await after(council, again, "Yes, all of it")
    assert "Off hold for this request: 2 records and 4 messages that are on no record." in done.text
    assert "Nothing is on hold" in text_of(await shown(council))
    assert await acts(council, Act.RELEASED) == 2
    assert "Nothing is on hold" in await told(council, council.ruth, "/foi 1 remove all")
    assert "ledger is whole" in await told(council, council.ruth, "/verify")


async def test_all_leaves_on_hold_what_only_the_staffing_recipient_sees(council: Stage) -> None:
    """*All* is all the clerk sees: what is withheld stays on hold, and the clerk hears nothing of it."""
    council.margaret.starts(council.bot)
    await council.settled()
    await replied(council, council.ruth, "/staffing @margaret_p")
    await recorded(council, council.ann, "I want to make a formal complaint about the clerk's conduct.")
    await many(council, 1, 0)
    await told(council, council.ruth, "/foi 1 search complaint")
    asked = await answer(council, council.ruth, "/foi 1 remove all")
    assert ": one record?" in asked.text
    [done] = await after(council, asked, "Yes, all of it")
    assert "Off hold for this request: one record." in done.text
    assert (await acts(council, Act.HELD), await acts(council, Act.RELEASED)) == (2, 1)


async def test_ranges_are_added_taken_off_and_recorded(council: Stage) -> None:
    """`2026/0002-0004` and `m3-m9` name all between, as far as they are there; what is too wide is refused."""
    await many(council, 5, 4)
    first = re.search(r"\bm(\d+) ", text_of(await shown(council)))
    assert first is not None
    low = int(first[1])
    off = await told(council, council.ruth, "/foi 1 remove 2026/0002-0004")
    assert "Off hold for this request: 2026/0002, 2026/0003, 2026/0004. Nothing was deleted." in off
    assert "no such record" in await told(council, council.ruth, "/foi 1 remove 2026/0002–2026/0003")
    on = await told(council, council.ruth, "/foi 1 add 4 to 3")
    assert "On hold: 2026/0003, 2026/0004" in on
    assert "On hold: 2026/0002" in await told(council, council.ruth, "/foi 1 add 2-4")
    done = await told(council, council.ruth, f"/foi 1 record m{low + 1}-m{low}")
    assert f"m{low} → 2026/0006, m{low + 1} → 2026/0007" in done
    gone = await told(council, council.ruth, f"/foi 1 remove m{low}-{low + 9}")
    assert f"Off hold for this request: m{low + 2}, m{low + 3}" in gone
    wide = await told(council, council.ruth, "/foi 1 add 1-2000")
    assert "more than I take at a time: 1-2000" in wide


async def test_a_word_for_all_is_answered_where_there_is_nothing_to_do(council: Stage) -> None:
    """`record all` with nothing left says so; `add all` says what can be added."""
    await many(council, 1, 0)
    assert "nothing left to put on the record" in await told(council, council.ruth, "/foi 1 record all")
    assert "/foi 1 search WORDS" in await told(council, council.ruth, "/foi 1 add all")


async def test_a_case_says_that_the_group_was_reminded_for_another(council: Stage) -> None:
    """What the opening says of the reminder, the case says too: when, and for another; until it has one of its own."""
    await opened(council)
    assert "The group was reminded on Tue 10 Mar 2026, for another request" in await opened(council, "Rents")
    case = "\n".join(item.text for item in await answers(council, council.ruth, "/foi 2"))
    assert "The group was reminded on Tue 10 Mar 2026, for another request" in case
    assert "has not been reminded" not in case
    await told(council, council.ruth, "/foi 1 close")
    case = "\n".join(item.text for item in await answers(council, council.ruth, "/foi 2"))
    assert "The group was reminded on Tue 10 Mar 2026, for another request" in case
    await told(council, council.ruth, "/foi 2 remind")
    case = "\n".join(item.text for item in await answers(council, council.ruth, "/foi 2"))
    assert "for another request" not in case
    await told(council, council.ruth, "/foi 2 close")
    await council.forward(days=15)
    await opened(council, "Benches", "quietly foi")
    case = "\n".join(item.text for item in await answers(council, council.ruth, "/foi 3"))
    assert "has not been reminded" in case
