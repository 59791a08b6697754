"""Command menus: what Telegram shows each person to choose from, by where they are and what they may do."""

import re

from e2e.private import answers, replied, told
from e2e.stage import Stage
from minutebook.handlers import private_commands
from minutebook.sandbox.driver import Actor

IN_GROUPS = ["record", "agenda", "help", "privacy"]
IN_PRIVATE = ["start", "help", "privacy"]


def in_group(council: Stage, actor: Actor) -> list[str]:
    """Return the commands somebody is offered in the group."""
    return [c.command for c in council.world.menu_for(actor.person, council.room.chat, council.bot)]


def in_private(council: Stage, actor: Actor) -> list[str]:
    """Return the commands somebody is offered in their private chat."""
    chat = council.world.private_chat(actor.person, council.bot)
    return [c.command for c in council.world.menu_for(actor.person, chat, council.bot)]


async def test_everybody_has_the_plain_menus(council: Stage) -> None:
    """Councillors are offered what everybody may do, in the group and in private."""
    assert in_group(council, council.ann) == IN_GROUPS
    assert in_private(council, council.ann) == IN_PRIVATE
    assert in_private(council, council.denise) == IN_PRIVATE


async def test_the_admin_is_offered_the_settings(council: Stage) -> None:
    """The admin's menu in the group has setup, settings and appointments; a Telegram administrator's has not."""
    council.world.promote(council.room.chat, council.ann.person)
    assert {"setup", "settings", "clerk", "quorum"} <= set(in_group(council, council.ruth))
    assert in_group(council, council.ann) == IN_GROUPS


async def test_the_clerk_is_offered_the_store(council: Stage) -> None:
    """The clerk's private menu has the digest, the review and the store; another's has not."""
    council.priya.starts(council.bot)
    await replied(council, council.ruth, "/clerk @priya_shah")
    assert {"today", "review", "find", "show", "export", "verify"} <= set(in_private(council, council.priya))
    assert "settings" not in in_private(council, council.priya)
    assert "settings" in in_private(council, council.ruth)


async def test_a_replaced_or_ended_clerk_is_offered_it_no_longer(council: Stage) -> None:
    """Menus follow appointments: whoever is replaced, or ended, goes back to the plain menu."""
    assert "today" in in_private(council, council.ruth)
    council.priya.starts(council.bot)
    await replied(council, council.ruth, "/clerk @priya_shah")
    assert "today" not in in_private(council, council.ruth)
    await replied(council, council.ruth, "/clerk off")
    assert in_private(council, council.priya) == IN_PRIVATE


async def test_a_menu_waits_for_start(council: Stage) -> None:
    """A clerk appointed before opening the private chat has the menu once they have."""
    said = council.tom.says("Evening", in_=council.room)
    await replied(council, council.ruth, "/clerk", said)
    council.tom.starts(council.bot)
    await council.settled()
    assert "review" in in_private(council, council.tom)


async def test_menus_that_cannot_be_set_hold_nothing_up(council: Stage) -> None:
    """If Telegram refuses a menu the appointment is made all the same."""
    council.world.faults.server_error(502, method="setMyCommands", times=None)
    line = await replied(council, council.ruth, "/deputy me")
    assert "is now the deputy clerk" in line.text


async def test_every_menu_entry_is_a_command_that_is_answered(council: Stage) -> None:
    """Nothing is offered that is not understood: each entry of the admin's and clerk's menus gets its own answer."""
    for name in in_private(council, council.ruth):
        mark = council.town.mark()
        council.ruth.says(f"/{name}", in_=council.bot)
        await council.settled()
        heard = council.ruth.heard(council.bot, since=mark)
        assert heard, name
        assert not any("I only understand commands" in m.text for m in heard), name


async def test_every_command_in_private_is_in_the_menu_and_in_the_help(council: Stage) -> None:
    """Whoever is admin and clerk is offered every private command there is, and told of each by /help."""
    offered = set(in_private(council, council.ruth))
    assert set(private_commands.COMMANDS) - offered == set()
    text = (await told(council, council.ruth, "/help")).replace("\n", " ")
    assert [name for name in private_commands.COMMANDS if not re.search(rf"/{name}\b", text)] == []


async def test_the_staffing_recipient_is_offered_what_they_may_give(council: Stage) -> None:
    """Requests and what was taught are the clerk's and the deputy's: the recipient is offered neither, nor settings."""
    council.margaret.starts(council.bot)
    await replied(council, council.ruth, "/staffing @margaret_p")
    offered = set(in_private(council, council.margaret))
    assert {"today", "find", "show", "export", "exempt", "class", "dispose", "decisions"} <= offered
    assert offered.isdisjoint({"foi", "taught", "words", "mailbox", "settings"})
    for name in sorted(offered):
        heard = (await answers(council, council.margaret, f"/{name}"))[-1].text
        assert "is for the clerk" not in heard, name
