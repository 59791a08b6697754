"""Exact recognisers: numbers and addresses that are somebody's, and lookalikes that are not."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.assessment import Assessment
from minutebook.council.concerns import Concern
from minutebook.detector.forms import nhs_number

Judge = Callable[..., Assessment]

PRIVATE = [
    "Mr Tan's mobile is 07700 900482",
    "Mrs Eddy is on 01632 960 123 if you want to talk to her",
    "ring Joan Petty on +44 7700 900482",
    "the complainant is at 4 Orchard Way, LN3 4AB",
    "his NI number is AB123456C",
    "her NHS number is 943 476 5919",
    "Mrs Eddy's account: 20-45-67 12345678",
    "her email is sue.eddy@example.org",
    "Mr Tan lives at 12 Ropewalk",
    "his date of birth is 3/4/1958",
]
PUBLIC = [
    "I'm on 07700 900482 if the gate sticks",
    "call me on 07700 900482",
    "my new email is ann@example.org",
    "Report it to the council office on 01632 960123",
    "Highways helpline 0300 123 4567",
    "write to clerk@dunmere-pc.gov.uk",
    "the planning inbox is planning@district.gov.uk",
    "the lease runs from 01-04-26 to 31-03-31",
    "invoice 20260413 dated 13-04-26",
    "meet at the hall, LN3 4AB",
    "the meter reads 9434765919",
    "24/00871/FUL and 24/00872/LBC",
    "£12,345.67 of 1,234,567",
    "sound the horn at 10.30-11.45",
]


@pytest.mark.parametrize("text", PRIVATE)
def test_private_details_are_personal_data(text: str, judge: Judge) -> None:
    """Somebody else's number, address or date of birth is personal data."""
    assert Concern.PERSONAL_DATA in judge(text).concerns


@pytest.mark.parametrize("text", PUBLIC)
def test_public_and_own_details_are_not(text: str, judge: Judge) -> None:
    """One's own number, an office's, and figures that only look like one are no personal data."""
    assert Concern.PERSONAL_DATA not in judge(text).concerns


def test_an_nhs_number_checks() -> None:
    """The published example checks; a digit changed does not; ten like digits do not."""
    assert nhs_number("943 476 5919")
    assert not nhs_number("943 476 5918")
    assert not nhs_number("0000000000")
    assert not nhs_number("943476591")


@given(st.integers(0, 999_999_999))
def test_at_most_one_last_digit_checks(first_nine: int) -> None:
    """Of the ten numbers that share nine digits, at most one is an NHS number."""
    checked = [last for last in range(10) if nhs_number(f"{first_nine:09}{last}")]
    assert len(checked) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "door code for the pavilion is 4471",
        "gate code: C2580",
        "the padlock combination is 1974",
        "password for the laptop is Marrows99!",
        "login is clerk / Turnip22",
    ],
)
def test_codes_and_passwords_are_confidential(text: str, judge: Judge) -> None:
    """A code or password told in the chat is confidential."""
    assert Concern.CONFIDENTIAL in judge(text).concerns


@pytest.mark.parametrize(
    "text",
    ["what's the door code?", "I've forgotten the password", "the password is wrong", "code of conduct"],
)
def test_speaking_of_a_code_is_not(text: str, judge: Judge) -> None:
    """Asking for a code, or saying it does not work, gives nothing away."""
    assert Concern.CONFIDENTIAL not in judge(text).concerns
