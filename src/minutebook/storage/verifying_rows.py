"""What is read of a store while it is verified: entries with what they speak of, as they stand in the file."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class PageRow(NamedTuple):
    """An entry as it stands in the file, with what it speaks of; None where that is not there.

    Attributes:
        content: the digest that stands beside the version; `version_at` since when that stands.
        year, reference: of the record's reference, or of its certificate's where it was disposed of.
        disposed: 1 where there is a certificate of disposal for the record.
    """

    seq: int
    at: str
    act: str
    record_id: int | None
    version: int
    actor_id: int
    digest: str
    previous: str
    seal: str
    text: str | None
    body: str | None
    salt: bytes | None
    content: str | None
    version_at: str | None
    poll_id: str | None
    council_id: int | None
    chat_id: int | None
    message_id: int | None
    topic_id: int | None
    sender_id: int | None
    sender_name: str | None
    sender_username: str | None
    sender_kind: str | None
    sent_at: str | None
    captured_at: str | None
    captured_by: int | None
    captured_by_name: str | None
    note: str | None
    reply_to: int | None
    reply_sender: str | None
    reply_text: str | None
    quote: str | None
    forward_from: str | None
    other: str | None
    classed_by: int | None
    keep_until: str | None
    year: int | None
    reference: int | None
    disposed: int


class MemberRow(NamedTuple):
    """One version of one message of a conversation."""

    position: int
    number: int
    chat_id: int
    message_id: int
    body: str
    salt: bytes | None
    digest: str
    poll_id: str | None


class FileRow(NamedTuple):
    """What the store says of one file of a record."""

    version: int
    kind: str
    unique_id: str
    name: str | None
    mime: str | None
    size: int | None
    sha256: str | None
    path: str | None


Members = Mapping[int, Sequence[MemberRow]]
"""Messages of conversations by record, in order."""

Certificates = Mapping[int, str]
"""Digests of certificates of disposal, by record."""

Changed = Mapping[int, str]
"""What of a record is not as an entry states it, by the entry's number."""

Files = Mapping[int, Sequence[FileRow]]
"""Files by record."""


class Page(NamedTuple):
    """Some entries of a ledger that follow each other, with what they speak of.

    Attributes:
        changed: which of them state what is not so.
    """

    rows: Sequence[PageRow]
    members: Members
    certificates: Certificates
    files: Files
    changed: Changed
