"""Consensus forming: who counts, once each; told once, to the clerk and to the group."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from e2e.lines import DECISION, PROPOSAL
from e2e.stage import Stage, staged
from minutebook.sandbox.messages import Message

FORMING = "members seem to agree here"
CLERK = "have now agreed"


def forming(stage: Stage) -> list[str]:
    """What the group was told of agreement forming."""
    return [text for text in stage.said_by_bot() if FORMING in text]


def told(stage: Stage) -> list[str]:
    """What the clerk was told of it."""
    return [message.text for message in stage.ruth.heard(stage.bot) if CLERK in message.text]


@pytest.fixture
async def proposal(council: Stage) -> Message:
    """Margaret's proposal, already cautioned."""
    said = council.margaret.says(PROPOSAL, in_=council.room)
    await council.settled()
    return said


async def test_a_quorum_of_members_agreeing_is_told_to_the_clerk_and_the_group_once(
    council: Stage, proposal: Message
) -> None:
    """The proposer and two who agree make a quorum of three: both are told, and a fourth tells nobody again."""
    council.ann.replies(proposal, "Agreed.")
    await council.settled()
    assert forming(council) == []
    council.tom.reacts(proposal, "👍")
    notice = await council.ruth.hears(CLERK, council.bot)
    caution = await council.room.shows(FORMING)
    assert notice.text.startswith("Wexcombe Parish Council")
    assert "3 members have now agreed" in notice.text
    assert "quorum is 3" in notice.text
    assert "Hendersons" not in caution.text
    assert "3 members seem to agree here. The council’s quorum is 3" in caution.text
    assert "clause 10.5" in caution.text
    council.priya.replies(proposal, "Yes from me")
    council.owen.reacts(proposal, "👍")
    await council.settled()
    assert len(forming(council)) == len(told(council)) == 1
    await council.next_morning()
    digest = await council.ruth.hears("agreed in the chat", council.bot)
    assert "5 members" in digest.text


async def test_each_member_counts_once(council: Stage, proposal: Message) -> None:
    """Saying yes twice and reacting as well is one agreement."""
    council.ann.replies(proposal, "Agreed.")
    council.ann.says("Yes from me", in_=council.room, reply_to=proposal)
    council.ann.reacts(proposal, "👍")
    council.margaret.reacts(proposal, "👍")
    await council.settled()
    assert forming(council) == []
    assert told(council) == []


async def test_a_thumb_taken_back_lowers_it(council: Stage, proposal: Message) -> None:
    """👍 set and taken back counts no longer; set again, it does."""
    council.ann.reacts(proposal, "👍")
    await council.settled()
    council.ann.reacts(proposal)
    council.tom.reacts(proposal, "👍")
    await council.settled()
    assert forming(council) == []
    council.ann.reacts(proposal, "👌")
    await council.room.shows(FORMING)


async def test_a_thumb_made_into_the_pen_is_taken_back_and_records(council: Stage, proposal: Message) -> None:
    """A member has one reaction: 👍 changed into ✍ agrees no longer, and records."""
    council.ann.reacts(proposal, "👍")
    await council.settled()
    council.ann.reacts(proposal, "✍")
    council.tom.reacts(proposal, "👍")
    await council.settled()
    assert forming(council) == []
    assert len(await council.records()) == 1


async def test_one_of_two_thumbs_taken_back_still_agrees(council: Stage, proposal: Message) -> None:
    """A Premium member who leaves one of two agreeing reactions standing still agrees."""
    rich = council.town.person("Cllr Premium", premium=True)
    rich.joins(council.room)
    rich.reacts(proposal, "👍", "💯")
    await council.settled()
    rich.reacts(proposal, "💯")
    council.ann.reacts(proposal, "👍")
    await council.room.shows(FORMING)


async def test_objecting_after_agreeing_takes_it_back(council: Stage, proposal: Message) -> None:
    """Who said yes and then no does not count."""
    council.ann.replies(proposal, "Agreed.")
    council.ann.replies(proposal, "No, I object.")
    council.tom.replies(proposal, "No, I object.")
    council.priya.reacts(proposal, "👍")
    await council.settled()
    assert forming(council) == []


async def test_a_yes_edited_away_counts_no_longer(council: Stage, proposal: Message) -> None:
    """An agreement edited into something else is taken back."""
    yes = council.ann.replies(proposal, "Agreed.")
    await council.settled()
    council.ann.edits(yes, "Lovely evening, isn't it?")
    council.tom.reacts(proposal, "👍")
    await council.settled()
    assert forming(council) == []


async def test_clerk_deputy_and_officers_do_not_count(council: Stage, proposal: Message) -> None:
    """Staff have no vote: with clerk, deputy and officer agreeing, the proposer stands alone."""
    council.ruth.says("/deputy @ann_harrow", in_=council.room)
    council.ann.says("Evening all", in_=council.room)
    await council.settled()
    council.ruth.says("/deputy @ann_harrow", in_=council.room)
    council.sam.says("Evening all", in_=council.room)
    await council.settled()
    council.ruth.says("/officer @sam_oke", in_=council.room)
    await council.settled()
    for actor in (council.ruth, council.ann, council.sam):
        actor.reacts(proposal, "👍")
        actor.replies(proposal, "Agreed.")
    await council.settled()
    assert forming(council) == []
    council.tom.reacts(proposal, "👍")
    council.priya.reacts(proposal, "👍")
    await council.room.shows(FORMING)


async def test_anonymous_admins_channels_and_bots_do_not_count(council: Stage, proposal: Message) -> None:
    """Who cannot be told to be one member counts for nothing."""
    channel = council.world.add_channel("Wexcombe News")
    council.owen.says("Agreed.", in_=council.room, reply_to=proposal, as_channel=channel)
    council.world.promote(council.room.chat, council.tom.person, anonymous=True)
    council.tom.says("Agreed.", in_=council.room, reply_to=proposal)
    council.tom.reacts(proposal, "👍")
    council.ann.reacts(proposal, "👍")
    await council.settled()
    assert forming(council) == []


async def test_who_has_left_does_not_count(council: Stage, proposal: Message) -> None:
    """An agreement ends with its member's membership, and comes back with it."""
    council.ann.reacts(proposal, "👍")
    await council.settled()
    council.ann.leaves(council.room)
    await council.settled()
    council.tom.reacts(proposal, "👍")
    await council.settled()
    assert forming(council) == []
    council.priya.reacts(proposal, "👍")
    await council.room.shows("3 members seem to agree")


async def test_the_quorum_is_the_councils(council: Stage, proposal: Message) -> None:
    """After `/quorum 4` three are not enough and four are."""
    council.ruth.says("/quorum 4", in_=council.room)
    await council.settled()
    council.ann.reacts(proposal, "👍")
    council.tom.reacts(proposal, "👍")
    await council.settled()
    assert forming(council) == []
    council.priya.reacts(proposal, "👍")
    await council.room.shows("4 members seem to agree")


async def test_agreement_in_another_matter_is_not_added_up(council: Stage, proposal: Message) -> None:
    """Two agreeing in one matter and two in another make no quorum of three."""
    council.ann.reacts(proposal, "👍")
    await council.forward(minutes=31)
    other = council.tom.says("Shall we approve the Bloggs quote for the hedge?", in_=council.room)
    await council.settled()
    council.priya.reacts(other, "👍")
    await council.settled()
    assert forming(council) == []


async def test_a_councillors_poll_is_the_asking(council: Stage) -> None:
    """Who puts up a poll proposes; agreeing reactions on it count with them."""
    poll = council.margaret.polls("Shall we approve the Hendersons quote?", ["Yes", "No"], in_=council.room)
    await council.room.shows("clause 10.5")
    council.ann.reacts(poll, "👍")
    council.tom.reacts(poll, "👍")
    await council.room.shows(FORMING)


@pytest.mark.parametrize("mode", ["observe", "private"])
async def test_where_cautions_are_not_public_only_the_clerk_is_told(council: Stage, mode: str) -> None:
    """In `observe` and `private` the clerk is told of the consensus and the group is not."""
    council.ruth.says(f"/cautions {mode}", in_=council.room)
    said = council.margaret.says(PROPOSAL, in_=council.room)
    await council.settled()
    council.ann.reacts(said, "👍")
    council.tom.reacts(said, "👍")
    await council.ruth.hears(CLERK, council.bot)
    assert forming(council) == []


async def test_a_decision_and_those_who_agree_count_alike(council: Stage) -> None:
    """Who declares a thing settled counts with those who agree to it."""
    said = council.margaret.says(DECISION, in_=council.room)
    await council.settled()
    council.ann.replies(said, "Agreed.")
    council.tom.replies(said, "Fine by me.")
    await council.room.shows(FORMING)


@pytest.fixture
async def unseeing(tmp_path: Path) -> AsyncIterator[Stage]:
    """A council whose bot is no administrator, and so sees no reactions."""
    async with staged(tmp_path, admin=False) as stage:
        await stage.set_up()
        yield stage


async def test_where_the_bot_sees_no_reactions_it_says_at_least(unseeing: Stage) -> None:
    """Without admin rights only words count, and the clerk is told that it may be more."""
    stage = unseeing
    said = stage.margaret.says(PROPOSAL, in_=stage.room)
    stage.owen.reacts(said, "👍")
    stage.ann.replies(said, "Agreed.")
    await stage.settled()
    assert forming(stage) == []
    stage.tom.replies(said, "Yes from me")
    notice = await stage.ruth.hears(CLERK, stage.bot)
    assert "I cannot see reactions there, so it may be more" in notice.text
    caution = await stage.room.shows(FORMING)
    assert "at least 3 members" in caution.text.lower()
    await stage.next_morning()
    digest = await stage.ruth.hears("agreed in the chat", stage.bot)
    assert "at least 3 members" in digest.text
