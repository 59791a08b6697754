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
_ROUND = "\"'.,;:!? "
_JOINED = re.compile(r",? +(and) +| *[,/] *| +& +", re.IGNORECASE)
_NUMBERS = re.compile(r"#?\d{1,3}(?:(?:\s*[,;&]\s*|\s+and\s+|\s+)#?\d{1,3})*\.?", re.IGNORECASE)
_STRAIGHT = str.maketrans("‘’‚`´“”„", "'''''\"\"\"")


@dataclass(frozen=True, slots=True)
class Show:
    """`/words`: the list."""


@dataclass(frozen=True, slots=True)
class Add:
    """`/words add` and `/words ignore`.

    Attributes:
        labels: what the phrases tell of; empty where they are to be ignored.
    """

    labels: tuple[Label, ...]
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remove:
    """`/words remove`: from wherever they stand.

    Attributes:
        phrases: what was said, read as phrases.
        behind: the same without the kinds it begins with, for where `phrases` are not on the list:
            "staffing HR panel".
        numbers: the same as numbers in the list, for where it may be that: "1 and 3".
    """

    phrases: tuple[str, ...]
    behind: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()


def label_names(wording: Wording) -> dict[str, Label]:
    """Return every name by which a label may be given, in lower case.

    They are the guide's, its first word, and the plain words for it; each of one and of several ("complaints").
    """
    names: dict[str, Label] = {}
    for label in (*Concern, *Subject):
        guide = label.value
        said = {guide, guide.replace("_", " "), guide.partition("_")[0], wording.plain(f"label.{label}")}
        names |= {f"{name.lower()}{end}": label for name in said for end in ("", "s")}
    return names


def parse_words(words: str, names: Mapping[str, Label]) -> Show | Add | Remove:
    """Return what `/words …` asks for.

    Args:
        words: what follows the command.
        names: names of labels, lower case (`label_names`).

    Raises:
        TeachingError: `how`, `label` (no such label), `kind` (none before the phrase), `nothing` (no phrase), `short`, `long` or `letters` (a phrase).
    """
    said = " ".join(words.split())
    if not said:
        return Show()
    verb, _, rest = said.partition(" ")
    match verb.lower():
        case "list" | "show" if not rest:
            return Show()
        case "add":
            labels, phrases = _labels_and_rest(rest, names)
            return Add(labels, parse_phrases(phrases))
        case "ignore":
            return Add((), parse_phrases(rest))
        case "remove" | "delete":
            return _removal(rest, names)
    raise TeachingError("how", verb)


def _labels_and_rest(rest: str, names: Mapping[str, Label]) -> tuple[tuple[Label, ...], str]:
    """Return the labels that `rest` begins with, "and" or a comma between them, and what follows them.

    Raises:
        TeachingError: `how` (nothing at all), `kind` (a phrase alone), or `label` (what is said for one is none).
    """
    if not rest:
        raise TeachingError("how", "add")
    labels: dict[Label, None] = {}
    while found := _leading(rest, names):
        label, follows = found
        labels[label] = None
        joined = _JOINED.match(follows)
        rest = follows[joined.end() :] if joined else ""
        # After "and" comes a kind; after a comma it may be the phrase.
        if joined is None or (joined[1] is None and _leading(rest, names) is None):
            return tuple(labels), follows.lstrip(" :,")
    if labels and rest and rest[0] in _QUOTES:
        return tuple(labels), rest
    if rest and rest[0] in _QUOTES:
        raise TeachingError("kind")
    raise TeachingError("label", re.split(rf"[ :,{_QUOTES}]", rest, maxsplit=1)[0] or rest)


def _leading(rest: str, names: Mapping[str, Label]) -> tuple[Label, str] | None:
    """Return the label that `rest` begins with, and what follows it: the longest name counts; None where it has none."""
    lower = rest.lower().replace("-", " ").replace("_", " ")
    for name in sorted(names, key=len, reverse=True):
        plain = name.replace("_", " ")
        follows = rest[len(plain) :]
        if lower.startswith(plain) and (not follows or follows[0] in f" :,/{_QUOTES}"):
            return names[name], follows
    return None


def _removal(rest: str, names: Mapping[str, Label]) -> Remove:
    """Return what is to be removed, in each way that it may be meant."""
    phrases = parse_phrases(rest, new=False)
    behind = _behind_kinds(rest, names)
    if behind and behind[0] in _QUOTES:
        return Remove(parse_phrases(behind, new=False))
    numbers = tuple(int(each) for each in re.findall(r"\d+", rest)) if _NUMBERS.fullmatch(rest) else ()
    return Remove(phrases, parse_phrases(behind, new=False) if behind.strip(_BETWEEN) else (), numbers)


def _behind_kinds(rest: str, names: Mapping[str, Label]) -> str:
    """Return what follows the kinds that `rest` begins with, "ignored" among them; "" where it begins with none."""
    first, _, after = rest.partition(" ")
    if first.lower().rstrip(":") in ("ignore", "ignored"):
        return after
    try:
        return _labels_and_rest(rest, names)[1]
    except TeachingError:
        return ""


def parse_phrases(said: str, *, new: bool = True) -> tuple[str, ...]:
    """Return the phrases of a list, each in lower case with straight quotes and single spaces, none twice.

    What stands in quotes is one phrase, whatever is in it; elsewhere commas and semicolons part phrases.

    Args:
        new: whether they are to be kept; else anything may be among them.

    Raises:
        TeachingError: `nothing`; of new ones `short`, `long`, or `letters` (it has neither letter nor digit).
    """
    phrases: list[str] = []
    rest = said.strip(_BETWEEN)
    while rest:
        phrase, rest = _first(rest)
        rest = rest.lstrip(_BETWEEN)
        plain = tidied(phrase)
        if new:
            _check(plain, phrase)
        phrases.append(plain)
    if not phrases:
        raise TeachingError("nothing")
    return tuple(dict.fromkeys(phrases))


def _check(plain: str, phrase: str) -> None:
    """Refuse a phrase that could not be kept, or would be found nowhere."""
    if plain and not any(character.isalnum() for character in plain):
        raise TeachingError("letters", phrase)
    if len(plain) < SHORTEST:
        raise TeachingError("short", phrase)
    if len(plain) > LONGEST:
        raise TeachingError("long", phrase)


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
    """Return a phrase as it is kept: lower case, straight quotes, single spaces, nothing invisible, no stop after it."""
    shown = "".join(
        " " if c.isspace() else c for c in phrase if c.isspace() or unicodedata.category(c)[0] != "C"
    )
    plain = " ".join(shown.translate(_STRAIGHT).lower().split())
    return plain.strip(_ROUND) or plain.strip("\"' ")
