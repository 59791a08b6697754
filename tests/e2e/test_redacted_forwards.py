"""What a redacted bundle tells of a message that the bot knows only by being forwarded to it."""

from e2e.bundled import exported
from e2e.private import QUOTE, answers, recorded
from e2e.stage import Stage
from e2e.test_redacted_bundle import shows


async def test_a_forwarded_message_tells_nobodys_number(council: Stage) -> None:
    """What is known only by being forwarded to the bot stands in a redacted bundle without its forwarder's number."""
    elsewhere = council.town.group("Other", council.denise, council.ruth)
    said = council.denise.says("The field is let for £300 a year.", in_=elsewhere)
    council.ruth.forwards(said, to=council.bot)
    await council.settled()
    await recorded(council, council.ann, QUOTE)
    await answers(council, council.ruth, "/foi new “The field”")
    for asked in ("/export case 1", "/export redacted"):
        made = await exported(council, council.ruth, asked)
        assert "2026/0001" in made.refs
        assert not shows(made, *(str(actor.id) for actor in council.people.values()))
    forwarded, plain = made.rows
    assert (forwarded["chat_id"], forwarded["message_id"]) == (None, None)
    assert plain["chat_id"] == council.room.id
    whole = await exported(council, council.ruth, "/export")
    assert whole.rows[0]["chat_id"] == council.ruth.id
