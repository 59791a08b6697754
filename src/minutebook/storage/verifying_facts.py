"""Comparing the columns that repeat what is sealed with what is sealed: references, places, instants, files.

What is shown of a record, and what it is found by, stands in columns beside the message that was sealed. Each that
says the same as the message is compared with it here; a reference, which no seal states, with the order in which
references are given.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from minutebook.council.contents import is_content
from minutebook.council.errors import LedgerBroken
from minutebook.council.ledger import Act
from minutebook.council.messages import Message
from minutebook.storage.codec import message_from_json
from minutebook.storage.verifying_rows import FileRow, MemberRow, PageRow

WEST, EAST = timedelta(hours=12), timedelta(hours=14)
"""How far the days of the zones there are lie behind UTC and before it."""


class References:
    """Follows how a council's references were given: in order of capture, from 1 in each year, none left out.

    What is disposed of keeps its number: its certificate has it. A certificate may also have one that this ledger
    never gave, of a record made after the backup that was put back; the next number comes after that, too.
    """

    def __init__(self) -> None:
        self._highest: dict[int, int] = {}

    def gave(self, row: PageRow) -> None:
        """Take the next capture.

        Raises:
            LedgerBroken: its record has another reference than it was given.
        """
        year, number = row.year, row.reference
        if year is None or number != self._highest.get(year, 0) + 1 or not _is_year_of(year, row.at):
            raise LedgerBroken(row.seq, "the reference of the record it speaks of was changed")
        self._highest[year] = number

    def certified(self, row: PageRow) -> None:
        """Take the next disposal: its certificate keeps its number taken, whether this ledger gave it or not."""
        if row.year is not None and row.reference is not None:
            self._highest[row.year] = max(row.reference, self._highest.get(row.year, 0))


def _is_year_of(year: int, at: str) -> bool:
    """Whether it is that year somewhere at an instant as it stands in the file: zones may have been changed since."""
    # Nearly always it is that year in UTC.
    if at.startswith(f"{year}-"):
        return True
    instant = datetime.fromisoformat(at)
    return year in ((instant - WEST).year, (instant + EAST).year)


def check_place(row: PageRow, message: Message) -> None:
    """Compare where a record says its message stands with the message as it was captured.

    Raises:
        LedgerBroken: it says otherwise.
    """
    if (row.chat_id, row.message_id) != (message.chat_id, message.message_id):
        raise LedgerBroken(row.seq, "where the message it speaks of was sent was changed")


def check_instant(row: PageRow, message: Message, sent: str) -> None:
    """Compare since when a version is said to stand with the message, and the entry, that state it.

    Args:
        sent: when the message was sent, as it stands in the file.

    Raises:
        LedgerBroken: it is neither when the message was sent or edited nor, for a later version, when that came.
    """
    if row.version_at == sent:
        if message.edited_at is None:
            return
    elif row.version_at == row.at and row.act == Act.EDITED:
        return
    meant = (message.edited_at or message.sent_at).astimezone(UTC).isoformat()[:19]
    # A message is kept in whole seconds.
    if row.version_at is None or row.version_at[:19] != meant:
        raise LedgerBroken(row.seq, "when the version it speaks of was written was changed")


def told_of(message: Message) -> tuple[object, ...]:
    """Return what a message says of its sender, its topic and what it answers that a record repeats."""
    who = message.sender
    return (who.username, who.kind, message.topic_id, message.reply_to)


def check_attachments(row: PageRow, message: Message, files: Sequence[FileRow]) -> None:
    """Compare what the store says of a version's files with the message.

    Of a file that came with several versions, the store has what the first of them said.

    Raises:
        LedgerBroken: one is missing, or said to be another.
    """
    known = {file.unique_id: file for file in files}
    seen: set[str] = set()
    for item in message.attachments:
        if item.unique_id in seen:
            continue
        seen.add(item.unique_id)
        file = known.get(item.unique_id)
        if file is None or file.version > row.version:
            raise LedgerBroken(row.seq, "a file of the version it speaks of is missing")
        if file.version < row.version:
            continue
        # How large it is told anew once it was fetched.
        size = item.size if file.sha256 is None else file.size
        if (file.kind, file.name, file.mime, file.size) != (item.kind, item.name, item.mime, size):
            raise LedgerBroken(row.seq, "what is said of a file of the version it speaks of was changed")


def check_size(row: PageRow, file: FileRow, folder: Path) -> None:
    """Compare how large a stored file is said to be with how large it is.

    Raises:
        LedgerBroken: it is not.
        OSError: it is not there, or cannot be read.
    """
    if file.path is not None and (folder / file.path).stat().st_size != file.size:
        raise LedgerBroken(row.seq, "how large the file it speaks of is said to be was changed")


def check_poll(row: PageRow, poll_id: str | None, message: Message) -> None:
    """Compare the poll that a version, or a member's, is found by with the one it carries.

    Raises:
        LedgerBroken: it is another.
    """
    if poll_id is not None and (message.poll is None or message.poll.id != poll_id):
        raise LedgerBroken(row.seq, "which poll the message it speaks of carries was changed")


def check_members(row: PageRow, stated: Sequence[str], kept: Sequence[MemberRow]) -> None:
    """Compare the messages of a conversation with the digests its record states: each there, in order, and once.

    What is there and no version states is looked for at the end.

    Raises:
        LedgerBroken: one is missing, was put elsewhere or changed, or a version counts as another message's.
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
        check_poll(row, member.poll_id, message)
    if len({member.digest for member in kept}) < len(kept):
        raise LedgerBroken(row.seq, "a message of the conversation it speaks of is there twice")
    if [(member.position, member.number) for member in kept] != list(_places(kept)):
        raise LedgerBroken(
            row.seq,
            "which version of which message something in the conversation it speaks of is, was changed",
        )


def _places(kept: Iterable[MemberRow]) -> Iterator[tuple[int, int]]:
    """Yield position and number that each message of a conversation has, from 1: versions of one follow one another."""
    position, number, before = 0, 0, None
    for member in kept:
        key = (member.chat_id, member.message_id)
        position, number = (position, number + 1) if key == before else (position + 1, 1)
        before = key
        yield position, number
