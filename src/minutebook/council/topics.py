"""Whether a message speaks of what was spoken of before it, by its own words and sums. Pure, and sure of nothing.

A group often speaks of two things within the half hour in which talk counts as one matter. What names a
thing of its own is a matter of its own; "Fine by me" names nothing, and belongs to what it follows.
"""

import re
from collections.abc import Sequence

SHORT = 5
"""Fewer words than this say nothing by themselves: they answer."""

OWN_WORDS = 2
"""Words of its own that a message takes to name another thing without a sum: "order the paint" may go on."""

_SUM = re.compile(
    r"[£€$]\s*(\d[\d,]*(?:\.\d+)?k?)|\b(\d[\d,]*(?:\.\d+)?k?)\s*(?:pounds|quid)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

_ANSWER = re.compile(
    r"^\W*(?:yes|yep|yeah|aye|no(?! (?:idea|one|more|sign))|nope|agreed?|i agree|fine(?! (?:day|weather|evening))"
    r"|happy(?! (?:birthday|new|christmas|easter))|ok(?:ay)?|sounds|seconded|support|me too|same here"
    r"|not (?:sure|happy|keen)|i'?m (?:happy|fine|ok|in|for|against)|go for it|count me|\+1)\b",
    re.IGNORECASE,
)
"""How an answer begins, whatever reasons follow."""

_STOP_WORDS = """
about above accept accepted after again against agenda agree agreed agreeing agreement agrees ahead alright also
always another anyone anybody anything approve approved approval approves around aye back because been before being
better both bring call came cheers cllr come coming confirm confirmed cost council councillor councillors could
course decide decided decision definitely does doing done down each either else email even evening ever every
everybody everyone everything exactly fine first from further gave getting give given goes going gone good great
group happy have having hello here hope idea into item just keep know last later least leave lets like likely
little look looking looks make making many matter maybe mean meeting members might mind monday more morning most
move much must myself need needs next nobody none nothing object objection objections okay once only order other
others over paid please point price pound probably problem propose proposed quote quotes quoted quid quite really
reckon resolved right said saturday same second seconded seem send sent settle settled shall should since some
somebody someone something sorry sort soon sounds start started still stuff such sunday support sure take taken
talk tell than thank thanks that thats their them then there these they thing think this those though thumb
thumbs thursday till time today together told tomorrow tonight took true tuesday under unless until upon very
vote votes voting wait want wants wednesday week well were what whatever when where whether which while whole
will with within without work would year yeah yesterday your friday don't won't can't didn't isn't let's that's
"""
"""Words that say nothing of what is spoken of: everyday ones, and those with which anything is decided."""

_STOP = frozenset(_STOP_WORDS.split())


def content_words(text: str) -> frozenset[str]:
    """Return the words of a text that say what it is about: four letters or more, singular, in lower case."""
    found = (word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(text))
    return frozenset(_singular(word) for word in found if len(word) >= 4 and word not in _STOP) - _STOP


def sums(text: str) -> frozenset[str]:
    """Return the sums of money a text names, without commas and pence of nought."""
    found = (next(part for part in match.groups() if part) for match in _SUM.finditer(text))
    return frozenset(item.replace(",", "").lower().removesuffix(".00") for item in found)


def may_go_on(text: str, topics: Sequence[Sequence[str]], answers: str = "") -> list[bool]:
    """Return for each topic whether a message may go on with it.

    Where it shares a word or a sum with some, it goes on with these and no others.

    Args:
        topics: what is still known of the messages of each.
        answers: what the message is a reply to, if that is of none of them: "Agreed" speaks of what it answers.
    """
    about = f"{answers}\n{text}" if answers else text
    shares = [_shares(about, before) for before in topics]
    if any(shares) and _names_something(about):
        return shares
    return [not speaks_of_another(about, before) for before in topics]


def speaks_of_another(text: str, before: Sequence[str]) -> bool:
    """Whether a message names a thing of its own that none of the texts before it in a matter speaks of.

    Args:
        before: what is still known of the matter's messages; where nothing is, or these name nothing, it is no other.
    """
    if not _names_something(text):
        return False
    if not sums(text) and (len(content_words(text)) < OWN_WORDS or _ANSWER.search(text)):
        return False
    return any(content_words(known) for known in before) and not _shares(text, before)


def _names_something(text: str) -> bool:
    return bool(content_words(text)) and len(_WORD.findall(text)) >= SHORT


def _shares(text: str, before: Sequence[str]) -> bool:
    """Whether a message has a word or a sum in common with any of the texts."""
    words, own_sums = content_words(text), sums(text)
    return any(words & content_words(known) or own_sums & sums(known) for known in before)


def _singular(word: str) -> str:
    """Return a word without its plural: parties, boxes, quotes."""
    if word.endswith("ies") and len(word) > 5:
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
