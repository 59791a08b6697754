"""Which words told: the rules' where they saw it too, else the clause that tells most by itself."""

import re
from collections.abc import Callable, Sequence

from minutebook.council.assessment import Why
from minutebook.council.clusters import NOWHERE, telling
from minutebook.council.concerns import Concern, Label, Subject
from minutebook.council.messages import Message
from minutebook.detector.learned.encoding import plain
from minutebook.detector.learned.network import Floats
from minutebook.detector.learned.verdict import Held
from minutebook.detector.reading import LONGEST
from minutebook.detector.rules import Heard
from minutebook.detector.scene import TALKING
from minutebook.detector.signals import LABELS
from minutebook.detector.weigh import probability, whys

CLAUSES = 8
"""Clauses of a message that are tried, at most; a longer message is cut into as many stretches."""

_SURE = 0.5  # what the rules must make of a label to be asked for its words
_BREAK = re.compile(
    r"(?<=[.!?;:\n])\s+|,\s+|\s+[-–—]\s+|\s+(?=(?:but|and|so|then|because|unless)\s)", re.IGNORECASE
)
_SHORT = 3  # words; a clause of fewer goes with the next

REASONS: dict[Label, str] = {
    Concern.DECISION: "reads as something settled here",
    Concern.CONSENSUS: "asks for agreement here, or gives it",
    Concern.PREDETERMINATION: "reads as a mind made up on a matter still to be judged",
    Concern.STAFFING: "about an employee or a candidate",
    Concern.COMPLAINT: "about a complaint or a grievance",
    Concern.LEGAL: "about a claim, advice or the keeping of evidence",
    Concern.PERSONAL_DATA: "private details of a person",
    Concern.CONFIDENTIAL: "reads as confidential",
    Concern.CONDUCT: "about a person in a way the policy rules out",
    Concern.SECURITY: "about a breach or a suspicious message",
    Subject.FINANCE: "about money of the council",
    Subject.CONTRACT: "about a quote, a contractor, land or a lease",
    Subject.FOI: "about a request for information or data protection",
    Subject.PLANNING: "about an application in substance",
    Subject.INCIDENT: "about an incident",
    Subject.INSTRUCTION: "tells somebody what to do for the council",
    Subject.BUSINESS: "about council business",
}
"""What is said of a label where no rule has a nearer reason."""


def found(
    message: Message,
    judged: Held,
    heard: Heard,
    judge: Callable[[Sequence[str]], Floats],
    ignored: tuple[str, ...],
) -> tuple[Why, ...]:
    """Return the telling words of every label that the clerk is shown, in the order of the guide.

    Args:
        judge: returns the logits, one row each, of other wordings of the message in the same chat.
        ignored: the council's phrases that say nothing.
    """
    seen = {label for label in judged.review if label in heard.found and _sure(heard, label)}
    text = message.text
    told = list(whys(heard.found, frozenset(seen), heard.scene, text))
    unseen = judged.review - seen
    if unseen:
        cut = dict.fromkeys(telling(text, *span) for span in clauses(text[:LONGEST]))
        spans = [span for span in cut if span != NOWHERE] or [NOWHERE]
        rows = judge([plain(text[a:b], ignored) for a, b in spans]) if len(spans) > 1 else None
        # "✅" names no money and no contract: what it answers does.
        wordless = not any(sign.isalnum() for sign in text)
        for label in unseen:
            best = int(rows[:, LABELS.index(label)].argmax()) if rows is not None else 0
            span = NOWHERE if wordless and label not in TALKING else spans[best]
            told.append(Why(label, *span, REASONS[label]))
    return tuple(sorted(told, key=lambda each: LABELS.index(each.label)))


def _sure(heard: Heard, label: Label) -> bool:
    return probability(heard.found[label]) >= _SURE


def clauses(text: str) -> list[tuple[int, int]]:
    """Return where the clauses of a text begin and end, at most `CLAUSES` of them; one for a short text."""
    first = len(text) - len(text.lstrip())
    last = len(text.rstrip())
    if first >= last:
        return [(0, len(text))]
    starts = [first, *(each.end() for each in _BREAK.finditer(text, first, last) if each.end() < last)]
    spans: list[tuple[int, int]] = []
    for start, end in zip(starts, [*starts[1:], last], strict=True):
        end = start + len(text[start:end].rstrip())
        if spans and len(text[slice(*spans[-1])].split()) < _SHORT:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    every = -(-len(spans) // CLAUSES)
    return [(spans[at][0], spans[min(at + every, len(spans)) - 1][1]) for at in range(0, len(spans), every)]
