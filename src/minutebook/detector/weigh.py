"""From rules met to probabilities: what the setting makes of each hit."""

from collections.abc import Mapping
from dataclasses import replace

from minutebook.council.assessment import Why
from minutebook.council.clusters import telling
from minutebook.council.concerns import SENSITIVE, STAFF_MATTERS, Concern, Label, Subject
from minutebook.detector.rulebook import OWN_WORD, Hit, Sign
from minutebook.detector.scene import ENOUGH, TALKING, Scene, asked, sentence
from minutebook.detector.talk import Talk

_BUT = (" but ", "meanwhile", "in the meantime", "until then", "also", "anyway")
_SPANS = 3  # reasons given for a label, at most


def weighed(scene: Scene, talk: Talk) -> dict[Label, list[tuple[float, Hit]]]:
    """Return what speaks for each label, strongest first, each with the probability it gives."""
    found: dict[Label, list[tuple[float, Hit]]] = {}
    for hit in _answers(scene, talk):
        if isinstance(hit.sign, Sign):
            continue
        for meant in _meant(hit, scene, talk):
            strength = _strength(meant, scene, talk)
            if strength >= 0.05 and not isinstance(meant.sign, Sign):
                found.setdefault(meant.sign, []).append((strength, meant))
    for reasons in found.values():
        reasons.sort(key=lambda reason: -reason[0])
    return found


def probability(reasons: list[tuple[float, Hit]]) -> float:
    """Return the probability that several reasons give together: the strongest, a little helped by the next."""
    strongest = reasons[0][0]
    if len(reasons) > 1:
        strongest += (1 - strongest) * 0.3 * reasons[1][0]
    return round(min(strongest, 0.99), 3)


def whys(
    found: Mapping[Label, list[tuple[float, Hit]]], wanted: frozenset[Label], scene: Scene, text: str
) -> tuple[Why, ...]:
    """Return the telling words for each of the `wanted` labels, in the order of the guide; none twice.

    Args:
        text: the message's, as it was sent.
    """
    told: list[Why] = []
    for label in (*Concern, *Subject):
        if label in wanted:
            spans: dict[tuple[int, int], str] = {}
            for _, hit in found[label]:
                spans.setdefault(telling(text, *scene.reading.span(hit.start, hit.end)), hit.reason)
            told += [Why(label, *span, reason) for span, reason in list(spans.items())[:_SPANS]]
    return tuple(told)


def _answers(scene: Scene, talk: Talk) -> list[Hit]:
    """Return the hits, and with them the agreement a bare answer to an open proposal gives."""
    hits = list(scene.hits)
    if talk.proposal and not scene.arranging:
        said = next((hit for hit in scene.hits if hit.sign is Sign.ANSWERING), None)
        if said is not None:
            hits.append(
                replace(said, sign=Concern.CONSENSUS, weight=0.85, alone=0.85, reason="answers a proposal")
            )
    return hits


def _meant(hit: Hit, scene: Scene, talk: Talk) -> tuple[Hit, ...]:
    """Return what a hit means here: a decision asked is consensus; a vote pressed on no judged matter is too."""
    if hit.sign is Concern.DECISION and asked(scene.reading.lower, hit):
        # The council's own word stays known as such: no other voice need agree.
        reason = OWN_WORD if hit.reason == OWN_WORD else "asks members to agree"
        return (replace(hit, sign=Concern.CONSENSUS, reason=reason),)
    if hit.sign is Concern.PREDETERMINATION and not _judging(scene, talk):
        if Sign.PRESSING in scene.signs:
            return (replace(hit, sign=Concern.CONSENSUS, alone=0.55, reason="presses others how to vote"),)
        return (replace(hit, weight=max(hit.alone, 0.35)),)
    if hit.sign is Concern.CONSENSUS and Sign.PRESSING in scene.signs and _judging(scene, talk):
        return ()  # a vote pressed on a judged matter is predetermination alone (settled question 5)
    return (hit,)


def _judging(scene: Scene, talk: Talk) -> bool:
    return Sign.JUDGING in scene.signs or talk.judging


def _strength(hit: Hit, scene: Scene, talk: Talk) -> float:
    """Return the probability that `hit` gives its label in this setting."""
    business = scene.business or (talk.business and not scene.private)
    if hit.sign is Concern.PREDETERMINATION and Sign.JUDGING in scene.signs and not scene.private:
        business = True
    strength = hit.weight if business else hit.alone
    if hit.sign in TALKING:
        return strength * _deciding_factor(hit, scene, talk)
    if hit.sign in SENSITIVE:
        return strength * _sensitive_factor(hit, scene)
    if not scene.private and any(each.sign in TALKING and each.alone >= ENOUGH for each in scene.hits):
        strength = hit.weight  # what is settled or put to members here is taken to be the council's
    return strength * (0.2 if _elsewhere(scene, talk) else 1.0) * (0.3 if _pointer(scene) else 1.0)


def _deciding_factor(hit: Hit, scene: Scene, talk: Talk) -> float:
    """Return what is left of a deciding concern after reports, agenda requests, arrangements, questions."""
    signs, factor = scene.signs, 1.0
    if _elsewhere(scene, talk):
        factor *= 0.3
    if Sign.REPORT in signs and not _apart(hit, scene, Sign.REPORT):
        factor *= 0.1 if hit.sign is Concern.DECISION else 0.3
    if Sign.AGENDA in signs and not _apart(hit, scene, Sign.AGENDA):
        factor *= 0.1
    if Sign.NOT_YET in signs and _beside(hit, scene, Sign.NOT_YET):
        factor *= 0.2
    if scene.arranging and hit.sign is not Concern.PREDETERMINATION:
        factor *= 0.3
    if hit.sign is Concern.PREDETERMINATION and asked(scene.reading.lower, hit):
        factor *= 0.4
    return factor


def _sensitive_factor(hit: Hit, scene: Scene) -> float:
    """Return what is left of a sensitive concern after agenda requests and pointers to procedure."""
    factor = 1.0
    if (
        Sign.AGENDA in scene.signs
        and _beside(hit, scene, Sign.AGENDA)
        and hit.sign is not Concern.PERSONAL_DATA
    ):
        factor *= 0.4
    if hit.sign is Concern.LEGAL and scene.private:
        factor *= 0.4
    if hit.sign in STAFF_MATTERS and Sign.PROCEDURE in scene.signs:
        factor *= 0.3
    return factor


def _elsewhere(scene: Scene, talk: Talk) -> bool:
    """Say whether it is not about the council: of itself, or because it goes on with somebody's own affairs.

    Mere banter before it does not make business of its own anything less.
    """
    if scene.private:
        return True
    return talk.private and not scene.named and (talk.own or not scene.business)


def _pointer(scene: Scene) -> bool:
    """Say whether the message is so short that it can hold no more than a pointer."""
    return len(scene.reading.lower) < 12 and Sign.MONEY not in scene.signs


def _beside(hit: Hit, scene: Scene, sign: Sign) -> bool:
    """Say whether `sign` stands in the same sentence as `hit`."""
    first, last = sentence(scene.reading.lower, hit.start, hit.end)
    return any(other.sign is sign and first <= other.start < last for other in scene.hits)


def _apart(hit: Hit, scene: Scene, sign: Sign) -> bool:
    """Say whether a "but" or "also" sets `hit` apart from an earlier `sign`."""
    other = next((each for each in scene.hits if each.sign is sign), None)
    if other is None or hit.start <= other.end:
        return False
    between = scene.reading.lower[other.end : hit.start + 6]
    return any(word in between for word in _BUT)
