"""minutebook do: in whose name, for which council, who is told, and what happens beside the running bot."""

import sqlite3
from contextlib import closing

import pytest

from e2e.computer import done
from e2e.private import QUOTE, SICKNESS, answers, changes, recorded, rows, told
from e2e.stage import Stage
from minutebook.council.errors import ConfigurationError, StoreBusyError


async def test_the_person_is_told_and_it_is_logged(council: Stage) -> None:
    """Nobody acts in another's name unseen: Telegram tells them what was done, not what came of it."""
    await recorded(council, council.ann, QUOTE)
    mark = council.town.mark()
    assert QUOTE in await done(council, "/find churchyard")
    [notice] = council.ruth.heard(council.bot, since=mark)
    assert "At the council’s computer, in your name: /find …\n" in notice.text
    assert not {"churchyard", "Hendersons"} & set(notice.text.split())
    log = (await changes(council))[0]
    assert (log["name"], log["new"], log["by_id"]) == ("computer", "/find", council.ruth.id)
    settings = await told(council, council.ruth, "/settings")
    assert "/find, at the council’s computer in the name of Ruth Calder" in settings


async def test_a_press_is_told_too(council: Stage) -> None:
    """Which button was pressed, and after what, is told; also where the record it named is gone by then."""
    await recorded(council, council.ann, QUOTE)
    mark = council.town.mark()
    await done(council, "/dispose 2026/0001 error", "Dispose of it")
    heard = [message.text for message in council.ruth.heard(council.bot, since=mark)]
    assert any("“Dispose of it” was pressed, after /dispose 2026/0001 error" in text for text in heard)
    assert not any("Certificate of disposal" in text for text in heard)


async def test_what_is_printed_is_not_sent_as_well(council: Stage) -> None:
    """Answers stand in the outbox as shown at the computer and are empty; the bot edits and deletes nothing for them."""
    mark = council.town.mark()
    await done(council, '/foi new foi "hedge"')
    await done(council, "/foi 1", "Close", "Yes, close it")
    shown = rows(council, "SELECT DISTINCT state, payload, chat_id FROM outbox WHERE way = 'computer'")
    assert shown == [("sent", None, council.ruth.id)]
    heard = [message.text for message in council.ruth.heard(council.bot, since=mark)]
    assert len(heard) == 4
    assert all("At the council’s computer" in text for text in heard)
    refused = rows(council, "SELECT count(*) FROM outbox WHERE state IN ('refused', 'dropped')")
    assert refused == [(0,)]


async def test_the_same_command_twice_is_answered_twice(council: Stage) -> None:
    """Each time is an event of its own: no answer is taken for one that was given before."""
    first = await done(council, "/words")
    assert first
    assert await done(council, "/words") == first


async def test_the_running_bot_knows_at_once_what_was_changed(council: Stage) -> None:
    """A setting changed at the computer holds in the running bot from its next look at the clock."""
    assert "quorum" in await done(council, "/quorum 5", name="admin")
    assert (await council.view()).council.settings.quorum == 5
    assert "5 members" in await told(council, council.ruth, "/quorum")


async def test_it_works_while_the_bot_does_not_run(council: Stage) -> None:
    """The command is carried out; the person is told when the bot runs again."""
    await recorded(council, council.ann, QUOTE)
    await council.stop()
    mark = council.town.mark()
    assert "finance" in await done(council, "/class 1 finance")
    await council.start()
    await council.settled()
    heard = [message.text for message in council.ruth.heard(council.bot, since=mark)]
    assert any("in your name: /class 1 finance" in text for text in heard)
    assert "finance" in await told(council, council.ruth, "/class 1")


async def test_somebody_without_an_office_is_refused(council: Stage) -> None:
    """Only who holds an office may be named; the refusal says who does, and nothing is done or told."""
    before = await changes(council)
    with pytest.raises(ConfigurationError) as refused:
        await done(council, "/find hedge", name="Denise")
    assert str(refused.value) == (
        "nobody who holds an office in Wexcombe Parish Council is called “Denise”; there are:"
        " Ruth Calder (admin, clerk)"
    )
    with pytest.raises(ConfigurationError, match="nobody who holds an office"):
        await done(council, "/find hedge", name="Ann")
    assert await changes(council) == before


async def test_rights_are_those_of_the_person_named(council: Stage) -> None:
    """The staffing recipient sees at the computer what they see in chat, and nothing of the clerk's; they are told."""
    council.margaret.starts(council.bot)
    council.ruth.says("/staffing @margaret_p", in_=council.room)
    await council.settled()
    await recorded(council, council.ann, QUOTE)
    mark = council.town.mark()
    assert "No record" in await done(council, "/find churchyard", name="Penhale")
    assert "for the clerk" in (await done(council, "/foi", name="staffing")).lower()
    heard = [message.text for message in council.margaret.heard(council.bot, since=mark)]
    assert [text.split("name: ")[1].split("\n")[0] for text in heard] == ["/find …", "/foi"]
    assert not council.ruth.heard(council.bot, since=mark)


async def test_with_two_councils_it_has_to_be_said_which(council: Stage) -> None:
    """Of several councils one is named; the other's records are not shown, whatever was chosen in chat."""
    other = council.town.group("Barrow councillors", council.ruth, council.ann)
    council.ruth.adds(council.bot, to=other, admin=True)
    council.ruth.says("/setup Little Barrow Parish Council", in_=other)
    await council.settled()
    council.ruth.says("/clerk me", in_=other)
    await council.settled()
    await recorded(council, council.ann, SICKNESS)
    await answers(council, council.ruth, "/council")
    with pytest.raises(ConfigurationError, match="say which council with --council; there are: Wexcombe"):
        await done(council, "/find caretaker")
    assert SICKNESS in await done(council, "/find caretaker", council="wexcombe")
    assert "No record" in await done(council, "/find caretaker", council="Barrow")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("/export case 3", "minutebook export OUT.zip --case 3"),
        ("/export class finance whole", "minutebook export OUT.zip --class finance --whole"),
        ("/export find lych gate", "minutebook export OUT.zip --find 'lych gate'"),
        ("/fnid hedge", "there is no command /fnid; do you mean /find?"),
        ("/clerk @ann_harrow", "/clerk is given in Telegram alone"),
        ("  ", "say what to do"),
        ("/find " + "x" * 5000, "4,096 characters at most"),
    ],
)
async def test_what_is_not_for_the_computer_is_refused(council: Stage, words: str, said: str) -> None:
    """A bundle is made by its own command, which is given; appointments are Telegram's; a slip is told."""
    before = await changes(council)
    with pytest.raises(ConfigurationError) as refused:
        await done(council, words)
    assert said in str(refused.value)
    assert await changes(council) == before


async def test_a_choice_that_is_not_there_ends_it(council: Stage) -> None:
    """A script that presses what does not stand there gets one sentence with what does."""
    await done(council, '/foi new foi "hedge"')
    with pytest.raises(ConfigurationError, match=r"there is no choice “Dispose”; there are: \[1\] "):
        await done(council, "/foi 1", "Dispose")


async def test_a_locked_database_is_told_and_nothing_is_done(council: Stage) -> None:
    """Where another process holds the database nothing is changed, and the usual sentence says so and what to do."""
    await recorded(council, council.ann, QUOTE)
    await council.stop()
    with closing(sqlite3.connect(council.folder / "data" / "minutebook.db", isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusyError, match="in use by another process; try again in a moment"):
            await done(council, "/class 1 finance")
        holder.execute("ROLLBACK")
    assert rows(council, "SELECT count(*) FROM ledger WHERE act = 'classified'") == [(0,)]


async def test_controls_of_the_terminal_are_not_printed(council: Stage) -> None:
    """What somebody wrote cannot move the cursor of who reads it."""
    await recorded(council, council.ann, "The gate \x1b]0;owned\x07 is broken.")
    out = await done(council, "/show 1")
    assert "is broken." in out
    assert not {"\x1b", "\x07"} & set(out)
