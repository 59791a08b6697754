"""From messages to what the encoder is given: the message, and beside it what it may answer.

Training and running both use this file; to change it is to train the model again (`make retrain`).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from minutebook.council.assessment import Context
from minutebook.council.messages import Message
from minutebook.detector.reading import read

SEGMENT = 420
"""Characters of a message read at once; a longer one is read in stretches."""

SEGMENTS = 10
"""Stretches of a message that are read, at most."""

BESIDE = 3
"""Messages before it that are shown beside a message, besides the one it answers."""

_ANSWERED, _LATEST, _OLDER = 160, 110, 80  # characters of each that are shown

_EMOJI_NOISE = re.compile("[\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]")
_SPACE = re.compile(r"\s+")
_STOP = re.compile(r"(?<=[.!?;/])\s+")


def plain(text: str, ignored: tuple[str, ...] = ()) -> str:
    """Return `text` on one line, with straight quotes, emoji by name, and `ignored` phrases left out."""
    straight = read(text, ignored).plain.replace("\n", " / ")
    if not straight.isascii():
        straight = "".join(_named(character) for character in _EMOJI_NOISE.sub("", straight))
    return _SPACE.sub(" ", straight).strip()


def _named(character: str) -> str:
    """Return an emoji's name in words, nothing for what cannot be read, any other character as it is."""
    if character.isascii():
        return character
    kind = unicodedata.category(character)
    if kind in ("So", "Sk"):
        return f" {unicodedata.name(character, '').lower().replace(' sign', '')} "
    return "" if kind in ("Cc", "Cs", "Co", "Cn") else character


def segments(line: str) -> list[str]:
    """Return a plain line in stretches of at most `SEGMENT` characters, broken between sentences or words."""
    if len(line) <= SEGMENT:
        return [line]
    found: list[str] = []
    for piece in _pieces(line):
        if found and len(found[-1]) + len(piece) < SEGMENT:
            found[-1] += f" {piece}"
        elif len(found) < SEGMENTS:
            found.append(piece)
        else:
            break
    return found


def _pieces(line: str) -> Iterator[str]:
    """Yield the sentences of a line, those too long cut at a space, or anywhere for want of one."""
    for sentence in _STOP.split(line):
        rest = sentence
        while len(rest) > SEGMENT:
            at = rest.rfind(" ", SEGMENT // 2, SEGMENT)
            cut = at if at > 0 else SEGMENT
            yield rest[:cut]
            rest = rest[cut:].strip()
        if rest:
            yield rest


def beside(
    message: Message, earlier: Sequence[tuple[Message, str]], answered: tuple[Message, str] | None
) -> str:
    """Return what is shown beside a message: what it answers, then what came before it, latest first.

    Args:
        message: the message.
        earlier: messages before it, oldest first, each with its plain line.
        answered: the message it replies to with its plain line, where it is known.
    """
    shown = [f"> {_short(answered[1], _ANSWERED)}"] if answered else []
    for back, (other, line) in enumerate(reversed(earlier[-BESIDE:])):
        if answered and other.key == answered[0].key:
            continue
        who = "+" if other.sender.id == message.sender.id else "-"
        shown.append(f"{who} {_short(line, _OLDER if back else _LATEST)}")
    return " ; ".join(shown)


def _short(line: str, limit: int) -> str:
    """Return the beginning and the end of a line."""
    return line if len(line) <= limit else f"{line[: limit * 2 // 3]} … {line[-(limit // 3) :]}"


def answered_in(message: Message, context: Context) -> Message | None:
    """Return what a message of the chat replies to, as far as `context` still has it."""
    if message.reply_to is None:
        return None
    return next((each for each in context.earlier if each.message_id == message.reply_to), None)
