"""What is asked back with a button holds for an hour, and for what it was asked about: after that it is asked anew."""

from e2e.lines import labels
from e2e.private import holders, pressed, replied
from e2e.stage import Stage
from minutebook.council.roles import Role
from minutebook.sandbox.messages import Message

AGAIN = "That was asked a while ago, or something has changed since. Please send /{command} again."


async def asked_for_tom(council: Stage) -> Message:
    """Have Ruth ask for Tom as the clerk by his display name."""
    council.tom.says("Evening all.", in_=council.room)
    await council.settled()
    return await replied(council, council.ruth, "/clerk Tom Briggs")


async def test_an_hour_later_nobody_is_appointed(council: Stage) -> None:
    """*Appoint* pressed an hour later appoints nobody and says to send the command again."""
    asked = await asked_for_tom(council)
    await council.forward(minutes=61)
    toast = await pressed(council, council.ruth, asked, "Appoint Cllr Tom Briggs")
    assert toast.text == AGAIN.format(command="clerk")
    assert await holders(council, Role.CLERK) == ["ruth"]


async def test_another_appointment_meanwhile_ends_the_question(council: Stage) -> None:
    """*Appoint* pressed after the office was given to somebody else does not take it from them."""
    asked = await asked_for_tom(council)
    await replied(council, council.ruth, "/clerk @priya_shah", council.priya.says("Hello.", in_=council.room))
    toast = await pressed(council, council.ruth, asked, "Appoint Cllr Tom Briggs")
    assert toast.text == AGAIN.format(command="clerk")
    assert await holders(council, Role.CLERK) == ["priya"]


async def test_who_has_left_meanwhile_is_not_appointed(council: Stage) -> None:
    """*Appoint* appoints nobody who has left the council's groups since it was asked."""
    asked = await asked_for_tom(council)
    council.tom.leaves(council.room)
    await council.settled()
    toast = await pressed(council, council.ruth, asked, "Appoint Cllr Tom Briggs")
    assert "Cllr Tom Briggs has left" in toast.text
    assert await holders(council, Role.CLERK) == ["ruth"]


async def test_an_hour_later_or_after_another_renaming_nothing_is_renamed(council: Stage) -> None:
    """*Rename* gives no name an hour later, nor after the council was given another meanwhile."""
    late = await replied(council, council.ruth, "/setup Wexcombe Town Council")
    await council.forward(minutes=61)
    assert (await pressed(council, council.ruth, late, labels(late)[0])).text == AGAIN.format(command="setup")
    first = await replied(council, council.ruth, "/setup Wexcombe Town Council")
    second = await replied(council, council.ruth, "/setup Wexcombe City Council")
    await pressed(council, council.ruth, second, labels(second)[0])
    assert (await pressed(council, council.ruth, first, labels(first)[0])).text == AGAIN.format(
        command="setup"
    )
    assert await council.councils() == ["Wexcombe City Council"]
