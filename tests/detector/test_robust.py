"""Texts made to break things: an answer comes all the same, and its spans lie inside the text."""

import random
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutebook.council.assessment import Assessment
from minutebook.council.clusters import NOWHERE, telling
from minutebook.council.concerns import Concern, Subject
from minutebook.detector.reading import LONGEST, read
from minutebook.detector.rulebook import expanded
from minutebook.detector.rules import every_rule

Judge = Callable[..., Assessment]

ODD = {
    "nothing": "",
    "a space": " ",
    "the longest message": "OK to pay £40 for it? " * 187,
    "ten thousand emoji": "👍" * 10_000,
    "emoji with skins and joiners": "👍🏽👩‍👩‍👧‍👦❤️" * 500,
    "nothing but NUL": "\x00" * 500,
    "NUL inside words": "ag\x00reed, pay\x00 them £50",
    "mixed scripts": "Agreed 同意 موافق согласен συμφωνώ सहमत £50",
    "right to left marks": "\u202eagreed\u202c pay them £50",
    "letters whose lower case is longer": "İİİİ agreed, pay Hendersons £50 İ",
    "combining marks": "a\u0301\u0302\u0303" * 1000,
    "a lone surrogate": "agreed \ud83d pay them",
    "one long word": "a" * 100_000,
    "one long number": "0" * 50_000,
    "digits and dashes": "01-02-03 " * 5_000,
    "many addresses": "a@b.co " * 5_000,
    "open brackets": "(" * 10_000,
    "line breaks": "\n" * 10_000,
    "spaces": " " * 10_000 + "x",
    "yes for ever": "yes, " * 3_000,
    "nearly an insult": "you absolute " * 2_000,
    "nearly agreed": "all now then been " * 1_000,
    "nearly a vote": "we all please need to " * 1_000,
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in ODD.items()])
def test_odd_texts_get_an_answer(text: str, judge: Judge) -> None:
    """Whatever the text, there is an assessment whose parts agree with each other."""
    assert_sound(judge(text), text)


@settings(max_examples=200)
@given(texts=st.lists(st.text(max_size=80), min_size=1, max_size=4))
def test_any_talk_gets_the_same_sound_answer_twice(texts: list[str], judge: Judge) -> None:
    """Any conversation is assessed, soundly, and the same each time."""
    first, second = judge(*texts), judge(*texts)
    assert first == second
    assert_sound(first, texts[-1])


@settings(max_examples=200)
@given(
    words=st.lists(
        st.sampled_from(
            [
                *(
                    "agreed",
                    "pay",
                    "tell",
                    "the",
                    "contractor",
                    "clerk",
                    "£450",
                    "yes",
                    "vote",
                    "unless",
                    "shall",
                ),
                *(
                    "objects\u2019",
                    "Mrs",
                    "Pratt\u00a0",
                    "07700900123",
                    "👍🏽",
                    "whatever",
                    "they",
                    "say",
                    "minute",
                ),
                *(
                    "45/26",
                    "complaint",
                    "\u200b",
                    "refuse",
                    "application",
                    "it’s",
                    "?",
                    ".",
                    "\n",
                    "door",
                    "4471",
                ),
            ]
        ),
        max_size=25,
    )
)
def test_council_words_in_any_order_get_a_sound_answer(words: list[str], judge: Judge) -> None:
    """Words the rules look for, shuffled, with curly quotes and odd spaces, are assessed soundly."""
    text = " ".join(words)
    assert_sound(judge(text), text)


@settings(max_examples=200)
@given(st.text(max_size=200))
def test_a_reading_s_spans_are_the_original_s(text: str) -> None:
    """Every stretch of the plain reading points to a stretch inside the original text."""
    reading = read(text)
    assert len(reading.plain) == len(reading.lower) <= len(text)
    for start in range(len(reading.plain)):
        first, last = reading.span(start, start + 1)
        assert 0 <= first < last <= len(text)


def test_only_so_much_is_examined(judge: Judge) -> None:
    """What stands beyond the longest message Telegram allows is not read."""
    told = "I've told the contractor to start Monday."
    assert judge(told).warns
    assert not judge("x " * (LONGEST // 2) + told).warns


def test_no_pattern_multiplies_its_own_work() -> None:
    """Repeated words from a rule's own vocabulary are searched through, for every rule.

    A pattern that backtracked without bound would hang here; none does. Nothing is timed.
    """
    pick = random.Random(7)
    for rule in every_rule():
        pattern = re.compile(expanded(rule.pattern))
        words = re.findall(r"[a-z£👍]+(?:'[a-z]+)?", pattern.pattern)
        for count in (1, 2, 3, 50):
            text = " ".join(pick.choice(words) for _ in range(count)) + " "
            pattern.search((text * (LONGEST // len(text) + 1))[:LONGEST])


def test_curly_quotes_and_odd_spaces_change_nothing(judge: Judge) -> None:
    """“That’s agreed” with curly quotes, no-break spaces and soft hyphens is read as if typed plainly."""
    plain = judge("Right, that's agreed then, go with Marsh & Sons")
    fancy = judge("Right,\u00a0that\u2019s  a\u00adgreed then, go with Marsh & Sons")
    assert plain.concerns == fancy.concerns == {Concern.DECISION}


def test_a_span_survives_what_was_tidied_away(judge: Judge) -> None:
    """A span covers the telling words of the text as sent, invisible characters before them and all."""
    text = "\u200b\u200b  Hi all.   I\u2019ve told the con\u00adtractor to start Monday"
    why = next(why for why in judge(text).why if why.label is Concern.DECISION)
    assert text[why.start : why.end].startswith("I\u2019ve told the con\u00adtractor to start")


def assert_sound(assessment: Assessment, text: str) -> None:
    """Assert that an assessment's parts agree, and that its spans lie inside `text`."""
    assert assessment.concerns <= assessment.review
    assert assessment.subjects <= assessment.review
    assert assessment.review <= set(assessment.probabilities)
    assert all(0 < value <= 1 for value in assessment.probabilities.values())
    assert assessment.concerns <= set(Concern)
    assert assessment.subjects <= set(Subject)
    assert assessment.concerns <= {why.label for why in assessment.why}
    for why in assessment.why:
        assert 0 <= why.start <= why.end <= len(text)
        assert why.reason
        # No sign is cut, no blank or bare punctuation told.
        assert (why.start, why.end) in (NOWHERE, telling(text, why.start, why.end))
    places = [(why.label, why.start, why.end) for why in assessment.why]
    assert len(places) == len(set(places))
