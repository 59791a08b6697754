"""/start, /help and /privacy: what this person may do here, and what is read, kept and seen."""

import re

import pytest

from e2e.private import answer, answers, replied, told
from e2e.stage import Stage
from minutebook.council.settings import CautionMode

CLERK = ("/today", "/review", "/find WORDS", "/export", "/verify")
ADMIN = ("/settings", "/clerk, /deputy, /staffing, /officer", "/policy, /cautions, /quorum")
MEMBER = ("/record as a reply", "/agenda as a reply")


async def opened(council: Stage) -> None:
    """Have everybody open the private chat, Priya be clerk, Margaret staffing recipient, and Ruth admin only."""
    for actor in council.people.values():
        actor.starts(council.bot)
    await council.settled()
    await replied(council, council.ruth, "/clerk @priya_shah")
    await replied(council, council.ruth, "/staffing @margaret_p")


async def test_help_shows_what_this_person_may_do(council: Stage) -> None:
    """`/help` in private lists what the person asking may do, and nothing that would be refused."""
    await opened(council)
    for who, shown, hidden in (
        ("ruth", (*MEMBER, *ADMIN), CLERK),
        ("priya", (*MEMBER, *CLERK), ADMIN),
        ("margaret", (*MEMBER, "for you alone", "/verify"), (*ADMIN, "/words", "/taught")),
        ("sam", MEMBER, (*CLERK, *ADMIN)),  # in the group, but never spoke
        ("denise", ("invitation link",), (*MEMBER, *CLERK, *ADMIN)),
    ):
        text = await told(council, council.people[who], "/help")
        assert ("Wexcombe Parish Council" in text) is (who != "denise")
        assert [piece for piece in shown if piece not in text] == [], who
        assert [piece for piece in hidden if piece in text] == [], who


async def test_help_in_the_group_is_about_who_asks(council: Stage) -> None:
    """`/help` in the group answers the one who asks."""
    await opened(council)
    assert "/settings" not in (await replied(council, council.tom, "/help")).text
    assert "/settings" in (await replied(council, council.ruth, "/help")).text
    assert "/settings" not in (await replied(council, council.tom, "/help@minutes_bot")).text


async def test_help_follows_what_changes(council: Stage) -> None:
    """When an appointment ends, or a member leaves, /help no longer shows what went with it."""
    await opened(council)
    await replied(council, council.ruth, "/clerk off")
    assert "/review" not in await told(council, council.priya, "/help")
    council.tom.leaves(council.room)
    await council.settled()
    assert "/record" not in await told(council, council.tom, "/help")


async def test_help_for_an_admin_without_a_council_says_how_to_begin(stage: Stage) -> None:
    """Before any group is set up, the configured admin is told how to begin, and a stranger is not."""
    for actor in (stage.ruth, stage.denise):
        actor.starts(stage.bot)
    await stage.settled()
    assert "send /setup there" in await told(stage, stage.ruth, "/help")
    assert "You are in no group that I serve yet" in await told(stage, stage.denise, "/help")


async def test_start_greets_by_name_and_shows_the_help(council: Stage) -> None:
    """`/start` greets and shows what this person may do; pressed again it does so again."""
    for _ in range(2):
        council.sam.starts(council.bot)
        await council.settled()
    first, second = council.sam.heard(council.bot)
    assert first.text == second.text
    assert first.text.startswith("Hello Sam Oke.")
    assert "/record as a reply" in first.text


async def test_privacy_says_what_is_read_kept_and_seen_and_whom_to_ask(council: Stage) -> None:
    """`/privacy` tells, in the group and in private, what is read and kept, how long, who sees it, whom to ask."""
    await opened(council)
    await replied(council, council.ruth, "/contact clerk@wexcombe.example")
    in_group = await replied(council, council.ann, "/privacy")
    in_private = await answer(council, council.ann, "/privacy")
    for text in (in_group.text, in_private.text):
        for piece in ("What I read", "72 hours", "Who sees it", "clause 10", "clerk@wexcombe.example"):
            assert piece in text
    assert in_private.text.startswith("Wexcombe Parish Council\n\n")


async def test_privacy_tells_the_mode(council: Stage) -> None:
    """The notice says what the bot does about what it notices, otherwise in each mode."""
    texts = set()
    for mode in CautionMode:
        await replied(council, council.ruth, f"/cautions {mode}")
        texts.add((await replied(council, council.ann, "/privacy")).text)
    assert len(texts) == len(CautionMode)


async def test_privacy_for_a_stranger(council: Stage) -> None:
    """Somebody in no council's group is told that nothing but their name is kept."""
    council.denise.starts(council.bot)
    await council.settled()
    assert "I keep nothing about you but your name" in await told(council, council.denise, "/privacy")


async def test_what_is_not_understood_in_private_says_so(council: Stage) -> None:
    """Talk, unknown commands, and commands that belong in the group get one sentence."""
    for text in ("hello?", "/today@other_bot", "/ today", "//"):
        assert "I only understand commands here" in await told(council, council.ruth, text)
    assert "/record is for members, in the council’s group" in await told(council, council.ruth, "/record")
    assert "/setup is for the council’s group" in await told(council, council.ruth, "/setup Wexcombe")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("/exprot case 1", "/export?"), ("/foi1", "/foi 1?"), ("/dispoze", "/dispose?"), ("/nonsense", "")],
)
async def test_a_command_that_there_is_not_is_named(council: Stage, typed: str, meant: str) -> None:
    """A mistyped command is called one, with the command that may be meant; a number needs a space before it."""
    said = await told(council, council.ruth, typed)
    assert f"There is no command {typed.split()[0]}." in said
    assert (f"Do you mean {meant}" in said) if meant else ("Do you mean" not in said)


async def test_a_group_that_is_not_set_up_gets_no_help(stage: Stage) -> None:
    """In a group nobody has set up neither /help nor /privacy is answered."""
    for text in ("/help", "/privacy", "/settings", "/clerk me", "/record"):
        stage.ruth.says(text, in_=stage.room)
    await stage.settled()
    assert stage.said_by_bot() == []


async def test_what_is_not_text_is_not_an_error(council: Stage) -> None:
    """A photograph or a file sent to the bot in private gets the same sentence."""
    mark = council.town.mark()
    council.ruth.attaches("plan.pdf", b"%PDF", in_=council.bot)
    await council.settled()
    [line] = council.ruth.heard(council.bot, since=mark)
    assert "I only understand commands here" in line.text
    assert await answers(council, council.ruth, "/verify")


async def test_help_says_where_the_private_commands_are(council: Stage) -> None:
    """What is given in private is "here" in private only; in the group it is said to be in the private chat."""
    in_group = (await replied(council, council.ruth, "/help")).text
    assert "Here in private" not in in_group
    assert "In a private chat with me:\n/today" in in_group
    assert "Here in private:\n/today" in await told(council, council.ruth, "/help")


async def test_privacy_in_private_names_the_group(council: Stage) -> None:
    """Read in private, the notice names the group instead of saying "here"; no bracket stands in another."""
    for mode in CautionMode:
        await replied(council, council.ruth, f"/cautions {mode}")
        text = await told(council, council.ruth, "/privacy")
        assert "Minutebook and the group “Wexcombe councillors”" in text
        assert "reactions in the group “Wexcombe councillors” that" in text
        assert " here" not in text
        assert "this group" not in text
        assert not re.search(r"\([^)]*\(", text)
    second = council.town.group("Planning", council.ruth)
    council.ruth.adds(council.bot, to=second, admin=True)
    council.ruth.says("/setup Wexcombe Parish Council", in_=second)
    await council.settled()
    assert "the groups “Wexcombe councillors” and “Planning”" in await told(council, council.ruth, "/privacy")


async def test_nobody_is_sent_on_to_a_second_refusal(council: Stage) -> None:
    """The clerk's commands in the group send the clerk to the private chat, and tell others whose they are."""
    assert "is for a private chat with me" in (await replied(council, council.ruth, "/today")).text
    for command in ("/today", "/show 1", "/verify"):
        line = (await replied(council, council.ann, command)).text
        assert line.startswith(f"{command.split()[0]} is for the clerk and the deputy")


async def test_an_admin_before_setup_is_told_to_set_up(stage: Stage) -> None:
    """An admin who serves no council yet is told to send /setup in the group, not to ask the admin."""
    for actor in (stage.ruth, stage.denise):
        actor.starts(stage.bot)
    await stage.settled()
    for command in ("/settings", "/clerk me", "/today", "/council"):
        line = (await answers(stage, stage.ruth, command))[-1].text
        assert "send /setup there" in line
        assert "ask" not in line
    assert "add me there" in await told(stage, stage.ruth, "/setup Wexcombe")
    assert "Only the person who runs me" in await told(stage, stage.denise, "/setup Wexcombe")
    assert "ask the council’s admin" in await told(stage, stage.denise, "/today")
