"""What `/record thread` would take, message by message, as its question shows it in private. Pure."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from html import unescape
from zoneinfo import ZoneInfo

from minutebook.council.conversations import held
from minutebook.council.messages import Message
from minutebook.council.schedule import local_time
from minutebook.council.wording import Html, Wording
from minutebook.reports.digest_lines import excerpt

WORDS = 60
"""Characters of a message that its line shows."""

NAME = 40
"""Characters of who said it; Telegram allows 129."""

FITS = 3_900
"""UTF-16 units of a whole question: Telegram takes 4,096, and what may have arrived before is marked so in front."""


def taken_lines(
    taken: Sequence[Message],
    untold: Collection[tuple[int, int]],
    zone: ZoneInfo,
    wording: Wording,
    beside: Sequence[Html],
    now: datetime | None = None,
) -> list[Html]:
    """Return who said each message, when, and its first words: numbered in order, an album as one.

    Where not all fit, those in the middle are counted; the first and the last are always there.

    Args:
        untold: chat ids and ids of messages of which no words are shown.
        beside: what else the question says.
        now: the present, by which a date needs no year; None where every date says it.
    """
    albums = _albums(taken)
    one_day = len({message.sent_at.astimezone(zone).date() for message in taken}) == 1
    lines = []
    for number, album in enumerate(albums, start=1):
        at = local_time(album[0].sent_at, zone, now)
        time = at.rpartition(" ")[2] if one_day else at
        words = "" if any(item.key in untold for item in album) else _words(album)
        facts: dict[str, object] = {
            "number": number,
            "author": excerpt(album[0].sender.name, NAME),
            "at": f"{time} ✎" if edited(album) else time,
        }
        phrase = "record.talk_line" if words else "record.talk_line_untold"
        lines.append(wording.say(phrase, **facts, text=words))
    return _fitted(lines, wording, FITS - sum(_units(text) for text in beside))


def edited(taken: Iterable[Message]) -> bool:
    """Whether any of some messages was edited: what it said before goes on the record too, as far as it is known."""
    return any(item.edited_at is not None for item in taken)


def _albums(taken: Sequence[Message]) -> list[list[Message]]:
    """Return the messages in order, the items of an album together at the place of its first."""
    found: dict[object, list[Message]] = {}
    for message in taken:
        found.setdefault(message.album_id or message.key, []).append(message)
    return list(found.values())


def _words(album: Sequence[Message]) -> str:
    own = [replace(message, quote=None) for message in album]
    return excerpt(" ".join(line for message in own for line in held(message)), WORDS)


def _fitted(lines: Sequence[Html], wording: Wording, room: int) -> list[Html]:
    """Return as many lines from both ends as there is room for, and how many are left out between them."""
    if sum(_units(line) for line in lines) <= room:
        return list(lines)
    room -= _units(wording.say("record.talk_between", count=len(lines)))
    first, last = 1, 1
    room -= _units(lines[0]) + _units(lines[-1])
    while first + last < len(lines):
        ahead = first <= last
        room -= _units(lines[first] if ahead else lines[-last - 1])
        if room < 0:
            break
        first, last = first + ahead, last + (not ahead)
    between = wording.say("record.talk_between", count=len(lines) - first - last)
    return [*lines[:first], between, *lines[len(lines) - last :]]


def _units(text: Html) -> int:
    """Return the UTF-16 units that Telegram counts of a line, its end included."""
    return len(unescape(re.sub("<[^<>]*>", "", text)).encode("utf-16-le", "surrogatepass")) // 2 + 1
