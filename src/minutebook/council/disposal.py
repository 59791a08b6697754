"""Disposal: the certificate that stays of a record, and its line in the register outside the database.

The certificate holds ids, dates, digests and where copies had gone; never what was said. Its digest is in the
ledger's entry of the disposal. The register is a file beside the folder of files, only ever added to: when an
older database is put back, what was disposed of since is disposed of again from it.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from minutebook.council.errors import MinutebookError
from minutebook.council.ledger import canonical, spell_instant
from minutebook.council.records import Reference, Route

CERTIFICATE_FORMAT = b"minutebook-disposal/1\n"
LINE_FORMAT = 1
LARGEST = 2**63
"""No number in a database is this large."""

_SHA256 = re.compile(r"[0-9a-f]{64}")

Key = tuple[int, int]
"""A message: chat and message id."""


class Grounds(StrEnum):
    """Why a record was disposed of."""

    DUE = "due"  # its time was up
    ERROR = "error"  # it should not have been on the record


class HeldError(MinutebookError):
    """A record is on hold for a request, and cannot be disposed of before the last of its holds is released."""


@dataclass(frozen=True, slots=True)
class CopyOut:
    """Where a copy of a record had gone.

    Attributes:
        way: email, folder, bundle; or record, where another record repeats what it said.
        place: the address, file, bundle or reference.
        at: when; of another record, when that was captured.
    """

    way: str
    place: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Certificate:
    """What stays of a record that was disposed of.

    Attributes:
        route: for whose eyes the record was, and so its certificate is.
        by_id, by_name: who disposed of it; the name is no part of the digest.
        messages: what it was made of, by ids.
        content: salted digest of its first version, by which it is known again.
        files: SHA-256 of each file that went with it.
        copies: where copies had gone, which disposal does not reach.
    """

    council_id: int
    record_id: int
    reference: Reference
    route: Route
    klass: str
    grounds: Grounds
    at: datetime
    by_id: int
    by_name: str
    messages: tuple[Key, ...]
    content: str
    files: tuple[str, ...] = ()
    copies: tuple[CopyOut, ...] = ()

    @property
    def digest(self) -> str:
        """Hex SHA-256 of the certificate, as the ledger's entry of the disposal states it."""
        return hashlib.sha256(CERTIFICATE_FORMAT + canonical(_body(self))).hexdigest()


def _body(item: Certificate) -> Mapping[str, object]:
    return {
        "council": item.council_id,
        "record": item.record_id,
        "ref": str(item.reference),
        "route": str(item.route),
        "class": item.klass,
        "grounds": str(item.grounds),
        "at": spell_instant(item.at),
        "by": item.by_id,
        "messages": [list(key) for key in item.messages],
        "content": item.content,
        "files": list(item.files),
        "copies": copies_to_list(item.copies),
    }


def backups_out(made: Sequence[datetime]) -> CopyOut:
    """Return the backups that hold a record, as what a certificate lists: how many, from when to when.

    Where they lie is known to whoever made them alone.

    Args:
        made: when, in order; one at least.
    """
    return CopyOut("backup", f"{len(made)} since {spell_instant(made[0])}", made[-1])


def backups_told(copy: CopyOut) -> tuple[int, datetime, datetime]:
    """Return what `backups_out` says: how many there are, and when the first and the last were made."""
    count, _, first = copy.place.partition(" since ")
    return int(count), datetime.fromisoformat(first), copy.at


def copies_to_list(copies: tuple[CopyOut, ...]) -> list[dict[str, str]]:
    """Return copies as JSON holds them."""
    return [{"way": copy.way, "place": copy.place, "at": spell_instant(copy.at)} for copy in copies]


def copies_from_list(items: list[dict[str, str]]) -> tuple[CopyOut, ...]:
    """Return the copies that JSON holds."""
    return tuple(CopyOut(item["way"], item["place"], datetime.fromisoformat(item["at"])) for item in items)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the register: enough to dispose of the same record again, ids and digests only.

    Attributes:
        since: when the council was set up, which tells it from another council's database with the same key.
        digest: of the certificate.
    """

    council_id: int
    since: datetime
    record_id: int
    reference: Reference
    route: Route
    klass: str
    grounds: Grounds
    at: datetime
    by_id: int
    messages: tuple[Key, ...]
    content: str
    files: tuple[str, ...]
    digest: str

    @property
    def key(self) -> tuple[int, datetime, int]:
        """Which record of which council it is of: keys alone are the same in another database."""
        return self.council_id, self.since, self.record_id


def line_of(item: Certificate, since: datetime) -> Line:
    """Return the line of a certificate; `since`: when its council was set up."""
    return Line(
        item.council_id,
        since,
        item.record_id,
        item.reference,
        item.route,
        item.klass,
        item.grounds,
        item.at,
        item.by_id,
        item.messages,
        item.content,
        item.files,
        item.digest,
    )


def line_to_text(line: Line) -> str:
    """Return a line as it stands in the register, without its end."""
    fields = {
        "format": LINE_FORMAT,
        "council": line.council_id,
        "since": spell_instant(line.since),
        "record": line.record_id,
        "year": line.reference.year,
        "number": line.reference.number,
        "route": str(line.route),
        "class": line.klass,
        "grounds": str(line.grounds),
        "at": spell_instant(line.at),
        "by": line.by_id,
        "messages": [list(key) for key in line.messages],
        "content": line.content,
        "files": list(line.files),
        "certificate": line.digest,
    }
    return json.dumps(fields, separators=(",", ":"))


def line_from_text(text: str) -> Line | None:
    """Return the line that `text` holds; None where it is none: torn off by a crash, of a later program, or made up.

    Whoever reads it deletes files by what it names: nothing but the name of a stored file is taken.
    """
    try:
        fields = json.loads(text)
        if fields["format"] != LINE_FORMAT:
            return None
        return Line(
            _number(fields["council"]),
            _instant(fields["since"]),
            _number(fields["record"]),
            Reference(_number(fields["year"]), _number(fields["number"])),
            Route(fields["route"]),
            str(fields["class"]),
            Grounds(fields["grounds"]),
            _instant(fields["at"]),
            _number(fields["by"]),
            tuple((_number(chat), _number(message)) for chat, message in fields["messages"]),
            _digest(fields["content"]) if fields["content"] else "",
            tuple(_digest(name) for name in fields["files"]),
            _digest(fields["certificate"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _number(value: object) -> int:
    if not isinstance(value, int) or not -LARGEST < value < LARGEST:
        raise ValueError("no number of a database")
    return value


def _instant(value: object) -> datetime:
    at = datetime.fromisoformat(str(value))
    if at.tzinfo is None:
        raise ValueError("an instant without a zone")
    return at


def _digest(value: object) -> str:
    if not _SHA256.fullmatch(str(value)):
        raise ValueError("no SHA-256")
    return str(value)
