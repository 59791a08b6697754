"""A long message is read to its end, however it is cut up for the model."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.conftest import said
from minutebook.council.assessment import Context, Profile
from minutebook.council.concerns import Concern
from minutebook.detector.learned.encoding import STRETCH, STRETCHES, plain, stretch, stretches
from minutebook.detector.learned.reader import ReadingDetector

RAMBLING = (
    "The weather on the rec this week has been nothing short of dreadful and I have walked the dog three times "
    "round the puddles by the gate, then round by the church where the bluebells are nearly over, and home past "
    "the pond with its ducks and its one cross goose."
)
ENDS = st.lists(st.sampled_from([" ", ", ", ". ", "! ", "? ", "; ", " / "]), max_size=300)


@given(ends=ENDS, room=st.integers(24, 600))
def test_every_word_is_read(ends: list[str], room: int) -> None:
    """Whatever room the encoder has, every word stands whole in what it reads of one stretch or another."""
    words = [f"w{at:04}" for at in range(len(ends))]
    line = plain("".join(f"{word}{end}" for word, end in zip(words, ends, strict=True)))
    found = stretches(line, lambda each: min(room, len(each)))
    assert found[0] == stretch(line)
    assert len(found) <= STRETCHES
    assert all(len(each) <= STRETCH for each in found)
    read = " ".join(each[:room] for each in found)
    if len(found) < STRETCHES:
        assert [word for word in words if word not in read] == []


@given(line=st.text(max_size=6000), room=st.integers(0, 600))
def test_reading_comes_to_an_end(line: str, room: int) -> None:
    """There are never more stretches than stated, not of a text without a space nor for an encoder without room."""
    assert 1 <= len(stretches(line, lambda each: min(room, len(each)))) <= STRETCHES


@pytest.mark.parametrize("text", ["🧑🏽‍🌾🚜" * 5000, "🎪 " * 10000, "so and so. " * 3000])
def test_no_more_is_kept_of_a_message_than_is_read(text: str) -> None:
    """Ten thousand emoji, by their names, are no more to remember than the stretches that are read of them."""
    assert len(plain(text)) <= STRETCHES * (STRETCH + 1)


def test_what_fits_is_one_stretch() -> None:
    """A message that the encoder has room for is read at once, as the model was taught it."""
    assert stretches("Evening all. Lovely match.", len) == ["Evening all. Lovely match."]


@pytest.fixture(scope="module")
def reading() -> ReadingDetector:
    """The detector with the model of the package."""
    return ReadingDetector()


@pytest.mark.parametrize("sentences", [1, 3, 9, 10, 14])
def test_a_decision_after_much_talk_is_found(reading: ReadingDetector, sentences: int) -> None:
    """The end of a message counts as its beginning does, up to Telegram's longest (4,096 characters)."""
    text = " ".join([*[RAMBLING] * sentences, "Right, that is agreed then, go with Hendersons at £1,200."])
    assert len(text) <= 4096
    assert Concern.DECISION in reading.assess(said(1, text), Context(), Profile()).concerns
    assert not reading.assess(said(1, " ".join([RAMBLING] * sentences)), Context(), Profile()).concerns


@pytest.mark.parametrize(
    ("ending", "concern"),
    [
        (
            "I've given Smiths of Derby the job, they'll be in Wednesday, invoice to the clerk",
            Concern.DECISION,
        ),
        ("Mrs Hobbs at 14 Mill Lane has dementia, her number is 01632 960123", Concern.PERSONAL_DATA),
    ],
)
def test_long_talk_before_it_takes_none_of_its_room(
    reading: ReadingDetector, ending: str, concern: Concern
) -> None:
    """Message and context share what the encoder has room for: what is left out is read in another stretch."""
    earlier = tuple(said(number, RAMBLING[: 200 + number]) for number in range(3))
    message = said(3, f"{RAMBLING} {ending}")
    assert concern in reading.assess(message, Context(earlier), Profile()).concerns
