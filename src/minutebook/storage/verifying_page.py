"""Checking a page of a ledger against what each entry speaks of. Reads files, and nothing else; runs in a thread."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from minutebook.council.contents import is_content, stated_content
from minutebook.council.errors import LedgerBroken
from minutebook.council.ledger import Act, Chain, Entry, Head, spell_instant
from minutebook.council.messages import Message
from minutebook.storage.codec import message_from_json

PIECE = 1 << 20
"""Bytes of a file read at a time."""

REMEMBERED = 100_000
"""Files remembered as whole, so that one kept for many records is read once."""


class PageRow(NamedTuple):
    """An entry as it stands in the file, with what it speaks of; None where that is not there."""

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
    council_id: int | None
    sender_id: int | None
    sender_name: str | None
    sent_at: str | None
    captured_at: str | None
    captured_by: int | None
    reply_sender: str | None
    reply_text: str | None
    quote: str | None
    forward_from: str | None
    path: str | None
    disposed: int


class MemberRow(NamedTuple):
    """One version of one message of a conversation."""

    chat_id: int
    message_id: int
    body: str
    salt: bytes | None
    digest: str


_ACTS = {str(act): act for act in Act}

Members = Mapping[int, Sequence[MemberRow]]
Certificates = Mapping[int, str]
"""Digests of certificates of disposal, by record."""


class Checker:
    """Takes a council's ledger page by page.

    Args:
        folder: of the files; None leaves their bytes unread.
    """

    def __init__(self, council_id: int, chain: Chain, folder: Path | None) -> None:
        self._council_id = council_id
        self._chain = chain
        self._folder = folder
        self._whole: set[str] = set()
        self._captured: tuple[PageRow, Message, bool] | None = None

    def take(self, rows: Sequence[PageRow], members: Members, certificates: Certificates) -> None:
        """Check the next page.

        Raises:
            LedgerBroken: the first entry that is wrong, or whose content is.
        """
        for row in rows:
            if self._captured is not None and not _goes_on(self._captured[0], row):
                self._check_facts()
            self._chain.take(self._entry(row))
            try:
                self._content(row, members, certificates)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise LedgerBroken(row.seq, "what it speaks of cannot be read") from error

    def finish(self) -> Head:
        """Return where the chain ends, once every page was taken.

        Raises:
            LedgerBroken: something is cut off, or the last record's facts are wrong.
        """
        self._check_facts()
        return self._chain.finish()

    def _entry(self, row: PageRow) -> Entry:
        try:
            at = datetime.fromisoformat(row.at)
            # Another spelling of the same instant was not written by us.
            if len(row.at) != 32 or row.at[10] != "T" or row.at[26:] != "+00:00":
                raise ValueError(row.at)
            act = _ACTS[row.act]
        except (ValueError, KeyError, TypeError) as error:
            raise LedgerBroken(row.seq, "its seal does not match what it says") from error
        return Entry(
            self._council_id,
            row.seq,
            at,
            act,
            row.record_id,
            row.version,
            row.actor_id,
            row.digest,
            row.previous,
            row.seal,
        )

    def _content(self, row: PageRow, members: Members, certificates: Certificates) -> None:
        match row.act:
            case Act.CAPTURED | Act.EDITED:
                self._version(row, members)
            case Act.FILED:
                self._file(row)
            case Act.DISPOSED if certificates.get(row.record_id or 0) != row.digest:
                raise LedgerBroken(
                    row.seq, "the certificate of disposal it speaks of is missing or was changed"
                )

    def _version(self, row: PageRow, members: Members) -> None:
        if row.body is None:
            if not row.disposed:
                raise LedgerBroken(row.seq, "the version it speaks of is missing")
            return
        if row.disposed:
            raise LedgerBroken(row.seq, "the record it speaks of was disposed of, and yet is there")
        if row.council_id != self._council_id:
            raise LedgerBroken(row.seq, "the record it speaks of is missing")
        message = message_from_json(row.body)
        if row.text != message.text:
            raise LedgerBroken(row.seq, "the text it speaks of was changed")
        content = stated_content(message, row.salt or b"", row.digest)
        if content is None or row.content != row.digest:
            raise LedgerBroken(row.seq, "the content it speaks of was changed")
        if message.members:
            _check_members(row, message.members, members.get(row.record_id or 0, ()))
        if row.act == Act.CAPTURED:
            self._captured = (row, message, "form" in content)
        elif self._captured is not None and _goes_on(self._captured[0], row):
            self._captured = (self._captured[0], message, "form" in content)

    def _check_facts(self) -> None:
        """Compare what a record says of itself with the version that was the latest when it was captured.

        Raises:
            LedgerBroken: it says otherwise.
        """
        if self._captured is None:
            return
        row, message, whole = self._captured
        self._captured = None
        said: tuple[object, ...] = (
            row.sender_id,
            row.sender_name,
            row.sent_at,
            row.captured_at,
            row.captured_by,
        )
        meant: tuple[object, ...] = (
            message.sender.id,
            message.sender.name,
            spell_instant(message.sent_at),
            row.at,
            row.actor_id,
        )
        if said != meant:
            raise LedgerBroken(row.seq, "who said it and when, or who put it on the record, was changed")
        # What an earlier program sealed does not hold what was answered.
        said = (row.reply_sender, row.reply_text) if whole else (None, None)
        meant = (message.answered_name, message.answered_text)
        if (*said, row.quote, row.forward_from) != (*meant, message.quote, message.forward_from):
            raise LedgerBroken(row.seq, "what it answered, quoted or was forwarded from was changed")

    def _file(self, row: PageRow) -> None:
        if row.disposed:
            return
        if row.path is None:
            raise LedgerBroken(row.seq, "the file it speaks of is not the one in the store")
        if self._folder is None or row.digest in self._whole:
            return
        if Path(row.path).name != row.path:
            raise LedgerBroken(row.seq, "the file it speaks of is said to lie elsewhere")
        try:
            found = digest_of(self._folder / row.path)
        except OSError as error:
            raise LedgerBroken(
                row.seq, "the file it speaks of is missing from the folder of files", file=row.digest
            ) from error
        if found != row.digest:
            raise LedgerBroken(row.seq, "the bytes of the file it speaks of were changed", file=row.digest)
        if len(self._whole) >= REMEMBERED:
            self._whole.clear()
        self._whole.add(row.digest)


def _goes_on(captured: PageRow, row: PageRow) -> bool:
    """Whether an entry states a later version that was known at the same capture."""
    return row.act == Act.EDITED and (row.record_id, row.at) == (captured.record_id, captured.at)


def digest_of(path: Path) -> str:
    """Return the hex SHA-256 of a file's bytes, read a piece at a time.

    Raises:
        OSError: it is not there, or cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _check_members(row: PageRow, stated: Sequence[str], kept: Sequence[MemberRow]) -> None:
    """Compare the messages of a conversation with the digests its record states: each there, in order, and once.

    What is there and no version states is looked for at the end.

    Raises:
        LedgerBroken: one is missing, was put elsewhere or changed.
    """
    rest = iter(kept)
    for digest in stated:
        member = next((one for one in rest if one.digest == digest), None)
        if member is None:
            raise LedgerBroken(
                row.seq, "a message of the conversation it speaks of is missing or out of place"
            )
        message = message_from_json(member.body)
        same = (message.chat_id, message.message_id) == (member.chat_id, member.message_id)
        if not same or not is_content(message, member.salt or b"", member.digest):
            raise LedgerBroken(row.seq, "a message of the conversation it speaks of was changed")
    if len({member.digest for member in kept}) < len(kept):
        raise LedgerBroken(row.seq, "a message of the conversation it speaks of is there twice")
