"""Another name for a council: `/setup NEW NAME` where it is set up asks back, and a button gives it."""

from pathlib import Path

from e2e.lines import labels
from e2e.private import changes, pressed, replied, told
from e2e.stage import Stage, staged


async def test_another_name_is_asked_back(council: Stage) -> None:
    """`/setup NEW NAME` says what the group is set up as, and renames only when the admin presses the button."""
    line = await replied(council, council.ruth, "/setup Wexcombe  Town Council")
    assert "This group is set up for Wexcombe Parish Council; nothing changed." in line.text
    assert labels(line) == ["Rename to Wexcombe Town Council"]
    assert await council.councils() == ["Wexcombe Parish Council"]
    mark = council.town.mark()
    toast = await pressed(council, council.ruth, line, "Rename to Wexcombe Town Council")
    assert toast.text == "The council is now called Wexcombe Town Council."
    assert await council.councils() == ["Wexcombe Town Council"]
    [said] = council.said_by_bot(mark)
    assert said.startswith("Wexcombe Town Council\n\n")
    assert "it was Wexcombe Parish Council until now" in said
    [latest, *_] = await changes(council)
    assert (latest["name"], latest["old"], latest["new"], latest["by_id"]) == (
        "name",
        "Wexcombe Parish Council",
        "Wexcombe Town Council",
        council.ruth.id,
    )
    table = await told(council, council.ruth, "/settings")
    assert "name Wexcombe Parish Council → Wexcombe Town Council, by Ruth Calder" in table
    assert (await pressed(council, council.ruth, line, labels(line)[0])).text.startswith("It is called")


async def test_without_a_name_it_says_how_to_rename(council: Stage) -> None:
    """`/setup` alone, or with the name the council has, offers no button and says how to change the name."""
    for text in ("/setup", "/setup Wexcombe Parish Council"):
        line = await replied(council, council.ruth, text)
        assert line.keyboard == ()
        assert "send /setup New name" in line.text


async def test_only_the_admin_can_rename(council: Stage) -> None:
    """Somebody else's press renames nothing."""
    line = await replied(council, council.ruth, "/setup Wexcombe Town Council")
    toast = await pressed(council, council.ann, line, labels(line)[0])
    assert toast.text == "Only the council’s admin can do that."
    assert await council.councils() == ["Wexcombe Parish Council"]


async def test_a_name_another_council_has_is_not_given(tmp_path: Path) -> None:
    """The name of another council here is refused at once, and by the button if it was taken meanwhile."""
    async with staged(tmp_path, admins=("ruth", "denise")) as stage:
        await stage.set_up()
        early = await replied(stage, stage.ruth, "/setup Lenham Parish Council")
        other = stage.town.group("Lenham", stage.denise)
        stage.denise.adds(stage.bot, to=other, admin=True)
        stage.denise.says("/setup Lenham Parish Council", in_=other)
        await stage.settled()
        toast = await pressed(stage, stage.ruth, early, "Rename to Lenham Parish Council")
        assert toast.text == "Another council here is called Lenham Parish Council."
        line = await replied(stage, stage.ruth, "/setup lenham parish council")
        assert "Another council here is called lenham parish council already" in line.text
        assert line.keyboard == ()
        assert (await stage.view()).council.name == "Wexcombe Parish Council"
