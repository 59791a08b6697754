"""`/setup`: a group joins its council, is told what the bot can see there, and what it keeps."""

from pathlib import Path

import pytest

from e2e.lines import CHAT, DECISION
from e2e.stage import Stage, staged
from minutebook.bot.settings import DefaultSettings
from minutebook.council.roles import Role


async def test_setup_with_a_name_registers_the_group_reports_and_posts_the_notice(stage: Stage) -> None:
    """`/setup NAME` by an admin registers the group at once, says what the bot sees, and posts the notice."""
    stage.ruth.says("/setup  Wexcombe   Parish Council ", in_=stage.room)
    report = await stage.room.shows("now set up for Wexcombe Parish Council")
    assert "I can read the messages here" in report.text
    assert "I am an administrator" in report.text
    assert "basic group" not in report.text
    assert "/clerk" in report.text
    assert "My cautions cite Barrowby Parish Council, Social Media Policy." in report.text
    assert "send /policy lenham" in report.text
    notice = await stage.room.shows("Minutebook and this group")
    for part in ("What I read", "What I keep", "72 hours", "Who sees it", "Questions about your data"):
        assert part in notice.text
    view = await stage.view()
    assert view.council.name == "Wexcombe Parish Council"
    assert view.holders(Role.ADMIN) == (stage.ruth.id,)


async def test_without_a_name_the_groups_title_serves(stage: Stage) -> None:
    """`/setup` alone takes the group's title for the council's name."""
    stage.ruth.says("/setup", in_=stage.room)
    await stage.room.shows("now set up for Wexcombe councillors")
    await stage.settled()
    assert await stage.councils() == ["Wexcombe councillors"]


async def test_setup_addressed_to_another_bot_is_not_for_us(stage: Stage) -> None:
    """`/setup@other_bot` is another bot's command and is not answered."""
    stage.ruth.says("/setup@other_bot Wexcombe", in_=stage.room)
    await stage.settled()
    assert stage.said_by_bot() == []
    assert await stage.councils() == []


async def test_a_name_is_cut_to_what_fits(stage: Stage) -> None:
    """A council's name of thousands of characters is cut, not refused with an error."""
    stage.ruth.says("/setup " + "Wexcombe " * 300, in_=stage.room)
    await stage.room.shows("now set up for Wexcombe")
    await stage.settled()
    assert len((await stage.view()).council.name) <= 200


async def test_doing_it_twice_changes_nothing(council: Stage) -> None:
    """A second `/setup`, with whatever name, changes nothing by itself and posts no second notice."""
    await council.next_morning()
    before = (await council.view()).council
    mark = council.town.mark()
    council.ruth.says("/setup Another Council", in_=council.room)
    await council.room.shows("nothing changed", since=mark)
    await council.settled()
    assert (await council.view()).council == before
    assert await council.councils() == ["Wexcombe Parish Council"]
    assert not [text for text in council.said_by_bot(mark) if "Minutebook and this group" in text]


async def test_two_setups_at_once_make_one_council(stage: Stage) -> None:
    """Two `/setup` sent one right after the other register the group once."""
    stage.ruth.says("/setup Wexcombe Parish Council", in_=stage.room)
    stage.ruth.says("/setup Wexcombe Parish Council", in_=stage.room)
    await stage.settled()
    assert await stage.councils() == ["Wexcombe Parish Council"]
    assert sum("Minutebook and this group" in text for text in stage.said_by_bot()) == 1


async def test_somebody_who_is_no_admin_is_refused_with_a_sentence(stage: Stage) -> None:
    """`/setup` by anybody else, a Telegram administrator included, is refused and registers nothing."""
    stage.world.promote(stage.room.chat, stage.margaret.person)
    stage.margaret.says("/setup Wexcombe Parish Council", in_=stage.room)
    await stage.room.shows("Only the person who runs me, or an admin they have named")
    await stage.settled()
    assert await stage.councils() == []


async def test_where_nobody_is_admin_yet_the_refusal_says_how_to_become_it(tmp_path: Path) -> None:
    """Without any admin in the configuration `/setup` points to /claim."""
    async with staged(tmp_path, configured=False) as stage:
        stage.ruth.says("/setup Wexcombe Parish Council", in_=stage.room)
        await stage.room.shows("/claim")
        await stage.settled()
        assert await stage.councils() == []


async def test_an_anonymous_administrator_is_asked_to_turn_anonymity_off(stage: Stage) -> None:
    """`/setup` by an anonymous administrator is not taken, and says how to turn anonymity off."""
    stage.ruth.says("/setup Wexcombe Parish Council", in_=stage.room, anonymous=True)
    await stage.room.shows("turn anonymity off")
    await stage.settled()
    assert await stage.councils() == []


async def test_in_a_basic_group_the_report_advises_a_supergroup(tmp_path: Path) -> None:
    """In a basic group the report says that message numbers will change, and how to make it a supergroup."""
    async with staged(tmp_path, kind="group") as stage:
        stage.ruth.says("/setup Wexcombe Parish Council", in_=stage.room)
        report = await stage.room.shows("This is a basic group")
        assert "supergroup" in report.text


async def test_without_admin_rights_the_report_says_what_is_missed_and_how_to_mend_it(tmp_path: Path) -> None:
    """Without admin rights the report says that reactions are not seen, and how to mend that; then it is mended."""
    async with staged(tmp_path, admin=False) as stage:
        stage.ruth.says("/setup Wexcombe Parish Council", in_=stage.room)
        report = await stage.room.shows("I see no reactions")
        assert "make me an administrator" in report.text
        assert "I can read the messages here" in report.text
        stage.world.promote(stage.room.chat, stage.bot)
        mark = stage.town.mark()
        stage.ruth.says("/setup", in_=stage.room)
        again = await stage.room.shows("nothing changed", since=mark)
        assert "I am an administrator: I see reactions" in again.text


async def test_with_privacy_mode_on_the_report_says_how_to_mend_it(tmp_path: Path) -> None:
    """With privacy mode on and no admin rights the report says that messages are not seen, and how to mend it."""
    async with staged(tmp_path, admin=False, reads_all=False) as stage:
        stage.ruth.says("/setup@minutes_bot Wexcombe Parish Council", in_=stage.room)
        report = await stage.room.shows("I can read only commands and replies to me")
        assert "/setprivacy" in report.text
        assert "minutes_bot" in report.text


async def test_an_admin_bot_reads_all_whatever_its_privacy_mode(tmp_path: Path) -> None:
    """An administrator bot sees every message, so privacy mode is not complained of."""
    async with staged(tmp_path, reads_all=False) as stage:
        stage.ruth.says("/setup Wexcombe Parish Council", in_=stage.room)
        report = await stage.room.shows("now set up")
        assert "I can read the messages here" in report.text


@pytest.mark.parametrize("allowed", [("👍", "❤"), ()])
async def test_where_the_recording_reaction_is_not_allowed_the_report_says_so(
    stage: Stage, allowed: tuple[str, ...]
) -> None:
    """A group that allows other reactions only, or none, is told that ✍ cannot be used and what to do."""
    stage.room.chat.available_reactions = allowed
    stage.ruth.says("/setup Wexcombe Parish Council", in_=stage.room)
    report = await stage.room.shows("does not allow the reaction that records")
    assert "group settings" in report.text


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("auto", "about sensitive matters I write to its author in private"),
        ("public", "a decision or a sensitive matter, I say so here"),
        ("private", "I write to its author in private"),
        ("observe", "I say nothing here about what I notice; the clerk sees it"),
        ("off", "I notice nothing by myself"),
    ],
)
async def test_the_notice_is_posted_in_every_mode(tmp_path: Path, mode: str, said: str) -> None:
    """Whatever the caution mode, people are told what is read and kept, and how cautions are given."""
    async with staged(tmp_path, defaults=DefaultSettings(cautions=mode)) as stage:
        stage.ruth.says("/setup Wexcombe Parish Council", in_=stage.room)
        notice = await stage.room.shows("Minutebook and this group")
        assert said in notice.text


@pytest.mark.parametrize("admin", [True, False])
async def test_newcomers_are_pointed_to_the_notice_once(tmp_path: Path, *, admin: bool) -> None:
    """Who comes later is pointed to /privacy, once a day for them all, whether the bot is admin or not."""
    async with staged(tmp_path, admin=admin) as stage:
        await stage.set_up()
        mark = stage.town.mark()
        stage.denise.joins(stage.room)
        welcome = await stage.room.shows("/privacy", since=mark)
        assert "Wexcombe Parish Council" in welcome.text
        stage.town.person("Cllr New").joins(stage.room)
        await stage.settled()
        assert len(stage.said_by_bot(mark)) == 1
        stage.denise.says("/privacy", in_=stage.room)
        await stage.room.shows("Minutebook and this group", since=mark)


async def test_a_second_group_joins_the_council_of_its_admin(council: Stage) -> None:
    """`/setup` of a second group with the council's name joins it, in whatever case, with its settings."""
    council.ruth.says("/cautions observe", in_=council.room)
    second = council.town.group("Planning committee", council.ruth, council.margaret)
    council.ruth.adds(council.bot, to=second, admin=True)
    council.ruth.says("/setup wexcombe parish council", in_=second)
    await second.shows("now belongs to Wexcombe Parish Council")
    notice = await second.shows("Minutebook and this group")
    assert "I say nothing here" in notice.text
    await council.settled()
    assert await council.councils() == ["Wexcombe Parish Council"]
    assert {group.chat_id for group in (await council.view()).groups} == {council.room.id, second.id}


async def test_another_councils_admin_cannot_join_it(tmp_path: Path) -> None:
    """An admin who is not that council's admin is refused its name, and can take another."""
    async with staged(tmp_path, admins=("ruth", "denise")) as stage:
        await stage.set_up()
        other = stage.town.group("Elsewhere", stage.denise)
        stage.denise.adds(stage.bot, to=other, admin=True)
        stage.denise.says("/setup Wexcombe Parish Council", in_=other)
        await other.shows("you are not its admin")
        await stage.settled()
        assert len((await stage.view()).groups) == 1
        stage.denise.says("/setup Elsewhere Parish Council", in_=other)
        await other.shows("now set up for Elsewhere Parish Council")
        await stage.settled()
        assert sorted(await stage.councils()) == ["Elsewhere Parish Council", "Wexcombe Parish Council"]


async def test_an_admin_of_the_installation_cannot_take_over_a_council_that_has_one(tmp_path: Path) -> None:
    """`/setup` in a group that is another admin's changes nothing and says so."""
    async with staged(tmp_path, admins=("ruth", "margaret")) as stage:
        await stage.set_up()
        mark = stage.town.mark()
        stage.margaret.says("/setup Mine Now", in_=stage.room)
        await stage.room.shows("its admin is somebody else", since=mark)
        await stage.settled()
        assert (await stage.view()).holders(Role.ADMIN) == (stage.ruth.id,)


async def test_talk_that_follows_setup_closely_is_understood(stage: Stage) -> None:
    """What is said right after `/setup`, before it is handled, is already listened to."""
    stage.ruth.says("/setup Wexcombe Parish Council", in_=stage.room)
    stage.margaret.says(DECISION, in_=stage.room)
    stage.ann.says(CHAT, in_=stage.room)
    await stage.room.shows("clause 10.5")
