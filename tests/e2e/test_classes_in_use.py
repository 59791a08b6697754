"""Classes of a council's own: which names they may have, what is told of one in use; a class /find does not know."""

import pytest

from e2e.private import GRIEVANCE, QUOTE, answers, recorded, told
from e2e.stage import Stage

NEW = "/schedule new allotments 10 years then review"


async def test_a_class_in_use_tells_nothing_of_whose_records_are_in_it(council: Stage) -> None:
    """The clerk is told the same whether records in a class are theirs or the staffing recipient's, who can move them."""
    council.margaret.starts(council.bot)
    council.ruth.says("/staffing @margaret_p", in_=council.room)
    await council.settled()
    await told(council, council.ruth, NEW)
    await recorded(council, council.tom, GRIEVANCE)
    await told(council, council.margaret, "/class 1 allotments")
    others = await told(council, council.ruth, "/schedule remove allotments")
    await recorded(council, council.ann, QUOTE)
    await told(council, council.ruth, "/class 2 allotments")
    own = await told(council, council.ruth, "/schedule remove allotments")
    assert others == own
    assert "cannot be taken off while it is in use" in own
    assert "whoever else keeps records here can see to theirs" in own
    await told(council, council.ruth, "/class 2 general")
    await told(council, council.margaret, "/class 1 general")
    assert "allotments is no class any more" in await told(
        council, council.ruth, "/schedule remove allotments"
    )


@pytest.mark.parametrize("name", ["remove", "delete", "new", "add", "apply", "default"])
async def test_a_commands_word_is_no_name_of_a_class(council: Stage, name: str) -> None:
    """A class cannot be called what /schedule takes for an order, and is not offered to be added under it."""
    refused = await told(council, council.ruth, f"/schedule new {name} 5 years then review")
    assert f"“{name}” cannot be a class’s name" in refused
    assert f"/schedule new {name} " not in await told(council, council.ruth, f"/schedule remove {name}")
    assert f"\n{name} · " not in await told(council, council.ruth, "/schedule")


@pytest.mark.parametrize("asked", ["/schedule remove", "/schedule delete"])
async def test_removing_no_class_says_how_it_is_done(council: Stage, asked: str) -> None:
    """Without a name the order is explained, and not taken for a class."""
    said = await told(council, council.ruth, asked)
    assert "/schedule remove allotments takes a class of the council’s own off" in said


async def test_find_names_the_classes_where_it_is_asked_for_one_there_is_not(council: Stage) -> None:
    """A class nobody knows is told with those there are; one that is only empty is not."""
    await recorded(council, council.ann, QUOTE)
    await told(council, council.ruth, NEW)
    [heard] = await answers(council, council.ruth, "/find class:finnance wall")
    assert "There is no class “finnance”. The classes are: " in heard.text
    assert "finance" in heard.text.partition("The classes are: ")[2]
    assert "allotments" in heard.text.partition("The classes are: ")[2]
    for known in ("allot", "ALLOTMENTS"):
        [heard] = await answers(council, council.ruth, f"/find class:{known}")
        assert "There is no class" not in heard.text
