"""What has an unmistakable form is told whatever the conversation, by the rules and by the model alike."""

import pytest

from detector.conftest import said
from minutebook.council.assessment import Context, Detector, Profile
from minutebook.council.concerns import Concern
from minutebook.detector.learned.reader import ReadingDetector
from minutebook.detector.rules import RulesDetector

CHATTER = ("Evening all", "Did anybody see the match?", "Dreadful. I turned it off.")


@pytest.fixture(scope="module", params=[RulesDetector, ReadingDetector])
def detector(request: pytest.FixtureRequest) -> Detector:
    """Each of the two detectors."""
    made: Detector = request.param()
    return made


def concerns(detector: Detector, text: str, *before: str) -> frozenset[Concern]:
    """The concerns of `text`, said after `before`."""
    earlier = tuple(said(number, each) for number, each in enumerate(before))
    return detector.assess(said(len(earlier), text), Context(earlier), Profile()).concerns


@pytest.mark.parametrize("before", [(), CHATTER])
@pytest.mark.parametrize(
    ("text", "concern"),
    [
        ("sort code 20-00-00 account 55779911", Concern.PERSONAL_DATA),
        ("Jean's dob 12/03/1951", Concern.PERSONAL_DATA),
        ("her NI is AB123456C", Concern.PERSONAL_DATA),
        ("NHS number 943 476 5919 for the form", Concern.PERSONAL_DATA),
        ("That's Jean Pocock's number, 07700 900123", Concern.PERSONAL_DATA),
        ("Login clerk@wexcombe.gov.uk / Passw0rd", Concern.CONFIDENTIAL),
        ("username wexcombe, password: Gander77", Concern.CONFIDENTIAL),
        ("door code is 4471", Concern.CONFIDENTIAL),
    ],
)
def test_what_has_its_form_is_told(
    detector: Detector, text: str, concern: Concern, before: tuple[str, ...]
) -> None:
    """Bank details, birthdays, official numbers, mobiles and passwords are told, after idle chatter too."""
    assert concern in concerns(detector, text, *before)


@pytest.mark.parametrize(
    "text",
    [
        "The office number is 01632 960274, open till four",
        "Ring me on 07700 900123 if the gate's locked",
        "The login page is at the top, members",
        "I had the login still from carnival",
        "See you on 20-11-26 at the hall",
        "username / who has it?",
    ],
)
def test_what_only_looks_like_it_is_not(detector: Detector, text: str) -> None:
    """An office's number, the sender's own, a date, talk of a login: nobody's private details."""
    assert not concerns(detector, text) & {Concern.PERSONAL_DATA, Concern.CONFIDENTIAL}


@pytest.mark.parametrize("before", [(), CHATTER])
def test_a_mobile_of_nobody_in_particular_is_for_the_clerk_to_see(
    detector: Detector, before: tuple[str, ...]
) -> None:
    """Whose it is the bot cannot tell: it is listed at least."""
    earlier = tuple(said(number, each) for number, each in enumerate(before))
    message = said(len(earlier), "07700 900123 that's Jean at the end house")
    assert Concern.PERSONAL_DATA in detector.assess(message, Context(earlier), Profile()).review
