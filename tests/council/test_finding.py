"""What a clerk types after /find: any text is a search, and what is no filter is a word."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.find_words import MOST, parse_query
from minutebook.council.finding import Field, Query, Term
from minutebook.council.highlighting import places, says, snippet
from minutebook.council.records import Reference
from minutebook.council.spans import Span, span_of

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 6, 10, 23, 30, tzinfo=UTC)  # half past midnight of the eleventh in London
TODAY = date(2026, 6, 11)


def asked(typed: str) -> Query:
    """What is asked for."""
    return parse_query(typed, NOW, LONDON)


WORDS = {
    "bench hendersons": [Term("bench"), Term("hendersons")],
    '"green gate" bench': [Term("green gate"), Term("bench")],
    "“green gate”": [Term("green gate")],
    "„green gate“ wall": [Term("green gate"), Term("wall")],
    '"green gate': [Term('"green'), Term("gate")],
    "fenc*": [Term("fenc", beginning=True)],
    '"green ga"*': [Term("green ga", beginning=True)],
    "f* *": [Term("f")],
    "(wall, gate)": [Term("(wall"), Term("gate")],
    "£4,200?": [Term("£4,200")],
    "15:30 https://x.uk": [Term("15:30"), Term("https://x.uk")],
    "note:bench": [Term("note:bench")],
    'note:"green gate"': [Term("note green gate")],
    "from:ann": [Term("ann", Field.FROM)],
    "FROM:@ann": [Term("ann", Field.FROM)],
    'by:"Ann Harrow" from: ann': [Term("Ann Harrow", Field.FROM), Term("ann", Field.FROM)],
    "kind:decision kind:Personal-Data": [Term("decision", Field.KIND), Term("personaldata", Field.KIND)],
    'kind:"personal data"': [Term("personaldata", Field.KIND)],
    "class:finance": [Term("finance", Field.CLASS, beginning=True)],
    "has:files has:Photo": [Term("file", Field.HAS), Term("photo", Field.HAS)],
    "??? “” * -": [],
    "from: kind:": [],
}


@pytest.mark.parametrize("typed", WORDS)
def test_words_phrases_beginnings_and_filters(typed: str) -> None:
    """Each form is read as meant, with curly quotes and with quotes that do not balance."""
    assert list(asked(typed).wanted) == WORDS[typed]
    assert asked(typed).odd == ()


def test_what_is_left_out() -> None:
    """A dash before a word, a phrase or a filter leaves it out, whatever dash a telephone makes of it."""
    query = asked('bench -wall –"green gate" —from:ann co-op')
    assert query.wanted == (Term("bench"), Term("co-op"))
    assert query.without == (Term("wall"), Term("green gate"), Term("ann", Field.FROM))
    assert asked("-wall").empty


def test_the_other_filters() -> None:
    """Holds, the year of a reference and a reference are told apart."""
    assert asked("held:yes").held is True
    assert asked("held:no").held is asked("-held:yes").held is False
    assert asked("ref:2026").year == 2026
    assert asked("ref:2026/0042").reference == asked("ref:42").reference == Reference(2026, 42)


@pytest.mark.parametrize(
    "typed", ["after:yesterweek", "kind:wibble", "has:dog", "held:maybe", "ref:x", "on:31/2/26"]
)
def test_a_value_that_is_not_understood_is_looked_for_and_told(typed: str) -> None:
    """A filter with a value nobody understands is words, and the clerk is told."""
    query = asked(typed)
    assert query.odd == (typed,)
    assert query.wanted == (Term(typed),)


SPANS = {
    "2026": (date(2026, 1, 1), date(2026, 12, 31)),
    "2026-02": (date(2026, 2, 1), date(2026, 2, 28)),
    "2024/2": (date(2024, 2, 1), date(2024, 2, 29)),
    "2026-06-30": (date(2026, 6, 30), date(2026, 6, 30)),
    "1/6/26": (date(2026, 6, 1), date(2026, 6, 1)),
    "01.06.2026": (date(2026, 6, 1), date(2026, 6, 1)),
    "1/6": (date(2026, 6, 1), date(2026, 6, 1)),
    "1/7": (date(2025, 7, 1), date(2025, 7, 1)),
    "06/2026": (date(2026, 6, 1), date(2026, 6, 30)),
    "June 2026": (date(2026, 6, 1), date(2026, 6, 30)),
    "june-26": (date(2026, 6, 1), date(2026, 6, 30)),
    "Sept": (date(2025, 9, 1), date(2025, 9, 30)),
    "June": (date(2026, 6, 1), date(2026, 6, 30)),
    "1st June 2026": (date(2026, 6, 1), date(2026, 6, 1)),
    "29 feb": (date(2024, 2, 29), date(2024, 2, 29)),
    "today": (TODAY, TODAY),
    "yesterday": (date(2026, 6, 10), date(2026, 6, 10)),
}


@pytest.mark.parametrize("text", SPANS)
def test_days_months_and_years(text: str) -> None:
    """Dates are read as people in Britain write them; without a year the latest that has begun is meant."""
    assert span_of(text, TODAY) == Span(*SPANS[text])


@given(st.text(max_size=20) | st.from_regex(r"[0-9]{1,4}[-/. ][0-9]{1,4}([-/. ][0-9]{1,4})?"))
def test_no_text_is_too_odd_for_a_date(text: str) -> None:
    """Whatever is typed names days in order, or none."""
    span = span_of(text, TODAY)
    assert span is None or span.first <= span.last


def test_a_period_includes_both_its_ends_in_the_councils_days() -> None:
    """after: begins with the first midnight of the council's, before: ends with the last."""
    query = asked("after:2026-01 before:2026-06-30")
    assert query.days == (date(2026, 1, 1), date(2026, 6, 30))
    assert query.since == datetime(2026, 1, 1, tzinfo=UTC)
    assert query.until == datetime(2026, 6, 30, 23, tzinfo=UTC)
    for typed in ("on:june 2026", "after: 1 June 2026 before:30 June 2026", "since:1/6/26 until:30.6.26"):
        assert asked(typed).days == (date(2026, 6, 1), date(2026, 6, 30)), typed
    assert asked("after:June bench").wanted == (Term("bench"),)


@given(st.text(max_size=400))
def test_any_text_is_a_search(typed: str) -> None:
    """Nothing that can be typed raises, and no search has more terms than its limit."""
    query = asked(typed)
    assert len(query.wanted) + len(query.without) <= MOST
    for term in (*query.wanted, *query.without):
        assert any(sign.isalnum() for sign in term.text)
        assert "\0" not in term.text


def test_words_are_found_without_case_and_accents() -> None:
    """Welsh and other accents are folded both ways, composed or not; a phrase is its words side by side."""
    text = "Y tŷ a'r w\u0302yl: the CAFÉ’s green gates"
    assert [text[a:b] for a, b in places([Term("ty"), Term("ŵyl"), Term("cafe")], text)] == [
        "tŷ",
        "w\u0302yl",
        "CAFÉ",
    ]
    assert places([Term("green gate")], text) == []
    assert [text[a:b] for a, b in places([Term("green gate", beginning=True)], text)] == ["green", "gates"]


def test_a_search_is_made_of_what_is_not_on_the_record_too() -> None:
    """Words and from: apply to any text; a filter of the record's own does not fit it."""
    assert says(asked('bench from:ann -"green gate"'), "the bench", "Ann Harrow ann")
    assert not says(asked("bench -gate"), "the bench by the gate", "Ann")
    assert not says(asked("bench class:finance"), "the bench", "Ann")


@given(st.text(max_size=300), st.text(min_size=1, max_size=8), st.integers(8, 60))
def test_a_snippet_is_a_stretch_of_the_text(text: str, word: str, limit: int) -> None:
    """A snippet is words of the text in order, no longer than asked but for its two ellipses."""
    pieces = snippet([Term(word)], text, limit)
    whole = "".join(piece.text for piece in pieces)
    assert len(whole) <= limit + 2
    line = " ".join(text.split())
    assert whole.removeprefix("…").removesuffix("…") in line or whole in line


def test_a_snippet_shows_what_was_found() -> None:
    """Of a long text the stretch with the words is shown, with an ellipsis where it was cut."""
    pieces = snippet([Term("bench")], "word " * 100 + "the green bench by the pond " + "word " * 100, 60)
    assert [piece.text for piece in pieces if piece.found] == ["bench"]
    assert pieces[0].text == pieces[-1].text == "…"
