"""Telegram's HTML: from marked-up text to plain text and entities, or its refusal.

A port of the rules of Telegram's own parser: it works on UTF-8 bytes, its errors give byte offsets, and
entity offsets count UTF-16 units. Tags: b strong i em u ins s strike del code pre a
blockquote tg-spoiler span(class=tg-spoiler) tg-emoji tg-time; anything else refuses the message.
"""

from __future__ import annotations

from dataclasses import dataclass

from minutebook.sandbox.errors import ApiRefusal, bad_request
from minutebook.sandbox.messages import Entity

STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
SPACE = b" \t\r\n\0\x0b"
END = 0


@dataclass(slots=True)
class _Open:
    """A start tag that waits for its end."""

    tag: str
    attributes: dict[str, str]
    offset: int
    at: int


def parse(marked: str) -> tuple[str, tuple[Entity, ...]]:
    """The text without its tags, and the entities they made.

    Raises:
        ApiRefusal: 400 "can't parse entities: …" in Telegram's words.
    """
    parser = _Parser(marked)
    parser.run()
    parser.entities.sort(key=lambda entity: (entity.offset, -entity.length))
    return "".join(parser.text), tuple(parser.entities)


def _refuse(words: str) -> ApiRefusal:
    return bad_request(f"can't parse entities: {words}")


class _Parser:
    def __init__(self, marked: str) -> None:
        self.data = marked.encode("utf-8", "replace") + b"\0"
        self.pos = 0
        self.text: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def run(self) -> None:
        """Read it all."""
        last = len(self.data) - 1
        while self.pos < last:
            byte = self.data[self.pos]
            if byte == 0x3C:
                self._tag()
            elif byte == 0x26 and (char := self._reference()):
                self._put(char)
            else:
                self._run_of_text(last)
        if self.open:
            raise _refuse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')

    def _run_of_text(self, last: int) -> None:
        """Everything up to the next sign that may mean something."""
        end = self.pos + 1
        while end < last and self.data[end] not in b"<&":
            end += 1
        self._put(self.data[self.pos : end].decode("utf-8"))
        self.pos = end

    def _put(self, text: str) -> None:
        self.text.append(text)
        self.offset += len(text) + sum(1 for char in text if char > "\uffff")

    def _reference(self) -> str:
        """The character a reference at this place stands for, or "" if it is none."""
        data, end = self.data, self.pos + 1
        if data[end] == 0x23:
            end += 1
            base, digits = (16, b"0123456789abcdefABCDEF") if data[end] in b"xX" else (10, b"0123456789")
            start = end = end + 1 if base == 16 else end
            while data[end] in digits:
                end += 1
            if end == start or end - self.pos >= 10:
                return ""
            code = int(data[start:end], base)
            if code == 0 or code >= 0x10FFFF or 0xD800 <= code < 0xE000:
                return ""
            char = chr(code)
        else:
            while chr(data[end]).isalpha() and data[end] < 0x80:
                end += 1
            char = NAMED.get(data[self.pos + 1 : end], "")
            if not char:
                return ""
        self.pos = end + 1 if data[end] == 0x3B else end
        return char

    def _tag(self) -> None:
        begin = self.pos
        self.pos += 1
        if self.data[self.pos] == 0x2F:
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _word(self, stop: bytes) -> str:
        start = self.pos
        while self.data[self.pos] not in SPACE + stop:
            self.pos += 1
        return self.data[start : self.pos].decode("utf-8")

    def _spaces(self) -> None:
        while self.data[self.pos] != END and self.data[self.pos] in SPACE:
            self.pos += 1

    def _start_tag(self, begin: int) -> None:
        tag = self._word(b">").lower()
        if self.data[self.pos] == END:
            raise _refuse(f"Unclosed start tag at byte offset {begin}")
        if tag not in STYLES:
            raise _refuse(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes: dict[str, str] = {}
        while self.data[self.pos] != 0x3E:
            self._spaces()
            if self.data[self.pos] == 0x3E:
                break
            self._attribute(tag, begin, attributes)
        self.pos += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _refuse(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(tag, attributes, self.offset, begin))

    def _attribute(self, tag: str, begin: int, attributes: dict[str, str]) -> None:
        name = self._word(b"=>")
        if not name:
            if self.data[self.pos] == END:
                raise _refuse(f'Unclosed start tag "{tag}" at byte offset {begin}')
            raise _refuse(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._spaces()
        if self.data[self.pos] != 0x3D:
            if self.data[self.pos] == END:
                raise _refuse(f'Unclosed start tag "{tag}" at byte offset {begin}')
            if (tag, name.lower()) != ("blockquote", "expandable"):
                raise _refuse(
                    f'Expected equal sign in declaration of an attribute of the tag "{tag}"'
                    f" at byte offset {begin}"
                )
            attributes["expandable"] = ""
            return
        self.pos += 1
        self._spaces()
        attributes[name.lower()] = self._value()
        if self.data[self.pos] == END:
            raise _refuse(f"Unclosed start tag at byte offset {begin}")

    def _value(self) -> str:
        quote = self.data[self.pos]
        if quote not in b"\"'":
            start = self.pos
            while chr(self.data[self.pos]).isalnum() or self.data[self.pos] in b".-":
                self.pos += 1
            if self.data[self.pos] not in SPACE + b">":
                raise _refuse(f"Unexpected end of name token at byte offset {start}")
            return self.data[start : self.pos].decode("utf-8", "replace").lower()
        self.pos += 1
        value = bytearray()
        while self.data[self.pos] not in (quote, END):
            if self.data[self.pos] == 0x26 and (char := self._reference()):
                value += char.encode("utf-8")
            else:
                value.append(self.data[self.pos])
                self.pos += 1
        if self.data[self.pos] == quote:
            self.pos += 1
        return value.decode("utf-8", "replace")

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise _refuse(f"Unexpected end tag at byte offset {begin}")
        self.pos += 1
        found = self._word(b">").lower()
        self._spaces()
        if self.data[self.pos] != 0x3E:
            raise _refuse(f"Unclosed end tag at byte offset {begin}")
        self.pos += 1
        opened = self.open.pop()
        if found and found != opened.tag:
            raise _refuse(
                f'Unmatched end tag at byte offset {begin}, expected "</{opened.tag}>", found "</{found}>"'
            )
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        kind, given = STYLES[opened.tag], opened.attributes
        start, length = opened.offset, self.offset - opened.offset
        if kind == "text_link":
            url = given.get("href") or _covered("".join(self.text), start)
            if "." not in url and not url.startswith("tg:"):
                return
            self.entities.append(Entity(kind, start, length, url=url))
        elif kind == "custom_emoji":
            if "emoji-id" not in given:
                raise _refuse('Tag "tg-emoji" must have an emoji-id')
            self.entities.append(Entity(kind, start, length, custom_emoji_id=given["emoji-id"]))
        elif kind == "date_time":
            unix = given.get("unix", "")
            if unix.isdigit():
                shown = given.get("format")
                self.entities.append(Entity(kind, start, length, unix_time=int(unix), date_time_format=shown))
        elif kind == "pre":
            self._close_pre(start, length)
        elif kind == "code":
            language = given.get("class", "").removeprefix("language-") or None
            inside_pre = any(outer.tag == "pre" for outer in self.open)
            self.entities.append(Entity(kind, start, length, language=language if inside_pre else None))
        else:
            style = "expandable_blockquote" if "expandable" in given else kind
            self.entities.append(Entity(style, start, length))

    def _close_pre(self, start: int, length: int) -> None:
        """A pre round one code of the same extent is one entity, with the code's language."""
        language = None
        if self.entities and self.entities[-1].type == "code":
            last = self.entities[-1]
            if (last.offset, last.length) == (start, length):
                language = self.entities.pop().language
        self.entities.append(Entity("pre", start, length, language=language))


def _covered(text: str, offset: int) -> str:
    """The text from a UTF-16 offset on."""
    return text.encode("utf-16-le", "surrogatepass")[2 * offset :].decode("utf-16-le", "replace")
