"""Rules as data, and the book that finds which of them a text meets.

A rule is a pattern with two weights and a plain reason. Patterns are regular expressions over the
lower-case reading, made readable by two devices: `<name>` stands for a phrase from `PHRASES`, and the
whole is matched at word edges. Repetitions are bounded, or of words that begin differently from what
follows, so that no text makes a match slow (`tests/detector/test_robust.py` tries).

To add a rule, add a row to the table of its subject (`deciding.py`, `asking.py` …) and a sentence
to `tests/detector/cases.jsonl`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from minutebook.council.concerns import Label
from minutebook.detector.reading import Reading

OWN_WORD = "the council's own word for it"
"""The reason given for what one of a council's own words tells."""


class Sign(StrEnum):
    """What a rule may find besides a label: the setting that gives labels their weight."""

    COUNCIL = "council"  # unmistakably about the council
    PARISH = "parish"  # a parish's business as a rule
    MATTER = "matter"  # things councils look after, which others may too
    MONEY = "money"
    SOCIAL = "social"  # food, drink, family, sport, celebrations
    OWN = "own"  # the sender's own house, car, body
    ARRANGING = "arranging"  # who, when, where; not whether
    REPORT = "report"  # what a meeting or a delegated power already decided
    AGENDA = "agenda"  # asks for the matter to go to a meeting
    NOT_YET = "not yet"  # says there is no decision, or asks about it
    JUDGING = "judging"  # planning, licensing, procurement, a complaint, an appointment
    SUGGESTING = "suggesting"  # puts a view or proposal that others may agree with
    ANSWERING = "answering"  # is nothing but a yes or a no
    ORDERING = "ordering"  # tells somebody what to do, so a "yes" only acknowledges
    PRESSING = "pressing"  # tells others how to vote
    STAFF = "staff"  # names an employee's post
    PROCEDURE = "procedure"  # points to the way complaints go


PHRASES = {
    "money": (
        r"(?:£ ?\d[\d,.]{0,12} ?k?|\d[\d,]{0,9} ?(?:quid|pounds|grand)|\d{1,3}k|half a grand|(?:a|two|"
        r"three|five) (?:hundred|thousand|grand))"
    ),
    "some": r"[^.!?\n]{0,40}",
    "more": r"[^.!?\n]{0,80}",
    "so": r"(?:(?:so|right|ok|okay|well|great|good|fine|yes|yep|then|and)[, -]{1,3}){0,2}",
    "start": (
        r"(?:^|[.!?;:,\n-] ?|\b(?:so|right|ok|okay|yes|yep|then|and|just|please|pls|agreed|great|"
        r"good)[, -]{1,3})"
    ),
    "all": (
        r"(?:we|we all|everyone|everybody|everyone here|all|you all|all of us|all of you|people|folks|"
        r"members|councillors|cllrs|the group|the rest of you)"
    ),
    "someone": r"(?:anyone|anybody|any one|someone|somebody|you|any of you|people|members|folks|no ?one|nobody)",
    "them": (
        r"(?:him|her|them|the (?:contractors?|builders?|firm|company|supplier|clerk|installers?|surveyor|"
        r"architect|tree (?:man|surgeon|people)|tenants?|district|county|developers?|applicants?|agents?|"
        r"groundsman|farmer|owners?|landlord|bank|plumber|electrician|roofers?|grass (?:man|people|"
        r"cutters?)))"
    ),
    "firm": (
        r"(?:contractors?|builders?|firm|company|suppliers?|installers?|surveyors?|architects?|"
        r"tree surgeons?|plumbers?|electricians?|roofers?|fencers?|decorators?|paving people|quote|quotes|"
        r"quotation|tender|bid|bidder)"
    ),
    "act": (
        r"(?:spend|pay|order|buy|purchase|approve|accept|appoint|award|instruct|authorise|authorize|sign|"
        r"proceed|commission|hire|engage|cancel|refuse|reject|adopt|fund|donate|grant|replace|repair|fell|"
        r"install|sell|lease|reimburse|renew|transfer|write off|object|support|oppose|back|agree)"
    ),
    "month": r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,7}",
    "day": (
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)(?:day)?|tue|weds?|thu|thur|sat|tomorrow|tonight|today|"
        r"next week"
    ),
    "role": (
        r"(?:deputy clerk|parish clerk|town clerk|clerk|rfo|caretaker|groundsman|grounds(?:keeper|woman)|"
        r"lengths(?:man|woman)|handyman|gardener|cleaner|warden|office (?:manager|assistant|junior)|"
        r"admin assistant|assistant clerk|locum|staff member|member of staff|employee|our staff|the staff|"
        r"bookings officer)"
    ),
    "person": (
        r"(?:he|she|him|her|they|cllr [a-z'-]{2,20}|councillor [a-z'-]{2,20}|(?:mr|mrs|ms|miss|dr|"
        r"old) [a-z'-]{2,20}|the chair(?:man|woman)?)"
    ),
}
"""The phrases that `<name>` stands for."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing to look for.

    Attributes:
        sign: the label or the setting it speaks for.
        weight: probability that the label holds where the talk is council business.
        alone: probability where nothing shows that it is.
        pattern: see the module; matched on lower-case text unless `capitals`.
        reason: a short plain phrase for people; "" for a setting.
        capitals: whether capitals matter, as in names.
        also: words to try the pattern on that do not stand in it whole (see `calling_words`).
    """

    sign: Label | Sign
    weight: float
    alone: float
    pattern: str
    reason: str = ""
    capitals: bool = False
    also: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule met: what it says, how strongly, and where in the reading (`start` to `end`)."""

    sign: Label | Sign
    weight: float
    alone: float
    start: int
    end: int
    reason: str


def expanded(pattern: str) -> str:
    """Return `pattern` with its `<name>` phrases written out, held to word edges.

    Raises:
        KeyError: a phrase is not in `PHRASES`.
    """
    written = re.sub(r"<([a-z]+)>", lambda found: PHRASES[found[1]], pattern)
    return rf"(?<!\w)(?:{written})(?!\w)"


_COMMON_WORDS = """
a am an and are as at be been but by d did e ed er es for had has have he her him his i if in ing is it its just ll m
me my n now of on or our out re s she so t than that the their them then there they this to too up us ve very was we
were what when which will with would y you your
"""
_COMMON = frozenset(_COMMON_WORDS.split())
"""Words in so many messages that a pattern is not tried because of them alone."""


def calling_words(rule: Rule) -> set[str]:
    """Return the keys (a word's first four letters) of which a text must have one for `rule` to be tried.

    They are the words that stand in the pattern, common ones excepted; digits and signs too where
    `also` names them. `tests/detector/test_rulebook.py` holds that no match is lost by it.
    """
    written = re.sub(r"\\[a-zA-Z]|\[[^\]]*\]|\(\?<?[=!][^()]*\)", " ", expanded(rule.pattern).lower())
    both = re.sub(r"[a-z'. -]\?", "", written) + " " + written.replace("?", "")
    words = re.findall(r"[a-z]+|[^\x00-\x7f]", both)
    return {word[:4] for word in words if word not in _COMMON} | {word[:4] for word in rule.also.split()}


class Rulebook:
    """Rules, compiled, and indexed by the words that call for them."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Compile `rules`.

        Raises:
            re.error: a pattern is malformed.
            KeyError: a pattern names a phrase that does not exist.
        """
        self._rules = tuple((rule, re.compile(expanded(rule.pattern))) for rule in rules)
        self._tokens = re.compile(r"[a-z]+|\d|[^\sa-z\d]")
        self._index: dict[str, list[int]] = {}
        for number, (rule, _) in enumerate(self._rules):
            for key in calling_words(rule):
                self._index.setdefault(key, []).append(number)

    def hits(self, reading: Reading) -> list[Hit]:
        """Return what the text meets, in the order of the rules, each rule once."""
        index = self._index
        called: set[int] = set()
        for key in {token[:4] for token in self._tokens.findall(reading.lower)}:
            called.update(index.get(key, ()))
        found: list[Hit] = []
        for number in sorted(called):
            rule, pattern = self._rules[number]
            match = pattern.search(reading.plain if rule.capitals else reading.lower)
            if match is not None:
                found.append(Hit(rule.sign, rule.weight, rule.alone, match.start(), match.end(), rule.reason))
        return found
