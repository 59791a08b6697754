"""From messages to what the encoder is given: the message, and beside it what it may answer.

Training and running both use this file; to change it is to train the model again (`make retrain`).
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from minutebook.council.assessment import Context
from minutebook.council.messages import Message
from minutebook.detector.reading import read

STRETCH = 420
"""Characters of a message handed to the encoder at once, at most; of them it reads what it has room for."""

STRETCHES = 32
"""Stretches of a message that are read, at most: what is longest in tokens ends there, whatever it is."""

BESIDE = 3
"""Messages before it that are shown beside a message, besides the one it answers."""

_ANSWERED, _LATEST, _OLDER = 160, 110, 80  # characters of each that are shown

_EMOJI_NOISE = re.compile("[\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]")
_SPACE = re.compile(r"\s+")
_STOP = re.compile(r"(?<=[.!?;/])\s+")


def plain(text: str, ignored: tuple[str, ...] = ()) -> str:
    """Return `text` on one line, with straight quotes, emoji by name, and `ignored` phrases left out.

    No longer than is ever read of it: ten thousand emoji are many more characters by their names.
    """
    straight = read(text, ignored).plain.replace("\n", " / ")
    if not straight.isascii():
        straight = "".join(_named(character) for character in _EMOJI_NOISE.sub("", straight))
    return _SPACE.sub(" ", straight).strip()[: STRETCHES * (STRETCH + 1)]


def _named(character: str) -> str:
    """Return an emoji's name in words, nothing for what cannot be read, any other character as it is."""
    if character.isascii():
        return character
    kind = unicodedata.category(character)
    if kind in ("So", "Sk"):
        return f" {unicodedata.name(character, '').lower().replace(' sign', '')} "
    return "" if kind in ("Cc", "Cs", "Co", "Cn") else character


def stretch(line: str) -> str:
    """Return the beginning of a plain line: whole sentences up to `STRETCH` characters, or what fits of the first."""
    if len(line) <= STRETCH:
        return line
    pieces = _pieces(line)
    found = next(pieces)
    for piece in pieces:
        if len(found) + len(piece) >= STRETCH:
            break
        found += f" {piece}"
    return found


def stretches(line: str, reach: Callable[[str], int]) -> list[str]:
    """Return a plain line in the stretches in which it is read to its end, the first as the model was taught it.

    Where the encoder has not room for all of a stretch, the next begins with the sentence it broke off in.

    Args:
        reach: returns how many characters of a stretch the encoder has room for, beside what it is shown with.
    """
    found, rest = [stretch(line)], line
    while len(found) < STRETCHES:
        rest = rest[_resumed(found[-1], reach(found[-1])) :].lstrip()
        if not rest:
            break
        found.append(stretch(rest))
    return found


def _resumed(said: str, read: int) -> int:
    """Return where reading goes on in a stretch of which `read` characters were read: not before half of them."""
    if read >= len(said):
        return len(said)
    begun = [each.end() for each in _STOP.finditer(said, 0, read) if 2 * each.end() > read]
    if begun:
        return begun[-1]
    return max(said.rfind(" ", 0, read), read // 2, 1)


def _pieces(line: str) -> Iterator[str]:
    """Yield the sentences of a line, those too long cut at a space, or anywhere for want of one."""
    for sentence in _STOP.split(line):
        rest = sentence
        while len(rest) > STRETCH:
            at = rest.rfind(" ", STRETCH // 2, STRETCH)
            cut = at if at > 0 else STRETCH
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
