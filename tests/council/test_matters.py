"""Matters: what a message takes up, what an answer says, and who counts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.concerns import Concern
from minutebook.council.matters import (
    OPEN_STATES,
    Cautioned,
    Matter,
    MatterState,
    Stance,
    belongs_to,
    consensus_reached,
    stance,
    tally,
)
from minutebook.council.roles import Role, counts

NOW = datetime(2026, 3, 10, 19, 0, tzinfo=UTC)
QUIET = timedelta(minutes=30)


def matter(
    key: int, ago: int, *, topic: int | None = None, state: MatterState = MatterState.FLAGGED
) -> Matter:
    """A matter last spoken of so many minutes ago."""
    at = NOW - timedelta(minutes=ago)
    return Matter(key, 1, -5, topic, state, 7, at, at)


def taken_up(*known: Matter, answered: int | None = None, topic: int | None = None) -> int | None:
    """The key of the matter a message sent now takes up."""
    found = belongs_to(known, answered_matter=answered, topic_id=topic, at=NOW, quiet=QUIET)
    return found.id if found else None


def test_a_reply_takes_up_the_matter_it_answers() -> None:
    """However long ago, in whatever state, and in whatever topic that was."""
    old = matter(1, 9_999, topic=4, state=MatterState.RESOLVED)
    assert taken_up(matter(2, 1), old, answered=1) == 1


def test_other_talk_takes_up_the_latest_open_matter_nearby() -> None:
    """The latest open matter of the topic, if it was spoken of within the quiet time; to the minute."""
    assert taken_up(matter(1, 20), matter(2, 10), matter(3, 5, topic=8)) == 2
    assert taken_up(matter(1, 30)) == 1
    assert taken_up(matter(1, 31)) is None
    assert taken_up(matter(1, 5), topic=8) is None
    assert taken_up() is None


@pytest.mark.parametrize("state", MatterState)
def test_a_matter_that_is_settled_is_not_taken_up_by_what_is_said_next(state: MatterState) -> None:
    """Only what is flagged or on the agenda goes on by being talked about."""
    assert (taken_up(matter(1, 5, state=state)) == 1) is (state in OPEN_STATES)


def test_a_reply_to_something_without_a_matter_is_other_talk() -> None:
    """Answering a message that belongs to no matter, or to one that is not known, changes nothing."""
    assert taken_up(matter(1, 5), answered=99) == 1


AGREEING = (
    "Agreed",
    "Yes, go ahead",
    "Happy with that",
    "Fine by me",
    "No objections from me",
    "No problem",
    "I don't mind",
    "I don’t mind either way",
    "Why not",
    "Can't see why not!",
    "Not against it",
    "Aye",
    "Seconded",
    "+1",
    "👍",
    "I know we said Monday, but yes",
    "Norman is right, agreed",
)
OBJECTING = (
    "No",
    "No, sorry",
    "I object",
    "I can't support this",
    "I can’t support this",
    "Not happy with that",
    "Against",
    "I don't agree",
    "I disagree",
    "Opposed",
    "Nope",
    "Never",
    "👎",
    "I won't vote for it",
)


@pytest.mark.parametrize("text", AGREEING)
def test_these_agree(text: str) -> None:
    """An answer that says yes, in whatever words, agrees."""
    assert stance(text) is Stance.AGREES


@pytest.mark.parametrize("text", OBJECTING)
def test_these_object(text: str) -> None:
    """An answer that says no, in whatever words, objects."""
    assert stance(text) is Stance.OBJECTS


@given(st.lists(st.integers(1, 6)), st.dictionaries(st.integers(1, 6), st.booleans()))
def test_each_person_who_counts_counts_once(agreeing: list[int], counted: dict[int, bool]) -> None:
    """A tally never exceeds the people who count, whoever agrees how often; unknown people do not count."""
    number = tally(agreeing, counted)
    assert number == len({person for person in agreeing if counted.get(person)})
    assert tally(agreeing * 3, counted) == number


@pytest.mark.parametrize(
    ("roles", "member", "person", "expected"),
    [
        (set(), True, True, True),
        ({Role.ADMIN}, True, True, True),
        ({Role.STAFFING}, True, True, True),
        ({Role.CLERK}, True, True, False),
        ({Role.DEPUTY}, True, True, False),
        ({Role.OFFICER}, True, True, False),
        ({Role.CLERK, Role.ADMIN}, True, True, False),
        (set(), False, True, False),
        (set(), True, False, False),
    ],
)
def test_who_counts(roles: set[Role], *, member: bool, person: bool, expected: bool) -> None:
    """A current human member counts; the clerk, the deputy, officers, bots and channels do not."""
    assert counts(roles, member=member, person=person) is expected


def test_what_the_group_was_told_everyone_was_told() -> None:
    """A caution in the group counts for each author; one to an author alone counts for nobody else."""
    told = replace(
        matter(1, 5), cautioned=frozenset({Cautioned(Concern.DECISION), Cautioned(Concern.LEGAL, 7)})
    )
    assert told.was_told(Concern.DECISION, None)
    assert told.was_told(Concern.DECISION, 8)
    assert told.was_told(Concern.LEGAL, 7)
    assert not told.was_told(Concern.LEGAL, 8)
    assert not told.was_told(Concern.LEGAL, None)


def test_a_consensus_is_told_once() -> None:
    """From the quorum on, and not again."""
    assert not consensus_reached(2, 3, already_told=False)
    assert consensus_reached(3, 3, already_told=False)
    assert consensus_reached(4, 3, already_told=False)
    assert not consensus_reached(4, 3, already_told=True)
