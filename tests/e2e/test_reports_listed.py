"""A decision told as a meeting's: no caution, no line in the register, but the clerk sees it and that it cites one."""

from e2e.private import answer as answered
from e2e.private import answers, pressed, told, waiting
from e2e.stage import Stage
from minutebook.council.concerns import DECIDING

REPORT = "Council agreed it on 3 March. I've told Hendersons to start on Monday."
DECIDED = "I've told Hendersons to start on Monday."


async def register(council: Stage) -> str:
    """What /decisions answers."""
    return "\n".join(part.text for part in await answers(council, council.ruth, "/decisions"))


async def test_a_report_is_listed_as_one_and_stands_in_no_register(council: Stage) -> None:
    """It says why nobody was cautioned; on the record too it is no decision of the chat."""
    await told(council, council.ruth, "/meeting 3 March 7.30pm")
    mark = council.town.mark()
    council.ann.says(REPORT, in_=council.room)
    await council.settled()
    assert council.said_by_bot(since=mark) == []
    [flag] = await waiting(council)
    assert flag.reported
    assert not flag.labels & DECIDING, "what is dismissed or recorded of it teaches nothing about decisions"
    assert "cites a meeting, a minute or delegated powers" in await told(council, council.ruth, "/today")
    shown = await answered(council, council.ruth, "/review")
    assert "decision (10.5): “I've told Hendersons to start” (it cites a meeting" in shown.text
    assert "is empty" in await register(council)
    await pressed(council, council.ruth, shown, "Record")
    assert "is empty" in await register(council)


async def test_a_decision_does_not_become_a_report_by_an_edit(council: Stage) -> None:
    """Who was cautioned and then cites a minute does not take the decision out of the register."""
    await told(council, council.ruth, "/meeting 3 March 7.30pm")
    said = council.ann.says(DECIDED, in_=council.room)
    await council.settled()
    assert "is empty" not in await register(council)
    council.ann.edits(said, f"{DECIDED[:-1]}, minute 99/99.")
    await council.settled()
    assert "is empty" not in await register(council)
    [flag] = await waiting(council)
    assert flag.labels & DECIDING


async def test_who_asks_for_ayes_is_cautioned_and_a_quorum_told_of_whatever_is_cited(council: Stage) -> None:
    """A report asks nobody anything: members asked to say aye decide in the chat."""
    await told(council, council.ruth, "/meeting 3 March 7.30pm")
    mark = council.town.mark()
    asked = council.margaret.says(
        "I propose we accept Hendersons' quote of £4,200, minute 99/99. Say aye", in_=council.room
    )
    await council.settled()
    assert council.said_by_bot(since=mark)
    for name in ("ann", "tom", "priya", "owen"):
        council.people[name].reacts(asked, "👍")
    await council.settled()
    assert any("members seem to agree here" in text for text in council.said_by_bot(since=mark))


async def test_a_report_on_the_agenda_is_in_the_register(council: Stage) -> None:
    """Where the clerk knows of no such resolution, the agenda is where it belongs, and then it is entered."""
    await told(council, council.ruth, "/meeting 3 March 7.30pm")
    council.ann.says(REPORT, in_=council.room)
    await council.settled()
    shown = await answered(council, council.ruth, "/review")
    await pressed(council, council.ruth, shown, "Agenda")
    assert "is empty" not in await register(council)


async def test_dismissing_a_report_does_not_promise_its_end(council: Stage) -> None:
    """A report is listed however often its like is dismissed: the answer says no more than is kept."""
    await told(council, council.ruth, "/meeting 3 March 7.30pm")
    council.ann.says(REPORT.replace("Monday", "Monday, £1,200"), in_=council.room)
    await council.settled()
    [flag] = await waiting(council)
    assert flag.labels
    assert flag.reported
    shown = await pressed(
        council, council.ruth, await answered(council, council.ruth, "/review"), "Transitory"
    )
    assert "I go on flagging what is as plain as this" in shown.text
    assert "I will be slower to flag messages like this" not in shown.text
