"""Conversations: which messages belong to one, and how it reads as one record. Pure.

What belongs to it, from a message that somebody points at:

1. the chain of answers: what it answers, what that answers, and so on back; and everything that answers one of these;
2. what stands between the first and the last of the chain, unless it answers something outside, or belongs to a
   matter that nothing in the chain belongs to;
3. at most `AT_MOST` messages: the latest, with the one that was pointed at.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from minutebook.council.messages import Attachment, Message, Sender

AT_MOST = 50
"""Messages that one record of a conversation holds."""

NAMES_SHOWN = 250
"""Characters of the names of those who spoke."""

_WORDS = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty"""
_NUMBERS = {name: number for number, name in enumerate(_WORDS.split(), start=1)}
_NUMBERS |= {"thirty": 30, "forty": 40, "fifty": 50}
_LAST = re.compile(r"(?:the )?last(?: (-?[0-9]{1,6}|[a-z]+))?(?: messages?)?")
_THREAD = re.compile(
    r"(?:(?:the|this) )?(?:(?:whole|full|entire) )?(?:threads?|tread|thred|thraed|thead|conversation)"
)
"""What asks for the thread, slips of the finger included: as a note to one message it would mislead who typed it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What `/record` is to take beside one message.

    Attributes:
        count: the last so many messages; None for the thread of the one it answers; 0 where the number is missing
            or out of bounds.
    """

    count: int | None


def parse_wanted(words: str) -> Wanted | None:
    """Read `thread`, `last 10`, `last ten messages`; None where it is a note to one message.

    The words are reserved as the whole of what is said: "last week's decision" is a note.
    """
    said = " ".join(words.strip(" \"'“”„‘’‚«»`.!").lower().split())
    if _THREAD.fullmatch(said):
        return Wanted(None)
    found = _LAST.fullmatch(said)
    if not found:
        return None
    if found[1] is None:
        return Wanted(0)
    figures = found[1].lstrip("-").isdigit()
    if not figures and found[1] not in _NUMBERS:
        return None
    number = int(found[1]) if figures else _NUMBERS[found[1]]
    return Wanted(number if 1 <= number <= AT_MOST else 0)


def thread(known: Sequence[Message], target_id: int, matters: Mapping[int, int]) -> list[Message]:
    """Return the conversation that a message belongs to, in the order said.

    Args:
        known: the messages of its topic that are known, in order.
        matters: the matter of each message that belongs to one.
    """
    chain = _chain(known, target_id)
    about = {matters[number] for number in chain if number in matters}
    inside = set(chain)
    for message in known:
        number = message.message_id
        if not min(chain) < number < max(chain):
            continue
        elsewhere = message.reply_to is not None and message.reply_to not in inside
        other = number in matters and matters[number] not in about and bool(about)
        if not (elsewhere or other):
            inside.add(number)
    return _bounded(_with_albums(known, inside), target_id)


def latest(known: Sequence[Message], count: int) -> list[Message]:
    """Return the last `count` messages of those known, in the order said; an album is one message."""
    taken: list[Message] = []
    heads: set[object] = set()
    for message in reversed(known):
        heads.add(message.album_id or message.key)
        if len(heads) > count:
            break
        taken.append(message)
    return _bounded(taken[::-1], None)


def _with_albums(known: Sequence[Message], inside: Collection[int]) -> list[Message]:
    """Return the messages with these ids and the rest of each one's album, in order."""
    albums = {message.album_id for message in known if message.message_id in inside} - {None}
    return [message for message in known if message.message_id in inside or message.album_id in albums]


def _chain(known: Sequence[Message], target_id: int) -> set[int]:
    answers = {message.message_id: message.reply_to for message in known}
    chain = {target_id}
    before = answers.get(target_id)
    while before is not None and before in answers and before not in chain:
        chain.add(before)
        before = answers[before]
    for message in known:
        if message.reply_to in chain:
            chain.add(message.message_id)
    return chain


def _bounded(taken: Sequence[Message], target_id: int | None) -> list[Message]:
    """Return the latest `AT_MOST`; earlier ones where the message that was pointed at would be left out."""
    places = [place for place, message in enumerate(taken) if message.message_id == target_id]
    first = max(0, min([*places, len(taken) - AT_MOST]))
    return list(taken[first : first + AT_MOST])


@dataclass(frozen=True, slots=True)
class Extent:
    """What a conversation comes to: messages (an album is one), people, and from when to when."""

    messages: int
    people: int
    since: datetime
    until: datetime


def extent(taken: Sequence[Message]) -> Extent:
    """Return what messages, one at least, in order, come to."""
    single = [message for message in taken if message.album_id is None]
    albums = {message.album_id for message in taken if message.album_id is not None}
    people = {message.sender.id or message.sender.name for message in taken}
    return Extent(len(single) + len(albums), len(people), taken[0].sent_at, taken[-1].sent_at)


def told(
    members: Sequence[Sequence[Message]],
    place: tuple[int, int],
    zone: ZoneInfo,
    edited_at: datetime | None = None,
) -> Message:
    """Return a conversation as one message, which reads from top to bottom and carries every file.

    Args:
        members: its messages in the order said, each with its versions, oldest first; one at least.
        place: chat id and message id under which it goes on the record: those of the command that asked for it.
        edited_at: of the edit that made it another, or None.
    """
    latest = [versions[-1] for versions in members]
    first = latest[0]
    files: dict[str, Attachment] = {}
    for versions in members:
        for version in versions:
            files |= {file.unique_id: file for file in version.attachments if file.unique_id not in files}
    return Message(
        chat_id=place[0],
        message_id=place[1],
        sender=Sender(first.sender.id, _names(latest), None, first.sender.kind),
        sent_at=first.sent_at,
        text="\n".join(_lines(latest, zone)),
        topic_id=first.topic_id,
        edited_at=edited_at,
        attachments=tuple(files.values()),
        mentions=tuple(dict.fromkeys(user for message in latest for user in message.mentions)),
    )


def told_in_turn(
    members: Sequence[Sequence[Message]], place: tuple[int, int], zone: ZoneInfo
) -> list[Message]:
    """Return a conversation as it was first worded and after each edit known of its messages, the latest last.

    Nobody else keeps what was taken back: so every wording stands in one of them, as a single message's does in its
    versions. Each tells all the messages, those said after an edit too, so that line by line they are the same ones.

    Args:
        members, place: as for `told`.
    """
    known = [versions[:1] for versions in members]
    stages = [told(known, place, zone)]
    for at, which in _edits(members):
        known[which] = members[which][: len(known[which]) + 1]
        stages.append(told(known, place, zone, edited_at=at))
    # Who spoke does not change, though what they are called may.
    return [replace(stage, sender=stages[-1].sender) for stage in stages]


def _edits(members: Sequence[Sequence[Message]]) -> list[tuple[datetime, int]]:
    """Return when each edit was made and to which message, in order; of one message in the order of its versions."""
    found = []
    for which, versions in enumerate(members):
        at = versions[0].sent_at
        for version in versions[1:]:
            at = max(at, version.edited_at or at)
            found.append((at, which))
    return sorted(found)


def retold(
    before: Message, members: Sequence[Sequence[Message]], zone: ZoneInfo, edited_at: datetime
) -> Message:
    """Return a conversation on the record anew, after one of its messages was edited."""
    after = told(members, before.key, zone, edited_at)
    # Who spoke does not change, though what they are called may.
    return replace(after, sender=before.sender)


def _names(said: Iterable[Message]) -> str:
    names = list(dict.fromkeys(_flat(message.sender.name) for message in said))
    shown = ", ".join(names)
    return shown if len(shown) <= NAMES_SHOWN else shown[: NAMES_SHOWN - 1] + "…"


def _lines(said: Sequence[Message], zone: ZoneInfo) -> Iterable[str]:
    """Yield the conversation line by line: each message begins at the margin, and whatever else it holds does not.

    So nobody can write a line that reads as if another had said it.
    """
    by_key = {message.key: message for message in said}
    day = None
    for message in said:
        local = message.sent_at.astimezone(zone)
        if local.date() != day:
            day = local.date()
            yield f"{local.day} {local:%B %Y}"
        answered = by_key.get((message.chat_id, message.reply_to)) if message.reply_to else None
        name = answered.sender.name if answered else message.answered_name
        parts = [f"{local:%H:%M} {_flat(message.sender.name)}"]
        if name:
            parts.append(f"↩ {_flat(name)}")
        if message.forward_from:
            parts.append(f"⤷ {_flat(message.forward_from)}")
        if message.edited_at is not None:
            parts.append(f"✎ {message.edited_at.astimezone(zone):%H:%M}")
        yield " ".join(parts) + ": " + "\n    ".join(held(message))


def held(message: Message) -> list[str]:
    """Return what a message holds, line by line: what it quotes, its words, what else it carries, its files."""
    lines = [f"“{_flat(message.quote)}”"] if message.quote else []
    lines += message.text.splitlines()
    lines += [_flat(message.other)] if message.other else []
    lines += [f"📎 {_flat(file.name or file.kind)}" for file in message.attachments]
    return lines or [""]


def _flat(text: str) -> str:
    return " ".join(text.split())
