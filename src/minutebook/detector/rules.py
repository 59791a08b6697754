"""The first detector: rules, weighed in their setting.

It reads the message (`reading`), finds which rules it meets (`rulebook` and the tables, one file a
subject), makes out the conversation (`talk`) and lets the setting decide what each hit is worth
(`weigh`). What the clerk has judged moves what is worded alike (`learning`, `trigrams`).
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from minutebook.council.assessment import NOTHING, Assessment, Context, Profile
from minutebook.council.concerns import DECIDING, Concern, Label, Subject
from minutebook.council.messages import Message
from minutebook.detector import (
    answering,
    asking,
    closed,
    deciding,
    exempting,
    learning,
    ordering,
    people,
    reported,
    sensitive,
    topics,
    trigrams,
)
from minutebook.detector.forms import forms, personal
from minutebook.detector.reading import Reading, read, whole
from minutebook.detector.rulebook import OWN_WORD, Hit, Rule, Rulebook, Sign
from minutebook.detector.scene import Scene
from minutebook.detector.settled_here import asked_here
from minutebook.detector.talk import SILENCE, Talk, listen
from minutebook.detector.weigh import probability, weighed, whys

UPPER = 0.5
"""Probability from which a label is given, unless the profile sets another."""

LOWER = 0.25
"""Probability from which the clerk is shown a label in review."""

_REACH = learning.Reach(near=0.5, decided=0.84)
"""Trigrams are seldom as alike as a model's vectors; the rules call a decision blunt from 0.7: "Decision made"."""

_TALKING = frozenset({Concern.DECISION, Concern.CONSENSUS, Concern.PREDETERMINATION, *Subject})
_OWN_WORD = 0.6  # what one of the council's own words is worth
_WHOSE = frozenset({Sign.COUNCIL, Sign.PARISH, Sign.MATTER, Sign.MONEY})
"""Signs that show whose business it is: what is to be overlooked tells of nothing, but still shows that."""


def every_rule() -> tuple[Rule, ...]:
    """Return the rules of every table."""
    return (
        *topics.settings(),
        *topics.subjects(),
        *deciding.decisions(),
        *ordering.orders(),
        *exempting.exemptions(),
        *asking.askings(),
        *answering.answerings(),
        *answering.plain_answers(),
        *answering.suggestings(),
        *closed.closed_minds(),
        *closed.judged_matters(),
        *people.staffing(),
        *people.complaints(),
        *people.procedures(),
        *people.conduct(),
        *sensitive.legal(),
        *sensitive.confidential(),
        *sensitive.security(),
        *personal(),
    )


@dataclass(frozen=True, slots=True)
class Heard:
    """What the rules make of one message in its chat.

    Attributes:
        scene: the message on its own.
        talk: the conversation it enters.
        found: what speaks for each label, strongest first, each with the probability it gives.
    """

    scene: Scene
    talk: Talk
    found: Mapping[Label, list[tuple[float, Hit]]]


class RulesDetector:
    """Judges messages by rules. Holds only the compiled rules, so it may be shared between threads."""

    def __init__(self) -> None:
        """Compile the rules; takes a fraction of a second."""
        self._book = Rulebook(every_rule())

    def assess(self, message: Message, context: Context, profile: Profile) -> Assessment:
        """Judge `message` as it stands in `context`, for the council described by `profile`.

        Only the first `reading.LONGEST` characters are examined.
        """
        heard = self.hear(message, context, profile)
        judged = _assessment(heard, profile, message.text) if heard.found else NOTHING
        if not heard.scene.hits or Sign.REPORT not in heard.scene.signs:
            return judged
        uncited = _uncited(heard)
        if not uncited.found:
            return judged
        return reported.listed(judged, _assessment(uncited, _untaught(profile), message.text))

    def hear(self, message: Message, context: Context, profile: Profile) -> Heard:
        """Return what the rules make of `message` before any bar is held against it."""
        scene = self._scene(message, profile)
        if not scene.hits:
            return Heard(scene, SILENCE, MappingProxyType({}))
        talk = self._talk(scene, context, profile)
        return Heard(scene, talk, MappingProxyType(weighed(scene, talk)))

    def read_alone(self, text: str, ignored: tuple[str, ...] = ()) -> Scene:
        """Read a text by itself, as any council would.

        Args:
            ignored: phrases (lower case) that say nothing. Overlooking them makes nothing of what is left that
                the whole is not, nor anything less the council's.
        """
        reading = read(text, ignored)
        alone = self._met(reading)
        entire = read(text) if ignored else reading
        if reading.lower == entire.lower or not reading.lower.strip():
            return alone
        known = self._met(entire)
        told = {hit.sign for hit in known.hits}
        hits = tuple(hit for hit in alone.hits if isinstance(hit.sign, Sign) or hit.sign in told)
        return Scene(reading, hits, alone.signs | (known.signs & _WHOSE))

    def _met(self, reading: Reading) -> Scene:
        """Return what a reading meets."""
        if not reading.lower.strip():
            return Scene(reading, (), frozenset())
        hits = (*self._book.hits(reading), *forms(reading))
        return Scene(reading, hits, frozenset(hit.sign for hit in hits if isinstance(hit.sign, Sign)))

    def _scene(self, message: Message, profile: Profile) -> Scene:
        """Read one message as this council would: its own words, its staff, its meetings, its polls."""
        alone = self.read_alone(message.text, profile.ignored)
        reading = alone.reading
        if not reading.lower.strip():
            return alone
        hits = [*alone.hits, *_own_words(reading, profile)]
        if message.poll is not None:
            hits.append(
                Hit(Concern.CONSENSUS, 0.9, 0.35, 0, len(reading.plain), "a poll asks members to vote")
            )
        signs = alone.signs
        quiet = reported.quietened(message, reading.lower, profile)
        if message.poll is not None or asked_here(reading.lower):
            signs -= {Sign.REPORT}  # what members are asked here reports nothing, whatever it cites
        elif quiet and not any(hit.sign in DECIDING - quiet for hit in hits):
            signs |= {Sign.REPORT}
        return Scene(reading, tuple(hits), signs)

    def _talk(self, scene: Scene, context: Context, profile: Profile) -> Talk:
        """Listen to what came before, where it can matter."""
        if not context.earlier and context.answered is None:
            return SILENCE
        if Sign.ANSWERING not in scene.signs and not any(hit.sign in _TALKING for hit in scene.hits):
            return SILENCE
        return listen(scene, context, lambda message: self._scene(message, profile))


def _uncited(heard: Heard) -> Heard:
    """Return what the rules make of a message if nothing it says counts as the report of a meeting."""
    scene = replace(heard.scene, signs=heard.scene.signs - {Sign.REPORT})
    return replace(heard, scene=scene, found=MappingProxyType(weighed(scene, heard.talk)))


def _untaught(profile: Profile) -> Profile:
    return replace(profile, examples=())


def own_words(heard: Heard) -> frozenset[Label]:
    """Return the labels of which a message has one of the council's own words, where the talk lets them count."""
    return frozenset(
        label
        for label, reasons in heard.found.items()
        if any(hit.reason == OWN_WORD and strength >= UPPER for strength, hit in reasons)
    )


def _assessment(heard: Heard, profile: Profile, text: str) -> Assessment:
    """Hold the probabilities of the message `text` against the bars."""
    found, scene = heard.found, heard.scene
    probabilities = {label: probability(reasons) for label, reasons in found.items()}
    vector: tuple[float, ...] = ()
    if profile.examples or max(probabilities.values()) >= LOWER:
        vector = trigrams.vector(scene.reading.lower)
    bars = {label: profile.thresholds.get(label, UPPER) for label in probabilities}
    kept = learning.kept(label for label, value in probabilities.items() if value >= bars[label])
    probabilities = _taught(probabilities, vector, heard, profile)
    given = {label for label, value in probabilities.items() if value >= bars[label]}
    review = frozenset(given | kept | {label for label, value in probabilities.items() if value >= LOWER})
    return Assessment(
        probabilities=MappingProxyType(probabilities),
        concerns=frozenset(label for label in given if isinstance(label, Concern)),
        subjects=frozenset(label for label in given if isinstance(label, Subject)),
        review=review,
        why=whys(found, review, scene, text),
        vector=vector,
        model=trigrams.MODEL if vector else "",
    )


def _taught(
    probabilities: dict[Label, float], vector: tuple[float, ...], heard: Heard, profile: Profile
) -> dict[Label, float]:
    """Return the probabilities as what the clerk has judged moves them; the council's own words stand."""
    if not vector or not profile.examples:
        return probabilities
    logits = {label: math.log(value / (1 - value)) for label, value in probabilities.items()}
    alike = trigrams.likenesses(vector, profile.examples)
    moved = learning.shifted(logits, alike, profile.examples, _REACH)
    sure = own_words(heard)
    return {
        label: max(value if label in sure else 0.0, round(1 / (1 + math.exp(-moved[label])), 3))
        if moved[label] != logits[label]
        else value
        for label, value in probabilities.items()
    }


def _own_words(reading: Reading, profile: Profile) -> Iterator[Hit]:
    """Yield the council's own words for a label, and what is said of its staff by name."""
    for label, words in profile.words.items():
        for word in words:
            for found in whole(word, reading.lower):
                yield Hit(label, _OWN_WORD, _OWN_WORD, found.start(), found.end(), OWN_WORD)
                break
    for name in profile.staff_names:
        for found in whole(name, reading.lower):
            matter = people.staff_matter().search(reading.lower, found.end(), found.end() + 60)
            if matter:
                yield Hit(Concern.STAFFING, 0.8, 0.7, found.start(), matter.end(), "about an employee")
            before = people.against().search(reading.lower, max(0, found.start() - 60), found.start())
            if before:
                yield Hit(Concern.COMPLAINT, 0.85, 0.7, before.start(), found.end(), "about a complaint")
