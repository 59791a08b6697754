"""Every open request's deadline stands in the digest and in /today, for the clerk alone."""

from e2e.cases import opened
from e2e.private import replied, told
from e2e.stage import Stage

LINE = "• Request 1 · FOI: by Fri 10 Apr 2026, in "


async def test_a_request_with_time_left_stands_in_every_digest(council: Stage) -> None:
    """From the first morning until it presses a request has a line with its deadline; closed, it has none."""
    await opened(council)
    assert LINE + "20 working days" in await told(council, council.ruth, "/today")
    mark = council.town.mark()
    await council.next_morning()
    digest = await council.ruth.hears(LINE, council.bot, since=mark)
    assert "quiet day" not in digest.text
    assert "churchyard" not in digest.text
    await told(council, council.ruth, "/foi 1 close answered in full")
    assert "Deadlines" not in await told(council, council.ruth, "/today")


async def test_the_staffing_recipient_is_told_no_deadlines(council: Stage) -> None:
    """Requests are the clerk's: the recipient of staffing matters hears of none that holds nothing of theirs."""
    council.margaret.starts(council.bot)
    await council.settled()
    await replied(council, council.ruth, "/staffing @margaret_p")
    await opened(council)
    assert "Deadlines" not in await told(council, council.margaret, "/today")
