"""However often a blunt decision is dismissed, the next is cautioned and listed: with the rules and with the model."""

from datetime import UTC, datetime, timedelta

import pytest

from minutebook.council.assessment import Assessment, Context, Detector, Example, Profile
from minutebook.council.concerns import Concern
from minutebook.council.messages import Message, Sender
from minutebook.detector.rules import RulesDetector

AT = datetime(2026, 3, 10, 19, tzinfo=UTC)
BEFORE = (
    "Hendersons have quoted £1,200 for the fence and Oakleaf £1,450 for the bench.",
    "Thanks Tom. We do need somebody before Easter.",
)
BLUNT = (
    "Ruth, please pay Hendersons the £1,200 today",
    "Done deal, Hendersons it is",
    "I've signed the contract",
    "Right, that's agreed, go with Hendersons",
    "Agreed then, pay Oakleaf the £1,450 tomorrow",
    "That's settled, order the bench",
    "I've told the contractor to start on Monday",
    "I have instructed Hendersons to go ahead with the fence",
    "We've approved the grant to the scouts, £300",
    "Clerk, please transfer the £500 to the village hall",
    "Sign the lease please Ruth, we're all happy with it",
    "I've booked Oakleaf for the 14th and told them yes",
    "Done deal, the bench is ordered",
    "It's decided, we spend the £1,200 on the fence",
    "OK that's approved, tell Hendersons to start Monday",
    "I've accepted their quote on behalf of the council",
    "I've just ordered the bench from Oakleaf, invoice to Ruth",
    "That's a majority, so go with Hendersons, Ruth please confirm it to them",
    "We're going with Hendersons, I've rung them to say so",
    "Tell Hendersons yes and get them booked in",
)
BY_RULES = (
    *BLUNT,
    "Go ahead and book them",
    "Decision made, we're refusing the grant",
    "Decision made: Hendersons get the job",
    "Decision made, tell the allotment holders the rent goes up to £40",
    "Carried. Ruth, raise the order for the fence",
    "I've signed the agreement with the landowner",
)
MILD = "I've paid the deposit to Oakleaf from the council account"

PHISHED = (
    "Trev sent me a link to a shared file, is it really from him?",
    "Dont open it. I think his email has been hacked.",
)
DISMISSED = (
    "Don't open anything from Trev, his email account has been hacked, change your passwords tonight",
    "I've clicked it and typed my council password in, what now?",
    "Someone has got into Trev's account and is sending out links, don't click on them",
)
WARNINGS = (
    "nobody click trevs links change ur passwords tonight",
    "Nobody send anything. Clive, ring the bank, tell them it is fraud",
    "I put my login into that page, can they get in now?",
)


def said(text: str, number: int) -> Message:
    """One message of the evening."""
    return Message(-1, number, Sender(number, "Cllr Tom Reed"), AT + timedelta(minutes=number), text)


def once_said(texts: tuple[str, ...]) -> Context:
    """The chat once so much was said."""
    return Context(tuple(said(text, number) for number, text in enumerate(texts, 1)))


CONTEXT = once_said(BEFORE)


def judged(detector: Detector, text: str, *examples: Example, context: Context = CONTEXT) -> Assessment:
    """What a detector makes of a text that is said in its setting, about the quotes if no other is given."""
    return detector.assess(said(text, 9), context, Profile(examples=examples))


def dismissed_ten_times(detector: Detector, text: str) -> Assessment:
    """What it makes of a text whose very words the clerk has dismissed ten times."""
    first = judged(detector, text)
    return judged(detector, text, *[Example(first.review, False, first.vector, first.model)] * 10)


@pytest.fixture(scope="module")
def rules() -> RulesDetector:
    """The rules."""
    return RulesDetector()


@pytest.fixture(scope="module")
def reading() -> Detector:
    """The model in the package."""
    pytest.importorskip("onnxruntime", reason="the model's packages are not installed here")
    from minutebook.detector.learned.reader import ReadingDetector

    return ReadingDetector()


@pytest.mark.parametrize("text", BY_RULES)
def test_the_rules_keep_to_a_blunt_decision(rules: RulesDetector, text: str) -> None:
    """It is cautioned and listed for the clerk after ten dismissals of itself."""
    assert Concern.DECISION in judged(rules, text).concerns
    after = dismissed_ten_times(rules, text)
    assert Concern.DECISION in after.concerns & after.review


def test_the_model_keeps_to_a_blunt_decision(reading: Detector) -> None:
    """The same, on the model's own word or on that of the rules where it doubts one."""
    heard = [text for text in BLUNT if Concern.DECISION in judged(reading, text).concerns]
    assert len(heard) > len(BLUNT) * 3 / 4
    after = {text: dismissed_ten_times(reading, text) for text in heard}
    assert not [text for text in heard if Concern.DECISION not in after[text].concerns & after[text].review]


def test_what_is_less_than_plain_is_quietened_and_stays_on_the_list(rules: RulesDetector) -> None:
    """A decision that the rules half hear is not cautioned once dismissed, but the clerk still sees it."""
    assert Concern.DECISION in judged(rules, MILD).concerns
    after = dismissed_ten_times(rules, MILD)
    assert not after.concerns
    assert after.review == {Concern.DECISION}


def test_dismissed_warnings_of_fraud_leave_the_next_on_the_list(reading: Detector) -> None:
    """After every warning in one thread was dismissed, three times each, the clerk is shown another's, and why."""
    context, taught = once_said(PHISHED), []
    for text in DISMISSED:
        first = judged(reading, text, context=context)
        taught += [Example(first.review, False, first.vector, first.model)] * 3
    heard = [text for text in WARNINGS if Concern.SECURITY in judged(reading, text, context=context).concerns]
    assert heard
    for text in heard:
        what = judged(reading, text, *taught, context=context)
        assert Concern.SECURITY in what.review & {why.label for why in what.why}


@pytest.mark.parametrize(
    "text",
    [
        "All agreed then, order the bench",
        "That's settled, order the bench",
        "Done deal, the bench is ordered",
    ],
)
def test_the_first_thing_the_bot_hears_may_be_a_decision(reading: Detector, text: str) -> None:
    """Nothing was heard that it could come after, and it says all that is needed."""
    assert Concern.DECISION in reading.assess(said(text, 1), Context(), Profile()).concerns


def test_what_is_told_by_its_words_is_as_likely_as_they_make_it(reading: Detector) -> None:
    """On the rules' word the model's doubt counts no more: a decision given is not called less likely than not."""
    judged = reading.assess(said("All agreed then, order the bench", 1), Context(), Profile())
    assert judged.probabilities[Concern.DECISION] >= 0.8
