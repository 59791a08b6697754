"""The detector that reads: what the conversation does to a word, why it says so, and the floors under its figures."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from detector.conftest import said
from detector.test_robust import ODD, assert_sound
from minutebook.council.assessment import Assessment, Context, Profile
from minutebook.council.concerns import Concern, Subject
from minutebook.detector.learned.reader import ReadingDetector
from minutebook.detector.stream import ScanResult, scan_lines
from training.corpus import CORPUS

Judge = Callable[..., Assessment]

HELLO = "Evening all, has everyone got the papers?"

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))
"""F1 on the test councils below which no change may bring a label; a little under what was measured."""


@pytest.fixture(scope="session")
def reading() -> ReadingDetector:
    """The detector with the model of the package, loaded once."""
    return ReadingDetector()


@pytest.fixture(scope="session")
def judge(reading: ReadingDetector) -> Judge:
    """`judge("OK to pay £50?", "Yes")`: the judgement of the last, said after the others."""

    def of(*texts: str, answers: int | None = None, profile: Profile | None = None) -> Assessment:
        earlier = tuple(said(number, text) for number, text in enumerate(texts[:-1]))
        context = Context(earlier, None if answers is None else earlier[answers])
        return reading.assess(said(len(earlier), texts[-1]), context, profile or Profile())

    return of


@pytest.fixture(scope="session")
def tested(reading: ReadingDetector) -> list[tuple[set[str], set[str]]]:
    """The labels of every message of the test councils, as they are and as they are found."""
    found: list[tuple[set[str], set[str]]] = []
    for path in sorted((CORPUS / "test").glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for line, result in zip(lines, scan_lines(_bare(lines), reading), strict=True):
            found.append((_labels(json.loads(line)), _labels(result.row)))
    return found


def _bare(lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield json.dumps(
            {key: value for key, value in json.loads(line).items() if key not in ("concerns", "subjects")}
        )


def _labels(row: dict[str, object]) -> set[str]:
    concerns, subjects = row["concerns"], row["subjects"]
    assert isinstance(concerns, list)
    assert isinstance(subjects, list)
    return {str(each) for each in (*concerns, *subjects)}


def f1(pairs: list[tuple[bool, bool]]) -> float:
    """Return the harmonic mean of precision and recall of (is, found) pairs."""
    counts = Counter(pairs)
    return 2 * counts[True, True] / max(1, 2 * counts[True, True] + counts[True, False] + counts[False, True])


@pytest.mark.parametrize("name", [*FLOORS["f1"]])
def test_no_label_falls_below_its_floor(name: str, tested: list[tuple[set[str], set[str]]]) -> None:
    """On councils the model has never seen, every label is found about as well as was measured."""
    concerns = {each.value for each in Concern}
    has: Callable[[set[str]], bool] = {
        "warn": lambda labels: bool(labels & concerns),
        "record": bool,
    }.get(name, lambda labels: name in labels)
    assert f1([(has(gold), has(got)) for gold, got in tested]) >= FLOORS["f1"][name]


def test_clean_messages_are_left_in_peace(tested: list[tuple[set[str], set[str]]]) -> None:
    """Of the test councils' clean messages hardly any is cautioned."""
    concerns = {each.value for each in Concern}
    clean = [bool(got & concerns) for gold, got in tested if not gold & concerns]
    assert 1000 * sum(clean) / len(clean) <= FLOORS["false_a_thousand"]["test"]


def test_everyday_texts_are_left_in_peace(shared: Path, reading: ReadingDetector) -> None:
    """Of text messages that nobody here wrote hardly any is cautioned."""
    lines = (shared / "data" / "everyday_sms.jsonl").read_text(encoding="utf-8").splitlines()
    got: list[ScanResult] = list(scan_lines(lines, reading))
    cautioned = [result.row["text"] for result in got if result.row["warn"]]
    assert 1000 * len(cautioned) / len(got) <= FLOORS["false_a_thousand"]["everyday"]


def test_a_bare_yes_counts_where_it_answers_the_council(judge: Judge) -> None:
    """The same words agree to spending in one place and to the pub in another."""
    ask = "Hendersons can mend the bench for £450. Are we all happy to go ahead?"
    assert judge(ask, "Fine by me").concerns == {Concern.CONSENSUS}
    assert not judge("Pub after?", "Fine by me").warns
    assert not judge(ask, "Pub after?", "Fine by me", answers=1).warns
    assert judge(ask, "Pub after?", "Fine by me", answers=0).concerns == {Concern.CONSENSUS}


def test_a_decision_without_a_deciding_word_is_noticed(judge: Judge) -> None:
    """What was settled at the gate is a decision, though nobody says so."""
    text = "Shook hands with Dave on the new fence this morning, he'll start on Monday and send the council his bill."
    assert Concern.DECISION in judge(HELLO, text).concerns


def test_a_resolution_reported_is_left_in_peace(judge: Judge) -> None:
    """What a meeting resolved, with its minute, is no decision of the chat."""
    text = (
        "As resolved on 8 September (minute 47), the new noticeboard is ordered from Oakleaf Signs at £310."
    )
    assert not judge(HELLO, text).warns


def test_every_label_comes_with_the_words_that_told(judge: Judge) -> None:
    """A caution and a line for the clerk point to a stretch of the message and say why."""
    text = (
        "Morning all, lovely day. I've told Kev he can start on the hall roof on Monday, £450. Got a ladder?"
    )
    judged = judge(HELLO, text)
    assert judged.concerns
    assert judged.review <= {why.label for why in judged.why}
    told = next(why for why in judged.why if why.label is Concern.DECISION)
    assert "told Kev" in text[told.start : told.end]
    assert "ladder" not in text[told.start : told.end]


@pytest.mark.parametrize(
    ("text", "shown"),
    [("👍🏽", "👍🏽"), ("OK 👌🏿", "OK 👌🏿"), ("✅\ufe0f", "✅\ufe0f"), (",", ""), ("—", "")],
)
def test_an_answer_s_words_are_whole_signs(judge: Judge, text: str, shown: str) -> None:
    """What told a bare answer is its whole sign, or what it answers; no money is seen in a tick."""
    judged = judge("Shall we pay Hendersons £1,200 for the churchyard wall?", text)
    assert_sound(judged, text)
    for why in judged.why:
        by_itself = why.label in (Concern.DECISION, Concern.CONSENSUS)
        told = text[why.start : why.end]
        assert told == shown if by_itself else told in ("", shown if text[0].isalnum() else "")


def test_a_council_teaches_its_words(judge: Judge) -> None:
    """A council's own word gives its label at once; a phrase it ignores says nothing."""
    text = "The HR panel sits again on Thursday"
    assert not judge(text).warns
    assert Concern.STAFFING in judge(text, profile=Profile(words={Concern.STAFFING: ("hr panel",)})).concerns
    decided = "Right, that's agreed then, go with Hendersons for the roof"
    assert judge(decided).warns
    ignored = Profile(ignored=("right, that's agreed then, go with hendersons for the roof",))
    assert not judge(decided, profile=ignored).warns


@pytest.mark.parametrize(
    "said", ["I've told Hendersons to start Monday", "Agreed, pay Hendersons the £1,200"]
)
def test_an_ignored_name_takes_no_decision_away(judge: Judge, said: str) -> None:
    """A firm's name that is ignored leaves cautioned what is plainly a decision without it."""
    assert Concern.DECISION in judge(said, profile=Profile(ignored=("hendersons",))).concerns


def test_an_own_word_for_a_decision_put_as_a_question_asks_for_one(judge: Judge) -> None:
    """ "Shall we shake on it?" seeks agreement, by the council's own word."""
    profile = Profile(words={Concern.DECISION: ("shake on it",)})
    assert Concern.CONSENSUS in judge("Shall we shake on it?", profile=profile).concerns


def test_a_message_of_nothing_but_ignored_phrases_says_nothing(judge: Judge) -> None:
    """Where no word is left there is nothing to judge, whatever stood before."""
    profile = Profile(ignored=("agreed",))
    assert not judge("OK to spend £450 on the bench?", "Agreed!", profile=profile).review


def test_a_meeting_s_date_makes_it_a_report(judge: Judge) -> None:
    """What was agreed on a day the council met is less of a decision than the same on any other day."""
    text = "We agreed on 12 May to go with Hendersons, so I have told them to start."
    plain = judge(text).probabilities.get(Concern.DECISION, 0.0)
    cited = judge(
        text, profile=Profile(meetings=(datetime(2026, 5, 12, 19, 30, tzinfo=UTC),))
    ).probabilities.get(Concern.DECISION, 0.0)
    assert cited < plain


@pytest.mark.parametrize(
    "text",
    [
        "Council agreed it Tuesday. I've told Hendersons they can start",
        "Given the nod on 12 May so I've told Hendersons to start",
        "At the May meeting we went with Hendersons for the fence, so I've told them to start",
    ],
)
def test_a_report_that_names_its_meeting_is_not_cautioned(judge: Judge, text: str) -> None:
    """What was done on the word of an entered meeting is left in peace, however sure the model is without its day."""
    assert judge(HELLO, text).warns
    assert not judge(
        HELLO, text, profile=Profile(meetings=(datetime(2026, 5, 12, 19, 30, tzinfo=UTC),))
    ).warns


def test_the_day_of_work_is_no_meeting_s(judge: Judge) -> None:
    """A decision made in the chat stays one where the council met on a day of that name."""
    met = Profile(meetings=(datetime(2026, 5, 12, 19, 30, tzinfo=UTC),))
    text = "Right, that's agreed, go with Hendersons, they can start on Tuesday"
    assert Concern.DECISION in judge(text, profile=met).concerns
    assert judge(text, profile=met) == judge(text)


def test_a_subject_is_business_and_no_caution(judge: Judge) -> None:
    """Facts about money are on the record's side of the line, and cautioned by nobody."""
    judged = judge("The external audit fee came in at £420 plus VAT, against £400 in the budget.")
    assert Subject.FINANCE in judged.subjects
    assert not judged.warns


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in ODD.items()])
def test_odd_texts_get_an_answer(text: str, judge: Judge) -> None:
    """Whatever the text, alone or after odd texts, there is a sound assessment, the same each time."""
    assert_sound(judge(text), text)
    assert judge(text, text, text) == judge(text, text, text)


@pytest.mark.parametrize(
    "text",
    [
        "Right, that's agreed then, go with Hendersons for the roof",
        "Agreed, pay Hendersons the £1,200",
        "I've told the contractor to start Monday",
        "We're refusing this application whatever they say",
        "Unless anyone shouts by 5 I'll tell Hendersons to start.",
    ],
)
def test_the_plainest_words_need_no_conversation(judge: Judge, text: str) -> None:
    """What is decided here in so many words, about the council's money, work or plans, is cautioned out of the blue."""
    assert judge(text).warns


def test_private_talk_before_it_hides_no_decision(judge: Judge) -> None:
    """Said among biscuits and lateness, a plain decision is one."""
    before = "Running ten minutes late, sorry. Save me a biscuit!"
    assert judge(before, "Right, that's agreed then. Tell Hendersons to start on Monday.").warns


@pytest.mark.parametrize("answer", ["Fine by me", "Yes from me", "👍", "Agreed", "Happy with that"])
def test_a_plain_answer_to_a_plain_question_counts(judge: Judge, answer: str) -> None:
    """The same answer is agreement after "OK to spend £450 on the bench?", and nothing after "Pub at seven?"."""
    asked = "OK to spend £450 on the bench?"
    assert Concern.CONSENSUS in judge(HELLO, asked, answer).concerns
    assert not judge(HELLO, "Pub at seven?", answer).warns
