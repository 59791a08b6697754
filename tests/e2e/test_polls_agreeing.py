"""A poll that is stopped with a quorum in favour is told of like any agreement in the chat."""

import pytest

from e2e.private import told as answered
from e2e.stage import Stage
from minutebook.sandbox.messages import Message

FORMING = "members seem to agree here"
CLERK = "A poll in the group chat has closed"


def told(stage: Stage) -> list[str]:
    """What the group and the clerk were told of agreement."""
    told = [text for text in stage.said_by_bot() if FORMING in text]
    return told + [message.text for message in stage.ruth.heard(stage.bot) if CLERK in message.text]


async def voted(
    council: Stage, *names: str, question: str = "Shall we approve the Hendersons quote?"
) -> Message:
    """Have Margaret put up a poll, let these say yes, and Sam no, and stop it."""
    poll = council.margaret.polls(question, ["Yes", "No"], in_=council.room)
    await council.settled()
    for name in names:
        council.people[name].votes(poll, 0)
    council.sam.votes(poll, 1)
    council.margaret.stops(poll)
    await council.settled()
    return poll


async def test_a_quorum_in_a_closed_poll_is_told_once(council: Stage) -> None:
    """Three votes in favour tell the clerk and the group "at least 3"; agreeing afterwards tells nobody again."""
    poll = await voted(council, "ann", "tom", "priya")
    group, clerk = told(council)
    assert "at least 3 members seem to agree here" in group.lower()
    assert "at least 3" in clerk
    for name in ("ann", "tom", "priya"):
        council.people[name].reacts(poll, "👍")
    council.owen.replies(poll, "Agreed.")
    await council.settled()
    assert len(told(council)) == 2
    await council.next_morning()
    digest = await council.ruth.hears("agreed in the chat", council.bot)
    assert "5 members" in digest.text


@pytest.mark.parametrize(
    "cited", ["(minute 99/99)", "as agreed at the meeting on 3 March", "Minute 99/99. Approve it"]
)
async def test_a_vote_taken_in_the_chat_is_one_whatever_its_question_cites(
    council: Stage, cited: str
) -> None:
    """A minute or a meeting in the question takes neither the caution nor the word of a quorum from a poll."""
    await answered(council, council.ruth, "/meeting 3 March 7.30pm")
    await voted(council, "ann", "tom", "priya", question=f"Approve the Hendersons quote of £4,200, {cited}")
    assert len(told(council)) == 2


async def test_the_digest_says_that_it_was_a_poll(council: Stage) -> None:
    """The digest counts the poll's votes, not only those who said so, and says "at least"; one thumb more changes nothing."""
    poll = await voted(council, "ann", "tom", "priya")
    council.owen.reacts(poll, "👍")
    await council.next_morning()
    digest = await council.ruth.hears("agreed in the chat", council.bot)
    assert "at least 3 members (by a poll)" in digest.text


async def test_fewer_than_a_quorum_tell_nobody(council: Stage) -> None:
    """Two in favour, with a quorum of three, are not told of."""
    await voted(council, "ann", "tom")
    assert told(council) == []


async def test_an_everyday_poll_tells_nobody(council: Stage) -> None:
    """Everybody in favour of the Christmas lunch is no agreement of the council's."""
    await voted(council, "ann", "tom", "priya", "owen", question="Christmas lunch at the Plough?")
    assert told(council) == []


@pytest.mark.parametrize("mode", ["observe", "private"])
async def test_where_cautions_are_not_public_only_the_clerk_is_told(council: Stage, mode: str) -> None:
    """In `observe` and `private` nothing is said of it in the group."""
    council.ruth.says(f"/cautions {mode}", in_=council.room)
    await council.settled()
    await voted(council, "ann", "tom", "priya")
    [clerk] = told(council)
    assert CLERK in clerk


async def test_the_second_version_of_its_record_says_that_it_closed(council: Stage) -> None:
    """A recorded poll's later version tells its totals rather than the same words again."""
    poll = council.margaret.polls("Shall we approve the Hendersons quote?", ["Yes", "No"], in_=council.room)
    await council.settled()
    council.tom.reacts(poll, "✍")
    await council.settled()
    council.ann.votes(poll, 0)
    council.margaret.stops(poll)
    await council.settled()
    shown = await answered(council, council.ruth, "/show 1")
    assert shown.count("Shall we approve the Hendersons quote?") == 1
    assert "Poll closed: Yes 1, No 0" in shown
