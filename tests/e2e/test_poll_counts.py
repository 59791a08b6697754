"""Where the counts of a poll on record stand that was closed later: with that version, and with none before it."""

from e2e.bundled import exported
from e2e.private import told
from e2e.stage import Stage


async def test_a_polls_counts_stand_beside_the_version_they_belong_to(council: Stage) -> None:
    """As it was put on the record a poll has its options; the counts stand with the version in which it closed."""
    poll = council.margaret.polls("Who mends the wall?", ["Hendersons", "Bell & Sons"], in_=council.room)
    await council.settled()
    council.tom.reacts(poll, "✍")
    await council.settled()
    council.ann.votes(poll, 0)
    council.margaret.stops(poll)
    await council.settled()
    shown = await told(council, council.ruth, "/show 1")
    assert "With: poll: Hendersons, Bell & Sons\n" in shown
    assert shown.index("Version 2 of 2") < shown.index("Poll closed: Hendersons 1, Bell & Sons 0")
    made = await exported(council, council.ruth, "/export")
    page = made.text("index.html")
    assert page.index("Version 2 of 2") < page.index("Hendersons 1")
    [row] = made.rows
    assert row["carries"] == "poll: Hendersons, Bell & Sons"
    assert row["poll_totals"] == "Hendersons 1, Bell & Sons 0"
