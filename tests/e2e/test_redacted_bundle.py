"""Where a redacted bundle might tell by itself what is blacked out in its records: its cover, its register, its tables."""

from e2e.bundled import Bundle, exported
from e2e.private import DECISION, QUOTE, answers, pressed, recorded
from e2e.stage import Stage
from minutebook.sandbox.driver import Actor


def shows(made: Bundle, *words: str) -> dict[str, list[str]]:
    """Which members show any of these words."""
    return {word: found for word in words if (found := made.holds(word))}


async def conversation(council: Stage, recorder: Actor) -> None:
    """Put a message of Tom's on the record, and then the conversation it stands in."""
    first = council.ann.says("The churchyard wall leans.", in_=council.room)
    second = council.tom.replies(first, "My neighbour did that.")
    council.priya.replies(second, "Indeed.")
    await council.settled()
    council.ruth.reacts(second, "✍")
    await council.settled()
    recorder.replies(second, "/record thread")
    question = await council.room.shows("Shall I put them on the record as one?")
    await pressed(council, recorder, question, "Record")


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


async def test_a_redacted_bundle_holds_nobodys_number(council: Stage) -> None:
    """Whoever said, recorded, edited, held or withheld something: their Telegram number is in no member; head and why are."""
    said = await recorded(council, council.ann, QUOTE)
    council.ann.edits(said, QUOTE + " Or less.")
    council.tom.replies(said, "Too much.")
    await council.settled()
    await recorded(council, council.priya, DECISION)
    await answers(council, council.ruth, "/foi new “Hendersons”")
    for asked in ("/export case 1", "/export redacted"):
        made = await exported(council, council.ruth, asked)
        numbers = [str(actor.id) for actor in council.people.values()]
        assert not shows(made, *numbers)
        assert "contents.jsonl" not in made.members
        [head] = made.text("ledger.jsonl").splitlines()
        assert '"format": "minutebook-ledger-head/1"' in head
        assert "holds no extract of the council’s ledger" in made.text("index.html")
    whole = await exported(council, council.ruth)
    assert str(council.ann.id) in whole.text("ledger.jsonl")
    assert "holds no extract" not in whole.text("index.html")


async def test_a_conversation_names_nobody_whose_words_are_withheld(council: Stage) -> None:
    """In a redacted bundle's conversation who said what is withheld whole is not named, in no member."""
    await conversation(council, council.owen)
    await answers(council, council.ruth, "/exempt 1 personal")
    made = await exported(council, council.ruth, "/export redacted")
    assert made.refs == ["2026/0001", "2026/0002"]
    assert made.holds("Indeed.")
    assert not shows(made, "My neighbour", "Tom Briggs")


async def test_words_of_a_record_withheld_whole_stand_nowhere_beside_it(council: Stage) -> None:
    """A request's title, its searches and a search's words do not say what a record that is withheld whole says."""
    await recorded(council, council.tom, "Jane Morrison of 14 Church Lane says the wall leans.")
    await recorded(council, council.ann, QUOTE)
    await answers(council, council.ruth, "/exempt 1 personal")
    await answers(council, council.ruth, "/foi new “Jane Morrison and the churchyard wall”")
    await answers(council, council.ruth, "/foi 1 search Morrison")
    await answers(council, council.ruth, "/foi 1 add 1 2")
    made = await exported(council, council.ruth, "/export case 1")
    assert made.refs == ["2026/0001", "2026/0002"]
    assert not shows(made, "Morrison", "Tom Briggs", "Church Lane")
    assert "churchyard" in made.text("index.html")
    found = await exported(council, council.ruth, "/export redacted find Morrison")
    assert not shows(found, "Morrison", "Tom Briggs")


async def test_who_recorded_a_conversation_is_not_named_where_he_is_withheld(council: Stage) -> None:
    """A member whose message is withheld whole is not told by having put the conversation on the record."""
    await conversation(council, council.tom)
    await answers(council, council.ruth, "/exempt 1 personal")
    made = await exported(council, council.ruth, "/export redacted")
    assert made.refs == ["2026/0001", "2026/0002"]
    assert not shows(made, "My neighbour", "Tom Briggs")
