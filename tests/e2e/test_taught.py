"""The clerk's decisions teach: what is like what was dismissed is flagged less, and it can be taken back."""

import asyncio
import threading
from copy import copy

from e2e.lines import labels
from e2e.private import DECISION, GRIEVANCE, SICKNESS, answer, answers, pressed, replied, rows, told, waiting
from e2e.stage import Stage
from minutebook.council.concerns import Concern
from minutebook.council.records import Route
from minutebook.sandbox.driver import Actor
from minutebook.sandbox.messages import Answer, Message
from minutebook.storage.store import Tx

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
    """The clerk is told what a dismissal does; after two alike a third is not cautioned, but still on the list."""
    shown = await decide(council, "Transitory", BANTER.format("jam"))
    assert "slower to caution messages like this; those as clear as this you still see. /taught" in shown.text
    await decide(council, "Transitory", BANTER.format("cream"))
    assert not await cautioned(council, BANTER.format("butter"))
    assert len(await waiting(council)) == 1


async def test_what_was_listed_alone_leaves_the_list(council: Stage) -> None:
    """What was never cautioned is not even listed once its like was dismissed, and that is said."""
    assert not await cautioned(council, LISTED)
    shown = await pressed(council, council.ruth, await answer(council, council.ruth, "/review"), "Transitory")
    assert "I will be slower to flag messages like this. /taught undoes it." in shown.text
    assert not await cautioned(council, LISTED)
    assert await waiting(council) == []


async def test_a_dismissed_matter_of_the_caretaker_s_is_not_lost_nor_told(council: Stage) -> None:
    """Its like stays on the clerk's list however often it was dismissed, and its text stays out of the digest."""
    for _ in range(3):
        await decide(council, "Transitory", SICKNESS)
    await council.forward(hours=1)
    council.tom.says(SICKNESS, in_=council.room)
    await council.settled()
    [flag] = await waiting(council)
    assert Concern.STAFFING in flag.labels
    assert flag.sensitive


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
    stale = copy(shown)
    for button in labels(stale)[:2]:
        assert "Forgotten." in (await pressed(council, council.ruth, stale, button)).text
    assert "gone already" in (await pressed(council, council.ruth, stale, "1 Forget")).text
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
    assert "slower to caution messages like this; those as clear as this you still see" in shown.text
    await decide(council, "Transitory", MILD)
    assert not await cautioned(council, MILD)
    assert len(await waiting(council)) == 1


async def test_nobody_who_writes_waits_for_the_detector(council: Stage) -> None:
    """A dismissal is on disk before the detector works out what to say of it, however long that takes."""
    council.tom.says(BANTER.format("jam"), in_=council.room)
    await council.settled()
    shown = await answer(council, council.ruth, "/review")
    kept, free = asyncio.Event(), threading.Event()

    def notice(_: Tx) -> None:
        if rows(council, "SELECT state FROM candidates") == [("transitory",)]:
            kept.set()

    council.running.store.after_commit(notice)
    council.running.house.thread.submit(free.wait, 60)
    pressing = asyncio.ensure_future(pressed(council, council.ruth, shown, "Transitory"))
    try:
        async with asyncio.timeout(30):
            await kept.wait()
    finally:
        free.set()
    assert "slower to caution messages like this" in (await pressing).text


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


TAUGHT = "I will be quicker to show you messages like this. /taught undoes it."


async def dismissed(council: Stage, thing: str) -> Message:
    """Let Tom say what is flagged, and the clerk dismiss it."""
    await council.forward(hours=1)
    said = council.tom.says(BANTER.format(thing), in_=council.room)
    await council.settled()
    await pressed(council, council.ruth, await answer(council, council.ruth, "/review"), "Transitory")
    return said


async def test_the_clerk_s_own_record_takes_a_dismissal_back(council: Stage) -> None:
    """Dismissed by mistake and put on the record by the clerk, it raises; a councillor's record changes nothing."""
    for actor, thing in ((council.ann, "jam"), (council.ruth, "cream")):
        said, mark = await dismissed(council, thing), council.town.mark()
        actor.reacts(said, "✍")
        await council.settled()
    assert rows(council, "SELECT raises FROM examples ORDER BY id") == [(0,), (1,)]
    [line] = council.ruth.heard(council.bot, since=mark)
    assert f"On the record as 2026/0002. {TAUGHT}" in line.text


async def test_the_clerk_s_word_comes_after_a_councillor_s_too(council: Stage) -> None:
    """Dismissed, and put on the record by a councillor, then by the clerk: it raises, and the clerk is told once."""
    said = await dismissed(council, "jam")
    council.ann.reacts(said, "✍")
    await council.settled()
    mark = council.town.mark()
    council.ruth.reacts(said, "✍")
    await council.settled()
    await replied(council, council.ruth, "/record", said)
    assert rows(council, "SELECT raises FROM examples") == [(1,)]
    assert len(council.ruth.heard(council.bot, since=mark)) == 1


async def test_a_conversation_takes_dismissals_back(council: Stage) -> None:
    """The clerk's record of a conversation stands for their dismissals in it; a councillor's changes nothing."""
    for actor, turned in ((council.ann, 0), (council.ruth, 1)):
        said = await dismissed(council, "jam")
        mark = council.town.mark()
        actor.replies(said, "/record thread")
        await council.settled()
        heard = [*actor.heard(council.bot, since=mark), *council.room.by_bots(since=mark)]
        [question] = [each for each in heard if "Record" in labels(each)]
        shown = await pressed(council, actor, question, "Record")
        assert (TAUGHT in shown.text) == bool(turned)
        assert rows(council, "SELECT raises FROM examples ORDER BY id DESC LIMIT 1") == [(turned,)]


async def test_what_the_clerk_records_in_the_group_teaches(council: Stage) -> None:
    """✍ and /record of what was flagged teach as *Record* does, the clerk is told in private, and can take it back."""
    for number, how in ((1, "✍"), (2, "/record")):
        await council.forward(hours=1)
        said = council.tom.says(DECISION, in_=council.room)
        await council.settled()
        mark = council.town.mark()
        if how == "✍":
            council.ruth.reacts(said, how)
        else:
            council.ruth.replies(said, how)
        await council.settled()
        [line] = council.ruth.heard(council.bot, since=mark)
        assert line.text == f"Wexcombe Parish Council\n\n✍ On the record as 2026/000{number}. {TAUGHT}"
        assert TAUGHT not in "".join(each.text for each in council.room.by_bots(since=mark))
    assert rows(council, "SELECT raises FROM examples") == [(1,), (1,)]
    shown = await answer(council, council.ruth, "/taught")
    await pressed(council, council.ruth, shown, "1 Forget")
    assert rows(council, "SELECT count(*) FROM examples") == [(1,)]


async def test_the_button_under_a_caution_teaches_from_the_clerk(council: Stage) -> None:
    """*Record it*, tapped by the clerk, says what it taught to them alone; tapped by a councillor it teaches nothing."""
    for actor, count in ((council.ann, 0), (council.ruth, 1)):
        await council.forward(hours=1)
        mark = council.town.mark()
        council.tom.says(DECISION, in_=council.room)
        await council.settled()
        [caution] = council.room.by_bots(since=mark)
        shown = await pressed(council, actor, caution, "Record it")
        assert (TAUGHT in shown.text) == bool(count)
        assert rows(council, "SELECT count(*) FROM examples") == [(count,)]


async def test_what_the_clerk_forwards_teaches(council: Stage) -> None:
    """A flagged message that the clerk forwards to the bot goes on the record and teaches; the answer says so."""
    said = council.tom.says(DECISION, in_=council.room)
    await council.settled()
    mark = council.town.mark()
    council.ruth.forwards(said, to=council.bot)
    await council.settled()
    [line] = council.ruth.heard(council.bot, since=mark)
    assert f"On the record as 2026/0001. {TAUGHT}" in line.text
    assert rows(council, "SELECT raises FROM examples") == [(1,)]


async def test_what_is_recorded_for_a_request_teaches_nothing(council: Stage) -> None:
    """Somebody asked for it: that a flagged message goes on the record for them is no word on whose business it is."""
    said = council.tom.says(DECISION, in_=council.room)
    await council.settled()
    await answers(council, council.ruth, '/foi new "Fence" Hendersons')
    await answers(council, council.ruth, "/foi 1 search Hendersons")
    await answers(council, council.ruth, f"/foi 1 record m{said.id}")
    assert len(await council.records()) == 1
    assert rows(council, "SELECT * FROM examples") == []


async def test_what_was_not_flagged_teaches_nothing(council: Stage) -> None:
    """Of a message that it had called nothing there is nothing to make likelier: the clerk is told nothing."""
    said = council.tom.says("Lovely sunset over the green tonight.", in_=council.room)
    await council.settled()
    mark = council.town.mark()
    council.ruth.reacts(said, "✍")
    await council.settled()
    assert council.ruth.heard(council.bot, since=mark) == []
    assert len(await council.records()) == 1
    assert rows(council, "SELECT * FROM examples") == []


async def test_what_is_withheld_from_the_clerk_teaches_nothing_in_the_group_either(council: Stage) -> None:
    """The clerk puts on the record what is about them: nothing is learned, and nothing is told of it."""
    said = council.ann.says(GRIEVANCE, in_=council.room)
    await council.settled()
    mark = council.town.mark()
    council.ruth.reacts(said, "✍")
    await council.settled()
    assert council.ruth.heard(council.bot, since=mark) == []
    assert rows(council, "SELECT * FROM examples") == []


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
