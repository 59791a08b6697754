"""Which matter a message is of, where its words alone do not say: lists, chains, cautions answered, edits, evenings."""

from e2e.lines import PROPOSAL, flagged
from e2e.private import told
from e2e.stage import Stage
from minutebook.sandbox.messages import Message

OTHER = "Let's go with Oakleaf Signs for the noticeboard at £310, all agreed?"
SHELTER = "Right, that's decided: Carters to replace the bus shelter glass for £2,300."
FORMING = "members seem to agree here"


async def matter_of(council: Stage, message: Message) -> int | None:
    """The matter of a message that is flagged."""
    await council.settled()
    [item] = [item for item in await flagged(council) if item.message_id == message.id]
    return item.matter_id


async def test_answers_to_a_list_are_of_its_items(council: Stage) -> None:
    """Three things of one list, each decided in an answer to it, are three matters; nobody agreed with anybody."""
    listed = council.ruth.says(
        "This week: 1. Christmas lights, Sparkle £1,150. 2. Hedge cutting, Bloggs. 3. Grit bins, Glasdon £610.",
        in_=council.room,
    )
    decided = (
        (council.margaret, "Christmas lights: that's agreed then, tell Sparkle to go ahead at £1,150."),
        (council.tom, "Hedge: right, that's agreed then, tell Bloggs to start on Friday."),
        (council.owen, "Grit bins: that's decided then, order both from Glasdon for £610."),
    )
    found = [await matter_of(council, who.replies(listed, words)) for who, words in decided]
    assert len(set(found)) == 3
    assert not any(FORMING in text for text in council.said_by_bot())


async def test_answering_a_caution_is_answering_what_it_is_about(council: Stage) -> None:
    """Who answers the bot's caution speaks of the matter cautioned, whatever was spoken of since and however late."""
    mark = council.town.mark()
    fence = council.margaret.says(PROPOSAL, in_=council.room)
    await council.settled()
    [caution] = council.room.by_bots(since=mark)
    council.tom.says(OTHER, in_=council.room)
    await council.settled()
    agreed = council.ann.replies(caution, "Well I agree with it all the same, go ahead.")
    assert await matter_of(council, agreed) == await matter_of(council, fence)
    await council.forward(hours=3)
    late = council.owen.replies(caution, "I agree as well, that's decided then.")
    assert await matter_of(council, late) == await matter_of(council, fence)


async def test_agreeing_in_a_settled_chain_is_agreeing_to_nothing_else(council: Stage) -> None:
    """What comes of a settled matter's chain is no agreement to what is open beside it, and of one matter."""
    fence = council.margaret.says(PROPOSAL, in_=council.room)
    asked = council.tom.replies(fence, "How soon could they come?")
    await council.settled()
    assert "resolved at 45/26" in await told(council, council.ruth, "/minute D1 “45/26”")
    other = council.owen.says(OTHER, in_=council.room)
    first = council.ann.replies(asked, "Good, so that's agreed then, let them start.")
    second = council.priya.replies(asked, "Yes, I agree, go ahead.")
    assert await matter_of(council, first) == await matter_of(council, second)
    assert await matter_of(council, first) not in {
        await matter_of(council, fence),
        await matter_of(council, other),
    }
    assert not any(FORMING in text for text in council.said_by_bot())


async def test_what_is_settled_does_not_cover_another_sum_answered_to_it(council: Stage) -> None:
    """A reply to a settled matter that decides another thing for a sum is cautioned as a matter of its own."""
    fence = council.margaret.says(PROPOSAL, in_=council.room)
    await council.settled()
    assert "resolved at 45/26" in await told(council, council.ruth, "/minute D1 “45/26”")
    mark = council.town.mark()
    shelter = council.tom.replies(fence, SHELTER)
    assert await matter_of(council, shelter) != await matter_of(council, fence)
    assert council.said_by_bot(since=mark)


async def test_a_sum_for_another_thing_leaves_though_the_remark_names_the_matter(council: Stage) -> None:
    """It is the message's own words that leave a chain; what they answer does not bring it back."""
    fence = council.margaret.says(PROPOSAL, in_=council.room)
    remark = council.tom.replies(fence, "Hendersons told me the bus shelter glass is broken, by the way.")
    await council.settled()
    assert await matter_of(council, council.owen.replies(remark, SHELTER)) != await matter_of(council, fence)


async def test_agreeing_in_the_evening_goes_on_with_the_afternoon(council: Stage) -> None:
    """Hours later, up a chain of questions and answers, "I agree" is still about the proposal it came of."""
    fence = council.margaret.says(PROPOSAL, in_=council.room)
    asked = council.tom.replies(fence, "How soon could they come?")
    answer = council.margaret.replies(asked, "In three weeks.")
    await council.forward(hours=4)
    late = council.priya.replies(answer, "I agree, let's go ahead.")
    assert await matter_of(council, late) == await matter_of(council, fence)


async def test_an_old_message_edited_is_no_answer_to_what_came_after_it(council: Stage) -> None:
    """What was said the day before and is changed into an agreement agrees with nothing that came up since."""
    old = council.tom.says("Lovely evening, see you at the fete.", in_=council.room)
    await council.forward(hours=20)
    fence = council.margaret.says(PROPOSAL, in_=council.room)
    await council.forward(hours=2)
    council.tom.edits(old, "Right, that's agreed then, go ahead.")
    assert await matter_of(council, old) != await matter_of(council, fence)


async def test_a_file_without_a_caption_says_by_its_name_what_it_is(council: Stage) -> None:
    """Agreeing in answer to a quotation sent as a file is agreeing to that, not to what was spoken of before."""
    fence = council.margaret.says(PROPOSAL, in_=council.room)
    quote = council.ann.attaches("Heatfix boiler quote.pdf", b"%PDF-1.4", in_=council.room)
    await council.settled()
    agreed = council.owen.replies(quote, "Agreed, that's settled, let's go ahead with this.")
    assert await matter_of(council, agreed) != await matter_of(council, fence)
