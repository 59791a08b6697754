"""JSON as it goes over the wire: its type, and one way of writing it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]
Obj = dict[str, Json]


def dump(value: Json) -> bytes:
    """Compact JSON, ASCII only, as Telegram's server writes it."""
    return json.dumps(value, separators=(",", ":")).encode("ascii")
