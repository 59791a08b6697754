"""What is spoken of, by a message's own words and sums."""

import pytest

from minutebook.council.topics import content_words, may_go_on, speaks_of_another, sums

FENCE = "Shall we go with Hendersons for the fence at £450? All happy?"


@pytest.mark.parametrize(
    "text",
    [
        "Let's go with Oakleaf Signs for the noticeboard at £310.",
        "Right, that's settled then: tell Bloggs to cut the hedge on Friday.",
        "Shall we approve the grant to the scouts?",
    ],
)
def test_what_names_a_thing_of_its_own_is_another(text: str) -> None:
    """Words of its own, none of them the matter's, are another matter."""
    assert speaks_of_another(text, [FENCE, "Agreed."])


@pytest.mark.parametrize(
    "text",
    [
        "Fine by me",
        "Agreed.",
        "Yes, agreed, go ahead.",
        "Yes from me, Bob is always tidy and cheap.",
        "Right, that's agreed then. Tell Hendersons to start on Monday.",
        "Right, that's decided, order the paint.",
        "Right, that's agreed then, it can all go ahead this week.",
        "Let's have both fences mended and painted by the same people.",
        "I propose we take the £450 offer from the tradesman.",
    ],
)
def test_what_answers_or_shares_a_word_or_sum_goes_on(text: str) -> None:
    """An answer, a text without words of its own, a shared word in either number, or the same sum go on."""
    assert not speaks_of_another(text, [FENCE])


@pytest.mark.parametrize("before", [[], [""], ["Agreed.", "👍"]])
def test_a_matter_of_which_nothing_is_known_takes_it_in(before: list[str]) -> None:
    """Where no words of the matter are known, nothing tells another from it."""
    assert not speaks_of_another("Let's go with Oakleaf Signs for the noticeboard at £310.", before)


def test_words_are_compared_in_the_singular_and_sums_without_commas() -> None:
    """Plurals, capitals, possessives and commas make no difference."""
    assert content_words("The Benches of St Mary’s parties") == content_words("bench, Mary and a party")
    assert sums("£4,200.00 or 4200 pounds, £1.5k") == {"4200", "1.5k"}


def test_it_goes_on_with_what_it_shares_a_word_with() -> None:
    """Among several topics a shared word or sum decides; where none is shared, all that may be are left."""
    topics = [[FENCE], ["Let's go with Oakleaf Signs for the noticeboard at £310."]]
    assert may_go_on("Right, that's agreed then. Tell Hendersons to start on Monday.", topics) == [
        True,
        False,
    ]
    assert may_go_on("Fine by me", topics) == [True, True]
    assert may_go_on("Shall we approve the grant to the scouts?", topics) == [False, False]


@pytest.mark.parametrize(
    ("answers", "goes_on"),
    [
        ("The skate park surface is cracked, Dawsons quote £9,000.", False),
        ("Have Hendersons been insured since the flood?", True),
        ("Are they insured?", True),
        ("", True),
    ],
)
def test_an_answer_speaks_of_what_it_answers(answers: str, goes_on: bool) -> None:
    """A reply to what is of no matter has that one's words and sums too."""
    assert may_go_on("Agreed, go ahead.", [[FENCE]], answers) == [goes_on]
