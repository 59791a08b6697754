"""What the messages of a conversation said before they were edited: in its versions, and withheld there like the rest."""

from dataclasses import replace
from datetime import timedelta

from minutebook.council.conversations import told, told_in_turn
from minutebook.council.exemptions import Mark, copy_of, plain
from minutebook.council.messages import Message, Sender
from minutebook.council.records import Member, Record, Version
from reports.material import EVENING, ZONE, record

ANN, TOM = Sender(8, "Ann Harrow"), Sender(9, "Tom Briggs")
PLACE = (-1001, 900)


def said(number: int, who: Sender, *texts: str, reply_to: int | None = None) -> list[Message]:
    """A message with its versions, each edited `number` minutes after the one before."""
    first = Message(PLACE[0], number, who, EVENING, texts[0], reply_to=reply_to)
    return [
        replace(first, text=text, edited_at=EVENING + timedelta(minutes=number * count) if count else None)
        for count, text in enumerate(texts)
    ]


def conversation(*members: list[Message]) -> Record:
    """A conversation on record."""
    stages = told_in_turn(members, PLACE, ZONE)
    versions = tuple(Version(number, EVENING, one.text) for number, one in enumerate(stages, start=1))
    known = tuple(Member(place, tuple(one)) for place, one in enumerate(members, start=1))
    return replace(record("", versions=versions), sender=stages[-1].sender, members=known)


def mark(words: str = "", message: int | None = None, **more: object) -> Mark:
    """A mark made when all versions were there; on another record, of a message, where that is given."""
    about = (PLACE[0], message) if message else None
    made = Mark(5, 5, "personal", EVENING, 1, "Ruth", words, about=about, seen=9)
    return replace(made, **more)  # type: ignore[arg-type]


def texts(one: Record, *marks: Mark) -> list[str]:
    """What each version of a record's copy says."""
    return [plain(text, {}) for _, text, _ in copy_of(one, marks).versions]


def test_each_edit_makes_a_version_in_the_order_they_were_made() -> None:
    """The first has all first wordings, each later one the next edit; the last is what the conversation says now."""
    members = [said(2, ANN, "a", "b", "c"), said(3, TOM, "x", "y")]
    stages = told_in_turn(members, PLACE, ZONE)
    words = [[line.rpartition(": ")[2] for line in stage.text.splitlines()[1:]] for stage in stages]
    assert words == [["a", "x"], ["b", "x"], ["b", "y"], ["c", "y"]]
    edits = [stage.edited_at and (stage.edited_at - EVENING).seconds // 60 for stage in stages]
    assert edits == [None, 2, 3, 4]
    assert stages[-1].text == told(members, PLACE, ZONE).text


def test_what_was_never_edited_is_one_version() -> None:
    """A conversation without edits is told once, as it was."""
    members = [said(1, ANN, "a"), said(2, TOM, "x", reply_to=1)]
    assert told_in_turn(members, PLACE, ZONE) == [told(members, PLACE, ZONE)]


def test_edits_without_a_later_time_keep_their_order() -> None:
    """A version that names no time, or an earlier one, comes after the one it followed all the same."""
    odd = said(2, TOM, "x", "y", "z")
    odd[1], odd[2] = replace(odd[1], edited_at=None), replace(odd[2], edited_at=EVENING - timedelta(days=1))
    stages = told_in_turn([odd], PLACE, ZONE)
    assert [stage.text.rpartition(": ")[2] for stage in stages] == ["x", "y", "z"]


def test_a_passage_is_withheld_in_the_earlier_wording() -> None:
    """A mark on words that another record lends, or of its own, covers them in each version."""
    one = conversation(said(1, ANN, "Mend it?"), said(2, TOM, "Give it to Zebedee.", "Get three quotes."))
    for made in (mark("Zebedee"), mark("Zebedee", message=2)):
        first, last = texts(one, made)
        assert "Give it to [withheld: personal]." in first
        assert "Get three quotes." in last


def test_a_message_withheld_whole_is_so_in_every_wording_with_its_author() -> None:
    """Neither what it said first nor who said it stands in a version, nor in the head of what answers it."""
    asked, given = said(1, TOM, "Give it to Zebedee.", "Get three quotes."), said(2, ANN, "No.", reply_to=1)
    # Telegram left out what it answers, once it was edited.
    given.append(replace(given[0], text="No!", reply_to=None, edited_at=EVENING + timedelta(minutes=9)))
    for text in texts(conversation(asked, given), mark(message=1)):
        assert "Tom" not in text
        assert "Zebedee" not in text
        assert "three quotes" not in text
