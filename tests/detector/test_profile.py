"""What one council's profile changes, and what a poll, a reply and the talk before do."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from minutebook.council.assessment import Assessment, Profile
from minutebook.council.concerns import Concern, Subject
from minutebook.detector.meetings import cites_meeting

Judge = Callable[..., Assessment]

TOLD = "I've told the contractor to start Monday"


def evening(year: int, month: int, day: int) -> datetime:
    """The hour of a meeting on that day."""
    return datetime(year, month, day, 19, 30, tzinfo=UTC)


def test_an_ignored_phrase_says_nothing(judge: Judge) -> None:
    """A phrase the council ignores is overlooked, curly quotes and capitals and all."""
    text = "Right, that\u2019s agreed is our band's name"
    assert judge(text).warns
    assert not judge(text, profile=Profile(ignored=("that's agreed",))).warns
    assert judge("I've told the contractors to start", profile=Profile(ignored=("contractor",))).warns


def test_a_council_s_own_word_raises_its_label(judge: Judge) -> None:
    """A word the clerk taught raises its label, and its span is told."""
    profile = Profile(words={Subject.INCIDENT: ("the sluice",), Concern.STAFFING: ("old barney",)})
    assert not judge("Who has been to the Sluice today?").records
    told = judge("Who has been to the Sluice today?", profile=profile)
    assert told.subjects == {Subject.INCIDENT}
    assert [(why.start, why.end) for why in told.why] == [(16, 26)]
    assert judge("Old Barney was late", profile=profile).concerns == {Concern.STAFFING}


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("HR panel.", "The HR panel met on Friday"),
        ("hr panel", "The HR-panel met on Friday"),
        ("hr panel", "The HR\npanel met on Friday"),
        ("hr-panel", "The HR panel met on Friday"),
        ("hr panel", "The HR  \u200bpanel met on Friday"),
        ("👍🏽 done", "ok👍🏽 done with her"),
        ("⚠️ scam", "⚠️ scam about"),
        ("⚠️ scam", "⚠ scam about"),
        ("£50 fund", "the £50 fund again"),
    ],
)
def test_an_own_word_is_found_however_it_is_typed(judge: Judge, word: str, said: str) -> None:
    """Stops round it, white space, hyphens, skin tones and invisible signs make no difference, here or there."""
    assert judge(said, profile=Profile(words={Concern.STAFFING: (word,)})).concerns == {Concern.STAFFING}
    assert (
        Concern.STAFFING
        not in judge(said, profile=Profile(words={Concern.STAFFING: (word,)}, ignored=(word,))).review
    )


def test_part_of_a_word_is_no_own_word(judge: Judge) -> None:
    """A phrase is found as whole words only."""
    profile = Profile(words={Concern.STAFFING: ("hr panel",)})
    for said in ("The chr panel met", "The HR panels met", "HR, panel", "hrpanel"):
        assert not judge(said, profile=profile).warns, said


def test_an_own_word_for_a_decision_put_as_a_question_asks_for_one(judge: Judge) -> None:
    """ "Shall we shake on it?" seeks agreement, by the council's own word."""
    profile = Profile(words={Concern.DECISION: ("shake on it",)})
    asked = judge("Could you shake on it?", profile=profile)
    assert asked.concerns == {Concern.CONSENSUS}
    assert [why.reason for why in asked.why] == ["the council's own word for it"]


@pytest.mark.parametrize("gap", ["  ", "\n", " \u200b", "-", "\u00a0 "])
def test_an_ignored_phrase_is_overlooked_whatever_parts_its_words(judge: Judge, gap: str) -> None:
    """A double space, a line break or a hyphen inside it makes no difference."""
    text = f"Right, that\u2019s{gap}agreed is our band's name"
    assert not judge(text, profile=Profile(ignored=("that's agreed",))).warns


@pytest.mark.parametrize(
    ("ignored", "said"),
    [
        ("hendersons", "Right, that's agreed, go with Hendersons"),
        ("hendersons", "Agreed, pay Hendersons the £1,200"),
        ("bench", "All agreed then, order the bench"),
        ("bench", "Let's go ahead and buy the bench"),
    ],
)
def test_an_ignored_phrase_takes_no_decision_away(judge: Judge, ignored: str, said: str) -> None:
    """What is left says it plainly: it is cautioned as it would be if the phrase were not ignored."""
    assert judge(said).warns
    assert judge(said, profile=Profile(ignored=(ignored,))).concerns == judge(said).concerns


def test_an_ignored_phrase_adds_nothing(judge: Judge) -> None:
    """What stands for it makes no decision of what was none."""
    for said in ("I've told the band to start", "Let's go with crispy duck"):
        whole = judge(said)
        for ignored in ("the band", "crispy duck"):
            assert judge(said, profile=Profile(ignored=(ignored,))).review <= whole.review


def test_a_message_of_nothing_but_ignored_phrases_says_nothing(judge: Judge) -> None:
    """Where no word is left there is nothing to judge, whatever stood before."""
    profile = Profile(ignored=("agreed", "yes please"))
    assert not judge("OK to spend £450 on the bench?", "Agreed! Yes please.", profile=profile).review


def test_the_telling_words_are_found_beside_what_is_ignored(judge: Judge) -> None:
    """Spans point into the message as it was sent, behind an ignored phrase too."""
    text = "Hendersons  rang. Right, that\u2019s agreed, order the bench"
    told = judge(text, profile=Profile(ignored=("hendersons",)))
    spans = [text[why.start : why.end] for why in told.why if why.label is Concern.DECISION]
    assert spans == [text[why.start : why.end] for why in judge(text).why if why.label is Concern.DECISION]


def test_a_threshold_moves_the_upper_bar_only(judge: Judge) -> None:
    """A council's threshold decides what is cautioned; what falls below it stays in review."""
    strict = judge(TOLD, profile=Profile(thresholds={Concern.DECISION: 0.99}))
    assert not strict.warns
    assert Concern.DECISION in strict.review
    lenient = judge("that's agreed", profile=Profile(thresholds={Concern.DECISION: 0.3}))
    assert lenient.concerns == {Concern.DECISION}


def test_a_decision_cited_by_a_meeting_s_date_is_a_report(judge: Judge) -> None:
    """ "Agreed on 12 May" is a report where the council met that day, and only there."""
    text = f"{TOLD}, we agreed it on 12 May"
    assert judge(text).warns
    assert not judge(text, profile=Profile(meetings=(evening(2026, 5, 12),))).warns
    assert judge(text, profile=Profile(meetings=(evening(2026, 5, 11),))).warns
    listed = judge(text, profile=Profile(meetings=(evening(2026, 5, 12),)))
    assert listed.reported <= listed.review, "only the caution falls away"
    assert listed.reported == {Concern.DECISION}
    by_day = f"{TOLD}, we agreed it on Tuesday"
    assert not judge(by_day, profile=Profile(meetings=(evening(2026, 5, 12),))).warns


def test_dates_are_read_as_people_write_them() -> None:
    """A meeting is cited in (lower-case) words, in figures, with or without its year; one to come is not."""
    today, met = evening(2026, 5, 14), (evening(2026, 5, 12), evening(2026, 6, 9))
    for words in ("resolved 12th may", "agreed on 12/5", "voted on 12.05.2026", "approved 12 may 2026"):
        assert cites_meeting(words, today, met), words
    for words in ("resolved 9 june", "agreed on 13/5", "voted 31/2", "see you 12 may", "agreed 12/5/2019"):
        assert not cites_meeting(words, today, met), words
    assert cites_meeting("agreed on 9 december", evening(2026, 1, 5), (evening(2025, 12, 9),))


def test_staff_known_by_name_are_staff(judge: Judge) -> None:
    """What is said of the clerk by name is staffing where the profile knows the name."""
    text = "Marion's salary is far too high"
    assert Concern.STAFFING not in judge(text).concerns
    assert Concern.STAFFING in judge(text, profile=Profile(staff_names=("marion",))).concerns
    assert not judge("Marion is on leave till Monday", profile=Profile(staff_names=("marion",))).warns


def test_a_complaint_about_staff_known_by_name_is_one(judge: Judge) -> None:
    """A complaint, or a sacking, of somebody whose name the profile knows is a complaint; one sent to them is not."""
    known = Profile(staff_names=("marion", "marion_w"))
    for text in ("I want to make a formal complaint about Marion", "No confidence in @marion_w, sorry"):
        assert not judge(text).warns
        assert judge(text, profile=known).concerns == {Concern.COMPLAINT}, text
    assert not judge("Please send the complaint form to Marion", profile=known).warns


def test_a_poll_on_business_asks_for_a_vote(judge: Judge) -> None:
    """A poll whose question is council business is consensus; one about dates or cake is not."""
    assert judge("Shall we approve the new bench?", poll=True).concerns == {Concern.CONSENSUS}
    assert judge("Colour of the bus shelter", poll=True).concerns == {Concern.CONSENSUS}
    assert not judge("Which date suits for the site visit?", poll=True).warns
    assert not judge("Best cake at the fete?", poll=True).warns


def test_a_bare_yes_needs_an_open_proposal(judge: Judge) -> None:
    """ "Yes" is consensus after a proposal on council business, and nothing by itself or after a chat."""
    ask = "Shall we pay the fencing invoice?"
    for answer in ("Yes", "Agreed", "👍", "fine by me", "No", "aye", "Happy with that", "👍🏽"):
        assert judge(ask, answer).concerns == {Concern.CONSENSUS}, answer
        assert not judge(answer).records, answer
        assert not judge("pub at 7?", answer).records, answer
        assert not judge(ask, "pub at 7?", answer).records, answer


def test_a_reply_answers_what_it_replies_to(judge: Judge) -> None:
    """A reply is judged by what it answers, whatever was said in between."""
    ask, chat = "Shall we pay the fencing invoice?", "pub at 7?"
    assert judge(ask, chat, "Yes", answers=0).concerns == {Concern.CONSENSUS}
    assert not judge(chat, ask, "Yes", answers=0).records


def test_answers_stand_between_a_proposal_and_its_next_answer(judge: Judge) -> None:
    """The fifth "yes" answers the same question as the first."""
    talk = ["Shall we pay the fencing invoice?", "Yes", "yes from me", "👍", "aye", "agreed"]
    assert judge(*talk).concerns == {Concern.CONSENSUS}


def test_an_edit_is_judged_like_a_message(judge: Judge) -> None:
    """An edited message is judged by its words as they now stand."""
    assert judge(TOLD, edited=True) == judge(TOLD)
    assert judge(TOLD, edited=True).concerns == {Concern.DECISION}


def test_what_is_private_stays_private_through_an_answer(judge: Judge) -> None:
    """Advice about somebody's own kitchen is no decision of the council's."""
    assert not judge("anyone recommend a builder for our kitchen?", "go with Parkers, they did ours").warns
