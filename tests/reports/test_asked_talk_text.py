"""What `/record thread` would take, as its question shows it: who, when, the first words, within one message."""

import html
import re
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from minutebook.council.conversations import AT_MOST
from minutebook.council.messages import Attachment, Message, Sender
from minutebook.council.wording import Html, load_wording
from minutebook.reports.asked_talk import NAME, WORDS, taken_lines
from reports.material import EVENING, ZONE

WORDING = load_wording()


def said(number: int, text: str = "Yes.", name: str = "Cllr Ann Harrow", **more: object) -> Message:
    """A message, a minute after the one before."""
    at = EVENING + timedelta(minutes=number)
    return replace(Message(-5, number, Sender(7, name), at, text), **more)  # type: ignore[arg-type]


def shown(*taken: Message, untold: frozenset[tuple[int, int]] = frozenset(), beside: str = "") -> list[str]:
    """The lines as Telegram shows them."""
    lines = taken_lines(taken, untold, ZONE, WORDING, [Html(beside)])
    return [html.unescape(re.sub("<[^<>]*>", "", line)) for line in lines]


def test_each_message_has_a_line() -> None:
    """A line is a number, who, when, and the first words on one line, cut off where they are many."""
    long = said(2, "We should\nask <b>three</b> firms & " + "x" * 100)
    assert shown(said(1), long) == [
        "1. Cllr Ann Harrow, 19:01: Yes.",
        "2. Cllr Ann Harrow, 19:02: " + "We should ask <b>three</b> firms & ".ljust(WORDS - 1, "x") + "…",
    ]


def test_a_conversation_over_days_tells_the_day() -> None:
    """Where not all was said on one day each line has its day."""
    later = said(2, sent_at=EVENING + timedelta(days=1))
    assert shown(said(1), later) == [
        "1. Cllr Ann Harrow, Tue 10 Mar 2026, 19:01: Yes.",
        "2. Cllr Ann Harrow, Wed 11 Mar 2026, 19:00: Yes.",
    ]


def test_an_album_is_one_line_and_what_has_no_words_is_named() -> None:
    """Items of an album share a line; a file is told by its name; what is quoted stands before no words."""
    photo = Attachment("photo", "f", "u")
    album = [said(n, text, album_id="a", attachments=(photo,)) for n, text in ((1, "The wall"), (2, ""))]
    paper = said(3, "", attachments=(replace(photo, name="quote.pdf"),))
    assert shown(*album, paper, said(4, "Yes", quote="Shall we?")) == [
        "1. Cllr Ann Harrow, 19:01: The wall 📎 photo 📎 photo",
        "2. Cllr Ann Harrow, 19:03: 📎 quote.pdf",
        "3. Cllr Ann Harrow, 19:04: Yes",
    ]


def test_what_is_not_to_be_told_has_no_words() -> None:
    """Of a message whose words are not shown there is who and when; one item keeps an album's words back."""
    album = [said(n, "Secret", album_id="a") for n in (1, 2)]
    assert shown(*album, said(3), untold=frozenset({(-5, 2)})) == [
        "1. Cllr Ann Harrow, 19:01",
        "2. Cllr Ann Harrow, 19:03: Yes.",
    ]


def test_where_not_all_fit_those_in_the_middle_are_counted() -> None:
    """Of fifty long messages those from both ends are shown under their numbers, the others counted."""
    lines = shown(*(said(n, "word " * 50) for n in range(1, AT_MOST + 1)), beside="x" * 1_000)
    [place] = [place for place, line in enumerate(lines) if line.startswith("… and ")]
    numbers = [int(line.partition(".")[0]) for line in lines if line[0].isdigit()]
    left_out = int(lines[place].split()[2])
    assert len(numbers) + left_out == AT_MOST
    assert numbers == [*range(1, place + 1), *range(place + 1 + left_out, AT_MOST + 1)]
    assert place >= 10


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=129), st.text(max_size=200)), min_size=1, max_size=AT_MOST),
    st.integers(0, 1_500),
)
def test_a_question_always_fits_one_message(talk: list[tuple[str, str]], beside: int) -> None:
    """Whatever was said, by whomever, the question is within 4,096 UTF-16 units; first and last are there."""
    taken = [said(n, text, name) for n, (name, text) in enumerate(talk, start=1)]
    lines = shown(*taken, beside="x" * beside)
    assert len("\n".join(lines).encode("utf-16-le")) // 2 + beside <= 4_096
    assert lines[0].startswith("1. ")
    assert lines[-1].startswith(f"{len(talk)}. ")
    assert not any("\n" in line for line in lines)


def test_signs_of_two_units_are_counted_as_two() -> None:
    """Telegram counts an emoji as two; fifty lines of them fit one message too."""
    lines = shown(*(said(n, "🪓" * 200, "🪓" * NAME) for n in range(1, AT_MOST + 1)))
    assert len("\n".join(lines).encode("utf-16-le")) // 2 <= 4_096
    assert lines[-1].startswith("50. ")
