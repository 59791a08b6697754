"""What is shown of a text cuts no sign that a reader sees as one, and begins and ends with something said."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.clusters import NOWHERE, shortened, telling

FAMILY = "👩‍👩‍👧"
SIGNS = st.sampled_from(
    [
        *"ab£?,;-—. \n\u00a0\u200b",
        "e\u0301",
        "👍🏽",
        "✅\ufe0f",
        FAMILY,
        "🇬🇧",
        "🏴\U000e0067\U000e007f",
        "1\ufe0f\u20e3",
    ]
)


@given(st.lists(SIGNS, max_size=12), st.integers(-1, 30), st.integers(-1, 30))
def test_a_stretch_is_whole_signs_without_blanks_at_its_ends(signs: list[str], start: int, end: int) -> None:
    """Whatever stretch is asked for, that shown lies in the text, on the borders of its signs, and says something."""
    text = "".join(signs)
    first, last = telling(text, start, end)
    borders = {sum(len(sign) for sign in signs[:number]) for number in range(len(signs) + 1)}
    assert 0 <= first <= last <= len(text)
    if (first, last) == NOWHERE:
        return
    # Two flags' letters in a row may be counted otherwise only where the text breaks them, which none here does.
    assert {first, last} <= borders
    words = text[first:last]
    assert words == words.strip("\u200b ,;—-\n\u00a0")
    assert any(unicodedata.category(sign)[0] in "LNSM" for sign in words)
    assert telling(text, first, last) == (first, last)


@given(st.text(max_size=40), st.integers(-1, 45), st.integers(-1, 45))
def test_any_text_gives_a_stretch_of_itself(text: str, start: int, end: int) -> None:
    """A stretch of any text lies in it, begins with no mark that belongs to what is before it, and has no blank ends."""
    first, last = telling(text, start, end)
    assert 0 <= first <= last <= len(text)
    words = text[first:last]
    assert words == words.strip()
    if first:
        assert not unicodedata.category(text[first]).startswith("M")
    if 0 < last < len(text):
        assert not unicodedata.category(text[last]).startswith("M")


@pytest.mark.parametrize(
    ("text", "start", "end", "shown"),
    [
        ("👍🏽", 0, 1, "👍🏽"),
        ("OK 👌🏿 then", 0, 4, "OK 👌🏿"),
        ("✅\ufe0f", 0, 1, "✅\ufe0f"),
        (f"{FAMILY}!", 2, 3, FAMILY),
        ("🇬🇧🇮🇪", 1, 2, "🇬🇧"),
        ("pay £1,200 now", 4, 11, "£1,200"),
        ("agreed, pay", 0, 7, "agreed"),
        (",", 0, 1, ""),
        (" — ", 0, 3, ""),
        ("", 0, 5, ""),
    ],
)
def test_a_stretch_as_it_is_shown(text: str, start: int, end: int, shown: str) -> None:
    """A cut emoji is made whole; blanks, commas and dashes at the ends go; bare punctuation is no words."""
    assert text[slice(*telling(text, start, end))] == shown


@given(st.lists(SIGNS, max_size=30), st.integers(2, 20))
def test_what_is_shortened_is_no_longer_than_it_may_be(signs: list[str], limit: int) -> None:
    """Shortened words stand on one line, at most so long, and say where they were cut."""
    line = " ".join("".join(signs).split())
    short = shortened("".join(signs), limit)
    assert len(short) <= limit
    assert short == line or (short.endswith("…") and line.startswith(short[:-1]))


def test_words_are_cut_between_words_and_never_in_a_sign() -> None:
    """A long stretch ends with a whole word, one long word with a whole sign."""
    assert shortened("go with\nHendersons of Wexcombe", 20) == "go with Hendersons…"
    assert shortened("a" * 5 + "👍🏽" * 5, 8) == "aaaaa👍🏽…"
    assert shortened("a" * 6 + "👍🏽" * 5, 8) == "aaaaaa…"
