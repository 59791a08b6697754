"""What was searched for a request, against a message that is on no record: the same terms, the same hits. Pure.

A search for a request may name alternatives, with a bar or `or` between them: `fence* | hedge*`. Each is what `/find`
takes (`council.finding`), and nothing of one holds for another. Words are told apart as the search index tells them: letters and digits, accents off.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from minutebook.council.concerns import Label
from minutebook.council.either import alternatives
from minutebook.council.find_words import parse_query
from minutebook.council.finding import Field, Query, Term
from minutebook.council.messages import Message

BAR = " | "
"""Between alternatives, as they are written down."""


def queries(words: str, now: datetime, zone: ZoneInfo) -> list[Query]:
    """Return the searches that `words` names, the last word of each taken as a beginning; [] where there is none.

    What is searched for a request is to be kept, so of two readings the wider one is taken.

    Args:
        now, zone: as for `parse_query`.
    """
    parts = [way for part in words.split("|") for way in alternatives(part)]
    parsed = [parse_query(part, now, zone) for part in parts]
    return [query.forgiving() or query for query in parsed if not query.empty]


def tokens(text: str) -> list[str]:
    """Return the words of `text` as the search index has them: lower case, without accents."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return re.findall(r"[^\W_]+", plain.lower())


def matches(query: Query, versions: Sequence[Message], labels: Collection[Label] = ()) -> bool:
    """Whether a message, in any of its versions, is one that a search finds.

    Args:
        versions: oldest first; never empty.
        labels: what the detector called it, where it was flagged.
    """
    if query.held is not None or query.year is not None or query.reference is not None:
        # Of records alone.
        return False
    sent = versions[-1].sent_at
    if (query.since and sent < query.since) or (query.until and sent >= query.until):
        return False
    there = _Looked(versions, labels)
    return all(map(there.holds, query.wanted)) and not any(map(there.holds, query.without))


class _Looked:
    """A message ready to be looked into."""

    def __init__(self, versions: Sequence[Message], labels: Collection[Label]) -> None:
        sender = versions[-1].sender
        said = [part for version in versions for part in _said(version)]
        self._sender = tokens(f"{sender.name} {sender.username or ''}")
        # One list each: a phrase does not run from one thing into the next.
        self._words = [*(tokens(part) for part in dict.fromkeys(said)), self._sender]
        self._labels = {label.replace("_", "") for label in labels}
        self._kinds = {file.kind for version in versions for file in version.attachments}

    def holds(self, term: Term) -> bool:
        """Whether it has what a term looks for."""
        match term.field:
            case Field.WORDS:
                return any(_phrase(tokens(term.text), words, term.beginning) for words in self._words)
            case Field.FROM:
                return _phrase(tokens(term.text), self._sender, term.beginning)
            case Field.KIND:
                return term.text in self._labels
            case Field.HAS:
                return bool(self._kinds) if term.text == "file" else term.text in self._kinds
            case Field.CLASS:
                return False


def _said(message: Message) -> list[str]:
    """Return everything in words that a message carries."""
    names = [file.name for file in message.attachments]
    poll = [message.poll.question, *message.poll.options] if message.poll else []
    parts = [message.text, message.quote, message.other, message.forward_from, *names, *poll]
    return [part for part in parts if part]


def _phrase(wanted: Sequence[str], words: Sequence[str], beginning: bool) -> bool:
    """Whether some words stand next to each other, the last perhaps as a beginning."""
    if not wanted:
        return False
    *whole, last = wanted
    for place in range(len(words) - len(whole)):
        final = words[place + len(whole)]
        fits = final.startswith(last) if beginning else final == last
        if fits and list(words[place : place + len(whole)]) == whole:
            return True
    return False
