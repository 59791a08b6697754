"""Why a message was flagged: for each label one line with the clause it falls under and the words that told. Pure."""

from collections.abc import Sequence

from minutebook.council.assessment import REPORTED, Why
from minutebook.council.clusters import NOWHERE, shortened, telling
from minutebook.council.passages import Span
from minutebook.council.policy import Policy
from minutebook.council.wording import Html, Wording

LABELS = 6
"""Labels that are given a line, at most; those first that are concerns."""

QUOTED = 3
"""Stretches of words quoted for a label, at most."""

QUOTE = 40
"""Characters of a stretch that are quoted."""


def why_lines(text: str, why: Sequence[Why], policy: Policy, wording: Wording) -> list[Html]:
    """Return the lines, in the order of the guide; none where it is not known what told.

    Args:
        text: the message's, out of which the words are cut. Whoever may not read it may not read the lines.
        why: what told, by label, the strongest first.
        policy: the council's.
    """
    labels = list(dict.fromkeys(each.label for each in why))[:LABELS]
    return [
        wording.say(
            "review.why",
            label=wording.plain(f"label.{label}"),
            clause=_clause(policy.clause_of(label)),
            told=_told(text, [each for each in why if each.label is label], wording),
        )
        for label in labels
    ]


def _clause(key: str) -> str:
    """Return a clause as short as can be: its number, or its heading in quotation marks where it has none."""
    return key if key[:1].isdigit() else f"“{key}”"


def _told(text: str, why: Sequence[Why], wording: Wording) -> str:
    """Return the words that told a label, with a word on why nobody was cautioned where it is a report."""
    told = _words(text, why, wording)
    return wording.plain("review.why_reported", told=told) if why[0].reason == REPORTED else told


def _words(text: str, why: Sequence[Why], wording: Wording) -> str:
    """Return the words that told a label; the reason in words where that was the whole message, or what it follows."""
    spans = _apart([(each.start, each.end) for each in why])
    if not spans:
        return wording.plain("review.why_before", reason=why[0].reason)
    if telling(text, 0, len(text)) in spans:
        return why[0].reason
    quoted = [
        wording.plain("review.why_words", text=shortened(text[start:end], QUOTE))
        for start, end in sorted(spans[:QUOTED])
    ]
    more = wording.plain("review.why_more") if len(spans) > QUOTED else ""
    return ", ".join(dict.fromkeys(quoted)) + more


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Return the stretches that are words, without such as lie within another."""
    words = [span for span in dict.fromkeys(spans) if span != NOWHERE]
    return [
        (start, end)
        for start, end in words
        if not any((a, b) != (start, end) and a <= start and end <= b for a, b in words)
    ]
