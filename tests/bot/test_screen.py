"""Which button a label means on the screen of the council's computer."""

import io

import pytest

from minutebook.bot.screen import Screen
from minutebook.council import outgoing
from minutebook.council.errors import ConfigurationError
from minutebook.council.outgoing import Button, Send, Way
from minutebook.council.wording import Html

READER = 7


def answered(screen: Screen, *labels: str) -> None:
    """Show an answer with a button of each label."""
    keyboard = tuple((Button(label, f"{label}{place}"),) for place, label in enumerate(labels))
    screen.show(outgoing.message(READER, Html("An answer."), keyboard=keyboard))


@pytest.fixture
def screen() -> Screen:
    """A screen with one answer, whose buttons are *More* and *Lift*."""
    screen = Screen(io.StringIO(), READER, Html(""))
    answered(screen, "More", "Lift")
    return screen


def test_of_two_answers_the_newest_is_meant(screen: Screen) -> None:
    """A label that an older answer has too means the newest one's button; each number stays what it was."""
    answered(screen, "More")
    assert screen.chosen("more").number == 3
    assert screen.chosen("[1]").number == 1
    assert screen.chosen("Lift").number == 2


def test_an_older_answer_whose_buttons_are_renewed_is_not_the_newest(screen: Screen) -> None:
    """What is taken off an older answer's keyboard makes the rest of it no newer."""
    older = screen.choices[0]
    answered(screen, "More")
    kept = ((Button(older.label, older.data),),)
    screen.show(Send(Way.KEYBOARD, READER, "", message_id=older.message_id, keyboard=kept))
    assert screen.chosen("More").number == 3


@pytest.mark.parametrize("newest", [("More", "More"), ("Undo",)])
def test_nothing_is_taken_by_chance(screen: Screen, newest: tuple[str, ...]) -> None:
    """Where the newest answer has the label twice, or not at all and older ones do, it is asked which is meant."""
    answered(screen, "More")
    answered(screen, *newest)
    with pytest.raises(
        ConfigurationError, match=r"more than one choice is called “More”; there are: \[1\] More, "
    ):
        screen.chosen("More")
