"""Reading `/words`: a council's own words for something, and what says nothing there.

People type on telephones: quotes are straight, curly, low or missing, and a list has commas.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from minutebook.council.concerns import Concern, Label, Subject
from minutebook.council.errors import TeachingError
from minutebook.council.wording import Wording

SHORTEST, LONGEST = 2, 60
"""Characters of a phrase."""

PHRASES = 100
"""Phrases a council may have, the ignored ones included."""

_CLOSING = {
    '"': '"”“„',
    "“": '”“"',
    "”": '”“"',
    "„": '“”"',
    "‘": "’‘'",
    "’": "’‘'",
    "‚": "‘’'",
    "'": "'’‘",
    "`": "`'’´",
    "«": "»",
    "»": "«»",
}
_QUOTES = "".join(_CLOSING) + "´"
_BETWEEN = " ,;"
_STRAIGHT = str.maketrans("‘’‚`´“”„", "'''''\"\"\"")


@dataclass(frozen=True, slots=True)
class Show:
    """`/words`: the list."""


@dataclass(frozen=True, slots=True)
class Add:
    """`/words add` and `/words ignore`.

    Attributes:
        label: what the phrases tell of; None where they are to be ignored.
    """

    label: Label | None
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remove:
    """`/words remove`: from wherever they stand."""

    phrases: tuple[str, ...]


def label_names(wording: Wording) -> dict[str, Label]:
    """Return every name by which a label may be given, in lower case: the guide's, and the plain words for it."""
    names: dict[str, Label] = {}
    for label in (*Concern, *Subject):
        for name in (label.value, label.value.replace("_", " "), wording.plain(f"label.{label}")):
            names[name.lower()] = label
    return names


def parse_words(words: str, names: Mapping[str, Label]) -> Show | Add | Remove:
    """Return what `/words …` asks for.

    Args:
        words: what follows the command.
        names: names of labels, lower case (`label_names`).

    Raises:
        TeachingError: `how`, `label` (no such label), `nothing` (no phrase), `short` or `long` (a phrase).
    """
    said = " ".join(words.split())
    if not said:
        return Show()
    verb, _, rest = said.partition(" ")
    match verb.lower():
        case "add":
            label, phrases = _label_and_rest(rest, names)
            return Add(label, parse_phrases(phrases))
        case "ignore":
            return Add(None, parse_phrases(rest))
        case "remove":
            return Remove(parse_phrases(_without_label(rest, names)))
    raise TeachingError("how", verb)


def _label_and_rest(rest: str, names: Mapping[str, Label]) -> tuple[Label, str]:
    """Return the label that `rest` begins with, and what follows it: the longest name counts."""
    lower = rest.lower().replace("-", " ").replace("_", " ")
    for name in sorted(names, key=len, reverse=True):
        plain = name.replace("_", " ")
        follows = rest[len(plain) :]
        if lower.startswith(plain) and (not follows or follows[0] in f" :,{_QUOTES}"):
            return names[name], follows.lstrip(" :,")
    if not rest:
        raise TeachingError("how", "add")
    raise TeachingError("label", re.split(rf"[ :,{_QUOTES}]", rest, maxsplit=1)[0] or rest)


def _without_label(rest: str, names: Mapping[str, Label]) -> str:
    """Return `rest` without a label before its first quote: a phrase is removed from wherever it stands."""
    quote = next((place for place, sign in enumerate(rest) if sign in _QUOTES), 0)
    before = rest[:quote].strip(" :,").lower()
    return rest[quote:] if before in names or before in ("ignore", "ignored") else rest


def parse_phrases(said: str) -> tuple[str, ...]:
    """Return the phrases of a list, each in lower case with straight quotes and single spaces, none twice.

    What stands in quotes is one phrase, whatever is in it; elsewhere commas and semicolons part phrases.

    Raises:
        TeachingError: `nothing`, `short` or `long`.
    """
    phrases: list[str] = []
    rest = said.strip(_BETWEEN)
    while rest:
        phrase, rest = _first(rest)
        rest = rest.lstrip(_BETWEEN)
        plain = tidied(phrase)
        if len(plain) < SHORTEST:
            raise TeachingError("short", phrase)
        if len(plain) > LONGEST:
            raise TeachingError("long", phrase)
        phrases.append(plain)
    if not phrases:
        raise TeachingError("nothing")
    return tuple(dict.fromkeys(phrases))


def _first(rest: str) -> tuple[str, str]:
    """Return the first phrase of a list, and what follows it."""
    if rest[0] in _CLOSING:
        closers = re.escape(_CLOSING[rest[0]])
        # An apostrophe inside is followed by a letter, or by more words.
        end = re.search(rf"[{closers}](?=\s*(?:[,;]|$)|\s+[{re.escape(_QUOTES)}])", rest[1:])
        if end is not None:
            return rest[1 : end.start() + 1], rest[end.end() + 1 :]
    parts = re.split("[,;]", rest, maxsplit=1)
    return parts[0], parts[1] if len(parts) > 1 else ""


def tidied(phrase: str) -> str:
    """Return a phrase as it is kept: lower case, straight quotes, single spaces, nothing invisible."""
    shown = "".join(
        " " if c.isspace() else c for c in phrase if c.isspace() or unicodedata.category(c)[0] != "C"
    )
    return " ".join(shown.translate(_STRAIGHT).lower().strip("\"' ").split())
