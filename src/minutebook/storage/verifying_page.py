"""Checking a page of a ledger against what each entry speaks of. Reads files, and nothing else; runs in a thread."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from minutebook.council.contents import stated_content
from minutebook.council.errors import LedgerBroken
from minutebook.council.ledger import Act, Chain, Entry, Head, spell_instant
from minutebook.council.messages import Message
from minutebook.storage.codec import message_from_json
from minutebook.storage.verifying_acts import Standing
from minutebook.storage.verifying_facts import (
    References,
    check_attachments,
    check_instant,
    check_members,
    check_place,
    check_poll,
    check_size,
    told_of,
)
from minutebook.storage.verifying_rows import FileRow, Page, PageRow

PIECE = 1 << 20
"""Bytes of a file read at a time."""

REMEMBERED = 100_000
"""Files remembered as whole, so that one kept for many records is read once."""


class _Captured(NamedTuple):
    """A capture, and the versions of its message that were known then.

    Attributes:
        row: its first entry.
        message: the latest version; `sent` when that was sent, as it stands in the file.
        whole: whether its seal states what it answered, which an earlier program's did not.
        told, others: what each version tells of its sender and place, and carries else.
    """

    row: PageRow
    message: Message
    sent: str
    whole: bool
    told: tuple[tuple[object, ...], ...]
    others: tuple[str | None, ...]


_ACTS = {str(act): act for act in Act}


class Checker:
    """Takes a council's ledger page by page.

    Attributes:
        standing: what was stated last of matters and of the schedule.

    Args:
        folder: of the files; None leaves their bytes unread.
    """

    def __init__(self, council_id: int, chain: Chain, folder: Path | None) -> None:
        self._council_id = council_id
        self._chain = chain
        self._folder = folder
        self._whole: set[str] = set()
        self._captured: _Captured | None = None
        self._references = References()
        self.standing = Standing()
        self._others: dict[int, PageRow] = {}

    def take(self, page: Page) -> None:
        """Check the next page.

        Raises:
            LedgerBroken: the first entry that is wrong, or whose content is.
        """
        for row in page.rows:
            if self._captured is not None and not _goes_on(self._captured.row, row):
                self._check_facts()
            self._chain.take(self._entry(row), row.at)
            try:
                self._content(row, page)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise LedgerBroken(row.seq, "what it speaks of cannot be read") from error
            if row.seq in page.changed:
                raise LedgerBroken(row.seq, page.changed[row.seq])

    def finish(self) -> Head:
        """Return where the chain ends, once every page was taken.

        Raises:
            LedgerBroken: something is cut off, or the last record's facts are wrong.
        """
        self._check_facts()
        for row in self._others.values():
            raise LedgerBroken(row.seq, "what else the message it speaks of carried was changed")
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

    def _content(self, row: PageRow, page: Page) -> None:
        match row.act:
            case Act.CAPTURED:
                self._version(row, page)
                self._references.gave(row)
            case Act.EDITED:
                self._version(row, page)
            case Act.FILED:
                self._file(row, page.files.get(row.record_id or 0, ()))
            case Act.DISPOSED:
                if page.certificates.get(row.record_id or 0) != row.digest:
                    raise LedgerBroken(
                        row.seq, "the certificate of disposal it speaks of is missing or was changed"
                    )
                self._references.certified(row)
            case Act.MINUTED | Act.SCHEDULED:
                self.standing.take(row)

    def _version(self, row: PageRow, page: Page) -> None:
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
            check_members(row, message.members, page.members.get(row.record_id or 0, ()))
        sent = spell_instant(message.sent_at)
        check_instant(row, message, sent)
        check_poll(row, row.poll_id, message)
        if message.attachments:
            check_attachments(row, message, page.files.get(row.record_id or 0, ()))
        self._took(row, message, sent, "form" in content)

    def _took(self, row: PageRow, message: Message, sent: str, whole: bool) -> None:
        """Keep what a version says until all that were known at its capture have been read."""
        told, other = told_of(message), message.other
        if row.act == Act.CAPTURED:
            check_place(row, message)
            self._captured = _Captured(row, message, sent, whole, (told,), (other,))
        elif self._captured is not None and _goes_on(self._captured.row, row):
            first, *_, tolds, others = self._captured
            self._captured = _Captured(first, message, sent, whole, (*tolds, told), (*others, other))
        elif self._others and row.other == other:
            # A record says what its latest version carries.
            self._others.pop(row.record_id or 0, None)

    def _check_facts(self) -> None:
        """Compare what a record says of itself with the version that was the latest when it was captured.

        Raises:
            LedgerBroken: it says otherwise.
        """
        if self._captured is None:
            return
        row, message, sent, whole, tolds, others = self._captured
        self._captured = None
        said: tuple[object, ...] = (
            row.sender_id,
            row.sender_name,
            row.sent_at,
            row.captured_at,
            row.captured_by,
        )
        meant: tuple[object, ...] = (message.sender.id, message.sender.name, sent, row.at, row.actor_id)
        if said != meant:
            raise LedgerBroken(row.seq, "who said it and when, or who put it on the record, was changed")
        # What an earlier program sealed does not hold what was answered.
        said = (row.reply_sender, row.reply_text) if whole else (None, None)
        meant = (message.answered_name, message.answered_text)
        if (*said, row.quote, row.forward_from) != (*meant, message.quote, message.forward_from):
            raise LedgerBroken(row.seq, "what it answered, quoted or was forwarded from was changed")
        if (row.sender_username, row.sender_kind, row.topic_id, row.reply_to) not in tolds:
            raise LedgerBroken(
                row.seq, "what kind of sender said it, in which topic or in answer to what, was changed"
            )
        # Nor does it hold what was noted.
        if message.recorded_by and (row.captured_by_name, row.note) != (
            message.recorded_by,
            message.note or "",
        ):
            raise LedgerBroken(row.seq, "who put it on the record, by name, or what they noted, was changed")
        if row.other not in others:
            self._others[row.record_id or 0] = row

    def _file(self, row: PageRow, files: Sequence[FileRow]) -> None:
        if row.disposed:
            return
        # Two of one content, sent in one record, are filed twice.
        stored = [file for file in files if file.sha256 == row.digest and file.path is not None]
        if not stored:
            raise LedgerBroken(row.seq, "the file it speaks of is not the one in the store")
        if any(Path(str(file.path)).name != file.path for file in stored):
            raise LedgerBroken(row.seq, "the file it speaks of is said to lie elsewhere")
        if self._folder is None:
            return
        try:
            self._bytes(row, self._folder / str(stored[0].path))
            for file in stored:
                check_size(row, file, self._folder)
        except OSError as error:
            raise LedgerBroken(
                row.seq, "the file it speaks of is missing from the folder of files", file=row.digest
            ) from error

    def _bytes(self, row: PageRow, place: Path) -> None:
        """Read a file's bytes, once however many records have it."""
        if row.digest in self._whole:
            return
        if digest_of(place) != row.digest:
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
