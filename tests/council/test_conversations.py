"""Which messages belong to a conversation, and how it reads."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.conversations import (
    AT_MOST,
    Wanted,
    extent,
    latest,
    parse_wanted,
    retold,
    thread,
    told,
)
from minutebook.council.messages import Attachment, Message, Sender

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
NAMES = ("Ann", "Tom", "Priya")


def said(number: int, text: str = "Yes.", reply_to: int | None = None, **more: object) -> Message:
    """A message, a minute after the one before."""
    sender = Sender(number % 3 + 1, NAMES[number % 3])
    base = Message(-5, number, sender, NOON + timedelta(minutes=number), text, reply_to=reply_to)
    return replace(base, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("thread", None),
        ("“Thread”", None),
        ("last 10", 10),
        ("the LAST  ten messages.", 10),
        ("last 1 message", 1),
        ("last 50", 50),
        ("last 51", 0),
        ("last 0", 0),
        ("last 999999", 0),
        ("last", 0),
        ("threads", None),
        ("tread", None),
        ("the whole thread", None),
        ("this conversation", None),
        ("last -3", 0),
    ],
)
def test_what_is_wanted_is_read(words: str, count: int | None) -> None:
    """`thread` and `last N` are read in figures or words, quotes, capitals and slips of the finger aside.

    0 asks for a number in bounds.
    """
    assert parse_wanted(words) == Wanted(count)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "last week's decision",
        "last 5 hedges are done",
        "thread about the wall",
        "last ninety",
        "10",
        "threat",
    ],
)
def test_anything_else_is_a_note(words: str) -> None:
    """The words are reserved as the whole of what is said."""
    assert parse_wanted(words) is None


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_is_a_note(words: str) -> None:
    """No text at all makes the reader fail."""
    wanted = parse_wanted(words)
    assert wanted is None or wanted.count is None or 0 <= wanted.count <= AT_MOST


def ids(taken: list[Message]) -> list[int]:
    """The ids of messages."""
    return [message.message_id for message in taken]


def test_a_thread_is_the_answers_and_what_stands_between() -> None:
    """Back to its root, on to its last answer; what answers something outside, or is another matter's, is left out."""
    known = [
        said(1),
        said(2),
        said(3, reply_to=2),
        said(4),
        said(5, reply_to=1),
        said(6),
        said(7, reply_to=3),
        said(8),
    ]
    assert ids(thread(known, 3, {})) == [2, 3, 4, 6, 7]
    assert ids(thread(known, 7, {2: 1, 6: 2})) == [2, 3, 4, 7]
    assert ids(thread(known, 3, {4: 2, 6: 2})) == [2, 3, 4, 6, 7]
    assert ids(thread(known, 8, {})) == [8]


def test_a_thread_does_not_go_round_for_ever() -> None:
    """Answers that answer each other, which a broken client may send, end."""
    assert ids(thread([said(1, reply_to=2), said(2, reply_to=1)], 1, {})) == [1, 2]


def test_an_album_is_taken_whole_and_counts_once() -> None:
    """One item brings the others; the last so many, and what is shown of it, count an album as one."""
    known = [said(1), *(said(n, album_id="a") for n in (2, 3, 4)), said(5)]
    assert ids(thread(known, 3, {})) == [2, 3, 4]
    assert ids(latest(known, 2)) == [2, 3, 4, 5]
    assert extent(latest(known, 2)).messages == 2


def test_one_record_holds_a_bounded_number() -> None:
    """The latest are taken; where the message pointed at would be left out, those from it on."""
    known = [said(1), *(said(number, reply_to=1) for number in range(2, 200))]
    assert ids(thread(known, 199, {})) == list(range(150, 200))
    assert ids(thread(known, 1, {})) == list(range(1, 51))


def test_a_conversation_reads_from_top_to_bottom() -> None:
    """Days, local times, who answers whom, edits, files; every file once."""
    plan = Attachment("document", "f", "u", "plan\n.pdf")
    first = said(1, "Shall we?\n13:02 Tom: I say no")
    second = said(2, "", reply_to=1, attachments=(plan,), edited_at=NOON + timedelta(minutes=9))
    third = said(3, "On Friday", sent_at=NOON + timedelta(hours=12), attachments=(plan,))
    whole = told([[first], [replace(second, text="No", edited_at=None), second], [third]], (-5, 9), LONDON)
    assert whole.text.splitlines() == [
        "1 July 2026",
        "13:01 Tom: Shall we?",
        "    13:02 Tom: I say no",
        "13:02 Priya ↩ Tom ✎ 13:09: 📎 plan .pdf",
        "2 July 2026",
        "01:00 Ann: On Friday",
        "    📎 plan .pdf",
    ]
    assert (whole.key, whole.sender.name, whole.sent_at) == ((-5, 9), "Tom, Priya, Ann", first.sent_at)
    assert whole.attachments == (plan,)
    again = retold(
        replace(whole, members=("d",)), [[first], [second], [replace(third, text="No")]], LONDON, NOON
    )
    assert again.text.splitlines()[-2] == "01:00 Ann: No"


@given(st.lists(st.text(max_size=30), min_size=1, max_size=6), st.text(min_size=1, max_size=20))
def test_nobody_can_write_another_ones_line(texts: list[str], name: str) -> None:
    """Whatever is said, and whatever people call themselves, only a message's own beginning stands at the margin."""
    sender = Sender(1, name)
    members = [[said(number, text, sender=sender)] for number, text in enumerate(texts)]
    lines = told(members, (-5, 9), LONDON).text.split("\n")
    assert sum(1 for line in lines if not line.startswith("    ")) == 1 + len(texts)
