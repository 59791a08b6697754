"""The buttons under a request: each says what it means and asks, and then does what its command does."""

import pytest

from e2e.cases import held_texts, opened
from e2e.private import DECISION, answer, answers, pressed, replied, rows, told
from e2e.stage import Stage
from minutebook.sandbox.messages import Message


async def shown(council: Stage) -> Message:
    """The last message of request 1's answer, under which the buttons stand."""
    return (await answers(council, council.ruth, "/foi 1"))[-1]


def labels(message: Message) -> list[str]:
    """What stands on a message's buttons."""
    return [button.text for row in message.keyboard or () for button in row]


async def step(council: Stage, message: Message, button: str) -> Message:
    """Press a button and return the one answer to it."""
    mark = council.town.mark()
    await pressed(council, council.ruth, message, button)
    [after] = council.ruth.heard(council.bot, since=mark)
    return after


async def test_only_what_the_law_allows_is_offered(council: Stage) -> None:
    """FOI has no extension; a stopped clock is let go on; a closed case is opened again."""
    await opened(council)
    assert labels(await shown(council)) == ["Search", "Pause", "Close"]
    await told(council, council.ruth, "/foi 1 pause clarification")
    assert labels(await shown(council)) == ["Search", "Resume", "Close"]
    await told(council, council.ruth, "/foi 1 close")
    assert labels(await shown(council)) == ["Open again"]
    await opened(council, "The brook", "eir")
    assert labels((await answers(council, council.ruth, "/foi 2"))[-1]) == [
        "Search",
        "Pause",
        "Extend",
        "Close",
    ]
    await told(council, council.ruth, "/foi 2 extend")
    assert "Extend" not in labels((await answers(council, council.ruth, "/foi 2"))[-1])


async def test_an_overdue_request_is_neither_stopped_nor_extended(council: Stage) -> None:
    """Once the day is past, asking stops nothing: only searching and closing are left."""
    await opened(council, how="eir")
    await council.forward(days=40)
    assert labels(await shown(council)) == ["Search", "Close"]


STEPS = {
    "pause": ("Pause", "Yes, for clarification", "The clock stands still since"),
    "identity": ("Pause", "Yes, for proof of identity", "the month then begins"),
    "extend": ("Extend", "Yes, extend", "Extended by two months"),
    "close": ("Close", "Yes, close it", "Nothing was deleted"),
}


@pytest.mark.parametrize(("first", "second", "done"), STEPS.values(), ids=STEPS)
async def test_a_press_asks_and_the_next_does_it(council: Stage, first: str, second: str, done: str) -> None:
    """Nothing changes at the first press; the second does it once, and its button goes."""
    await opened(council, how="sar")
    before = rows(council, "SELECT state, due_on, extended_at FROM requests")
    asked = await step(council, await shown(council), first)
    assert "/foi 1" in asked.text or "UK GDPR" in asked.text
    assert rows(council, "SELECT state, due_on, extended_at FROM requests") == before
    assert rows(council, "SELECT count(*) FROM request_pauses") == [(0,)]
    assert done in (await step(council, asked, second)).text
    assert not asked.keyboard


async def test_searching_needs_words_and_says_how(council: Stage) -> None:
    """*Search* cannot know for what; it says what to send."""
    await opened(council)
    said = await step(council, await shown(council), "Search")
    assert "/foi 1 search hendersons fence" in said.text


async def test_a_stopped_clock_goes_on_and_a_closed_case_opens_again(council: Stage) -> None:
    """*Resume* asks whether the answer came today; *Open again* holds again what was held."""
    council.margaret.says(DECISION, in_=council.room)
    await opened(council)
    await told(council, council.ruth, "/foi 1 pause clarification")
    await council.forward(days=3)
    asked = await step(council, await shown(council), "Resume")
    assert "begin anew" in asked.text
    assert "in 20 working days" in (await step(council, asked, "Yes, it came today")).text
    await told(council, council.ruth, "/foi 1 close")
    assert await held_texts(council) == set()
    assert "Open again" in (await step(council, await shown(council), "Open again")).text
    assert await held_texts(council) == {DECISION}


async def test_whoever_is_clerk_no_longer_presses_in_vain(council: Stage) -> None:
    """Rights are looked up at the press; what was closed meanwhile is told so."""
    await opened(council)
    message = await shown(council)
    asked = await step(council, message, "Close")
    await told(council, council.ruth, "/foi 1 close")
    toast = await pressed(council, council.ruth, asked, "Yes, close it")
    assert toast.text is not None
    assert "is closed" in toast.text
    await told(council, council.ruth, "/foi 1 reopen")
    await replied(council, council.ruth, "/clerk off")
    toast = await pressed(council, council.ruth, message, "Pause")
    assert toast.alert
    assert "Only the clerk" in str(toast.text)
    assert rows(council, "SELECT count(*) FROM request_pauses") == [(0,)]


async def test_a_review_does_not_say_that_what_is_held_lapses(council: Stage) -> None:
    """A flag on hold has no day on which it lapses; once the case is closed it has one again."""
    council.margaret.says(DECISION, in_=council.room)
    await opened(council)
    review = (await answer(council, council.ruth, "/review")).text
    assert "does not lapse while that is open" in review
    assert "lapses from" not in review
    await told(council, council.ruth, "/foi 1 close")
    assert "lapses from" in (await answer(council, council.ruth, "/review")).text
