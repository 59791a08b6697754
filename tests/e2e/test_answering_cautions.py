"""What is done under a caution is done about what it cautions; and none shows a sensitive message again."""

from e2e.lines import CHAT, DECISION, PROPOSAL, STAFFING, labels
from e2e.stage import Stage

DOOR = "The door code for the hall is 4471, let yourselves in."


async def test_record_under_a_caution_records_what_was_cautioned(council: Stage) -> None:
    """`/record` as a reply to a caution puts the cautioned message on the record, once."""
    council.margaret.says(DECISION, in_=council.room)
    caution = await council.room.shows("clause 10.5")
    council.tom.replies(caution, "/record as said")
    await council.settled()
    [record] = await council.records()
    assert (record.text, record.note, record.captured_by_name) == (DECISION, "as said", "Cllr Tom Briggs")
    council.ann.replies(caution, "/record")
    await council.room.shows("on the record already, as 2026/0001")


async def test_record_under_consensus_forming_records_the_proposal(council: Stage) -> None:
    """`/record` as a reply to "members seem to agree" records what they agree to."""
    proposal = council.margaret.says(PROPOSAL, in_=council.room)
    council.ann.replies(proposal, "Agreed.")
    council.tom.replies(proposal, "Agreed.")
    forming = await council.room.shows("members seem to agree")
    council.priya.replies(forming, "/record")
    await council.settled()
    assert [record.text for record in await council.records()] == [PROPOSAL]


async def test_record_under_anything_else_the_bot_says_is_no_council_business(council: Stage) -> None:
    """`/record` under another message of the bot's own still says so."""
    said = council.margaret.says(CHAT, in_=council.room)
    council.tom.replies(said, "/agenda Sunset")
    line = await council.room.shows("On the list")
    council.tom.replies(line, "/record")
    await council.room.shows("my own message")
    assert await council.records() == []


async def test_in_public_a_sensitive_message_is_not_shown_again_by_its_caution(council: Stage) -> None:
    """In `public` a caution of a sensitive kind is no reply, which would quote it; its buttons work all the same."""
    council.ruth.says("/cautions public", in_=council.room)
    await council.settled()
    for text in (DOOR, STAFFING):
        mark = council.town.mark()
        council.margaret.says(text, in_=council.room)
        caution = await council.room.shows("About a message just now:", since=mark)
        assert caution.reply_to is None
        assert "Margaret" not in caution.text
        assert labels(caution) == ["Record it", "Put on the agenda", "Not council business"]
        await council.forward(minutes=40)
    council.tom.replies(caution, "/record")
    await council.settled()
    assert [record.text for record in await council.records()] == [STAFFING]


async def test_a_decision_is_cautioned_by_a_reply(council: Stage) -> None:
    """A caution of what is not sensitive answers the message it is about."""
    council.ruth.says("/cautions public", in_=council.room)
    said = council.margaret.says(DECISION, in_=council.room)
    caution = await council.room.shows("clause 10.5")
    assert caution.reply_to is said
    assert "just now" not in caution.text
