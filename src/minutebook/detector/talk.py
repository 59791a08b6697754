"""The state of the conversation: what is on the table, and does this message answer it?"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from minutebook.council.assessment import Context
from minutebook.council.concerns import Concern
from minutebook.council.messages import Message
from minutebook.detector.rulebook import Sign
from minutebook.detector.scene import Scene

_REACH = 8  # messages back that a bare answer may answer
_TOPIC = 6  # messages back that show what is being talked of
_STATEMENTS = 2  # statements that may stand between a proposal and its answer
_NODS = frozenset(
    {"👍", "👌", "ok", "okay", "k", "great", "good", "perfect", "sure", "fine", "cool", "🙌", "👏"}
)
"""Answers that may as well only acknowledge what was said last."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What the chat was about when a message came.

    Attributes:
        business: council business was being talked of.
        proposal: a proposal on council business is open, and a bare "yes" would answer it.
        judging: the matter is one that must be judged with an open mind.
        private: the talk was of somebody's own affairs, or social.
        own: it was of somebody's own affairs, or asked for what this message may answer.
    """

    business: bool = False
    proposal: bool = False
    judging: bool = False
    private: bool = False
    own: bool = False


SILENCE = Talk()
"""Nothing was said before."""


class _Back:
    """What was said before, latest first, each message read only once it is asked for."""

    def __init__(self, messages: Sequence[Message], look: Callable[[Message], Scene]) -> None:
        self._unread = iter(messages)
        self._look = look
        self._scenes: list[Scene] = []

    def scenes(self, start: int, stop: int) -> Iterator[Scene]:
        """Yield the scenes from `start` up to `stop`, as far as there are any."""
        for number in range(start, stop):
            while number >= len(self._scenes):
                message = next(self._unread, None)
                if message is None:
                    return
                self._scenes.append(self._look(message))
            yield self._scenes[number]

    def business(self, start: int, stop: int) -> bool:
        """Say whether the latest talk with a topic is the council's."""
        for each in self.scenes(start, stop):
            if each.business or each.puts_a_proposal:
                return True
            if each.private or each.arranging:
                return False
        return False


def listen(scene: Scene, context: Context, look: Callable[[Message], Scene]) -> Talk:
    """Make out the state of the talk that `scene` enters.

    Args:
        scene: the message itself.
        context: what came before, and what it answers.
        look: reads an earlier message on its own.
    """
    back = _Back(_before(context), look)
    may_be_closed = any(hit.sign is Concern.PREDETERMINATION for hit in scene.hits)
    return Talk(
        business=back.business(0, _TOPIC),
        proposal=Sign.ANSWERING in scene.signs and _proposal(scene, back, context.answered is not None),
        judging=may_be_closed and _judging(back),
        private=any(each.private for each in back.scenes(0, 1)),
        own=any(each.private and _own(each) for each in back.scenes(0, 1)),
    )


def _own(scene: Scene) -> bool:
    return Sign.OWN in scene.signs or "?" in scene.reading.lower


def _before(context: Context) -> list[Message]:
    """Return the messages that this one may go on from, latest first: with a reply, what it answers first."""
    answered = context.answered
    if answered is None:
        return list(islice(reversed(context.earlier), _REACH))
    older = (each for each in reversed(context.earlier) if each.message_id < answered.message_id)
    return [answered, *islice(older, _REACH)]


def _judging(back: _Back) -> bool:
    """Say whether a matter to be judged was lately talked of."""
    return any(Sign.JUDGING in each.signs and each.business for each in back.scenes(0, _TOPIC))


def _proposal(scene: Scene, back: _Back, replying: bool) -> bool:
    """Say whether the latest thing put to the chat is a proposal that `scene` may answer."""
    nod = scene.reading.lower.strip(" .!\n") in _NODS
    statements = 0
    for number, each in enumerate(back.scenes(0, _REACH)):
        if each.puts_a_proposal:
            return True
        if Sign.ANSWERING in each.signs:
            continue
        if "?" in each.reading.lower:
            return Sign.SUGGESTING in each.signs and not each.arranging and _follows(each, back, number + 1)
        statements += 1
        if nod or replying or statements > _STATEMENTS or each.private:
            return False
    return False


def _follows(each: Scene, back: _Back, start: int) -> bool:
    """Say whether a question without a topic of its own goes on with council business."""
    return not each.private and Sign.AGENDA not in each.signs and back.business(start, start + 4)
