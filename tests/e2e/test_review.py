"""/review: stepping through what is flagged, one message at a time."""

from e2e.private import DECISION, SICKNESS, answer, pressed, replied, told, waiting
from e2e.stage import Stage
from minutebook.sandbox.messages import Message

PROPOSAL = "Shall we go with Hendersons for the fence at £450?"
LINES = (
    "Right, that's agreed then. Tell Hendersons to start on Monday.",
    "Let's go with Pugh & Sons at £450 for the <bench>.",
    "Right, that's agreed then. Tell Hendersons to start on the wall.",
)


async def flagged(council: Stage) -> Message:
    """Have three messages flagged and return the first step of the review."""
    for line in LINES:
        council.ann.says(line, in_=council.room)
    await council.settled()
    return await answer(council, council.ruth, "/review")


async def step(council: Stage, shown: Message, button: str) -> Message:
    """Press a button and return the next step."""
    mark = council.town.mark()
    await pressed(council, council.ruth, shown, button)
    [after] = council.ruth.heard(council.bot, since=mark)
    return after


async def test_it_shows_the_whole_text_protected_and_says_when_it_goes(council: Stage) -> None:
    """A step shows who said what when, what kind it is, when it lapses, and may not be forwarded."""
    shown = await flagged(council)
    assert shown.text.startswith("Wexcombe Parish Council\n\n1 of 3 · Cllr Ann Harrow, Tue 10 Mar, 19:00")
    assert LINES[0] in shown.text
    assert "lapses from Thu 9 Apr if you do not decide" in shown.text
    assert "24 hours" in shown.text
    assert "2 more wait after this one" in shown.text
    assert shown.protected


async def test_deciding_leads_on_to_the_next(council: Stage) -> None:
    """*Record*, *Transitory* and the last step lead from one message to the next, in the order they were said."""
    second = await step(council, await flagged(council), "Record")
    assert "Pugh & Sons at £450 for the <bench>." in second.text
    third = await step(council, second, "Transitory")
    assert LINES[2] in third.text
    last = await step(council, third, "Record")
    assert "Nothing is waiting for you" in last.text
    assert [record.text for record in await council.records()] == [LINES[0], LINES[2]]


async def test_later_goes_on_and_does_not_come_back_to_what_was_skipped(council: Stage) -> None:
    """*Later* leaves a message; deciding about the next goes on from there, and the end says what is left."""
    second = await step(council, await flagged(council), "Later")
    third = await step(council, second, "Record")
    assert LINES[2] in third.text
    end = await step(council, third, "Later")
    assert "2 are left for later" in end.text
    again = await answer(council, council.ruth, "/review")
    assert LINES[0] in again.text


async def test_agenda_puts_it_on_the_list_and_goes_on(council: Stage) -> None:
    """*Agenda* puts the matter on the list and shows the next; the message still waits."""
    second = await step(council, await flagged(council), "Agenda")
    assert "2 of 3" in second.text
    assert len(await waiting(council)) == 3


async def test_it_counts_down_whatever_is_decided(council: Stage) -> None:
    """Each step says which of how many it is and how many wait after it, recorded or left for later."""
    second = await step(council, await flagged(council), "Record")
    assert "2 of 3 ·" in second.text
    assert "One more waits after this one" in second.text
    third = await step(council, second, "Later")
    assert "3 of 3 ·" in third.text
    assert "Nothing waits after this one" in third.text
    assert "One is left for later" in (await step(council, third, "Transitory")).text


async def test_what_was_recorded_meanwhile_is_passed_over(council: Stage) -> None:
    """What somebody has put on the record meanwhile is not shown, and the count knows of it."""
    said = [council.ann.says(line, in_=council.room) for line in LINES]
    await council.settled()
    first = await answer(council, council.ruth, "/review")
    council.tom.reacts(said[1], "✍")
    await council.settled()
    next_one = await step(council, first, "Later")
    assert LINES[2] in next_one.text
    assert "2 of 2 ·" in next_one.text
    council.tom.reacts(said[2], "✍")
    await council.settled()
    mark = council.town.mark()
    assert "on the record already" in (await pressed(council, council.ruth, next_one, "Record")).text
    [end] = council.ruth.heard(council.bot, since=mark)
    assert "One is left for later" in end.text
    assert len(await council.records()) == 2


async def test_an_answer_is_shown_with_what_it_answered(council: Stage) -> None:
    """A step shows whose message it answered and at most 80 characters of that, recorded or not."""
    asked = council.ann.says(PROPOSAL + " They can start" + " soon" * 30, in_=council.room)
    council.tom.replies(asked, "Fine by me.")
    await council.settled()
    first = await answer(council, council.ruth, "/review")
    assert "In answer to" not in first.text
    assert "After" not in first.text
    second = await step(council, first, "Record")
    assert "Fine by me." in second.text
    [shown] = [line for line in second.text.split("\n") if line.startswith("In answer to Cllr Ann Harrow: “")]
    assert PROPOSAL in shown
    assert len(shown.split("“")[1].rstrip("”")) <= 80


async def test_an_answer_without_reply_is_shown_with_what_came_before_it(council: Stage) -> None:
    """An answer that replies to nothing is shown after the message before it in its matter."""
    council.ann.says(PROPOSAL, in_=council.room)
    council.owen.says("Lovely sunset tonight.", in_=council.room)
    council.tom.says("Yes, agreed, go ahead.", in_=council.room)
    await council.settled()
    second = await step(council, await answer(council, council.ruth, "/review"), "Later")
    assert "Yes, agreed" in second.text
    assert f"After Cllr Ann Harrow: “{PROPOSAL}”" in second.text


async def test_what_an_answer_answered_is_not_repeated_where_it_is_sensitive(council: Stage) -> None:
    """Of a sensitive message the step under an answer to it says only who and when."""
    asked = council.ann.says(SICKNESS, in_=council.room)
    council.tom.replies(asked, DECISION)
    await council.settled()
    second = await step(council, await answer(council, council.ruth, "/review"), "Later")
    assert "In answer to Cllr Ann Harrow, Tue 10 Mar, 19:00 (text not shown here)" in second.text
    assert "appraisal" not in second.text


async def test_what_is_sensitive_is_shown_here(council: Stage) -> None:
    """The review is where the clerk reads what the digest does not show."""
    council.ann.says(SICKNESS, in_=council.room)
    await council.settled()
    assert SICKNESS in (await answer(council, council.ruth, "/review")).text


async def test_nothing_waiting_says_so(council: Stage) -> None:
    """With nothing flagged the review is one sentence under the council's name."""
    text = await told(council, council.ruth, "/review")
    assert text.startswith("Wexcombe Parish Council\n\nNothing is waiting for you.")


async def test_a_step_is_taken_down_after_a_day(council: Stage) -> None:
    """What the review showed is gone from the chat after 24 hours."""
    shown = await flagged(council)
    await council.forward(hours=23)
    assert not shown.deleted
    await council.forward(hours=2)
    assert shown.deleted


async def test_a_step_stays_to_be_taken_down_until_telegram_takes_the_order(council: Stage) -> None:
    """If Telegram cannot be reached when a step is to go, it goes at the next look."""
    shown = await flagged(council)
    council.world.faults.server_error(502, method="deleteMessage")
    await council.forward(hours=25)
    assert not shown.deleted
    await council.forward(seconds=5)
    assert shown.deleted


async def test_an_ended_clerk_steps_no_further(council: Stage) -> None:
    """A step left on an ended clerk's screen decides nothing and shows nothing more."""
    shown = await flagged(council)
    await replied(council, council.ruth, "/clerk off")
    mark = council.town.mark()
    for button in ("Record", "Transitory", "Agenda", "Later"):
        toast = await pressed(council, council.ruth, shown, button)
        assert "Only the clerk" in toast.text
    assert council.ruth.heard(council.bot, since=mark) == []
    assert len(await waiting(council)) == 3


async def test_two_who_review_at_once_do_not_decide_twice(council: Stage) -> None:
    """What the deputy has decided meanwhile says so to the clerk, who is led on."""
    council.priya.starts(council.bot)
    await replied(council, council.ruth, "/deputy @priya_shah")
    council.ann.says(DECISION, in_=council.room)
    await council.settled()
    clerks = await answer(council, council.ruth, "/review")
    deputys = await answer(council, council.priya, "/review")
    assert "2026/0001" in (await pressed(council, council.priya, deputys, "Record")).text
    assert "already" in (await pressed(council, council.ruth, clerks, "Transitory")).text
    assert len(await council.records()) == 1


async def test_it_is_refused_to_others(council: Stage) -> None:
    """Neither a councillor nor a stranger is shown what is flagged."""
    await flagged(council)
    for who, refusal in (("ann", "for the clerk and the deputy"), ("denise", "hold no office")):
        council.people[who].starts(council.bot)
        await council.settled()
        text = await told(council, council.people[who], "/review")
        assert "Hendersons" not in text
        assert refusal in text


async def test_a_step_dealt_with_says_what_was_done(council: Stage) -> None:
    """Scrolling back, the clerk reads under each message what was done about it, and nothing that is not so now."""
    first = await flagged(council)
    second = await step(council, first, "Record")
    third = await step(council, second, "Transitory")
    await step(council, third, "Agenda")
    for shown, line, done in zip(
        (first, second, third),
        LINES,
        ("Done: on the record as 2026/0001.", "Done: marked transitory.", "Done: on the list for the next"),
        strict=True,
    ):
        assert shown.text.startswith("Wexcombe Parish Council")
        assert line in shown.text
        assert done in shown.text
        assert "lapses from" not in shown.text
        assert "more wait" not in shown.text
        assert not shown.keyboard
        assert shown.protected


async def test_a_step_dealt_with_by_another_says_what_they_did(council: Stage) -> None:
    """What was put on the record meanwhile says so in its step, whose text is not kept for it any more."""
    said = council.ann.says(DECISION, in_=council.room)
    await council.settled()
    first = await answer(council, council.ruth, "/review")
    council.tom.reacts(said, "✍")
    await council.settled()
    await pressed(council, council.ruth, first, "Transitory")
    assert "Done: on the record as 2026/0001." in first.text
    assert "lapses from" not in first.text
