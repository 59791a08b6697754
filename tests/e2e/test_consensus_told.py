"""What the clerk and the group are told of members agreeing: about what, where to find it, and what holds now."""

import pytest

from e2e.lines import LEGAL, PROPOSAL
from e2e.private import GRIEVANCE, replied, rows
from e2e.stage import Stage
from minutebook.sandbox.messages import Message

CLERK = "have now agreed"
FORMING = "members seem to agree here"


@pytest.fixture
async def proposal(council: Stage) -> Message:
    """Margaret's proposal, already cautioned."""
    said = council.margaret.says(PROPOSAL, in_=council.room)
    await council.settled()
    return said


async def agreed(council: Stage, said: Message) -> None:
    """Ann and Tom agree, which with the proposer makes a quorum."""
    council.ann.replies(said, "Agreed.")
    council.tom.reacts(said, "👍")
    await council.settled()


def count(council: Stage) -> list[object]:
    """How many agree, of each matter that was told of, as the store has it."""
    told = rows(council, "SELECT consensus_count FROM matters WHERE consensus_at IS NOT NULL")
    return [number for (number,) in told]


async def test_the_clerk_is_told_what_it_is_about_and_how_to_find_it(
    council: Stage, proposal: Message
) -> None:
    """The notice gives who opened the matter, when, and what they said, and points to /review."""
    await agreed(council, proposal)
    notice = await council.ruth.hears(CLERK, council.bot)
    assert "Cllr Margaret Penhale said, Tue 10 Mar, 19:0" in notice.text
    assert PROPOSAL in notice.text
    assert "/review" in notice.text
    assert notice.protected


async def test_of_a_long_proposal_the_beginning_is_told(council: Stage) -> None:
    """At most 80 characters of the text are shown."""
    said = council.margaret.says(f"{PROPOSAL} {'It is a very good fence. ' * 9}", in_=council.room)
    await council.settled()
    await agreed(council, said)
    notice = await council.ruth.hears(CLERK, council.bot)
    [shown] = [line for line in notice.text.split("\n") if line.startswith("Shall we")]
    assert len(shown) <= 80
    assert shown.endswith("…")


async def test_what_is_sensitive_is_not_told(council: Stage) -> None:
    """Of a proposal that is sensitive too the author and time are told, and none of its text."""
    said = council.margaret.says(f"{LEGAL} Shall we settle out of court? All agree?", in_=council.room)
    await council.settled()
    await agreed(council, said)
    notice = await council.ruth.hears(CLERK, council.bot)
    assert "Cllr Margaret Penhale said" in notice.text
    assert "Its text is not shown here." in notice.text
    assert "solicitor" not in notice.text
    assert "settle" not in notice.text


async def test_what_is_on_record_is_told_by_its_reference(council: Stage, proposal: Message) -> None:
    """A proposal put on the record meanwhile waits in no /review; its reference is told."""
    council.ann.reacts(proposal, "✍")
    council.tom.reacts(proposal, "👍")
    council.priya.reacts(proposal, "👍")
    await council.settled()
    notice = await council.ruth.hears(CLERK, council.bot)
    assert "/show 2026/0001" in notice.text
    assert "/review" not in notice.text


async def test_the_group_is_answered_under_the_proposal(council: Stage, proposal: Message) -> None:
    """The caution replies to what opened the proposal, not to the last who agreed."""
    council.tom.reacts(proposal, "👍")
    council.ann.replies(proposal, "Agreed.")
    caution = await council.room.shows(FORMING)
    assert caution.reply_to is proposal


async def test_other_talk_before_it_is_not_what_it_is_about(council: Stage) -> None:
    """Where something else opened the talk, the proposal is what both are pointed to."""
    council.owen.says(LEGAL, in_=council.room)
    await council.settled()
    said = council.margaret.says(PROPOSAL, in_=council.room)
    await council.settled()
    await agreed(council, said)
    notice = await council.ruth.hears(CLERK, council.bot)
    assert PROPOSAL in notice.text
    assert (await council.room.shows(FORMING)).reply_to is said


async def test_the_recipient_is_told_what_it_is_about_without_its_text(council: Stage) -> None:
    """Of what is about the clerk the recipient is told who opened it; the group is told of no clerk."""
    council.margaret.starts(council.bot)
    await replied(council, council.ruth, "/staffing @margaret_p")
    said = council.ann.says(f"{GRIEVANCE} Shall we suspend her? All agree?", in_=council.room)
    await council.settled()
    for actor in (council.tom, council.owen, council.margaret):
        actor.replies(said, "Agreed, suspend the clerk.")
    notice = await council.margaret.hears(CLERK, council.bot)
    assert "Cllr Ann Harrow said" in notice.text
    assert "Its text is not shown here." in notice.text
    assert "conduct" not in notice.text
    await council.settled()
    assert "clerk" not in (await council.room.shows(FORMING)).text
    assert not any(CLERK in message.text for message in council.ruth.heard(council.bot))


async def test_a_thumb_taken_back_later_is_counted(council: Stage, proposal: Message) -> None:
    """After both were told the count goes down, and up again, and nobody is told a second time."""
    await agreed(council, proposal)
    assert count(council) == [3]
    council.tom.reacts(proposal)
    await council.settled()
    assert count(council) == [2]
    council.priya.reacts(proposal, "👍")
    council.tom.reacts(proposal, "👍")
    await council.settled()
    assert count(council) == [4]
    assert len([m for m in council.ruth.heard(council.bot) if CLERK in m.text]) == 1


async def test_an_objection_and_an_edit_later_are_counted(council: Stage, proposal: Message) -> None:
    """Who said yes and then objects, or edits the yes away, is not counted in the digest."""
    await agreed(council, proposal)
    yes = council.priya.replies(proposal, "Yes from me")
    await council.settled()
    assert count(council) == [4]
    council.ann.replies(proposal, "No, I object.")
    council.priya.edits(yes, "Lovely evening, isn't it?")
    await council.settled()
    assert count(council) == [2]
    await council.next_morning()
    digest = await council.ruth.hears("agreed in the chat", council.bot)
    assert "2 members" in digest.text
