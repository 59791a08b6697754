"""The book of rules: every rule can be called, and none is lost to the index that makes it fast."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minutebook.council.concerns import Concern, Subject
from minutebook.detector.reading import folded, read
from minutebook.detector.rulebook import PHRASES, Rule, Rulebook, Sign, calling_words, expanded
from minutebook.detector.rules import every_rule


def test_a_phrase_is_written_out_wherever_it_stands() -> None:
    """`<name>` becomes its phrase, after an optional part too, and an unknown name is refused."""
    assert PHRASES["money"] in expanded("(?:pay)?<money>")
    with pytest.raises(KeyError):
        expanded("<nonsense>")


def test_a_pattern_meets_whole_words_only() -> None:
    """A pattern does not match inside a longer word."""
    book = Rulebook([Rule(Concern.LEGAL, 0.9, 0.9, "sue", "a claim")])
    assert book.hits(read("they will sue us"))
    assert not book.hits(read("tissue issues"))


def test_every_label_has_rules() -> None:
    """Each concern and each subject of the guide has at least one rule."""
    assert {rule.sign for rule in every_rule()} >= set(Concern) | set(Subject)


def test_every_label_s_rule_has_a_reason() -> None:
    """A rule that speaks for a label says why in a short plain phrase."""
    for rule in every_rule():
        if not isinstance(rule.sign, Sign):
            assert 0 < len(rule.reason) <= 60, rule.pattern


def test_business_never_makes_a_label_less_likely() -> None:
    """A rule's weight in council business is at least its weight alone."""
    for rule in every_rule():
        if not isinstance(rule.sign, Sign):
            assert 0 < rule.alone <= rule.weight < 1, rule.pattern


def spellable() -> list[Rule]:
    """Return the rules whose matches can be made up: assertions about what stands around make it hopeless."""
    hopeless = r"\(\?<?[!=]|\(\?i|\^|\$|<start>|\{\d|<more>|<some>|<money>"
    return [rule for rule in every_rule() if not re.search(hopeless, rule.pattern)]


@pytest.mark.parametrize("rule", spellable(), ids=lambda rule: f"{rule.sign}: {rule.pattern[:30]}")
@settings(max_examples=25, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_match_is_lost_to_the_index(rule: Rule, data: st.DataObject) -> None:
    """A text that a rule's pattern matches always holds one of the words the rule is called by."""
    body = re.sub(r"<([a-z]+)>", lambda found: PHRASES[found[1]], rule.pattern)
    text = data.draw(st.from_regex(rf"\A(?:{body})\Z"))
    match = re.search(expanded(rule.pattern), text)
    if match is None or (not rule.capitals and folded(text) != text) or _run_together(text):
        return
    tokens = {token[:4] for token in re.findall(r"[a-z]+|\d|[^\sa-z\d]", folded(match[0]))}
    assert tokens & calling_words(rule), text


def _run_together(text: str) -> bool:
    """Say whether a text glues words that people would part, as patterns with an optional space allow."""
    return re.search(r"[a-z]{14,}", text) is not None
