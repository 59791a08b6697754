"""What is about the clerk or the deputy: to the staffing recipient alone, and to nobody it concerns."""

import pytest

from e2e.bundled import written
from e2e.private import GRIEVANCE, QUOTE, SICKNESS, answers, pressed, recorded, replied, told, waiting
from e2e.stage import Stage
from minutebook.council.records import Route
from minutebook.sandbox.driver import Actor

SECRETS = ("complaint", "conduct", "must go", "disciplinary")
LATE = "The deputy clerk is on a final written warning after the disciplinary hearing."


@pytest.fixture
async def chaired(council: Stage) -> Stage:
    """The council with a deputy, and the chair as recipient of staffing matters."""
    for actor in (council.margaret, council.priya):
        actor.starts(council.bot)
    await council.settled()
    await replied(council, council.ruth, "/staffing @margaret_p")
    await replied(council, council.ruth, "/deputy @priya_shah")
    return council


def all_heard(council: Stage, actor: Actor) -> str:
    """Return everything the bot ever wrote to somebody in private, files included."""
    heard = actor.heard(council.bot)
    files = written(heard)
    return "\n".join([*(m.text for m in heard), *files]).lower()


async def everything(council: Stage, actor: Actor) -> str:
    """Have somebody ask for all there is and return all they were ever shown."""
    for command in ("/today", "/review", "/find complaint", "/find deputy", "/show 1", "/show 2", "/export"):
        await answers(council, actor, command)
    return all_heard(council, actor)


async def test_a_complaint_about_the_clerk_reaches_the_recipient_and_nobody_else(chaired: Stage) -> None:
    """The recipient reads it in every way; clerk and deputy find no trace of it in any."""
    chaired.ann.says(LATE, in_=chaired.room)
    await recorded(chaired, chaired.ann, GRIEVANCE)
    await chaired.next_morning()
    chair = await everything(chaired, chaired.margaret)
    assert "staffing matters, for you alone" in chair
    assert "2026/0001" in chair
    assert GRIEVANCE.lower() in chair
    assert LATE.lower() in chair
    for actor in (chaired.ruth, chaired.priya):
        shown = await everything(chaired, actor)
        assert not any(secret in shown.replace("/find complaint", "") for secret in SECRETS[1:]), shown
        assert "cllr ann harrow" not in shown
        assert "there is no record 2026/0001" in shown
        assert "nothing to export" in shown


async def test_the_recipient_reads_nothing_else(chaired: Stage) -> None:
    """The recipient sees staffing matters about clerk and deputy, not the clerk's records."""
    await recorded(chaired, chaired.ann, QUOTE)
    await recorded(chaired, chaired.ann, SICKNESS)
    shown = await everything(chaired, chaired.margaret)
    assert "churchyard" not in shown
    assert "caretaker" not in shown
    assert "there is no record 2026/0001" in shown


async def test_other_staffing_matters_are_the_clerks(chaired: Stage) -> None:
    """A staffing matter about somebody else of the staff goes to the clerk, whose work it is."""
    chaired.ann.says(SICKNESS, in_=chaired.room)
    await chaired.settled()
    assert len(await waiting(chaired)) == 1
    assert await waiting(chaired, Route.STAFFING) == []


async def test_a_title_is_no_name(chaired: Stage) -> None:
    """A complaint about another councillor is the clerk's, though the deputy is called Cllr too."""
    chaired.ann.says("I want to make a formal complaint about Cllr Briggs.", in_=chaired.room)
    chaired.ann.says("I want to make a formal complaint about Cllr Shah.", in_=chaired.room)
    await chaired.settled()
    [clerks] = await waiting(chaired)
    [recipients] = await waiting(chaired, Route.STAFFING)
    assert clerks.message is not None
    assert clerks.message.text.endswith("Briggs.")
    assert recipients.message is not None
    assert recipients.message.text.endswith("Shah.")


async def test_the_recipient_decides_and_the_clerk_may_not(chaired: Stage) -> None:
    """The buttons under the recipient's digest decide for the recipient, whose record stays theirs."""
    chaired.ann.says(GRIEVANCE, in_=chaired.room)
    await chaired.next_morning()
    digest = await chaired.margaret.hears("for you alone", chaired.bot)
    [own] = [m for m in chaired.ruth.heard(chaired.bot) if "quiet day" in m.text]
    own.keyboard = digest.keyboard
    assert (
        "Only the clerk, the deputy or whoever"
        in (await pressed(chaired, chaired.ruth, own, "1 Record")).text
    )
    assert "2026/0001" in (await pressed(chaired, chaired.margaret, digest, "1 Record")).text
    assert GRIEVANCE in await told(chaired, chaired.margaret, "/show 1")
    assert "no record" in await told(chaired, chaired.ruth, "/show 1")


async def test_an_answer_to_it_goes_the_same_way(chaired: Stage) -> None:
    """A record of an answer holds what was answered, so it is the recipient's too; so is "she must go" after it."""
    said = chaired.ann.says(GRIEVANCE, in_=chaired.room)
    reply = chaired.tom.replies(said, "Agreed, this has gone on for months.")
    chaired.tom.reacts(reply, "✍")
    chaired.owen.says("Her sick leave and her appraisal are a disgrace, she must go.", in_=chaired.room)
    await chaired.settled()
    shown = await everything(chaired, chaired.ruth)
    assert "gone on for months" not in shown
    assert "must go" not in shown
    assert "gone on for months" in await everything(chaired, chaired.margaret)


async def test_its_line_on_the_agenda_goes_the_same_way(chaired: Stage) -> None:
    """A line put on the agenda list for it is in the recipient's digest, not in the clerk's."""
    said = chaired.ann.says(GRIEVANCE, in_=chaired.room)
    await chaired.settled()
    mark = chaired.town.mark()
    chaired.owen.replies(said, "/agenda Disciplinary panel")
    await chaired.room.shows("On the list for the next agenda", since=mark)
    await chaired.next_morning()
    assert "disciplinary panel" in all_heard(chaired, chaired.margaret)
    assert "disciplinary panel" not in all_heard(chaired, chaired.ruth)


async def test_its_line_without_a_title_asks_nobody_to_answer_in_the_group(chaired: Stage) -> None:
    """A title is wanted of what may be shown; nobody is asked to answer a sensitive message in the group."""
    said = chaired.ann.says(GRIEVANCE, in_=chaired.room)
    await chaired.settled()
    chaired.owen.replies(said, "/agenda")
    await chaired.next_morning()
    heard = all_heard(chaired, chaired.margaret)
    assert (
        "(no title; what it is about is not shown here, or no longer kept) · put here by cllr owen pugh"
        in heard
    )
    assert "reply to the message" not in heard


async def test_with_no_recipient_the_admin_sees_a_count_and_no_text(council: Stage) -> None:
    """With nobody named, the admin is told how many there are and how to name somebody; no text, to nobody."""
    council.ann.says(GRIEVANCE, in_=council.room)
    council.tom.says(LATE, in_=council.room)
    await council.next_morning()
    notice = await council.ruth.hears("Nobody is named to receive them", council.bot)
    assert "about the clerk or deputy: 2." in notice.text
    assert "/staffing" in notice.text
    shown = await everything(council, council.ruth)
    assert not any(secret in shown for secret in ("conduct", "written warning", "ann harrow"))


async def test_whoever_is_named_later_gets_it(council: Stage) -> None:
    """What waited without a recipient reaches the one who is named then."""
    council.ann.says(GRIEVANCE, in_=council.room)
    await council.next_morning()
    council.margaret.starts(council.bot)
    await replied(council, council.ruth, "/staffing @margaret_p")
    await council.next_morning()
    await council.margaret.hears("Cllr Ann Harrow", council.bot)


@pytest.mark.parametrize("order", [("/staffing me", "/clerk me"), ("/clerk me", "/staffing me")])
async def test_the_clerk_cannot_be_the_recipient(stage: Stage, order: tuple[str, str]) -> None:
    """Named for both, in whichever order, somebody is warned, is sent nothing, and the admin sees the count."""
    await stage.set_up(clerk=False)
    await replied(stage, stage.ruth, order[0])
    line = await replied(stage, stage.ruth, order[1])
    assert "Nobody is sent what concerns themselves" in line.text
    stage.ann.says(GRIEVANCE, in_=stage.room)
    await stage.next_morning()
    await stage.ruth.hears("Nobody is named to receive them", stage.bot)
    shown = await everything(stage, stage.ruth)
    assert "conduct" not in shown
    assert "ann harrow" not in shown


async def test_it_lapses_by_the_same_rule(chaired: Stage) -> None:
    """After 30 days and two digests that told the recipient, a staffing flag lapses, and the admin need not be told."""
    chaired.ann.says(GRIEVANCE, in_=chaired.room)
    await chaired.next_morning()
    await chaired.next_morning()
    await chaired.forward(days=28)
    assert len(await waiting(chaired, Route.STAFFING)) == 1
    await chaired.forward(days=2)
    assert await waiting(chaired, Route.STAFFING) == []
    assert "90 days" not in all_heard(chaired, chaired.ruth)


async def test_an_ended_recipient_sees_nothing_more(chaired: Stage) -> None:
    """Once the appointment is over the recipient is refused like anybody else."""
    chaired.ann.says(GRIEVANCE, in_=chaired.room)
    await replied(chaired, chaired.ruth, "/staffing off")
    assert "for the clerk and the deputy" in await told(chaired, chaired.margaret, "/review")
    await chaired.next_morning()
    assert "complaint" not in all_heard(chaired, chaired.margaret).replace(
        "staffing and complaint matters", ""
    )
