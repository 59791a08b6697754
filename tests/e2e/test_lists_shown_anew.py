"""The lists of /meeting, /words and /taught: what a button took away goes from them, with how to have it again."""

from copy import copy

from e2e.lines import labels
from e2e.private import answer, answers, pressed, told, waiting
from e2e.stage import Stage

BANTER = "I vote that Hugh brings the {} on Saturday"


async def test_a_meeting_taken_away_goes_from_the_list(council: Stage) -> None:
    """The list is the one /meeting would show now, and names the command that enters the meeting again."""
    await told(council, council.ruth, "/meeting 3 March 7.30pm\n14 July 7.30pm\n8 Dec 7.30pm")
    shown = await answer(council, council.ruth, "/meeting")
    stale = copy(shown)
    await pressed(council, council.ruth, shown, "1 Remove")
    assert "1. Tue 8 Dec 2026, 19:30" in shown.text
    assert labels(shown) == ["1 Remove", "2 Remove"]
    again = "/meeting 2026-07-14 19:30"
    assert f"Removed: the meeting of Tue 14 Jul 2026, 19:30. To enter it again: {again}" in shown.text
    assert "gone already" in (await pressed(council, council.ruth, stale, "1 Remove")).text
    assert "1. Tue 8 Dec 2026, 19:30" in shown.text
    assert "Entered: the meeting of Tue 14 Jul 2026, 19:30." in await told(council, council.ruth, again)


async def test_the_last_meeting_leaves_an_empty_list(council: Stage) -> None:
    """Where nothing is left the list says so, and has no buttons."""
    await told(council, council.ruth, "/meeting 8 Dec 7.30pm")
    shown = await answer(council, council.ruth, "/meeting")
    await pressed(council, council.ruth, shown, "1 Remove")
    assert "No meetings are entered." in shown.text
    assert "To enter it again: /meeting 2026-12-08 19:30" in shown.text
    assert shown.keyboard == ()


async def test_a_line_removed_elsewhere_goes_when_it_is_pressed(council: Stage) -> None:
    """A list that is out of date is set right by the press that finds it so."""
    await told(council, council.ruth, "/meeting 14 July 7.30pm\n8 Dec 7.30pm")
    shown = await answer(council, council.ruth, "/meeting")
    await told(council, council.ruth, "/meeting remove 14 July")
    assert "gone already" in (await pressed(council, council.ruth, shown, "1 Remove")).text
    assert "14 Jul" not in shown.text
    assert labels(shown) == ["1 Remove"]


async def test_words_taken_away_go_from_the_list(council: Stage) -> None:
    """The others have the numbers that /words remove takes, and the command that adds the phrase again works."""
    await told(council, council.ruth, "/words add personal details “the Lane list”")
    await told(council, council.ruth, "/words add staffing “HR panel”")
    await told(council, council.ruth, "/words ignore agreed minutes")
    shown = await answer(council, council.ruth, "/words")
    await pressed(council, council.ruth, shown, "1 Remove")
    assert "taught me 2 phrases" in shown.text
    assert "1. “hr panel”" in shown.text
    assert labels(shown) == ["1 Remove", "2 Remove"]
    again = "/words add personal details “the lane list”"
    assert f"Removed: “the lane list”. To have it again: {again}" in shown.text
    await pressed(council, council.ruth, shown, "2 Remove")
    assert "To have it again: /words ignore “agreed minutes”" in shown.text
    assert "From now on I take “the lane list” for: personal details." in await told(
        council, council.ruth, again
    )


async def test_a_long_list_of_words_is_shown_anew_where_it_was_pressed(council: Stage) -> None:
    """A later part of the list stays that part, and the parts beside it stay as they are."""
    for start in (0, 20):
        phrases = ", ".join(f"phrase {number}" for number in range(start, start + 20))
        await told(council, council.ruth, f"/words add business {phrases}")
    first, second = await answers(council, council.ruth, "/words")
    before = first.text
    await pressed(council, council.ruth, second, "40 Remove")
    assert first.text == before
    assert labels(second) == [f"{number} Remove" for number in range(26, 40)]
    assert "Removed: “phrase 39”." in second.text


async def test_a_later_part_of_the_words_that_is_left_empty_shows_the_one_before(council: Stage) -> None:
    """Where the last of it is removed, it is the list still, with its buttons and how to change it."""
    for numbers in (range(20), range(20, 26)):
        phrases = ", ".join(f"phrase {number:02}" for number in numbers)
        await told(council, council.ruth, f"/words add business {phrases}")
    _, second = await answers(council, council.ruth, "/words")
    assert labels(second) == ["26 Remove"]
    await pressed(council, council.ruth, second, "26 Remove")
    assert "taught me 25 phrases" in second.text
    assert labels(second) == [f"{number} Remove" for number in range(1, 26)]
    assert "Removed: “phrase 25”." in second.text


async def test_a_lesson_forgotten_goes_from_the_list(council: Stage) -> None:
    """What is left keeps its buttons, and the list says that only a new decision teaches it again."""
    for thing in ("jam", "cream"):
        await council.forward(hours=1)
        council.tom.says(BANTER.format(thing), in_=council.room)
        await council.settled()
        await pressed(council, council.ruth, await answer(council, council.ruth, "/review"), "Transitory")
    assert await waiting(council) == []
    shown = await answer(council, council.ruth, "/taught")
    await pressed(council, council.ruth, shown, "1 Forget")
    assert "1. Tue 10 Mar, 20:00, Ruth Calder marked a message transitory" in shown.text
    assert labels(shown) == ["1 Forget"]
    assert "Forgotten: what Ruth Calder decided Tue 10 Mar, 21:00." in shown.text
    assert "the next decision about a message like it teaches me again" in shown.text
    await pressed(council, council.ruth, shown, "1 Forget")
    assert "I have learned nothing from decisions yet." in shown.text
    assert shown.keyboard == ()
