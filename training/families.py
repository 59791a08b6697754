"""Simpler ways of judging messages, to stand beside the detector: a lexicon, TF-IDF with a linear model, the rules."""

import json
import re
from collections.abc import Iterator, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import FeatureUnion, make_pipeline

from minutebook.council.assessment import Detector
from minutebook.council.concerns import Concern, Label, Subject, label
from minutebook.detector.signals import LABELS
from minutebook.detector.stream import scan_lines
from training.bars import Flags, Values, best_bar, wary
from training.corpus import Thread

Given = list[frozenset[Label]]
"""The labels given to each message, in order."""

_CONCERNS = np.array([isinstance(label, Concern) for label in LABELS])

# What supervision products ship: words to watch for, without regard to what is talked of.
LEXICON: dict[Label, str] = {
    Concern.DECISION: r"agreed|approved|decided|go ahead|signed off|resolved|confirmed|green light",
    Concern.CONSENSUS: r"vote|all in favour|objections?|happy to approve|any objection|do we agree|yes or no|i agree",
    Concern.PREDETERMINATION: r"refuse it|must refuse|voting against|already decided|made up my mind|vote against",
    Concern.STAFFING: r"appraisal|disciplinary|sick leave|salary|pay rise|redundan\w+|job interview|performance",
    Concern.COMPLAINT: r"complaints?|grievances?|code of conduct|monitoring officer",
    Concern.LEGAL: r"solicitors?|legal advice|barrister|court|liab\w+|sue|claims?|tribunal|delete (?:this|these|the)",
    Concern.PERSONAL_DATA: r"\d{5} ?\d{6}|[a-z]{1,2}\d{1,2}[a-z]? ?\d[a-z]{2}|date of birth|home address|\S+@\S+\.\w+",
    Concern.CONFIDENTIAL: r"confidential|part 2|in confidence|password|door code|tender price|exempt",
    Concern.CONDUCT: r"idiots?|stupid|liars?|corrupt|bloody|useless|moron|vote (?:labour|conservative|green|reform)",
    Concern.SECURITY: r"phishing|hacked|suspicious|scam|lost (?:my )?(?:phone|laptop)|clicked",
    Subject.FINANCE: r"£|invoices?|budget|precept|grants?|payments?|audit",
    Subject.CONTRACT: r"quotes?|tenders?|contractors?|lease|insurance",
    Subject.FOI: r"foi|freedom of information|eir|subject access|gdpr|data protection",
    Subject.PLANNING: r"planning|application|licen[cs]\w+",
    Subject.INCIDENT: r"flood\w*|damage\w*|police|accident|vandal\w*|emergency|fire",
    Subject.INSTRUCTION: r"please (?:cancel|order|send|ring|check|keep)|instruct\w*",
    Subject.BUSINESS: r"council|parish|resolution|minutes?",
}


def lexicon(threads: Sequence[Thread]) -> Given:
    """Judge by words alone."""
    books = {label: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for label, words in LEXICON.items()}
    return [
        frozenset(label for label, book in books.items() if book.search(said.message.text.lower()))
        for thread in threads
        for said in thread.said
    ]


def detector(judge: Detector, threads: Sequence[Thread]) -> Given:
    """Judge as `minutebook scan` does, which hears of the talk what it would remember."""
    found = []
    for result in scan_lines(_rows(threads), judge):
        given = [*result.row["concerns"], *result.row["subjects"]]  # type: ignore[misc]
        found.append(frozenset(label(each) for each in given))
    return found


def _rows(threads: Sequence[Thread]) -> Iterator[str]:
    """Yield the messages as lines of `scan`, without their labels."""
    for number, thread in enumerate(threads):
        for said in thread.said:
            yield json.dumps(
                {
                    "id": said.id,
                    "thread": f"{thread.council}-{number}",
                    "sender": said.message.sender.name,
                    "reply_to": None if said.answers is None else thread.said[said.answers].id,
                    "text": said.message.text,
                }
            )


class TfIdf:
    """Words and letters counted, of the message and of the two before it, and a linear model a label."""

    def __init__(self, train: Sequence[Thread], validation: Sequence[Thread]) -> None:
        """Fit to the training councils; the bars are chosen on the validation councils by the rules ours are."""
        counts = FeatureUnion(
            [
                ("words", TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)),
                (
                    "letters",
                    TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True),
                ),
            ]
        )
        linear = LogisticRegression(C=10, class_weight="balanced", max_iter=300, solver="liblinear")
        self._model = make_pipeline(counts, OneVsRestClassifier(linear))
        wanted = [[label in said.labels for label in LABELS] for thread in train for said in thread.said]
        self._model.fit(_lines(train), np.array(wanted))
        said = [each for thread in validation for each in thread.said]
        found = self._found(validation)
        warned, listed = np.array([each.warn for each in said]), np.array([each.record for each in said])
        likeliest = found[:, _CONCERNS].max(1)
        self._caution = wary(likeliest, warned)
        self._record = best_bar(np.where(likeliest >= self._caution, 1, found[:, ~_CONCERNS].max(1)), listed)

    def judge(self, threads: Sequence[Thread]) -> Given:
        """Return the labels given to each message."""
        found = self._found(threads)
        given: Flags = found >= np.where(_CONCERNS, self._caution, self._record)
        return [frozenset(label for label, yes in zip(LABELS, row, strict=True) if yes) for row in given]

    def _found(self, threads: Sequence[Thread]) -> Values:
        """Return the probability of each label, one row a message."""
        return np.asarray(self._model.predict_proba(_lines(threads)), dtype=np.float64)


def _lines(threads: Sequence[Thread]) -> list[str]:
    """Return a text a message, the words of the two before it marked as such."""
    found = []
    for thread in threads:
        for at, said in enumerate(thread.said):
            before = " ".join(each.message.text for each in thread.said[max(0, at - 2) : at])
            marked = " ".join(f"b_{word}" for word in re.findall(r"\w+", before.lower()))
            found.append(f"{said.message.text.lower()} {marked}")
    return found
