"""What a search found, as a clerk reads it."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.finding import Query, Term
from minutebook.council.wording import load_wording
from minutebook.reports.found import FoundPage, found
from reports.material import ZONE, record

WORDING = load_wording()

BENCH = Query((Term("bench"),))


def page(numbers: range, total: int, skip: int, *, more: bool = False, text: str = "") -> FoundPage:
    """A page of records."""
    records = [record(text or "word " * 100, number=number) for number in numbers]
    texts = {item.id: (item.text, "", "") for item in records}
    return FoundPage(records, texts, skip, total, more)


def test_a_page_says_which_of_how_many_it_shows() -> None:
    """A page of finds says how many there are, which it shows, and the beginning of each."""
    text = str(found(page(range(6, 11), 37, 5), BENCH, ZONE, WORDING))
    assert text.startswith("6–10 of 37\n")
    assert "<b>2026/0006</b> Cllr Ann Harrow, Tue 10 Mar 2026, 19:00" in text
    assert len(text) < 1_600


def test_one_is_one_and_all_are_so_many() -> None:
    """A single find is not called “1 records”; all of several are “2 records”; the last of six is “6 of 6”."""
    assert found(page(range(1, 2), 1, 0), BENCH, ZONE, WORDING).startswith("One record\n")
    assert found(page(range(1, 3), 2, 0), BENCH, ZONE, WORDING).startswith("2 records\n")
    assert found(page(range(1, 2), 6, 5), BENCH, ZONE, WORDING).startswith("6 of 6\n")


def test_more_than_is_counted_is_called_so_and_the_last_page_says_how_to_narrow() -> None:
    """Above the limit of counting it is “more than 1,000”; where the pages end, it says what to add."""
    first = found(page(range(1, 6), 1_000, 0, more=True), BENCH, ZONE, WORDING)
    assert first.startswith("1–5 of more than 1,000\n")
    assert "go no further" not in first
    last = found(page(range(1, 6), 1_000, 995, more=True), BENCH, ZONE, WORDING)
    assert last.startswith("996–1000 of more than 1,000\n")
    assert "go no further than the newest 1,000" in last


def test_the_words_looked_for_are_bold_and_the_rest_is_escaped() -> None:
    """What was looked for stands in bold, wherever it is, and no sign of the text becomes markup."""
    text = found(page(range(1, 2), 1, 0, text="<b>The</b> BENCH & " + "x " * 200), BENCH, ZONE, WORDING)
    assert "&lt;b&gt;The&lt;/b&gt; <b>BENCH</b> &amp; x" in text


def test_a_find_in_what_else_it_says_shows_that() -> None:
    """Where the words stand in a file's name, an earlier version or the note, that is what is shown."""
    one = page(range(1, 2), 1, 0)
    key = one.records[0].id
    named = replace(one, texts={key: (one.records[0].text, "", "green-bench.pdf")})
    assert "green-<b>bench</b>.pdf" in found(named, BENCH, ZONE, WORDING)
    noted = replace(one, records=[replace(one.records[0], note="about the bench")])
    assert "about the <b>bench</b>" in found(noted, BENCH, ZONE, WORDING)


def test_a_find_in_what_a_message_answers_says_whose_words_they_are() -> None:
    """Words found only in the message that was answered stand under the name of who said them, not of its author."""
    one = page(range(1, 2), 1, 0, text="Agreed.")
    answer = replace(one.records[0], reply_text="A new bench?", reply_sender="Cllr Tom Briggs")
    shown = replace(one, records=[answer], texts={answer.id: (answer.text, "\nA new bench?\n", "")})
    assert "In answer to Cllr Tom Briggs: “A new <b>bench</b>?”" in found(shown, BENCH, ZONE, WORDING)
    shown = replace(shown, texts={answer.id: ("The bench? Agreed.", "\nA new bench?\n", "")})
    assert "The <b>bench</b>? Agreed." in found(shown, BENCH, ZONE, WORDING)


def test_dates_are_told_as_understood() -> None:
    """The days that were searched are told in words, both included."""
    days = [
        ((date(2026, 1, 1), date(2026, 6, 30)), "Said from 1 January 2026 to 30 June 2026"),
        ((date(2026, 1, 1), None), "Said from 1 January 2026 on"),
        ((None, date(2026, 6, 30)), "Said up to 30 June 2026"),
    ]
    for asked, told in days:
        query = replace(BENCH, days=asked)
        assert told in found(page(range(1, 2), 1, 0), query, ZONE, WORDING)


@given(st.text(max_size=300), st.text(max_size=20))
def test_any_text_gives_whole_markup(text: str, word: str) -> None:
    """Whatever a record says and whatever is looked for, bold opens and closes, and nothing else is markup."""
    shown = str(found(page(range(1, 2), 1, 0, text=text), Query((Term(word),)), ZONE, WORDING))
    assert shown.count("<b>") == shown.count("</b>")
    assert shown.count("<") == 2 * shown.count("<b>") + 2 * shown.count("<i>")
