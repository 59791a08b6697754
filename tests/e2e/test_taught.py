"""The clerk's decisions teach: what is like what was dismissed is flagged less, and it can be taken back."""

from e2e.lines import labels
from e2e.private import DECISION, GRIEVANCE, answer, pressed, replied, rows, told, waiting
from e2e.stage import Stage
from minutebook.council.records import Route
from minutebook.sandbox.driver import Actor
from minutebook.sandbox.messages import Answer, Message

BANTER = "I vote that Hugh brings the {} on Saturday"
MILD = "I've paid the deposit to Oakleaf from the council account"
LISTED = "All agreed minutes are with Ruth, go ahead and read them"


async def decide(council: Stage, button: str, text: str, actor: Actor | None = None) -> Answer:
    """Say something that is flagged, an hour after what went before, and decide about it in the review."""
    clerk = actor or council.ruth
    await council.forward(hours=1)
    council.tom.says(text, in_=council.room)
    await council.settled()
    return await pressed(council, clerk, await answer(council, clerk, "/review"), button)


async def cautioned(council: Stage, text: str) -> bool:
    """Say something an hour later and return whether the group was cautioned."""
    await council.forward(hours=1)
    mark = council.town.mark()
    council.ann.says(text, in_=council.room)
    await council.settled()
    return bool(council.said_by_bot(since=mark))


async def test_two_dismissals_quieten_a_third(council: Stage) -> None:
    """The clerk is told what a dismissal does; after two alike a third is not cautioned."""
    shown = await decide(council, "Transitory", BANTER.format("jam"))
    assert "I will be slower to flag messages like this. /taught undoes it." in shown.text
    await decide(council, "Transitory", BANTER.format("cream"))
    assert not await cautioned(council, BANTER.format("butter"))


async def test_a_record_makes_it_quicker(council: Stage) -> None:
    """What was for the clerk's list alone is cautioned in the group once its like was recorded."""
    assert not await cautioned(council, LISTED)
    shown = await pressed(council, council.ruth, await answer(council, council.ruth, "/review"), "Record")
    assert shown.text.startswith(
        "On the record as 2026/0001. I will be quicker to show you messages like this."
    )
    assert await cautioned(council, LISTED)


async def test_the_digest_s_buttons_teach_too(council: Stage) -> None:
    """*Transitory* under the digest teaches as it does in the review."""
    assert await cautioned(council, BANTER.format("jam"))
    mark = council.town.mark()
    await council.next_morning()
    digest = next(m for m in council.ruth.heard(council.bot, since=mark) if "Transitory" in str(labels(m)))
    button = next(label for label in labels(digest) if "Transitory" in label)
    assert "slower" in (await pressed(council, council.ruth, digest, button)).text
    assert rows(council, "SELECT raises FROM examples") == [(0,)]


async def test_ten_dismissals_do_not_silence_a_blunt_decision(council: Stage) -> None:
    """However often the very words are dismissed, the next is cautioned and flagged as the first was."""
    for _ in range(10):
        await decide(council, "Transitory", DECISION)
    assert await cautioned(council, DECISION)
    assert len(await waiting(council)) == 1


async def test_forgetting_restores(council: Stage) -> None:
    """/taught lists who taught what and when, and Forget undoes it at once, and only once."""
    await decide(council, "Transitory", BANTER.format("jam"))
    await decide(council, "Transitory", BANTER.format("cream"))
    assert not await cautioned(council, BANTER.format("butter"))
    shown = await answer(council, council.ruth, "/taught")
    assert (
        "1. Tue 10 Mar, 21:00, Ruth Calder marked a message transitory (seeking agreement), said "
        in shown.text
    )
    assert labels(shown) == ["1 Forget", "2 Forget", "Forget them all"]
    for button in labels(shown)[:2]:
        assert "Forgotten." in (await pressed(council, council.ruth, shown, button)).text
    assert "gone already" in (await pressed(council, council.ruth, shown, "1 Forget")).text
    assert rows(council, "SELECT * FROM examples") == []
    assert await cautioned(council, BANTER.format("butter"))


async def test_the_list_gives_the_reference_of_what_was_recorded(council: Stage) -> None:
    """A recorded message stands there with its reference, and no message with its words."""
    await decide(council, "Record", DECISION)
    text = await told(council, council.ruth, "/taught")
    assert (
        "put a message on the record (contract, decision), said Tue 10 Mar, 20:00, as 2026/0001: I am quicker"
        in text
    )
    assert "Hendersons" not in text


async def test_ten_are_listed_and_then_the_others(council: Stage) -> None:
    """The latest ten are shown, and below *More* the others, each with its button."""
    for _ in range(11):
        await decide(council, "Transitory", DECISION)
    shown = await answer(council, council.ruth, "/taught")
    assert "1 to 10 of 11" in shown.text
    assert [*labels(shown)[9:]] == ["10 Forget", "More", "Forget them all"]
    mark = council.town.mark()
    await pressed(council, council.ruth, shown, "More")
    [page] = council.ruth.heard(council.bot, since=mark)
    assert labels(page) == ["11 Forget", "Forget them all"]
    assert "Forgotten." in (await pressed(council, council.ruth, page, "11 Forget")).text
    assert rows(council, "SELECT count(*) FROM examples") == [(10,)]


async def asked_to_forget_all(council: Stage, actor: Actor) -> Message:
    """Press *Forget them all* under the list and return what is asked back."""
    shown = await answer(council, actor, "/taught")
    mark = council.town.mark()
    await pressed(council, actor, shown, "Forget them all")
    [asked] = actor.heard(council.bot, since=mark)
    return asked


async def test_all_are_forgotten_once_confirmed(council: Stage) -> None:
    """*Forget them all* asks first; what is taught after that is not meant, nor by the buttons of an older list."""
    await decide(council, "Transitory", BANTER.format("jam"))
    await decide(council, "Transitory", BANTER.format("cream"))
    listed = await answer(council, council.ruth, "/taught")
    asked = await asked_to_forget_all(council, council.ruth)
    assert "There are 2 decisions I have learned from. Am I to forget them all?" in asked.text
    assert "Nothing was" in (await pressed(council, council.ruth, asked, "Leave it")).text
    assert rows(council, "SELECT count(*) FROM examples") == [(2,)]
    asked = await asked_to_forget_all(council, council.ruth)
    assert "All 2 forgotten." in (await pressed(council, council.ruth, asked, "Forget them all")).text
    assert rows(council, "SELECT * FROM examples") == []
    await decide(council, "Transitory", BANTER.format("jam"))
    await decide(council, "Transitory", BANTER.format("cream"))
    assert "gone already" in (await pressed(council, council.ruth, listed, "1 Forget")).text
    assert rows(council, "SELECT count(*) FROM examples") == [(2,)]


async def test_what_is_plain_is_said_to_stay(council: Stage) -> None:
    """Dismissing what goes on being flagged does not claim that its like will be less."""
    shown = await decide(council, "Transitory", DECISION)
    assert "I go on flagging what is as plain as this" in shown.text
    assert "I will be slower to flag" not in shown.text


async def test_what_stays_listed_is_said_to(council: Stage) -> None:
    """Dismissing what is cautioned as a decision, but not plainly one, ends the cautions and not the listing."""
    shown = await decide(council, "Transitory", MILD)
    assert "slower to caution messages like this; you still see them" in shown.text
    await decide(council, "Transitory", MILD)
    assert not await cautioned(council, MILD)
    assert len(await waiting(council)) == 1


async def test_a_later_record_stands_for_a_dismissal(council: Stage) -> None:
    """Dismissed, edited into a decision and recorded from the list: the clerk's later word is what was taught."""
    await council.forward(hours=1)
    said = council.tom.says(BANTER.format("jam"), in_=council.room)
    await council.settled()
    await pressed(council, council.ruth, await answer(council, council.ruth, "/review"), "Transitory")
    council.tom.edits(said, DECISION)
    await council.settled()
    shown = await pressed(council, council.ruth, await answer(council, council.ruth, "/review"), "Record")
    assert "quicker" in shown.text
    assert rows(council, "SELECT raises, labels LIKE '%decision%' FROM examples") == [(1, 1)]


async def test_the_clerk_s_own_record_takes_a_dismissal_back(council: Stage) -> None:
    """Dismissed by mistake and put on the record by the clerk, it raises; a councillor's record changes nothing."""
    said = []
    for actor, thing in ((council.ann, "jam"), (council.ruth, "cream")):
        await council.forward(hours=1)
        said.append(council.tom.says(BANTER.format(thing), in_=council.room))
        await council.settled()
        await pressed(council, council.ruth, await answer(council, council.ruth, "/review"), "Transitory")
        actor.reacts(said[-1], "✍")
        await council.settled()
    assert rows(council, "SELECT raises FROM examples ORDER BY id") == [(0,), (1,)]


async def test_nothing_learned_says_so(council: Stage) -> None:
    """Before any decision the answer says what would teach."""
    assert "I have learned nothing from decisions yet." in await told(council, council.ruth, "/taught")


async def test_a_press_in_the_group_teaches_nothing(council: Stage) -> None:
    """*Not council business* quietens that matter and no more, whoever presses it: the clerk too."""
    mark = council.town.mark()
    council.tom.says(BANTER.format("jam"), in_=council.room)
    await council.settled()
    [caution] = council.room.by_bots(since=mark)
    for actor in (council.margaret, council.ruth):
        await pressed(council, actor, caution, "Not council business")
    assert rows(council, "SELECT * FROM examples") == []
    assert await cautioned(council, BANTER.format("cream"))


async def test_a_member_s_record_teaches_nothing(council: Stage) -> None:
    """What a councillor puts on the record teaches nothing, and the clerk's word comes too late for it then."""
    said = council.tom.says(DECISION, in_=council.room)
    await council.settled()
    council.ann.reacts(said, "✍")
    await council.settled()
    assert rows(council, "SELECT * FROM examples") == []
    assert rows(council, "SELECT vector FROM candidates") == [(None,)]


async def test_staffing_matters_teach_nothing(council: Stage) -> None:
    """What goes to the staffing recipient leaves nothing behind that the clerk could be shown or that teaches."""
    council.margaret.starts(council.bot)
    await replied(council, council.ruth, "/staffing @margaret_p")
    council.ann.says(GRIEVANCE, in_=council.room)
    await council.settled()
    assert len(await waiting(council, Route.STAFFING)) == 1
    assert rows(council, "SELECT vector FROM candidates") == [(None,)]
    shown = await answer(council, council.margaret, "/review")
    answered = await pressed(council, council.margaret, shown, "Transitory")
    assert answered.text == "Marked transitory, and off your list."
    assert rows(council, "SELECT * FROM examples") == []


async def test_it_is_refused_to_others(council: Stage) -> None:
    """/taught and its buttons are for clerk and deputy: not for a councillor, nor for a clerk whose term ended."""
    council.ann.starts(council.bot)
    await council.settled()
    assert "for the clerk and the deputy" in await told(council, council.ann, "/taught")
    council.priya.starts(council.bot)
    await replied(council, council.ruth, "/deputy @priya_shah")
    await decide(council, "Transitory", DECISION, council.priya)
    shown = await answer(council, council.priya, "/taught")
    await replied(council, council.ruth, "/deputy off")
    assert "Only the clerk" in (await pressed(council, council.priya, shown, "1 Forget")).text
    assert rows(council, "SELECT count(*) FROM examples") == [(1,)]


async def test_examples_outlive_a_restart_and_go_after_two_years(council: Stage) -> None:
    """What was taught holds after a restart; after two years it is gone."""
    await decide(council, "Transitory", BANTER.format("jam"))
    await decide(council, "Transitory", BANTER.format("cream"))
    await council.restart()
    assert not await cautioned(council, BANTER.format("butter"))
    await council.forward(days=731)
    assert rows(council, "SELECT * FROM examples") == []
    assert await cautioned(council, BANTER.format("butter"))
