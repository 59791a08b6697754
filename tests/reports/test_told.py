"""The lines that say why a message was flagged."""

from minutebook.council.assessment import Why
from minutebook.council.concerns import Concern, Label, Subject
from minutebook.council.policy import load_policies
from minutebook.council.wording import load_wording
from minutebook.reports.told import LABELS, QUOTE, why_lines

POLICIES = load_policies()
WORDING = load_wording()
TEXT = "👍🏽 Right, go with Hendersons & <b>Sons</b>, start on Monday. Pay £1,200."


def of(label: Label, *words: str, text: str = TEXT) -> list[Why]:
    """Say that these words told a label; "" is what the context told."""
    return [Why(label, text.index(each), text.index(each) + len(each), "a reason") for each in words]


def lines(*why: Why, text: str = TEXT, policy: str = "barrowby") -> list[str]:
    """Return the lines about a text."""
    return [str(line) for line in why_lines(text, why, POLICIES[policy], WORDING)]


def test_a_line_says_label_clause_and_words_in_the_order_of_the_text() -> None:
    """Each label has one line; its words are those of the text, after an emoji too."""
    assert lines(
        *of(Concern.DECISION, "start on Monday", "go with Hendersons"), *of(Subject.FINANCE, "£1,200")
    ) == [
        "<i>decision (10.5): “go with Hendersons”, “start on Monday”</i>",
        "<i>finance (10.2): “£1,200”</i>",
    ]


def test_a_policy_without_numbers_is_cited_by_its_heading() -> None:
    """Where clauses have headings alone, the heading is given."""
    [line] = lines(*of(Concern.DECISION, "Right"), policy="lenham")
    assert line == "<i>decision (“Use of WhatsApp”): “Right”</i>"


def test_words_cannot_become_markup() -> None:
    """What stands in a message like markup is shown to the letter."""
    [line] = lines(*of(Concern.DECISION, "Hendersons & <b>Sons</b>"))
    assert line == "<i>decision (10.5): “Hendersons &amp; &lt;b&gt;Sons&lt;/b&gt;”</i>"


def test_only_so_many_and_so_long() -> None:
    """Three stretches are quoted, the strongest, each once, and the rest marked; a long one is shortened."""
    text = "one two three four one " + "word " * 20 + "."
    strongest = of(Concern.LEGAL, "four", "three", "one", "two", text=text)
    again = Why(Concern.LEGAL, 19, 22, "a reason")
    assert lines(*strongest, text=text) == ["<i>legal (10.5): “one”, “three”, “four” …</i>"]
    assert lines(*of(Concern.LEGAL, "one", text=text), again, text=text) == ["<i>legal (10.5): “one”</i>"]
    [line] = lines(*of(Concern.LEGAL, "word " * 19 + "word", text=text), text=text)
    assert len(line.split("“")[1].split("”")[0]) <= QUOTE


def test_words_within_others_are_not_repeated() -> None:
    """A stretch within another of the same label is left out."""
    [line] = lines(*of(Concern.DECISION, "go with", "go with Hendersons"))
    assert line.count("go with") == 1


def test_the_whole_message_is_not_quoted_again() -> None:
    """Where the whole message told, or what was said before it, its reason stands instead."""
    assert lines(Why(Concern.CONSENSUS, 0, 2, "answers a proposal"), text="👍🏽") == [
        "<i>seeking agreement (10.5): answers a proposal</i>"
    ]
    assert lines(Why(Subject.FINANCE, 0, 0, "about money"), text="✅") == [
        "<i>finance (10.2): about money, going by what was said before it</i>"
    ]


def test_nothing_known_is_nothing_said() -> None:
    """What was flagged before the words were noted has no line; many labels have only so many."""
    assert lines() == []
    every = [Why(label, 0, 2, "a reason") for label in (*Concern, *Subject)]
    assert len(lines(*every)) == LABELS
