"""A message as JSON and back, for the columns that hold one whole; why it was flagged, and what it is like, as bytes."""

import json
import struct
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from minutebook.council.assessment import Why
from minutebook.council.concerns import label
from minutebook.council.messages import Attachment, Entity, Message, Poll, Sender, SenderKind, links_of


def message_to_json(message: Message) -> str:
    """Return `message` as JSON; empty fields are left out, instants are whole seconds since 1970."""
    fields = {key: value for key, value in asdict(message).items() if value not in (None, (), "")}
    fields["sent_at"] = int(message.sent_at.timestamp())
    for name, at in (("edited_at", message.edited_at), ("forward_at", message.forward_at)):
        if at is not None:
            fields[name] = int(at.timestamp())
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def message_from_json(text: str) -> Message:
    """Return the message that `text` holds."""
    # A message says little of all it could: this is asked of every record when a store is verified.
    fields: dict[str, Any] = {"text": ""}
    for name, value in json.loads(text).items():
        read = _READ.get(name)
        fields[name] = value if read is None else read(value)
    return Message(**fields)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a reader is shown of a stored message beside its words.

    Attributes:
        totals: of the poll it carries, once that was closed; else "".
        links: words that lead somewhere, and where.
        options: of that poll, without the counts, which an earlier version of it had not; else "".
        forward_at: when what was forwarded was first sent; `reply_elsewhere`: whose message elsewhere it answered.
    """

    totals: str = ""
    links: tuple[tuple[str, str], ...] = ()
    forward_at: datetime | None = None
    reply_elsewhere: str | None = None
    options: str = ""


_MARKS = ('"closed":true', '"url":', '"forward_at":', '"reply_elsewhere":')
_NONE = Facts()


def facts_from_json(text: str) -> Facts:
    """Return what of a stored message is shown beside its words."""
    # Most messages have none of these: they need not be read as a whole. In somebody's words a mark is escaped.
    if not any(mark in text for mark in _MARKS):
        return _NONE
    message = message_from_json(text)
    poll = message.poll
    counted = poll if poll and poll.closed and poll.counts else None
    totals = counted.line.removeprefix("poll: ") if counted else ""
    options = replace(counted, counts=()).line if counted else ""
    return Facts(totals, links_of(message), message.forward_at, message.reply_elsewhere, options)


def _sender(fields: Mapping[str, Any]) -> Sender:
    return Sender(fields["id"], fields["name"], fields.get("username"), _KINDS[fields["kind"]])


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _poll(fields: Mapping[str, Any]) -> Poll:
    listed = {"options": tuple(fields["options"]), "counts": tuple(fields.get("counts", ()))}
    return Poll(**{**fields, **listed})


_KINDS = {str(kind): kind for kind in SenderKind}

_READ: Mapping[str, Callable[[Any], Any]] = {
    "sender": _sender,
    "sent_at": _instant,
    "edited_at": _instant,
    "forward_at": _instant,
    "entities": lambda items: tuple(Entity(**item) for item in items),
    "attachments": lambda items: tuple(Attachment(**item) for item in items),
    "mentions": tuple,
    "members": tuple,
    "poll": _poll,
}
"""How what is no text and no number is read."""


def why_to_json(told: Iterable[Why]) -> str:
    """Return the stretches of a message that told, as JSON: label, start, end and reason of each, none of its words."""
    rows = [[str(why.label), why.start, why.end, why.reason] for why in told]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def why_from_json(text: str) -> tuple[Why, ...]:
    """Return the stretches that `text` holds."""
    return tuple(Why(label(name), start, end, reason) for name, start, end, reason in json.loads(text))


def vector_to_bytes(vector: Sequence[float]) -> bytes:
    """Return the numbers of a vector of length one as half-precision floats, little-endian, two bytes each."""
    return struct.pack(f"<{len(vector)}e", *vector)


def vector_from_bytes(kept: bytes) -> Sequence[float]:
    """Return the numbers that `kept` holds, four bytes each: three hundred of a council's are kept at hand."""
    return array("f", struct.unpack(f"<{len(kept) // 2}e", kept))
