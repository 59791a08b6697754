"""What of a command at the council's computer may be told in Telegram: nothing that may be the words of a record.

What was told stays in that chat when the record is disposed of. So a command is told from its beginning, as far as it
is made of words that everybody knows: subcommands, references and numbers where it takes them, classes, reasons.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from minutebook.council.reasons import Reasons
from minutebook.council.settings import REACTIONS, CautionMode
from minutebook.council.working_days import Kind, Why
from minutebook.handlers import private_commands
from minutebook.handlers.decisions import WHICH
from minutebook.handlers.foi import ACTS
from minutebook.handlers.foi_correcting import TAKES_BACK

LEFT_OUT = "…"
"""What stands for the words that are not told."""

# No longer than a council's references are: a telephone number typed by mistake is none.
_RECORD = r"(?:20[0-9]{2}[/\-.][0-9]{1,5}|#?[1-9][0-9]{0,4})\.?"
_MESSAGE = r"m[1-9][0-9]{0,6}(?:[-–]m?[1-9][0-9]{0,6})?"
_NAMED = rf"(?:{_RECORD}(?:[-–][0-9]{{1,5}})?|{_MESSAGE}),?"
_NAMES = rf"(?:all|{_NAMED}(?: (?:and )?{_NAMED})*)"
_TERM = r"(?:for )?(?:[0-9]{1,4} ?(?:y|yrs?|years?|m|months?)|good|ever)"
_WHAT_THEN = r"from|captured|sent|said|year|end|then|and|review|dispose"
_MINUTE = r"[\"“]?[0-9]{1,4}/[0-9]{2,4}[\"”]?"
_FILE = r" (?:file|picture|photo|document)(?: #?[0-9]{1,3})?"


@dataclass(frozen=True, slots=True)
class Known:
    """The names that may be told.

    Attributes:
        classes: of the council's retention schedule.
        labels: by which messages are told apart, in lower case.
        policies: that a council may adopt.
    """

    classes: Iterable[str]
    labels: Iterable[str]
    policies: Iterable[str]
    reasons: Reasons


def told(command: str, known: Known) -> str:
    """Return a command as far as it may be told: `/exempt 2026/0001 personal …`, `/foi 3 search …`, `/find …`.

    Args:
        command: as it was typed, with its slash; its name is that of a command there is.
    """
    name, *words = command.split()
    said = " ".join(words)
    found = re.match(rf"(?:{_forms(known).get(name[1:], '')})(?= |$)", said, re.IGNORECASE)
    begins = found[0] if found else ""
    if name == "/exempt" and begins:
        begins += _reason(said.removeprefix(begins), known.reasons)
    left = LEFT_OUT if len(begins) < len(said) else ""
    return " ".join(part for part in (name, begins, left) if part)


def _reason(said: str, reasons: Reasons) -> str:
    """Return the reason that follows a reference, and the number of a file where nothing stands behind it."""
    leading = reasons.leading(re.split(r"[\"“”„«»]", said, maxsplit=1)[0])
    if leading is None:
        return ""
    _, end = leading
    return said if re.fullmatch(_FILE, said[end:], re.IGNORECASE) else said[:end]


def _forms(known: Known) -> Mapping[str, str]:
    """Return for each command that takes words the pattern of those that may be told, from the first on."""
    klass, policy = _any(known.classes), _any(known.policies)
    ended = rf"not taken|withdrawn|delegated|undo|{_MINUTE}"
    return {
        "help": _any(private_commands.COMMANDS),
        "show": rf"{_RECORD}(?: [0-9]{{1,3}})?",
        "exempt": _RECORD,
        "class": rf"{_RECORD}(?: {klass}(?: sooner)?)?",
        "dispose": rf"{_RECORD}(?: error)?",
        "minute": rf"(?:{_RECORD}|d ?[0-9]{{1,9}})(?: (?:{ended}))?",
        "foi": _foi(),
        "decisions": _any(which for which in WHICH if which),
        "schedule": rf"(?:(?:new|add|apply|remove|delete)(?: {klass})?|{klass})"
        rf"(?: default| {_TERM})?(?:,? (?:{_WHAT_THEN}))*",
        "words": rf"list|(?:add|ignore|remove|delete)(?: {_any(sorted(known.labels, key=len, reverse=True))})?",
        "meeting": r"(?:remove )?[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{1,2}[:.][0-9]{2})?",
        "mailbox": r"(?:records|digest) (?:on|off)|off|test|send all",
        "policy": policy,
        "cautions": _any(CautionMode),
        "quorum": r"[0-9]{1,2}",
        "digest": r"[0-9]{1,2}[:.]?[0-9]{2}",
        "quiet": r"[0-9]{1,4}",
        "emoji": rf"[{REACTIONS}]\ufe0f?",
    }


def _foi() -> str:
    """Return the pattern for `/foi`: of a title, of words that are searched for and of an outcome it takes nothing."""
    takes = dict.fromkeys(("add", "hold", "remove", "release", "record"), _NAMES)
    takes |= {"pause": _any(Why), "kind": _any(Kind), "undo": _any(TAKES_BACK)}
    acts = "|".join(rf"{verb}(?: {takes[verb]})?" if verb in takes else verb for verb in ACTS)
    new = rf"(?:new|open)(?: (?:quietly|{_any(Kind)}))*"
    return rf"{new}|list|all|#?[0-9]{{1,6}}\.?(?: (?:{acts}))?"


def _any(words: Iterable[str]) -> str:
    """Return the pattern of any of these words."""
    return f"(?:{'|'.join(re.escape(word) for word in words)})"
