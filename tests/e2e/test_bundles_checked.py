"""Bundles of everything people send, checked by themselves: none that the program made is told broken."""

import pytest

from e2e.bundled import check_alone
from e2e.private import DECISION, GRIEVANCE, answers, recorded, replied
from e2e.stage import Stage
from minutebook.bot import checking
from minutebook.sandbox.driver import Actor

PHOTOS = [("a.jpg", b"one"), ("b.jpg", b"two")]


async def checked(stage: Stage, actor: Actor, command: str) -> checking.Checked:
    """A bundle as it was asked for in private, checked without the store."""
    found = check_alone(await answers(stage, actor, command))
    assert found is not None
    return found


@pytest.fixture
async def varied(council: Stage) -> Stage:
    """On the record: an edited message, an answer, a file, an album, a poll, a forward, a conversation; a request."""
    said = await recorded(council, council.ann, DECISION)
    council.ann.edits(said, "Right, that's agreed then. Tell Hendersons to start on Tuesday.")
    answer = council.tom.replies(said, "Agreed, and the wall too.")
    file = council.ann.attaches("=quote.pdf", b"quote", in_=council.room, caption="The wall: £4,200")
    album = council.priya.sends_album(PHOTOS, in_=council.room, caption="The churchyard wall")
    poll = council.margaret.polls("Shall we mend the wall?", ["Yes", "No"], in_=council.room)
    forward = council.tom.forwards(said, to=council.room)
    await council.settled()
    for one in (answer, file, album[0], poll, forward):
        council.tom.reacts(one, "✍")
        await council.settled()
    council.margaret.stops(poll)
    first = council.owen.says("The hall is cold.", in_=council.room)
    second = council.ann.replies(first, "So is the wall.")
    await council.settled()
    council.tom.replies(second, "/record thread")
    await council.tom.presses(await council.room.shows("Shall I put them on the record as one?"), "Record")
    await council.settled()
    council.owen.edits(first, "The hall is freezing.")
    council.ruth.forwards(council.sam.says("The bench is broken.", in_=council.room), to=council.bot)
    await answers(council, council.ruth, '/foi new "The wall"')
    await answers(council, council.ruth, "/foi 1 search wall")
    return council


async def test_whatever_is_on_the_record_is_proved(varied: Stage) -> None:
    """Every kind of message, with later versions, is in a bundle of everything that is whole by itself."""
    found = await checked(varied, varied.ruth, "/export")
    assert found.records >= 7
    assert found.proved > found.records
    assert (found.files, found.missing, found.older) == (3, 0, 0)


@pytest.mark.parametrize(
    "asked",
    ["2026-03", "find wall", "class general", "case 1", "case 1 whole", "redacted", "case 1 redacted"],
)
async def test_whatever_is_asked_for_is_whole_by_itself(varied: Stage, asked: str) -> None:
    """A month's, a search's, a class's and a request's bundle, whole or blacked out."""
    await answers(varied, varied.ruth, "/exempt 1 personal “Hendersons”")
    await answers(varied, varied.ruth, "/exempt 3 personal file 1")
    found = await checked(varied, varied.ruth, f"/export {asked}")
    assert found.records
    assert found.redacted is ("redacted" in asked or asked == "case 1")
    assert found.redacted or found.proved >= found.records


async def test_parts_and_what_is_missing_are_whole_by_themselves(varied: Stage) -> None:
    """A bundle in parts is checked together; a file that is gone from the disk is told to be missing."""
    gone, *_ = (one for one in varied.settings.storage.files.iterdir() if one.read_bytes() == b"quote")
    gone.unlink()
    varied.running.house.part_limit = 70_000
    heard = await answers(varied, varied.ruth, "/export")
    assert sum(message.attachment is not None for message in heard) > 1
    found = check_alone(heard)
    assert found is not None
    assert (found.files, found.missing) == (2, 1)


async def test_a_bundle_for_the_staffing_recipient_is_whole_by_itself(council: Stage) -> None:
    """So is one of what the clerk may not see."""
    council.margaret.starts(council.bot)
    await council.settled()
    await replied(council, council.ruth, "/staffing @margaret_p")
    await recorded(council, council.ann, DECISION)
    await recorded(council, council.ann, GRIEVANCE)
    found = await checked(council, council.margaret, "/export")
    assert (found.records, found.proved) == (1, 1)
    assert (await checked(council, council.ruth, "/export")).records == 1
