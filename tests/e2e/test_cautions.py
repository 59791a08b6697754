"""Cautions: in every mode, once a matter and kind, the clause first, nothing sensitive repeated."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from e2e.lines import (
    CHAT,
    DECISION,
    LEGAL,
    PROPOSAL,
    STAFFING,
    flagged,
    labels,
    nothing_told,
)
from e2e.stage import Stage, staged
from minutebook.sandbox.posting import Place, post

BUTTONS = ["Record it", "Put on the agenda", "Not council business"]
EVERYDAY = (CHAT, "See you all at seven.", "Happy birthday Tom!", "👍", "Thanks Ruth, that's kind.")


@pytest.fixture
async def plain(tmp_path: Path) -> AsyncIterator[Stage]:
    """A council whose bot is no administrator of the group."""
    async with staged(tmp_path, admin=False) as stage:
        await stage.set_up()
        yield stage


async def mode(stage: Stage, name: str) -> int:
    """Set the caution mode and return the moment after."""
    stage.ruth.says(f"/cautions {name}", in_=stage.room)
    await stage.settled()
    return stage.town.mark()


@pytest.mark.parametrize("name", ["auto", "public", "private", "observe", "off"])
async def test_everyday_talk_passes_in_silence(council: Stage, name: str) -> None:
    """Everyday talk is answered in no mode, and is not put on the clerk's list."""
    mark = await mode(council, name)
    for text in EVERYDAY:
        council.margaret.says(text, in_=council.room)
    await council.settled()
    assert council.room.silent_since(mark)
    assert await flagged(council) == []


@pytest.mark.parametrize("name", ["auto", "public"])
async def test_a_decision_is_cautioned_in_public(council: Stage, name: str) -> None:
    """`auto` and `public` answer a decision in the group: clause first, then the law, with three buttons."""
    await mode(council, name)
    said = council.margaret.says(DECISION, in_=council.room)
    caution = await council.room.shows("clause 10.5")
    assert caution.reply_to is said
    assert caution.text.index("clause 10.5") < caution.text.index("LGA 1972")
    assert "Hendersons" not in caution.text
    assert "next agenda" in caution.text
    assert labels(caution) == BUTTONS


@pytest.mark.parametrize("text", [STAFFING, LEGAL])
async def test_public_says_of_a_sensitive_matter_only_that_it_may_be_one(council: Stage, text: str) -> None:
    """`public` answers a sensitive matter in the group by clause, and tells neither its words nor its kind."""
    mark = await mode(council, "public")
    council.margaret.says(text, in_=council.room)
    caution = await council.room.shows("clause 10.5", since=mark)
    assert labels(caution) == BUTTONS
    assert not any(law in caution.text for law in ("GDPR", "FOIA", "Act"))
    await council.settled()
    assert nothing_told(council.said_by_bot(mark))


@pytest.mark.parametrize("name", ["auto", "private"])
async def test_a_sensitive_matter_goes_to_the_authors_private_chat(council: Stage, name: str) -> None:
    """`auto` and `private` write to the author's open private chat, headed by the council, and say nothing in the group."""
    mark = await mode(council, name)
    council.margaret.starts(council.bot)
    council.margaret.says(STAFFING, in_=council.room)
    caution = await council.margaret.hears("clause 10.5", council.bot)
    assert caution.text.startswith("Wexcombe Parish Council")
    assert "written warning" not in caution.text
    assert labels(caution) == BUTTONS
    await council.settled()
    assert council.room.silent_since(mark)


async def test_private_writes_to_the_author_about_a_decision_too(council: Stage) -> None:
    """`private` cautions a decision in private as well."""
    mark = await mode(council, "private")
    council.margaret.starts(council.bot)
    council.margaret.says(DECISION, in_=council.room)
    caution = await council.margaret.hears("clause 10.5", council.bot)
    assert labels(caution) == BUTTONS
    await council.settled()
    assert council.room.silent_since(mark)


async def test_without_a_private_chat_the_author_alone_sees_it_and_the_clerk_is_told(council: Stage) -> None:
    """With no private chat open an ephemeral message goes to the author; the digest says delivery not confirmed."""
    mark = council.town.mark()
    council.margaret.says(STAFFING, in_=council.room)
    caution = await council.margaret.sees("clause 10.5", council.room, since=mark)
    assert caution.receiver is council.margaret.person
    assert labels(caution) == BUTTONS
    await council.settled()
    assert council.room.silent_since(mark)
    await council.next_morning()
    digest = await council.ruth.hears("flagged, not on the record", council.bot)
    assert "delivery not confirmed" in digest.text
    assert "written warning" not in digest.text


async def test_a_button_under_an_ephemeral_caution_works(council: Stage) -> None:
    """The author can record from the message only they see."""
    council.margaret.says(STAFFING, in_=council.room)
    caution = await council.margaret.sees("clause 10.5", council.room)
    answer = await council.margaret.presses(caution, "Record it")
    assert answer.text == "On the record as 2026/0001."


async def test_a_blocked_private_chat_falls_back_to_the_group(council: Stage) -> None:
    """An author who has blocked the bot is reached by an ephemeral message instead."""
    council.margaret.starts(council.bot)
    await council.settled()
    council.world.faults.server_error(
        403, "Forbidden: bot was blocked by the user", method="sendMessage", chat=council.margaret.id
    )
    council.margaret.says(STAFFING, in_=council.room)
    caution = await council.margaret.sees("clause 10.5", council.room)
    assert caution.receiver is council.margaret.person


async def test_where_the_bot_is_no_admin_a_neutral_reply_names_neither_kind_nor_clause(plain: Stage) -> None:
    """With no private chat and no admin rights a reply says nothing but that it may be better raised elsewhere."""
    mark = plain.town.mark()
    said = plain.margaret.says(STAFFING, in_=plain.room)
    reply = await plain.room.shows("better raised with the clerk", since=mark)
    assert reply.reply_to is said
    assert "clause" not in reply.text
    await plain.settled()
    assert nothing_told(plain.said_by_bot(mark))
    assert len(plain.said_by_bot(mark)) == 1


async def test_observe_is_silent_and_the_clerk_sees_all(council: Stage) -> None:
    """`observe` gives no caution anywhere; the clerk's list has it."""
    mark = await mode(council, "observe")
    council.margaret.starts(council.bot)
    council.margaret.says(DECISION, in_=council.room)
    council.margaret.says(STAFFING, in_=council.room)
    await council.settled()
    assert council.room.silent_since(mark)
    assert not [m for m in council.margaret.heard(council.bot) if "clause" in m.text]
    assert len(await flagged(council)) == 2


async def test_off_notices_nothing_but_records_on_command(council: Stage) -> None:
    """`off` neither cautions nor lists; /record and ✍ still work."""
    mark = await mode(council, "off")
    said = council.margaret.says(DECISION, in_=council.room)
    await council.settled()
    assert council.room.silent_since(mark)
    assert await flagged(council) == []
    council.ann.reacts(said, "✍")
    await council.town.reacted(said, "✍")


async def test_it_comes_once_a_matter_and_kind_and_later_messages_reach_the_clerk(council: Stage) -> None:
    """What follows in the matter is not cautioned again for the same kind, but is on the clerk's list."""
    mark = council.town.mark()
    first = council.margaret.says(DECISION, in_=council.room)
    council.ann.replies(first, "Agreed, I've told Hendersons to start.")
    council.margaret.says(
        "Right, that's decided then, order the paint from Hendersons too.", in_=council.room
    )
    await council.settled()
    assert len(council.said_by_bot(mark)) == 1
    assert len(await flagged(council)) == 3


async def test_another_kind_in_the_matter_and_another_matter_are_cautioned(council: Stage) -> None:
    """Another kind in the same matter, and the same kind in a matter half an hour later, are cautioned."""
    council.margaret.starts(council.bot)
    mark = council.town.mark()
    council.margaret.says(DECISION, in_=council.room)
    council.margaret.says(STAFFING, in_=council.room)
    await council.margaret.hears("clause 10.5", council.bot)
    await council.forward(minutes=31)
    council.margaret.says("That's settled then: tell Bloggs to cut the hedge on Friday.", in_=council.room)
    await council.settled()
    assert len(council.said_by_bot(mark)) == 2


async def test_the_window_of_a_matter_is_settable(council: Stage) -> None:
    """After `/quiet 5` a matter ends five minutes after its last message."""
    council.ruth.says("/quiet 5", in_=council.room)
    await council.settled()
    mark = council.town.mark()
    council.margaret.says(DECISION, in_=council.room)
    await council.forward(minutes=6)
    council.margaret.says("That's settled then: tell Bloggs to cut the hedge on Friday.", in_=council.room)
    await council.settled()
    assert len(council.said_by_bot(mark)) == 2


@pytest.mark.parametrize(
    ("text", "cited"), [(DECISION, "“Use of WhatsApp”"), (PROPOSAL, "“Use of WhatsApp”")]
)
async def test_lenhams_policy_is_cited_by_its_headings(council: Stage, text: str, cited: str) -> None:
    """After `/policy lenham` cautions name Lenham's heading first."""
    council.ruth.says("/policy lenham", in_=council.room)
    await council.settled()
    mark = council.town.mark()
    council.margaret.says(text, in_=council.room)
    caution = await council.room.shows(cited, since=mark)
    assert caution.text.startswith(f"Under {cited}")
    assert "clause 1" not in caution.text


async def test_lenhams_private_caution_does_not_tell_the_group(council: Stage) -> None:
    """A sensitive matter under Lenham's policy, in public mode, is not told to the group either."""
    council.ruth.says("/policy lenham", in_=council.room)
    mark = await mode(council, "public")
    council.margaret.says(LEGAL, in_=council.room)
    caution = await council.room.shows("“Freedom of Information”", since=mark)
    assert nothing_told([caution.text])


async def test_late_is_not_now(council: Stage) -> None:
    """A message older than half an hour when it is read is not cautioned; the clerk's list says it came late."""
    await council.stop()
    council.margaret.says(DECISION, in_=council.room)
    council.ann.says(STAFFING, in_=council.room)
    council.clock.ahead += timedelta(minutes=31)
    mark = council.town.mark()
    await council.start()
    await council.settled()
    assert council.room.silent_since(mark)
    assert [item.late for item in await flagged(council)] == [True, True]


async def test_read_within_half_an_hour_it_is_cautioned(council: Stage) -> None:
    """A message read after a short outage is cautioned as ever."""
    await council.stop()
    council.margaret.says(DECISION, in_=council.room)
    council.clock.ahead += timedelta(minutes=20)
    await council.start()
    await council.room.shows("clause 10.5")


async def test_other_bots_are_ignored(council: Stage) -> None:
    """What another bot says is neither cautioned nor listed, even where bots hear each other."""
    other = council.world.add_bot("700002:other-token", "Pollster", "poll_bot", reads_all=True)
    other.hears_bots = council.bot.hears_bots = True
    council.ruth.adds(other, to=council.room)
    await council.town.settled(council.bot)
    mark = council.town.mark()
    post(council.world.state, other, Place(council.room.chat), text=DECISION)
    await council.town.settled(council.bot)
    assert not [m for m in council.room.by_bots(since=mark) if m.author is council.bot]
    assert await flagged(council) == []


async def test_what_begins_with_a_slash_but_is_no_command_of_ours_is_assessed(council: Stage) -> None:
    """A slash before a decision, or another bot's name, does not hide it."""
    council.margaret.says("/agreed then, tell Hendersons to start on Monday.", in_=council.room)
    await council.room.shows("clause 10.5")
    await council.settled()
    assert len(await flagged(council)) == 1
