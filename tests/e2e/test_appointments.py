"""Appointing the clerk, the deputy, the staffing recipient and officers, and ending it."""

import re

import pytest

from e2e.private import QUOTE, answer, answers, changes, holders, recorded, replied, told
from e2e.stage import Stage
from minutebook.council.roles import Role
from minutebook.sandbox.messages import Message

ROLES = ("clerk", "deputy", "staffing", "officer")


def link_in(message: Message) -> str:
    """Return the payload of the invitation link in a message."""
    found = re.search(r"https://t\.me/minutes_bot\?start=([A-Za-z0-9_-]{1,64})\b", message.text)
    assert found, message.text
    return found[1]


async def invitation(council: Stage, role: str = "clerk") -> str:
    """Have the admin ask in private for an invitation and return its payload."""
    return link_in(await answer(council, council.ruth, f"/{role}"))


async def test_by_reply(council: Stage) -> None:
    """A reply to somebody's message with the command appoints them and says what that means."""
    said = council.tom.says("Evening all", in_=council.room)
    for role in ROLES:
        line = await replied(council, council.ruth, f"/{role}", said)
        office = "an officer" if role == "officer" else "the "
        assert line.text.startswith(f"Cllr Tom Briggs is now {office}")
        assert await holders(council, Role(role)) == ["tom"]


async def test_by_a_name_the_bot_has_seen(council: Stage) -> None:
    """An @name is enough for somebody who has spoken, in any capitals and between curly quotes."""
    council.priya.says("Evening", in_=council.room)
    council.owen.says("Evening", in_=council.room)
    await council.settled()
    await replied(council, council.ruth, "/clerk @Priya_Shah")
    assert await holders(council, Role.CLERK) == ["priya"]
    await replied(council, council.ruth, "/deputy “@owenpugh”")
    assert await holders(council, Role.DEPUTY) == ["owen"]


async def test_me_is_the_admin(stage: Stage) -> None:
    """`me` appoints the admin who gives the command."""
    await stage.set_up(clerk=False)
    assert "Ruth Calder is now the clerk." in (await replied(stage, stage.ruth, "/clerk me")).text
    assert await holders(stage, Role.CLERK) == ["ruth"]


async def test_twice_changes_nothing(council: Stage) -> None:
    """Appointing the one who holds the office already says so and logs nothing."""
    before = len(await changes(council))
    assert "nothing changed" in (await replied(council, council.ruth, "/clerk me")).text
    assert len(await changes(council)) == before


async def test_an_unseen_name_gets_a_link_in_private(council: Stage) -> None:
    """For a name nobody has spoken under, the admin gets a one-use link in private, and not in the group."""
    mark = council.town.mark()
    line = await replied(council, council.ruth, "/clerk @denise")
    assert "I have not seen @denise yet" in line.text
    assert "start=" not in line.text
    sent = await council.ruth.hears("Pass this link on", council.bot, since=mark)
    assert sent.text.startswith("Wexcombe Parish Council\n\n")
    council.denise.starts(council.bot, link_in(sent))
    welcome = await council.denise.hears("You are now the clerk", council.bot)
    assert "Wexcombe Parish Council" in welcome.text
    await council.settled()
    assert await holders(council, Role.CLERK) == ["denise"]


async def test_an_admin_without_a_private_chat_is_told_how(stage: Stage) -> None:
    """An admin who cannot be written to yet is asked to open the private chat, where the link is given."""
    stage.ruth.says("/setup Wexcombe", in_=stage.room)
    await stage.settled()
    line = await replied(stage, stage.ruth, "/clerk")
    assert "open a private chat with me" in line.text
    assert [b.text for row in line.keyboard for b in row] == ["Open a private chat"]


async def test_a_link_works_once(council: Stage) -> None:
    """Whoever opens the link first holds the office; to the second it says that it was used."""
    payload = await invitation(council)
    council.denise.starts(council.bot, payload)
    await council.settled()
    council.sam.starts(council.bot, payload)
    await council.sam.hears("That link has been used", council.bot)
    assert await holders(council, Role.CLERK) == ["denise"]


@pytest.mark.parametrize(("hours", "good"), [(23, True), (25, False)])
async def test_a_link_works_for_a_day(council: Stage, hours: int, good: bool) -> None:
    """An invitation is good for 24 hours."""
    payload = await invitation(council)
    await council.forward(hours=hours)
    council.denise.starts(council.bot, payload)
    await council.settled()
    assert (await holders(council, Role.CLERK) == ["denise"]) is good


async def test_a_made_up_link_does_nothing(council: Stage) -> None:
    """A payload nobody gave out is refused with a sentence, and a plain one just opens the chat."""
    council.denise.starts(council.bot, "inv-AAAAAAAAAAAAAAAA")
    await council.denise.hears("Ask the council’s admin for a new one", council.bot)
    council.sam.starts(council.bot, "hello")
    await council.sam.hears("Hello Sam Oke", council.bot)
    assert await holders(council, Role.CLERK) == ["ruth"]


async def test_a_link_of_an_admin_who_is_one_no_longer_does_nothing(council: Stage) -> None:
    """An invitation ends with the authority of whoever gave it."""
    payload = await invitation(council)
    council.admins = ("tom",)
    await council.restart()
    council.denise.starts(council.bot, payload)
    await council.denise.hears("Ask the council’s admin for a new one", council.bot)
    assert await holders(council, Role.CLERK) == ["ruth"]


async def test_the_replaced_holder_loses_the_rights_at_once(council: Stage) -> None:
    """There is one clerk: a new one ends the old one's rights and menus; the log says who and whom."""
    await recorded(council, council.ann, QUOTE)
    council.priya.starts(council.bot)
    await replied(council, council.ruth, "/clerk @priya_shah")
    assert await holders(council, Role.CLERK) == ["priya"]
    assert "for the clerk and the deputy" in await told(council, council.ruth, "/show 1")
    assert QUOTE in await told(council, council.priya, "/show 1")
    [latest, *_] = await changes(council)
    assert (latest["name"], latest["old"], latest["new"], latest["by_id"]) == (
        "clerk",
        str(council.ruth.id),
        str(council.priya.id),
        council.ruth.id,
    )


async def test_whoever_is_appointed_is_told(council: Stage) -> None:
    """Somebody appointed by another is told in private, under the council's name, what the office is."""
    council.priya.starts(council.bot)
    await council.settled()
    mark = council.town.mark()
    await replied(council, council.ruth, "/deputy @priya_shah")
    note = await council.priya.hears("Ruth Calder has made you the deputy clerk", council.bot, since=mark)
    assert note.text.startswith("Wexcombe Parish Council\n\n")


async def test_off_ends_it(council: Stage) -> None:
    """`off` ends an appointment held by one person; again, it says there is nobody."""
    assert "Ruth Calder is no longer the clerk" in (await replied(council, council.ruth, "/clerk off")).text
    assert await holders(council, Role.CLERK) == []
    assert "There is no clerk" in (await replied(council, council.ruth, "/clerk OFF")).text
    assert "for the clerk and the deputy" in await told(council, council.ruth, "/today")


async def test_officers_are_several_and_end_one_by_one(council: Stage) -> None:
    """There may be several officers; `off` asks which, and takes a reply or a name."""
    first = council.tom.says("Evening", in_=council.room)
    second = council.owen.says("Evening", in_=council.room)
    await replied(council, council.ruth, "/officer", first)
    await replied(council, council.ruth, "/officer", second)
    assert await holders(council, Role.OFFICER) == ["tom", "owen"]
    assert "Who?" in (await replied(council, council.ruth, "/officer off")).text
    await replied(council, council.ruth, "/officer off", first)
    assert await holders(council, Role.OFFICER) == ["owen"]
    await replied(council, council.ruth, "/officer off @owenpugh")
    assert await holders(council, Role.OFFICER) == []


async def test_a_bot_cannot_be_appointed(council: Stage) -> None:
    """A reply to the bot itself, to an anonymous administrator, or to a channel, appoints nobody and says why."""
    line = await replied(council, council.ruth, "/help")
    assert "I am a bot and cannot be appointed" in (await replied(council, council.ruth, "/clerk", line)).text
    council.world.promote(council.room.chat, council.tom.person, anonymous=True)
    said = council.tom.says("Evening", in_=council.room)
    assert "anonymous administrator" in (await replied(council, council.ruth, "/deputy", said)).text
    parish = council.town.world.add_channel("Wexcombe News")
    posted = council.ann.says("Evening", in_=council.room, as_channel=parish)
    assert "posted by a channel" in (await replied(council, council.ruth, "/deputy", posted)).text
    assert await holders(council, Role.DEPUTY) == []


async def test_nobody_but_the_admin_appoints(council: Stage) -> None:
    """Councillors, the clerk who is no admin, and a Telegram administrator are refused with a sentence."""
    council.priya.starts(council.bot)
    await replied(council, council.ruth, "/clerk @priya_shah")
    council.world.promote(council.room.chat, council.ann.person)
    for who in ("ann", "tom", "priya"):
        line = await replied(council, council.people[who], "/deputy me")
        assert line.text.startswith("Only the council’s admin can use /deputy.")
    assert "Only the council’s admin" in await told(council, council.priya, "/deputy me")
    council.denise.starts(council.bot)
    await council.settled()
    [refusal] = await answers(council, council.denise, "/clerk me")
    assert "hold no office" in refusal.text
    assert await holders(council, Role.DEPUTY) == []
