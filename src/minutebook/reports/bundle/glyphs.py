"""Naming what a font cannot draw: "[thumbs up]", "[3 Arabic letters]". Pure."""

import unicodedata
from collections.abc import Container

_JOINER = "\u200d"
_SILENT = {"\ufe0e", "\ufe0f", _JOINER, "\u20e3"}
_TONES = range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)
_TAGS = range(0xE0020, 0xE0080)
_NATIONS = {"gbeng": "flag of England", "gbsct": "flag of Scotland", "gbwls": "flag of Wales"}
_ENDS = (" sign", " symbol")
_KNOWN = {
    0x1F600: "grinning face",
    0x1F64F: "folded hands",
    0x1F44C: "OK hand",
    0x1F602: "face with tears of joy",
    0x2705: "tick",
    0x274C: "cross",
}
_STEERING = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF)}


def clean(text: str) -> str:
    """Return `text` without signs that are not seen: controls, and such as turn the direction of writing."""
    kept = "".join(
        sign
        for sign in text.replace("\r\n", "\n").replace("\r", "\n")
        if sign in "\n\t" or not (sign in _STEERING or unicodedata.category(sign) in ("Cc", "Cs"))
    )
    return kept.replace("\t", "    ")


def named(text: str, drawn: Container[int]) -> str:
    """Return `text` with every sign that is not in `drawn` replaced by its name in brackets.

    Args:
        drawn: the code points that the font has.
    """
    plain = clean(text)
    if all(ord(sign) in drawn or sign == "\n" for sign in plain):
        return plain
    parts: list[str] = []
    at = 0
    while at < len(plain):
        sign = plain[at]
        if sign == "\n" or ord(sign) in drawn:
            parts.append(sign)
            at += 1
            continue
        name, at = _next(plain, at, drawn)
        parts.append(name)
    return "".join(parts)


def _next(text: str, at: int, drawn: Container[int]) -> tuple[str, int]:
    """Return the name of what begins at `at`, in brackets or "" for what is silent, and where it ends."""
    code = ord(text[at])
    if code in _FLAGS:
        end = at + 1
        if end < len(text) and ord(text[end]) in _FLAGS:
            end += 1
        letters = "".join(chr(ord(sign) - _FLAGS.start + ord("A")) for sign in text[at:end])
        return f"[flag {letters}]", end
    if unicodedata.category(text[at]).startswith("L"):
        return _letters(text, at, drawn)
    if text[at] in _SILENT:
        return "", at + 1
    return _picture(text, at)


def _letters(text: str, at: int, drawn: Container[int]) -> tuple[str, int]:
    """Name a run of letters of a script the font does not have, by how many there are."""
    script = _script(text[at])
    end, count = at, 0
    while end < len(text) and ord(text[end]) not in drawn:
        kind = unicodedata.category(text[end])[0]
        if not (kind == "M" or (kind == "L" and _script(text[end]) == script)):
            break
        count += kind == "L"
        end += 1
    return f"[{count} {script} {'letter' if count == 1 else 'letters'}]", end


def _script(sign: str) -> str:
    word = unicodedata.name(sign, "unknown").split()[0]
    return {"CJK": "Chinese"}.get(word, word.capitalize())


def _picture(text: str, at: int) -> tuple[str, int]:
    """Name an emoji with all that belongs to it: skin tones go, joined ones are named together."""
    names = [_name(text[at])]
    end = at + 1
    tags = ""
    while end < len(text):
        sign = text[end]
        if sign == _JOINER and end + 1 < len(text):
            names.append(_name(text[end + 1]))
            end += 2
        elif ord(sign) in _TAGS:
            tags += chr(ord(sign) - 0xE0000)
            end += 1
        elif sign in _SILENT or ord(sign) in _TONES or ord(sign) == 0xE007F:
            end += 1
        else:
            break
    if tags:
        return f"[{_NATIONS.get(tags.rstrip(chr(0x7F)), 'flag')}]", end
    return f"[{', '.join(name for name in names if name)}]", end


def _name(sign: str) -> str:
    if ord(sign) in _KNOWN:
        return _KNOWN[ord(sign)]
    name = unicodedata.name(sign, "").lower()
    if not name:
        return f"U+{ord(sign):04X}"
    for end in _ENDS:
        name = name.removesuffix(end)
    return name
