"""Classes and the schedule by chat: the detector suggests, the clerk decides, and nothing goes sooner unsaid."""

import sqlite3
from datetime import datetime

import pytest

from e2e.private import QUOTE, answer, answers, changes, pressed, recorded, rows, told
from e2e.stage import Stage

DECISION = "Right, that's agreed then. Tell Hendersons to start on Monday."


async def when_due(council: Stage, number: int = 1) -> tuple[str, str, datetime | None]:
    """A record's class, what then, and when its time is up."""
    record = (await council.records())[number - 1]
    return record.klass, record.ending, record.dispose_on


async def test_a_class_is_suggested_at_capture_and_shown(council: Stage) -> None:
    """What is about money goes into finance: six years from the end of the council's year, then disposal."""
    await recorded(
        council, council.ann, "Hendersons have sent the invoice for £4,200, it is due for payment."
    )
    klass, ending, date = await when_due(council)
    assert (klass, ending) == ("finance", "dispose")
    assert date is not None
    assert date.isoformat().startswith("2032-03-31T23:00"), "midnight in summer time"
    shown = await told(council, council.ruth, "/show 1")
    assert "Class finance: its time is up on Thu 1 Apr 2032; then you are asked whether to dispose" in shown


async def test_the_clerk_changes_a_class(council: Stage) -> None:
    """`/class REF name` puts a record into a class, says what that means, and is an entry in the ledger."""
    await recorded(council, council.ann, QUOTE)
    text = await told(council, council.ruth, "/class 1 “Property”")
    assert "Record 2026/0001 is now in the class property" in text
    assert "kept for good" in text
    assert (await when_due(council))[2] is None
    assert "nothing changed" in await told(council, council.ruth, "/class 2026/0001 property.")
    assert rows(council, "SELECT count(*) FROM ledger WHERE act = 'classified'") == [(1,)]


async def test_a_class_by_button(council: Stage) -> None:
    """`/class REF` says whose choice the class is, and its buttons put the record into another."""
    await recorded(council, council.ann, QUOTE)
    shown = await answer(council, council.ruth, "/class 1")
    assert "my suggestion" in shown.text
    assert (await pressed(council, council.ruth, shown, "archive")).text == (
        "Record 2026/0001 is now in the class archive."
    )
    assert "Ruth Calder chose the class" in await told(council, council.ruth, "/class 1")
    again = await pressed(council, council.ruth, shown, "archive")
    assert again.text == "Record 2026/0001 is in the class archive already."


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        ("/class", "Put a record into a class with"),
        ("/class wall", "Put a record into a class with"),
        ("/class 99 finance", "There is no record 2026/0099"),
        ("/class 1 money", "There is no class “money”. The classes are: staffing,"),
        ("/schedule tents", "There is no class “tents”"),
        ("/schedule finance soon", "I did not understand “finance soon”"),
        ("/schedule finance 0 years", "from one month to a hundred years"),
        ("/schedule new finance 5 years then review", "one word of letters"),
        ("/schedule apply", "Which class?"),
        (
            "/schedule finance 6 years",
            "is kept 6 years from the 31 March after it was said, then disposed of",
        ),
    ],
)
async def test_what_is_not_understood_says_what_to_do(council: Stage, words: str, reply: str) -> None:
    """Every mistake is answered with what there is, or how it is said."""
    await recorded(council, council.ann, QUOTE)
    assert reply in await told(council, council.ruth, words)


async def test_the_schedule_is_shown_with_its_sources(council: Stage) -> None:
    """`/schedule` lists every class with its term; with a class it says what that rests on."""
    whole = "\n".join(part.text for part in await answers(council, council.ruth, "/schedule"))
    assert "finance · Money" in whole
    assert "6 years from the 31 March after it was said, then disposed of" in whole
    assert "property · Land" in whole
    one = await told(council, council.ruth, "/schedule finance")
    assert "VAT Notice 700/21" in one
    assert "Limitation Act 1980" in one


async def test_a_longer_term_holds_at_once(council: Stage) -> None:
    """What is on the record already is kept longer when the schedule is lengthened."""
    await recorded(council, council.ann, QUOTE)
    await told(council, council.ruth, "/class 1 finance sooner")
    text = await told(council, council.ruth, "/schedule finance 7 years then review")
    assert "finance is now kept 7 years from the 31 March after it was said, then looked at again" in text
    assert "apply" not in text
    klass, ending, date = await when_due(council)
    assert (klass, ending) == ("finance", "review")
    assert date is not None
    assert date.year == 2033
    [change] = [row for row in await changes(council) if row["name"] == "schedule"]
    assert "6 years" in str(change["old"])
    assert "7 years" in str(change["new"])


async def test_a_shorter_term_waits_for_the_clerk(council: Stage) -> None:
    """A shortened schedule changes only what comes later, until the clerk applies it; the ledger says both."""
    await recorded(council, council.ann, QUOTE)
    await told(council, council.ruth, "/class 1 finance sooner")
    text = await told(council, council.ruth, "/schedule finance 2 years then dispose")
    assert "One record that is there already would be due sooner" in text
    assert (await when_due(council))[2].year == 2032  # type: ignore[union-attr]
    await recorded(council, council.ann, f"{QUOTE} And again.")
    await told(council, council.ruth, "/class 2 finance sooner")
    assert (await when_due(council, 2))[2].year == 2028  # type: ignore[union-attr]
    applied = await told(council, council.ruth, "/schedule apply finance")
    assert "One record of the class finance has the new time now" in applied
    assert (await when_due(council))[2].year == 2028  # type: ignore[union-attr]
    assert "nothing changed" in await told(council, council.ruth, "/schedule apply finance")
    assert rows(council, "SELECT count(*) FROM ledger WHERE act = 'scheduled'") == [(2,)]
    assert "whole" in await told(council, council.ruth, "/verify")


async def test_a_class_of_the_councils_own(council: Stage) -> None:
    """A council adds a class, puts records into it, and the class is there after a restart."""
    await recorded(council, council.ann, QUOTE)
    text = await told(council, council.ruth, "/schedule new allotments 18 months from sent then review")
    assert "allotments is a class now, kept 18 months from the day it was said" in text
    await council.restart()
    assert "in the class allotments" in await told(council, council.ruth, "/class 1 allotments sooner")
    assert (await when_due(council))[2].isoformat().startswith("2027-09-10T23")  # type: ignore[union-attr]


async def test_a_class_added_by_a_slip_is_taken_off_while_it_is_empty(council: Stage) -> None:
    """Neither one that records are in nor one that came with the schedule goes; each refusal says what to do."""
    await recorded(council, council.ann, QUOTE)
    for name in ("alotments", "allotments"):
        await told(council, council.ruth, f"/schedule new {name} 5 years then review")
    await told(council, council.ruth, "/class 1 allotments")
    assert "alotments is no class any more" in await told(council, council.ruth, "/schedule remove alotments")
    assert "alotments" not in await told(council, council.ruth, "/schedule")
    assert "There is no class “alotments”" in await told(council, council.ruth, "/schedule remove alotments")
    refused = await told(council, council.ruth, "/schedule remove allotments")
    assert "cannot be taken off while it is in use" in refused
    assert "/find class:allotments" in refused
    assert "came with the schedule" in await told(council, council.ruth, "/schedule remove finance")
    assert "\nallotments" in await told(council, council.ruth, "/schedule")
    assert "whole" in await told(council, council.ruth, "/verify")


async def test_who_may(council: Stage) -> None:
    """Councillors may do none of it; an admin who is no clerk changes the schedule and learns nothing of records."""
    council.ann.starts(council.bot)
    await recorded(council, council.ann, QUOTE)
    for command in ("/class 1 finance", "/schedule", "/dispose"):
        assert "is for the" in await told(council, council.ann, command)
    await told(council, council.ruth, "/clerk off")
    text = await told(council, council.ruth, "/schedule contracts 1 year then dispose")
    assert "unless the clerk or the deputy sends /schedule apply contracts" in text
    assert "Only the clerk" in await told(council, council.ruth, "/schedule apply contracts")
    for command in ("/class 1 finance", "/dispose"):
        assert "is for the clerk and the deputy" in await told(council, council.ruth, command)


async def test_what_was_recorded_before_there_were_classes_gets_one(council: Stage) -> None:
    """At the first start with this program every older record is given the class its labels suggest."""
    await recorded(council, council.ann, DECISION)
    before = await when_due(council)
    await council.stop()
    with sqlite3.connect(council.folder / "data" / "minutebook.db") as file:
        file.execute("UPDATE records SET klass = '', ending = 'review', dispose_on = NULL")
        file.execute("DELETE FROM facts WHERE name = 'records_classed'")
    await council.start()
    assert await when_due(council) == before
    assert before[2] is not None
    assert "whole" in await told(council, council.ruth, "/verify")


async def test_a_class_shorter_than_the_law_has_it_is_said_to_be_and_goes_back(council: Stage) -> None:
    """A term below the default is taken, with what it was before and what the default rests on; `default` undoes it."""
    text = await told(council, council.ruth, "/schedule finance 3 months then dispose")
    assert "Before, it was kept 6 years" in text
    assert "sooner than the default" in text
    assert "VAT Act 1994" in text
    assert "/schedule finance default" in text
    assert "sooner than" not in await told(council, council.ruth, "/schedule finance 8 years then review")
    assert "sooner than" in await told(
        council, council.ruth, "/schedule finance 6 years from sent then dispose"
    )
    assert "is now kept 6 years" in await told(council, council.ruth, "/schedule finance default")
    assert "the council’s own term" not in (await told(council, council.ruth, "/schedule finance"))
    assert "nothing changed" in await told(council, council.ruth, "/schedule finance default")
    assert "I did not understand" in await told(council, council.ruth, "/schedule tents default")
