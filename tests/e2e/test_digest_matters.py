"""What the digest tells of matters: messages that belong together, and about what members agreed."""

from e2e.private import GRIEVANCE, SICKNESS, replied
from e2e.stage import Stage
from minutebook.sandbox.messages import Message

PROPOSAL = "Shall we go with Hendersons for the fence at £450?"


async def digest(council: Stage) -> str:
    """Let the next morning come and return the clerk's digest."""
    mark = council.town.mark()
    await council.next_morning()
    return "\n\n".join(part.text for part in council.ruth.heard(council.bot, since=mark))


async def asked(council: Stage) -> Message:
    """Ann asks, Tom speaks of something else in between in a reply of its own, and two answer Ann."""
    said = council.ann.says(PROPOSAL, in_=council.room)
    council.tom.replies(said, "Fine by me.")
    council.priya.replies(said, "Agreed, go ahead.")
    await council.settled()
    return said


async def test_answers_stand_under_their_question(council: Stage) -> None:
    """What belongs to a matter stands under its first message, each with its number and its day."""
    await asked(council)
    text = await digest(council)
    assert "1. Cllr Ann Harrow, Tue 10 Mar, 19:00 · " in text
    assert "↳ 2. Cllr Tom Briggs, Tue 10 Mar, 19:00 · " in text
    assert "↳ 3. Cllr Priya Shah, Tue 10 Mar, 19:00 · " in text
    assert text.count("lapses from Thu 9 Apr") == 3


async def test_answers_whose_question_is_recorded_stand_under_its_reference(council: Stage) -> None:
    """Once the question is on the record, its answers stand under a line with its reference."""
    said = await asked(council)
    council.ann.reacts(said, "✍")
    text = await digest(council)
    assert (
        f"▸ About 2026/0001 “{PROPOSAL}” (Cllr Ann Harrow, Tue 10 Mar, 19:00)\n↳ 1. Cllr Tom Briggs" in text
    )


async def test_agreement_says_about_what(council: Stage) -> None:
    """When a quorum agreed, the digest says about which message."""
    await asked(council)
    text = await digest(council)
    assert f"3 members, Tue 10 Mar, 19:00\nAbout “{PROPOSAL}” (Cllr Ann Harrow, Tue 10 Mar, 19:00)" in text


async def test_a_sensitive_question_is_not_repeated_over_its_answer(council: Stage) -> None:
    """A sensitive question that is on the record heads its answers by who and when alone."""
    said = council.ann.says(SICKNESS, in_=council.room)
    council.tom.replies(said, "Agreed, let's go ahead and approve the cover at £400.")
    council.ann.reacts(said, "✍")
    text = await digest(council)
    assert "About 2026/0001 what Cllr Ann Harrow said, Tue 10 Mar, 19:00 (text not shown here)" in text
    assert "appraisal" not in text


async def test_a_question_about_the_clerk_that_nobody_noticed_heads_nothing_for_the_clerk(
    council: Stage,
) -> None:
    """What was said while nothing was to be noticed is judged before the clerk is reminded of it."""
    await replied(council, council.ruth, "/cautions off")
    said = council.ann.says(GRIEVANCE, in_=council.room)
    await replied(council, council.ruth, "/cautions observe")
    council.tom.replies(said, "Right, that's agreed then. Tell Hendersons to start on Monday.")
    text = await digest(council)
    assert "formal complaint" not in text
    review = council.town.mark()
    council.ruth.says("/review", in_=council.bot)
    await council.settled()
    shown = "".join(message.text for message in council.ruth.heard(council.bot, since=review))
    assert "formal complaint" not in shown
