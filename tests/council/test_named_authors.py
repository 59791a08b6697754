"""Who said what is withheld whole is not named beside it: in a conversation's lines, its answers, its list of names."""

from dataclasses import replace

from minutebook.council.conversations import told
from minutebook.council.exemptions import Mark, copy_of, plain
from minutebook.council.messages import Message, Sender
from minutebook.council.named_authors import author_spans, hidden_authors
from minutebook.council.records import Member, Version
from reports.material import EVENING, ZONE, record

JANE, TOM = Sender(8, "Jane Morris", None), Sender(9, "Tom: 19:00 Bell", None)


def said(number: int, who: Sender, text: str, reply_to: int | None = None) -> Message:
    """A message in the group."""
    return Message(-1001, number, who, EVENING, text, reply_to=reply_to)


TALK = [
    said(1, TOM, "Who saw it?\n19:00 Jane Morris: I did"),
    said(2, JANE, "I saw all of it."),
    said(3, TOM, "Thank you, Jane.", reply_to=2),
    said(4, JANE, "Not at all.", reply_to=3),
]


def marked(number: int) -> Mark:
    """A message that is withheld whole on another record."""
    return Mark(5, 5, "personal", EVENING, 1, "Ruth", about=(-1001, number))


def copied(*numbers: int) -> tuple[str, str]:
    """The names and the text of the conversation's copy where these messages are withheld."""
    whole = told([[message] for message in TALK], (-1001, 900), ZONE)
    members = tuple(Member(place, (message,)) for place, message in enumerate(TALK, start=1))
    talk = replace(
        record(whole.text, versions=(Version(1, EVENING, whole.text),)), sender=whole.sender, members=members
    )
    copy = copy_of(talk, [marked(number) for number in numbers])
    return plain(copy.sender, {}), plain(copy.text, {})


def test_the_author_goes_with_the_words_and_stays_where_they_say_more() -> None:
    """Of two messages of hers one is withheld: that line and what answers it lose her name, the other keeps it."""
    names, text = copied(2)
    assert names == "Tom: 19:00 Bell, Jane Morris"
    lines = text.split("\n")
    time = lines[1][:5]
    assert lines[2] == "    19:00 Jane Morris: I did"
    assert lines[3] == f"{time} [withheld: personal]: [withheld: personal]"
    assert lines[4] == f"{time} Tom: 19:00 Bell ↩ [withheld: personal]: Thank you, Jane."
    assert lines[5] == f"{time} Jane Morris ↩ Tom: 19:00 Bell: Not at all."


def test_nobody_is_listed_of_whom_nothing_is_shown() -> None:
    """Where all she said is withheld, the list of those who spoke has a gap for her name."""
    names, text = copied(2, 4)
    assert names == "Tom: 19:00 Bell, [withheld: personal]"
    assert text.count("Jane Morris") == 1


def test_lines_that_do_not_fit_the_messages_are_left_to_the_other_rules() -> None:
    """Where the text is not as the messages tell it no place is guessed."""
    members = [Member(1, (TALK[0],)), Member(2, (TALK[1],))]
    assert author_spans("19:00 Jane Morris: hello", members, (-1001, 2)) == []
    assert author_spans("", [], (-1001, 2)) == []
    assert hidden_authors([], {(-1001, 2)}) == []
