"""What is spoken of, by a message's own words and sums."""

import pytest

from minutebook.council.topics import (
    adds_nothing,
    bearing_on,
    content_words,
    may_go_on,
    puts_another,
    speaks_of_another,
    sums,
    without,
)

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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Shall the parish council go with Hendersons for the fence at £450?",
            "Shall the parish council order two grit bins from Glasdon for £610?",
        ),
        (
            "Invoice from Bloggs for the hedges, £240: shall we pay it?",
            "Invoice from Glasdon for the grit bins, £610: shall we pay it too?",
        ),
        (
            "Planning application 26/0123, extension at 4 Mill Lane: no objection, all agreed?",
            "Planning application 26/0456, new barn at Church Lane: I propose we object, all agreed?",
        ),
        (
            "Shall we go with Hendersons for the fence? We'll need it by Easter.",
            "Let's book Sparkle for the Christmas lights at £1,150, we'll need them soon.",
        ),
    ],
)
def test_a_word_of_every_talk_makes_no_two_things_one(one: str, other: str) -> None:
    """ "Parish", "invoice", "application" and "we'll" stand in the talk of anything."""
    assert may_go_on(other, [[one]]) == [False]


@pytest.mark.parametrize(
    ("asked", "concluded"),
    [
        (
            "Shall we support the planning application at the Old Forge?",
            "That's decided then, Ruth please tell Westshire we support the application.",
        ),
        (
            "Are we all happy to pay the Bloggs invoice?",
            "That's settled then, I'll sign the invoice and drop the cheque round tomorrow.",
        ),
    ],
)
def test_what_concludes_goes_on_by_an_everyday_word(asked: str, concluded: str) -> None:
    """The application that is decided on is the one that was asked about, where it names no other sum."""
    assert may_go_on(concluded, [[asked]]) == [True]


def test_quotes_for_one_job_are_of_one_thing() -> None:
    """What a list is of stands before its items, and with each of them."""
    quotes = "Quotes for the surfacing: 1. Playdale £4,200 2. Wicksteed £5,100 3. Sutcliffe £3,950"
    first = bearing_on("Agreed, Playdale.", quotes)
    second = bearing_on("Wicksteed for me, agreed.", quotes)
    assert may_go_on("Wicksteed for me, agreed.", [[first, "Agreed, Playdale."]], second) == [True]


def test_a_word_that_is_shortened_says_nothing() -> None:
    """I'll, they've and doesn't name no thing; what is somebody's does."""
    assert content_words("I'll say they've gone and it doesn't matter, Hendersons’ll come") == frozenset()
    assert content_words("the Warden's") == {"warden"}


@pytest.mark.parametrize(
    ("text", "before", "other"),
    [
        (
            "Agreed, £240 seems reasonable for a day's work.",
            ["Shall we ask Bloggs to trim the hedge?"],
            False,
        ),
        ("Agreed, £180 for the repaint is fair.", ["Shall we get the village sign repainted?"], False),
        ("OK so the Christmas lights: Sparkle want £1,150, shall we?", ["Shall we trim the hedge?"], True),
        ("Ok noted. Shall we let the Scouts camp on the rec then? All agreed?", [FENCE], True),
        ("Agreed. Also shall we let the Scouts camp on the rec?", [FENCE], True),
        ("Yes agreed, shall we get them to start on Monday?", [FENCE], False),
        ("Shall we repair the seat in the bus shelter?", ["Shall we repair the hall boiler?"], True),
        ("Shall we let the playgroup off their rent?", ["Shall we resurface the playground?"], True),
        ("Shall we order stationery from Ryman?", ["Shall we mend the gully by the station?"], True),
        ("Shall we accept the road tender at £9,800? All agreed?", [FENCE], True),
        ("Agreed, £900 for the mower from Dawsons is fair.", [FENCE], True),
        ("OK, next item: let's get Heatfix in to mend the hall boiler.", [FENCE], True),
        ("OK, Heatfix can mend the hall boiler as well then.", [FENCE], False),
        ("Right, agreed then, pay the £225 deposit tonight.", [FENCE], False),
        ("Shall we book Sparkle for the Christmas lights?", ["Right, that's agreed then, go ahead."], True),
        ("I mean the Christmas lights by Sparkle.", ["Right, that's agreed then, go ahead."], False),
    ],
)
def test_a_first_price_a_next_item_a_new_proposal(text: str, before: list[str], other: bool) -> None:
    """The first price named goes on; the next item, and a proposal after what named nothing, do not."""
    assert speaks_of_another(text, before) is other


def test_what_is_answered_says_what_it_is_about_however_it_begins() -> None:
    """It is the answer that begins like an answer, not what it answers."""
    answered = "Sounds like the hall boiler has died again, Heatfix could come tomorrow."
    assert may_go_on("Right, that's agreed then, tell them to go ahead.", [[FENCE]], answered) == [False]


@pytest.mark.parametrize(
    ("text", "puts"),
    [
        ("Agreed, that's settled then, go ahead.", False),
        ("They start on Monday, £450 as agreed.", False),
        ("Right, that's decided, Hendersons to tarmac the car park as well, £3,900.", True),
        ("Shall we have Hendersons do the gate as well then?", True),
        ("Can we do that?", False),
    ],
)
def test_what_was_settled_settled_neither_another_sum_nor_another_question(text: str, puts: bool) -> None:
    """A sum that was not named and a proposal are new, though they name the same firm."""
    assert puts_another(text, [FENCE]) is puts


def test_a_councils_own_name_says_nothing() -> None:
    """Nothing else is taken out of what was said."""
    assert without("The Wexcombe sign, £780, in Wexcombe's lanes", "Wexcombe Parish Council") == (
        "The  sign, £780, in  lanes"
    )


LISTED = "This week: 1. Christmas lights, Sparkle £1,150. 2. Hedge, Bloggs on Friday. 3. Grit bins, £610."


@pytest.mark.parametrize(
    ("text", "answered", "part"),
    [
        ("Hedge: agreed.", LISTED, "This week:\nHedge, Bloggs on Friday."),
        ("Agreed to the £610.", LISTED, "This week:\nGrit bins, £610."),
        ("Agreed to all of it.", LISTED, LISTED),
        (
            "Fine, £450.",
            "Fence:\n£450\nold posts taken\nRegards, Dave",
            "Fence:\n£450\nold posts taken\nRegards, Dave",
        ),
        ("🌳 The hedge, yes.", "Round-up\n🎄 lights\n🌳 hedge\n🧂 bins", "Round-up\nhedge"),
        ("The hedge, yes.", "- lights\n- hedge\n- bins", "hedge"),
        (
            "Dawsons then.",
            "The skate park is cracked.\nDawsons want £900.",
            "The skate park is cracked.\nDawsons want £900.",
        ),
        ("Dawsons then.", "Yes - Dawsons - the skate park", "Yes - Dawsons - the skate park"),
        (
            "Wicksteed, agreed.",
            "Quotes: 1. Wicksteed £5,100 2. Playdale £4,200",
            "Quotes: 1. Wicksteed £5,100 2. Playdale £4,200",
        ),
        ("", "", ""),
    ],
)
def test_an_answer_to_a_list_bears_on_the_items_it_names(text: str, answered: str, part: str) -> None:
    """By a word or a sum; on all of it where it names none, or it is no list."""
    assert bearing_on(text, answered) == part


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("In three weeks. I agree, let's go ahead.", True),
        ("Hendersons it is, £450.", True),
        ("Agreed, order the new boiler from Dawsons.", False),
        ("Agreed, £500 then.", False),
    ],
)
def test_what_adds_nothing_names_neither_words_nor_sums_of_its_own(text: str, nothing: bool) -> None:
    """Of what comes hours later, only that is still of the matter."""
    assert adds_nothing(text, [FENCE]) is nothing
