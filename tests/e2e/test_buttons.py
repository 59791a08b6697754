"""The buttons under a caution: who may press them, old and forged keys, *Not council business*."""

import pytest

from e2e.lines import DECISION, STAFFING, agenda, flagged
from e2e.stage import Stage
from minutebook.sandbox import deliver
from minutebook.sandbox.driver import Actor, Pressed
from minutebook.sandbox.messages import Message, Press

LABELS = ("Record it", "Put on the agenda", "Not council business")


def forged(stage: Stage, actor: Actor, under: Message, data: str) -> Pressed:
    """A press as a modified client sends it: whatever data, by whomever."""
    state = stage.world.state
    number = str(4_000_000_000_000_000_000 + state.new_id("press"))
    press = Press(number, actor.person, under, data, state.now(), stage.bot)
    state.presses[number] = press
    deliver.press(state, press)
    return Pressed(stage.town, press)


def key(caution: Message, label: str) -> str:
    """The key under a button."""
    button = caution.button(label)
    assert button is not None
    assert button.data is not None
    return button.data


@pytest.fixture
async def caution(council: Stage) -> Message:
    """The caution under Margaret's decision."""
    council.margaret.says(DECISION, in_=council.room)
    return await council.room.shows("clause 10.5")


@pytest.mark.parametrize("label", LABELS)
async def test_somebody_who_is_no_member_is_refused(council: Stage, caution: Message, label: str) -> None:
    """A key pressed by a stranger does nothing and is answered."""
    answer = await forged(council, council.denise, caution, key(caution, label))
    assert "Only members of Wexcombe Parish Council’s group and its clerk" in answer.text
    assert answer.alert
    await _nothing_done(council)


@pytest.mark.parametrize("label", LABELS)
async def test_somebody_who_has_left_has_lost_their_rights(
    council: Stage, caution: Message, label: str
) -> None:
    """A former member's press does nothing, even from a caution in their private chat."""
    council.ann.says("Good evening.", in_=council.room)
    await council.settled()
    council.ann.leaves(council.room)
    await council.settled()
    answer = await forged(council, council.ann, caution, key(caution, label))
    assert "Only members" in answer.text
    await _nothing_done(council)


async def test_a_former_members_private_caution_no_longer_records(council: Stage) -> None:
    """The buttons in a private chat end with the membership too, and /help there offers nothing more."""
    council.ann.starts(council.bot)
    council.ann.says(STAFFING, in_=council.room)
    private = await council.ann.hears("clause 10.5", council.bot)
    council.world.remove_person(council.room.chat, council.ann.person, council.ruth.person)
    await council.settled()
    answer = await council.ann.presses(private, "Record it")
    assert "Only members" in answer.text
    await _nothing_done(council)
    council.ann.says("/help", in_=council.bot)
    await council.ann.hears("You are in no group that I serve", council.bot)


@pytest.mark.parametrize("data", ["x", "record:1", "1", "' OR 1=1 --", "a" * 64, "✍"])
async def test_a_forged_key_does_nothing(council: Stage, caution: Message, data: str) -> None:
    """Data that is no key of ours is answered like an old button."""
    answer = await forged(council, council.ann, caution, data)
    assert answer.text == "This button has done its work. /help shows what else you can do."
    await _nothing_done(council)


async def test_a_key_of_long_ago_does_nothing(council: Stage, caution: Message) -> None:
    """Keys are forgotten after 120 days; such a button says so."""
    await council.forward(days=121)
    answer = await council.ann.presses(caution, "Put on the agenda")
    assert answer.text.startswith("This button has done its work")
    assert await agenda(council) == []


async def test_not_council_business_quietens_and_dismisses_nothing(council: Stage, caution: Message) -> None:
    """It stops cautions in the matter; the flag stays, with "X says", and the clerk decides."""
    answer = await council.tom.presses(caution, "Not council business")
    assert answer.alert
    assert "The clerk still sees it" in answer.text
    mark = council.town.mark()
    assert caution.reply_to is not None
    council.margaret.replies(caution.reply_to, "All agreed then? Shall we also get Bloggs for the hedge?")
    await council.settled()
    assert council.room.silent_since(mark)
    listed = await flagged(council)
    assert len(listed) == 2
    assert listed[0].said_transitory == "Cllr Tom Briggs"
    await council.next_morning()
    digest = await council.ruth.hears("not on the record", council.bot)
    assert "Cllr Tom Briggs says: not council business." in digest.text


async def test_a_button_pressed_twice_at_once_acts_once(council: Stage, caution: Message) -> None:
    """Two members pressing *Record it* at the same moment make one record."""
    first, second = council.ann.presses(caution, "Record it"), council.tom.presses(caution, "Record it")
    assert (await first).text == (await second).text == "On the record as 2026/0001."
    assert len(await council.records()) == 1


async def test_a_member_who_has_not_spoken_may_press(council: Stage, caution: Message) -> None:
    """Membership is asked of Telegram where the store does not know it."""
    answer = await council.owen.presses(caution, "Put on the agenda")
    assert answer.text == "On the list for the next agenda."


async def _nothing_done(stage: Stage) -> None:
    await stage.settled()
    assert await stage.records() == []
    assert await agenda(stage) == []
    assert all(item.said_transitory is None for item in await flagged(stage))


async def test_not_council_business_does_not_silence_the_next_question(council: Stage) -> None:
    """It quietens what it was pressed under; another question in the same half hour is cautioned."""
    council.ann.says("OK to spend £2,000 on the trees on the green? Thumbs up please.", in_=council.room)
    caution = await council.room.shows("clause 10.5")
    await council.tom.presses(caution, "Not council business")
    mark = council.town.mark()
    council.owen.says("OK to pay the £600 invoice for the hall roof? Thumbs up please.", in_=council.room)
    await council.room.shows("clause 10.5", since=mark)


async def test_the_clerk_who_calls_it_no_council_business_is_answered_as_the_clerk(council: Stage) -> None:
    """It dismisses nothing, whoever presses: to whom it is left to decide, it says where."""
    council.margaret.says(DECISION, in_=council.room)
    caution = await council.room.shows("clause 10.5")
    answer = await council.ruth.presses(caution, "Not council business")
    assert answer.text == (
        "I will stay quiet about this. It is still on your list: /review, then Transitory, takes it off."
    )
    assert "The clerk still sees it" in (await council.tom.presses(caution, "Not council business")).text
    assert len(await flagged(council)) == 1
