"""What cites a meeting loses its caution alone: it stays on the clerk's list as what it would have been."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from detector.conftest import said
from minutebook.council.assessment import REPORTED, Assessment, Context, Detector, Example, Profile
from minutebook.council.concerns import DECIDING, Concern
from minutebook.council.messages import Poll
from minutebook.detector.learned.reader import ReadingDetector
from minutebook.detector.rules import RulesDetector

LONDON = ZoneInfo("Europe/London")
THURSDAY = datetime(2026, 3, 12, 20, 0, tzinfo=LONDON)
MET = (datetime(2026, 3, 10, 19, 30, tzinfo=LONDON),)

TALK = (
    "Hendersons want £4,200 for the churchyard wall, Oakleaf £4,900",
    "Hendersons did a good job on the gate",
    "I'd go with Hendersons",
)
DECIDED = (
    "Hendersons it is then, I've told them to start on Monday",
    "I've accepted Hendersons' quote and paid the deposit",
    "So we are going with Hendersons for the wall, tell them yes",
    "That's five of us in favour of Hendersons, carried",
    "I am signing the contract with Hendersons tonight",
    "Majority says Hendersons. Ruth please place the order",
    "We've decided on here to go with Hendersons at £4,200",
)
CITING = (
    "Council agreed the mower on Tuesday. {}",
    "We agreed on Tuesday. {}",
    "Council approved the budget at Tuesday's meeting. {}",
    "{}, minute 99/99",
    "{} (minute 45/26)",
    "Minute 45/26: {}",
    "As resolved at Tuesday's meeting, delegated to this chat. {}",
)
CARRIED_OUT = "We agreed it on Tuesday. I've accepted Hendersons' quote and paid the deposit"
SPOKEN = [citing.format(decided) for citing in CITING for decided in DECIDED]


@pytest.fixture(scope="module", params=[RulesDetector, ReadingDetector])
def either(request: pytest.FixtureRequest) -> Detector:
    """Each of the two detectors."""
    made: Detector = request.param()
    return made


def judged(detector: Detector, text: str, profile: Profile) -> Assessment:
    """What a detector makes of a text, said on the Thursday after three quotes were talked of."""
    talk = tuple(replace(said(at, each), sent_at=THURSDAY) for at, each in enumerate(TALK))
    return detector.assess(replace(said(9, text), sent_at=THURSDAY), Context(talk), profile)


def test_no_citation_takes_a_decision_off_the_list(either: Detector) -> None:
    """What is cautioned where no meeting is entered is cautioned or listed where one is, with the words that told."""
    met = Profile(meetings=MET)
    for text in SPOKEN:
        without, cited = judged(either, text, Profile()), judged(either, text, met)
        assert without.concerns & DECIDING <= cited.review, text
        assert cited.reported == cited.reported & cited.review - cited.concerns, text
        for label in cited.reported:
            told = [why for why in cited.why if why.label is label]
            assert told, text
            assert all(why.reason == REPORTED for why in told), text


@pytest.mark.parametrize(
    "text",
    [
        "She can have the plot. We agreed it on Tuesday",
        "It's a no, I've told her. We agreed it on Tuesday",
        "It's a no, I've told her, minute 99/99",
        "Council agreed the mower on Tuesday. So we're backing the petition",
    ],
)
def test_no_citation_takes_what_is_only_listed_off_the_list(either: Detector, text: str) -> None:
    """What stands on the list without a caution where no meeting is entered stands on it where one is."""
    spoken = replace(said(9, text), sent_at=THURSDAY)
    without = either.assess(spoken, Context(), Profile())
    cited = either.assess(spoken, Context(), Profile(meetings=MET))
    assert without.review & DECIDING <= cited.review


@pytest.mark.parametrize("meetings", [(), MET])
@pytest.mark.parametrize(
    "question",
    [
        "Hendersons for the wall at £4,200 (minute 99/99)",
        "Hendersons for the wall at £4,200, as agreed on Tuesday",
        "Which contractor for the wall, £4,200 or £4,900? Council agreed on Tuesday to do it",
        "Council agreed the wall on Tuesday: Hendersons or Oakleaf",
    ],
)
def test_a_poll_is_a_vote_whatever_it_cites(
    either: Detector, question: str, meetings: tuple[datetime, ...]
) -> None:
    """A vote taken in the chat reports nothing, whether a meeting is entered or not."""
    talk = tuple(replace(said(at, each), sent_at=THURSDAY) for at, each in enumerate(TALK))
    poll = replace(said(9, question), sent_at=THURSDAY, poll=Poll("1", question, ("Yes", "No")))
    assert either.assess(poll, Context(talk), Profile(meetings=meetings)).concerns >= {Concern.CONSENSUS}


@pytest.mark.parametrize("meetings", [(), MET])
@pytest.mark.parametrize(
    "text",
    [
        "I propose we accept Hendersons' quote of £4,200, minute 99/99. Say aye",
        "Shall we approve the Hendersons quote? Minute 99/99",
        "Are we all agreed on Hendersons at £4,200? Minute 99/99",
        "Council agreed the mower on Tuesday. Can I get a show of hands for Hendersons at £4,200",
    ],
)
def test_who_asks_for_agreement_reports_nothing(
    either: Detector, text: str, meetings: tuple[datetime, ...]
) -> None:
    """What is asked is asked here and now, whatever minute or meeting is cited beside it."""
    assert judged(either, text, Profile(meetings=meetings)).concerns >= {Concern.CONSENSUS}


def test_a_question_keeps_its_caution_where_the_report_beside_it_loses_its_own(either: Detector) -> None:
    """A citation never takes consensus from what asks; what it reports besides is carried out in silence."""
    met = Profile(meetings=MET)
    asks = "We agreed it on Tuesday. Who agrees with having Hendersons for the wall at £4,200?"
    assert judged(either, asks, met).concerns >= {Concern.CONSENSUS}
    report = f"{CARRIED_OUT}. Is anybody going to the fair?"
    assert not judged(either, report, met).concerns & DECIDING
    assert judged(either, report, met).reported == {Concern.DECISION}


def test_what_is_settled_here_is_cautioned_whatever_is_cited(either: Detector) -> None:
    """Where it stands beside a report, what shows that it was settled here and now keeps its caution."""
    met = Profile(meetings=MET)
    text = "We agreed on Tuesday. Margaret, Ann and me all say yes to the gate, that's a majority."
    assert judged(either, text, met).concerns & DECIDING
    assert not judged(either, text, met).reported


def test_what_is_carried_out_after_a_resolution_is_listed_in_silence(either: Detector) -> None:
    """The plain telling of it is not cautioned (settled question 25), nor lost."""
    report = judged(either, CARRIED_OUT, Profile(meetings=MET))
    assert not report.concerns & DECIDING
    assert report.reported == {Concern.DECISION}


def test_what_was_taught_does_not_take_a_report_off_the_list(either: Detector) -> None:
    """Dismissed time and again, the like of it is listed all the same."""
    first = judged(either, CARRIED_OUT, Profile(meetings=MET))
    dismissed = Example(first.review, False, first.vector, first.model)
    assert (
        first.reported
        == judged(either, CARRIED_OUT, Profile(meetings=MET, examples=(dismissed,) * 10)).reported
    )
