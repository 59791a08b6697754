"""/find, /show and /verify: the clerk reads the store."""

import sqlite3

import pytest

from e2e.private import DECISION, QUOTE, SICKNESS, answer, answers, ledger, pressed, recorded, replied, told
from e2e.stage import Stage


async def store(council: Stage) -> None:
    """Put three messages on the record."""
    await recorded(council, council.ann, QUOTE)
    await recorded(council, council.tom, DECISION)
    await recorded(council, council.priya, SICKNESS)


async def test_find_takes_words_not_syntax(council: Stage) -> None:
    """Whatever a clerk types is words to look for, whatever signs stand around them."""
    await store(council)
    for words in (
        "hendersons churchyard",
        "HENDERSONS WANT",
        "churchy",
        "ann harrow wall",
        "“churchyard wall”",
        '"churchyard wall',
        "churchyard* (wall -5,200)",
        "churchyard : ^wall + {4",
        "wall'",
        "4,200",
    ):
        shown = await answer(council, council.ruth, f"/find {words}")
        assert shown.text.startswith("Wexcombe Parish Council\n\nOne record\n"), (words, shown.text)
        assert "2026/0001 Cllr Ann Harrow, Tue 10 Mar, 19:00" in shown.text
        assert shown.protected
        assert "24 hours" in shown.text


async def test_nothing_found_says_what_to_try(council: Stage) -> None:
    """A search without a result repeats the words and says what to try, and is not protected."""
    await store(council)
    for words in (
        "zebra",
        "hendersons zebra",
        "NEAR(wall fence)",
        "body:wall",
        "x'; DROP TABLE records",
        "<bq>",
    ):
        shown = await answer(council, council.ruth, f"/find {words}")
        assert f"No record holds all of these: {words}." in shown.text
        assert not shown.protected


async def test_find_without_words_says_how(council: Stage) -> None:
    """A search for nothing gets an example."""
    for words in ("", " ???", " “”", " *"):
        assert "/find bench hendersons" in await told(council, council.ruth, f"/find{words}"), words


async def test_many_finds_come_page_by_page(council: Stage) -> None:
    """Twelve records come in three pages; each *More* shows the next, and the last has no button."""
    for number in range(1, 13):
        await recorded(council, council.ann, f"Hendersons want £{number}00 for the wall.")
    pages = [await answer(council, council.ruth, "/find hendersons")]
    while pages[-1].keyboard:
        mark = council.town.mark()
        await pressed(council, council.ruth, pages[-1], "More")
        pages += council.ruth.heard(council.bot, since=mark)
    assert [page.text.split("\n")[2] for page in pages] == [
        "1–5 of 12",
        "6–10 of 12",
        "11–12 of 12",
    ]
    listed = [f"2026/{number:04d}" for number in range(1, 13)]
    assert all(sum(ref in page.text for page in pages) == 1 for ref in listed)


async def test_a_page_is_not_turned_for_an_ended_clerk(council: Stage) -> None:
    """*More* under an old answer shows nothing to somebody who is clerk no longer."""
    for number in range(1, 8):
        await recorded(council, council.ann, f"Hendersons want £{number}00 for the wall.")
    page = await answer(council, council.ruth, "/find hendersons")
    await replied(council, council.ruth, "/clerk off")
    mark = council.town.mark()
    assert "Only the clerk" in (await pressed(council, council.ruth, page, "More")).text
    assert council.ruth.heard(council.bot, since=mark) == []


async def test_show_takes_a_reference_in_many_forms(council: Stage) -> None:
    """A record is shown whole, protected, however its reference is written."""
    await store(council)
    for ref in ("2026/0001", "2026-1", "1", "#1", "0001", " 2026 / 1 ", "“2026/0001”", "1."):
        shown = await answer(council, council.ruth, f"/show {ref}")
        assert shown.text.startswith("Wexcombe Parish Council\n\nRecord 2026/0001\nCllr Ann Harrow"), ref
        assert QUOTE in shown.text
        assert shown.text.endswith("I will take this message down after 24 hours.")
        assert shown.protected


async def test_an_unknown_reference_says_so(council: Stage) -> None:
    """A reference that no record has gets a sentence that helps."""
    await store(council)
    for ref in ("2026/0099", "99", "1999/1"):
        assert "There is no record" in await told(council, council.ruth, f"/show {ref}"), ref


async def test_what_is_no_reference_says_how(council: Stage) -> None:
    """What cannot be a reference gets an example."""
    await store(council)
    for ref in ("", " wall", " 2026/", " 0", " -1", " 12345678901234567890", " ١", " 1; 2"):
        assert "/show 2026/0042" in await told(council, council.ruth, f"/show{ref}"), ref


async def test_shown_content_is_taken_down_after_a_day(council: Stage) -> None:
    """Answers of /show and /find go after 24 hours and not before; other answers stay."""
    await store(council)
    shown = [
        await answer(council, council.ruth, "/show 1"),
        await answer(council, council.ruth, "/find wall"),
    ]
    stays = await answer(council, council.ruth, "/show 99")
    await council.forward(hours=23, minutes=50)
    assert not any(message.deleted for message in shown)
    await council.restart()
    await council.forward(minutes=20)
    assert all(message.deleted for message in shown)
    assert not stays.deleted


async def test_a_long_record_comes_in_several_messages(council: Stage) -> None:
    """A record too long for one message is shown in several, all protected, all taken down."""
    await recorded(council, council.ann, "Hendersons & Sons <want> £4,200. " * 120)
    parts = await answers(council, council.ruth, "/show 1")
    assert len(parts) > 1
    assert all(part.protected and len(part.text) <= 4096 for part in parts)
    await council.forward(hours=25)
    assert all(part.deleted for part in parts)


async def test_a_message_edited_again_and_again_is_shown_by_version(council: Stage) -> None:
    """Many long versions come as the first and the newest; any other by its number, and one there is not says so."""
    said = await recorded(council, council.ann, "Version 1. " + "Hendersons want more. " * 150)
    for number in range(2, 13):
        council.ann.edits(said, f"Version {number}. " + "Hendersons want more. " * 150)
        await council.forward(minutes=1)
    whole = "\n".join(part.text for part in await answers(council, council.ruth, "/show 1"))
    assert "Version 1." in whole
    assert "Version 12." in whole
    assert "Version 5." not in whole
    assert "/show 2026/0001 2" in whole
    for command in ("/show 1 5", "/show 2026/0001 5", "/show 2026/1 5"):
        one = await answers(council, council.ruth, command)
        assert "Version 5." in "".join(part.text for part in one), command
        assert "Version 12." not in "".join(part.text for part in one)
        assert all(part.protected for part in one)
    for number in (0, 13, 999):
        assert "has 12 versions" in await told(council, council.ruth, f"/show 1 {number}")


async def test_verify_says_the_ledger_is_whole(council: Stage) -> None:
    """`/verify` re-reads the ledger and states its count and head."""
    await store(council)
    count, head = await ledger(council)
    text = await told(council, council.ruth, "/verify")
    assert f"The ledger is whole: {count} entries.\nHead {head}" in text


@pytest.mark.parametrize(
    ("harm", "seq"),
    [
        pytest.param("UPDATE record_versions SET text = 'No' WHERE record_id = 2", 2, id="a text"),
        pytest.param("UPDATE ledger SET actor_id = 5 WHERE seq = 3", 3, id="an entry"),
        pytest.param("DELETE FROM ledger WHERE seq = 2", 2, id="an entry gone"),
        pytest.param("DELETE FROM record_versions WHERE record_id = 1", 1, id="a version gone"),
    ],
)
async def test_verify_names_the_first_break(council: Stage, harm: str, seq: int) -> None:
    """After somebody has changed the file behind the program's back, `/verify` names the first break."""
    await store(council)
    await council.settled()
    with sqlite3.connect(council.folder / "data" / "minutebook.db") as file:
        for (trigger,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {trigger}")
        file.execute(harm)
    text = await told(council, council.ruth, "/verify")
    assert "does not verify" in text
    assert f"The first break is at entry {seq}:" in text


async def test_the_store_is_closed_to_others(council: Stage) -> None:
    """Councillors and strangers are refused with a sentence, whatever they ask of the store."""
    await store(council)
    for who, refusal in (("ann", "for the clerk and the deputy"), ("denise", "hold no office")):
        council.people[who].starts(council.bot)
        await council.settled()
        for command in ("/find hendersons", "/show 1", "/export", "/verify"):
            text = await told(council, council.people[who], command)
            assert refusal in text, command
            assert "Hendersons want" not in text
