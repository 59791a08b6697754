"""Reading `/exempt`: which record, for what reason, which words of it, for which request. Pure."""

import re
from dataclasses import dataclass

from minutebook.council.reasons import Reason, Reasons
from minutebook.council.records import Record, Reference, parse_reference

NOTE = 300
"""Characters kept of why something is withheld."""

_REF = re.compile(r"\s*#?\s*(?P<ref>[0-9]{4}[/\-.][0-9]{1,7}|[0-9]{1,7})\.?(?:\s+|$)")
_FOR = re.compile(
    r"(?:^|\s)for\s+(?:request\s+|case\s+|foi\s+|number\s+)?#?(?P<number>[0-9]{1,6})\s*$", re.IGNORECASE
)
_BECAUSE = re.compile(r"(?:^|\s)because[:\s]+(?P<why>.+)$", re.IGNORECASE | re.DOTALL)
_FILE = re.compile(
    r"(?:the\s+)?(?:file|picture|photo|document|attachment)(?:\s+#?(?P<number>[0-9]{1,3}))?", re.IGNORECASE
)
_QUOTES = '"“”„«»'
_QUOTED_AND_WHY = re.compile(
    rf"[{_QUOTES}](?P<tail>(?:\s+for\s+(?:[a-z]+\s+)?#?[0-9]{{1,6}})?\s+because[:\s].+)$",
    re.IGNORECASE | re.DOTALL,
)
_SINGLE = "'‘’"


@dataclass(frozen=True, slots=True)
class Asked:
    """What `/exempt` asks for.

    Attributes:
        reference: the record; None where none is named, and the reasons are to be listed.
        reason: why it is to be withheld; None to show what is marked.
        words: the passage; "" for the whole record, or for a file.
        file: which of its files, from 1; None for none.
        request: number of the request it is for, or None.
        note: why, after `because`.
        problem: `ref` (no REF), `reason` (no such reason), `words` (empty quotation marks), or "".
        said: the words that are the problem.
    """

    reference: Reference | None = None
    reason: Reason | None = None
    words: str = ""
    file: int | None = None
    request: int | None = None
    note: str = ""
    problem: str = ""
    said: str = ""


def parse_exempt(said: str, year: int, reasons: Reasons) -> Asked:
    """Read what follows `/exempt`.

    Takes `42 personal`, `2026/0042 s40(2) "Ann Smith" for 3`, `42 commercial file 2 because it is a tender`.

    Args:
        year: of a record's number that stands alone.
    """
    if not said.strip():
        return Asked()
    found = _REF.match(said)
    reference = parse_reference(found["ref"], year) if found else None
    if found is None or reference is None:
        return Asked(problem="ref", said=said.strip())
    rest = said[found.end() :].strip()
    if not rest:
        return Asked(reference)
    begins = min((at for sign in _QUOTES if (at := rest.find(sign)) >= 0), default=len(rest))
    leading = reasons.leading(rest[:begins])
    if leading is None:
        return Asked(reference, problem="reason", said=rest[:begins].strip() or rest)
    reason, end = leading
    return _what(reference, reason, rest[end:].strip(" ,:"))


def _what(reference: Reference, reason: Reason, rest: str) -> Asked:
    """Return what is withheld, from the words after the reason."""
    quoted, tail = _quoted(rest)
    why = _BECAUSE.search(tail)
    note = _note(why["why"]) if why else ""
    tail = tail[: why.start()] if why else tail
    given = _FOR.search(tail)
    request = int(given["number"]) if given else None
    tail = (tail[: given.start()] if given else tail).strip(" ,.")
    if quoted:
        words = quoted.strip().strip(_QUOTES).strip()
        problem = "" if words else "words"
        return Asked(reference, reason, words, None, request, note, problem)
    file = _FILE.fullmatch(tail)
    if file:
        return Asked(reference, reason, "", int(file["number"] or 1), request, note)
    return Asked(reference, reason, tail.strip(_SINGLE).strip(), None, request, note)


def _quoted(rest: str) -> tuple[str, str]:
    """Part the words in quotation marks from what follows them; what follows may have some of its own, as why."""
    begins = min((at for sign in _QUOTES if (at := rest.find(sign)) >= 0), default=-1)
    if begins < 0 or _BECAUSE.search(f"{rest[:begins]} x"):
        return "", rest
    why = _QUOTED_AND_WHY.search(rest, begins + 1)
    # An odd mark after it closes what was opened first: the “because” is among the words.
    outside = why is not None and sum(why["tail"].count(sign) for sign in _QUOTES) % 2 == 0
    closing = why.start() if why and outside else max(rest.rfind(sign) for sign in _QUOTES)
    return (rest[: closing + 1], rest[closing + 1 :]) if closing > 0 else ("", rest)


def _note(why: str) -> str:
    """Return a reason without the quotation marks round the whole of it, where there are such."""
    said = " ".join(why.split())
    inside = said[1:-1]
    enclosed = len(said) > 1 and said[0] in _QUOTES and said[-1] in _QUOTES
    return (inside if enclosed and not any(sign in _QUOTES for sign in inside) else said)[:NOTE]


def context(text: str, begins: int, ends: int, around: int = 24) -> str:
    """Return the words round a passage, on one line, by which it is told from another that says the same."""
    before, after = " ".join(text[max(0, begins - around) : begins].split(" ")), text[ends : ends + around]
    line = f"{'…' if begins > around else ''}{before}[{text[begins:ends]}]{after}{'…' if ends + around < len(text) else ''}"
    return " ".join(line.split())


def other_texts(record: Record) -> list[str]:
    """Return every text of a record besides what its message says, where a passage may stand too."""
    texts = [
        record.sender.name,
        record.reply_sender,
        record.reply_text,
        record.quote,
        record.forward_from,
        record.reply_elsewhere,
        record.other,
        record.note,
        *(version.totals for version in record.versions),
        *(address for version in record.versions for _, address in version.links),
        *(file.name for file in record.files),
    ]
    return [text for text in texts if text]
