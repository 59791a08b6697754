"""Two things decided within the quiet time are two matters; short answers go with the latest."""

from e2e.lines import PROPOSAL, flagged
from e2e.private import told
from e2e.stage import Stage

OTHER = "Let's go with Oakleaf Signs for the noticeboard at £310, all agreed?"
FORMING = "members seem to agree here"


async def matters_of(council: Stage) -> list[int | None]:
    """The matters of what is flagged, in the order it was said."""
    return [item.matter_id for item in sorted(await flagged(council), key=lambda item: item.message_id)]


async def test_a_topic_of_its_own_is_a_matter_of_its_own(council: Stage) -> None:
    """A second proposal with words and a sum of its own is cautioned for itself; what shares a word goes on."""
    mark = council.town.mark()
    council.margaret.says(PROPOSAL, in_=council.room)
    council.tom.says(OTHER, in_=council.room)
    council.ann.says("Right, that's agreed then. Tell Hendersons to start on Monday.", in_=council.room)
    await council.settled()
    first, second, third = await matters_of(council)
    assert first == third != second
    assert sum("gather members’ agreement" in text for text in council.said_by_bot(mark)) == 2


async def test_agreement_is_not_added_up_over_two_topics(council: Stage) -> None:
    """Two in favour of the fence and two of the noticeboard are no three in favour of anything."""
    fence = council.margaret.says(PROPOSAL, in_=council.room)
    council.tom.replies(fence, "Agreed.")
    council.ann.says(OTHER, in_=council.room)
    council.priya.says("Fine by me", in_=council.room)
    await council.settled()
    assert not any(FORMING in text for text in council.said_by_bot())
    council.owen.says("Agreed, happy with that.", in_=council.room)
    forming = await council.room.shows(FORMING)
    assert forming.reply_to is not None
    assert forming.reply_to.text == OTHER


async def test_a_reply_goes_with_what_it_answers(council: Stage) -> None:
    """A reply stays in the matter of what it answers, whatever words it brings."""
    fence = council.margaret.says(PROPOSAL, in_=council.room)
    council.tom.replies(fence, OTHER)
    await council.settled()
    assert len(set(await matters_of(council))) == 1


async def test_a_reply_speaks_of_what_it_answers(council: Stage) -> None:
    """Answered to what is of no matter yet and names another thing, “agreed” is a matter of its own and adds up there."""
    council.margaret.says(PROPOSAL, in_=council.room)
    cracked = council.ann.says("The skate park is cracked, Dawsons quote £9,000.", in_=council.room)
    for member, words in (
        (council.tom, "Right, agreed, instruct Dawsons on Tuesday."),
        (council.owen, "That's decided then, go ahead with Dawsons."),
        (council.priya, "Agreed, so that's settled, order it from Dawsons."),
    ):
        member.replies(cracked, words)
        await council.settled()
    first, of_none, *others = await matters_of(council)
    assert of_none is None
    assert len(set(others)) == 1
    assert first not in others
    forming = await council.room.shows(FORMING)
    assert forming.reply_to is not None
    assert forming.reply_to.text != PROPOSAL


async def test_a_reply_chain_leads_to_its_matter(council: Stage) -> None:
    """What names no other thing is of the matter its chain began in, not of the latest that was spoken of."""
    fence = council.margaret.says(PROPOSAL, in_=council.room)
    asked = council.tom.replies(fence, "How soon could they come?")
    await council.settled()
    council.owen.says(OTHER, in_=council.room)
    await council.settled()
    council.ann.replies(asked, "They can come on Monday, so that's agreed then.")
    await council.settled()
    first, other, answer = await matters_of(council)
    assert first == answer != other


async def test_a_reply_chain_does_not_bring_another_thing_into_its_matter(council: Stage) -> None:
    """Over messages of no matter, what names a thing of its own is no part of the matter the chain began in."""
    fence = council.margaret.says(PROPOSAL, in_=council.room)
    weather = council.tom.replies(fence, "Lovely weather at the fete by the way, shame about the mower.")
    await council.settled()
    await council.forward(hours=3)
    mark = council.town.mark()
    council.ann.replies(weather, "Right, agreed then, order the new mower from Dawsons for £900 on Tuesday.")
    await council.settled()
    first, other = await matters_of(council)
    assert first != other
    assert council.said_by_bot(since=mark)


async def test_a_reply_chain_does_not_reopen_what_is_settled(council: Stage) -> None:
    """What comes of a settled matter's chain later is a matter of its own, cautioned for itself."""
    fence = council.margaret.says(PROPOSAL, in_=council.room)
    asked = council.tom.replies(fence, "How soon could they come?")
    await council.settled()
    assert "resolved at 45/26" in await told(council, council.ruth, "/minute D1 “45/26”")
    mark = council.town.mark()
    council.ann.replies(asked, "They can come on Monday, so that's agreed then.")
    await council.settled()
    first, other = await matters_of(council)
    assert first != other
    assert council.said_by_bot(since=mark)


async def test_talk_up_and_down_one_proposal_is_one_matter(council: Stage) -> None:
    """Answers to answers bring words of their own; agreeing to them is agreeing to the proposal, and adds up."""
    fence = council.margaret.says(PROPOSAL, in_=council.room)
    asked = council.tom.replies(fence, "How long would they need, and what about the posts?")
    told = council.margaret.replies(asked, "Three weeks after the deposit, oak posts on concrete spurs.")
    council.ann.replies(told, "Right, that's agreed then, pay the deposit.")
    council.priya.replies(told, "That's decided then: oak posts, book them in.")
    await council.settled()
    assert len(set(await matters_of(council))) == 1
    await council.room.shows(FORMING)


async def test_a_sum_for_another_thing_leaves_the_chain(council: Stage) -> None:
    """What is given a sum of its own is decided for itself, though somebody answered a remark below the proposal."""
    fence = council.margaret.says(PROPOSAL, in_=council.room)
    weather = council.tom.replies(fence, "Lovely weather at the fete by the way, shame about the mower.")
    council.ann.replies(weather, "Right, agreed then, order the new mower from Dawsons for £900 on Tuesday.")
    await council.settled()
    assert len(set(await matters_of(council))) == 2


async def test_what_a_matter_answered_is_known_of_it(council: Stage) -> None:
    """A matter that a plain "agreed" opened is told from the next thing by what that answered."""
    cracked = council.tom.says("The skate park is cracked, Dawsons quote £9,000.", in_=council.room)
    council.ann.replies(cracked, "Right, that's agreed then, go ahead.")
    await council.settled()
    council.priya.says(
        "Right, that's decided: order the new boiler from Heatfix for £2,300.", in_=council.room
    )
    await council.settled()
    *_, skate_park, boiler = await matters_of(council)
    assert skate_park != boiler
