"""A conversation that is one message is asked about, and told of, as one."""

from e2e.stage import Stage


async def test_one_message_is_asked_about_as_one(council: Stage) -> None:
    """Where `/record thread` comes to a single message, the question and the receipt speak of it alone."""
    said = council.ann.says("The wall by the hall is leaning.", in_=council.room)
    await council.settled()
    council.tom.replies(said, "/record thread")
    question = await council.room.shows("Shall I put it on the record?")
    assert question.text.startswith("One message by one person, Tue 10 Mar, 19:0")
    assert " to " not in question.text
    await council.tom.presses(question, "Record")
    receipt = await council.room.shows("✍ On the record as 2026/0001: one message, Tue 10 Mar, 19:0")
    assert "people" not in receipt.text
