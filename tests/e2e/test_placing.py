"""Which matter a message is of, where its words alone do not say: lists, chains, cautions answered, edits, evenings."""

from e2e.lines import PROPOSAL, flagged
from e2e.private import GRIEVANCE, SICKNESS, told
from e2e.stage import Stage
from minutebook.council.records import Route
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


async def test_another_proposal_answered_to_a_caution_is_cautioned_for_itself(council: Stage) -> None:
    """Who answers a caution with something else has not spoken of what was cautioned."""
    mark = council.town.mark()
    fence = council.margaret.says(PROPOSAL, in_=council.room)
    await council.settled()
    [caution] = council.room.by_bots(since=mark)
    mark = council.town.mark()
    other = council.tom.replies(caution, f"Fair enough. {OTHER}")
    assert await matter_of(council, other) != await matter_of(council, fence)
    assert council.said_by_bot(since=mark)


async def test_another_proposal_after_one_without_a_price_is_another(council: Stage) -> None:
    """A price of its own for a thing of its own is no first price of what is open."""
    hedge = council.margaret.says(
        "Shall we ask Bloggs to trim the hedge on Mill Lane? All happy?", in_=council.room
    )
    await council.settled()
    lights = council.tom.says(
        "OK so the Christmas lights: Sparkle want £1,150, shall we go ahead with them?", in_=council.room
    )
    assert await matter_of(council, lights) != await matter_of(council, hedge)


async def test_answers_to_one_message_of_many_lines_are_of_one_matter(council: Stage) -> None:
    """A quotation that is pasted is no list: who agrees to its lines agrees to it."""
    pasted = council.ruth.says(
        "From Hendersons:\nFence on the rec, £450\nTakes the old posts away\nStarts Monday\nRegards, Dave",
        in_=council.room,
    )
    first = council.tom.replies(pasted, "Right, that's agreed then, £450 is very fair.")
    second = council.ann.replies(pasted, "That's decided then, as long as they take the old posts away.")
    assert await matter_of(council, first) == await matter_of(council, second)


async def test_a_picture_without_words_speaks_of_what_it_answers(council: Stage) -> None:
    """Agreeing in answer to a picture of the boiler, sent below the word of it, is agreeing to the boiler."""
    fence = council.margaret.says(PROPOSAL, in_=council.room)
    boiler = council.tom.says("The hall boiler died again, Heatfix could come tomorrow.", in_=council.room)
    picture = council.tom.attaches(
        "image.jpg", b"\xff\xd8\xff", in_=council.room, photo=True, reply_to=boiler
    )
    await council.settled()
    agreed = council.owen.replies(picture, "Right, that's agreed then, get them in, go ahead.")
    assert await matter_of(council, agreed) != await matter_of(council, fence)


async def test_answering_the_caution_of_a_complaint_is_withheld_and_agrees_to_nothing_else(
    council: Stage,
) -> None:
    """What answers a caution about the clerk is for the staffing recipient alone, and of no open matter."""
    council.margaret.starts(council.bot)
    await council.settled()
    await told(council, council.ruth, "/staffing @margaret_p")
    fence = council.margaret.says(PROPOSAL, in_=council.room)
    await council.settled()
    mark = council.town.mark()
    complaint = council.ann.says(
        "Right, that's agreed then: the clerk Ruth Calder is dismissed for her conduct.", in_=council.room
    )
    await council.settled()
    [caution] = council.room.by_bots(since=mark)
    answer = council.tom.replies(caution, "I agree, that's settled then, go ahead.")
    await council.settled()
    [item] = [item for item in await flagged(council) if item.message_id == answer.id]
    assert item.route is Route.STAFFING
    assert item.matter_id == await matter_of(council, complaint) != await matter_of(council, fence)


async def test_an_old_message_edited_into_talk_of_the_clerk_is_withheld(council: Stage) -> None:
    """Said before a complaint came up, and changed after it into a staffing matter: it may be about the same."""
    council.margaret.starts(council.bot)
    await council.settled()
    await told(council, council.ruth, "/staffing @margaret_p")
    old = council.tom.says("Lovely evening, see you at the fete.", in_=council.room)
    await council.forward(minutes=45)
    council.ann.says(GRIEVANCE, in_=council.room)
    await council.settled()
    council.tom.edits(old, SICKNESS)
    await council.settled()
    [item] = [item for item in await flagged(council) if item.message_id == old.id]
    assert item.route is Route.STAFFING


async def test_what_is_settled_covers_no_second_job_of_the_same_firm(council: Stage) -> None:
    """A reply to a settled matter that names its firm and another sum is cautioned as a matter of its own."""
    fence = council.margaret.says(PROPOSAL, in_=council.room)
    await council.settled()
    assert "resolved at 45/26" in await told(council, council.ruth, "/minute D1 “45/26”")
    mark = council.town.mark()
    more = council.owen.replies(
        fence, "Right, that's decided, Hendersons to tarmac the car park as well, £3,900."
    )
    assert await matter_of(council, more) != await matter_of(council, fence)
    assert council.said_by_bot(since=mark)


async def test_agreeing_after_a_proposal_about_the_clerk_is_withheld(council: Stage) -> None:
    """Nobody answers it by a reply, and yet "agreed" is about the clerk: it is no agreement to the fence."""
    council.margaret.starts(council.bot)
    await council.settled()
    await told(council, council.ruth, "/staffing @margaret_p")
    fence = council.margaret.says(PROPOSAL, in_=council.room)
    await council.forward(minutes=2)
    complaint = council.ann.says(GRIEVANCE, in_=council.room)
    await council.forward(minutes=2)
    agreed = council.tom.says("I agree, that's settled then, go ahead.", in_=council.room)
    named = council.owen.says("Right, that's agreed then, tell Hendersons to start.", in_=council.room)
    other = council.priya.says(OTHER, in_=council.room)
    priced = council.priya.says("Agreed, £4,200 it is, go ahead.", in_=council.room)
    assert await matter_of(council, agreed) == await matter_of(council, complaint)
    assert await matter_of(council, named) == await matter_of(council, fence)
    of_other = {item.message_id: item.route for item in await flagged(council)}
    assert of_other[agreed.id] is Route.STAFFING
    assert of_other[named.id] is of_other[other.id] is of_other[priced.id] is Route.CLERK
