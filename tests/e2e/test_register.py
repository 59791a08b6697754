"""The register of decisions: /minute, /decisions, and what the digest says is overdue."""

from e2e.private import DECISION, GRIEVANCE, answer, answers, pressed, recorded, rows, told
from e2e.stage import Stage
from minutebook.sandbox.driver import Actor
from minutebook.sandbox.messages import Message
from minutebook.storage import register


def buttons(message: Message) -> list[str]:
    """The labels of a message's buttons, in order."""
    return [button.text for row in message.keyboard for button in row]


async def numbers(council: Stage) -> list[str]:
    """What the register calls its matters, in its order."""
    view = await council.view()
    async with council.running.store.read() as tx:
        return [decision.number for decision in await register.decisions(tx, view.council.id)]


async def listed(council: Stage, actor: Actor) -> str:
    """The register as somebody reads it."""
    return "\n".join(message.text for message in await answers(council, actor, "/decisions"))


async def test_a_decision_gets_its_minute_reference_and_loses_it_again(council: Stage) -> None:
    """A flagged decision stands open; the clerk enters the minute by its record, sees it, and takes it back."""
    await recorded(council, council.margaret, DECISION)
    [number] = await numbers(council)
    first = await answer(council, council.ruth, "/decisions")
    assert "Register of decisions: 1 open, 0 settled" in first.text
    assert f"{number} raised in the chat, not on an agenda" in first.text
    assert "“Right, that's agreed then." in first.text
    assert "Record 2026/0001" in first.text
    assert buttons(first) == [f"{number} resolved …", f"{number} not taken", f"{number} withdrawn"]
    entered = await answer(council, council.ruth, "/minute 1 “45/26”")
    assert f"{number} resolved at 45/26" in entered.text
    assert "Entered by Ruth Calder" in entered.text
    assert rows(council, "SELECT act, record_id FROM ledger ORDER BY seq DESC LIMIT 1") == [("minuted", 1)]
    assert "0 open, 1 settled" in await listed(council, council.ruth)
    assert "stands so already" in await told(council, council.ruth, f"/minute {number} 45/26")
    assert (
        await pressed(council, council.ruth, entered, "Undo")
    ).text == f"{number} stands as it did before."
    assert "1 open, 0 settled" in await listed(council, council.ruth)
    changed = await told(council, council.ruth, f"/minute {number} delegated “Financial Regulations 4.1”")
    assert "within delegated powers (Financial Regulations 4.1)" in changed
    changed = await told(council, council.ruth, f"/minute {number} withdrawn")
    assert f"Before, {number} was: within delegated powers (Financial Regulations 4.1)." in changed
    assert "raised in the chat, not on an agenda" in await told(
        council, council.ruth, f"/minute {number} undo"
    )


async def test_what_is_on_the_agenda_says_so_and_leaves_it_when_settled(council: Stage) -> None:
    """On the agenda list the matter says so; settled, its line is gone; taking a line off offers how it ended."""
    said = council.margaret.says(DECISION, in_=council.room)
    await council.settled()
    council.priya.replies(said, "/agenda Hendersons and the fence")
    await council.settled()
    [number] = await numbers(council)
    assert f"{number} on the agenda list\n“Hendersons and the fence”" in await listed(council, council.ruth)
    waiting = await answer(council, council.ruth, "/agenda")
    mark = council.town.mark()
    await pressed(council, council.ruth, waiting, "1 Off the list")
    [off] = council.ruth.heard(council.bot, since=mark)
    assert f"/minute {number} “45/26”" in off.text
    assert (await pressed(council, council.ruth, off, "not taken")).text == f"Entered for {number}."
    assert f"{number} not taken" in await told(council, council.ruth, f"/minute {number}")
    await told(council, council.ruth, f"/minute {number} undo")
    assert "on the agenda list" in await listed(council, council.ruth)
    await told(council, council.ruth, f"/minute {number} 12(b)")
    assert "Nothing is waiting" in await told(council, council.ruth, "/agenda")


async def test_what_was_acted_on_and_never_resolved_stands_in_the_digest(council: Stage) -> None:
    """A recorded decision without a minute reference is overdue after 42 days, or 14 after the next meeting."""
    await recorded(council, council.margaret, DECISION)
    [number] = await numbers(council)
    await council.forward(days=41)
    assert "overdue" not in await told(council, council.ruth, "/today")
    await council.forward(days=2)
    assert "Acted on without a resolution, and overdue" in await told(council, council.ruth, "/today")
    assert f"{number} raised in the chat, not on an agenda · overdue" in await listed(council, council.ruth)
    await told(council, council.ruth, "/meeting 17 Mar 2026 19:30")
    assert f"{number} said Tue 10 Mar" in await told(council, council.ruth, "/today")
    await told(council, council.ruth, f"/minute {number} 45/26")
    assert "overdue" not in await told(council, council.ruth, "/today")
    await told(council, council.ruth, f"/minute {number} undo")
    await told(council, council.ruth, "/meeting 15 Apr 2026 19:30")
    assert "overdue" in await told(council, council.ruth, "/today"), "the first meeting after it counts"


async def test_a_record_without_a_matter_gets_one_when_something_is_entered(council: Stage) -> None:
    """Any record can be minuted; until then it stands in no register."""
    await recorded(council, council.ann, "Lovely sunset over the green tonight.")
    assert "The register of decisions is empty" in await listed(council, council.ruth)
    assert "belongs to no matter" in await told(council, council.ruth, "/minute 1")
    assert "resolved at 7" in await told(council, council.ruth, "/minute 1 “7”")
    assert "Lovely sunset" in await listed(council, council.ruth)


async def test_what_was_dismissed_leaves_the_register(council: Stage) -> None:
    """A flag the clerk calls transitory takes its matter out of the register."""
    council.margaret.says(DECISION, in_=council.room)
    await council.settled()
    assert len(await numbers(council)) == 1
    digest = await answer(council, council.ruth, "/today")
    await pressed(council, council.ruth, digest, "1 Transitory")
    assert await numbers(council) == []


async def test_a_long_register_comes_page_by_page_with_what_is_open_first(council: Stage) -> None:
    """Eight matters come in two pages: what is open first, whatever its age, then the latest entered."""
    for number in range(1, 8):
        await recorded(council, council.ann, f"Sunset number {number} over the green.")
        await told(council, council.ruth, f"/minute {number} “{number}/26”")
    await recorded(council, council.margaret, DECISION)
    first = await answer(council, council.ruth, "/decisions")
    assert "Register of decisions: 1 open, 7 settled\n1–6 of 8" in first.text
    assert first.text.index("raised in") < first.text.index("7/26") < first.text.index("3/26")
    assert "2/26" not in first.text
    mark = council.town.mark()
    await pressed(council, council.ruth, first, "More")
    [second] = council.ruth.heard(council.bot, since=mark)
    assert second.text.index("2/26") < second.text.index("1/26")
    assert second.keyboard == ()


async def test_a_decision_that_nobody_flagged_is_in_the_register_once_recorded(council: Stage) -> None:
    """With cautions off nothing is flagged; what is put on the record and decides stands in the register all the same."""
    await told(council, council.ruth, "/cautions off")
    await recorded(council, council.margaret, DECISION)
    assert "raised in the chat, not on an agenda" in await listed(council, council.ruth)


async def test_mistakes_are_told_and_only_the_clerk_may(council: Stage) -> None:
    """Each mistake says what to do next; councillors are told whose register it is."""
    await recorded(council, council.margaret, DECISION)
    [number] = await numbers(council)
    for command, expected in {
        "/minute": "/minute D12 “45/26”: resolved",
        "/minute D999": "There is no matter D999 that you can see",
        "/minute 77 “4”": "There is no record 2026/0077",
        f"/minute {number} approved": "looks like no minute reference",
        f"/minute {number} delegated": "Which power?",
        f"/minute {number} {'4' * 90}": "too long",
        f"/minute {number} undo": "is open",
    }.items():
        assert expected in await told(council, council.ruth, command), command
    council.tom.starts(council.bot)
    await council.settled()
    assert "is for the clerk and the deputy" in await told(council, council.tom, "/decisions")


async def test_a_staffing_matter_is_in_the_recipients_register_alone(council: Stage) -> None:
    """Neither its number, its record nor a count of it is told to the clerk."""
    council.margaret.starts(council.bot)
    council.ruth.says("/staffing @margaret_p", in_=council.room)
    await council.settled()
    await recorded(council, council.tom, GRIEVANCE)
    assert "resolved at 9/26" in await told(council, council.margaret, "/minute 1 9/26")
    [number] = await numbers(council)
    assert number in await listed(council, council.margaret)
    assert "empty" in await listed(council, council.ruth)
    unknown = await told(council, council.ruth, "/minute D999")
    assert (await told(council, council.ruth, f"/minute {number}")).replace(number, "D999") == unknown
    unknown = await told(council, council.ruth, "/minute 9 1/26")
    assert (await told(council, council.ruth, "/minute 1 1/26")).replace("0001", "0009") == unknown


async def test_a_conversation_is_a_record_of_the_matters_it_tells(council: Stage) -> None:
    """The register names the conversation a decision is recorded in, and its reference minutes the matter."""
    said = council.margaret.says(DECISION, in_=council.room)
    await council.settled()
    council.tom.replies(said, "Thank you, I will ring them.")
    await council.settled()
    [number] = await numbers(council)
    council.ruth.replies(said, "/record thread")
    await council.settled()
    asked = council.ruth.heard(council.bot)[-1]
    await pressed(council, council.ruth, asked, "Record")
    assert "Record 2026/0001" in await listed(council, council.ruth)
    assert f"{number} resolved at 45/26" in await told(council, council.ruth, "/minute 1 45/26")
