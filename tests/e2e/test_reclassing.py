"""A class put right by chat: nothing is kept shorter unasked, and what was chosen by mistake is taken back."""

import pytest

from e2e.private import answer, pressed, recorded, rows, told
from e2e.stage import Stage
from minutebook.sandbox.messages import Message

VIEW = "Nice view of the green."
LOOKED_AT_2028 = "its time is up on Sat 11 Mar 2028; then you are asked whether it is still needed"


async def until(council: Stage, number: int = 1) -> tuple[str, str, str | None]:
    """A record's class, what then, and the day its time is up, as UTC has it."""
    record = (await council.records())[number - 1]
    return record.klass, record.ending, record.dispose_on.date().isoformat() if record.dispose_on else None


async def shortened(council: Stage) -> None:
    """A record of the class general is kept two years, and the schedule has been cut to a month since."""
    await recorded(council, council.ann, VIEW)
    await told(council, council.ruth, "/schedule general 1 month from captured then dispose")
    assert await until(council) == ("general", "review", "2028-03-11")


def buttons_of(message: Message) -> list[str]:
    """The buttons under a message."""
    return [button.text for row in message.keyboard for button in row]


@pytest.mark.parametrize("way", ["command", "button of /class", "undo", "undo after a restart"])
async def test_choosing_the_former_class_restores_what_stood(council: Stage, way: str) -> None:
    """A class chosen by mistake and taken back leaves the time and the ending the record had, by every way."""
    await shortened(council)
    chosen = await answer(council, council.ruth, "/class 1 finance")
    assert await until(council) == ("finance", "dispose", "2032-03-31")
    if way == "command":
        assert LOOKED_AT_2028 in await told(council, council.ruth, "/class 1 general")
    elif way == "button of /class":
        shown = await answer(council, council.ruth, "/class 1")
        await pressed(council, council.ruth, shown, "general")
        assert LOOKED_AT_2028 in council.ruth.heard(council.bot)[-1].text
    else:
        if "restart" in way:
            await council.restart()
        await pressed(council, council.ruth, chosen, "Undo")
        assert LOOKED_AT_2028 in council.ruth.heard(council.bot)[-1].text
    assert await until(council) == ("general", "review", "2028-03-11")
    assert "The ledger is whole" in await told(council, council.ruth, "/verify")


async def test_a_sooner_class_keeps_the_later_date_and_says_so(council: Stage) -> None:
    """What stood stays; the answer names the sooner day, and the command and the button that take it."""
    await recorded(council, council.ann, VIEW)
    await told(council, council.ruth, "/class 1 property")
    await told(council, council.ruth, "/class 1 contracts")
    shown = await answer(council, council.ruth, "/class 1 finance")
    assert "Class finance: kept for good." in shown.text
    assert "would be up sooner: on Thu 1 Apr 2032" in shown.text
    assert "/class 2026/0001 finance sooner" in shown.text
    assert buttons_of(shown) == ["Take the sooner date", "Undo"]
    assert await until(council) == ("finance", "review", None)


async def test_the_sooner_date_is_taken_when_the_clerk_says_so(council: Stage) -> None:
    """By the word after the class, or by the button; each is an entry in the ledger, and can be undone."""
    await recorded(council, council.ann, VIEW)
    await told(council, council.ruth, "/class 1 property")
    shown = await answer(council, council.ruth, "/class 1 finance")
    await pressed(council, council.ruth, shown, "Take the sooner date")
    taken = council.ruth.heard(council.bot)[-1]
    assert "its time is up on Thu 1 Apr 2032" in taken.text
    assert await until(council) == ("finance", "dispose", "2032-03-31")
    await pressed(council, council.ruth, taken, "Undo")
    assert await until(council) == ("finance", "review", None)
    assert "up on Thu 1 Apr 2032" in await told(council, council.ruth, "/class 1 finance “sooner”.")
    assert await until(council) == ("finance", "dispose", "2032-03-31")
    assert "nothing changed" in await told(council, council.ruth, "/class 1 finance sooner")
    assert rows(council, "SELECT count(*) FROM ledger WHERE act = 'classified'") == [(5,)]
    assert "The ledger is whole" in await told(council, council.ruth, "/verify")


async def test_saying_that_the_suggested_class_is_right_shortens_nothing(council: Stage) -> None:
    """The clerk who only confirms a class does not apply a schedule that was cut since."""
    await shortened(council)
    text = await told(council, council.ruth, "/class 1 general")
    assert LOOKED_AT_2028 in text
    assert "would be up sooner: on Sat 11 Apr 2026" in text
    assert await until(council) == ("general", "review", "2028-03-11")


async def test_an_undo_of_long_ago_does_nothing(council: Stage) -> None:
    """Only the last change is taken back: the button of one before is old."""
    await recorded(council, council.ann, VIEW)
    first = await answer(council, council.ruth, "/class 1 finance")
    await told(council, council.ruth, "/class 1 archive")
    await pressed(council, council.ruth, first, "Undo")
    assert await until(council) == ("archive", "review", None)


async def test_a_button_of_a_class_is_the_clerks_alone(council: Stage) -> None:
    """Whoever is no clerk any more changes nothing by a button that is still there."""
    await recorded(council, council.ann, VIEW)
    await told(council, council.ruth, "/class 1 property")
    shown = await answer(council, council.ruth, "/class 1 finance")
    await told(council, council.ruth, "/clerk off")
    for button in ("Take the sooner date", "Undo"):
        await pressed(council, council.ruth, shown, button)
    assert await until(council) == ("finance", "review", None)
