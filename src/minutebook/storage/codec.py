"""A message as JSON and back, for the columns that hold one whole; and what a message is like, as bytes."""

import json
import struct
from array import array
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from minutebook.council.messages import Attachment, Entity, Message, Poll, Sender, SenderKind


def message_to_json(message: Message) -> str:
    """Return `message` as JSON; empty fields are left out, instants are whole seconds since 1970."""
    fields = {key: value for key, value in asdict(message).items() if value not in (None, (), "")}
    fields["sent_at"] = int(message.sent_at.timestamp())
    if message.edited_at is not None:
        fields["edited_at"] = int(message.edited_at.timestamp())
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def message_from_json(text: str) -> Message:
    """Return the message that `text` holds."""
    fields = json.loads(text)
    sender = fields.pop("sender")
    poll = fields.pop("poll", None)
    edited = fields.pop("edited_at", None)
    return Message(
        sender=Sender(sender["id"], sender["name"], sender.get("username"), SenderKind(sender["kind"])),
        sent_at=datetime.fromtimestamp(fields.pop("sent_at"), UTC),
        edited_at=None if edited is None else datetime.fromtimestamp(edited, UTC),
        text=fields.pop("text", ""),
        entities=tuple(Entity(**item) for item in fields.pop("entities", ())),
        attachments=tuple(Attachment(**item) for item in fields.pop("attachments", ())),
        mentions=tuple(fields.pop("mentions", ())),
        poll=None if poll is None else _poll(poll),
        **fields,
    )


def totals_from_json(text: str) -> str:
    """Return the totals of the poll that a stored message carries, once it was closed; else ""."""
    if '"closed":true' not in text:
        return ""
    poll = message_from_json(text).poll
    return poll.line.removeprefix("poll: ") if poll and poll.counts else ""


def _poll(fields: dict[str, object]) -> Poll:
    options, counts = fields.pop("options"), fields.pop("counts", ())
    assert isinstance(options, (list, tuple))
    assert isinstance(counts, (list, tuple))
    return Poll(options=tuple(options), counts=tuple(counts), **fields)  # type: ignore[arg-type]


def vector_to_bytes(vector: Sequence[float]) -> bytes:
    """Return the numbers of a vector of length one as half-precision floats, little-endian, two bytes each."""
    return struct.pack(f"<{len(vector)}e", *vector)


def vector_from_bytes(kept: bytes) -> Sequence[float]:
    """Return the numbers that `kept` holds, four bytes each: three hundred of a council's are kept at hand."""
    return array("f", struct.unpack(f"<{len(kept) // 2}e", kept))
