"""A poll is told with its counts and without: what is withheld of it is withheld in both."""

from dataclasses import replace

from council.test_earlier_wording import ANN, conversation, mark, said, texts
from minutebook.council.exemptions import copy_of, plain
from minutebook.council.messages import Message, Poll
from minutebook.council.polls import told_otherwise
from minutebook.council.records import Version
from reports.material import EVENING, record


def polled(*lines: str) -> list[Message]:
    """A poll with its versions, each told by one of these lines."""
    poll = Poll("p", "Which?", ("Hendersons", "Bell"))
    [first] = said(5, ANN, "Which?")
    return [replace(first, poll=poll, other=line) for line in lines]


def test_what_a_poll_says_is_withheld_with_its_counts_and_without() -> None:
    """Words that stand in one telling of the options only withhold the other telling whole."""
    closed = Version(2, EVENING, "Which?", totals="Hendersons 1, Bell 2")
    alone = replace(
        record("Which?"), versions=(Version(1, EVENING, "Which?"), closed), other="poll: Hendersons, Bell"
    )
    assert list(told_otherwise(alone, "Hendersons 1")) == ["poll: Hendersons, Bell"]
    assert list(told_otherwise(alone, "Hendersons, Bell")) == ["Hendersons 1, Bell 2"]
    assert not list(told_otherwise(alone, "Hendersons"))
    assert not list(told_otherwise(alone, "the wall"))
    copy = copy_of(alone, [mark("Hendersons 1")])
    assert plain(copy.other, {}) == "[withheld: personal]"
    copy = copy_of(alone, [mark("Hendersons, Bell")])
    assert plain(copy.versions[1][2], {}) == "[withheld: personal]"
    members = polled("poll: Hendersons, Bell", "poll: Hendersons 1, Bell 2")
    for text in texts(conversation(members), mark("Hendersons 1", version=2)):
        assert "Hendersons" not in text
