"""One Bot API call as its method sees it: who calls, and the parameters, read by type.

Telegram takes form fields (where lists and objects are JSON in a string), multipart and JSON bodies;
here they are all the same.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from minutebook.sandbox.errors import bad_request
from minutebook.sandbox.people import Bot
from minutebook.sandbox.state import State
from minutebook.sandbox.wire import Json, Obj


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the request."""

    name: str
    content: bytes
    mime: str | None


@dataclass(frozen=True, slots=True)
class RawJson:
    """An answer that is JSON already."""

    body: bytes


@dataclass(slots=True)
class Call:
    """A call: its bot, the state it acts on, its parameters and files."""

    state: State
    bot: Bot
    values: Obj
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A string; "" if absent."""
        value = self.values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str) -> int | None:
        """A whole number, or None if absent or not one."""
        value = self.values.get(name)
        if isinstance(value, int):
            return int(value)
        if isinstance(value, str):
            try:
                return int(value)
            except ValueError:
                return None
        return None

    def flag(self, name: str, default: bool = False) -> bool:
        """A yes or no."""
        value = self.values.get(name)
        if value is None:
            return default
        return value is True or str(value).lower() in ("true", "yes", "1")

    def json(self, name: str) -> Json:
        """A list or object, whether it came as itself or as JSON in a string; None if absent or "".

        Raises:
            ApiRefusal: 400, the string is not JSON.
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            decoded: Json = json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None
        return decoded

    def obj(self, name: str) -> Obj:
        """An object; empty if absent.

        Raises:
            ApiRefusal: 400, it is something else.
        """
        value = self.json(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad_request(f"object expected as {name.replace('_', ' ')}")
        return value

    def items(self, name: str) -> list[Json] | None:
        """A list, or None if absent.

        Raises:
            ApiRefusal: 400, it is something else.
        """
        value = self.json(name)
        if value is None:
            return None
        if not isinstance(value, list):
            raise bad_request(f"expected an Array of {name.replace('_', ' ')}")
        return value


Answer = Json | RawJson
Method = Callable[[Call], Answer | Awaitable[Answer]]


def number_in(obj: Obj, name: str) -> int | None:
    """A whole number inside an object, also one written as a string."""
    value = obj.get(name)
    if isinstance(value, int):
        return int(value)
    return int(value) if isinstance(value, str) and value.lstrip("-").isdigit() else None


def text_in(obj: Obj, name: str) -> str:
    """A string inside an object; "" if absent."""
    value = obj.get(name)
    return value if isinstance(value, str) else ""
