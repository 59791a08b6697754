"""Every way the clerk might come to see what is about themselves, and that none leads there."""

from collections.abc import Awaitable, Callable

import pytest

from e2e.bundled import written
from e2e.private import DECISION, GRIEVANCE, QUOTE, answer, answers, pressed, recorded, replied, told
from e2e.stage import Stage
from minutebook.sandbox.driver import Actor

MARK = "zebra"
"""A word of what the clerk must not see; it stands in what each story says."""


@pytest.fixture
async def chaired(council: Stage) -> Stage:
    """The council with the chair as recipient of staffing matters."""
    council.margaret.starts(council.bot)
    await council.settled()
    await replied(council, council.ruth, "/staffing @margaret_p")
    return council


async def sees(council: Stage, actor: Actor) -> bool:
    """Whether somebody who asks for all there is, and waits for the digest, is ever shown the mark."""
    for command in ("/today", "/review", f"/find {MARK[:4]}", "/show 1", "/show 2", "/export"):
        await answers(council, actor, command)
    await council.next_morning()
    heard = actor.heard(council.bot)
    files = written(heard)
    return any(MARK in text for text in [*(m.text for m in heard), *files])


async def title_in_a_mixed_talk(council: Stage) -> None:
    """Asked under a complaint that followed something else within minutes."""
    council.tom.says(DECISION, in_=council.room)
    said = council.ann.says(GRIEVANCE, in_=council.room)
    await council.settled()
    council.owen.replies(said, f"/agenda {MARK} panel")


async def title_of_its_own(council: Stage) -> None:
    """A title about the clerk, under something harmless."""
    said = council.tom.says("What a lovely evening.", in_=council.room)
    council.owen.replies(said, f"/agenda Grievance hearing for the clerk {MARK}")


async def a_new_title(council: Stage) -> None:
    """A title about the clerk for a line that the clerk has already."""
    said = council.tom.says(DECISION, in_=council.room)
    council.owen.replies(said, "/agenda Wall")
    council.owen.replies(said, f"/agenda Grievance hearing for the clerk {MARK}")


async def note(council: Stage) -> None:
    """A note beside a harmless record."""
    said = council.tom.says("What a lovely evening.", in_=council.room)
    council.owen.replies(said, f"/record see my formal complaint about the clerk {MARK}")


async def answered_where_nothing_is_noticed(council: Stage) -> None:
    """The answer to a complaint, recorded while cautions are off and nothing is judged."""
    await replied(council, council.ruth, "/cautions off")
    said = council.ann.says(f"{GRIEVANCE} {MARK}", in_=council.room)
    council.tom.reacts(council.tom.replies(said, "Long overdue."), "✍")


async def agenda_where_nothing_is_noticed(council: Stage) -> None:
    """A complaint put on the agenda while nothing is judged: a digest's line shows what it is about."""
    await replied(council, council.ruth, "/cautions off")
    said = council.ann.says(f"{MARK} {GRIEVANCE}", in_=council.room)
    council.owen.replies(said, "/agenda")


async def edited_into_it(council: Stage) -> None:
    """A record of the clerk's whose author then edits the message."""
    said = await recorded(council, council.ann, QUOTE)
    council.ann.edits(said, f"{GRIEVANCE} {MARK}")


async def edited_out_of_it(council: Stage) -> None:
    """A complaint edited into a decision, and then recorded with its earlier version."""
    said = council.ann.says(f"{GRIEVANCE} {MARK}", in_=council.room)
    await council.settled()
    council.ann.edits(said, DECISION)
    council.ann.reacts(said, "✍")


async def file_name(council: Stage) -> None:
    """A file that tells by its name."""
    file = council.ann.attaches(f"Formal complaint about the clerk {MARK}.pdf", b"x", in_=council.room)
    council.ann.reacts(file, "✍")


async def poll_options(council: Stage) -> None:
    """A poll whose question is harmless and whose options are not."""
    poll = council.ann.polls(
        "Which shall it be?", [f"Formal complaint about the clerk {MARK}", "Nothing"], in_=council.room
    )
    council.ann.reacts(poll, "✍")


async def username(council: Stage) -> None:
    """A complaint that names the clerk by @name alone."""
    await recorded(council, council.ann, f"I want to make a formal complaint about @ruth_calder {MARK}")


async def first_name(council: Stage) -> None:
    """A staffing matter that names the clerk by first name, with a straight apostrophe."""
    await recorded(council, council.ann, f"Ruth's appraisal is overdue {MARK}")


async def former_name(council: Stage) -> None:
    """A complaint by the name the clerk had before renaming themselves, to be missed by it."""
    for name in ("Wanda Webb", "Nobody Special"):
        council.ruth.person.name = name
        council.ruth.says("hello", in_=council.room)
        await council.settled()
    await recorded(council, council.ann, f"I want to make a formal complaint about Ruth {MARK}")


async def new_name(council: Stage) -> None:
    """A complaint by the name the clerk has taken since the appointment."""
    council.ruth.person.name = "Wanda Webb"
    council.ruth.says("hello", in_=council.room)
    await council.settled()
    await recorded(council, council.ann, f"I want to make a formal complaint about Wanda {MARK}")


async def stepped_down(council: Stage) -> None:
    """The clerk, who is also admin, gives the office up and names themselves recipient."""
    await recorded(council, council.ann, f"{GRIEVANCE} {MARK}")
    await replied(council, council.ruth, "/clerk off")
    line = await replied(council, council.ruth, "/staffing me")
    assert "go to nobody now" in line.text
    assert "to this person alone" not in line.text
    await replied(council, council.ruth, "/staffing @margaret_p")
    await replied(council, council.ruth, "/staffing me")


async def overlooked(council: Stage) -> None:
    """The clerk teaches the bot to overlook what complaints are made of."""
    await told(council, council.ruth, "/words ignore “formal complaint”, “complaint”, “clerk's conduct”")
    await recorded(council, council.ann, f"{GRIEVANCE} {MARK}")


async def agenda_for_an_answer(council: Stage) -> None:
    """The answer to a complaint, which says nothing by itself, put on the agenda; and the answer to that."""
    said = council.ann.says(GRIEVANCE, in_=council.room)
    await council.settled()
    reply = council.tom.replies(said, f"She has been like this for years, {MARK}.")
    await council.settled()
    council.owen.replies(reply, "/agenda")
    council.owen.replies(council.priya.replies(reply, f"Every week, {MARK}."), "/agenda")


async def an_answer_to_an_answer(council: Stage) -> None:
    """The answer to an answer to a complaint, recorded with what it answers, and another that is flagged."""
    said = council.ann.says(GRIEVANCE, in_=council.room)
    await council.settled()
    reply = council.tom.replies(said, f"She has been like this for years, {MARK}.")
    await council.settled()
    council.owen.reacts(council.owen.replies(reply, "Indeed."), "✍")
    council.priya.replies(reply, DECISION)


async def under_an_album(council: Stage) -> None:
    """An answer to the second picture of an album, under whose first the complaint stands; and that picture."""
    pictures = [("a.jpg", b"1"), ("b.jpg", b"2")]
    album = council.ann.sends_album(pictures, in_=council.room, caption=f"{GRIEVANCE} {MARK}")
    await council.settled()
    reply = council.tom.replies(album[1], f"She does that every week, {MARK}.")
    council.owen.reacts(reply, "✍")
    council.owen.replies(reply, "/agenda")
    council.owen.replies(album[1], f"/agenda {MARK}")


async def edited_while_nothing_is_noticed(council: Stage) -> None:
    """What is on the agenda for the clerk, edited into a complaint while nothing is judged."""
    said = council.ann.says(DECISION, in_=council.room)
    await council.settled()
    council.owen.replies(said, "/agenda")
    await council.settled()
    await replied(council, council.ruth, "/cautions off")
    council.ann.edits(said, f"{MARK} {GRIEVANCE}")


async def edited_after_the_decision(council: Stage) -> None:
    """What the clerk has called transitory, then put on the agenda and edited into a complaint."""
    said = council.ann.says(DECISION, in_=council.room)
    await council.settled()
    await pressed(council, council.ruth, await answer(council, council.ruth, "/review"), "Transitory")
    council.owen.replies(said, "/agenda")
    await council.settled()
    council.ann.edits(said, f"{MARK} {GRIEVANCE}")


STORIES: list[Callable[[Stage], Awaitable[None]]] = [
    title_in_a_mixed_talk,
    title_of_its_own,
    a_new_title,
    note,
    answered_where_nothing_is_noticed,
    agenda_where_nothing_is_noticed,
    edited_into_it,
    edited_out_of_it,
    file_name,
    poll_options,
    username,
    first_name,
    former_name,
    new_name,
    stepped_down,
    overlooked,
    agenda_for_an_answer,
    an_answer_to_an_answer,
    under_an_album,
    edited_while_nothing_is_noticed,
    edited_after_the_decision,
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: str(story.__name__))
async def test_no_way_leads_the_clerk_there(
    chaired: Stage, story: Callable[[Stage], Awaitable[None]]
) -> None:
    """What is about the clerk is shown to the clerk in no answer, file or digest, however it got there."""
    await story(chaired)
    await chaired.settled()
    assert not await sees(chaired, chaired.ruth)


@pytest.mark.parametrize(
    "story", [title_of_its_own, note, edited_into_it, edited_out_of_it, file_name, overlooked]
)
async def test_it_is_the_recipients(chaired: Stage, story: Callable[[Stage], Awaitable[None]]) -> None:
    """What is kept from the clerk is not lost: the recipient is shown it."""
    await story(chaired)
    await chaired.settled()
    assert await sees(chaired, chaired.margaret)


async def test_a_consensus_about_the_clerk_is_told_to_the_recipient(chaired: Stage) -> None:
    """The clerk is not told that members agree about them; the recipient is, at once and in the digest."""
    said = chaired.ann.says(
        "Formal complaint about the clerk's conduct: shall we suspend her? All agree?", in_=chaired.room
    )
    await chaired.settled()
    for actor in (chaired.tom, chaired.owen, chaired.margaret):
        actor.replies(said, "Agreed, suspend the clerk.")
    await chaired.settled()
    await chaired.margaret.hears("have now agreed to something", chaired.bot)
    await chaired.next_morning()
    await chaired.margaret.hears("Members agreed in the chat", chaired.bot)
    assert not any("agreed" in message.text.lower() for message in chaired.ruth.heard(chaired.bot))


async def test_what_else_is_talked_of_stays_the_clerks(chaired: Stage) -> None:
    """A complaint within minutes of other business takes nothing else from the clerk: tally, title and line."""
    said = chaired.tom.says(DECISION, in_=chaired.room)
    chaired.ann.says(GRIEVANCE, in_=chaired.room)
    await chaired.settled()
    for actor in (chaired.owen, chaired.priya, chaired.sam):
        actor.replies(said, "Agreed, go ahead with Hendersons.")
    chaired.owen.replies(said, "/agenda Wall")
    await chaired.next_morning()
    await chaired.ruth.hears("have now agreed to something", chaired.bot)
    digest = await chaired.ruth.hears("For the next agenda", chaired.bot)
    assert "Wall" in digest.text


async def test_who_was_clerk_while_nothing_was_said_may_receive(chaired: Stage) -> None:
    """An appointment by mistake, soon undone, bars nobody from being the recipient."""
    await replied(chaired, chaired.ruth, "/clerk @margaret_p")
    chaired.ruth.says("/clerk me", in_=chaired.room)
    await chaired.settled()
    chaired.ann.says(GRIEVANCE, in_=chaired.room)
    await chaired.next_morning()
    await chaired.margaret.hears("for you alone", chaired.bot)


async def test_what_is_overlooked_is_flagged_for_the_recipient(chaired: Stage) -> None:
    """Words the clerk has taught the bot to overlook keep no complaint about the clerk from the recipient."""
    await told(chaired, chaired.ruth, "/words ignore “formal complaint”, “complaint”, “clerk's conduct”")
    chaired.ann.says(GRIEVANCE, in_=chaired.room)
    await chaired.next_morning()
    await chaired.margaret.hears("for you alone", chaired.bot)


async def test_what_the_clerk_was_listed_is_news_to_the_recipient(chaired: Stage) -> None:
    """Edited into a complaint after two digests listed it for the clerk, it is listed in full for the recipient."""
    said = chaired.ann.says(DECISION, in_=chaired.room)
    await chaired.next_morning()
    await chaired.next_morning()
    await chaired.forward(seconds=5)
    chaired.ann.edits(said, GRIEVANCE)
    await chaired.next_morning()
    digest = await chaired.margaret.hears("for you alone", chaired.bot)
    assert "1. Cllr Ann Harrow" in digest.text
