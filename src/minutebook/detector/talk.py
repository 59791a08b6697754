"""The state of the conversation: what is on the table, and does this message answer it?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from minutebook.council.assessment import Context
from minutebook.council.messages import Message
from minutebook.detector.rulebook import Sign
from minutebook.detector.scene import Scene

_REACH = 8  # messages back that a bare answer may answer
_STATEMENTS = 2  # statements that may stand between a proposal and its answer
_NODS = frozenset(
    [
        "👍",
        "👌",
        "ok",
        "okay",
        "k",
        "great",
        "good",
        "perfect",
        "sure",
        "fine",
        "cool",
        "yes",
        "yep",
        "yeah",
        "🙌",
        "👏",
    ]
)


@dataclass(frozen=True, slots=True)
class Talk:
    """What the chat was about when a message came.

    Attributes:
        business: council business was being talked of.
        proposal: a proposal on council business is open, and a bare "yes" would answer it.
        judging: the matter is one that must be judged with an open mind.
        threat: a breach of security was being talked of.
        private: the talk was of somebody's own affairs, or social.
    """

    business: bool = False
    proposal: bool = False
    judging: bool = False
    threat: bool = False
    private: bool = False


SILENCE = Talk()
"""Nothing was said before."""


def listen(scene: Scene, context: Context, look: Callable[[Message], Scene]) -> Talk:
    """Make out the state of the talk that `scene` enters.

    Args:
        scene: the message itself.
        context: what came before, and what it answers.
        look: reads an earlier message on its own.
    """
    if context.answered is not None:
        earlier = [message for message in context.earlier if message.key != context.answered.key]
        scenes = [look(context.answered)]
        if Sign.ANSWERING in scenes[0].signs or not scenes[0].business:
            scenes += [look(message) for message in reversed(earlier[-_REACH:])]
    else:
        scenes = [look(message) for message in reversed(context.earlier[-_REACH:])]
    return Talk(
        business=_is_business(scenes[:6]),
        proposal=_proposal(scene, scenes, replying=context.answered is not None),
        judging=any(Sign.JUDGING in each.signs and each.business for each in scenes[:6]),
        private=bool(scenes) and scenes[0].private,
        threat=any(Sign.THREAT in each.signs for each in scenes[:4]),
    )


def _is_business(scenes: Sequence[Scene]) -> bool:
    """Say whether the latest talk with a topic is the council's."""
    for each in scenes:
        if each.business or each.puts_a_proposal:
            return True
        if each.private or each.arranging:
            return False
    return False


def _proposal(scene: Scene, scenes: Sequence[Scene], *, replying: bool) -> bool:
    """Say whether the latest thing put to the chat is a proposal that `scene` may answer."""
    nod = scene.reading.lower.strip(" .!\n") in _NODS
    statements = 0
    for number, each in enumerate(scenes):
        if each.puts_a_proposal:
            return each.business or _is_business(scenes[number + 1 : number + 5]) or not each.private
        if Sign.ANSWERING in each.signs:
            continue
        if "?" in each.reading.lower:
            return (
                Sign.SUGGESTING in each.signs and not each.arranging and _follows(each, scenes[number + 1 :])
            )
        statements += 1
        if nod or replying or statements > _STATEMENTS or each.private:
            return False
    return False


def _follows(each: Scene, before: Sequence[Scene]) -> bool:
    """Say whether a question without a topic of its own goes on with council business."""
    return not each.private and Sign.AGENDA not in each.signs and _is_business(before[:4])
