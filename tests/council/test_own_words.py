"""Reading /words as it is typed: with any quotes or none, with commas, in any case; what is wrong is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.concerns import Concern, Label, Subject
from minutebook.council.errors import TeachingError
from minutebook.council.own_words import Add, Remove, Show, label_names, parse_words
from minutebook.council.wording import load_wording

NAMES = label_names(load_wording())
PAIRS = ['""', "“”", "„“", "”“", "''", "‘’", "``", "«»"]
WORD = st.from_regex(r"[a-z0-9£&]{1,8}(?:['’][a-z]{1,4})?", fullmatch=True)
PHRASE = st.lists(WORD, min_size=1, max_size=4).map(" ".join).filter(lambda text: 2 <= len(text) <= 60)


def straight(phrase: str) -> str:
    """A phrase as it is kept."""
    return phrase.replace("’", "'")


@given(PHRASE, st.sampled_from(PAIRS), st.sampled_from(["add staffing", "ADD  Staffing", "add staffing:"]))
def test_quotes_of_any_kind_are_taken(phrase: str, pair: str, before: str) -> None:
    """Straight, curly, low and angled quotes all enclose a phrase, whatever apostrophes are in it."""
    said = f"{before} {pair[0]}{phrase.upper()}{pair[1]}"
    assert parse_words(said, NAMES) == Add(Concern.STAFFING, (straight(phrase),))


@given(PHRASE)
def test_quotes_may_be_left_out(phrase: str) -> None:
    """Without quotes all that follows is the phrase."""
    assert parse_words(f"ignore {phrase}", NAMES) == Add(None, (straight(phrase),))
    assert parse_words(f"remove {phrase}", NAMES) == Remove((straight(phrase),))


@given(st.lists(PHRASE, min_size=1, max_size=4, unique_by=straight), st.sampled_from([*PAIRS, ""]))
def test_several_have_commas_between_them(phrases: list[str], pair: str) -> None:
    """A list is read phrase by phrase, in quotes or without."""
    first, last = (pair[0], pair[1]) if pair else ("", "")
    said = ", ".join(f"{first}{phrase}{last}" for phrase in phrases)
    assert parse_words(f"add finance {said}", NAMES) == Add(
        Subject.FINANCE, tuple(straight(phrase) for phrase in phrases)
    )


@given(st.text(max_size=120))
def test_nothing_typed_breaks_it(said: str) -> None:
    """Whatever is typed is understood or named as wrong, and what is kept is 2 to 60 characters in lower case."""
    for words in (said, f"add staffing {said}", f"ignore {said}", f'remove "{said}"'):
        try:
            asked = parse_words(words, NAMES)
        except TeachingError:
            continue
        phrases = () if isinstance(asked, Show) else asked.phrases
        for phrase in phrases:
            assert 2 <= len(phrase) <= 60
            assert phrase == " ".join(phrase.lower().split())


def test_a_comma_in_quotes_parts_nothing() -> None:
    """What stands in quotes is one phrase; the same phrase twice is once."""
    assert parse_words('ignore "agreed, minutes", "Agreed, minutes"; other', NAMES) == Add(
        None, ("agreed, minutes", "other")
    )


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("personal_data", Concern.PERSONAL_DATA),
        ("personal data", Concern.PERSONAL_DATA),
        ("personal-data", Concern.PERSONAL_DATA),
        ("personal details", Concern.PERSONAL_DATA),
        ("mind made up beforehand", Concern.PREDETERMINATION),
        ("council business", Subject.BUSINESS),
        ("FOI", Subject.FOI),
        ("information request", Subject.FOI),
    ],
)
def test_a_kind_goes_by_its_name_and_by_plain_words(name: str, label: Label) -> None:
    """The guide's names are taken, and the words the bot itself says for them."""
    assert parse_words(f"add {name} “the warden”", NAMES) == Add(label, ("the warden",))


def test_every_kind_can_be_given() -> None:
    """No label is without a name."""
    assert set(NAMES.values()) == {*Concern, *Subject}


def test_nothing_asks_for_the_list() -> None:
    """/words alone shows it."""
    assert parse_words("  ", NAMES) == Show()


def test_removing_may_name_the_kind() -> None:
    """A kind before the quote is understood when a phrase is removed."""
    for before in ("staffing ", "ignored ", ""):
        assert parse_words(f'remove {before}"HR panel"', NAMES) == Remove(("hr panel",))


@pytest.mark.parametrize(
    ("said", "problem", "part"),
    [
        ("teach me", "how", "teach"),
        ("add", "how", "add"),
        ("add gossip “HR panel”", "label", "gossip"),
        ("add staffing", "nothing", ""),
        ("ignore", "nothing", ""),
        ("remove , ;", "nothing", ""),
        ("add staffing x", "short", "x"),
        ("add staffing “”", "short", ""),
        (f"ignore {'a' * 61}", "long", "a" * 61),
    ],
)
def test_what_is_wrong_is_named(said: str, problem: str, part: str) -> None:
    """What cannot be understood says which part and why."""
    with pytest.raises(TeachingError) as raised:
        parse_words(said, NAMES)
    assert (raised.value.problem, raised.value.said) == (problem, part)
