"""Whoever becomes clerk or deputy: what was said about them before is not for their eyes."""

import pytest

from e2e.bundled import written
from e2e.private import answer, answers, recorded, replied, rows, waiting
from e2e.stage import Stage
from minutebook.council.records import Route

SICK = "Owen has been off sick with stress and his appraisal is overdue, I heard at the allotment."
RECORDED = "Formal complaint about Owen's conduct over the allotment rents."
MARK = "allotment"


@pytest.fixture
async def officer(council: Stage) -> Stage:
    """Owen, an officer with an open private chat, has been spoken of: in a flag, and in a record."""
    council.margaret.starts(council.bot)
    council.owen.starts(council.bot)
    await council.settled()
    await replied(council, council.ruth, "/staffing @margaret_p")
    await replied(council, council.ruth, "/officer @owenpugh")
    council.ann.says(SICK, in_=council.room)
    await council.settled()
    await recorded(council, council.tom, RECORDED)
    return council


async def reads(stage: Stage) -> str:
    """Return all that Owen is shown when he asks for everything."""
    for command in ("/today", "/review", "/show 1", "/find allot", "/agenda", "/export"):
        await answers(stage, stage.owen, command)
    await stage.next_morning()
    heard = stage.owen.heard(stage.bot)
    files = written(heard)
    return "\n".join([*(message.text for message in heard), *files])


@pytest.mark.parametrize("command", ["/deputy", "/clerk"])
async def test_complaints_from_before_an_appointment_are_withheld(officer: Stage, command: str) -> None:
    """A new deputy, or clerk, is shown neither the flag nor the record of an older complaint about them."""
    assert [flag.route for flag in await waiting(officer)] == [Route.CLERK]
    await replied(officer, officer.ruth, f"{command} @owenpugh")
    assert MARK not in await reads(officer)
    assert MARK in (await answer(officer, officer.margaret, "/show 1")).text
    told = "\n".join(message.text for message in officer.margaret.heard(officer.bot))
    assert "for you alone" in told
    assert "1. Cllr Ann Harrow" in told


async def test_a_link_withholds_as_much(officer: Stage) -> None:
    """Who comes to the office by a one-use link is kept from older complaints as well."""
    link = await answer(officer, officer.ruth, "/deputy link")
    payload = link.text.rpartition("start=")[2].split()[0]
    await answers(officer, officer.owen, f"/start {payload}")
    assert MARK not in await reads(officer)


async def test_ordinary_talk_stays_with_the_clerk(officer: Stage) -> None:
    """What only names the new deputy, or is about somebody else, is the clerk's as before."""
    await officer.forward(hours=2)
    await recorded(officer, officer.ann, "Owen has the quote for the allotment fence at £450.")
    await recorded(officer, officer.ann, "The caretaker's appraisal is overdue.")
    await replied(officer, officer.ruth, "/deputy @owenpugh")
    assert rows(officer, "SELECT number, route FROM records ORDER BY number") == [
        (1, "staffing"),
        (2, "clerk"),
        (3, "clerk"),
    ]


async def test_answers_and_titles_are_withheld_too(officer: Stage) -> None:
    """The record of an answer to such a complaint, and a title on the agenda about it, are not theirs either."""
    said = officer.ann.says(
        "Owen has been off sick again and his capability review is overdue.", in_=officer.room
    )
    await officer.settled()
    between = officer.priya.replies(said, "So it goes, at the allotment too.")
    await officer.settled()
    later = officer.tom.replies(between, "Every week at the allotment.")
    officer.tom.reacts(later, "✍")
    plain = officer.sam.says("See my note, please.", in_=officer.room)
    await officer.settled()
    officer.priya.replies(plain, "/agenda Formal complaint about Owen Pugh, allotment")
    await officer.settled()
    await replied(officer, officer.ruth, "/deputy @owenpugh")
    assert MARK not in await reads(officer)
    assert MARK in "\n".join(m.text for m in await answers(officer, officer.margaret, "/agenda"))


async def test_stepping_down_does_not_open_it(officer: Stage) -> None:
    """A deputy of whom there were complaints before does not come to read them by the staffing office later."""
    await replied(officer, officer.ruth, "/deputy @owenpugh")
    await replied(officer, officer.ruth, "/deputy off @owenpugh")
    await answers(officer, officer.ruth, "/staffing @owenpugh")
    assert MARK not in await reads(officer)
