"""What shows that something is settled in the chat itself, whatever meeting the same message cites.

It counts wherever it stands: "We agreed on Tuesday. Margaret, Ann and me all say yes to the gate, that's a majority"
reports nothing of the gate. What is told as carried out ("I've told Hendersons") is not among it, nor what is told
as done by telephone or by e-mail: that is how a resolution is carried out (settled question 25).
"""

import re
from functools import cache

_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
_EVERYONE = r"(?:all|both|everyone|everybody|most)"
_WILLING = r"(?:happy|in favour|for it|fine with|ok with|okay with|up for it|on board)"
_PLACES = r"\b(?:here|(?:this |the |our )(?:whatsapp |telegram )?(?:chat|group)|(?:the )?pub)\b"

_PATTERNS = (
    # where it was settled, or who is to settle it
    rf"\b(?:on|in|over) {_PLACES}|(?<!\breport )(?<!\breporting )\bto (?:this|the|our) (?:chat|group)\b|\b(?:chat|group) (?:decides?|to decide|agrees?)\b"
    r"|\b(?:leave|left|up) (?:it )?to us\b|\bunder my own steam\b|\boff my own bat\b|\bon my own (?:authority|say-so)\b",
    # heads counted
    r"\bthat's a (?:\w+ )?majority\b|(?<!by )(?<!by a )(?<!clear )(?<!large )(?<!simple )(?<!big )\bmajority\b",
    rf"\b(?:{_NUMBER}|most|both|half) of us\b|\b(?:that|which|that'?ll|now) makes? (?:it |us )?{_NUMBER}\b",
    rf"\bthat's (?:now )?{_NUMBER} (?:yes|votes?|in favour|for|to)\b|\b{_NUMBER} (?:yeses|in favour)\b",
    rf"\b{_EVERYONE} (?:here |now )?(?:say|says|saying|agree|agrees|voting) ",
    rf"\b(?:we're|we are|everyone's|everyone is|everybody's|they're|are)(?: all| both)? {_WILLING}\b",
    # a yes that is given or taken, and what is asked
    r"\bthat's (?:a|another|me as a) (?:yes|no|go)\b|(?:^|[,.!;:-] ?)(?:a |it's |so |big )?yes (?:to|from)\b|\bi vote\b",
    r"\b(?:thumbs up|silence|any objections?|unless (?:anyone|anybody|someone|i hear)|vote (?:by|now|here|below))\b",
    # announced as a result
    r"\b(?!as |so |that |which |what |how |where |when |if |but |and |because |whether |think |here |there )"
    r"[\w']+ it is(?: then)?(?: ?[,.!;-]|$)",
    r"\bi(?:'m| am) (?:\w+ )?(?:approving|authorising|granting|extending|deciding)\b|\bi(?:'ve| have) decided\b",
    # refused by the council, and done all the same
    r"\b(?:refused|rejected|turned down)\b"
    r"(?:(?!\b(?:agreed|approved|accepted|went|chose|picked|resolved|voted|awarded)\b).)*"
    r"\b(?:approving|(?:i|we|i've|we've|i'm|we're|so) (?:\w+ )?(?:go|going|gone|order|ordering|ordered|pay|paying|paid|do|doing|"
    r"book|booking|booked)|go with|go for|go ahead|goes ahead)\b",
    # more than was resolved
    r"\b(?:yes to|going for|go for|gone for|order|ordered|get) (?:\w+ ){0,2}(?:extra|additional|bigger|larger|second|revised)\b",
)

_TOLD_COUNT = (
    r"(?P<day>\b(?:agreed|approved|resolved|voted|carried|passed)(?: [\w£,'-]+){0,6}? (?:on|at|last) (?:the )?"
    r"(?:[a-z]+day(?: night| evening|'s (?:council )?meeting)?(?: \d{1,2}[a-z]{0,2})?|\d{1,2}(?:st|nd|rd|th)?)(?: [a-z]+)??),? "
    rf"\(?(?:(?:with|on|by) a (?:[a-z]+ )?majority(?: vote)?(?: of {_NUMBER} ?(?:to|-) ?{_NUMBER})?|majority vote"
    rf"|{_NUMBER} in favour(?:,| and) {_NUMBER} against)\)?(?=[,.;]|$| so\b)"
)
"""How a meeting voted, told right after its day: "council agreed on Tuesday, 6 in favour, 2 against, so …"."""

_ASKED = (
    r"\bsay (?:aye|if you (?:agree|disagree|object|support))\b|\b(?:please|all|everyone|everybody) (?:all )?say yes\b",
    r"\ba yes from\b|(?<!\bfor a )\byes or no\b",
    r"(?:(?<!\bto )|\b(?:you|all|everyone|everybody|each) to )\b(?:reply|answer|respond) (?:with )?(?:a )?(?:yes|aye|agreed)\b",
    r"\ball (?:those )?in favour(?: ?[?:]| (?:please|pls|say|show|raise|hands|thumbs|reply|put)\b)",
    # "by unanimous show of hands" is how a meeting votes (LGA 1972 Sch 12 para 13): it is asked for in other words
    r"(?:^|[.!?\n:;-] ?)(?:a )?(?:quick )?show of hands\b|\bshow of hands(?= ?[?:]|,? (?:please|pls|now|here|below)\b)",
    r"\b(?:(?:can|could|may|shall) (?:i|we) (?:please )?(?:just )?(?:get|have|do|take|see)|let's (?:have|do|take)|please|need|want) "
    r"a (?:quick )?show of hands\b",
    r"\b(?:shall|should|can|could) we (?:all |just |now |please |therefore )*(?:agree|approve|accept|vote|support|back|"
    r"object|refuse|order|buy|spend|award|appoint|adopt|decide|go (?:for|with|ahead))\b",
    r"\b(?:you|we|everyone|everybody|all|anyone)(?:'re| is| are)?(?: all| both)* (?:(?:happy|agreed|content|in favour|"
    r"in agreement)(?: (?:with|to|for|on|that|if|about|then)\b[^.!?\n]*)?|(?:ok|okay|fine) (?:with|to|for|on|that|if|about|then)\b[^.!?\n]*) ?\?",
    r"\bdo (?:we|you)(?: all| both)* agree\b[^.!?\n]*\?|\bi (?:formally |hereby )?propose (?:that )?we\b",
)
"""Members asked to agree: with or without a question mark."""


@cache
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.DOTALL) for pattern in patterns)


def settled_here(lower: str) -> bool:
    """Say whether a message settles something in the chat, or asks it to.

    Args:
        lower: the message, lower case, with plain quotes and single spaces.
    """
    untold = _compiled((_TOLD_COUNT,))[0].sub(r"\g<day>", lower)
    return asked_here(lower) or any(pattern.search(untold) for pattern in _compiled(_PATTERNS))


def asked_here(lower: str) -> bool:
    """Say whether a message asks members to agree here and now: who does so reports nothing, whatever is cited.

    Args:
        lower: the message, lower case, with plain quotes and single spaces.
    """
    return any(pattern.search(lower) for pattern in _compiled(_ASKED))
