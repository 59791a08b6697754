"""A conversation of which much was edited: each version is told by what it changed, and the tables have it in full."""

from e2e.bundled import exported
from e2e.private import answers, told
from e2e.stage import Stage

SECRET = "Zebedee has cancer"
SAID = 12
EDITS = 5


async def edited(council: Stage) -> None:
    """A conversation on the record of which others than the one with the secret were edited before."""
    said = [council.ann.says(f"{n}: we talked of the hedge", in_=council.room) for n in range(SAID - 1)]
    said.append(council.tom.says(f"My neighbour {SECRET}", in_=council.room))
    await council.settled()
    for number in range(EDITS):
        council.ann.edits(said[number], f"{number}: corrected")
        await council.settled()
    council.ruth.says(f"/record last {SAID}", in_=council.room)
    await council.settled()
    await council.ruth.presses(council.ruth.heard(council.bot)[-1], "Record")
    await council.settled()


async def test_a_version_is_shown_by_what_it_changed(council: Stage) -> None:
    """`/show`, `/exempt`, the page and the PDF have the first and the newest whole, of the others one message each."""
    await edited(council)
    shown = await told(council, council.ruth, "/show 1")
    copy = await told(council, council.ruth, f'/exempt 1 personal "{SECRET}"')
    bundle = await exported(council, council.ruth, "/export redacted")
    for text in (shown, copy, bundle.text("index.html"), bundle.paper()):
        assert text.count(f"{SAID - 2}: we talked of the hedge") == 2
        assert text.count("one message changed, the rest as before") == EDITS - 1
        assert text.count("0: corrected") == 2
    assert shown.count(SECRET) == 2
    assert copy.count("My neighbour [withheld: ") == 2
    assert not bundle.holds(SECRET)
    [row] = bundle.rows
    assert isinstance(row["texts"], list)
    assert [text.count("My neighbour [withheld: ") for text in row["texts"]] == [1] * (EDITS + 1)
    assert f"{SAID - 2}: we talked" in await told(council, council.ruth, "/show 1 3")


async def test_where_it_is_too_much_versions_are_left_out(council: Stage) -> None:
    """`/exempt` answers with the versions that matter where there are many long ones, as `/show` does."""
    post = council.ann.says(f"{SECRET}. " + "The hedge is high. " * 50, in_=council.room)
    await council.settled()
    council.ruth.reacts(post, "✍")
    await council.settled()
    for number in range(11):
        council.ann.edits(post, f"{number}. {SECRET}. " + "The hedge is high. " * 50)
        await council.settled()
    heard = await answers(council, council.ruth, f'/exempt 1 personal "{SECRET}"')
    assert len(heard) == 1
    text = heard[0].text
    assert "Version 1 of 12\n" in text
    assert "Version 12 of 12\n" in text
    assert "Version 2 of 12" not in text
    assert "Only these are shown of 12 versions." in text
