"""Where a conversation on record names who said what is withheld whole, and quotes what is withheld. Pure.

`conversations.told` begins a line at the margin for each message, in their order: the time, who spoke, and whom
they answered.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from minutebook.council.passages import Span, broken_off
from minutebook.council.records import Member

Key = tuple[int, int]
"""A message: chat id and message id."""

_HEAD = re.compile(r"^[0-9]{2}:[0-9]{2} ", re.MULTILINE)
_ANSWERS = " ↩ "


def author_spans(text: str, members: Sequence[Member], about: Key) -> list[Span]:
    """Return where a conversation's text names who said `about`: above its words, and where another answers it."""
    heads = list(_HEAD.finditer(text))
    said = next((member for member in members if member.message.key == about), None)
    if said is None or len(heads) != len(members):
        return []
    found = []
    for head, member in zip(heads, members, strict=True):
        ends = _after(text, head.end(), _names(member))
        if member is said and ends > head.end():
            found.append((head.end(), ends))
        # Telegram leaves out of an edited message what it answers once that is gone; an earlier version has it.
        answers = any((one.chat_id, one.reply_to) == about for one in member.versions)
        if answers and text.startswith(_ANSWERS, ends):
            begins = ends + len(_ANSWERS)
            found.append((begins, _after(text, begins, _names(said))))
    return [(begins, ends) for begins, ends in found if begins < ends]


def quote_spans(text: str, members: Sequence[Member], about: Key | None, parts: Iterable[str]) -> list[Span]:
    """Return where a conversation's text quotes, in answering it, `about`, or breaks a quotation off inside `parts`."""
    found = []
    for message in (version for member in members for version in member.versions if version.quote):
        quote = " ".join((message.quote or "").split())
        whole = about is not None and (message.chat_id, message.reply_to) == about
        spans = [(0, len(quote))] if whole else [span for part in parts for span in broken_off(quote, part)]
        for place in re.finditer(re.escape(f"“{quote}”"), text):
            found += [(place.start() + 1 + begins, place.start() + 1 + ends) for begins, ends in spans]
    return found


def segments(text: str, members: Sequence[Member]) -> list[str]:
    """Return what a conversation's text tells of each of its members, in order; all of it for each if that is unclear."""
    return [text[first:after] for first, after in segment_spans(text, members)] or [text] * len(members)


def segment_spans(text: str, members: Sequence[Member]) -> list[Span]:
    """Return where a conversation's text tells of each of its members, in order; empty if that is unclear."""
    begins = [head.start() for head in _HEAD.finditer(text)]
    if len(begins) != len(members):
        return []
    return list(zip(begins, [*begins[1:], len(text)], strict=False))


def hidden_authors(members: Sequence[Member], withheld: Collection[Key]) -> list[str]:
    """Return the names of those of whom nothing is left in a conversation without the messages that are withheld."""
    speaks = {_author(member) for member in members if member.message.key not in withheld}
    gone = [member for member in members if _author(member) not in speaks]
    return list(dict.fromkeys(name for member in gone for name in _names(member)))


def _author(member: Member) -> int | str:
    return member.message.sender.id or member.message.sender.name


def _names(member: Member) -> Iterator[str]:
    """Yield what the author of a message was called, as a conversation's text has it."""
    for version in member.versions:
        yield " ".join(version.sender.name.split())


def _after(text: str, at: int, names: Iterator[str]) -> int:
    """Return where the longest of some names ends that stands at a place in a text; the place itself if none does."""
    return max((at + len(name) for name in names if text.startswith(name, at)), default=at)
