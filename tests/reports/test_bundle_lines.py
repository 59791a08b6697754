"""Breaking text into lines for a bundle's PDF."""

from hypothesis import given
from hypothesis import strategies as st

from minutebook.reports.bundle.measuring import Ruler


def ruler() -> Ruler:
    """A ruler by which every character is a hundred wide, and an m twice that."""
    return Ruler(lambda sign: 200 if sign == "m" else 100)


def test_lines_break_at_spaces() -> None:
    """A line takes the words that fit; a line break of the text stays one."""
    assert ruler().lines("one two three\n\nfour", 700) == ["one two", "three", "", "four"]


def test_a_word_that_is_too_wide_is_cut() -> None:
    """An address without spaces goes on in the next line, and what follows it on the line it ends in."""
    assert ruler().lines("see aaaaaaaaaaaa b", 500) == ["see", "aaaaa", "aaaaa", "aa b"]


@given(st.text(st.sampled_from("am \n"), max_size=80), st.integers(200, 2_000))
def test_no_line_is_wider_than_there_is_room_and_nothing_is_lost(text: str, room: int) -> None:
    """Whatever the text, every line fits and every letter is there, in order."""
    lines = ruler().lines(text, room)
    # Spaces alone may stand out: nobody sees them.
    assert all(ruler().width(line.strip(" ")) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
