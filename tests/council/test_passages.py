"""Words are found as a reader would find them."""

import pytest

from minutebook.council.passages import broken_off, occurrences


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Ann Smith is off sick.", "ann smith", ["Ann Smith"]),
        ("Ann  Smith,\nsays ANN SMITH", "Ann Smith", ["Ann  Smith", "ANN SMITH"]),
        ("ann_smith-2.pdf", "Ann Smith", ["ann_smith"]),
        ("It is £30,000 a year", "£30,000", ["£30,000"]),
        ("Ring 07700 900123 now", "07700900123", ["07700 900123"]),
        ("José’s café", "Jose's cafe", ["José’s café"]),
        ("Jose\u0301 came", "José", ["Jose\u0301"]),
        ("the ﬁne", "fine", ["ﬁne"]),
        ("the annual meeting", "Ann", []),
        ("Ann's wall", "Ann", ["Ann"]),
        ("I 👍 that", "👍", ["👍"]),
        ("aa aa aa", "aa aa", ["aa aa", "aa aa"]),
        ("anything", "  ", []),
        ("", "words", []),
    ],
)
def test_a_passage_is_found_whatever_its_case_accents_and_spaces(
    text: str, words: str, found: list[str]
) -> None:
    """Case, accents, spaces and punctuation between words tell no passage from another; word ends do."""
    assert [text[begins:ends] for begins, ends in occurrences(text, words)] == found


def test_long_words_are_found_inside_others_where_they_must_not_show() -> None:
    """What is to be covered is covered inside a longer word too, unless it is as short as a first name."""
    assert occurrences("hendersons_quote", "Henderson", whole=False) == ((0, 9),)
    assert occurrences("hendersons_quote", "Henderson") == ()
    assert occurrences("annual", "Ann", whole=False) == ()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ann Smith is off sick", ""),
        ("off sick", ""),
        ("She said that Ann Smith is o…", "She said that "),
        ("…off sick, poor soul", ", poor soul"),
        ("Nothing of it", "Nothing of it"),
    ],
)
def test_a_passage_is_known_where_a_text_breaks_off_inside_it(text: str, left: str) -> None:
    """A quotation of a part of a passage, or an excerpt that is cut within it, is known for a part of it."""
    covered = broken_off(text, "Ann Smith is off sick")
    assert "".join(c for at, c in enumerate(text) if not any(a <= at < b for a, b in covered)) == left
