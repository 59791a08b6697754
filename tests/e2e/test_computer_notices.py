"""What somebody is told of an act at the computer in their name holds nothing of a record, so it outlives one."""

from e2e.computer import done
from e2e.private import recorded
from e2e.stage import Stage

SECRET = "The contract for the swing goes to my brother-in-law Zebedee of 14 Mill Lane."


def holding(stage: Stage, word: bytes) -> list[str]:
    """The files of the data folder that hold a word."""
    places = [path for path in (stage.folder / "data").rglob("*") if path.is_file()]
    return [path.name for path in places if word in path.read_bytes()]


async def test_a_disposal_at_the_computer_leaves_no_words_behind(council: Stage) -> None:
    """The words of a command are not kept to be sent: they are gone with the record, and no notice repeats them."""
    await recorded(council, council.ann, SECRET)
    await council.stop()
    await done(council, '/exempt 2026/0001 s40(2) "Zebedee of 14 Mill Lane"')
    await done(council, "/find Zebedee")
    await done(council, "/dispose 1 error", "Dispose of it")
    assert holding(council, b"Zebedee") == []
    mark = council.town.mark()
    await council.start()
    await council.settled()
    heard = [message.text for message in council.ruth.heard(council.bot, since=mark)]
    assert [text.split("in your name: ")[1].split("\n")[0] for text in heard] == [
        "/exempt 2026/0001 s40(2) …",
        "/find …",
        "/dispose 1 error",
        "“Dispose of it” was pressed, after /dispose 1 error",
    ]


async def test_a_notice_that_stays_in_the_chat_says_no_words(council: Stage) -> None:
    """While the bot runs the notice is sent at once and never taken down: it has the reference and the reason alone."""
    await recorded(council, council.ann, SECRET)
    mark = council.town.mark()
    await done(council, '/exempt 1 personal "Zebedee"')
    [notice] = council.ruth.heard(council.bot, since=mark)
    assert "in your name: /exempt 1 personal …\n" in notice.text
