"""The detector that reads: the rules' signals and the conversation, judged by a small trained model."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from minutebook.council.assessment import NOTHING, Assessment, Context, Profile, Why
from minutebook.council.messages import Message
from minutebook.detector import reported, rules, signals
from minutebook.detector.learned import reasons, verdict, windows
from minutebook.detector.learned.counting import SHARE, Counting
from minutebook.detector.learned.encoding import plain, stretches
from minutebook.detector.learned.network import Floats, Network
from minutebook.detector.learned.verdict import Place
from minutebook.detector.learned.windows import Line
from minutebook.detector.rulebook import Sign

MODEL = Path(__file__).parent / "model"
"""Where the trained model lies, in the package."""

_ASKED_WITHIN = 5  # messages before an answer among which what it answers is looked for
_REMEMBERED = (
    1024  # messages whose reading alone is kept, 30 KB each at the very most: 54 chats' last nineteen
)


@dataclass(frozen=True, slots=True)
class _Setting:
    """A message in its chat, ready to be judged in one wording or another."""

    talk: Sequence[Line]
    context: Context
    vectors: Floats
    told: tuple[float, ...]


class ReadingDetector:
    """Judges messages by a trained model beside the rules. For one thread at a time."""

    def __init__(self, folder: Path = MODEL) -> None:
        """Load the model; takes about a second.

        Raises:
            FileNotFoundError: the folder holds no model.
        """
        self._rules = rules.RulesDetector()
        self._network = Network(folder)
        self._counting = Counting(folder / "counted.npz")
        self._bars = verdict.load(folder / "bars.json")
        self._alone = lru_cache(_REMEMBERED)(self._read_alone)

    def assess(self, message: Message, context: Context, profile: Profile) -> Assessment:
        """Judge `message` as it stands in `context`, for the council described by `profile`.

        Only the first `reading.LONGEST` characters are examined.
        """
        talk = windows.lines(message, context, lambda text: self._alone(text, profile.ignored))
        if not talk[-1].plain:
            return NOTHING
        heard = self._rules.hear(message, context, profile)
        setting = _Setting(talk, context, self._vectors(talk, context), signals.together(heard))
        logits = self._logits(setting, self._stretches(talk, context)).max(axis=0)
        vector = verdict.likeness(setting.vectors[-1])
        aside = context.answered is not None and _aside(heard)
        asked = verdict.answers_plainly(heard) and self._asked(context, profile)
        place = Place(self._bars, alone=len(talk) == 1, aside=aside, asked=asked)
        judged = verdict.held(logits, vector, heard, message, profile, place)
        why: tuple[Why, ...] = ()
        if judged.review:
            why = reasons.found(
                message, judged, heard, lambda lines: self._logits(setting, lines), profile.ignored
            )
        assessed = verdict.assessment(judged, why)
        if not reported.quietened(message, heard.scene.reading.lower, profile):
            return assessed
        return reported.listed(
            assessed, self.assess(message, context, replace(profile, meetings=(), examples=()))
        )

    def _asked(self, context: Context, profile: Profile) -> bool:
        """Whether what a message answers, or one of the few before it, asks plainly for agreement."""
        if context.answered is not None:
            return verdict.asks_plainly(self._rules.hear(context.answered, Context(), profile))
        earlier = context.earlier
        return any(
            verdict.asks_plainly(self._rules.hear(earlier[at], Context(earlier[:at]), profile))
            for at in range(max(0, len(earlier) - _ASKED_WITHIN), len(earlier))
        )

    def _read_alone(self, text: str, ignored: tuple[str, ...]) -> tuple[str, tuple[float, ...]]:
        """Return a text's plain line, and what the rules tell of it alone."""
        scene = self._rules.read_alone(text, ignored)
        return plain(text, ignored), signals.alone(scene)

    def _stretches(self, talk: Sequence[Line], context: Context) -> list[str]:
        """Return the stretches in which the judged message is read."""
        last = len(talk) - 1
        return stretches(
            talk[last].plain,
            lambda line: self._network.reach(windows.pair(talk, last, context.answered, line)),
        )

    def _vectors(self, talk: Sequence[Line], context: Context) -> Floats:
        """Return the vectors of the last messages, the judged one's of its first stretch."""
        return self._network.encode(windows.pairs(talk, context))

    def _logits(self, setting: _Setting, lines: Sequence[str]) -> Floats:
        """Return the model's answer to each of several wordings of the judged message, one row each."""
        talk, context = setting.talk, setting.context
        read = self._network.encode(
            [windows.pair(talk, len(talk) - 1, context.answered, line) for line in lines]
        )
        heard = self._network.judge(
            [
                windows.window(
                    talk, np.vstack([setting.vectors[:-1], vector]), context.answered, setting.told
                )
                for vector in read
            ]
        )
        before = windows.before(talk)
        return heard + SHARE * np.stack([self._counting.logits(line, before) for line in lines])


def _aside(heard: rules.Heard) -> bool:
    """Say whether a message is a bare answer and what it goes on from is somebody's own affair."""
    return Sign.ANSWERING in heard.scene.signs and heard.talk.private and not heard.talk.proposal
