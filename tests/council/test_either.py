"""`fence or hedge`: either will do, with the filters that stand beside them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from minutebook.council.either import WAYS
from minutebook.council.find_words import parse_query
from minutebook.council.finding import Field, Query, Term
from minutebook.council.highlighting import says
from minutebook.council.terms import queries

NOW = datetime(2026, 12, 8, 12, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


def asked(typed: str) -> Query:
    """What is asked for."""
    return parse_query(typed, NOW, LONDON)


def words(query: Query) -> list[list[str]]:
    """The words of each alternative."""
    return [[term.text for term in way.words] for way in query.ways]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("fence | hedge", [["fence"], ["hedge"]]),
        ("fence|hedge", [["fence"], ["hedge"]]),
        ("fence OR old hedge", [["fence"], ["old", "hedge"]]),
        ("“fence or hedge”", [["fence or hedge"]]),
        ("“green gate” or swing", [["green gate"], ["swing"]]),
        ("fence or", [["fence"]]),
        ("| fence", [["fence"]]),
        ("or", [["or"]]),
        ("orchard fork", [["orchard", "fork"]]),
        ("fence or ??? or hedge", [["fence"], ["hedge"]]),
    ],
)
def test_a_bar_and_the_word_or_stand_between_alternatives(typed: str, expected: list[list[str]]) -> None:
    """Outside quotes either joins two searches; where one side is nothing, it is the other alone."""
    assert words(asked(typed)) == expected


def test_filters_hold_for_every_alternative_that_has_words() -> None:
    """Who, which class, when and what is left out stand once and are meant for both."""
    query = asked("fence or hedge from:ann after:2026-03 held:yes -wall")
    assert words(query) == [["fence"], ["hedge"]]
    for way in query.ways:
        assert Term("ann", Field.FROM) in way.wanted
        assert way.since == query.since is not None
        assert way.held is True
        assert way.without == (Term("wall"),)


def test_an_alternative_keeps_its_own_filters() -> None:
    """Where each side names its own, each has its own; filters alone are an alternative by themselves."""
    first, second = asked("fence from:ann | hedge from:tom").ways
    assert Term("ann", Field.FROM) in first.wanted
    assert Term("ann", Field.FROM) not in second.wanted
    alone, plain = asked("from:ann or wall").ways
    assert alone.wanted == (Term("ann", Field.FROM),)
    assert plain.wanted == (Term("wall"),)


def test_a_search_of_many_alternatives_is_read_all_the_same() -> None:
    """There is a most of them; the last takes in what follows."""
    assert len(asked(" or ".join(f"w{number}" for number in range(40))).ways) == WAYS


def test_a_request_takes_alternatives_joined_by_or_too() -> None:
    """A search for a request reads `or` as `/find` does, and takes the wider reading of each."""
    found = [query.words for query in queries("fence or hedge | wall", NOW, LONDON)]
    assert found == [(Term(word, beginning=True),) for word in ("fence", "hedge", "wall")]


def test_a_message_that_has_one_of_them_is_one_it_finds() -> None:
    """Either of the words is enough for what is on no record as well."""
    assert says(asked("fence or hedge"), "The hedge is cut.", "Ann")
    assert not says(asked("fence or hedge"), "The wall is down.", "Ann")
