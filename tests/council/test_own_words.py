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
PHRASE = (
    st.lists(WORD, min_size=1, max_size=4)
    .map(" ".join)
    .filter(lambda text: 2 <= len(text) <= 60 and any(sign.isalnum() for sign in text) and text[0] != "&")
)


def straight(phrase: str) -> str:
    """A phrase as it is kept."""
    return phrase.replace("’", "'")


@given(PHRASE, st.sampled_from(PAIRS), st.sampled_from(["add staffing", "ADD  Staffing", "add staffing:"]))
def test_quotes_of_any_kind_are_taken(phrase: str, pair: str, before: str) -> None:
    """Straight, curly, low and angled quotes all enclose a phrase, whatever apostrophes are in it."""
    said = f"{before} {pair[0]}{phrase.upper()}{pair[1]}"
    assert parse_words(said, NAMES) == Add((Concern.STAFFING,), (straight(phrase),))


@given(PHRASE)
def test_quotes_may_be_left_out(phrase: str) -> None:
    """Without quotes all that follows is the phrase."""
    assert parse_words(f"ignore {phrase}", NAMES) == Add((), (straight(phrase),))
    removed = parse_words(f"remove {phrase}", NAMES)
    assert isinstance(removed, Remove)
    assert removed.phrases == (straight(phrase),)


@given(st.lists(PHRASE, min_size=1, max_size=4, unique_by=straight), st.sampled_from([*PAIRS, ""]))
def test_several_have_commas_between_them(phrases: list[str], pair: str) -> None:
    """A list is read phrase by phrase, in quotes or without."""
    first, last = (pair[0], pair[1]) if pair else ("", "")
    said = ", ".join(f"{first}{phrase}{last}" for phrase in phrases)
    assert parse_words(f"add finance {said}", NAMES) == Add(
        (Subject.FINANCE,), tuple(straight(phrase) for phrase in phrases)
    )


@given(st.text(max_size=120))
def test_nothing_typed_breaks_it(said: str) -> None:
    """Whatever is typed is understood or named as wrong; what is kept is 2 to 60 characters of lower case, a letter or
    digit among them."""
    for words in (said, f"add staffing {said}", f"ignore {said}", f'remove "{said}"'):
        try:
            asked = parse_words(words, NAMES)
        except TeachingError:
            continue
        phrases = () if isinstance(asked, Show) else asked.phrases
        for phrase in phrases:
            assert isinstance(asked, Remove) or 2 <= len(phrase) <= 60
            assert isinstance(asked, Remove) or any(sign.isalnum() for sign in phrase)
            assert phrase == " ".join(phrase.lower().split())


def test_a_comma_in_quotes_parts_nothing() -> None:
    """What stands in quotes is one phrase; the same phrase twice is once."""
    assert parse_words('ignore "agreed, minutes", "Agreed, minutes"; other', NAMES) == Add(
        (), ("agreed, minutes", "other")
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
        ("information requests", Subject.FOI),
        ("personal", Concern.PERSONAL_DATA),
        ("complaints", Concern.COMPLAINT),
        ("contracts:", Subject.CONTRACT),
    ],
)
def test_a_kind_goes_by_its_name_and_by_plain_words(name: str, label: Label) -> None:
    """The guide's names are taken, and the words the bot itself says for them."""
    assert parse_words(f"add {name} “the warden”", NAMES) == Add((label,), ("the warden",))


def test_every_kind_can_be_given() -> None:
    """No label is without a name."""
    assert set(NAMES.values()) == {*Concern, *Subject}


def test_nothing_asks_for_the_list() -> None:
    """/words alone shows it, and so does /words list."""
    for said in ("  ", "list", "List", "show"):
        assert parse_words(said, NAMES) == Show()


@pytest.mark.parametrize(
    "kinds",
    [
        "staffing and complaint",
        "staffing, complaints",
        "Staffing and complaint:",
        "staffing/complaint",
        "staffing & complaint",
    ],
)
def test_several_kinds_may_be_given(kinds: str) -> None:
    """ "and", a comma or a stroke joins kinds; the phrase tells of each of them."""
    assert parse_words(f'add {kinds} "x y"', NAMES) == Add((Concern.STAFFING, Concern.COMPLAINT), ("x y",))
    assert parse_words(f"add {kinds} x y", NAMES) == Add((Concern.STAFFING, Concern.COMPLAINT), ("x y",))


def test_what_follows_a_kind_and_a_comma_may_be_the_phrase() -> None:
    """A comma, "and" or stroke after a kind does not make a kind of the words behind it, nor part of the phrase."""
    for between in (",", ":", ", ", " and "):
        assert parse_words(f'add staffing{between}"x y"', NAMES) == Add((Concern.STAFFING,), ("x y",))
    assert parse_words("add staffing, hr panel", NAMES) == Add((Concern.STAFFING,), ("hr panel",))


def test_a_stop_after_a_phrase_is_no_part_of_it() -> None:
    """As it ends a sentence, in quotes or without; inside a phrase signs stay."""
    for said in ("HR panel.", '"HR panel."', "“HR panel”.", "...HR panel!"):
        assert parse_words(f"add staffing {said}", NAMES) == Add((Concern.STAFFING,), ("hr panel",)), said
    assert parse_words("add staffing H.R. panel", NAMES) == Add((Concern.STAFFING,), ("h.r. panel",))


def test_removing_may_name_the_kind() -> None:
    """A kind before the quote is understood when a phrase is removed."""
    for before in ("staffing ", "ignored ", ""):
        assert parse_words(f'remove {before}"HR panel"', NAMES) == Remove(("hr panel",))
        assert parse_words(f'delete {before}"HR panel"', NAMES) == Remove(("hr panel",))


@pytest.mark.parametrize(
    ("said", "removed"),
    [
        ("staffing HR panel", Remove(("staffing hr panel",), ("hr panel",))),
        ("ignored agreed minutes", Remove(("ignored agreed minutes",), ("agreed minutes",))),
        ("complaints: HR panel", Remove(("complaints: hr panel",), ("hr panel",))),
        ("1", Remove(("1",), (), (1,))),
        ("#2", Remove(("#2",), (), (2,))),
        ("1, 3 and 12", Remove(("1", "3 and 12"), (), (1, 3, 12))),
        ("finance", Remove(("finance",))),
        ("...", Remove(("...",))),
    ],
)
def test_removing_is_read_in_each_way_it_may_be_meant(said: str, removed: Remove) -> None:
    """As a phrase, as one behind its kind, and as numbers in the list; what could not be added can be removed."""
    assert parse_words(f"remove {said}", NAMES) == removed


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
        ("add staffing ...", "letters", "..."),
        ("ignore 👍🏽", "letters", "👍🏽"),
        ("add staffing and gossip “HR panel”", "label", "gossip"),
        ("add staffing and complaint", "nothing", ""),
        (f"ignore {'a' * 61}", "long", "a" * 61),
    ],
)
def test_what_is_wrong_is_named(said: str, problem: str, part: str) -> None:
    """What cannot be understood says which part and why."""
    with pytest.raises(TeachingError) as raised:
        parse_words(said, NAMES)
    assert (raised.value.problem, raised.value.said) == (problem, part)
