"""What a bot writes: text and captions with their entities, keyboards, reply parameters."""

from __future__ import annotations

from dataclasses import replace

from minutebook.sandbox import entities, html
from minutebook.sandbox.api.call import Call, number_in, text_in
from minutebook.sandbox.errors import bad_request
from minutebook.sandbox.messages import Button, Entity, Keyboard
from minutebook.sandbox.wire import Json

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
RAW_LIMIT = 32768
NO_ACTION = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"


def text(call: Call) -> tuple[str, tuple[Entity, ...]]:
    """The text of a message, 1 to 4096 characters after parsing.

    Raises:
        ApiRefusal: 400 empty, too long, or badly marked up.
    """
    raw = call.text("text")
    if not raw:
        raise bad_request("message text is empty")
    if len(raw.encode("utf-8", "replace")) > RAW_LIMIT:
        raise bad_request("text is too long")
    words, found = _formatted(call, raw, "entities")
    if not words:
        raise bad_request("text must be non-empty")
    if len(words) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return words, found


def caption(call: Call) -> tuple[str, tuple[Entity, ...]]:
    """The caption of a file, at most 1024 characters after parsing.

    Raises:
        ApiRefusal: 400 too long, or badly marked up.
    """
    words, found = _formatted(call, call.text("caption"), "caption_entities")
    if len(words) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return words, found


def _formatted(call: Call, raw: str, entities_name: str) -> tuple[str, tuple[Entity, ...]]:
    mode = call.text("parse_mode").lower()
    if mode == "html":
        words, given = html.parse(raw)
    elif mode in ("", "none"):
        words = raw
        given = tuple(_entity(item) for item in call.items(entities_name) or [])
    else:
        # Markdown is Telegram's too, but Minutebook does not write it.
        raise bad_request("unsupported parse_mode")
    words, given = _trimmed(_cleaned(words), given)
    return words, entities.find(words, given)


def _entity(item: Json) -> Entity:
    if not isinstance(item, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    return Entity(
        text_in(item, "type"),
        number_in(item, "offset") or 0,
        number_in(item, "length") or 0,
        url=text_in(item, "url") or None,
        language=text_in(item, "language") or None,
        custom_emoji_id=text_in(item, "custom_emoji_id") or None,
    )


def _cleaned(words: str) -> str:
    """Control characters become spaces, one for one, so that offsets hold."""
    if words.isprintable():
        return words
    return "".join(" " if char < " " and char != "\n" else char for char in words)


def _trimmed(words: str, given: tuple[Entity, ...]) -> tuple[str, tuple[Entity, ...]]:
    """Without white space at either end, the entities moved and cut to fit."""
    cut = len(words) - len(words.lstrip())
    kept = words.strip()
    end = entities.utf16_length(kept)
    fitted = []
    for one in given:
        low = max(one.offset - cut, 0)
        high = min(one.offset - cut + one.length, end)
        if high > low:
            fitted.append(replace(one, offset=low, length=high - low))
    return kept, tuple(fitted)


def keyboard(call: Call) -> Keyboard:
    """The inline keyboard; other kinds of markup are taken and not shown.

    Raises:
        ApiRefusal: 400 a button without text or action, or with data over 64 bytes.
    """
    rows = call.obj("reply_markup").get("inline_keyboard")
    if not isinstance(rows, list):
        return ()
    return tuple(tuple(_button(item) for item in row) for row in rows if isinstance(row, list) and row)


def _button(item: Json) -> Button:
    if not isinstance(item, dict):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    label, data, url = text_in(item, "text"), text_in(item, "callback_data"), text_in(item, "url")
    if not label.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if not data and not url:
        raise bad_request(NO_ACTION)
    if len(data.encode("utf-8", "replace")) > 64:
        raise bad_request("BUTTON_DATA_INVALID")
    return Button(label, data or None, url or None)
