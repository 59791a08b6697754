"""Whether a message speaks of what was spoken of before it, by its own words and sums. Pure, and sure of nothing.

A group often speaks of two things within the half hour in which talk counts as one matter. What names a
thing of its own is a matter of its own; "Fine by me" names nothing, and belongs to what it follows.
"""

import re
from collections.abc import Sequence
from functools import cache

SHORT = 5
"""Fewer words than this say nothing by themselves: they answer."""

OWN_WORDS = 2
"""Words of its own that a message takes to name another thing without a sum: "order the paint" may go on."""

STEM = 5
"""Letters, at least, that an ending is taken off to: what is to be repainted is the repaint."""

_SUM = re.compile(
    r"[£€$]\s*(\d[\d,]*(?:\.\d+)?k?)|\b(\d[\d,]*(?:\.\d+)?k?)\s*(?:pounds|quid)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SHORTENED = re.compile(r"'(?:ll|ve|re|d|m|t)$")
"""How a word ends that says nothing of what is spoken of: I'll, they've, doesn't."""

_ANSWER = re.compile(
    r"^\W*(?:yes|yep|yeah|aye|no(?! (?:idea|one|more|sign))|nope|agreed?|i agree|fine(?! (?:day|weather|evening))"
    r"|happy(?! (?:birthday|new|christmas|easter))|ok(?:ay)?(?!\W+(?:next|now|another|moving)\b)|sounds|seconded"
    r"|support|me too|same here|not (?:sure|happy|keen)|i'?m (?:happy|fine|ok|in|for|against)|go for it|count me|\+1)\b",
    re.IGNORECASE,
)
"""How an answer begins, whatever reasons follow."""

_ASKS = re.compile(
    r"\b(?:shall|should|could|can|do) (?:we|the council|the parish council)\b[^?]*\?", re.IGNORECASE
)
_PUTS = re.compile(rf"{_ASKS.pattern}|\bi propose\b|\ball (?:agreed|happy|in favour|ok)\W*\?", re.IGNORECASE)
"""How something is put to the others: what has been decided is not put again, nor is what only answers."""

_LIST = re.compile(
    r"(?:^|(?<=\s))(?:\d{1,2}[.)]|[a-h]\))\s+|^[ \t]*(?:[-*•–][ \t]+|[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?)",
    re.MULTILINE,
)
"""How an item of a list begins: a number, a letter, a dash, a picture."""

_STOP_WORDS = """
about above accept accepted actions after afternoon again against agenda agree agreed agreeing agreement agrees
ahead alright also always another answer answers anybody anyone anything approval approve approved approves
around attachment aye back because been before being below better bits both bring call came cant cheap cheers
clerk cllr come coming confirm confirmed cost could council councillor councillors course days decide decided
decision definitely deposit didnt document docx does doesnt doing done dont down each eight either else email
even evening ever every everybody everyone everything exactly fair favour fine first five following four friday
from further gave getting give given goes going gone good great group hands happy have having hello here hiya
hope hundred idea image into isnt issue issues item items jobs jpeg just keep know last later least leave lets
like likely list lists little look looking looks make making many matter maybe mean meeting members might mind
monday more morning most move much must myself need needs news next nine nobody none nothing object objection
objections okay once ones only order other others over paid parish photo picture please point pound price
probably problem propose proposed question questions quick quid quite quote quoted quotes really reasonable
recap reckon reminder replies reply resolved right round roundup said same saturday scan scanned screenshot
second seconded seem seems send sent settle settled seven shall should show since some somebody someone
something soon sorry sort sounds start started still stuff such suggest suggested summary sunday support sure
take taken talk tell than thank thanks that thats their them then there these they theyre thing think this those
though thought thoughts thousand three thumb thumbs thursday till time today together told tomorrow tonight took
true tuesday twenty under unless until update upon value very video village vote votes voting wait want wants
wednesday week well were weve what whatever whatsapp when where whether which while whole will with within
without wont work worth would xlsx yeah year yesterday your youre
"""
"""Words that say nothing of what is spoken of: everyday ones, and those with which anything is decided."""

_STOP = frozenset(_STOP_WORDS.split())

_COMMON_WORDS = """
application april august bill budget committee company contractor december donation february firm grant hall
invoice january july june lane march november october planning repair replace replacement road september street
tender
"""
"""Words that stand in the talk of any two things of a parish: two proposals with one of them are not the same."""


def content_words(text: str) -> frozenset[str]:
    """Return the words of a text that say what it is about: of four letters or more, without their endings.

    In the singular and in lower case: boxes and quotes are a box and a quote.
    """
    spelt = (word.lower().replace("’", "'") for word in _WORD.findall(text))
    found = (word.removesuffix("'s") for word in spelt if not _SHORTENED.search(word))
    named = (_singular(word) for word in found if len(word) >= 4 and word not in _STOP)
    return frozenset(_bare(word) for word in named if word not in _STOP)


def without(text: str, name: str) -> str:
    """Return a text without the words of a name, which say nothing of what it is about."""
    named = content_words(name)
    return _WORD.sub(lambda word: "" if content_words(word[0]) & named else word[0], text)


@cache
def _common() -> frozenset[str]:
    return content_words(_COMMON_WORDS)


def sums(text: str) -> frozenset[str]:
    """Return the sums of money a text names, without commas and pence of nought."""
    found = (next(part for part in match.groups() if part) for match in _SUM.finditer(text))
    return frozenset(item.replace(",", "").lower().removesuffix(".00") for item in found)


def bearing_on(text: str, answered: str) -> str:
    """Return what of an answered text an answer bears on: of a list, what it is of and the items that it names.

    By a word or a sum; all of it where it is no list, where no item is named, or where each is no more than a name and
    a sum: these are offers for one thing.
    """
    of, *items = (item.strip() for item in _LIST.split(answered))
    if all(sums(item) and len(content_words(item)) < OWN_WORDS for item in items):
        return answered
    named = [item for item in items if shares(text, [item])]
    return "\n".join([of, *named] if of else named) if named and len(items) > 1 else answered


def may_go_on(text: str, topics: Sequence[Sequence[str]], answers: str = "") -> list[bool]:
    """Return for each topic whether a message may go on with it.

    Where it shares a word or a sum with some, it goes on with these and no others.

    Args:
        topics: what is still known of the messages of each.
        answers: what the message is a reply to, if that is of none of them: "Agreed" speaks of what it answers.
    """
    about = f"{answers}\n{text}"
    common = [shares(about, before) for before in topics]
    if any(common) and _names_something(about):
        return common
    # What is answered says what it is about, however the answer begins.
    answering = not answers and _only_answers(text)
    return [not _another(about, before, answering=answering) for before in topics]


def speaks_of_another(text: str, before: Sequence[str]) -> bool:
    """Whether a message names a thing of its own that none of the texts before it in a matter speaks of.

    Args:
        before: what is still known of the matter's messages; where nothing is, or these name nothing, it is no other
            unless it is a proposal.
    """
    return _another(text, before, answering=_only_answers(text))


def puts_another(text: str, before: Sequence[str]) -> bool:
    """Whether a message puts a question of its own, or names a sum of its own, whatever words it shares with them.

    What has been settled settled neither.
    """
    return bool(sums(text) - sums("\n".join(before))) or (
        _PUTS.search(text) is not None and _names_something(text)
    )


def _only_answers(text: str) -> bool:
    """Whether a message begins like an answer, and puts nothing to the others after it."""
    return _ANSWER.search(text) is not None and _PUTS.search(text) is None


def adds_nothing(text: str, before: Sequence[str]) -> bool:
    """Whether a message names no sum and no word that the texts before it do not."""
    known = "\n".join(before)
    new = content_words(text) - content_words(known) - _common()
    return not new and sums(text) <= sums(known)


def _another(text: str, before: Sequence[str], *, answering: bool) -> bool:
    if not _names_something(text):
        return False
    priced = sums(text)
    if not priced and (len(content_words(text)) < OWN_WORDS or answering):
        return False
    if not any(content_words(known) for known in before):
        return bool(before) and _ASKS.search(text) is not None
    return not shares(text, before)


def _names_something(text: str) -> bool:
    return bool(content_words(text)) and len(_WORD.findall(text)) >= SHORT


def shares(text: str, before: Sequence[str]) -> bool:
    """Whether a message has a word or a sum in common with any of the texts.

    What is proposed, or has a sum of its own, is no other's for an everyday word: there is more than one invoice.
    """
    words, own_sums = content_words(text), sums(text)
    if "?" in text or _PUTS.search(text) or own_sums - sums("\n".join(before)):
        words -= _common()
    return any(words & content_words(known) or own_sums & sums(known) for known in before)


def _bare(word: str) -> str:
    """Return a word in the singular without the ending of what was done: replaced, replace; repainted, repaint."""
    bare = word.removesuffix("ed") if word.endswith("ed") else word.removesuffix("e")
    return bare if len(bare) >= STEM else word


def _singular(word: str) -> str:
    """Return a word without its plural: parties, boxes, quotes."""
    if word.endswith("ies") and len(word) > 5:
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
