"""Cautions for one person's eyes: each author is told once, and of whom to turn to."""

import pytest

from e2e.lines import STAFFING, labels
from e2e.private import GRIEVANCE, replied
from e2e.stage import Stage
from minutebook.sandbox.driver import Actor
from minutebook.sandbox.messages import Message

AS_WELL = "I have a formal complaint against her as well."


async def cautions(stage: Stage, actor: Actor) -> list[Message]:
    """Every caution in somebody's private chat."""
    await stage.settled()
    return [message for message in actor.heard(stage.bot) if "Record it" in labels(message)]


async def open_chats(stage: Stage) -> None:
    """Those who speak here have opened their private chats."""
    for actor in (stage.margaret, stage.ann, stage.tom):
        actor.starts(stage.bot)
    await stage.settled()


async def test_each_author_in_a_matter_is_told_once(council: Stage) -> None:
    """A second author who goes on with a sensitive matter is told as the first was; neither is told twice."""
    await open_chats(council)
    said = council.ann.says(STAFFING, in_=council.room)
    council.tom.replies(said, "The caretaker was off sick before the disciplinary hearing too.")
    council.ann.replies(said, "And her written warning still stands, the caretaker was told.")
    council.tom.replies(said, "The caretaker has had a final written warning twice.")
    assert len(await cautions(council, council.ann)) == 1
    assert len(await cautions(council, council.tom)) == 1


async def test_in_private_whoever_agrees_to_anothers_decision_is_told(council: Stage) -> None:
    """In `private` the group hears nothing, so who joins in a decision hears for themselves, once."""
    await open_chats(council)
    await replied(council, council.ruth, "/cautions private")
    said = council.ann.says("Right, that's agreed then. Tell Hendersons to start.", in_=council.room)
    council.tom.replies(said, "Agreed.")
    council.tom.replies(said, "Yes from me, agreed.")
    assert len(await cautions(council, council.ann)) == 1
    assert len(await cautions(council, council.tom)) == 1


@pytest.mark.parametrize("policy", ["barrowby", "lenham"])
async def test_about_the_clerk_it_names_who_receives_such_matters(council: Stage, policy: str) -> None:
    """A private caution about the clerk points to the staffing recipient by name, and to no clerk."""
    await open_chats(council)
    if policy != "barrowby":
        await replied(council, council.ruth, f"/policy {policy}")
    await replied(council, council.ruth, "/staffing @margaret_p")
    council.ann.says(GRIEVANCE, in_=council.room)
    [caution] = await cautions(council, council.ann)
    assert "with Cllr Margaret Penhale, who receives staffing and complaint matters" in caution.text
    assert "clerk" not in caution.text.lower()


async def test_with_nobody_named_it_points_to_the_admin(council: Stage) -> None:
    """With no recipient named the author is to ask the council's admin who it is; the clerk is not named."""
    await open_chats(council)
    council.ann.says(GRIEVANCE, in_=council.room)
    [caution] = await cautions(council, council.ann)
    assert "ask the council’s admin who receives staffing matters" in caution.text
    assert "clerk" not in caution.text.lower()


async def test_a_recipient_who_is_or_was_the_clerk_is_nobody(council: Stage) -> None:
    """Somebody named who may not receive such matters is not pointed to."""
    await open_chats(council)
    await replied(council, council.ruth, "/staffing me")
    council.ann.says(GRIEVANCE, in_=council.room)
    [caution] = await cautions(council, council.ann)
    assert "Ruth" not in caution.text.replace("Wexcombe", "")
    assert "ask the council’s admin" in caution.text


async def test_the_recipient_is_not_sent_to_themselves(council: Stage) -> None:
    """The recipient who speaks of such a matter in the group is told that it is theirs to deal with."""
    await open_chats(council)
    await replied(council, council.ruth, "/staffing @margaret_p")
    council.margaret.says(GRIEVANCE, in_=council.room)
    [caution] = await cautions(council, council.margaret)
    assert "You are the person named to receive staffing and complaint matters" in caution.text
    assert "Margaret" not in caution.text


async def test_what_goes_on_with_it_is_pointed_the_same_way(council: Stage) -> None:
    """A message that only goes on with what was said about the clerk points to the recipient too."""
    await open_chats(council)
    await replied(council, council.ruth, "/staffing @margaret_p")
    said = council.ann.says(GRIEVANCE, in_=council.room)
    council.tom.replies(said, AS_WELL)
    [caution] = await cautions(council, council.tom)
    assert "with Cllr Margaret Penhale" in caution.text
    assert "clerk" not in caution.text.lower()


async def test_about_other_staff_the_policys_own_words_stand(council: Stage) -> None:
    """What is about somebody else of the staff is the clerk's work, and goes there."""
    await open_chats(council)
    await replied(council, council.ruth, "/staffing @margaret_p")
    council.ann.says(STAFFING, in_=council.room)
    [caution] = await cautions(council, council.ann)
    assert "with the clerk" in caution.text
    assert "Margaret" not in caution.text
