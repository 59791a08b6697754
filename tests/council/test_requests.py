"""What a clerk types about a request for information, and what is searched for it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.messages import Attachment, Message, Sender
from minutebook.council.requests import Opening, RequestError, parse_day, parse_opening, title_terms
from minutebook.council.terms import matches, queries
from minutebook.council.working_days import Kind

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            "foi “The hedge contract” received 2026-11-18",
            Opening(Kind.FOI, "The hedge contract", date(2026, 11, 18)),
        ),
        ('"The hedge contract"', Opening(Kind.FOI, "The hedge contract", TODAY)),
        (
            "eir 'Trees on the green', received 18 Nov",
            Opening(Kind.EIR, "Trees on the green", date(2026, 11, 18)),
        ),
        ("SAR: “My data” received yesterday", Opening(Kind.SAR, "My data", date(2026, 11, 19))),
        ("quietly sar “My data”", Opening(Kind.SAR, "My data", TODAY, True)),
        ("sar “My data” received 18/11/2026 quietly", Opening(Kind.SAR, "My data", date(2026, 11, 18), True)),
        (
            "hedge contract received on 1 December 2025",
            Opening(Kind.FOI, "hedge contract", date(2025, 12, 1)),
        ),
        ("“Letters received from Highways”", Opening(Kind.FOI, "Letters received from Highways", TODAY)),
        ('gdpr "tender"', Opening(Kind.FOI, 'gdpr "tender"', TODAY)),
        ("“hedge contract", Opening(Kind.FOI, "hedge contract", TODAY)),
        ("subject access “My data”", Opening(Kind.SAR, "My data", TODAY)),
        ("Subject access request: “My data”", Opening(Kind.SAR, "My data", TODAY)),
        ("environmental information “Trees”", Opening(Kind.EIR, "Trees", TODAY)),
        (
            "environmental impact of the car park",
            Opening(Kind.FOI, "environmental impact of the car park", TODAY),
        ),
        ("letters received from Highways", Opening(Kind.FOI, "letters received from Highways", TODAY)),
    ],
)
def test_an_opening_is_read_as_it_is_meant(typed: str, expected: Opening) -> None:
    """Kind, title in whatever quotes or none, day of receipt and `quietly` come in the order people write them."""
    assert parse_opening(typed, TODAY) == expected


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "title"),
        ("foi", "title"),
        ("foi “…”", "title"),
        ("“Hedges” received the other day", "day"),
        ("“Hedges” received November 2026", "day"),
        ("“Hedges” received 21 Nov 2026", "ahead"),
        ("“Hedges” received 18 Nov 2024", "ago"),
        ("“Hedges” received 25 Dec", "year"),
    ],
)
def test_an_opening_that_cannot_be_is_refused(typed: str, problem: str) -> None:
    """What is wrong is named, so that the clerk can be told how to put it right."""
    with pytest.raises(RequestError) as caught:
        parse_opening(typed, TODAY)
    assert caught.value.problem == problem


@given(st.text(max_size=400))
def test_whatever_is_typed_is_an_opening_or_is_refused(typed: str) -> None:
    """No text breaks the parser, and no title is empty or too long to keep."""
    try:
        found = parse_opening(typed, TODAY)
    except RequestError:
        return
    assert 0 < len(found.title) <= 300
    assert found.received <= TODAY


def test_a_day_without_a_year_is_the_last_such() -> None:
    """December, said in January, is last year's; said in November, the year is asked for."""
    assert parse_day("24 Dec", date(2026, 1, 10)) == date(2025, 12, 24)
    with pytest.raises(RequestError) as caught:
        parse_day("24 Dec", TODAY)
    assert caught.value.problem == "year"
    assert parse_day("24 Dec 2025", TODAY) == date(2025, 12, 24)


@pytest.mark.parametrize(
    ("title", "terms"),
    [
        ("All emails and messages about Hendersons’ fence quotes", ("henderson*", "fence*", "quote*")),
        ("Copies of correspondence between the council and Cllr Harrow", ("harrow*",)),
        ("Policies on the allotments, 2026", ("polic*", "allotment*")),
        ("Everything about the council", ("everything*", "about*", "the*", "council*")),
    ],
)
def test_a_title_is_searched_for_by_its_telling_words(title: str, terms: tuple[str, ...]) -> None:
    """Words of every request are left out, the rest are beginnings; where nothing else is there they are all taken."""
    assert title_terms(title) == terms


def said(text: str, name: str = "Cllr Ann Harrow", **more: object) -> Message:
    """A message in the group."""
    return Message(-1, 1, Sender(7, name, "ann_harrow"), NOW, text, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("hedge", "The hedges are high", True),
        ("hedge fence", "The hedges are high", False),
        ("hedge | fence", "A fence is cheaper", True),
        ('"fence is cheap"', "A fence is cheap, they say", True),
        ('"cheap fence"', "A fence is cheap", False),
        ("fence -cheap", "A fence is cheap", False),
        ("café", "Meet at the CAFE", True),
        ("from:harrow fence", "A fence", True),
        ("from:briggs fence", "A fence", False),
        ("hendersons*", "Hendersons’ men", True),
        ("fence after:2026-12-01", "A fence", False),
        ("fence before:2026-12-01", "A fence", True),
        ("held:yes fence", "A fence", False),
    ],
)
def test_a_message_on_no_record_is_found_by_the_same_words(words: str, text: str, found: bool) -> None:
    """What `/find` takes is looked for in the short memory too, in any version; a bar stands between alternatives."""
    message = said(text)
    assert any(matches(query, [message], ()) for query in queries(words, NOW, ZONE)) is found
    edited = [message, said("Something else")]
    assert any(matches(query, edited, ()) for query in queries(words, NOW, ZONE)) is found


def test_file_names_and_polls_are_searched() -> None:
    """A message is found by the name of its file, and by having one."""
    plan = said("", attachments=(Attachment("document", "f", "u", "fence plan.pdf"),))
    assert all(
        any(matches(query, [plan]) for query in queries(words, NOW, ZONE))
        for words in ("fence", "has:file plan")
    )


@given(words=st.text(max_size=200), text=st.text(max_size=200))
def test_no_search_breaks(words: str, text: str) -> None:
    """Whatever is typed can be looked for in whatever was said."""
    for query in queries(words, NOW, ZONE):
        matches(query, [said(text)])
