"""The entities Telegram itself finds in a text: commands, mentions, hashtags, links, addresses.

Offsets count UTF-16 units. What stands inside code or a link somebody made is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from minutebook.sandbox.messages import Entity

ENDINGS = "com|org|net|uk|gov|info|io|eu|london|wales|scot|edu|me|tv|app|dev|co|de|fr"
PATTERNS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("@", "email", re.compile(rf"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.(?:{ENDINGS})\b", re.I)),
    (":", "url", re.compile(r"(?<!\w)https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]]", re.I)),
    (
        ".",
        "url",
        re.compile(
            rf"(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:{ENDINGS})\b(?:/[^\s<>\"']*[^\s<>\"'.,;:!?)\]])?", re.I
        ),
    ),
    ("/", "bot_command", re.compile(r"(?<![\w/<>@.:])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/@])")),
    ("@", "mention", re.compile(r"(?<![\w@./+-])@[A-Za-z0-9_]{3,32}(?!\w)")),
    ("#", "hashtag", re.compile(r"(?<![\w#&])#(?=\w*[^\W\d_])\w{1,256}")),
)
UNTOUCHED = frozenset({"code", "pre", "text_link", "text_mention", "url", "email"})


def utf16_length(text: str) -> int:
    """How many UTF-16 units a text takes."""
    return len(text) if text.isascii() else len(text) + sum(1 for char in text if char > "\uffff")


def sliced(text: str, entity: Entity) -> str:
    """The words an entity covers."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le", "replace")


def find(text: str, given: Iterable[Entity] = ()) -> tuple[Entity, ...]:
    """The given entities and those found in the text, by offset, at most 100."""
    found = list(given)
    taken = [(e.offset, e.offset + e.length) for e in found if e.type in UNTOUCHED]
    for sign, kind, pattern in PATTERNS:
        if sign not in text:
            continue
        for match in pattern.finditer(text):
            start = utf16_length(text[: match.start()])
            end = start + utf16_length(match.group())
            if all(end <= low or start >= high for low, high in taken):
                found.append(Entity(kind, start, end - start))
                taken.append((start, end))
    found.sort(key=lambda entity: (entity.offset, -entity.length))
    return tuple(found[:100])
