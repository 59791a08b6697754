"""Filling messages with blocks: within Telegram's limits, with few enough buttons for a thumb. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from minutebook.council.wording import Html, join

PART = 3_300
"""Characters of HTML in a part, well within Telegram's 4,096 after parsing, heading and number included."""

BUTTONS_A_PART = 6
"""Things with buttons in one part, so that these stay within reach of a thumb."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch that stays together.

    Attributes:
        item: number and key of what it lists, where that has buttons.
    """

    text: Html
    item: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One message of several.

    Attributes:
        items: number and key of what it lists, for its buttons.
    """

    text: Html
    items: tuple[tuple[int, int], ...] = ()


def pack(blocks: Sequence[Block]) -> list[Part]:
    """Fill parts with blocks in order, neither too long nor with too many buttons; at least one part."""
    parts: list[tuple[list[Html], list[tuple[int, int]]]] = [([], [])]
    for block in blocks:
        texts, items = parts[-1]
        length = sum(len(text) + 2 for text in texts)
        full = length + len(block.text) > PART or (block.item and len(items) >= BUTTONS_A_PART)
        if texts and full:
            texts, items = [], []
            parts.append((texts, items))
        texts.append(block.text)
        if block.item:
            items.append(block.item)
    return [Part(join(texts, "\n\n"), tuple(items)) for texts, items in parts]
