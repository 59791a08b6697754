"""Whom an appointment command means: names without an @, bots, channels, and who is told when it ends."""

import pytest

from e2e.lines import labels
from e2e.private import answer, answers, changes, holders, pressed, replied, rows
from e2e.stage import Stage
from minutebook.council.roles import Role


async def seen(council: Stage, *names: str) -> None:
    """Have these people say something in the group."""
    for name in names:
        council.people[name].says("Evening", in_=council.room)
    await council.settled()


def links(council: Stage) -> int:
    """Return how many invitation links were ever made."""
    return len(rows(council, "SELECT digest FROM invitations"))


@pytest.mark.parametrize("name", ["Priya Shah", "cllr priya shah", "“Priya  Shah”", "Priya", "priya_shah"])
async def test_a_display_name_is_asked_back(council: Stage, name: str) -> None:
    """A name without @ that one known person has is asked back with a button; nobody is appointed before it."""
    await seen(council, "priya", "tom")
    asked = await replied(council, council.ruth, f"/deputy {name}")
    assert "Do you mean Cllr Priya Shah (@priya_shah)?" in asked.text
    assert "the deputy clerk" in asked.text
    assert labels(asked) == ["Appoint Cllr Priya Shah"]
    assert await holders(council, Role.DEPUTY) == []
    assert links(council) == 0
    mark = council.town.mark()
    toast = await pressed(council, council.ruth, asked, "Appoint Cllr Priya Shah")
    assert toast.text == "Cllr Priya Shah is now the deputy clerk."
    assert "Cllr Priya Shah is now the deputy clerk." in council.said_by_bot(mark)[0]
    assert await holders(council, Role.DEPUTY) == ["priya"]
    asked = await replied(council, council.ruth, f"/deputy {name}")
    toast = await pressed(council, council.ruth, asked, "Appoint Cllr Priya Shah")
    assert toast.text == "Cllr Priya Shah is the deputy clerk already."


async def test_somebody_without_an_at_name_can_be_named(council: Stage) -> None:
    """Who has no @name is found by their name, in private too."""
    await seen(council, "tom")
    asked = await answer(council, council.ruth, "/clerk Tom Briggs")
    assert "Do you mean Cllr Tom Briggs?" in asked.text
    await pressed(council, council.ruth, asked, "Appoint Cllr Tom Briggs")
    assert await holders(council, Role.CLERK) == ["tom"]


async def test_only_the_admin_can_press(council: Stage) -> None:
    """The button appoints nobody when somebody else presses it."""
    await seen(council, "tom")
    asked = await replied(council, council.ruth, "/clerk Tom Briggs")
    toast = await pressed(council, council.tom, asked, "Appoint Cllr Tom Briggs")
    assert toast.text == "Only the council’s admin can do that."
    assert await holders(council, Role.CLERK) == ["ruth"]


async def test_an_unknown_name_gets_how_and_no_link(council: Stage) -> None:
    """A name nobody here has mints no link; the answer says how to name somebody, and how to get a link."""
    for text in ("/clerk Jane Doe", "/clerk please", "/clerk Denise Fowler"):
        line = await replied(council, council.ruth, text)
        assert "I know nobody in this council’s groups called" in line.text
        for how in ("Reply to a message", "@name", "/clerk link"):
            assert how in line.text
    assert links(council) == 0


async def test_a_name_that_several_have_is_not_guessed(council: Stage) -> None:
    """Of two people with one name neither is appointed; the answer says how to tell them apart."""
    other = council.town.person("Tom Briggs", "tom_b")
    other.joins(council.room)
    await seen(council, "tom")
    line = await replied(council, council.ruth, "/clerk Tom Briggs")
    assert "Several people here could be Tom Briggs" in line.text
    assert line.keyboard == ()
    assert await holders(council, Role.CLERK) == ["ruth"]


async def test_a_link_is_given_when_asked_for(council: Stage) -> None:
    """`/clerk link` gives an invitation link, in private."""
    assert "Pass this link on" in (await answer(council, council.ruth, "/clerk link")).text
    mark = council.town.mark()
    assert "in private" in (await replied(council, council.ruth, "/deputy link")).text
    await council.ruth.hears("Pass this link on", council.bot, since=mark)
    assert links(council) == 2


@pytest.mark.parametrize("name", ["@minutes_bot", "minutes_bot", "Minutebook", "@other_helper_bot"])
async def test_a_bot_by_name_is_refused(council: Stage, name: str) -> None:
    """Neither this bot nor another can be appointed by its name, and no link is made for one."""
    line = await replied(council, council.ruth, f"/clerk {name}")
    assert "bot" in line.text
    assert "cannot be appointed" in line.text
    assert links(council) == 0


async def test_whoever_is_replaced_is_told(council: Stage) -> None:
    """The clerk before is told in private who put whom in their place, and the admin that they were told."""
    council.priya.starts(council.bot)
    await seen(council, "owen")
    await replied(council, council.ruth, "/clerk @priya_shah")
    mark = council.town.mark()
    line = await replied(council, council.ruth, "/clerk @owenpugh")
    assert "I have told Cllr Priya Shah" in line.text
    note = await council.priya.hears(
        "Ruth Calder has made Cllr Owen Pugh the clerk in your place", council.bot
    )
    assert note.text.startswith("Wexcombe Parish Council\n\n")
    assert len(council.priya.heard(council.bot, since=mark)) == 1


async def test_whoever_is_replaced_through_a_link_is_told(council: Stage) -> None:
    """A link that is used tells the holder before, and loses them their menus, as a command does."""
    council.priya.starts(council.bot)
    await replied(council, council.ruth, "/clerk @priya_shah")
    link = (await answer(council, council.ruth, "/clerk link")).text.split("start=")[1]
    council.denise.starts(council.bot, link)
    await council.settled()
    await council.priya.hears("Ruth Calder has made Denise Fowler the clerk in your place", council.bot)
    told = await council.ruth.hears("has used your link", council.bot)
    assert "/clerk off Denise Fowler" in told.text
    assert "I have told Cllr Priya Shah" in told.text
    chat = council.world.private_chat(council.priya.person, council.bot)
    assert "today" not in [c.command for c in council.world.menu_for(council.priya.person, chat, council.bot)]


async def test_whoever_is_ended_is_told(council: Stage) -> None:
    """`off` tells the holder; of one who cannot be written to it asks the admin to."""
    council.priya.starts(council.bot)
    await seen(council, "tom", "priya")
    await replied(council, council.ruth, "/deputy @priya_shah")
    await replied(council, council.ruth, "/deputy off")
    await council.priya.hears(
        "Ruth Calder has ended your appointment: you are no longer the deputy", council.bot
    )
    asked = await replied(council, council.ruth, "/deputy Tom Briggs")
    await pressed(council, council.ruth, asked, "Appoint Cllr Tom Briggs")
    assert "Please tell them" in (await replied(council, council.ruth, "/deputy off")).text


async def test_ending_the_last_clerk_warns(council: Stage) -> None:
    """Without clerk and deputy nobody gets the digest: `off` says so and how to name one; with a deputy, who does."""
    await seen(council, "priya")
    await replied(council, council.ruth, "/deputy @priya_shah")
    line = await replied(council, council.ruth, "/clerk off")
    assert "Cllr Priya Shah, the deputy, still gets the digest" in line.text
    line = await replied(council, council.ruth, "/deputy off")
    for piece in ("nobody gets the digest", "reply to a message of theirs with /clerk", "/clerk me"):
        assert piece in line.text


async def test_off_with_a_name_ends_that_person_only(council: Stage) -> None:
    """`off` with the name of somebody who does not hold the office ends nobody's, and says so."""
    await seen(council, "priya", "owen")
    await replied(council, council.ruth, "/officer @owenpugh")
    before = len(await changes(council))
    for text, said in (
        ("/clerk off @priya_shah", "priya_shah is not the clerk"),
        ("/officer off @priya_shah", "priya_shah is not an officer"),
        ("/officer off @nobody_here", "I know nobody here called nobody_here"),
    ):
        line = (await replied(council, council.ruth, text)).text
        assert said in line
        assert "nothing changed" in line
    assert len(await changes(council)) == before
    await replied(council, council.ruth, "/officer off Owen Pugh")
    assert await holders(council, Role.OFFICER) == []
    assert await holders(council, Role.CLERK) == ["ruth"]


async def test_the_log_says_who_accepted_a_link(council: Stage) -> None:
    """The settings show an appointment by link as accepted by the person, on the invitation of the admin."""
    link = (await answer(council, council.ruth, "/deputy link")).text.split("start=")[1]
    council.denise.starts(council.bot, link)
    await council.settled()
    [table] = await answers(council, council.ruth, "/settings")
    assert "deputy — → Denise Fowler, who accepted an invitation by Ruth Calder" in table.text
    assert "clerk — → Ruth Calder, by Ruth Calder" in table.text
