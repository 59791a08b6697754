"""Where a redacted bundle might tell by itself what is blacked out in its records: its cover, its register, its tables."""

from e2e.bundled import Bundle, exported
from e2e.private import DECISION, QUOTE, answers, recorded
from e2e.stage import Stage


def shows(made: Bundle, *words: str) -> dict[str, list[str]]:
    """Which members show any of these words."""
    return {word: found for word in words if (found := made.holds(word))}


async def test_the_cover_tells_nothing_that_is_blacked_out(council: Stage) -> None:
    """Neither the words a bundle was found by, nor a request's title, nor its searches say what its records do not."""
    await recorded(council, council.tom, "Jane Morrison of 14 Church Lane says the churchyard wall leans.")
    await recorded(council, council.ann, QUOTE)
    await answers(council, council.ruth, "/exempt 1 personal “Jane Morrison of 14 Church Lane”")
    found = await exported(council, council.ruth, "/export redacted find Morrison")
    assert found.refs == ["2026/0001"]
    assert not shows(found, "Morrison", "Church Lane")
    await answers(council, council.ruth, "/foi new “What Jane Morrison said about the churchyard wall”")
    await answers(council, council.ruth, "/foi 1 search Morrison Jane")
    await answers(council, council.ruth, "/foi 1 search morri* | lane church")
    made = await exported(council, council.ruth, "/export case 1")
    assert "2026/0001" in made.refs
    assert not shows(made, "Morrison", "morrison", "Church Lane", "morri", "lane church")
    assert "churchyard" in made.text("searches.html")
    assert "said about the churchyard wall" in made.text("index.html")


async def test_the_register_tells_nothing_of_what_is_withheld_whole(council: Stage) -> None:
    """The title a clerk gave a matter is withheld with the only record of it, and so is how it ended."""
    said = await recorded(council, council.margaret, DECISION)
    council.ruth.replies(said, "/agenda Hendersons start on the wall")
    await council.settled()
    await recorded(council, council.ann, QUOTE)
    await answers(council, council.ruth, "/foi new “The churchyard wall”")
    await answers(council, council.ruth, "/foi 1 add 1 2")
    await answers(council, council.ruth, "/minute 1 not taken because Hendersons asked for cash")
    await answers(council, council.ruth, "/exempt 1 personal")
    made = await exported(council, council.ruth, "/export case 1")
    assert "2026/0001" in made.text("decisions.html")
    assert not shows(made, "start on the wall", "asked for cash")


async def test_who_is_withheld_is_known_by_no_number(council: Stage) -> None:
    """Where a name is withheld, so is the number Telegram knows its bearer by: as author and as who recorded it."""
    said = council.ann.says("We agreed to let the field to my cousin.", in_=council.room)
    council.ann.reacts(said, "✍")
    await council.settled()
    await answers(council, council.ruth, "/exempt 1 personal “Cllr Ann Harrow”")
    made = await exported(council, council.ruth, "/export redacted")
    assert not shows(made, "Ann Harrow")
    [row] = made.rows
    assert row["sender_id"] is None
    assert row["captured_by"] is None
    number = str(council.ann.id)
    assert number not in made.text("records.csv") + made.text("records.jsonl") + made.text("index.html")
