"""What stands beside a withheld record in a redacted bundle tells none of its words: answers, classes, groups, files."""

import sqlite3

from e2e.bundled import exported, opened
from e2e.private import QUOTE, answers, recorded, told
from e2e.stage import Stage
from e2e.test_redacted_bundle import shows

SECRET = "Jane Morrison of 14 Church Lane says the wall leans, call 01234 567890."


async def test_an_answer_to_what_is_withheld_guards_its_words_too(council: Stage) -> None:
    """Where only an answer to a withheld record is in a bundle, title and searches say no word of that record."""
    said = await recorded(council, council.tom, SECRET)
    reply = council.ann.replies(said, "Indeed, that is so.")
    council.ann.reacts(reply, "✍")
    await council.settled()
    await answers(council, council.ruth, "/exempt 1 personal")
    await answers(council, council.ruth, "/foi new “Jane Morrison and the hedge”")
    await answers(council, council.ruth, "/foi 1 search Morrison")
    await answers(council, council.ruth, "/foi 1 add 2")
    await answers(council, council.ruth, "/foi 1 remove 1")
    made = await exported(council, council.ruth, "/export case 1")
    assert made.refs == ["2026/0002"]
    assert made.holds("Indeed, that is so.")
    assert "and the hedge" in made.text("index.html")
    assert not shows(made, "Morrison", "Tom Briggs", "Church Lane")


async def test_a_matter_of_the_register_guards_what_is_withheld_of_its_records(council: Stage) -> None:
    """A passage withheld of a record of a matter stands in no title, though only other records are in the bundle."""
    said = await recorded(council, council.tom, SECRET)
    council.ruth.replies(said, "/agenda The Morrison wall")
    await recorded(council, council.ann, QUOTE)
    await answers(council, council.ruth, "/exempt 1 personal “Jane Morrison of 14 Church Lane”")
    await answers(council, council.ruth, "/foi new “Morrison and the churchyard wall”")
    await answers(council, council.ruth, "/foi 1 add 2")
    await answers(council, council.ruth, "/foi 1 remove 1")
    made = await exported(council, council.ruth, "/export case 1")
    assert made.refs == ["2026/0002"]
    assert "and the churchyard wall" in made.text("index.html")
    assert not shows(made, "Morrison")


async def test_the_name_of_a_withheld_file_stands_in_no_title(council: Stage) -> None:
    """A request's title without a word of the name of a file that is withheld."""
    said = council.tom.attaches("Ramsbotham lease.txt", b"secret", in_=council.room, caption="As asked.")
    council.tom.reacts(said, "✍")
    await council.settled()
    await answers(council, council.ruth, "/exempt 1 personal file 1")
    await answers(council, council.ruth, "/foi new “Ramsbotham and the hedge”")
    await answers(council, council.ruth, "/foi 1 add 1")
    made = await exported(council, council.ruth, "/export case 1")
    assert made.refs == ["2026/0001"]
    assert "and the hedge" in made.text("index.html")
    assert not shows(made, "Ramsbotham")


async def test_other_spellings_of_what_is_withheld_are_withheld(council: Stage) -> None:
    """A plural, a possessive and a number written without its space tell what is withheld, and stand nowhere."""
    await recorded(council, council.tom, SECRET)
    await answers(council, council.ruth, "/exempt 1 personal")
    await answers(council, council.ruth, "/foi new “What the Morrisons said of the hedge, 01234567890”")
    await answers(council, council.ruth, "/foi 1 search Morrison’s | +441234567890")
    await answers(council, council.ruth, "/foi 1 add 1")
    made = await exported(council, council.ruth, "/export case 1")
    assert made.refs == ["2026/0001"]
    # The dialling code alone is not looked for: four digits may stand in a seal by chance.
    assert not shows(made, "Morrison", "567890", "1234567890", "01234 5")
    assert "of the hedge" in made.text("index.html")


async def test_a_name_that_begins_a_word_shown_elsewhere_stays_withheld(council: Stage) -> None:
    """That a bundle shows `annual` is no reason to show `Ann`; a word that it shows itself may stand in the title."""
    await recorded(council, council.tom, "Ann Smith owes rent for the allotments.")
    await recorded(council, council.priya, "The annual meeting agreed to mow the allotments.")
    await answers(council, council.ruth, "/exempt 1 personal “Ann Smith”")
    await answers(council, council.ruth, "/foi new “Ann and the allotments”")
    await answers(council, council.ruth, "/foi 1 add 1 2")
    made = await exported(council, council.ruth, "/export case 1")
    assert "annual meeting" in made.text("index.html")
    assert "and the allotments" in made.text("index.html")
    assert not shows(made, "“Ann", "Smith")


async def test_a_class_of_the_councils_own_tells_nothing_withheld(council: Stage) -> None:
    """The name of a class that has a withheld word stands neither in the bundle nor in the file's name."""
    await told(council, council.ruth, "/schedule new morrison 10 years then review")
    await recorded(council, council.tom, SECRET)
    await told(council, council.ruth, "/class 1 morrison")
    await answers(council, council.ruth, "/exempt 1 personal")
    heard = await answers(council, council.ruth, "/export redacted class morrison")
    assert opened(heard).refs == ["2026/0001"]
    assert not shows(opened(heard), "morrison", "Morrison")
    names = [message.attachment.file_name or "" for message in heard if message.attachment]
    assert names
    assert not any("morrison" in name for name in names)


async def test_the_gaps_page_names_no_group_by_what_is_withheld(council: Stage) -> None:
    """A group's title that has a withheld word is without it among the times in which something could not be seen."""
    await recorded(council, council.tom, SECRET)
    await told(council, council.ruth, "/exempt 1 personal")
    await council.stop()
    with sqlite3.connect(council.folder / "data" / "minutebook.db") as file:
        file.execute("UPDATE groups SET title = 'Jane Morrison and the hedge'")
        file.execute(
            "INSERT INTO gaps (council_id, kind, began_at, ended_at, detail, chat_id) SELECT council_id, 'rights',"
            " '2026-03-10T18:00:00.000000+00:00', '2026-03-10T18:30:00.000000+00:00', '', chat_id FROM groups"
        )
    await council.start()
    made = await exported(council, council.ruth, "/export redacted")
    assert "and the hedge" in made.text("gaps.html")
    assert not shows(made, "Morrison")
